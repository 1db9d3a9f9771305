//! What a log and a witness say to one another (C2SP tlog-witness): the `add-checkpoint` request, when it may be
//! answered with a cosignature, and what a log takes from the answer.

use crate::{
    checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint},
    cosignature::cosign,
    hash::Hash,
    lines,
    merkle::{EMPTY_ROOT, MAX_PROOF_HASHES, ProofError, verify_consistency},
    note::{MAX_NOTE_BYTES, MAX_SIGNATURES, NoteError, NoteSignature, SignedNote},
    vkey::{NoteSecret, SignatureType, VerifierKey},
};
use std::fmt;
use thiserror::Error;

/// The most bytes of a request: a note, 63 hashes of 45 characters, and the line of the old size, rounded up.
pub const MAX_ADD_BYTES: usize = MAX_NOTE_BYTES + 4 * 1024;

/// The type of the answer that says which size a witness has.
pub const SIZE_TYPE: &str = "text/x.tlog.size";

const OLD: &str = "old ";

/// Why a witness doesn't cosign.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WitnessError {
    /// Not in the form of the request.
    #[error("this isn't an add-checkpoint request: {0}")]
    Malformed(&'static str),
    /// The checkpoint in it can't be read.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The checkpoint is of a log that this witness doesn't know.
    #[error("this witness doesn't know the log: its operator adds the log's key")]
    UnknownLog,
    /// No known key of the log signed it, or a signature is wrong.
    #[error("the checkpoint isn't signed by the log's key as this witness knows it: {0}")]
    NotSigned(NoteError),
    /// The old size is beyond the checkpoint.
    #[error("the old size {old} is above the checkpoint's {size}")]
    OldBeyond {
        /// The old size in the request.
        old: u64,
        /// The checkpoint's size.
        size: u64,
    },
    /// The old size isn't that of the newest checkpoint cosigned.
    #[error("the newest checkpoint cosigned here has {0} entries: prove that yours continues it")]
    Conflict(u64),
    /// The checkpoint doesn't continue the newest one cosigned.
    #[error("the checkpoint doesn't continue the one cosigned before: {0}; keep both as evidence")]
    Inconsistent(#[from] ProofError),
    /// The witness's own key or time can't be used.
    #[error("the witness can't cosign: {0}")]
    Cosign(NoteError),
}

impl WitnessError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "witness-malformed",
            Self::Checkpoint(error) => error.code(),
            Self::UnknownLog => "witness-unknown-log",
            Self::NotSigned(_) => "witness-not-signed",
            Self::OldBeyond { .. } => "witness-old-beyond",
            Self::Conflict(_) => "witness-conflict",
            Self::Inconsistent(_) => "witness-inconsistent",
            Self::Cosign(error) => error.code(),
        }
    }

    /// The HTTP status that tlog-witness gives it.
    pub fn status(&self) -> u16 {
        match self {
            Self::Checkpoint(CheckpointError::EmptyWithRoot) | Self::Inconsistent(_) => 422,
            Self::Malformed(_) | Self::Checkpoint(_) | Self::OldBeyond { .. } => 400,
            Self::NotSigned(_) => 403,
            Self::UnknownLog => 404,
            Self::Conflict(_) => 409,
            Self::Cosign(_) => 500,
        }
    }
}

/// A request to cosign a checkpoint. Nothing in it is believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size of the newest checkpoint that the witness is thought to have cosigned.
    pub old: u64,
    /// The proof that the checkpoint continues it.
    pub proof: Vec<Hash>,
    /// The checkpoint.
    pub checkpoint: SignedCheckpoint,
}

impl AddCheckpoint {
    /// Reads a request's body.
    pub fn parse(bytes: &[u8]) -> Result<Self, WitnessError> {
        let wrong = WitnessError::Malformed;
        if bytes.len() > MAX_ADD_BYTES {
            return Err(wrong("it is longer than any can be"));
        }
        let text = str::from_utf8(bytes).map_err(|_| wrong("it isn't UTF-8"))?;
        let (head, note) = text.split_once("\n\n").ok_or(wrong("no empty line ends the proof"))?;
        let mut head = head.split('\n');
        let old = head.next().and_then(|line| line.strip_prefix(OLD)).and_then(lines::decimal);
        let old = old.ok_or(wrong("its first line isn't `old` and a size"))?;
        let mut proof = Vec::new();
        for line in head {
            if proof.len() == MAX_PROOF_HASHES {
                return Err(wrong("its proof has more than 63 hashes"));
            }
            proof.push(lines::hash_from_base64(line).ok_or(wrong("a line of its proof is no hash"))?);
        }
        Ok(Self { old, proof, checkpoint: SignedCheckpoint::parse(note.as_bytes())? })
    }
}

/// The request's body.
impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{OLD}{}", self.old)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{}", lines::base64(&hash.0)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

/// What a witness gives for a checkpoint that continues what it knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    /// The cosignature to answer with.
    pub cosignature: NoteSignature,
    /// The checkpoint with the log's signatures and the cosignature. The caller MUST have made it durable before
    /// anybody sees the cosignature: a witness that forgets could be made to cosign a second history.
    pub checkpoint: SignedCheckpoint,
}

/// Cosigns a checkpoint if a key of its log signed it and it continues `newest`, the newest checkpoint of that log that
/// this witness has cosigned. `logs` are the keys of the logs that it knows; `time` is in seconds since 1970.
///
/// The caller MUST let no other request for the same log in between reading `newest` and keeping what this gives.
pub fn add_checkpoint(
    logs: &[VerifierKey],
    newest: Option<&Checkpoint>,
    request: &AddCheckpoint,
    time: u64,
    witness: &NoteSecret,
) -> Result<Cosigned, WitnessError> {
    let checkpoint = request.checkpoint.unverified();
    let own = |key: &&VerifierKey| key.name() == checkpoint.origin() && key.kind() == SignatureType::Ed25519;
    let keys: Vec<_> = logs.iter().filter(own).collect();
    if keys.is_empty() {
        return Err(WitnessError::UnknownLog);
    }
    request.checkpoint.note().verify(keys.iter().copied()).map_err(WitnessError::NotSigned)?;
    let (old, size) = (request.old, checkpoint.size());
    if old > size {
        return Err(WitnessError::OldBeyond { old, size });
    }
    let (known, root) = newest.map_or((0, EMPTY_ROOT), |newest| (newest.size(), newest.root()));
    if old != known {
        return Err(WitnessError::Conflict(known));
    }
    verify_consistency((known, &root), (size, &checkpoint.root()), &request.proof)?;
    let cosignature = cosign(checkpoint, time, witness).map_err(WitnessError::Cosign)?;
    let note = request.checkpoint.note();
    let by_log = note.signatures().iter().filter(|line| keys.iter().any(|key| line.names(key)));
    let lines = by_log.cloned().chain(std::iter::once(cosignature.clone())).collect();
    let kept = SignedNote::new(note.unverified_text(), lines).map_err(WitnessError::Cosign)?;
    Ok(Cosigned { cosignature, checkpoint: SignedCheckpoint::parse(kept.to_string().as_bytes())? })
}

/// What a log takes from a witness's answer: the cosignature of the key that it knows, checked over its checkpoint, and
/// the time that it states. Lines of other keys are ignored, as they may be of keys that this log doesn't know yet.
pub fn read_answer(
    answer: &[u8],
    checkpoint: &SignedCheckpoint,
    witness: &VerifierKey,
) -> Result<(NoteSignature, u64), NoteError> {
    let text = str::from_utf8(answer).map_err(|_| NoteError::NotText)?;
    let body = text.strip_suffix('\n').ok_or(NoteError::Malformed)?;
    let mut found = None;
    for (at, line) in body.split('\n').enumerate() {
        if at == MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        let signature = NoteSignature::parse(line).ok_or(NoteError::SignatureLine(at + 1))?;
        if !signature.names(witness) {
            continue;
        }
        let note = SignedNote::new(checkpoint.note().unverified_text(), vec![signature.clone()])?;
        let time = note.verify([witness])?.iter().find_map(|checked| checked.time);
        // Zero states no time, and so not that this is the largest tree.
        let time = time.filter(|time| *time > 0).ok_or(NoteError::Unsigned)?;
        found = Some((signature, time));
    }
    found.ok_or(NoteError::Unsigned)
}
