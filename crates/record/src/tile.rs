//! The names of tiles and entry bundles: 256 hashes or entries each, as C2SP tlog-tiles lays them out.

use crate::{lines, merkle::MAX_TREE_SIZE};
use std::fmt;
use thiserror::Error;

/// Hashes in a full tile, entries in a full bundle.
pub const TILE_WIDTH: u16 = 256;

/// The levels of the tree that one tile spans.
pub const TILE_HEIGHT: u32 = 8;

/// The highest level with a tile: above it a single hash would stand for more leaves than a tree can hold.
pub const MAX_LEVEL: u8 = 7;

/// Longer than any valid path: `tile/` and `entries/`, six groups of digits for 2^55 tiles, `.p/255`.
const MAX_PATH_BYTES: usize = 64;

/// A path or a set of numbers that names no tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TileNameError {
    /// The path isn't of the form that tlog-tiles gives.
    #[error(
        "no tile has this path: write tile/<level>/<index> or tile/entries/<index>, with .p/<width> if partial"
    )]
    Malformed,
    /// No tree can be so large as to have this tile.
    #[error("no tile can have this level, index and width: a register holds fewer than 2^63 entries")]
    OutOfRange,
}

impl TileNameError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "tile-path-malformed",
            Self::OutOfRange => "tile-out-of-range",
        }
    }
}

/// The name of a tile of hashes: level, index within the level, and how many hashes it has (1 to 256).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    level: u8,
    index: u64,
    width: u16,
}

/// The name of a bundle of entries: its index and how many entries it has (1 to 256).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BundleId {
    index: u64,
    width: u16,
}

/// What a path below the register's prefix names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TilePath {
    /// A tile of hashes.
    Tile(TileId),
    /// A bundle of entries.
    Entries(BundleId),
}

impl TileId {
    /// A tile with this level, index and width, if a tree can have it.
    pub fn new(level: u8, index: u64, width: u16) -> Result<Self, TileNameError> {
        let in_range = level <= MAX_LEVEL && (1..=TILE_WIDTH).contains(&width);
        if !in_range || leaves_spanned(level, index, width) > u128::from(MAX_TREE_SIZE) {
            return Err(TileNameError::OutOfRange);
        }
        Ok(Self { level, index, width })
    }

    /// The tile that holds the `hash`-th hash of this level, as wide as it is in a tree of `size` leaves.
    /// None when that tree has no such hash.
    pub fn holding(level: u8, hash: u64, size: u64) -> Option<Self> {
        let hashes = hashes_at(level, size);
        (hash < hashes).then(|| Self::at(level, hash / u64::from(TILE_WIDTH), hashes))
    }

    /// The partial tiles at the right edge of a tree, lowest level first.
    pub fn right_edge(size: u64) -> Vec<Self> {
        (0..=MAX_LEVEL)
            .map(|level| (level, hashes_at(level, size)))
            .filter(|(_, hashes)| hashes % u64::from(TILE_WIDTH) != 0)
            .map(|(level, hashes)| Self::at(level, hashes / u64::from(TILE_WIDTH), hashes))
            .collect()
    }

    /// The tiles that a tree of `new` leaves has and a tree of `old` leaves hasn't, level by level.
    pub fn between(old: u64, new: u64) -> impl Iterator<Item = Self> {
        (0..=MAX_LEVEL).flat_map(move |level| {
            let (before, after) = (hashes_at(level, old), hashes_at(level, new));
            let first = before / u64::from(TILE_WIDTH);
            let end = if after > before { after.div_ceil(u64::from(TILE_WIDTH)) } else { first };
            (first..end).map(move |index| Self::at(level, index, after))
        })
    }

    /// The index-th tile of a level with this many hashes.
    fn at(level: u8, index: u64, hashes: u64) -> Self {
        Self { level, index, width: width_of(index, hashes) }
    }

    /// The full tile at this place of a level. The caller MUST know that a tree has it.
    pub(crate) fn filled(level: u8, index: u64) -> Self {
        Self { level, index, width: TILE_WIDTH }
    }

    /// The level: 0 holds leaf hashes.
    pub fn level(self) -> u8 {
        self.level
    }

    /// The index within the level.
    pub fn index(self) -> u64 {
        self.index
    }

    /// How many hashes the tile has.
    pub fn width(self) -> u16 {
        self.width
    }

    /// How many bytes the tile has.
    pub fn byte_len(self) -> usize {
        usize::from(self.width) * 32
    }

    /// Whether the tile can't grow any more.
    pub fn is_full(self) -> bool {
        self.width == TILE_WIDTH
    }

    /// The full tile at the same place.
    #[must_use]
    pub fn full(self) -> Self {
        Self { width: TILE_WIDTH, ..self }
    }

    /// Reads `tile/<level>/<index>[.p/<width>]`.
    pub fn parse(path: &str) -> Result<Self, TileNameError> {
        match TilePath::parse(path)? {
            TilePath::Tile(tile) => Ok(tile),
            TilePath::Entries(_) => Err(TileNameError::Malformed),
        }
    }
}

impl BundleId {
    /// A bundle with this index and width, if a register can have it.
    pub fn new(index: u64, width: u16) -> Result<Self, TileNameError> {
        TileId::new(0, index, width).map(|tile| Self { index, width: tile.width })
    }

    /// The bundle that holds the entry at this position, as wide as it is in a register of `size` entries.
    /// None when that register has no such entry.
    pub fn holding(position: u64, size: u64) -> Option<Self> {
        TileId::holding(0, position, size).map(|tile| Self { index: tile.index, width: tile.width })
    }

    /// The bundles that a register of `new` entries has and one of `old` entries hasn't.
    pub fn between(old: u64, new: u64) -> impl Iterator<Item = Self> {
        let width = u64::from(TILE_WIDTH);
        let (first, end) = if new > old { (old / width, new.div_ceil(width)) } else { (0, 0) };
        (first..end).map(move |index| Self { index, width: width_of(index, new) })
    }

    /// The bundle's index.
    pub fn index(self) -> u64 {
        self.index
    }

    /// How many entries the bundle has.
    pub fn width(self) -> u16 {
        self.width
    }

    /// The position of its first entry.
    pub fn first(self) -> u64 {
        self.index * u64::from(TILE_WIDTH)
    }

    /// Whether the bundle can't grow any more.
    pub fn is_full(self) -> bool {
        self.width == TILE_WIDTH
    }
}

impl TilePath {
    /// Reads a path below the register's prefix. One tile has one path: anything else is refused, so that
    /// a cache or a file system never holds two copies of a tile.
    pub fn parse(path: &str) -> Result<Self, TileNameError> {
        if path.len() > MAX_PATH_BYTES {
            return Err(TileNameError::Malformed);
        }
        let rest = path.strip_prefix("tile/").ok_or(TileNameError::Malformed)?;
        let (level, place) = rest.split_once('/').ok_or(TileNameError::Malformed)?;
        let (index, width) = parse_place(place).ok_or(TileNameError::Malformed)?;
        if level == "entries" {
            return BundleId::new(index, width).map(Self::Entries);
        }
        let level = lines::decimal(level).ok_or(TileNameError::Malformed)?;
        let level = u8::try_from(level).map_err(|_| TileNameError::OutOfRange)?;
        TileId::new(level, index, width).map(Self::Tile)
    }
}

impl fmt::Display for TileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/{}/{}", self.level, place(self.index, self.width))
    }
}

impl fmt::Display for BundleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/entries/{}", place(self.index, self.width))
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tile(tile) => tile.fmt(f),
            Self::Entries(bundle) => bundle.fmt(f),
        }
    }
}

/// How many hashes a level has in a tree of this size.
fn hashes_at(level: u8, size: u64) -> u64 {
    size >> (TILE_HEIGHT * u32::from(level))
}

/// The width of the index-th group of 256 out of `count`.
fn width_of(index: u64, count: u64) -> u16 {
    let left = count - index * u64::from(TILE_WIDTH);
    u16::try_from(left).unwrap_or(TILE_WIDTH).min(TILE_WIDTH)
}

fn leaves_spanned(level: u8, index: u64, width: u16) -> u128 {
    (u128::from(index) * u128::from(TILE_WIDTH) + u128::from(width)) << (TILE_HEIGHT * u32::from(level))
}

/// The end of a path: the index in groups of three digits, and the width if the group of 256 isn't full.
/// Files that stand beside the tiles, such as public bundles, use it too.
pub fn place(index: u64, width: u16) -> String {
    let digits = index.to_string();
    let padded = format!("{digits:0>width$}", width = digits.len().next_multiple_of(3));
    let (parents, last) = padded.split_at(padded.len() - 3);
    let mut path = String::with_capacity(padded.len() * 2);
    for group in parents.as_bytes().chunks(3) {
        path.push('x');
        path.extend(group.iter().map(|&digit| char::from(digit)));
        path.push('/');
    }
    path.push_str(last);
    if width < TILE_WIDTH {
        path.push_str(".p/");
        path.push_str(&width.to_string());
    }
    path
}

/// Reads what `place` writes, and nothing else.
pub fn parse_place(text: &str) -> Option<(u64, u16)> {
    let (groups, width) = match text.split_once(".p/") {
        None => (text, TILE_WIDTH),
        Some((groups, width)) => {
            let width = u16::try_from(lines::decimal(width)?).ok()?;
            (groups, width)
        }
    };
    let digits: String = groups.split('/').map(|group| group.trim_start_matches('x')).collect();
    let index = digits.parse().ok()?;
    // Writing it again is the strict check: only the one canonical spelling survives.
    (width > 0 && place(index, width) == text).then_some((index, width))
}
