//! The whole-store check: every record, every tile, and the root against the checkpoint.

use std::collections::BTreeMap;

use record::checkpoint::{Checkpoint, SignedCheckpoint};
use record::merkle::Frontier;
use record::{Hash, tile::TILE_HEIGHT};

use crate::sqlite::leaf_in_tile;
use crate::{Flaw, HASH_LEN, Head, Store, StoreError, TILE_WIDTH};

/// What a check found. Nothing in it is repaired yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Records that the head says are there.
    pub size: u64,
    /// Positions that don't verify, and why.
    pub damaged: BTreeMap<u64, Flaw>,
    /// Tiles (level, index) whose hashes don't follow from the level below or can't be read.
    pub tiles: Vec<(u8, u64)>,
    /// The newest checkpoint can't be read, or its size or root isn't the tree's.
    pub head: Option<String>,
}

impl CheckReport {
    /// Whether everything verified.
    pub fn is_sound(&self) -> bool {
        self.damaged.is_empty() && self.tiles.is_empty() && self.head.is_none()
    }
}

/// Reads the whole store and names all that doesn't verify.
///
/// Fails only when the store can't be used at all; damage is in the report.
pub fn check_store(store: &dyn Store) -> Result<CheckReport, StoreError> {
    let mut report = CheckReport::default();
    let head = match store.head() {
        Ok(Some(head)) => head,
        Ok(None) => return Ok(report),
        Err(error @ (StoreError::Damaged { .. } | StoreError::Corrupt(_))) => {
            report.head = Some(error.to_string());
            return Ok(report);
        }
        Err(error) => return Err(error),
    };
    report.size = head.size;
    let mut tree = Tree::default();
    let mut from = 0;
    while from < head.size {
        let to = head.size.min(from + TILE_WIDTH);
        check_records(store, from, to, &mut report)?;
        tree.take(store, from, to, &mut report);
        from = to;
    }
    tree.finish(store, &mut report);
    report.head = tree.contradiction(&head);
    Ok(report)
}

fn check_records(store: &dyn Store, from: u64, to: u64, report: &mut CheckReport) -> Result<(), StoreError> {
    if store.read_range(from, to).is_ok() {
        return Ok(());
    }
    for position in from..to {
        match store.read(position) {
            Ok(_) => {}
            Err(StoreError::Damaged { position, what }) => {
                report.damaged.insert(position, what);
            }
            // The size can't be read, or an inner page is broken: this one can't be served either.
            Err(StoreError::Corrupt(_) | StoreError::NoSuchPosition { .. }) => {
                report.damaged.insert(position, Flaw::Page);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The tree over the level-0 tiles, and what each higher tile should hold.
#[derive(Default)]
struct Tree {
    frontier: Frontier,
    /// The tile being filled on each level above 0: its index and hashes.
    above: Vec<(u64, Vec<u8>)>,
    /// Leaf hashes are missing, so the root can't be known.
    broken: bool,
}

impl Tree {
    fn take(&mut self, store: &dyn Store, from: u64, to: u64, report: &mut CheckReport) {
        let index = from / TILE_WIDTH;
        let hashes = store.tile(0, index).ok().flatten().unwrap_or_default();
        if hashes.len() as u64 != (to - from) * HASH_LEN as u64 {
            report.tiles.push((0, index));
        }
        for position in from..to {
            let Some(leaf) = leaf_in_tile(&hashes, position) else {
                self.broken = true;
                return;
            };
            self.append(store, leaf, report);
        }
    }

    fn append(&mut self, store: &dyn Store, leaf: [u8; HASH_LEN], report: &mut CheckReport) {
        if self.broken {
            return;
        }
        let mut completed = Vec::new();
        self.frontier.append_with(Hash(leaf), |height, node| {
            if height % TILE_HEIGHT == 0 {
                completed.push(*node);
            }
        });
        for (node, level) in completed.iter().zip(1u8..) {
            let at = usize::from(level) - 1;
            if self.above.len() <= at {
                self.above.push((0, Vec::new()));
            }
            self.above[at].1.extend_from_slice(&node.0);
            if self.above[at].1.len() as u64 == TILE_WIDTH * HASH_LEN as u64 {
                self.compare(store, level, report);
                self.above[at] = (self.above[at].0 + 1, Vec::new());
            }
        }
    }

    fn finish(&self, store: &dyn Store, report: &mut CheckReport) {
        for level in (1u8..).take(self.above.len()) {
            if !self.above[usize::from(level) - 1].1.is_empty() {
                self.compare(store, level, report);
            }
        }
    }

    fn compare(&self, store: &dyn Store, level: u8, report: &mut CheckReport) {
        let (index, hashes) = &self.above[usize::from(level) - 1];
        if store.tile(level, *index).ok().flatten().as_ref() != Some(hashes) {
            report.tiles.push((level, *index));
        }
    }

    fn contradiction(&self, head: &Head) -> Option<String> {
        let checkpoint = match read_checkpoint(&head.checkpoint) {
            Ok(checkpoint) => checkpoint,
            Err(error) => return Some(error.to_string()),
        };
        if checkpoint.size() != head.size {
            return Some("the checkpoint has another size than its row".into());
        }
        if self.broken || self.frontier.root() != checkpoint.root() {
            return Some("the tiles don't have the checkpoint's root".into());
        }
        None
    }
}

/// What a stored checkpoint says. Its signature is the register's business.
pub fn read_checkpoint(note: &[u8]) -> Result<Checkpoint, StoreError> {
    let signed = SignedCheckpoint::parse(note).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(signed.unverified().clone())
}
