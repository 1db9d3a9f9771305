//! Accounts that a government's own sign-in service opens.

use super::common::*;
use delegations::identities::{self, Vouched};
use delegations::{Drawer, invitations, passkeys, people};
use policy::{Role, Seat};

fn seat(code: &str) -> Seat {
    Seat::Participant(code.to_owned())
}

fn vouched(subject: &str) -> Vouched {
    Vouched {
        issuer: "https://signin.example".to_owned(),
        subject: subject.to_owned(),
        participant: "XAA".to_owned(),
    }
}

#[test]
fn a_linked_identity_opens_its_account_and_no_other() {
    let office = Office::new();
    let person = office.join(NOON, &seat("XAA"), &[Role::Delegate], "A", 1);
    assert_eq!(office.refused(NOON, |drawer| identities::verify(drawer, &vouched("a"))), "sign-in-failed");
    office.at(NOON, |drawer| identities::link(drawer, person.id, &vouched("a")));
    assert_eq!(office.at(NOON + 5, |drawer| identities::verify(drawer, &vouched("a"))).id, person.id);
    assert_eq!(office.refused(NOON, |drawer| identities::verify(drawer, &vouched("b"))), "sign-in-failed");
    let elsewhere = Vouched { issuer: "https://other.example".to_owned(), ..vouched("a") };
    assert_eq!(office.refused(NOON, |drawer| identities::verify(drawer, &elsewhere)), "sign-in-failed");
    let held = office.at(NOON, |drawer| people::held(drawer, person.id));
    assert_eq!(held.identities.iter().map(|one| one.used).collect::<Vec<_>>(), [Some(NOON + 5)]);
}

#[test]
fn an_identity_belongs_to_one_account_and_an_account_has_one_at_each_service() {
    let office = Office::new();
    let one = office.join(NOON, &seat("XAA"), &[Role::NationalAdministrator], "A", 1);
    let other = office.join(NOON, &seat("XAA"), &[Role::Delegate], "B", 2);
    office.at(NOON, |drawer| identities::link(drawer, one.id, &vouched("a")));
    assert_eq!(
        office.refused(NOON, |drawer| identities::link(drawer, other.id, &vouched("a"))),
        "identity-known"
    );
    assert_eq!(office.refused(NOON, |drawer| identities::link(drawer, one.id, &vouched("b"))), "too-many");
}

#[test]
fn a_governments_service_opens_no_seat_of_another() {
    let office = Office::new();
    let other = office.join(NOON, &seat("XBB"), &[Role::Delegate], "B", 2);
    assert_eq!(office.refused(NOON, |drawer| identities::link(drawer, other.id, &vouched("b"))), "field");
    let officer = Seat::Mechanism("exercise-assembly".to_owned());
    let officer = office.join(NOON, &officer, &[Role::Officer], "C", 3);
    assert_eq!(office.refused(NOON, |drawer| identities::link(drawer, officer.id, &vouched("c"))), "field");

    // An account that is linked gets no other seat; one that got it before isn't opened by the service any more.
    let person = office.join(NOON, &seat("XAA"), &[Role::Delegate], "A", 1);
    office.at(NOON, |drawer| identities::link(drawer, person.id, &vouched("a")));
    let link = office.invite(NOON, &seat("XBB"), &[Role::Delegate]);
    let joined = office.refused(NOON, |drawer| invitations::accept_as(drawer, &link, person.id));
    assert_eq!(joined, "field");
    office.at(NOON, |drawer| {
        let mut person = people::person(drawer, person.id)?;
        people::seat_person(drawer, &mut person, &seat("XBB"), [Role::Delegate].into())
    });
    assert_eq!(office.refused(NOON, |drawer| identities::verify(drawer, &vouched("a"))), "sign-in-failed");
}

#[test]
fn an_invitation_is_used_with_an_identity_and_never_recovers_by_one() {
    let office = Office::new();
    let link = office.invite(NOON, &seat("XAA"), &[Role::Delegate]);
    let person =
        office.at(NOON, |drawer| invitations::accept_vouched(drawer, &link, newcomer("A"), &vouched("a")));
    assert!(person.membership(&seat("XAA")).is_some());
    assert_eq!(office.at(NOON, |drawer| identities::verify(drawer, &vouched("a"))).id, person.id);
    let again =
        |drawer: &Drawer<'_>| invitations::accept_vouched(drawer, &link, newcomer("B"), &vouched("b"));
    assert_eq!(office.refused(NOON, again), "invitation-invalid");

    // Another participant's invitation is not used up by the attempt.
    let others = office.invite(NOON, &seat("XBB"), &[Role::Delegate]);
    let joined =
        |drawer: &Drawer<'_>| invitations::accept_vouched(drawer, &others, newcomer("B"), &vouched("b"));
    assert_eq!(office.refused(NOON, joined), "field");
    assert!(office.at(NOON, |drawer| invitations::find(drawer, &others)).recovers.is_none());

    let recovers = invitations::Asked { recovers: Some(person.id), ..asked(&seat("XAA"), &[Role::Delegate]) };
    let (link, _) = office.at(NOON, |drawer| invitations::invite(drawer, recovers));
    let taken =
        |drawer: &Drawer<'_>| invitations::accept_vouched(drawer, &link, newcomer("B"), &vouched("b"));
    assert_eq!(office.refused(NOON, taken), "invitation-invalid");
}

#[test]
fn whoever_is_removed_is_opened_by_no_service_and_nobody_locks_themselves_out() {
    let office = Office::new();
    office.join(NOON, &seat("XAA"), &[Role::NationalAdministrator], "B", 2);
    let link = office.invite(NOON, &seat("XAA"), &[Role::Delegate]);
    let person =
        office.at(NOON, |drawer| invitations::accept_vouched(drawer, &link, newcomer("A"), &vouched("a")));
    let unlinked = office.refused(NOON, |drawer| identities::unlink(drawer, person.id, &vouched("a").issuer));
    assert_eq!(unlinked, "field", "nothing else opens this account");
    office.at(NOON, |drawer| passkeys::add(drawer, person.id, passkey(9)).map(drop));
    // With an identity beside it, even the last passkey may go; without, not.
    office.at(NOON, |drawer| identities::unlink(drawer, person.id, &vouched("a").issuer));
    office.at(NOON, |drawer| identities::link(drawer, person.id, &vouched("a")));
    let credential = office.at(NOON, |drawer| passkeys::of_person(drawer, person.id)).remove(0).credential;
    office.at(NOON, |drawer| passkeys::remove(drawer, person.id, &credential));
    office.at(NOON, |drawer| people::remove_from_seat(drawer, person.id, &seat("XAA")));
    assert_eq!(office.refused(NOON, |drawer| identities::verify(drawer, &vouched("a"))), "sign-in-failed");
}
