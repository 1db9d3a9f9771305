//! SHA-256 digests and the two identifiers built on them: the record's id and the key's.

use aws_lc_rs::digest;
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

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

/// The longest text of a value in this module: a digest's.
const MAX_TEXT: usize = 64;

/// A value's text, made where it is needed and kept nowhere: a header has a dozen of them.
pub(crate) struct ShortText {
    bytes: [u8; MAX_TEXT],
    length: usize,
}

impl ShortText {
    /// At most 32 bytes in lower-case hexadecimal digits.
    pub(crate) fn hex(bytes: &[u8]) -> Self {
        let mut text = Self { bytes: [0; MAX_TEXT], length: 2 * bytes.len() };
        hex::encode_to_slice(bytes, &mut text.bytes[..text.length]).expect("a value has at most 32 bytes");
        text
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).expect("digits and base64 are ASCII")
    }
}

/// A value that JSON holds as a string.
pub(crate) trait TextForm: Sized {
    /// What is said where the string is not of the form.
    const FORM: &'static str;
    fn parse_text(text: &str) -> Option<Self>;
}

/// Reads a value from its string without copying the string.
pub(crate) fn deserialize_text<'de, T: TextForm, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    struct Reader<T>(PhantomData<T>);
    impl<T: TextForm> Visitor<'_> for Reader<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
            T::parse_text(text).ok_or_else(|| E::custom(T::FORM))
        }
    }
    deserializer.deserialize_str(Reader(PhantomData))
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
        // The decoder asks for room for whole groups of three.
        let mut decoded = [0; 33];
        let digits = text.strip_prefix(FINGERPRINT_PREFIX)?;
        let length = STANDARD_NO_PAD.decode_slice(digits, &mut decoded).ok()?;
        decoded[..length].try_into().ok().map(Self)
    }

    /// The whole id in sixteen groups of four hexadecimal digits: for two people who compare it over the telephone, where
    /// capitals and small letters can't be told apart.
    pub fn spoken(&self) -> String {
        let digits = hex::encode(self.0);
        let groups: Vec<&str> = (0..digits.len()).step_by(4).map(|at| &digits[at..at + 4]).collect();
        groups.join(" ")
    }

    fn text(&self) -> ShortText {
        let mut bytes = [0; MAX_TEXT];
        let (prefix, digits) = bytes.split_at_mut(FINGERPRINT_PREFIX.len());
        prefix.copy_from_slice(FINGERPRINT_PREFIX.as_bytes());
        let written = STANDARD_NO_PAD.encode_slice(self.0, digits).expect("32 bytes are 43 digits");
        ShortText { bytes, length: FINGERPRINT_PREFIX.len() + written }
    }
}

macro_rules! text_form {
    ($type:ty, $parse:path, $text:expr, $what:literal) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($text(self).as_str())
            }
        }
        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($text(self).as_str())
            }
        }
        impl TextForm for $type {
            const FORM: &'static str = $what;
            fn parse_text(text: &str) -> Option<Self> {
                $parse(text)
            }
        }
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize_text(deserializer)
            }
        }
    };
}

text_form!(
    Hash,
    Hash::from_hex,
    |hash: &Hash| ShortText::hex(&hash.0),
    "a digest is 64 lower-case hexadecimal digits"
);
text_form!(
    RecordId,
    RecordId::from_hex,
    |id: &RecordId| ShortText::hex(&id.0),
    "a record id is 64 lower-case hexadecimal digits"
);
text_form!(KeyId, KeyId::parse, KeyId::text, "a key id is SHA256: and 43 characters of base64");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What any reader of these texts must agree with: the plainest way to decode them.
    fn plainly(text: &str) -> Option<Vec<u8>> {
        let digits = text.strip_prefix(FINGERPRINT_PREFIX)?;
        STANDARD_NO_PAD.decode(digits).ok().filter(|bytes| bytes.len() == 32)
    }

    proptest! {
        #[test]
        fn a_fingerprint_is_read_as_base64_says(text in "SHA256:[A-Za-z0-9+/=]{40,48}|\\PC{0,60}") {
            prop_assert_eq!(KeyId::parse(&text).map(|id| id.0.to_vec()), plainly(&text));
        }

        #[test]
        fn texts_read_back(bytes: [u8; 32]) {
            prop_assert_eq!(Hash::from_hex(&hex::encode(bytes)), Some(Hash(bytes)));
            prop_assert_eq!(Hash(bytes).to_string(), hex::encode(bytes));
            let fingerprint = format!("SHA256:{}", STANDARD_NO_PAD.encode(bytes));
            prop_assert_eq!(KeyId(bytes).to_string(), &fingerprint[..]);
            prop_assert_eq!(KeyId::parse(&fingerprint), Some(KeyId(bytes)));
        }
    }
}
