//! Who acts for whom: persons and their roles, invitations, passkeys, sessions, tokens, drafts, and the trail of what they
//! did.
//!
//! This room decides from documents and from the time it is given; it reads no clock and makes no randomness of its own.
//! Every document lies sealed in a drawer of the workspace: the disk shows no name, no address, no credential. What a
//! person may *do* is the business of `policy`; here it is said who somebody *is*.
//!
//! - [`Desk`] opens the drawers: everything done through one [`Desk::together`] is durable when it returns, or undone.
//! - [`people`], [`invitations`], [`passkeys`], [`identities`], [`sessions`], [`codes`], [`tokens`], [`recovery`]: accounts;
//!   [`held`]: all that is kept about somebody.
//! - [`drafts`]: what a delegation prepares; [`merge`]: how what several type comes together; [`history`], [`remarks`],
//!   [`release`]: what was changed, what colleagues say of it, and who may let it go out. [`proposals`]: signing keys that wait to be enrolled. [`audit`]: what happened,
//!   for those who may see it.
//! - [`outbox`]: what people are told by a second path. [`mailboxes`]: whether mail may go to an address. [`letters`]: what
//!   waits to be mailed. [`reminders`]: the ladder of a cycle's reminders. [`subscriptions`]: what somebody wants to be told of
//!   by mail, together.
//! - [`limits`]: how often somebody may try; [`crowd`]: what strangers make the hub remember. Both are kept in memory alone.

mod as_text;
pub mod audit;
pub mod challenges;
pub mod codes;
pub mod crowd;
mod desk;
pub mod drafts;
mod error;
mod guard;
pub mod held;
pub mod history;
pub mod identities;
mod ids;
pub mod invitations;
pub mod letters;
pub mod limits;
pub mod mailboxes;
pub mod merge;
pub mod outbox;
pub mod passkeys;
pub mod people;
mod prepared;
pub mod proposals;
pub mod received;
pub mod recovery;
pub mod recovery_letters;
pub mod release;
pub mod remarks;
pub mod reminders;
pub mod sessions;
pub mod subscriptions;
pub mod tokens;

pub use desk::{Desk, Document, Drawer, Random};
pub use error::DelegationError;
pub use ids::{PersonId, Secret, WORD, seat_key};
pub use prepared::Prepared;
