//! An invitation lets one person in, once, in time, to what it names.

use super::common::*;
use delegations::people::{self, Person};
use delegations::{invitations, passkeys, sessions};
use policy::{Role, Seat};
use record::webauthn::{Challenge, Purpose};

#[test]
fn a_link_makes_one_account_and_then_nothing() {
    let office = Office::new();
    let link = office.invite(NOON, &delegation(), &[Role::Delegate]);
    let person = office.at(NOON + 1, |d| invitations::accept(d, &link, newcomer("Ana Example"), passkey(1)));
    assert_eq!(person.memberships.len(), 1);
    assert_eq!(person.memberships[0].seat, delegation());
    let again = |d: &delegations::Drawer<'_>| invitations::accept(d, &link, newcomer("Eve"), passkey(2));
    assert_eq!(office.refused(NOON + 2, again), "invitation-invalid");
    assert_eq!(office.at(NOON + 2, |d| people::of_seat(d, &delegation())).len(), 1);
}

#[test]
fn a_link_ends_with_its_time_and_when_it_is_withdrawn() {
    let office = Office::new();
    let late = office.invite(NOON, &delegation(), &[Role::Reader]);
    let end = NOON + invitations::VALID;
    assert!(office.desk.together(end - 1, |d| invitations::find(d, &late)).is_ok());
    assert_eq!(office.refused(end, |d| invitations::find(d, &late)), "invitation-invalid");
    let withdrawn = office.invite(NOON, &delegation(), &[Role::Reader]);
    let other =
        |d: &delegations::Drawer<'_>| invitations::withdraw(d, &other_delegation(), &withdrawn.digest());
    assert_eq!(office.refused(NOON, other), "invitation-invalid");
    office.at(NOON, |d| invitations::withdraw(d, &delegation(), &withdrawn.digest()));
    assert_eq!(office.refused(NOON, |d| invitations::find(d, &withdrawn)), "invitation-invalid");
}

#[test]
fn a_refused_newcomer_leaves_the_link_as_it_was() {
    let office = Office::new();
    let link = office.invite(NOON, &delegation(), &[Role::Reader]);
    for name in ["", " ", "two\nlines", &"x".repeat(201)] {
        let refused = office.refused(NOON, |d| invitations::accept(d, &link, newcomer(name), passkey(1)));
        assert_eq!(refused, "field", "{name:?}");
    }
    assert!(
        office.desk.together(NOON, |d| invitations::accept(d, &link, newcomer("Ana"), passkey(1))).is_ok()
    );
}

#[test]
fn roles_must_exist_in_the_seat() {
    let office = Office::new();
    let mechanism = Seat::Mechanism("exercise-assembly".to_owned());
    for (seat, roles) in [
        (&delegation(), &[Role::Chair][..]),
        (&delegation(), &[Role::Delegate, Role::Auditor]),
        (&mechanism, &[Role::NationalAdministrator]),
        (&delegation(), &[]),
    ] {
        assert_eq!(office.refused(NOON, |d| invitations::invite(d, asked(seat, roles))), "field");
    }
}

#[test]
fn who_has_an_account_gets_another_seat_under_another_id() {
    let office = Office::new();
    let person = office.join(NOON, &delegation(), &[Role::Delegate], "Ana", 1);
    let link = office.invite(NOON, &other_delegation(), &[Role::Reader]);
    let person = office.at(NOON, |d| invitations::accept_as(d, &link, person.id));
    assert_eq!(person.memberships.len(), 2);
    assert_ne!(person.memberships[0].signer, person.memberships[1].signer);
    assert_ne!(person.memberships[0].signer.0, person.id.0);
}

#[test]
fn a_passkey_belongs_to_one_person() {
    let office = Office::new();
    office.join(NOON, &delegation(), &[Role::Delegate], "Ana", 1);
    let link = office.invite(NOON, &delegation(), &[Role::Delegate]);
    let refused = office.refused(NOON, |d| invitations::accept(d, &link, newcomer("Eve"), passkey(1)));
    assert_eq!(refused, "passkey-known");
}

#[test]
fn the_last_passkey_can_not_be_removed() {
    let office = Office::new();
    let ana = office.join(NOON, &delegation(), &[Role::Delegate], "Ana", 1);
    let first = credential(1).id();
    assert_eq!(office.refused(NOON, |d| passkeys::remove(d, ana.id, &first)), "field");
    office.at(NOON, |d| passkeys::add(d, ana.id, passkey(2)));
    office.at(NOON, |d| passkeys::remove(d, ana.id, &first));
    let asked = Challenge::random([1; 32]);
    let touch = credential(1).touch(&asked);
    assert_eq!(office.refused(NOON, |d| passkeys::verify(d, &first, &touch, &asked)), "sign-in-failed");
}

#[test]
fn a_passkey_signs_in_by_its_own_answer_to_this_challenge_alone() {
    let office = Office::new();
    let ana = office.join(NOON, &delegation(), &[Role::Delegate], "Ana", 1);
    let (asked, other) = (Challenge::random([1; 32]), Challenge::random([2; 32]));
    let id = credential(1).id();
    let found = office.at(NOON, |d| passkeys::verify(d, &id, &credential(1).touch(&asked), &asked));
    assert_eq!(found.person, ana.id);
    for (credential_id, touch, asked) in [
        (&id, credential(1).touch(&other), &asked),
        (&id, credential(2).touch(&asked), &asked),
        (&credential(2).id(), credential(2).touch(&asked), &asked),
    ] {
        let refused = office.refused(NOON, |d| passkeys::verify(d, credential_id, &touch, asked));
        assert_eq!(refused, "sign-in-failed");
    }
}

#[test]
fn a_key_for_signing_records_is_no_passkey_for_signing_in() {
    let key = credential(1).key(Purpose::Sign);
    let touch = credential(1).touch(&challenge());
    let refused = passkeys::NewPasskey::proven(key, "telephone", &touch, &challenge());
    assert_eq!(refused.err().map(|e| e.code()), Some("sign-in-failed"));
}

#[test]
fn removing_a_person_ends_everything_there_at_once() {
    let office = Office::new();
    office.join(NOON, &delegation(), &[Role::NationalAdministrator], "Ana", 1);
    let ben = office.join(NOON, &delegation(), &[Role::Delegate], "Ben", 2);
    let cookie = office.at(NOON, |d| sessions::open(d, &ben, sessions::SignedInBy::Passkey, None));
    let scopes = [policy::Scope::Read].into();
    let (token, _) =
        office.at(NOON, |d| delegations::tokens::make(d, &ben, &delegation(), "script", scopes, 3_600));
    office.at(NOON, |d| people::remove_from_seat(d, ben.id, &delegation()));
    assert_eq!(office.refused(NOON, |d| sessions::current(d, &cookie)), "not-signed-in");
    assert_eq!(office.refused(NOON, |d| delegations::tokens::current(d, &token)), "not-signed-in");
    assert_eq!(office.refused(NOON, |d| people::person(d, ben.id)), "no-such-person");
}

#[test]
fn a_person_with_another_seat_keeps_that_one() {
    let office = Office::new();
    office.join(NOON, &delegation(), &[Role::NationalAdministrator], "Ana", 1);
    let ben = office.join(NOON, &delegation(), &[Role::Delegate], "Ben", 2);
    let link = office.invite(NOON, &other_delegation(), &[Role::Reader]);
    office.at(NOON, |d| invitations::accept_as(d, &link, ben.id));
    office.at(NOON, |d| people::remove_from_seat(d, ben.id, &delegation()));
    let ben: Person = office.person(NOON, ben.id);
    assert_eq!(ben.memberships.len(), 1);
    assert_eq!(ben.memberships[0].seat, other_delegation());
}

#[test]
fn a_delegation_keeps_an_administrator() {
    let office = Office::new();
    let ana = office.join(NOON, &delegation(), &[Role::NationalAdministrator], "Ana", 1);
    office.join(NOON, &delegation(), &[Role::Delegate], "Ben", 2);
    let leave = |d: &delegations::Drawer<'_>| people::remove_from_seat(d, ana.id, &delegation());
    assert_eq!(office.refused(NOON, leave), "last-administrator");
    let step_down =
        |d: &delegations::Drawer<'_>| people::change_roles(d, ana.id, &delegation(), [Role::Reader].into());
    assert_eq!(office.refused(NOON, step_down), "last-administrator");
}

#[test]
fn roles_of_another_form_of_seat_are_refused_and_a_secretariat_keeps_its_administrator() {
    let office = Office::new();
    let seat = Seat::Mechanism("lagoon".to_owned());
    let ida = office.join(NOON, &seat, &[Role::SecretariatAdministrator], "Ida", 1);
    office.join(NOON, &seat, &[Role::Officer], "Oto", 2);
    let change = |roles: &[Role]| {
        let roles = roles.iter().copied().collect();
        office.desk.together(NOON, |d| people::change_roles(d, ida.id, &seat, roles)).map_err(|e| e.code())
    };
    assert_eq!(change(&[Role::NationalAdministrator]), Err("field"));
    assert_eq!(change(&[Role::Officer]), Err("last-administrator"));
    assert_eq!(change(&[Role::SecretariatAdministrator, Role::Officer]), Ok(()));
}

#[test]
fn what_hides_or_turns_letters_is_in_no_name_note_or_label() {
    let office = Office::new();
    let seat = delegation();
    let link = office.invite(NOON, &seat, &[Role::NationalAdministrator]);
    for hidden in ["An\u{200b}a", "\u{202e}anA", "An\u{200d}a", "Ana\u{2066}", "An\u{3164}a"] {
        let join = |d: &delegations::Drawer<'_>| invitations::accept(d, &link, newcomer(hidden), passkey(1));
        assert_eq!(office.refused(NOON, join), "hidden-character", "{hidden:?}");
        let noted = invitations::Asked { note: hidden.to_owned(), ..asked(&seat, &[Role::Delegate]) };
        assert_eq!(office.refused(NOON, |d| invitations::invite(d, noted)), "hidden-character");
        let assertion = credential(1).touch(&challenge());
        let key = credential(1).key(Purpose::SignIn);
        let labelled = passkeys::NewPasskey::proven(key, hidden, &assertion, &challenge());
        assert_eq!(labelled.err().unwrap().code(), "hidden-character");
    }
    // Persian is written with a non-joiner where a letter would join the next.
    office.at(NOON, |d| invitations::accept(d, &link, newcomer("علی\u{200c}رضا"), passkey(1)));
}
