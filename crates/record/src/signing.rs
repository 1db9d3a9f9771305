//! Making SSHSIG signatures with an Ed25519 key held in memory: for the demo, the benchmarks, the tests, and a delegate
//! who has no `ssh-keygen`. A hub never signs for a participant.

use crate::key::{ED25519, PublicKey};
use crate::signature::{NAMESPACE, SignatureSet, signed_data};
use crate::wire::put_string;
use ed25519_dalek::{Signer as _, SigningKey};

const HASH_ALGORITHM: &[u8] = b"sha512";

/// An Ed25519 key that signs. Its secret is wiped when dropped and not shown by `Debug`.
pub struct SecretKey {
    secret: SigningKey,
    public: PublicKey,
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SecretKey({})", self.public.id())
    }
}

impl SecretKey {
    /// The key with this 32-byte seed, which must be random.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let secret = SigningKey::from_bytes(seed);
        let public = PublicKey::of_ed25519(secret.verifying_key().as_bytes())
            .expect("a key made from a seed is on its curve and not weak");
        Self { secret, public }
    }

    /// The public key.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The SSHSIG over `message` in the namespace of records: the same bytes that `ssh-keygen -Y sign` makes.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        let data = signed_data(HASH_ALGORITHM, message).expect("sha512 is known");
        let mut inner = Vec::with_capacity(83);
        put_string(&mut inner, ED25519);
        put_string(&mut inner, &self.secret.sign(&data).to_bytes());
        let mut out = b"SSHSIG\x00\x00\x00\x01".to_vec();
        put_string(&mut out, self.public.blob());
        put_string(&mut out, NAMESPACE.as_bytes());
        put_string(&mut out, b"");
        put_string(&mut out, HASH_ALGORITHM);
        put_string(&mut out, &inner);
        out
    }
}

/// The signature set of these keys over a header.
pub fn sign_all(header: &[u8], keys: &[&SecretKey]) -> SignatureSet {
    let blobs: Vec<Vec<u8>> = keys.iter().map(|key| key.sign(header)).collect();
    SignatureSet::of(&blobs).expect("what we have just signed is well formed")
}
