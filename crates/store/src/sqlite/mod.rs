//! The embedded store: one SQLite file in WAL mode, one writer, a pool of readers.

mod append;
mod ids;
mod pool;
mod read;
mod rebuild;
mod schema;
mod start;
mod upkeep;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use rusqlite::Connection;

use crate::check::read_checkpoint;
use crate::{
    AppendError, Batch, ENTRY_LEN, HASH_LEN, Head, Mark, Refusal, Standing, Store, StoreError, StoredRecord,
};
use ids::IdIndex;
use pool::Pool;
pub use read::leaf_in_tile;
pub use schema::{Options, connect_reader, connect_writer};
pub use upkeep::{MAX_ATTACHMENT, mark_copy};

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
    /// Set while the store is a copy or behind what is known outside it.
    held_back: Mutex<Option<Standing>>,
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
    /// committed is there, what wasn't is gone. The head, the right edge of the tree and the last record are
    /// checked; [`standing`](Self::standing) says what came of it.
    pub fn open(path: &Path, options: Options) -> Result<Self, StoreError> {
        let connection = connect_writer(path, &options)?;
        let copy = upkeep::is_copy(&connection)?;
        let store = Self {
            path: path.to_owned(),
            readers: Pool::new(path.to_owned(), options.clone()),
            options,
            writer: Mutex::new(Writer { connection, uncopied: 0 }),
            ids: RwLock::new(IdIndex::new()),
            stopped: AtomicBool::new(false),
            sound: AtomicBool::new(true),
            held_back: Mutex::new(copy.then_some(Standing::Restored)),
        };
        store.check_start()?;
        Ok(store)
    }

    fn check_start(&self) -> Result<(), StoreError> {
        let indexed = self.readers.with(|connection| {
            let mut ids = self.ids.write().unwrap_or_else(PoisonError::into_inner);
            read::index_ids(connection, &mut ids)
        });
        let edge = self.readers.with(start::check_edge);
        for result in [indexed, edge.map(|()| true)] {
            match result {
                Ok(true) => {}
                Ok(false) | Err(StoreError::Damaged { .. } | StoreError::Corrupt(_)) => self.unsound(),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Whether the store may be appended to, and if not, why.
    pub fn standing(&self) -> Standing {
        if self.must_stop() {
            Standing::Stopped
        } else if !self.is_sound() {
            Standing::Damaged
        } else {
            self.held_back().clone().unwrap_or(Standing::Ready)
        }
    }

    /// Holds the store against a checkpoint known from outside it: the high-water file, a mirror, a witness.
    ///
    /// If the store is behind it or disagrees with it, appends are refused from here on.
    pub fn compare(&self, known: &Mark) -> Result<Standing, StoreError> {
        let origin = match self.head()? {
            Some(head) => Some(self.noting(read_checkpoint(&head.checkpoint))?.origin().to_owned()),
            None => None,
        };
        let root = self.noting(self.readers.with(|connection| start::root_at(connection, known.size)))?;
        let found = match root {
            None => Standing::Behind(known.clone()),
            Some(root) if root.0 != known.root || origin.is_some_and(|origin| origin != known.origin) => {
                Standing::Diverged(known.clone())
            }
            Some(_) => return Ok(self.standing()),
        };
        *self.held_back() = Some(found.clone());
        Ok(found)
    }

    /// Lets a restored copy be appended to again.
    ///
    /// The caller MUST first have [compared](Self::compare) it with the high-water file, the mirrors and the
    /// witnesses. A store that was found behind or diverged stays closed: repair it, or open a new log.
    pub fn resume(&self) -> Result<(), AppendError> {
        if !matches!(self.standing(), Standing::Restored | Standing::Ready) {
            return Err(AppendError::Refused(Refusal::Behind));
        }
        append::durably(self, upkeep::unmark_copy)?;
        // A crash before this line leaves the mark: the next start asks again.
        *self.held_back() = None;
        Ok(())
    }

    fn may_append(&self) -> Result<(), AppendError> {
        match self.standing() {
            Standing::Ready => Ok(()),
            Standing::Stopped => Err(AppendError::OutcomeUnknown("an earlier commit or sync failed".into())),
            Standing::Damaged => Err(AppendError::Refused(Refusal::Damaged)),
            _ => Err(AppendError::Refused(Refusal::Behind)),
        }
    }

    fn held_back(&self) -> MutexGuard<'_, Option<Standing>> {
        self.held_back.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Copies the log into the main file once enough has come together. Readers aren't disturbed.
    fn copy_log_after(&self, bytes: u64) {
        let mut writer = self.writer();
        writer.uncopied += bytes;
        if writer.uncopied < self.options.checkpoint_bytes {
            return;
        }
        let copied = schema::run::<i64>(&writer.connection, "PRAGMA wal_checkpoint(PASSIVE)");
        // A crash in between loses nothing: the log is kept until the copy is synced, and is replayed.
        match copied {
            Ok(_) => writer.uncopied = 0,
            Err(error) => drop(self.failed_copy(error)),
        }
    }

    /// A full main file harms nothing, the log still holds everything; any other failure stops us.
    fn failed_copy(&self, error: rusqlite::Error) -> StoreError {
        let full = error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull);
        if !full {
            self.stop(&error);
        }
        error.into()
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How it was opened.
    pub fn options(&self) -> &Options {
        &self.options
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

impl Drop for SqliteStore {
    fn drop(&mut self) {
        // The last connection to close empties the log into the main file and removes it: it must be the one
        // that may write. After a failed sync nothing is copied, so that a new start sees what is there.
        self.readers.clear();
        let keep_log = self.must_stop();
        let flag = rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
        // If this fails, closing copies as usual, which is safe too.
        let _ = self.writer().connection.set_db_config(flag, keep_log);
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

    fn read_header(&self, position: u64) -> Result<StoredRecord, StoreError> {
        self.noting(self.readers.with(|connection| read::read_header(connection, position)))
    }

    fn longest_body(&self, from: u64, to: u64) -> Result<u64, StoreError> {
        self.noting(self.readers.with(|connection| read::longest_body(connection, from, to)))
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

    fn erase(&self, positions: &[u64]) -> Result<(), AppendError> {
        upkeep::erase(self, positions)
    }

    fn scrub(&self) -> Result<(), StoreError> {
        upkeep::scrub(self)
    }

    fn sealed_for(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.noting(self.readers.with(upkeep::sealed_for))
    }

    fn set_sealed_for(&self, whom: &[u8]) -> Result<(), AppendError> {
        upkeep::set_sealed_for(self, whom)
    }

    fn put_attachment(
        &self,
        position: u64,
        digest: &[u8; HASH_LEN],
        bytes: &[u8],
    ) -> Result<(), AppendError> {
        upkeep::put_attachment(self, position, digest, bytes)
    }

    fn attachment(&self, position: u64, digest: &[u8; HASH_LEN]) -> Result<Option<Vec<u8>>, StoreError> {
        self.noting(self.readers.with(|connection| upkeep::attachment(connection, position, digest)))
    }

    fn put_sealed_attachment(
        &self,
        position: u64,
        name: &[u8; HASH_LEN],
        sealed: &[u8],
    ) -> Result<(), AppendError> {
        upkeep::put_sealed_attachment(self, position, name, sealed)
    }

    fn sealed_attachment(&self, position: u64, name: &[u8; HASH_LEN]) -> Result<Option<Vec<u8>>, StoreError> {
        self.noting(self.readers.with(|connection| upkeep::sealed_attachment(connection, position, name)))
    }
}
