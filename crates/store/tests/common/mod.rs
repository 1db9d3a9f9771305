//! Makes records and batches for the tests: a plain tree kept in memory, independent of the code under test.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "each test file uses its part")]

use store::{Batch, HASH_LEN, Mark, NewRecord, TileWrite, leaf_hash, sha256};

/// Makes batches that follow from each other, and remembers what it made.
#[derive(Default, Clone)]
pub struct Maker {
    leaves: Vec<[u8; HASH_LEN]>,
    size: Size,
}

/// How large the records are.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Size {
    /// About as large as those of a real register.
    #[default]
    Usual,
    /// Some tens of bytes: fewer pages, so fewer writes to go through one by one.
    Small,
    /// Bodies of many pages.
    Large,
}

impl Maker {
    pub fn small() -> Self {
        Self { size: Size::Small, ..Self::default() }
    }

    pub fn large() -> Self {
        Self { size: Size::Large, ..Self::default() }
    }

    /// One that has made only the first `size` records.
    pub fn shortened(&self, size: u64) -> Self {
        let leaves = self.leaves[..usize::try_from(size).unwrap()].to_vec();
        Self { leaves, ..*self }
    }

    pub fn record(&self, position: u64) -> NewRecord {
        let (header, signatures, body) = match self.size {
            Size::Usual => (1000, 300, 500),
            Size::Small => (60, 40, 30),
            Size::Large => (1000, 300, 60_000),
        };
        sized_record(position, header, signatures, body)
    }

    /// The checkpoint over the first `size` records made so far.
    pub fn checkpoint_at(&self, size: u64) -> Vec<u8> {
        checkpoint(&self.leaves[..usize::try_from(size).unwrap()])
    }

    /// The mark of the first `size` records made so far.
    pub fn mark_at(&self, size: u64) -> Mark {
        let root = root(&self.leaves[..usize::try_from(size).unwrap()]);
        Mark { origin: "store.test/log".into(), size, root }
    }

    pub fn size(&self) -> u64 {
        self.leaves.len() as u64
    }

    /// A batch of `count` records; the same position always gives the same record.
    pub fn batch(&mut self, count: u64) -> Batch {
        let first = self.size();
        let records: Vec<_> = (first..first + count).map(|position| self.record(position)).collect();
        self.leaves.extend(records.iter().map(|record| leaf_hash(&record.entry)));
        Batch { first, records, tiles: self.tiles(first), checkpoint: self.checkpoint(), erase: Vec::new() }
    }

    /// A note in the form of a C2SP checkpoint, unsigned.
    pub fn checkpoint(&self) -> Vec<u8> {
        checkpoint(&self.leaves)
    }

    fn tiles(&self, first: u64) -> Vec<TileWrite> {
        let mut tiles = Vec::new();
        let mut hashes = self.leaves.clone();
        let mut from = usize::try_from(first).unwrap();
        for level in 0.. {
            if hashes.len() <= from {
                break;
            }
            for (index, tile) in hashes.chunks(256).enumerate().skip(from / 256) {
                tiles.push(TileWrite { level, index: index as u64, hashes: tile.concat() });
            }
            hashes = hashes.chunks_exact(256).map(root).collect();
            from /= 256;
        }
        tiles
    }
}

pub fn checkpoint(leaves: &[[u8; HASH_LEN]]) -> Vec<u8> {
    use base64::Engine;
    let root = base64::engine::general_purpose::STANDARD.encode(root(leaves));
    format!(
        "store.test/log\n{}\n{root}\n\n\u{2014} store.test/log {}\n",
        leaves.len(),
        base64::engine::general_purpose::STANDARD.encode([7; 68])
    )
    .into_bytes()
}

/// RFC 6962 by its definition.
pub fn root(leaves: &[[u8; HASH_LEN]]) -> [u8; HASH_LEN] {
    match leaves {
        [] => sha256(b""),
        [leaf] => *leaf,
        _ => {
            let split = leaves.len().next_power_of_two() / 2;
            let (left, right) = (root(&leaves[..split]), root(&leaves[split..]));
            sha256(&[&[1][..], &left, &right].concat())
        }
    }
}

/// Bytes that look random and are the same each time.
pub fn noise(seed: &str, length: usize) -> Vec<u8> {
    (0u64..).flat_map(|block| sha256(format!("{seed}/{block}").as_bytes())).take(length).collect()
}

pub fn sized_record(position: u64, header: usize, signatures: usize, body: usize) -> NewRecord {
    let mut header_bytes = format!("header {position} ").into_bytes();
    header_bytes.extend(noise(&format!("h{position}"), header));
    let signatures = noise(&format!("s{position}"), signatures);
    let mut body_bytes = format!("body-marker-{position}-end ").into_bytes();
    body_bytes.extend(noise(&format!("b{position}"), body));
    let id = sha256(&header_bytes);
    let mut entry = [0; 74];
    entry[0] = 1;
    entry[2..10].copy_from_slice(&(1_700_000_000 + position).to_be_bytes());
    entry[10..42].copy_from_slice(&id);
    entry[42..].copy_from_slice(&sha256(&signatures));
    NewRecord { id, entry, header: header_bytes, signatures, body: Some(body_bytes) }
}

/// A batch of one record that stands at `position` already.
pub fn repeated(maker: &mut Maker, position: u64) -> Batch {
    let first = maker.size();
    let records = vec![maker.record(position)];
    maker.leaves.push(leaf_hash(&records[0].entry));
    Batch { first, records, tiles: maker.tiles(first), checkpoint: maker.checkpoint(), erase: Vec::new() }
}
