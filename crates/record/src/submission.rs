//! From bytes that anyone may have sent to a record whose signatures hold: the name of the type says which it is.

use crate::body::{Body, BodyError};
use crate::hash::{Hash, KeyId, RecordId};
use crate::header::{Header, HeaderError};
use crate::signature::{SignatureError, SignatureSet, SignedWhere};
use thiserror::Error;

/// A header and a signature set with their digests, which are made here and nowhere else. Neither has been read.
#[derive(Clone, Debug)]
pub struct Digested {
    header: Vec<u8>,
    signatures: Vec<u8>,
    id: RecordId,
    signature_digest: Hash,
}

/// A record that is well formed. Nobody knows yet who made it.
#[derive(Clone, Debug)]
pub struct Unverified {
    sent: Digested,
    body_bytes: Option<Vec<u8>>,
    header: Header,
    signatures: SignatureSet,
}

/// A record whose signatures hold, each made by a key that its header names. Whether those keys may say this is for
/// `admission` to decide.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The record's id.
    pub id: RecordId,
    /// The header.
    pub header: Header,
    /// The header's bytes, as signed.
    pub header_bytes: Vec<u8>,
    /// The signature set's bytes, in their one spelling.
    pub signature_bytes: Vec<u8>,
    /// SHA-256 of the signature set's bytes.
    pub signature_digest: Hash,
    /// The body's bytes; none when it was erased or is not held here.
    pub body_bytes: Option<Vec<u8>>,
    /// The keys that signed.
    pub signed_by: Vec<KeyId>,
    /// Where they signed.
    pub signed_where: SignedWhere,
}

/// Why some bytes are no record.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RecordError {
    /// The header.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// The body.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// The signatures.
    #[error(transparent)]
    Signature(#[from] SignatureError),
}

impl RecordError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Header(e) => e.code(),
            Self::Body(e) => e.code(),
            Self::Signature(e) => e.code(),
        }
    }
}

impl Digested {
    /// Digests both.
    pub fn new(header: Vec<u8>, signatures: Vec<u8>) -> Self {
        let (id, signature_digest) = (RecordId::of_header(&header), Hash::of(&signatures));
        Self { header, signatures, id, signature_digest }
    }

    /// The record's id. It depends on no signature.
    pub fn id(&self) -> RecordId {
        self.id
    }

    /// SHA-256 of the signature set.
    pub fn signature_digest(&self) -> Hash {
        self.signature_digest
    }

    /// Reads the record. A body, where there is one, must be the one that the header names.
    pub fn read(self, body: Option<Vec<u8>>) -> Result<Unverified, RecordError> {
        let header = Header::from_bytes(&self.header)?;
        let signatures = SignatureSet::from_bytes(&self.signatures)?;
        if let Some(body) = &body {
            header.body.check(body)?;
        }
        Ok(Unverified { sent: self, body_bytes: body, header, signatures })
    }
}

impl Unverified {
    /// Reads a record. A body, where there is one, must be the one that the header names.
    pub fn read(header: Vec<u8>, signatures: Vec<u8>, body: Option<Vec<u8>>) -> Result<Self, RecordError> {
        Digested::new(header, signatures).read(body)
    }

    /// The unverified header: good for finding things with, not for believing.
    pub fn unverified_header(&self) -> &Header {
        &self.header
    }

    /// The record's id. It depends on no signature.
    pub fn id(&self) -> RecordId {
        self.sent.id
    }

    /// Does the signature arithmetic: the costly step, which needs no state and runs on every core.
    pub fn verify(self) -> Result<Verified, RecordError> {
        let signed_by = self.signatures.verify(&self.sent.header)?;
        let named = |key: &KeyId| self.header.signers.iter().any(|s| s.key == *key);
        // Not fewer: a header that names two signers is not said until both have signed.
        // Not more: an uninvited signature would change the set's digest and so the entry.
        if signed_by.len() != self.header.signers.len() || !signed_by.iter().all(named) {
            return Err(SignatureError::NotTheSigners.into());
        }
        Ok(Verified {
            id: self.sent.id,
            signature_digest: self.sent.signature_digest,
            header: self.header,
            header_bytes: self.sent.header,
            signature_bytes: self.sent.signatures,
            body_bytes: self.body_bytes,
            signed_by,
            signed_where: self.signatures.signed_where(),
        })
    }
}

impl Unverified {
    /// Takes the signatures as they stand, because this node checked them before it stored the record and the store
    /// has just compared every byte with the digests in the register. For a node's own store alone: whoever reads
    /// somebody else's register calls [`Self::verify`].
    pub fn believe_own_store(self) -> Verified {
        Verified {
            id: self.sent.id,
            signature_digest: self.sent.signature_digest,
            signed_by: self.signatures.signatures.iter().map(|s| s.key).collect(),
            signed_where: self.signatures.signed_where(),
            header: self.header,
            header_bytes: self.sent.header,
            signature_bytes: self.sent.signatures,
            body_bytes: self.body_bytes,
        }
    }
}

impl Verified {
    /// The body, read; `None` when it is not here.
    pub fn body(&self) -> Result<Option<Body>, BodyError> {
        self.body_bytes.as_deref().map(Body::from_bytes).transpose()
    }
}
