//! The longest statements, typed into a form: what any kind allows is taken in every script, and what a record doesn't hold is
//! answered with the field to shorten, and with nothing lost.

use super::common::{self, World};
use super::cycles::{house, signed, signer};
use super::house::{House, Visitor, participant, secretariat};
use policy::Role;
use record::Body;

/// The most letters that a national view's full text may have.
const FULL: usize = 200_000;

fn takes_views() -> House {
    let world = World::new();
    world.register.submit_blocking(common::kind_file(600, "national-view").sign()).unwrap();
    house(world)
}

fn begun(house: &House, by: &Visitor) -> String {
    by.post(house, "/drafts", &[("kind", "national-view")]).header("location").to_owned()
}

/// A view with this text, and an answer beside it.
fn typed<'t>(
    revision: &'t str,
    language: &'t str,
    text: &'t str,
    answer: &'t str,
) -> Vec<(&'t str, &'t str)> {
    vec![
        ("revision", revision),
        ("language", language),
        ("audience", "public"),
        ("mechanism", "exercise-assembly"),
        ("field-title", "View"),
        ("field-national_efforts", answer),
        ("field-full_text", text),
    ]
}

#[test]
fn the_longest_view_is_typed_signed_and_read_in_each_script() {
    let house = takes_views();
    let ana = signer(&house, &participant("XAA"), "XAA", Role::Delegate);
    for (language, letter) in [("zh", "安"), ("ru", "ж"), ("ar", "ج"), ("en", "a")] {
        let page = begun(&house, &ana);
        let (text, answer) = (letter.repeat(FULL), letter.repeat(1_500));
        let saved = ana.post(&house, &page, &typed("1", language, &text, &answer));
        assert_eq!(saved.header("location"), format!("{page}?notice=saved"), "{language}: {}", saved.status);
        let record = signed(&house, &ana, &page, "2");
        let body = house.world.read_now(&format!("{record}/body"));
        let body = Body::from_bytes(&body.bytes).unwrap();
        assert!(body.content["full_text"] == text.as_str(), "{language}");
        assert!(body.content["national_efforts"] == answer.as_str(), "{language}");
    }
}

#[test]
fn the_longest_view_that_arrived_is_entered() {
    let house = takes_views();
    let oto = house.join(&secretariat(), &[Role::Officer], "Oto", 31);
    let begun = oto.post(&house, "/transmissions", &[("participant", "XAC"), ("kind", "national-view")]);
    let page = begun.header("location").to_owned();
    let text = "安".repeat(FULL);
    let saved = oto.post(&house, &page, &typed("1", "zh", &text, ""));
    assert_eq!(saved.header("location"), format!("{page}?notice=saved"), "{}", saved.status);
    assert!(oto.get(&house, &page).text().contains(&text));
    let long = "安".repeat(360_000);
    let refused = oto.post(&house, &page, &typed("2", "zh", &long, ""));
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains(&long) && refused.text().contains("Shorten the longest field, Full text")
    );
    assert!(!oto.get(&house, &page).text().contains(&long), "it isn't saved");
}

#[test]
fn what_a_record_does_not_hold_is_shown_again_with_the_field_to_shorten() {
    let house = takes_views();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let page = begun(&house, &ana);
    for (letter, letters) in [("安", 360_000), ("ж", 540_000), ("a", 1_100_000)] {
        let text = letter.repeat(letters);
        let refused = ana.post(&house, &page, &typed("1", "en", &text, "Short."));
        assert_eq!(refused.status, 422, "{letter}");
        let shown = refused.text();
        assert!(shown.contains("Shorten the longest field, Full text"), "{letter}");
        assert!(
            shown.contains("Not saved.") && shown.contains(&text) && shown.contains("Short."),
            "{letter}"
        );
    }
    assert!(!ana.get(&house, &page).text().contains("Short."), "nothing was saved");
    // What isn't even read says what to do with it, and strangers' long forms aren't read at all.
    let endless = "a".repeat(5 << 20);
    let refused = ana.post(&house, &page, &typed("1", "en", &endless, ""));
    assert_eq!(refused.status, 413);
    assert!(refused.text().contains("what you typed is still there"), "{}", refused.text());
    let stranger = Visitor::new(50).post(&house, &page, &typed("1", "en", &"a".repeat(300_000), ""));
    assert!(stranger.header("location").starts_with("/sign-in"), "{}", stranger.status);
}

/// What a browser lets through by the fields' own limits comes in whole: no part of a shipped form is longer than what is read.
#[test]
fn every_part_of_every_form_fits_what_is_read_in_the_longest_script() {
    let read = 4 << 20;
    for kind in catalogue::Catalogue::built_in().unwrap().kinds() {
        let letters = |field: &catalogue::Field| {
            let most = usize::try_from(field.max_chars.unwrap_or(100)).unwrap();
            most * field.max_items.map_or(1, |items| usize::try_from(items).unwrap())
        };
        let mut longest = 0;
        for (_, sections) in kind.outline() {
            let fields = sections.into_iter().flat_map(|section| kind.fields_of(section));
            longest = longest.max(fields.map(letters).sum::<usize>());
        }
        // Nine bytes a letter, where a browser counts a letter of four bytes as two.
        assert!(longest * 9 < read, "{}: {longest} letters", kind.id);
    }
}
