//! Checkpoints (C2SP tlog-checkpoint): the signed head of a register.

use crate::{
    hash::Hash,
    lines,
    merkle::{EMPTY_ROOT, MAX_TREE_SIZE},
    note::{NoteError, NoteSignature, SignedNote, sign_text},
    vkey::{MAX_KEY_NAME_BYTES, NoteSecret, SignatureType, VerifierKey},
};
use std::fmt;
use thiserror::Error;

/// The most extension lines that are read. A register of ours writes none; another log's few are kept, since
/// its signature covers them.
pub const MAX_EXTENSION_LINES: usize = 16;

/// The longest extension line: as the longest origin.
const MAX_LINE_BYTES: usize = MAX_KEY_NAME_BYTES;

/// A checkpoint that can't be read or trusted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CheckpointError {
    /// The note around it is wrong.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text isn't a checkpoint's.
    #[error("this isn't a checkpoint: an origin, a size and a root hash in base64, each on a line")]
    Malformed,
    /// The size can't be.
    #[error("a register has fewer than 2^63 entries")]
    TooLarge,
    /// A checkpoint of no entries with a root.
    #[error("the checkpoint has size 0 and not the root of the empty tree: it is wrong whoever signed it")]
    EmptyWithRoot,
    /// The key's name isn't the origin.
    #[error("the checkpoint is of {origin} and the key of {key}: a log signs with a key that has its name")]
    WrongOrigin {
        /// The checkpoint's origin.
        origin: String,
        /// The key's name.
        key: String,
    },
}

impl CheckpointError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Note(error) => error.code(),
            Self::Malformed => "checkpoint-malformed",
            Self::TooLarge => "checkpoint-too-large",
            Self::EmptyWithRoot => "checkpoint-empty-with-root",
            Self::WrongOrigin { .. } => "checkpoint-wrong-origin",
        }
    }
}

/// What a checkpoint says: which log, how many entries, and the root over them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

impl Checkpoint {
    /// The checkpoint of a log at a size, without extension lines.
    pub fn new(origin: &str, size: u64, root: Hash) -> Result<Self, CheckpointError> {
        Self { origin: origin.to_owned(), size, root, extensions: Vec::new() }.checked()
    }

    /// Reads a checkpoint's text: the note's, without signatures.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.strip_suffix('\n').ok_or(CheckpointError::Malformed)?.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(CheckpointError::Malformed);
        };
        let size = lines::decimal(size).ok_or(CheckpointError::Malformed)?;
        let root = lines::hash_from_base64(root).ok_or(CheckpointError::Malformed)?;
        // One more than allowed, so that the check sees that there are too many.
        let extensions = lines.take(MAX_EXTENSION_LINES + 1).map(str::to_owned).collect();
        Self { origin: origin.to_owned(), size, root, extensions }.checked()
    }

    fn checked(self) -> Result<Self, CheckpointError> {
        let printable = |line: &str| {
            !line.is_empty() && line.len() <= MAX_LINE_BYTES && !line.bytes().any(|byte| byte < b' ')
        };
        let extensions_hold = self.extensions.len() <= MAX_EXTENSION_LINES
            && self.extensions.iter().all(|line| printable(line));
        if !printable(&self.origin) || !extensions_hold {
            Err(CheckpointError::Malformed)
        } else if self.size > MAX_TREE_SIZE {
            Err(CheckpointError::TooLarge)
        } else if self.size == 0 && self.root != EMPTY_ROOT {
            Err(CheckpointError::EmptyWithRoot)
        } else {
            Ok(self)
        }
    }

    /// The log's name.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How many entries the log has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root over all entries.
    pub fn root(&self) -> Hash {
        self.root
    }

    /// Lines after the root, which witnesses don't vouch for.
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    /// Signs as the log. The caller MUST never sign two checkpoints of which one doesn't continue the other.
    pub fn sign(&self, key: &NoteSecret) -> Result<SignedCheckpoint, CheckpointError> {
        self.check_origin(key.public())?;
        let text = self.to_string();
        let note = SignedNote::new(&text, vec![sign_text(&text, key)?])?;
        Ok(SignedCheckpoint { note, unverified: self.clone() })
    }

    fn check_origin(&self, key: &VerifierKey) -> Result<(), CheckpointError> {
        if self.origin == key.name() {
            return Ok(());
        }
        Err(CheckpointError::WrongOrigin { origin: self.origin.clone(), key: key.name().to_owned() })
    }
}

/// The text that is signed.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, lines::base64(&self.root.0))?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// A checkpoint as it travels, with signatures that nobody has checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    note: SignedNote,
    unverified: Checkpoint,
}

impl SignedCheckpoint {
    /// Reads a checkpoint with its signatures.
    pub fn parse(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let note = SignedNote::parse(bytes)?;
        let unverified = Checkpoint::parse(note.unverified_text())?;
        Ok(Self { note, unverified })
    }

    /// What it says, whoever says it. Use it to find the key, then `verify`.
    pub fn unverified(&self) -> &Checkpoint {
        &self.unverified
    }

    /// The note around it.
    pub fn note(&self) -> &SignedNote {
        &self.note
    }

    /// Adds a cosignature. It is carried along, not checked.
    pub fn add(&mut self, cosignature: NoteSignature) -> Result<(), CheckpointError> {
        Ok(self.note.add(cosignature)?)
    }

    /// Checks the log's own signature: by this key, whose name must be the origin.
    pub fn verify(&self, log: &VerifierKey) -> Result<&Checkpoint, CheckpointError> {
        if log.kind() != SignatureType::Ed25519 {
            return Err(NoteError::Unsigned.into());
        }
        self.unverified.check_origin(log)?;
        self.note.verify([log])?;
        Ok(&self.unverified)
    }
}

/// The note, byte for byte as it was read.
impl fmt::Display for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}
