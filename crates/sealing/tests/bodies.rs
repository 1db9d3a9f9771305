//! A sealed body opens for its recipients and for nobody else, says little of its size, and is the age format as the
//! stock tool reads and writes it.

#![allow(clippy::unwrap_used, reason = "a test's panic is its failure")]

use proptest::prelude::*;
use sealing::{HubKey, Identity, MAX_BODY, Recipient, SealedBodyError, open_body, padded_len, seal_body};
use serde_json::Value;

fn identity(seed: u8) -> Identity {
    HubKey::from_bytes([seed; 32]).identity()
}

/// Bytes that are other ones at each call, and the same in each run.
fn counted() -> impl FnMut(&mut [u8]) {
    let mut next = 0_u8;
    move |bytes| {
        for byte in bytes {
            *byte = next.wrapping_mul(167).wrapping_add(13);
            next = next.wrapping_add(1);
        }
    }
}

fn sealed(to: &[Recipient], body: &[u8]) -> Vec<u8> {
    seal_body(to, body, &mut counted()).unwrap()
}

proptest! {
    #[test]
    fn what_is_sealed_opens_for_each_recipient(body in prop::collection::vec(any::<u8>(), 0..3_000), others in 0..4_u8) {
        let keys: Vec<Identity> = (1..=others + 1).map(identity).collect();
        let to: Vec<Recipient> = keys.iter().map(Identity::recipient).collect();
        let sealed = sealed(&to, &body);
        for key in &keys {
            prop_assert_eq!(open_body(key, &sealed).unwrap(), body.clone());
        }
        prop_assert_eq!(open_body(&identity(99), &sealed), Err(SealedBodyError::OtherKey));
    }

    #[test]
    fn one_changed_bit_is_found(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let key = identity(1);
        let mut sealed = sealed(&[key.recipient()], b"a body");
        let at = at.index(sealed.len());
        sealed[at] ^= 1 << bit;
        prop_assert!(open_body(&key, &sealed).is_err());
    }

    #[test]
    fn cut_short_or_prolonged_it_opens_no_more(at in any::<prop::sample::Index>(), more in 1..40_usize) {
        let key = identity(1);
        let mut sealed = sealed(&[key.recipient()], &vec![7; 70_000]);
        let short = at.index(sealed.len());
        prop_assert!(open_body(&key, &sealed[..short]).is_err());
        sealed.resize(sealed.len() + more, 0);
        prop_assert!(open_body(&key, &sealed).is_err());
    }

    #[test]
    fn any_bytes_are_refused_without_a_crash(bytes in prop::collection::vec(any::<u8>(), 0..600), head in any::<bool>()) {
        let lead: &[u8] = if head { b"age-encryption.org/v1\n-> X25519 " } else { b"" };
        prop_assert!(open_body(&identity(1), &[lead, &bytes].concat()).is_err());
    }

    #[test]
    fn padding_grows_little_and_hides_the_last_digits(len in 0..MAX_BODY) {
        let padded = padded_len(len);
        prop_assert!(padded >= len && padded >= 512);
        prop_assert!(padded <= (len + len / 16).max(512), "{len} became {padded}");
        prop_assert_eq!(padded_len(padded), padded);
        prop_assert!(padded.trailing_zeros() + 6 > padded.ilog2(), "{padded} tells more than five digits");
    }
}

#[test]
fn bodies_around_the_edges_of_pieces_open() {
    let key = identity(1);
    for len in [0, 1, 507, 508, 509, 65_531, 65_532, 65_533, 131_068, MAX_BODY - 1, MAX_BODY] {
        let body = vec![b'x'; len];
        assert_eq!(open_body(&key, &sealed(&[key.recipient()], &body)).unwrap(), body, "{len}");
    }
    let random = &mut counted();
    let too_long = seal_body(&[key.recipient()], &vec![0; MAX_BODY + 1], random);
    assert_eq!(too_long, Err(SealedBodyError::TooLarge));
}

#[test]
fn a_short_answer_looks_like_another() {
    let to = [identity(1).recipient()];
    assert_eq!(sealed(&to, b"yes").len(), sealed(&to, &[b'n'; 500]).len());
}

#[test]
fn nobody_and_a_key_that_everybody_could_open_are_refused() {
    assert_eq!(seal_body(&[], b"x", &mut counted()), Err(SealedBodyError::Recipients));
    let of_small_order = Recipient([0; 32]);
    assert_eq!(seal_body(&[of_small_order], b"x", &mut counted()), Err(SealedBodyError::Recipients));
}

#[test]
fn each_hub_key_has_an_identity_of_its_own() {
    assert_ne!(identity(1).recipient(), identity(2).recipient());
}

fn vectors() -> Vec<Value> {
    let text = include_str!("vectors/sealed_bodies.json");
    serde_json::from_str(text).unwrap()
}

fn bytes(vector: &Value, member: &str) -> Vec<u8> {
    hex::decode(vector[member].as_str().unwrap()).unwrap()
}

/// Written with the stock `age` tool and a second derivation of the identity.
#[test]
fn what_the_stock_tool_sealed_opens() {
    let vectors = vectors();
    assert!(vectors.len() >= 3);
    for vector in vectors {
        let hub_key = HubKey::from_bytes(bytes(&vector, "hub_key").try_into().unwrap());
        let identity = hub_key.identity();
        assert_eq!(identity.recipient().0.to_vec(), bytes(&vector, "recipient"));
        let opened = open_body(&identity, &bytes(&vector, "sealed"));
        match vector["code"].as_str() {
            None => assert_eq!(opened.unwrap(), bytes(&vector, "body"), "{}", vector["what"]),
            Some(code) => assert_eq!(opened.unwrap_err().code(), code, "{}", vector["what"]),
        }
    }
}

/// The stock tool opened these very bytes.
#[test]
fn the_same_randomness_seals_to_the_same_bytes() {
    let key = identity(5);
    let digest = "a97f8b175b0f35bb3e4eee9b1d8e43f7a03c08bd1015e734f8d0c5dc8a196192";
    let sealed = sealed(&[key.recipient(), identity(6).recipient()], b"{\"comity\":1}");
    assert_eq!(hex::encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &sealed)), digest);
}
