//! A register in which delegates sign with passkeys: taken in by a hub, replayed, checked from outside, and exported.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod common;

use common::*;
use record::header::Salt;
use record::signature::{SignatureSet, SignedWhere, UnverifiedSignature};
use record::webauthn::{Challenge, Purpose};
use record::{RecordId, Signer, Unverified, Verified};
use rehearsal::authenticator::{Algorithm, Credential, Passkey};
use serde_json::json;
use std::sync::Arc;
use verify::{export_record, verify_export, verify_register, watch};

const EVE: Passkey = Passkey::new(Algorithm::Es256, 50);
const EDO: Passkey = Passkey::new(Algorithm::EdDsa, 51);

/// Signs what the draft's own keys sign, and with these passkeys.
fn touched(mut draft: Draft, passkeys: &[Passkey]) -> Verified {
    draft.header.signers.extend(passkeys.iter().map(|p| p.signer()));
    let header = draft.header.to_bytes();
    let challenge = Challenge::of_record(&RecordId::of_header(&header));
    let mut set: Vec<UnverifiedSignature> = draft
        .keys
        .iter()
        .map(|seed| UnverifiedSignature::sshsig(&key(*seed).sign(&header)).unwrap())
        .collect();
    set.extend(passkeys.iter().map(|p| signature(p.credential, &challenge)));
    let set = SignatureSet::gather(set).to_bytes();
    Unverified::read(header, set, Some(draft.body)).unwrap().verify().unwrap()
}

fn signature(credential: Credential, challenge: &Challenge) -> UnverifiedSignature {
    UnverifiedSignature::webauthn(&credential.key(Purpose::Sign), &credential.touch(challenge))
}

/// XAA's administrator enrols a passkey, which signs for itself.
fn enrolled(number: u64, passkey: Passkey) -> Verified {
    let content = json!({
        "participant": "XAA", "key": passkey.credential.key(Purpose::Sign).line(), "person": passkey.person,
        "label": "k", "administrator": false, "kinds": ["*"], "mechanisms": ["*"], "nomination": "", "confirmation": "",
    });
    touched(Draft::new(number, admission::kinds::KEY, "XAA", content, &[XAA]), &[passkey])
}

fn unsigned_measure(number: u64) -> Draft {
    let mut draft = measure(number, "XAA", XAA);
    draft.header.signers.clear();
    draft.keys.clear();
    draft
}

/// A register in which passkeys were enrolled and signed, and the last two records: by two passkeys; by one and a key.
fn signed() -> (Honest, Verified, Verified) {
    let mut records = typical(4, &log_key(1));
    records.extend([enrolled(600, EVE), enrolled(601, EDO)]);
    let two = touched(unsigned_measure(700), &[EVE, EDO]);
    let mixed = touched(measure(701, "XAA", XAA), &[EVE]);
    records.extend([two.clone(), mixed.clone()]);
    (Honest::new(records), two, mixed)
}

#[test]
fn records_signed_in_the_hubs_page_are_taken_replayed_verified_and_exported() {
    let (honest, two, mixed) = signed();
    let report = verify_register(&honest.source(), None, None, NOW, &mut |_| {}).unwrap();
    assert!(report.ok, "{report}");
    assert_eq!(report.counts.void, 0);
    for (record, place) in [(&two, SignedWhere::HubPage), (&mixed, SignedWhere::Both)] {
        let file = export_record(&honest.source(), &record.id).unwrap().to_bytes();
        let report = verify_export(&file, None, NOW).unwrap();
        assert_eq!((report.id, report.signed_where), (record.id, place));
        assert!(report.to_string().contains("in the hub's page"), "{report}");
    }
    let (said, _) = watch(&honest.source(), "XAA", 0).unwrap();
    let places: Vec<SignedWhere> = said.iter().rev().take(2).rev().map(|s| s.signed_where).collect();
    assert_eq!(places, [SignedWhere::HubPage, SignedWhere::Both]);
    assert!(said.iter().any(|s| s.signed_where == SignedWhere::OwnMachine));
    // A second start replays the same register.
    let (store, log_key) = (Arc::clone(&honest.store), log_key(1));
    drop(honest.register);
    let again = register::Register::open(store, log_key, Arc::new(|| NOW), None, None).unwrap();
    assert_eq!(again.state().key(&EVE.signer().key).unwrap().person, EVE.person);
}

/// An ECDSA signature differs each time. The first receipt stands, and nothing is appended.
#[test]
fn the_same_record_with_another_signature_gets_the_first_receipt() {
    let (honest, ..) = signed();
    let first = touched(unsigned_measure(800), &[EVE]);
    let again = touched(unsigned_measure(800), &[EVE]);
    assert_eq!(first.id, again.id);
    assert_ne!(first.signature_digest, again.signature_digest);
    let receipt = honest.register.submit_blocking(first).unwrap();
    let second = honest.register.submit_blocking(again).unwrap();
    assert_eq!((second.id, second.position, second.time), (receipt.id, receipt.position, receipt.time));
    assert!(receipt.first && !second.first);
    assert!(verify_register(&honest.source(), None, None, NOW, &mut |_| {}).unwrap().ok);
}

/// A hub that stores a touch given for signing in beside a record is found by everybody.
#[test]
fn a_sign_in_touch_beside_a_record_is_found() {
    let (_, two, _) = signed();
    let mut forged = Forged::new(typical(4, &log_key(1)));
    forged.push(enrolled(600, EVE));
    let mut draft = unsigned_measure(900);
    draft.header.signers = vec![Signer { key: EVE.signer().key, person: Salt([EVE.credential.seed; 16]) }];
    let set = SignatureSet::gather(vec![signature(EVE.credential, &Challenge::random([3; 32]))]).to_bytes();
    let header = draft.header.to_bytes();
    assert_ne!(RecordId::of_header(&header), two.id);
    forged.push(Unverified::read(header, set, Some(draft.body)).unwrap().believe_own_store());
    let report = verify_register(&forged.files(&log_key(1)), None, None, NOW, &mut |_| {}).unwrap();
    assert!(!report.ok, "{report}");
    assert!(report.findings.iter().any(|f| f.message.contains("another challenge")), "{report}");
}
