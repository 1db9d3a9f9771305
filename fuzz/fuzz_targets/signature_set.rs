//! A signature set has one spelling; checking one never panics, and none that was invented holds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::signature::SignatureSet;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(set) = SignatureSet::from_bytes(bytes) {
        assert_eq!(set.to_bytes(), bytes);
        // The seeds are signatures over another text.
        assert!(set.verify(b"fuzz").is_err());
    }
});
