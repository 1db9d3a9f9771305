//! The Merkle tree of RFC 6962: its hashes, its right edge, and the checks of both kinds of proof.

use crate::hash::{Hash, sha256_of};
use thiserror::Error;

/// The most leaves a register can hold: positions are stored as signed 64-bit integers, and a proof then
/// fits the 63 hashes that tlog-witness allows.
pub const MAX_TREE_SIZE: u64 = i64::MAX as u64;

/// The longest inclusion or consistency proof: the height of a tree of `MAX_TREE_SIZE` leaves, and the limit
/// of tlog-witness. Consistency from an odd size may need one hash more than the height, never at sizes that
/// fit a disk.
pub const MAX_PROOF_HASHES: usize = 63;

/// The root of the tree without leaves: SHA-256 of nothing (RFC 6962, section 2.1).
pub const EMPTY_ROOT: Hash = Hash([
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27,
    0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
]);

/// The hash of a leaf. The prefix keeps an entry from being passed off as an inner node, and the reverse.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    // Entries of a register are 74 bytes: joined on the stack, they are hashed in one call.
    let mut joined = [0; 128];
    match joined.get_mut(1..=entry.len()) {
        Some(place) => {
            place.copy_from_slice(entry);
            Hash::of(&joined[..=entry.len()])
        }
        None => Hash(sha256_of(&[&[0], entry])),
    }
}

/// The hash of an inner node.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut joined = [0; 65];
    joined[0] = 1;
    joined[1..33].copy_from_slice(&left.0);
    joined[33..].copy_from_slice(&right.0);
    Hash::of(&joined)
}

/// A proof that doesn't hold, or can't.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProofError {
    /// The position isn't in the tree.
    #[error("position {index} isn't in a tree of {size} entries: ask for a checkpoint that is newer")]
    BeyondTree {
        /// The position asked for.
        index: u64,
        /// The tree's size.
        size: u64,
    },
    /// The older tree is the larger one.
    #[error("the older tree has {old} entries and the newer only {new}: give them in order of size")]
    SizesReversed {
        /// Size of the tree said to be older.
        old: u64,
        /// Size of the tree said to be newer.
        new: u64,
    },
    /// The number of hashes isn't the one that the sizes require.
    #[error("the proof has {found} hashes, which doesn't fit these sizes: fetch it again")]
    WrongLength {
        /// How many hashes the proof has.
        found: usize,
    },
    /// The hashes lead to another root.
    #[error("the proof leads to another root hash: entry, proof and checkpoint don't belong together")]
    WrongRoot,
    /// The hashes don't lead to the older root.
    #[error("the proof leads to another older root hash: the newer tree doesn't continue the older one")]
    WrongOldRoot,
}

impl ProofError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BeyondTree { .. } => "proof-beyond-tree",
            Self::SizesReversed { .. } => "proof-sizes-reversed",
            Self::WrongLength { .. } => "proof-wrong-length",
            Self::WrongRoot => "proof-wrong-root",
            Self::WrongOldRoot => "proof-wrong-old-root",
        }
    }
}

/// The right edge of a tree: the roots of the complete subtrees whose sizes are the binary digits of the
/// tree's size, largest first. It is all that appending needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    nodes: Vec<Hash>,
}

impl Frontier {
    /// The edge of the empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// The edge of a tree of this size, from the roots of its complete subtrees, largest first.
    /// The caller MUST give as many as the size has binary ones.
    pub(crate) fn from_nodes(size: u64, nodes: Vec<Hash>) -> Self {
        Self { size, nodes }
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the complete subtrees, largest first.
    pub fn nodes(&self) -> &[Hash] {
        &self.nodes
    }

    /// Appends a leaf: one node hash on average, as many as the size has trailing ones at worst.
    pub fn append(&mut self, leaf: Hash) {
        self.append_with(leaf, |_, _| {});
    }

    /// Appends a leaf and tells `completed` the height and hash of each inner node that it completes.
    pub fn append_with(&mut self, leaf: Hash, mut completed: impl FnMut(u32, &Hash)) {
        let mut node = leaf;
        for height in 1..=self.size.trailing_ones() {
            let Some(left) = self.nodes.pop() else { break };
            node = node_hash(&left, &node);
            completed(height, &node);
        }
        self.nodes.push(node);
        self.size += 1;
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        fold_right(&self.nodes).unwrap_or(EMPTY_ROOT)
    }
}

/// Joins subtrees, largest first, into the root over all of them; None without any.
pub(crate) fn fold_right(nodes: &[Hash]) -> Option<Hash> {
    let (last, rest) = nodes.split_last()?;
    Some(rest.iter().rev().fold(*last, |right, left| node_hash(left, &right)))
}

/// The largest power of two below `leaves`, which must be at least 2: where RFC 6962 cuts a tree in two.
pub(crate) fn split_point(leaves: u64) -> u64 {
    1 << (leaves - 1).ilog2()
}

/// The root that an inclusion proof leads to from a leaf (RFC 9162, section 2.1.3.2).
///
/// A root that comes out proves nothing by itself: compare it with the root of a checkpoint you trust.
pub fn root_from_inclusion(index: u64, size: u64, leaf: &Hash, proof: &[Hash]) -> Result<Hash, ProofError> {
    if index >= size {
        return Err(ProofError::BeyondTree { index, size });
    }
    let wrong_length = ProofError::WrongLength { found: proof.len() };
    let mut walk = Walk { node: index, last: size - 1 };
    let mut root = *leaf;
    for sibling in proof {
        if walk.last == 0 {
            return Err(wrong_length);
        }
        if walk.step_is_right() {
            root = node_hash(sibling, &root);
        } else {
            root = node_hash(&root, sibling);
        }
    }
    if walk.last == 0 { Ok(root) } else { Err(wrong_length) }
}

/// Checks that the leaf stands at this position of the tree with this size and root.
pub fn verify_inclusion(
    index: u64,
    size: u64,
    leaf: &Hash,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    let found = root_from_inclusion(index, size, leaf, proof)?;
    if found == *root { Ok(()) } else { Err(ProofError::WrongRoot) }
}

/// Checks that the newer tree begins with all leaves of the older one (RFC 9162, section 2.1.4.2).
/// Every tree continues the empty one, and itself, by the empty proof.
pub fn verify_consistency(old: (u64, &Hash), new: (u64, &Hash), proof: &[Hash]) -> Result<(), ProofError> {
    let ((old_size, old_root), (new_size, new_root)) = (old, new);
    if old_size > new_size {
        return Err(ProofError::SizesReversed { old: old_size, new: new_size });
    }
    if old_size == 0 || old_size == new_size {
        return verify_trivial_consistency(old, new, proof);
    }
    let wrong_length = ProofError::WrongLength { found: proof.len() };
    // A complete older tree is itself the first node of the proof, and RFC 6962 leaves it out.
    let (start, rest) = if old_size.is_power_of_two() {
        (*old_root, proof)
    } else {
        let (first, rest) = proof.split_first().ok_or(wrong_length)?;
        (*first, rest)
    };
    let shared = (old_size - 1).trailing_ones();
    let mut walk = Walk { node: (old_size - 1) >> shared, last: (new_size - 1) >> shared };
    let (mut old_found, mut new_found) = (start, start);
    for sibling in rest {
        if walk.last == 0 {
            return Err(wrong_length);
        }
        if walk.step_is_right() {
            old_found = node_hash(sibling, &old_found);
            new_found = node_hash(sibling, &new_found);
        } else {
            new_found = node_hash(&new_found, sibling);
        }
    }
    if walk.last != 0 {
        Err(wrong_length)
    } else if old_found != *old_root {
        Err(ProofError::WrongOldRoot)
    } else if new_found != *new_root {
        Err(ProofError::WrongRoot)
    } else {
        Ok(())
    }
}

fn verify_trivial_consistency(
    (old_size, old_root): (u64, &Hash),
    (new_size, new_root): (u64, &Hash),
    proof: &[Hash],
) -> Result<(), ProofError> {
    if !proof.is_empty() {
        return Err(ProofError::WrongLength { found: proof.len() });
    }
    if old_size == 0 && *old_root != EMPTY_ROOT {
        return Err(ProofError::WrongOldRoot);
    }
    if old_size == new_size && old_root != new_root {
        return Err(ProofError::WrongRoot);
    }
    Ok(())
}

/// The way up from a node to the root, beside the way of the last node of its level.
struct Walk {
    node: u64,
    last: u64,
}

impl Walk {
    /// Goes up one step; true when the node was a right child, so that the sibling stands at its left.
    /// A last node without right sibling is carried up unchanged until it is a right child.
    fn step_is_right(&mut self) -> bool {
        let right = self.node & 1 == 1 || self.node == self.last;
        if right {
            while self.node & 1 == 0 && self.node != 0 {
                self.up();
            }
        }
        self.up();
        right
    }

    fn up(&mut self) {
        self.node >>= 1;
        self.last >>= 1;
    }
}
