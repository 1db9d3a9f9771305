//! The storage trait: what a sequencer and readers may expect of any engine.

use crate::{AppendError, Batch, ENTRY_LEN, HASH_LEN, Head, StoreError, StoredRecord};

/// Where the register is kept. One writer, many readers.
///
/// Implementations MUST serve only what verifies, MUST make [`append`](Store::append) one durable
/// transaction, and MUST NOT hold a lock while a caller does other work.
pub trait Store: Send + Sync {
    /// The newest checkpoint with its size, or `None` before the first append.
    fn head(&self) -> Result<Option<Head>, StoreError>;

    /// Writes the batch durably, whole or not at all.
    ///
    /// After `Ok` a crash of any kind keeps the batch. After [`AppendError::Refused`] nothing was written
    /// and the store can be used on. After [`AppendError::OutcomeUnknown`] the caller MUST stop the process
    /// and MUST NOT publish or acknowledge anything of the batch.
    fn append(&self, batch: &Batch) -> Result<(), AppendError>;

    /// The position of the record with this id.
    fn find(&self, id: &[u8; HASH_LEN]) -> Result<Option<u64>, StoreError>;

    /// The record at a position, verified.
    fn read(&self, position: u64) -> Result<StoredRecord, StoreError>;

    /// The record at a position without its body, which isn't read: what judging another record needs of it.
    fn read_header(&self, position: u64) -> Result<StoredRecord, StoreError>;

    /// The length in bytes of the longest body from `from` up to but not including `to`; no body is read.
    fn longest_body(&self, from: u64, to: u64) -> Result<u64, StoreError>;

    /// The records from `from` up to but not including `to`, verified, cut at the size of the register.
    ///
    /// The first damaged record makes the call fail; read around it one by one.
    fn read_range(&self, from: u64, to: u64) -> Result<Vec<StoredRecord>, StoreError>;

    /// The entries from `from` up to but not including `to`, cut at the size of the register.
    ///
    /// They are checked against the level-0 tiles.
    fn entries(&self, from: u64, to: u64) -> Result<Vec<[u8; ENTRY_LEN]>, StoreError>;

    /// The hashes of a tile as far as the register fills it.
    fn tile(&self, level: u8, index: u64) -> Result<Option<Vec<u8>>, StoreError>;

    /// Erases bodies outside a batch, durably. Only for erasures that a restored or repaired store has to
    /// take over; new ones go into the [`Batch`] with the record that orders them.
    fn erase(&self, positions: &[u64]) -> Result<(), AppendError>;

    /// Makes what was erased unreadable in the files too. Call it after each batch that erases, and at start.
    fn scrub(&self) -> Result<(), StoreError>;

    /// Whom sealed bodies here are for: what [`set_sealed_for`](Store::set_sealed_for) was given, which a backup keeps.
    fn sealed_for(&self) -> Result<Option<Vec<u8>>, StoreError>;

    /// Notes durably whom sealed bodies are for: opaque bytes, in the place of what was noted before.
    fn set_sealed_for(&self, whom: &[u8]) -> Result<(), AppendError>;

    /// Keeps an attachment of the record at `position` under its SHA-256; erased with the record's body.
    fn put_attachment(&self, position: u64, digest: &[u8; HASH_LEN], bytes: &[u8])
    -> Result<(), AppendError>;

    /// The attachment with this SHA-256 of the record at `position`, verified.
    fn attachment(&self, position: u64, digest: &[u8; HASH_LEN]) -> Result<Option<Vec<u8>>, StoreError>;

    /// Keeps a sealed attachment of the record at `position` under a name that tells nothing of what is sealed; erased
    /// with the record's body.
    fn put_sealed_attachment(
        &self,
        position: u64,
        name: &[u8; HASH_LEN],
        sealed: &[u8],
    ) -> Result<(), AppendError>;

    /// The sealed attachment with this name of the record at `position`, as it was kept.
    fn sealed_attachment(&self, position: u64, name: &[u8; HASH_LEN]) -> Result<Option<Vec<u8>>, StoreError>;
}
