//! The values that go in and out of the store, and the few digests it checks them by.

use aws_lc_rs::digest;

use crate::Mark;

/// Length of an entry of the register.
pub const ENTRY_LEN: usize = 74;
/// Where the record id begins in an entry (after the version byte, the flags and the time).
pub const ENTRY_ID_AT: usize = 10;
/// Where the digest of the signature set begins in an entry.
pub const ENTRY_SIGNATURES_AT: usize = 42;
/// Length of a SHA-256 digest.
pub const HASH_LEN: usize = 32;
/// Hashes in a full tile (C2SP tlog-tiles, height 8).
pub const TILE_WIDTH: u64 = 256;

/// A record to append. Its position is that of the batch plus its place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    /// SHA-256 of the header.
    pub id: [u8; HASH_LEN],
    /// The 74 bytes that the tree commits to.
    pub entry: [u8; ENTRY_LEN],
    /// The signed bytes.
    pub header: Vec<u8>,
    /// The canonical signature set.
    pub signatures: Vec<u8>,
    /// The body, if this node holds it: as it was said, or sealed. The store doesn't know which.
    pub body: Option<Vec<u8>>,
}

/// A tile as it stands after the batch: all hashes of it, not only the new ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileWrite {
    /// Level of the tile; 0 holds leaf hashes.
    pub level: u8,
    /// Index of the tile on its level.
    pub index: u64,
    /// 1 to 256 hashes of 32 bytes.
    pub hashes: Vec<u8>,
}

/// What one durable transaction writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Position of the first record: MUST equal the size of the register.
    pub first: u64,
    /// The records in order; empty if only the checkpoint changes (a cosignature was added).
    pub records: Vec<NewRecord>,
    /// Every tile that the records touch, on every level.
    pub tiles: Vec<TileWrite>,
    /// The signed note over the new head.
    pub checkpoint: Vec<u8>,
    /// Positions before `first` whose bodies go in the same transaction.
    pub erase: Vec<u64>,
}

/// A record as served: it verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRecord {
    /// Place in the register.
    pub position: u64,
    /// SHA-256 of the header.
    pub id: [u8; HASH_LEN],
    /// The 74 bytes that the tree commits to.
    pub entry: [u8; ENTRY_LEN],
    /// The signed bytes.
    pub header: Vec<u8>,
    /// The canonical signature set.
    pub signatures: Vec<u8>,
    /// The body; `None` if it was erased or this node never held it.
    pub body: Option<Vec<u8>>,
    /// Whether the body was here and was erased.
    pub erased: bool,
}

impl From<StoredRecord> for NewRecord {
    fn from(record: StoredRecord) -> Self {
        let StoredRecord { id, entry, header, signatures, body, .. } = record;
        Self { id, entry, header, signatures, body }
    }
}

impl From<record::edge::Tile> for TileWrite {
    fn from(tile: record::edge::Tile) -> Self {
        Self { level: tile.id.level(), index: tile.id.index(), hashes: tile.bytes }
    }
}

/// The newest checkpoint and the size it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Records in the register.
    pub size: u64,
    /// The signed note.
    pub checkpoint: Vec<u8>,
}

/// Whether a store may be appended to, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It may.
    Ready,
    /// Something in it doesn't verify: repair it first.
    Damaged,
    /// It is a copy: show that it continues the newest checkpoint known anywhere, then resume.
    Restored,
    /// More was published than it holds: repair it from a newer source, or open a new log.
    Behind(Mark),
    /// Something else was published than it holds: repair it from another source, or open a new log.
    Diverged(Mark),
    /// A commit or sync failed: the process must stop.
    Stopped,
}

/// SHA-256.
pub fn sha256(bytes: &[u8]) -> [u8; HASH_LEN] {
    let mut out = [0; HASH_LEN];
    out.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    out
}

/// The leaf hash of an entry: SHA-256(0x00 ‖ entry), RFC 6962.
pub fn leaf_hash(entry: &[u8; ENTRY_LEN]) -> [u8; HASH_LEN] {
    let mut leaf = [0; ENTRY_LEN + 1];
    leaf[1..].copy_from_slice(entry);
    sha256(&leaf)
}
