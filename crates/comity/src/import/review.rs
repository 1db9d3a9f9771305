//! The review file of an import: written once, read back ever after.

use crate::failure::Failure;
use crate::import::Imported;
use crate::{files, keys};
use catalogue::Catalogue;
use instruments::limits::MAX_REVIEW_FILE_BYTES;
use instruments::review::{Correction, ReviewDocument, ReviewError, corrections};
use instruments::{Instrument, Provision};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Readable by all, as any text that somebody edits; its source is public anyway.
const REVIEW_FILE_MODE: u32 = 0o644;

/// How far a person has looked through what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewState {
    /// Nobody has.
    Read,
    /// A review file is there, and not confirmed.
    InReview,
    /// A person confirmed it.
    Confirmed,
}

/// What was read, as far as a person has corrected and confirmed it.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// How far.
    pub state: ReviewState,
    /// The structure as it stands now.
    pub instrument: Instrument,
    /// What a person changed.
    pub corrections: Vec<Correction>,
    /// The review file was not there and has been written.
    pub written: bool,
}

impl Reviewed {
    /// What was read, with nobody's review.
    pub fn none(imported: &Imported) -> Self {
        let instrument = imported.instrument.clone();
        Self { state: ReviewState::Read, instrument, corrections: Vec::new(), written: false }
    }
}

/// Writes the review file if it isn't there; else reads it back.
pub fn review(path: &Path, imported: &Imported, catalogue: &Catalogue) -> Result<Reviewed, Failure> {
    if !path.exists() {
        let document = ReviewDocument::new(imported.instrument.clone(), imported.source());
        keys::write_new(path, format!("{}\n", document.to_json()).as_bytes(), REVIEW_FILE_MODE)?;
        return Ok(Reviewed { state: ReviewState::InReview, written: true, ..Reviewed::none(imported) });
    }
    let document = read_back(path, catalogue)?;
    if document.source != imported.source() {
        let error = ReviewError::WrongSource { written_for: document.source };
        return Err(failure(path, &[error.to_string()], error.code()));
    }
    Ok(Reviewed {
        state: if document.confirmed { ReviewState::Confirmed } else { ReviewState::InReview },
        corrections: corrections(&imported.instrument, &document.instrument),
        instrument: document.instrument,
        written: false,
    })
}

/// Reads a review file; every problem is named by its place.
pub fn read_back(path: &Path, catalogue: &Catalogue) -> Result<ReviewDocument, Failure> {
    let bytes = files::read(path, MAX_REVIEW_FILE_BYTES)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| failure(path, &["it is not UTF-8 text".to_owned()], "review-not-json"))?;
    let document = ReviewDocument::from_json(&text).map_err(|problems| {
        let code = problems.first().map_or("review-invalid", ReviewError::code);
        failure(path, &problems.iter().map(ToString::to_string).collect::<Vec<_>>(), code)
    })?;
    let unknown = unknown_ids(&document.instrument, catalogue);
    if unknown.is_empty() { Ok(document) } else { Err(failure(path, &unknown, "review-unknown-id")) }
}

fn failure(path: &Path, problems: &[String], code: &str) -> Failure {
    Failure::input(code, format!("{}: {}", path.display(), problems.join("\n  ")))
}

/// Codes and items that a person wrote and the catalogue doesn't have: most often a slip.
fn unknown_ids(instrument: &Instrument, catalogue: &Catalogue) -> Vec<String> {
    let mut unknown = Vec::new();
    for (at, one) in instrument.participants.iter().enumerate() {
        let known = one.code.as_deref().is_none_or(|code| catalogue.party(code).is_some());
        if let Some(code) = one.code.as_deref().filter(|_| !known) {
            unknown.push(format!(
                "instrument.participants[{at}].code: no State or organization has the code `{code}`; \
                 write null for a name that the catalogue doesn't list"
            ));
        }
    }
    unknown_items("instrument.provisions", &instrument.provisions, catalogue, &mut unknown);
    unknown
}

fn unknown_items(place: &str, provisions: &[Provision], catalogue: &Catalogue, unknown: &mut Vec<String>) {
    for (at, provision) in provisions.iter().enumerate() {
        for (nth, link) in provision.framework_items.iter().enumerate() {
            if catalogue.item(&link.item).is_none() {
                let item = &link.item;
                unknown.push(format!(
                    "{place}[{at}].framework_items[{nth}].item: no framework set has `{item}`"
                ));
            }
        }
        unknown_items(&format!("{place}[{at}].children"), &provision.children, catalogue, unknown);
    }
}
