//! DOCX: an archive of XML parts, of which the body, the notes, the numbering and the styles are read.
//!
//! Kept: paragraphs, table cells in reading order, list labels as Word would print them, insertions, notes (at
//! the end), and the header that only the first page prints, since that is where the symbol of a United
//! Nations document stands. Left out: deletions, other headers and footers, hidden text, fields' codes.

mod body;
mod label;
mod numbering;
pub(super) mod package;
mod styles;
pub(super) mod xml;

use self::body::{Body, Parts};
use self::numbering::Numbering;
use self::package::Package;
use self::styles::Styles;
use super::limits::{MAX_DOCX_PART_BYTES, MAX_DOCX_SETTINGS_BYTES};
use super::{Note, SourceError};
use crate::text::{Hint, SourceLine, SourceText};

pub(super) fn read(bytes: &[u8]) -> Result<(SourceText, Vec<Note>), SourceError> {
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let document = package
        .part(&main, MAX_DOCX_PART_BYTES)?
        .ok_or_else(|| SourceError::DocxUnreadable { reason: format!("it has no part {main}") })?;
    let sibling = |name: &str| match main.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    };
    let styles = match package.part(&sibling("styles.xml"), MAX_DOCX_SETTINGS_BYTES)? {
        Some(part) => Styles::read(&part)?,
        None => Styles::default(),
    };
    let numbering = match package.part(&sibling("numbering.xml"), MAX_DOCX_SETTINGS_BYTES)? {
        Some(part) => Numbering::read(&part, &styles)?,
        None => Numbering::default(),
    };
    let parts = Parts { styles: &styles, numbering: &numbering };

    let body = Body::read(&document, parts)?;
    let mut lines = Vec::new();
    if let Some(id) = &body.first_page_header
        && let Some(target) = package.target_of(&main, id)?
        && let Some(part) = package.part(&sibling(&target), MAX_DOCX_PART_BYTES)?
    {
        lines.extend(Body::read(&part, parts)?.lines);
    }
    lines.extend(body.lines);
    for (name, cited) in [("footnotes.xml", &body.footnotes), ("endnotes.xml", &body.endnotes)] {
        if !cited.is_empty()
            && let Some(part) = package.part(&sibling(name), MAX_DOCX_PART_BYTES)?
        {
            lines.extend(notes(Body::read(&part, parts)?, cited));
        }
    }
    Ok((SourceText { lines }, Vec::new()))
}

/// The notes that the text cites, in the order of their marks.
fn notes(mut part: Body, cited: &[body::Cited]) -> Vec<SourceLine> {
    cited
        .iter()
        .filter_map(|cited| {
            let text = part.notes.remove(&cited.id)?;
            Some(SourceLine::new(format!("{} {text}", cited.mark), Hint::Footnote))
        })
        .collect()
}
