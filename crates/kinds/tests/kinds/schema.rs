//! The schema says what the check asks, as far as it can, by the judgement of somebody else's validator.

use catalogue::Lang;
use kinds::{faults, schema};
use serde_json::{Value, json};

use crate::sample;

#[test]
fn a_validator_refuses_what_the_check_refuses() {
    let kind = sample();
    let schema = schema(&kind, Lang::En);
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let agree = |content: &Value| {
        let ours = faults(&kind, content.as_object().unwrap()).is_empty();
        assert_eq!(validator.is_valid(content), ours, "{content}");
        ours
    };
    let good = json!({"answer": "no", "why": "Later", "help": ["money"], "amount": 5, "steps": [{"what": "A", "due": "2031"}]});
    assert!(agree(&good));
    for (name, wrong) in [
        ("answer", json!("perhaps")),
        ("why", json!(5)),
        ("why", json!("x".repeat(101))),
        ("help", json!("money")),
        ("help", json!(["money", "money"])),
        ("amount", json!(-1)),
        ("amount", json!(1001)),
        ("since", json!("31")),
        ("pages", json!(["ftp://a.example"])),
        ("pages", json!(vec!["https://a.example"; 4])),
        ("steps", json!([{"due": "2031"}])),
        ("steps", json!([{"what": "A", "who": "B"}])),
        ("steps", json!([{"what": "A"}, {"what": "B"}, {"what": "C"}])),
        ("colour", json!("red")),
    ] {
        let mut content = good.clone();
        content[name] = wrong;
        assert!(!agree(&content), "{name}");
    }
    let mut unasked = good.clone();
    unasked["answer"] = json!("yes");
    assert!(!agree(&unasked));
}

#[test]
fn labels_are_in_the_language_asked() {
    let measure: catalogue::Kind =
        serde_json::from_str(include_str!("../../../../catalogue/kinds/measure.json")).unwrap();
    let schema = schema(&measure, Lang::Fr);
    assert_eq!(schema["properties"]["title"]["title"], measure.field("title").unwrap().label.get(Lang::Fr));
    assert_eq!(schema["title"], "Mesure");
}
