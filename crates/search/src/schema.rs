//! The index's tables.

use catalogue::Lang;
use rusqlite::Connection;

use crate::SearchError;

/// The version of the tables and of how words are read. Any change to either counts it up, and indexes of another
/// version are built again.
pub(crate) const VERSION: u64 = 5;

/// Words as written, but for case and accents.
pub(crate) const PLAIN: &str = "plain";

/// Words around a document, and their stems in any language.
pub(crate) const CONTEXT: &str = "context";

/// The token that every document has among its facets.
pub(crate) const EVERY: &str = "every";

/// Provisions come before records, and a record's position follows from its place.
pub(crate) const FIRST_RECORD: u64 = 1 << 40;

/// What belongs to an exercise stands behind what is real: this bit of its place says so.
pub(crate) const EXERCISE: u64 = 1 << 41;

/// The column of a language's stems; of Chinese, of neighbouring characters.
pub(crate) fn column_of(lang: Lang) -> &'static str {
    lang.code()
}

/// `words` keeps no text (`content=''`). Its tokens are made here, of letters and digits alone, and the `ascii`
/// tokenizer only parts them at spaces. `facets` of `words` holds `v<id>` for each value, so that filters cost no
/// reading of rows; `facets` of `document` holds the same ids, 32 bits each, to be counted. `title` is the only text: what a
/// list of records shows, so that no list reads bodies.
const TABLES: &str = "
    CREATE TABLE about (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
    CREATE TABLE value (id INTEGER PRIMARY KEY, facet INTEGER NOT NULL, value TEXT NOT NULL, UNIQUE (facet, value));
    CREATE TABLE document (
        id INTEGER PRIMARY KEY,
        place INTEGER NOT NULL,
        current INTEGER NOT NULL,
        facets BLOB NOT NULL,
        provision TEXT UNIQUE,
        record BLOB UNIQUE,
        title TEXT
    );
    CREATE VIRTUAL TABLE words USING fts5 (
        plain, context, ar, en, es, fr, ru, zh, facets,
        content='', contentless_delete=1, tokenize='ascii'
    );";

/// Sets a connection up.
pub(crate) fn prepare(connection: &Connection) -> Result<(), SearchError> {
    // 16 MiB of pages: what a hub's usual questions touch, within what a small hub may use.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;
         PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;",
    )?;
    // A statement waits for another's commit; nothing here holds the file for longer.
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    Ok(())
}

/// Makes the tables in an empty file.
pub(crate) fn create(connection: &Connection) -> Result<(), SearchError> {
    connection.execute_batch(&format!("BEGIN IMMEDIATE; {TABLES} COMMIT;"))?;
    set(connection, "position", 0)?;
    set(connection, "version", VERSION)
}

/// A number that the index keeps about itself.
pub(crate) fn get(connection: &Connection, name: &str) -> Result<Option<u64>, SearchError> {
    use rusqlite::OptionalExtension as _;
    let value = connection
        .prepare_cached("SELECT value FROM about WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    Ok(value)
}

/// Keeps a number.
pub(crate) fn set(connection: &Connection, name: &str, value: u64) -> Result<(), SearchError> {
    connection.execute("INSERT OR REPLACE INTO about (name, value) VALUES (?1, ?2)", (name, value))?;
    Ok(())
}
