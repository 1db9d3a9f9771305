//! One tile has one path.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::tile::TilePath;

fuzz_target!(|path: &str| {
    if let Ok(tile) = TilePath::parse(path) {
        assert_eq!(tile.to_string(), path);
        assert!(!path.contains(".."));
    }
});
