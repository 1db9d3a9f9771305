//! Why something about an account is refused.

use sealing::SealError;
use store::StoreError;
use thiserror::Error;

/// Why something about an account is refused. Nothing was changed.
#[derive(Debug, Error)]
pub enum DelegationError {
    /// The workspace failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A document doesn't open.
    #[error(transparent)]
    Sealed(#[from] SealError),
    /// A document opens and isn't what it should be: another version of the program wrote it.
    #[error("a document in the drawer {0} is not in this program's form: use the version that wrote it")]
    Form(&'static str),
    /// Something lies in the workspace, or is missing there, that the hub didn't do.
    #[error(
        "the drawer {0} of the workspace was changed past the hub, by an older document or a missing one: find out who writes there, and restore the newest backup"
    )]
    PutBack(&'static str),
    /// A name that holds what nobody sees.
    #[error(
        "{0}: it holds a mark that nobody sees or that turns letters around: type it again, letter by letter"
    )]
    Hidden(&'static str),
    /// Used, expired, withdrawn, or never given: which of these is nobody's business.
    #[error("this link is not valid any more: ask whoever sent it for another")]
    Invitation,
    /// Nobody is signed in by this.
    #[error("you are not signed in, or have been signed out: sign in again")]
    Session,
    /// The sign-in failed; not said how, because the answer would help to guess.
    #[error("that did not sign you in: try again, or ask your national administrator")]
    SignIn,
    /// A challenge that is unknown, used, or of another purpose.
    #[error("that took too long or was used before: load the page again")]
    Challenge,
    /// The credential is another person's or is known already.
    #[error("this passkey is registered already: take another one")]
    PasskeyKnown,
    /// Another account is opened by it.
    #[error(
        "another account is opened by this identity: sign in with it, or ask your national administrator"
    )]
    IdentityKnown,
    /// No such person here.
    #[error("there is no such person in this delegation")]
    Person,
    /// No such draft of this delegation's.
    #[error("there is no such draft in this delegation: it may have been submitted or thrown away")]
    Draft,
    /// No such proposal of this delegation's.
    #[error(
        "there is no such proposal of a key in this delegation: it may have been enrolled, withdrawn, or grown old"
    )]
    Proposal,
    /// Nothing may be mailed to the person yet.
    #[error("confirm an address for mail on your account's page first, by the code that is sent there")]
    Unconfirmed,
    /// The person doesn't act for this seat.
    #[error("you do not act for this delegation")]
    Seat,
    /// What is typed is not what is asked.
    #[error("{field}: {why}")]
    Field {
        /// Which field.
        field: &'static str,
        /// What to do.
        why: &'static str,
    },
    /// Somebody else saved in the meantime.
    #[error("somebody else saved this in the meantime: look at both and save again")]
    Conflict,
    /// Whoever typed would release it alone.
    #[error(
        "in this delegation one drafts and another releases: choose also the key of a colleague who did not type the last change of each part"
    )]
    NotReleased,
    /// There would be nobody left who can invite.
    #[error("a delegation keeps at least one national administrator: name another first")]
    LastAdministrator,
    /// One person can't do both halves.
    #[error("this needs another person of your delegation than the one who asked")]
    SamePerson,
    /// Who opens the accounts of both could be one.
    #[error(
        "a government's sign-in service opens, or let in, the accounts of both who vouch: one of the two must be somebody whom no service let in; else remove the person and invite them again, or ask the secretariat"
    )]
    SameService,
    /// Files take too much room.
    #[error(
        "the files of open transmissions of this desk would take more than {0} MiB together: submit or throw away some first"
    )]
    FilesFull(u64),
    /// Too many of them.
    #[error("there are too many {what} already ({limit}): remove one first")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there may be.
        limit: usize,
    },
}

impl DelegationError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::Sealed(error) => error.code(),
            Self::Form(_) => "document-form",
            Self::PutBack(_) => "document-put-back",
            Self::Hidden(_) => "hidden-character",
            Self::Invitation => "invitation-invalid",
            Self::Session => "not-signed-in",
            Self::SignIn => "sign-in-failed",
            Self::Challenge => "challenge-invalid",
            Self::PasskeyKnown => "passkey-known",
            Self::IdentityKnown => "identity-known",
            Self::Person => "no-such-person",
            Self::Draft => "no-such-draft",
            Self::Proposal => "no-such-proposal",
            Self::Unconfirmed => "address-unconfirmed",
            Self::Seat => "not-your-seat",
            Self::Field { .. } => "field",
            Self::Conflict => "saved-meanwhile",
            Self::NotReleased => "needs-release",
            Self::LastAdministrator => "last-administrator",
            Self::SamePerson => "same-person",
            Self::SameService => "same-service",
            Self::FilesFull(_) => "files-full",
            Self::TooMany { .. } => "too-many",
        }
    }
}
