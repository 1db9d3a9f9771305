//! Workflows: who may move a record on, from where, and what a correction makes of it.

use admission::{Refusal, SECRETARIAT, State, check_body};
use proptest::prelude::*;
use record::{Audience, RecordId};
use rehearsal::*;
use serde_json::json;

fn code(world: &World, draft: &Draft) -> &'static str {
    world.judge(draft).map_or_else(|refusal| refusal.code(), |_| "admitted")
}

/// A step by XBB.
fn by_the_other_side(w: &World, id: RecordId, word: &str) -> Draft {
    w.step(id, word).by(&[BOB]).set(|h| h.participant = "XBB".to_owned())
}

/// A step by the secretariat.
fn by_the_secretariat(w: &World, id: RecordId, word: &str) -> Draft {
    w.step(id, word).by(&[SAM]).set(|h| h.participant = SECRETARIAT.to_owned())
}

fn state_of(w: &World, id: RecordId) -> Option<&str> {
    w.state.workflow_state(w.past.0[&id].position)
}

/// A world with a measure of XBB, and a project of XAA that refers to it.
fn proposed() -> (World, RecordId) {
    let mut w = World::with_projects();
    let theirs = w.say(&w.measure().by(&[BOB]).set(|h| h.participant = "XBB".to_owned()));
    let project = w.say(&w.project(&[theirs]));
    (w, project)
}

#[test]
fn a_project_passes_through_its_states_each_by_whom_it_is_for() {
    let (mut w, project) = proposed();
    assert_eq!(state_of(&w, project), Some("proposed"));
    assert_eq!(code(&w, &w.step(project, "agree")), "not-the-mover", "nobody agrees with itself");
    assert_eq!(code(&w, &by_the_secretariat(&w, project, "agree")), "not-the-mover");
    w.say(&by_the_other_side(&w, project, "agree"));
    assert_eq!(state_of(&w, project), Some("under-way"));
    assert_eq!(code(&w, &by_the_other_side(&w, project, "agree")), "not-from-here");
    assert_eq!(code(&w, &by_the_other_side(&w, project, "complete")), "not-the-mover");
    let admitted = w.judge(&w.step(project, "complete")).unwrap();
    assert!(admitted.public && !admitted.control);
    w.say(&w.step(project, "complete"));
    assert_eq!(code(&w, &w.step(project, "end")), "not-from-here");
    assert_eq!(code(&w, &w.step(project, "file")), "not-the-mover");
    w.say(&by_the_secretariat(&w, project, "file"));
    assert_eq!(state_of(&w, project), Some("filed"));
    assert_eq!(&w.replayed().state, &w.state);
}

#[test]
fn what_no_move_is() {
    let (mut w, project) = proposed();
    let measure = w.say(&w.measure());
    let moved = w.say(&by_the_other_side(&w, project, "agree"));
    for other in [measure, moved, w.log[0].1.id] {
        assert_eq!(code(&w, &w.step(other, "complete")), "not-movable");
    }
    assert_eq!(code(&w, &w.step(RecordId([7; 32]), "complete")), "unknown-record");
    assert_eq!(code(&w, &w.step(project, "vanish")), "unknown-move");
    let about = |change: fn(&mut record::Header)| code(&w, &w.step(project, "complete").set(change));
    assert_eq!(about(|_| {}), "admitted");
    assert_eq!(about(|h| h.workflow_move = None), "not-movable");
    assert_eq!(about(|h| h.refers.clear()), "not-movable");
    assert_eq!(about(|h| h.refers.push(RecordId([1; 32]))), "not-movable");
    assert_eq!(about(|h| h.mechanisms = vec!["alpha".to_owned()]), "not-for-this-kind");
    assert_eq!(about(|h| h.supersedes = h.refers.clone()), "not-for-this-kind");
    assert_eq!(about(|h| h.evidence = record::Evidence::Transmitted), "evidence-not-taken");
    let inside = w.project(&[]).set(|h| h.workflow_move = Some("end".to_owned()));
    assert_eq!(code(&w, &inside), "not-for-this-kind", "a move is a record of its own");
}

#[test]
fn a_refusal_says_what_to_do() {
    let (w, project) = proposed();
    let refused = |word: &str| w.refusal(&w.step(project, word));
    assert_eq!(
        refused("vanish"),
        Refusal::UnknownMove {
            kind: "project".to_owned(),
            word: "vanish".to_owned(),
            known: "agree, complete, end, file".to_owned()
        }
    );
    assert_eq!(
        refused("complete"),
        Refusal::NotFromHere {
            word: "complete".to_owned(),
            from: "under-way".to_owned(),
            state: "proposed".to_owned()
        }
    );
    let who = "referred".to_owned();
    assert_eq!(refused("agree"), Refusal::NotTheMover { word: "agree".to_owned(), who });
}

#[test]
fn a_move_is_signed_with_a_key_that_could_say_what_it_moves() {
    let (mut w, project) = proposed();
    let by = |w: &World, keys: &[Person]| code(w, &w.step(project, "end").by(keys));
    assert_eq!(by(&w, &[ANN]), "key-not-entitled", "ANN says measures");
    assert_eq!(by(&w, &[ABE]), "admitted");
    assert_eq!(by(&w, &[ABE, ADA, ANN]), "key-not-entitled");
    assert_eq!(by(&w, &[BOB]), "key-of-another");
    assert_eq!(code(&w, &w.step(project, "end").by(&ROOTS[..2])), "key-of-another");
    let roots = by_the_secretariat(&w, project, "file").by(&ROOTS[..2]);
    assert_eq!(code(&w, &roots), "key-not-entitled", "root keys are not for daily statements");
    let narrow = w.enrol(ZOE, "XAA", false, "XAA", &[ADA]).with("kinds", json!(["move"]));
    w.say(&narrow.with("mechanisms", json!(["beta"])));
    assert_eq!(by(&w, &[ZOE]), "key-not-entitled", "for another mechanism");
    w.say(&w.revoke(ABE, "XAA", &[ADA]));
    assert_eq!(by(&w, &[ABE]), "key-revoked");
}

#[test]
fn a_move_is_signed_as_the_kind_asks_for_what_it_moves() {
    let mut w = World::with_projects();
    let mut two = project_kind();
    two["version"] = json!(2);
    two["signers"] = json!({"min": 2, "max": 2});
    w.say(&w.file("kinds/project.json", &two));
    let project = w.say(&w.project(&[]).by(&[ABE, ADA]).set(|h| h.kind_version = 2));
    assert_eq!(code(&w, &w.step(project, "end")), "number-of-signers");
    assert_eq!(code(&w, &w.step(project, "end").by(&[ABE, ADA])), "admitted");
}

#[test]
fn whoever_can_t_read_a_record_learns_nothing_of_it() {
    let mut w = World::with_projects();
    let theirs = w.say(&w.measure().by(&[BOB]).set(|h| h.participant = "XBB".to_owned()));
    let hidden = w.say(&w.project(&[theirs]).set(|h| h.audience = own()));
    let nothing = RecordId([9; 32]);
    for word in ["agree", "vanish"] {
        for id in [hidden, nothing] {
            assert_eq!(w.refusal(&by_the_other_side(&w, id, word)), Refusal::UnknownRecord(id));
            assert_eq!(w.refusal(&by_the_secretariat(&w, id, word)), Refusal::UnknownRecord(id));
        }
    }
    let elsewhere = w.project(&[theirs]).set(|h| {
        h.mechanisms = vec!["beta".to_owned()];
        h.audience = Audience::Mechanism { mechanism: "beta".to_owned() };
    });
    let elsewhere = w.say(&elsewhere);
    let agreed = by_the_other_side(&w, elsewhere, "agree");
    assert_eq!(w.refusal(&agreed), Refusal::UnknownRecord(elsewhere), "XBB takes no part in beta");
}

#[test]
fn a_move_has_the_audience_of_what_it_moves() {
    let mut w = World::with_projects();
    let alpha = || "alpha".to_owned();
    let theirs = w.say(&w.measure().by(&[BOB]).set(|h| h.participant = "XBB".to_owned()));
    let audiences = [
        (Audience::Public, Audience::Public),
        (participants(&["XBB"]), participants(&["XAA", "XBB"])),
        (Audience::Mechanism { mechanism: alpha() }, Audience::Mechanism { mechanism: alpha() }),
    ];
    for (n, (said, _)) in audiences.iter().enumerate() {
        let project = w.say(&w.project(&[theirs]).set(|h| h.audience = said.clone()));
        for (m, (_, other)) in audiences.iter().enumerate() {
            let draft = by_the_other_side(&w, project, "agree").set(|h| h.audience = other.clone());
            let expected = if n == m { "admitted" } else { "audience-not-taken" };
            assert_eq!(code(&w, &draft), expected, "{other:?} about {said:?}");
        }
        let unnamed = by_the_other_side(&w, project, "agree").set(|h| h.audience = participants(&["XBB"]));
        assert_eq!(code(&w, &unnamed), "audience-not-taken", "the author would not read it");
    }
    let to_office = Audience::Secretariat { mechanism: alpha() };
    let project = w.say(&w.project(&[]).set(|h| h.audience = to_office.clone()));
    w.say(&w.step(project, "end").set(|h| h.audience = to_office.clone()));
    let filed = by_the_secretariat(&w, project, "file").set(|h| h.audience = to_office.clone());
    assert_eq!(code(&w, &filed), "admitted");
}

#[test]
fn a_correction_keeps_the_state_and_takes_the_place() {
    let mut w = World::with_projects();
    let theirs = w.say(&w.measure().by(&[BOB]).set(|h| h.participant = "XBB".to_owned()));
    let project = w.say(&w.project(&[theirs]));
    w.say(&by_the_other_side(&w, project, "agree"));
    let corrected = w.say(&w.project(&[theirs]).set(|h| h.supersedes = vec![project]));
    assert_eq!(state_of(&w, corrected), Some("under-way"));
    assert_eq!(code(&w, &w.step(project, "complete")), "not-movable", "what no longer stands");
    // Two that correct the same one have one state, so that nobody goes back by correcting what was corrected.
    w.say(&w.step(corrected, "end"));
    let again = w.say(&w.project(&[theirs]).set(|h| h.supersedes = vec![project]));
    assert_eq!(state_of(&w, again), Some("ended"));
    assert_eq!(&w.replayed().state, &w.state);
}

/// An ally agrees, and the correction names somebody else in its place, who would stand there as having agreed; or nobody, so
/// that whoever agreed could take no part any more.
#[test]
fn a_correction_that_names_other_sides_begins_anew() {
    let (mut w, project) = proposed();
    w.say(&by_the_other_side(&w, project, "agree"));
    let alone = w.say(&w.project(&[]).set(|h| h.supersedes = vec![project]));
    assert_eq!((state_of(&w, project), state_of(&w, alone)), (Some("under-way"), Some("proposed")));
    assert_eq!(code(&w, &by_the_other_side(&w, alone, "agree")), "not-the-mover", "it isn't referred to");
    assert_eq!(&w.replayed().state, &w.state);
}

#[test]
fn a_correction_for_fewer_begins_anew_and_leaves_the_other_where_it_is() {
    let (mut w, project) = proposed();
    w.say(&by_the_other_side(&w, project, "agree"));
    let narrower = w.project(&[]).set(|h| {
        h.supersedes = vec![project];
        h.audience = own();
    });
    let narrower = w.say(&narrower);
    assert_eq!((state_of(&w, project), state_of(&w, narrower)), (Some("under-way"), Some("proposed")));
    let ended = w.step(narrower, "end").set(|h| h.audience = own());
    w.say(&ended);
    assert_eq!(state_of(&w, project), Some("under-way"), "else its readers were told of the other");
    assert_eq!(code(&w, &by_the_other_side(&w, project, "end")), "admitted");
}

#[test]
fn what_is_in_different_states_is_not_corrected_as_one() {
    let mut w = World::with_projects();
    let (one, other) = (w.say(&w.project(&[])), w.say(&w.project(&[])));
    let both = |w: &World| code(w, &w.project(&[]).set(|h| h.supersedes = vec![other, one]));
    assert_eq!(both(&w), "admitted");
    w.say(&w.step(one, "end"));
    assert_eq!(both(&w), "states-differ");
    w.say(&w.step(other, "end"));
    assert_eq!(both(&w), "admitted");
}

#[test]
fn a_version_judges_what_was_written_by_it() {
    let (mut w, project) = proposed();
    let mut second = project_kind();
    second["version"] = json!(2);
    second["workflow"]["start"] = json!("ended");
    second["workflow"]["states"] = json!([{"id": "ended"}]);
    second["workflow"]["moves"] = json!([]);
    w.say(&w.file("kinds/project.json", &second));
    assert_eq!(code(&w, &by_the_other_side(&w, project, "agree")), "admitted");
    let corrected = w.project(&[]).set(|h| {
        h.kind_version = 2;
        h.supersedes = vec![project];
    });
    let corrected = w.say(&corrected);
    assert_eq!(state_of(&w, corrected), Some("ended"), "a state that the version doesn't know is not kept");
    assert_eq!(code(&w, &w.step(corrected, "end")), "unknown-move");
}

#[test]
fn a_file_names_states_that_there_are() {
    let w = World::furnished();
    let wrong = |place: &str, with: serde_json::Value| {
        let mut kind = project_kind();
        *kind.pointer_mut(place).unwrap() = with;
        code(&w, &w.file("kinds/project.json", &kind))
    };
    assert_eq!(wrong("/workflow/start", json!("proposed")), "admitted");
    assert_eq!(wrong("/workflow/start", json!("begun")), "catalogue-file");
    assert_eq!(wrong("/workflow/moves/0/to", json!("begun")), "catalogue-file");
    assert_eq!(wrong("/workflow/moves/0/from", json!(["begun"])), "catalogue-file");
    assert_eq!(wrong("/workflow/moves/0/who", json!(["anybody"])), "catalogue-file");
    assert_eq!(wrong("/workflow/moves/0/id", json!("end")), "catalogue-file");
    assert_eq!(wrong("/workflow", json!([])), "catalogue-file");
    let mut own = project_kind();
    own["id"] = json!("move");
    assert_eq!(code(&w, &w.file("kinds/move.json", &own)), "catalogue-file");
}

#[test]
fn a_participant_disavows_a_move_in_its_name_and_its_reason_can_go() {
    let (mut w, project) = proposed();
    let ended = w.say(&w.step(project, "end").with("reason", json!("The funds went elsewhere.")));
    assert_eq!(code(&w, &w.disavowal(ended, "disavow")), "admitted");
    assert_eq!(code(&w, &w.erasure(ended, "personal-data")), "admitted");
    w.say(&w.disavowal(ended, "disavow"));
    assert_eq!(state_of(&w, project), Some("ended"), "it takes nothing back");
}

#[test]
fn a_reason_may_stand_in_the_body_and_nothing_else() {
    let (w, project) = proposed();
    let catalogue = catalogue::Catalogue::default();
    let check = |content: serde_json::Value| {
        let mut draft = w.step(project, "end");
        draft.content = content;
        let record = draft.seal();
        let body = record.body().unwrap().unwrap();
        check_body(&w.state, &catalogue, &record.header, &body).map_err(|e| e.code())
    };
    assert_eq!(check(json!({})), Ok(()));
    assert_eq!(check(json!({"reason": "The funds went elsewhere."})), Ok(()));
    assert_eq!(check(json!({"reason": ""})), Err("content-missing"));
    assert_eq!(check(json!({"reason": "x".repeat(2_001)})), Err("content-too-long"));
    assert_eq!(check(json!({"why": "x"})), Err("content-unknown-field"));
}

#[test]
fn who_has_a_part_in_it_is_known_for_those_who_tell() {
    let (w, project) = proposed();
    let position = w.past.0[&project].position;
    assert_eq!(w.state.referred_by(position).collect::<Vec<_>>(), ["XBB"]);
    let both = ["alpha".to_owned(), "beta".to_owned()];
    let keys = |who: &str| w.state.moved_for(who, "XAA", &both);
    assert_eq!((keys("XAA"), keys(SECRETARIAT)), (both.to_vec(), both.to_vec()));
    assert_eq!((keys("XBB"), keys("XCC")), (vec![both[0].clone()], vec![both[1].clone()]));
}

/// What somebody tries: to say a project, to correct one, to move one.
fn attempts() -> impl Strategy<Value = Vec<(u8, u8, prop::sample::Index)>> {
    prop::collection::vec((0..9_u8, 0..3_u8, any::<prop::sample::Index>()), 0..30)
}

fn draft(w: &World, (act, who, named): (u8, u8, prop::sample::Index)) -> Draft {
    let named = w.log[named.index(w.log.len())].1.id;
    match act {
        0 => w.project(&[named]),
        1 => w.project(&[named]).set(|h| h.audience = participants(&["XBB"])),
        2 => w.project(&[]).set(|h| h.supersedes = vec![named]),
        3 => w.measure().by(&[BOB]).set(|h| h.participant = "XBB".to_owned()),
        step => {
            let word = ["agree", "complete", "end", "file", "vanish"][usize::from(step) - 4];
            [w.step(named, word), by_the_other_side(w, named, word), by_the_secretariat(w, named, word)]
                [usize::from(who)]
            .clone()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_sequence_of_moves_replays_to_the_same_states(attempts in attempts()) {
        let (mut w, _) = proposed();
        for attempt in attempts {
            w.now = w.now.plus(9_000);
            let before = w.state.clone();
            if w.try_say(&draft(&w, attempt)).is_err() {
                prop_assert_eq!(&before, &w.state, "what is refused changes nothing");
            }
        }
        prop_assert_eq!(&w.replayed().state, &w.state);
        let kept = serde_json::to_vec(&w.state).unwrap();
        prop_assert_eq!(&serde_json::from_slice::<State>(&kept).unwrap(), &w.state);
    }
}
