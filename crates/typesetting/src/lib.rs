//! Sets a report in pages: PDF/UA-1, tagged for screen readers, with the fonts that it is given.
//!
//! The template ([`template.typ`](https://typst.app/docs/)) is fixed and built in. A document reaches it as JSON, so no
//! text of it is ever read as typesetting language; what the template can reach is in `world.rs`. There is no clock: the
//! same document and the same fonts give the same bytes. Whoever sets documents of others does it in a process with
//! limits, for a document of some megabytes takes long and much memory.

mod fitting;
mod fonts;
mod world;

pub use fonts::{FontFile, Fonts, UnusableFont};

use reports::{Block, Document, Language, QrModules, ReportError};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::Room;

/// A report in pages.
#[derive(Debug)]
pub struct Pages {
    /// The file.
    pub pdf: Vec<u8>,
    /// The number of pages.
    pub pages: usize,
    /// Letters that no font has: each stands as U+FFFD in the file.
    pub unshown: BTreeSet<char>,
}

/// Why a report could not be set.
#[derive(Debug, thiserror::Error)]
pub enum TypesettingError {
    /// The document can't be written in any form.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The typesetter refused the document.
    #[error(
        "the report could not be set in pages ({0}): write it as DOCX or HTML instead, and tell the operator"
    )]
    Refused(String),
}

impl TypesettingError {
    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Report(error) => error.code(),
            Self::Refused(_) => "typesetting-refused",
        }
    }
}

/// Sets a report in pages.
pub fn pdf(document: &Document, fonts: &Fonts) -> Result<Pages, TypesettingError> {
    let mut document = document.safe();
    let unshown = fitting::fit(&mut document, fonts);
    let room = Room::new(files(&document)?, fonts)
        .ok_or_else(|| TypesettingError::Refused("the template is missing".into()))?;
    let set = typst::compile::<PagedDocument>(&room).output.map_err(|errors| refused(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|error| TypesettingError::Refused(format!("{error:?}")))?;
    let options =
        PdfOptions { creator: Smart::Custom(Some("Comity".into())), standards, ..PdfOptions::default() };
    let pdf = typst_pdf::pdf(&set, &options).map_err(|errors| refused(&errors))?;
    // What it kept for a next run with the same text; the next document is another.
    comemo::evict(0);
    Ok(Pages { pdf, pages: set.pages().len(), unshown })
}

fn refused(errors: &[SourceDiagnostic]) -> TypesettingError {
    TypesettingError::Refused(errors.first().map_or_else(String::new, |first| first.message.to_string()))
}

/// The files that the template reads.
fn files(document: &Document) -> Result<BTreeMap<String, Bytes>, TypesettingError> {
    let mut files = BTreeMap::new();
    let mut value =
        serde_json::to_value(document).map_err(|error| TypesettingError::Refused(error.to_string()))?;
    for (at, block) in document.blocks.iter().enumerate() {
        if let Block::Qr(qr) = block {
            let name = format!("qr-{at}.svg");
            value["blocks"][at]["picture"] = json!(name);
            files.insert(name, Bytes::from_string(QrModules::new(&qr.url)?.svg()));
        }
    }
    name_languages(&mut value);
    files.insert("document.json".to_owned(), Bytes::from_string(value.to_string()));
    Ok(files)
}

/// Tells the template of each language what it can't compute: what the typesetter takes for one, and the direction.
fn name_languages(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(name_languages),
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                let names_one = name == "language" || name.ends_with("_language");
                let language = member.as_str().filter(|_| names_one).and_then(|tag| Language::new(tag).ok());
                match language {
                    Some(language) => {
                        let region = language.tag().split('-').skip(1).find(|part| part.len() == 2);
                        *member = json!({
                            "lang": language.primary(),
                            "region": region.map(str::to_ascii_uppercase),
                            "dir": language.direction().code(),
                        });
                    }
                    None => name_languages(member),
                }
            }
        }
        _ => {}
    }
}
