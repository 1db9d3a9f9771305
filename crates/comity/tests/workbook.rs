//! `comity workbook`: a questionnaire that goes round agencies without a hub's page, from the exported workbook to the
//! signed record. With the real binary, and a hub where one is needed.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod operating;

use catalogue::{Catalogue, Kind, Lang};
use operating::Place;
use serde_json::{Map, Value, json};
use std::path::Path;
use workbook::{Answers, Prefill};

fn kind(id: &str) -> &'static Kind {
    Catalogue::built_in().unwrap().kind(id).unwrap()
}

fn content(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap()
}

fn read(kind: &Kind, file: &Path) -> Answers {
    workbook::read_part(kind, &std::fs::read(file).unwrap()).unwrap()
}

/// A copy of a workbook with these answers written over it, as an agency saves it.
fn fill(kind: &Kind, from: &Path, to: &Path, typed: &Value) {
    let read = read(kind, from);
    let mut prefill = Prefill::typed(&read.content).for_cycle(read.cycle.clone());
    prefill.seen = read.cells.iter().filter_map(|(name, held)| Some((name.clone(), held.seen?))).collect();
    prefill.content.extend(content(typed));
    let texts = web::workbook_texts(Lang::Fr, None);
    std::fs::write(to, workbook::write_prefilled(kind, Lang::Fr, &texts, &prefill).unwrap()).unwrap();
}

#[test]
fn a_survey_goes_round_two_agencies_and_becomes_a_signed_answer_to_its_cycle() {
    let place = Place::new();
    let hub = place.serve(&[]);
    let cycles: Value = serde_json::from_str(&hub.get("/cycles.json").text).unwrap();
    let cycle = cycles["open"][0]["id"].as_str().expect("the demo has an open cycle").to_owned();
    let questionnaire = cycles["open"][0]["questionnaire"]["href"].as_str().unwrap().to_owned();
    let kind = kind(questionnaire.strip_prefix("/kinds/").unwrap());
    let texts: Vec<&str> = kind
        .fields
        .iter()
        .filter(|field| field.field_type == catalogue::FieldType::Text && field.when.is_none())
        .map(|field| field.id.as_str())
        .collect();
    let export = ["workbook", "export", "--cycle", &cycle, "--language", "ar", "--hub", &hub.url];
    place.must(&[&export[..], &["-o", "blank.xlsx"]].concat());
    let again = place.refuses(2, &[&export[..], &["-o", "blank.xlsx"]].concat());
    assert!(again.contains("file-there"), "nothing is written over: {again}");

    let required: Map<String, Value> =
        rehearsal::filled(kind).into_iter().filter(|(id, _)| kind.field(id).unwrap().required).collect();
    let mut one = required.clone();
    one.insert(texts[0].to_owned(), "The police".into());
    fill(kind, &place.path("blank.xlsx"), &place.path("one.xlsx"), &Value::Object(one));
    fill(kind, &place.path("blank.xlsx"), &place.path("two.xlsx"), &json!({texts[1]: "The ministry"}));
    fill(kind, &place.path("blank.xlsx"), &place.path("other.xlsx"), &json!({texts[0]: "Another word"}));

    let differ = place.refuses(2, &["workbook", "merge", "one.xlsx", "other.xlsx", "-o", "no.xlsx"]);
    assert!(
        differ.contains("one.xlsx") && differ.contains("The police") && differ.contains("Another word"),
        "{differ}"
    );
    assert!(differ.contains("· D") && differ.contains("workbooks-differ"), "by sheet and cell: {differ}");
    assert!(!place.path("no.xlsx").exists());

    place.must(&["workbook", "merge", "one.xlsx", "two.xlsx", "-o", "all.xlsx", "--language", "fr"]);
    let said = place.must(&["workbook", "check", "all.xlsx"]);
    assert!(said.contains("can become a draft"), "{said}");
    let import = ["workbook", "import", "all.xlsx", "answer", "--key", "keys/XAA", "--hub", &hub.url];
    place.must(&[&import[..], &["--item", "un/norm-13-f"]].concat());
    let header: Value =
        serde_json::from_slice(&std::fs::read(place.path("answer.header.json")).unwrap()).unwrap();
    assert_eq!(header["answers"], json!([cycle]), "it answers the cycle of its workbook");
    assert!(!place.path("answer.header.json.sig").exists(), "nothing is signed by it");
    place.must(&["record", "sign", "answer", "--key", "keys/XAA", "--yes"]);
    let id = place.submit(&hub, "answer").unwrap();
    let body: Value = serde_json::from_str(&hub.get(&format!("/records/{id}/body")).text).unwrap();
    assert_eq!(body["content"][texts[0]], "The police");
    assert_eq!(body["content"][texts[1]], "The ministry");

    // The next one begins with it: out of the record's files, and as the hub shows it to everybody.
    let next = ["workbook", "export", "--kind", &kind.id, "--hub", &hub.url];
    for (file, from) in [("files.xlsx", ["--from", "answer"]), ("folder.xlsx", ["--from", "."])] {
        place.must(&[&next[..], &from, &["-o", file]].concat());
        let answers = read(kind, &place.path(file)).content;
        assert_eq!(Value::Object(answers), body["content"], "{file}");
    }
    let none = place.refuses(2, &[&next[..], &["--from", "keys", "-o", "none.xlsx"]].concat());
    assert!(none.contains("nothing-said-before"), "{none}");
    let public = place.run(&[&next[..], &["--said-by", "XAA", "-o", "hub.xlsx"]].concat());
    assert!(public.status.success(), "{}", String::from_utf8_lossy(&public.stderr));
    assert!(!read(kind, &place.path("hub.xlsx")).content.is_empty());
}

#[test]
fn what_is_wrong_is_named_by_cell_and_what_is_missing_before_anybody_signs() {
    let place = Place::new();
    place.must(&["workbook", "export", "--kind", "measure", "-o", "blank.xlsx"]);
    let unfinished = place.must(&["workbook", "check", "blank.xlsx"]);
    assert!(
        unfinished.contains("is not finished") && unfinished.contains("· D4: this must be filled in"),
        "{unfinished}"
    );
    let import = ["workbook", "import", "blank.xlsx", "none", "--key", "keys/XAA"];
    let missing = place.refuses(2, &import);
    assert!(missing.contains("· D4") && !place.path("none.header.json").exists(), "{missing}");
    let wrong = json!({"title": "a\u{202e}b", "status": "perhaps"});
    fill(kind("measure"), &place.path("blank.xlsx"), &place.path("wrong.xlsx"), &wrong);
    let named = place.refuses(2, &["workbook", "check", "wrong.xlsx"]);
    assert!(named.matches(" D").count() >= 2 && named.contains("problems: 2."), "{named}");
    std::fs::write(place.path("text.xlsx"), "no workbook").unwrap();
    assert!(place.refuses(2, &["workbook", "check", "text.xlsx"]).contains("problems: 1."));
    let unknown = place.refuses(2, &["workbook", "export", "--kind", "nothing", "-o", "x.xlsx"]);
    assert!(unknown.contains("--kind-file"), "{unknown}");
}

#[test]
fn the_form_is_printed_in_every_language_and_form() {
    let place = Place::new();
    for (language, file, begins) in [
        ("ar", "ar.docx", "PK"),
        ("zh", "zh.html", "<!DOCTYPE html>"),
        ("ru", "ru.docx", "PK"),
        ("en", "en.html", "<!DOCTYPE html>"),
    ] {
        let print = ["workbook", "print", "--kind", "national-survey", "--language", language, "-o", file];
        place.must(&print);
        let bytes = std::fs::read(place.path(file)).unwrap();
        assert!(bytes.starts_with(begins.as_bytes()), "{file}");
    }
    let refused = ["workbook", "print", "--kind", "measure", "-o", "a.odt"];
    assert!(place.refuses(2, &refused).contains("unknown-form"));
    let refused = ["workbook", "print", "--kind", "measure", "--language", "de", "-o", "a.docx"];
    assert!(place.refuses(2, &refused).contains("ar, en, es, fr, ru or zh"));
}
