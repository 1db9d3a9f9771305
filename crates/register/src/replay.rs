//! From what is stored to the state that the next record is judged by.

use crate::SnapshotError;
use crate::bodies::is_sealed;
use crate::past::Before;
use crate::seal::Seal;
use admission::{Refusal, State};
use record::prove::TreeError;
use record::{Entry, Unverified, Verified};
use std::collections::BTreeMap;
use store::{Store, StoreError, StoredRecord};
use thiserror::Error;

/// How many records one read takes from the store: 256 of 2 KB are half a megabyte.
const CHUNK: u64 = 256;

/// What this is among the kept files.
const WHAT: &str = "state";

/// A register that was judged from its first entry, or from a kept state on.
#[derive(Default)]
pub(crate) struct Replayed {
    /// What the next record is judged by.
    pub state: State,
    /// The entries that admission refuses, each with the refusal's code.
    pub voids: BTreeMap<u64, String>,
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
    /// Admission refuses the first record, so that there is nothing to judge the others by.
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

/// The bytes to keep.
pub(crate) fn keep(
    seal: &Seal,
    store: &dyn Store,
    state: &State,
    voids: &BTreeMap<u64, String>,
) -> Result<Vec<u8>, TreeError<StoreError>> {
    let kept = serde_json::to_vec(&(state, voids)).expect("a state's maps have text keys");
    seal.close(store, WHAT, state.size(), kept)
}

fn kept(seal: &Seal, store: &dyn Store, sealed: &[u8]) -> Result<Replayed, SnapshotError> {
    let bytes = seal.open(store, WHAT, sealed)?;
    let (state, voids) = serde_json::from_slice(bytes).map_err(|_| SnapshotError::Unreadable)?;
    Ok(Replayed { state, voids })
}

/// The state at the head of the store, and why the snapshot was not used, if so. Over a damaged store, the state before
/// the first record that can't be read: the store takes no append then, so nothing is judged by it.
pub(crate) fn load(
    seal: &Seal,
    store: &dyn Store,
    snapshot: Option<&[u8]>,
) -> Result<(Replayed, Option<SnapshotError>), ReplayError> {
    let (mut replayed, ignored) = match snapshot.map(|sealed| kept(seal, store, sealed)) {
        Some(Ok(replayed)) => (replayed, None),
        Some(Err(ignored)) => (Replayed::default(), Some(ignored)),
        None => (Replayed::default(), None),
    };
    let size = store.head()?.map_or(0, |head| head.size);
    while replayed.state.size() < size {
        let from = replayed.state.size();
        let (records, damaged) = match store.read_range(from, size.min(from + CHUNK)) {
            Err(StoreError::Damaged { position, .. }) => (store.read_range(from, position)?, true),
            records => (records?, false),
        };
        for stored in records {
            if !replayed.step(store, stored)? {
                return Ok((replayed, ignored));
            }
        }
        if damaged {
            break;
        }
    }
    Ok((replayed, ignored))
}

impl Replayed {
    /// Judges one more. False: it leans on a record that can't be read, so that nothing more can be judged.
    fn step(&mut self, store: &dyn Store, stored: StoredRecord) -> Result<bool, ReplayError> {
        let position = stored.position;
        let unreadable = |why: String| ReplayError::Unreadable { position, why };
        let entry = Entry::from_bytes(&stored.entry).map_err(|e| unreadable(e.to_string()))?;
        let record = own_record(stored).map_err(unreadable)?;
        let past = Before { store, size: position };
        match admission::admit_entry(&self.state, &past, &entry, &record) {
            Ok(admitted) => self.state.apply(admitted),
            Err(Refusal::Unreadable(_)) => return Ok(false),
            Err(refusal) if position == 0 => {
                return Err(ReplayError::Inadmissible { position, refusal: Box::new(refusal) });
            }
            // As `verify` does: void, and what follows keeps its position.
            Err(refusal) => {
                self.state.pass_over();
                self.voids.insert(position, refusal.code().to_owned());
            }
        }
        Ok(true)
    }
}

/// A record of this node's own store. What judges one that isn't public needs no body, and here it is sealed.
pub(crate) fn own_record(stored: StoredRecord) -> Result<Verified, String> {
    let body = if is_sealed(&stored) { None } else { stored.body };
    Unverified::read(stored.header, stored.signatures, body)
        .map(Unverified::believe_own_store)
        .map_err(|e| e.to_string())
}
