//! Flips bytes in the file at random: what is hit is named and never served, all else is served as it was,
//! nothing can be appended, and a repair from a backup brings everything back.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::path::Path;

use common::Maker;
use store::{
    AppendError, NoSource, Options, RecordSource, Refusal, RepairError, SqliteStore, Standing, Store,
    StoreError, check_store, repair, sha256,
};

const RECORDS: u64 = 700;

fn open(path: &Path) -> Result<SqliteStore, StoreError> {
    SqliteStore::open(path, Options::default())
}

/// A store and a backup of it. Three bodies are erased before and one after the backup.
fn prepare(folder: &Path) -> Maker {
    let mut maker = Maker::default();
    let store = open(&folder.join("register.db")).unwrap();
    store.append(&maker.batch(RECORDS - 10)).unwrap();
    store.erase(&[5, 6, 500]).unwrap();
    let mut last = maker.batch(10);
    store.backup(&folder.join("old.db")).unwrap();
    last.erase = vec![7];
    store.append(&last).unwrap();
    store.backup(&folder.join("backup.db")).unwrap();
    maker
}

/// Random numbers that are the same each time.
fn number(seed: u64, at: u64, below: usize) -> usize {
    let digest = sha256(format!("{seed}/{at}").as_bytes());
    usize::try_from(u64::from_be_bytes(digest[..8].try_into().unwrap()) % below as u64).unwrap()
}

fn served(store: &SqliteStore, maker: &Maker, position: u64) -> bool {
    let Ok(record) = store.read(position) else { return false };
    let made = maker.record(position);
    assert_eq!(
        (record.id, record.header, record.signatures),
        (made.id, made.header, made.signatures),
        "{position}"
    );
    let erased = [5, 6, 7, 500].contains(&position);
    assert_eq!(record.body, if erased { None } else { made.body }, "{position}");
    true
}

/// Damages a copy in `hits` places and goes through the whole story; how many records were hit.
fn damage_and_repair(folder: &Path, maker: &Maker, whole: &[u8], seed: u64, hits: u64) -> usize {
    let mut bytes = whole.to_vec();
    for hit in 0..hits {
        let at = number(seed, hit * 2, bytes.len());
        bytes[at] ^= u8::try_from(1 + number(seed, hit * 2 + 1, 255)).unwrap();
    }
    let path = folder.join("damaged.db");
    fs::write(&path, bytes).unwrap();
    let mut named = 0;
    match open(&path) {
        Err(error) => {
            assert!(matches!(error, StoreError::Corrupt(_) | StoreError::Format(_)), "{seed}: {error:?}");
        }
        Ok(store) => {
            let report = check_store(&store).unwrap();
            named = report.damaged.len();
            if report.head.is_none() || report.size > 0 {
                for position in 0..RECORDS {
                    let served = served(&store, maker, position);
                    assert_eq!(
                        served,
                        !report.damaged.contains_key(&position),
                        "{seed}: {position} in {report:?}"
                    );
                }
            }
            if !report.damaged.is_empty() {
                assert_eq!(store.standing(), Standing::Damaged, "{seed}");
                let refused = store.append(&maker.clone().batch(1));
                assert_eq!(refused, Err(AppendError::Refused(Refusal::Damaged)), "{seed}");
            }
        }
    }
    let source = open(&folder.join("backup.db")).unwrap();
    let known = maker.mark_at(RECORDS);
    let report = repair(&path, &source, Some(&known), &Options::default(), &mut |_, _| {}).unwrap();
    fs::remove_file(&report.kept).unwrap();
    let repaired = open(&path).unwrap();
    assert!(check_store(&repaired).unwrap().is_sound(), "{seed}");
    assert!((0..RECORDS).all(|position| served(&repaired, maker, position)), "{seed}");
    assert!(matches!(repaired.compare(&known).unwrap(), Standing::Ready | Standing::Restored));
    repaired.resume().unwrap();
    repaired.append(&maker.clone().batch(3)).unwrap();
    named
}

#[test]
fn flipped_bytes_are_named_never_served_and_repaired() {
    let folder = tempfile::tempdir().unwrap();
    let maker = prepare(folder.path());
    let whole = fs::read(folder.path().join("register.db")).unwrap();
    let hit: usize =
        (0..12).map(|seed| damage_and_repair(folder.path(), &maker, &whole, seed, 1 + seed % 5)).sum();
    assert!(hit > 5, "only {hit} records were hit");
}

#[test]
#[ignore = "takes a minute: run by `make crash`"]
fn flipped_bytes_two_hundred_times() {
    let folder = tempfile::tempdir().unwrap();
    let maker = prepare(folder.path());
    let whole = fs::read(folder.path().join("register.db")).unwrap();
    for seed in 100..300 {
        damage_and_repair(folder.path(), &maker, &whole, seed, 1 + seed % 40);
    }
}

#[test]
fn every_page_may_be_lost_to_zeros() {
    let folder = tempfile::tempdir().unwrap();
    let maker = prepare(folder.path());
    let path = folder.path().join("register.db");
    let whole = fs::read(&path).unwrap();
    for page in (0..whole.len() / 4096).step_by(23) {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0);
        fs::write(&path, bytes).unwrap();
        let source = open(&folder.path().join("backup.db")).unwrap();
        let report = repair(&path, &source, None, &Options::default(), &mut |_, _| {}).unwrap();
        fs::remove_file(&report.kept).unwrap();
        let repaired = open(&path).unwrap();
        assert!((0..RECORDS).all(|position| served(&repaired, &maker, position)), "page {page}");
    }
}

#[test]
fn a_body_that_one_repair_found_nowhere_comes_back_with_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let maker = prepare(folder.path());
    let path = folder.path().join("register.db");
    let mut bytes = fs::read(&path).unwrap();
    let body = maker.record(42).body.unwrap();
    let end = &body[body.len() - 16..];
    let at = bytes.windows(16).position(|window| window == end).expect("bodies lie there as they are");
    bytes[at] ^= 1;
    fs::write(&path, bytes).unwrap();
    let mend =
        |source: &dyn RecordSource| repair(&path, source, None, &Options::default(), &mut |_, _| {}).unwrap();
    let first = mend(&NoSource);
    assert_eq!(first.without_body, [42]);
    assert_eq!(open(&path).unwrap().read(42).unwrap().body, None);
    let source = open(&folder.path().join("backup.db")).unwrap();
    let second = mend(&source);
    assert_eq!((second.from_source, second.without_body), (vec![42], vec![]));
    assert!((0..RECORDS).all(|position| served(&open(&path).unwrap(), &maker, position)));
    assert!(
        first.kept.exists() && second.kept.exists() && first.kept != second.kept,
        "nothing is written over"
    );
}

#[test]
fn a_repair_does_not_go_back_behind_what_was_published() {
    let folder = tempfile::tempdir().unwrap();
    let maker = prepare(folder.path());
    let path = folder.path().join("register.db");
    let mut bytes = fs::read(&path).unwrap();
    bytes[..100].fill(0);
    fs::write(&path, &bytes).unwrap();
    let old = open(&folder.path().join("old.db")).unwrap();
    let known = maker.mark_at(RECORDS);
    let result = repair(&path, &old, Some(&known), &Options::default(), &mut |_, _| {});
    assert!(matches!(result, Err(RepairError::Behind { here: 690, .. })), "{result:?}");
    assert_eq!(fs::read(&path).unwrap(), bytes, "the damaged file stays as it was");
    // Without the mark it can't be known; then the store counts as restored and takes nothing.
    let report = repair(&path, &old, None, &Options::default(), &mut |_, _| {}).unwrap();
    assert!(report.restored);
    let repaired = open(&path).unwrap();
    assert_eq!(repaired.standing(), Standing::Restored);
    let mut short = Maker::default();
    short.batch(690);
    assert_eq!(repaired.append(&short.batch(1)), Err(AppendError::Refused(Refusal::Behind)));
    assert_eq!(repaired.compare(&known).unwrap(), Standing::Behind(known.clone()));
    assert!(repaired.resume().is_err());
}

#[test]
fn a_source_of_another_history_repairs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let path = folder.path().join("register.db");
    let mut bytes = fs::read(&path).unwrap();
    let marker = b"header 333 ";
    let at = bytes.windows(marker.len()).position(|window| window == marker).unwrap();
    bytes[at + 20] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let other = open(&folder.path().join("other.db")).unwrap();
    let mut stranger = Maker::small();
    other.append(&stranger.batch(RECORDS)).unwrap();
    let result = repair(&path, &other, None, &Options::default(), &mut |_, _| {});
    assert!(matches!(result, Err(RepairError::WrongRoot)), "{result:?}");
    let result = repair(&path, &NoSource, None, &Options::default(), &mut |_, _| {});
    assert!(matches!(&result, Err(RepairError::Missing(positions)) if positions[..] == [333]), "{result:?}");
    let store = open(&path).unwrap();
    assert!(matches!(store.read(333), Err(StoreError::Damaged { position: 333, .. })));
    assert_eq!(store.standing(), Standing::Damaged);
}

#[test]
fn a_damaged_tile_is_made_again_from_its_records() {
    let folder = tempfile::tempdir().unwrap();
    let maker = prepare(folder.path());
    let path = folder.path().join("register.db");
    let mut bytes = fs::read(&path).unwrap();
    let leaf = store::leaf_hash(&maker.record(300).entry);
    let at = bytes.windows(32).position(|window| window == leaf).unwrap();
    bytes[at] ^= 1;
    fs::write(&path, &bytes).unwrap();
    assert!(matches!(open(&path).unwrap().read(300), Err(StoreError::Damaged { position: 300, .. })));
    repair(&path, &NoSource, None, &Options::default(), &mut |_, _| {}).unwrap();
    assert!(check_store(&open(&path).unwrap()).unwrap().is_sound());
}
