//! `--data`: what is kept, and that one text is kept once.

use crate::{comity, edit, sample};
use serde_json::json;
use std::path::Path;
use store::{DataFolder, Import, WORKSPACE_FILE, Workspace};

/// What the workspace of a data folder keeps.
pub fn kept(data: &Path) -> Vec<Import> {
    if !data.join(WORKSPACE_FILE).exists() {
        return Vec::new();
    }
    let workspace = Workspace::open(&data.join(WORKSPACE_FILE)).expect("a workspace");
    let digests = workspace.imports().expect("readable");
    digests.iter().filter_map(|(digest, _)| workspace.import(digest).expect("readable")).collect()
}

#[test]
fn original_structure_and_review_are_kept_and_the_review_is_brought_up_to_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, data) = (sample("resolution.en.pdf"), folder.path().join("data"));
    let import = |more: &[&str]| {
        let args = [&["import", &file, "--data", "data", "--format", "json"], more].concat();
        comity(folder.path(), &args).json()
    };
    assert_eq!(import(&[])["kept"]["outcome"], "new");
    let first = &kept(&data)[0];
    assert_eq!(first.original, std::fs::read(&file).expect("readable"));
    assert_eq!(first.name, "resolution.en.pdf");
    assert!(first.review.contains("\"state\":\"read\""), "{}", first.review);
    assert_eq!(import(&[])["kept"]["outcome"], "same-file");

    comity(folder.path(), &["import", &file, "--review", "review.json"]);
    edit(&folder.path().join("review.json"), |it| {
        it["confirmed"] = json!(true);
        it["instrument"]["title"] = json!("The title as printed");
    });
    assert_eq!(import(&["--review", "review.json"])["kept"]["outcome"], "reviewed");
    let now = &kept(&data)[0];
    assert!(now.review.contains("\"state\":\"confirmed\""), "{}", now.review);
    assert!(now.structure.contains("The title as printed"));
    assert_eq!(now.original, first.original);

    assert_eq!(import(&[])["kept"]["outcome"], "same-file");
    assert_eq!(kept(&data)[0], *now, "an import without review takes no review away");
}

#[test]
fn one_text_in_four_formats_is_one_text_and_its_translation_is_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let import = |name: &str| {
        let args = ["import", &sample(name), "--data", "data", "--format", "json"];
        comity(folder.path(), &args).json()["kept"].clone()
    };
    assert_eq!(import("resolution.en.txt"), json!({ "outcome": "new" }));
    for name in ["resolution.en.pdf", "resolution.en.docx", "resolution.en.html"] {
        assert_eq!(import(name), json!({ "outcome": "same-text", "name": "resolution.en.txt" }), "{name}");
    }
    assert_eq!(import("resolution.fr.txt"), json!({ "outcome": "new" }));
    assert_eq!(kept(&folder.path().join("data")).len(), 2);
    let said = comity(folder.path(), &["import", &sample("resolution.en.pdf"), "--data", "data"]).out;
    assert!(said.contains("the same text is kept already, as resolution.en.txt"), "{said}");
}

#[test]
fn beside_a_hub_that_holds_the_folder_it_is_kept_for_a_secretariat() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let held = DataFolder::open(&data).expect("a data folder");
    let file = sample("resolution.en.txt");
    let args = ["import", &file, "--data", "data"];
    let ran = comity(folder.path(), &args);
    assert_eq!(ran.status, 1, "no workspace yet: whoever holds the folder is at work on it");
    assert!(ran.err.contains("wait") && ran.err.contains("instrument publish"), "{}", ran.err);
    assert!(kept(&data).is_empty());

    let hub = Workspace::open(&held.workspace_file().expect("a place")).expect("a workspace");
    assert_eq!(comity(folder.path(), &args).status, 0);
    assert!(!hub.imports().expect("readable").is_empty(), "the hub sees it");
    let json = |more: &[&str]| comity(folder.path(), &[&args[..], &["--format", "json"], more].concat());
    let assigned = json(&["--mechanism", "sg-views"]).json()["kept"].clone();
    let now = json!({ "outcome": "assigned", "name": "resolution.en.txt", "mechanism": "sg-views" });
    assert_eq!(assigned, now);
    assert!(kept(&data)[0].review.contains("\"mechanism\":\"sg-views\""), "{}", kept(&data)[0].review);
    assert_eq!(json(&[]).json()["kept"]["outcome"], "same-file", "it stays theirs");
    let other = json(&["--mechanism", "arf-ict"]);
    assert_eq!(other.status, 1, "{}{}", other.out, other.err);
    assert!(other.err.contains("for the secretariat of sg-views"), "{}", other.err);
}

#[test]
fn a_folder_of_other_things_is_not_taken_for_a_data_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("letter.txt"), "Dear friend").expect("writable");
    let ran = comity(folder.path(), &["import", &sample("resolution.en.txt"), "--data", "."]);
    assert_ne!(ran.status, 0);
    assert!(!folder.path().join(WORKSPACE_FILE).exists());
}

#[test]
fn a_link_out_of_the_data_folder_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, outside) = (folder.path().join("data"), folder.path().join("outside.db"));
    drop(DataFolder::open(&data).expect("a data folder"));
    std::os::unix::fs::symlink(&outside, data.join(WORKSPACE_FILE)).expect("a link");
    let ran = comity(folder.path(), &["import", &sample("resolution.en.txt"), "--data", "data"]);
    assert_ne!(ran.status, 0, "{}", ran.out);
    assert!(!outside.exists(), "nothing is written where the link leads");
}
