//! Files that are no instrument, or were made to exhaust a reader: each is refused with its code, and nothing is kept.

use crate::{comity, sample};
use std::io::Write;
use std::path::Path;
use zip::write::SimpleFileOptions;

/// Imports a file of these bytes into a data folder that doesn't exist yet.
fn assert_refused(bytes: &[u8], code: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("file"), bytes).expect("writable");
    let ran = comity(folder.path(), &["import", "file", "--data", "data", "--review", "review.json"]);
    ran.assert_refused(code);
    let there: Vec<_> = std::fs::read_dir(folder.path()).expect("readable").collect();
    assert_eq!(there.len(), 1, "neither data folder nor review file: {there:?}");
}

fn docx(document: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", SimpleFileOptions::default()).expect("an entry");
    archive.write_all(document.as_bytes()).expect("memory");
    archive.finish().expect("memory").into_inner()
}

fn document(body: &str) -> String {
    format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}\
         </w:body></w:document>"
    )
}

#[test]
fn a_text_that_is_no_instrument_is_told_what_was_looked_for() {
    let letter =
        "Dear Maria,\n\nthe weather is fine and the sea is warm. We went to the market.\n\nYours, Jo\n";
    assert_refused(letter.as_bytes(), "no-provisions");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("letter.txt"), letter).expect("writable");
    let said = comity(folder.path(), &["import", "letter.txt"]).err;
    assert!(said.contains("found no provisions: looked for numbered or lettered paragraphs"), "{said}");
}

#[test]
fn a_text_of_50_mb() {
    assert_refused("1. Decides to cooperate;\n".repeat(2_000_000).as_bytes(), "file-too-large");
}

#[test]
fn a_text_over_what_an_instrument_may_have() {
    assert_refused("1. Decides to cooperate;\n".repeat(200_000).as_bytes(), "text-too-large");
}

#[test]
fn a_pdf_without_text() {
    let pdf = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
        2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
        3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>\nendobj\n\
        trailer\n<< /Root 1 0 R >>\n%%EOF\n";
    assert_refused(pdf.as_bytes(), "pdf-without-text");
}

#[test]
fn a_text_that_is_not_utf8() {
    let mut text = std::fs::read(sample("resolution.fr.txt")).expect("readable");
    text.extend_from_slice(b"caf\xE9 \xFF");
    assert_refused(&text, "not-utf8");
}

#[test]
fn a_docx_that_unpacks_to_a_quarter_of_a_gigabyte() {
    assert_refused(&docx(&document(&" ".repeat(1 << 28))), "zip-bomb");
}

#[test]
fn entities_that_multiply() {
    let level = |at: u32| format!("<!ENTITY a{at} \"{}\">", format!("&a{};", at - 1).repeat(10));
    let levels: String = (1..10).map(level).collect();
    let bomb = format!("<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a0 \"aaaaaaaaaa\">{levels}]>");
    assert_refused(format!("{bomb}<d>&a9;</d>").as_bytes(), "xml-with-dtd");
    let inside = document("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>");
    assert_refused(&docx(&format!("{bomb}{inside}")), "xml-with-dtd");
}

#[test]
fn a_page_of_100_000_elements_inside_each_other() {
    assert_refused(format!("<html>{}text", "<div>".repeat(100_000)).as_bytes(), "html-too-deep");
}

#[test]
fn what_is_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    comity(folder.path(), &["import", "absent.txt"]).assert_refused("file");
    comity(folder.path(), &["import", "."]).assert_refused("file");
    // A device says that it has no bytes and never ends.
    if Path::new("/dev/zero").exists() {
        comity(folder.path(), &["import", "/dev/zero"]).assert_refused("file-too-large");
    }
}
