//! Keeping the views between two runs: stored with their position and the version of the code that folded them.

use crate::fold::{NO_ID, Views, prefix};
use record::Hash;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The version of the fold. MUST grow with every change to what the views hold; an older snapshot is folded anew.
const CODE_VERSION: u32 = 7;

const DIGEST: usize = 32;

#[derive(Serialize, Deserialize)]
struct Kept<V> {
    code_version: u32,
    views: V,
}

/// Why a snapshot is not used. The views are then folded anew: nothing is lost but time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SnapshotError {
    /// Cut short or changed.
    #[error("the snapshot is damaged")]
    Damaged,
    /// Another version of the code made it.
    #[error("the snapshot is of another version")]
    OtherVersion,
}

impl SnapshotError {
    /// The stable code of this error.
    pub fn code(self) -> &'static str {
        match self {
            Self::Damaged => "snapshot-damaged",
            Self::OtherVersion => "snapshot-other-version",
        }
    }
}

impl Views {
    /// The bytes to keep: the views, and a digest that finds a file cut short.
    pub fn to_snapshot(&self) -> Vec<u8> {
        let kept = Kept { code_version: CODE_VERSION, views: self };
        let mut bytes = postcard::to_stdvec(&kept).expect("views hold nothing that postcard can't write");
        let digest = Hash::of(&bytes);
        bytes.extend_from_slice(&digest.0);
        bytes
    }

    /// Reads what [`Self::to_snapshot`] gave.
    pub fn from_snapshot(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let (kept, digest) =
            bytes.split_at_checked(bytes.len().wrapping_sub(DIGEST)).ok_or(SnapshotError::Damaged)?;
        if Hash::of(kept).0 != digest {
            return Err(SnapshotError::Damaged);
        }
        let (code_version, _) = postcard::take_from_bytes::<u32>(kept).map_err(|_| SnapshotError::Damaged)?;
        if code_version != CODE_VERSION {
            return Err(SnapshotError::OtherVersion);
        }
        let kept: Kept<Self> = postcard::from_bytes(kept).map_err(|_| SnapshotError::Damaged)?;
        let mut views = kept.views;
        // A place that was left has no id.
        let placed = views.rows.iter().zip(0..).filter(|(row, _)| row.id != NO_ID);
        views.by_id = placed.map(|(row, at)| (prefix(&row.id), at)).collect();
        Ok(views)
    }
}
