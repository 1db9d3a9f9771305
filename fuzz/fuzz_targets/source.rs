//! A file of any format is read or refused within its limits.
#![no_main]

use instruments::source::{limits, read_source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(source) = read_source(bytes) {
        assert!(source.text.lines.len() <= limits::MAX_LINES);
    }
});
