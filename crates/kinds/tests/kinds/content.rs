//! What a body may hold: of the project's own kind `measure`, and of a sample that has every type of field.

use catalogue::Kind;
use kinds::{ContentError, check_content, faults};
use record::{Body, header::Salt};
use serde_json::{Value, json};
use std::collections::BTreeSet;

use crate::sample;

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

/// The same for the sample.
const SAMPLE_ROWS: &[(&str, &str, &str)] = &[
    ("areas", "[\"law\",\"people\"]", ""),
    ("areas", "[\"people\",\"people\"]", "content-twice"),
    ("areas", "[\"other\"]", "content-not-a-choice"),
    ("areas", "\"law\"", "content-not-a-list"),
    ("staff", "12", ""),
    ("staff", "\"12\"", "content-not-a-number"),
    ("staff", "1.5", "content-not-a-number"),
    ("staff", "-1", "content-not-a-number"),
    ("staff", "100001", "content-too-large"),
    ("note", "\"one two three\"", ""),
    ("note", "\"one two three four\"", "content-too-many-words"),
    ("why", "\"Because\"", "content-not-asked"),
    ("steps", "{}", "content-not-rows"),
    ("steps", "[{\"what\":\"A\"},{\"what\":\"B\"},{\"what\":\"C\"}]", "content-too-many"),
];

#[test]
fn each_fault_of_the_other_types_has_its_code() {
    for (field, value, code) in SAMPLE_ROWS {
        let content = json!({"answer": "yes", *field: serde_json::from_str::<Value>(value).unwrap()});
        let found = faults(&sample(), content.as_object().unwrap());
        let found: Vec<_> = found.iter().map(|e| (e.field.as_str(), e.code())).collect();
        let expected: &[_] = if code.is_empty() { &[] } else { &[(*field, *code)] };
        assert_eq!(found, expected, "{field} = {value}");
    }
}

#[test]
fn all_that_is_wrong_is_named_with_row_and_column() {
    let content = json!({
        "steps": [{"what": "A", "due": "2031-02-30"}, {"due": "2031"}, 3, {"what": "B", "who": "C"}], "more": 1,
    });
    let found = faults(&sample(), content.as_object().unwrap());
    let found: Vec<_> = found.iter().map(|e| (e.field.as_str(), e.code())).collect();
    let rows_beyond =
        [("answer", "content-missing"), ("steps", "content-too-many"), ("more", "content-unknown-field")];
    assert_eq!(found, rows_beyond);
    let mut kind = sample();
    kind.fields.iter_mut().find(|field| field.id == "steps").unwrap().max_items = Some(4);
    let found = faults(&kind, content.as_object().unwrap());
    let found: Vec<_> = found.iter().map(|e| (e.field.as_str(), e.code())).collect();
    let by_cell = [
        ("answer", "content-missing"),
        ("steps.1.due", "content-not-a-date"),
        ("steps.2.what", "content-missing"),
        ("steps.3", "content-not-rows"),
        ("steps.4.who", "content-unknown-field"),
        ("more", "content-unknown-field"),
    ];
    assert_eq!(found, by_cell);
}

#[test]
fn a_field_is_asked_when_the_choices_it_hangs_on_fell_so() {
    let kind = sample();
    let asked = |content: Value, field: &str| {
        kinds::is_asked(&kind, content.as_object().unwrap(), kind.field(field).unwrap())
    };
    assert!(!asked(json!({}), "why"));
    assert!(!asked(json!({"answer": "yes"}), "why"));
    assert!(asked(json!({"answer": "no"}), "why"));
    // Through another: the second hangs on the first.
    assert!(asked(json!({"answer": "no", "help": ["money"]}), "amount"));
    assert!(!asked(json!({"answer": "yes", "help": ["money"]}), "amount"));
    assert!(!asked(json!({"answer": "no", "help": ["advice"]}), "amount"));
}

#[test]
fn every_code_is_tried_here() {
    let source = include_str!("../../src/fault.rs");
    let arms = source.lines().filter_map(|l| l.trim().split_once("=> \"")?.1.strip_suffix("\","));
    let here = include_str!("content.rs");
    let untried: BTreeSet<&str> = arms.filter(|code| !here.contains(&format!("\"{code}\""))).collect();
    assert_eq!(untried, BTreeSet::new());
}
