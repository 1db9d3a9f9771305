//! Proofs from the stored tiles, for whoever was handed a record.

use crate::Register;
use record::checkpoint::CheckpointError;
use record::proof::{TlogProof, TlogProofError};
use record::prove::{Hashes, Prover, TreeError};
use record::tile::TileId;
use std::borrow::Cow;
use store::{Store, StoreError};
use thiserror::Error;

/// Why there is no proof.
#[derive(Debug, Error)]
pub enum ProveError {
    /// Nothing is in the register yet.
    #[error("the register is empty")]
    Empty,
    /// The store can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The tiles don't give a proof.
    #[error(transparent)]
    Tree(#[from] TreeError<StoreError>),
    /// The stored checkpoint is not one.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The pieces don't fit together.
    #[error(transparent)]
    Proof(#[from] TlogProofError),
}

impl ProveError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "register-empty",
            Self::Store(e) => e.code(),
            Self::Tree(e) => e.code(),
            Self::Checkpoint(e) => e.code(),
            Self::Proof(e) => e.code(),
        }
    }
}

/// The tiles of a store, as the tree's mathematics asks for them.
pub(crate) struct StoredTiles<'a>(pub &'a dyn Store);

impl Hashes for StoredTiles<'_> {
    type Error = StoreError;

    fn tile(&self, id: TileId) -> Result<Cow<'_, [u8]>, StoreError> {
        let missing = || StoreError::Corrupt(format!("{id} is missing"));
        self.0.tile(id.level(), id.index())?.map(Cow::Owned).ok_or_else(missing)
    }
}

impl Register {
    /// The proof that the record at this position is under the newest checkpoint.
    pub fn prove(&self, position: u64) -> Result<TlogProof, ProveError> {
        let checkpoint = self.checkpoint()?.ok_or(ProveError::Empty)?;
        let size = checkpoint.unverified().size();
        let hashes = Prover::new(size, StoredTiles(self.store.as_ref()))?.inclusion(position)?;
        Ok(TlogProof::new(position, hashes, checkpoint)?)
    }
}
