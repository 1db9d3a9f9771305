//! The pages' shelf over a running register.

use std::sync::{Arc, OnceLock};

use record::KeyId;
use record::proof::TlogProof;
use register::{NamedAttachment, ProveError, ReadBodyError, Register};
use sealing::Identity;
use store::StoreError;

use crate::WebError;
use crate::model::{Held, Shelf};

/// A [`Shelf`] that reads a register's store.
pub struct RegisterShelf {
    register: Arc<Register>,
    opener: Arc<OnceLock<Identity>>,
}

impl RegisterShelf {
    /// The shelf over this register, which opens nothing that is sealed.
    pub fn new(register: Arc<Register>) -> Self {
        Self { register, opener: Arc::default() }
    }

    /// The same, which opens restricted bodies with the hub's key once there is one.
    #[must_use]
    pub fn opening_with(self, opener: Arc<OnceLock<Identity>>) -> Self {
        Self { opener, ..self }
    }
}

/// What seals a short body, at most.
const SEAL: u64 = 4_096;

fn unavailable(error: &StoreError) -> WebError {
    match error {
        StoreError::Damaged { .. } | StoreError::Corrupt(_) => WebError::Damaged,
        StoreError::NoSuchPosition { .. } => WebError::NotFound,
        _ => WebError::Unavailable,
    }
}

fn unopened(error: &ReadBodyError) -> WebError {
    match error {
        ReadBodyError::Store(e) => unavailable(e),
        ReadBodyError::Sealed { .. } => WebError::Damaged,
    }
}

fn unprovable(error: ProveError) -> WebError {
    match error {
        ProveError::Store(error) => unavailable(&error),
        _ => WebError::Damaged,
    }
}

impl Shelf for RegisterShelf {
    fn checkpoint(&self) -> Result<Option<Vec<u8>>, WebError> {
        let newest = self.register.checkpoint().map_err(unprovable)?;
        Ok(newest.map(|checkpoint| checkpoint.to_string().into_bytes()))
    }

    fn read(&self, position: u64) -> Result<Held, WebError> {
        let store = self.register.store().as_ref();
        let stored = register::read_whole(store, position).map_err(|e| unavailable(&e))?;
        Ok(Held {
            header: stored.header,
            signatures: stored.signatures,
            body: stored.body,
            erased: stored.erased,
        })
    }

    fn read_short_body(&self, position: u64, most: u64) -> Result<Option<Vec<u8>>, WebError> {
        let store = self.register.store().as_ref();
        let longest = store.longest_body(position, position + 1).map_err(|e| unavailable(&e))?;
        if longest > most { Ok(None) } else { Ok(self.read(position)?.body) }
    }

    fn open_body(&self, position: u64) -> Result<Option<Vec<u8>>, WebError> {
        let opener = self.opener.get().ok_or(WebError::Unavailable)?;
        self.register.body(position, opener).map_err(|error| unopened(&error))
    }

    fn open_short_body(&self, position: u64, most: u64) -> Result<Option<Vec<u8>>, WebError> {
        let store = self.register.store().as_ref();
        let longest = store.longest_body(position, position + 1).map_err(|e| unavailable(&e))?;
        // As it is kept: padded by a sixteenth at most, with what seals it.
        if longest > most + most / 16 + SEAL { Ok(None) } else { self.open_body(position) }
    }

    fn open_attachment(&self, file: NamedAttachment<'_>) -> Result<Option<Vec<u8>>, WebError> {
        self.register.attachment(file, self.opener.get()).map_err(|error| unopened(&error))
    }

    fn prove(&self, position: u64) -> Result<TlogProof, WebError> {
        self.register.prove(position).map_err(unprovable)
    }

    fn log_key(&self) -> Option<String> {
        Some(self.register.log_key().to_string())
    }

    fn vouched_for(&self, key: &KeyId) -> Option<bool> {
        self.register.state().key(key).map(|key| key.vouched_for)
    }
}
