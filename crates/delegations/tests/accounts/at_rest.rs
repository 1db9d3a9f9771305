//! Nothing readable about a person lies in the files, while they are here and after they have gone.

use super::common::*;
use delegations::{drafts, people};
use policy::Role;
use serde_json::json;

const MARKS: [&str; 4] = ["Quetzalina", "desk@example.org", "telephone", "Marker of a draft"];

fn assert_unmarked(office: &Office) {
    for file in std::fs::read_dir(office.path()).unwrap().flatten() {
        let bytes = std::fs::read(file.path()).unwrap();
        for mark in MARKS {
            let found = bytes.windows(mark.len()).any(|window| window == mark.as_bytes());
            assert!(!found, "{mark} stands in {}", file.file_name().display());
        }
    }
}

#[test]
fn names_addresses_labels_and_drafts_are_unreadable_on_the_disk() {
    let office = Office::new();
    office.join(NOON, &delegation(), &[Role::NationalAdministrator], "Ana", 1);
    let person = office.join(NOON, &delegation(), &[Role::Delegate], "Quetzalina Example", 2);
    let fields = json!({"title": "Marker of a draft"});
    office.at(NOON, |d| drafts::begin(d, &delegation(), "measure", person.id, fields));
    assert_unmarked(&office);
    office.at(NOON, |d| people::remove_from_seat(d, person.id, &delegation()));
    office.desk.sweep(NOON).unwrap();
    assert_unmarked(&office);
}

#[test]
fn a_person_sees_all_that_is_held_about_them() {
    let office = Office::new();
    let person = office.join(NOON, &delegation(), &[Role::Delegate], "Quetzalina Example", 2);
    let held = office.at(NOON, |d| people::held(d, person.id));
    assert_eq!(held.person, person);
    assert_eq!(held.passkeys.len(), 1);
    let text = serde_json::to_string(&held).unwrap();
    assert!(text.contains("Quetzalina Example") && text.contains("participant/XAA"), "{text}");
}
