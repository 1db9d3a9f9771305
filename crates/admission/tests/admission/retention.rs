//! Retention: what a hub may erase because its time is over, and that nobody else may on that ground.

use admission::{RETENTION, readers_of};
use proptest::prelude::*;
use record::time::DAY;
use record::{Audience, Evidence, RecordId, Time};
use rehearsal::*;
use serde_json::{Value, json};

const DAYS: u64 = 90;

/// Version 2 of the kind `measure`, whose restricted bodies are kept for so many days.
fn kept_for(days: &Value) -> Value {
    let mut file = measure_kind();
    file["version"] = json!(2);
    file["retention_days"] = days.clone();
    file
}

/// A world in which version 2 of the kind is in force, and version 1 keeps what was said for good.
fn world() -> World {
    let mut world = World::furnished();
    world.say(&world.file("kinds/measure.json", &kept_for(&json!(DAYS))));
    world
}

fn said(world: &mut World, version: u64, audience: &Audience) -> RecordId {
    let draft = world.measure().set(|h| {
        h.kind_version = version;
        h.audience = audience.clone();
    });
    world.say(&draft)
}

fn code(world: &World, draft: &Draft) -> &'static str {
    world.judge(draft).map_or_else(|refusal| refusal.code(), |_| "admitted")
}

#[test]
fn a_hub_erases_what_its_kind_no_longer_keeps_once_and_not_a_second_earlier() {
    let mut w = world();
    let id = said(&mut w, 2, &own());
    let until = w.now.plus(DAYS * DAY);
    w.now = Time(until.0 - 1);
    let early = w.refusal(&w.expiry(id));
    assert_eq!(early.code(), "retention-not-over");
    assert!(early.to_string().contains(&until.to_string()), "{early}");
    w.now = until;
    let admitted = w.judge(&w.expiry(id)).unwrap();
    assert!(!admitted.public && !admitted.control);
    let position = w.past.0[&id].position;
    w.say(&w.expiry(id));
    assert!(w.state.is_erased(position));
    assert_eq!(code(&w, &w.expiry(id)), "not-erasable");
    assert_eq!(w.replayed().state, w.state, "replay finds the same");
}

#[test]
fn the_version_to_which_a_record_was_written_says_how_long_it_is_kept() {
    let mut w = world();
    let (before, after) = (said(&mut w, 1, &own()), said(&mut w, 2, &own()));
    let mut longer = kept_for(&json!(36_500));
    longer["version"] = json!(3);
    w.say(&w.file("kinds/measure.json", &longer));
    w.now = w.now.plus(DAYS * DAY);
    assert_eq!(code(&w, &w.expiry(before)), "no-retention", "a later version shortens nothing");
    assert_eq!(code(&w, &w.expiry(after)), "admitted", "nor lengthens");
    let changed = w.file("kinds/measure.json", &kept_for(&json!(DAYS + 1)));
    assert_eq!(code(&w, &changed), "catalogue-file", "and no version changes");
}

#[test]
fn what_is_public_and_what_is_no_statement_stays() {
    let mut w = world();
    let public = said(&mut w, 2, &Audience::Public);
    let closed = said(&mut w, 2, &own());
    let denied = w.say(&w.disavowal(closed, "disavow").set(|h| h.audience = own()));
    w.now = w.now.plus(400 * DAY);
    for audience in [Audience::Public, participants(&["XAA"])] {
        let expiry = w.expiry(public).set(|h| h.audience = audience.clone());
        assert_eq!(code(&w, &expiry), "not-erasable");
    }
    assert_eq!(code(&w, &w.expiry(denied)), "no-retention");
    assert_eq!(code(&w, &w.expiry(RecordId([9; 32]))), "unknown-record");
    let key = w.log.iter().find(|(_, record)| record.header.kind == "key").unwrap().1.id;
    assert_eq!(code(&w, &w.expiry(key)), "not-erasable");
}

#[test]
fn the_ground_is_the_hubs_alone_and_the_hub_has_no_other() {
    let mut w = world();
    let id = said(&mut w, 2, &own());
    w.now = w.now.plus(DAYS * DAY);
    for ground in ["personal-data", "unlawful-content", "withdrawn", "other"] {
        let other = w.expiry(id).set(|h| h.workflow_move = Some(ground.to_owned()));
        assert_eq!(code(&w, &other), "not-erasable", "{ground}");
    }
    let none = w.expiry(id).set(|h| h.workflow_move = None);
    assert_eq!(code(&w, &none), "not-erasable");
    let by_author = w.erasure(id, RETENTION).set(|h| h.audience = own());
    assert_eq!(code(&w, &by_author), "not-erasable");
    let by_roots = w.erasure(id, RETENTION).by(&ROOTS[..2]).set(|h| {
        h.participant = admission::SECRETARIAT.to_owned();
        h.audience = participants(&["XAA"]);
    });
    assert_eq!(code(&w, &by_roots), "not-erasable");
    assert_eq!(code(&w, &w.expiry(id)), "admitted");
}

#[test]
fn nobody_but_the_hubs_key_says_it_and_for_nobody_but_the_readers() {
    let mut w = world();
    let id = said(&mut w, 2, &own());
    w.now = w.now.plus(DAYS * DAY);
    let draft = || w.expiry(id);
    for by in [&[ABE][..], &[SAM], &ROOTS[..2], &[HUB, ROOTS[0]]] {
        assert_eq!(code(&w, &draft().by(by)), "wrong-signers");
    }
    let as_author = draft().set(|h| h.participant = "XAA".to_owned());
    assert_eq!(code(&w, &as_author), "evidence-not-taken");
    let signed = draft().set(|h| h.evidence = Evidence::Signed);
    assert_eq!(code(&w, &signed), "evidence-not-taken");
    let somebody = record::Signer { key: HUB.key().public().id(), person: ADA.id() };
    assert_eq!(code(&w, &draft().set(|h| h.signers = vec![somebody])), "person-of-another");
    for audience in [own(), Audience::Public, participants(&["XAA", "XBB"])] {
        assert_eq!(code(&w, &draft().set(|h| h.audience = audience.clone())), "audience-not-taken");
    }
    let two = draft().set(|h| h.refers.push(RecordId([1; 32])));
    assert_eq!(code(&w, &two), "not-erasable");
}

#[test]
fn a_kinds_file_names_a_time_that_can_be_meant() {
    let w = World::furnished();
    for days in [json!(30), json!(36_500)] {
        assert_eq!(code(&w, &w.file("kinds/measure.json", &kept_for(&days))), "admitted", "{days}");
    }
    for days in [json!(29), json!(36_501), json!(0), json!(-1), json!("90"), Value::Null] {
        let refusal = w.refusal(&w.file("kinds/measure.json", &kept_for(&days)));
        assert_eq!(refusal.code(), "catalogue-file", "{days}");
        assert!(refusal.to_string().contains("retention_days"), "{refusal}");
    }
}

fn audiences() -> impl Strategy<Value = Audience> {
    let (mechanism, secretariat) = ("alpha".to_owned(), "alpha".to_owned());
    prop::sample::select(vec![
        Audience::Public,
        own(),
        participants(&["XBB"]),
        participants(&["XAA", "XBB"]),
        Audience::Mechanism { mechanism },
        Audience::Secretariat { mechanism: secretariat },
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_hub_erases_exactly_what_is_restricted_and_over(
        audience in audiences(),
        version in 1..=2_u64,
        days in 30..400_u64,
        passed in 0..500 * DAY,
    ) {
        let mut w = World::furnished();
        w.say(&w.file("kinds/measure.json", &kept_for(&json!(days))));
        let id = said(&mut w, version, &audience);
        let header = w.log.last().unwrap().1.header.clone();
        w.now = w.now.plus(passed);
        let expiry = w.expiry(id).set(|h| h.audience = readers_of(&header));
        let due = audience != Audience::Public && version == 2 && passed >= days * DAY;
        prop_assert_eq!(w.judge(&expiry).is_ok(), due);
        if due {
            w.say(&expiry);
            prop_assert_eq!(w.replayed().state, w.state);
        }
    }
}
