//! WebAuthn assertions over records: the signature that a delegate's passkey makes in the hub's page.
//!
//! The page's script computes the challenge from the header's bytes that it shows ([`Challenge::of_record`]); the
//! authenticator signs `authenticatorData ‖ SHA-256(clientDataJSON)`; all three parts are stored verbatim. Verifying is our
//! own small code, because libraries for sign-in choose their challenge themselves, and because a register must replay
//! the same for ever. The rules stand in `docs/spec/record.md`.

mod assertion;
mod authenticator;
mod cbor;
mod client;
mod cose;
mod error;
mod key;

pub use assertion::{Assertion, StoredAssertion};
pub use error::WebauthnError;
pub(crate) use key::LINE_WORD;
pub use key::{Purpose, WebauthnKey};

use crate::hash::{RecordId, sha256_of};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// The longest `clientDataJSON`, in bytes. Browsers write 120 to 300; the rest is room for members that they will add.
pub const MAX_CLIENT_DATA: usize = 2_048;

/// The longest `authenticatorData`, in bytes. An assertion's has 37 and few more for extensions; a registration's holds a
/// credential id of up to 1,023 bytes and a key.
pub const MAX_AUTHENTICATOR_DATA: usize = 2_048;

/// The longest credential id, in bytes (WebAuthn Level 3, section 4).
pub const MAX_CREDENTIAL: usize = 1_023;

/// The longest line of a WebAuthn key, in bytes: the longest credential id in base64 (1,364), a long domain name, and its
/// origins.
pub const MAX_LINE: usize = 2_048;

/// The most origins that one key answers to: a hub's own name, and the few it has while it moves to another.
pub const MAX_ORIGINS: usize = 4;

/// What a record's challenge begins with: a touch given for anything else can't be used as a record's signature.
const RECORD_DOMAIN: &[u8] = b"comity/v1/record\0";

/// The 32 bytes that an authenticator is asked to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Challenge([u8; 32]);

impl Challenge {
    /// The challenge of a record: SHA-256 of `comity/v1/record`, a zero byte, and the id.
    pub fn of_record(id: &RecordId) -> Self {
        Self(sha256_of(&[RECORD_DOMAIN, &id.0]))
    }

    /// A challenge for signing in. The bytes MUST be fresh from the system's random generator and used once.
    pub fn random(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes that the page's script gives to `navigator.credentials.get`.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// As it stands in `clientDataJSON`: base64url without padding.
    pub fn text(&self) -> String {
        to_base64url(&self.0)
    }
}

/// Base64url without padding, as browsers write it.
pub fn to_base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads base64url in its one spelling: no padding, unused bits zero, at most `limit` bytes.
pub fn from_base64url(part: &'static str, text: &str, limit: usize) -> Result<Vec<u8>, WebauthnError> {
    // Before anything is decoded: four characters hold three bytes.
    if text.len() > (limit * 4).div_ceil(3) {
        return Err(WebauthnError::TooLarge { part, limit });
    }
    URL_SAFE_NO_PAD.decode(text).map_err(|_| WebauthnError::Base64(part))
}
