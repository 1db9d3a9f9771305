//! Bytes that are ready to be signed, and the signatures that have come in so far.

use record::header::Salt;
use record::signature::{SignatureError, SignatureSet, UnverifiedSignature};
use record::{Header, KeyId};
use serde::{Deserialize, Serialize};

/// A header and body that are ready to be signed, with what was signed so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prepared {
    /// The header's very bytes, which are UTF-8.
    pub header: String,
    /// The body's very bytes, which are UTF-8.
    pub body: String,
    /// Signatures over the header, each checked when it came, by keys that the header names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    signatures: Vec<UnverifiedSignature>,
}

impl Prepared {
    /// Nobody has signed yet.
    pub fn new(header: String, body: String) -> Self {
        Self { header, body, signatures: Vec::new() }
    }

    /// The keys that the header names.
    pub fn signers(&self) -> Vec<KeyId> {
        let header = Header::from_bytes(self.header.as_bytes());
        header.map(|header| header.signers.iter().map(|signer| signer.key).collect()).unwrap_or_default()
    }

    /// The persons that the header names as signers.
    pub fn persons(&self) -> Vec<Salt> {
        let header = Header::from_bytes(self.header.as_bytes());
        header.map(|header| header.signers.iter().map(|signer| signer.person).collect()).unwrap_or_default()
    }

    /// The keys that have not signed yet.
    pub fn missing(&self) -> Vec<KeyId> {
        let signed = |key: &KeyId| self.signatures.iter().any(|signature| signature.key == *key);
        self.signers().into_iter().filter(|key| !signed(key)).collect()
    }

    /// Adds a signature that is over these very bytes, by a key that they name and that has not signed yet. A signature over
    /// anything else, made under another page or swapped on its way, is refused here, before it costs its signer anything.
    pub fn add(&mut self, signature: UnverifiedSignature) -> Result<(), SignatureError> {
        SignatureSet::gather(vec![signature.clone()]).verify(self.header.as_bytes())?;
        if !self.missing().contains(&signature.key) {
            return Err(SignatureError::NotTheSigners);
        }
        self.signatures.push(signature);
        Ok(())
    }

    /// The signature set, once every key that the header names has signed.
    pub fn complete(&self) -> Option<Vec<u8>> {
        let whole = !self.signatures.is_empty() && self.missing().is_empty();
        whole.then(|| SignatureSet::gather(self.signatures.clone()).to_bytes())
    }
}
