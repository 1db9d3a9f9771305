//! Backups, restored copies, damage and kills, with the real binary and real files: no second history, nothing lost.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod operating;

use operating::{Place, damage};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

fn bring_away(place: &Place) {
    for name in ["d/register.db", "d/register.db-wal", "d/register.db-shm"] {
        if place.path(name).exists() {
            fs::rename(place.path(name), place.path(&name.replace("d/", "old-"))).unwrap();
        }
    }
}

#[test]
fn a_backup_made_while_it_runs_goes_on_where_it_was_made() {
    let place = Place::new();
    let hub = place.serve(&[]);
    let id = place.say(&hub, "one");
    let said = place.must(&["backup", "--data", "d", "--to", "b.db"]);
    assert!(said.contains("all of them checked"), "{said}");
    let checkpoint = hub.get("/checkpoint").text;
    assert!(hub.stop().0.success());
    assert!(place.refuses(1, &["backup", "--data", "d", "--to", "b.db"]).contains("exists"));

    bring_away(&place);
    let said = place.must(&["restore", "--from", "b.db", "--data", "d"]);
    assert!(said.contains("takes records again"), "{said}");
    let hub = place.serve(&[]);
    assert_eq!(hub.get("/checkpoint").text, checkpoint);
    assert_eq!(hub.get(&format!("/records/{id}/header")).status, 200);
    place.say(&hub, "two");
}

#[test]
fn an_old_backup_never_makes_a_second_history_and_a_newer_source_heals_it() {
    let place = Place::new();
    let hub = place.serve(&[]);
    place.must(&["backup", "--data", "d", "--to", "old.db"]);
    let lost = place.say(&hub, "one");
    place.signed(&hub, "two");
    place.must(&["backup", "--data", "d", "--to", "new.db"]);
    assert!(hub.stop().0.success());
    bring_away(&place);

    let complaint = place.refuses(1, &["restore", "--from", "old.db", "--data", "d"]);
    assert!(complaint.contains("(restored-behind)"), "{complaint}");
    let before = fs::read(place.path("d/register.db")).unwrap();
    let hub = place.serve(&[]);
    assert!(hub.said[1].starts_with("READ ONLY (store-behind)"), "{:?}", hub.said);
    assert_eq!((hub.get("/readyz").status, hub.get("/readyz").code()), (503, "store-behind".into()));
    assert_eq!(hub.get("/participants/XAA").status, 200, "it is still read");
    assert_eq!(hub.get(&format!("/records/{lost}/header")).status, 404);
    assert!(place.submit(&hub, "two").unwrap_err().contains("(store-behind)"));
    assert!(hub.stop().0.success());
    assert!(fs::read(place.path("d/register.db")).unwrap() == before, "nothing was written");

    assert!(place.refuses(1, &["repair", "--data", "d", "--from", "old.db"]).contains("(repair-behind)"));
    place.must(&["repair", "--data", "d", "--from", "new.db"]);
    let hub = place.serve(&[]);
    assert_eq!(hub.get("/readyz").code(), "ready");
    assert_eq!(hub.get(&format!("/records/{lost}/header")).status, 200);
    place.submit(&hub, "two").expect("it takes records again");
}

#[test]
fn on_a_new_machine_a_copy_waits_until_the_newest_checkpoint_is_shown() {
    let place = Place::new();
    let hub = place.serve(&[]);
    place.must(&["backup", "--data", "d", "--to", "b.db"]);
    fs::write(place.path("newest"), hub.get("/checkpoint").text).unwrap();
    place.signed(&hub, "one");
    let key = place.path("d/log.key").to_string_lossy().into_owned();
    assert!(hub.stop().0.success());
    fs::rename(place.path("d"), place.path("lost")).unwrap();
    fs::remove_file(place.path("d.high-water")).unwrap();
    let key = key.replace("/d/", "/lost/");

    let from = ["restore", "--from", "b.db", "--data", "d", "--log-key", &key];
    assert!(place.refuses(1, &from).contains("(restored-unknown)"));
    let hub = place.serve(&[]);
    assert_eq!(hub.get("/readyz").code(), "store-restored");
    assert!(place.submit(&hub, "one").unwrap_err().contains("(store-behind)"));
    assert!(hub.stop().0.success());
    assert!(place.refuses(1, &["repair", "--data", "d", "--from", "b.db"]).contains("(restored-unknown)"));
    fs::write(place.path("forged"), "another.example\n1\nAAAA\n").unwrap();
    assert!(place.refuses(2, &["restore", "--data", "d", "--continues", "forged"]).contains("(checkpoint)"));
    place.must(&["restore", "--data", "d", "--continues", "newest"]);
    let hub = place.serve(&[]);
    place.submit(&hub, "one").expect("it takes records again");
}

/// A part of the header of record `id` that stands nowhere else.
fn salt(hub: &operating::Hub, id: &str) -> Vec<u8> {
    let header: Value = serde_json::from_str(&hub.get(&format!("/records/{id}/header")).text).unwrap();
    header["salt"].as_str().unwrap().as_bytes().to_vec()
}

fn heals(from: &str, keep_snapshots: bool) {
    let place = Place::new();
    let hub = place.serve(&[]);
    let (bad, good) = (place.say(&hub, "bad"), place.say(&hub, "good"));
    place.say(&hub, "last");
    place.signed(&hub, "next");
    let salt = salt(&hub, &bad);
    place.must(&["backup", "--data", "d", "--to", "b.db"]);
    assert!(hub.stop().0.success());
    place.must(&["export", "--from", "d", "--to", "site"]);
    assert!(damage(&place.path("d/register.db"), &salt) > 0);
    if !keep_snapshots {
        fs::remove_file(place.path("d/views.snapshot")).unwrap();
        fs::remove_file(place.path("d/state.snapshot")).unwrap();
    }

    let hub = place.serve(&["--log-format", "json"]);
    let refused = hub.get(&format!("/records/{bad}/header"));
    assert_eq!((refused.status, refused.code()), (503, "store-record-damaged".into()), "{}", refused.text);
    assert_eq!(hub.get(&format!("/records/{good}/header")).status, 200);
    assert_eq!(hub.get(&format!("/records/{good}")).status, 200);
    assert_eq!((hub.get("/readyz").status, hub.get("/readyz").code()), (503, "store-damaged".into()));
    let checkpoint = hub.get("/checkpoint").text;
    assert!(place.submit(&hub, "next").unwrap_err().contains("(store-damaged)"));
    assert_eq!(hub.get("/checkpoint").text, checkpoint, "nothing is signed");
    assert!(place.refuses(1, &["backup", "--data", "d", "--to", "worse.db"]).contains("doesn't verify"));
    let (_, _, log) = hub.stop();
    assert!(log.contains("store-record-damaged") && log.contains("\"position\":"), "named in the log: {log}");

    let verified = place.run(&["verify", "d"]);
    assert_eq!(verified.status.code(), Some(1));
    let named = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(named.contains("DAMAGED record"), "named by verify: {named}");

    let said = place.must(&["repair", "--data", "d", "--from", from]);
    assert!(said.contains("1 taken from the source"), "{said}");
    let hub = place.serve(&[]);
    assert_eq!(hub.get(&format!("/records/{bad}/header")).status, 200);
    assert_eq!(hub.get("/readyz").code(), "ready");
    place.submit(&hub, "next").expect("it takes records again");
}

#[test]
fn a_changed_byte_is_named_and_healed_from_a_backup() {
    heals("b.db", true);
}

#[test]
fn a_changed_byte_is_named_and_healed_from_public_files_without_snapshots() {
    heals("site", false);
}

#[test]
fn what_was_acknowledged_is_there_after_a_kill() {
    let place = Place::new();
    let mut hub = place.serve(&[]);
    let names: Vec<String> = (0..12).map(|n| place.signed(&hub, &format!("m{n}"))).collect();
    let mut acknowledged = BTreeSet::new();
    for round in 0..3 {
        let (port, url) = (hub.port, hub.url.as_str());
        let heard = std::thread::scope(|scope| {
            let submitting: Vec<_> = names[round * 4..round * 4 + 4]
                .iter()
                .map(|name| scope.spawn(|| place.submit_to(url, name).ok()))
                .collect();
            if round > 0 {
                // In the middle of it: as soon as one of them has a connection, or a moment later.
                drop(std::net::TcpStream::connect(("127.0.0.1", port)));
                hub.signal("KILL");
            }
            submitting.into_iter().filter_map(|t| t.join().unwrap()).collect::<Vec<_>>()
        });
        acknowledged.extend(heard);
        hub.signal("KILL");
        assert!(!hub.end().0.success());
        hub = place.serve(&[]);
        for id in &acknowledged {
            assert_eq!(hub.get(&format!("/records/{id}/header")).status, 200, "{id}");
        }
    }
    assert!(acknowledged.len() >= 4);
    for name in &names {
        place.submit(&hub, name).expect("the rest, or the first receipt again");
    }
    assert!(hub.stop().0.success());
}
