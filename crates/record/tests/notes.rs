//! Notes, checkpoints and cosignatures that are wrong in one way each, and what is said of them.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use proptest::prelude::*;
use record::{
    Hash,
    checkpoint::{Checkpoint, SignedCheckpoint},
    cosignature::{MAX_TIME, cosign, cosigned_message},
    merkle::EMPTY_ROOT,
    note::{MAX_NOTE_BYTES, MAX_SIGNATURES, NoteError, NoteSignature, SignedNote, sign_text},
    vkey::{KeyError, NoteSecret, SignatureType, VerifierKey},
};

const ORIGIN: &str = "log.example/one";
const TEXT: &str = "log.example/one\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

fn log() -> NoteSecret {
    NoteSecret::from_seed(ORIGIN, SignatureType::Ed25519, &[1; 32]).unwrap()
}

fn witness() -> NoteSecret {
    NoteSecret::from_seed("witness.example/w", SignatureType::CosignatureV1, &[2; 32]).unwrap()
}

fn checkpoint() -> Checkpoint {
    Checkpoint::parse(TEXT).unwrap()
}

fn cosigned() -> SignedCheckpoint {
    let mut signed = checkpoint().sign(&log()).unwrap();
    signed.add(cosign(&checkpoint(), 1_679_315_147, &witness()).unwrap()).unwrap();
    signed
}

/// The key and the note that the signed-note specification gives as its example.
#[test]
fn the_specification_s_example_verifies() {
    let key =
        VerifierKey::parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").unwrap();
    let note = "This is an example message.\n\n\u{2014} example.com/foo \
        Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    let note = SignedNote::parse(note.as_bytes()).unwrap();
    assert_eq!(note.verify([&key]).unwrap()[0].key, &key);
}

#[test]
fn cosignatures_state_their_time() {
    let (log, witness) = (log(), witness());
    let signed = cosigned();
    let checked = signed.note().verify([log.public(), witness.public()]).unwrap();
    let stated: Vec<_> = checked.iter().map(|signature| (signature.key.name(), signature.time)).collect();
    assert_eq!(stated, [(ORIGIN, None), ("witness.example/w", Some(1_679_315_147))]);
}

#[test]
fn signatures_of_unknown_keys_are_ignored() {
    let stranger = NoteSecret::from_seed(ORIGIN, SignatureType::Ed25519, &[3; 32]).unwrap();
    let signed = cosigned();
    assert_eq!(signed.verify(stranger.public()), Err(NoteError::Unsigned.into()));
    assert_eq!(signed.note().verify([]), Err(NoteError::Unsigned));
    assert_eq!(signed.note().verify([stranger.public(), witness().public()]).unwrap().len(), 1);
    assert_eq!(signed.verify(log().public()), Ok(&checkpoint()));
}

#[test]
fn one_wrong_signature_of_a_known_key_refuses_the_note() {
    let (log, witness) = (log(), witness());
    let changed = cosigned().to_string().replacen("\n1\n", "\n2\n", 1);
    let changed = SignedCheckpoint::parse(changed.as_bytes()).unwrap();
    assert_eq!(changed.verify(log.public()).unwrap_err().code(), "note-bad-signature");
    let by_witness = changed.note().verify([witness.public()]).unwrap_err();
    assert_eq!(by_witness, NoteError::BadSignature("witness.example/w".to_owned()));
}

#[test]
fn a_log_signs_under_its_origin_alone() {
    let other = NoteSecret::from_seed("log.example/two", SignatureType::Ed25519, &[1; 32]).unwrap();
    assert_eq!(checkpoint().sign(&other).unwrap_err().code(), "checkpoint-wrong-origin");
    assert_eq!(cosigned().verify(other.public()).unwrap_err().code(), "checkpoint-wrong-origin");
}

#[test]
fn a_key_signs_what_its_type_says_alone() {
    let as_log = NoteSecret::from_seed(ORIGIN, SignatureType::CosignatureV1, &[1; 32]).unwrap();
    assert_eq!(checkpoint().sign(&as_log).unwrap_err().code(), "note-key-unsupported");
    assert_eq!(cosign(&checkpoint(), 1, &log()).unwrap_err().code(), "note-key-unsupported");
    assert_eq!(cosigned().verify(as_log.public()).unwrap_err().code(), "note-unsigned");
    let late = cosign(&checkpoint(), MAX_TIME + 1, &witness()).unwrap_err();
    assert_eq!(late.code(), "note-time-too-late");
}

/// Ids are four bytes, so two keys that share one are found by a search of a second; these two were.
#[test]
fn two_known_keys_of_one_name_and_id_are_refused() {
    let key = |seed: u32| {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&seed.to_be_bytes());
        NoteSecret::from_seed(ORIGIN, SignatureType::Ed25519, &bytes).unwrap()
    };
    let (one, other) = (key(68_694), key(103_129));
    assert_eq!(one.public().id(), other.public().id());
    let signed = checkpoint().sign(&one).unwrap();
    let refused = signed.note().verify([one.public(), other.public()]);
    assert_eq!(refused, Err(NoteError::AmbiguousKey(ORIGIN.to_owned())));
    assert_eq!(signed.note().verify([one.public(), one.public()]).unwrap().len(), 1);
    assert_eq!(signed.verify(other.public()).unwrap_err().code(), "note-bad-signature");
}

#[test]
fn a_cosignature_of_a_time_too_late_is_wrong() {
    use ed25519_dalek::Signer;
    let (witness, key) = (witness(), ed25519_dalek::SigningKey::from_bytes(&[2; 32]));
    for (time, accepted) in [(MAX_TIME, true), (MAX_TIME + 1, false)] {
        let signature = key.sign(&cosigned_message(time, TEXT)).to_bytes();
        let encoded = base64_of(&[&witness.public().id()[..], &time.to_be_bytes(), &signature].concat());
        let note = format!("{TEXT}\n\u{2014} {} {encoded}\n", witness.public().name());
        let note = SignedNote::parse(note.as_bytes()).unwrap();
        assert_eq!(note.verify([witness.public()]).is_ok(), accepted, "{time}");
    }
}

#[test]
fn notes_that_are_not_notes() {
    let line = sign_text("text\n", &log()).unwrap().to_string();
    let code = |note: &str| SignedNote::parse(note.as_bytes()).unwrap_err().code();
    assert!(SignedNote::parse(format!("text\n\n{line}\n").as_bytes()).is_ok());
    for note in [
        "",
        "\n",
        "\n\n",
        "text\n",
        "text\n\n",
        "text",
        &format!("text\n{line}\n"),
        &format!("text\n\n{line}"),
    ] {
        assert_eq!(code(note), "note-malformed", "{note:?}");
    }
    for bad in [
        "- a AAAAAAA=",
        "\u{2014} a",
        "\u{2014}  AAAAAAA=",
        "\u{2014} a b AAAAAAA=",
        "\u{2014} a+b AAAAAAA=",
        "\u{2014} a AAAAAA==",
        "\u{2014} a AAAAAAA",
        "\u{2014} a\u{a0} AAAAAAA=",
        " \u{2014} a AAAAAAA=",
    ] {
        assert_eq!(code(&format!("text\n\n{bad}\n")), "note-signature-line", "{bad:?}");
    }
    assert_eq!(code(&format!("te\txt\n\n{line}\n")), "note-not-text");
    assert_eq!(SignedNote::parse(b"\xff\n\n").unwrap_err().code(), "note-not-text");
    let most = format!("text\n\n{}", format!("{line}\n").repeat(MAX_SIGNATURES));
    assert!(SignedNote::parse(most.as_bytes()).is_ok());
    assert_eq!(code(&format!("{most}{line}\n")), "note-too-many-signatures");
    assert_eq!(code(&"a".repeat(MAX_NOTE_BYTES + 1)), "note-too-long");
}

#[test]
fn checkpoints_that_are_not_checkpoints() {
    let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    let code = |text: &str| Checkpoint::parse(text).unwrap_err().code();
    for text in [
        "",
        "\n",
        "a\n1\n",
        &format!("a\n1\n{root}"),
        &format!("\n1\n{root}\n"),
        &format!("a\n01\n{root}\n"),
        &format!("a\n+1\n{root}\n"),
        &format!("a\n\n{root}\n"),
        "a\n1\nAAAA\n",
        &format!("a\n1\n{root}\n\n"),
        &format!("a\n1\n{root}\nx\n\ny\n"),
        &format!("a\n18446744073709551616\n{root}\n"),
        &format!("a\n1\n{}\n", root.replace("q2I=", "q2J=")),
        &format!("a\n1\n{root}\n{}", "x\n".repeat(17)),
    ] {
        assert_eq!(code(text), "checkpoint-malformed", "{text:?}");
    }
    assert_eq!(code(&format!("a\n9223372036854775808\n{root}\n")), "checkpoint-too-large");
    assert_eq!(code(&format!("a\n0\n{root}\n")), "checkpoint-empty-with-root");
    assert!(Checkpoint::new("a", 0, EMPTY_ROOT).is_ok());
    assert!(Checkpoint::new("a\nb", 0, EMPTY_ROOT).is_err());
    let extended = format!("a\n1\n{root}\nfirst\nsecond line\n");
    let read = Checkpoint::parse(&extended).unwrap();
    assert_eq!(read.extensions(), ["first", "second line"]);
    assert_eq!(read.to_string(), extended);
}

#[test]
fn keys_that_are_not_keys() {
    let key = log().public().to_string();
    let (start, material) = key.rsplit_once('+').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let code = |text: &str| VerifierKey::parse(text).unwrap_err().code();
    for text in ["", "a", "a+b", "a+00000000+", "a+00000000+!", &format!("{key}="), &"a".repeat(3000)] {
        assert_eq!(code(text), "note-key-malformed", "{text:?}");
    }
    assert_eq!(code(&key.replacen("log", "lag", 1)), "note-key-wrong-id");
    assert_eq!(
        code(&key.to_uppercase().replacen(&material.to_uppercase(), &material, 1)),
        "note-key-wrong-id"
    );
    assert_eq!(code(&format!("{start}+Ag==")), "note-key-unsupported");
    assert_eq!(code(&format!("{start}+AQID")), "note-key-unsupported");
    assert_eq!(code(&format!("+00000000+{material}")), "note-key-name");
    assert_eq!(code(&format!("a b+00000000+{material}")), "note-key-name");
    // The neutral point, as which anyone can sign anything.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let weak = VerifierKey::new("a", SignatureType::Ed25519, &neutral);
    assert_eq!(weak, Err(KeyError::Weak));
    assert_eq!(NoteSecret::parse(&key).unwrap_err().code(), "note-key-malformed");
}

#[test]
fn secrets_stay_out_of_debug() {
    let secret = log();
    let shown = format!("{secret:?}");
    assert!(shown.contains(&secret.public().to_string()));
    assert!(!shown.contains(secret.secret_text().rsplit_once('+').unwrap().1));
}

#[test]
fn post_quantum_cosignatures_are_carried_and_not_counted() {
    let key = VerifierKey::new("witness.example/pq", SignatureType::SubtreeV1, &[7; 1312]).unwrap();
    assert_eq!(VerifierKey::parse(&key.to_string()).unwrap(), key);
    let mut note = cosigned().to_string();
    let encoded = base64_of(&[&key.id()[..], &[0; 2428]].concat());
    note.push_str("\u{2014} witness.example/pq ");
    note.push_str(&encoded);
    note.push('\n');
    let signed = SignedCheckpoint::parse(note.as_bytes()).unwrap();
    assert_eq!(signed.to_string(), note);
    assert_eq!(signed.note().verify([&key]), Err(NoteError::Unsigned));
    assert_eq!(signed.note().verify([log().public(), &key]).unwrap().len(), 1);
}

fn base64_of(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_read_back_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(note) = SignedNote::parse(&bytes) {
            prop_assert_eq!(note.to_string().into_bytes(), bytes);
        }
    }

    #[test]
    fn near_notes_are_read_back_or_refused(text in "(\u{2014} ?|a|\n|\n\n|[A-D]{4}|=| |\\+|[0-9]){0,40}") {
        if let Ok(note) = SignedNote::parse(text.as_bytes()) {
            prop_assert_eq!(note.to_string(), text.clone());
        }
        if let Ok(checkpoint) = Checkpoint::parse(&text) {
            prop_assert_eq!(checkpoint.to_string(), text.clone());
        }
        if let Ok(key) = VerifierKey::parse(&text) {
            prop_assert_eq!(key.to_string(), text.clone());
        }
        if let Some(line) = NoteSignature::parse(&text) {
            prop_assert_eq!(line.to_string(), text);
        }
    }

    #[test]
    fn any_changed_byte_of_a_checkpoint_is_noticed(at in 0_usize..1000, bit in 0_u8..8) {
        let (log, witness) = (log(), witness());
        let sound = cosigned().to_string();
        let mut bytes = sound.clone().into_bytes();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let accepted = SignedCheckpoint::parse(&bytes).is_ok_and(|signed| {
            signed.note().verify([log.public(), witness.public()]).is_ok_and(|checked| checked.len() == 2)
        });
        prop_assert!(!accepted, "byte {} changed", at);
    }

    #[test]
    fn checkpoints_go_both_ways(origin in "[a-z./ \u{e9}-\u{fd}]{1,40}", size in 1_u64..=(i64::MAX as u64), root in any::<[u8; 32]>()) {
        let checkpoint = Checkpoint::new(&origin, size, Hash(root)).unwrap();
        prop_assert_eq!(Checkpoint::parse(&checkpoint.to_string()).unwrap(), checkpoint);
    }

    #[test]
    fn notes_go_both_ways(text in "[ -~\n\u{e9}]{0,80}\n") {
        let note = SignedNote::new(&text, vec![sign_text(&text, &log()).unwrap()]).unwrap();
        let read = SignedNote::parse(note.to_string().as_bytes()).unwrap();
        prop_assert_eq!(&read, &note);
        prop_assert!(read.verify([log().public()]).is_ok());
    }
}
