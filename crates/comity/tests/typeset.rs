//! `comity typeset`: a document becomes a file in each form, in a process of its own for PDF.

use std::path::Path;
use std::process::{Command, Output};

#[path = "support/hub.rs"]
mod hub;
#[path = "support/ports.rs"]
mod ports;
#[path = "../../reports/tests/support/sample.rs"]
mod sample;

fn typeset(folder: &Path, output: &str, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command
        .arg("typeset")
        .arg(folder.join("report.json"))
        .arg("--output")
        .arg(folder.join(output))
        .args(more);
    command.output().expect("the binary runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn folder_with(language: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let json = serde_json::to_vec(&sample::report(language)).expect("JSON");
    std::fs::write(folder.path().join("report.json"), json).expect("written");
    folder
}

#[test]
fn a_document_is_written_in_each_form_and_pages_are_the_same_twice() {
    let folder = folder_with("zh");
    for (name, begins) in
        [("a.pdf", "%PDF-"), ("b.pdf", "%PDF-"), ("a.docx", "PK"), ("a.html", "<!DOCTYPE html>")]
    {
        let output = typeset(folder.path(), name, &[]);
        assert!(output.status.success(), "{name}: {}", said(&output));
        let bytes = std::fs::read(folder.path().join(name)).expect("written");
        assert!(bytes.starts_with(begins.as_bytes()), "{name}");
    }
    let bytes = |name| std::fs::read(folder.path().join(name)).expect("written");
    assert!(bytes("a.pdf") == bytes("b.pdf"));
}

/// Whoever asks a hub twice for the same report is given the same bytes, so that two ministries can compare their files.
#[test]
fn the_same_report_asked_of_a_hub_twice_is_the_same_pdf() {
    let hub = hub::Hub::demo(12);
    let pdf = |path: &str| {
        let mut answer = ureq::get(&format!("{}{path}", hub.url)).call().expect("an answer");
        assert_eq!(answer.headers()["content-type"], "application/pdf", "{path}");
        answer.body_mut().with_config().limit(64 << 20).read_to_vec().expect("bytes")
    };
    let entries = hub.json("/register.json")["entries"].clone();
    let said = entries.as_array().expect("a list").iter().map(|entry| &entry["record"]);
    let record = said.clone().find(|record| record["kind"] == "measure").expect("a measure among the newest");
    let (id, code) =
        (record["id"].as_str().expect("an id"), record["participant"]["code"].as_str().expect("a code"));
    let mechanism = record["mechanisms"][0]["id"].as_str().expect("a mechanism");
    let cycles = hub.json("/cycles.json");
    let cycle = cycles["past"][0]["href"].as_str().or(cycles["open"][0]["href"].as_str()).expect("a cycle");
    for (path, lang) in [
        (format!("/records/{id}/print?"), "ar"),
        (format!("/participants/{code}/report?mechanism={mechanism}&"), "zh"),
        (format!("{cycle}/report?by=author&"), "ru"),
    ] {
        let path = format!("{path}form=pdf&lang={lang}");
        let (one, other) = (pdf(&path), pdf(&path));
        assert!(one.starts_with(b"%PDF-"), "{path}");
        assert!(one == other, "{path}: {} and {} bytes differ", one.len(), other.len());
    }
}

#[test]
fn a_font_that_is_missing_is_named_with_its_package() {
    let folder = folder_with("ar");
    let fonts = folder.path().to_str().expect("a name").to_owned();
    let output = typeset(folder.path(), "a.pdf", &["--fonts", &fonts]);
    assert!(!output.status.success() && !folder.path().join("a.pdf").exists());
    let said = said(&output);
    assert!(said.contains("fonts-missing") && said.contains("install the package fonts-noto-c"), "{said}");
}

#[test]
fn what_is_no_document_is_refused() {
    let folder = folder_with("en");
    assert!(said(&typeset(folder.path(), "a.odt", &[])).contains("unknown-form"));
    std::fs::write(folder.path().join("report.json"), "{\"blocks\":[]}").expect("written");
    assert!(said(&typeset(folder.path(), "a.html", &[])).contains("not-a-document"));
}
