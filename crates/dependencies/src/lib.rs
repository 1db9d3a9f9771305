//! What Comity depends on, checked offline from what cargo knows: licences, sources, versions that stand twice, and known
//! vulnerabilities.
//!
//! What is allowed, and why, stands in `deny/policy.toml`; against which advisories the locked versions were
//! compared, in `deny/screened.txt`. `docs/decisions/0011-checks.md` says why this isn't `cargo deny`.

mod advisories;
mod graph;
mod policy;
mod screened;

pub use advisories::{Advisory, read_database};
pub use graph::{Graph, Package, locked};
pub use policy::{Policy, Reasoned};
pub use screened::{Found, Screened};

use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why a check could not be made.
#[derive(Debug, Error)]
pub enum CheckError {
    /// A file that can't be read or written.
    #[error("{path}: {error}", path = path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A program that didn't run to its end.
    #[error("{0} failed: {1}")]
    Program(&'static str, String),
    /// A file whose content isn't what it should be.
    #[error("{file}: {why}")]
    Content {
        /// Which.
        file: String,
        /// What is wrong with it.
        why: String,
    },
}

impl CheckError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::File { .. } => "file",
            Self::Program(..) => "program",
            Self::Content { .. } => "content",
        }
    }

    pub(crate) fn content(file: impl Into<String>, why: impl std::fmt::Display) -> Self {
        Self::Content { file: file.into(), why: why.to_string() }
    }
}

/// The folder of the project.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn read_text(path: &Path) -> Result<String, CheckError> {
    std::fs::read_to_string(path).map_err(|error| CheckError::File { path: path.to_owned(), error })
}

/// Runs a program and gives what it printed.
pub(crate) fn output(name: &'static str, command: &mut std::process::Command) -> Result<String, CheckError> {
    let done = command.output().map_err(|error| CheckError::Program(name, error.to_string()))?;
    if !done.status.success() {
        return Err(CheckError::Program(name, String::from_utf8_lossy(&done.stderr).into_owned()));
    }
    String::from_utf8(done.stdout).map_err(|error| CheckError::Program(name, error.to_string()))
}
