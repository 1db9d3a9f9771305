//! The review file: what was read, for a person to correct and confirm.
//!
//! `import` writes a [`ReviewDocument`] as JSON. A person corrects it in any editor, sets `confirmed` to true, and
//! `import` reads it back. What they changed is listed place by place.

use std::collections::HashSet;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::instrument::Instrument;
use crate::limits::{MAX_DEPTH, MAX_REVIEW_FILE_BYTES};
use crate::provision::Provision;

/// What the `format` member of a review file says.
pub const FORMAT: &str = "comity-instrument-review";

/// The version of the format that this code writes and reads.
pub const VERSION: u32 = 1;

/// A review file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDocument {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// SHA-256 of the source file in hexadecimal, so that a correction is never taken for another text's.
    pub source: String,
    /// A person has looked at all of it.
    pub confirmed: bool,
    /// What was read, with what is not sure under `review`.
    pub instrument: Instrument,
}

/// Why a review file was refused. Each error names the place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// The file is longer than any review.
    #[error("the review file has {bytes} bytes and the limit is {MAX_REVIEW_FILE_BYTES}")]
    TooLarge {
        /// Bytes of the file.
        bytes: usize,
    },
    /// It is not JSON.
    #[error("the review file is not JSON at line {line}, column {column}: {problem}")]
    NotJson {
        /// Line of the first problem, from 1.
        line: usize,
        /// Column of the first problem, from 1.
        column: usize,
        /// What is wrong.
        problem: String,
    },
    /// It is JSON of another kind or version.
    #[error("this is not a review file of version {VERSION}: `format` must be \"{FORMAT}\" and `version` {VERSION}")]
    WrongFormat,
    /// A member has the wrong shape or value.
    #[error("{place}: {problem}")]
    Invalid {
        /// Where, as a path: `instrument.provisions[3].act`.
        place: String,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// The file is of another source.
    #[error("the review file belongs to another source file: it was written for {written_for}")]
    WrongSource {
        /// The digest it names.
        written_for: String,
    },
    /// Nobody confirmed it.
    #[error("the review file is not confirmed: look through it, then set `confirmed` to true")]
    NotConfirmed,
}

impl ReviewError {
    /// A stable code for programs and message catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "review-too-large",
            Self::NotJson { .. } => "review-not-json",
            Self::WrongFormat => "review-wrong-format",
            Self::Invalid { .. } => "review-invalid",
            Self::WrongSource { .. } => "review-wrong-source",
            Self::NotConfirmed => "review-not-confirmed",
        }
    }
}

/// One thing that a person changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Where, as a path.
    pub place: String,
    /// What was read; null when it was added.
    pub before: Value,
    /// What stands there now; null when it was taken out.
    pub after: Value,
}

impl ReviewDocument {
    /// A review file of what was just read, not confirmed.
    pub fn new(instrument: Instrument, source_digest: impl Into<String>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            source: source_digest.into(),
            confirmed: false,
            instrument,
        }
    }

    /// The file's JSON, indented for people.
    pub fn to_json(&self) -> String {
        // Every type in it has string keys and no floats, so this can't fail.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Reads a review file back, corrected or not.
    pub fn from_json(json: &str) -> Result<Self, ReviewError> {
        if json.len() > MAX_REVIEW_FILE_BYTES {
            return Err(ReviewError::TooLarge { bytes: json.len() });
        }
        let value: Value = serde_json::from_str(json).map_err(|error| ReviewError::NotJson {
            line: error.line(),
            column: error.column(),
            problem: error.to_string(),
        })?;
        let format_is_ours = value.get("format").and_then(Value::as_str) == Some(FORMAT)
            && value.get("version").and_then(Value::as_u64) == Some(u64::from(VERSION));
        if !format_is_ours {
            return Err(ReviewError::WrongFormat);
        }
        let document: Self = shaped(&value)?;
        check(&document.instrument)?;
        Ok(document)
    }

    /// The instrument, if a person confirmed it and it is of the given source.
    pub fn confirm(self, source_digest: &str) -> Result<Instrument, ReviewError> {
        if self.source != source_digest {
            return Err(ReviewError::WrongSource { written_for: self.source });
        }
        if !self.confirmed {
            return Err(ReviewError::NotConfirmed);
        }
        check(&self.instrument)?;
        Ok(self.instrument)
    }
}

/// What a person changed between what was read and what they confirmed.
pub fn corrections(read: &Instrument, corrected: &Instrument) -> Vec<Correction> {
    let mut found = Vec::new();
    let before = serde_json::to_value(read).unwrap_or_default();
    let after = serde_json::to_value(corrected).unwrap_or_default();
    compare("instrument", &before, &after, &mut found);
    found
}

fn compare(place: &str, before: &Value, after: &Value, found: &mut Vec<Correction>) {
    match (before, after) {
        (Value::Object(a), Value::Object(b)) => {
            for (key, value) in a {
                compare(&format!("{place}.{key}"), value, b.get(key).unwrap_or(&Value::Null), found);
            }
            for (key, value) in b.iter().filter(|(key, _)| !a.contains_key(*key)) {
                compare(&format!("{place}.{key}"), &Value::Null, value, found);
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for at in 0..a.len().max(b.len()) {
                let (one, other) = (a.get(at).unwrap_or(&Value::Null), b.get(at).unwrap_or(&Value::Null));
                compare(&format!("{place}[{at}]"), one, other, found);
            }
        }
        _ if before == after => {}
        _ => found.push(Correction { place: place.to_owned(), before: before.clone(), after: after.clone() }),
    }
}

/// Reads the whole document; when it does not fit, looks for the smallest part that does not.
fn shaped(value: &Value) -> Result<ReviewDocument, ReviewError> {
    serde_json::from_value(value.clone()).map_err(|error| {
        let instrument = value.get("instrument").and_then(Value::as_object);
        let part = instrument.and_then(|members| misshapen(members));
        part.unwrap_or_else(|| invalid("review file", &error.to_string()))
    })
}

fn misshapen(members: &Map<String, Value>) -> Option<ReviewError> {
    let provisions = members.get("provisions").and_then(Value::as_array)?;
    let whole = |key: &str| -> Vec<Value> {
        members.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    first_bad::<crate::Participant>("instrument.participants", &whole("participants"))
        .or_else(|| first_bad::<crate::Citation>("instrument.citations", &whole("citations")))
        .or_else(|| first_bad::<crate::DatedRole>("instrument.dates", &whole("dates")))
        .or_else(|| bad_provision("instrument.provisions", provisions, 0))
}

fn first_bad<T: DeserializeOwned>(place: &str, list: &[Value]) -> Option<ReviewError> {
    list.iter().enumerate().find_map(|(at, value)| {
        let error = serde_json::from_value::<T>(value.clone()).err()?;
        Some(invalid(&format!("{place}[{at}]"), &error.to_string()))
    })
}

fn bad_provision(place: &str, list: &[Value], depth: usize) -> Option<ReviewError> {
    list.iter().enumerate().find_map(|(at, value)| {
        let error = serde_json::from_value::<Provision>(value.clone()).err()?;
        let here = format!("{place}[{at}]");
        let children = value.get("children").and_then(Value::as_array);
        let deeper = children.filter(|_| depth < MAX_DEPTH).and_then(|children| {
            bad_provision(&format!("{here}.children"), children, depth + 1)
        });
        Some(deeper.unwrap_or_else(|| invalid(&here, &error.to_string())))
    })
}

fn invalid(place: &str, problem: &str) -> ReviewError {
    ReviewError::Invalid { place: place.to_owned(), problem: problem.to_owned() }
}

/// Checks what types alone do not.
fn check(instrument: &Instrument) -> Result<(), ReviewError> {
    for (at, date) in instrument.dates.iter().enumerate() {
        check_date(&date.date, &format!("instrument.dates[{at}].date"))?;
    }
    for (at, citation) in instrument.citations.iter().enumerate() {
        if let Some(date) = &citation.date {
            check_date(date, &format!("instrument.citations[{at}].date"))?;
        }
    }
    let mut paths = HashSet::new();
    for (at, provision) in instrument.provisions.iter().enumerate() {
        for one in provision.walk() {
            let place = format!("instrument.provisions[{at}].path");
            let fits = one.path.len() <= 64
                && one.path.bytes().all(|ch| ch.is_ascii_lowercase() || ch.is_ascii_digit() || ch == b'-');
            if one.path.is_empty() || !fits {
                return Err(invalid(&place, "a path has small letters, digits and hyphens, such as `op1-a`"));
            }
            if !paths.insert(one.path.as_str()) {
                return Err(invalid(&place, &format!("the path `{}` is used twice", one.path)));
            }
            if one.text.trim().is_empty() {
                return Err(invalid(&format!("instrument.provisions[{at}].text"), "a provision has a text"));
            }
        }
    }
    if instrument.provisions.is_empty() {
        return Err(invalid("instrument.provisions", "an instrument has at least one provision"));
    }
    Ok(())
}

fn check_date(date: &str, place: &str) -> Result<(), ReviewError> {
    let parts: Vec<&str> = date.split('-').collect();
    let number = |part: Option<&&str>, most: u32| {
        part.is_none_or(|part| part.len() == 2 && part.parse::<u32>().is_ok_and(|value| (1..=most).contains(&value)))
    };
    let year = parts[0].len() == 4 && parts[0].bytes().all(|ch| ch.is_ascii_digit());
    if year && parts.len() <= 3 && number(parts.get(1), 12) && number(parts.get(2), 31) {
        Ok(())
    } else {
        Err(invalid(place, "a date is written yyyy-mm-dd, or yyyy-mm or yyyy when no more is known"))
    }
}
