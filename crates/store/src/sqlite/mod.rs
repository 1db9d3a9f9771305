//! The embedded store: one SQLite file in WAL mode, one writer, a pool of readers.

mod append;
mod ids;
mod pool;
mod read;
mod schema;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use rusqlite::Connection;

use crate::{AppendError, Batch, ENTRY_LEN, HASH_LEN, Head, Store, StoreError, StoredRecord};
use ids::IdIndex;
use pool::Pool;
pub use schema::Options;

/// The register in one SQLite file.
///
/// Only one process may open it for writing: see `DataFolder` for the lock.
pub struct SqliteStore {
    path: PathBuf,
    options: Options,
    writer: Mutex<Writer>,
    readers: Pool,
    ids: RwLock<IdIndex>,
    /// Set for good once a sync or commit failed: only a new start knows what the disk holds.
    stopped: AtomicBool,
    /// Cleared for good once something was read that doesn't verify.
    sound: AtomicBool,
}

struct Writer {
    connection: Connection,
    /// Bytes appended since the log was last copied into the main file.
    uncopied: u64,
}

impl SqliteStore {
    /// Opens the register in this file, or makes it.
    ///
    /// The caller MUST hold the lock of the data folder. A log left by a crash is replayed here: what was
    /// committed is there, what wasn't is gone.
    pub fn open(path: &Path, options: Options) -> Result<Self, StoreError> {
        let connection = schema::connect_writer(path, &options)?;
        let readers = Pool::new(path.to_owned(), options.clone());
        let mut ids = IdIndex::new();
        let whole = readers.with(|connection| read::index_ids(connection, &mut ids))?;
        Ok(Self {
            path: path.to_owned(),
            options,
            writer: Mutex::new(Writer { connection, uncopied: 0 }),
            readers,
            ids: RwLock::new(ids),
            stopped: AtomicBool::new(false),
            sound: AtomicBool::new(whole),
        })
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether nothing damaged was met so far. While `false`, appends are refused and nothing may be signed.
    pub fn is_sound(&self) -> bool {
        self.sound.load(Ordering::Acquire)
    }

    /// Whether a commit or sync failed: the process MUST stop.
    pub fn must_stop(&self) -> bool {
        self.stopped.load(Ordering::Acquire)
    }

    fn stop(&self, why: &rusqlite::Error) -> AppendError {
        self.stopped.store(true, Ordering::Release);
        AppendError::OutcomeUnknown(why.to_string())
    }

    fn unsound(&self) {
        self.sound.store(false, Ordering::Release);
    }

    /// Notes damage on its way out, so that nothing is signed over it.
    fn noting<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(StoreError::Damaged { .. } | StoreError::Corrupt(_)) = result {
            self.unsound();
        }
        result
    }

    fn index(&self, batch: &Batch) {
        let mut ids = self.ids.write().unwrap_or_else(PoisonError::into_inner);
        for (record, position) in batch.records.iter().zip(batch.first..) {
            ids.insert(&record.id, position);
        }
    }

    /// A panic in another thread can't leave a transaction open (it rolls back), so the lock stays usable.
    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for SqliteStore {
    fn head(&self) -> Result<Option<Head>, StoreError> {
        self.noting(self.readers.with(read::head))
    }

    fn append(&self, batch: &Batch) -> Result<(), AppendError> {
        append::append(self, batch)
    }

    fn find(&self, id: &[u8; HASH_LEN]) -> Result<Option<u64>, StoreError> {
        let candidates: Vec<u64> = {
            let ids = self.ids.read().unwrap_or_else(PoisonError::into_inner);
            ids.candidates(id).collect()
        };
        if candidates.is_empty() {
            return Ok(None);
        }
        self.noting(self.readers.with(|connection| read::find_among(connection, id, candidates.into_iter())))
    }

    fn read(&self, position: u64) -> Result<StoredRecord, StoreError> {
        self.noting(self.readers.with(|connection| read::read(connection, position)))
    }

    fn read_range(&self, from: u64, to: u64) -> Result<Vec<StoredRecord>, StoreError> {
        self.noting(self.readers.with(|connection| read::read_range(connection, from, to)))
    }

    fn entries(&self, from: u64, to: u64) -> Result<Vec<[u8; ENTRY_LEN]>, StoreError> {
        self.noting(self.readers.with(|connection| read::entries(connection, from, to)))
    }

    fn tile(&self, level: u8, index: u64) -> Result<Option<Vec<u8>>, StoreError> {
        self.noting(self.readers.with(|connection| read::tile(connection, level, index)))
    }
}
