//! A key's line, written and read again, is the same key.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::PublicKey;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(key) = PublicKey::from_blob(bytes) {
        assert_eq!(key.blob(), bytes);
        assert_eq!(PublicKey::from_openssh(&key.to_openssh()), Ok(key));
    }
    if let Ok(key) =
        std::str::from_utf8(bytes).map_err(drop).and_then(|s| PublicKey::from_openssh(s).map_err(drop))
    {
        assert_eq!(PublicKey::from_blob(key.blob()), Ok(key));
    }
});
