//! Entry bundles: up to 256 entries, each behind its length, as C2SP tlog-tiles lays them out.

use crate::tile::TILE_WIDTH;
use thiserror::Error;

/// The longest entry that a two-byte length can announce.
pub const MAX_ENTRY_BYTES: usize = u16::MAX as usize;

/// A bundle that can't be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BundleError {
    /// An entry longer than its length field can say.
    #[error("an entry of {0} bytes doesn't fit a bundle: 65,535 is the most")]
    EntryTooLong(usize),
    /// The bundle ends inside an entry.
    #[error("the bundle ends inside entry {0}: fetch it again")]
    Truncated(usize),
    /// The bundle holds another number of entries than its name says.
    #[error("the bundle should hold {expected} entries and holds {found}: fetch it again")]
    WrongCount {
        /// How many it should hold.
        expected: usize,
        /// How many it holds; counting stops at the first one too many.
        found: usize,
    },
}

impl BundleError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EntryTooLong(_) => "bundle-entry-too-long",
            Self::Truncated(_) => "bundle-truncated",
            Self::WrongCount { .. } => "bundle-wrong-count",
        }
    }
}

/// Writes entries into a bundle, at most 256.
pub fn encode_bundle<E: AsRef<[u8]>>(entries: &[E]) -> Result<Vec<u8>, BundleError> {
    if entries.len() > usize::from(TILE_WIDTH) {
        return Err(BundleError::WrongCount { expected: usize::from(TILE_WIDTH), found: entries.len() });
    }
    let mut bundle = Vec::with_capacity(entries.iter().map(|entry| 2 + entry.as_ref().len()).sum());
    for entry in entries {
        append_to_bundle(&mut bundle, entry.as_ref())?;
    }
    Ok(bundle)
}

/// Appends one entry to a bundle's bytes.
pub fn append_to_bundle(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), BundleError> {
    let length = u16::try_from(entry.len()).map_err(|_| BundleError::EntryTooLong(entry.len()))?;
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    Ok(())
}

/// Reads a bundle that holds exactly `width` entries.
pub fn decode_bundle(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, BundleError> {
    let expected = usize::from(width.min(TILE_WIDTH));
    let mut entries = Vec::with_capacity(expected);
    let mut rest = bytes;
    while !rest.is_empty() {
        if entries.len() == expected {
            return Err(BundleError::WrongCount { expected, found: expected + 1 });
        }
        let (entry, after) = split_entry(rest).ok_or(BundleError::Truncated(entries.len()))?;
        entries.push(entry);
        rest = after;
    }
    if entries.len() < expected {
        return Err(BundleError::WrongCount { expected, found: entries.len() });
    }
    Ok(entries)
}

fn split_entry(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}
