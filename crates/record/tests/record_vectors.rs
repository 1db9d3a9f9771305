//! The vectors of record.json, which another implementation computed from docs/spec/record.md: one whole record with
//! its intermediate values, what every reader takes, and what it refuses under which code.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use record::merkle::leaf_hash;
use record::signature::{SignatureSet, Sshsig, from_armor, to_armor};
use record::signing::{SecretKey, sign_all};
use record::vkey::{NoteSecret, VerifierKey};
use record::{Body, Entry, Hash, Header, PublicKey, RecordId, Unverified};
use serde_json::Value;
use std::collections::BTreeSet;

fn vectors() -> Value {
    serde_json::from_str(include_str!("vectors/record.json")).unwrap()
}

fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value[member].as_str().unwrap_or_else(|| panic!("{member} of {value}"))
}

/// The bytes of an input: text, hexadecimal digits, or pieces, each a text and how often it stands.
fn bytes(input: &Value) -> Vec<u8> {
    if let Some(text) = input["text"].as_str() {
        return text.as_bytes().to_vec();
    }
    if let Some(digits) = input["hex"].as_str() {
        return hex::decode(digits).unwrap();
    }
    let piece = |piece: &Value| {
        let times = usize::try_from(piece[1].as_u64().unwrap()).unwrap();
        piece[0].as_str().unwrap().repeat(times)
    };
    input["pieces"].as_array().unwrap().iter().map(piece).collect::<String>().into_bytes()
}

/// The code under which a reader refuses the input, or "" if it takes it. What is taken must write back the same.
fn read(vector: &Value, header: &[u8]) -> &'static str {
    let input = &vector["input"];
    match text(vector, "reader") {
        "header" => Header::from_bytes(&bytes(input)).map_or_else(
            |e| e.code(),
            |header| {
                assert_eq!(Header::from_bytes(&header.to_bytes()).unwrap(), header);
                ""
            },
        ),
        "body" => Body::from_bytes(&bytes(input)).map_or_else(|e| e.code(), |_| ""),
        "key" => {
            let line = String::from_utf8(bytes(input)).unwrap();
            PublicKey::from_openssh(&line).map_or_else(
                |e| e.code(),
                |key| {
                    assert!(line.starts_with(&key.to_openssh()));
                    ""
                },
            )
        }
        "signature" => {
            let blob = bytes(input);
            let verified = Sshsig::read(&blob).and_then(|sshsig| sshsig.verify(header));
            verified.map_or_else(|e| e.code(), |()| "")
        }
        "signature-set" => SignatureSet::from_bytes(&bytes(input)).map_or_else(
            |e| e.code(),
            |set| {
                assert_eq!(set.to_bytes(), bytes(input));
                ""
            },
        ),
        "record" => {
            let part = |name: &str| text(input, name).as_bytes().to_vec();
            let read = Unverified::read(part("header"), part("signatures"), Some(part("body")));
            read.and_then(Unverified::verify).map_or_else(|e| e.code(), |_| "")
        }
        other => panic!("no reader {other}"),
    }
}

#[test]
fn what_must_be_taken_is_taken_and_what_must_be_refused_is_refused_with_its_code() {
    let vectors = vectors();
    let header = text(&vectors["example"], "header").as_bytes();
    let mut wrong = Vec::new();
    for (list, code) in [("accepted", false), ("refused", true)] {
        for vector in vectors[list].as_array().unwrap() {
            let expected = if code { text(vector, "code") } else { "" };
            let found = read(vector, header);
            if found != expected {
                let (reader, name) = (text(vector, "reader"), text(vector, "name"));
                wrong.push(format!("{reader}: {name}: expected {expected:?}, found {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The codes in a source file: the strings at the ends of the arms of its `code` functions.
fn codes_in(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter_map(|line| line.trim().split_once("=> \"")?.1.strip_suffix("\","))
}

#[test]
fn every_code_has_a_vector() {
    let vectors = vectors();
    let with_vector: BTreeSet<&str> =
        vectors["refused"].as_array().unwrap().iter().map(|v| text(v, "code")).collect();
    let sources = [
        include_str!("../src/json.rs"),
        include_str!("../src/header.rs"),
        include_str!("../src/body.rs"),
        include_str!("../src/key.rs"),
        include_str!("../src/signature.rs"),
    ];
    // `Evidence::as_str`, `Form::as_str`, `SignedWhere::as_str` and `Medium::as_str` have arms of the same form.
    let words =
        ["signed", "transmitted", "relayed", "hub", "webauthn", "note-verbale", "letter", "e-mail", "other"];
    let names = |code: &&str| {
        !words.contains(code) && !code.contains(' ') && !code.contains("ssh") && !code.contains("ecdsa")
    };
    let codes: BTreeSet<&str> = sources.into_iter().flat_map(codes_in).filter(names).collect();
    assert!(codes.len() > 20);
    assert_eq!(codes, with_vector);
}

#[test]
fn keys_have_the_ids_that_the_specification_gives_them() {
    for key in vectors()["keys"].as_array().unwrap() {
        let public = PublicKey::from_openssh(text(key, "line")).unwrap();
        assert_eq!(public.id().to_string(), text(key, "id"));
        assert_eq!(public.to_openssh(), text(key, "line"));
    }
}

#[test]
fn a_log_key_signs_what_the_hub_says_itself() {
    let vector = &vectors()["audit_commitment"];
    let said = |member: &str| text(vector, member);
    let key = VerifierKey::parse(said("log_key")).unwrap().as_record_key().unwrap();
    assert_eq!((key.to_openssh(), key.id().to_string()), (said("public_key").into(), said("key_id").into()));
    let secret = NoteSecret::parse(said("log_secret")).unwrap().to_record_key();
    let set = sign_all(said("header").as_bytes(), &[&secret]).to_bytes();
    assert_eq!(String::from_utf8(set.clone()).unwrap(), said("signature_set"));
    let record = Unverified::read(said("header").into(), set, Some(said("body").into())).unwrap();
    let record = record.verify().unwrap();
    assert_eq!(record.id.to_string(), said("id"));
    assert_eq!(record.header.to_bytes(), said("header").as_bytes());
}

#[test]
fn a_disavowal_names_the_record_that_it_is_about() {
    let vectors = vectors();
    let said = |member: &str| text(&vectors["disavowal"], member).to_owned();
    let set = said("signature_set").into_bytes();
    let record = Unverified::read(said("header").into(), set, Some(said("body").into())).unwrap();
    let record = record.verify().unwrap();
    assert_eq!(record.id.to_string(), said("id"));
    assert_eq!(record.header.to_bytes(), said("header").as_bytes());
    assert_eq!(record.header.refers[0].to_string(), text(&vectors["example"], "id"));
    assert_eq!(record.header.workflow_move.as_deref(), Some("disavow"));
}

#[test]
fn the_example_holds_step_by_step() {
    let example = &vectors()["example"];
    let said = |member: &str| text(example, member);
    let seed: [u8; 32] = hex::decode(said("seed")).unwrap().try_into().unwrap();
    let key = SecretKey::from_seed(&seed);
    assert_eq!(key.public().to_openssh(), said("public_key"));
    assert_eq!(key.public().id().to_string(), said("key_id"));

    let header = said("header").as_bytes();
    let parsed = Header::from_bytes(header).unwrap();
    assert_eq!(parsed.to_bytes(), header);
    assert_eq!(RecordId::of_header(header).to_string(), said("id"));
    assert_eq!(Hash::of(said("body").as_bytes()).to_string(), said("body_sha256"));
    parsed.body.check(said("body").as_bytes()).unwrap();

    let blob = key.sign(header);
    assert_eq!(to_armor(&blob), said("armored"));
    assert_eq!(from_armor(said("armored")).unwrap(), blob);
    assert!(hex::encode(&blob).ends_with(said("ed25519")));
    let set = sign_all(header, &[&key]);
    assert_eq!(set.to_bytes(), said("signature_set").as_bytes());
    assert_eq!(Hash::of(&set.to_bytes()).to_string(), said("signature_set_sha256"));

    let time = example["time_of_acceptance"].as_u64().unwrap();
    let (id, signatures) = (RecordId::of_header(header), Hash::of(&set.to_bytes()));
    let entry = Entry { public: true, control: false, time, id, signatures }.to_bytes();
    assert_eq!(hex::encode(entry), said("entry"));
    assert_eq!(leaf_hash(&entry).to_string(), said("leaf_hash"));
}

/// A code without a place in the specification is one that a second implementation can't give.
#[test]
fn the_specification_has_every_code() {
    let specification = include_str!("../../../docs/spec/record.md");
    for vector in vectors()["refused"].as_array().unwrap() {
        let code = text(vector, "code");
        assert!(specification.contains(&format!("`{code}`")), "docs/spec/record.md doesn't say {code}");
    }
}

/// The specification prints the example in full; a changed format must change it there too.
#[test]
fn the_specification_prints_the_example() {
    let specification = include_str!("../../../docs/spec/record.md");
    for (member, value) in vectors()["example"].as_object().unwrap() {
        let value = value.as_str().map_or_else(|| value.to_string(), |text| text.trim_end().to_owned());
        assert!(specification.contains(&value), "docs/spec/record.md doesn't print {member}: {value}");
    }
}
