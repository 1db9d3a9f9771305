//! Who is told by mail that somebody asked to recover an account: everybody who can stop it, and whose account it is.

use super::common::*;
use delegations::letters::{self, Bundle, Fared, Saying};
use delegations::outbox::{self, Said, What};
use delegations::people::{self, Person};
use delegations::recovery_letters::RecoveryAsked;
use delegations::{PersonId, mailboxes, recovery};
use policy::{Role, Seat};
use record::RecordId;
use std::collections::BTreeMap;

struct Seats {
    office: Office,
    ana: Person,
    ben: Person,
    cleo: Person,
}

/// Three of a delegation, whose addresses are confirmed.
fn three() -> Seats {
    let office = Office::new();
    let join = |name, seed| {
        let person = office.join(NOON, &delegation(), &[Role::NationalAdministrator], name, seed);
        confirm(&office, person.id);
        person
    };
    let (ana, ben, cleo) = (join("Ana", 1), join("Ben", 2), join("Cleo", 3));
    Seats { office, ana, ben, cleo }
}

fn confirm(office: &Office, id: PersonId) {
    office.at(NOON, |d| mailboxes::ask_code(d, id));
    let bundle = office.at(NOON, letters::next).unwrap();
    let Saying::Code(code) = bundle.says.clone() else { panic!("{bundle:?}") };
    office.at(NOON, |d| letters::fared(d, &bundle, Fared::Taken));
    assert!(office.at(NOON, |d| mailboxes::confirm(d, id, &code)));
}

/// All that goes out now, by whom it goes to.
fn post(office: &Office, now: u64) -> BTreeMap<PersonId, Vec<RecoveryAsked>> {
    let mut told = BTreeMap::new();
    while let Some(bundle) = office.at(now, letters::next) {
        let Bundle { person, says, .. } = &bundle;
        let Saying::Recoveries(asked) = says else { panic!("{bundle:?}") };
        assert!(told.insert(person.id, asked.clone()).is_none(), "one letter each");
        assert!(office.at(now, |d| letters::still_wanted(d, &bundle)));
        office.at(now, |d| letters::fared(d, &bundle, Fared::Taken));
    }
    told
}

fn asked(seat: &Seat, own: bool, by_secretariat: bool) -> Vec<RecoveryAsked> {
    vec![RecoveryAsked { seat: seat.clone(), own, by_secretariat, at: NOON }]
}

#[test]
fn everybody_of_the_seat_but_the_asker_is_told_and_the_person_whose_account_it_is() {
    let Seats { office, ana, ben, cleo } = three();
    let seat = delegation();
    let dan = office.join(NOON, &seat, &[Role::Delegate], "Dan", 4);
    let zoe = office.join(NOON, &other_delegation(), &[Role::NationalAdministrator], "Zoe", 5);
    confirm(&office, zoe.id);
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    let told = post(&office, NOON);
    let expected = [(ben.id, asked(&seat, true, false)), (cleo.id, asked(&seat, false, false))];
    assert_eq!(told, expected.into(), "nobody told {} or {}", dan.name, zoe.name);
    assert!(post(&office, NOON + 1).is_empty(), "once");
}

#[test]
fn whoever_wants_no_notices_is_told_of_their_own_account_all_the_same() {
    let Seats { office, ana, ben, cleo } = three();
    for person in [&ben, &cleo] {
        office.at(NOON, |d| mailboxes::want(d, person.id, false));
    }
    office.at(NOON, |d| recovery::ask(d, &delegation(), ben.id, ana.id));
    assert_eq!(post(&office, NOON), [(ben.id, asked(&delegation(), true, false))].into());
}

#[test]
fn a_secretariats_request_is_told_to_the_whole_delegation() {
    let Seats { office, ana, ben, cleo } = three();
    let from = Seat::Mechanism("exercise-assembly".to_owned());
    let ida = office.join(NOON, &from, &[Role::SecretariatAdministrator], "Ida", 6);
    confirm(&office, ida.id);
    let seat = delegation();
    office.at(NOON, |d| recovery::ask_as_secretariat(d, &seat, ben.id, (ida.id, &from)));
    let expected = [(&ana, false), (&ben, true), (&cleo, false)];
    let expected = expected.map(|(person, own)| (person.id, asked(&seat, own, true)));
    assert_eq!(post(&office, NOON), expected.into());
}

#[test]
fn it_is_told_though_it_is_over_and_not_to_who_has_left_the_seat() {
    let Seats { office, ana, ben, cleo } = three();
    let seat = delegation();
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    office.at(NOON, |d| recovery::stop(d, &seat, ben.id, ana.id));
    let link = office.invite(NOON, &other_delegation(), &[Role::Delegate]);
    office.at(NOON, |d| delegations::invitations::accept_as(d, &link, cleo.id));
    office.at(NOON, |d| people::remove_from_seat(d, cleo.id, &seat));
    assert_eq!(post(&office, NOON), [(ben.id, asked(&seat, true, false))].into(), "whose account it was");
}

#[test]
fn whoever_asks_again_and_again_holds_up_no_news_of_what_was_signed() {
    let Seats { office, ana, ben, .. } = three();
    let seat = delegation();
    let ask_and_stop = |now: u64| {
        office.at(now, |d| recovery::ask(d, &seat, ben.id, ana.id));
        office.at(now, |d| recovery::stop(d, &seat, ben.id, ana.id));
    };
    // As many letters as go to one person in an hour.
    for turn in 0..20 {
        ask_and_stop(NOON + turn);
        while let Some(bundle) = office.at(NOON + turn, letters::next) {
            office.at(NOON + turn, |d| letters::fared(d, &bundle, Fared::Taken));
        }
    }
    let signed = Said {
        seat: seat.clone(),
        record: RecordId([7; 32]),
        kind: "measure".to_owned(),
        public: true,
        signers: vec![ben.membership(&seat).unwrap().signer],
        at: NOON + 30,
        from: None,
        what: What::Signed,
    };
    office.at(NOON + 30, |d| outbox::position(d, 0));
    office.at(NOON + 30, |d| outbox::tell(d, 0, 1, &[signed]));
    // Every letter that waited goes, and more are asked for all the time.
    let mut said = false;
    for turn in 0..40 {
        let now = NOON + 3_700 + turn;
        ask_and_stop(now);
        if let Some(bundle) = office.at(now, letters::next) {
            office.at(now, |d| letters::fared(d, &bundle, Fared::Taken));
            said |= bundle.person.id == ben.id && matches!(bundle.says, Saying::Notices(..));
        }
    }
    assert!(said, "the news waits behind no letter that was asked for later");
}
