//! The vectors of webauthn.json, which another implementation computed from docs/spec/record.md: passkeys' lines, whole
//! records signed with passkeys, and what is taken and refused of an assertion, under which code.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use record::signature::{SignatureSet, SignedWhere};
use record::webauthn::{Challenge, Purpose, WebauthnKey};
use record::{RecordId, Unverified};
use serde_json::Value;
use std::collections::BTreeSet;

fn vectors() -> Value {
    serde_json::from_str(include_str!("vectors/webauthn.json")).unwrap()
}

fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value[member].as_str().unwrap_or_else(|| panic!("{member} of {value}"))
}

fn list<'v>(value: &'v Value, member: &str) -> &'v [Value] {
    value[member].as_array().unwrap()
}

/// The code under which these signatures over this record are refused, or "".
fn verdict(record: &Value, signatures: &str) -> &'static str {
    let part = |name: &str| text(record, name).as_bytes().to_vec();
    let read = Unverified::read(part("header"), signatures.as_bytes().to_vec(), Some(part("body")));
    read.and_then(Unverified::verify).map_or_else(|e| e.code(), |_| "")
}

#[test]
fn whole_records_hold_and_say_where_they_were_signed() {
    for record in list(&vectors(), "records") {
        let (header, signatures) = (text(record, "header"), text(record, "signatures"));
        let id = RecordId::of_header(header.as_bytes());
        assert_eq!(id.to_string(), text(record, "id"));
        assert_eq!(hex::encode(Challenge::of_record(&id).bytes()), text(record, "challenge"));
        assert_eq!(verdict(record, signatures), "", "{}", text(record, "name"));
        let set = SignatureSet::from_bytes(signatures.as_bytes()).unwrap();
        assert_eq!(set.to_bytes(), signatures.as_bytes());
        let both = signatures.contains("sshsig");
        assert_eq!(set.signed_where(), if both { SignedWhere::Both } else { SignedWhere::HubPage });
    }
}

#[test]
fn what_must_be_taken_is_taken_and_what_must_be_refused_is_refused_with_its_code() {
    let vectors = vectors();
    let record = &vectors["records"][0];
    let mut wrong = Vec::new();
    for (name, code) in [("accepted", false), ("refused", true)] {
        for vector in list(&vectors, name) {
            let expected = if code { text(vector, "code") } else { "" };
            let found = verdict(record, text(vector, "signatures"));
            if found != expected {
                wrong.push(format!("{}: expected {expected:?}, found {found:?}", text(vector, "name")));
            }
        }
        for vector in list(&vectors["lines"], name) {
            let expected = if code { text(vector, "code") } else { "" };
            let found = WebauthnKey::from_line(text(vector, "line")).map_or_else(|e| e.code(), |_| "");
            if found != expected {
                wrong.push(format!("line: {}: expected {expected:?}, found {found:?}", text(vector, "name")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn keys_have_the_ids_and_parts_that_the_specification_gives_them() {
    let vectors = vectors();
    for key in list(&vectors, "keys") {
        let read = WebauthnKey::from_line(text(key, "line")).unwrap();
        assert_eq!(read.id().to_string(), text(key, "id"));
        assert_eq!(hex::encode(read.cose()), text(key, "cose"));
    }
    let made = &vectors["registration"];
    let origins: Vec<&str> = list(made, "origins").iter().map(|o| o.as_str().unwrap()).collect();
    let data = hex::decode(text(made, "authenticator_data")).unwrap();
    let key = WebauthnKey::from_registration(Purpose::Sign, &data, text(made, "rp_id"), &origins).unwrap();
    assert_eq!(key.line(), text(made, "line"));
}

/// The codes in the source: the strings at the ends of the arms of `code`.
fn codes() -> BTreeSet<&'static str> {
    let source = include_str!("../src/webauthn/error.rs");
    source.lines().filter_map(|line| line.trim().split_once("=> \"")?.1.strip_suffix("\",")).collect()
}

#[test]
fn every_code_has_a_vector_and_a_place_in_the_specification() {
    let vectors = vectors();
    let refused = list(&vectors, "refused").iter().chain(list(&vectors["lines"], "refused"));
    let with_vector: BTreeSet<&str> = refused.map(|v| text(v, "code")).collect();
    let codes = codes();
    assert!(codes.len() > 15 && codes.is_subset(&with_vector), "{:?}", &codes - &with_vector);
    let specification = include_str!("../../../docs/spec/record.md");
    for code in codes {
        assert!(specification.contains(&format!("`{code}`")), "docs/spec/record.md doesn't say {code}");
    }
}

/// The specification prints one passkey's line.
#[test]
fn the_line_that_the_specification_prints_is_one() {
    let specification = include_str!("../../../docs/spec/record.md");
    let line = specification.lines().find_map(|l| l.strip_prefix("    webauthn sign ")).unwrap();
    WebauthnKey::from_line(&format!("webauthn sign {line}")).unwrap();
}
