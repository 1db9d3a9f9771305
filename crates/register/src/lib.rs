//! The one door: every statement enters the register here, in one order.
//!
//! A caller reads and verifies a record on its own thread (signature arithmetic needs no state) and hands it to
//! [`Register::submit`]. One thread, the sequencer, judges what has queued up, in order ([`admission::admit`]), and
//! writes it with its tiles and a signed checkpoint in one durable transaction. Only then does anybody hear of it.
//!
//! What isn't for everybody is sealed on the caller's thread, before it is queued: the sequencer, the store and what is
//! made of it never hold a restricted body in the clear.
//!
//! Time comes in as a [`Clock`]; the log's key and the hub's come in from outside the store.

mod attachments;
mod bodies;
mod clock;
mod cosigned;
mod own;
mod past;
mod prove;
pub mod publish;
mod read;
mod replay;
mod seal;
mod sequencer;

pub use attachments::{KeepAttachmentError, Named as NamedAttachment};
pub use bodies::{HubKeyError, Random, ReadBodyError};
pub use clock::{Clock, ClockFault};
pub use prove::ProveError;
pub use read::read_whole;
pub use replay::ReplayError;
pub use seal::SnapshotError;
pub use sequencer::{Receipt, SubmitError};

use admission::State;
use bodies::BodySealer;
use record::checkpoint::SignedCheckpoint;
use record::prove::TreeError;
use record::signing::SecretKey;
use record::vkey::NoteSecret;
use record::{RecordId, Verified};
use replay::Replayed;
use seal::Seal;
use sequencer::{Sequencer, Task};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use store::{HighWater, Store, StoreError};
use thiserror::Error;
use tokio::sync::{mpsc, oneshot, watch};

/// How many records may wait for the sequencer: a tenth of a second's worth. More wait at the door, so that a flood
/// costs its senders time and the hub no memory.
const QUEUE: usize = 4_096;

/// A running register.
pub struct Register {
    store: Arc<dyn Store>,
    queue: mpsc::Sender<Task>,
    size: watch::Receiver<u64>,
    state: Arc<RwLock<Arc<State>>>,
    log_key: record::vkey::VerifierKey,
    cosigned: RwLock<Option<SignedCheckpoint>>,
    seal: Seal,
    sealer: OnceLock<BodySealer>,
    clock: Arc<dyn Clock>,
    /// The log's key, for the hub's own records.
    own: SecretKey,
    voids: BTreeMap<u64, String>,
    snapshot_ignored: Option<SnapshotError>,
}

/// Why a register can't be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The store can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is stored doesn't replay.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// The checkpoint is not one that this key signed over these tiles.
    #[error("the checkpoint doesn't fit the store or the log key: {0}")]
    Checkpoint(String),
    /// The system gives no thread.
    #[error("the sequencer can't be started: {0}")]
    Thread(#[from] std::io::Error),
}

impl OpenError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(e) => e.code(),
            Self::Replay(e) => e.code(),
            Self::Checkpoint(_) => "register-checkpoint",
            Self::Thread(_) => "register-thread",
        }
    }
}

impl Register {
    /// Opens the register in this store and starts its sequencer. `snapshot` is what [`Self::snapshot`] gave at an
    /// earlier time; the records after it are replayed, all of them without one, or with one that this log's key didn't
    /// seal over this very history. The high-water file, kept outside the
    /// store, learns of every checkpoint before anybody else does; the caller has compared the store with it.
    pub fn open(
        store: Arc<dyn Store>,
        log_key: NoteSecret,
        clock: Arc<dyn Clock>,
        snapshot: Option<&[u8]>,
        high_water: Option<HighWater>,
    ) -> Result<Self, OpenError> {
        let public = log_key.public().clone();
        let own = log_key.to_record_key();
        let seal = Seal::of(&log_key);
        let (Replayed { state, voids }, snapshot_ignored) = replay::load(&seal, store.as_ref(), snapshot)?;
        let edge = sequencer::load_edge(store.as_ref(), &public)?;
        let (queue, tasks) = mpsc::channel(QUEUE);
        let (grown, size) = watch::channel(state.size());
        let shared = Arc::new(RwLock::new(Arc::new(state.clone())));
        let sequencer = Sequencer {
            store: Arc::clone(&store),
            log_key,
            clock: Arc::clone(&clock),
            state,
            edge,
            tasks,
            grown,
            shared: Arc::clone(&shared),
            high_water,
        };
        std::thread::Builder::new().name("sequencer".into()).spawn(move || sequencer.run())?;
        let state = shared;
        let cosigned = RwLock::new(None);
        Ok(Self {
            store,
            queue,
            size,
            state,
            log_key: public,
            cosigned,
            seal,
            sealer: OnceLock::new(),
            clock,
            own,
            voids,
            snapshot_ignored,
        })
    }

    /// Says a verified record here. The answer comes once it is durable, or refused.
    ///
    /// The same id again is answered with the first receipt, whatever the signature.
    pub async fn submit(&self, record: Verified) -> Result<Receipt, SubmitError> {
        let record = self.sealed(record)?;
        let (answer, receipt) = oneshot::channel();
        self.queue.send(Task { record, answer }).await.map_err(|_| SubmitError::Stopped)?;
        receipt.await.map_err(|_| SubmitError::Stopped)?
    }

    /// [`Self::submit`] for a caller that has a thread of its own and no runtime.
    pub fn submit_blocking(&self, record: Verified) -> Result<Receipt, SubmitError> {
        self.enqueue_blocking(record)?.blocking_recv().map_err(|_| SubmitError::Stopped)?
    }

    /// Queues a record; the receipt comes through the channel. For callers that send many and then wait.
    pub fn enqueue_blocking(
        &self,
        record: Verified,
    ) -> Result<oneshot::Receiver<Result<Receipt, SubmitError>>, SubmitError> {
        let record = self.sealed(record)?;
        let (answer, receipt) = oneshot::channel();
        self.queue.blocking_send(Task { record, answer }).map_err(|_| SubmitError::Stopped)?;
        Ok(receipt)
    }

    /// The receipt of a record that is in the register.
    pub fn receipt(&self, id: &RecordId) -> Result<Option<Receipt>, StoreError> {
        past::receipt(self.store.as_ref(), id)
    }

    /// What admission judges by, as of the last batch.
    pub fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sees the register grow: the number of its durable records.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.size.clone()
    }

    /// The store, for reading.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// The key that signs its checkpoints.
    pub fn log_key(&self) -> &record::vkey::VerifierKey {
        &self.log_key
    }

    /// The state, to be kept until the next start.
    pub fn snapshot(&self) -> Result<Vec<u8>, TreeError<StoreError>> {
        replay::keep(&self.seal, self.store.as_ref(), &self.state(), &self.voids)
    }

    /// Why the snapshot that [`Self::open`] was given is not used.
    pub fn snapshot_ignored(&self) -> Option<&SnapshotError> {
        self.snapshot_ignored.as_ref()
    }

    /// Seals what else a node keeps of its first `size` records, under a name of its own.
    pub fn seal(&self, what: &str, size: u64, bytes: Vec<u8>) -> Result<Vec<u8>, TreeError<StoreError>> {
        self.seal.close(self.store.as_ref(), what, size, bytes)
    }

    /// What [`Self::seal`] sealed, if it is that, and of this register.
    pub fn unseal<'b>(&self, what: &str, sealed: &'b [u8]) -> Result<&'b [u8], SnapshotError> {
        self.seal.open(self.store.as_ref(), what, sealed)
    }

    /// The entries that admission refuses, by position, each with the refusal's code: they were put here wrongly, and are
    /// void in every view. Only another program, or an older version of this one, can have accepted them.
    pub fn voids(&self) -> &BTreeMap<u64, String> {
        &self.voids
    }

    /// Why nothing is accepted at this time of the clock, if so.
    pub fn clock_fault(&self) -> Option<ClockFault> {
        clock::time_of_acceptance(self.clock.as_ref(), self.state().time()).err()
    }

    /// Has the sequencer ended? After a commit whose outcome nobody knows it has, and the process must stop: only a new
    /// start reads what the disk really holds.
    pub fn has_stopped(&self) -> bool {
        self.queue.is_closed()
    }

    /// Waits until the sequencer ends.
    pub async fn stopped(&self) {
        self.queue.closed().await;
    }
}
