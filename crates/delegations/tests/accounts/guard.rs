//! Somebody who can write to the workspace's file puts documents back, one or many, without the hub's key.

use super::common::*;
use delegations::audit;
use delegations::sessions::{self, SignedInBy};
use delegations::{Desk, codes, passkeys, people, proposals, subscriptions};
use policy::Role;
use rusqlite::Connection;
use sealing::{HubKey, Sealer};
use std::sync::Arc;
use store::Workspace;

const GUARD: &str = "guard";

fn file(office: &Office) -> Connection {
    Connection::open(office.path().join("workspace.db")).unwrap()
}

/// A copy of all drawers, taken at some moment.
fn copy(office: &Office) {
    file(office)
        .execute_batch("DROP TABLE IF EXISTS old; CREATE TABLE old AS SELECT * FROM drawers")
        .unwrap();
}

/// Puts back what a drawer held when the copy was taken, over what it holds now.
fn put_back(office: &Office, drawers: &str) {
    let sql = "INSERT OR REPLACE INTO drawers (drawer, label, owner, expires, sealed)
               SELECT drawer, label, owner, expires, sealed FROM old WHERE drawer IN ";
    file(office).execute(&format!("{sql}({drawers})"), []).unwrap();
}

/// Another process at the same workspace, which remembers nothing.
fn restarted(office: &Office) -> Desk {
    let workspace = Arc::new(Workspace::open(&office.path().join("workspace.db")).unwrap());
    let sealer = Arc::new(Sealer::new(&HubKey::from_bytes([3; 32])));
    Desk::new(workspace, sealer, Arc::new(|bytes: &mut [u8]| bytes.fill(5)))
}

#[test]
fn what_was_ended_used_or_removed_is_not_revived_by_putting_it_back() {
    let office = Office::new();
    let seat = delegation();
    let ana = office.join(NOON, &seat, &[Role::NationalAdministrator], "Ana", 1);
    let ben = office.join(NOON, &seat, &[Role::Delegate], "Ben", 2);
    let cookie = office.at(NOON, |d| sessions::open(d, &ben, SignedInBy::Passkey, None));
    let printed = office.at(NOON, |d| codes::print(d, ana.id));
    let link = office.invite(NOON, &seat, &[Role::Delegate]);
    office.at(NOON, |d| passkeys::add(d, ana.id, passkey(7)));
    copy(&office);
    office.at(NOON, |d| codes::take(d, &printed[0]));
    office.at(NOON, |d| passkeys::remove(d, ana.id, &credential(7).id()));
    office.at(NOON, |d| delegations::invitations::withdraw(d, &seat, &link.digest()));
    office.at(NOON, |d| people::remove_from_seat(d, ben.id, &seat));
    assert_eq!(office.desk.stray().unwrap(), Vec::<&str>::new());
    for drawer in ["people", "passkeys", "sessions", "codes", "invitations"] {
        put_back(&office, &format!("'{drawer}'"));
    }
    assert_eq!(office.refused(NOON, |d| sessions::current(d, &cookie)), "not-signed-in");
    assert_eq!(office.refused(NOON, |d| codes::take(d, &printed[0])), "sign-in-failed");
    assert_eq!(office.refused(NOON, |d| people::person(d, ben.id)), "no-such-person");
    let open = |d: &delegations::Drawer<'_>| delegations::invitations::find(d, &link);
    assert_eq!(office.refused(NOON, open), "invitation-invalid");
    assert_eq!(office.at(NOON, |d| passkeys::owner(d, &credential(7).id())), None);
    assert_eq!(office.at(NOON, |d| passkeys::of_person(d, ana.id)).len(), 1);
    assert_eq!(office.at(NOON, |d| people::of_seat(d, &seat)).len(), 1);
    assert_eq!(office.desk.stray().unwrap(), ["people", "passkeys", "sessions", "codes", "invitations"]);
    // What somebody did who put it back is nothing that the hub stumbles over: the rest goes on.
    office.at(NOON, |d| codes::take(d, &printed[1]));
}

#[test]
fn what_somebody_left_is_not_followed_again_by_putting_it_back() {
    let office = Office::new();
    let ana = super::subscriptions::ana(&office);
    let about = || "mechanism/arf".parse().unwrap();
    office.at(NOON, |d| subscriptions::subscribe(d, ana.id, &delegation(), about(), 0));
    copy(&office);
    office.at(NOON, |d| subscriptions::leave(d, ana.id));
    put_back(&office, "'subscriptions'");
    assert_eq!(office.at(NOON, |d| subscriptions::of_person(d, ana.id)), None);
    assert_eq!(office.at(NOON + 8 * 86_400, |d| subscriptions::queue(d, 5)), 0);
    assert_eq!(office.desk.stray().unwrap(), ["subscriptions"]);
}

#[test]
fn a_key_that_was_withdrawn_is_not_proposed_again_by_putting_it_back() {
    let office = Office::new();
    let seat = delegation();
    let ana = office.join(NOON, &seat, &[Role::Delegate], "Ana", 1);
    let signer = ana.membership(&seat).unwrap().signer;
    let key = credential(9).key(record::webauthn::Purpose::Sign);
    let proposal = office.at(NOON, |d| proposals::propose(d, &seat, (ana.id, signer), &key));
    copy(&office);
    office.at(NOON, |d| proposals::remove(d, &seat, proposal.id));
    put_back(&office, "'key-proposals'");
    assert_eq!(office.at(NOON, |d| proposals::of_seat(d, &seat)), []);
    assert_eq!(office.desk.stray().unwrap(), ["key-proposals"]);
}

#[test]
fn an_older_document_over_a_newer_one_and_one_taken_away_decide_nothing() {
    let office = Office::new();
    let seat = delegation();
    office.join(NOON, &seat, &[Role::NationalAdministrator], "Ana", 1);
    let ben = office.join(NOON, &seat, &[Role::Delegate, Role::Contact], "Ben", 2);
    copy(&office);
    office.at(NOON, |d| people::change_roles(d, ben.id, &seat, [Role::Contact].into()));
    put_back(&office, "'people'");
    assert_eq!(office.refused(NOON, |d| people::person(d, ben.id)), "document-put-back");
    assert_eq!(office.refused(NOON, |d| people::of_seat(d, &seat)), "document-put-back");
    file(&office).execute("DELETE FROM drawers WHERE drawer = 'people'", []).unwrap();
    // A seat must not look vacant because somebody took its administrator's document.
    assert_eq!(office.refused(NOON, |d| people::is_vacant(d, &seat)), "document-put-back");
    assert_eq!(office.refused(NOON, |d| people::person(d, ben.id)), "document-put-back");
    assert_eq!(office.desk.stray().unwrap(), ["people"]);
}

#[test]
fn nothing_that_lasts_is_swept_because_somebody_wrote_that_it_has_ended() {
    let office = Office::new();
    let ana = office.join(NOON, &delegation(), &[Role::NationalAdministrator], "Ana", 1);
    office.at(NOON, |d| sessions::open(d, &ana, SignedInBy::Passkey, None));
    let later = NOON + sessions::LONGEST;
    assert_eq!(office.desk.sweep(later).unwrap(), 1, "the session");
    assert_eq!(office.desk.stray().unwrap(), Vec::<&str>::new());
    file(&office).execute("UPDATE drawers SET expires = 1 WHERE drawer = 'people'", []).unwrap();
    assert_eq!(office.desk.sweep(later).unwrap_err().code(), "document-put-back");
    file(&office).execute("UPDATE drawers SET expires = NULL WHERE drawer = 'people'", []).unwrap();
    assert_eq!(office.at(later, |d| people::person(d, ana.id)).name, "Ana");
}

#[test]
fn pages_of_the_guard_are_not_put_back_either() {
    let office = Office::new();
    let seat = delegation();
    let ana = office.join(NOON, &seat, &[Role::NationalAdministrator], "Ana", 1);
    let cookie = office.at(NOON, |d| sessions::open(d, &ana, SignedInBy::Passkey, None));
    let root =
        "SELECT label, sealed FROM drawers WHERE drawer = 'guard' ORDER BY LENGTH(sealed) DESC LIMIT 1";
    copy(&office);
    office.at(NOON, |d| sessions::end(d, &cookie));
    let newest: (Vec<u8>, Vec<u8>) =
        file(&office).query_row(root, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    // Everything but the root.
    put_back(&office, "'sessions', 'guard'");
    let sql = "UPDATE drawers SET sealed = ?2 WHERE drawer = 'guard' AND label = ?1";
    file(&office).execute(sql, (&newest.0, &newest.1)).unwrap();
    assert_eq!(office.refused(NOON, |d| sessions::current(d, &cookie)), "document-put-back");
    // And with the root: an older counter than this process has seen.
    put_back(&office, "'people', 'passkeys', 'invitations', 'sessions', 'guard'");
    assert_eq!(office.refused(NOON, |d| sessions::current(d, &cookie)), "document-put-back");
}

#[test]
fn a_guard_that_is_taken_away_is_missed() {
    for also in ["", "OR drawer = 'mark'"] {
        let office = Office::new();
        let ana = office.join(NOON, &delegation(), &[Role::Delegate], "Ana", 1);
        office.desk.check().unwrap();
        file(&office).execute(&format!("DELETE FROM drawers WHERE drawer = '{GUARD}' {also}"), []).unwrap();
        assert_eq!(restarted(&office).check().unwrap_err().code(), "document-put-back");
        assert_eq!(office.refused(NOON, |d| people::person(d, ana.id)), "document-put-back");
    }
}

#[test]
fn accounts_put_back_without_the_trail_are_found_after_a_restart_too() {
    let office = Office::new();
    let ana = office.join(NOON, &delegation(), &[Role::NationalAdministrator], "Ana", 1);
    office.at(NOON, |d| audit::next_commitment(d).map(drop));
    copy(&office);
    office.at(NOON, |d| sessions::open(d, &ana, SignedInBy::Passkey, None));
    let hour = NOON / audit::HOUR;
    let later = NOON + audit::HOUR;
    let made = office.at(later, audit::next_commitment).unwrap();
    assert_eq!(made.hour, hour);
    office.at(later, |d| audit::committed(d, hour));
    assert!(!office.at(later, |d| audit::accounts_put_back(d, hour)));
    file(&office).execute("DELETE FROM drawers WHERE drawer = 'sessions'", []).unwrap();
    put_back(&office, "'people', 'passkeys', 'invitations', 'guard'");
    let desk = restarted(&office);
    assert!(desk.together(later, |d| audit::accounts_put_back(d, hour)).unwrap());
    assert_eq!(
        desk.together(later + audit::HOUR, audit::next_commitment).unwrap_err().code(),
        "document-put-back"
    );
}

#[test]
fn a_workspace_of_an_older_program_is_taken_as_it_is_once() {
    let office = Office::new();
    let ana = office.join(NOON, &delegation(), &[Role::Delegate], "Ana", 1);
    let cookie = office.at(NOON, |d| sessions::open(d, &ana, SignedInBy::Passkey, None));
    // As an older program would have left it: a mark that says nothing of a guard.
    let sealer = Sealer::new(&HubKey::from_bytes([3; 32]));
    let label = sealer.label("mark", b"mark");
    let sealed = sealer.seal("mark", &label, [9; 12], b"{\"sealed\":true}").unwrap();
    let connection = file(&office);
    connection.execute("DELETE FROM drawers WHERE drawer IN ('guard', 'mark')", []).unwrap();
    connection
        .execute("INSERT INTO drawers (drawer, label, sealed) VALUES ('mark', ?1, ?2)", (&label, &sealed))
        .unwrap();
    let desk = restarted(&office);
    assert!(desk.look(NOON, |d| people::person(d, ana.id)).is_ok(), "before anything is written");
    desk.check().unwrap();
    assert!(desk.together(NOON, |d| sessions::current(d, &cookie)).is_ok());
    connection.execute("DELETE FROM drawers WHERE drawer = 'guard'", []).unwrap();
    assert_eq!(desk.check().unwrap_err().code(), "document-put-back");
}
