//! SSHSIG: the signature that stock `ssh-keygen -Y sign` makes and `ssh-keygen -Y verify` checks
//! (OpenSSH, PROTOCOL.sshsig), and the set of signatures, of this form and of `webauthn`'s, that a record carries.

use crate::hash::{KeyId, RecordId, sha256};
use crate::json::{self, JsonError};
use crate::key::{Algorithm, ED25519, KeyError, P256, PublicKey, SK_ED25519, SK_P256, scalar};
use crate::webauthn::{Assertion, StoredAssertion, WebauthnError, WebauthnKey};
use crate::wire::{Wire, put_string};
use aws_lc_rs::digest;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use thiserror::Error;

/// The namespace that a record's signature is made in, so that a signature made for anything else can't be used here.
pub const NAMESPACE: &str = "record@comity";

/// The most signatures on one record: k root keys of a large secretariat and the key being enrolled.
pub const MAX_SIGNATURES: usize = 16;

/// The longest SSHSIG blob we read; an sk-ecdsa one is under 600 bytes.
pub const MAX_SIGNATURE_BLOB: usize = 1024;

/// The longest signature set in bytes: 16 blobs in base64 with their keys.
pub const MAX_SET: usize = 32 * 1024;

const MAGIC: &[u8] = b"SSHSIG";
const VERSION: u32 = 1;
const ARMOR_BEGIN: &str = "-----BEGIN SSH SIGNATURE-----";
const ARMOR_END: &str = "-----END SSH SIGNATURE-----";
const ARMOR_WIDTH: usize = 70;
const USER_PRESENT: u8 = 0x01;

/// Why a signature, or a set of them, is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SignatureError {
    /// Not an SSHSIG.
    #[error("this is not an SSH signature: make it with `ssh-keygen -Y sign -n record@comity`")]
    Malformed,
    /// Made for something else.
    #[error("the signature was made for the namespace {0}: sign with `-n record@comity`")]
    Namespace(String),
    /// Neither sha256 nor sha512.
    #[error("the signature's hash algorithm is not known")]
    HashAlgorithm,
    /// The key inside it is not one that we take.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A FIDO token that was not touched.
    #[error("the security key was not touched: sign without `no-touch-required`")]
    NotTouched,
    /// The arithmetic fails.
    #[error("the signature doesn't match the header: the header was changed, or another key made it")]
    Wrong,
    /// An assertion.
    #[error(transparent)]
    Webauthn(#[from] WebauthnError),
    /// The set is not strict I-JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// The set is too large, unknown in form, or not in its one spelling.
    #[error("the signature set is not in its one form: {0}")]
    Set(&'static str),
    /// The keys that signed are not those that the header names.
    #[error("the keys that signed are not the signers that the header names")]
    NotTheSigners,
}

impl SignatureError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "signature-malformed",
            Self::Namespace(_) => "signature-namespace",
            Self::HashAlgorithm => "signature-hash-algorithm",
            Self::Key(e) => e.code(),
            Self::NotTouched => "signature-not-touched",
            Self::Wrong => "signature-wrong",
            Self::Webauthn(e) => e.code(),
            Self::Json(e) => e.fault.code(),
            Self::Set(_) => "signature-set",
            Self::NotTheSigners => "signature-not-the-signers",
        }
    }
}

/// A set of signatures as it is stored and hashed: one spelling only, sorted by key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureSet {
    /// The version of this format: 1.
    pub comity: u64,
    /// The signatures, sorted by the text of their key's id.
    pub signatures: Vec<UnverifiedSignature>,
}

/// One signature, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnverifiedSignature {
    /// The form of the signature.
    pub form: Form,
    /// The id of the key that is said to have made it.
    pub key: KeyId,
    /// The SSHSIG blob in base64; or an assertion's signature in base64url without padding.
    pub signature: String,
    /// The rest of an assertion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assertion: Option<StoredAssertion>,
}

/// The forms that a signature takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// OpenSSH's detached signature, made on the author's own machine.
    Sshsig,
    /// A passkey's answer to the hub's page.
    Webauthn,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 2] = [Self::Sshsig, Self::Webauthn];

    /// The word in the signature set.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sshsig => "sshsig",
            Self::Webauthn => "webauthn",
        }
    }
}

/// Where a record was signed. A touch in the hub's page proves that a key answered what that page asked; it doesn't prove
/// what the page showed. Pages say which it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignedWhere {
    /// Every signature is an SSHSIG, made on its author's own machine.
    OwnMachine,
    /// Every signature is an assertion, made in the hub's page.
    HubPage,
    /// Some of each.
    Both,
}

impl SignedWhere {
    /// The forms of its signatures.
    pub fn forms(self) -> &'static [Form] {
        match self {
            Self::OwnMachine => &[Form::Sshsig],
            Self::HubPage => &[Form::Webauthn],
            Self::Both => &Form::ALL,
        }
    }

    /// The words for a line of text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OwnMachine => "on its author's own machine",
            Self::HubPage => "in the hub's page",
            Self::Both => "in the hub's page, and on its author's own machine",
        }
    }
}

impl SignatureSet {
    /// The set of these SSHSIG blobs, put in order.
    pub fn of(blobs: &[Vec<u8>]) -> Result<Self, SignatureError> {
        Ok(Self::gather(
            blobs.iter().map(|blob| UnverifiedSignature::sshsig(blob)).collect::<Result<_, _>>()?,
        ))
    }

    /// The set of these signatures, put in order.
    pub fn gather(mut signatures: Vec<UnverifiedSignature>) -> Self {
        signatures.sort_by_cached_key(|s| s.key.to_string());
        Self { comity: crate::header::FORMAT, signatures }
    }

    /// Where it was signed, as the forms of its signatures say.
    pub fn signed_where(&self) -> SignedWhere {
        let has = |form| self.signatures.iter().any(|s| s.form == form);
        match (has(Form::Sshsig), has(Form::Webauthn)) {
            (true, true) => SignedWhere::Both,
            (false, true) => SignedWhere::HubPage,
            (_, false) => SignedWhere::OwnMachine,
        }
    }

    /// Reads a set. Any spelling other than the one [`Self::to_bytes`] writes is refused, because its digest stands in
    /// the register: two spellings would be two entries for one act.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SignatureError> {
        if bytes.len() > MAX_SET {
            return Err(SignatureError::Set("it has more than 32,768 bytes"));
        }
        // Whatever is wrong is found and named by the strict reader, so that there is one list of faults.
        let own = json::read_own::<Self>(bytes);
        let is_own = own.is_some();
        let set = match own {
            Some(set) => set,
            None => Self::read_strictly(bytes)?,
        };
        if set.comity != crate::header::FORMAT {
            return Err(SignatureError::Set("its format is not known to this version of Comity"));
        }
        if set.signatures.is_empty() || set.signatures.len() > MAX_SIGNATURES {
            return Err(SignatureError::Set("it has no signature or more than 16"));
        }
        if set.signatures.iter().any(|s| s.assertion.is_some() != (s.form == Form::Webauthn)) {
            return Err(SignatureError::Set("a webauthn signature has an assertion, an sshsig has none"));
        }
        if set.signatures.windows(2).any(|pair| pair[0].key.to_string() >= pair[1].key.to_string()) {
            return Err(SignatureError::Set("it is not sorted by key, or has a key twice"));
        }
        if !is_own && set.to_bytes() != bytes {
            return Err(SignatureError::Set("it is not written compactly, members in order"));
        }
        Ok(set)
    }

    fn read_strictly(bytes: &[u8]) -> Result<Self, SignatureError> {
        let text = json::check_object(bytes)?;
        serde_json::from_str(text).map_err(|_| SignatureError::Set("its members are not right"))
    }

    /// The one spelling.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a signature set has no maps")
    }

    /// Checks every signature over the message; gives the ids of the keys that signed, sorted as the set is.
    pub fn verify(&self, message: &[u8]) -> Result<Vec<KeyId>, SignatureError> {
        self.signatures.iter().map(|s| s.verify(message)).collect()
    }
}

impl UnverifiedSignature {
    /// An SSHSIG.
    pub fn sshsig(blob: &[u8]) -> Result<Self, SignatureError> {
        let key = Sshsig::read(blob)?.key.id();
        Ok(Self { form: Form::Sshsig, key, signature: STANDARD.encode(blob), assertion: None })
    }

    /// An assertion of this key's.
    pub fn webauthn(key: &WebauthnKey, assertion: &Assertion) -> Self {
        let (stored, signature) = assertion.to_stored(key);
        Self { form: Form::Webauthn, key: key.id(), signature, assertion: Some(stored) }
    }

    /// The SSHSIG blob. An assertion has none.
    pub fn blob(&self) -> Result<Vec<u8>, SignatureError> {
        if self.form != Form::Sshsig || self.signature.len() > MAX_SIGNATURE_BLOB * 2 {
            return Err(SignatureError::Malformed);
        }
        STANDARD.decode(&self.signature).map_err(|_| SignatureError::Malformed)
    }

    fn verify(&self, message: &[u8]) -> Result<KeyId, SignatureError> {
        let own = |key: KeyId| if key == self.key { Ok(()) } else { Err(SignatureError::NotTheSigners) };
        if let Some(stored) = &self.assertion {
            let (key, assertion) = stored.read(&self.signature)?;
            own(key.id())?;
            assertion.verify_record(&key, &RecordId::of_header(message))?;
        } else {
            let blob = self.blob()?;
            let sshsig = Sshsig::read(&blob)?;
            own(sshsig.key.id())?;
            sshsig.verify(message)?;
        }
        Ok(self.key)
    }
}

/// An SSHSIG, read and not yet checked.
pub struct Sshsig<'a> {
    /// The public key that it carries.
    pub key: Arc<PublicKey>,
    hash_algorithm: &'a [u8],
    signature: &'a [u8],
}

impl<'a> Sshsig<'a> {
    /// Reads a blob, whole.
    pub fn read(blob: &'a [u8]) -> Result<Self, SignatureError> {
        const M: SignatureError = SignatureError::Malformed;
        if blob.len() > MAX_SIGNATURE_BLOB {
            return Err(M);
        }
        let mut wire = Wire(blob);
        if wire.take(MAGIC.len()) != Some(MAGIC) || wire.u32() != Some(VERSION) {
            return Err(M);
        }
        let key = wire.string().ok_or(M)?;
        let namespace = wire.string().ok_or(M)?;
        let reserved = wire.string().ok_or(M)?;
        let hash_algorithm = wire.string().ok_or(M)?;
        let signature = wire.string().ok_or(M)?;
        wire.end().ok_or(M)?;
        if namespace != NAMESPACE.as_bytes() {
            let shown = &namespace[..namespace.len().min(64)];
            return Err(SignatureError::Namespace(String::from_utf8_lossy(shown).into_owned()));
        }
        if !reserved.is_empty() {
            return Err(M);
        }
        Ok(Self { key: PublicKey::remembered(key)?, hash_algorithm, signature })
    }

    /// Checks the signature over `message`.
    pub fn verify(&self, message: &[u8]) -> Result<(), SignatureError> {
        const M: SignatureError = SignatureError::Malformed;
        let signed = signed_data(self.hash_algorithm, message)?;
        let mut wire = Wire(self.signature);
        let (name, inner) = (wire.string().ok_or(M)?, wire.string().ok_or(M)?);
        let expected = match (&self.key.algorithm, &self.key.application) {
            (Algorithm::Ed25519(_), None) => ED25519,
            (Algorithm::P256(_), None) => P256,
            (Algorithm::Ed25519(_), Some(_)) => SK_ED25519,
            (Algorithm::P256(_), Some(_)) => SK_P256,
        };
        if name != expected {
            return Err(M);
        }
        let signed = match &self.key.application {
            None => signed,
            Some(application) => {
                let (flags, counter) = (wire.u8().ok_or(M)?, wire.u32().ok_or(M)?);
                if flags & USER_PRESENT == 0 {
                    return Err(SignatureError::NotTouched);
                }
                token_data(application, flags, counter, &signed)
            }
        };
        wire.end().ok_or(M)?;
        verify_arithmetic(&self.key.algorithm, &signed, inner)
    }
}

/// What the key signs: magic, namespace, empty reserved field, hash algorithm, digest of the message.
pub(crate) fn signed_data(hash_algorithm: &[u8], message: &[u8]) -> Result<Vec<u8>, SignatureError> {
    let algorithm = match hash_algorithm {
        b"sha512" => &digest::SHA512,
        b"sha256" => &digest::SHA256,
        _ => return Err(SignatureError::HashAlgorithm),
    };
    let mut out = Vec::with_capacity(128);
    out.extend_from_slice(MAGIC);
    put_string(&mut out, NAMESPACE.as_bytes());
    put_string(&mut out, b"");
    put_string(&mut out, hash_algorithm);
    put_string(&mut out, digest::digest(algorithm, message).as_ref());
    Ok(out)
}

/// What a FIDO token signs: digest of the application, flags, counter, digest of the data (PROTOCOL.u2f).
/// The counter is not judged: several honest tokens always say 0.
fn token_data(application: &[u8], flags: u8, counter: u32, data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(69);
    out.extend_from_slice(&sha256(application));
    out.push(flags);
    out.extend_from_slice(&counter.to_be_bytes());
    out.extend_from_slice(&sha256(data));
    out
}

fn verify_arithmetic(key: &Algorithm, data: &[u8], inner: &[u8]) -> Result<(), SignatureError> {
    let signature = match key {
        Algorithm::Ed25519(_) => inner.try_into().ok(),
        Algorithm::P256(_) => p256_fixed(inner),
    };
    let holds = key.verifies(data, &signature.ok_or(SignatureError::Malformed)?);
    if holds { Ok(()) } else { Err(SignatureError::Wrong) }
}

/// SSH writes r and s as two mpints; the arithmetic takes them as 32 bytes each.
fn p256_fixed(inner: &[u8]) -> Option<[u8; 64]> {
    let mut wire = Wire(inner);
    let mut out = [0; 64];
    for half in out.chunks_exact_mut(32) {
        half.copy_from_slice(&scalar(wire.string()?)?);
    }
    wire.end()?;
    Some(out)
}

/// Reads the armored form that `ssh-keygen -Y sign` writes.
pub fn from_armor(text: &str) -> Result<Vec<u8>, SignatureError> {
    if text.len() > MAX_SIGNATURE_BLOB * 2 {
        return Err(SignatureError::Malformed);
    }
    let inside = text.trim().strip_prefix(ARMOR_BEGIN).and_then(|t| t.strip_suffix(ARMOR_END));
    let packed: String = inside.ok_or(SignatureError::Malformed)?.split_ascii_whitespace().collect();
    STANDARD.decode(packed).map_err(|_| SignatureError::Malformed)
}

/// Writes the armored form that `ssh-keygen -Y verify` reads.
pub fn to_armor(blob: &[u8]) -> String {
    let packed = STANDARD.encode(blob);
    let mut out = format!("{ARMOR_BEGIN}\n");
    let mut rest = packed.as_str();
    while !rest.is_empty() {
        let (line, tail) = rest.split_at(rest.len().min(ARMOR_WIDTH));
        out.push_str(line);
        out.push('\n');
        rest = tail;
    }
    out.push_str(ARMOR_END);
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a damaged or hostile text may have in place of something.
    const PIECES: [&str; 10] =
        ["", " ", "\"", "\u{ffff}", "é", "\\uffff", "1.0", "null", "\"comity\":1,", "\u{feff}"];

    proptest! {
        /// The quick way in takes nothing that the strict one doesn't.
        #[test]
        fn a_set_is_strict_json_and_its_one_spelling(at in 0_usize..400, cut in 0_usize..8, piece in proptest::sample::select(&PIECES[..])) {
            let key = crate::signing::SecretKey::from_seed(&[7; 32]);
            let whole = crate::signing::sign_all(b"header", &[&key]).to_bytes();
            prop_assert!(json::read_own::<SignatureSet>(&whole).is_some());
            let mut text = whole;
            let from = at.min(text.len());
            let to = (from + cut).min(text.len());
            text.splice(from..to, piece.bytes());
            match SignatureSet::from_bytes(&text) {
                Ok(set) => {
                    prop_assert_eq!(SignatureSet::read_strictly(&text), Ok(set.clone()));
                    prop_assert_eq!(set.to_bytes(), text);
                }
                Err(found) => {
                    if let Err(fault) = SignatureSet::read_strictly(&text) {
                        prop_assert_eq!(found, fault);
                    }
                }
            }
        }
    }
}
