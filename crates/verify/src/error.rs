//! Why a check could not be made at all, or ended at once.

use crate::SourceError;
use record::checkpoint::CheckpointError;
use record::policy::PolicyError;
use thiserror::Error;

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VerifyError {
    /// A file could not be had.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A file that must be there is not.
    #[error("{0} is missing: the register is not served whole, or this is not its place")]
    Missing(String),
    /// A file is not of its form.
    #[error("{path} is not what it should be: {why}")]
    File {
        /// The path.
        path: String,
        /// The stable code of what is wrong with it.
        code: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// The checkpoint can't be read, or its signature is not the log's.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The policy doesn't accept the checkpoint.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// Entry 0 is no genesis record that can be read, so nothing names the log's key.
    #[error("record 0 doesn't begin a register: {0}")]
    Genesis(String),
    /// The known checkpoint is of another log.
    #[error("the known checkpoint is of {known}, this register is {served}: give the one of this register")]
    OtherLog {
        /// The known checkpoint's origin.
        known: String,
        /// This register's origin.
        served: String,
    },
}

impl VerifyError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Source(e) => e.code(),
            Self::Missing(_) => "file-missing",
            Self::File { code, .. } => code,
            Self::Checkpoint(e) => e.code(),
            Self::Policy(e) => e.code(),
            Self::Genesis(_) => "genesis-unreadable",
            Self::OtherLog { .. } => "known-of-another-log",
        }
    }
}
