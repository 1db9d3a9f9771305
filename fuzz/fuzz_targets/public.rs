//! A public bundle of any width: what is read writes back as the same bytes. So do the addresses of
//! bundles and bodies.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::public::{
    body_path, decode_public, encode_public, parse_body_path, parse_public_path, public_path,
};

fuzz_target!(|bytes: &[u8]| {
    let Some((width, bundle)) = bytes.split_first() else { return };
    let width = u16::from(*width) + 1;
    if let Ok(records) = decode_public(bundle, width) {
        assert_eq!(records.len(), usize::from(width));
        assert_eq!(encode_public(&records).as_deref(), Ok(bundle));
    }
    if let Ok(path) = std::str::from_utf8(bundle) {
        if let Ok(bundle) = parse_public_path(path) {
            assert_eq!(public_path(bundle), path);
        }
        if let Some(id) = parse_body_path(path) {
            assert_eq!(body_path(&id), path);
        }
    }
});
