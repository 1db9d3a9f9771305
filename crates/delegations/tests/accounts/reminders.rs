//! Reminders of somebody who acts for two delegations: what concerns one is told to it and goes with its seat, and the other learns
//! nothing of it.

use super::common::*;
use super::subscriptions::ana;
use delegations::letters::{self, Bundle, Saying};
use delegations::mailboxes::{self, Rhythm};
use delegations::people::{self, Person};
use delegations::reminders::{self, Due, Step};
use policy::Role;
use record::RecordId;
use std::collections::{BTreeMap, BTreeSet};

const DAY: u64 = 86_400;
const ASSEMBLY: &str = "exercise-assembly";
const LAGOON: &str = "exercise-lagoon";

fn cycle(number: u8) -> RecordId {
    RecordId([number; 32])
}

/// Whose answer is awaited, in one mechanism.
fn awaited(codes: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    [(ASSEMBLY.to_owned(), codes.iter().map(|code| (*code).to_owned()).collect())].into()
}

/// A cycle to which the answer of one delegation is awaited.
fn due(number: u8, code: &str) -> Due {
    let closed = NOON + 7 * DAY;
    Due { cycle: cycle(number), step: Step::Week, closed, awaited: awaited(&[code]) }
}

/// Somebody of both delegations, with a confirmed address.
fn of_both(office: &Office) -> Person {
    let ana = ana(office);
    office.at(NOON, |d| {
        let mut person = people::person(d, ana.id)?;
        people::seat_person(d, &mut person, &other_delegation(), [Role::Delegate].into())
    });
    ana
}

fn cycles(bundle: &Bundle) -> Vec<RecordId> {
    let Saying::Reminders(lines) = &bundle.says else { panic!("{bundle:?}") };
    lines.iter().map(|line| line.cycle).collect()
}

#[test]
fn what_one_delegation_was_reminded_of_the_other_doesnt_see_though_one_person_acts_for_both() {
    let office = Office::new();
    of_both(&office);
    assert_eq!(office.at(NOON, |d| reminders::tell(d, &[due(5, "XAA"), due(6, "XAB")])), 1);
    for (seat, number) in [(delegation(), 5), (other_delegation(), 6)] {
        let sent = office.at(NOON, |d| reminders::sent_to(d, &seat));
        assert_eq!(sent.len(), 1);
        let of: Vec<_> = sent[0].lines.iter().map(|line| line.cycle).collect();
        assert_eq!((of, sent[0].people), (vec![cycle(number)], 1), "{seat}");
        let climbed = office.at(NOON, |d| reminders::climbed(d, &cycle(number))).unwrap();
        assert_eq!(climbed.people[&Step::Week], 1);
    }
    let bundle = office.at(NOON, letters::next).unwrap();
    assert_eq!(cycles(&bundle), [cycle(5), cycle(6)], "one letter");
    assert_eq!(bundle.letters.len(), office.at(NOON, letters::waiting));
}

#[test]
fn a_cycle_that_two_of_ones_delegations_are_asked_by_stands_in_a_letter_once() {
    let office = Office::new();
    of_both(&office);
    let both = Due { awaited: awaited(&["XAA", "XAB"]), ..due(5, "XAA") };
    assert_eq!(office.at(NOON, |d| reminders::tell(d, &[both])), 1);
    assert_eq!(office.at(NOON, |d| reminders::climbed(d, &cycle(5))).unwrap().people[&Step::Week], 1);
    assert_eq!(cycles(&office.at(NOON, letters::next).unwrap()), [cycle(5)]);
}

#[test]
fn a_reminder_that_waits_goes_with_its_seat() {
    let office = Office::new();
    let ana = of_both(&office);
    office.at(NOON, |d| reminders::choose(d, ana.id, Rhythm::Weekly));
    office.at(NOON, |d| reminders::tell(d, &[due(5, "XAA"), due(6, "XAB")]));
    assert_eq!(office.at(NOON, letters::waiting), 2);
    office.at(NOON, |d| people::remove_from_seat(d, ana.id, &other_delegation()));
    assert_eq!(office.at(NOON, letters::waiting), 1);
    assert_eq!(cycles(&office.at(NOON + 5 * DAY, letters::next).unwrap()), [cycle(5)]);
}

#[test]
fn each_person_leaves_out_the_mechanisms_of_which_they_want_no_reminder() {
    let office = Office::new();
    let ana = of_both(&office);
    office.at(NOON, |d| mailboxes::leave_out(d, ana.id, [ASSEMBLY.to_owned()].into()));
    let of_lagoon = Due { awaited: [(LAGOON.to_owned(), ["XAA".to_owned()].into())].into(), ..due(6, "XAA") };
    let mut of_both = due(7, "XAA");
    of_both.awaited.extend(of_lagoon.awaited.clone());
    assert_eq!(office.at(NOON, |d| reminders::tell(d, &[due(5, "XAA"), of_lagoon, of_both])), 1);
    assert_eq!(cycles(&office.at(NOON, letters::next).unwrap()), [cycle(6), cycle(7)]);
    assert_eq!(office.at(NOON, |d| reminders::climbed(d, &cycle(5))).unwrap().people[&Step::Week], 0);
    office.at(NOON, |d| mailboxes::leave_out(d, ana.id, BTreeSet::new()));
    assert_eq!(office.at(NOON, |d| reminders::tell(d, &[due(8, "XAA")])), 1);
}
