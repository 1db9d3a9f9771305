//! What is wrong with a provider, or with what it answered.

use thiserror::Error;

/// Why nobody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OpenidError {
    /// Of the operator's settings.
    #[error("[[openid]] {field}: {why}")]
    Setting {
        /// The setting.
        field: &'static str,
        /// What to write.
        why: &'static str,
    },
    /// The provider's own description of itself can't be used.
    #[error("the sign-in service describes itself in a way that can't be used: {0}")]
    Metadata(&'static str),
    /// The provider's answer to a code.
    #[error("the sign-in service answered with nothing that can be used: {0}")]
    Answer(&'static str),
    /// The provider's keys.
    #[error("the sign-in service's keys can't be read: {0}")]
    Keys(&'static str),
    /// No key of the provider has this name; it may have a new one.
    #[error("the sign-in service has no such key")]
    UnknownKey,
    /// The token isn't what it should be.
    #[error("the sign-in service's token is refused: {0}")]
    Token(&'static str),
}

impl OpenidError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Setting { .. } => "openid-setting",
            Self::Metadata(_) => "openid-metadata",
            Self::Answer(_) => "openid-answer",
            Self::Keys(_) => "openid-keys",
            Self::UnknownKey => "openid-unknown-key",
            Self::Token(_) => "openid-token",
        }
    }
}
