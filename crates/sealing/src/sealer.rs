//! Seals and opens documents.

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use aws_lc_rs::hmac;
use thiserror::Error;

use crate::HubKey;
use crate::derive::expand;

/// The bytes of a nonce, random for each sealing.
pub const NONCE_LEN: usize = 12;

/// Documents are padded to a multiple of this, so that their size says little of a name's length.
const BLOCK: usize = 256;

/// The length of what was padded stands before it.
const LENGTH: usize = 4;

/// What a document is found by, keyed: 32 bytes that say nothing to who has no hub key.
pub type Label = [u8; 32];

/// Why a document does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealError {
    /// Another key, another place, or changed bytes.
    #[error(
        "a sealed document does not open: the hub's key is another one than it was sealed under, or the file was changed"
    )]
    Unreadable,
    /// More than a document may have.
    #[error("a document of more than 4 GiB is not sealed")]
    TooLarge,
}

impl SealError {
    /// The stable code of this error.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "sealed-unreadable",
            Self::TooLarge => "sealed-too-large",
        }
    }
}

/// Seals and opens documents under one hub's key.
pub struct Sealer {
    seal: LessSafeKey,
    label: hmac::Key,
}

impl Sealer {
    /// Derives the keys of sealed documents from the hub's key.
    pub fn new(key: &HubKey) -> Self {
        let root = Salt::new(HKDF_SHA256, b"comity/v1/sealing").extract(key.0.as_slice());
        let seal = UnboundKey::new(&AES_256_GCM_SIV, expand(&root, b"documents").as_slice())
            .expect("an AES-256 key has 32 bytes");
        Self {
            seal: LessSafeKey::new(seal),
            label: hmac::Key::new(hmac::HMAC_SHA256, expand(&root, b"labels").as_slice()),
        }
    }

    /// The label of what is found by `key` in a drawer.
    pub fn label(&self, drawer: &str, key: &[u8]) -> Label {
        let mut context = hmac::Context::with_key(&self.label);
        context.update(drawer.as_bytes());
        // No drawer's name has a zero byte: two pairs never run into one.
        context.update(&[0]);
        context.update(key);
        let mut label = [0; 32];
        label.copy_from_slice(context.sign().as_ref());
        label
    }

    /// Seals a document. The nonce is random, and another for each sealing.
    pub fn seal(
        &self,
        drawer: &str,
        label: &Label,
        nonce: [u8; NONCE_LEN],
        document: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let length = u32::try_from(document.len()).map_err(|_| SealError::TooLarge)?;
        let mut text = Vec::with_capacity(document.len() + LENGTH + BLOCK);
        text.extend_from_slice(&length.to_be_bytes());
        text.extend_from_slice(document);
        text.resize(text.len().next_multiple_of(BLOCK), 0);
        self.seal
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place(drawer, label)),
                &mut text,
            )
            .map_err(|_| SealError::TooLarge)?;
        let mut sealed = nonce.to_vec();
        sealed.append(&mut text);
        Ok(sealed)
    }

    /// Opens what was sealed for this place.
    pub fn open(&self, drawer: &str, label: &Label, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (nonce, text) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(SealError::Unreadable)?;
        let mut text = text.to_vec();
        let opened = self
            .seal
            .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(place(drawer, label)), &mut text)
            .map_err(|_| SealError::Unreadable)?;
        let (length, rest) = opened.split_first_chunk::<LENGTH>().ok_or(SealError::Unreadable)?;
        let length = u32::from_be_bytes(*length) as usize;
        Ok(rest.get(..length).ok_or(SealError::Unreadable)?.to_vec())
    }
}

fn place(drawer: &str, label: &Label) -> Vec<u8> {
    [drawer.as_bytes(), &[0], label].concat()
}
