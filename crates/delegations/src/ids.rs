//! Random identifiers and secrets.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use policy::Seat;
use record::Hash;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// An account's own id: random, known to this hub alone, never in a record. Records name a person by another id, made for
/// the seat (see [`crate::people::Membership`]).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub [u8; 16]);

impl PersonId {
    /// Reads 32 lower-case hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let canonical = text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        let mut id = [0; 16];
        (canonical && hex::decode_to_slice(text, &mut id).is_ok()).then_some(Self(id))
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
        // Two spellings of one secret would do no harm; a long text decoded for nothing would.
        (text.len() == 43).then(|| URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self))?
    }

    /// As it is carried.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What the hub keeps. Finding the secret by its digest leaks nothing through the time a comparison takes.
    pub fn digest(&self) -> [u8; 32] {
        Hash::of(&self.0).0
    }

    /// A word bound to this secret for one purpose: what a form carries to show that a page of this session made it.
    pub fn derived(&self, purpose: &str) -> String {
        let bytes = [purpose.as_bytes(), &[0], &self.0].concat();
        URL_SAFE_NO_PAD.encode(&Hash::of(&bytes).0[..16])
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
