//! The workspace: drafts, sessions, imports. Ordinary tables in a file of their own, deletable, in no log,
//! never the source of a view. What says something about people lies in drawers, sealed by whoever puts it there.

mod drawers;
mod imports;

pub use drawers::{DrawerLabel, Drawers, MAX_DOCUMENT, MAX_LISTED, SealedDocument};
pub use imports::{Import, ImportHead, ImportedText, Imports, MAX_ORIGINAL};

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::Connection;

use crate::StoreError;

/// Version of the tables below.
const SCHEMA_VERSION: i32 = 2;
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
            0 => make(&connection, &[imports::TABLES, drawers::TABLES])?,
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
