//! Signing in through a government's own service: the relying party's side of `OpenID` Connect Core 1.0, with the
//! authorization code flow, PKCE (RFC 7636) and nothing else.
//!
//! This room decides from bytes and from the time it is given: it opens no connection, reads no clock and makes no
//! randomness. Whoever has a line to the provider does the talking:
//!
//! 1. [`Metadata::read`]: where the provider says that things are (`OpenID` Connect Discovery 1.0).
//! 2. [`Attempt::address`]: where the person's browser goes.
//! 3. [`Exchange`]: what is sent to the provider for the code that the browser brought back, and what it answers.
//! 4. [`Keys::read`], [`Keys::check`]: whom the token names, if everything about it is right.
//!
//! A provider says who sits at a keyboard. It never signs a record.

mod address;
mod attempt;
mod error;
mod exchange;
mod metadata;
mod provider;
mod token;

pub use attempt::Attempt;
pub use error::OpenidError;
pub use exchange::Exchange;
pub use metadata::Metadata;
pub use provider::{Provider, ProviderId};
pub use token::{Identity, Keys, MAX_AGE};

/// The longest answer of a provider that is read, in bytes: a set of keys with certificates has some tens of thousands.
pub const MAX_ANSWER: usize = 256 * 1024;
