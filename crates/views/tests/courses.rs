//! Workflows in the views: the state that pages show is the one that admission judges by, and its history is there.

#![allow(clippy::unwrap_used, reason = "a test's panic is its failure")]

use policy::{Readable, Role, Rules, Seat, Subject};
use proptest::prelude::*;
use record::{Audience, RecordId};
use rehearsal::{ABE, ADA, BOB, Draft, SAM, World, own, participants};
use views::Views;

fn folded(world: &World) -> Views {
    let mut views = Views::new();
    for (position, (entry, record)) in (0..).zip(&world.log) {
        let body = record.body_bytes.as_deref();
        views.fold(position, entry, &record.header, record.signed_where, body).unwrap();
    }
    views
}

fn readable_to(views: &Views, code: &str) -> Readable {
    let mut subject = Subject::in_seat(Seat::Participant(code.into()), [Role::Delegate]);
    subject.mechanisms = ["alpha".to_owned()].into();
    Rules::built_in().unwrap().readable(&subject, views.classes().iter())
}

fn by_the_other_side(w: &World, id: RecordId, word: &str) -> Draft {
    w.step(id, word).by(&[BOB]).set(|h| h.participant = "XBB".into())
}

fn proposed(audience: &Audience) -> (World, RecordId) {
    let (w, project, _) = proposed_with(audience);
    (w, project)
}

/// The same, and the other side's record to which it refers.
fn proposed_with(audience: &Audience) -> (World, RecordId, RecordId) {
    let mut w = World::with_projects();
    let theirs = w.say(&w.measure().by(&[BOB]).set(|h| h.participant = "XBB".into()));
    let project = w.say(&w.project(&[theirs]).set(|h| h.audience = audience.clone()));
    (w, project, theirs)
}

#[test]
fn a_record_shows_its_state_and_how_it_came_there() {
    let (mut w, project, theirs) = proposed_with(&Audience::Public);
    let agreed = w.say(&by_the_other_side(&w, project, "agree"));
    let corrected = w.say(&w.project(&[theirs]).set(|h| h.supersedes = vec![project]));
    let completed = w.say(&w.step(corrected, "complete"));
    let views = folded(&w);
    let everybody = Rules::built_in().unwrap().readable(&Subject::nobody(), views.classes().iter());
    let seen = views.seen(&everybody);
    for id in [project, corrected] {
        let record = seen.record_by_id(&id).unwrap();
        let course = record.course().unwrap();
        assert_eq!((course.version, course.state, course.over), (1, "completed", false));
        let history: Vec<_> = record
            .moves()
            .map(|moved| (moved.by.id(), moved.by.participant(), moved.about.id(), moved.word, moved.to))
            .collect();
        assert_eq!(
            history,
            [
                (agreed, "XBB", project, "agree", "under-way"),
                (completed, "XAA", corrected, "complete", "completed")
            ]
        );
    }
    assert_eq!(seen.record_by_id(&agreed).unwrap().moved().unwrap().about.id(), project);
    assert!(seen.record_by_id(&agreed).unwrap().course().is_none(), "a move is in no state itself");
    assert_eq!(seen.referring(w.past.0[&project].position).count(), 0, "a move is no answer");
    w.say(&w.step(corrected, "file").by(&[SAM]).set(|h| h.participant = admission::SECRETARIAT.into()));
    let views = folded(&w);
    let seen = views.seen(&everybody);
    assert!(seen.record_by_id(&corrected).unwrap().course().unwrap().over);
}

#[test]
fn a_move_is_read_by_whoever_reads_what_it_moves() {
    let (mut w, project) = proposed(&participants(&["XBB"]));
    let agreed = by_the_other_side(&w, project, "agree").set(|h| h.audience = participants(&["XAA", "XBB"]));
    let agreed = w.say(&agreed);
    let views = folded(&w);
    for (code, reads) in [("XAA", true), ("XBB", true), ("XCC", false)] {
        let readable = readable_to(&views, code);
        let seen = views.seen(&readable);
        assert_eq!(seen.record_by_id(&agreed).is_some(), reads, "{code}");
        let state = seen.record_by_id(&project).and_then(|r| r.course()).map(|course| course.state);
        assert_eq!(state, reads.then_some("under-way"), "{code}");
    }
}

#[test]
fn what_is_said_to_fewer_tells_the_others_nothing() {
    let (mut w, project) = proposed(&Audience::Public);
    let narrower = w.say(&w.project(&[]).set(|h| {
        h.supersedes = vec![project];
        h.audience = own();
    }));
    w.say(&w.step(narrower, "end").set(|h| h.audience = own()));
    let views = folded(&w);
    let delegation = readable_to(&views, "XAA");
    let seen = views.seen(&delegation);
    let state = |id| seen.record_by_id(&id).unwrap().course().unwrap().state;
    assert_eq!((state(project), state(narrower)), ("proposed", "ended"));
}

fn attempts() -> impl Strategy<Value = Vec<(u8, prop::sample::Index)>> {
    prop::collection::vec((0..12_u8, any::<prop::sample::Index>()), 0..30)
}

fn draft(w: &World, (act, named): (u8, prop::sample::Index)) -> Draft {
    let named = w.log[named.index(w.log.len())].1.id;
    let restricted = |draft: Draft| draft.set(|h| h.audience = participants(&["XAA", "XBB"]));
    match act {
        0 => w.project(&[named]),
        1 => restricted(w.project(&[named])),
        2 => w.project(&[named]).by(&[ADA]).set(|h| h.audience = own()),
        3 => w.project(&[]).set(|h| h.supersedes = vec![named]),
        4 => restricted(w.project(&[]).set(|h| h.supersedes = vec![named])),
        5 => w.disavowal(named, "disavow"),
        6 => w.measure().by(&[BOB]).set(|h| h.participant = "XBB".into()),
        7 => w.revoke(ABE, "XAA", &[ADA]),
        8 => by_the_other_side(w, named, "agree"),
        9 => restricted(by_the_other_side(w, named, "agree")),
        10 => w.step(named, "complete"),
        _ => w.step(named, "end"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_state_shown_is_the_one_admission_judges_by(attempts in attempts()) {
        let (mut w, _) = proposed(&Audience::Public);
        for attempt in attempts {
            w.now = w.now.plus(9_000);
            let _ = w.try_say(&draft(&w, attempt));
        }
        let views = folded(&w);
        let delegation = readable_to(&views, "XAA");
        let seen = views.seen(&delegation);
        for record in seen.all() {
            prop_assert_eq!(record.course().map(|course| course.state), w.state.workflow_state(record.position));
        }
        let again = Views::from_snapshot(&views.to_snapshot()).unwrap();
        prop_assert_eq!(again.seen(&delegation).dump(), seen.dump());
    }
}
