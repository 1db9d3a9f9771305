//! The Merkle tree, built again from the entries and compared with what is served of it.

use crate::{Finding, Source, VerifyError, files};
use record::Hash;
use record::checkpoint::Checkpoint;
use record::edge::{Edge, Tile};
use std::collections::BTreeMap;

/// The tree so far.
pub(crate) struct Tree {
    edge: Edge,
    /// The partial tiles above level 0, by level.
    partial: BTreeMap<u8, Tile>,
    findings: Vec<Finding>,
    /// An older head that this tree must pass through: its size and root.
    older: Option<(u64, Hash)>,
    passed_older: bool,
}

impl Tree {
    /// The empty tree, which must have this root at this size on its way.
    pub(crate) fn new(older: Option<(u64, Hash)>) -> Self {
        let passed_older = older.is_none_or(|(size, _)| size == 0);
        Self { edge: Edge::new(), partial: BTreeMap::new(), findings: Vec::new(), older, passed_older }
    }

    /// Appends a group's leaves, and compares the tiles above level 0 that they fill.
    pub(crate) fn append(&mut self, source: &dyn Source, leaves: &[Hash]) -> Result<(), VerifyError> {
        let start = self.edge.size();
        let cut = self.older.and_then(|(size, _)| usize::try_from(size.checked_sub(start)?).ok());
        if let Some(cut) = cut.filter(|cut| (1..=leaves.len()).contains(cut)) {
            let at_older = self.edge.integrate(&leaves[..cut]).map(|grown| grown.edge.root());
            self.passed_older = at_older == self.older.map(|(_, root)| root);
        }
        let too_large = || VerifyError::Checkpoint(record::checkpoint::CheckpointError::TooLarge);
        let grown = self.edge.integrate(leaves).ok_or_else(too_large)?;
        self.edge = grown.edge;
        for tile in grown.tiles.into_iter().filter(|tile| tile.id.level() > 0) {
            if tile.id.is_full() {
                self.partial.remove(&tile.id.level());
                self.compare(source, &tile)?;
            } else {
                self.partial.insert(tile.id.level(), tile);
            }
        }
        Ok(())
    }

    fn compare(&mut self, source: &dyn Source, tile: &Tile) -> Result<(), VerifyError> {
        match files::tile(source, tile.id) {
            Ok(served) if served == tile.bytes => {}
            Ok(_) => {
                let message =
                    format!("{} is not what the entries give: fetch it again, or repair it", tile.id);
                self.findings.push(Finding::fault(None, "tile-differs", message));
            }
            Err(VerifyError::Missing(path)) => {
                self.findings.push(Finding::fault(None, "file-missing", format!("{path} is not served")));
            }
            Err(VerifyError::File { path, code, why }) => {
                self.findings.push(Finding::fault(None, code, format!("{path}: {why}")));
            }
            Err(e) => return Err(e),
        }
        Ok(())
    }

    /// Compares the tiles at the right edge and the root. `entry_differs` is the first entry that isn't the one in its
    /// level-0 tile: with the right root the tile is wrong, with another the entry.
    pub(crate) fn finish(
        mut self,
        source: &dyn Source,
        checkpoint: &Checkpoint,
        entry_differs: &[u64],
    ) -> Result<Outcome, VerifyError> {
        for tile in std::mem::take(&mut self.partial).into_values() {
            self.compare(source, &tile)?;
        }
        let mut findings = self.findings;
        let root_holds = self.edge.size() == checkpoint.size() && self.edge.root() == checkpoint.root();
        if !root_holds {
            let message = format!(
                "the entries give root {}, the checkpoint says {}: entries were altered, or the hub signed another history",
                self.edge.root(),
                checkpoint.root()
            );
            findings.insert(0, Finding::fault(None, "root-differs", message));
        }
        for &position in entry_differs {
            findings.push(if root_holds {
                let message = "its level-0 tile is wrong: the entries alone give the checkpoint's root";
                Finding::fault(position, "tile-differs", message)
            } else {
                Finding::fault(
                    position,
                    "entry-differs-from-tile",
                    "its entry is not the one in the level-0 tile",
                )
            });
        }
        Ok(Outcome { findings, continues_older: self.passed_older })
    }
}

/// What came out of the comparison.
pub(crate) struct Outcome {
    pub findings: Vec<Finding>,
    /// The tree had the older root at the older size.
    pub continues_older: bool,
}
