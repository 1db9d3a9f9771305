//! Keeps the register durably: the storage trait, SQLite, backup and repair.
//!
//! This room knows bytes and positions and no rule of the field. What it promises:
//!
//! - [`Store::append`] is one durable transaction: after `Ok` the records, the tiles and the checkpoint
//!   survive a kill, a power cut and a restart together, and nothing of them is there before.
//! - Every record is verified against its entry and its leaf hash before it is served; what fails is named
//!   ([`StoreError::Damaged`]) and never returned.
//! - A store that is damaged, behind its high-water mark or restored from a copy takes no append.

mod backup;
mod check;
mod error;
mod folder;
mod highwater;
mod model;
mod repair;
mod sqlite;
mod traits;
mod workspace;

pub use backup::{backup, restore};
pub use check::{CheckReport, check_store};
pub use error::{AppendError, Flaw, Refusal, StoreError};
pub use folder::{
    DataFolder, FOLDER_FORMAT, LOCK_FILE, MARKER_FILE, REGISTER_FILE, WORKSPACE_FILE, write_atomically,
};
pub use highwater::{HighWater, Mark};
pub use model::{
    Batch, ENTRY_LEN, ENTRY_SIGNATURES_AT, HASH_LEN, Head, NewRecord, Standing, StoredRecord, TILE_WIDTH,
    TileWrite, leaf_hash, sha256,
};
pub use repair::{NoSource, RecordSource, RepairError, RepairReport, repair};
pub use sqlite::{MAX_ATTACHMENT, Options, SqliteStore};
pub use traits::Store;
pub use workspace::{
    DrawerLabel, Drawers, Import, ImportHead, ImportedText, Imports, MAX_DOCUMENT, MAX_LISTED, MAX_ORIGINAL,
    SealedDocument, Workspace,
};
