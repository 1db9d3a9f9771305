//! What our script sends and gets.

use record::webauthn::{
    Assertion, Challenge, MAX_AUTHENTICATOR_DATA, MAX_CLIENT_DATA, MAX_CREDENTIAL, from_base64url,
};
use serde::{Deserialize, Serialize};

use super::guard::AccountError;

/// What a page asks a passkey.
#[derive(Debug, Serialize)]
pub(crate) struct Asking {
    /// The challenge, base64url.
    pub challenge: String,
    /// The relying party.
    pub rp_id: String,
    /// For a new passkey: the account's handle, which says nothing about the person, base64url.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// Credentials that may answer, or must not be made again, base64url.
    pub credentials: Vec<String>,
}

impl Asking {
    /// Asks any passkey of this site.
    pub fn any(challenge: &Challenge, rp_id: &str) -> Self {
        Self { challenge: challenge.text(), rp_id: rp_id.to_owned(), user: None, credentials: Vec::new() }
    }
}

/// A passkey's answer, each part base64url.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answered {
    /// The credential that answered.
    pub credential: String,
    /// The challenge it answered.
    pub challenge: String,
    /// `response.authenticatorData`.
    pub authenticator_data: String,
    /// `response.clientDataJSON`.
    pub client_data_json: String,
    /// `response.signature`.
    pub signature: String,
}

/// A passkey's answer, decoded.
pub(crate) struct Answer {
    /// The credential's id.
    pub credential: Vec<u8>,
    /// The challenge.
    pub challenge: [u8; 32],
    /// The rest.
    pub assertion: Assertion,
}

impl Answered {
    /// Decodes it.
    pub fn read(&self) -> Result<Answer, AccountError> {
        Ok(Answer {
            credential: bytes(&self.credential, MAX_CREDENTIAL)?,
            challenge: bytes(&self.challenge, 32)?.try_into().map_err(|_| AccountError::Unreadable)?,
            assertion: Assertion {
                authenticator_data: bytes(&self.authenticator_data, MAX_AUTHENTICATOR_DATA)?,
                client_data_json: bytes(&self.client_data_json, MAX_CLIENT_DATA)?,
                signature: bytes(&self.signature, 128)?,
            },
        })
    }
}

/// A passkey that was just made, and its first answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Made {
    /// `response.getAuthenticatorData()` of its making, base64url.
    pub registration: String,
    /// What its person calls it.
    pub label: String,
    /// Its first answer.
    pub answer: Answered,
}

impl Made {
    /// The authenticator's data.
    pub fn registration(&self) -> Result<Vec<u8>, AccountError> {
        bytes(&self.registration, MAX_AUTHENTICATOR_DATA)
    }
}

/// Where the script goes next.
#[derive(Debug, Serialize)]
pub(crate) struct Next {
    /// A path of this hub.
    pub next: String,
}

/// Decodes base64url of at most so many bytes.
pub(crate) fn bytes(text: &str, limit: usize) -> Result<Vec<u8>, AccountError> {
    from_base64url("a part of the form", text, limit).map_err(|_| AccountError::Unreadable)
}
