//! Properties of assertions and passkeys' lines, with a software authenticator.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use proptest::prelude::*;
use record::RecordId;
use record::webauthn::{Assertion, Challenge, Purpose, WebauthnKey, to_base64url};
use rehearsal::authenticator::{Algorithm, Credential, ORIGIN, RP_ID, client_data};

fn credential() -> impl Strategy<Value = Credential> {
    (prop_oneof![Just(Algorithm::Es256), Just(Algorithm::EdDsa)], 1..=255_u8)
        .prop_map(|(algorithm, seed)| Credential { algorithm, seed })
}

fn holds(assertion: &Assertion, key: &WebauthnKey, id: &RecordId) -> bool {
    assertion.verify_record(key, id).is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_touch_holds_for_its_record_and_key_alone(
        credential in credential(), other in credential(), id: [u8; 32], another: [u8; 32],
    ) {
        let (key, id) = (credential.key(Purpose::Sign), RecordId(id));
        let assertion = credential.touch(&Challenge::of_record(&id));
        prop_assert!(holds(&assertion, &key, &id));
        prop_assert_eq!(holds(&assertion, &key, &RecordId(another)), another == id.0);
        prop_assert_eq!(holds(&assertion, &other.key(Purpose::Sign), &id), other == credential);
        prop_assert!(!holds(&assertion, &credential.key(Purpose::SignIn), &id));
        // Whatever a hub asks at sign-in, short of the record's own challenge, signs no record.
        let sign_in = credential.touch(&Challenge::random(another));
        prop_assert!(!holds(&sign_in, &key, &id));
        prop_assert!(assertion.verify(&key, &Challenge::random(another)).is_err());
    }

    #[test]
    fn a_changed_bit_anywhere_breaks_it(credential in credential(), id: [u8; 32], part in 0..3_usize, at: prop::sample::Index, bit in 0..8_u8) {
        let (key, id) = (credential.key(Purpose::Sign), RecordId(id));
        let mut assertion = credential.touch(&Challenge::of_record(&id));
        let bytes = [
            &mut assertion.authenticator_data,
            &mut assertion.client_data_json,
            &mut assertion.signature,
        ].into_iter().nth(part).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(!holds(&assertion, &key, &id));
    }

    #[test]
    fn a_part_cut_short_or_made_longer_breaks_it(credential in credential(), id: [u8; 32], part in 0..3_usize, cut: prop::sample::Index, more: u8) {
        let (key, id) = (credential.key(Purpose::Sign), RecordId(id));
        let honest = credential.touch(&Challenge::of_record(&id));
        for longer in [true, false] {
            let mut assertion = honest.clone();
            let bytes = [
                &mut assertion.authenticator_data,
                &mut assertion.client_data_json,
                &mut assertion.signature,
            ].into_iter().nth(part).unwrap();
            if longer { bytes.push(more) } else { bytes.truncate(cut.index(bytes.len())) }
            prop_assert!(!holds(&assertion, &key, &id));
        }
    }

    /// An authenticator signs whatever a hostile browser or hub gives it; the reader must refuse or take it, never panic.
    #[test]
    fn any_signed_bytes_are_read_or_refused(data in prop::collection::vec(any::<u8>(), 0..80), said in "\\PC{0,80}") {
        let credential = Credential { algorithm: Algorithm::EdDsa, seed: 9 };
        let key = credential.key(Purpose::Sign);
        let challenge = Challenge::random([1; 32]);
        prop_assert!(credential.sign(&data, &client_data(&challenge)).verify(&key, &challenge).is_err());
        prop_assert!(credential.sign(&data, &said).verify(&key, &challenge).is_err());
        prop_assert!(WebauthnKey::from_registration(Purpose::Sign, &data, RP_ID, &[ORIGIN]).is_err());
    }

    #[test]
    fn a_line_has_one_spelling(credential in credential(), id in prop::collection::vec(any::<u8>(), 1..80), at: prop::sample::Index, c in "[ -~]") {
        let made = WebauthnKey::new(Purpose::Sign, &credential.cose(), &id, RP_ID, &["https://b.hub.example", ORIGIN]).unwrap();
        let read = WebauthnKey::from_line(made.line()).unwrap();
        prop_assert_eq!(&read, &made);
        prop_assert_eq!(read.credential(), &id[..]);
        // Every other text is another key or none.
        let mut changed = made.line().to_owned();
        let at = at.index(changed.len());
        changed.replace_range(at..=at, &c);
        if let Ok(other) = WebauthnKey::from_line(&changed) {
            prop_assert_eq!(other.line(), &changed);
            prop_assert_eq!(other.id() == made.id(), changed == made.line());
        }
    }

    #[test]
    fn a_registration_gives_the_key(credential in credential(), at: prop::sample::Index) {
        let data = credential.registration();
        let key = WebauthnKey::from_registration(Purpose::Sign, &data, RP_ID, &[ORIGIN]).unwrap();
        prop_assert_eq!(key, credential.key(Purpose::Sign));
        prop_assert!(WebauthnKey::from_registration(Purpose::Sign, &data[..at.index(data.len())], RP_ID, &[ORIGIN]).is_err());
        let other = WebauthnKey::from_registration(Purpose::Sign, &data, "example", &["https://example"]);
        prop_assert_eq!(other.unwrap_err().code(), "webauthn-rp-id");
    }
}

/// A registration is signed too by some authenticators; it must be no assertion.
#[test]
fn a_registrations_data_is_no_assertion() {
    let credential = Credential { algorithm: Algorithm::Es256, seed: 7 };
    let challenge = Challenge::random([1; 32]);
    let assertion = credential.sign(&credential.registration(), &client_data(&challenge));
    let refused = assertion.verify(&credential.key(Purpose::Sign), &challenge).unwrap_err();
    assert_eq!(refused.code(), "webauthn-authenticator-data");
}

/// Two credentials share a line only if they are one: base64url of their ids can't run into the next word.
#[test]
fn base64url_has_neither_space_nor_comma() {
    let all: Vec<u8> = (0..=255).collect();
    assert!(to_base64url(&all).bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
}
