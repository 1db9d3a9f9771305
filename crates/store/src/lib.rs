//! Keeps the register durably: the storage trait, SQLite, backup and repair.
//!
//! This room knows bytes and positions and no rule of the field. What it promises:
//!
//! - [`Store::append`] is one durable transaction: after `Ok` the records, the tiles and the checkpoint
//!   survive a kill, a power cut and a restart together, and nothing of them is there before.
//! - Every record is verified against its entry and its leaf hash before it is served; what fails is named
//!   ([`StoreError::Damaged`]) and never returned.
//! - A store that is damaged, behind its high-water mark or restored from a copy takes no append.

mod error;
mod model;
mod sqlite;
mod traits;

pub use error::{AppendError, Flaw, Refusal, StoreError};
pub use model::{
    Batch, ENTRY_LEN, ENTRY_SIGNATURES_AT, HASH_LEN, Head, NewRecord, StoredRecord, TILE_WIDTH, TileWrite,
    leaf_hash, sha256,
};
pub use sqlite::{Options, SqliteStore};
pub use traits::Store;
