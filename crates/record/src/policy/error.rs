//! Why a policy can't be read, or doesn't accept a checkpoint.

use super::{MAX_POLICY_BYTES, MAX_POLICY_ITEMS};
use crate::{note::NoteError, vkey::KeyError};
use thiserror::Error;

/// A policy that can't be read, or that doesn't accept a checkpoint. Lines are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PolicyError {
    /// More bytes than `MAX_POLICY_BYTES`.
    #[error("the policy has {0} bytes: {MAX_POLICY_BYTES} is the most")]
    TooLong(usize),
    /// The last line isn't terminated, so that the file may have been cut off.
    #[error("the policy doesn't end in a newline: check that it is complete, then end its last line")]
    Unterminated,
    /// A control character other than tab and newline.
    #[error("line {0} has a control character; only tab and newline may stand in a policy (no CR)")]
    Control(usize),
    /// A line that isn't log, witness, group or quorum with the right number of items.
    #[error("line {0} isn't a log, witness, group or quorum line with its items")]
    Malformed(usize),
    /// A key that can't be read.
    #[error("line {line}: {error}")]
    Key {
        /// The line.
        line: usize,
        /// What is wrong with the key.
        error: KeyError,
    },
    /// A log's key where a witness's should be, or the reverse.
    #[error("line {0}: a log signs with type 0x01 or 0x06, a witness with type 0x04 or 0x06")]
    WrongKeyType(usize),
    /// A public key that stands there twice.
    #[error("line {0} has a public key that an earlier line has: keep one of them")]
    DuplicateKey(usize),
    /// A name that is taken; `none` always is.
    #[error("line {0} defines a name that is taken: choose another")]
    DuplicateName(usize),
    /// A name that no line above defines.
    #[error("line {0} names something that no line above it defines")]
    UnknownName(usize),
    /// A member that this or another group already has.
    #[error("line {0} lists a member that a group already has: each can count only once")]
    DuplicateMember(usize),
    /// A threshold that isn't a number from 1 to the number of members.
    #[error("line {0}: the threshold is any, all, or a number from 1 to the number of members")]
    Threshold(usize),
    /// More logs, witnesses or groups than `MAX_POLICY_ITEMS`.
    #[error(
        "line {0} is one too many: a policy has up to {MAX_POLICY_ITEMS} logs, witnesses and groups each"
    )]
    TooMany(usize),
    /// A second quorum line.
    #[error("line {0} is a second quorum line: keep one of them")]
    SecondQuorum(usize),
    /// No quorum line.
    #[error("the policy has no quorum line: write `quorum none` if no witness is asked for")]
    NoQuorumLine,
    /// The checkpoint is of a log that the policy doesn't list.
    #[error("the policy doesn't list the log {0}: add its key if you trust it")]
    UnknownLog(String),
    /// The log didn't sign, though others did.
    #[error("the checkpoint has no signature of the log itself")]
    NotSignedByLog,
    /// Too few witnesses cosigned, or not those that the quorum asks for.
    #[error(
        "{cosigned} known witnesses cosigned the checkpoint, which isn't the quorum that the policy asks for"
    )]
    NoQuorum {
        /// How many known witnesses did.
        cosigned: usize,
    },
    /// The checkpoint's signatures are wrong.
    #[error(transparent)]
    Note(#[from] NoteError),
}

impl PolicyError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong(_) => "policy-too-long",
            Self::Unterminated => "policy-unterminated",
            Self::Control(_) => "policy-control-character",
            Self::Malformed(_) => "policy-malformed",
            Self::Key { error, .. } => error.code(),
            Self::WrongKeyType(_) => "policy-wrong-key-type",
            Self::DuplicateKey(_) => "policy-duplicate-key",
            Self::DuplicateName(_) => "policy-duplicate-name",
            Self::UnknownName(_) => "policy-unknown-name",
            Self::DuplicateMember(_) => "policy-duplicate-member",
            Self::Threshold(_) => "policy-threshold",
            Self::TooMany(_) => "policy-too-many",
            Self::SecondQuorum(_) => "policy-second-quorum",
            Self::NoQuorumLine => "policy-no-quorum-line",
            Self::UnknownLog(_) => "policy-unknown-log",
            Self::NotSignedByLog => "policy-not-signed-by-log",
            Self::NoQuorum { .. } => "policy-no-quorum",
            Self::Note(error) => error.code(),
        }
    }
}
