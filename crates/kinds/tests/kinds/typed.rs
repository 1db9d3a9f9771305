//! What is typed and what is written: the same content, whichever way it goes.

use kinds::{cells_of, content_of, faults};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::subsequence;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

use crate::sample;

fn typed(cells: &[(&str, &str)]) -> Map<String, Value> {
    let cells: Vec<(String, String)> =
        cells.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    content_of(&sample(), &|name: &str| {
        cells.iter().filter(|(cell, _)| cell == name).map(|(_, value)| value.clone()).collect()
    })
}

#[test]
fn blank_cells_leave_nothing_and_wrong_ones_stay_as_typed() {
    let content = typed(&[
        ("answer", " yes "),
        ("why", "  \r\n "),
        ("areas", "technology"),
        ("areas", "law"),
        ("staff", "a dozen"),
        ("note", "one\r\ntwo"),
        ("pages", "https://a.example\r\nhttps://b.example"),
        ("steps.2.what", "Second"),
        ("steps.9.what", "Beyond what is read"),
        ("nonsense", "x"),
        ("norm-b-stage", "begun"),
    ]);
    let expected = json!({
        "answer": "yes", "areas": ["law", "technology"], "staff": "a dozen", "note": "one\ntwo",
        "pages": ["https://a.example", "https://b.example"], "steps": [{"what": "Second"}], "norm-b-stage": "begun",
    });
    assert_eq!(Value::Object(content.clone()), expected);
    let codes: Vec<_> = faults(&sample(), &content).iter().map(kinds::ContentError::code).collect();
    assert_eq!(codes, ["content-not-a-number"]);
}

#[test]
fn a_row_too_many_is_refused_and_not_lost() {
    let content =
        typed(&[("answer", "yes"), ("steps.1.what", "A"), ("steps.2.what", "B"), ("steps.3.what", "C")]);
    let codes: Vec<_> = faults(&sample(), &content).iter().map(kinds::ContentError::code).collect();
    assert_eq!(codes, ["content-too-many"]);
}

fn word() -> impl Strategy<Value = String> {
    // Any script, as it is typed: nothing blank at the ends.
    "[a-zéЖ\u{0627}-\u{063a}信息]{1,8}( [a-zéЖ信息]{1,4})?"
}

fn row() -> impl Strategy<Value = Value> {
    (word(), of(2000_u32..2040), of(prop_oneof!["planned", "done"])).prop_map(|(what, due, state)| {
        let mut row = json!({"what": what});
        if let Some(due) = due {
            row["due"] = json!(due.to_string());
        }
        if let Some(state) = state {
            row["state"] = json!(state);
        }
        row
    })
}

fn content() -> impl Strategy<Value = Map<String, Value>> {
    let areas = subsequence(vec!["law", "people", "technology"], 1..=3);
    (of(areas), of(0_u64..=100_000), of(word()), vec(row(), 0..=2), of(word()), any::<bool>()).prop_map(
        |(areas, staff, why, steps, done, finished)| {
            let mut content = json!({"answer": if why.is_some() { "no" } else { "yes" }});
            let mut put = |name: &str, value: Option<Value>| {
                if let Some(value) = value {
                    content[name] = value;
                }
            };
            put("areas", areas.map(|areas| json!(areas)));
            put("staff", staff.map(|staff| json!(staff)));
            put("why", why.map(|why| json!(why)));
            put("steps", (!steps.is_empty()).then(|| json!(steps)));
            put("norm-a-done", done.map(|done| json!(done)));
            put("norm-a-stage", finished.then(|| json!("finished")));
            put("norm-a-result", finished.then(|| json!("A result")));
            content.as_object().cloned().unwrap()
        },
    )
}

proptest! {
    #[test]
    fn a_content_comes_back_through_its_cells(content in content()) {
        let kind = sample();
        prop_assert_eq!(faults(&kind, &content), vec![]);
        let cells: HashMap<String, Vec<String>> = cells_of(&kind, &content).into_iter().collect();
        let back = content_of(&kind, &|name: &str| cells.get(name).cloned().unwrap_or_default());
        let sorted = |content: &Map<String, Value>| content.clone().into_iter().collect::<std::collections::BTreeMap<_, _>>();
        prop_assert_eq!(sorted(&back), sorted(&content));
    }

    #[test]
    fn whatever_is_typed_a_content_is_read_and_judged(cells in proptest::collection::hash_map("[a-z.0-9-]{1,16}|answer|steps[.]1[.]what|areas|staff", vec(any::<String>(), 0..3), 0..8)) {
        let kind = sample();
        let content = content_of(&kind, &|name: &str| cells.get(name).cloned().unwrap_or_default());
        prop_assert!(content.keys().all(|name| kind.field(name).is_some()));
        let _judged = faults(&kind, &content);
    }
}
