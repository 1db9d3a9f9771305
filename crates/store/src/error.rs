//! What can go wrong in the store: typed, with a stable code and advice for the reader.

use thiserror::Error;

/// What is wrong with the stored form of one position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flaw {
    /// The row that holds the entry or the header isn't there.
    Missing,
    /// SQLite can't read the page: its structure is broken.
    Page,
    /// The header doesn't hash to the id in the entry.
    Header,
    /// The signature set doesn't hash to the digest in the entry.
    Signatures,
    /// The entry doesn't hash to the leaf in the level-0 tile.
    Leaf,
    /// The level-0 tile that covers the position is missing or short.
    Tile,
    /// The body doesn't hash to its digest.
    Body,
    /// The id index doesn't lead to the position.
    Index,
}

impl Flaw {
    /// Stable code, for logs and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Page => "page",
            Self::Header => "header",
            Self::Signatures => "signatures",
            Self::Leaf => "leaf",
            Self::Tile => "tile",
            Self::Body => "body",
            Self::Index => "index",
        }
    }
}

/// A failed read, or a store that can't be used as asked.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The record is there but doesn't verify: it is never served.
    #[error("record {position} is damaged ({}); stop signing and run `comity repair --from`", what.code())]
    Damaged {
        /// Position in the register.
        position: u64,
        /// What doesn't fit.
        what: Flaw,
    },
    /// Something that belongs to no single position is damaged.
    #[error("the store is damaged ({0}); run `comity repair --from`")]
    Corrupt(String),
    /// No such position: the register is shorter.
    #[error("there is no record {position}: the register has {size}")]
    NoSuchPosition {
        /// Position asked for.
        position: u64,
        /// Size of the register.
        size: u64,
    },
    /// More was asked for, or given, than the store takes at once.
    #[error("{what} is over the limit of {limit}")]
    TooLarge {
        /// What was too large.
        what: &'static str,
        /// The limit, in the unit of `what`.
        limit: u64,
    },
    /// Bytes that don't hash to the digest they were given under.
    #[error("the bytes don't have the digest they were given under")]
    WrongDigest,
    /// Another process holds the store, or readers hold on for too long.
    #[error("the store is in use ({0}); stop the other process or try again")]
    Busy(String),
    /// The file is no store of this program, or of a newer one.
    #[error("{0}")]
    Format(String),
    /// The operating system or SQLite failed.
    #[error("the store couldn't be read or written: {0}")]
    Io(String),
}

impl StoreError {
    /// Stable code, for logs and JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Damaged { .. } => "store-record-damaged",
            Self::Corrupt(_) => "store-damaged",
            Self::NoSuchPosition { .. } => "store-no-such-position",
            Self::TooLarge { .. } => "store-too-large",
            Self::WrongDigest => "store-wrong-digest",
            Self::Busy(_) => "store-busy",
            Self::Format(_) => "store-format",
            Self::Io(_) => "store-io",
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error.to_string())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, DatabaseLocked, NotADatabase};
        let text = error.to_string();
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Self::Busy(text),
            Some(DatabaseCorrupt | NotADatabase) => Self::Corrupt(text),
            None if !matches!(error, rusqlite::Error::InvalidPath(_)) => Self::Corrupt(text),
            _ => Self::Io(text),
        }
    }
}

/// Why an append was refused. Surely nothing of it was written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The disk is full.
    #[error("the disk is full; make room, the store goes on by itself")]
    DiskFull,
    /// Another process holds the write lock.
    #[error("another process is writing to the store; stop it")]
    Busy,
    /// The batch doesn't follow from the store or contradicts itself.
    #[error("the batch doesn't fit: {0}")]
    BadBatch(&'static str),
    /// A record with this id is there already.
    #[error("the record at {position} has this id already")]
    Duplicate {
        /// Where the first one stands.
        position: u64,
    },
    /// Damage was found; nothing may be signed before repair.
    #[error("the store is damaged; run `comity repair --from`")]
    Damaged,
    /// The store is a restored copy, or behind a checkpoint that is known outside it.
    #[error(
        "the store may be behind what it has signed; show the newest checkpoint, repair, or open a new log"
    )]
    Behind,
    /// Writing failed before the commit began.
    #[error("writing failed before the commit: {0}")]
    Io(String),
}

/// A failed append.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AppendError {
    /// Surely nothing was written; the store is as before and can be used on.
    #[error("nothing was written: {0}")]
    Refused(Refusal),
    /// Nobody knows whether the batch is durable. The caller MUST stop the process: after a failed sync the
    /// system may have dropped the pages, and only a new start reads what the disk really holds.
    #[error("it is unknown whether the batch was written; the process must stop: {0}")]
    OutcomeUnknown(String),
}

impl AppendError {
    /// Stable code, for logs and JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OutcomeUnknown(_) => "store-outcome-unknown",
            Self::Refused(reason) => match reason {
                Refusal::DiskFull => "store-disk-full",
                Refusal::Busy => "store-busy",
                Refusal::BadBatch(_) => "store-bad-batch",
                Refusal::Duplicate { .. } => "store-duplicate",
                Refusal::Damaged => "store-damaged",
                Refusal::Behind => "store-behind",
                Refusal::Io(_) => "store-io",
            },
        }
    }
}
