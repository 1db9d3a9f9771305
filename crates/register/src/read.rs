//! Reading a record whole: its body against its signed header too.

use crate::bodies::is_sealed;
use record::Header;
use store::{Flaw, Store, StoreError, StoredRecord};

/// The record at a position, its body compared with the digest in its header. The store compares a body with its own
/// note of the digest, and whoever changes the one in the file can change the other; the header's digest is under the
/// author's signature and the tree. A body that is kept sealed is left out: [`crate::Register::body`] opens it.
pub fn read_whole(store: &dyn Store, position: u64) -> Result<StoredRecord, StoreError> {
    let mut stored = store.read(position)?;
    if is_sealed(&stored) {
        stored.body = None;
    }
    check_body(&stored)?;
    Ok(stored)
}

/// Compares a body with its header.
pub fn check_body(stored: &StoredRecord) -> Result<(), StoreError> {
    let damaged = |what| StoreError::Damaged { position: stored.position, what };
    let Some(body) = stored.body.as_ref().filter(|_| !is_sealed(stored)) else { return Ok(()) };
    let header = Header::from_bytes(&stored.header).map_err(|_| damaged(Flaw::Header))?;
    header.body.check(body).map_err(|_| damaged(Flaw::Body))
}
