//! A hub's own store, read as outsiders would read its site.

use super::{Source, SourceError};
use record::checkpoint::SignedCheckpoint;
use register::publish::{CHECKPOINT, public_file};
use std::sync::Arc;
use store::Store;

/// A hub's store.
pub struct Hub {
    store: Arc<dyn Store>,
    cosigned: Option<SignedCheckpoint>,
}

impl Hub {
    /// The public files that this store renders.
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self { store, cosigned: None }
    }

    /// Serves this note with its cosignatures in the place of the same checkpoint without. A note of another checkpoint
    /// is left aside.
    #[must_use]
    pub fn with_cosigned(mut self, note: Option<&[u8]>) -> Self {
        self.cosigned = note.and_then(|note| SignedCheckpoint::parse(note).ok());
        self
    }

    /// The kept note, if it is of the checkpoint that the store has.
    fn cosigned(&self, head: &[u8]) -> Option<Vec<u8>> {
        let (head, kept) = (SignedCheckpoint::parse(head).ok()?, self.cosigned.as_ref()?);
        let same = head.note().unverified_text() == kept.note().unverified_text();
        same.then(|| kept.to_string().into_bytes())
    }
}

impl Source for Hub {
    fn get(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, SourceError> {
        let unreadable =
            |e: store::StoreError| SourceError::Unreadable { path: path.to_owned(), why: e.to_string() };
        let file = public_file(self.store.as_ref(), path).map_err(unreadable)?;
        let file = match file {
            Some(head) if path == CHECKPOINT => Some(self.cosigned(&head).unwrap_or(head)),
            file => file,
        };
        match file {
            Some(bytes) if bytes.len() > limit => Err(SourceError::TooLarge { path: path.to_owned(), limit }),
            file => Ok(file),
        }
    }
}
