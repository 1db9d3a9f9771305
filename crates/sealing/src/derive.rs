//! HKDF-SHA-256 (RFC 5869) with an output of 32 bytes.

use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use zeroize::Zeroizing;

struct Bytes32;

impl KeyType for Bytes32 {
    fn len(&self) -> usize {
        32
    }
}

/// A key for one use, from a secret.
pub fn derive(secret: &[u8], salt: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
    expand(&Salt::new(HKDF_SHA256, salt).extract(secret), info)
}

/// A key for one use, from what was extracted before.
pub fn expand(root: &Prk, info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    root.expand(&[info], Bytes32)
        .and_then(|okm| okm.fill(key.as_mut_slice()))
        .expect("HKDF gives 32 bytes, of at most 8,160");
    key
}
