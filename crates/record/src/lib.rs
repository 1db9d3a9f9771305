//! What a participant signs, and the mathematics that proves it was logged.
//!
//! A record is a signed [`header`] and its [`body`]. The header's bytes are what the author signs ([`signature`]);
//! their SHA-256 is the record's id. The register keeps one 74-byte [`entry`] for each record.
//! Nothing here reads a clock, a file or a socket; nothing here knows who may say what (that is `admission`).
//!
//! The wire formats are specified in `docs/spec/record.md` and `docs/spec/register.md`.

pub mod body;
pub mod bundle;
pub mod checkpoint;
pub mod cosignature;
pub mod draft;
pub mod ed25519;
pub mod edge;
pub mod entry;
pub mod hash;
pub mod header;
pub mod json;
pub mod key;
mod lines;
pub mod merkle;
pub mod note;
pub mod policy;
pub mod proof;
pub mod prove;
pub mod public;
pub mod signature;
pub mod signing;
pub mod submission;
pub mod text;
pub mod tile;
pub mod time;
pub mod vkey;
pub mod webauthn;
mod wire;
pub mod witness;

pub use body::Body;
pub use entry::Entry;
pub use hash::{Hash, KeyId, RecordId};
pub use header::{Audience, Evidence, Header, Signer};
pub use key::{EnrolledKey, PublicKey};
pub use submission::{Unverified, Verified};
pub use time::Time;
