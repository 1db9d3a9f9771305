//! The review file: written, corrected, read back, refused.

use crate::{comity, edit, sample};
use serde_json::json;

#[test]
fn a_review_is_written_once_then_read_back_with_what_a_person_corrected() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, review) = (sample("resolution.en.txt"), folder.path().join("review.json"));
    let import = || comity(folder.path(), &["import", &file, "--review", "review.json", "--format", "json"]);

    let first = import();
    assert!(first.err.contains("wrote review.json"), "{}", first.err);
    assert_eq!(first.json()["review_state"], "in-review");
    edit(&review, |it| it["instrument"]["body"] = json!("General Conference of the League of Islands"));
    let second = import();
    assert!(second.err.contains("not confirmed yet"), "{}", second.err);
    assert_eq!(second.json()["review_state"], "in-review");

    edit(&review, |it| {
        it["confirmed"] = json!(true);
        it["instrument"]["provisions"][2]["children"][1]["framework_items"] = json!([]);
    });
    let third = import();
    assert!(third.err.contains("confirmed, with"), "{}", third.err);
    let third = third.json();
    assert_eq!(third["review_state"], "confirmed");
    assert_eq!(third["body"], "General Conference of the League of Islands");
    assert_eq!(third["corrections"][0]["place"], "instrument.body");
    assert_eq!(third["corrections"][0]["after"], "General Conference of the League of Islands");
    assert_eq!(third["provisions"][2]["children"][1]["framework_items"], json!([]));
}

#[test]
fn every_problem_of_a_review_is_named_by_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = sample("resolution.en.txt");
    let import = || comity(folder.path(), &["import", &file, "--review", "review.json"]);
    import();
    let review = folder.path().join("review.json");
    let sound = std::fs::read_to_string(&review).expect("it was written");
    edit(&review, |it| {
        it["instrument"]["provisions"][0]["path"] = json!("First paragraph");
        it["instrument"]["provisions"][1]["text"] = json!("");
    });
    let ran = import();
    ran.assert_refused("review-invalid");
    assert!(ran.err.contains("instrument.provisions[0].path: "), "{}", ran.err);
    assert!(ran.err.contains("instrument.provisions[1].text: "), "{}", ran.err);

    std::fs::write(&review, &sound).expect("writable");
    edit(&review, |it| {
        let who =
            json!({ "code": "QQQ", "name": "Q", "printed_as": "Q", "type": "state", "basis": "sponsor" });
        it["instrument"]["participants"] = json!([who]);
        it["instrument"]["provisions"][0]["framework_items"] =
            json!([{ "item": "un/norm-14", "because": [] }]);
    });
    let ran = import();
    ran.assert_refused("review-unknown-id");
    assert!(ran.err.contains("instrument.participants[0].code: "), "{}", ran.err);
    assert!(ran.err.contains("instrument.provisions[0].framework_items[0].item: "), "{}", ran.err);
}

#[test]
fn a_review_of_another_text_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    comity(folder.path(), &["import", &sample("resolution.en.txt"), "--review", "review.json"]);
    let before = std::fs::read(folder.path().join("review.json")).expect("it was written");
    let other = sample("resolution.fr.txt");
    comity(folder.path(), &["import", &other, "--review", "review.json"])
        .assert_refused("review-wrong-source");
    assert_eq!(std::fs::read(folder.path().join("review.json")).expect("still there"), before);
}

#[test]
fn one_review_file_is_for_one_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let (en, fr) = (sample("resolution.en.txt"), sample("resolution.fr.txt"));
    comity(folder.path(), &["import", &en, &fr, "--review", "review.json"]).assert_refused("one-file");
    assert!(!folder.path().join("review.json").exists());
}
