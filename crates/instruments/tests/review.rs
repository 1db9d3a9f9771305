//! The review file: written, corrected, read back, or refused with every problem by its place.

mod common;

use instruments::review::{ReviewDocument, ReviewError, corrections};
use instruments::{Act, Form, Role, Stance};
use serde_json::{Value, json};

const TEXT: &str = include_str!("source/resolution.en.txt");

fn written() -> Value {
    let document = ReviewDocument::new(common::read_plain(TEXT), "aa");
    serde_json::from_str(&document.to_json()).expect("it is JSON")
}

fn problems(file: &Value) -> Vec<String> {
    let problems = ReviewDocument::from_json(&file.to_string()).expect_err("it has problems");
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_correction_comes_back_and_is_listed_by_its_place() {
    let mut file = written();
    file["confirmed"] = json!(true);
    file["instrument"]["title"] = json!("Another title");
    let back =
        ReviewDocument::from_json(&file.to_string()).expect("it is sound").confirm("aa").expect("confirmed");
    let found = corrections(&common::read_plain(TEXT), &back);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].place.as_str(), &found[0].after), ("instrument.title", &json!("Another title")));
}

#[test]
fn every_problem_is_named_by_its_place() {
    let mut file = written();
    let provisions = &mut file["instrument"]["provisions"];
    provisions[0]["path"] = json!("Op 1");
    provisions[2]["children"][1]["path"] = json!("op1-a");
    provisions[2]["children"][1]["text"] = json!(" ");
    file["instrument"]["citations"][0]["date"] = json!("May 2019");
    let found = problems(&file);
    let places = [
        "instrument.citations[0].date",
        "instrument.provisions[0].path",
        "instrument.provisions[2].children[1].path",
        "instrument.provisions[2].children[1].text",
    ];
    assert_eq!(found.len(), places.len(), "{found:?}");
    assert!(found.iter().zip(places).all(|(problem, place)| problem.starts_with(place)), "{found:?}");
}

#[test]
fn every_part_of_a_wrong_shape_is_named() {
    let mut file = written();
    file["instrument"]["citations"][0]["kind"] = json!("poem");
    file["instrument"]["provisions"][2]["children"][0]["act"] = json!("promises");
    let found = problems(&file);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("instrument.citations[0]: unknown variant `poem`"), "{found:?}");
    assert!(
        found[1].starts_with("instrument.provisions[2].children[0]: unknown variant `promises`"),
        "{found:?}"
    );
}

#[test]
fn files_of_another_kind_are_refused_each_with_its_code() {
    let code = |json: &str| ReviewDocument::from_json(json).expect_err("no review file")[0].code();
    assert_eq!(code("{"), "review-not-json");
    assert_eq!(code("{}"), "review-wrong-format");
    assert_eq!(code(&" ".repeat(instruments::limits::MAX_REVIEW_FILE_BYTES + 1)), "review-too-large");
}

#[test]
fn a_review_of_another_source_or_not_confirmed_is_no_confirmation() {
    let read = || ReviewDocument::from_json(&written().to_string()).expect("it is sound");
    assert_eq!(read().confirm("aa").expect_err("not confirmed"), ReviewError::NotConfirmed);
    assert_eq!(read().confirm("bb").expect_err("another source").code(), "review-wrong-source");
}

#[test]
fn a_corrected_act_brings_its_strength_and_its_stance() {
    let mut instrument = common::read_plain(TEXT);
    let form = instrument.form;
    let provision = instrument.provisions.iter_mut().find(|one| one.role == Role::Operative).expect("one");
    let before = provision.clone();
    provision.correct_act(before.role, before.act, form);
    assert_eq!(*provision, before, "the same act changes nothing");
    provision.correct_act(Role::Operative, Act::Undertakes, form);
    assert_eq!((provision.strength, provision.stance), (5, Stance::Commitment));
    provision.correct_act(Role::Operative, Act::Notes, Form::MeetingSummary);
    assert_eq!((provision.strength, provision.stance), (1, Stance::Statement));
    provision.correct_act(Role::Operative, Act::Decides, Form::DraftResolution);
    assert_eq!(provision.stance, Stance::Statement, "a body decides on its own procedure");
    provision.correct_act(Role::Preambular, Act::Calls, Form::DraftResolution);
    assert_eq!(provision.stance, Stance::Statement, "a preamble calls upon nobody");
}
