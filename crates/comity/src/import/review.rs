//! The review file of an import: written once, read back ever after.

use crate::failure::Failure;
use crate::import::Imported;
use crate::{files, keys};
use catalogue::{Catalogue, unknown_ids};
use instruments::Instrument;
use instruments::limits::MAX_REVIEW_FILE_BYTES;
use instruments::review::{Correction, ReviewDocument, ReviewError, ReviewState, corrections};
use std::path::Path;

/// Readable by all, as any text that somebody edits; its source is public anyway.
const REVIEW_FILE_MODE: u32 = 0o644;

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
    let unknown: Vec<String> =
        unknown_ids(&document.instrument, catalogue).iter().map(ToString::to_string).collect();
    if unknown.is_empty() { Ok(document) } else { Err(failure(path, &unknown, "review-unknown-id")) }
}

fn failure(path: &Path, problems: &[String], code: &str) -> Failure {
    Failure::input(code, format!("{}: {}", path.display(), problems.join("\n  ")))
}
