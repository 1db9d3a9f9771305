//! Backup, restore and the high-water mark: an old copy never makes a second history.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use common::Maker;
use store::{
    AppendError, HighWater, Options, Refusal, SqliteStore, Standing, Store, StoreError, check_store, restore,
};

fn open(path: &Path) -> SqliteStore {
    SqliteStore::open(path, Options::default()).unwrap()
}

#[test]
fn a_backup_of_a_running_store_is_consistent() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("register.db"));
    let mut maker = Maker::small();
    store.append(&maker.batch(2000)).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                store.append(&maker.batch(7)).unwrap();
            }
        });
        for number in 0..5 {
            let to = folder.path().join(format!("backup-{number}.db"));
            let report = store.backup(&to).unwrap();
            assert!(report.is_sound() && report.size >= 2000);
            assert_eq!(open(&to).standing(), Standing::Restored);
        }
        done.store(true, Ordering::Relaxed);
    });
    let taken = store.backup(&folder.path().join("backup-0.db"));
    assert!(matches!(taken, Err(StoreError::Format(_))), "an existing file isn't overwritten");
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().contains("partial")), "{names:?}");
}

#[test]
fn an_old_backup_takes_nothing_until_it_is_shown_to_be_the_newest() {
    let folder = tempfile::tempdir().unwrap();
    let mut maker = Maker::small();
    let mut water = HighWater::open(&folder.path().join("high-water")).unwrap();
    {
        let store = open(&folder.path().join("register.db"));
        store.append(&maker.batch(10)).unwrap();
        store.backup(&folder.path().join("old.db")).unwrap();
        store.append(&maker.batch(10)).unwrap();
        store.backup(&folder.path().join("new.db")).unwrap();
        water.advance(&maker.mark_at(20)).unwrap();
    }
    restore(&folder.path().join("old.db"), &folder.path().join("restored.db"), &Options::default()).unwrap();
    let store = open(&folder.path().join("restored.db"));
    let mut ten = Maker::small();
    ten.batch(10);
    assert_eq!(store.standing(), Standing::Restored);
    assert_eq!(store.append(&ten.clone().batch(1)), Err(AppendError::Refused(Refusal::Behind)));
    let known = water.mark().unwrap();
    assert_eq!(store.compare(known).unwrap(), Standing::Behind(known.clone()));
    assert_eq!(store.resume(), Err(AppendError::Refused(Refusal::Behind)));
    assert!(store.read(9).is_ok(), "it still serves what it has");

    restore(&folder.path().join("new.db"), &folder.path().join("again.db"), &Options::default()).unwrap();
    let store = open(&folder.path().join("again.db"));
    assert_eq!(store.compare(known).unwrap(), Standing::Restored);
    store.resume().unwrap();
    drop(store);
    let store = open(&folder.path().join("again.db"));
    assert_eq!(store.compare(known).unwrap(), Standing::Ready);
    store.append(&maker.batch(1)).unwrap();
}

#[test]
fn a_store_of_another_history_is_found_out() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("register.db"));
    store.append(&Maker::small().batch(10)).unwrap();
    let mut other = Maker::default();
    other.batch(10);
    let known = other.mark_at(8);
    assert_eq!(store.compare(&known).unwrap(), Standing::Diverged(known.clone()));
    assert_eq!(store.standing(), Standing::Diverged(known));
}

#[test]
fn an_empty_store_is_behind_any_mark() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("register.db"));
    let mut maker = Maker::small();
    let batch = maker.batch(1);
    let known = maker.mark_at(1);
    assert_eq!(store.compare(&known).unwrap(), Standing::Behind(known));
    assert_eq!(store.append(&batch), Err(AppendError::Refused(Refusal::Behind)));
}

#[test]
fn a_damaged_backup_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("backup.db");
    {
        let store = open(&folder.path().join("register.db"));
        store.append(&Maker::default().batch(50)).unwrap();
        store.backup(&from).unwrap();
    }
    let mut bytes = fs::read(&from).unwrap();
    let at = bytes.windows(10).position(|window| window == b"header 20 ").unwrap();
    bytes[at + 30] ^= 1;
    fs::write(&from, bytes).unwrap();
    let to = folder.path().join("restored.db");
    assert!(matches!(restore(&from, &to, &Options::default()), Err(StoreError::Corrupt(_))));
    assert!(!to.exists());
}

#[test]
fn the_mark_survives_and_never_goes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("high-water");
    let mut maker = Maker::small();
    maker.batch(30);
    for size in [1, 2, 2, 9, 30] {
        let mut water = HighWater::open(&path).unwrap();
        water.advance(&maker.mark_at(size)).unwrap();
        assert_eq!(HighWater::open(&path).unwrap().mark(), Some(&maker.mark_at(size)));
    }
    let mut water = HighWater::open(&path).unwrap();
    assert!(water.advance(&maker.mark_at(29)).is_err());
    let mut forked = maker.mark_at(30);
    forked.root[0] ^= 1;
    assert!(water.advance(&forked).is_err());
    let whole = fs::read(&path).unwrap();
    // The slot written last is torn at each length: the other one is still there.
    let last = if whole[512..].windows(3).any(|window| window == b"\n30") { 512 } else { 0 };
    for kept in 1..300 {
        let mut torn = whole.clone();
        torn[last + kept..last + 512].fill(0xee);
        fs::write(&path, &torn).unwrap();
        let size = HighWater::open(&path).unwrap().mark().unwrap().size;
        assert!(size == 9 || size == 30, "{size} with {kept} bytes");
    }
    fs::write(&path, [1; 1024]).unwrap();
    assert!(HighWater::open(&path).is_err(), "an unreadable mark is no mark to go on from");
}

#[test]
fn a_copy_made_by_hand_is_found_by_the_mark() {
    let folder = tempfile::tempdir().unwrap();
    let mut maker = Maker::small();
    let path = folder.path().join("register.db");
    let store = open(&path);
    store.append(&maker.batch(10)).unwrap();
    drop(store);
    fs::copy(&path, folder.path().join("by-hand.db")).unwrap();
    let store = open(&path);
    store.append(&maker.batch(10)).unwrap();
    let old = open(&folder.path().join("by-hand.db"));
    assert_eq!(old.standing(), Standing::Ready, "the file alone can't tell");
    let known = maker.mark_at(20);
    assert_eq!(old.compare(&known).unwrap(), Standing::Behind(known));
    assert!(check_store(&old).unwrap().is_sound());
}
