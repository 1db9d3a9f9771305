//! Goes through every write, sync, cut and delete that an append, a copy of the log, an erasure and the making
//! of a store cause; lets each one fail, or the power go at it; and looks at what is left afterwards.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::Maker;
use faultvfs::{Change, Disk, Fault, FaultKind, Image, Survival};
use std::path::Path;
use store::{AppendError, Options, Refusal, SqliteStore, Standing, Store, StoreError, check_store};

const KINDS: [FaultKind; 4] =
    [FaultKind::FailLost, FaultKind::FailDone, FaultKind::StopLost, FaultKind::StopDone];
/// After a power cut anything may be left; after a mere failure the two ends tell most.
fn survivals(kind: FaultKind) -> &'static [Survival] {
    match kind {
        FaultKind::FailLost | FaultKind::FailDone => &[Survival::Nothing, Survival::Subset(2)],
        FaultKind::StopLost | FaultKind::StopDone => {
            &[Survival::Nothing, Survival::Everything, Survival::Prefix(1), Survival::Subset(2)]
        }
    }
}

/// What was promised to a caller so far.
struct Ledger {
    maker: Maker,
    /// Records under an acknowledged checkpoint.
    acknowledged: u64,
    /// Sizes that an append of unknown outcome may have left.
    unknown: Vec<u64>,
    erased: Vec<u64>,
    maybe_erased: Vec<u64>,
}

impl Ledger {
    fn new(maker: Maker) -> Self {
        let acknowledged = maker.size();
        Self { maker, acknowledged, unknown: Vec::new(), erased: Vec::new(), maybe_erased: Vec::new() }
    }

    /// Appends and writes down what it was told. `false` when the process would have to stop.
    fn append(&mut self, store: &SqliteStore, count: u64, erase: &[u64]) -> bool {
        let mut next = self.maker.clone();
        let mut batch = next.batch(count);
        batch.erase = erase.to_vec();
        match store.append(&batch) {
            Ok(()) => {
                self.acknowledged = next.size();
                self.erased.extend(erase);
                self.maker = next;
                true
            }
            Err(AppendError::Refused(_)) => true,
            Err(AppendError::OutcomeUnknown(_)) => {
                assert_eq!(store.standing(), Standing::Stopped);
                self.unknown.push(next.size());
                self.maybe_erased.extend(erase);
                self.maker = next;
                false
            }
        }
    }

    fn verify(&self, store: &SqliteStore, what: &str) {
        let report = check_store(store).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert!(report.is_sound(), "{what}: {report:?}");
        assert_eq!(store.standing(), Standing::Ready, "{what}");
        let size = store.head().unwrap().map_or(0, |head| head.size);
        assert!(
            size == self.acknowledged || self.unknown.contains(&size),
            "{what}: {size} records, acknowledged {}, possible {:?}",
            self.acknowledged,
            self.unknown
        );
        if size == 0 {
            return;
        }
        assert_eq!(store.head().unwrap().unwrap().checkpoint, self.maker.checkpoint_at(size), "{what}");
        for record in store.read_range(0, size).unwrap() {
            let made = self.maker.record(record.position);
            assert_eq!(
                (record.id, &record.header, &record.signatures),
                (made.id, &made.header, &made.signatures)
            );
            assert_eq!(store.find(&made.id).unwrap(), Some(record.position), "{what}");
            if self.erased.contains(&record.position) {
                assert_eq!(record.body, None, "{what}: an acknowledged erasure is undone");
            } else if !self.maybe_erased.contains(&record.position) {
                assert_eq!(record.body, made.body, "{what}");
            }
        }
    }
}

fn options(disk: &Disk, log_bytes: u64) -> Options {
    Options { vfs: Some(disk.name().to_owned()), checkpoint_bytes: log_bytes, ..Options::default() }
}

fn open(disk: &Disk, log_bytes: u64) -> Result<SqliteStore, StoreError> {
    SqliteStore::open(Path::new("register.db"), options(disk, log_bytes))
}

/// A store with 254 records, so that the next few fill a tile and begin the next level.
fn base(disk: &Disk, log_bytes: u64) -> (Image, Maker) {
    let mut maker = Maker::small();
    let store = open(disk, log_bytes).unwrap();
    for count in [200, 54] {
        store.append(&maker.batch(count)).unwrap();
    }
    // The power goes, so that the log stays as a running process leaves it.
    disk.power_off();
    drop(store);
    disk.crash(Survival::Everything);
    (disk.image(), maker)
}

/// Runs `action` with a fault at each of its operations in turn, and verifies what is left after a crash.
fn go_through(name: &str, disk: &Disk, image: &Image, maker: &Maker, action: impl Fn(&mut Ledger) -> bool) {
    disk.load(image);
    disk.plan(None);
    let mut ledger = Ledger::new(maker.clone());
    assert!(action(&mut ledger), "{name} works without a fault");
    let operations = disk.operations();
    println!("{name}: {} operations", operations.len());
    disk.power_off();
    disk.crash(Survival::Nothing);
    ledger.verify(&open(disk, u64::MAX).unwrap(), name);
    assert!(operations.iter().any(|operation| operation.change == Change::Sync), "{name} syncs");

    for (at, operation) in operations.iter().enumerate() {
        for kind in KINDS {
            for &survival in survivals(kind) {
                let what = format!("{name}, {kind:?} at {at} ({operation:?}), then {survival:?}");
                disk.load(image);
                disk.plan(Some(Fault { at, kind }));
                let mut ledger = Ledger::new(maker.clone());
                action(&mut ledger);
                disk.power_off();
                disk.crash(survival);
                let store = open(disk, u64::MAX).unwrap_or_else(|error| panic!("{what}: {error}"));
                ledger.verify(&store, &what);
                ledger.maker = ledger.maker.shortened(store.head().unwrap().map_or(0, |head| head.size));
                assert!(ledger.append(&store, 2, &[]), "{what}: it goes on");
                ledger.unknown.clear();
                ledger.verify(&store, &what);
                drop(store);
            }
        }
    }
}

/// Opens, does the work, and leaves with the power off, as a killed process does.
fn session(disk: &Disk, log_bytes: u64, work: impl FnOnce(&SqliteStore) -> bool) -> bool {
    let store = open(disk, log_bytes);
    let done = store.as_ref().is_ok_and(work);
    disk.power_off();
    drop(store);
    done
}

#[test]
fn every_operation_of_an_append_may_fail() {
    let disk = Disk::new();
    let (image, maker) = base(&disk, u64::MAX);
    // The second append shows that a refusal left nothing behind that harms the next.
    go_through("append", &disk, &image, &maker, |ledger| {
        session(&disk, u64::MAX, |store| ledger.append(store, 3, &[]) && ledger.append(store, 1, &[]))
    });
}

#[test]
fn every_operation_of_copying_the_log_may_fail() {
    let disk = Disk::new();
    let (image, maker) = base(&disk, u64::MAX);
    // The first append copies the log; the second begins the log anew.
    go_through("copy", &disk, &image, &maker, |ledger| {
        session(&disk, 1, |store| ledger.append(store, 3, &[]) && ledger.append(store, 1, &[]))
    });
}

#[test]
fn every_operation_of_erasing_may_fail() {
    let disk = Disk::new();
    let (image, maker) = base(&disk, u64::MAX);
    go_through("erase", &disk, &image, &maker, |ledger| {
        session(&disk, u64::MAX, |store| {
            ledger.append(store, 1, &[3, 77, 253]) && store.scrub().is_ok() && ledger.append(store, 1, &[0])
        })
    });
}

#[test]
fn every_operation_of_making_a_store_may_fail() {
    let disk = Disk::new();
    let image = disk.image();
    go_through("make", &disk, &image, &Maker::small(), |ledger| {
        session(&disk, u64::MAX, |store| ledger.append(store, 2, &[]))
    });
}

#[test]
fn a_full_disk_refuses_loses_nothing_and_goes_on_when_there_is_room() {
    let disk = Disk::new();
    let (image, maker) = base(&disk, u64::MAX);
    disk.load(&image);
    let used = disk.used();
    let mut refused = 0;
    // From no room at all to enough: every place where it may run out.
    for room in (0..120_000).step_by(700) {
        disk.load(&image);
        let mut ledger = Ledger::new(maker.clone());
        {
            let store = open(&disk, u64::MAX).unwrap();
            disk.set_capacity(Some(used + room));
            let batch = ledger.maker.clone().batch(100);
            if let Err(error) = store.append(&batch) {
                assert_eq!(error, AppendError::Refused(Refusal::DiskFull), "with room for {room} bytes");
                refused += 1;
            } else {
                ledger.acknowledged = 354;
                ledger.maker.batch(100);
            }
            ledger.verify(&store, "on the full disk");
            disk.set_capacity(None);
            assert!(ledger.append(&store, 5, &[]), "it goes on when there is room");
            ledger.verify(&store, "with room again");
            disk.power_off();
        }
        disk.crash(Survival::Nothing);
        ledger.verify(&open(&disk, u64::MAX).unwrap(), "after the power went");
    }
    assert!((20..150).contains(&refused), "{refused} refusals");
}
