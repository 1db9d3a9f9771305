//! A session lasts as long as it should, under one secret at a time.

use super::common::*;
use delegations::sessions::{self, SignedInBy};
use delegations::{codes, invitations, tokens};
use policy::{Role, Scope};

fn ana(office: &Office) -> delegations::people::Person {
    office.join(NOON, &delegation(), &[Role::Delegate], "Ana", 1)
}

#[test]
fn a_session_ends_when_nothing_is_asked_and_after_a_day_in_any_case() {
    let office = Office::new();
    let ana = ana(&office);
    let cookie = office.at(NOON, |d| sessions::open(d, &ana, SignedInBy::Passkey, None));
    let mut now = NOON;
    while now + sessions::IDLE - 1 < NOON + sessions::LONGEST {
        now += sessions::IDLE - 1;
        office.at(now, |d| sessions::current(d, &cookie));
    }
    assert_eq!(office.refused(NOON + sessions::LONGEST, |d| sessions::current(d, &cookie)), "not-signed-in");
    let idle = office.at(NOON, |d| sessions::open(d, &ana, SignedInBy::Passkey, None));
    assert_eq!(office.refused(NOON + sessions::IDLE, |d| sessions::current(d, &idle)), "not-signed-in");
}

#[test]
fn a_renewed_session_answers_to_its_new_secret_alone() {
    let office = Office::new();
    let ana = ana(&office);
    let old = office.at(NOON, |d| sessions::open(d, &ana, SignedInBy::Code, None));
    let new = office.at(NOON, |d| sessions::step_up(d, &old));
    assert_eq!(office.refused(NOON, |d| sessions::current(d, &old)), "not-signed-in");
    assert!(office.at(NOON, |d| sessions::current(d, &new)).0.stepped_up(NOON));
}

#[test]
fn a_touch_is_fresh_for_some_minutes_and_a_code_is_none() {
    let office = Office::new();
    let ana = ana(&office);
    let touched = office.at(NOON, |d| sessions::open(d, &ana, SignedInBy::Passkey, None));
    let (session, _) = office.at(NOON, |d| sessions::current(d, &touched));
    assert!(session.stepped_up(NOON + sessions::STEPPED_UP - 1));
    assert!(!session.stepped_up(NOON + sessions::STEPPED_UP));
    let typed = office.at(NOON, |d| sessions::open(d, &ana, SignedInBy::Code, None));
    assert!(!office.at(NOON, |d| sessions::current(d, &typed)).0.stepped_up(NOON));
}

#[test]
fn another_seat_is_chosen_openly_and_the_touch_stays_behind() {
    let office = Office::new();
    let ana = ana(&office);
    let link = office.invite(NOON, &other_delegation(), &[Role::Reader]);
    let ana = office.at(NOON, |d| invitations::accept_as(d, &link, ana.id));
    let cookie = office.at(NOON, |d| sessions::open(d, &ana, SignedInBy::Passkey, None));
    assert_eq!(office.at(NOON, |d| sessions::current(d, &cookie)).0.seat, None);
    let cookie = office.at(NOON, |d| sessions::act_for(d, &cookie, &other_delegation()));
    let (session, _) = office.at(NOON, |d| sessions::current(d, &cookie));
    assert_eq!(session.seat, Some(other_delegation()));
    assert!(!session.stepped_up(NOON));
    let foreign = policy::Seat::Participant("XAC".to_owned());
    assert_eq!(office.refused(NOON, |d| sessions::act_for(d, &cookie, &foreign)), "not-your-seat");
}

#[test]
fn sessions_are_listed_and_ended_by_number_by_their_own_person() {
    let office = Office::new();
    let ana = ana(&office);
    let ben = office.join(NOON, &delegation(), &[Role::Delegate], "Ben", 2);
    let cookie = office.at(NOON, |d| sessions::open(d, &ana, SignedInBy::Passkey, None));
    let number = office.at(NOON, |d| sessions::of_person(d, ana.id))[0].number;
    assert_eq!(office.refused(NOON, |d| sessions::end_numbered(d, ben.id, number)), "not-signed-in");
    office.at(NOON, |d| sessions::end_numbered(d, ana.id, number));
    assert_eq!(office.refused(NOON, |d| sessions::current(d, &cookie)), "not-signed-in");
}

#[test]
fn the_oldest_session_makes_room() {
    let office = Office::new();
    let ana = ana(&office);
    let open = |n: u64| office.at(NOON + n, |d| sessions::open(d, &ana, SignedInBy::Passkey, None));
    let cookies: Vec<_> = (0..=sessions::MAX_OPEN as u64).map(open).collect();
    let now = NOON + 60;
    assert_eq!(office.refused(now, |d| sessions::current(d, &cookies[0])), "not-signed-in");
    office.at(now, |d| sessions::current(d, &cookies[1]));
    assert_eq!(office.at(now, |d| sessions::of_person(d, ana.id)).len(), sessions::MAX_OPEN);
}

#[test]
fn a_printed_code_lets_in_once_however_it_is_typed() {
    let office = Office::new();
    let ana = ana(&office);
    let printed = office.at(NOON, |d| codes::print(d, ana.id));
    assert_eq!(printed.len(), codes::PRINTED);
    let typed = format!(" {} ", printed[0].to_lowercase().replace('-', " "));
    assert_eq!(office.at(NOON, |d| codes::take(d, &typed)).id, ana.id);
    assert_eq!(office.refused(NOON, |d| codes::take(d, &printed[0])), "sign-in-failed");
    let fresh = office.at(NOON, |d| codes::print(d, ana.id));
    assert_eq!(office.refused(NOON, |d| codes::take(d, &printed[1])), "sign-in-failed");
    assert_eq!(office.refused(NOON + codes::VALID, |d| codes::take(d, &fresh[0])), "sign-in-failed");
    for wrong in ["", "AAAA-AAAA-AAAA-AAAA", &"A".repeat(1_000), "ÄÄÄÄ-ÄÄÄÄ-ÄÄÄÄ-ÄÄÄÄ"] {
        assert_eq!(office.refused(NOON, |d| codes::take(d, wrong)), "sign-in-failed");
    }
}

#[test]
fn a_token_is_good_for_its_seat_until_its_day() {
    let office = Office::new();
    let ana = ana(&office);
    let make = |lasts| {
        office
            .desk
            .together(NOON, |d| tokens::make(d, &ana, &delegation(), "reader", [Scope::Read].into(), lasts))
    };
    let (secret, token) = make(3_600).unwrap();
    assert_eq!(office.at(NOON, |d| tokens::current(d, &secret)).0.scopes, token.scopes);
    assert_eq!(office.refused(NOON + 3_600, |d| tokens::current(d, &secret)), "not-signed-in");
    assert!(make(0).is_err());
    assert!(make(tokens::LONGEST + 1).is_err());
    let foreign = |d: &delegations::Drawer<'_>| {
        tokens::make(d, &ana, &other_delegation(), "reader", [Scope::Read].into(), 60)
    };
    assert_eq!(office.refused(NOON, foreign), "not-your-seat");
}
