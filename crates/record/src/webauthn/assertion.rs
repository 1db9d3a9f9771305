//! An assertion: read from a signature set, and checked.

use super::authenticator::AuthenticatorData;
use super::{
    Challenge, MAX_AUTHENTICATOR_DATA, MAX_CLIENT_DATA, Purpose, WebauthnError, WebauthnKey, client,
    from_base64url, to_base64url,
};
use crate::hash::{RecordId, sha256};
use crate::key::{Algorithm, scalar};
use serde::{Deserialize, Serialize};

/// The three parts of an authenticator's answer, verbatim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// `response.authenticatorData`.
    pub authenticator_data: Vec<u8>,
    /// `response.clientDataJSON`.
    pub client_data_json: Vec<u8>,
    /// `response.signature`.
    pub signature: Vec<u8>,
}

/// What a signature set holds of an assertion beside its signature. All base64 is base64url without padding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredAssertion {
    /// The key's line, whose SHA-256 is the key's id: so a set is checked without looking anything up.
    pub public_key: String,
    /// `authenticatorData` in base64url.
    pub authenticator_data: String,
    /// `clientDataJSON` in base64url.
    pub client_data_json: String,
}

/// The longest signature: ES256 in DER.
const MAX_SIGNATURE: usize = 72;

impl Assertion {
    /// Checks that this key, made for signing, signed this record.
    pub fn verify_record(&self, key: &WebauthnKey, id: &RecordId) -> Result<(), WebauthnError> {
        // A touch for signing in is given lightly and often; no key made for it ever speaks for a participant.
        if key.purpose() != Purpose::Sign {
            return Err(WebauthnError::KeyPurpose);
        }
        self.verify(key, &Challenge::of_record(id))
    }

    /// Checks that this key answered this challenge, asked by a page of its own origin, with its user present and verified.
    pub fn verify(&self, key: &WebauthnKey, challenge: &Challenge) -> Result<(), WebauthnError> {
        client::check(&self.client_data_json, challenge, key.origins())?;
        let data = AuthenticatorData::read(&self.authenticator_data)?;
        if data.attested.is_some() {
            return Err(WebauthnError::AuthenticatorData("only a registration's holds a credential"));
        }
        data.check(key.rp_id())?;
        let signature = match key.algorithm() {
            Algorithm::Ed25519(_) => self.signature.as_slice().try_into().ok(),
            Algorithm::P256(_) => der_fixed(&self.signature),
        };
        let signed = [self.authenticator_data.as_slice(), &sha256(&self.client_data_json)].concat();
        let holds = key.algorithm().verifies(&signed, &signature.ok_or(WebauthnError::SignatureForm)?);
        if holds { Ok(()) } else { Err(WebauthnError::Wrong) }
    }

    /// As a signature set holds it: the part beside the signature, and the signature.
    pub(crate) fn to_stored(&self, key: &WebauthnKey) -> (StoredAssertion, String) {
        let stored = StoredAssertion {
            public_key: key.line().to_owned(),
            authenticator_data: to_base64url(&self.authenticator_data),
            client_data_json: to_base64url(&self.client_data_json),
        };
        (stored, to_base64url(&self.signature))
    }
}

impl StoredAssertion {
    /// The key and the assertion that stand here, with the signature that stands beside.
    pub fn read(&self, signature: &str) -> Result<(WebauthnKey, Assertion), WebauthnError> {
        let key = WebauthnKey::from_line(&self.public_key)?;
        let assertion = Assertion {
            authenticator_data: from_base64url(
                "authenticatorData",
                &self.authenticator_data,
                MAX_AUTHENTICATOR_DATA,
            )?,
            client_data_json: from_base64url("clientDataJSON", &self.client_data_json, MAX_CLIENT_DATA)?,
            signature: from_base64url("signature", signature, MAX_SIGNATURE)?,
        };
        Ok((key, assertion))
    }
}

/// Reads an ECDSA signature in DER, in its one spelling, as r and s of 32 bytes each.
fn der_fixed(der: &[u8]) -> Option<[u8; 64]> {
    const SEQUENCE: u8 = 0x30;
    const INTEGER: u8 = 0x02;
    let tagged = |bytes: &[u8], tag: u8| -> Option<(usize, usize)> {
        // Below 128, a length is one byte; nothing here is longer.
        let length = usize::from(*bytes.get(1)?);
        (bytes[0] == tag && length < 0x80 && bytes.len() >= 2 + length).then_some((2, 2 + length))
    };
    let (start, end) = tagged(der, SEQUENCE)?;
    let mut rest = (end == der.len()).then(|| &der[start..])?;
    let mut out = [0; 64];
    for half in out.chunks_exact_mut(32) {
        let (start, end) = tagged(rest, INTEGER)?;
        half.copy_from_slice(&scalar(&rest[start..end])?);
        rest = &rest[end..];
    }
    rest.is_empty().then_some(out)
}
