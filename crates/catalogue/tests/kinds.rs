//! Kinds' files that somebody else wrote: what can't become a form is named, and earlier versions stay for reading.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use catalogue::{Catalogue, CatalogueError, Lang};
use serde_json::{Value, json};

const SAMPLE: &str = include_str!("../../kinds/tests/kinds/sample.json");

fn sample() -> Value {
    serde_json::from_str(SAMPLE).unwrap()
}

fn load(kinds: &[Value]) -> Result<Catalogue, CatalogueError> {
    let file =
        |(at, kind): (usize, &Value)| (format!("kinds/sample-{at}.json"), serde_json::to_vec(kind).unwrap());
    Catalogue::from_files(kinds.iter().enumerate().map(file))
}

/// Each row: where a part of the sample is replaced, by what, the code, and the place that the error names.
fn rows() -> Vec<(&'static str, Value, &'static str, &'static str)> {
    let text = |words: &str| json!({"en": words, "fr": words});
    vec![
        // Conditions that hang on no choice, or on themselves.
        ("/fields/1/when", json!({"field": "amount", "is": ["x"]}), "catalogue-missing-target", "sample.why"),
        (
            "/fields/2/when",
            json!({"field": "help", "is": ["money"]}),
            "catalogue-inconsistent",
            "sample.help",
        ),
        (
            "/fields/1/when",
            json!({"field": "nothing", "is": ["no"]}),
            "catalogue-missing-target",
            "sample.why",
        ),
        (
            "/fields/1/when",
            json!({"field": "answer", "is": ["perhaps"]}),
            "catalogue-missing-target",
            "sample.why",
        ),
        ("/fields/1/when", json!({"field": "answer", "is": []}), "catalogue-inconsistent", "sample.why"),
        ("/fields/1/required", json!(true), "catalogue-inconsistent", "sample.why"),
        // Types that no form has, and what they lack.
        ("/fields/0/type", json!("colour"), "catalogue-unreadable", "kinds/sample-0.json"),
        ("/fields/0/choices", json!([]), "catalogue-inconsistent", "sample.answer"),
        ("/fields/1/max_chars", Value::Null, "catalogue-inconsistent", "sample.why"),
        ("/fields/5/max_number", Value::Null, "catalogue-inconsistent", "sample.staff"),
        ("/fields/9/max_items", json!(257), "catalogue-inconsistent", "sample.steps"),
        ("/fields/9/columns", json!([]), "catalogue-inconsistent", "sample.steps"),
        ("/fields/9/columns/0/type", json!("rows"), "catalogue-inconsistent", "sample.steps.what"),
        ("/fields/1/columns", json!([]), "", ""),
        ("/fields/0/id", json!("An answer"), "catalogue-bad-id", "sample.An answer"),
        ("/fields/1/id", json!("answer"), "catalogue-duplicate", ""),
        // Languages.
        ("/fields/0/label", json!({"en": "Answer"}), "catalogue-missing-text", "sample.answer"),
        ("/fields/0/label", json!({"en": "Answer", "fr": "  "}), "catalogue-missing-text", "sample.answer"),
        ("/awaiting_translation", json!(["ar", "es", "ru"]), "catalogue-missing-text", "sample"),
        // The outline.
        ("/sections/0/part", json!("three"), "catalogue-missing-target", "sample.first"),
        ("/sections/0/part", Value::Null, "catalogue-inconsistent", "sample.first"),
        ("/sections/1/asks", json!("four"), "catalogue-inconsistent", "sample.norm-a"),
        ("/sections/1/framework_item", json!("un/norm-13-z"), "catalogue-missing-target", "sample.norm-a"),
        ("/fields/0/section", json!("last"), "catalogue-missing-target", "sample.answer"),
        ("/parts/1/id", json!("one"), "catalogue-duplicate", ""),
        ("/signers", json!({"min": 0, "max": 1}), "catalogue-inconsistent", "sample"),
        ("/names", text("Another name"), "", ""),
    ]
}

#[test]
fn what_cant_become_a_form_is_named() {
    for (place, with, code, named) in rows() {
        let mut kind = sample();
        let (parent, member) = place.rsplit_once('/').unwrap();
        let parent = if parent.is_empty() { &mut kind } else { kind.pointer_mut(parent).unwrap() };
        match with {
            Value::Null => _ = parent.as_object_mut().unwrap().remove(member),
            with => parent[member] = with,
        }
        let found = load(&[kind]);
        let found = found.err().map(|error| (error.code(), error.to_string()));
        let expected = (!code.is_empty()).then_some(code);
        assert_eq!(found.as_ref().map(|(code, _)| *code), expected, "{place}: {found:?}");
        assert!(found.is_none_or(|(_, message)| message.contains(named)), "{place} names {named}");
    }
}

#[test]
fn conditions_that_go_in_a_circle_are_refused() {
    let mut kind = sample();
    kind["fields"][2]["when"] = json!({"field": "areas", "is": ["law"]});
    assert!(load(&[kind.clone()]).is_ok());
    kind["fields"][4]["when"] = json!({"field": "help", "is": ["money"]});
    let error = load(&[kind]).unwrap_err();
    assert_eq!(error.code(), "catalogue-inconsistent");
    assert!(error.to_string().contains("circle"), "{error}");
}

#[test]
fn a_form_beyond_its_limits_is_refused() {
    let mut kind = sample();
    let field = kind["fields"][6].clone();
    let more = (0..512).map(|at| {
        let mut field = field.clone();
        field["id"] = json!(format!("more-{at}"));
        field
    });
    kind["fields"].as_array_mut().unwrap().extend(more);
    assert_eq!(load(&[kind]).unwrap_err().code(), "catalogue-inconsistent");
    let mut kind = sample();
    let column = kind["fields"][9]["columns"][1].clone();
    let more = (0..8).map(|at| {
        let mut column = column.clone();
        column["id"] = json!(format!("more-{at}"));
        column
    });
    kind["fields"][9]["columns"].as_array_mut().unwrap().extend(more);
    assert_eq!(load(&[kind]).unwrap_err().code(), "catalogue-inconsistent");
}

#[test]
fn fields_of_sets_stand_in_their_sections_in_order() {
    let catalogue = load(&[sample()]).unwrap();
    let kind = catalogue.kind("sample").unwrap();
    let ids: Vec<&str> = kind.fields.iter().map(|field| field.id.as_str()).collect();
    assert_eq!(
        &ids[ids.len() - 6..],
        ["norm-a-done", "norm-a-stage", "norm-a-result", "norm-b-done", "norm-b-stage", "norm-b-result"]
    );
    let on = kind.field("norm-b-result").unwrap().when.as_ref().unwrap();
    assert_eq!(on.field, "norm-b-stage");
    let outline: Vec<_> = kind
        .outline()
        .into_iter()
        .map(|(part, sections)| {
            (
                part.and_then(|part| part.label.as_deref()),
                sections.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(),
            )
        })
        .collect();
    assert_eq!(outline, [(Some("I."), vec!["first"]), (Some("II."), vec!["norm-a", "norm-b"])]);
}

#[test]
fn an_earlier_version_stays_for_reading() {
    let mut second = sample();
    second["version"] = json!(2);
    second["fields"][0]["label"] = json!({"en": "Reply", "fr": "Réplique"});
    for files in [[sample(), second.clone()], [second, sample()]] {
        let catalogue = load(&files).unwrap();
        let label = |version| {
            let kind = catalogue.kind_as_written("sample", version).unwrap();
            kind.field("answer").unwrap().label.get(Lang::En).to_owned()
        };
        assert_eq!((label(1), label(2)), ("answer".to_owned(), "Reply".to_owned()));
        assert_eq!(label(9), "Reply", "a version that isn't known here is read by the one in force");
        assert_eq!(catalogue.files().len(), 1, "one is published");
    }
}
