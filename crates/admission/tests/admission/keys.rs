//! Who may bring a key in and who may take it out: every branch of genesis, enrolment and revocation.

use admission::{KeyStanding, SECRETARIAT};
use record::Time;
use record::time::DAY;
use rehearsal::*;
use serde_json::{Value, json};

fn code(world: &World, draft: &Draft) -> &'static str {
    world.judge(draft).map_or_else(|refusal| refusal.code(), |_| "admitted")
}

#[test]
fn a_genesis_record_is_what_its_root_keys_say() {
    let w = World::empty();
    assert_eq!(code(&w, &w.genesis()), "admitted");
    assert_eq!(code(&w, &w.genesis().by(&ROOTS)), "admitted");
    assert_eq!(code(&w, &w.genesis().by(&ROOTS[..1])), "too-few-root-keys");
    assert_eq!(code(&w, &w.genesis().by(&[ROOTS[0], ZOE])), "wrong-signers");
    assert_eq!(code(&w, &w.genesis().set(|h| h.participant = "XAA".to_owned())), "wrong-signers");
    let other_person = record::Signer { key: ROOTS[0].key().public().id(), person: ZOE.id() };
    let draft = w.genesis().set(|h| h.signers = vec![other_person, ROOTS[1].signer()]);
    assert_eq!(code(&w, &draft), "person-of-another");
    let roots = |list: &[(String, Person)]| -> Value {
        list.iter().map(|(key, person)| json!({"key": key, "person": person.id()})).collect()
    };
    let key = |p: Person| p.key().public().to_openssh();
    for (member, value) in [
        ("threshold", json!(0)),
        ("threshold", json!(4)),
        ("root_delay", json!(0)),
        ("log", json!("log example")),
        ("log_key", json!("two\nlines")),
        ("root_keys", json!([])),
        ("continues", json!("x".repeat(9_000))),
        ("continues", Value::Null),
        ("unknown", json!(1)),
        ("quota", json!([20, 40_000])),
        ("root_keys", roots(&[(key(ROOTS[0]), ROOTS[0]), (key(ROOTS[0]), ROOTS[1])])),
        ("root_keys", roots(&[(key(ROOTS[0]), ROOTS[0]), (key(ROOTS[1]), ROOTS[0])])),
        ("root_keys", roots(&[(format!("{} A. Name", key(ROOTS[0])), ROOTS[0]), (key(ROOTS[1]), ROOTS[1])])),
    ] {
        assert_eq!(code(&w, &w.genesis().with(member, value.clone())), "control-body", "{member}: {value}");
    }
    assert_eq!(code(&w, &w.genesis().with("log", json!("log.example/other"))), "other-log");
}

#[test]
fn an_enrolment_is_checked_whole() {
    let w = World::furnished();
    let enrol = || w.enrol(ZOE, "XAA", false, SECRETARIAT, &ROOTS[..2]);
    assert_eq!(code(&w, &enrol()), "admitted");
    for (member, value) in [
        ("key", json!("ssh-ed25519 AAAA")),
        ("key", json!(format!("{} A. Name", ZOE.key().public().to_openssh()))),
        ("label", json!("x".repeat(513))),
        ("label", json!("a\nb")),
        ("label", json!("\u{202e}b")),
        ("nomination", json!(" ")),
        ("confirmation", json!("")),
        ("kinds", json!([])),
        ("kinds", json!(["a b"])),
        ("mechanisms", json!(["../x"])),
        ("person", json!("00")),
        ("extra", json!(1)),
    ] {
        assert_eq!(code(&w, &enrol().with(member, value.clone())), "control-body", "{member}: {value}");
    }
}

#[test]
fn a_key_is_enrolled_by_root_keys_or_by_its_own_administrators() {
    let w = World::furnished();
    let enrol = |participant: &str, said_by: &str, by: &[Person]| {
        code(&w, &w.enrol(ZOE, participant, true, said_by, by))
    };
    assert_eq!(enrol("XAA", SECRETARIAT, &ROOTS[..2]), "admitted");
    assert_eq!(enrol("XAA", SECRETARIAT, &ROOTS[..1]), "too-few-root-keys");
    assert_eq!(enrol("XAA", SECRETARIAT, &[ROOTS[0], SAM]), "too-few-root-keys");
    assert_eq!(enrol(SECRETARIAT, SECRETARIAT, &[SAM]), "too-few-root-keys");
    assert_eq!(enrol("XAA", SECRETARIAT, &[ROOTS[0], ADA]), "key-of-another");
    assert_eq!(enrol("XAA", "XAA", &[ADA]), "admitted");
    assert_eq!(enrol("XAA", "XAA", &[ADA, ABE]), "admitted");
    assert_eq!(enrol("XAA", "XAA", &[ABE]), "wrong-signers");
    assert_eq!(enrol("XAA", "XAA", &[]), "wrong-signers");
    assert_eq!(enrol("XAA", "XAA", &[BOB]), "key-of-another");
    assert_eq!(enrol("XAA", "XBB", &[BOB]), "wrong-signers");
    assert_eq!(enrol("XZZ", "XZZ", &[ADA]), "unknown-participant");
    // The new key must sign, as the person it is enrolled for.
    let without = w.enrol(ZOE, "XAA", false, "XAA", &[ADA]).by(&[ADA]);
    assert_eq!(code(&w, &without), "wrong-signers");
    let other = record::Signer { key: ZOE.key().public().id(), person: ABE.id() };
    let as_another = w.enrol(ZOE, "XAA", false, "XAA", &[ADA]);
    assert_eq!(code(&w, &as_another.set(|h| h.signers = vec![ADA.signer(), other])), "wrong-signers");
}

#[test]
fn an_administrator_that_waits_or_is_revoked_enrols_nobody() {
    let mut w = World::furnished();
    let cleo = Person(41);
    w.say(&w.enrol(ZOE, "XAA", true, SECRETARIAT, &ROOTS[..2]));
    assert_eq!(code(&w, &w.enrol(cleo, "XAA", false, "XAA", &[ZOE])), "key-waiting");
    w.say(&w.revoke(ADA, "XAA", &[ADA]));
    assert_eq!(code(&w, &w.enrol(cleo, "XAA", false, "XAA", &[ADA])), "key-revoked");
    w.now = w.now.plus(3 * DAY);
    assert_eq!(code(&w, &w.enrol(cleo, "XAA", false, "XAA", &[ZOE])), "admitted");
}

#[test]
fn root_keys_vouch_after_the_waiting_time_and_administrators_at_once() {
    let mut w = World::furnished();
    w.say(&w.enrol(ZOE, "XBB", false, SECRETARIAT, &ROOTS[1..]));
    let key = w.state.key(&ZOE.key().public().id()).unwrap();
    assert!(key.vouched_for);
    assert_eq!(key.standing(w.now), KeyStanding::Waiting(w.now.plus(3 * DAY)));
    assert_eq!(key.standing(w.now.plus(3 * DAY)), KeyStanding::Valid);
    let abe = w.state.key(&ABE.key().public().id()).unwrap();
    assert!(!abe.vouched_for);
    assert_eq!(abe.standing(abe.from), KeyStanding::Valid);
}

#[test]
fn a_person_may_have_two_keys_in_one_delegation() {
    let mut w = World::furnished();
    let again = w.enrol(ZOE, "XAA", false, "XAA", &[ADA]).with("person", json!(ADA.id()));
    let zoe = record::Signer { key: ZOE.key().public().id(), person: ADA.id() };
    w.say(&again.set(|h| h.signers = vec![ADA.signer(), zoe]));
}

/// Each row: the key that goes, in whose name, who signs, what is answered.
#[test]
fn who_may_revoke_a_key() {
    let mut w = World::furnished();
    let waiting = Person(41);
    let waiting_too = Person(42);
    w.say(&w.enrol(waiting, "XAA", false, SECRETARIAT, &ROOTS[..2]));
    w.say(&w.enrol(waiting_too, "XAA", true, SECRETARIAT, &ROOTS[..2]));
    let stale = Person(43);
    w.say(&w.enrol(stale, SECRETARIAT, true, SECRETARIAT, &ROOTS[..2]));
    let (sec, root) = (SECRETARIAT, ROOTS[0]);
    let rows: &[(Person, &str, &[Person], &str)] = &[
        // By its own participant.
        (ABE, "XAA", &[ABE], "admitted"),
        (ABE, "XAA", &[ADA], "admitted"),
        (ABE, "XAA", &[ADA, ANN], "admitted"),
        (ABE, "XAA", &[ANN], "wrong-signers"),
        (ADA, "XAA", &[ADA], "admitted"),
        (ADA, "XAA", &[ABE], "wrong-signers"),
        // While it waits: any valid key, or itself; not another that waits.
        (waiting, "XAA", &[ANN], "admitted"),
        (waiting, "XAA", &[waiting], "admitted"),
        (waiting, "XAA", &[waiting_too], "key-waiting"),
        // By another participant.
        (ABE, "XBB", &[BOB], "wrong-signers"),
        (ABE, "XAA", &[BOB], "key-of-another"),
        (waiting, "XAA", &[BOB], "key-of-another"),
        // By the secretariat.
        (ABE, sec, &ROOTS[..2], "admitted"),
        (ABE, sec, &ROOTS[1..], "admitted"),
        (ABE, sec, &[root], "too-few-root-keys"),
        (ABE, sec, &[SAM], "too-few-root-keys"),
        (ABE, sec, &[root, SAM], "too-few-root-keys"),
        (ABE, sec, &[ABE], "key-of-another"),
        (waiting, sec, &[SAM], "too-few-root-keys"),
        // The secretariat's own keys.
        (SAM, sec, &[SAM], "admitted"),
        (SAM, sec, &[root], "too-few-root-keys"),
        (SAM, sec, &ROOTS[..2], "admitted"),
        (stale, sec, &[SAM], "admitted"),
        (root, sec, &[root], "admitted"),
        (root, sec, &ROOTS[1..], "admitted"),
        (root, sec, &[ROOTS[1]], "too-few-root-keys"),
        (root, sec, &[SAM], "too-few-root-keys"),
        (root, "XAA", &[ADA], "wrong-signers"),
        // What is not there.
        (ZOE, sec, &ROOTS[..2], "unknown-key"),
        (ABE, "XAA", &[ZOE], "unknown-key"),
    ];
    for (target, said_by, by, expected) in rows {
        let revocation = w.revoke(*target, said_by, by);
        assert_eq!(code(&w, &revocation), *expected, "{target:?} in the name of {said_by} by {by:?}");
    }
}

#[test]
fn an_administrator_of_the_secretariat_has_no_power_over_root_keys() {
    let mut w = World::furnished();
    w.say(&w.enrol(ZOE, SECRETARIAT, true, SECRETARIAT, &ROOTS[..2]));
    w.now = w.now.plus(3 * DAY);
    assert_eq!(code(&w, &w.revoke(SAM, SECRETARIAT, &[ZOE])), "admitted");
    assert_eq!(code(&w, &w.revoke(ROOTS[0], SECRETARIAT, &[ZOE])), "too-few-root-keys");
    assert_eq!(code(&w, &w.revoke(ROOTS[0], SECRETARIAT, &[ZOE, ROOTS[1]])), "too-few-root-keys");
}

#[test]
fn a_revocation_holds_once_and_from_no_later_than_now() {
    let mut w = World::furnished();
    let revoke = w.revoke(ABE, "XAA", &[ADA]);
    let late = revoke.clone().with("from", json!(Time(w.now.0 + 1)));
    assert_eq!(code(&w, &late), "control-body");
    assert_eq!(code(&w, &revoke.clone().with("from", Value::Null)), "control-body");
    assert_eq!(code(&w, &revoke.clone().with("reason", json!({"lost": null}))), "control-body");
    w.say(&revoke.with("from", json!(START)));
    assert_eq!(code(&w, &w.revoke(ABE, "XAA", &[ADA])), "key-revoked");
    // Later it may be said that the key was in other hands earlier; not by the key, and never that it was later.
    let earlier = |by| w.revoke(ABE, "XAA", by).with("from", json!(Time(START.0 - 60)));
    assert_eq!(code(&w, &earlier(&[ABE])), "key-revoked");
    assert_eq!(code(&w, &earlier(&[ANN])), "wrong-signers");
    assert_eq!(code(&w, &earlier(&[ADA])), "admitted");
    assert_eq!(code(&w, &w.revoke(ABE, "XAA", &[ADA]).with("from", json!(START))), "key-revoked");
    let key = w.state.key(&ABE.key().public().id()).unwrap();
    assert_eq!(key.standing(START), KeyStanding::Revoked);
    assert_eq!(key.revoked.as_ref().unwrap().1.from, Some(START));
    // A key that was taken out never comes back.
    assert_eq!(code(&w, &w.enrol(ABE, "XAA", false, "XAA", &[ADA])), "key-enrolled");
}
