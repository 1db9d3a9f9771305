//! Strict verification of Ed25519: what `ed25519_dalek`'s `verify_strict` accepts and nothing else, in three quarters of its
//! time (`docs/decisions/0014-ed25519-arithmetic.md`).
//!
//! RFC 8032 leaves room in which two verifiers disagree, and a register that one accepts and the other refuses is broken for
//! good. `verify_strict` is the definition: s below the group's order, R the one encoding of \[s\]B - \[h\]A, neither R
//! nor A of small order. AWS-LC checks the first two in the same way, without cofactor; the third is checked here. The test
//! below holds the two against each other where verifiers are known to part. Never batch verification, for the same reason.

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use ed25519_dalek::VerifyingKey;

/// The y of every point of small order, in the one encoding; a point has it with either sign.
const SMALL_ORDER: [[u8; 32]; 5] = [
    edge(0x00, 0x00, 0x00),
    edge(0x01, 0x00, 0x00),
    // -1
    edge(0xec, 0xff, 0x7f),
    // The two of order 8.
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a,
        0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
    ],
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5,
        0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
    ],
];

const fn edge(first: u8, between: u8, last: u8) -> [u8; 32] {
    let mut y = [between; 32];
    (y[0], y[31]) = (first, last);
    y
}

/// Does the signature hold, strictly? The key MUST stand in its one encoding, as [`crate::PublicKey`] sees to.
pub fn verify_strict(key: &VerifyingKey, message: &[u8], signature: &[u8; 64]) -> bool {
    let mut y = [0; 32];
    y.copy_from_slice(&signature[..32]);
    // The sign of x.
    y[31] &= 0x7f;
    // A signature with a point of small order holds for other messages or keys too.
    !SMALL_ORDER.contains(&y)
        && !key.is_weak()
        && UnparsedPublicKey::new(&ED25519, key.as_bytes()).verify(message, signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT as B, EIGHT_TORSION};
    use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
    use curve25519_dalek::scalar::Scalar;
    use ed25519_dalek::Signature;
    use proptest::prelude::*;

    /// What both say of it. They must say the same.
    fn verdict(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Option<bool> {
        // As `PublicKey` does: one encoding only.
        let point = CompressedEdwardsY(*key).decompress().filter(|point| point.compress().0 == *key)?;
        let key = VerifyingKey::from(point);
        let strict = key.verify_strict(message, &Signature::from_bytes(signature)).is_ok();
        assert_eq!(verify_strict(&key, message, signature), strict, "{key:?} {signature:02x?}");
        Some(strict)
    }

    fn hash(r: &[u8], key: &[u8], message: &[u8]) -> Scalar {
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA512, &[r, key, message].concat());
        Scalar::from_bytes_mod_order_wide(digest.as_ref().try_into().unwrap())
    }

    fn joined(r: &[u8; 32], s: &[u8; 32]) -> [u8; 64] {
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(r);
        signature[32..].copy_from_slice(s);
        signature
    }

    /// s + n·L, which verifiers that don't ask for s below L take for s.
    fn plus_order(s: &Scalar, n: u16) -> [u8; 32] {
        let order_minus_one = (-Scalar::ONE).to_bytes();
        let mut out = s.to_bytes();
        for _ in 0..n {
            let mut carry = 1;
            for (byte, add) in out.iter_mut().zip(order_minus_one) {
                carry += u16::from(*byte) + u16::from(add);
                *byte = carry.to_le_bytes()[0];
                carry >>= 8;
            }
        }
        out
    }

    proptest! {
        /// Every mixture of a key and an R with and without a part of small order, and of s below and above the order.
        #[test]
        fn both_say_the_same_where_verifiers_part(a in 0_u64..3, r in 0_u64..3, message: [u8; 4], n in 0_u16..16) {
            // 0 leaves the part of small order alone; 1 and 2 stand for any other number.
            let spread = |n: u64| if n == 0 { Scalar::ZERO } else { hash(&[0; 32], &[u8::try_from(n).unwrap(); 32], &message) };
            let (a, r) = (spread(a), spread(r));
            let mut held = 0;
            for torsion_of_key in EIGHT_TORSION {
                for torsion_of_r in EIGHT_TORSION {
                    let key = (B * a + torsion_of_key).compress().0;
                    let point: EdwardsPoint = B * r + torsion_of_r;
                    let encoded = point.compress().0;
                    let s = r + hash(&encoded, &key, &message) * a;
                    held += usize::from(verdict(&key, &message, &joined(&encoded, &s.to_bytes())) == Some(true));
                    verdict(&key, &message, &joined(&encoded, &plus_order(&s, n)));
                    let mut other_sign = encoded;
                    other_sign[31] ^= 0x80;
                    verdict(&key, &message, &joined(&other_sign, &s.to_bytes()));
                }
            }
            // An R without a part of small order is right under a key without one, and by chance under another.
            prop_assert_eq!(held > 0, a != Scalar::ZERO && r != Scalar::ZERO);
        }

        #[test]
        fn both_say_the_same_of_damaged_signatures(seed: [u8; 32], message: [u8; 8], at in 0_usize..72, bits: u8) {
            use ed25519_dalek::{Signer as _, SigningKey};
            let key = SigningKey::from_bytes(&seed);
            let (mut signature, mut message) = (key.sign(&message).to_bytes(), message);
            match at.checked_sub(64) {
                None => signature[at] ^= bits,
                Some(at) => message[at] ^= bits,
            }
            let holds = verdict(key.verifying_key().as_bytes(), &message, &signature);
            prop_assert_eq!(holds, Some(bits == 0));
        }

        /// Encodings of R with a y of p or more, which no verifier may take that compares encodings.
        #[test]
        fn both_say_the_same_of_second_spellings(first in 0xed_u8..=0xff, sign: bool, a in 1_u64..5, message: [u8; 4]) {
            let mut encoded = [0xff; 32];
            (encoded[0], encoded[31]) = (first, if sign { 0xff } else { 0x7f });
            let a = Scalar::from(a);
            let key = (B * a).compress().0;
            let r = if encoded[31] == 0x7f { Scalar::ZERO } else { Scalar::ONE };
            let s = r + hash(&encoded, &key, &message) * a;
            prop_assert_eq!(verdict(&key, &message, &joined(&encoded, &s.to_bytes())), Some(false));
        }
    }

    #[test]
    fn the_points_of_small_order_are_the_curve_s() {
        let mut found: Vec<[u8; 32]> = EIGHT_TORSION.iter().map(|point| point.compress().0).collect();
        for y in &mut found {
            y[31] &= 0x7f;
        }
        found.sort_unstable();
        found.dedup();
        let mut listed = SMALL_ORDER;
        listed.sort_unstable();
        assert_eq!(found, listed);
    }
}
