//! Offline proofs (C2SP tlog-proof): an entry's position, its path to the root, and the checkpoint, in one file.

use crate::{
    checkpoint::{CheckpointError, SignedCheckpoint},
    hash::Hash,
    lines,
    merkle::{MAX_PROOF_HASHES, ProofError, verify_inclusion},
    note::MAX_NOTE_BYTES,
    policy::{Policy, PolicyError, Trusted},
};
use std::fmt;
use thiserror::Error;

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// The most extra data: an entry as long as a bundle can hold.
pub const MAX_EXTRA_BYTES: usize = crate::bundle::MAX_ENTRY_BYTES;

/// The most bytes of a proof: its checkpoint, its extra data in base64, 63 hashes of 45 characters, and the
/// two short lines, rounded up.
pub const MAX_PROOF_BYTES: usize = MAX_NOTE_BYTES + MAX_EXTRA_BYTES.div_ceil(3) * 4 + 4 * 1024;

/// A proof file that can't be read, or doesn't hold.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TlogProofError {
    /// More bytes than `MAX_PROOF_BYTES`.
    #[error("the proof has {0} bytes: {MAX_PROOF_BYTES} is the most")]
    TooLong(usize),
    /// Not in the form of tlog-proof.
    #[error("this isn't a proof of the form c2sp.org/tlog-proof@v1: {0}")]
    Malformed(&'static str),
    /// More hashes than any tree needs.
    #[error("the proof has more than {MAX_PROOF_HASHES} hashes, which no tree needs")]
    TooManyHashes,
    /// More extra data than `MAX_EXTRA_BYTES`.
    #[error("the proof has more than {MAX_EXTRA_BYTES} bytes of extra data")]
    ExtraTooLong,
    /// The checkpoint in it can't be read.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The policy doesn't accept the checkpoint.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The path doesn't lead from the entry to the checkpoint's root.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

impl TlogProofError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong(_) => "tlog-proof-too-long",
            Self::Malformed(_) => "tlog-proof-malformed",
            Self::TooManyHashes => "tlog-proof-too-many-hashes",
            Self::ExtraTooLong => "tlog-proof-extra-too-long",
            Self::Checkpoint(error) => error.code(),
            Self::Policy(error) => error.code(),
            Self::Proof(error) => error.code(),
        }
    }
}

/// A proof as it travels; `verify` says whether it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    unverified_extra: Option<Vec<u8>>,
    index: u64,
    hashes: Vec<Hash>,
    checkpoint: SignedCheckpoint,
}

impl TlogProof {
    /// A proof that an entry stands at `index` of the checkpoint's tree.
    pub fn new(index: u64, hashes: Vec<Hash>, checkpoint: SignedCheckpoint) -> Result<Self, TlogProofError> {
        if hashes.len() > MAX_PROOF_HASHES {
            return Err(TlogProofError::TooManyHashes);
        }
        Ok(Self { unverified_extra: None, index, hashes, checkpoint })
    }

    /// Adds what a verifier needs beside the proof; nothing vouches for it.
    pub fn with_extra(self, extra: Vec<u8>) -> Result<Self, TlogProofError> {
        if extra.len() > MAX_EXTRA_BYTES {
            return Err(TlogProofError::ExtraTooLong);
        }
        Ok(Self { unverified_extra: Some(extra), ..self })
    }

    /// Reads a proof.
    pub fn parse(bytes: &[u8]) -> Result<Self, TlogProofError> {
        if bytes.len() > MAX_PROOF_BYTES {
            return Err(TlogProofError::TooLong(bytes.len()));
        }
        let malformed = TlogProofError::Malformed;
        let text = str::from_utf8(bytes).map_err(|_| malformed("it isn't UTF-8"))?;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(malformed("it has no empty line"))?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(FIRST_LINE) {
            return Err(malformed("its first line says something else"));
        }
        let extra = match lines.next_if(|line| line.starts_with("extra ")) {
            Some(line) => Some(parse_extra(line)?),
            None => None,
        };
        let index = lines.next().and_then(|line| lines::decimal(line.strip_prefix("index ")?));
        let index = index.ok_or(malformed("it has no index line where one should be"))?;
        let hashes = parse_hashes(lines)?;
        let checkpoint = SignedCheckpoint::parse(checkpoint.as_bytes())?;
        let proof = Self::new(index, hashes, checkpoint)?;
        match extra {
            Some(extra) => proof.with_extra(extra),
            None => Ok(proof),
        }
    }

    /// What came beside the proof: anyone may have written it.
    pub fn unverified_extra(&self) -> Option<&[u8]> {
        self.unverified_extra.as_deref()
    }

    /// The position that the entry is said to have.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The hashes from the leaf's sibling up to the root's child.
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// The checkpoint in the proof.
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }

    /// Checks that the policy accepts the checkpoint and that the leaf stands at the index of its tree.
    pub fn verify<'p>(&self, leaf: &Hash, policy: &'p Policy) -> Result<Trusted<'p>, TlogProofError> {
        let trusted = policy.check(&self.checkpoint)?;
        let checkpoint = &trusted.checkpoint;
        verify_inclusion(self.index, checkpoint.size(), leaf, &self.hashes, &checkpoint.root())?;
        Ok(trusted)
    }
}

fn parse_extra(line: &str) -> Result<Vec<u8>, TlogProofError> {
    let encoded = line.strip_prefix("extra ").unwrap_or_default();
    lines::from_base64(encoded).ok_or(TlogProofError::Malformed("its extra line isn't base64"))
}

fn parse_hashes<'t>(lines: impl Iterator<Item = &'t str>) -> Result<Vec<Hash>, TlogProofError> {
    let mut hashes = Vec::new();
    for line in lines {
        if hashes.len() == MAX_PROOF_HASHES {
            return Err(TlogProofError::TooManyHashes);
        }
        let hash = lines::hash_from_base64(line);
        hashes.push(hash.ok_or(TlogProofError::Malformed("a line of the path isn't a hash in base64"))?);
    }
    Ok(hashes)
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        if let Some(extra) = &self.unverified_extra {
            writeln!(f, "extra {}", lines::base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.hashes.iter().try_for_each(|hash| writeln!(f, "{}", lines::base64(&hash.0)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
