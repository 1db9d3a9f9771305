//! The hub's key: 32 bytes, kept outside the data folder and outside every backup.

use base64::{Engine, engine::general_purpose::STANDARD};
use thiserror::Error;
use zeroize::{Zeroize, Zeroizing};

const PREFIX: &str = "comity-hub-key-1:";

/// The hub's key. It leaves memory when it goes out of use, and nothing prints it.
pub struct HubKey(pub(crate) Zeroizing<[u8; 32]>);

/// Why a text is no hub's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HubKeyError {
    /// Not our form.
    #[error(
        "this is no hub key: it is one line that begins with comity-hub-key-1:, as a hub's first start writes it"
    )]
    Malformed,
}

impl HubKeyError {
    /// The stable code of this error.
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "hub-key-malformed",
        }
    }
}

impl HubKey {
    /// A key of these 32 random bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The line of a key file.
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{PREFIX}{}", STANDARD.encode(self.0.as_slice())))
    }

    /// Reads the line of a key file; white space around it is no fault.
    pub fn parse(text: &str) -> Result<Self, HubKeyError> {
        let encoded = text.trim().strip_prefix(PREFIX).ok_or(HubKeyError::Malformed)?;
        let mut decoded = STANDARD.decode(encoded).map_err(|_| HubKeyError::Malformed)?;
        let bytes = <[u8; 32]>::try_from(decoded.as_slice()).map_err(|_| HubKeyError::Malformed);
        decoded.zeroize();
        Ok(Self::from_bytes(bytes?))
    }
}
