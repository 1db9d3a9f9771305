//! Why an assertion or a WebAuthn key is refused.

use crate::json::JsonError;
use crate::key::KeyError;
use thiserror::Error;

/// Why an assertion or a WebAuthn key is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WebauthnError {
    /// The key's line is not written as it must be.
    #[error(
        "this is not a WebAuthn key's line (webauthn, purpose, COSE key, credential id, domain, origins): {0}"
    )]
    KeyLine(&'static str),
    /// A COSE key other than ES256 and `EdDSA` in the canonical form.
    #[error("the passkey's algorithm is not taken: make one for ES256 (-7) or EdDSA (-8)")]
    KeyAlgorithm,
    /// A sign-in credential where a signing one is asked for.
    #[error("this passkey is for signing in, not for signing records: make another for signing")]
    KeyPurpose,
    /// The key's point is weak or not on its curve.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// More bytes than are read.
    #[error("{part} has more than {limit} bytes")]
    TooLarge {
        /// Which part.
        part: &'static str,
        /// How many it may have.
        limit: usize,
    },
    /// Not base64url without padding.
    #[error("{0} is not base64url without padding")]
    Base64(&'static str),
    /// `clientDataJSON` is not strict I-JSON.
    #[error("clientDataJSON: {0}")]
    ClientDataJson(#[from] JsonError),
    /// `clientDataJSON` lacks a member, or one is of another type.
    #[error("clientDataJSON lacks \"{0}\", or it is not a string")]
    ClientData(&'static str),
    /// Another ceremony.
    #[error("the authenticator was asked for something else than an assertion")]
    Type,
    /// Another challenge.
    #[error("the touch was given for another challenge: it doesn't belong to this record")]
    Challenge,
    /// A page of another origin asked.
    #[error("the touch was given to a page of {0}, which is not an origin of this key")]
    Origin(String),
    /// A frame inside another site's page asked.
    #[error("the touch was given to a page inside a page of another site")]
    CrossOrigin,
    /// `authenticatorData` is not what an assertion has.
    #[error("authenticatorData is not of its form: {0}")]
    AuthenticatorData(&'static str),
    /// For another relying party.
    #[error("the touch was given for another relying party than this key's")]
    RpId,
    /// Nobody touched it.
    #[error("the authenticator was not touched: ask with user presence")]
    UserNotPresent,
    /// It didn't check who touched it.
    #[error("the authenticator didn't verify its user: ask with userVerification \"required\"")]
    UserNotVerified,
    /// Not the encoding of the key's algorithm.
    #[error("the assertion's signature is not encoded as its key's algorithm says")]
    SignatureForm,
    /// The arithmetic fails.
    #[error("the assertion's signature doesn't hold: a part of it was changed, or another key made it")]
    Wrong,
}

impl WebauthnError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::KeyLine(_) => "webauthn-key-malformed",
            Self::KeyAlgorithm => "webauthn-key-algorithm",
            Self::KeyPurpose => "webauthn-key-purpose",
            Self::Key(e) => e.code(),
            Self::TooLarge { .. } => "webauthn-too-large",
            Self::Base64(_) => "webauthn-base64",
            Self::ClientDataJson(e) => e.fault.code(),
            Self::ClientData(_) => "webauthn-client-data",
            Self::Type => "webauthn-type",
            Self::Challenge => "webauthn-challenge",
            Self::Origin(_) => "webauthn-origin",
            Self::CrossOrigin => "webauthn-cross-origin",
            Self::AuthenticatorData(_) => "webauthn-authenticator-data",
            Self::RpId => "webauthn-rp-id",
            Self::UserNotPresent => "webauthn-user-not-present",
            Self::UserNotVerified => "webauthn-user-not-verified",
            Self::SignatureForm => "webauthn-signature-malformed",
            Self::Wrong => "signature-wrong",
        }
    }
}
