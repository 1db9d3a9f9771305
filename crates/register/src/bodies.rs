//! Bodies that not everybody may read: sealed before the sequencer sees them, opened for whoever was let through.
//!
//! The store gets the sealed bytes in the body's place, so that nothing readable reaches the write-ahead log, a backup or
//! a free page. The digest in the header stays that of what was said.

use crate::{Register, SubmitError};
use record::header::Audience;
use record::{Entry, Header, Verified};
use sealing::{Identity, Recipient, SealedBodyError, open_body, seal_body};
use std::sync::atomic::{AtomicBool, Ordering};
use store::{AppendError, Flaw, StoreError, StoredRecord};
use thiserror::Error;
use zeroize::Zeroizing;

/// Fills bytes with random ones.
pub type Random = Box<dyn Fn(&mut [u8]) + Send + Sync>;

/// Seals the bodies of one register.
pub(crate) struct BodySealer {
    pub(crate) hub: Recipient,
    pub(crate) random: Random,
    /// The store says whom its bodies are sealed for.
    marked: AtomicBool,
}

/// Why a register can't seal with a hub's key.
#[derive(Debug, Error)]
pub enum HubKeyError {
    /// Another one was used before.
    #[error(
        "the hub's key is another one than the restricted bodies of this register are sealed under, and opens none of \
         them: put the right key back"
    )]
    Differs,
    /// It has one already.
    #[error("the register has a hub key already")]
    Twice,
    /// The store can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl HubKeyError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Differs => "hub-key-differs",
            Self::Twice => "hub-key-twice",
            Self::Store(e) => e.code(),
        }
    }
}

/// Why a body can't be read.
#[derive(Debug, Error)]
pub enum ReadBodyError {
    /// The store can't be read, or what it holds isn't what the header names.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The sealed body doesn't open.
    #[error("the body of record {position} can't be opened: {why}")]
    Sealed {
        /// Its position.
        position: u64,
        /// Why.
        why: SealedBodyError,
    },
}

impl ReadBodyError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(e) => e.code(),
            Self::Sealed { why, .. } => why.code(),
        }
    }
}

/// Is the body kept sealed? The entry, which is under the tree, says for whom the record is.
pub(crate) fn is_sealed(stored: &StoredRecord) -> bool {
    !Entry::from_bytes(&stored.entry).is_ok_and(|entry| entry.public)
}

/// A record as the sequencer takes it.
pub(crate) struct Sealed {
    /// The record. Without its body, if that is sealed: what judges it needs none.
    pub record: Verified,
    /// The sealed body.
    pub body: Option<Vec<u8>>,
}

impl Register {
    /// Takes restricted records from here on, their bodies sealed for this hub. Without it they are refused. A key other
    /// than the one that was used before is refused here, before anybody asks for a body.
    pub fn seal_bodies_for(&self, hub: Recipient, random: Random) -> Result<(), HubKeyError> {
        let before = self.store.sealed_for()?;
        if before.as_ref().is_some_and(|before| *before != hub.0) {
            return Err(HubKeyError::Differs);
        }
        let marked = AtomicBool::new(before.is_some());
        self.sealer.set(BodySealer { hub, random, marked }).map_err(|_| HubKeyError::Twice)
    }

    /// The body at this position: what was said, and what the header names. `None` if it was erased. Whether the one who
    /// asks may read it is for the caller to know.
    pub fn body(&self, position: u64, opener: &Identity) -> Result<Option<Vec<u8>>, ReadBodyError> {
        let stored = self.store.read(position)?;
        let sealed = is_sealed(&stored);
        let Some(kept) = stored.body else { return Ok(None) };
        let body = if sealed {
            open_body(opener, &kept).map_err(|why| ReadBodyError::Sealed { position, why })?
        } else {
            kept
        };
        let damaged = |what| StoreError::Damaged { position, what };
        let header = Header::from_bytes(&stored.header).map_err(|_| damaged(Flaw::Header))?;
        // A sealed body proves no author, and another record's would open just as well.
        header.body.check(&body).map_err(|_| damaged(Flaw::Body))?;
        Ok(Some(body))
    }

    /// Seals the body of a record that isn't for everybody. On the caller's thread: it needs no state.
    pub(crate) fn sealed(&self, mut record: Verified) -> Result<Sealed, SubmitError> {
        if record.header.audience == Audience::Public {
            return Ok(Sealed { record, body: None });
        }
        let sealer = self.sealer.get().ok_or(SubmitError::NoHubKey)?;
        let Some(body) = record.body_bytes.take().map(Zeroizing::new) else {
            return Ok(Sealed { record, body: None });
        };
        self.mark(sealer)?;
        // Of one recipient: no record enrols a participant's own age key yet. Whoever brings that adds the audience's keys.
        let sealed = seal_body(&[sealer.hub], &body, &mut |bytes| (sealer.random)(bytes));
        Ok(Sealed { record, body: Some(sealed.map_err(SubmitError::NotSealed)?) })
    }

    /// Notes in the store whom its bodies are sealed for, before the first of them.
    fn mark(&self, sealer: &BodySealer) -> Result<(), SubmitError> {
        if !sealer.marked.load(Ordering::Relaxed) {
            self.store.set_sealed_for(&sealer.hub.0).map_err(|error| match error {
                refused @ AppendError::Refused(_) => SubmitError::NotStored(refused),
                AppendError::OutcomeUnknown(_) => SubmitError::Stopped,
            })?;
            sealer.marked.store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}
