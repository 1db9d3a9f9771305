//! An entry, alone or in a bundle, writes back as the bytes that were read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::Entry;
use record::bundle::{decode_bundle, encode_bundle};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(entry) = Entry::from_bytes(bytes) {
        assert_eq!(entry.to_bytes(), bytes);
        assert!(entry.public || !entry.control);
    }
    let Some((width, bundle)) = bytes.split_first() else { return };
    if let Ok(entries) = decode_bundle(bundle, u16::from(*width) + 1) {
        assert_eq!(encode_bundle(&entries).as_deref(), Ok(bundle));
    }
});
