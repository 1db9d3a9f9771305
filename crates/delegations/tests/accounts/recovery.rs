//! A lost device: two others of the delegation, or the secretariat after its waiting time; nobody alone.

use super::common::*;
use delegations::recovery::Recovery;
use delegations::{identities, invitations, letters, mailboxes, passkeys, people, recovery, sessions};
use policy::Role;
use record::signature::UnverifiedSignature;
use record::signing::SecretKey;

struct Three {
    office: Office,
    ana: people::Person,
    ben: people::Person,
    cleo: people::Person,
}

fn three() -> Three {
    let office = Office::new();
    let ana = office.join(NOON, &delegation(), &[Role::NationalAdministrator], "Ana", 1);
    let ben = office.join(NOON, &delegation(), &[Role::Delegate], "Ben", 2);
    let cleo = office.join(NOON, &delegation(), &[Role::Delegate], "Cleo", 3);
    Three { office, ana, ben, cleo }
}

#[test]
fn two_others_give_new_passkeys_and_the_old_ones_end() {
    let Three { office, ana, ben, cleo } = three();
    let seat = delegation();
    let cookie = office.at(NOON, |d| sessions::open(d, &ben, sessions::SignedInBy::Passkey, None));
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    let (link, _) = office.at(NOON, |d| recovery::confirm(d, &seat, ben.id, cleo.id));
    // Until the link is used, nothing has changed: the person may yet find the device, and stop it all.
    office.at(NOON, |d| sessions::current(d, &cookie));
    let back = office.at(NOON, |d| invitations::accept(d, &link, newcomer("somebody else"), passkey(9)));
    assert_eq!((back.id, back.name.as_str()), (ben.id, "Ben"));
    assert_eq!(back.memberships, ben.memberships);
    assert_eq!(office.refused(NOON, |d| sessions::current(d, &cookie)), "not-signed-in");
    let left = office.at(NOON, |d| passkeys::of_person(d, ben.id));
    assert_eq!(left.iter().map(|p| p.credential.clone()).collect::<Vec<_>>(), [credential(9).id()]);
}

#[test]
fn nobody_does_it_alone() {
    let Three { office, ana, ben, .. } = three();
    let seat = delegation();
    assert_eq!(office.refused(NOON, |d| recovery::ask(d, &seat, ben.id, ben.id)), "same-person");
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    for by in [ana.id, ben.id] {
        assert_eq!(office.refused(NOON, |d| recovery::confirm(d, &seat, ben.id, by)), "same-person");
    }
}

#[test]
fn whoever_asked_does_not_invite_their_own_second() {
    let Three { office, ana, ben, .. } = three();
    let seat = delegation();
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    let puppet = office.join(NOON + 1, &seat, &[Role::Delegate], "Eve", 20);
    let confirm = |d: &delegations::Drawer<'_>| recovery::confirm(d, &seat, ben.id, puppet.id);
    assert_eq!(office.refused(NOON + 2, confirm), "same-person");
}

#[test]
fn another_delegation_neither_asks_nor_confirms() {
    let Three { office, ana, ben, .. } = three();
    let zoe = office.join(NOON, &other_delegation(), &[Role::NationalAdministrator], "Zoe", 7);
    let seat = delegation();
    assert_eq!(office.refused(NOON, |d| recovery::ask(d, &seat, ben.id, zoe.id)), "no-such-person");
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    assert_eq!(office.refused(NOON, |d| recovery::confirm(d, &seat, ben.id, zoe.id)), "no-such-person");
    let foreign = |d: &delegations::Drawer<'_>| recovery::confirm(d, &other_delegation(), ben.id, zoe.id);
    assert_eq!(office.refused(NOON, foreign), "no-such-person");
}

#[test]
fn a_recovery_is_stopped_by_any_of_the_delegation_and_ends_by_itself() {
    let Three { office, ana, ben, cleo } = three();
    let seat = delegation();
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    office.at(NOON, |d| recovery::stop(d, &seat, ben.id, ben.id));
    assert_eq!(office.refused(NOON, |d| recovery::confirm(d, &seat, ben.id, cleo.id)), "no-such-person");
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    let late = NOON + recovery::VALID;
    assert_eq!(office.refused(late, |d| recovery::confirm(d, &seat, ben.id, cleo.id)), "no-such-person");
}

fn secretariat() -> policy::Seat {
    policy::Seat::Mechanism("exercise-assembly".to_owned())
}

/// The root keys of a log in these tests: two of three.
const ROOTS: [u8; 3] = [101, 102, 103];

fn is_root(key: &record::KeyId) -> bool {
    ROOTS.iter().any(|seed| SecretKey::from_seed(&[*seed; 32]).public().id() == *key)
}

fn roots() -> recovery::Roots<'static> {
    recovery::Roots { log: "log.example/test", threshold: 2, is_root: &is_root }
}

/// What keepers with these keys sign.
fn signed(order: &str, seeds: &[u8]) -> Vec<UnverifiedSignature> {
    let sign = |seed: &u8| SecretKey::from_seed(&[*seed; 32]).sign(order.as_bytes());
    seeds.iter().map(|seed| UnverifiedSignature::sshsig(&sign(seed)).unwrap()).collect()
}

#[test]
fn the_secretariat_waits_72_hours_and_needs_its_root_keys() {
    let Three { office, ben, .. } = three();
    let (seat, from) = (delegation(), secretariat());
    let ida = office.join(NOON, &from, &[Role::SecretariatAdministrator], "Ida", 7);
    let elsewhere = policy::Seat::Mechanism("exercise-plateau".to_owned());
    let eve = office.join(NOON, &elsewhere, &[Role::SecretariatAdministrator], "Eve", 10);
    let request = office.at(NOON, |d| recovery::ask_as_secretariat(d, &seat, ben.id, (ida.id, &from)));
    let signer = ben.membership(&seat).unwrap().signer;
    let order = recovery::order("log.example/test", &request, &signer);
    assert_eq!(office.at(NOON, |d| recovery::asked_from(d, &from)), [(request.clone(), signer)]);
    assert!(office.at(NOON, |d| recovery::asked_from(d, &elsewhere)).is_empty());
    let done = NOON + 72 * 3_600;
    let complete = |by: &people::Person, from: &policy::Seat, signatures: Vec<UnverifiedSignature>| {
        let (by, from, seat) = (by.id, from.clone(), seat.clone());
        move |d: &delegations::Drawer<'_>| {
            recovery::complete_as_secretariat(d, (&seat, ben.id), (by, &from), &roots(), &signatures)
        }
    };
    let two = || signed(&order, &[101, 103]);
    assert_eq!(office.refused(done - 1, complete(&ida, &from, two())), "field");
    assert_eq!(office.refused(done, complete(&eve, &elsewhere, two())), "no-such-person");
    let earlier = recovery::order("log.example/test", &Recovery { asked: NOON - 1, ..request }, &signer);
    for too_little in [
        Vec::new(),
        signed(&order, &[101]),
        signed(&order, &[101, 101]),
        signed(&order, &[101, 104]),
        signed(&earlier, &[101, 102]),
    ] {
        assert_eq!(office.refused(done, complete(&ida, &from, too_little)), "field");
    }
    let (_, invitation) = office.at(done, complete(&ida, &from, two()));
    assert_eq!(invitation.recovers, Some(ben.id));
}

#[test]
fn what_one_of_the_secretariat_began_ends_with_their_role() {
    let Three { office, ben, .. } = three();
    let (seat, from) = (delegation(), secretariat());
    let roles = [Role::SecretariatAdministrator];
    let ida = office.join(NOON, &from, &roles, "Ida", 7);
    let ivo = office.join(NOON, &from, &roles, "Ivo", 8);
    let signer = ben.membership(&seat).unwrap().signer;
    let complete = |d: &delegations::Drawer<'_>| {
        let request = recovery::of_seat(d, &seat)?.pop().ok_or(delegations::DelegationError::Person)?;
        let both = signed(&recovery::order("log.example/test", &request, &signer), &[101, 102]);
        recovery::complete_as_secretariat(d, (&seat, ben.id), (ivo.id, &from), &roots(), &both)
    };
    office.at(NOON, |d| recovery::ask_as_secretariat(d, &seat, ben.id, (ida.id, &from)));
    office.at(NOON, |d| people::change_roles(d, ida.id, &from, [Role::Officer].into()));
    let done = NOON + 72 * 3_600;
    assert_eq!(office.refused(done, complete), "no-such-person");
    // A link that was handed out already ends with whoever handed it out.
    office.at(NOON, |d| people::change_roles(d, ida.id, &from, roles.into()));
    office.at(NOON, |d| recovery::ask_as_secretariat(d, &seat, ben.id, (ida.id, &from)));
    let (link, _) = office.at(done, complete);
    office.at(done, |d| people::remove_from_seat(d, ivo.id, &from));
    let used = |d: &delegations::Drawer<'_>| invitations::accept(d, &link, newcomer("x"), passkey(9));
    assert_eq!(office.refused(done, used), "invitation-invalid");
    assert_eq!(office.at(done, |d| passkeys::of_person(d, ben.id)).len(), 1);
}

#[test]
fn a_secretariats_link_is_for_whoever_invites_the_others_and_for_the_first_alone() {
    let office = Office::new();
    let (seat, from) = (other_delegation(), secretariat());
    let ida = office.join(NOON, &from, &[Role::SecretariatAdministrator], "Ida", 7);
    let invited = |roles: &'static [Role]| {
        let (seat, from, by) = (seat.clone(), from.clone(), Some(ida.id));
        move |d: &delegations::Drawer<'_>| {
            invitations::invite_from(d, invitations::Asked { by, ..asked(&seat, roles) }, from)
        }
    };
    assert_eq!(office.refused(NOON, invited(&[Role::Delegate])), "field");
    let both: &[Role] = &[Role::NationalAdministrator, Role::Delegate];
    assert_eq!(office.refused(NOON, invited(both)), "field");
    let first: &[Role] = &[Role::NationalAdministrator];
    let (one, _) = office.at(NOON, invited(first));
    let (other, _) = office.at(NOON, invited(first));
    let used = |link: &delegations::Secret, seed| {
        let link = link.clone();
        move |d: &delegations::Drawer<'_>| invitations::accept(d, &link, newcomer("Zoe"), passkey(seed))
    };
    office.at(NOON, used(&one, 1));
    assert_eq!(office.refused(NOON, used(&other, 2)), "invitation-invalid", "the seat has its administrator");
    assert_eq!(office.refused(NOON, invited(first)), "saved-meanwhile");
}

#[test]
fn a_secretariats_links_to_other_seats_end_with_whoever_made_them() {
    let office = Office::new();
    let (seat, from) = (other_delegation(), secretariat());
    let roles = [Role::SecretariatAdministrator];
    let ida = office.join(NOON, &from, &roles, "Ida", 7);
    office.join(NOON, &from, &roles, "Ivo", 8);
    let link = || {
        let asked = invitations::Asked { by: Some(ida.id), ..asked(&seat, &[Role::NationalAdministrator]) };
        office.at(NOON, |d| invitations::invite_from(d, asked, from.clone())).0
    };
    let left = link();
    office.at(NOON, |d| people::change_roles(d, ida.id, &from, [Role::Officer].into()));
    assert_eq!(office.refused(NOON, |d| invitations::find(d, &left)), "invitation-invalid");
    assert!(office.at(NOON, |d| invitations::of_seat(d, &seat)).is_empty(), "it is gone");
}

#[test]
fn a_recovery_leaves_nothing_open_that_whoever_has_the_device_may_have_made() {
    let Three { office, ana, ben, cleo } = three();
    let seat = delegation();
    office.at(NOON, |d| people::change_roles(d, ben.id, &seat, [Role::NationalAdministrator].into()));
    let thiefs = invitations::Asked { by: Some(ben.id), ..asked(&seat, &[Role::NationalAdministrator]) };
    let (thiefs, _) = office.at(NOON, |d| invitations::invite(d, thiefs));
    let signer = ben.membership(&seat).unwrap().signer;
    let key = credential(40).key(record::webauthn::Purpose::Sign);
    office.at(NOON, |d| delegations::proposals::propose(d, &seat, (ben.id, signer), &key));
    office.at(NOON, |d| recovery::ask(d, &seat, cleo.id, ben.id));
    office.at(NOON, |d| mailboxes::change_address(d, ben.id, Some("thief@example.org".to_owned())));
    office.at(NOON, |d| mailboxes::ask_code(d, ben.id));
    let letters::Saying::Code(code) = office.at(NOON, letters::next).unwrap().says else {
        panic!("no such letter waits")
    };
    assert!(office.at(NOON, |d| mailboxes::confirm(d, ben.id, &code)));
    office.at(NOON, |d| mailboxes::ask_code(d, ben.id));
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    let (link, _) = office.at(NOON, |d| recovery::confirm(d, &seat, ben.id, cleo.id));
    office.at(NOON, |d| invitations::accept(d, &link, newcomer("x"), passkey(9)));
    assert_eq!(office.refused(NOON, |d| invitations::find(d, &thiefs)), "invitation-invalid");
    assert!(office.at(NOON, |d| delegations::proposals::of_seat(d, &seat)).is_empty());
    assert!(
        office.at(NOON, |d| recovery::of_seat(d, &seat)).is_empty(),
        "nobody finishes what the thief asked"
    );
    // Notices go to no address that the thief may have given, before somebody confirms it anew; and no code is on its way.
    let mailbox = office.at(NOON, |d| mailboxes::of_person(d, ben.id)).unwrap();
    assert_eq!((mailbox.proven, mailbox.asked), (None, None));
    assert!(office.at(NOON, letters::next).is_none());
}

#[test]
fn a_recovery_in_one_delegation_gives_nothing_of_anothers() {
    let Three { office, ana, ben, cleo } = three();
    let (here, there) = (delegation(), other_delegation());
    let link = office.invite(NOON, &there, &[Role::NationalAdministrator]);
    let ben = office.at(NOON, |d| invitations::accept_as(d, &link, ben.id));
    let cookie = office.at(NOON, |d| sessions::open(d, &ben, sessions::SignedInBy::Passkey, None));
    let cookie = office.at(NOON, |d| sessions::act_for(d, &cookie, &there));
    office.at(NOON, |d| recovery::ask(d, &here, ben.id, ana.id));
    let (link, _) = office.at(NOON, |d| recovery::confirm(d, &here, ben.id, cleo.id));
    let back = office.at(NOON, |d| invitations::accept(d, &link, newcomer("x"), passkey(9)));
    assert_eq!(back.memberships, [ben.membership(&here).unwrap().clone()], "the same name in records");
    let (_, left) = office.at(NOON, |d| sessions::current(d, &cookie));
    assert_eq!(
        left.memberships,
        [ben.membership(&there).unwrap().clone()],
        "the other seat knows nothing of it"
    );
    assert_ne!(left.id, back.id);
}

#[test]
fn one_delegations_request_does_not_replace_anothers() {
    let Three { office, ana, ben, cleo } = three();
    let there = other_delegation();
    let zoe = office.join(NOON, &there, &[Role::NationalAdministrator], "Zoe", 7);
    let link = office.invite(NOON, &there, &[Role::Delegate]);
    let ben = office.at(NOON, |d| invitations::accept_as(d, &link, ben.id));
    office.at(NOON, |d| recovery::ask(d, &delegation(), ben.id, ana.id));
    office.at(NOON, |d| recovery::ask(d, &there, ben.id, zoe.id));
    assert_eq!(office.at(NOON, |d| recovery::of_person(d, &ben)).len(), 2);
    office.at(NOON, |d| recovery::confirm(d, &delegation(), ben.id, cleo.id));
}

#[test]
fn a_recovery_ends_tokens_and_codes_too() {
    let Three { office, ana, ben, cleo } = three();
    let seat = delegation();
    let scopes = [policy::Scope::Read].into();
    office.at(NOON, |d| delegations::tokens::make(d, &ben, &seat, "laptop", scopes, 86_400));
    office.at(NOON, |d| delegations::codes::print(d, ben.id));
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    let (link, _) = office.at(NOON, |d| recovery::confirm(d, &seat, ben.id, cleo.id));
    office.at(NOON, |d| invitations::accept(d, &link, newcomer("x"), passkey(9)));
    let held = office.at(NOON, |d| people::held(d, ben.id));
    assert_eq!((held.tokens.len(), held.unused_codes), (0, 0));
}

#[test]
fn two_colleagues_who_recover_and_then_remove_get_nothing_of_the_person() {
    let Three { office, ana, ben, cleo } = three();
    let (here, there) = (delegation(), other_delegation());
    let link = office.invite(NOON, &there, &[Role::NationalAdministrator]);
    let ben = office.at(NOON, |d| invitations::accept_as(d, &link, ben.id));
    office.at(NOON, |d| recovery::ask(d, &here, ben.id, ana.id));
    let (link, _) = office.at(NOON, |d| recovery::confirm(d, &here, ben.id, cleo.id));
    office.at(NOON, |d| people::remove_from_seat(d, ben.id, &here));
    let used = |d: &delegations::Drawer<'_>| invitations::accept(d, &link, newcomer("x"), passkey(9));
    assert_eq!(office.refused(NOON, used), "invitation-invalid");
    assert_eq!(office.at(NOON, |d| passkeys::of_person(d, ben.id)).len(), 1);
}

#[test]
fn a_recovery_gives_back_the_roles_of_today_and_not_those_of_before() {
    let Three { office, ana, ben, cleo } = three();
    let seat = delegation();
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    office.at(NOON, |d| recovery::confirm(d, &seat, ben.id, cleo.id));
    // The change withdraws the link: asked for anew, it gives what is so then.
    office.at(NOON, |d| people::change_roles(d, ben.id, &seat, [Role::Reader].into()));
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    let (link, _) = office.at(NOON, |d| recovery::confirm(d, &seat, ben.id, cleo.id));
    let back = office.at(NOON, |d| invitations::accept(d, &link, newcomer("x"), passkey(9)));
    assert_eq!(back.membership(&seat).unwrap().roles, [Role::Reader].into());
}

#[test]
fn links_end_with_whoever_made_them() {
    let Three { office, ana, ben, cleo } = three();
    let seat = delegation();
    office.at(NOON, |d| people::change_roles(d, cleo.id, &seat, [Role::NationalAdministrator].into()));
    let asked = || invitations::Asked { by: Some(ana.id), ..asked(&seat, &[Role::NationalAdministrator]) };
    let (link, _) = office.at(NOON, |d| invitations::invite(d, asked()));
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    office.at(NOON, |d| people::remove_from_seat(d, ana.id, &seat));
    assert_eq!(office.refused(NOON, |d| invitations::find(d, &link)), "invitation-invalid");
    let confirm = |d: &delegations::Drawer<'_>| recovery::confirm(d, &seat, ben.id, cleo.id);
    assert_eq!(office.refused(NOON, confirm), "no-such-person");
}

#[test]
fn a_request_ends_with_the_role_of_whoever_asked() {
    let Three { office, ana, ben, cleo } = three();
    let seat = delegation();
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, cleo.id));
    office.at(NOON, |d| people::change_roles(d, cleo.id, &seat, [Role::Reader].into()));
    let confirm = |d: &delegations::Drawer<'_>| recovery::confirm(d, &seat, ben.id, ana.id);
    assert_eq!(office.refused(NOON, confirm), "no-such-person");
}

#[test]
fn a_second_request_takes_nobodys_place() {
    let Three { office, ana, ben, cleo } = three();
    let seat = delegation();
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    assert_eq!(office.refused(NOON, |d| recovery::ask(d, &seat, ben.id, cleo.id)), "saved-meanwhile");
    assert_eq!(office.refused(NOON, |d| recovery::confirm(d, &seat, ben.id, ana.id)), "same-person");
}

#[test]
fn what_a_person_takes_along_confirms_no_address() {
    let Three { office, ben, .. } = three();
    office.at(NOON, |d| mailboxes::change_address(d, ben.id, Some("stranger@example.org".to_owned())));
    office.at(NOON, |d| mailboxes::ask_code(d, ben.id));
    let held = office.at(NOON, |d| people::held(d, ben.id));
    let text = serde_json::to_string(&held).unwrap();
    assert!(text.contains("stranger@example.org") && !text.contains("tries"), "{text}");
}

fn vouched(subject: &str) -> identities::Vouched {
    let (issuer, participant) = ("https://id.example".to_owned(), "XAA".to_owned());
    identities::Vouched { issuer, subject: subject.to_owned(), participant }
}

#[test]
fn a_service_that_opens_two_vouchers_takes_no_account_that_it_does_not_open() {
    let Three { office, ana, ben, cleo } = three();
    let seat = delegation();
    for (person, subject) in [(&ana, "ana"), (&cleo, "cleo")] {
        office.at(NOON, |d| identities::link(d, person.id, &vouched(subject)));
    }
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    let confirm = |by| move |d: &delegations::Drawer<'_>| recovery::confirm(d, &delegation(), ben.id, by);
    assert_eq!(office.refused(NOON, confirm(cleo.id)), "same-service");
    // A passkey that the service could have made, and an identity that is gone now, make nobody independent of it.
    office.at(NOON, |d| identities::unlink(d, cleo.id, &vouched("cleo").issuer));
    assert_eq!(office.refused(NOON, confirm(cleo.id)), "same-service");
    // Nor is somebody whom one of its accounts invited, with a passkey of their own.
    office.at(NOON, |d| recovery::stop(d, &seat, ben.id, ben.id));
    let asked = invitations::Asked { by: Some(ana.id), ..asked(&seat, &[Role::Delegate]) };
    let (link, _) = office.at(NOON, |d| invitations::invite(d, asked));
    let eve = office.at(NOON, |d| invitations::accept(d, &link, newcomer("Eve"), passkey(30)));
    office.at(NOON + 1, |d| recovery::ask(d, &seat, ben.id, ana.id));
    assert_eq!(office.refused(NOON + 2, confirm(eve.id)), "same-service");
    // One whom no service let in is enough.
    let dan = office.join(NOON, &seat, &[Role::Delegate], "Dan", 31);
    office.at(NOON + 2, confirm(dan.id));
}

#[test]
fn two_whom_a_service_opens_recover_an_account_that_it_opens_already() {
    let Three { office, ana, ben, cleo } = three();
    let seat = delegation();
    for (person, subject) in [(&ana, "ana"), (&ben, "ben"), (&cleo, "cleo")] {
        office.at(NOON, |d| identities::link(d, person.id, &vouched(subject)));
    }
    office.at(NOON, |d| recovery::ask(d, &seat, ben.id, ana.id));
    office.at(NOON, |d| recovery::confirm(d, &seat, ben.id, cleo.id));
}
