//! An SSHSIG blob survives its armour; checking one never panics, and none that was invented holds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::signature::{Sshsig, from_armor, to_armor};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(sshsig) = Sshsig::read(bytes) {
        assert!(sshsig.verify(b"fuzz").is_err());
        assert_eq!(from_armor(&to_armor(bytes)).as_deref(), Ok(bytes));
    }
    if let Ok(blob) = std::str::from_utf8(bytes).map_err(drop).and_then(|text| from_armor(text).map_err(drop))
    {
        assert_eq!(from_armor(&to_armor(&blob)), Ok(blob));
    }
});
