//! SHA-256 digests and the two identifiers built on them: the record's id and the key's.

use aws_lc_rs::digest;
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hash(pub [u8; 32]);

/// The id of a record: the SHA-256 of its header's bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RecordId(pub [u8; 32]);

/// The id of a key: the SHA-256 of its SSH public key blob, written as `ssh-keygen -l` writes it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 32]);

/// SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    // In one call: a context costs half as much again as the hashing of a tree node.
    let mut out = [0; 32];
    out.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    out
}

/// SHA-256 of several pieces, one after the other, without joining them first.
pub fn sha256_of(pieces: &[&[u8]]) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    for piece in pieces {
        context.update(piece);
    }
    let mut out = [0; 32];
    out.copy_from_slice(context.finish().as_ref());
    out
}

/// Reads exactly 2N lower-case hexadecimal digits. Upper case is refused: one value, one spelling.
pub fn from_lower_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut out = [0; N];
    let canonical = text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    (canonical && hex::decode_to_slice(text, &mut out).is_ok()).then_some(out)
}

impl Hash {
    /// The digest of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha256(bytes))
    }

    /// Reads 64 lower-case hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        from_lower_hex(text).map(Self)
    }
}

impl RecordId {
    /// The id of the record with this header.
    pub fn of_header(header: &[u8]) -> Self {
        Self(sha256(header))
    }

    /// Reads 64 lower-case hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        from_lower_hex(text).map(Self)
    }
}

const FINGERPRINT_PREFIX: &str = "SHA256:";

impl KeyId {
    /// The id of the key with this SSH public key blob.
    pub fn of_blob(blob: &[u8]) -> Self {
        Self(sha256(blob))
    }

    /// Reads a fingerprint as `ssh-keygen -l` prints it.
    pub fn parse(text: &str) -> Option<Self> {
        let decoded = STANDARD_NO_PAD.decode(text.strip_prefix(FINGERPRINT_PREFIX)?).ok()?;
        decoded.try_into().ok().map(Self)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{FINGERPRINT_PREFIX}{}", STANDARD_NO_PAD.encode(self.0))
    }
}

macro_rules! text_form {
    ($type:ty, $parse:path, $what:literal) => {
        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                $parse(&text).ok_or_else(|| serde::de::Error::custom($what))
            }
        }
    };
}

macro_rules! hex_display {
    ($type:ty) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }
    };
}

hex_display!(Hash);
hex_display!(RecordId);
text_form!(Hash, Hash::from_hex, "a digest is 64 lower-case hexadecimal digits");
text_form!(RecordId, RecordId::from_hex, "a record id is 64 lower-case hexadecimal digits");
text_form!(KeyId, KeyId::parse, "a key id is SHA256: and 43 characters of base64");
