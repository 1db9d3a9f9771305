//! What is appended is there, whole, verified, and found by its id; what doesn't fit is refused.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::Maker;
use store::{AppendError, Options, Refusal, SqliteStore, Store, StoreError};

fn open(folder: &tempfile::TempDir) -> SqliteStore {
    SqliteStore::open(&folder.path().join("register.db"), Options::default()).unwrap()
}

#[test]
fn appended_records_are_read_back_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let mut maker = Maker::default();
    let batches: Vec<_> = [1, 2, 300, 1, 513].map(|count| maker.batch(count)).into();
    {
        let store = open(&folder);
        for batch in &batches {
            store.append(batch).unwrap();
        }
    }
    let store = open(&folder);
    let head = store.head().unwrap().unwrap();
    assert_eq!((head.size, head.checkpoint), (maker.size(), maker.checkpoint()));
    for batch in &batches {
        for (position, record) in (batch.first..).zip(&batch.records) {
            assert_eq!(store.find(&record.id).unwrap(), Some(position));
            let read = store.read(position).unwrap();
            assert_eq!((read.position, read.id, read.entry), (position, record.id, record.entry));
            assert_eq!(
                (read.header, read.signatures, read.body),
                (record.header.clone(), record.signatures.clone(), record.body.clone())
            );
        }
    }
    assert_eq!(store.read_range(0, u64::MAX).unwrap().len(), 817);
    assert_eq!(store.entries(250, 260).unwrap().len(), 10);
    assert_eq!(store.tile(0, 3).unwrap().unwrap().len(), (817 - 768) * 32);
    assert_eq!(store.tile(1, 0).unwrap().unwrap().len(), 3 * 32);
    assert_eq!(store.find(&[7; 32]).unwrap(), None);
    assert!(matches!(store.read(817), Err(StoreError::NoSuchPosition { size: 817, .. })));
}

#[test]
fn a_batch_that_does_not_fit_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let mut maker = Maker::default();
    store.append(&maker.batch(3)).unwrap();
    let good = maker.clone().batch(2);
    let bad = |change: fn(&mut store::Batch)| {
        let mut batch = good.clone();
        change(&mut batch);
        assert!(matches!(store.append(&batch), Err(AppendError::Refused(Refusal::BadBatch(_)))), "{batch:?}");
    };
    bad(|batch| batch.first = 2);
    bad(|batch| batch.first = 4);
    bad(|batch| batch.checkpoint.clear());
    bad(|batch| batch.tiles.clear());
    bad(|batch| batch.tiles[0].hashes[100] ^= 1);
    bad(|batch| batch.tiles[0].level = 255);
    bad(|batch| batch.records[1].header[0] ^= 1);
    bad(|batch| batch.records[1].signatures[0] ^= 1);
    bad(|batch| batch.records[1].id[0] ^= 1);
    bad(|batch| batch.erase.push(3));
    assert_eq!(store.head().unwrap().unwrap().size, 3);
    store.append(&good).unwrap();
}

#[test]
fn an_id_is_taken_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let mut maker = Maker::default();
    store.append(&maker.batch(5)).unwrap();
    let again = common::repeated(&mut maker, 2);
    assert_eq!(store.append(&again), Err(AppendError::Refused(Refusal::Duplicate { position: 2 })));
    assert_eq!(store.head().unwrap().unwrap().size, 5);
}

#[test]
fn an_erased_body_is_gone_and_the_record_still_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let mut maker = Maker::default();
    store.append(&maker.batch(5)).unwrap();
    let mut batch = maker.batch(1);
    batch.erase = vec![2];
    store.append(&batch).unwrap();
    let read = store.read(2).unwrap();
    assert_eq!((read.body, read.erased), (None, true));
    assert!(store.read(3).unwrap().body.is_some());
}
