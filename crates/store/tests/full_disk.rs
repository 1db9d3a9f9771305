//! A real disk that is full: a small tmpfs, where the system lets us mount one.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::Maker;
use store::{AppendError, HighWater, Options, Refusal, SqliteStore, Store, check_store};

/// A file system of its own, unmounted again when dropped.
struct Small<'a>(&'a Path);

impl<'a> Small<'a> {
    fn mount(at: &'a Path) -> Option<Self> {
        let done =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(at).output().ok()?;
        done.status.success().then_some(Self(at))
    }
}

impl Drop for Small<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn a_full_disk_refuses_loses_nothing_and_goes_on_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let Some(_disk) = Small::mount(folder.path()) else {
        println!("skipped: mounting a tmpfs needs root");
        return;
    };
    let ballast = folder.path().join("ballast");
    fs::write(&ballast, vec![1; 600_000]).unwrap();
    let mut water = HighWater::open(&folder.path().join("high-water")).unwrap();
    let path = folder.path().join("register.db");
    let store = SqliteStore::open(&path, Options::default()).unwrap();
    let mut maker = Maker::default();
    let refused = loop {
        let mut next = maker.clone();
        match store.append(&next.batch(20)) {
            Ok(()) => {
                water.advance(&next.mark_at(next.size())).unwrap();
                maker = next;
            }
            Err(error) => break error,
        }
    };
    assert_eq!(refused, AppendError::Refused(Refusal::DiskFull));
    // Refused again and again, down to single records, and nothing changes.
    for count in [20, 5, 1, 1] {
        let mut next = maker.clone();
        match store.append(&next.batch(count)) {
            Ok(()) => maker = next,
            Err(error) => assert_eq!(error, AppendError::Refused(Refusal::DiskFull)),
        }
    }
    assert!(maker.size() > 100, "{} records went in", maker.size());
    assert_eq!(store.head().unwrap().unwrap().checkpoint, maker.checkpoint());
    drop(store);
    let store = SqliteStore::open(&path, Options::default()).unwrap();
    assert!(check_store(&store).unwrap().is_sound());
    assert_eq!(
        store.head().unwrap().unwrap().checkpoint,
        maker.checkpoint(),
        "after a start on the full disk"
    );
    fs::remove_file(&ballast).unwrap();
    store.append(&maker.batch(20)).unwrap();
    assert!(check_store(&store).unwrap().is_sound());
    assert_eq!(store.head().unwrap().unwrap().size, maker.size());
}
