//! A passkey's answer is read or refused, and none with an invented signature holds. The input is the length of
//! `authenticatorData` in two bytes, `authenticatorData`, and `clientDataJSON`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::RecordId;
use record::webauthn::{Assertion, WebauthnKey};
use std::sync::LazyLock;

static VECTORS: LazyLock<serde_json::Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../crates/record/tests/vectors/webauthn.json")).unwrap()
});

/// The first record of the vectors and its key: their answers are the corpus, so that every check is reached.
static SIGNED: LazyLock<(WebauthnKey, RecordId)> = LazyLock::new(|| {
    let key = WebauthnKey::from_line(VECTORS["keys"][0]["line"].as_str().unwrap()).unwrap();
    (key, RecordId::from_hex(VECTORS["records"][0]["id"].as_str().unwrap()).unwrap())
});

/// Well formed: r and s are 1.
const INVENTED: [u8; 8] = [0x30, 6, 2, 1, 1, 2, 1, 1];

fuzz_target!(|bytes: &[u8]| {
    let Some((length, rest)) = bytes.split_first_chunk() else { return };
    let Some((data, said)) = rest.split_at_checked(u16::from_be_bytes(*length).into()) else { return };
    let (key, id) = &*SIGNED;
    let assertion = Assertion {
        authenticator_data: data.to_vec(),
        client_data_json: said.to_vec(),
        signature: INVENTED.to_vec(),
    };
    assert!(assertion.verify_record(key, id).is_err());
});
