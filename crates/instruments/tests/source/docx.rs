//! DOCX: numbering, changes and notes, on archives made here.

use std::io::Write;

use instruments::Hint;
use instruments::source::{Source, SourceError, read_source};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// An archive of these parts.
pub fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a file written here is whole");
        writer.write_all(content.as_bytes()).expect("a file written here is whole");
    }
    writer.finish().expect("a file written here is whole").into_inner()
}

/// A document of this body.
pub fn document(body: &str) -> String {
    format!("<w:document xmlns:w='{WORD}'><w:body>{body}</w:body></w:document>")
}

fn read(body: &str, numbering: &str) -> Source {
    let numbering = format!("<w:numbering xmlns:w='{WORD}'>{numbering}</w:numbering>");
    let parts = [("word/document.xml", document(body)), ("word/numbering.xml", numbering)];
    read_source(&archive(&parts.each_ref().map(|(name, xml)| (*name, xml.as_str()))))
        .expect("a file written here is whole")
}

fn texts(body: &str) -> Vec<String> {
    read(body, "").text.lines.into_iter().map(|line| line.text).collect()
}

fn item(list: u8, level: u8) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr>\
         <w:r><w:t>x</w:t></w:r></w:p>"
    )
}

fn level(number: u8, format: &str, text: &str) -> String {
    format!(
        "<w:lvl w:ilvl='{number}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>"
    )
}

fn markers(body: &str, numbering: &str) -> Vec<Option<String>> {
    let marker = |hint| match hint {
        Hint::ListItem { marker, .. } => marker,
        other => panic!("{other:?} is no item"),
    };
    read(body, numbering).text.lines.into_iter().map(|line| marker(line.hint)).collect()
}

#[test]
fn labels_are_counted_as_word_prints_them() {
    let levels =
        level(0, "decimal", "%1.") + &level(1, "lowerLetter", "(%2)") + &level(2, "lowerRoman", "%1.%2.%3");
    let numbering = format!(
        "<w:abstractNum w:abstractNumId='4'>{levels}</w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='4'/></w:num>\
         <w:num w:numId='2'><w:abstractNumId w:val='4'/>\
         <w:lvlOverride w:ilvl='0'><w:startOverride w:val='8'/></w:lvlOverride></w:num>"
    );
    let body: String = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (2, 0), (2, 0)]
        .map(|(list, level)| item(list, level))
        .concat();
    let found: Vec<_> = markers(&body, &numbering).into_iter().flatten().collect();
    assert_eq!(found, ["1.", "(a)", "(b)", "1.b.i", "2.", "(a)", "8.", "9."]);
}

#[test]
fn bullets_are_items_without_a_label() {
    let numbering = format!(
        "<w:abstractNum w:abstractNumId='1'>{}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>",
        level(0, "bullet", "\u{f0b7}")
    );
    assert_eq!(markers(&item(1, 0), &numbering), [None]);
}

#[test]
fn deletions_are_left_out_and_insertions_kept() {
    let body = "<w:p><w:r><w:t>all </w:t></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del>\
                <w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>";
    assert_eq!(texts(body), ["all new"]);
}

#[test]
fn a_deleted_paragraph_mark_joins_paragraphs() {
    let body = "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>one </w:t></w:r></w:p>\
                <w:p><w:r><w:t>whole</w:t></w:r></w:p>";
    assert_eq!(texts(body), ["one whole"]);
}

#[test]
fn hidden_text_fields_and_second_forms_are_left_out() {
    let body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>\
                <w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>seen</w:t></w:r>\
                <mc:Fallback xmlns:mc='m'><w:r><w:t>again</w:t></w:r></mc:Fallback></w:p>";
    assert_eq!(texts(body), ["seen"]);
}

#[test]
fn entities_of_xml_are_text() {
    assert_eq!(texts("<w:p><w:r><w:t>a &amp; b &#233;</w:t></w:r></w:p>"), ["a & b é"]);
}

#[test]
fn an_archive_of_another_kind_is_named() {
    let refused = read_source(&archive(&[("xl/workbook.xml", "<workbook/>")]));
    assert_eq!(refused, Err(SourceError::UnknownFormat { found: "an archive that is no DOCX" }));
}

#[test]
fn a_cut_archive_is_unreadable() {
    let whole = archive(&[("word/document.xml", &document(""))]);
    assert_eq!(read_source(&whole[..whole.len() / 2]).unwrap_err().code(), "docx-unreadable");
}
