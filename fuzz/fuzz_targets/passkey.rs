//! A passkey's line, and a registration with its COSE key: what is read writes back as the same line, and its parts stand in
//! the registration.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::webauthn::{Purpose, WebauthnKey};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(line) = std::str::from_utf8(bytes) {
        if let Ok(key) = WebauthnKey::from_line(line) {
            assert_eq!(key.line(), line);
            let origins: Vec<&str> = key.origins().iter().map(String::as_str).collect();
            let again =
                WebauthnKey::new(key.purpose(), key.cose(), key.credential(), key.rp_id(), &origins);
            assert_eq!(again, Ok(key));
        }
    }
    let origin = "https://hub.example";
    if let Ok(key) = WebauthnKey::from_registration(Purpose::Sign, bytes, "hub.example", &[origin]) {
        let parts = [key.credential(), key.cose()].concat();
        assert!(bytes.windows(parts.len()).any(|window| window == parts));
        assert_eq!(WebauthnKey::from_line(key.line()), Ok(key));
    }
});
