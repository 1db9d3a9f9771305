//! Our notes and tiles against those of `signed_note` and `tlog_tiles`, which are other people's.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use record::{
    Hash,
    checkpoint::{Checkpoint, SignedCheckpoint},
    edge::Edge,
    merkle::{leaf_hash, verify_consistency, verify_inclusion},
    note::{SignedNote, sign_text},
    prove::Prover,
    tile::TileId,
    vkey::{NoteSecret, SignatureType, VerifierKey},
};
use signed_note::{Note, Signer as _, StandardSigner, StandardVerifier, VerifierList};
use std::collections::BTreeMap;
use tlog_tiles::{Error, Tile, TileHashReader, TileReader};

type Tiles = BTreeMap<TileId, Vec<u8>>;

struct Peer<'t>(&'t Tiles);

impl TileReader for Peer<'_> {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, Error> {
        Ok(tiles.iter().map(|tile| self.0[&ours(tile)].clone()).collect())
    }

    fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
}

fn ours(tile: &Tile) -> TileId {
    TileId::new(tile.level(), tile.level_index(), u16::try_from(tile.width()).unwrap()).unwrap()
}

fn register(size: u64) -> (Edge, Tiles) {
    let leaves: Vec<_> = (0..size).map(|i| leaf_hash(&i.to_be_bytes())).collect();
    let done = Edge::new().integrate(&leaves).unwrap();
    (done.edge, done.tiles.into_iter().map(|tile| (tile.id, tile.bytes)).collect())
}

#[test]
fn tlog_tiles_proves_from_our_tiles_what_we_prove() {
    for size in [1, 2, 3, 100, 255, 256, 257, 1000, 65_536, 65_537, 70_000] {
        let (edge, tiles) = register(size);
        let root = edge.root();
        let peer = Peer(&tiles);
        let reader = TileHashReader::new(size, tlog_tiles::Hash(root.0), &peer);
        let mut prover = Prover::new(size, &tiles).unwrap();
        for index in [0, 1, 2, 99, 254, 255, 256, 999, 65_535, 65_536, 69_999] {
            if index >= size {
                continue;
            }
            let theirs = tlog_tiles::prove_record(size, index, &reader).unwrap();
            let proof: Vec<_> = theirs.iter().map(|hash| Hash(hash.0)).collect();
            assert_eq!(prover.inclusion(index).unwrap(), proof, "{index} of {size}");
            verify_inclusion(index, size, &leaf_hash(&index.to_be_bytes()), &proof, &root).unwrap();
            let old = index + 1;
            let theirs = tlog_tiles::prove_tree(size, old, &reader).unwrap();
            let proof: Vec<_> = theirs.iter().map(|hash| Hash(hash.0)).collect();
            assert_eq!(prover.consistency(old).unwrap(), proof, "{old} to {size}");
            verify_consistency((old, &prover.root(old).unwrap()), (size, &root), &proof).unwrap();
        }
    }
}

#[test]
fn tlog_tiles_names_the_tiles_that_we_name() {
    for (old, new) in
        [(0, 1), (0, 256), (255, 257), (256, 512), (1, 70_000), (65_535, 65_536), (70_000, 70_001)]
    {
        let mut theirs = Tile::new_tiles(8, old, new);
        theirs.retain(|tile| tile.width() > 0);
        let mut theirs: Vec<_> = theirs.iter().map(|tile| (ours(tile), tile.path())).collect();
        theirs.sort_unstable();
        let mut named: Vec<_> = TileId::between(old, new).collect();
        named.sort_unstable();
        assert_eq!(named, theirs.iter().map(|(id, _)| *id).collect::<Vec<_>>(), "{old} to {new}");
        for (id, path) in theirs {
            // Go's checksum database, which that crate follows, writes the height first.
            assert_eq!(id.to_string(), path.replacen("tile/8/", "tile/", 1));
        }
    }
}

#[test]
fn signed_note_reads_what_we_sign_and_we_what_it_signs() {
    let secret = NoteSecret::from_seed("log.example/peer", SignatureType::Ed25519, &[9; 32]).unwrap();
    let signer = StandardSigner::new(&secret.secret_text()).unwrap();
    let verifiers = || {
        let verifier = StandardVerifier::new(&secret.public().to_string()).unwrap();
        VerifierList::new(vec![Box::new(verifier)])
    };
    let text = "first line\n\nthird line\n";
    let note = SignedNote::new(text, vec![sign_text(text, &secret).unwrap()]).unwrap();

    let read = Note::from_bytes(note.to_string().as_bytes()).unwrap();
    let (verified, _) = read.verify(&verifiers()).unwrap();
    assert_eq!(verified.len(), 1);
    assert_eq!(read.text(), text.as_bytes());

    assert_eq!(signer.key_id().to_be_bytes(), secret.public().id());
    let mut theirs = Note::new(text.as_bytes(), &[]).unwrap();
    theirs.add_sigs(&[&signer]).unwrap();
    assert_eq!(SignedNote::parse(&theirs.to_bytes()).unwrap(), note);
}

#[test]
fn tlog_tiles_reads_our_checkpoints() {
    let secret = NoteSecret::from_seed("log.example/peer", SignatureType::Ed25519, &[9; 32]).unwrap();
    let (edge, _) = register(1000);
    let checkpoint = Checkpoint::new("log.example/peer", edge.size(), edge.root()).unwrap();
    let theirs = tlog_tiles::Checkpoint::from_bytes(checkpoint.to_string().as_bytes()).unwrap();
    assert_eq!(theirs.origin(), "log.example/peer");
    assert_eq!(theirs.size(), 1000);
    assert_eq!(theirs.hash().0, edge.root().0);
    let signed = checkpoint.sign(&secret).unwrap();
    let read = SignedCheckpoint::parse(signed.to_string().as_bytes()).unwrap();
    assert_eq!(read.verify(&VerifierKey::parse(&secret.public().to_string()).unwrap()), Ok(&checkpoint));
}
