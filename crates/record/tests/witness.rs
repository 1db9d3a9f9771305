//! What a witness answers to each request, by the table of tlog-witness, and what a log takes from an answer.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use proptest::prelude::*;
use record::{
    Hash,
    checkpoint::{Checkpoint, SignedCheckpoint},
    cosignature::cosign,
    edge::Edge,
    merkle::leaf_hash,
    note::NoteError,
    prove::Prover,
    tile::TileId,
    vkey::{NoteSecret, SignatureType, VerifierKey},
    witness::{AddCheckpoint, MAX_ADD_BYTES, WitnessError, add_checkpoint, read_answer},
};
use std::collections::BTreeMap;

const ORIGIN: &str = "log.example/one";
const TIME: u64 = 1_750_000_000;

/// The body that tlog-witness gives as its example, byte for byte.
const EXAMPLE: &str = "old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
\u{2014} example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
";

fn log() -> NoteSecret {
    NoteSecret::from_seed(ORIGIN, SignatureType::Ed25519, &[1; 32]).unwrap()
}

fn witness() -> NoteSecret {
    NoteSecret::from_seed("witness.example/w", SignatureType::CosignatureV1, &[2; 32]).unwrap()
}

/// A tree of so many entries: its tiles and its edge. `salt` makes another history.
fn tree(size: u64, salt: u8) -> (BTreeMap<TileId, Vec<u8>>, Edge) {
    let leaves: Vec<Hash> =
        (0..size).map(|at| leaf_hash(&[&at.to_be_bytes()[..], &[salt]].concat())).collect();
    let grown = Edge::new().integrate(&leaves).unwrap();
    (grown.tiles.into_iter().map(|tile| (tile.id, tile.bytes)).collect(), grown.edge)
}

fn checkpoint(size: u64, salt: u8) -> SignedCheckpoint {
    Checkpoint::new(ORIGIN, size, tree(size, salt).1.root()).unwrap().sign(&log()).unwrap()
}

fn request(old: u64, size: u64, salt: u8) -> AddCheckpoint {
    let proof = match old {
        0 => Vec::new(),
        old => Prover::new(size, tree(size, salt).0).unwrap().consistency(old.min(size)).unwrap(),
    };
    AddCheckpoint { old, proof, checkpoint: checkpoint(size, salt) }
}

fn answer(newest: Option<u64>, request: &AddCheckpoint) -> Result<SignedCheckpoint, WitnessError> {
    let newest = newest.map(|size| checkpoint(size, 0).unverified().clone());
    let cosigned = add_checkpoint(&[log().public().clone()], newest.as_ref(), request, TIME, &witness())?;
    let line = format!("{}\n", cosigned.cosignature);
    let (_, time) = read_answer(line.as_bytes(), &request.checkpoint, witness().public()).unwrap();
    assert_eq!(time, TIME);
    Ok(cosigned.checkpoint)
}

fn status(newest: Option<u64>, request: &AddCheckpoint) -> u16 {
    answer(newest, request).map_or_else(|error| error.status(), |_| 200)
}

#[test]
fn the_specification_s_example_is_read_and_written_byte_for_byte() {
    let read = AddCheckpoint::parse(EXAMPLE.as_bytes()).unwrap();
    assert_eq!(
        (read.old, read.proof.len(), read.checkpoint.unverified().size()),
        (20_852_014, 4, 20_852_163)
    );
    assert_eq!(read.to_string(), EXAMPLE);
}

#[test]
fn what_continues_is_cosigned_and_kept_with_the_log_s_signature() {
    for (newest, size) in [(None, 1), (None, 300), (Some(1), 300), (Some(255), 257), (Some(300), 300)] {
        let kept = answer(newest, &request(newest.unwrap_or(0), size, 0)).unwrap();
        let (log, witness) = (log(), witness());
        let keys = [log.public(), witness.public()];
        assert_eq!(kept.note().verify(keys).unwrap().len(), 2, "{newest:?} {size}");
    }
}

#[test]
fn each_request_that_is_not_right_has_its_status() {
    assert_eq!(status(Some(10), &request(5, 20, 0)), 409, "the witness has another size");
    assert_eq!(status(None, &request(5, 20, 0)), 409);
    assert_eq!(answer(Some(10), &request(0, 20, 0)), Err(WitnessError::Conflict(10)));
    assert_eq!(status(Some(10), &request(10, 20, 7)), 422, "another history");
    assert_eq!(status(Some(10), &request(10, 10, 7)), 422, "another root at the same size");
    assert_eq!(status(Some(20), &request(20, 10, 0)), 400, "smaller than the old size");
    assert_eq!(status(Some(20), &request(10, 10, 0)), 409, "smaller than what is known");
    let mut padded = request(0, 20, 0);
    padded.proof.push(leaf_hash(b""));
    assert_eq!(status(None, &padded), 422, "a proof where none is needed");
    let mut short = request(10, 20, 0);
    short.proof.pop();
    assert_eq!(status(Some(10), &short), 422);
}

#[test]
fn only_a_known_log_with_its_own_key_is_cosigned() {
    let ask = request(0, 3, 0);
    let by =
        |keys: &[VerifierKey]| add_checkpoint(keys, None, &ask, TIME, &witness()).map_err(|e| e.status());
    let other = NoteSecret::from_seed("log.example/two", SignatureType::Ed25519, &[1; 32]).unwrap();
    assert_eq!(by(&[other.public().clone()]), Err(404));
    let thief = NoteSecret::from_seed(ORIGIN, SignatureType::Ed25519, &[9; 32]).unwrap();
    assert_eq!(by(&[thief.public().clone()]), Err(403));
    assert!(by(&[thief.public().clone(), log().public().clone()]).is_ok(), "a log may be changing its key");
    // A signature that names the log's key and is another checkpoint's.
    let text = ask.to_string().replace("\n3\n", "\n4\n");
    let altered = AddCheckpoint::parse(text.as_bytes()).unwrap();
    assert_eq!(status(None, &altered), 403);
    // A cosigner's key isn't a log's, whatever it is named.
    let cosigner = NoteSecret::from_seed(ORIGIN, SignatureType::CosignatureV1, &[1; 32]).unwrap();
    assert_eq!(by(&[cosigner.public().clone()]), Err(404));
}

#[test]
fn requests_of_another_form_are_refused() {
    let right = request(10, 20, 0).to_string();
    let hash = right.lines().nth(1).unwrap();
    let many = format!("{hash}\n").repeat(64);
    for (wrong, status) in [
        (String::new(), 400),
        (right.replace("old 10", "old 010"), 400),
        (right.replace("old 10", "old -1"), 400),
        (right.replace("old 10", "Old 10"), 400),
        (right.replacen(hash, "AAAA", 1), 400),
        (right.replacen(&format!("{hash}\n"), &many, 1), 400),
        (right.replacen("\n\n", "\n", 1), 400),
        (right.trim_end().to_owned(), 400),
        (right.replacen("\n20\n", "\n0\n", 1), 422),
        (format!("{right}{}", " ".repeat(MAX_ADD_BYTES)), 400),
    ] {
        let refused = AddCheckpoint::parse(wrong.as_bytes()).unwrap_err();
        assert_eq!(refused.status(), status, "{refused}: {wrong:.200}");
    }
}

#[test]
fn a_log_takes_only_what_its_witness_signed_over_its_checkpoint() {
    let (asked, other) = (checkpoint(3, 0), checkpoint(4, 0));
    let line = |of: &SignedCheckpoint, time| cosign(of.unverified(), time, &witness()).unwrap().to_string();
    let stranger =
        NoteSecret::from_seed("witness.example/w", SignatureType::CosignatureV1, &[5; 32]).unwrap();
    let strange = cosign(asked.unverified(), TIME, &stranger).unwrap().to_string();
    let read =
        |answer: String| read_answer(answer.as_bytes(), &asked, witness().public()).map(|(_, time)| time);
    assert_eq!(read(format!("{strange}\n{}\n", line(&asked, TIME))), Ok(TIME));
    assert_eq!(read(format!("{strange}\n")), Err(NoteError::Unsigned));
    assert_eq!(
        read(format!("{}\n", line(&other, TIME))),
        Err(NoteError::BadSignature("witness.example/w".into()))
    );
    assert_eq!(read(format!("{}\n", line(&asked, 0))), Err(NoteError::Unsigned), "no time is stated");
    assert_eq!(read(line(&asked, TIME)), Err(NoteError::Malformed));
    assert_eq!(read("<html>\n".into()), Err(NoteError::SignatureLine(1)));
    assert_eq!(read(format!("{strange}\n").repeat(65)), Err(NoteError::TooManySignatures));
}

proptest! {
    #[test]
    fn whatever_comes_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        drop(AddCheckpoint::parse(&bytes));
        drop(read_answer(&bytes, &checkpoint(3, 0), witness().public()));
    }

    #[test]
    fn what_is_read_is_written_again_as_it_was(at in 0..EXAMPLE.len(), with in any::<u8>()) {
        let mut bytes = EXAMPLE.as_bytes().to_vec();
        bytes[at] = with;
        if let Ok(read) = AddCheckpoint::parse(&bytes) {
            prop_assert_eq!(read.to_string().into_bytes(), bytes);
        }
    }

    #[test]
    fn a_witness_follows_one_history_and_no_other(sizes in prop::collection::vec(1u64..600, 1..6), fork in 1u64..600) {
        let mut newest = None;
        for size in sizes {
            let expected = if size >= newest.unwrap_or(0) { 200 } else { 400 };
            prop_assert_eq!(status(newest, &request(newest.unwrap_or(0).min(600), size.max(1), 0)), expected);
            if expected == 200 { newest = Some(size); }
        }
        let known = newest.unwrap_or(0);
        if known > 0 && fork >= known {
            prop_assert_eq!(status(newest, &request(known, fork, 1)), 422);
        }
    }
}
