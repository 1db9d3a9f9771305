//! Random identifiers and secrets.

use policy::Seat;
use record::Hash;
use record::hash::from_lower_hex;
use record::webauthn::{from_base64url, to_base64url};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// An account's own id: random, known to this hub alone, never in a record. Records name a person by another id, made for
/// the seat (see [`crate::people::Membership`]).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub [u8; 16]);

impl PersonId {
    /// Reads 32 lower-case hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        from_lower_hex(text).map(Self)
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonId({self})")
    }
}

impl Serialize for PersonId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PersonId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_hex(&text)
            .ok_or_else(|| serde::de::Error::custom("a person's id has 32 hexadecimal digits"))
    }
}

/// Bytes of a form's word, and of its pad: nobody tries out 2^128.
pub const WORD: usize = 16;

/// A secret that somebody carries: the token of a session, of an invitation, of an interface. The hub keeps its digest
/// alone, so that who reads the workspace, even with the hub's key, can't use it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// A secret of 32 random bytes.
    pub fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// Reads 43 characters of base64url. Anything else is nobody's secret.
    pub fn parse(text: &str) -> Option<Self> {
        from_base64url("secret", text, 32).ok()?.try_into().ok().map(Self)
    }

    /// As it is carried.
    pub fn text(&self) -> String {
        to_base64url(&self.0)
    }

    /// What the hub keeps. Finding the secret by its digest leaks nothing through the time a comparison takes.
    pub fn digest(&self) -> [u8; 32] {
        Hash::of(&self.0).0
    }

    /// A word bound to this secret: what a form carries to show that a page of this session made it. Under a fresh pad it
    /// never looks the same twice: one that stayed the same, compressed with text that an attacker chose, would give itself
    /// away letter by letter by the length of pages (BREACH).
    pub fn word(&self, pad: [u8; WORD]) -> String {
        let bound = self.bound();
        to_base64url(&[pad, std::array::from_fn(|at| pad[at] ^ bound[at])].concat())
    }

    /// Is this one of the words bound to this secret?
    pub fn made(&self, word: &str) -> bool {
        let Ok(bytes) = from_base64url("word", word, 2 * WORD) else { return false };
        let Some((pad, masked)) = bytes.split_at_checked(WORD) else { return false };
        let bound = self.bound();
        // All of it is compared whatever differs first.
        masked.len() == WORD
            && (0..WORD).fold(0, |differs, at| differs | (masked[at] ^ pad[at] ^ bound[at])) == 0
    }

    fn bound(&self) -> [u8; WORD] {
        let hash = Hash::of(&[b"form\0", &self.0[..]].concat()).0;
        std::array::from_fn(|at| hash[at])
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The bytes that stand for a seat as a key: two seats never share one.
pub fn seat_key(seat: &Seat) -> Vec<u8> {
    seat.to_string().into_bytes()
}
