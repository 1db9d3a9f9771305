//! Policies: what they accept, what they refuse, and lines that are none. Proofs under them.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use proptest::prelude::*;
use record::{
    Hash,
    checkpoint::{Checkpoint, SignedCheckpoint},
    cosignature::cosign,
    edge::Edge,
    merkle::leaf_hash,
    policy::{MAX_POLICY_BYTES, Policy},
    proof::{MAX_PROOF_BYTES, TlogProof},
    prove::Prover,
    tile::TileId,
    vkey::{NoteSecret, SignatureType},
};
use std::{collections::BTreeMap, fmt::Write};

const ORIGIN: &str = "log.example/one";

fn log() -> NoteSecret {
    NoteSecret::from_seed(ORIGIN, SignatureType::Ed25519, &[1; 32]).unwrap()
}

fn witness(number: u8) -> NoteSecret {
    let name = format!("witness.example/{number}");
    NoteSecret::from_seed(&name, SignatureType::CosignatureV1, &[100 + number; 32]).unwrap()
}

fn checkpoint(cosigners: &[u8]) -> SignedCheckpoint {
    let text = Checkpoint::new(ORIGIN, 5, Hash::of(b"root")).unwrap();
    let mut signed = text.sign(&log()).unwrap();
    for number in cosigners {
        signed.add(cosign(&text, 1000 + u64::from(*number), &witness(*number)).unwrap()).unwrap();
    }
    signed
}

/// A policy with the log and six witnesses, and these lines after.
fn policy(lines: &str) -> Result<Policy, &'static str> {
    let mut text = format!("log {} https://log.example/one/\n", log().public());
    for n in 1..=6 {
        writeln!(text, "witness w{n} {}", witness(n).public()).unwrap();
    }
    text.push_str(lines);
    Policy::parse(text.as_bytes()).map_err(|error| error.code())
}

fn accepts(policy: &Policy, cosigners: &[u8]) -> bool {
    match policy.check(&checkpoint(cosigners)) {
        Ok(trusted) => {
            assert_eq!(trusted.witnesses.len(), cosigners.len());
            true
        }
        Err(error) => {
            assert_eq!(error.code(), "policy-no-quorum");
            false
        }
    }
}

#[test]
fn two_levels_of_groups_count_as_the_specification_says() {
    let policy = policy(
        "group x 2 w1 w2 w3\n\tgroup  y any\tw4 w5 w6 \n\n  # both\ngroup both all x y\nquorum both\n",
    )
    .unwrap();
    for (cosigners, accepted) in [
        (&[][..], false),
        (&[1, 2], false),
        (&[1, 2, 3], false),
        (&[1, 4], false),
        (&[4, 5, 6], false),
        (&[1, 2, 4], true),
        (&[2, 3, 6], true),
        (&[1, 2, 3, 4, 5, 6], true),
    ] {
        assert_eq!(accepts(&policy, cosigners), accepted, "{cosigners:?}");
    }
}

#[test]
fn one_witness_or_none_can_be_the_quorum() {
    let one = policy("quorum w2\n").unwrap();
    assert!(accepts(&one, &[2]));
    assert!(!accepts(&one, &[1, 3]));
    let none = policy("quorum none\n").unwrap();
    assert!(accepts(&none, &[]));
    assert!(accepts(&none, &[4]));
}

#[test]
fn a_log_that_is_not_listed_is_refused() {
    let policy = Policy::parse(b"quorum none\n").unwrap();
    assert_eq!(policy, Policy::default());
    assert_eq!(policy.check(&checkpoint(&[])).unwrap_err().code(), "policy-unknown-log");
    let known = policy.with_log(log().public().clone());
    assert_eq!(known.check(&checkpoint(&[])).unwrap().checkpoint.size(), 5);
}

#[test]
fn witnesses_do_not_stand_in_for_the_log() {
    let signed = checkpoint(&[1]).to_string();
    let without: Vec<_> = signed.lines().filter(|line| !line.starts_with("\u{2014} log")).collect();
    let without = SignedCheckpoint::parse(format!("{}\n", without.join("\n")).as_bytes()).unwrap();
    let refused = policy("quorum w1\n").unwrap().check(&without).unwrap_err();
    assert_eq!(refused.code(), "policy-not-signed-by-log");
}

#[test]
fn a_wrong_cosignature_refuses_even_beyond_the_quorum() {
    let mut signed = checkpoint(&[1]);
    let other = Checkpoint::new(ORIGIN, 6, Hash::of(b"root")).unwrap();
    signed.add(cosign(&other, 1000, &witness(2)).unwrap()).unwrap();
    assert_eq!(policy("quorum w1\n").unwrap().check(&signed).unwrap_err().code(), "note-bad-signature");
}

#[test]
fn the_latest_time_of_a_witness_counts() {
    let text = checkpoint(&[]).unverified().clone();
    let mut signed = checkpoint(&[1]);
    signed.add(cosign(&text, 5000, &witness(1)).unwrap()).unwrap();
    signed.add(cosign(&text, 3000, &witness(1)).unwrap()).unwrap();
    let policy = policy("quorum w1\n").unwrap();
    assert_eq!(policy.check(&signed).unwrap().witnesses[0].1, 5000);
}

#[test]
fn lines_that_are_not_a_policy() {
    let (w7, l) = (witness(7), log());
    let (w7, l) = (w7.public(), l.public());
    for (lines, code) in [
        ("", "policy-no-quorum-line"),
        ("quorum none", "policy-unterminated"),
        ("quorum none\nquorum none\n", "policy-second-quorum"),
        ("quorum\n", "policy-malformed"),
        ("quorum none none\n", "policy-malformed"),
        ("Quorum none\n", "policy-malformed"),
        ("quorum w9\n", "policy-unknown-name"),
        ("quorum g\ngroup g any w1\n", "policy-unknown-name"),
        ("group g any\n", "policy-malformed"),
        ("group g any g\n", "policy-unknown-name"),
        ("group g any none\n", "policy-unknown-name"),
        ("group none any w1\n", "policy-duplicate-name"),
        ("group w1 any w2\n", "policy-duplicate-name"),
        ("group g any w1 w1\n", "policy-duplicate-member"),
        ("group g any w1\ngroup h any w1\n", "policy-duplicate-member"),
        ("group g 0 w1\n", "policy-threshold"),
        ("group g 2 w1\n", "policy-threshold"),
        ("group g 01 w1\n", "policy-threshold"),
        ("group g most w1\n", "policy-threshold"),
        ("quorum none\r\n", "policy-control-character"),
        ("quorum none # \u{7f}\n", "policy-control-character"),
        ("log key\n", "note-key-malformed"),
        (&format!("log {w7}\n"), "policy-wrong-key-type"),
        (&format!("witness w7 {l}\n"), "policy-wrong-key-type"),
        (&format!("log {l}\n"), "policy-duplicate-key"),
        (&format!("witness again {}\n", witness(1).public()), "policy-duplicate-key"),
        (&format!("witness w1 {w7}\n"), "policy-duplicate-name"),
        (&format!("witness none {w7}\n"), "policy-duplicate-name"),
        (&format!("witness w7 {w7} https://w7.example/ more\n"), "policy-malformed"),
    ] {
        assert_eq!(policy(lines), Err(code), "{lines:?}");
    }
    assert_eq!(Policy::parse(&vec![b'\n'; MAX_POLICY_BYTES + 1]).unwrap_err().code(), "policy-too-long");
    let same_key = NoteSecret::from_seed("other.name", SignatureType::Ed25519, &[1; 32]).unwrap();
    assert_eq!(policy(&format!("log {}\n", same_key.public())), Err("policy-duplicate-key"));
}

#[test]
fn thirty_two_of_each_are_accepted() {
    let mut text = String::new();
    for n in 1..=32 {
        let seed = [n; 32];
        let log = NoteSecret::from_seed(&format!("log/{n}"), SignatureType::Ed25519, &seed).unwrap();
        writeln!(text, "log {}\nwitness w{n} {}\ngroup g{n} any w{n}", log.public(), witness(n).public())
            .unwrap();
    }
    let more = NoteSecret::from_seed("log/33", SignatureType::Ed25519, &[33; 32]).unwrap();
    for (line, code) in [
        (format!("log {}\n", more.public()), Some("policy-too-many")),
        (format!("witness w33 {}\n", witness(33).public()), Some("policy-too-many")),
        ("group g33 any g1\n".to_owned(), Some("policy-too-many")),
        ("quorum g32\n".to_owned(), None),
    ] {
        let read = Policy::parse(format!("{text}{line}").as_bytes());
        assert_eq!(read.err().map(|error| error.code()), code);
    }
}

#[test]
fn names_are_octets() {
    let kelvin = "witness \u{212a} ".to_owned() + &witness(1).public().to_string();
    let letter = "witness K ".to_owned() + &witness(2).public().to_string();
    let text = [kelvin.as_bytes(), b"\n", letter.as_bytes(), b"\n# \xff\xfe\nquorum \xe2\x84\xaa\n"].concat();
    let policy = Policy::parse(&text).unwrap().with_log(log().public().clone());
    assert_eq!(policy.check(&checkpoint(&[1])).unwrap().witnesses[0].0.name, "\u{212a}".as_bytes());
    assert!(policy.check(&checkpoint(&[2])).is_err());
}

/// A proof of the entry `index` in a register of 300, under `quorum w1`.
fn proof(index: u64) -> (TlogProof, Hash, Policy) {
    let leaves: Vec<_> = (0_u64..300).map(|i| leaf_hash(&i.to_be_bytes())).collect();
    let done = Edge::new().integrate(&leaves).unwrap();
    let tiles: BTreeMap<TileId, Vec<u8>> = done.tiles.into_iter().map(|tile| (tile.id, tile.bytes)).collect();
    let text = Checkpoint::new(ORIGIN, 300, done.edge.root()).unwrap();
    let mut signed = text.sign(&log()).unwrap();
    signed.add(cosign(&text, 1000, &witness(1)).unwrap()).unwrap();
    let hashes = Prover::new(300, &tiles).unwrap().inclusion(index).unwrap();
    let leaf = leaves[usize::try_from(index).unwrap()];
    (TlogProof::new(index, hashes, signed).unwrap(), leaf, policy("quorum w1\n").unwrap())
}

#[test]
fn a_proof_holds_for_its_entry_alone() {
    let (proof, leaf, policy) = proof(7);
    assert_eq!(proof.verify(&leaf, &policy).unwrap().checkpoint.size(), 300);
    assert_eq!(proof.verify(&Hash::of(b"other"), &policy).unwrap_err().code(), "proof-wrong-root");
    let moved = proof.to_string().replacen("index 7\n", "index 6\n", 1);
    let moved = TlogProof::parse(moved.as_bytes()).unwrap();
    assert_eq!(moved.verify(&leaf, &policy).unwrap_err().code(), "proof-wrong-root");
    let beyond = proof.to_string().replacen("index 7\n", "index 300\n", 1);
    let beyond = TlogProof::parse(beyond.as_bytes()).unwrap();
    assert_eq!(beyond.verify(&leaf, &policy).unwrap_err().code(), "proof-beyond-tree");
    let untrusted = Policy::parse(b"quorum none\n").unwrap();
    assert_eq!(proof.verify(&leaf, &untrusted).unwrap_err().code(), "policy-unknown-log");
}

#[test]
fn files_that_are_not_proofs() {
    let sound = proof(7).0.to_string();
    let code = |text: &str| TlogProof::parse(text.as_bytes()).unwrap_err().code();
    assert_eq!(TlogProof::parse(sound.as_bytes()).unwrap().to_string(), sound);
    let hash = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    for text in [
        "",
        "\n\n",
        "c2sp.org/tlog-proof@v1\n\n",
        &sound.replacen("@v1", "@v2", 1),
        &sound.replacen("index 7", "index 07", 1),
        &sound.replacen("index 7\n", "", 1),
        &sound.replacen("index 7\n", "index 7\nindex 7\n", 1),
        &sound.replacen("index 7\n", "index 7\nextra AA==\n", 1),
        &sound.replacen("index", "extra A\nindex", 1),
        &sound.replacen("index", "extra\nindex", 1),
        &sound.replacen("index", "extra AA==\nextra AA==\nindex", 1),
        &sound.replacen("index 7\n", "index 7\nAAAA\n", 1),
        &sound.replacen('\n', "\r\n", 1),
    ] {
        assert_eq!(code(text), "tlog-proof-malformed", "{text:?}");
    }
    assert_eq!(TlogProof::parse(b"\xff").unwrap_err().code(), "tlog-proof-malformed");
    assert_eq!(
        code(&sound.replacen("index 7\n", &format!("index 7\n{}", hash.repeat(64)), 1)),
        "tlog-proof-too-many-hashes"
    );
    assert_eq!(code(&" ".repeat(MAX_PROOF_BYTES + 1)), "tlog-proof-too-long");
    assert_eq!(code(&sound.replacen("\n300\n", "\n0300\n", 1)), "checkpoint-malformed");
    let with_nothing = TlogProof::parse(sound.replacen("index", "extra \nindex", 1).as_bytes()).unwrap();
    assert_eq!(with_nothing.unverified_extra(), Some(&[][..]));
    assert_eq!(proof(7).0.with_extra(vec![0; 65_536]).unwrap_err().code(), "tlog-proof-extra-too-long");
}

proptest! {
    #[test]
    fn any_changed_bit_breaks_a_proof(at in any::<prop::sample::Index>(), bit in 0_u8..8, index in 0_u64..300) {
        let (proof, leaf, policy) = proof(index);
        let mut bytes = proof.to_string().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let witnessed = TlogProof::parse(&bytes).is_ok_and(|proof| proof.verify(&leaf, &policy).is_ok());
        prop_assert!(!witnessed, "byte {} changed", at);
    }

    #[test]
    fn any_policy_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Policy::parse(&bytes);
    }

    #[test]
    fn near_policies_are_read_or_refused(
        lines in prop::collection::vec("(group|quorum|log|witness|#)( g[0-3]| w[1-6]| any| all| [0-3]| none){0,5}", 0..8),
    ) {
        if let Ok(policy) = policy(&format!("{}\n", lines.join("\n"))) {
            let _ = policy.check(&checkpoint(&[1, 4]));
        }
    }

    #[test]
    fn any_text_is_read_back_as_a_proof_or_refused(text in "(c2sp.org/tlog-proof@v1\n)?(extra |index |[0-9]|AAAA|=|\n){0,20}\n\n.{0,60}") {
        if let Ok(proof) = TlogProof::parse(text.as_bytes()) {
            prop_assert_eq!(proof.to_string(), text);
        }
    }
}
