//! Restricted bodies and their attachments: padded, then encrypted once to everybody who opens them.

use thiserror::Error;
use zeroize::Zeroizing;

use crate::HubKey;
use crate::age::{Identity, Recipient, decrypt, encrypt};
use crate::derive::derive;

/// The body's length stands before it.
const LENGTH: usize = 4;

/// The least that is encrypted: below it, a yes and a no would differ in size.
const LEAST: usize = 512;

/// The longest body that is sealed or opened: a record's own limit.
pub const MAX_BODY: usize = 1024 * 1024;

/// The longest attachment that is sealed or opened: a record's own limit.
pub const MAX_ATTACHMENT: usize = 16 * 1024 * 1024;

/// Why a body isn't sealed or doesn't open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealedBodyError {
    /// None, too many, or one that is no key.
    #[error("a body is sealed for 1 to 512 recipients, each an X25519 key")]
    Recipients,
    /// Over the limit of bodies.
    #[error("a body has at most 1,048,576 bytes, an attachment 16,777,216")]
    TooLarge,
    /// Sealed for others.
    #[error("the body is not sealed for this key: it was sealed under another hub's key, or an earlier one")]
    OtherKey,
    /// Not of this form, or changed.
    #[error("the sealed body was changed or cut short: `comity repair --from` a backup")]
    Malformed,
}

impl SealedBodyError {
    /// The stable code of this error.
    pub fn code(self) -> &'static str {
        match self {
            Self::Recipients => "sealed-body-recipients",
            Self::TooLarge => "sealed-body-too-large",
            Self::OtherKey => "sealed-body-other-key",
            Self::Malformed => "sealed-body-malformed",
        }
    }
}

impl HubKey {
    /// The hub's own identity, for participants that hold no key of their own. It only opens: it signs nothing.
    pub fn identity(&self) -> Identity {
        Identity::from_bytes(*derive(self.0.as_slice(), b"comity/v1/sealing", b"bodies"))
    }
}

/// How many bytes are encrypted of so many: rounded up so that of the length's binary digits only the first four or five
/// can be other than zero (Padmé). Who sees the size learns its magnitude and those digits, and nothing grows by more than a
/// sixteenth; powers of two would tell less and cost up to double, blocks of one size would tell a long text's length.
pub fn padded_len(len: usize) -> usize {
    let len = len.max(LEAST);
    let exponent = len.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1 << (exponent - kept)) - 1;
    (len + mask) & !mask
}

/// Pads a body and encrypts it to these recipients. `random` fills what it is given with random bytes, others at each call.
pub fn seal_body(
    recipients: &[Recipient],
    body: &[u8],
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Vec<u8>, SealedBodyError> {
    sealed(recipients, body, MAX_BODY, random)
}

/// The same for a file that belongs to a restricted body.
pub fn seal_attachment(
    recipients: &[Recipient],
    file: &[u8],
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Vec<u8>, SealedBodyError> {
    sealed(recipients, file, MAX_ATTACHMENT, random)
}

fn sealed(
    recipients: &[Recipient],
    content: &[u8],
    most: usize,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Vec<u8>, SealedBodyError> {
    if content.len() > most {
        return Err(SealedBodyError::TooLarge);
    }
    let length = u32::try_from(content.len()).map_err(|_| SealedBodyError::TooLarge)?;
    let size = padded_len(LENGTH + content.len());
    // Of its full size at once: a buffer that grows leaves copies behind.
    let mut padded = Zeroizing::new(Vec::with_capacity(size));
    padded.extend_from_slice(&length.to_be_bytes());
    padded.extend_from_slice(content);
    padded.resize(size, 0);
    encrypt(recipients, &padded, random)
}

/// Opens a body, or an attachment. Whether it is the one that a header or a body names, its digest says.
pub fn open_body(identity: &Identity, sealed: &[u8]) -> Result<Vec<u8>, SealedBodyError> {
    let padded = decrypt(identity, sealed)?;
    let (length, rest) = padded.split_first_chunk::<LENGTH>().ok_or(SealedBodyError::Malformed)?;
    let length = u32::from_be_bytes(*length) as usize;
    let (body, padding) = rest.split_at_checked(length).ok_or(SealedBodyError::Malformed)?;
    // One spelling: padding that could hold something, or be longer, would be a place to hide it.
    if padded.len() != padded_len(LENGTH + length) || padding.iter().any(|byte| *byte != 0) {
        return Err(SealedBodyError::Malformed);
    }
    Ok(body.to_vec())
}
