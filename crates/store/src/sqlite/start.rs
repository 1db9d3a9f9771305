//! What is checked before a store is used: the head, the right edge of the tree, the last record.

use std::borrow::Cow;

use record::edge::Edge;
use record::merkle::EMPTY_ROOT;
use record::prove::{Hashes, Prover};
use record::{Hash, tile::TileId};
use rusqlite::Connection;

use super::read;
use crate::StoreError;
use crate::check::read_checkpoint;

/// The tiles of one snapshot, for the tree's own code.
struct Tiles<'a>(&'a Connection);

impl Hashes for Tiles<'_> {
    type Error = StoreError;

    fn tile(&self, id: TileId) -> Result<Cow<'_, [u8]>, StoreError> {
        let hashes = read::tile(self.0, id.level(), id.index())?;
        Ok(Cow::Owned(hashes.unwrap_or_default()))
    }
}

/// Fails with what is damaged if the store can't be appended to as it is.
pub fn check_edge(connection: &Connection) -> Result<(), StoreError> {
    let Some(head) = read::head(connection)? else { return Ok(()) };
    let checkpoint = read_checkpoint(&head.checkpoint)?;
    if checkpoint.size() != head.size {
        return Err(StoreError::Corrupt("the checkpoint has another size than its row".into()));
    }
    Edge::load(head.size, &checkpoint.root(), Tiles(connection))
        .map_err(|error| StoreError::Corrupt(error.to_string()))?;
    if head.size > 0 {
        read::read(connection, head.size - 1)?;
    }
    Ok(())
}

/// The root over the first `size` records; `None` if there are fewer.
pub fn root_at(connection: &Connection, size: u64) -> Result<Option<Hash>, StoreError> {
    let there = read::size(connection)?;
    if there < size {
        return Ok(None);
    }
    if size == 0 {
        return Ok(Some(EMPTY_ROOT));
    }
    let corrupt = |error: String| StoreError::Corrupt(error);
    let mut prover = Prover::new(there, Tiles(connection)).map_err(|error| corrupt(error.to_string()))?;
    prover.root(size).map(Some).map_err(|error| corrupt(error.to_string()))
}
