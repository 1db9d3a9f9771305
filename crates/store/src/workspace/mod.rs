//! The workspace: drafts, sessions, imports. Ordinary tables in a file of their own, deletable, in no log,
//! never the source of a view. What says something about people lies in drawers, sealed by whoever puts it there.

mod drawers;

pub use drawers::{DrawerLabel, Drawers, MAX_DOCUMENT, MAX_LISTED, SealedDocument};

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Row};

use crate::{HASH_LEN, StoreError, sha256};

/// Version of the tables below.
const SCHEMA_VERSION: i32 = 2;
/// The largest file that is kept as it came.
pub const MAX_ORIGINAL: usize = 64 * 1024 * 1024;

const IMPORTS: &str = "
CREATE TABLE imports (
  digest BLOB PRIMARY KEY, name TEXT NOT NULL, imported_at INTEGER NOT NULL, original BLOB NOT NULL,
  structure TEXT NOT NULL, review TEXT NOT NULL
);
";

/// A text that was imported: as it came, what was read out of it, and how far people have reviewed that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// SHA-256 of the original: two imports of one file are one.
    pub digest: [u8; HASH_LEN],
    /// The file's name, for people.
    pub name: String,
    /// When, in seconds since 1970.
    pub imported_at: u64,
    /// The file as it came.
    pub original: Vec<u8>,
    /// What was read out of it, as JSON.
    pub structure: String,
    /// How far it is reviewed, as the importer names it.
    pub review: String,
}

/// The workspace's file, open.
pub struct Workspace {
    connection: Mutex<Connection>,
    path: PathBuf,
    /// Connections that only read, and that nobody reads by now.
    readers: Mutex<Vec<Connection>>,
}

impl Workspace {
    /// Opens the workspace in this file, or makes it.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "secure_delete", true)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        match version {
            0 => make(&connection, &[IMPORTS, drawers::TABLES])?,
            // Before there were accounts.
            1 => make(&connection, &[drawers::TABLES])?,
            SCHEMA_VERSION => {}
            other => {
                return Err(StoreError::Format(format!(
                    "the workspace has format {other}, this program reads {SCHEMA_VERSION}; use a newer comity"
                )));
            }
        }
        let (connection, readers) = (Mutex::new(connection), Mutex::default());
        Ok(Self { connection, path: path.to_owned(), readers })
    }

    /// Keeps an import. `false` if the same original is there already, which stays as it is.
    pub fn add_import(&self, import: &Import) -> Result<bool, StoreError> {
        if import.original.len() > MAX_ORIGINAL {
            return Err(StoreError::TooLarge { what: "an imported file", limit: MAX_ORIGINAL as u64 });
        }
        if sha256(&import.original) != import.digest {
            return Err(StoreError::WrongDigest);
        }
        let added = self.lock().execute(
            "INSERT OR IGNORE INTO imports (digest, name, imported_at, original, structure, review)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            (
                &import.digest,
                &import.name,
                import.imported_at,
                &import.original,
                &import.structure,
                &import.review,
            ),
        )?;
        Ok(added == 1)
    }

    /// Replaces structure and review of an import. `false` if there is none.
    pub fn review_import(
        &self,
        digest: &[u8; HASH_LEN],
        structure: &str,
        review: &str,
    ) -> Result<bool, StoreError> {
        let changed = self.lock().execute(
            "UPDATE imports SET structure = ?2, review = ?3 WHERE digest = ?1",
            (digest, structure, review),
        )?;
        Ok(changed == 1)
    }

    /// The import of this original.
    pub fn import(&self, digest: &[u8; HASH_LEN]) -> Result<Option<Import>, StoreError> {
        let sql =
            "SELECT digest, name, imported_at, original, structure, review FROM imports WHERE digest = ?1";
        Ok(self.lock().query_row(sql, [digest], import_from_row).optional()?)
    }

    /// Digest and name of all imports, newest first.
    pub fn imports(&self) -> Result<Vec<([u8; HASH_LEN], String)>, StoreError> {
        let connection = self.lock();
        let mut statement =
            connection.prepare("SELECT digest, name FROM imports ORDER BY imported_at DESC, name")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Forgets an import. `false` if there is none.
    pub fn remove_import(&self, digest: &[u8; HASH_LEN]) -> Result<bool, StoreError> {
        Ok(self.lock().execute("DELETE FROM imports WHERE digest = ?1", [digest])? == 1)
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes tables and raises the version, as one.
fn make(connection: &Connection, tables: &[&str]) -> Result<(), StoreError> {
    let tables = tables.concat();
    connection.execute_batch(&format!(
        "BEGIN IMMEDIATE; {tables} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    ))?;
    Ok(())
}

fn import_from_row(row: &Row<'_>) -> rusqlite::Result<Import> {
    Ok(Import {
        digest: row.get(0)?,
        name: row.get(1)?,
        imported_at: row.get(2)?,
        original: row.get(3)?,
        structure: row.get(4)?,
        review: row.get(5)?,
    })
}
