//! The register's tree against RFC 6962 written out naively: tiles, edge, proofs, and every way to break one.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use proptest::prelude::*;
use record::{
    Hash,
    edge::{Edge, Tile},
    merkle::{EMPTY_ROOT, Frontier, ProofError, leaf_hash, node_hash, verify_consistency, verify_inclusion},
    prove::{Prover, TreeError},
    tile::TileId,
};
use std::collections::BTreeMap;

/// MTH of RFC 6962, section 2.1, word for word.
fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(b""),
        [leaf] => *leaf,
        _ => {
            let mut middle = 1;
            while middle * 2 < leaves.len() {
                middle *= 2;
            }
            node_hash(&naive_root(&leaves[..middle]), &naive_root(&leaves[middle..]))
        }
    }
}

/// PATH of RFC 6962, section 2.1.1.
fn naive_inclusion(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() <= 1 {
        return Vec::new();
    }
    let middle = leaves.len().next_power_of_two() / 2;
    let (mut path, sibling) = if index < middle {
        (naive_inclusion(index, &leaves[..middle]), naive_root(&leaves[middle..]))
    } else {
        (naive_inclusion(index - middle, &leaves[middle..]), naive_root(&leaves[..middle]))
    };
    path.push(sibling);
    path
}

/// SUBPROOF of RFC 6962, section 2.1.2.
fn naive_consistency(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if whole { Vec::new() } else { vec![naive_root(leaves)] };
    }
    let middle = leaves.len().next_power_of_two() / 2;
    let (mut path, sibling) = if old <= middle {
        (naive_consistency(old, &leaves[..middle], whole), naive_root(&leaves[middle..]))
    } else {
        (naive_consistency(old - middle, &leaves[middle..], false), naive_root(&leaves[..middle]))
    };
    path.push(sibling);
    path
}

fn leaves(count: usize) -> Vec<Hash> {
    (0..count).map(|i| leaf_hash(&(i as u64).to_be_bytes())).collect()
}

#[derive(Default)]
struct Register {
    edge: Edge,
    tiles: BTreeMap<TileId, Vec<u8>>,
}

impl Register {
    fn append(&mut self, leaves: &[Hash]) {
        let done = self.edge.integrate(leaves).expect("far from the largest size");
        for Tile { id, bytes } in done.tiles {
            assert_eq!(bytes.len(), id.byte_len(), "{id}");
            assert!(self.tiles.insert(id, bytes).is_none(), "{id} was written twice");
        }
        self.edge = done.edge;
    }

    fn of(leaves: &[Hash]) -> Self {
        let mut register = Self::default();
        register.append(leaves);
        register
    }

    fn prover(&self) -> Prover<&BTreeMap<TileId, Vec<u8>>> {
        Prover::new(self.edge.size(), &self.tiles).unwrap()
    }
}

#[test]
fn roots_at_every_small_size_are_those_of_rfc_6962() {
    let all = leaves(1100);
    let mut frontier = Frontier::new();
    assert_eq!(frontier.root(), EMPTY_ROOT);
    assert_eq!(EMPTY_ROOT, Hash::of(b""));
    for size in 0..all.len() {
        if size < 300 || size % 97 == 0 || size % 256 < 2 {
            assert_eq!(frontier.root(), naive_root(&all[..size]), "size {size}");
        }
        frontier.append(all[size]);
    }
}

#[test]
fn tiles_hold_the_hashes_that_the_specification_says() {
    let all = leaves(70_000);
    let register = Register::of(&all);
    let names: Vec<_> = register.tiles.keys().copied().collect();
    let mut expected: Vec<_> = TileId::between(0, 70_000).collect();
    expected.sort_unstable();
    assert_eq!(names, expected);
    // The worked example of tlog-tiles: 273 full and one partial at level 0, and so on.
    let widths = |level| names.iter().filter(move |t| t.level() == level).map(|t| t.width());
    assert_eq!(widths(0).filter(|w| *w == 256).count(), 273);
    assert_eq!(widths(0).filter(|w| *w != 256).collect::<Vec<_>>(), [112]);
    assert_eq!(widths(1).collect::<Vec<_>>(), [256, 17]);
    assert_eq!(widths(2).collect::<Vec<_>>(), [1]);
    for (id, bytes) in &register.tiles {
        let span = 256_usize.pow(u32::from(id.level()));
        for (at, hash) in bytes.chunks(32).enumerate() {
            if id.level() > 0 && at % 50 != 0 {
                continue;
            }
            let first = (usize::try_from(id.index()).unwrap() * 256 + at) * span;
            assert_eq!(hash, naive_root(&all[first..first + span]).0, "{id} at {at}");
        }
    }
}

#[test]
fn every_proof_of_small_trees_is_the_one_of_rfc_6962_and_holds() {
    for size in (0..70).chain([255, 256, 257, 300, 513]) {
        let all = leaves(size);
        let register = Register::of(&all);
        let (size_u64, root) = (size as u64, register.edge.root());
        let mut prover = register.prover();
        assert_eq!(prover.root(size_u64).unwrap(), root);
        for index in 0..size {
            let proof = prover.inclusion(index as u64).unwrap();
            assert_eq!(proof, naive_inclusion(index, &all), "{index} of {size}");
            verify_inclusion(index as u64, size_u64, &all[index], &proof, &root).unwrap();
        }
        for old in 0..=size {
            let proof = prover.consistency(old as u64).unwrap();
            if old > 0 {
                assert_eq!(proof, naive_consistency(old, &all, true), "{old} to {size}");
            }
            let old_root = naive_root(&all[..old]);
            assert_eq!(prover.root(old as u64).unwrap(), old_root);
            verify_consistency((old as u64, &old_root), (size_u64, &root), &proof).unwrap();
        }
    }
}

#[test]
fn a_tree_without_the_entry_proves_nothing() {
    let register = Register::of(&leaves(5));
    let mut prover = register.prover();
    assert_eq!(prover.inclusion(5), Err(TreeError::BeyondTree { asked: 5, size: 5 }));
    assert_eq!(prover.inclusion_in(3, 6), Err(TreeError::BeyondTree { asked: 6, size: 5 }));
    assert_eq!(prover.consistency(6), Err(TreeError::BeyondTree { asked: 6, size: 5 }));
    let root = register.edge.root();
    let beyond = verify_inclusion(5, 5, &root, &[], &root);
    assert_eq!(beyond, Err(ProofError::BeyondTree { index: 5, size: 5 }));
    let reversed = verify_consistency((6, &root), (5, &root), &[]);
    assert_eq!(reversed, Err(ProofError::SizesReversed { old: 6, new: 5 }));
}

#[test]
fn the_empty_tree_is_continued_by_any_without_proof() {
    let root = naive_root(&leaves(3));
    assert_eq!(verify_consistency((0, &EMPTY_ROOT), (3, &root), &[]), Ok(()));
    assert_eq!(verify_consistency((0, &root), (3, &root), &[]), Err(ProofError::WrongOldRoot));
    let too_long = verify_consistency((0, &EMPTY_ROOT), (3, &root), &[root]);
    assert_eq!(too_long, Err(ProofError::WrongLength { found: 1 }));
    assert_eq!(verify_consistency((3, &EMPTY_ROOT), (3, &root), &[]), Err(ProofError::WrongRoot));
}

#[test]
fn damaged_tiles_are_not_appended_to() {
    let all = leaves(600);
    let mut register = Register::of(&all);
    let root = register.edge.root();
    let loaded = Edge::load(600, &root, &register.tiles).unwrap();
    assert_eq!(loaded, register.edge);
    for id in TileId::right_edge(600) {
        let sound = register.tiles[&id].clone();
        register.tiles.get_mut(&id).unwrap()[7] ^= 1;
        let refused = Edge::load(600, &root, &register.tiles).unwrap_err();
        assert_eq!(refused.code(), "tree-wrong-root");
        register.tiles.get_mut(&id).unwrap().truncate(31);
        assert_eq!(Edge::load(600, &root, &register.tiles).unwrap_err().code(), "tree-tile-short");
        register.tiles.remove(&id);
        assert_eq!(Edge::load(600, &root, &register.tiles).unwrap_err().code(), "tree-source-failed");
        register.tiles.insert(id, sound);
    }
}

#[test]
fn a_full_tile_stands_for_its_deleted_partial_ones() {
    let mut register = Register::of(&leaves(100));
    register.append(&leaves(600)[100..]);
    register.tiles.retain(|id, _| id.is_full() || TileId::right_edge(600).contains(id));
    let mut prover = Prover::new(100, &register.tiles).unwrap();
    assert_eq!(prover.root(100).unwrap(), naive_root(&leaves(100)));
}

#[test]
fn a_register_never_outgrows_its_largest_size() {
    let largest = i64::MAX as u64;
    assert!(Prover::new(largest, &BTreeMap::new()).is_ok());
    assert!(Prover::new(largest + 1, &BTreeMap::new()).is_err());
}

fn flip(hash: &Hash, bit: usize) -> Hash {
    let mut changed = *hash;
    changed.0[bit / 8] ^= 1 << (bit % 8);
    changed
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn batches_make_no_difference(batches in prop::collection::vec(0_usize..400, 1..8)) {
        let all = leaves(batches.iter().sum());
        let mut register = Register::default();
        let mut start = 0;
        for batch in batches {
            let before = register.edge.clone();
            register.append(&all[start..start + batch]);
            start += batch;
            let again = Edge::load(start as u64, &register.edge.root(), &register.tiles).unwrap();
            prop_assert_eq!(&again, &register.edge);
            let wrote: Vec<_> = TileId::between(before.size(), start as u64).collect();
            prop_assert!(wrote.iter().all(|id| register.tiles.contains_key(id)));
        }
        prop_assert_eq!(register.edge.root(), naive_root(&all));
        let whole = Register::of(&all);
        for (id, bytes) in &whole.tiles {
            prop_assert_eq!(register.tiles.get(id), Some(bytes));
        }
    }

    #[test]
    fn any_changed_bit_breaks_an_inclusion_proof(size in 1_usize..800, at in 0.0..1.0_f64, bit in 0_usize..256) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let index = (size as f64 * at) as usize;
        let all = leaves(size);
        let register = Register::of(&all);
        let root = register.edge.root();
        let proof = register.prover().inclusion(index as u64).unwrap();
        let (index, size, leaf) = (index as u64, size as u64, all[index]);
        prop_assert_eq!(verify_inclusion(index, size, &leaf, &proof, &root), Ok(()));
        prop_assert!(verify_inclusion(index, size, &flip(&leaf, bit), &proof, &root).is_err());
        prop_assert!(verify_inclusion(index, size, &leaf, &proof, &flip(&root, bit)).is_err());
        for other in (0..size).filter(|other| *other != index) {
            prop_assert!(verify_inclusion(other, size, &leaf, &proof, &root).is_err());
        }
        for at in 0..proof.len() {
            let mut changed = proof.clone();
            changed[at] = flip(&proof[at], bit);
            prop_assert!(verify_inclusion(index, size, &leaf, &changed, &root).is_err());
            changed.remove(at);
            prop_assert!(verify_inclusion(index, size, &leaf, &changed, &root).is_err());
        }
        let mut longer = proof.clone();
        longer.push(root);
        prop_assert!(verify_inclusion(index, size, &leaf, &longer, &root).is_err());
    }

    #[test]
    fn any_changed_bit_breaks_a_consistency_proof(old in 1_usize..500, more in 1_usize..500, bit in 0_usize..256) {
        let all = leaves(old + more);
        let register = Register::of(&all);
        let (old_root, new_root) = (naive_root(&all[..old]), register.edge.root());
        let proof = register.prover().consistency(old as u64).unwrap();
        let (old, new) = (old as u64, (old + more) as u64);
        prop_assert_eq!(verify_consistency((old, &old_root), (new, &new_root), &proof), Ok(()));
        prop_assert!(verify_consistency((old, &flip(&old_root, bit)), (new, &new_root), &proof).is_err());
        prop_assert!(verify_consistency((old, &old_root), (new, &flip(&new_root, bit)), &proof).is_err());
        for at in 0..proof.len() {
            let mut changed = proof.clone();
            changed[at] = flip(&proof[at], bit);
            prop_assert!(verify_consistency((old, &old_root), (new, &new_root), &changed).is_err());
            changed.remove(at);
            prop_assert!(verify_consistency((old, &old_root), (new, &new_root), &changed).is_err());
        }
        let mut longer = proof.clone();
        longer.push(new_root);
        prop_assert!(verify_consistency((old, &old_root), (new, &new_root), &longer).is_err());
    }

    #[test]
    fn hostile_proofs_are_refused_without_panic(
        numbers in any::<(u64, u64)>(),
        hashes in prop::collection::vec(any::<[u8; 32]>(), 0..70),
    ) {
        let hashes: Vec<_> = hashes.into_iter().map(Hash).collect();
        let (a, b) = numbers;
        prop_assert!(verify_inclusion(a, b, &EMPTY_ROOT, &hashes, &EMPTY_ROOT).is_err());
        let consistent = verify_consistency((a, &EMPTY_ROOT), (b, &EMPTY_ROOT), &hashes);
        prop_assert!(consistent.is_err() || hashes.is_empty());
    }
}
