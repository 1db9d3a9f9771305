//! A software authenticator: passkeys that answer as a browser's do, without a browser. Its honest answer is
//! [`Credential::touch`]; with [`Credential::sign`] a test says whatever an authenticator or a browser might.

use aws_lc_rs::agreement::{ECDH_P256, PrivateKey};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use ed25519_dalek::{Signer as _, SigningKey};
use record::Signer;
use record::hash::sha256;
use record::header::Salt;
use record::webauthn::{Assertion, Challenge, Purpose, WebauthnKey};

/// The user touched it.
pub const PRESENT: u8 = 0x01;
/// It knows who touched it.
pub const VERIFIED: u8 = 0x04;
/// A registration's data holds the credential.
pub const ATTESTED: u8 = 0x40;
/// Extensions follow.
pub const EXTENSIONS: u8 = 0x80;

/// The relying party of passkeys in tests.
pub const RP_ID: &str = "hub.example";
/// Its origin.
pub const ORIGIN: &str = "https://hub.example";

/// What a credential signs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// ECDSA on P-256 (COSE -7).
    Es256,
    /// Ed25519 (COSE -8).
    EdDsa,
}

/// A credential in an authenticator, for [`RP_ID`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credential {
    /// What it signs with.
    pub algorithm: Algorithm,
    /// The seed, which is its whole identity.
    pub seed: u8,
}

impl Credential {
    /// The credential's id.
    pub fn id(self) -> Vec<u8> {
        sha256(&[self.seed])[..16].to_vec()
    }

    /// Its public key in COSE.
    pub fn cose(self) -> Vec<u8> {
        match self.algorithm {
            Algorithm::Es256 => {
                let public = self.p256_public();
                let head = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
                [&head[..], &public[1..33], &[0x22, 0x58, 0x20], &public[33..]].concat()
            }
            Algorithm::EdDsa => {
                let head = [0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20];
                [&head[..], self.ed25519().verifying_key().as_bytes()].concat()
            }
        }
    }

    /// Its key, to sign records or to sign in.
    pub fn key(self, purpose: Purpose) -> WebauthnKey {
        WebauthnKey::new(purpose, &self.cose(), &self.id(), RP_ID, &[ORIGIN]).unwrap()
    }

    /// What it answers when it is made: `authenticatorData` of a registration.
    pub fn registration(self) -> Vec<u8> {
        let mut data = authenticator_data(PRESENT | VERIFIED | ATTESTED);
        data.extend_from_slice(&[0; 16]);
        let id = self.id();
        data.extend_from_slice(&u16::try_from(id.len()).unwrap().to_be_bytes());
        data.extend_from_slice(&id);
        data.extend_from_slice(&self.cose());
        data
    }

    /// What it answers to a challenge that a page of the hub asks.
    pub fn touch(self, challenge: &Challenge) -> Assertion {
        self.sign(&authenticator_data(PRESENT | VERIFIED), &client_data(challenge))
    }

    /// What it would answer if its data and the browser's were these.
    pub fn sign(self, authenticator_data: &[u8], client_data: &str) -> Assertion {
        let signed = [authenticator_data, &sha256(client_data.as_bytes())].concat();
        let signature = match self.algorithm {
            Algorithm::Es256 => self.p256().sign(&SystemRandom::new(), &signed).unwrap().as_ref().to_vec(),
            Algorithm::EdDsa => self.ed25519().sign(&signed).to_bytes().to_vec(),
        };
        Assertion {
            authenticator_data: authenticator_data.to_vec(),
            client_data_json: client_data.as_bytes().to_vec(),
            signature,
        }
    }

    fn secret(self) -> [u8; 32] {
        sha256(&[b"passkey", &[self.seed][..]].concat())
    }

    fn ed25519(self) -> SigningKey {
        SigningKey::from_bytes(&self.secret())
    }

    fn p256_public(self) -> Vec<u8> {
        let key = PrivateKey::from_private_key(&ECDH_P256, &self.secret()).unwrap();
        key.compute_public_key().unwrap().as_ref().to_vec()
    }

    fn p256(self) -> EcdsaKeyPair {
        let (secret, public) = (self.secret(), self.p256_public());
        let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
        EcdsaKeyPair::from_private_key_and_public_key(algorithm, &secret, &public).unwrap()
    }
}

/// `authenticatorData` with these flags and the counter 0, as synced passkeys have it.
pub fn authenticator_data(flags: u8) -> Vec<u8> {
    [&sha256(RP_ID.as_bytes())[..], &[flags, 0, 0, 0, 0]].concat()
}

/// `clientDataJSON` as a browser writes it for a page of the hub.
pub fn client_data(challenge: &Challenge) -> String {
    let challenge = challenge.text();
    format!(r#"{{"type":"webauthn.get","challenge":"{challenge}","origin":"{ORIGIN}","crossOrigin":false}}"#)
}

/// Somebody with a passkey for signing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// The credential.
    pub credential: Credential,
    /// The random id of the person.
    pub person: Salt,
}

impl Passkey {
    /// A person with a passkey, both from a seed.
    pub const fn new(algorithm: Algorithm, seed: u8) -> Self {
        Self { credential: Credential { algorithm, seed }, person: Salt([seed; 16]) }
    }

    /// The key, and the person's id, as a header names them.
    pub fn signer(self) -> Signer {
        Signer { key: self.credential.key(Purpose::Sign).id(), person: self.person }
    }
}
