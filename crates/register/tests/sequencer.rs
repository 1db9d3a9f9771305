//! The sequencer over a store that fails on demand, and over SQLite.

#![allow(clippy::unwrap_used, reason = "a test's panic is its failure")]

use record::checkpoint::{Checkpoint, SignedCheckpoint};
use record::edge::Edge;
use record::policy::Policy;
use record::tile::TileId;
use record::vkey::{NoteSecret, SignatureType};
use record::{Entry, Time, Verified};
use register::{Clock, ClockFault, Register, SnapshotError, SubmitError};
use rehearsal::{ADA, LOG, START, World};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use store::{
    AppendError, Batch, Head, NewRecord, Refusal, SqliteStore, Store, StoreError, StoredRecord, TileWrite,
};

/// Passes everything on to SQLite, but fails appends when told to, and fails the test when the sequencer breaks the
/// store's contract.
struct Failing {
    inner: SqliteStore,
    mode: AtomicU8,
    erased: Mutex<Vec<u64>>,
}

const WORKS: u8 = 0;
const REFUSES: u8 = 1;
const UNKNOWN: u8 = 2;
const UNKNOWN_BUT_DONE: u8 = 3;

impl Store for Failing {
    fn head(&self) -> Result<Option<Head>, StoreError> {
        self.inner.head()
    }
    fn append(&self, batch: &Batch) -> Result<(), AppendError> {
        let size = self.inner.head().unwrap().map_or(0, |head| head.size);
        assert_eq!(batch.first, size, "a batch begins where the store ends");
        assert!(batch.erase.iter().all(|position| *position < size), "only what is durable is erased");
        let unknown = Err(AppendError::OutcomeUnknown("said by the test".into()));
        match self.mode.load(Ordering::SeqCst) {
            REFUSES => Err(AppendError::Refused(Refusal::DiskFull)),
            UNKNOWN => unknown,
            UNKNOWN_BUT_DONE => self.inner.append(batch).and(unknown),
            _ => {
                self.erased.lock().unwrap().extend(&batch.erase);
                self.inner.append(batch)
            }
        }
    }
    fn find(&self, id: &[u8; 32]) -> Result<Option<u64>, StoreError> {
        self.inner.find(id)
    }
    fn read(&self, position: u64) -> Result<StoredRecord, StoreError> {
        self.inner.read(position)
    }
    fn read_header(&self, position: u64) -> Result<StoredRecord, StoreError> {
        self.inner.read_header(position)
    }
    fn longest_body(&self, from: u64, to: u64) -> Result<u64, StoreError> {
        self.inner.longest_body(from, to)
    }
    fn read_range(&self, from: u64, to: u64) -> Result<Vec<StoredRecord>, StoreError> {
        self.inner.read_range(from, to)
    }
    fn entries(&self, from: u64, to: u64) -> Result<Vec<[u8; 74]>, StoreError> {
        self.inner.entries(from, to)
    }
    fn tile(&self, level: u8, index: u64) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.tile(level, index)
    }
    fn erase(&self, positions: &[u64]) -> Result<(), AppendError> {
        self.inner.erase(positions)
    }
    fn scrub(&self) -> Result<(), StoreError> {
        self.inner.scrub()
    }
    fn sealed_for(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.sealed_for()
    }
    fn set_sealed_for(&self, whom: &[u8]) -> Result<(), AppendError> {
        self.inner.set_sealed_for(whom)
    }
    fn put_attachment(&self, position: u64, digest: &[u8; 32], bytes: &[u8]) -> Result<(), AppendError> {
        self.inner.put_attachment(position, digest, bytes)
    }
    fn attachment(&self, position: u64, digest: &[u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.attachment(position, digest)
    }
    fn put_sealed_attachment(
        &self,
        position: u64,
        name: &[u8; 32],
        sealed: &[u8],
    ) -> Result<(), AppendError> {
        self.inner.put_sealed_attachment(position, name, sealed)
    }
    fn sealed_attachment(&self, position: u64, name: &[u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.sealed_attachment(position, name)
    }
}

struct Stage {
    world: World,
    store: Arc<Failing>,
    register: Register,
    folder: tempfile::TempDir,
}

fn log_key() -> NoteSecret {
    NoteSecret::from_seed(LOG, SignatureType::Ed25519, &[7; 32]).unwrap()
}

fn open_at(store: &Arc<Failing>, clock: Arc<dyn Clock>, snapshot: Option<&[u8]>) -> Register {
    Register::open(Arc::clone(store) as Arc<dyn Store>, log_key(), clock, snapshot, None).unwrap()
}

fn open(store: &Arc<Failing>, snapshot: Option<&[u8]>) -> Register {
    open_at(store, Arc::new(|| START.plus(4 * record::time::DAY)), snapshot)
}

impl Stage {
    /// A register in which everything up to a furnished world has been said.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let inner = SqliteStore::open(&folder.path().join("register.db"), store::Options::default()).unwrap();
        let store = Arc::new(Failing { inner, mode: AtomicU8::new(WORKS), erased: Mutex::default() });
        let mut world = World::empty();
        let vkey = log_key().public().to_string();
        world.say(&world.genesis().with("log_key", vkey.into()));
        world.furnish();
        let time = Arc::new(AtomicU64::new(0));
        let hands = Arc::clone(&time);
        let register = open_at(&store, Arc::new(move || Time(hands.load(Ordering::SeqCst))), None);
        for (entry, record) in &world.log {
            time.store(entry.time, Ordering::SeqCst);
            register.submit_blocking(record.clone()).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
        }
        drop(register);
        let register = open(&store, None);
        Self { world, store, register, folder }
    }

    fn fail(&self, mode: u8) {
        self.store.mode.store(mode, Ordering::SeqCst);
    }

    fn measure(&mut self) -> Verified {
        let draft = self.world.measure();
        self.world.say(&draft);
        draft.seal()
    }

    fn verify_head(&self) {
        let policy = Policy::parse(format!("log {}\nquorum none\n", log_key().public()).as_bytes()).unwrap();
        let size = self.register.state().size();
        for position in 0..size {
            let stored = self.store.read(position).unwrap();
            let leaf = record::merkle::leaf_hash(&stored.entry);
            self.register.prove(position).unwrap().verify(&leaf, &policy).unwrap();
        }
    }
}

#[test]
fn what_is_accepted_is_provable_and_replays_to_the_same_state() {
    let mut stage = Stage::new();
    for _ in 0..3 {
        let measure = stage.measure();
        let receipt = stage.register.submit_blocking(measure).unwrap();
        assert!(receipt.first);
    }
    stage.verify_head();
    let state = stage.register.state();
    let snapshot = stage.register.snapshot().unwrap();
    for kept in [None, Some(snapshot.as_slice()), Some(b"damaged".as_slice())] {
        assert_eq!(open(&stage.store, kept).state(), state);
    }
    assert!(stage.folder.path().exists());
}

#[test]
fn the_same_record_again_gets_the_first_receipt() {
    let mut stage = Stage::new();
    let measure = stage.measure();
    let first = stage.register.submit_blocking(measure.clone()).unwrap();
    let again = stage.register.submit_blocking(measure.clone()).unwrap();
    assert_eq!((again.position, again.time, again.first), (first.position, first.time, false));
    assert_eq!(stage.register.receipt(&measure.id).unwrap(), Some(again));
}

#[test]
fn twice_in_one_batch_is_once_in_the_register() {
    let mut stage = Stage::new();
    let size = stage.register.state().size();
    let measure = stage.measure();
    let waiting: Vec<_> = (0..8).map(|_| stage.register.enqueue_blocking(measure.clone()).unwrap()).collect();
    let receipts: Vec<_> = waiting.into_iter().map(|w| w.blocking_recv().unwrap().unwrap()).collect();
    assert!(receipts.iter().all(|r| r.position == size));
    assert_eq!(receipts.iter().filter(|r| r.first).count(), 1);
    assert_eq!(stage.register.state().size(), size + 1);
}

#[test]
fn a_full_disk_refuses_and_the_register_goes_on() {
    let mut stage = Stage::new();
    let before = stage.register.state();
    let measure = stage.measure();
    stage.fail(REFUSES);
    let refused = stage.register.submit_blocking(measure.clone()).unwrap_err();
    assert_eq!(refused.code(), "store-disk-full");
    assert_eq!(stage.register.state(), before);
    stage.fail(WORKS);
    assert!(stage.register.submit_blocking(measure).unwrap().first);
    stage.verify_head();
}

#[test]
fn an_unknown_outcome_stops_the_register_and_a_new_start_knows() {
    for mode in [UNKNOWN, UNKNOWN_BUT_DONE] {
        let mut stage = Stage::new();
        let measure = stage.measure();
        stage.fail(mode);
        assert_eq!(stage.register.submit_blocking(measure.clone()).unwrap_err(), SubmitError::Stopped);
        assert!(stage.register.has_stopped());
        stage.fail(WORKS);
        assert_eq!(stage.register.submit_blocking(measure.clone()).unwrap_err(), SubmitError::Stopped);
        stage.register = open(&stage.store, None);
        let receipt = stage.register.submit_blocking(measure).unwrap();
        assert_eq!(receipt.first, mode == UNKNOWN, "what was done is answered with its first receipt");
        stage.verify_head();
    }
}

#[test]
fn an_erasure_waits_until_what_it_erases_is_durable() {
    let mut stage = Stage::new();
    let measure = stage.measure();
    let erasure = stage.world.erasure(measure.id, "personal-data").seal();
    let waiting = [measure.clone(), erasure].map(|r| stage.register.enqueue_blocking(r).unwrap());
    let [measured, erased] = waiting.map(|w| w.blocking_recv().unwrap().unwrap());
    assert_eq!(erased.position, measured.position + 1);
    assert_eq!(*stage.store.erased.lock().unwrap(), [measured.position]);
    let stored = stage.store.read(measured.position).unwrap();
    assert!(stored.erased && stored.body.is_none());
    assert!(open(&stage.store, None).state().is_erased(measured.position), "an erased body replays");
}

#[test]
fn what_may_not_be_said_leaves_no_entry() {
    let mut stage = Stage::new();
    let size = stage.register.state().size();
    let not_theirs = stage.world.measure().by(&[ADA]).set(|h| h.participant = "XBB".into()).seal();
    let code = stage.register.submit_blocking(not_theirs).unwrap_err().code();
    assert_eq!(code, "key-of-another");
    let other_log = stage.measure();
    let mut bodiless = other_log;
    bodiless.body_bytes = None;
    assert_eq!(stage.register.submit_blocking(bodiless).unwrap_err().code(), "body-missing");
    assert_eq!(stage.store.head().unwrap().unwrap().size, size);
}

/// Makes the hub a dishonest one: signs a record into the register that nobody judged.
fn put_unjudged(store: &SqliteStore, record: &Verified, time: Time) {
    let head = Store::head(store).unwrap().unwrap();
    let signed = SignedCheckpoint::parse(&head.checkpoint).unwrap();
    let tiles: BTreeMap<TileId, Vec<u8>> = TileId::right_edge(head.size)
        .into_iter()
        .map(|id| (id, store.tile(id.level(), id.index()).unwrap().unwrap()))
        .collect();
    let edge = Edge::load(head.size, &signed.unverified().root(), tiles).unwrap();
    let entry = Entry {
        public: true,
        control: false,
        time: time.0,
        id: record.id,
        signatures: record.signature_digest,
    };
    let entry = entry.to_bytes();
    let grown = edge.integrate(&[record::merkle::leaf_hash(&entry)]).unwrap();
    let checkpoint = Checkpoint::new(LOG, grown.edge.size(), grown.edge.root()).unwrap();
    let write = |tile: record::edge::Tile| TileWrite {
        level: tile.id.level(),
        index: tile.id.index(),
        hashes: tile.bytes,
    };
    let batch = Batch {
        first: head.size,
        records: vec![NewRecord {
            id: record.id.0,
            entry,
            header: record.header_bytes.clone(),
            signatures: record.signature_bytes.clone(),
            body: record.body_bytes.clone(),
        }],
        tiles: grown.tiles.into_iter().map(write).collect(),
        checkpoint: checkpoint.sign(&log_key()).unwrap().to_string().into_bytes(),
        ..Batch::default()
    };
    store.append(&batch).unwrap();
}

#[test]
fn what_admission_refuses_is_passed_over_at_the_start_and_named() {
    let mut stage = Stage::new();
    let position = stage.register.state().size();
    let not_theirs = stage.world.measure().by(&[ADA]).set(|h| h.participant = "XBB".into()).seal();
    put_unjudged(&stage.store.inner, &not_theirs, START.plus(4 * record::time::DAY));
    let register = open(&stage.store, None);
    assert_eq!(register.voids(), &BTreeMap::from([(position, "key-of-another".to_owned())]));
    assert_eq!(register.state().size(), position + 1);
    let receipt = register.submit_blocking(stage.measure()).unwrap();
    assert_eq!(receipt.position, position + 1);
    // A kept state knows of it too.
    let again = open(&stage.store, Some(&register.snapshot().unwrap()));
    assert!(again.snapshot_ignored().is_none());
    assert_eq!((again.voids(), again.state()), (register.voids(), register.state()));
}

#[test]
fn a_snapshot_that_was_written_to_is_not_believed() {
    let stage = Stage::new();
    let honest = stage.register.state();
    let sealed = stage.register.snapshot().unwrap();
    // Whoever can write to the folder makes every key an administrator's.
    let form = sealed.windows(8).rposition(|window| window == b"kept-v1\n").unwrap();
    let end = form - 44;
    let text = std::str::from_utf8(&sealed[..end]).unwrap();
    let forged = text.replace("\"administrator\":false", "\"administrator\":true ");
    let forged = [forged.as_bytes(), &sealed[end..]].concat();
    assert_eq!(forged.len(), sealed.len());
    assert_ne!(forged, sealed);
    for (kept, code) in [
        (forged.as_slice(), "snapshot-unsealed"),
        (&sealed[1..], "snapshot-unsealed"),
        (&sealed[..sealed.len() - 1], "snapshot-other-version"),
        (b"{\"code_version\":1}", "snapshot-other-version"),
    ] {
        let register = open(&stage.store, Some(kept));
        assert_eq!(register.snapshot_ignored().map(SnapshotError::code), Some(code));
        assert_eq!(register.state(), honest);
    }
    // What was kept of the views is not the state, though the same key sealed it.
    let size = honest.size();
    let other = stage.register.seal("views", size, sealed[..end].to_vec()).unwrap();
    assert_eq!(stage.register.unseal("views", &other).unwrap(), &sealed[..end]);
    assert_eq!(
        open(&stage.store, Some(&other)).snapshot_ignored().map(SnapshotError::code),
        Some("snapshot-unsealed")
    );
}

#[test]
fn a_snapshot_of_another_history_is_not_used() {
    let mut ahead = Stage::new();
    let before = Stage::new();
    let measure = ahead.measure();
    ahead.register.submit_blocking(measure).unwrap();
    let kept = ahead.register.snapshot().unwrap();
    let other = Stage::new();
    // The same length, the same log key, other records.
    let draft = other.world.measure().set(|h| h.language = "fr".into()).seal();
    other.register.submit_blocking(draft).unwrap();
    for stage in [before, other] {
        let register = open(&stage.store, Some(&kept));
        assert_eq!(register.snapshot_ignored().map(SnapshotError::code), Some("snapshot-other-history"));
        assert_eq!(register.state(), stage.register.state());
    }
}

/// A clock that jumped.
struct Jumped;

impl Clock for Jumped {
    fn now(&self) -> Result<Time, ClockFault> {
        Err(ClockFault::Ahead(7_200))
    }
}

#[test]
fn nothing_is_accepted_by_a_clock_that_is_not_to_be_believed() {
    let mut stage = Stage::new();
    let measure = stage.measure();
    let newest = stage.register.state().time();
    let behind = move |seconds: u64| move || Time(newest.0 - seconds);
    let clocks: [(Arc<dyn Clock>, &str); 2] =
        [(Arc::new(Jumped), "clock-ahead"), (Arc::new(behind(3_601)), "clock-behind")];
    for (clock, code) in clocks {
        let register = open_at(&stage.store, clock, None);
        assert_eq!(register.clock_fault().as_ref().map(ClockFault::code), Some(code));
        assert_eq!(register.submit_blocking(measure.clone()).unwrap_err().code(), code);
        assert_eq!(register.state(), stage.register.state());
    }
    // Set back a little: time stands still, and goes on.
    let register = open_at(&stage.store, Arc::new(behind(3_600)), None);
    assert_eq!(register.submit_blocking(measure).unwrap().time, newest);
    assert_eq!(register.clock_fault(), None);
}
