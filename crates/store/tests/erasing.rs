//! What was erased is in none of the files of the data folder any more.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::path::Path;

use common::Maker;
use store::{Options, SqliteStore, Store, check_store, sha256};

fn found(folder: &Path, needle: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        bytes.windows(needle.len()).any(|window| window == needle)
    })
}

fn marker(position: u64) -> Vec<u8> {
    format!("body-marker-{position}-end").into_bytes()
}

#[test]
fn erased_bodies_leave_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("register.db"), Options::default()).unwrap();
    let mut maker = Maker::small();
    store.append(&maker.batch(150)).unwrap();
    for round in 0..10 {
        let mut batch = maker.batch(20);
        batch.erase = (0..10).map(|n| n * 13 + round).collect();
        store.append(&batch).unwrap();
    }
    store.read_range(0, 1000).unwrap();
    assert!(found(folder.path(), &marker(117 + 9)), "the log still has it before the scrub");
    store.scrub().unwrap();
    let records = store.read_range(0, 1000).unwrap();
    for record in &records {
        assert_eq!(found(folder.path(), &marker(record.position)), !record.erased, "{}", record.position);
    }
    assert_eq!(records.iter().filter(|record| record.erased).count(), 100);
    assert!(check_store(&store).unwrap().is_sound());
}

#[test]
fn erased_large_bodies_and_attachments_leave_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("register.db"), Options::default()).unwrap();
    let mut maker = Maker::large();
    store.append(&maker.batch(6)).unwrap();
    let attachments: Vec<Vec<u8>> = (0..6)
        .map(|n| {
            [common::noise(&format!("a{n}"), 20_000 * n), format!("tail-marker-{n}-end").into()].concat()
        })
        .collect();
    for (bytes, position) in attachments.iter().zip(0..) {
        store.put_attachment(position, &sha256(bytes), bytes).unwrap();
    }
    // The same file of another record.
    store.put_attachment(4, &sha256(&attachments[5]), &attachments[5]).unwrap();
    assert!(store.put_attachment(0, &[1; 32], b"other bytes").is_err());
    assert!(store.put_attachment(6, &sha256(b"of nobody"), b"of nobody").is_err());
    store.scrub().unwrap();
    assert!(found(folder.path(), &marker(3)) && found(folder.path(), b"tail-marker-4-end"));
    let last = common::noise("b3", 60_000);
    assert!(found(folder.path(), &last[59_000..]));
    let mut batch = maker.batch(1);
    batch.erase = vec![3, 4];
    store.append(&batch).unwrap();
    store.scrub().unwrap();
    assert!(!found(folder.path(), &marker(3)) && !found(folder.path(), b"tail-marker-4-end"));
    assert!(!found(folder.path(), &last[59_000..]), "the last page of the body");
    for (record, file) in [(3, 3), (4, 4), (4, 5)] {
        assert_eq!(store.attachment(record, &sha256(&attachments[file])).unwrap(), None);
    }
    for (record, file) in [(0, 0), (1, 1), (2, 2), (5, 5)] {
        let found = store.attachment(record, &sha256(&attachments[file])).unwrap();
        assert_eq!(found.as_ref(), Some(&attachments[file]));
    }
    let late = store.put_attachment(3, &sha256(b"late"), b"late");
    assert!(late.is_err(), "whoever comes after the erasing brings nothing back");
    assert!(check_store(&store).unwrap().is_sound());
}
