//! "One drafts, another releases" at the door for machines: what somebody signed on their own machine and hands in alone is
//! refused where the delegation wants a second person, and nothing else is.

use super::common::{self, Answer, DESK, Draft, World, XAA, XAB};
use super::house::{House, participant};
use axum::http::StatusCode;
use delegations::release;
use record::{Audience, Evidence};
use serde_json::json;

/// A second person of XAA, and a second key of the first.
const COLLEAGUE: u8 = 5;
const SAME_PERSON: u8 = 6;

/// A hub in which XAA wants that another releases.
fn house() -> House {
    let world = World::new();
    let say = |draft: Draft| world.register.submit_blocking(draft.sign()).unwrap();
    say(common::enrolment(61, "XAA", COLLEAGUE));
    say(common::enrolment(62, "XAA", SAME_PERSON).by_the_person_of(1, XAA));
    let house = House::over(world, std::sync::Arc::new(common::OneShelf));
    house.drawers(|drawer| release::turn(drawer, &participant("XAA"), true));
    house
}

fn bring(house: &House, draft: &Draft) -> Answer {
    house.send(draft.brought(), 50)
}

/// A measure of a participant's, signed by these keys.
fn signed_by(number: u64, participant: &str, keys: &[u8]) -> Draft {
    let content = json!({ "title": "A law on networks", "summary": "One line.", "status": "in-force" });
    let mut draft = Draft::new(number, "measure", participant, &content, keys);
    draft.header.mechanisms = vec!["exercise-assembly".into()];
    draft.header.framework_items = vec!["un/norm-13-f".into()];
    draft
}

#[test]
fn what_one_person_signs_and_hands_in_alone_is_refused_where_another_must_release() {
    let house = house();
    let size = house.world.register.state().size();
    let one_person = signed_by(101, "XAA", &[XAA, SAME_PERSON]).by_the_person_of(1, XAA);
    for draft in [signed_by(100, "XAA", &[XAA]), one_person] {
        let refused = bring(&house, &draft);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
        assert_eq!(refused.json()["code"], "needs-release");
    }
    assert_eq!(house.world.register.state().size(), size, "nothing came in");
    let released = bring(&house, &signed_by(102, "XAA", &[XAA, COLLEAGUE]));
    assert_eq!(released.status, StatusCode::CREATED, "{}", released.text());
}

#[test]
fn the_rule_is_one_delegations_and_holds_while_it_is_on() {
    let house = house();
    let others = bring(&house, &signed_by(110, "XAB", &[XAB]));
    assert_eq!(others.status, StatusCode::CREATED, "{}", others.text());
    let received = signed_by(111, "XAA", &[DESK]);
    let mut received = received.for_readers(Audience::Public, "As it says.", "Note verbale 12");
    received.header.evidence = Evidence::Transmitted;
    let received = bring(&house, &received);
    assert_eq!(
        received.status,
        StatusCode::CREATED,
        "nobody of the delegation signs it: {}",
        received.text()
    );
    house.drawers(|drawer| release::turn(drawer, &participant("XAA"), false));
    let draft = signed_by(112, "XAA", &[XAA]);
    assert_eq!(bring(&house, &draft).status, StatusCode::CREATED);
    house.drawers(|drawer| release::turn(drawer, &participant("XAA"), true));
    assert_eq!(bring(&house, &draft).status, StatusCode::OK, "what was taken has its receipt");
}

#[test]
fn what_protects_waits_for_nobody() {
    let house = house();
    let mut disavowal = Draft::new(120, "disavowal", "XAA", &json!({ "reason": "Not ours." }), &[COLLEAGUE]);
    disavowal.header.refers = vec![house.world.current];
    disavowal.header.workflow_move = Some("disavow".into());
    let mut erasure = Draft::new(121, "erasure", "XAA", &json!({}), &[XAA]);
    erasure.header.refers = vec![house.world.superseded];
    erasure.header.workflow_move = Some("personal-data".into());
    for draft in [disavowal, erasure] {
        let answer = bring(&house, &draft);
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    }
}

#[test]
fn another_states_key_isnt_told_whether_a_delegation_has_the_rule() {
    let house = house();
    let answered = |number| {
        let refused = bring(&house, &signed_by(number, "XAA", &[XAB]));
        (refused.status, refused.json()["code"].as_str().unwrap().to_owned())
    };
    let with_rule = answered(130);
    house.drawers(|drawer| release::turn(drawer, &participant("XAA"), false));
    assert_eq!(with_rule, answered(131));
    assert_eq!(with_rule.1, "key-of-another");
}
