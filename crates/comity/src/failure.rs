//! How a command fails: a stable code, a sentence that says what to do, and an exit status.

use crate::shown::visible;
use std::fmt;
use std::path::Path;

/// The input was at fault: nothing was changed.
pub const BAD_INPUT: u8 = 2;
/// Something is not as it should be: a check failed, a hub refused.
pub const FAILED: u8 = 1;
/// Starting again is the remedy (`EX_TEMPFAIL`): nobody knows what the disk holds until it is read anew.
pub const RESTART: u8 = 75;

/// A command's failure.
#[derive(Debug)]
pub struct Failure {
    /// The stable code.
    pub code: String,
    /// What happened and what to do.
    pub message: String,
    /// The exit status.
    pub status: u8,
}

impl Failure {
    /// A failure that is not the input's fault.
    pub fn new(code: impl Into<String>, message: impl fmt::Display) -> Self {
        Self { code: code.into(), message: message.to_string(), status: FAILED }
    }

    /// A failure that is the input's fault.
    pub fn input(code: impl Into<String>, message: impl fmt::Display) -> Self {
        Self { status: BAD_INPUT, ..Self::new(code, message) }
    }

    /// A file that can't be read or written.
    pub fn file(path: &Path, error: &std::io::Error) -> Self {
        Self::input("file", format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Some of it may be a hub's, or of a file that somebody else wrote.
        f.write_str(&visible(&format!("{} ({})", self.message, self.code)))
    }
}

macro_rules! coded {
    ($($error:ty => $build:ident),* $(,)?) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::$build(error.code().to_owned(), error)
            }
        })*
    };
}

coded! {
    record::submission::RecordError => input,
    record::header::HeaderError => input,
    record::body::BodyError => input,
    record::signature::SignatureError => input,
    record::key::KeyError => input,
    record::vkey::KeyError => input,
    register::SubmitError => new,
    register::OpenError => new,
    register::ProveError => new,
    search::SearchError => new,
    store::StoreError => new,
    delegations::DelegationError => input,
}
