//! Somebody who writes to the workspace's file, without the hub's key.

use super::common::*;
use delegations::sessions::{self, SignedInBy};
use policy::Role;

#[test]
fn an_ended_session_does_not_come_back_by_another_expiry() {
    let office = Office::new();
    let ana = office.join(NOON, &delegation(), &[Role::Delegate], "Ana", 1);
    let cookie = office.at(NOON, |d| sessions::open(d, &ana, SignedInBy::Passkey, None));
    let file = rusqlite::Connection::open(office.path().join("workspace.db")).unwrap();
    file.execute("UPDATE drawers SET expires = NULL", []).unwrap();
    assert_eq!(office.refused(NOON + sessions::IDLE, |d| sessions::current(d, &cookie)), "document-put-back");
}

#[test]
fn one_persons_documents_do_not_stand_among_anothers() {
    let office = Office::new();
    let ana = office.join(NOON, &delegation(), &[Role::Delegate], "Ana", 1);
    let ben = office.join(NOON, &delegation(), &[Role::Delegate], "Ben", 2);
    let file = rusqlite::Connection::open(office.path().join("workspace.db")).unwrap();
    let owners = "SELECT MIN(owner) FROM drawers WHERE drawer = 'passkeys'";
    file.execute(&format!("UPDATE drawers SET owner = ({owners}) WHERE drawer = 'passkeys'"), []).unwrap();
    let of = |id| office.desk.together(NOON, |d| delegations::passkeys::of_person(d, id));
    let (anas, bens) = (of(ana.id), of(ben.id));
    assert!(anas.is_err() != bens.is_err(), "nobody is shown another's: {anas:?} {bens:?}");
    let other = anas.or(bens).unwrap();
    assert!(other.is_empty(), "whose list was emptied: {other:?}");
}
