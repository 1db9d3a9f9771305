//! The tables of `register.db` and how its connections are set up (see `docs/decisions/0004-store-layout.md`).

use std::path::Path;
use std::time::Duration;

use rusqlite::types::FromSql;
use rusqlite::{Connection, OpenFlags};

use crate::StoreError;

/// "Comi" in ASCII: tells `file` and us whose database this is.
pub const APPLICATION_ID: i32 = 0x436f_6d69;
/// Version of the tables below.
pub const SCHEMA_VERSION: i32 = 1;
/// How long a connection waits for a lock before it says busy.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Statements kept prepared per connection: all that this crate uses.
const STATEMENTS: usize = 32;

/// One narrow table for what bundles and replay scan, one for what a reader of a record needs, one for
/// bodies (so that erasing touches no page with a header), all in order of position.
const TABLES: &str = "
CREATE TABLE entry (position INTEGER PRIMARY KEY, entry BLOB NOT NULL);
CREATE TABLE content (position INTEGER PRIMARY KEY, header BLOB NOT NULL, signatures BLOB NOT NULL, body_digest BLOB);
CREATE TABLE body (position INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE erased (position INTEGER PRIMARY KEY);
CREATE TABLE tile (key INTEGER PRIMARY KEY, hashes BLOB NOT NULL);
CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note BLOB NOT NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE reserve (key INTEGER PRIMARY KEY, room BLOB NOT NULL);
";

/// Attachments belong to a record: who erases one record takes its files with it, and no other record's of the same bytes.
const ATTACHED: &str = "
CREATE TABLE IF NOT EXISTS attached (position INTEGER NOT NULL, digest BLOB NOT NULL, state INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (position, digest));
";

/// How a store file is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Name of the SQLite VFS; `None` is the system's own. Tests put a failing disk here.
    pub vfs: Option<String>,
    /// Page size of a new file.
    pub page_size: u32,
    /// Page cache of the writer, in KiB.
    pub writer_cache_kib: u32,
    /// Page cache of each reader, in KiB.
    pub reader_cache_kib: u32,
    /// Read connections kept open; more are opened under load and closed after.
    pub readers: usize,
    /// The log is copied into the main file after about so many bytes.
    pub checkpoint_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            vfs: None,
            page_size: 4096,
            writer_cache_kib: 32 * 1024,
            reader_cache_kib: 2 * 1024,
            readers: 8,
            checkpoint_bytes: 8 * 1024 * 1024,
        }
    }
}

pub fn connect(path: &Path, options: &Options, flags: OpenFlags) -> Result<Connection, StoreError> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let connection = match &options.vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs.as_str())?,
        None => Connection::open_with_flags(path, flags)?,
    };
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // A hostile or damaged schema must not run code; a damaged page must be noticed early.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    Ok(connection)
}

/// Opens the one connection that writes; makes the tables if the file is new.
pub fn connect_writer(path: &Path, options: &Options) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = connect(path, options, flags)?;
    if is_empty(&connection)? {
        make_tables(&connection, options)?;
        connection.close().map_err(|(_, error)| error)?;
        return connect_existing(connect(path, options, flags)?, options);
    }
    connect_existing(connection, options)
}

fn connect_existing(connection: Connection, options: &Options) -> Result<Connection, StoreError> {
    check_format(&connection)?;
    connection.pragma_update(None, "cache_size", -i64::from(options.writer_cache_kib))?;
    let mode: String = run(&connection, "PRAGMA journal_mode = wal")?;
    if mode != "wal" {
        return Err(StoreError::Format(format!("SQLite gave journal mode {mode}, not wal; try again")));
    }
    // FULL syncs the log at each commit: without it a power cut takes back what was acknowledged.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "secure_delete", true)?;
    // We copy the log ourselves, because SQLite's own hook drops the errors of a failed copy.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    // A file from before a record could have attachments has all else.
    connection.execute_batch(ATTACHED)?;
    Ok(connection)
}

/// Runs a statement that answers with one row, to its end.
///
/// Reading the row alone isn't enough: SQLite commits after it, and a failure of that commit would be lost.
pub fn run<T: FromSql>(connection: &Connection, sql: &str) -> Result<T, rusqlite::Error> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let answer = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?.get(0)?;
    while rows.next()?.is_some() {}
    Ok(answer)
}

fn is_empty(connection: &Connection) -> Result<bool, StoreError> {
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(version == 0 && tables == 0)
}

/// Made with a rollback journal, because SQLite throws a log away whose main file is still empty. A crash
/// here leaves an empty file, which the next start fills again; nothing was promised to anyone yet.
fn make_tables(connection: &Connection, options: &Options) -> Result<(), StoreError> {
    connection.pragma_update(None, "page_size", options.page_size)?;
    // EXTRA syncs the folder after the journal is deleted: a journal that came back would empty the file.
    connection.pragma_update(None, "synchronous", "extra")?;
    connection.execute_batch(&format!(
        "BEGIN IMMEDIATE; {TABLES} {ATTACHED} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    ))?;
    Ok(())
}

/// Opens a connection that can only read.
pub fn connect_reader(path: &Path, options: &Options) -> Result<Connection, StoreError> {
    let connection = connect(path, options, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.pragma_update(None, "cache_size", -i64::from(options.reader_cache_kib))?;
    check_format(&connection)?;
    Ok(connection)
}

fn check_format(connection: &Connection) -> Result<(), StoreError> {
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(StoreError::Format("this file isn't a register; check the path".into()));
    }
    if version != SCHEMA_VERSION {
        return Err(StoreError::Format(format!(
            "the register has format {version}, this program reads {SCHEMA_VERSION}; use a matching version of comity"
        )));
    }
    Ok(())
}
