//! The vectors of register.json, which another implementation computed from the specifications.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use record::{
    Entry, Hash,
    bundle::{decode_bundle, encode_bundle},
    checkpoint::{Checkpoint, SignedCheckpoint},
    cosignature::{cosign, cosigned_message},
    edge::Edge,
    merkle::{leaf_hash, verify_consistency, verify_inclusion},
    policy::Policy,
    proof::TlogProof,
    prove::Prover,
    tile::{BundleId, TileId, TilePath},
    vkey::{NoteSecret, SignatureType, VerifierKey},
};
use serde_json::Value;
use std::collections::BTreeMap;

fn vectors() -> Value {
    serde_json::from_str(include_str!("vectors/register.json")).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

fn hash(value: &Value) -> Hash {
    Hash::from_hex(text(value)).unwrap()
}

fn hashes(value: &Value) -> Vec<Hash> {
    value.as_array().unwrap().iter().map(hash).collect()
}

fn entry(position: u64) -> Vec<u8> {
    let flags = if position == 0 { 3 } else { 1 };
    let mut entry = vec![1, flags];
    entry.extend((1_750_000_000 + position).to_be_bytes());
    entry.extend(Hash::of(format!("record {position}").as_bytes()).0);
    entry.extend(Hash::of(format!("signatures {position}").as_bytes()).0);
    entry
}

/// The tiles of a register that grew through these sizes, and its edge.
fn grown(sizes: &[u64]) -> (Edge, BTreeMap<TileId, Vec<u8>>) {
    let mut edge = Edge::new();
    let mut tiles = BTreeMap::new();
    for &size in sizes {
        let leaves: Vec<_> = (edge.size()..size).map(|i| leaf_hash(&entry(i))).collect();
        let done = edge.integrate(&leaves).unwrap();
        tiles.extend(done.tiles.into_iter().map(|tile| (tile.id, tile.bytes)));
        edge = done.edge;
    }
    (edge, tiles)
}

#[test]
fn entries_hash_to_their_leaves() {
    for vector in vectors()["entries"].as_array().unwrap() {
        let bytes = hex::decode(text(&vector["entry"])).unwrap();
        assert_eq!(bytes, entry(number(&vector["position"])));
        assert_eq!(Entry::from_bytes(&bytes).unwrap().to_bytes(), bytes.as_slice());
        assert_eq!(leaf_hash(&bytes), hash(&vector["leaf"]));
    }
}

#[test]
fn roots_are_right_at_the_edges() {
    let vectors = vectors();
    let sizes: Vec<_> = vectors["roots"].as_array().unwrap().iter().map(|v| number(&v["size"])).collect();
    for (at, vector) in vectors["roots"].as_array().unwrap().iter().enumerate() {
        assert_eq!(grown(&sizes[..=at]).0.root(), hash(&vector["root"]), "size {}", sizes[at]);
    }
}

#[test]
fn tiles_and_bundles_have_their_bytes() {
    let (_, tiles) = grown(&[1, 255, 256, 257, 70_000]);
    for vector in vectors()["tiles"].as_array().unwrap() {
        let path = text(&vector["path"]);
        let bytes = match TilePath::parse(path).unwrap() {
            TilePath::Tile(id) => tiles[&id].clone(),
            TilePath::Entries(id) => {
                let positions = id.first()..id.first() + u64::from(id.width());
                let entries: Vec<_> = positions.map(entry).collect();
                let bundle = encode_bundle(&entries).unwrap();
                assert_eq!(decode_bundle(&bundle, id.width()).unwrap(), entries);
                assert_eq!(BundleId::holding(id.first(), id.first() + entries.len() as u64), Some(id));
                bundle
            }
        };
        assert_eq!(bytes.len() as u64, number(&vector["bytes"]), "{path}");
        assert_eq!(Hash::of(&bytes), hash(&vector["sha256"]), "{path}");
    }
}

#[test]
fn inclusion_proofs_are_made_and_verified() {
    let (edge, tiles) = grown(&[70_000]);
    let mut prover = Prover::new(edge.size(), &tiles).unwrap();
    for vector in vectors()["inclusion"].as_array().unwrap() {
        let (index, size) = (number(&vector["index"]), number(&vector["size"]));
        let proof = prover.inclusion_in(index, size).unwrap();
        assert_eq!(proof, hashes(&vector["hashes"]), "{index} of {size}");
        let root = prover.root(size).unwrap();
        verify_inclusion(index, size, &leaf_hash(&entry(index)), &proof, &root).unwrap();
    }
}

#[test]
fn consistency_proofs_are_made_and_verified() {
    for vector in vectors()["consistency"].as_array().unwrap() {
        let (old, new) = (number(&vector["old"]), number(&vector["new"]));
        let (edge, tiles) = grown(&[new]);
        let mut prover = Prover::new(new, &tiles).unwrap();
        let proof = prover.consistency(old).unwrap();
        assert_eq!(proof, hashes(&vector["hashes"]), "{old} to {new}");
        let old_root = prover.root(old).unwrap();
        verify_consistency((old, &old_root), (new, &edge.root()), &proof).unwrap();
    }
}

fn secret(vector: &Value) -> NoteSecret {
    let seed = hex::decode(text(&vector["seed"])).unwrap().try_into().unwrap();
    let kind =
        if number(&vector["type"]) == 1 { SignatureType::Ed25519 } else { SignatureType::CosignatureV1 };
    NoteSecret::from_seed(text(&vector["name"]), kind, &seed).unwrap()
}

#[test]
fn keys_are_written_and_read() {
    let vectors = vectors();
    for vector in vectors["witnesses"].as_array().unwrap().iter().chain([&vectors["log"]]) {
        let secret = secret(vector);
        assert_eq!(hex::encode(secret.public().public_key()), text(&vector["public"]));
        assert_eq!(hex::encode(secret.public().id()), text(&vector["id"]));
        assert_eq!(secret.public().to_string(), text(&vector["verifier"]));
        assert_eq!(secret.secret_text(), text(&vector["secret"]));
        assert_eq!(VerifierKey::parse(text(&vector["verifier"])).unwrap(), *secret.public());
        assert_eq!(NoteSecret::parse(text(&vector["secret"])).unwrap().public(), secret.public());
    }
}

#[test]
fn the_checkpoint_is_signed_and_cosigned() {
    let vectors = vectors();
    let log = secret(&vectors["log"]);
    let root = hash(&vectors["roots"].as_array().unwrap().last().unwrap()["root"]);
    let checkpoint = Checkpoint::new(log.public().name(), 70_000, root).unwrap();
    let mut signed = checkpoint.sign(&log).unwrap();
    assert_eq!(signed.to_string(), text(&vectors["checkpoint"]));
    for (at, vector) in vectors["cosignatures"].as_array().unwrap().iter().enumerate() {
        let witness = secret(&vectors["witnesses"][at]);
        let time = number(&vector["time"]);
        let message = cosigned_message(time, &checkpoint.to_string());
        assert_eq!(message, text(&vector["message"]).as_bytes());
        let cosignature = cosign(&checkpoint, time, &witness).unwrap();
        assert_eq!(format!("{cosignature}\n"), text(&vector["line"]));
        signed.add(cosignature).unwrap();
    }
    assert_eq!(signed.to_string(), text(&vectors["cosigned"]));
    let read = SignedCheckpoint::parse(text(&vectors["cosigned"]).as_bytes()).unwrap();
    assert_eq!(read, signed);
    assert_eq!(read.verify(log.public()), Ok(&checkpoint));
}

#[test]
fn the_proof_holds_under_the_policy() {
    let vectors = vectors();
    let policy = Policy::parse(text(&vectors["policy"]).as_bytes()).unwrap();
    let proof = TlogProof::parse(text(&vectors["proof"]).as_bytes()).unwrap();
    assert_eq!(proof.to_string(), text(&vectors["proof"]));
    assert_eq!(proof.unverified_extra(), Some(entry(65_536).as_slice()));
    let trusted = proof.verify(&leaf_hash(&entry(65_536)), &policy).unwrap();
    assert_eq!(trusted.checkpoint.size(), 70_000);
    let seen: Vec<_> = trusted.witnesses.iter().map(|(w, time)| (w.name.as_slice(), *time)).collect();
    assert_eq!(seen, [(b"w1".as_slice(), 1_750_070_000), (b"w2", 1_750_070_001)]);
    let other = proof.verify(&leaf_hash(&entry(65_537)), &policy).unwrap_err();
    assert_eq!(other.code(), "proof-wrong-root");
}

/// The eight leaves and their roots that implementations of RFC 6962 have shared since the first one
/// (`merkletree` tests of the Certificate Transparency project).
#[test]
fn the_well_known_tree_has_its_roots() {
    let leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut edge = Edge::new();
    for (leaf, root) in leaves.iter().zip(roots) {
        edge = edge.integrate(&[leaf_hash(&hex::decode(leaf).unwrap())]).unwrap().edge;
        assert_eq!(edge.root().to_string(), root);
    }
}

#[test]
fn the_specification_shows_these_vectors() {
    let page = include_str!("../../../docs/spec/register.md");
    let vectors = vectors();
    let shown =
        |value: &Value, what: &str| assert!(page.contains(text(value)), "{what} is another on the page");
    for name in ["proof", "policy", "checkpoint"] {
        shown(&vectors[name], name);
    }
    shown(&vectors["log"]["verifier"], "the log's key");
    shown(&vectors["witnesses"][0]["verifier"], "the witness's key");
    shown(&vectors["cosignatures"][0]["message"], "the cosigned message");
    shown(&vectors["cosignatures"][0]["line"], "the cosignature");
    let edges = |root: &&Value| !matches!(number(&root["size"]), 2 | 3);
    for root in vectors["roots"].as_array().unwrap().iter().filter(edges) {
        shown(&root["base64"], "a root");
    }
    for tile in vectors["tiles"].as_array().unwrap().iter().filter(|tile| tile["path"] != "tile/1/000") {
        shown(&tile["path"], "a path");
        shown(&tile["sha256"], "the digest of a tile");
    }
    for code in error_codes() {
        assert!(page.contains(&format!("`{code}`")), "{code} isn't on the page");
    }
}

/// The codes of all refusals on the page's subject, found in the sources so that none is forgotten.
fn error_codes() -> Vec<&'static str> {
    let sources = [
        include_str!("../src/merkle.rs"),
        include_str!("../src/tile.rs"),
        include_str!("../src/bundle.rs"),
        include_str!("../src/prove.rs"),
        include_str!("../src/vkey.rs"),
        include_str!("../src/note.rs"),
        include_str!("../src/checkpoint.rs"),
        include_str!("../src/policy/error.rs"),
        include_str!("../src/proof.rs"),
    ];
    let lines = sources.iter().flat_map(|source| source.lines());
    let codes: Vec<_> = lines.filter_map(|line| line.split_once("=> \"")?.1.strip_suffix("\",")).collect();
    assert!(codes.len() > 40, "the sources are written otherwise than this test expects");
    codes
}
