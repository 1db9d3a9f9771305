//! Does a body hold what its kind's form asks for? Asked at the hub's door, of what comes in, and never in replay:
//! an erased or sealed body can't be judged, and a kind's file may be read more strictly one day.

use catalogue::{Field, FieldType, Kind, Precision};
use record::Body;
use serde_json::Value;
use thiserror::Error;

use crate::disavowal::{MAX_REASON, REASON};
use crate::text::is_plain;

/// The longest text of a field whose kind sets no limit, in characters: some ten pages.
const MAX_CHARS: usize = 20_000;

/// The longest list of a field whose kind sets no limit.
const MAX_ITEMS: usize = 64;

/// How much of an unknown member's name an error repeats.
const SHOWN: usize = 64;

/// Why a body is not what its kind asks for.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{field}: {fault}")]
pub struct ContentError {
    /// The field's id.
    pub field: String,
    /// What is wrong with it.
    pub fault: ContentFault,
}

/// What can be wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ContentFault {
    /// Required, and not there or blank.
    #[error("this must be filled in")]
    Missing,
    /// The kind has no such field.
    #[error("this kind of record has no such field: leave it out")]
    Unknown,
    /// Not a string.
    #[error("this must be a string")]
    NotText,
    /// Not a list of strings.
    #[error("this must be a list of strings")]
    NotList,
    /// Longer than the kind allows.
    #[error("this has more than {0} characters: shorten it")]
    TooLong(usize),
    /// More than the kind allows.
    #[error("this has more than {0} entries: leave some out")]
    TooMany(usize),
    /// A line break where one line is asked for.
    #[error("this must be one line")]
    SeveralLines,
    /// Control or directional characters.
    #[error("this holds a character that can't be seen or that reorders text: type it again as plain text")]
    NotPlain,
    /// Not one of the choices.
    #[error("this is none of the choices")]
    NotChoice,
    /// Not a date.
    #[error("this is no date: write 2026-11-22, or 2026-11, or 2026 where that is enough")]
    NotDate,
    /// A year where a day is needed.
    #[error("this date must be more precise")]
    NotPrecise,
    /// Not a web address.
    #[error("this is no address that begins with https:// or http://")]
    NotAddress,
}

impl ContentFault {
    /// The stable code of this fault.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "content-missing",
            Self::Unknown => "content-unknown-field",
            Self::NotText => "content-not-text",
            Self::NotList => "content-not-a-list",
            Self::TooLong(_) => "content-too-long",
            Self::TooMany(_) => "content-too-many",
            Self::SeveralLines => "content-several-lines",
            Self::NotPlain => "content-not-plain",
            Self::NotChoice => "content-not-a-choice",
            Self::NotDate => "content-not-a-date",
            Self::NotPrecise => "content-not-precise",
            Self::NotAddress => "content-not-an-address",
        }
    }
}

impl ContentError {
    /// The stable code of what is wrong.
    pub fn code(&self) -> &'static str {
        self.fault.code()
    }
}

/// Checks a body's content against the fields of its kind. The first wrong field is named, in the form's order.
pub fn check_content(kind: &Kind, body: &Body) -> Result<(), ContentError> {
    for field in &kind.fields {
        let checked = match body.content.get(&field.id) {
            Some(value) => check_field(field, value),
            None if field.required => Err(ContentFault::Missing),
            None => Ok(()),
        };
        checked.map_err(|fault| ContentError { field: field.id.clone(), fault })?;
    }
    match body.content.keys().find(|name| kind.field(name).is_none()) {
        Some(name) => {
            Err(ContentError { field: name.chars().take(SHOWN).collect(), fault: ContentFault::Unknown })
        }
        None => Ok(()),
    }
}

/// Does a disavowal's body say why, and nothing else?
pub(crate) fn check_reason(body: &Body) -> Result<(), ContentError> {
    let wrong = |field: &str, fault| ContentError { field: field.chars().take(SHOWN).collect(), fault };
    if let Some(other) = body.content.keys().find(|name| *name != REASON) {
        return Err(wrong(other, ContentFault::Unknown));
    }
    let reason = body.content.get(REASON).ok_or_else(|| wrong(REASON, ContentFault::Missing))?;
    let checked = match reason.as_str() {
        None => Err(ContentFault::NotText),
        Some(text) if !is_word(text) => Err(ContentFault::Missing),
        Some(text) => check_words(text, MAX_REASON, true),
    };
    checked.map_err(|fault| wrong(REASON, fault))
}

/// A text of zero-width marks alone would be one that nobody sees.
fn is_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn check_field(field: &Field, value: &Value) -> Result<(), ContentFault> {
    if field.field_type == FieldType::Urls {
        return check_addresses(field, value);
    }
    let text = value.as_str().ok_or(ContentFault::NotText)?;
    if field.required && !is_word(text) {
        return Err(ContentFault::Missing);
    }
    match field.field_type {
        FieldType::Choice if !field.choices.iter().any(|c| c.id == text) => Err(ContentFault::NotChoice),
        FieldType::Choice => Ok(()),
        FieldType::Date => check_date(text, field.precision.unwrap_or(Precision::Day)),
        FieldType::Text | FieldType::Urls => check_text(field, text, field.multiline),
    }
}

fn check_text(field: &Field, text: &str, multiline: bool) -> Result<(), ContentFault> {
    check_words(text, limit(field.max_chars, MAX_CHARS), multiline)
}

fn check_words(text: &str, max: usize, multiline: bool) -> Result<(), ContentFault> {
    if text.chars().count() > max {
        return Err(ContentFault::TooLong(max));
    }
    if !multiline && text.contains('\n') {
        return Err(ContentFault::SeveralLines);
    }
    if is_plain(text, multiline) { Ok(()) } else { Err(ContentFault::NotPlain) }
}

fn check_addresses(field: &Field, value: &Value) -> Result<(), ContentFault> {
    let addresses = value.as_array().ok_or(ContentFault::NotList)?;
    if field.required && addresses.is_empty() {
        return Err(ContentFault::Missing);
    }
    let max = limit(field.max_items, MAX_ITEMS);
    if addresses.len() > max {
        return Err(ContentFault::TooMany(max));
    }
    for address in addresses {
        let address = address.as_str().ok_or(ContentFault::NotList)?;
        check_text(field, address, false)?;
        if !is_address(address) {
            return Err(ContentFault::NotAddress);
        }
    }
    Ok(())
}

fn limit(said: Option<u32>, otherwise: usize) -> usize {
    said.and_then(|n| usize::try_from(n).ok()).unwrap_or(otherwise)
}

/// Only the two schemes that a page may link to, a host in plain ASCII (a look-alike shows as `xn--`), and no user
/// name before it, which would make one host look like another.
fn is_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:".contains(&b))
        && !rest.contains(|c: char| c.is_whitespace() || "<>\"\\`{}|^".contains(c))
}

pub(crate) fn check_date(text: &str, coarsest: Precision) -> Result<(), ContentFault> {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, width: usize| -> Option<u64> {
        let right = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
        right.then(|| part.parse().ok()).flatten()
    };
    let (precision, date) = match parts.as_slice() {
        [year] => (Precision::Year, digits(year, 4).map(|y| (y, 1, 1))),
        [year, month] => (Precision::Month, digits(year, 4).zip(digits(month, 2)).map(|(y, m)| (y, m, 1))),
        [year, month, day] => {
            let date = digits(year, 4).zip(digits(month, 2)).zip(digits(day, 2));
            (Precision::Day, date.map(|((y, m), d)| (y, m, d)))
        }
        _ => return Err(ContentFault::NotDate),
    };
    if !date.is_some_and(|(y, m, d)| record::time::is_date(y, m, d)) {
        return Err(ContentFault::NotDate);
    }
    if fineness(precision) < fineness(coarsest) { Err(ContentFault::NotPrecise) } else { Ok(()) }
}

fn fineness(precision: Precision) -> u8 {
    match precision {
        Precision::Year => 0,
        Precision::Month => 1,
        Precision::Day => 2,
    }
}
