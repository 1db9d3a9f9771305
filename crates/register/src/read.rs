//! Reading a record whole: its body against its signed header too.

use record::Header;
use store::{Flaw, Store, StoreError, StoredRecord};

/// The record at a position, its body compared with the digest in its header. The store compares a body with its own
/// note of the digest, and whoever changes the one in the file can change the other; the header's digest is under the
/// author's signature and the tree.
pub fn read_whole(store: &dyn Store, position: u64) -> Result<StoredRecord, StoreError> {
    let stored = store.read(position)?;
    check_body(&stored)?;
    Ok(stored)
}

/// Compares a body with its header.
pub fn check_body(stored: &StoredRecord) -> Result<(), StoreError> {
    let damaged = |what| StoreError::Damaged { position: stored.position, what };
    let Some(body) = &stored.body else { return Ok(()) };
    let header = Header::from_bytes(&stored.header).map_err(|_| damaged(Flaw::Header))?;
    header.body.check(body).map_err(|_| damaged(Flaw::Body))
}
