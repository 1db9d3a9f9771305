//! What a hub says itself: its commitments to the audit trail, and nothing else.

use admission::HOUR;
use record::time::DAY;
use record::{Audience, Evidence, RecordId};
use rehearsal::*;
use serde_json::json;

/// A world in which the hub has committed to one hour, which is given.
fn committed() -> (World, u64) {
    let mut world = World::furnished();
    let hour = world.now.0 / HOUR - 1;
    world.say(&world.commitment(hour));
    world.now = world.now.plus(2 * HOUR);
    (world, hour)
}

fn code(world: &World, draft: &Draft) -> &'static str {
    world.judge(draft).map_or_else(|refusal| refusal.code(), |_| "admitted")
}

#[test]
fn hours_are_committed_to_once_in_order_and_without_a_gap() {
    let (mut w, hour) = committed();
    assert_eq!(code(&w, &w.commitment(hour)), "hour-committed");
    assert_eq!(code(&w, &w.commitment(hour - 1)), "hour-committed");
    assert_eq!(code(&w, &w.commitment(hour + 2)), "hour-left-out");
    w.say(&w.commitment(hour + 1));
    w.say(&w.commitment(hour + 2));
    assert_eq!(code(&w, &w.commitment(hour + 3)), "hour-not-over");
    let hours = w.state.audit_hours().unwrap();
    assert_eq!((hours.first, hours.last, hours.count()), (hour, hour + 2, 3));
    assert_eq!(w.replayed().state, w.state, "replay finds the same");
}

#[test]
fn the_first_hour_is_any_that_is_over() {
    let w = World::furnished();
    let now = w.now.0 / HOUR;
    assert_eq!(code(&w, &w.commitment(now - 100)), "admitted");
    assert_eq!(code(&w, &w.commitment(now)), "hour-not-over");
    assert_eq!(code(&w, &w.commitment((1 << 53) - 1)), "hour-not-over");
}

#[test]
fn a_commitment_is_public_and_judged_by_its_body() {
    let w = World::furnished();
    let admitted = w.judge(&w.commitment(w.now.0 / HOUR - 1)).unwrap();
    assert!(admitted.public && admitted.control);
    let hour = w.now.0 / HOUR - 1;
    for (content, expected) in [
        (json!({"hour": hour, "events": 0}), "control-body"),
        (json!({"hour": hour, "events": 0, "sha256": "00"}), "control-body"),
        (json!({"hour": hour, "events": 0, "sha256": "00".repeat(32), "who": "Ana"}), "control-body"),
    ] {
        let mut draft = w.commitment(hour);
        draft.content = content;
        assert_eq!(code(&w, &draft), expected);
    }
}

#[test]
fn nobody_but_the_hub_says_its_own_and_the_hub_says_nothing_else() {
    let w = World::furnished();
    let draft = || w.commitment(w.now.0 / HOUR - 1);
    assert_eq!(code(&w, &draft()), "admitted");
    assert_eq!(code(&w, &draft().by(&[SAM])), "wrong-signers");
    assert_eq!(code(&w, &draft().by(&[HUB, ROOTS[0]])), "wrong-signers");
    assert_eq!(code(&w, &draft().by(&ROOTS[..2])), "wrong-signers");
    assert_eq!(code(&w, &draft().set(|h| h.participant = "XAA".to_owned())), "wrong-signers");
    assert_eq!(code(&w, &draft().set(|h| h.evidence = Evidence::Signed)), "evidence-not-taken");
    assert_eq!(code(&w, &draft().set(|h| h.audience = Audience::Own)), "audience-not-taken");
    assert_eq!(code(&w, &draft().set(|h| h.refers = vec![RecordId([1; 32])])), "not-for-this-kind");
    let somebody = record::Signer { key: HUB.key().public().id(), person: ADA.id() };
    assert_eq!(code(&w, &draft().set(|h| h.signers = vec![somebody])), "person-of-another");
    assert_eq!(code(&w, &w.measure().by(&[HUB])), "unknown-key");
    let own = w.measure().by(&[HUB]).set(|h| h.evidence = Evidence::Hub);
    assert_eq!(code(&w, &own), "evidence-not-taken");
}

#[test]
fn a_log_key_never_enrols_and_is_never_enrolled() {
    let w = World::furnished();
    assert_eq!(code(&w, &w.enrol(HUB, "XAA", false, "XAA", &[ADA])), "log-key");
    assert_eq!(code(&w, &w.enrol(ZOE, "XAA", false, "XAA", &[HUB])), "unknown-key");
    let empty = World::empty();
    let root = |p: Person| json!({"key": p.key().public().to_openssh(), "person": p.id()});
    let roots = json!([root(ROOTS[0]), root(ROOTS[1]), root(HUB)]);
    assert_eq!(code(&empty, &empty.genesis().with("root_keys", roots)), "control-body");
}

#[test]
fn no_participant_has_the_hubs_code_and_what_it_says_is_not_erased() {
    let (mut w, hour) = committed();
    let file = w.file("mechanisms/gamma.json", &mechanism("gamma", 1, &["XAA", "hub"]));
    assert_eq!(code(&w, &file), "catalogue-file");
    let id = w.say(&w.commitment(hour + 1));
    assert_eq!(code(&w, &w.erasure(id, "personal-data")), "not-erasable");
}

#[test]
fn a_hubs_record_uses_up_nobodys_day() {
    let (mut w, hour) = committed();
    w.now = w.now.plus(2 * DAY);
    for next in 0..40 {
        w.say(&w.commitment(hour + 1 + next));
    }
    assert_eq!(code(&w, &w.measure()), "admitted");
}
