//! Subscriptions: opt-in, at most one digest a day or week, each record told once whatever ends the process, left in one step.

use super::common::*;
use delegations::audit::{self, What};
use delegations::letters::{self, Bundle, Fared, Saying};
use delegations::people::{self, Person};
use delegations::subscriptions::{self, About, Every, MOST};
use delegations::{Drawer, PersonId, Secret, mailboxes};
use policy::{Role, Seat};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const DAY: u64 = 86_400;

fn norm() -> About {
    "item/un/norm-13-f".parse().unwrap()
}

/// The person's address is theirs.
fn confirm(office: &Office, now: u64, id: PersonId) {
    office.at(now, |d| mailboxes::ask_code(d, id));
    let bundle = office.at(now, letters::next).unwrap();
    let Saying::Code(code) = bundle.says.clone() else { panic!("{bundle:?}") };
    office.at(now, |d| letters::fared(d, &bundle, Fared::Taken));
    assert!(office.at(now, |d| mailboxes::confirm(d, id, &code)));
}

/// Somebody whose address is confirmed.
pub fn ana(office: &Office) -> Person {
    let ana = office.join(NOON, &delegation(), &[Role::NationalAdministrator], "Ana", 1);
    confirm(office, NOON, ana.id);
    ana
}

fn subscribed(office: &Office, now: u64, id: PersonId, about: About, size: u64) {
    office.at(now, |d| subscriptions::subscribe(d, id, &delegation(), about, size));
}

fn due(bundle: &Bundle) -> &subscriptions::Due {
    let Saying::Digest(due) = &bundle.says else { panic!("{bundle:?}") };
    due
}

fn followed(office: &Office, id: PersonId) -> usize {
    let found = office.at(NOON, |d| subscriptions::of_person(d, id));
    found.map_or(0, |subscriber| subscriber.subscriptions.len())
}

#[test]
fn a_subject_is_an_item_a_mechanism_or_a_kind() {
    for text in ["item/un/norm-13-f", "mechanism/arf", "kind/measure"] {
        assert_eq!(text.parse::<About>().unwrap().to_string(), text);
    }
    for text in
        ["", "item/", "/measure", "person/ana", "kind", "kind/a b", &format!("kind/{}", "a".repeat(200))]
    {
        assert!(text.parse::<About>().is_err(), "{text}");
    }
}

#[test]
fn nobody_is_subscribed_without_a_confirmed_address_nor_in_anothers_seat() {
    let office = Office::new();
    let ana = office.join(NOON, &delegation(), &[Role::Delegate], "Ana", 1);
    let follow = |seat: Seat| move |d: &Drawer<'_>| subscriptions::subscribe(d, ana.id, &seat, norm(), 0);
    assert_eq!(office.refused(NOON, follow(delegation())), "address-unconfirmed");
    confirm(&office, NOON, ana.id);
    let other = Seat::Participant("XZZ".to_owned());
    assert_eq!(office.refused(NOON, follow(other)), "not-your-seat");
    office.at(NOON, follow(delegation()));
    office.at(NOON, follow(delegation()));
    assert_eq!(followed(&office, ana.id), 1, "asked twice it is done once");
    // Another address is nobody's until it is confirmed: what is followed stays, and nothing goes there.
    office.at(NOON, |d| mailboxes::change_address(d, ana.id, Some("other@example.org".to_owned())));
    assert_eq!(office.at(NOON + 8 * DAY, |d| subscriptions::queue(d, 5)), 0);
}

#[test]
fn so_many_subscriptions_and_no_more() {
    let office = Office::new();
    let ana = ana(&office);
    for number in 0..MOST {
        subscribed(&office, NOON, ana.id, About::Kind(format!("k{number}")), 0);
    }
    let one_more = |d: &Drawer<'_>| subscriptions::subscribe(d, ana.id, &delegation(), norm(), 0);
    assert_eq!(office.refused(NOON, one_more), "too-many");
}

#[test]
fn a_digest_is_due_once_a_week_and_says_what_came_since_the_last() {
    let office = Office::new();
    let ana = ana(&office);
    // A Friday, in a register of 40 records.
    subscribed(&office, NOON, ana.id, norm(), 40);
    assert_eq!(office.at(NOON + 2 * DAY, |d| subscriptions::queue(d, 45)), 0, "not before Monday");
    let monday = NOON + 3 * DAY;
    assert_eq!(office.at(monday, |d| subscriptions::queue(d, 7)), 0, "pages that have read so far");
    assert_eq!(office.at(monday, |d| subscriptions::queue(d, 45)), 1);
    assert_eq!(office.at(monday + 3_600, |d| subscriptions::queue(d, 47)), 0);
    let bundle = office.at(monday, letters::next).unwrap();
    assert_eq!((due(&bundle).subscriber.told, due(&bundle).up_to), (40, 45));
    assert!(office.at(monday, |d| letters::still_wanted(d, &bundle)));
    office.at(monday, |d| letters::fared(d, &bundle, Fared::Taken));
    assert_eq!(office.at(monday, letters::next), None);
    office.at(monday, |d| subscriptions::choose(d, ana.id, Every::Day));
    assert_eq!(office.at(monday + DAY, |d| subscriptions::queue(d, 47)), 1, "once a day from now on");
    let bundle = office.at(monday + DAY, letters::next).unwrap();
    assert_eq!((due(&bundle).subscriber.told, due(&bundle).up_to), (45, 47));
    // Nothing in it for the person: no letter, and nobody looks there again.
    office.at(monday + DAY, |d| subscriptions::told(d, due(&bundle)));
    assert_eq!(office.at(monday + DAY, letters::next), None);
    assert_eq!(office.at(monday + 2 * DAY, |d| subscriptions::queue(d, 47)), 0, "nothing came");
}

#[test]
fn what_was_changed_meanwhile_goes_out_as_it_is_now_or_not_at_all() {
    let office = Office::new();
    let ana = ana(&office);
    subscribed(&office, NOON, ana.id, norm(), 0);
    subscribed(&office, NOON, ana.id, About::Kind("measure".to_owned()), 0);
    let later = NOON + 8 * DAY;
    office.at(later, |d| subscriptions::queue(d, 5));
    let bundle = office.at(later, letters::next).unwrap();
    office.at(later, |d| subscriptions::unsubscribe(d, ana.id, &delegation(), &norm()));
    assert!(!office.at(later, |d| letters::still_wanted(d, &bundle)));
    let bundle = office.at(later, letters::next).unwrap();
    assert_eq!(due(&bundle).subscriber.subscriptions.len(), 1);
    office.at(later, |d| subscriptions::leave(d, ana.id));
    assert!(!office.at(later, |d| letters::still_wanted(d, &bundle)));
    assert_eq!((office.at(later, letters::next), office.at(later, letters::waiting)), (None, 0));
}

#[test]
fn the_word_of_a_letter_leaves_and_any_other_leaves_nothing() {
    let office = Office::new();
    let ana = ana(&office);
    subscribed(&office, NOON, ana.id, norm(), 0);
    office.at(NOON + 8 * DAY, |d| subscriptions::queue(d, 5));
    let bundle = office.at(NOON + 8 * DAY, letters::next).unwrap();
    let word = due(&bundle).leave.clone();
    assert!(!word.text().contains(&ana.id.to_string()) && word.text().len() == 43);
    office.at(NOON, |d| subscriptions::leave_by(d, &Secret::new([9; 32])));
    office.at(NOON, |d| subscriptions::leave_by(d, &Secret::new(word.digest())));
    assert_eq!(followed(&office, ana.id), 1);
    for _ in 0..2 {
        office.at(NOON, |d| subscriptions::leave_by(d, &word));
        assert_eq!(followed(&office, ana.id), 0);
    }
    let trail = office.at(NOON, |d| audit::of_seat(d, &delegation().to_string(), None, 100, 100));
    assert_eq!(trail.events.iter().filter(|event| event.what == What::MailChanged).count(), 1);
    // An old letter still serves for who follows something again.
    subscribed(&office, NOON, ana.id, norm(), 9);
    office.at(NOON, |d| subscriptions::leave_by(d, &word));
    assert_eq!(followed(&office, ana.id), 0);
}

#[test]
fn subscriptions_end_with_the_seat_and_with_the_person() {
    let office = Office::new();
    let (ana, other) = (ana(&office), Seat::Participant("XZZ".to_owned()));
    office.at(NOON, |d| {
        let mut person = people::person(d, ana.id)?;
        people::seat_person(d, &mut person, &other, [Role::Delegate].into())?;
        subscriptions::subscribe(d, ana.id, &other, norm(), 0)
    });
    subscribed(&office, NOON, ana.id, norm(), 0);
    assert_eq!(office.at(NOON, |d| people::held(d, ana.id)).subscriptions.unwrap().subscriptions.len(), 2);
    office.at(NOON, |d| people::remove_from_seat(d, ana.id, &delegation()));
    let left = office.at(NOON, |d| subscriptions::of_person(d, ana.id)).unwrap();
    assert_eq!(left.subscriptions.iter().map(|one| &one.seat).collect::<Vec<_>>(), [&other]);
    office.at(NOON + 8 * DAY, |d| subscriptions::queue(d, 5));
    office.at(NOON, |d| people::remove_from_seat(d, ana.id, &other));
    assert_eq!(office.at(NOON, |d| subscriptions::of_person(d, ana.id)), None);
    assert_eq!(office.at(NOON, letters::waiting), 0);
}

/// Nothing here forgets a person and keeps what they follow; a workspace that was mended by hand may.
#[test]
fn what_somebody_followed_who_is_no_more_goes_at_the_next_look() {
    let office = Office::new();
    let ana = ana(&office);
    subscribed(&office, NOON, ana.id, norm(), 0);
    assert_eq!(office.at(NOON + 8 * DAY, |d| subscriptions::queue(d, 5)), 1);
    office.at(NOON + 8 * DAY, |d| d.remove::<Person>(&ana.id.0));
    assert_eq!(office.at(NOON + 8 * DAY, |d| subscriptions::queue(d, 0)), 0, "whenever they are due");
    assert_eq!(office.at(NOON + 8 * DAY, |d| subscriptions::of_person(d, ana.id)), None);
    assert_eq!(office.at(NOON + 8 * DAY, letters::waiting), 0);
}

/// What happens to a hub.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Time passes, in hours.
    Pass(u64),
    /// The register grows.
    Grow(u64),
    /// It is looked who is due.
    Look,
    /// The next letter is handed over, and noted.
    Sent,
    /// It is handed over, and the hub ends before it is noted.
    Killed,
    /// The server puts it off.
    PutOff,
    /// The person confirms the address again, which a server refused for days.
    Mend,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (1..60_u64).prop_map(Step::Pass),
        (1..5_u64).prop_map(Step::Grow),
        Just(Step::Look),
        Just(Step::Sent),
        Just(Step::Killed),
        Just(Step::PutOff),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_is_due_once_in_a_day_or_week_and_never_twice(mut looks in prop::collection::vec(0..60 * DAY, 1..80)) {
        looks.sort_unstable();
        for (every, length) in [(Every::Day, DAY), (Every::Week, 7 * DAY)] {
            let mut looked = NOON;
            let mut slots = BTreeSet::new();
            // Monday 5 January 1970 began a week.
            let slot = |at: u64| (at - 4 * DAY) / length;
            for now in looks.iter().map(|after| NOON + after) {
                let due = every.is_due(looked, now);
                prop_assert_eq!(due, slot(now) != slot(NOON) && !slots.contains(&slot(now)));
                if due {
                    looked = now;
                    slots.insert(slot(now));
                }
            }
        }
    }

    #[test]
    fn each_record_is_told_once_whatever_happens(steps in prop::collection::vec(step(), 1..60)) {
        let office = Office::new();
        let ana = ana(&office);
        let (mut now, mut size) = (NOON, 10);
        subscribed(&office, now, ana.id, norm(), size);
        office.at(now, |d| subscriptions::choose(d, ana.id, Every::Day));
        let mut told = size;
        // What each letter said when it was first handed over, and on which day it was queued.
        let mut handed = BTreeMap::new();
        // What waited is given up, and what it would have said is told by the next one.
        let last = [Step::Pass(130), Step::Sent, Step::Mend, Step::Pass(48), Step::Look, Step::Sent];
        for step in steps.into_iter().chain(last) {
            match step {
                Step::Pass(hours) => now += hours * 3_600,
                Step::Grow(more) => size += more,
                Step::Look => drop(office.at(now, |d| subscriptions::queue(d, size))),
                Step::Mend => confirm(&office, now, ana.id),
                Step::Sent | Step::Killed | Step::PutOff => {
                    let Some(bundle) = office.at(now, letters::next) else { continue };
                    let due = due(&bundle);
                    let says = (due.subscriber.told, due.up_to);
                    prop_assert_eq!(says.0, told, "it goes on where the last one ended");
                    // Handed over again, under the same number, it says the same.
                    prop_assert_eq!(*handed.entry(bundle.letters.clone()).or_insert(says), says);
                    match step {
                        Step::Sent => {
                            office.at(now, |d| letters::fared(d, &bundle, Fared::Taken));
                            told = says.1;
                        }
                        Step::PutOff => office.at(now, |d| letters::fared(d, &bundle, Fared::PutOff)),
                        _ => {}
                    }
                }
            }
        }
        let subscriber = office.at(now, |d| subscriptions::of_person(d, ana.id)).unwrap();
        prop_assert_eq!(subscriber.told, told);
        prop_assert_eq!(told, size, "all of it was told in the end");
    }
}
