//! Drawers: sealed documents under opaque labels. What is in them, who may open them and what they mean is somebody
//! else's room; here they are bytes that are put, taken and swept, several together or none.

use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior};
use std::sync::PoisonError;
use std::time::Duration;

use super::Workspace;
use crate::{HASH_LEN, StoreError};

/// The largest sealed document: a draft with a whole body (1 MiB), its notes, and room for the sealing.
pub const MAX_DOCUMENT: usize = 4 * 1024 * 1024;

/// The most documents that one list gives: a delegation of a thousand persons is large, a hundred times that is a fault.
pub const MAX_LISTED: usize = 100_000;

/// The most idle connections that are kept for looking: as many pages as are made at the same moment.
const MAX_IDLE_READERS: usize = 8;

/// What a document is found by, keyed by whoever sealed it.
pub type DrawerLabel = [u8; HASH_LEN];

pub(super) const TABLES: &str = "
CREATE TABLE drawers (
  drawer TEXT NOT NULL, label BLOB NOT NULL, owner BLOB, expires INTEGER, sealed BLOB NOT NULL,
  PRIMARY KEY (drawer, label)
) WITHOUT ROWID;
CREATE INDEX drawers_by_owner ON drawers (drawer, owner) WHERE owner IS NOT NULL;
CREATE INDEX drawers_by_expiry ON drawers (expires) WHERE expires IS NOT NULL;
";

/// A sealed document as it lies in its drawer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedDocument {
    /// What it is found by.
    pub label: DrawerLabel,
    /// What it can be listed under, if anything: keyed as well.
    pub owner: Option<DrawerLabel>,
    /// When it may be swept, in seconds since 1970.
    pub expires: Option<u64>,
    /// The sealed bytes.
    pub sealed: Vec<u8>,
}

/// The drawers within one transaction: all that is done through it is durable together, or nothing is.
pub struct Drawers<'a>(pub(super) &'a Transaction<'a>);

impl Workspace {
    /// Does several things to the drawers as one: durable when this returns, undone when `work` fails.
    pub fn with_drawers<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Drawers<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.lock();
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|e| E::from(StoreError::from(e)))?;
        let done = work(&Drawers(&transaction))?;
        transaction.commit().map_err(|e| E::from(StoreError::from(e)))?;
        Ok(done)
    }

    /// Looks into the drawers as they are now. It waits for no writer, and no writer waits for it, however long it looks;
    /// putting anything is refused.
    pub fn look_into_drawers<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Drawers<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = idle.map_or_else(|| self.reader(), Ok).map_err(E::from)?;
        let looked = connection.transaction().map_err(|e| E::from(StoreError::from(e))).and_then(|look| {
            // Nothing was written: ending the look by a rollback loses nothing.
            work(&Drawers(&look))
        });
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < MAX_IDLE_READERS {
            readers.push(connection);
        }
        looked
    }

    fn reader(&self) -> Result<Connection, StoreError> {
        let connection = Connection::open_with_flags(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.pragma_update(None, "trusted_schema", false)?;
        Ok(connection)
    }

    /// Takes what was removed out of the write-ahead log too: `secure_delete` overwrites pages of the file itself.
    pub fn scrub(&self) -> Result<(), StoreError> {
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        let busy: i64 = self.lock().query_row(sql, [], |row| row.get(0))?;
        if busy == 0 {
            Ok(())
        } else {
            Err(StoreError::Busy("a reader holds an old state; try again".into()))
        }
    }

    /// Does anything lie in a drawer?
    pub fn holds_sealed(&self) -> Result<bool, StoreError> {
        Ok(self.lock().query_row("SELECT EXISTS (SELECT 1 FROM drawers)", [], |row| row.get(0))?)
    }

    /// A document, without a transaction around it.
    pub fn document(&self, drawer: &str, label: &DrawerLabel) -> Result<Option<SealedDocument>, StoreError> {
        get(&self.lock(), drawer, label)
    }

    /// All documents of a drawer with this owner, by label.
    pub fn documents_of(&self, drawer: &str, owner: &DrawerLabel) -> Result<Vec<SealedDocument>, StoreError> {
        of_owner(&self.lock(), drawer, owner)
    }

    /// All documents of a drawer, by label.
    pub fn documents(&self, drawer: &str) -> Result<Vec<SealedDocument>, StoreError> {
        all(&self.lock(), drawer)
    }
}

impl Drawers<'_> {
    /// Puts a document, over the one that lies there.
    pub fn put(&self, drawer: &str, document: &SealedDocument) -> Result<(), StoreError> {
        if document.sealed.len() > MAX_DOCUMENT {
            return Err(StoreError::TooLarge { what: "a sealed document", limit: MAX_DOCUMENT as u64 });
        }
        self.0.execute(
            "INSERT INTO drawers (drawer, label, owner, expires, sealed) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (drawer, label)
             DO UPDATE SET owner = excluded.owner, expires = excluded.expires, sealed = excluded.sealed",
            (drawer, &document.label, document.owner, document.expires, &document.sealed),
        )?;
        Ok(())
    }

    /// A document.
    pub fn get(&self, drawer: &str, label: &DrawerLabel) -> Result<Option<SealedDocument>, StoreError> {
        get(self.0, drawer, label)
    }

    /// All documents of a drawer with this owner, by label.
    pub fn of_owner(&self, drawer: &str, owner: &DrawerLabel) -> Result<Vec<SealedDocument>, StoreError> {
        of_owner(self.0, drawer, owner)
    }

    /// All documents of a drawer, by label.
    pub fn all(&self, drawer: &str) -> Result<Vec<SealedDocument>, StoreError> {
        all(self.0, drawer)
    }

    /// Removes a document. `false` if there was none.
    pub fn remove(&self, drawer: &str, label: &DrawerLabel) -> Result<bool, StoreError> {
        let sql = "DELETE FROM drawers WHERE drawer = ?1 AND label = ?2";
        Ok(self.0.execute(sql, (drawer, label))? == 1)
    }

    /// Removes all documents of a drawer with this owner, and says how many.
    pub fn remove_of_owner(&self, drawer: &str, owner: &DrawerLabel) -> Result<usize, StoreError> {
        Ok(self.0.execute("DELETE FROM drawers WHERE drawer = ?1 AND owner = ?2", (drawer, owner))?)
    }

    /// What [`Self::sweep`] would remove of a drawer.
    pub fn expired(&self, drawer: &str, now: u64) -> Result<Vec<SealedDocument>, StoreError> {
        let sql = format!("{COLUMNS} WHERE drawer = ?1 AND expires IS NOT NULL AND expires <= ?2");
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map((drawer, now), document_from_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Removes what has expired, in every drawer, and says how many.
    pub fn sweep(&self, now: u64) -> Result<usize, StoreError> {
        Ok(self.0.execute("DELETE FROM drawers WHERE expires IS NOT NULL AND expires <= ?1", [now])?)
    }
}

const COLUMNS: &str = "SELECT label, owner, expires, sealed FROM drawers";

fn get(
    connection: &Connection,
    drawer: &str,
    label: &DrawerLabel,
) -> Result<Option<SealedDocument>, StoreError> {
    let sql = format!("{COLUMNS} WHERE drawer = ?1 AND label = ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row((drawer, label), document_from_row).optional()?)
}

fn of_owner(
    connection: &Connection,
    drawer: &str,
    owner: &DrawerLabel,
) -> Result<Vec<SealedDocument>, StoreError> {
    let sql = format!("{COLUMNS} WHERE drawer = ?1 AND owner = ?2 ORDER BY label LIMIT {MAX_LISTED}");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map((drawer, owner), document_from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn all(connection: &Connection, drawer: &str) -> Result<Vec<SealedDocument>, StoreError> {
    let sql = format!("{COLUMNS} WHERE drawer = ?1 ORDER BY label LIMIT {MAX_LISTED}");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([drawer], document_from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn document_from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<SealedDocument> {
    Ok(SealedDocument { label: row.get(0)?, owner: row.get(1)?, expires: row.get(2)?, sealed: row.get(3)? })
}
