//! The public files of a register, rendered from its store by path: what the web serves, what an export writes and what
//! `verify` reads of a data folder are the same bytes.

use record::Header;
use record::bundle::encode_bundle;
use record::public::{self, INLINE_BODY, PublicRecord, encode_public};
use record::tile::{BundleId, TileId, TilePath};
use store::{Store, StoreError, StoredRecord};

use crate::bodies::is_sealed;
use crate::read::{check_body, read_whole};

/// The path of the newest checkpoint.
pub const CHECKPOINT: &str = "checkpoint";

/// The public file at this path (`checkpoint`, `tile/…`, `tile/entries/…`, `public/…`, `body/<id>`); `None` where
/// there is none, or where nobody but its audience may read it.
pub fn public_file(store: &dyn Store, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
    if path == CHECKPOINT {
        return Ok(store.head()?.map(|head| head.checkpoint));
    }
    if let Ok(tile) = TilePath::parse(path) {
        return match tile {
            TilePath::Tile(id) => hashes(store, id),
            TilePath::Entries(id) => entries(store, id),
        };
    }
    if let Ok(id) = public::parse_public_path(path) {
        return public_bundle(store, id);
    }
    match public::parse_body_path(path) {
        Some(id) => long_body(store, &id.0),
        None => Ok(None),
    }
}

fn hashes(store: &dyn Store, id: TileId) -> Result<Option<Vec<u8>>, StoreError> {
    let mut bytes = store.tile(id.level(), id.index())?.unwrap_or_default();
    if bytes.len() < id.byte_len() {
        return Ok(None);
    }
    bytes.truncate(id.byte_len());
    Ok(Some(bytes))
}

fn entries(store: &dyn Store, id: BundleId) -> Result<Option<Vec<u8>>, StoreError> {
    let entries = store.entries(id.first(), end(id))?;
    if entries.len() < usize::from(id.width()) {
        return Ok(None);
    }
    encode_bundle(&entries).map(Some).map_err(|e| StoreError::Corrupt(e.to_string()))
}

fn end(id: BundleId) -> u64 {
    id.first() + u64::from(id.width())
}

fn public_bundle(store: &dyn Store, id: BundleId) -> Result<Option<Vec<u8>>, StoreError> {
    let size = store.head()?.map_or(0, |head| head.size);
    if end(id) > size {
        return Ok(None);
    }
    let records = readable(store, id)?;
    let views: Vec<_> =
        records.iter().map(|record| record.as_ref().map_or(PublicRecord::Nothing, view)).collect();
    encode_public(&views).map(Some).map_err(|e| StoreError::Corrupt(e.to_string()))
}

/// The records of a group. A damaged one is left out: the bundle then says that it is withheld, which is so, and the
/// other 255 are served.
fn readable(store: &dyn Store, id: BundleId) -> Result<Vec<Option<StoredRecord>>, StoreError> {
    // A group of full bodies is 256 MiB: nobody may make a hub read that much for a bundle that holds none of them.
    if store.longest_body(id.first(), end(id))? > INLINE_BODY as u64 {
        return (id.first()..end(id)).map(|at| undamaged(store, at)).collect();
    }
    match store.read_range(id.first(), end(id)) {
        Ok(records) => {
            Ok(records.into_iter().map(|record| check_body(&record).is_ok().then_some(record)).collect())
        }
        Err(StoreError::Damaged { .. }) => (id.first()..end(id)).map(|at| undamaged(store, at)).collect(),
        Err(e) => Err(e),
    }
}

fn undamaged(store: &dyn Store, position: u64) -> Result<Option<StoredRecord>, StoreError> {
    let long = store.longest_body(position, position + 1)? > INLINE_BODY as u64;
    let read = if long { store.read_header(position) } else { read_whole(store, position) };
    match read {
        Ok(record) => Ok(Some(record)),
        Err(StoreError::Damaged { .. }) => Ok(None),
        Err(e) => Err(e),
    }
}

fn view(stored: &StoredRecord) -> PublicRecord<'_> {
    let (header, signatures) = (stored.header.as_slice(), stored.signatures.as_slice());
    match &stored.body {
        _ if is_sealed(stored) => PublicRecord::Nothing,
        Some(body) if body.len() <= INLINE_BODY => PublicRecord::Whole { header, signatures, body },
        None if !stored.erased && names_long_body(header) => PublicRecord::BodyApart { header, signatures },
        _ => PublicRecord::WithoutBody { header, signatures },
    }
}

fn names_long_body(header: &[u8]) -> bool {
    Header::from_bytes(header).is_ok_and(|header| header.body.bytes > INLINE_BODY as u64)
}

/// A body that is too long for its bundle; one that stands in the bundle has no path of its own.
fn long_body(store: &dyn Store, id: &[u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(position) = store.find(id)? else { return Ok(None) };
    let stored = read_whole(store, position)?;
    // Of one that is kept sealed there is no body here.
    Ok(stored.body.filter(|body| body.len() > INLINE_BODY))
}
