//! The sequencer: one thread that judges, appends and answers.
//!
//! The order is the safety argument. A batch is judged against a copy of the state; its tiles and the checkpoint over
//! them are computed; one transaction makes all of it durable; only then the copy becomes the state, the size is
//! published and the receipts go out. A crash before the transaction leaves nothing; a crash after it leaves a register
//! that the next start replays to the same state, and senders who ask again get their first receipt.

use crate::OpenError;
use crate::bodies::Sealed;
use crate::clock::{Clock, ClockFault, time_of_acceptance};
use crate::past::WithBatch;
use crate::prove::StoredTiles;
use admission::{Admitted, Effect, Past, Refusal, State};
use record::checkpoint::{Checkpoint, SignedCheckpoint};
use record::edge::Edge;
use record::merkle::leaf_hash;
use record::vkey::{NoteSecret, VerifierKey};
use record::{Entry, Hash, RecordId, Time};
use sealing::SealedBodyError;
use std::sync::{Arc, PoisonError, RwLock};
use store::{AppendError, Batch, HighWater, Mark, NewRecord, Store, StoreError, TileWrite};
use thiserror::Error;
use tokio::sync::{mpsc, oneshot, watch};

/// The most records in one transaction: enough that the sync's cost is shared by many, few enough that the last of them
/// waits some tens of milliseconds.
const MAX_BATCH: usize = 1_024;

/// The most bytes in one transaction, so that a batch of full bodies doesn't hold the writer for long.
const MAX_BATCH_BYTES: usize = 32 * 1024 * 1024;

/// A record that waits for its turn, and where its answer goes.
pub(crate) struct Task {
    pub record: Sealed,
    pub answer: oneshot::Sender<Answer>,
}

type Answer = Result<Receipt, SubmitError>;

/// What a sender gets once a record is durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The record's id.
    pub id: RecordId,
    /// Its position in the register, from 0.
    pub position: u64,
    /// When it was accepted.
    pub time: Time,
    /// It was accepted now; false when it was there before.
    pub first: bool,
}

/// Why a record is not in the register now.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SubmitError {
    /// It may not be said.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Nothing was written, for a reason that is the hub's.
    #[error("the hub could not store it, and nothing was written: {0}")]
    NotStored(AppendError),
    /// The hub's clock is not to be believed, and nothing was written.
    #[error(transparent)]
    Clock(#[from] ClockFault),
    /// The hub doesn't know whether it was written. Ask again: the same record is never accepted twice.
    #[error("the hub stopped while storing it: send it again later, it is never accepted twice")]
    Stopped,
    /// The hub can keep nothing that not everybody may read.
    #[error("this hub has no hub key, and takes only what is public: ask its operator")]
    NoHubKey,
    /// The body can't be sealed.
    #[error("the body can't be sealed: {0}")]
    NotSealed(SealedBodyError),
}

impl SubmitError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(e) => e.code(),
            Self::NotStored(e) => e.code(),
            Self::Clock(e) => e.code(),
            Self::Stopped => "hub-stopped",
            Self::NoHubKey => "no-hub-key",
            Self::NotSealed(e) => e.code(),
        }
    }
}

pub(crate) struct Sequencer {
    pub store: Arc<dyn Store>,
    pub log_key: NoteSecret,
    pub clock: Arc<dyn Clock>,
    pub state: State,
    pub edge: Edge,
    pub tasks: mpsc::Receiver<Task>,
    pub grown: watch::Sender<u64>,
    pub shared: Arc<RwLock<Arc<State>>>,
    pub high_water: Option<HighWater>,
}

/// Loads the right edge, and refuses a checkpoint that another key signed or that the tiles don't give.
pub(crate) fn load_edge(store: &dyn Store, log_key: &VerifierKey) -> Result<Edge, OpenError> {
    let Some(head) = store.head()? else {
        return Ok(Edge::new());
    };
    let wrong = |why: String| OpenError::Checkpoint(why);
    let signed = SignedCheckpoint::parse(&head.checkpoint).map_err(|e| wrong(e.to_string()))?;
    let checkpoint = signed.verify(log_key).map_err(|e| wrong(e.to_string()))?;
    if checkpoint.size() != head.size {
        return Err(wrong(format!("it covers {} records, the store has {}", checkpoint.size(), head.size)));
    }
    Edge::load(head.size, &checkpoint.root(), StoredTiles(store)).map_err(|e| wrong(e.to_string()))
}

/// A batch being put together.
struct Draft {
    state: State,
    leaves: Vec<Hash>,
    batch: Batch,
    bytes: usize,
    answers: Vec<(oneshot::Sender<Answer>, Receipt)>,
}

impl Draft {
    fn is_full(&self) -> bool {
        self.batch.records.len() >= MAX_BATCH || self.bytes >= MAX_BATCH_BYTES
    }
}

impl Sequencer {
    /// Runs until every [`crate::Register`] handle is gone, or the outcome of a commit is unknown.
    pub fn run(mut self) {
        let mut held: Option<Task> = None;
        while let Some(first) = held.take().or_else(|| self.tasks.blocking_recv()) {
            let (draft, left) = self.draft(first);
            held = left;
            if !self.commit(draft) {
                // Dropping the queue tells every waiting sender and `Register::stopped`.
                return;
            }
        }
    }

    /// Judges what has queued up. Gives back the task that has to wait for the next batch, if there is one.
    fn draft(&mut self, first: Task) -> (Draft, Option<Task>) {
        let mut draft = Draft {
            state: self.state.clone(),
            leaves: Vec::new(),
            batch: Batch { first: self.state.size(), ..Batch::default() },
            bytes: 0,
            answers: Vec::new(),
        };
        let store = Arc::clone(&self.store);
        let mut past = WithBatch::new(store.as_ref(), draft.batch.first);
        let mut next = Some(first);
        let mut considered = 0;
        while let Some(task) = next {
            considered += 1;
            if let Some(waits) = self.consider(task, &mut draft, &mut past) {
                return (draft, Some(waits));
            }
            // Refused records count too: a flood of them must not keep an admitted one waiting.
            next = if draft.is_full() || considered >= MAX_BATCH { None } else { self.tasks.try_recv().ok() };
        }
        (draft, None)
    }

    /// Judges one record and drafts it, or answers its sender. Gives it back if it erases a record of this same batch,
    /// which must be durable first.
    fn consider(&self, task: Task, draft: &mut Draft, past: &mut WithBatch<'_>) -> Option<Task> {
        match past.receipt(&task.record.record.id) {
            Ok(None) => {}
            // Of this batch: it isn't durable yet.
            Ok(Some(receipt)) if receipt.position >= draft.batch.first => {
                draft.answers.push((task.answer, receipt));
                return None;
            }
            Ok(Some(receipt)) => {
                send(task.answer, Ok(receipt));
                return None;
            }
            Err(e) => {
                send(task.answer, Err(Refusal::Unreadable(e.to_string()).into()));
                return None;
            }
        }
        let now = match time_of_acceptance(self.clock.as_ref(), draft.state.time()) {
            Ok(now) => now,
            Err(fault) => {
                send(task.answer, Err(fault.into()));
                return None;
            }
        };
        match judge(&draft.state, past, &task.record, now) {
            Ok(admitted) => {
                if let Effect::Erase(position) = admitted.effect {
                    if position >= draft.batch.first {
                        return Some(task);
                    }
                    draft.batch.erase.push(position);
                }
                add(draft, past, task, admitted, now);
            }
            Err(refusal) => send(task.answer, Err(refusal.into())),
        }
        None
    }

    /// Makes a batch durable. False when its outcome is unknown: then nothing may be said or signed any more.
    fn commit(&mut self, mut draft: Draft) -> bool {
        if draft.batch.records.is_empty() {
            return true;
        }
        let (edge, signed) = match self.integrate(&mut draft) {
            Ok(done) => done,
            Err(why) => {
                refuse_all(draft.answers, &AppendError::Refused(store::Refusal::Io(why)));
                return true;
            }
        };
        draft.batch.checkpoint = signed;
        match self.store.append(&draft.batch) {
            Ok(()) => {
                // A crash from here on loses no more than the answers: the records are durable, and asking again
                // gives their first receipts.
                self.edge = edge;
                self.state = draft.state;
                if self.raise_high_water().is_err() {
                    // What nobody outside the store knows of must not be published: a restored backup could sign a
                    // second history over it.
                    return self.stop();
                }
                *self.shared.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(self.state.clone());
                self.grown.send_replace(self.state.size());
                for (answer, receipt) in draft.answers {
                    send(answer, Ok(receipt));
                }
                if !draft.batch.erase.is_empty() {
                    scrub_soon(Arc::clone(&self.store));
                }
                true
            }
            // Nothing of the batch is in the store, so nothing of it is in the state: the checkpoint signed over it
            // was never shown to anybody and is forgotten here.
            Err(refused @ AppendError::Refused(_)) => {
                refuse_all(draft.answers, &refused);
                true
            }
            Err(AppendError::OutcomeUnknown(_)) => self.stop(),
        }
    }

    /// Takes nothing more. Before any waiting sender hears of it, so that whoever asks then is told the same.
    fn stop(&mut self) -> bool {
        self.tasks.close();
        false
    }

    fn raise_high_water(&mut self) -> Result<(), StoreError> {
        let (Some(file), Some(genesis)) = (&mut self.high_water, self.state.genesis()) else {
            return Ok(());
        };
        file.advance(&Mark { origin: genesis.log.clone(), size: self.edge.size(), root: self.edge.root().0 })
    }

    fn integrate(&self, draft: &mut Draft) -> Result<(Edge, Vec<u8>), String> {
        let grown = self.edge.integrate(&draft.leaves).ok_or("the register is full")?;
        let genesis = draft.state.genesis().ok_or("the register has no genesis record")?;
        // A genesis record that names another key would begin a log whose checkpoints nobody could check.
        if genesis.log_key != self.log_key.public().to_string() {
            return Err("the genesis record names another log key than this hub's".into());
        }
        let checkpoint = Checkpoint::new(&genesis.log, grown.edge.size(), grown.edge.root());
        let signed = checkpoint.and_then(|c| c.sign(&self.log_key)).map_err(|e| e.to_string())?;
        draft.batch.tiles = grown
            .tiles
            .into_iter()
            .map(|tile| TileWrite { level: tile.id.level(), index: tile.id.index(), hashes: tile.bytes })
            .collect();
        Ok((grown.edge, signed.to_string().into_bytes()))
    }
}

/// What is said to a hub must come whole: a header without its body would be a promise that nobody can read.
fn judge(state: &State, past: &impl Past, sent: &Sealed, now: Time) -> Result<Admitted, Refusal> {
    if sent.record.body_bytes.is_none() && sent.body.is_none() {
        return Err(Refusal::BodyMissing);
    }
    admission::admit(state, past, &sent.record, now)
}

fn add(draft: &mut Draft, past: &mut WithBatch<'_>, task: Task, admitted: Admitted, now: Time) {
    let Sealed { record, body: sealed } = task.record;
    let position = draft.state.size();
    let entry = Entry {
        public: admitted.public,
        control: admitted.control,
        time: now.0,
        id: record.id,
        signatures: record.signature_digest,
    };
    let entry = entry.to_bytes();
    let body = sealed.or(record.body_bytes);
    past.add(record.id, record.header, now);
    draft.leaves.push(leaf_hash(&entry));
    draft.state.apply(admitted);
    draft.bytes += record.header_bytes.len() + body.as_ref().map_or(0, Vec::len);
    draft.answers.push((task.answer, Receipt { id: record.id, position, time: now, first: true }));
    draft.batch.records.push(NewRecord {
        id: record.id.0,
        entry,
        header: record.header_bytes,
        signatures: record.signature_bytes,
        body,
    });
}

/// How often a scrub that readers hold up is tried again; each try waits for them for some seconds.
const SCRUB_TRIES: usize = 20;

/// What is erased is gone from every answer already; this takes it out of the files' free pages. Readers can hold it
/// up, so that it has a thread of its own; should the process end before, the next start does it.
fn scrub_soon(store: Arc<dyn Store>) {
    std::thread::spawn(move || (0..SCRUB_TRIES).any(|_| store.scrub().is_ok()));
}

fn refuse_all(answers: Vec<(oneshot::Sender<Answer>, Receipt)>, why: &AppendError) {
    for (answer, _) in answers {
        send(answer, Err(SubmitError::NotStored(why.clone())));
    }
}

/// A sender who no longer waits is no fault: the record stands, and asking again gives the receipt.
fn send(channel: oneshot::Sender<Answer>, answer: Answer) {
    drop(channel.send(answer));
}
