//! What the sequencer does with a batch: leaf hashes in, tiles to write and the new root out.

use crate::{
    hash::Hash,
    merkle::{Frontier, MAX_TREE_SIZE},
    prove::{Hashes, Prover, TreeError, fetch},
    tile::{MAX_LEVEL, TILE_HEIGHT, TILE_WIDTH, TileId},
};

const TILE_BYTES: usize = TILE_WIDTH as usize * 32;

/// A tile with its bytes: what has to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Its name.
    pub id: TileId,
    /// Its hashes, one after the other.
    pub bytes: Vec<u8>,
}

/// The right edge of a register: the partial tiles, and the frontier that gives the root.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    frontier: Frontier,
    /// The bytes of the partial tile of each level; empty where the last tile is full.
    partial: Vec<Vec<u8>>,
}

/// What a batch makes of an edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integrated {
    /// The edge after the batch. Keep it once the tiles are durable; until then the old one stands.
    pub edge: Edge,
    /// The new and the grown tiles, in the order in which they filled, the partial ones last.
    pub tiles: Vec<Tile>,
}

impl Edge {
    /// The edge of an empty register.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the edge of a register of `size` entries, and refuses tiles that don't have this root:
    /// appending to damaged tiles would sign a second history.
    pub fn load<S: Hashes>(size: u64, root: &Hash, source: S) -> Result<Self, TreeError<S::Error>> {
        let mut partial = Vec::new();
        for tile in TileId::right_edge(size) {
            partial.resize_with(usize::from(tile.level()), Vec::new);
            partial.push(fetch(&source, tile)?[..tile.byte_len()].to_vec());
        }
        let frontier = Prover::new(size, source)?.frontier()?;
        let edge = Self { frontier, partial };
        let found = edge.root();
        if found != *root {
            return Err(TreeError::WrongRoot { expected: *root, found });
        }
        Ok(edge)
    }

    /// How many entries the register has.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The root of the register's tree.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// The bytes of a level's partial tile; empty where the level's last tile is full, or there is none.
    pub fn partial(&self, level: u8) -> &[u8] {
        self.partial.get(usize::from(level)).map_or(&[], Vec::as_slice)
    }

    /// Appends a batch in one pass: each node of the tree is hashed once. None when the register would
    /// outgrow `MAX_TREE_SIZE`.
    ///
    /// The edge itself doesn't change, so a batch whose transaction fails leaves nothing to undo.
    pub fn integrate(&self, leaves: &[Hash]) -> Option<Integrated> {
        let grown = self.size().checked_add(leaves.len() as u64)?;
        if grown > MAX_TREE_SIZE {
            return None;
        }
        let mut edge = self.clone();
        let mut tiles = Vec::with_capacity(leaves.len() / usize::from(TILE_WIDTH) + usize::from(MAX_LEVEL));
        for leaf in leaves {
            edge.push(*leaf, &mut tiles);
        }
        let grew = |tile: &TileId| {
            let height = TILE_HEIGHT * u32::from(tile.level());
            grown >> height != self.size() >> height
        };
        for id in TileId::right_edge(grown).into_iter().filter(grew) {
            let bytes = edge.partial(id.level()).to_vec();
            tiles.push(Tile { id, bytes });
        }
        Some(Integrated { edge, tiles })
    }

    fn push(&mut self, leaf: Hash, full: &mut Vec<Tile>) {
        let Self { frontier, partial } = self;
        let size = frontier.size() + 1;
        put(partial, 0, size, &leaf, full);
        let mut level = 0;
        frontier.append_with(leaf, |height, node| {
            if height % TILE_HEIGHT == 0 {
                level += 1;
                put(partial, level, size, node, full);
            }
        });
    }
}

/// Puts a hash into the partial tile of its level, and moves the tile out once it is full.
fn put(partial: &mut Vec<Vec<u8>>, level: u8, size: u64, hash: &Hash, full: &mut Vec<Tile>) {
    let at = usize::from(level);
    if partial.len() <= at {
        partial.resize_with(at + 1, Vec::new);
    }
    let bytes = &mut partial[at];
    if bytes.is_empty() {
        bytes.reserve_exact(TILE_BYTES);
    }
    bytes.extend_from_slice(&hash.0);
    if bytes.len() == TILE_BYTES {
        let index = (size >> (TILE_HEIGHT * (u32::from(level) + 1))) - 1;
        let id = TileId::filled(level, index);
        full.push(Tile { id, bytes: std::mem::take(bytes) });
    }
}
