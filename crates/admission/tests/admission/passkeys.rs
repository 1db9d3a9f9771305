//! Passkeys: how they come in, what they may sign, and what a kind may ask of signatures.

use admission::{KeyStanding, SECRETARIAT, kinds};
use record::header::Salt;
use record::signature::{Form, SignatureSet, SignedWhere, UnverifiedSignature};
use record::time::DAY;
use record::webauthn::{Challenge, Purpose, WebauthnKey};
use record::{Hash, RecordId, Unverified};
use rehearsal::authenticator::{Algorithm, ORIGIN, Passkey, RP_ID};
use rehearsal::*;
use serde_json::{Value, json};

/// Delegates of XAA with passkeys.
const EVE: Passkey = Passkey::new(Algorithm::Es256, 50);
const EDO: Passkey = Passkey::new(Algorithm::EdDsa, 51);

fn code(world: &World, draft: &Draft) -> &'static str {
    world.judge(draft).map_or_else(|refusal| refusal.code(), |_| "admitted")
}

fn furnished() -> World {
    let mut world = World::furnished();
    for passkey in [EVE, EDO] {
        world.say(&world.enrol_passkey(passkey, "XAA", "XAA", &[ADA]));
    }
    world
}

fn touched(world: &World, by: &[Passkey]) -> Draft {
    world.measure().by(&[]).touched_by(by)
}

#[test]
fn an_administrator_and_the_passkey_itself_enrol_it_and_it_signs_at_once() {
    let mut w = furnished();
    let state = w.state.key(&EVE.signer().key).unwrap();
    assert_eq!(state.standing(w.now), KeyStanding::Valid);
    let line = &state.passkey.as_ref().unwrap().line;
    assert_eq!(WebauthnKey::from_line(line).unwrap(), EVE.credential.key(Purpose::Sign));
    assert!(w.state.key(&ADA.key().public().id()).unwrap().passkey.is_none());
    for by in [&[EVE][..], &[EDO], &[EVE, EDO]] {
        w.say(&touched(&w, by));
    }
    assert_eq!(w.replayed().state, w.state);
    assert_eq!(w.log.last().unwrap().1.signed_where, SignedWhere::HubPage);
}

#[test]
fn root_keys_enrol_a_passkey_after_the_waiting_time() {
    let mut w = World::furnished();
    w.say(&w.enrol_passkey(EVE, "XAA", SECRETARIAT, &ROOTS[..2]));
    assert_eq!(code(&w, &touched(&w, &[EVE])), "key-waiting");
    w.now = w.now.plus(3 * DAY);
    assert_eq!(code(&w, &touched(&w, &[EVE])), "admitted");
}

#[test]
fn nobody_enrols_a_passkey_alone_or_without_it() {
    let w = World::furnished();
    let enrol = || w.enrol_passkey(EVE, "XAA", "XAA", &[ADA]);
    assert_eq!(code(&w, &enrol()), "admitted");
    assert_eq!(code(&w, &enrol().touched_by(&[])), "wrong-signers");
    assert_eq!(code(&w, &enrol().by(&[])), "wrong-signers");
    assert_eq!(code(&w, &enrol().by(&[ABE])), "wrong-signers");
    assert_eq!(code(&w, &enrol().touched_by(&[EDO])), "wrong-signers");
}

#[test]
fn only_a_passkey_made_for_signing_is_enrolled() {
    let w = World::furnished();
    let line = |key: &WebauthnKey| json!(key.line());
    let sign_in = EVE.credential.key(Purpose::SignIn);
    let enrol = |key: Value| w.enrol_passkey(EVE, "XAA", "XAA", &[ADA]).with("key", key);
    assert_eq!(code(&w, &enrol(line(&sign_in))), "control-body");
    assert_eq!(
        code(&w, &enrol(json!("webauthn sign AA AA hub.example https://hub.example"))),
        "control-body"
    );
    let commented = format!("{} A. Name", EVE.credential.key(Purpose::Sign).line());
    assert_eq!(code(&w, &enrol(json!(commented))), "control-body");
}

/// Its id also covers its origins: naming another must not bring a revoked passkey back.
#[test]
fn a_passkey_is_enrolled_once_whatever_else_its_line_says() {
    let mut w = furnished();
    assert_eq!(code(&w, &w.enrol_passkey(EVE, "XAA", "XAA", &[ADA])), "key-enrolled");
    let revocation =
        w.draft(kinds::REVOCATION, "XAA", json!({"key": EVE.signer().key, "reason": "lost"}), &[ADA]);
    w.say(&revocation);
    assert_eq!(code(&w, &touched(&w, &[EVE])), "key-revoked");
    let (cose, id) = (EVE.credential.cose(), EVE.credential.id());
    for key in [
        WebauthnKey::new(Purpose::Sign, &cose, &id, RP_ID, &[ORIGIN, "https://www.hub.example"]).unwrap(),
        WebauthnKey::new(Purpose::Sign, &cose, b"another", RP_ID, &[ORIGIN]).unwrap(),
    ] {
        let draft = w.enrol_passkey(EVE, "XAA", "XAA", &[ADA]).with("key", json!(key.line()));
        assert_eq!(code(&w, &draft), "key-enrolled");
    }
}

#[test]
fn a_root_key_is_never_a_passkey() {
    let w = World::empty();
    let mut roots: Vec<Value> = w.genesis().content["root_keys"].as_array().unwrap().clone();
    roots[2] = json!({"key": EVE.credential.key(Purpose::Sign).line(), "person": EVE.person});
    assert_eq!(code(&w, &w.genesis().with("root_keys", json!(roots))), "control-body");
}

#[test]
fn a_kind_may_ask_for_signatures_from_the_authors_own_machine_or_for_two_signers() {
    let mut w = furnished();
    let mut kind = measure_kind();
    kind["id"] = json!("position");
    kind["signature_forms"] = json!(["sshsig"]);
    kind["signers"] = json!({"min": 2, "max": 2});
    w.say(&w.file("kinds/position.json", &kind));
    let mut alpha = mechanism("alpha", 2, &["XAA", "XBB"]);
    alpha["kinds"] = json!(["measure", "position"]);
    w.say(&w.file("mechanisms/alpha.json", &alpha));
    let position = |by: &[Person], touched_by: &[Passkey]| {
        w.measure().by(by).touched_by(touched_by).set(|h| h.kind = "position".to_owned())
    };
    assert_eq!(w.state.kind("position", 1).unwrap().signature_forms, [Form::Sshsig]);
    assert_eq!(w.state.kind("measure", 1).unwrap().signature_forms, Form::ALL);
    assert_eq!(code(&w, &position(&[ABE, ADA], &[])), "admitted");
    assert_eq!(code(&w, &position(&[ABE], &[])), "number-of-signers");
    assert_eq!(code(&w, &position(&[ABE], &[EVE])), "signature-form-not-taken");
    assert_eq!(code(&w, &position(&[], &[EVE, EDO])), "signature-form-not-taken");
    for (wrong, why) in [(json!([]), "nobody"), (json!(["pgp"]), "pgp"), (json!("sshsig"), "list")] {
        kind["version"] = json!(2);
        kind["signature_forms"] = wrong;
        let refusal = w.refusal(&w.file("kinds/position.json", &kind));
        assert_eq!(refusal.code(), "catalogue-file");
        assert!(refusal.to_string().contains(why), "{refusal}");
    }
}

/// An ECDSA signature can be turned into another that holds. Nothing may hang on which one was carried.
#[test]
fn another_signature_over_the_same_record_is_the_same_record() {
    let mut w = furnished();
    let draft = touched(&w, &[EVE]);
    let first = draft.clone().seal();
    let challenge = Challenge::of_record(&first.id);
    let (key, other) = (EVE.credential.key(Purpose::Sign), EVE.credential.touch(&challenge));
    let set = SignatureSet::gather(vec![UnverifiedSignature::webauthn(&key, &other)]).to_bytes();
    assert_ne!(set, first.signature_bytes);
    let again = Unverified::read(first.header_bytes.clone(), set, first.body_bytes.clone()).unwrap();
    let again = again.verify().unwrap();
    assert_eq!((again.id, again.signed_by), (first.id, first.signed_by.clone()));
    w.say(&draft);
    assert_eq!(code(&w, &draft), "already-there");
}

/// A sign-in touch is given lightly. It must be no signature, and a signature no sign-in.
#[test]
fn a_sign_in_is_no_signature_and_a_signature_no_sign_in() {
    let w = furnished();
    let record = touched(&w, &[EVE]).seal();
    let (credential, sign, sign_in) =
        (EVE.credential, EVE.credential.key(Purpose::Sign), EVE.credential.key(Purpose::SignIn));
    let (of_record, random) = (Challenge::of_record(&record.id), Challenge::random([7; 32]));
    let verdict = |key: &WebauthnKey, challenge: &Challenge| {
        let signature = UnverifiedSignature::webauthn(key, &credential.touch(challenge));
        let set = SignatureSet::gather(vec![signature]).to_bytes();
        let read = Unverified::read(record.header_bytes.clone(), set, None).unwrap();
        read.verify().map_or_else(|e| e.code(), |_| "")
    };
    assert_eq!(verdict(&sign, &of_record), "");
    assert_eq!(verdict(&sign, &random), "webauthn-challenge");
    // A dishonest hub that asks the sign-in credential for a record's challenge gains nothing: its key has another id.
    assert_ne!(sign.id(), sign_in.id());
    assert_eq!(verdict(&sign_in, &of_record), "webauthn-key-purpose");
    assert_eq!(
        credential.touch(&of_record).verify(&sign_in, &random).unwrap_err().code(),
        "webauthn-challenge"
    );
    let other = Challenge::of_record(&RecordId(Hash::of(b"another").0));
    assert_eq!(credential.touch(&other).verify(&sign, &of_record).unwrap_err().code(), "webauthn-challenge");
}

#[test]
fn a_passkey_that_speaks_for_one_delegation_is_enrolled_for_no_second() {
    let mut w = furnished();
    let other = Passkey { person: Salt([91; 16]), ..EVE };
    let draft = |w: &World| w.enrol_passkey(other, "XBB", "XBB", &[BOB]);
    assert_eq!(code(&w, &draft(&w)), "key-enrolled");
    let lost = json!({"key": EVE.signer().key, "reason": "lost"});
    w.say(&w.draft(kinds::REVOCATION, "XAA", lost, &[ADA]));
    assert_eq!(code(&w, &draft(&w)), "key-enrolled", "nor once it was revoked");
    let second = Passkey { person: Salt([91; 16]), ..Passkey::new(Algorithm::Es256, 91) };
    assert_eq!(code(&w, &w.enrol_passkey(second, "XBB", "XBB", &[BOB])), "admitted");
}

#[test]
fn a_person_of_another_delegation_enrols_nothing_here() {
    let w = World::furnished();
    let taken = Passkey { person: Salt([BOB.0; 16]), ..EVE };
    assert_eq!(code(&w, &w.enrol_passkey(taken, "XAA", "XAA", &[ADA])), "person-taken");
}
