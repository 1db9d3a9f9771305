//! The files of one register size, fetched by their names: a narrower file may be gone once its group has grown, and is
//! then taken from the full one.

use crate::{Source, VerifyError};
use record::bundle::decode_bundle;
use record::entry::ENTRY_LEN;
use record::public::{MAX_PUBLIC_BUNDLE, PublicError, PublicRecord, decode_public, public_path};
use record::tile::{BundleId, TILE_WIDTH, TileId};

/// A bundle of entries: each has its length before it.
const ENTRY_IN_BUNDLE: usize = 2 + ENTRY_LEN;

/// The entries' bytes of a bundle.
pub(crate) fn entries(source: &dyn Source, id: BundleId) -> Result<Vec<Vec<u8>>, VerifyError> {
    let limit = usize::from(TILE_WIDTH) * ENTRY_IN_BUNDLE;
    let (bytes, width, path) = either(source, id.to_string(), full(id).to_string(), id.width(), limit)?;
    let entries = decode_bundle(&bytes, width).map_err(|e| VerifyError::File {
        path,
        code: e.code(),
        why: e.to_string(),
    })?;
    Ok(entries.into_iter().take(usize::from(id.width())).map(<[u8]>::to_vec).collect())
}

/// The hashes of a tile, exactly as many as its name says.
pub(crate) fn tile(source: &dyn Source, id: TileId) -> Result<Vec<u8>, VerifyError> {
    let limit = usize::from(TILE_WIDTH) * 32;
    let (mut bytes, width, path) = either(source, id.to_string(), id.full().to_string(), id.width(), limit)?;
    if bytes.len() != usize::from(width) * 32 {
        let why = format!("it has {} bytes and should have {}", bytes.len(), usize::from(width) * 32);
        return Err(VerifyError::File { path, code: "tile-length", why });
    }
    bytes.truncate(id.byte_len());
    Ok(bytes)
}

/// A public bundle as it came.
pub(crate) struct PublicFile {
    bytes: Vec<u8>,
    served: u16,
    width: u16,
}

impl PublicFile {
    pub(crate) fn fetch(source: &dyn Source, id: BundleId) -> Result<Self, VerifyError> {
        let (path, full) = (public_path(id), public_path(full(id)));
        let (bytes, served, _) = either(source, path, full, id.width(), MAX_PUBLIC_BUNDLE)?;
        Ok(Self { bytes, served, width: id.width() })
    }

    /// Its records.
    pub(crate) fn records(&self) -> Result<Vec<PublicRecord<'_>>, PublicError> {
        let mut records = decode_public(&self.bytes, self.served)?;
        records.truncate(usize::from(self.width));
        Ok(records)
    }
}

fn full(id: BundleId) -> BundleId {
    BundleId::new(id.index(), TILE_WIDTH).unwrap_or(id)
}

/// The file at `path`, or else the full one that replaced it; with its width and the path that answered.
fn either(
    source: &dyn Source,
    path: String,
    full: String,
    width: u16,
    limit: usize,
) -> Result<(Vec<u8>, u16, String), VerifyError> {
    if let Some(bytes) = source.get(&path, limit)? {
        return Ok((bytes, width, path));
    }
    if full != path
        && let Some(bytes) = source.get(&full, limit)?
    {
        return Ok((bytes, TILE_WIDTH, full));
    }
    Err(VerifyError::Missing(path))
}
