//! The newest checkpoint with what witnesses have cosigned. Beside the store, not in it: a cosignature comes after the
//! commit, and losing one costs asking again.

use crate::{ProveError, Register};
use record::Hash;
use record::checkpoint::SignedCheckpoint;
use record::note::NoteSignature;
use record::prove::Prover;
use std::sync::PoisonError;

use crate::prove::StoredTiles;

impl Register {
    /// The newest checkpoint, with the cosignatures that are in; none before the first record.
    pub fn checkpoint(&self) -> Result<Option<SignedCheckpoint>, ProveError> {
        let Some(head) = self.store.head()? else { return Ok(None) };
        let head = SignedCheckpoint::parse(&head.checkpoint)?;
        let cosigned = self.cosigned.read().unwrap_or_else(PoisonError::into_inner);
        Ok(Some(match cosigned.as_ref() {
            Some(cosigned) if cosigned.note().unverified_text() == head.note().unverified_text() => {
                cosigned.clone()
            }
            _ => head,
        }))
    }

    /// Adds a cosignature to the checkpoint it is over, which the caller has checked. The checkpoint with it, or none if
    /// a newer one is out by now.
    pub fn add_cosignature(
        &self,
        over: &SignedCheckpoint,
        cosignature: NoteSignature,
    ) -> Result<Option<SignedCheckpoint>, ProveError> {
        let mut slot = self.cosigned.write().unwrap_or_else(PoisonError::into_inner);
        let Some(head) = self.store.head()? else { return Ok(None) };
        let head = SignedCheckpoint::parse(&head.checkpoint)?;
        let text = head.note().unverified_text();
        if over.note().unverified_text() != text {
            return Ok(None);
        }
        let before = slot.take().filter(|cosigned| cosigned.note().unverified_text() == text);
        let mut cosigned = before.unwrap_or(head);
        let added = cosigned.add(cosignature);
        *slot = Some(cosigned.clone());
        added?;
        Ok(Some(cosigned))
    }

    /// The newest checkpoint as the log alone signed it, and the proof that it continues the one of size `old`.
    pub fn prove_consistency(&self, old: u64) -> Result<(SignedCheckpoint, Vec<Hash>), ProveError> {
        let head = self.store.head()?.ok_or(ProveError::Empty)?;
        let proof = Prover::new(head.size, StoredTiles(self.store.as_ref()))?.consistency(old)?;
        Ok((SignedCheckpoint::parse(&head.checkpoint)?, proof))
    }
}
