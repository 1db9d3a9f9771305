//! What a body of the project's own kind `measure` may hold.

use admission::{ArrivalError, ContentError, check_arrival, check_content};
use catalogue::Kind;
use record::body::{Arrival, Attachment, Medium};
use record::{Body, Hash, Header, RecordId, header::Salt};
use rehearsal::World;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn measure() -> Kind {
    serde_json::from_str(include_str!("../../../../catalogue/kinds/measure.json")).unwrap()
}

fn check(content: &Value) -> Result<(), ContentError> {
    let content = content.as_object().unwrap().clone();
    check_content(&measure(), &Body { comity: 1, salt: Salt([0; 16]), content, attachments: Vec::new() })
}

fn whole() -> Value {
    json!({
        "title": "A duty point", "summary": "One line.\nAnother.", "status": "in-force",
        "began": "1998-05", "responsible_body": "Ministry", "links": ["https://law.example/2?x=1#a"],
    })
}

/// Each row: field, what it is set to (null takes it out), the code; "" where nothing is wrong.
const ROWS: &[(&str, &str, &str)] = &[
    ("title", "null", "content-missing"),
    ("title", "\"  \"", "content-missing"),
    ("title", "5", "content-not-text"),
    ("title", "\"a\\nb\"", "content-several-lines"),
    ("title", "\"a\\u0007\"", "content-not-plain"),
    ("title", "\"a\\u202eb\"", "content-not-plain"),
    ("title", "\"Mesure d\u{2019}\u{e9}t\u{e9}\"", ""),
    ("summary", "\"a\\r\\nb\"", "content-not-plain"),
    ("summary", "\"\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}\"", ""),
    ("status", "\"done\"", "content-not-a-choice"),
    ("status", "\"planned\"", ""),
    ("began", "null", ""),
    ("began", "\"1998\"", ""),
    ("began", "\"2024-02-29\"", ""),
    ("began", "\"2023-02-29\"", "content-not-a-date"),
    ("began", "\"2023-13\"", "content-not-a-date"),
    ("began", "\"23\"", "content-not-a-date"),
    ("began", "\"+998\"", "content-not-a-date"),
    ("began", "\"1998-1-1-1\"", "content-not-a-date"),
    ("links", "\"https://a.example\"", "content-not-a-list"),
    ("links", "[1]", "content-not-a-list"),
    ("links", "[]", ""),
    ("links", "[\"javascript:alert(1)\"]", "content-not-an-address"),
    ("links", "[\"https://\"]", "content-not-an-address"),
    ("links", "[\"https://un.org@evil.example/\"]", "content-not-an-address"),
    ("links", "[\"https://a.example/\\\"onload\"]", "content-not-an-address"),
    ("links", "[\"https://\u{430}.example/\"]", "content-not-an-address"),
    ("colour", "\"red\"", "content-unknown-field"),
];

#[test]
fn each_fault_has_its_code_and_names_its_field() {
    for (field, value, code) in ROWS {
        let mut content = whole();
        let value: Value = serde_json::from_str(value).unwrap();
        if value.is_null() {
            content.as_object_mut().unwrap().remove(*field);
        } else {
            content[*field] = value.clone();
        }
        let found = check(&content).map_or_else(|e| (e.field.clone(), e.code()), |()| (String::new(), ""));
        let expected = if code.is_empty() { "" } else { field };
        assert_eq!((found.0.as_str(), found.1), (expected, *code), "{field} = {value}");
    }
}

#[test]
fn a_text_that_nobody_sees_is_missing() {
    for title in ["   ", "\u{200b}\u{200d}", "\u{2060}\u{ad}", "…"] {
        let mut content = whole();
        content["title"] = json!(title);
        assert_eq!(check(&content).err().map(|e| e.code()), Some("content-missing"), "{title:?}");
    }
    let mut content = whole();
    content["title"] = json!("paid\u{e0101}");
    assert!(check(&content).is_err(), "a variation selector hides text");
}

#[test]
fn limits_hold_at_their_edges() {
    let kind = measure();
    let longest = kind.field("title").unwrap().max_chars.unwrap() as usize;
    let most = kind.field("links").unwrap().max_items.unwrap() as usize;
    let with = |field: &str, value: Value| {
        let mut content = whole();
        content[field] = value;
        check(&content).err().map(|e| e.code())
    };
    assert_eq!(with("title", json!("é".repeat(longest))), None);
    assert_eq!(with("title", json!("é".repeat(longest + 1))), Some("content-too-long"));
    assert_eq!(with("links", json!(vec!["https://a.example"; most])), None);
    assert_eq!(with("links", json!(vec!["https://a.example"; most + 1])), Some("content-too-many"));
}

#[test]
fn a_date_is_as_precise_as_its_field_asks() {
    let mut kind = measure();
    let began = kind.fields.iter_mut().find(|f| f.id == "began").unwrap();
    began.precision = Some(catalogue::Precision::Day);
    let content = whole().as_object().unwrap().clone();
    let body = Body { comity: 1, salt: Salt([0; 16]), content, attachments: Vec::new() };
    assert_eq!(check_content(&kind, &body).unwrap_err().code(), "content-not-precise");
}

#[test]
fn every_code_is_tried_here() {
    let source = include_str!("../../src/content.rs");
    let arms = source.lines().filter_map(|l| l.trim().split_once("=> \"")?.1.strip_suffix("\","));
    let here = include_str!("content.rs");
    let untried: BTreeSet<&str> = arms.filter(|code| !here.contains(&format!("\"{code}\""))).collect();
    assert_eq!(untried, BTreeSet::new());
}

#[test]
fn a_transmission_and_what_confirms_it_say_how_it_arrived_and_nothing_else_does() {
    let w = World::furnished();
    let (transmission, mut measure) = (w.transmission().header, w.measure().header);
    let body = |reference: &str, on: &str, bytes: u64| {
        let received = Arrival { medium: Medium::EMail, reference: reference.to_owned(), on: on.to_owned() };
        let sha256 = Hash([1; 32]);
        let file =
            Attachment { sha256, bytes, media_type: "text/plain".to_owned(), received: Some(received) };
        Body { comity: 1, salt: Salt([0; 16]), content: serde_json::Map::new(), attachments: vec![file] }
    };
    let right = body("Note 12", "2026-11-03", 5);
    let code = |header: &Header, body: &Body| check_arrival(header, body).map_err(ArrivalError::code);
    assert_eq!(code(&transmission, &right), Ok(()));
    assert_eq!(code(&measure, &right), Err("arrival-not-transmitted"));
    measure.supersedes = vec![RecordId([2; 32])];
    assert_eq!(code(&measure, &right), Ok(()));
    for (reference, on, bytes, refused) in [
        ("", "2026-11-03", 5, "arrival-reference"),
        ("Note\n12", "2026-11-03", 5, "arrival-reference"),
        ("Note 12", "2026-11", 5, "arrival-date"),
        ("Note 12", "2026-02-30", 5, "arrival-date"),
        ("Note 12", "2026-11-03", 0, "attachment-size"),
        ("Note 12", "2026-11-03", (16 << 20) + 1, "attachment-size"),
    ] {
        assert_eq!(code(&transmission, &body(reference, on, bytes)), Err(refused));
    }
    let mut twice = right.clone();
    twice.attachments.extend(right.attachments.clone());
    assert_eq!(code(&transmission, &twice), Err("attachment-twice"));
    twice.attachments.clear();
    assert_eq!(code(&transmission, &twice), Err("arrival-missing"));
}
