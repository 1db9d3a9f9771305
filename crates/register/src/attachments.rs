//! Attachments of records: kept as they are where the record is for everybody, sealed like its body where it isn't.

use crate::bodies::is_sealed;
use crate::{ReadBodyError, Register};
use record::Hash;
use record::hash::sha256_of;
use record::header::Salt;
use sealing::{Identity, SealedBodyError, open_body, seal_attachment};
use store::{AppendError, StoreError};
use thiserror::Error;

/// A file as its record's body names it.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// The record's place.
    pub position: u64,
    /// The body's random bytes.
    pub salt: &'a Salt,
    /// The file's SHA-256.
    pub sha256: &'a Hash,
}

impl Named<'_> {
    /// Under which name a sealed file lies. Its digest alone would show whoever has the same file that it is this one; the
    /// salt is in the sealed body.
    fn sealed_name(&self) -> [u8; 32] {
        sha256_of(&[b"comity/v1/attachment\0", &self.salt.0, &self.sha256.0])
    }
}

/// Why a file isn't kept.
#[derive(Debug, Error)]
pub enum KeepAttachmentError {
    /// These aren't the bytes that the record names.
    #[error("these are not the bytes that the record names: their SHA-256 differs")]
    Differs,
    /// The hub has no key to seal with.
    #[error("this hub takes public records only: it has no key to seal others with")]
    NoHubKey,
    /// It can't be sealed.
    #[error(transparent)]
    NotSealed(#[from] SealedBodyError),
    /// The record can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store doesn't take it.
    #[error(transparent)]
    NotStored(#[from] AppendError),
}

impl Register {
    /// Keeps a file that the record's body names. Whoever brings it, nothing comes in but what the record's signers
    /// signed for.
    pub fn put_attachment(&self, named: Named<'_>, bytes: &[u8]) -> Result<(), KeepAttachmentError> {
        if Hash::of(bytes) != *named.sha256 {
            return Err(KeepAttachmentError::Differs);
        }
        if !is_sealed(&self.store.read(named.position)?) {
            return Ok(self.store.put_attachment(named.position, &named.sha256.0, bytes)?);
        }
        let sealer = self.sealer.get().ok_or(KeepAttachmentError::NoHubKey)?;
        let sealed = seal_attachment(&[sealer.hub], bytes, &mut |bytes| (sealer.random)(bytes))?;
        Ok(self.store.put_sealed_attachment(named.position, &named.sealed_name(), &sealed)?)
    }

    /// A file that the record's body names: what was attached, by its digest. `None` if nobody brought it yet, or it was
    /// erased. Whether the one who asks may read it is for the caller to know.
    pub fn attachment(
        &self,
        named: Named<'_>,
        opener: Option<&Identity>,
    ) -> Result<Option<Vec<u8>>, ReadBodyError> {
        let position = named.position;
        if !is_sealed(&self.store.read(position)?) {
            return Ok(self.store.attachment(position, &named.sha256.0)?);
        }
        let Some(sealed) = self.store.sealed_attachment(position, &named.sealed_name())? else {
            return Ok(None);
        };
        let opened = opener.ok_or(SealedBodyError::OtherKey).and_then(|opener| open_body(opener, &sealed));
        let file = opened.map_err(|why| ReadBodyError::Sealed { position, why })?;
        if Hash::of(&file) == *named.sha256 {
            Ok(Some(file))
        } else {
            Err(StoreError::Corrupt("an attachment doesn't have its digest".into()).into())
        }
    }
}
