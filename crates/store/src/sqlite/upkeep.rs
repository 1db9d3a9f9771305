//! What isn't an append: erasing, scrubbing, attachments, and the mark of a copy.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::append::{Failure, durably, erase_body};
use super::{SqliteStore, read, schema};
use crate::{AppendError, HASH_LEN, Refusal, StoreError, sha256};

/// Larger files belong into an object store.
pub const MAX_ATTACHMENT: usize = 16 * 1024 * 1024;
/// Key of the row that says that this file is a copy.
const COPY_KEY: &str = "copy";
/// Key of the row that says whom sealed bodies are for.
const SEALED_FOR_KEY: &str = "sealed-for";
const MARK_COPY: &str = "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, x'01')";
/// States of an attachment. SQLite stores 0 and 1 in no byte and these in one, so a change of state leaves
/// the row's length, and with it the row's place, as they are.
const PRESENT: i64 = 2;
const ERASED: i64 = 3;
/// The bytes are sealed, and stand behind their own digest: the name of their row says nothing of them.
const SEALED: i64 = 4;

/// What sealing adds to a file at most: its padding of a sixteenth, a tag for each 64 KiB, and a header.
const MAX_SEALED: usize = MAX_ATTACHMENT + MAX_ATTACHMENT / 16 + 64 * 1024;

/// Erases bodies outside a batch: what a restore or repair must do again before anything is served.
pub fn erase(store: &SqliteStore, positions: &[u64]) -> Result<(), AppendError> {
    durably(store, |transaction| {
        let size = read::size(transaction)?;
        if positions.iter().any(|position| *position >= size) {
            return Err(Failure::Refused(Refusal::BadBatch("it erases what isn't there")));
        }
        for position in positions {
            erase_body(transaction, *position)?;
        }
        Ok(())
    })
}

/// Copies the whole log into the main file and empties the log, so that no old page image stays in it.
///
/// A crash before it ends leaves the log as it was; the erasing itself is durable already. Call it again at
/// the next start when erasures may not have been scrubbed.
pub fn scrub(store: &SqliteStore) -> Result<(), StoreError> {
    store.readers.clear();
    let mut writer = store.writer();
    let busy: i64 = match schema::run(&writer.connection, "PRAGMA wal_checkpoint(TRUNCATE)") {
        Ok(busy) => busy,
        Err(error) => return Err(store.failed_copy(error)),
    };
    if busy != 0 {
        return Err(StoreError::Busy("a reader holds an old state; try again".into()));
    }
    writer.uncopied = 0;
    Ok(())
}

/// Keeps a file of the record at `position`; not of one that was erased meanwhile.
pub fn put_attachment(
    store: &SqliteStore,
    position: u64,
    digest: &[u8; HASH_LEN],
    bytes: &[u8],
) -> Result<(), AppendError> {
    let refuse = |why| AppendError::Refused(Refusal::BadBatch(why));
    if bytes.len() > MAX_ATTACHMENT {
        return Err(refuse("an attachment is over 16 MiB"));
    }
    if sha256(bytes) != *digest {
        return Err(refuse("an attachment doesn't have its digest"));
    }
    keep(store, position, digest, PRESENT, bytes)
}

/// Keeps a sealed file of the record at `position` under a name.
pub fn put_sealed_attachment(
    store: &SqliteStore,
    position: u64,
    name: &[u8; HASH_LEN],
    sealed: &[u8],
) -> Result<(), AppendError> {
    if sealed.len() > MAX_SEALED {
        return Err(AppendError::Refused(Refusal::BadBatch("a sealed attachment is over 17 MiB")));
    }
    keep(store, position, name, SEALED, &[&sha256(sealed), sealed].concat())
}

fn keep(
    store: &SqliteStore,
    position: u64,
    name: &[u8; HASH_LEN],
    state: i64,
    bytes: &[u8],
) -> Result<(), AppendError> {
    durably(store, |transaction| {
        let erased: bool = transaction
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM erased WHERE position = ?1)")?
            .query_row([read::row_key(position)], |row| row.get(0))?;
        if erased || position >= read::size(transaction)? {
            return Err(Failure::Refused(Refusal::BadBatch("the record is erased, or not there")));
        }
        transaction
            .prepare_cached(
                "INSERT INTO attached (position, digest, state, bytes) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (position, digest) DO UPDATE SET state = excluded.state, bytes = excluded.bytes",
            )?
            .execute((read::row_key(position), name, state, bytes))?;
        Ok(())
    })
}

/// Overwrites a record's attachments in their place, for the reason given at `erase_body`; their rows stay.
pub fn erase_attachments(transaction: &Transaction<'_>, position: u64) -> Result<(), rusqlite::Error> {
    transaction
        .prepare_cached(
            "UPDATE attached SET state = ?2, bytes = zeroblob(length(bytes)) WHERE position = ?1",
        )?
        .execute((read::row_key(position), ERASED))?;
    Ok(())
}

pub fn attachment(
    connection: &Connection,
    position: u64,
    digest: &[u8; HASH_LEN],
) -> Result<Option<Vec<u8>>, StoreError> {
    match kept(connection, position, digest, PRESENT)? {
        Some(bytes) if sha256(&bytes) != *digest => Err(changed()),
        found => Ok(found),
    }
}

pub fn sealed_attachment(
    connection: &Connection,
    position: u64,
    name: &[u8; HASH_LEN],
) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(bytes) = kept(connection, position, name, SEALED)? else { return Ok(None) };
    match bytes.split_first_chunk::<HASH_LEN>() {
        Some((digest, sealed)) if sha256(sealed) == *digest => Ok(Some(sealed.to_vec())),
        _ => Err(changed()),
    }
}

fn changed() -> StoreError {
    StoreError::Corrupt("an attachment doesn't have its digest".into())
}

fn kept(
    connection: &Connection,
    position: u64,
    name: &[u8; HASH_LEN],
    state: i64,
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT bytes FROM attached WHERE position = ?1 AND digest = ?2 AND state = ?3")?
        .query_row((read::row_key(position), name, state), |row| row.get(0))
        .optional()?)
}

/// An attachment that another store may be able to give.
pub struct Listed {
    /// Its row, by which the next is found.
    pub row: i64,
    position: i64,
    name: [u8; HASH_LEN],
    state: i64,
}

/// The next attachment after a row.
pub fn next_attachment(connection: &Connection, after: i64) -> Result<Option<Listed>, StoreError> {
    let listed = connection
        .query_row(
            "SELECT rowid, position, digest, state FROM attached WHERE rowid > ?1 AND state IN (?2, ?3)
             ORDER BY rowid LIMIT 1",
            (after, PRESENT, SEALED),
            |row| {
                Ok(Listed { row: row.get(0)?, position: row.get(1)?, name: row.get(2)?, state: row.get(3)? })
            },
        )
        .optional()?;
    Ok(listed)
}

/// Takes an attachment over from another store; whether it could be read there.
pub fn take_attachment(to: &SqliteStore, from: &SqliteStore, listed: &Listed) -> Result<bool, StoreError> {
    let Ok(position) = u64::try_from(listed.position) else { return Ok(false) };
    let name = &listed.name;
    let sealed = listed.state == SEALED;
    let read = |connection: &Connection| {
        if sealed {
            sealed_attachment(connection, position, name)
        } else {
            attachment(connection, position, name)
        }
    };
    let Ok(Some(bytes)) = from.readers.with(read) else { return Ok(false) };
    let put = if sealed { put_sealed_attachment } else { put_attachment };
    put(to, position, name, &bytes).map_err(|error| StoreError::Io(error.to_string()))?;
    Ok(true)
}

/// Marks a file as a copy of a running store: whoever opens it must show that it continues the log.
pub fn mark_copy(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute(MARK_COPY, [COPY_KEY])?;
    Ok(transaction.commit()?)
}

pub fn sealed_for(connection: &Connection) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    Ok(statement.query_row([SEALED_FOR_KEY], |row| row.get(0)).optional()?)
}

/// Written once in a register's life, beside the row that marks a copy: no page comes free of it.
pub fn set_sealed_for(store: &SqliteStore, whom: &[u8]) -> Result<(), AppendError> {
    durably(store, |transaction| {
        transaction
            .execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", (SEALED_FOR_KEY, whom))?;
        Ok(())
    })
}

/// The same within a transaction.
pub fn mark_in(transaction: &Transaction<'_>) -> Result<(), Failure> {
    transaction.execute(MARK_COPY, [COPY_KEY])?;
    Ok(())
}

pub fn is_copy(connection: &Connection) -> Result<bool, StoreError> {
    let found = connection
        .query_row("SELECT 1 FROM meta WHERE key = ?1", [COPY_KEY], |row| row.get::<_, i64>(0))
        .optional()?;
    Ok(found.is_some())
}

pub fn unmark_copy(transaction: &Transaction<'_>) -> Result<(), Failure> {
    transaction.execute("DELETE FROM meta WHERE key = ?1", [COPY_KEY])?;
    Ok(())
}
