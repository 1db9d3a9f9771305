//! The store with a meter on it: what is appended is counted and timed, what is found damaged is logged once.

use crate::metrics::Metrics;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use store::{AppendError, Batch, ENTRY_LEN, HASH_LEN, Head, SqliteStore, Store, StoreError, StoredRecord};

/// So many damaged records are named in the log; `comity verify` names all.
const MAX_NAMED: usize = 1_000;

/// A store and its meter.
pub struct Measured {
    store: Arc<SqliteStore>,
    metrics: Arc<Metrics>,
    named: Mutex<BTreeSet<u64>>,
}

impl Measured {
    /// Puts a meter on a store.
    pub fn new(store: Arc<SqliteStore>, metrics: Arc<Metrics>) -> Self {
        Self { store, metrics, named: Mutex::new(BTreeSet::new()) }
    }

    fn noting<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        match &result {
            Err(StoreError::Damaged { position, what }) => {
                let mut named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
                if named.len() < MAX_NAMED && named.insert(*position) {
                    tracing::error!(
                        code = "store-record-damaged",
                        position,
                        flaw = what.code(),
                        "not served"
                    );
                }
            }
            Err(error @ StoreError::Corrupt(_)) => tracing::error!(code = error.code(), "{error}"),
            _ => {}
        }
        result
    }
}

impl Store for Measured {
    fn head(&self) -> Result<Option<Head>, StoreError> {
        self.noting(self.store.head())
    }

    fn append(&self, batch: &Batch) -> Result<(), AppendError> {
        let begin = Instant::now();
        let outcome = self.store.append(batch);
        match &outcome {
            Ok(()) => self.metrics.appended(batch.records.len(), begin.elapsed()),
            Err(error) => {
                self.metrics.append_failed(error.code());
                tracing::error!(code = error.code(), "{error}");
            }
        }
        outcome
    }

    fn find(&self, id: &[u8; HASH_LEN]) -> Result<Option<u64>, StoreError> {
        self.noting(self.store.find(id))
    }

    fn read(&self, position: u64) -> Result<StoredRecord, StoreError> {
        self.noting(Store::read(self.store.as_ref(), position))
    }

    fn read_header(&self, position: u64) -> Result<StoredRecord, StoreError> {
        self.noting(self.store.read_header(position))
    }

    fn longest_body(&self, from: u64, to: u64) -> Result<u64, StoreError> {
        self.noting(self.store.longest_body(from, to))
    }

    fn read_range(&self, from: u64, to: u64) -> Result<Vec<StoredRecord>, StoreError> {
        self.noting(self.store.read_range(from, to))
    }

    fn entries(&self, from: u64, to: u64) -> Result<Vec<[u8; ENTRY_LEN]>, StoreError> {
        self.noting(self.store.entries(from, to))
    }

    fn tile(&self, level: u8, index: u64) -> Result<Option<Vec<u8>>, StoreError> {
        self.noting(self.store.tile(level, index))
    }

    fn erase(&self, positions: &[u64]) -> Result<(), AppendError> {
        self.store.erase(positions)
    }

    fn scrub(&self) -> Result<(), StoreError> {
        self.store.scrub()
    }

    fn sealed_for(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.noting(self.store.sealed_for())
    }

    fn set_sealed_for(&self, whom: &[u8]) -> Result<(), AppendError> {
        self.store.set_sealed_for(whom)
    }

    fn put_attachment(
        &self,
        position: u64,
        digest: &[u8; HASH_LEN],
        bytes: &[u8],
    ) -> Result<(), AppendError> {
        self.store.put_attachment(position, digest, bytes)
    }

    fn attachment(&self, position: u64, digest: &[u8; HASH_LEN]) -> Result<Option<Vec<u8>>, StoreError> {
        self.noting(self.store.attachment(position, digest))
    }

    fn put_sealed_attachment(
        &self,
        position: u64,
        name: &[u8; HASH_LEN],
        sealed: &[u8],
    ) -> Result<(), AppendError> {
        self.store.put_sealed_attachment(position, name, sealed)
    }

    fn sealed_attachment(&self, position: u64, name: &[u8; HASH_LEN]) -> Result<Option<Vec<u8>>, StoreError> {
        self.noting(self.store.sealed_attachment(position, name))
    }
}
