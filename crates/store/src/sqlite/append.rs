//! The one door for writing: check the batch, stage it, commit it durably.

use std::collections::HashMap;
use std::sync::PoisonError;

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior, ffi};

use super::ids::IdIndex;
use super::read::{TILE_BYTES, find_among, leaf_in_tile, row_key, size, tile_key};
use super::{SqliteStore, Writer};
use crate::model::ENTRY_ID_AT;
use crate::{
    AppendError, Batch, ENTRY_SIGNATURES_AT, HASH_LEN, NewRecord, Refusal, StoreError, TILE_WIDTH, TileWrite,
    leaf_hash, sha256,
};

/// A signed note with all its cosignatures is a few kilobytes.
const MAX_CHECKPOINT: usize = 64 * 1024;
/// Fills three new pages and more, whatever their size.
const CLAIM_ROOM: &str =
    "INSERT INTO reserve (key, room) SELECT 1, zeroblob(4 * page_size) FROM pragma_page_size";

pub fn append(store: &SqliteStore, batch: &Batch) -> Result<(), AppendError> {
    store.may_append()?;
    check_batch(batch).map_err(|why| AppendError::Refused(Refusal::BadBatch(why)))?;
    let digests: Vec<_> = batch.records.iter().map(|record| record.body.as_deref().map(sha256)).collect();
    durably(store, |transaction| {
        check_ids(transaction, &store.ids.read().unwrap_or_else(PoisonError::into_inner), batch)?;
        stage(transaction, batch, &digests)
    })?;
    store.index(batch);
    store.copy_log_after(weight(batch));
    Ok(())
}

/// Runs `work` in one durable transaction, and sorts its failure into "nothing written" and "unknown".
pub fn durably(
    store: &SqliteStore,
    work: impl FnOnce(&Transaction<'_>) -> Result<(), Failure>,
) -> Result<(), AppendError> {
    if store.must_stop() {
        return Err(AppendError::OutcomeUnknown("an earlier commit or sync failed".into()));
    }
    let mut writer = store.writer();
    let result = commit(&mut writer.connection, work);
    // After `Ok` it is durable: a crash now keeps the whole of it.
    result.map_err(|failure| refuse_or_stop(store, &writer, failure))
}

/// Where a transaction failed decides what is known about it.
pub enum Failure {
    /// SQLite failed before the commit began: nothing is written.
    BeforeCommit(rusqlite::Error),
    /// We refused before the commit began.
    Refused(Refusal),
    /// The commit failed: it may have happened.
    AtCommit(rusqlite::Error),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::BeforeCommit(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Refused(match error {
            StoreError::Damaged { .. } | StoreError::Corrupt(_) => Refusal::Damaged,
            StoreError::Busy(_) => Refusal::Busy,
            other => Refusal::Io(other.to_string()),
        })
    }
}

fn commit(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    work(&transaction)?;
    flush(&transaction)?;
    // A crash before this line ends leaves nothing of the batch, or all of it; never a part.
    transaction.commit().map_err(Failure::AtCommit)
}

/// Writes all pages into the log before the commit, so that a full disk shows while it is still certain
/// that nothing is committed: frames without a commit frame are void after a crash.
///
/// The commit itself still adds two frames: the file's first page, and the page of `reserve` that taking back
/// makes dirty. So some frames more are written here and taken back: their room in the log is the commit's.
/// They MUST be of new pages, as no others come clean out of taking back; hence no table here frees pages.
fn flush(transaction: &Transaction<'_>) -> Result<(), rusqlite::Error> {
    transaction.cache_flush()?;
    transaction.execute_batch("SAVEPOINT room")?;
    transaction.prepare_cached(CLAIM_ROOM)?.execute([])?;
    transaction.cache_flush()?;
    transaction.execute_batch("ROLLBACK TO room; RELEASE room;")
}

fn stage(
    transaction: &Transaction<'_>,
    batch: &Batch,
    digests: &[Option<[u8; HASH_LEN]>],
) -> Result<(), Failure> {
    if size(transaction)? != batch.first {
        return Err(Failure::Refused(Refusal::BadBatch("it doesn't begin at the size of the register")));
    }
    insert_records(transaction, batch.first, &batch.records, digests)?;
    put_tiles(transaction, &batch.tiles)?;
    for position in &batch.erase {
        erase_body(transaction, *position)?;
    }
    transaction
        .prepare_cached("INSERT OR REPLACE INTO checkpoint (size, note) VALUES (?1, ?2)")?
        .execute((row_key(batch.first + batch.records.len() as u64), &batch.checkpoint))?;
    Ok(())
}

/// Rows of tiles always have the full length: growing ones then change in their place and free no page.
pub fn put_tiles(transaction: &Transaction<'_>, tiles: &[TileWrite]) -> Result<(), rusqlite::Error> {
    let mut tile = transaction.prepare_cached(
        "INSERT INTO tile (key, hashes) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET hashes = excluded.hashes",
    )?;
    for write in tiles {
        let mut hashes = write.hashes.clone();
        hashes.resize(TILE_BYTES, 0);
        tile.execute((tile_key(write.level, write.index), hashes))?;
    }
    Ok(())
}

pub fn insert_records(
    transaction: &Transaction<'_>,
    first: u64,
    records: &[NewRecord],
    digests: &[Option<[u8; HASH_LEN]>],
) -> Result<(), rusqlite::Error> {
    let mut entry = transaction.prepare_cached("INSERT INTO entry (position, entry) VALUES (?1, ?2)")?;
    let mut content = transaction.prepare_cached(
        "INSERT INTO content (position, header, signatures, body_digest) VALUES (?1, ?2, ?3, ?4)",
    )?;
    let mut body = transaction.prepare_cached("INSERT INTO body (position, body) VALUES (?1, ?2)")?;
    for ((position, record), digest) in (first..).zip(records).zip(digests) {
        let key = row_key(position);
        entry.execute((key, &record.entry))?;
        content.execute((key, &record.header, &record.signatures, digest.as_ref()))?;
        if let Some(bytes) = &record.body {
            body.execute((key, bytes))?;
        }
    }
    Ok(())
}

/// The register asks first and answers with the first receipt; this is the last line of defence.
fn check_ids(connection: &Connection, ids: &IdIndex, batch: &Batch) -> Result<(), Failure> {
    let mut seen = HashMap::with_capacity(batch.records.len());
    for (record, position) in batch.records.iter().zip(batch.first..) {
        let twin = match seen.insert(record.id, position) {
            Some(twin) => Some(twin),
            None => find_among(connection, &record.id, ids.candidates(&record.id))?,
        };
        if let Some(position) = twin {
            return Err(Failure::Refused(Refusal::Duplicate { position }));
        }
    }
    Ok(())
}

/// Overwrites the body with zeros of the same length. SQLite then changes the bytes in their place and moves
/// no other cell, so no stale copy of a neighbour stays behind in the page.
pub fn erase_body(transaction: &Transaction<'_>, position: u64) -> Result<(), rusqlite::Error> {
    transaction
        .prepare_cached("UPDATE body SET body = zeroblob(length(body)) WHERE position = ?1")?
        .execute([row_key(position)])?;
    transaction
        .prepare_cached("INSERT OR IGNORE INTO erased (position) VALUES (?1)")?
        .execute([row_key(position)])?;
    super::upkeep::erase_attachments(transaction, position)
}

fn check_batch(batch: &Batch) -> Result<(), &'static str> {
    if batch.checkpoint.is_empty() || batch.checkpoint.len() > MAX_CHECKPOINT {
        return Err("the checkpoint is empty or over 64 KiB");
    }
    if batch.first + batch.records.len() as u64 == 0 {
        return Err("it leaves the register empty");
    }
    for tile in &batch.tiles {
        let length = tile.hashes.len();
        if length == 0
            || length > TILE_BYTES
            || length % HASH_LEN != 0
            || tile_key(tile.level, tile.index).is_none()
        {
            return Err("a tile has an impossible place or length");
        }
    }
    if batch.erase.iter().any(|position| *position >= batch.first) {
        return Err("it erases what isn't there yet");
    }
    let mut tile: Option<&TileWrite> = None;
    for (position, record) in (batch.first..).zip(&batch.records) {
        let index = position / TILE_WIDTH;
        if tile.is_none_or(|tile| tile.index != index) {
            tile = batch.tiles.iter().find(|tile| tile.level == 0 && tile.index == index);
        }
        let leaf = tile.and_then(|tile| leaf_in_tile(&tile.hashes, position));
        check_record(record, leaf)?;
    }
    Ok(())
}

/// What couldn't be read back must not be written.
fn check_record(record: &NewRecord, leaf: Option<[u8; HASH_LEN]>) -> Result<(), &'static str> {
    if record.entry[ENTRY_ID_AT..ENTRY_SIGNATURES_AT] != record.id || sha256(&record.header) != record.id {
        return Err("a record's id isn't the digest of its header and the id in its entry");
    }
    if sha256(&record.signatures)[..] != record.entry[ENTRY_SIGNATURES_AT..] {
        return Err("a record's entry doesn't hold the digest of its signature set");
    }
    if leaf != Some(leaf_hash(&record.entry)) {
        return Err("a record's leaf hash isn't in the batch's level-0 tiles");
    }
    Ok(())
}

fn refuse_or_stop(store: &SqliteStore, writer: &Writer, failure: Failure) -> AppendError {
    let error = match failure {
        Failure::AtCommit(error) => return store.stop(&error),
        Failure::Refused(refusal) => {
            if refusal == Refusal::Damaged {
                store.unsound();
            }
            return AppendError::Refused(refusal);
        }
        Failure::BeforeCommit(error) => error,
    };
    // Dropping the transaction rolled it back; if that failed too, nothing is certain.
    if !writer.connection.is_autocommit() || is_sync_failure(&error) {
        return store.stop(&error);
    }
    let refusal = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Refusal::DiskFull,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Refusal::Busy,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            store.unsound();
            Refusal::Damaged
        }
        _ => Refusal::Io(error.to_string()),
    };
    AppendError::Refused(refusal)
}

/// A sync that failed once may succeed the next time without having written anything.
fn is_sync_failure(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::SqliteFailure(ffi::Error { extended_code, .. }, _)
            if matches!(*extended_code, ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC)
    )
}

fn weight(batch: &Batch) -> u64 {
    let records = batch.records.iter().map(|record| {
        record.header.len()
            + record.signatures.len()
            + record.body.as_ref().map_or(0, Vec::len)
            + record.entry.len()
    });
    let tiles = batch.tiles.iter().map(|tile| tile.hashes.len());
    records.chain(tiles).map(|length| length as u64).sum()
}
