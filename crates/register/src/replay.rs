//! From what is stored to the state that the next record is judged by.

use crate::past::Before;
use admission::{Refusal, State};
use record::{Entry, Unverified, Verified};
use serde::{Deserialize, Serialize};
use store::{Store, StoreError, StoredRecord};
use thiserror::Error;

/// How many records one read takes from the store: 256 of 2 KB are half a megabyte.
const CHUNK: u64 = 256;

/// The version of admission's rules and of [`State`]'s shape. A snapshot of another version is not used: everything is
/// replayed. MUST grow with every change to what admission decides.
const CODE_VERSION: u32 = 1;

/// A kept state. It is this node's own file; `verify` never uses one.
#[derive(Serialize, Deserialize)]
pub struct Snapshot {
    code_version: u32,
    state: State,
}

/// Why the stored register can't be replayed.
#[derive(Debug, Error)]
pub enum ReplayError {
    /// The store can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A stored record is not one. Only another program, or a newer version of this one, can have written it.
    #[error("record {position} can't be read: {why}")]
    Unreadable {
        /// Its position.
        position: u64,
        /// Why.
        why: String,
    },
    /// A stored record is one that admission refuses: this hub, or its operator, put it there wrongly.
    #[error("record {position} should never have been accepted ({}): {refusal}", refusal.code())]
    Inadmissible {
        /// Its position.
        position: u64,
        /// Why it should not be there.
        refusal: Box<Refusal>,
    },
}

impl ReplayError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(e) => e.code(),
            Self::Unreadable { .. } => "replay-unreadable",
            Self::Inadmissible { .. } => "replay-inadmissible",
        }
    }
}

impl Snapshot {
    /// The snapshot of a state.
    pub fn of(state: &State) -> Self {
        Self { code_version: CODE_VERSION, state: state.clone() }
    }

    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a state's maps have text keys")
    }

    /// The state, if these bytes are a snapshot that this version of the code made of a register not longer than this.
    fn usable(bytes: &[u8], size: u64) -> Option<State> {
        let snapshot: Self = serde_json::from_slice(bytes).ok()?;
        (snapshot.code_version == CODE_VERSION && snapshot.state.size() <= size).then_some(snapshot.state)
    }
}

/// The state at the head of the store; over a damaged store, the state before the first record that can't be read. The
/// store takes no append then, so nothing is judged by it.
pub(crate) fn load(store: &dyn Store, snapshot: Option<&[u8]>) -> Result<State, ReplayError> {
    let size = store.head()?.map_or(0, |head| head.size);
    let mut state = snapshot.and_then(|bytes| Snapshot::usable(bytes, size)).unwrap_or_default();
    while state.size() < size {
        let from = state.size();
        let (records, damaged) = match store.read_range(from, size.min(from + CHUNK)) {
            Err(StoreError::Damaged { position, .. }) => (store.read_range(from, position)?, true),
            records => (records?, false),
        };
        for stored in records {
            match step(&mut state, store, stored) {
                // It refers to a record that can't be read.
                Err(ReplayError::Inadmissible { refusal, .. })
                    if matches!(*refusal, Refusal::Unreadable(_)) =>
                {
                    return Ok(state);
                }
                stepped => stepped?,
            }
        }
        if damaged {
            return Ok(state);
        }
    }
    Ok(state)
}

fn step(state: &mut State, store: &dyn Store, stored: StoredRecord) -> Result<(), ReplayError> {
    let position = stored.position;
    let unreadable = |why: String| ReplayError::Unreadable { position, why };
    let entry = Entry::from_bytes(&stored.entry).map_err(|e| unreadable(e.to_string()))?;
    let record = own_record(stored).map_err(unreadable)?;
    let past = Before { store, size: position };
    let admitted = admission::admit_entry(state, &past, &entry, &record)
        .map_err(|refusal| ReplayError::Inadmissible { position, refusal: Box::new(refusal) })?;
    state.apply(admitted);
    Ok(())
}

/// A record of this node's own store.
pub(crate) fn own_record(stored: StoredRecord) -> Result<Verified, String> {
    Unverified::read(stored.header, stored.signatures, stored.body)
        .map(Unverified::believe_own_store)
        .map_err(|e| e.to_string())
}
