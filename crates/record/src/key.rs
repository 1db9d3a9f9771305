//! Public keys that may sign: Ed25519, P-256, and both on a FIDO token, read from OpenSSH's forms; and, as a key record
//! writes them, beside passkeys (`webauthn`).

use crate::ed25519::verify_strict;
use crate::hash::KeyId;
use crate::webauthn::{Purpose, WebauthnError, WebauthnKey};
use crate::wire::{Wire, put_string};
use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::VerifyingKey;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use thiserror::Error;

/// The longest SSH public key blob we read: an sk-ecdsa key with a 300-byte application is under 500.
pub const MAX_KEY_BLOB: usize = 512;

/// How many keys a thread remembers: five for each of 193 States, in some hundred kilobytes. A flood of strange keys
/// empties the memory and costs what it would have cost without it.
const MAX_REMEMBERED: usize = 1_024;

thread_local! {
    static READ_LATELY: RefCell<HashMap<Vec<u8>, Arc<PublicKey>>> = RefCell::default();
}

/// A public key, checked: its point is on the curve and it is not a weak key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    blob: Vec<u8>,
    id: KeyId,
    pub(crate) algorithm: Algorithm,
    /// On a FIDO token: the application string that its signatures cover.
    pub(crate) application: Option<Vec<u8>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Ed25519(Box<VerifyingKey>),
    /// The uncompressed point, 65 bytes.
    P256(Vec<u8>),
}

impl Algorithm {
    /// Does the signature hold? Of Ed25519 it is R and s, of P-256 r and s, each of 32 bytes.
    pub(crate) fn verifies(&self, data: &[u8], signature: &[u8; 64]) -> bool {
        match self {
            Self::Ed25519(key) => verify_strict(key, data, signature),
            Self::P256(point) => {
                let algorithm = &aws_lc_rs::signature::ECDSA_P256_SHA256_FIXED;
                let key = aws_lc_rs::signature::UnparsedPublicKey::new(algorithm, point);
                key.verify(data, signature).is_ok()
            }
        }
    }
}

/// A number of a P-256 signature, written as a signed whole number (SSH's mpint, DER's INTEGER), as 32 bytes. One spelling:
/// no zero, no needless zero byte, no negative number.
pub(crate) fn scalar(number: &[u8]) -> Option<[u8; 32]> {
    let digits = number.strip_prefix(&[0]).unwrap_or(number);
    let needless_zero = number.len() > digits.len() && digits.first().is_none_or(|b| b & 0x80 == 0);
    let negative = number.first().is_none_or(|b| b & 0x80 != 0);
    if digits.is_empty() || digits.len() > 32 || digits[0] == 0 || needless_zero || negative {
        return None;
    }
    let mut out = [0; 32];
    out[32 - digits.len()..].copy_from_slice(digits);
    Some(out)
}

/// Why something is no key that we take.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// Not an OpenSSH public key.
    #[error("this is not an OpenSSH public key: give the line of the .pub file")]
    Malformed,
    /// RSA, P-384 and the rest.
    #[error("keys of type {0} are not taken: make one with `ssh-keygen -t ed25519`")]
    Algorithm(String),
    /// A point of small order, or none on the curve: everybody could sign for it.
    #[error("this key is weak or not on its curve: make another")]
    Weak,
}

impl KeyError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "key-malformed",
            Self::Algorithm(_) => "key-algorithm",
            Self::Weak => "key-weak",
        }
    }
}

/// A key as a key record enrols it: an SSH key's line, or a passkey's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnrolledKey {
    /// An SSH key, which signs on its holder's own machine.
    Ssh(Box<PublicKey>),
    /// A passkey for signing, which signs in the hub's page.
    Webauthn(Box<WebauthnKey>),
}

impl EnrolledKey {
    /// Reads the line that a key record holds: its one spelling, without a comment, which is often a person's name and
    /// could never be erased.
    pub fn from_line(line: &str) -> Result<Self, EnrolledKeyError> {
        if line.starts_with(crate::webauthn::LINE_WORD) {
            let key = WebauthnKey::from_line(line)?;
            return match key.purpose() {
                Purpose::Sign => Ok(Self::Webauthn(Box::new(key))),
                Purpose::SignIn => Err(WebauthnError::KeyPurpose.into()),
            };
        }
        let key = PublicKey::from_openssh(line)?;
        if key.to_openssh() == line { Ok(Self::Ssh(Box::new(key))) } else { Err(EnrolledKeyError::Comment) }
    }

    /// The key's id.
    pub fn id(&self) -> KeyId {
        match self {
            Self::Ssh(key) => key.id(),
            Self::Webauthn(key) => key.id(),
        }
    }
}

/// Why a line enrols no key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EnrolledKeyError {
    /// The SSH key.
    #[error(transparent)]
    Ssh(#[from] KeyError),
    /// The passkey.
    #[error(transparent)]
    Webauthn(#[from] WebauthnError),
    /// Something stands after the key.
    #[error("a key is written without a comment")]
    Comment,
}

impl EnrolledKeyError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Ssh(e) => e.code(),
            Self::Webauthn(e) => e.code(),
            Self::Comment => "key-malformed",
        }
    }
}

pub(crate) const ED25519: &[u8] = b"ssh-ed25519";
pub(crate) const P256: &[u8] = b"ecdsa-sha2-nistp256";
pub(crate) const SK_ED25519: &[u8] = b"sk-ssh-ed25519@openssh.com";
pub(crate) const SK_P256: &[u8] = b"sk-ecdsa-sha2-nistp256@openssh.com";
const CURVE: &[u8] = b"nistp256";
const SSH_APPLICATION: &[u8] = b"ssh:";

impl PublicKey {
    /// Reads the line of a `.pub` file. A comment, which may be a person's name, is dropped.
    pub fn from_openssh(line: &str) -> Result<Self, KeyError> {
        // Of two lines, the second would pass for a comment.
        if line.trim_end().contains(['\n', '\r']) {
            return Err(KeyError::Malformed);
        }
        let mut words = line.split_ascii_whitespace();
        let (name, data) =
            (words.next().ok_or(KeyError::Malformed)?, words.next().ok_or(KeyError::Malformed)?);
        if data.len() > MAX_KEY_BLOB * 2 {
            return Err(if name.starts_with("ssh-rsa") {
                KeyError::Algorithm(name.into())
            } else {
                KeyError::Malformed
            });
        }
        let blob = STANDARD.decode(data).map_err(|_| KeyError::Malformed)?;
        let key = Self::from_blob(&blob)?;
        if key.name().as_bytes() == name.as_bytes() { Ok(key) } else { Err(KeyError::Malformed) }
    }

    /// [`Self::from_blob`], remembering on each thread the keys it has read lately: finding a point on its curve costs
    /// a third of verifying a signature, and a participant signs with the same key again and again.
    pub(crate) fn remembered(blob: &[u8]) -> Result<Arc<Self>, KeyError> {
        READ_LATELY.with_borrow_mut(|known| {
            if let Some(key) = known.get(blob) {
                return Ok(Arc::clone(key));
            }
            let key = Arc::new(Self::from_blob(blob)?);
            if known.len() >= MAX_REMEMBERED {
                known.clear();
            }
            known.insert(blob.to_vec(), Arc::clone(&key));
            Ok(key)
        })
    }

    /// The SSH key with this Ed25519 public key.
    pub(crate) fn of_ed25519(public: &[u8; 32]) -> Result<Self, KeyError> {
        let mut blob = Vec::with_capacity(51);
        put_string(&mut blob, ED25519);
        put_string(&mut blob, public);
        Self::from_blob(&blob)
    }

    /// Reads an SSH public key blob, whole: a byte more or less is refused.
    pub fn from_blob(blob: &[u8]) -> Result<Self, KeyError> {
        let mut wire = Wire(blob);
        let name = wire.string().ok_or(KeyError::Malformed)?;
        let (curve, token) = match name {
            ED25519 => (false, false),
            P256 => (true, false),
            SK_ED25519 => (false, true),
            SK_P256 => (true, true),
            other => {
                let shown = String::from_utf8_lossy(&other[..other.len().min(64)]).into_owned();
                return Err(KeyError::Algorithm(shown));
            }
        };
        if blob.len() > MAX_KEY_BLOB || (curve && wire.string() != Some(CURVE)) {
            return Err(KeyError::Malformed);
        }
        let point = wire.string().ok_or(KeyError::Malformed)?;
        let algorithm = if curve { read_p256(point)? } else { read_ed25519(point)? };
        let application =
            token.then(|| wire.string().ok_or(KeyError::Malformed).map(<[u8]>::to_vec)).transpose()?;
        wire.end().ok_or(KeyError::Malformed)?;
        // What a token signs names its application: one made for a web site must not speak here.
        if application.as_ref().is_some_and(|a| !a.starts_with(SSH_APPLICATION)) {
            return Err(KeyError::Malformed);
        }
        Ok(Self { blob: blob.to_vec(), id: KeyId::of_blob(blob), algorithm, application })
    }

    /// The key's id: its fingerprint as `ssh-keygen -l` shows it.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The SSH public key blob.
    pub fn blob(&self) -> &[u8] {
        &self.blob
    }

    /// The algorithm's SSH name.
    pub fn name(&self) -> &'static str {
        match (&self.algorithm, &self.application) {
            (Algorithm::Ed25519(_), None) => "ssh-ed25519",
            (Algorithm::Ed25519(_), Some(_)) => "sk-ssh-ed25519@openssh.com",
            (Algorithm::P256(_), None) => "ecdsa-sha2-nistp256",
            (Algorithm::P256(_), Some(_)) => "sk-ecdsa-sha2-nistp256@openssh.com",
        }
    }

    /// The line of a `.pub` file, without a comment.
    pub fn to_openssh(&self) -> String {
        format!("{} {}", self.name(), STANDARD.encode(&self.blob))
    }
}

pub(crate) fn read_ed25519(point: &[u8]) -> Result<Algorithm, KeyError> {
    let bytes: &[u8; 32] = point.try_into().map_err(|_| KeyError::Malformed)?;
    // A few points have a second spelling, with a y of 2^255 - 19 or more; some verifiers take it, some don't.
    let second_spelling =
        bytes[31] & 0x7f == 0x7f && bytes[1..31].iter().all(|b| *b == 0xff) && bytes[0] >= 0xed;
    if second_spelling {
        return Err(KeyError::Weak);
    }
    let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::Weak)?;
    // A key of small order verifies the same signature for almost any message.
    if key.is_weak() { Err(KeyError::Weak) } else { Ok(Algorithm::Ed25519(Box::new(key))) }
}

pub(crate) fn read_p256(point: &[u8]) -> Result<Algorithm, KeyError> {
    if point.len() != 65 || point[0] != 0x04 {
        return Err(KeyError::Malformed);
    }
    aws_lc_rs::signature::ParsedPublicKey::new(&aws_lc_rs::signature::ECDSA_P256_SHA256_ASN1, point)
        .map_err(|_| KeyError::Weak)?;
    Ok(Algorithm::P256(point.to_vec()))
}
