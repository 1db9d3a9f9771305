//! The trail of a hub over a register in a folder, with a clock that a test turns.

use super::*;
use delegations::audit::{Event, Note, What};
use delegations::{Document as _, Drawer};
use record::Time;
use record::vkey::{NoteSecret, SignatureType};
use rehearsal::{HUB, LOG, START, World};
use sealing::{HubKey, Sealer};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use store::{SqliteStore, Store, Workspace};

struct Stage {
    folder: tempfile::TempDir,
    store: Arc<SqliteStore>,
    now: Arc<AtomicU64>,
    trail: Trail,
}

/// When an hour begins.
const BEGIN: u64 = (START.0 / HOUR + 100) * HOUR;

fn desk(workspace: &Path) -> Desk {
    let workspace = Arc::new(Workspace::open(workspace).unwrap());
    Desk::new(workspace, Arc::new(Sealer::new(&HubKey::from_bytes([3; 32]))), Arc::new(random::fill))
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.db");
        let store = Arc::new(SqliteStore::open(&path, store::Options::default()).unwrap());
        let now = Arc::new(AtomicU64::new(BEGIN));
        let hands = Arc::clone(&now);
        let clock: Arc<dyn Clock> = Arc::new(move || Time(hands.load(Ordering::SeqCst)));
        let key = NoteSecret::from_seed(LOG, SignatureType::Ed25519, &[HUB.0; 32]).unwrap();
        let shared = Arc::clone(&store) as Arc<dyn Store>;
        let register = Register::open(shared, key, Arc::clone(&clock), None, None).unwrap();
        let mut world = World::empty();
        world.now = Time(BEGIN);
        register.submit_blocking(world.genesis().seal()).unwrap();
        let desk = desk(&folder.path().join("workspace.db"));
        Self { folder, store, now, trail: Trail { desk, register: Arc::new(register), clock } }
    }

    fn workspace(&self) -> PathBuf {
        self.folder.path().join("workspace.db")
    }

    fn pass(&self, seconds: u64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }

    fn now(&self) -> Time {
        Time(self.now.load(Ordering::SeqCst))
    }

    fn at<T>(&self, work: impl FnOnce(&Drawer<'_>) -> Result<T, DelegationError>) -> T {
        self.trail.desk.together(self.now().0, work).unwrap()
    }

    fn note(&self, what: What) -> Event {
        self.at(|drawer| audit::note(drawer, Note { who: None, seat: None, what, about: None, count: 1 }))
    }

    /// Commits to all that is due: how many hours.
    fn commit(&self) -> usize {
        (0..1_000).take_while(|_| self.trail.commit_next().unwrap()).count()
    }

    fn found(&self) -> Vec<Found> {
        let commitments = commitments(self.store.as_ref()).unwrap();
        compare(&self.trail.desk, self.now(), &commitments).unwrap()
    }

    /// Three hours: two events, none, one.
    fn three_hours() -> (Self, Vec<Event>) {
        let stage = Self::new();
        assert_eq!(stage.commit(), 0);
        let mut events = vec![stage.note(What::SignedIn), stage.note(What::Invited)];
        stage.pass(HOUR);
        assert_eq!(stage.commit(), 1);
        stage.pass(HOUR);
        events.push(stage.note(What::SignedOut));
        stage.pass(HOUR);
        assert_eq!(stage.commit(), 2);
        assert_eq!(stage.found(), [Found::Holds; 3]);
        (stage, events)
    }
}

#[test]
fn each_hour_is_one_record_empty_or_not_and_a_hub_that_was_off_catches_up() {
    let (stage, _) = Stage::three_hours();
    let events = |found: Vec<AuditCommitment>| found.iter().map(|one| one.events).collect::<Vec<_>>();
    assert_eq!(events(commitments(stage.store.as_ref()).unwrap()), [2, 0, 1]);
    stage.pass(5 * HOUR);
    assert_eq!(stage.commit(), 5);
    assert_eq!(stage.commit(), 0);
    assert_eq!(stage.found(), [Found::Holds; 8]);
    assert_eq!(stage.trail.register.state().size(), 9);
}

#[test]
fn a_crash_before_the_hour_is_marked_leaves_one_record_of_it() {
    let stage = Stage::new();
    assert_eq!(stage.commit(), 0);
    stage.note(What::SignedIn);
    stage.pass(HOUR);
    let due = stage.at(audit::next_commitment).unwrap();
    let commitment = AuditCommitment { hour: due.hour, events: due.events, sha256: due.digest };
    let salts = [random::salt(), random::salt()];
    stage.trail.register.commit_audit(&commitment, stage.now(), salts).unwrap();
    assert_eq!(stage.commit(), 0);
    stage.pass(HOUR);
    assert_eq!(stage.commit(), 1);
    assert_eq!(stage.found(), [Found::Holds; 2]);
}

#[test]
fn a_changed_a_removed_and_an_added_event_are_found() {
    type Change<'a> = &'a dyn Fn(&Drawer<'_>, &[Event]) -> Result<(), DelegationError>;
    let changed = |change: Change<'_>| {
        let (stage, events) = Stage::three_hours();
        stage.at(|drawer| change(drawer, &events));
        stage.found()
    };
    let (holds, rewritten) = (Found::Holds, Found::Rewritten);
    let other = |drawer: &Drawer<'_>, events: &[Event]| {
        drawer.put(&Event { what: What::Refused, ..events[0].clone() })
    };
    assert_eq!(changed(&other), [rewritten, holds, holds]);
    let fewer = |drawer: &Drawer<'_>, events: &[Event]| drawer.remove::<Event>(&events[2].key()).map(|_| ());
    assert_eq!(changed(&fewer), [holds, holds, rewritten]);
    let more = |drawer: &Drawer<'_>, events: &[Event]| {
        drawer.put(&Event { number: 99, at: events[0].at + HOUR, ..events[0].clone() })
    };
    assert_eq!(changed(&more), [holds, rewritten, holds]);
}

#[test]
fn a_workspace_that_was_put_back_is_found_and_leaves_no_hour_out_afterwards() {
    let (mut stage, _) = Stage::three_hours();
    let copy = stage.folder.path().join("copy.db");
    let workspace = rusqlite::Connection::open(stage.workspace()).unwrap();
    workspace.execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
    stage.note(What::RolesChanged);
    stage.pass(HOUR);
    assert_eq!(stage.commit(), 1);
    stage.trail.desk = desk(&copy);
    assert_eq!(stage.found(), [Found::Holds, Found::Holds, Found::Holds, Found::Lost]);
    stage.pass(HOUR);
    assert_eq!(stage.commit(), 1, "it goes on with the hour that the register says");
    assert_eq!(stage.found().last(), Some(&Found::Holds));
    stage.trail.desk = desk(&stage.folder.path().join("new.db"));
    stage.pass(3 * HOUR);
    assert_eq!(stage.commit(), 3, "nor does a new one leave out what passed without it");
}

#[test]
fn what_is_over_is_swept_and_then_said_to_be_expired() {
    let (stage, _) = Stage::three_hours();
    assert_eq!(stage.trail.sweep().unwrap(), 0);
    stage.pass(KEPT - 2 * HOUR);
    assert_eq!(stage.trail.sweep().unwrap(), 3, "the first hour: two events and its salt");
    assert_eq!(stage.found(), [Found::Expired, Found::Holds, Found::Holds]);
}

#[test]
fn a_running_hub_commits_to_each_hour_by_itself_and_catches_up() {
    let Stage { folder: _folder, store, now, trail } = Stage::new();
    let trail = Arc::new(trail);
    // Tokio's clock goes ahead by itself when nothing is left to do; the hub's is turned by hand.
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(async {
        let keeping = tokio::spawn(keep(Arc::clone(&trail)));
        let look = async || {
            tokio::time::sleep(LOOK + Duration::from_secs(1)).await;
            commitments(store.as_ref()).unwrap().len()
        };
        assert_eq!(look().await, 0, "no hour is over");
        now.fetch_add(HOUR, Ordering::SeqCst);
        assert_eq!(look().await, 1, "an empty hour is a record too");
        assert_eq!(look().await, 1, "and is said once");
        now.fetch_add(3 * HOUR, Ordering::SeqCst);
        assert_eq!(look().await, 4, "after a pause, all that is due");
        // What can't be done at one look is done at a later one: the loop doesn't end.
        now.store(0, Ordering::SeqCst);
        assert_eq!(look().await, 4);
        now.store(BEGIN + 5 * HOUR, Ordering::SeqCst);
        assert_eq!(look().await, 5);
        assert!(!keeping.is_finished());
    });
    let found = compare(&trail.desk, Time(BEGIN + 5 * HOUR), &commitments(store.as_ref()).unwrap()).unwrap();
    assert_eq!(found, [Found::Holds; 5]);
}
