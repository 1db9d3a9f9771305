//! Signed notes (C2SP signed-note): a text, an empty line, and a line for each signature.

use crate::{
    cosignature, lines,
    vkey::{KeyError, NoteKeyId, NoteSecret, SignatureType, VerifierKey, is_key_name},
};
use std::fmt;
use thiserror::Error;

/// The most signatures on a note: 32 witnesses, the number that tlog-policy asks everyone to support, each
/// with a key of the old and of the new algorithm while they change over.
pub const MAX_SIGNATURES: usize = 64;

/// The most bytes of a note: `MAX_SIGNATURES` lines of 6 KiB (a name of 512 bytes, and post-quantum signatures
/// of up to 4 KiB in base64), which leaves more than enough for the few lines of a checkpoint.
pub const MAX_NOTE_BYTES: usize = MAX_SIGNATURES * 6 * 1024;

const DASH: &str = "\u{2014} ";

/// A note that can't be read, signed or trusted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoteError {
    /// More bytes than `MAX_NOTE_BYTES`.
    #[error("the note has {0} bytes: {MAX_NOTE_BYTES} is the most")]
    TooLong(usize),
    /// More signatures than `MAX_SIGNATURES`.
    #[error("the note has more than {MAX_SIGNATURES} signatures")]
    TooManySignatures,
    /// Not UTF-8, or with control characters.
    #[error("the note isn't UTF-8 text, or has a control character other than newline")]
    NotText,
    /// No text, no empty line, no signature, or no newline at the end.
    #[error("the note isn't a text ending in a newline, an empty line, and lines of signatures")]
    Malformed,
    /// A signature line that can't be read.
    #[error("signature line {0} isn't an em dash, a key name and a signature in base64")]
    SignatureLine(usize),
    /// Two of the keys given have one name and id.
    #[error("two different keys are named {0} with the same id: remove one of them")]
    AmbiguousKey(String),
    /// A signature of a known key is wrong: the note was changed, or forged.
    #[error("the signature of {0} doesn't verify: the note was altered or forged; keep it as evidence")]
    BadSignature(String),
    /// No signature by a key that is known.
    #[error("none of the known keys signed this note: check the key, or where the note came from")]
    Unsigned,
    /// A time that no cosignature can state.
    #[error("a cosignature can't state the time {0}: it is after 2^63 - 1 seconds; check the clock")]
    TimeTooLate(u64),
    /// A key of another type than this use needs.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl NoteError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong(_) => "note-too-long",
            Self::TooManySignatures => "note-too-many-signatures",
            Self::NotText => "note-not-text",
            Self::Malformed => "note-malformed",
            Self::SignatureLine(_) => "note-signature-line",
            Self::AmbiguousKey(_) => "note-ambiguous-key",
            Self::BadSignature(_) => "note-bad-signature",
            Self::Unsigned => "note-unsigned",
            Self::TimeTooLate(_) => "note-time-too-late",
            Self::Key(error) => error.code(),
        }
    }
}

/// One signature line. What it says is unverified until `SignedNote::verify` has found its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    name: String,
    id: NoteKeyId,
    bytes: Vec<u8>,
}

impl NoteSignature {
    pub(crate) fn by(key: &VerifierKey, bytes: Vec<u8>) -> Self {
        Self { name: key.name().to_owned(), id: key.id(), bytes }
    }

    /// Reads a line, without its newline.
    pub fn parse(line: &str) -> Option<Self> {
        let (name, encoded) = line.strip_prefix(DASH)?.split_once(' ')?;
        let decoded = lines::from_base64(encoded)?;
        let (id, bytes) = decoded.split_first_chunk()?;
        let valid = is_key_name(name) && !bytes.is_empty();
        valid.then(|| Self { name: name.to_owned(), id: *id, bytes: bytes.to_vec() })
    }

    /// The name of the key that is said to have signed.
    pub fn unverified_name(&self) -> &str {
        &self.name
    }

    /// The time that the line states if it is a cosignature of type 0x04, by its length.
    pub fn unverified_time(&self) -> Option<u64> {
        const COSIGNATURE: usize = 8 + 64;
        let (time, _) = self.bytes.split_first_chunk().filter(|_| self.bytes.len() == COSIGNATURE)?;
        Some(u64::from_be_bytes(*time))
    }

    /// Whether the line names this key.
    pub fn names(&self, key: &VerifierKey) -> bool {
        self.id == key.id() && self.name == key.name()
    }

    /// The signature's bytes, after the key id.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let encoded = lines::base64(&[&self.id, self.bytes.as_slice()].concat());
        write!(f, "{DASH}{} {encoded}", self.name)
    }
}

/// A note as it travels. Its text is unverified: `verify` gives one that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// A signature that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedSignature<'k> {
    /// The key that made it.
    pub key: &'k VerifierKey,
    /// For a cosignature, the time it states, in seconds since 1970.
    pub time: Option<u64>,
}

impl SignedNote {
    /// A note with this text, which must end in a newline, and these signatures.
    pub fn new(text: &str, signatures: Vec<NoteSignature>) -> Result<Self, NoteError> {
        check_text(text)?;
        if text.len() > MAX_NOTE_BYTES {
            return Err(NoteError::TooLong(text.len()));
        }
        if signatures.len() > MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        if signatures.is_empty() {
            return Err(NoteError::Unsigned);
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// Reads a note.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(NoteError::TooLong(bytes.len()));
        }
        let note = str::from_utf8(bytes).map_err(|_| NoteError::NotText)?;
        // The text may hold empty lines; the last one ends it.
        let text_end = note.rfind("\n\n").ok_or(NoteError::Malformed)? + 1;
        let (text, rest) = note.split_at(text_end);
        check_text(text)?;
        let signature_lines = rest[1..].strip_suffix('\n').ok_or(NoteError::Malformed)?;
        let mut signatures = Vec::new();
        for (at, line) in signature_lines.split('\n').enumerate() {
            if at == MAX_SIGNATURES {
                return Err(NoteError::TooManySignatures);
            }
            signatures.push(NoteSignature::parse(line).ok_or(NoteError::SignatureLine(at + 1))?);
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The text, which anyone may have written.
    pub fn unverified_text(&self) -> &str {
        &self.text
    }

    /// The signatures, which anyone may have made up.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Adds a signature, unless the note has it already.
    pub fn add(&mut self, signature: NoteSignature) -> Result<(), NoteError> {
        if self.signatures.contains(&signature) {
            return Ok(());
        }
        if self.signatures.len() == MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        self.signatures.push(signature);
        Ok(())
    }

    /// Checks the signatures of all these keys: at least one must have signed, and none may have a wrong
    /// signature. Signatures of other keys are ignored, and so are ML-DSA signatures, which can't be checked.
    pub fn verify<'k>(
        &self,
        keys: impl IntoIterator<Item = &'k VerifierKey>,
    ) -> Result<Vec<CheckedSignature<'k>>, NoteError> {
        let keys: Vec<_> = keys.into_iter().filter(|key| key.kind() != SignatureType::SubtreeV1).collect();
        let mut checked = Vec::new();
        for signature in &self.signatures {
            let Some(key) = the_key(signature, &keys)? else { continue };
            let time = self.check(signature, key)?;
            checked.push(CheckedSignature { key, time });
        }
        if checked.is_empty() { Err(NoteError::Unsigned) } else { Ok(checked) }
    }

    fn check(&self, signature: &NoteSignature, key: &VerifierKey) -> Result<Option<u64>, NoteError> {
        let bad = || NoteError::BadSignature(key.name().to_owned());
        match key.kind() {
            SignatureType::CosignatureV1 => {
                cosignature::verify(key, &self.text, signature).map(Some).ok_or_else(bad)
            }
            _ if key.verifies(self.text.as_bytes(), &signature.bytes) => Ok(None),
            _ => Err(bad()),
        }
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

/// Signs a note's text with a key of type Ed25519.
pub fn sign_text(text: &str, key: &NoteSecret) -> Result<NoteSignature, NoteError> {
    check_text(text)?;
    if key.public().kind() != SignatureType::Ed25519 {
        return Err(KeyError::Unsupported(key.public().kind().byte()).into());
    }
    Ok(NoteSignature::by(key.public(), key.sign(text.as_bytes()).to_vec()))
}

/// The one key that a signature line names, if it is known.
fn the_key<'k>(
    signature: &NoteSignature,
    keys: &[&'k VerifierKey],
) -> Result<Option<&'k VerifierKey>, NoteError> {
    let mut named = keys.iter().filter(|key| signature.names(key));
    let Some(key) = named.next() else { return Ok(None) };
    if named.any(|other| other != key) {
        return Err(NoteError::AmbiguousKey(key.name().to_owned()));
    }
    Ok(Some(key))
}

fn check_text(text: &str) -> Result<(), NoteError> {
    if text.bytes().any(|b| b < b' ' && b != b'\n') {
        return Err(NoteError::NotText);
    }
    if text.ends_with('\n') { Ok(()) } else { Err(NoteError::Malformed) }
}
