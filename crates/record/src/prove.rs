//! Builds inclusion and consistency proofs from tiles, whatever holds them.

use crate::{
    hash::Hash,
    merkle::{EMPTY_ROOT, Frontier, MAX_TREE_SIZE, fold_right, node_hash, split_point},
    tile::{TILE_HEIGHT, TILE_WIDTH, TileId},
};
use std::{borrow::Cow, collections::BTreeMap, ops::Range};
use thiserror::Error;

/// Whatever holds the tiles of a register: a store, a folder, a web site.
///
/// Proofs are built from what it returns without checking it; a caller that doesn't trust the source
/// checks the proof against a checkpoint.
pub trait Hashes {
    /// Why a tile couldn't be had.
    type Error;

    /// The bytes of a tile, hash after hash.
    ///
    /// MUST return at least the hashes that the name's width says. MAY return more (the full tile stands
    /// for its partial ones, which can be deleted once it exists). MUST NOT return another tile's hashes.
    fn tile(&self, id: TileId) -> Result<Cow<'_, [u8]>, Self::Error>;
}

impl<T: Hashes + ?Sized> Hashes for &T {
    type Error = T::Error;

    fn tile(&self, id: TileId) -> Result<Cow<'_, [u8]>, Self::Error> {
        (**self).tile(id)
    }
}

/// A tile that isn't in a map of tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{0} isn't here: fetch it first")]
pub struct MissingTile(pub TileId);

impl Hashes for BTreeMap<TileId, Vec<u8>> {
    type Error = MissingTile;

    fn tile(&self, id: TileId) -> Result<Cow<'_, [u8]>, MissingTile> {
        let found = self.get(&id).or_else(|| self.get(&id.full()));
        found.map(|bytes| Cow::Borrowed(bytes.as_slice())).ok_or(MissingTile(id))
    }
}

/// Why a proof or an edge couldn't be built.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TreeError<E> {
    /// The source of tiles failed.
    #[error("{0}")]
    Source(E),
    /// The source returned fewer hashes than the tile has.
    #[error("{tile} should have {} bytes and has {found}: it is damaged, repair it from a mirror or backup", tile.byte_len())]
    ShortTile {
        /// The tile asked for.
        tile: TileId,
        /// How many bytes came.
        found: usize,
    },
    /// What was asked for lies beyond the tree.
    #[error("{asked} is beyond a tree of {size} entries: ask for less, or use a newer checkpoint")]
    BeyondTree {
        /// The position or size asked for.
        asked: u64,
        /// The tree's size.
        size: u64,
    },
    /// The tiles don't have the root that they should have.
    #[error(
        "the tiles have root {found} and should have {expected}: they are damaged, or not this register's"
    )]
    WrongRoot {
        /// The root expected.
        expected: Hash,
        /// The root of the tiles.
        found: Hash,
    },
}

impl<E> TreeError<E> {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Source(_) => "tree-source-failed",
            Self::ShortTile { .. } => "tree-tile-short",
            Self::BeyondTree { .. } => "tree-beyond",
            Self::WrongRoot { .. } => "tree-wrong-root",
        }
    }
}

/// How many expanded tiles a prover keeps: 16 KiB each, so 1 MiB; enough for the tiles of one proof (at most
/// 8 levels, and as many again at the right edge) and their neighbours.
const KEPT_TILES: usize = 64;

/// All complete nodes inside a tile: `layers[h]` are the nodes `h` levels above the tile's own hashes.
struct Expanded {
    layers: Vec<Vec<Hash>>,
}

impl Expanded {
    fn new(bytes: &[u8]) -> Self {
        let (hashes, _) = bytes.as_chunks();
        let mut layers = vec![hashes.iter().copied().map(Hash).collect::<Vec<_>>()];
        while let Some(below) = layers.last().filter(|layer| layer.len() > 1) {
            let layer = below.chunks_exact(2).map(|pair| node_hash(&pair[0], &pair[1])).collect();
            layers.push(layer);
        }
        Self { layers }
    }
}

/// Builds proofs about one tree. Tiles are fetched and hashed once while they are among the last used, so
/// proofs of neighbouring entries cost little more than copying.
pub struct Prover<S> {
    source: S,
    size: u64,
    kept: BTreeMap<TileId, Expanded>,
}

impl<S: Hashes> Prover<S> {
    /// A prover for the tree of `size` leaves that these tiles hold.
    pub fn new(size: u64, source: S) -> Result<Self, TreeError<S::Error>> {
        if size > MAX_TREE_SIZE {
            return Err(TreeError::BeyondTree { asked: size, size: MAX_TREE_SIZE });
        }
        Ok(Self { source, size, kept: BTreeMap::new() })
    }

    /// The tree's size.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree's first `size` leaves.
    pub fn root(&mut self, size: u64) -> Result<Hash, TreeError<S::Error>> {
        self.check_size(size)?;
        if size == 0 { Ok(EMPTY_ROOT) } else { self.root_of(0..size) }
    }

    /// The proof that the entry at `index` is in the tree, from the leaf's sibling up.
    pub fn inclusion(&mut self, index: u64) -> Result<Vec<Hash>, TreeError<S::Error>> {
        self.inclusion_in(index, self.size)
    }

    /// The proof that the entry at `index` is in the tree of the first `size` leaves.
    pub fn inclusion_in(&mut self, index: u64, size: u64) -> Result<Vec<Hash>, TreeError<S::Error>> {
        self.check_size(size)?;
        if index >= size {
            return Err(TreeError::BeyondTree { asked: index, size });
        }
        let mut siblings = Vec::new();
        let mut range = 0..size;
        while range.end - range.start > 1 {
            let middle = range.start + split_point(range.end - range.start);
            if index < middle {
                siblings.push(middle..range.end);
                range.end = middle;
            } else {
                siblings.push(range.start..middle);
                range.start = middle;
            }
        }
        self.roots_upwards(siblings)
    }

    /// The proof that the tree begins with the tree of `old` leaves. Empty when nothing needs proving.
    pub fn consistency(&mut self, old: u64) -> Result<Vec<Hash>, TreeError<S::Error>> {
        self.check_size(old)?;
        if old == 0 || old == self.size {
            return Ok(Vec::new());
        }
        let mut nodes = Vec::new();
        let mut range = 0..self.size;
        while range.end != old {
            let middle = range.start + split_point(range.end - range.start);
            if old <= middle {
                nodes.push(middle..range.end);
                range.end = middle;
            } else {
                nodes.push(range.start..middle);
                range.start = middle;
            }
        }
        if range.start != 0 {
            // Unless the old tree is a complete subtree of the new one, the proof starts with its last part.
            nodes.push(range);
        }
        self.roots_upwards(nodes)
    }

    /// The frontier of the tree, to append to it.
    pub(crate) fn frontier(&mut self) -> Result<Frontier, TreeError<S::Error>> {
        let nodes = self.complete_nodes(0..self.size)?;
        Ok(Frontier::from_nodes(self.size, nodes))
    }

    fn check_size(&self, asked: u64) -> Result<(), TreeError<S::Error>> {
        let size = self.size;
        if asked <= size { Ok(()) } else { Err(TreeError::BeyondTree { asked, size }) }
    }

    fn roots_upwards(&mut self, ranges: Vec<Range<u64>>) -> Result<Vec<Hash>, TreeError<S::Error>> {
        ranges.into_iter().rev().map(|range| self.root_of(range)).collect()
    }

    /// The root over a range that RFC 6962 makes by cutting: it starts at a multiple of the power of two
    /// that covers it.
    fn root_of(&mut self, range: Range<u64>) -> Result<Hash, TreeError<S::Error>> {
        let nodes = self.complete_nodes(range)?;
        Ok(fold_right(&nodes).unwrap_or(EMPTY_ROOT))
    }

    /// The roots of the complete subtrees that make up such a range, largest first.
    fn complete_nodes(&mut self, range: Range<u64>) -> Result<Vec<Hash>, TreeError<S::Error>> {
        let mut nodes = Vec::new();
        let mut start = range.start;
        while start < range.end {
            let height = (range.end - start).ilog2();
            nodes.push(self.node(height, start >> height)?);
            start += 1 << height;
        }
        Ok(nodes)
    }

    /// The root of the index-th complete subtree of this height.
    fn node(&mut self, height: u32, index: u64) -> Result<Hash, TreeError<S::Error>> {
        let above_tile = height % TILE_HEIGHT;
        let first = index << above_tile;
        let beyond = TreeError::BeyondTree { asked: index, size: self.size };
        let level = u8::try_from(height / TILE_HEIGHT).ok();
        let Some(id) = level.and_then(|level| TileId::holding(level, first, self.size)) else {
            return Err(beyond);
        };
        let place = usize::try_from((first % u64::from(TILE_WIDTH)) >> above_tile).ok();
        let layers = &self.expanded(id)?.layers;
        let node = layers.get(above_tile as usize).zip(place).and_then(|(layer, place)| layer.get(place));
        node.copied().ok_or(beyond)
    }

    fn expanded(&mut self, id: TileId) -> Result<&Expanded, TreeError<S::Error>> {
        if !self.kept.contains_key(&id) {
            if self.kept.len() >= KEPT_TILES {
                self.kept.clear();
            }
            let bytes = fetch(&self.source, id)?;
            self.kept.insert(id, Expanded::new(&bytes[..id.byte_len()]));
        }
        Ok(&self.kept[&id])
    }
}

/// Fetches a tile and checks that it is as long as it must be.
pub(crate) fn fetch<S: Hashes>(source: &S, tile: TileId) -> Result<Cow<'_, [u8]>, TreeError<S::Error>> {
    let bytes = source.tile(tile).map_err(TreeError::Source)?;
    if bytes.len() < tile.byte_len() {
        return Err(TreeError::ShortTile { tile, found: bytes.len() });
    }
    Ok(bytes)
}
