//! The review file: written, corrected, read back, refused with the place named.

mod common;

use common::read_plain;
use instruments::review::{ReviewDocument, ReviewError, corrections};

fn document() -> ReviewDocument {
    ReviewDocument::new(read_plain(include_str!("samples/declaration.fr.txt")), "ab12")
}

#[test]
fn comes_back_as_it_was_written() {
    let written = document();
    assert_eq!(ReviewDocument::from_json(&written.to_json()), Ok(written));
}

#[test]
fn must_be_confirmed_and_of_the_same_source() {
    assert_eq!(document().confirm("ab12"), Err(ReviewError::NotConfirmed));
    let confirmed = ReviewDocument { confirmed: true, ..document() };
    assert_eq!(
        confirmed.clone().confirm("cd34").map_err(|error| error.code()).err(),
        Some("review-wrong-source")
    );
    assert!(confirmed.confirm("ab12").is_ok());
}

#[test]
fn corrections_are_listed_by_place() {
    let read = document().instrument;
    let mut corrected = read.clone();
    corrected.place = Some("Val-Clair-les-Bains".to_owned());
    corrected.provisions[0].children.clear();
    corrected.provisions[1].voluntary = true;
    let places: Vec<_> = corrections(&read, &corrected).into_iter().map(|one| one.place).collect();
    assert_eq!(places, ["instrument.place", "instrument.provisions[1].voluntary"]);
}

#[test]
fn errors_name_the_place() {
    let json = document().to_json();
    let cases = [
        (json.replace("\"act\": \"recalls\"", "\"act\": \"remembers\""), "instrument.provisions[1]"),
        (json.replace("\"2040-06-07\"", "\"7 June\""), "instrument.dates[0].date"),
        (json.replace("\"path\": \"op2\"", "\"path\": \"op1\""), "instrument.provisions[4].path"),
    ];
    for (broken, expected) in cases {
        match ReviewDocument::from_json(&broken) {
            Err(problems) => {
                let places: Vec<String> = problems.into_iter().map(place_of).collect();
                assert_eq!(places, [expected]);
            }
            Ok(_) => panic!("{expected}: accepted"),
        }
    }
    assert_eq!(ReviewDocument::from_json("{}"), Err(vec![ReviewError::WrongFormat]));
    let not_json = ReviewDocument::from_json("{").expect_err("not JSON");
    assert_eq!(not_json[0].code(), "review-not-json");
}

fn place_of(problem: ReviewError) -> String {
    match problem {
        ReviewError::Invalid { place, .. } => place,
        other => other.to_string(),
    }
}
