//! The index: one file in a folder of its own, or in memory.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use record::RecordId;
use rusqlite::{Connection, TransactionBehavior};

use crate::find::{Found, find, find_some, titles};
use crate::kept::Kept;
use crate::schema::{VERSION, create, get, prepare, set};
use crate::write::Writer;
use crate::{Change, Query, SearchError};

/// The index's file.
const FILE: &str = "search.sqlite";

/// Stands beside the file once something was read that can't be: the next start begins anew.
const DAMAGED: &str = "damaged";

/// Readers that are kept open: as many as answer at once on a small machine.
const IDLE_READERS: usize = 8;

/// A full-text index of what everybody may read.
pub struct SearchIndex {
    /// The folder; none in memory, where readers and writer take turns.
    folder: Option<PathBuf>,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    kept: Kept,
}

impl SearchIndex {
    /// Opens the index in this folder. One that is missing, damaged or of another version is begun anew, at position
    /// 0: the caller asks [`position`](Self::position) and brings what follows.
    pub fn open(folder: &Path) -> Result<Self, SearchError> {
        std::fs::create_dir_all(folder)?;
        let usable = if folder.join(DAMAGED).exists() { None } else { open_usable(folder) };
        let writer = if let Some(writer) = usable {
            writer
        } else {
            clear(folder)?;
            let writer = connect(folder)?;
            create(&writer)?;
            writer
        };
        let index = Self {
            folder: Some(folder.to_owned()),
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            kept: Kept::default(),
        };
        index.finish_erasing()?;
        Ok(index)
    }

    /// An index that lives as long as the process.
    pub fn in_memory() -> Result<Self, SearchError> {
        let writer = Connection::open_in_memory()?;
        prepare(&writer)?;
        create(&writer)?;
        Ok(Self {
            folder: None,
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            kept: Kept::default(),
        })
    }

    /// The register position up to which it is folded: the first one that it hasn't seen.
    pub fn position(&self) -> Result<u64, SearchError> {
        self.mark_damage(get(&lock(&self.writer), "position").map(Option::unwrap_or_default))
    }

    /// Brings a change in, in one transaction, and remembers the position that it leads to. When it erases, the words
    /// have left the folder's files on return; [`SearchError::ErasureWaits`] says that all is committed and only that
    /// is still to be done, by the next commit or start.
    pub fn commit(&self, change: &Change, position: u64) -> Result<(), SearchError> {
        let written = self.write(change, position);
        self.kept.forget();
        self.mark_damage(written)?;
        self.finish_erasing()
    }

    fn write(&self, change: &Change, position: u64) -> Result<(), SearchError> {
        let mut writer = lock(&self.writer);
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Writer::new(&transaction).apply(change, position)?;
        transaction.commit()?;
        Ok(())
    }

    /// Copies the log into the file, where freed pages are overwritten, and empties it.
    fn finish_erasing(&self) -> Result<(), SearchError> {
        let writer = lock(&self.writer);
        if self.mark_damage(get(&writer, "scrub"))?.unwrap_or_default() == 0 {
            return Ok(());
        }
        let busy: bool = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy {
            return Err(SearchError::ErasureWaits);
        }
        // A stop before this line only has the next start empty a log once more.
        set(&writer, "scrub", 0)
    }

    /// Answers a question. Any text is one.
    pub fn search(&self, query: &Query) -> Result<Found, SearchError> {
        self.kept.or_ask(query, || self.mark_damage(self.read(|connection| find(connection, query))))
    }

    /// The first of what fits, as many as are asked for.
    pub(crate) fn search_some(&self, query: &Query, limit: usize) -> Result<Found, SearchError> {
        self.read(|connection| find_some(connection, query, limit))
    }

    /// How many bytes it takes.
    #[cfg(test)]
    pub(crate) fn bytes(&self) -> Result<u64, SearchError> {
        self.read(|connection| {
            let number =
                |what: &str| connection.query_row(&format!("PRAGMA {what}"), [], |row| row.get::<_, u64>(0));
            Ok(number("page_count")? * number("page_size")?)
        })
    }

    /// The titles of these records, as lists show them; `None` for a record without one. A record that the index doesn't hold
    /// isn't among them: it is newer than [`position`](Self::position), erased, or nobody's to read.
    pub fn titles(&self, ids: &[RecordId]) -> Result<HashMap<RecordId, Option<String>>, SearchError> {
        let titles = self.read(|connection| titles(connection, ids));
        self.mark_damage(titles)
    }

    /// Reads the whole file and says whether it can be: for `verify`, and never needed for a start.
    pub fn check(&self) -> Result<(), SearchError> {
        let verdict = self.read(|connection| {
            let verdict: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            if verdict == "ok" { Ok(()) } else { Err(SearchError::Damaged(verdict)) }
        });
        self.mark_damage(verdict)
    }

    fn read<T>(&self, ask: impl FnOnce(&Connection) -> Result<T, SearchError>) -> Result<T, SearchError> {
        let Some(folder) = &self.folder else { return ask(&lock(&self.writer)) };
        let idle = lock(&self.readers).pop();
        let reader = match idle {
            Some(reader) => reader,
            None => connect(folder)?,
        };
        let answer = ask(&reader)?;
        let mut readers = lock(&self.readers);
        if readers.len() < IDLE_READERS {
            readers.push(reader);
        }
        Ok(answer)
    }

    /// Remembers beside the file that it is damaged. That the mark itself fails changes nothing about the answer.
    fn mark_damage<T>(&self, result: Result<T, SearchError>) -> Result<T, SearchError> {
        if let (Err(SearchError::Damaged(_)), Some(folder)) = (&result, &self.folder) {
            let _ = std::fs::write(folder.join(DAMAGED), []);
        }
        result
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A transaction that a panic left behind was rolled back when it was dropped.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(folder: &Path) -> Result<Connection, SearchError> {
    let connection = Connection::open(folder.join(FILE))?;
    prepare(&connection)?;
    Ok(connection)
}

/// The index of the folder, if it is one of this version.
fn open_usable(folder: &Path) -> Option<Connection> {
    let connection = folder.join(FILE).exists().then(|| connect(folder).ok()).flatten()?;
    let version = get(&connection, "version").ok()??;
    let position = get(&connection, "position").ok()?;
    let tables = "SELECT words.rowid FROM words JOIN document ON document.id = words.rowid";
    let usable = version == VERSION && position.is_some() && connection.prepare(tables).is_ok();
    usable.then_some(connection)
}

/// Takes an index's files away, and nothing else.
fn clear(folder: &Path) -> Result<(), SearchError> {
    for name in [FILE.to_owned(), format!("{FILE}-wal"), format!("{FILE}-shm"), DAMAGED.to_owned()] {
        match std::fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
