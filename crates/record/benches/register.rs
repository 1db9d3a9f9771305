//! How fast the register's mathematics is: integrating batches, proving and verifying inclusion, beside the
//! bare hashing that the same tree needs at the least. Run: `cargo bench -p record --bench register [ENTRIES]`.

use record::{
    Hash,
    edge::Edge,
    merkle::{leaf_hash, node_hash, verify_inclusion},
    prove::Prover,
    tile::TileId,
};
use std::{collections::BTreeMap, hint::black_box, time::Instant};

const ENTRY_BYTES: usize = 74;

/// Runs `work` over `count` things and prints what one took.
fn measure<T>(what: &str, count: usize, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    let taken = start.elapsed();
    #[allow(clippy::cast_precision_loss)]
    let each = taken.as_nanos() as f64 / count.max(1) as f64;
    println!("{what:<52} {:>9.1} ms {each:>9.1} ns each {:>12.0}/s", taken.as_secs_f64() * 1e3, 1e9 / each);
    result
}

fn entry(position: usize) -> [u8; ENTRY_BYTES] {
    let mut entry = [7; ENTRY_BYTES];
    entry[..8].copy_from_slice(&(position as u64).to_be_bytes());
    entry
}

fn integrate(leaves: &[Hash], batch: usize) -> (Edge, BTreeMap<TileId, Vec<u8>>) {
    let mut edge = Edge::new();
    let mut tiles = BTreeMap::new();
    for batch in leaves.chunks(batch) {
        let done = edge.integrate(batch).expect("far from the largest size");
        edge = done.edge;
        let full = done.tiles.into_iter().filter(|tile| tile.id.is_full());
        tiles.extend(full.map(|tile| (tile.id, tile.bytes)));
        black_box(edge.root());
    }
    for id in TileId::right_edge(edge.size()) {
        tiles.insert(id, edge.partial(id.level()).to_vec());
    }
    (edge, tiles)
}

/// A position that jumps about without a random number generator.
fn scattered(turn: usize, count: usize) -> usize {
    turn.wrapping_mul(0x9e37_79b9) % count
}

fn main() {
    let count = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(1_000_000);
    println!("{count} entries of {ENTRY_BYTES} bytes, one core");
    let leaves: Vec<Hash> =
        measure("leaf hashes", count, || (0..count).map(|at| leaf_hash(&entry(at))).collect());
    measure("node hashes alone, as many as leaves", count, || {
        leaves.iter().fold(Hash::default(), |left, right| node_hash(&left, right))
    });
    for batch in [1, 16, 256, 4096, count] {
        measure(&format!("integrate and root, in batches of {batch}"), count, || integrate(&leaves, batch));
    }
    let (edge, tiles) = integrate(&leaves, count);
    let (size, root) = (edge.size(), edge.root());

    let turns = count.min(200_000);
    let mut prover = Prover::new(size, &tiles).expect("a small tree");
    let proofs: Vec<_> = measure("prove inclusion, one after the other", turns, || {
        (0..turns).map(|at| prover.inclusion(at as u64).expect("in the tree")).collect()
    });
    measure("verify inclusion", turns, || {
        for (at, proof) in proofs.iter().enumerate() {
            verify_inclusion(at as u64, size, &leaves[at], proof, &root).expect("a sound proof");
        }
    });
    let turns = count.min(20_000);
    measure("prove inclusion, scattered, each from cold", turns, || {
        for turn in 0..turns {
            let mut prover = Prover::new(size, &tiles).expect("a small tree");
            black_box(prover.inclusion(scattered(turn, count) as u64).expect("in the tree"));
        }
    });
    measure("prove consistency, scattered, each from cold", turns, || {
        for turn in 0..turns {
            let mut prover = Prover::new(size, &tiles).expect("a small tree");
            black_box(prover.consistency(scattered(turn, count) as u64).expect("in the tree"));
        }
    });
    measure("load the edge", 1, || Edge::load(size, &root, &tiles).expect("sound tiles"));
}
