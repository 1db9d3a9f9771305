//! A body's files, and what a transmission says of how it arrived. Asked where a record comes in, like a body's other content.

use catalogue::Precision;
use record::body::{Arrival, MAX_ATTACHMENT};
use record::text::is_plain;
use record::{Body, Evidence, Header};
use thiserror::Error;

/// The longest reference, in characters: a note's number and subject on two lines of a page.
pub const MAX_REFERENCE: usize = 200;

/// Why a body's attachments are turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ArrivalError {
    /// Nobody could compare the words with what arrived.
    #[error(
        "a transmission holds the one file that was received, with its medium, reference and date: attach it"
    )]
    Missing,
    /// A participant's own words did not arrive on paper.
    #[error("only a transmission, or the record that confirms or replaces one, says how it was received")]
    NotTransmitted,
    /// The reference is no line of plain text.
    #[error("the reference is one line of plain text of at most {MAX_REFERENCE} characters")]
    Reference,
    /// The date is no day.
    #[error("the date of receipt is a day, as 2026-11-03")]
    Date,
    /// An attachment is too large, or empty.
    #[error("an attachment has from 1 to 16,777,216 bytes: leave out what isn't needed, or split it")]
    Size,
    /// One file stands twice.
    #[error("an attachment is named twice")]
    Twice,
    /// A file of the author's own that readers can't be expected to open.
    #[error("a file that belongs to a signed text is a Word file (.docx) or a PDF: save it as one of these")]
    Type,
}

/// What a file of the author's own may be: the forms in which ministries clear texts, and no others that run or link.
const OWN_FILES: [&str; 2] =
    ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/pdf"];

impl ArrivalError {
    /// The stable code of this error.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "arrival-missing",
            Self::NotTransmitted => "arrival-not-transmitted",
            Self::Reference => "arrival-reference",
            Self::Date => "arrival-date",
            Self::Size => "attachment-size",
            Self::Twice => "attachment-twice",
            Self::Type => "attachment-type",
        }
    }
}

/// Checks a body's attachments: files of the author's own, which lie under the signature with the text, and the received file.
/// A transmission, and nothing else, says how it arrived.
pub fn check_arrival(header: &Header, body: &Body) -> Result<(), ArrivalError> {
    for (place, file) in body.attachments.iter().enumerate() {
        if !(1..=MAX_ATTACHMENT).contains(&file.bytes) {
            return Err(ArrivalError::Size);
        }
        if body.attachments[..place].iter().any(|before| before.sha256 == file.sha256) {
            return Err(ArrivalError::Twice);
        }
        if file.received.is_none() && !OWN_FILES.contains(&file.media_type.as_str()) {
            return Err(ArrivalError::Type);
        }
    }
    let received: Vec<&Arrival> = body.attachments.iter().filter_map(|file| file.received.as_ref()).collect();
    match (header.evidence, received.as_slice()) {
        (Evidence::Transmitted, [arrival]) => check_arrival_words(arrival),
        (Evidence::Transmitted, _) => Err(ArrivalError::Missing),
        // Who confirms repeats the very body.
        (_, [arrival]) if !header.supersedes.is_empty() => check_arrival_words(arrival),
        (_, []) => Ok(()),
        _ => Err(ArrivalError::NotTransmitted),
    }
}

/// Checks the words by themselves.
pub fn check_arrival_words(arrival: &Arrival) -> Result<(), ArrivalError> {
    let reference = &arrival.reference;
    let written = reference.chars().any(char::is_alphanumeric) && reference.chars().count() <= MAX_REFERENCE;
    if !written || !is_plain(reference, false) {
        return Err(ArrivalError::Reference);
    }
    ::kinds::check_date(&arrival.on, Precision::Day).map_err(|_| ArrivalError::Date)
}
