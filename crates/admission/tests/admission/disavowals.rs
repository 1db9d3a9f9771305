//! Who may say of a record in a participant's name that it isn't its word, and what must hold when a stolen key says it.

use admission::{Effect, SECRETARIAT, check_body};
use record::{Audience, RecordId};
use rehearsal::*;
use serde_json::json;

/// A person of XAA whose key says measures for `alpha` alone, as [`ANN`]'s does.
const AMY: Person = Person(61);

fn code(world: &World, draft: &Draft) -> &'static str {
    world.judge(draft).map_or_else(|refusal| refusal.code(), |_| "admitted")
}

fn furnished_with_a_measure() -> (World, RecordId) {
    let mut w = World::furnished();
    let measure = w.say(&w.measure());
    (w, measure)
}

#[test]
fn a_participant_disavows_and_confirms_what_was_said_in_its_name() {
    let (mut w, measure) = furnished_with_a_measure();
    let transmitted = w.say(&w.transmission());
    for about in [measure, transmitted] {
        for word in ["disavow", "confirm", "disavow", "disavow"] {
            let admitted = w.judge(&w.disavowal(about, word)).unwrap();
            assert!(admitted.public && !admitted.control, "{word}");
            assert_eq!(admitted.effect, Effect::Nothing, "it takes nothing away");
            w.say(&w.disavowal(about, word));
        }
    }
}

#[test]
fn what_can_t_be_disavowed() {
    let (mut w, measure) = furnished_with_a_measure();
    let disavowal = w.say(&w.disavowal(measure, "disavow"));
    let erasure = w.say(&w.erasure(measure, "personal-data"));
    let enrolment = w.log[w.log.len() - 4].1.id;
    for about in [disavowal, erasure, enrolment, w.log[0].1.id] {
        assert_eq!(code(&w, &w.disavowal(about, "disavow")), "not-disavowable");
    }
    assert_eq!(code(&w, &w.disavowal(measure, "disavow")), "admitted", "also without its body");
    assert_eq!(code(&w, &w.disavowal(RecordId([1; 32]), "disavow")), "unknown-record");
    assert_eq!(code(&w, &w.disavowal(measure, "withdraw")), "not-disavowable");
    let about = |change: fn(&mut record::Header)| w.disavowal(measure, "disavow").set(change);
    assert_eq!(code(&w, &about(|h| h.workflow_move = None)), "not-disavowable");
    assert_eq!(code(&w, &about(|h| h.refers.clear())), "not-disavowable");
    assert_eq!(code(&w, &about(|h| h.refers.push(RecordId([1; 32])))), "not-disavowable");
    assert_eq!(code(&w, &about(|h| h.mechanisms = vec!["alpha".into()])), "not-for-this-kind");
    assert_eq!(code(&w, &about(|h| h.supersedes = h.refers.clone())), "not-for-this-kind");
    assert_eq!(code(&w, &about(|h| h.evidence = record::Evidence::Transmitted)), "evidence-not-taken");
    assert_eq!(code(&w, &about(|h| h.kind_version = 2)), "unknown-kind");
}

#[test]
fn nobody_disavows_what_was_said_in_another_s_name() {
    let (mut w, measure) = furnished_with_a_measure();
    let transmitted = w.say(&w.transmission());
    for about in [measure, transmitted] {
        let by = |who: &str, keys: &[Person]| {
            code(&w, &w.disavowal(about, "disavow").by(keys).set(|h| h.participant = who.to_owned()))
        };
        assert_eq!(by("XBB", &[BOB]), "not-disavowable");
        assert_eq!(by(SECRETARIAT, &[SAM]), "not-disavowable");
        assert_eq!(by(SECRETARIAT, &ROOTS[..2]), "not-disavowable");
        assert_eq!(by("XAA", &[BOB]), "key-of-another");
        assert_eq!(by("XAA", &[ZOE]), "unknown-key");
    }
}

#[test]
fn a_key_disavows_what_it_could_have_said_and_an_administrator_s_everything() {
    let (mut w, measure) = furnished_with_a_measure();
    let by = |w: &World, about, who| code(w, &w.disavowal(about, "disavow").by(&[who]));
    assert_eq!(by(&w, measure, ANN), "admitted", "measures of alpha are what ANN says");
    let elsewhere = w.say(&w.measure().set(|h| h.mechanisms = vec!["beta".into()]));
    assert_eq!(by(&w, elsewhere, ANN), "key-not-entitled");
    let narrow = w.enrol(AMY, "XAA", true, "XAA", &[ADA]).with("kinds", json!(["view"]));
    w.say(&narrow.with("mechanisms", json!(["alpha"])));
    assert_eq!(by(&w, elsewhere, AMY), "admitted", "an administrator could revoke the key that said it");
    w.say(&w.revoke(AMY, "XAA", &[ADA]));
    assert_eq!(by(&w, elsewhere, AMY), "key-revoked");
}

#[test]
fn no_key_denies_what_it_signed_itself_while_another_can() {
    let (w, measure) = furnished_with_a_measure();
    let by = |w: &World, about, keys: &[Person]| code(w, &w.disavowal(about, "disavow").by(keys));
    assert_eq!(by(&w, measure, &[ABE]), "other-key-needed");
    assert_eq!(by(&w, measure, &[ABE, ADA]), "admitted");
    let confirmed = code(&w, &w.disavowal(measure, "confirm").by(&[ABE]));
    assert_eq!(confirmed, "other-key-needed", "nor does a thief confirm what he said");
}

#[test]
fn a_participant_with_one_key_denies_with_that() {
    let mut w = World::furnished();
    let said = w.measure().by(&[BOB]).set(|h| h.participant = "XBB".to_owned());
    let measure = w.say(&said);
    let disavowal = |w: &World| {
        code(w, &w.disavowal(measure, "disavow").by(&[BOB]).set(|h| h.participant = "XBB".to_owned()))
    };
    assert_eq!(disavowal(&w), "admitted");
    w.say(&w.enrol(ZOE, "XBB", false, SECRETARIAT, &ROOTS[..2]));
    assert_eq!(disavowal(&w), "admitted", "a key that waits can't say it");
    w.now = w.now.plus(4 * record::time::DAY);
    assert_eq!(disavowal(&w), "other-key-needed");
}

#[test]
fn it_has_the_audience_of_what_it_is_about() {
    let mut w = World::furnished();
    let audiences = [
        Audience::Public,
        own(),
        participants(&["XBB"]),
        Audience::Mechanism { mechanism: "alpha".to_owned() },
        Audience::Secretariat { mechanism: "alpha".to_owned() },
    ];
    for (n, audience) in audiences.iter().enumerate() {
        let about = w.say(&w.measure().set(|h| h.audience = audience.clone()));
        for (m, other) in audiences.iter().enumerate() {
            let draft = w.disavowal(about, "disavow").set(|h| h.audience = other.clone());
            let expected = if n == m { "admitted" } else { "audience-not-taken" };
            assert_eq!(code(&w, &draft), expected, "{other:?} about {audience:?}");
        }
    }
}

#[test]
fn whoever_takes_back_everything_ends_at_the_quota_and_holds_up_no_revocation() {
    let (mut w, measure) = furnished_with_a_measure();
    while w.try_say(&w.disavowal(measure, "disavow").by(&[ANN])).is_ok() {}
    assert_eq!(code(&w, &w.disavowal(measure, "disavow").by(&[ANN])), "quota");
    assert_eq!(code(&w, &w.revoke(ANN, "XAA", &[ADA])), "admitted");
}

#[test]
fn its_reason_can_be_erased_as_it_may_name_a_person() {
    let (mut w, measure) = furnished_with_a_measure();
    let disavowal = w.say(&w.disavowal(measure, "disavow"));
    assert_eq!(code(&w, &w.erasure(disavowal, "withdrawn")), "not-erasable");
    w.say(&w.erasure(disavowal, "personal-data"));
}

#[test]
fn it_says_why_and_nothing_else() {
    let (w, measure) = furnished_with_a_measure();
    let catalogue = catalogue::Catalogue::built_in().unwrap();
    let answer = |content: serde_json::Value| {
        let record = w.draft("disavowal", "XAA", content, &[ADA]).set(|h| h.refers = vec![measure]).seal();
        let body = record.body().unwrap().unwrap();
        check_body(&w.state, catalogue, &record.header, &body).map_or_else(|e| e.code(), |()| "taken")
    };
    assert_eq!(answer(json!({"reason": "Nobody here wrote this.\n\nWe are asking who did."})), "taken");
    assert_eq!(answer(json!({})), "content-missing");
    assert_eq!(answer(json!({"reason": " \u{200b}"})), "content-missing");
    assert_eq!(answer(json!({"reason": 7})), "content-not-text");
    assert_eq!(answer(json!({"reason": "x".repeat(2_001)})), "content-too-long");
    assert_eq!(answer(json!({"reason": "a\u{202e}b"})), "content-not-plain");
    assert_eq!(answer(json!({"reason": "x", "title": "y"})), "content-unknown-field");
}
