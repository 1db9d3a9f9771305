//! What a hub says itself, by its register.

#![allow(clippy::unwrap_used, reason = "a test's panic is its failure")]

use admission::AuditCommitment;
use record::header::Salt;
use record::time::DAY;
use record::vkey::{NoteSecret, SignatureType};
use record::{Hash, Time};
use register::Register;
use rehearsal::{HUB, LOG, START, World};
use std::sync::Arc;
use store::{SqliteStore, Store};

const NOW: Time = Time(START.0 + DAY);

fn open(store: &Arc<SqliteStore>) -> Register {
    let key = NoteSecret::from_seed(LOG, SignatureType::Ed25519, &[HUB.0; 32]).unwrap();
    Register::open(Arc::clone(store) as Arc<dyn Store>, key, Arc::new(|| NOW), None, None).unwrap()
}

#[test]
fn a_register_commits_to_each_hour_once_and_replays_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("register.db"), store::Options::default()).unwrap();
    let store = Arc::new(store);
    let register = open(&store);
    register.submit_blocking(World::empty().genesis().seal()).unwrap();
    let commit = |hour: u64| {
        let commitment = AuditCommitment { hour, events: 0, sha256: Hash([1; 32]) };
        let salts = [Salt([hour.to_be_bytes()[7]; 16]), Salt([2; 16])];
        register.commit_audit(&commitment, NOW, salts).map_err(|refusal| refusal.code())
    };
    let hour = NOW.0 / admission::HOUR - 2;
    assert!(commit(hour).unwrap().first);
    assert!(commit(hour + 1).unwrap().first);
    assert_eq!(commit(hour + 2).unwrap_err(), "hour-not-over");
    assert_eq!(commit(hour + 9).unwrap_err(), "hour-left-out");
    let hours = register.state().audit_hours();
    drop(register);
    let again = open(&store);
    assert_eq!(again.state().audit_hours(), hours);
    assert!(again.voids().is_empty());
}
