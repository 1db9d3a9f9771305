//! Records that name others: audiences, and erasing.

use admission::SECRETARIAT;
use record::{Audience, RecordId};
use rehearsal::*;

fn to(audience: Audience) -> impl FnOnce(&mut record::Header) {
    move |h| h.audience = audience
}

fn alpha() -> Audience {
    Audience::Mechanism { mechanism: "alpha".to_owned() }
}

fn desk() -> Audience {
    Audience::Secretariat { mechanism: "alpha".to_owned() }
}

fn code(world: &World, draft: &Draft) -> &'static str {
    world.judge(draft).map_or_else(|refusal| refusal.code(), |_| "admitted")
}

/// Each row: audience of XAA's record, who names it, for what audience, and what is answered.
#[test]
fn a_record_names_only_what_its_whole_audience_can_read() {
    let rows = [
        (Audience::Public, "XBB", Audience::Public, "admitted"),
        (Audience::Public, "XBB", own(), "admitted"),
        (own(), "XAA", own(), "admitted"),
        // "Own" of another delegation is another audience, though it is written alike.
        (own(), "XBB", own(), "wider-than-named"),
        (own(), "XAA", participants(&["XAA"]), "admitted"),
        (own(), "XAA", participants(&["XBB"]), "wider-than-named"),
        (participants(&["XBB"]), "XBB", participants(&["XAA"]), "admitted"),
        (participants(&["XBB"]), "XBB", own(), "admitted"),
        (participants(&["XBB"]), "XBB", participants(&["XAA", "XCC"]), "wider-than-named"),
        (participants(&["XBB"]), "XBB", Audience::Public, "wider-than-named"),
        (alpha(), "XBB", alpha(), "admitted"),
        (alpha(), "XBB", own(), "wider-than-named"),
        (alpha(), "XBB", Audience::Public, "wider-than-named"),
        (desk(), "XAA", desk(), "admitted"),
        (desk(), "XBB", desk(), "wider-than-named"),
    ];
    for (target, author, audience, expected) in rows {
        let mut w = World::furnished();
        let named = w.say(&w.measure().set(to(target.clone())));
        let by = if author == "XAA" { ABE } else { BOB };
        let draft = w.measure().by(&[by]).set(to(audience.clone())).set(|h| {
            h.participant = author.to_owned();
            h.answers = vec![named];
        });
        assert_eq!(code(&w, &draft), expected, "{target:?} named by {author} to {audience:?}");
    }
}

#[test]
fn an_audience_names_only_what_is_known() {
    let w = World::furnished();
    let with = |audience| code(&w, &w.measure().set(to(audience)));
    assert_eq!(with(participants(&["XBB", "XZZ"])), "unknown-participant");
    assert_eq!(with(participants(&["XBB", "secretariat"])), "admitted");
    assert_eq!(with(Audience::Mechanism { mechanism: "gamma".to_owned() }), "unknown-mechanism");
    assert_eq!(with(alpha()), "admitted");
    assert_eq!(with(desk()), "admitted");
    let beta = Audience::Secretariat { mechanism: "beta".to_owned() };
    let by_xbb = w.measure().by(&[BOB]).set(|h| h.participant = "XBB".to_owned());
    assert_eq!(code(&w, &by_xbb.set(to(beta))), "not-in-mechanism");
}

#[test]
fn a_record_supersedes_only_its_own_kind_and_author() {
    let mut w = World::furnished();
    let genesis = w.log[0].1.id;
    let draft = w.measure().set(|h| h.supersedes = vec![genesis]);
    assert_eq!(code(&w, &draft), "not-yours-to-supersede");
    let first = w.say(&w.measure());
    w.say(&w.measure().set(|h| h.supersedes = vec![first]));
}

#[test]
fn an_author_erases_for_a_ground_and_a_restricted_body_at_will() {
    let mut w = World::furnished();
    let public = w.say(&w.measure());
    let secret = w.say(&w.measure().set(to(own())));
    assert_eq!(code(&w, &w.erasure(public, "personal-data")), "admitted");
    assert_eq!(code(&w, &w.erasure(public, "unlawful-content")), "admitted");
    assert_eq!(code(&w, &w.erasure(public, "withdrawn")), "not-erasable");
    assert_eq!(code(&w, &w.erasure(public, "free-text")), "not-erasable");
    assert_eq!(code(&w, &w.erasure(public, "x").set(|h| h.workflow_move = None)), "not-erasable");
    assert_eq!(code(&w, &w.erasure(secret, "withdrawn").set(to(own()))), "admitted");
    assert_eq!(code(&w, &w.erasure(secret, "free-text").set(to(own()))), "not-erasable");
    assert_eq!(code(&w, &w.erasure(secret, "withdrawn")), "audience-not-taken");
    assert_eq!(
        code(&w, &w.erasure(secret, "withdrawn").set(to(participants(&["XBB"])))),
        "audience-not-taken"
    );
}

#[test]
fn nobody_erases_another_s_body_but_the_secretariat_for_a_ground() {
    let mut w = World::furnished();
    let public = w.say(&w.measure());
    let secret = w.say(&w.measure().set(to(own())));
    let by = |draft: Draft, participant: &str, by: &[Person]| {
        draft.by(by).set(|h| h.participant = participant.to_owned())
    };
    let erasure = |id: RecordId| w.erasure(id, "personal-data");
    assert_eq!(code(&w, &by(erasure(public), "XBB", &[BOB])), "not-erasable");
    assert_eq!(code(&w, &by(erasure(public), SECRETARIAT, &[SAM])), "admitted");
    assert_eq!(code(&w, &by(erasure(public), SECRETARIAT, &ROOTS[..2])), "admitted");
    assert_eq!(code(&w, &by(erasure(public), SECRETARIAT, &ROOTS[..1])), "too-few-root-keys");
    let withdrawn = w.erasure(secret, "withdrawn");
    assert_eq!(code(&w, &by(withdrawn, SECRETARIAT, &[SAM])), "not-erasable");
    // "Own" would be the secretariat's own.
    assert_eq!(code(&w, &by(erasure(secret).set(to(own())), SECRETARIAT, &[SAM])), "audience-not-taken");
    let named = erasure(secret).set(to(participants(&["XAA"])));
    assert_eq!(code(&w, &by(named, SECRETARIAT, &[SAM])), "admitted");
}

#[test]
fn whoever_may_not_read_a_record_learns_nothing_of_it_from_the_refusal_of_an_erasure() {
    let mut w = World::furnished();
    let by = |draft: Draft, participant: &str, by: &[Person]| {
        draft.by(by).set(|h| h.participant = participant.to_owned())
    };
    let secret = w.say(&w.measure().set(to(own())));
    let shared = w.say(&w.measure().set(to(participants(&["XAA", "XBB"]))));
    let outside = |w: &World, id: RecordId| code(w, &by(w.erasure(id, "personal-data"), "XBB", &[BOB]));
    let nobodys = outside(&w, RecordId([9; 32]));
    assert_eq!(nobodys, "unknown-record");
    assert_eq!(outside(&w, secret), nobodys);
    assert_eq!(outside(&w, shared), "not-erasable", "it reads this one, and can't erase it");
    w.say(&w.erasure(secret, "withdrawn").set(to(own())));
    let erasure = w.log.last().unwrap().1.id;
    // Erased since, its readers alone are told.
    assert_eq!(outside(&w, secret), nobodys);
    assert_eq!(outside(&w, erasure), nobodys);
    assert_eq!(code(&w, &w.erasure(secret, "withdrawn").set(to(own()))), "not-erasable");
    // Who names another audience than the record's learns no more than before it was erased.
    assert_eq!(code(&w, &w.erasure(secret, "withdrawn")), "audience-not-taken");
    assert_eq!(
        code(&w, &by(w.erasure(secret, "personal-data").set(to(own())), SECRETARIAT, &[SAM])),
        "audience-not-taken"
    );
}

#[test]
fn what_can_t_be_erased() {
    let mut w = World::furnished();
    let measure = w.say(&w.measure());
    for position in [0, 1, 6] {
        let control = w.log[position].1.id;
        assert_eq!(code(&w, &w.erasure(control, "personal-data")), "not-erasable");
    }
    let two = w.erasure(measure, "personal-data").set(|h| h.refers.push(RecordId([1; 32])));
    assert_eq!(code(&w, &two), "not-erasable");
    let missing = w.erasure(RecordId([1; 32]), "personal-data");
    assert_eq!(code(&w, &missing), "unknown-record");
    assert_eq!(code(&w, &w.erasure(measure, "personal-data").by(&[ANN])), "key-not-entitled");
    let erasure = w.say(&w.erasure(measure, "personal-data"));
    assert_eq!(code(&w, &w.erasure(measure, "personal-data")), "not-erasable");
    assert_eq!(code(&w, &w.erasure(erasure, "personal-data")), "not-erasable");
}

#[test]
fn a_key_for_one_mechanism_touches_nothing_said_for_another() {
    let mut w = World::furnished();
    let alone = w.say(&w.measure());
    let both = w.say(&w.measure().set(|h| h.mechanisms.push("beta".to_owned())));
    let zoe = w.enrol(ZOE, "XAA", false, "XAA", &[ADA]).with("mechanisms", serde_json::json!(["alpha"]));
    w.say(&zoe);
    for (measure, answer) in [(alone, "admitted"), (both, "key-not-entitled")] {
        assert_eq!(code(&w, &w.erasure(measure, "personal-data").by(&[ZOE])), answer);
        let correction = w.measure().by(&[ZOE]).set(|h| h.supersedes = vec![measure]);
        assert_eq!(code(&w, &correction), answer);
    }
}
