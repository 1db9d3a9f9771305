//! Workflows in kinds' files: what no record could pass through is named, and those that we ship can be.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use catalogue::{Catalogue, CatalogueError, Lang};
use serde_json::{Value, json};

const SAMPLE: &str = include_str!("../../kinds/tests/kinds/sample.json");

fn names(text: &str) -> Value {
    let all = Lang::ALL.iter().map(|lang| (lang.code().to_owned(), json!(text)));
    Value::Object(all.collect())
}

fn state(id: &str, ends: bool) -> Value {
    json!({"id": id, "names": names(id), "ends": ends})
}

fn step(id: &str, from: &[&str], to: &str) -> Value {
    json!({"id": id, "names": names(id), "from": from, "to": to, "who": ["author"], "told": ["referred"]})
}

/// Open and closed, again and again, and over at last.
fn workflow() -> Value {
    json!({
        "start": "open",
        "states": [state("open", false), state("closed", false), state("over", true)],
        "moves": [
            step("close", &["open"], "closed"),
            step("reopen", &["closed"], "open"),
            step("finish", &["open", "closed"], "over"),
        ],
    })
}

fn load(workflow: Value) -> Result<Catalogue, CatalogueError> {
    let mut kind: Value = serde_json::from_str(SAMPLE).unwrap();
    kind["workflow"] = workflow;
    Catalogue::from_files([("kinds/sample.json", serde_json::to_vec(&kind).unwrap())])
}

#[test]
fn a_workflow_is_read_and_may_go_in_circles() {
    let catalogue = load(workflow()).unwrap();
    let workflow = catalogue.kind("sample").unwrap().workflow.clone().unwrap();
    let from_open: Vec<&str> = workflow.moves_from("open").map(|step| step.id.as_str()).collect();
    assert_eq!(from_open, ["close", "finish"]);
    assert!(workflow.state("over").unwrap().ends && !workflow.state("closed").unwrap().ends);
    assert_eq!(workflow.step("reopen").unwrap().to, "open");
}

#[test]
fn a_workflow_may_go_on_for_ever() {
    let endless = json!({
        "start": "open",
        "states": [state("open", false), state("closed", false)],
        "moves": [step("close", &["open"], "closed"), step("reopen", &["closed"], "open")],
    });
    assert!(load(endless).is_ok());
}

/// Each row: where a part of the workflow is replaced, by what (nothing: it is taken out), the code, and what the error names.
fn rows() -> Vec<(&'static str, Value, &'static str, &'static str)> {
    let mut without_french = names("open");
    without_french.as_object_mut().unwrap().remove("fr");
    vec![
        ("/start", json!("begun"), "catalogue-missing-target", "begun"),
        ("/moves/0/to", json!("begun"), "catalogue-missing-target", "sample.workflow.close"),
        ("/moves/2/from", json!(["open", "begun"]), "catalogue-missing-target", "sample.workflow.finish"),
        ("/moves/1/from", json!(["closed", "closed"]), "catalogue-duplicate", "closed"),
        ("/moves/1/from", json!([]), "catalogue-inconsistent", "sample.workflow.reopen"),
        ("/moves/0/to", json!("over"), "catalogue-inconsistent", "no move leads to this state"),
        ("/moves/1/to", json!("closed"), "catalogue-inconsistent", "from one state to another"),
        ("/moves/1/from", json!(["over"]), "catalogue-inconsistent", "out of an end"),
        ("/states/2/ends", json!(false), "catalogue-inconsistent", "sample.workflow.over"),
        ("/states/1/id", json!("open"), "catalogue-duplicate", "open"),
        ("/moves/1/id", json!("close"), "catalogue-duplicate", "close"),
        ("/moves/0/id", json!("To close"), "catalogue-bad-id", "To close"),
        ("/states/0/names", without_french, "catalogue-missing-text", "sample.workflow.open"),
        ("/moves/0/names", json!({"en": "Close"}), "catalogue-missing-text", "sample.workflow.close"),
        ("/moves/0/who", json!([]), "catalogue-inconsistent", "sample.workflow.close"),
        ("/moves/0/who", json!(["author", "author"]), "catalogue-inconsistent", "each once"),
        ("/moves/0/who", json!(["anybody"]), "catalogue-unreadable", "anybody"),
        ("/moves/0/told", Value::Null, "", ""),
        ("/moves/0/colour", json!("red"), "catalogue-unreadable", "colour"),
        ("/states", json!([]), "catalogue-inconsistent", "1 to 16 states"),
    ]
}

#[test]
fn what_no_record_could_pass_through_is_named() {
    for (place, with, code, named) in rows() {
        let mut workflow = workflow();
        let (parent, member) = place.rsplit_once('/').unwrap();
        let parent = if parent.is_empty() { &mut workflow } else { workflow.pointer_mut(parent).unwrap() };
        match with {
            Value::Null => _ = parent.as_object_mut().unwrap().remove(member),
            with => parent[member] = with,
        }
        let found =
            load(workflow).map_or_else(|error| (error.code(), error.to_string()), |_| ("", String::new()));
        assert!(found.0 == code && found.1.contains(named), "{place}: {found:?}");
    }
}

#[test]
fn a_workflow_beyond_its_limits_is_refused() {
    let mut long = workflow();
    let more = (0..14).map(|at| state(&format!("more-{at}"), true));
    long["states"].as_array_mut().unwrap().extend(more);
    let more = (0..14).map(|at| step(&format!("to-{at}"), &["open"], &format!("more-{at}")));
    long["moves"].as_array_mut().unwrap().extend(more);
    assert!(load(long.clone()).unwrap_err().to_string().contains("1 to 16 states"));
    long["states"].as_array_mut().unwrap().pop();
    long["moves"].as_array_mut().unwrap().pop();
    assert!(load(long).is_ok());
}

#[test]
fn those_that_we_ship_begin_open_and_end() {
    let catalogue = Catalogue::built_in().unwrap();
    for (kind, start, ends) in [
        ("capacity-need", "open", vec!["met", "withdrawn"]),
        ("capacity-offer", "open", vec!["closed"]),
        ("capacity-project", "proposed", vec!["completed", "ended"]),
        ("cycle", "open", vec!["closed"]),
    ] {
        let workflow = catalogue.kind(kind).unwrap().workflow.as_ref().unwrap();
        let over = workflow.states.iter().filter(|state| state.ends).map(|state| state.id.as_str());
        assert_eq!((workflow.start.as_str(), over.collect::<Vec<_>>()), (start, ends), "{kind}");
    }
    assert!(catalogue.kind("measure").unwrap().workflow.is_none());
}
