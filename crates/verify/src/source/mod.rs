//! Where the public files of a register come from. Whatever comes is checked by the caller; a source only keeps sizes
//! bounded and stays inside its place.

mod folder;
mod hub;
mod url;

pub use folder::Folder;
pub use hub::Hub;
pub use url::Url;

use record::{public, tile::TilePath};
use thiserror::Error;

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SourceError {
    /// The path is none of a register's.
    #[error("{0} is no path of a register's public file")]
    Path(String),
    /// More bytes than the file can have.
    #[error("{path} has more than {limit} bytes, which no such file has: it is not read")]
    TooLarge {
        /// The path.
        path: String,
        /// The limit in bytes.
        limit: usize,
    },
    /// A symbolic link, or something else that is no file.
    #[error("{0} is a link or no file: copy the files themselves into the folder")]
    NotAFile(String),
    /// The disk or the network failed.
    #[error("{path} can't be read: {why}")]
    Unreadable {
        /// The path.
        path: String,
        /// Why.
        why: String,
    },
    /// The address is none.
    #[error("{0}")]
    Address(String),
}

impl SourceError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Path(_) => "source-path",
            Self::TooLarge { .. } => "source-too-large",
            Self::NotAFile(_) => "source-not-a-file",
            Self::Unreadable { .. } => "source-unreadable",
            Self::Address(_) => "source-address",
        }
    }
}

/// Whatever serves the public files of a register. Many threads ask it at once.
pub trait Source: Sync {
    /// The file at a path below the register's prefix, `None` where there is none.
    ///
    /// MUST refuse a file of more than `limit` bytes before it holds it in memory. MAY return anything else: nothing of
    /// it is believed.
    fn get(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, SourceError>;

    /// Whether somebody else answers, who could answer another person differently.
    fn is_remote(&self) -> bool {
        false
    }
}

/// Refuses every path that names no public file, so that a source is never asked for anything else.
fn check_path(path: &str) -> Result<(), SourceError> {
    let known = path == register::publish::CHECKPOINT
        || TilePath::parse(path).is_ok()
        || public::parse_public_path(path).is_ok()
        || public::parse_body_path(path).is_some();
    if known { Ok(()) } else { Err(SourceError::Path(path.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::check_path;

    #[test]
    fn only_paths_of_public_files_pass() {
        let id = "00".repeat(32);
        for path in
            ["checkpoint", "tile/0/000", "tile/entries/x001/000.p/7", "public/003", &format!("body/{id}")]
        {
            assert!(check_path(path).is_ok(), "{path}");
        }
        for path in [
            "",
            "/checkpoint",
            "../checkpoint",
            "tile/0/../0",
            "register.db",
            "tile/0/1",
            "body/x",
            "public/",
        ] {
            assert!(check_path(path).is_err(), "{path}");
        }
    }
}
