//! `--format json` has the members that other programs rely on, whatever was read.

use crate::{comity, sample, samples};
use instruments::Instrument;
use serde_json::Value;
use std::path::Path;

/// Members of the answer, of what stands in its lists, and of what stands in those.
const TOP: [&str; 15] = [
    "form",
    "symbol",
    "title",
    "language",
    "status",
    "dates",
    "place",
    "body",
    "agenda_items",
    "participants",
    "provisions",
    "citations",
    "repairs",
    "review",
    "review_state",
];
const IN_LISTS: [(&str, &[&str]); 5] = [
    ("dates", &["date", "role"]),
    ("participants", &["code", "name", "printed_as", "type", "basis"]),
    ("citations", &["kind", "symbol", "title", "date", "paragraph"]),
    ("repairs", &["before", "after"]),
    ("review", &["code", "message", "where"]),
];
const OF_PROVISIONS: [&str; 7] = ["label", "role", "opening", "act", "text", "framework_items", "children"];

/// Walks all of an answer; says of which lists it has seen an element.
pub fn walk(answer: &Value) -> Vec<&'static str> {
    let has = |value: &Value, members: &[&str]| {
        for member in members {
            assert!(value.get(member).is_some(), "{member} is missing in {value}");
        }
    };
    has(answer, &TOP);
    let mut seen = Vec::new();
    for (list, members) in IN_LISTS {
        let elements = answer[list].as_array().unwrap_or_else(|| panic!("{list} is a list"));
        for one in elements {
            has(one, members);
        }
        if !elements.is_empty() {
            seen.push(list);
        }
    }
    let mut provisions: Vec<&Value> = answer["provisions"].as_array().expect("a list").iter().collect();
    while let Some(one) = provisions.pop() {
        has(one, &OF_PROVISIONS);
        let role = one["role"].as_str().expect("a role is a word");
        assert!(["preambular", "operative", "other"].contains(&role), "{role}");
        one["framework_items"]
            .as_array()
            .expect("a list")
            .iter()
            .for_each(|link| has(link, &["item", "because"]));
        provisions.extend(one["children"].as_array().expect("a list"));
    }
    // The reader's own types take it back: no member is misnamed, misplaced or of another shape.
    serde_json::from_value::<Instrument>(answer.clone()).expect("it is an instrument");
    seen
}

#[test]
fn every_sample_has_every_member_and_together_they_fill_every_list() {
    let here = Path::new(".");
    let mut seen = Vec::new();
    let folders = ["source", "samples"].map(|folder| std::fs::read_dir(samples(folder)).expect("committed"));
    for file in folders.into_iter().flatten().map(|file| file.expect("readable").path()) {
        let known =
            file.extension().is_some_and(|end| ["txt", "pdf", "docx", "html"].iter().any(|it| end == *it));
        if known {
            seen.extend(walk(
                &comity(here, &["import", file.to_str().expect("UTF-8"), "--format", "json"]).json(),
            ));
        }
    }
    for (list, _) in IN_LISTS {
        assert!(seen.contains(&list), "no sample has {list}");
    }
}

#[test]
fn the_source_is_named_with_its_digest_and_what_it_is() {
    let file = sample("resolution.fr.pdf");
    let source = &comity(Path::new("."), &["import", &file, "--format", "json"]).json()["source"];
    let digest = hex::encode(store::sha256(&std::fs::read(&file).expect("readable")));
    assert_eq!(source["file"], "resolution.fr.pdf");
    assert_eq!(source["media_type"], "application/pdf");
    assert_eq!(source["sha256"], digest);
}

#[test]
fn several_files_are_answered_one_after_the_other_and_one_bad_one_is_told_by_the_exit_code() {
    let files = [sample("resolution.en.txt"), sample("README.md.missing"), sample("resolution.fr.txt")];
    let ran = comity(Path::new("."), &["import", &files[0], &files[1], &files[2], "--format", "json"]);
    assert_eq!(ran.status, 2);
    let answers = serde_json::Deserializer::from_str(&ran.out).into_iter::<Value>();
    let languages: Vec<_> = answers.map(|one| one.expect("JSON")["language"].clone()).collect();
    assert_eq!(languages, ["en", "fr"]);
}

#[test]
fn a_score_has_precision_and_recall_of_the_sets_that_were_read_with() {
    let file = sample("resolution.en.txt");
    let args = ["import", &file, "--format", "json", "--mechanism", "cis-iis", "--score", "cis-2020"];
    let score = &comity(Path::new("."), &args).json()["score"];
    for share in ["precision", "recall"] {
        assert!(score[share].as_f64().is_some_and(|it| (0.0..=1.0).contains(&it)), "{score}");
    }
    let sets = score["sets"].as_array().expect("a list");
    assert!(sets.iter().any(|set| set == "cis"), "{score}");
    let missing = score["missing"].as_array().expect("a list");
    assert!(
        missing.iter().any(|link| link["item"].as_str().is_some_and(|item| item.starts_with("cis/"))),
        "{score}"
    );
    comity(Path::new("."), &["import", &file, "--score", "cis-2021"]).assert_refused("unknown-instrument");
}

#[test]
fn the_summary_sends_no_control_character_of_a_file_to_a_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = std::fs::read_to_string(sample("resolution.en.txt")).expect("readable");
    std::fs::write(folder.path().join("t.txt"), text.replace("Calls upon", "Calls\u{9b}2J upon"))
        .expect("writable");
    let ran = comity(folder.path(), &["import", "t.txt"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("op1-a") && !ran.out.contains('\u{9b}'), "{}", ran.out);
}
