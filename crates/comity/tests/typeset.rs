//! `comity typeset`: a document becomes a file in each form, in a process of its own for PDF.

use std::path::Path;
use std::process::{Command, Output};

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
