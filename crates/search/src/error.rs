//! What can go wrong with an index. A query is never wrong.

use thiserror::Error;

/// Why an index can't answer or change.
#[derive(Debug, Error)]
pub enum SearchError {
    /// The folder or its file can't be made, read or written.
    #[error(
        "the search index can't be read or written: {0}; check the folder's permissions and the disk's free space"
    )]
    Unavailable(String),
    /// The index holds what it can't hold. It is marked, and the next [`crate::SearchIndex::open`] begins a new one.
    #[error("the search index is damaged: {0}; restart, and it is built again")]
    Damaged(String),
    /// The change is in the index, but what it erased may still stand in the file's log.
    #[error("the search index is being read, so what was erased is not off the disk yet: commit again")]
    ErasureWaits,
}

impl SearchError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unavailable(_) => "search-unavailable",
            Self::Damaged(_) => "search-damaged",
            Self::ErasureWaits => "search-erasure-waits",
        }
    }
}

impl From<rusqlite::Error> for SearchError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase, Unknown};
        match error.sqlite_error_code() {
            // No statement depends on what users write, so a fault of SQL or of types is one of the file.
            Some(DatabaseCorrupt | NotADatabase | Unknown) | None => Self::Damaged(error.to_string()),
            Some(_) => Self::Unavailable(error.to_string()),
        }
    }
}

impl From<std::io::Error> for SearchError {
    fn from(error: std::io::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}
