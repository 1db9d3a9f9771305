//! Encrypts what must not lie readable on the disk: documents about people, drafts, and what is derived from restricted
//! bodies. Pure: randomness comes in as an argument, files are somebody else's.
//!
//! A **document** lies in a **drawer** (a kind of document: sessions, invitations) under a **label**. The label is a keyed
//! digest of what the document is found by, so that the store shows neither names nor ids. The document is padded and
//! encrypted, with drawer and label as associated data: a writer to the disk who swaps two documents, or moves one to
//! another drawer, makes both unreadable. What such a writer still can do is to put back an older version of the same
//! document, and to see how many there are and when they change.
//!
//! A **restricted body** is padded and encrypted once, in the age format, to the hub's own identity and to whoever holds
//! a key of their own ([`seal_body`], [`open_body`]).
//!
//! - Encryption of documents: AES-256-GCM-SIV (RFC 8452), which keeps its promise even if a random nonce comes twice.
//! - Labels: HMAC-SHA-256 (RFC 2104). Keys: HKDF-SHA-256 (RFC 5869) from the hub's key, one for each use.

mod age;
mod body;
mod derive;
mod hub_key;
mod sealer;

pub use age::{Identity, MAX_RECIPIENTS, Recipient};
pub use body::{
    MAX_ATTACHMENT, MAX_BODY, SealedBodyError, open_body, padded_len, seal_attachment, seal_body,
};
pub use hub_key::{HubKey, HubKeyError};
pub use sealer::{Label, NONCE_LEN, SealError, Sealer};
