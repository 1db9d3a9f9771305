//! The keys of signed notes: who signed, by which algorithm, and the secret halves.

use crate::key::PublicKey;
use crate::signing::SecretKey;
use crate::{hash::sha256_of, lines};
use aws_lc_rs::hkdf;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use std::fmt;
use thiserror::Error;
use zeroize::Zeroizing;

/// The longest key name: room for a domain name (253 characters) and a path, in a line that stays readable.
pub const MAX_KEY_NAME_BYTES: usize = 512;

/// The longest verifier key: the name, the id, and an ML-DSA-44 key of 1,313 bytes in base64.
const MAX_VKEY_BYTES: usize = MAX_KEY_NAME_BYTES + 10 + 1_752;

const ED25519_BYTES: usize = 32;
const ML_DSA_44_BYTES: usize = 1_312;
const SECRET_PREFIX: &str = "PRIVATE+KEY+";

/// A key that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeyError {
    /// The text isn't a key.
    #[error("this isn't a note key: a verifier key reads <name>+<8 hexadecimal digits>+<base64>")]
    Malformed,
    /// The name can't stand in a note.
    #[error("the key name is empty, longer than 512 bytes, or has a space, a plus or a control character")]
    Name,
    /// The id isn't the one that name and key give.
    #[error("the key id {found} doesn't belong to this name and key: {expected} does; copy the key again")]
    WrongId {
        /// The id in the text.
        found: String,
        /// The id computed.
        expected: String,
    },
    /// An algorithm or a key length that isn't known here.
    #[error("signature type 0x{0:02x} with a key of this length isn't supported: use Ed25519 (0x01 or 0x04)")]
    Unsupported(u8),
    /// A public key that isn't on the curve, or for which anyone can make signatures.
    #[error("the Ed25519 public key is invalid or weak: generate another")]
    Weak,
}

impl KeyError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "note-key-malformed",
            Self::Name => "note-key-name",
            Self::WrongId { .. } => "note-key-wrong-id",
            Self::Unsupported(_) => "note-key-unsupported",
            Self::Weak => "note-key-weak",
        }
    }
}

/// What a note key signs, by the type byte that the signed-note specification assigns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignatureType {
    /// 0x01: Ed25519 over the note's text. A log signs its checkpoints so.
    Ed25519,
    /// 0x04: Ed25519 over `cosignature/v1`, a time and the checkpoint. A witness signs so.
    CosignatureV1,
    /// 0x06: ML-DSA-44 over a (sub)tree. Keys are read and signatures passed on; they are never counted,
    /// because nothing here can check them.
    SubtreeV1,
}

impl SignatureType {
    /// The type byte.
    pub fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::CosignatureV1 => 0x04,
            Self::SubtreeV1 => 0x06,
        }
    }

    fn from_byte(byte: u8) -> Result<Self, KeyError> {
        [Self::Ed25519, Self::CosignatureV1, Self::SubtreeV1]
            .into_iter()
            .find(|kind| kind.byte() == byte)
            .ok_or(KeyError::Unsupported(byte))
    }
}

#[derive(Clone, PartialEq, Eq)]
enum Material {
    Ed25519(VerifyingKey),
    MlDsa44(Box<[u8]>),
}

/// The four bytes by which a signature line names its key, beside the name. Not a cryptographic identifier.
pub type NoteKeyId = [u8; 4];

/// A verifier key (vkey): what one needs to check somebody's signatures on notes.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: NoteKeyId,
    kind: SignatureType,
    material: Material,
}

impl VerifierKey {
    /// The verifier key with this name, type and public key.
    pub fn new(name: &str, kind: SignatureType, public: &[u8]) -> Result<Self, KeyError> {
        if !is_key_name(name) {
            return Err(KeyError::Name);
        }
        let material = match (kind, public.len()) {
            (SignatureType::Ed25519 | SignatureType::CosignatureV1, ED25519_BYTES) => {
                Material::Ed25519(ed25519_public(public)?)
            }
            (SignatureType::SubtreeV1, ML_DSA_44_BYTES) => Material::MlDsa44(public.into()),
            _ => return Err(KeyError::Unsupported(kind.byte())),
        };
        Ok(Self { name: name.to_owned(), id: key_id(name, kind, public), kind, material })
    }

    /// Reads `<name>+<id>+<base64>`. The id must be the one that name and key give.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        if text.len() > MAX_VKEY_BYTES {
            return Err(KeyError::Malformed);
        }
        let (name, id, kind, public) = split_key(text)?;
        Self::new(name, kind, &public)?.with_id(id)
    }

    /// Refuses a key whose written id isn't its own.
    fn with_id(self, id: &str) -> Result<Self, KeyError> {
        let expected = hex::encode(self.id);
        if id == expected { Ok(self) } else { Err(KeyError::WrongId { found: id.to_owned(), expected }) }
    }

    /// The key's name: a log's origin, a witness's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key's id.
    pub fn id(&self) -> NoteKeyId {
        self.id
    }

    /// What the key signs.
    pub fn kind(&self) -> SignatureType {
        self.kind
    }

    /// The public key's bytes.
    pub fn public_key(&self) -> &[u8] {
        match &self.material {
            Material::Ed25519(key) => key.as_bytes(),
            Material::MlDsa44(bytes) => bytes,
        }
    }

    /// The same Ed25519 key as records name it, if it signs a log's checkpoints: the hub's own records are signed by it.
    /// What it signs there begins with `SSHSIG` and zero bytes, which no note's text can hold.
    pub fn as_record_key(&self) -> Option<PublicKey> {
        match (&self.material, self.kind) {
            (Material::Ed25519(key), SignatureType::Ed25519) => PublicKey::of_ed25519(key.as_bytes()).ok(),
            _ => None,
        }
    }

    /// Whether the signature over a message is this key's. Strict Ed25519 only; false for ML-DSA keys.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let Material::Ed25519(key) = &self.material else { return false };
        let Ok(signature) = ed25519_dalek::Signature::from_slice(signature) else { return false };
        key.verify_strict(message, &signature).is_ok()
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let material = [&[self.kind.byte()], self.public_key()].concat();
        write!(f, "{}+{}+{}", self.name, hex::encode(self.id), lines::base64(&material))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A secret Ed25519 key with its name and type. Debug shows the public half only; the secret is wiped from
/// memory when dropped, and leaves only through `secret_text`.
pub struct NoteSecret {
    key: SigningKey,
    public: VerifierKey,
}

impl NoteSecret {
    /// The key of this name and type that these 32 random bytes make. The caller MUST take them from the
    /// operating system's generator.
    pub fn from_seed(name: &str, kind: SignatureType, seed: &[u8; 32]) -> Result<Self, KeyError> {
        let key = SigningKey::from_bytes(seed);
        let public = VerifierKey::new(name, kind, key.verifying_key().as_bytes())?;
        Ok(Self { key, public })
    }

    /// Reads `PRIVATE+KEY+<name>+<id>+<base64>`, as Go's note package writes it.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        if text.len() > MAX_VKEY_BYTES {
            return Err(KeyError::Malformed);
        }
        let rest = text.strip_prefix(SECRET_PREFIX).ok_or(KeyError::Malformed)?;
        let (name, id, kind, seed) = split_key(rest)?;
        let seed = seed.as_slice().try_into().map_err(|_| KeyError::Unsupported(kind.byte()))?;
        let Self { key, public } = Self::from_seed(name, kind, seed)?;
        Ok(Self { key, public: public.with_id(id)? })
    }

    /// The secret as text, to be written to a file that only its owner can read, and nowhere else.
    pub fn secret_text(&self) -> String {
        let material = [&[self.public.kind.byte()], self.key.as_bytes().as_slice()].concat();
        let id = hex::encode(self.public.id);
        format!("{SECRET_PREFIX}{}+{id}+{}", self.public.name, lines::base64(&material))
    }

    /// The public half.
    pub fn public(&self) -> &VerifierKey {
        &self.public
    }

    /// A secret for another use than signing: HKDF-SHA256 (RFC 5869) of the seed. It tells nothing of the seed, nor of
    /// the secret for another purpose.
    pub fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let extracted = hkdf::Salt::new(hkdf::HKDF_SHA256, &[]).extract(self.key.as_bytes());
        let info = [purpose.as_bytes()];
        let mut secret = Zeroizing::new([0; 32]);
        let expanded = extracted.expand(&info, hkdf::HKDF_SHA256);
        expanded
            .and_then(|output| output.fill(secret.as_mut()))
            .expect("one digest's length is never too much");
        secret
    }

    /// The same key for the hub's own records ([`VerifierKey::as_record_key`]), and for nothing else.
    pub fn to_record_key(&self) -> SecretKey {
        SecretKey::from_seed(self.key.as_bytes())
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

impl fmt::Debug for NoteSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoteSecret({})", self.public)
    }
}

/// Whether a name can stand in a signature line: not empty, no Unicode space, no plus, no control character.
pub fn is_key_name(name: &str) -> bool {
    let refused = |c: char| c.is_whitespace() || c < ' ' || c == '+';
    !name.is_empty() && name.len() <= MAX_KEY_NAME_BYTES && !name.contains(refused)
}

fn key_id(name: &str, kind: SignatureType, public: &[u8]) -> NoteKeyId {
    let digest = sha256_of(&[name.as_bytes(), b"\n", &[kind.byte()], public]);
    [digest[0], digest[1], digest[2], digest[3]]
}

fn ed25519_public(bytes: &[u8]) -> Result<VerifyingKey, KeyError> {
    let bytes = bytes.try_into().map_err(|_| KeyError::Weak)?;
    let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::Weak)?;
    if key.is_weak() { Err(KeyError::Weak) } else { Ok(key) }
}

/// Splits name, id and material; base64 may itself hold a plus, names and ids can't.
fn split_key(text: &str) -> Result<(&str, &str, SignatureType, Vec<u8>), KeyError> {
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(id), Some(material)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(KeyError::Malformed);
    };
    let material = lines::from_base64(material).ok_or(KeyError::Malformed)?;
    let (kind, bytes) = material.split_first().ok_or(KeyError::Malformed)?;
    Ok((name, id, SignatureType::from_byte(*kind)?, bytes.to_vec()))
}
