//! The trail: in order, committed to hour by hour, and never rewritten unnoticed.

use super::common::*;
use delegations::audit::{self, HOUR, Note, What};

fn note(what: What) -> Note {
    Note { who: None, seat: None, what, about: None, count: 1 }
}

#[test]
fn each_hour_is_committed_to_once_empty_or_not() {
    let office = Office::new();
    let hour = NOON / HOUR;
    office.at(NOON + 5, |d| audit::note(d, note(What::SignedIn)));
    assert_eq!(office.at(NOON + 10, audit::next_commitment), None);
    let later = NOON + 2 * HOUR;
    let first = office.at(later, audit::next_commitment).unwrap();
    assert_eq!((first.hour, first.events), (hour, 1));
    assert_eq!(office.at(later, audit::next_commitment), Some(first.clone()), "until it is accepted");
    office.at(later, |d| audit::committed(d, first.hour));
    let second = office.at(later, audit::next_commitment).unwrap();
    assert_eq!((second.hour, second.events), (hour + 1, 0));
    office.at(later, |d| audit::committed(d, second.hour));
    assert_eq!(office.at(later, audit::next_commitment), None);
}

#[test]
fn a_clock_that_goes_back_adds_nothing_to_a_committed_hour() {
    let office = Office::new();
    office.at(NOON, |d| audit::note(d, note(What::SignedIn)));
    let made = office.at(NOON + HOUR, audit::next_commitment).unwrap();
    office.at(NOON + HOUR, |d| audit::committed(d, made.hour));
    let late = office.at(NOON, |d| audit::note(d, note(What::SignedOut)));
    assert_eq!(late.at / HOUR, made.hour + 1);
    assert_eq!(office.at(NOON + HOUR, |d| audit::recomputed(d, made.hour)), Some(made));
}

#[test]
fn events_stand_in_the_order_in_which_they_happened() {
    let office = Office::new();
    for what in [What::SignedIn, What::Invited, What::SignedOut] {
        office.at(NOON, |d| audit::note(d, note(what)));
    }
    let events = office.at(NOON, |d| audit::of_hour(d, NOON / HOUR));
    assert_eq!(events.iter().map(|e| e.number).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(events[1].what.word(), "invited");
}

#[test]
fn a_commitment_tells_one_trail_from_every_other() {
    let digest = |events: &[What]| {
        let office = Office::new();
        for what in events {
            office.at(NOON, |d| audit::note(d, note(*what)));
        }
        // The same salt in each, drawn by the same order of randomness, would need the same number of events.
        office.at(NOON + HOUR, audit::next_commitment).unwrap().digest
    };
    assert_ne!(digest(&[What::SignedIn, What::SignedOut]), digest(&[What::SignedOut, What::SignedIn]));
    assert_eq!(digest(&[What::SignedIn]), digest(&[What::SignedIn]));
}

#[test]
fn failed_sign_ins_are_one_event_for_each_account_and_minute() {
    let office = Office::new();
    let ana = office.join(NOON, &delegation(), &[policy::Role::Delegate], "Ana", 1);
    let fail = |now, of: Option<&delegations::people::Person>| {
        let of = of.map(|person| person.memberships[0].clone());
        office.at(now, |d| audit::note_failure(d, of))
    };
    for _ in 0..3 {
        fail(NOON, Some(&ana));
    }
    fail(NOON, None);
    fail(NOON + 60, Some(&ana));
    let events = office.at(NOON + 60, |d| audit::of_hour(d, NOON / HOUR));
    let counts: Vec<_> = events.iter().map(|event| (event.who.is_some(), event.count)).collect();
    assert_eq!(counts, [(true, 3), (false, 1), (true, 1)]);
}

#[test]
fn a_seat_sees_its_own_stretch_of_the_trail_newest_first() {
    let office = Office::new();
    let of = |seat: &str| Note { seat: Some(seat.to_owned()), ..note(What::SignedIn) };
    for seat in ["participant/XAA", "participant/XAB", "participant/XAA", "participant/XAA"] {
        office.at(NOON, |d| audit::note(d, of(seat)));
    }
    let stretch = |before, most, reach| {
        let found = office.at(NOON, |d| audit::of_seat(d, "participant/XAA", before, most, reach));
        (found.events.iter().map(|event| event.number).collect::<Vec<_>>(), found.before)
    };
    assert_eq!(stretch(None, 10, 10), (vec![3, 2, 0], None));
    assert_eq!(stretch(None, 2, 10), (vec![3, 2], Some(2)));
    assert_eq!(stretch(Some(2), 2, 10), (vec![0], None));
    assert_eq!(stretch(Some(2), 2, 1), (vec![], Some(1)), "what was not looked at is still to come");
    assert_eq!(stretch(Some(u64::MAX), 1, u64::MAX), (vec![3], Some(3)));
}

#[test]
fn hours_before_the_first_event_are_committed_to_as_well() {
    let office = Office::new();
    assert_eq!(office.at(NOON, audit::next_commitment), None);
    office.at(NOON + 2 * HOUR, |d| audit::note(d, note(What::SignedIn)));
    let first = office.at(NOON + 2 * HOUR, audit::next_commitment).unwrap();
    assert_eq!((first.hour, first.events), (NOON / HOUR, 0));
}

#[test]
fn a_clock_that_goes_back_changes_no_hour_whose_commitment_is_on_its_way() {
    let office = Office::new();
    office.at(NOON + HOUR - 1, |d| audit::note_failure(d, None));
    let made = office.at(NOON + HOUR, audit::next_commitment).unwrap();
    office.at(NOON + HOUR - 1, |d| audit::note_failure(d, None));
    office.at(NOON + HOUR - 1, |d| audit::note(d, note(What::SignedIn)));
    assert_eq!(office.at(NOON + HOUR, |d| audit::recomputed(d, made.hour)), Some(made));
}

#[test]
fn an_hour_is_kept_whole_or_not_at_all() {
    let office = Office::new();
    office.at(NOON + 5, |d| audit::note(d, note(What::SignedIn)));
    office.at(NOON + HOUR - 5, |d| audit::note(d, note(What::SignedOut)));
    let made = office.at(NOON + HOUR, audit::next_commitment).unwrap();
    let last = NOON + HOUR + audit::KEPT - 1;
    office.desk.sweep(last).unwrap();
    assert_eq!(office.at(last, |d| audit::recomputed(d, made.hour)), Some(made.clone()));
    office.desk.sweep(last + 1).unwrap();
    assert_eq!(office.at(last + 1, |d| audit::recomputed(d, made.hour)), None);
    assert!(office.at(last + 1, |d| audit::of_hour(d, made.hour)).is_empty());
}

#[test]
fn the_register_says_which_hour_is_next() {
    let office = Office::new();
    office.at(NOON, audit::next_commitment);
    let hour = NOON / HOUR;
    office.at(NOON, |d| audit::continue_with(d, hour - 3));
    let next = office.at(NOON, audit::next_commitment).unwrap();
    assert_eq!((next.hour, next.events), (hour - 3, 0), "a new workspace leaves no hour out");
    office.at(NOON, |d| audit::continue_with(d, hour));
    assert_eq!(office.at(NOON, audit::next_commitment), None, "one put back commits to none twice");
}

#[test]
fn other_policies_are_one_event() {
    let office = Office::new();
    let noted = |version: &str| office.at(NOON, |d| audit::note_policies(d, version)).map(|event| event.what);
    assert_eq!(noted("1"), Some(What::PolicyChanged));
    assert_eq!(noted("1"), None);
    assert_eq!(noted("2"), Some(What::PolicyChanged));
}
