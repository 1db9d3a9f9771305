//! Verified reads. Nothing leaves this module that doesn't fit its entry and its leaf hash.

use rusqlite::{Connection, OptionalExtension, Row};

use super::ids::IdIndex;
use crate::model::ENTRY_ID_AT;
use crate::{
    ENTRY_LEN, ENTRY_SIGNATURES_AT, Flaw, HASH_LEN, Head, StoreError, StoredRecord, TILE_WIDTH, leaf_hash,
    sha256,
};

/// Levels a tree of 2^62 leaves can have in tiles of height 8; keys below leave no room for more.
pub const LEVELS: u8 = 8;
/// Length of a tile's row, filled up with zeros.
pub const TILE_BYTES: usize = 256 * HASH_LEN;
/// Bits of a tile's key that hold its index.
const INDEX_BITS: u32 = 56;
/// Rows indexed in one go at start; when one of them can't be read they are tried one by one.
const INDEXED_AT_ONCE: u64 = 4096;

/// Key of a tile's row: level 0 first, in order of index.
pub fn tile_key(level: u8, index: u64) -> Option<i64> {
    if level >= LEVELS || index >> INDEX_BITS != 0 {
        return None;
    }
    i64::try_from((u64::from(level) << INDEX_BITS) | index).ok()
}

/// Positions stay far below 2^63: SQLite's integers hold them.
pub fn row_key(position: u64) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}

pub fn head(connection: &Connection) -> Result<Option<Head>, StoreError> {
    let row = connection
        .prepare_cached("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get::<_, u64>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .optional()?;
    Ok(row.map(|(size, checkpoint)| Head { size, checkpoint }))
}

pub fn size(connection: &Connection) -> Result<u64, StoreError> {
    let size: Option<u64> =
        connection.prepare_cached("SELECT max(size) FROM checkpoint")?.query_row([], |row| row.get(0))?;
    Ok(size.unwrap_or(0))
}

/// The first of these positions whose entry holds the id.
pub fn find_among(
    connection: &Connection,
    id: &[u8; HASH_LEN],
    candidates: impl Iterator<Item = u64>,
) -> Result<Option<u64>, StoreError> {
    for position in candidates {
        if entry(connection, position)?[ENTRY_ID_AT..ENTRY_SIGNATURES_AT] == id[..] {
            return Ok(Some(position));
        }
    }
    Ok(None)
}

/// Fills the id index from the entries. Rows that can't be read are left out and make the answer `false`.
pub fn index_ids(connection: &Connection, ids: &mut IdIndex) -> Result<bool, StoreError> {
    let size = size(connection)?;
    let mut whole = true;
    let mut from = 0;
    while from < size {
        let to = size.min(from + INDEXED_AT_ONCE);
        if index_rows(connection, ids, from, to).is_err() {
            for position in from..to {
                whole &= index_rows(connection, ids, position, position + 1).is_ok();
            }
        }
        from = to;
    }
    Ok(whole)
}

fn index_rows(connection: &Connection, ids: &mut IdIndex, from: u64, to: u64) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT position, entry FROM entry WHERE position >= ?1 AND position < ?2 ORDER BY position",
    )?;
    let mut rows = statement.query([row_key(from), row_key(to)])?;
    let mut found = Vec::with_capacity(usize::try_from(to - from).unwrap_or(0));
    while let Some(row) = rows.next()? {
        let entry: [u8; ENTRY_LEN] = row.get(1)?;
        let mut id = [0; HASH_LEN];
        id.copy_from_slice(&entry[ENTRY_ID_AT..ENTRY_SIGNATURES_AT]);
        found.push((id, row.get::<_, u64>(0)?));
    }
    if !found.iter().map(|(_, position)| *position).eq(from..to) {
        return Err(StoreError::Damaged { position: from, what: Flaw::Missing });
    }
    for (id, position) in found {
        if !ids.insert(&id, position) {
            return Err(StoreError::TooLarge { what: "the register", limit: u64::from(u32::MAX) });
        }
    }
    Ok(())
}

fn entry(connection: &Connection, position: u64) -> Result<[u8; ENTRY_LEN], StoreError> {
    let missing = StoreError::Damaged { position, what: Flaw::Missing };
    connection
        .prepare_cached("SELECT entry FROM entry WHERE position = ?1")?
        .query_row([row_key(position)], |row| row.get(0))
        .optional()
        .map_err(|error| page(position, error))?
        .ok_or(missing)
}

/// The hashes of a tile as far as the register of this snapshot fills it.
pub fn tile(connection: &Connection, level: u8, index: u64) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(key) = tile_key(level, index) else { return Ok(None) };
    let hashes_on_level = size(connection)? >> (record::tile::TILE_HEIGHT * u32::from(level));
    let width = hashes_on_level.saturating_sub(index.saturating_mul(TILE_WIDTH)).min(TILE_WIDTH);
    if width == 0 {
        return Ok(None);
    }
    let row: Option<Vec<u8>> = connection
        .prepare_cached("SELECT hashes FROM tile WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    let mut hashes = row.ok_or_else(|| StoreError::Corrupt(format!("tile {level}/{index} is missing")))?;
    hashes.truncate(usize::try_from(width).unwrap_or(0) * HASH_LEN);
    Ok(Some(hashes))
}

pub fn read(connection: &Connection, position: u64) -> Result<StoredRecord, StoreError> {
    let size = size(connection)?;
    if position >= size {
        return Err(StoreError::NoSuchPosition { position, size });
    }
    let mut records = read_range(connection, position, position + 1)?;
    records.pop().ok_or(StoreError::Damaged { position, what: Flaw::Missing })
}

/// Records with all that belongs to them, in order of position.
const RECORDS: &str = "
SELECT e.position, e.entry, c.header, c.signatures, c.body_digest, b.body, x.position IS NOT NULL
FROM entry e LEFT JOIN content c USING (position) LEFT JOIN body b USING (position)
LEFT JOIN erased x USING (position)
WHERE e.position >= ?1 AND e.position < ?2 ORDER BY e.position";

/// The same without the body, for rows whose body can't be read.
const RECORDS_WITHOUT_BODY: &str = "
SELECT e.position, e.entry, c.header, c.signatures, c.body_digest, NULL, x.position IS NOT NULL
FROM entry e LEFT JOIN content c USING (position) LEFT JOIN erased x USING (position)
WHERE e.position >= ?1 AND e.position < ?2 ORDER BY e.position";

/// A verified record without its body.
pub fn read_header(connection: &Connection, position: u64) -> Result<StoredRecord, StoreError> {
    let size = size(connection)?;
    if position >= size {
        return Err(StoreError::NoSuchPosition { position, size });
    }
    let mut statement = connection.prepare_cached(RECORDS_WITHOUT_BODY)?;
    let raw = statement.query_row([row_key(position), row_key(position + 1)], RawRecord::from_row).optional();
    let mut raw = raw
        .map_err(|error| page(position, error))?
        .ok_or(StoreError::Damaged { position, what: Flaw::Missing })?;
    raw.body_digest = None;
    let leaf = Leaves::default().at(connection, position)?;
    raw.verified(position, &leaf).map_err(|what| StoreError::Damaged { position, what })
}

/// SQLite tells a blob's length from its row's head, without the pages that the blob fills.
pub fn longest_body(connection: &Connection, from: u64, to: u64) -> Result<u64, StoreError> {
    let longest: Option<u64> = connection
        .prepare_cached("SELECT max(length(body)) FROM body WHERE position >= ?1 AND position < ?2")?
        .query_row([row_key(from), row_key(to)], |row| row.get(0))?;
    Ok(longest.unwrap_or(0))
}

/// A record whose header and signatures fit its entry, whatever the tile says, and whether its body does.
pub fn read_without_leaf(connection: &Connection, position: u64) -> Result<(StoredRecord, bool), StoreError> {
    let damaged = |what| StoreError::Damaged { position, what };
    let range = (row_key(position), row_key(position + 1));
    let whole = connection.query_row(RECORDS, range, RawRecord::from_row);
    let mut raw = match whole {
        Ok(raw) => raw,
        Err(_) => connection.query_row(RECORDS_WITHOUT_BODY, range, RawRecord::from_row)?,
    };
    let leaf = leaf_hash(&raw.entry);
    let fits = raw.erased || raw.body.as_deref().map(sha256) == raw.body_digest;
    if !fits {
        (raw.body, raw.body_digest) = (None, None);
    }
    Ok((raw.verified(position, &leaf).map_err(damaged)?, fits))
}

pub fn read_range(connection: &Connection, from: u64, to: u64) -> Result<Vec<StoredRecord>, StoreError> {
    let to = to.min(size(connection)?);
    let mut leaves = Leaves::default();
    let mut records = Vec::new();
    let mut statement = connection.prepare_cached(RECORDS)?;
    let mut rows = statement.query([row_key(from), row_key(to)])?;
    for position in from..to {
        let row = rows.next().map_err(|error| page(position, error))?;
        let row = row.ok_or(StoreError::Damaged { position, what: Flaw::Missing })?;
        let raw = RawRecord::from_row(row).map_err(|error| page(position, error))?;
        let leaf = leaves.at(connection, position)?;
        records.push(raw.verified(position, &leaf).map_err(|what| StoreError::Damaged { position, what })?);
    }
    Ok(records)
}

pub fn entries(connection: &Connection, from: u64, to: u64) -> Result<Vec<[u8; ENTRY_LEN]>, StoreError> {
    let to = to.min(size(connection)?);
    let mut leaves = Leaves::default();
    let mut entries = Vec::new();
    let mut statement = connection.prepare_cached(
        "SELECT position, entry FROM entry WHERE position >= ?1 AND position < ?2 ORDER BY position",
    )?;
    let mut rows = statement.query([row_key(from), row_key(to)])?;
    for position in from..to {
        let row = rows.next().map_err(|error| page(position, error))?;
        let row = row.ok_or(StoreError::Damaged { position, what: Flaw::Missing })?;
        let found: (u64, [u8; ENTRY_LEN]) = row.try_into().map_err(|error| page(position, error))?;
        if found.0 != position {
            return Err(StoreError::Damaged { position, what: Flaw::Missing });
        }
        if leaf_hash(&found.1) != leaves.at(connection, position)? {
            return Err(StoreError::Damaged { position, what: Flaw::Leaf });
        }
        entries.push(found.1);
    }
    Ok(entries)
}

/// A row as SQLite gave it: nothing in it is to be believed yet.
struct RawRecord {
    position: u64,
    entry: [u8; ENTRY_LEN],
    header: Option<Vec<u8>>,
    signatures: Option<Vec<u8>>,
    body_digest: Option<[u8; HASH_LEN]>,
    body: Option<Vec<u8>>,
    erased: bool,
}

impl RawRecord {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            position: row.get(0)?,
            entry: row.get(1)?,
            header: row.get(2)?,
            signatures: row.get(3)?,
            body_digest: row.get(4)?,
            body: row.get(5)?,
            erased: row.get(6)?,
        })
    }

    fn verified(self, position: u64, leaf: &[u8; HASH_LEN]) -> Result<StoredRecord, Flaw> {
        let (Some(header), Some(signatures)) = (self.header, self.signatures) else {
            return Err(Flaw::Missing);
        };
        if self.position != position {
            return Err(Flaw::Missing);
        }
        if leaf_hash(&self.entry) != *leaf {
            return Err(Flaw::Leaf);
        }
        let id = sha256(&header);
        if id[..] != self.entry[ENTRY_ID_AT..ENTRY_SIGNATURES_AT] {
            return Err(Flaw::Header);
        }
        if sha256(&signatures)[..] != self.entry[ENTRY_SIGNATURES_AT..] {
            return Err(Flaw::Signatures);
        }
        let body = if self.erased { None } else { self.body };
        if !self.erased && body.as_deref().map(sha256) != self.body_digest {
            return Err(Flaw::Body);
        }
        Ok(StoredRecord { position, id, entry: self.entry, header, signatures, body, erased: self.erased })
    }
}

/// Leaf hashes out of the level-0 tiles, one tile read per 256 positions.
#[derive(Default)]
struct Leaves {
    index: Option<u64>,
    hashes: Vec<u8>,
}

impl Leaves {
    fn at(&mut self, connection: &Connection, position: u64) -> Result<[u8; HASH_LEN], StoreError> {
        let index = position / TILE_WIDTH;
        if self.index != Some(index) {
            self.hashes = tile(connection, 0, index)
                .map_err(|_| StoreError::Damaged { position, what: Flaw::Tile })?
                .unwrap_or_default();
            self.index = Some(index);
        }
        leaf_in_tile(&self.hashes, position).ok_or(StoreError::Damaged { position, what: Flaw::Tile })
    }
}

/// The leaf hash of a position in the hashes of its level-0 tile.
pub fn leaf_in_tile(hashes: &[u8], position: u64) -> Option<[u8; HASH_LEN]> {
    let at = usize::try_from(position % TILE_WIDTH).ok()? * HASH_LEN;
    hashes.get(at..at + HASH_LEN)?.try_into().ok()
}

/// An error of SQLite while it read the rows of one position.
fn page(position: u64, error: rusqlite::Error) -> StoreError {
    match StoreError::from(error) {
        StoreError::Corrupt(_) => StoreError::Damaged { position, what: Flaw::Page },
        other => other,
    }
}
