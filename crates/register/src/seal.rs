//! What a node keeps for a quick start, sealed: an authentication code under a secret derived from the log's key, over
//! the bytes, what they are, and the very history that they were made of.
//!
//! Without it, whoever can write to the data folder could put a key into the kept state, and the hub would accept what
//! that key signs. With it such a writer needs the log's key too, and who has that can sign a history of his own.

use crate::prove::StoredTiles;
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hmac;
use record::Hash;
use record::prove::{Prover, TreeError};
use record::vkey::NoteSecret;
use store::{Store, StoreError};
use thiserror::Error;

/// The version of admission's rules and of what is kept. What another version kept is not used: everything is replayed
/// and folded again. MUST grow with every change to what admission decides.
pub const CODE_VERSION: u32 = 8;

/// What the secret is derived for. No other use of the log's key has this purpose.
const PURPOSE: &str = "comity/v1/kept";

/// Every sealed file ends so, before its code: a file without it is of an older program, and no forgery.
const FORM: &[u8; 8] = b"kept-v1\n";

const TAG: usize = 32;
const TRAILER: usize = 4 + 8 + 32 + FORM.len();

/// Why kept bytes are not used. Everything is then read from the register again: nothing is lost but time.
#[derive(Debug, Error)]
pub enum SnapshotError {
    /// Not in this form, or of other rules.
    #[error("another version of the program kept it")]
    OtherVersion,
    /// The code doesn't match.
    #[error(
        "it was not sealed with this hub's log key, or was changed or cut short since: find out who writes there"
    )]
    Unsealed,
    /// It was made of records that this store doesn't have.
    #[error("it was made of another history than the store's")]
    OtherHistory,
    /// What it holds can't be read.
    #[error("it can't be read")]
    Unreadable,
    /// The store can't be read.
    #[error("it can't be compared with the store: {0}")]
    Store(String),
}

impl SnapshotError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherVersion => "snapshot-other-version",
            Self::Unsealed => "snapshot-unsealed",
            Self::OtherHistory => "snapshot-other-history",
            Self::Unreadable => "snapshot-unreadable",
            Self::Store(_) => "snapshot-store",
        }
    }

    /// An upgrade makes every start do without what the old version kept; the rest is worth a warning.
    pub fn is_expected(&self) -> bool {
        matches!(self, Self::OtherVersion)
    }
}

/// Seals, and tells what it sealed from what it didn't.
pub(crate) struct Seal(hmac::Key);

impl Seal {
    pub fn of(log_key: &NoteSecret) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, log_key.derive(PURPOSE).as_ref()))
    }

    /// Seals the bytes that were made of the first `size` records. `what` they are is under the code, so that one kept
    /// file can't take another's place.
    pub fn close(
        &self,
        store: &dyn Store,
        what: &str,
        size: u64,
        mut bytes: Vec<u8>,
    ) -> Result<Vec<u8>, TreeError<StoreError>> {
        let root = root_at(store, size)?;
        bytes.reserve_exact(TRAILER + TAG);
        bytes.extend_from_slice(&CODE_VERSION.to_be_bytes());
        bytes.extend_from_slice(&size.to_be_bytes());
        bytes.extend_from_slice(&root.0);
        bytes.extend_from_slice(FORM);
        let tag = self.tag(what, &bytes);
        bytes.extend_from_slice(tag.as_ref());
        Ok(bytes)
    }

    /// The bytes that [`Self::close`] was given, if it sealed these, and the store still holds what they were made of.
    pub fn open<'b>(
        &self,
        store: &dyn Store,
        what: &str,
        sealed: &'b [u8],
    ) -> Result<&'b [u8], SnapshotError> {
        let (signed, tag) = sealed.split_last_chunk::<TAG>().ok_or(SnapshotError::OtherVersion)?;
        if !signed.ends_with(FORM) || signed.len() < TRAILER {
            return Err(SnapshotError::OtherVersion);
        }
        verify_slices_are_equal(self.tag(what, signed).as_ref(), tag).map_err(|_| SnapshotError::Unsealed)?;
        let (bytes, trailer) = signed.split_at(signed.len() - TRAILER);
        let (version, trailer) = trailer.split_first_chunk().ok_or(SnapshotError::Unreadable)?;
        let (size, trailer) = trailer.split_first_chunk().ok_or(SnapshotError::Unreadable)?;
        let (root, _) = trailer.split_first_chunk().ok_or(SnapshotError::Unreadable)?;
        if u32::from_be_bytes(*version) != CODE_VERSION {
            return Err(SnapshotError::OtherVersion);
        }
        match root_at(store, u64::from_be_bytes(*size)) {
            Ok(found) if found == Hash(*root) => Ok(bytes),
            // The store was restored from before, or is another one.
            Ok(_) | Err(TreeError::BeyondTree { .. }) => Err(SnapshotError::OtherHistory),
            Err(e) => Err(SnapshotError::Store(e.to_string())),
        }
    }

    fn tag(&self, what: &str, bytes: &[u8]) -> hmac::Tag {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(what.as_bytes());
        context.update(&[0]);
        context.update(bytes);
        context.sign()
    }
}

fn root_at(store: &dyn Store, size: u64) -> Result<Hash, TreeError<StoreError>> {
    let head = store.head().map_err(TreeError::Source)?.map_or(0, |head| head.size);
    Prover::new(head, StoredTiles(store))?.root(size)
}
