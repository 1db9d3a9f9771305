//! A document as DOCX: real headings, tables whose heads repeat, languages and directions on every run.
//!
//! Written by hand on an archive: the libraries for it either bring decoders of pictures or leave out what Arabic needs.

mod body;
mod run;

use crate::ReportError;
use crate::language::{Direction, Language};
use crate::model::Document;
use crate::xml::escaped;
use body::Body;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const STYLES: &str = include_str!("styles.xml");
const NUMBERING: &str = include_str!("numbering.xml");
const CONTENT_TYPES: &str = include_str!("content-types.xml");

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The vocabularies of the parts.
const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Languages in which Word takes a text for East Asian.
const EAST_ASIAN: [&str; 3] = ["ja", "ko", "zh"];

/// The document as the bytes of a DOCX file.
pub fn docx(document: &Document) -> Result<Vec<u8>, ReportError> {
    let document = document.safe();
    let mut body = Body::new(&document.language);
    body.document(&document)?;
    let language = language(&document.language);
    let mut parts: Vec<(String, Vec<u8>)> = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", properties(&document)),
        (
            "word/document.xml",
            format!("{DECLARATION}<w:document {W}{}>{}</w:document>", body::DRAWING, body.out),
        ),
        ("word/styles.xml", STYLES.replace("<w:lang/>", &language)),
        ("word/numbering.xml", NUMBERING.to_owned()),
        ("word/settings.xml", settings()),
        ("word/header1.xml", header(&document)),
        ("word/footer1.xml", footer()),
        ("word/_rels/document.xml.rels", relations(&body)),
    ]
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .into();
    for (number, picture) in body.pictures.into_iter().enumerate() {
        parts.push((format!("word/media/qr{number}.png"), picture));
    }
    archive(&parts).map_err(|error| ReportError::Archive(error.to_string()))
}

/// The archive: the same parts give the same bytes, so no entry has a time of its own.
fn archive(parts: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The setting of a language: Word keeps three, by script.
fn language(language: &Language) -> String {
    let tag = language.tag();
    if language.direction() == Direction::Rtl {
        format!("<w:lang w:bidi=\"{tag}\"/>")
    } else if EAST_ASIAN.contains(&language.primary().as_str()) {
        // Latin letters in the text are of the same language to whoever reads it aloud.
        format!("<w:lang w:val=\"{tag}\" w:eastAsia=\"{tag}\"/>")
    } else {
        format!("<w:lang w:val=\"{tag}\"/>")
    }
}

fn package_relations() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{RELATIONSHIPS}\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{RELATIONSHIPS}/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>"
    )
}

/// Title, subject and language; no person, no time.
fn properties(document: &Document) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:description>{}</dc:description>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        escaped(&document.title.title),
        escaped(&document.description),
        document.language.tag()
    )
}

fn settings() -> String {
    // In this mode Word lays out as it does its own new files.
    format!(
        "{DECLARATION}<w:settings {W}><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
    )
}

fn header(document: &Document) -> String {
    let (bidi, rtl) = run::marks(&document.language);
    format!(
        "{DECLARATION}<w:hdr {W}><w:p><w:pPr><w:pStyle w:val=\"Header\"/>{bidi}</w:pPr><w:r><w:rPr>{rtl}</w:rPr>\
         <w:t xml:space=\"preserve\">{}</w:t></w:r></w:p></w:hdr>",
        escaped(&document.title.symbol)
    )
}

/// The page and how many there are, in this order in every language.
fn footer() -> String {
    let field =
        |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    format!(
        "{DECLARATION}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}<w:r><w:t>/</w:t></w:r>{}</w:p>\
         </w:ftr>",
        field("PAGE"),
        field("NUMPAGES")
    )
}

fn relations(body: &Body<'_>) -> String {
    let own = [
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("settings", "settings.xml"),
        ("header", "header1.xml"),
        ("footer", "footer1.xml"),
    ];
    let own = own.map(|(name, target)| relation(name, name, &format!("Target=\"{target}\"")));
    let links = body.links.iter().enumerate().map(|(number, url)| {
        let target = format!("Target=\"{}\" TargetMode=\"External\"", escaped(url));
        relation(&format!("link{number}"), "hyperlink", &target)
    });
    let pictures = (0..body.pictures.len())
        .map(|number| relation(&format!("qr{number}"), "image", &format!("Target=\"media/qr{number}.png\"")));
    let all: String = own.into_iter().chain(links).chain(pictures).collect();
    format!("{DECLARATION}<Relationships xmlns=\"{RELATIONSHIPS}\">{all}</Relationships>")
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" {target}/>")
}
