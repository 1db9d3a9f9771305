//! Drafts: one delegation's own, and nobody saves over words they haven't seen.

use super::common::*;
use delegations::{drafts, people};
use policy::Role;
use serde_json::json;

#[test]
fn who_saves_over_anothers_words_is_told_and_loses_none() {
    let office = Office::new();
    let ana = office.join(NOON, &delegation(), &[Role::NationalAdministrator], "Ana", 1);
    let ben = office.join(NOON, &delegation(), &[Role::Delegate], "Ben", 2);
    let seat = delegation();
    let draft = office.at(NOON, |d| drafts::begin(d, &seat, "measure", ana.id, json!({"title": "one"})));
    office.at(NOON, |d| drafts::save(d, &seat, draft.id, 1, ana.id, json!({"title": "two"})));
    let over =
        |d: &delegations::Drawer<'_>| drafts::save(d, &seat, draft.id, 1, ben.id, json!({"title": "three"}));
    assert_eq!(office.refused(NOON, over), "saved-meanwhile");
    assert_eq!(office.at(NOON, |d| drafts::find(d, &seat, draft.id)).fields["title"], "two");
}

#[test]
fn another_delegation_finds_no_draft() {
    let office = Office::new();
    let ana = office.join(NOON, &delegation(), &[Role::Delegate], "Ana", 1);
    let draft = office.at(NOON, |d| drafts::begin(d, &delegation(), "measure", ana.id, json!({})));
    let other = other_delegation();
    assert_eq!(office.refused(NOON, |d| drafts::find(d, &other, draft.id)), "no-such-draft");
    assert_eq!(office.refused(NOON, |d| drafts::remove(d, &other, draft.id)), "no-such-draft");
    assert!(office.at(NOON, |d| drafts::of_seat(d, &other)).is_empty());
}

#[test]
fn what_was_prepared_for_signing_ends_with_the_next_change() {
    let office = Office::new();
    let ana = office.join(NOON, &delegation(), &[Role::Delegate], "Ana", 1);
    let seat = delegation();
    let draft = office.at(NOON, |d| drafts::begin(d, &seat, "measure", ana.id, json!({})));
    let prepared = delegations::Prepared::new("{}".to_owned(), "{}".to_owned());
    let ready = office.at(NOON, |d| drafts::prepare(d, &seat, draft.id, 1, prepared.clone()));
    assert_eq!(ready.prepared, Some(prepared));
    let saved = office.at(NOON, |d| drafts::save(d, &seat, draft.id, 1, ana.id, json!({"title": "x"})));
    assert_eq!(saved.prepared, None);
}

#[test]
fn a_forgotten_persons_drafts_stay_without_the_person() {
    let office = Office::new();
    office.join(NOON, &delegation(), &[Role::NationalAdministrator], "Ana", 1);
    let ben = office.join(NOON, &delegation(), &[Role::Delegate], "Ben", 2);
    let seat = delegation();
    let draft = office.at(NOON, |d| drafts::begin(d, &seat, "measure", ben.id, json!({"title": "x"})));
    office.at(NOON, |d| people::remove_from_seat(d, ben.id, &seat));
    let left = office.at(NOON, |d| drafts::find(d, &seat, draft.id));
    assert_eq!((left.begun_by, left.saved_by, left.fields), (None, None, json!({"title": "x"})));
}
