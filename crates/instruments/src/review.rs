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

/// Characters of a provision's path at most, as of every identifier.
const MAX_PATH: usize = 64;

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

/// How far a person has looked through what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewState {
    /// Nobody has.
    Read,
    /// Somebody has begun, and not confirmed it.
    InReview,
    /// A person confirmed it.
    Confirmed,
}

/// What is kept of a review beside the structure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptReview {
    /// How far it is.
    pub state: ReviewState,
    /// SHA-256 of the words that were read, however they were printed. It stays when a person corrects them.
    pub fingerprint: String,
    /// The mechanism for which the text was imported: its secretariat reviews it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mechanism: Option<String>,
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
    #[error(
        "this is not a review file of version {VERSION}: `format` must be \"{FORMAT}\" and `version` {VERSION}"
    )]
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

    /// Reads a review file back, corrected or not; or everything that is wrong with it, each by its place.
    pub fn from_json(json: &str) -> Result<Self, Vec<ReviewError>> {
        if json.len() > MAX_REVIEW_FILE_BYTES {
            return Err(vec![ReviewError::TooLarge { bytes: json.len() }]);
        }
        let value: Value = serde_json::from_str(json).map_err(|error| {
            vec![ReviewError::NotJson {
                line: error.line(),
                column: error.column(),
                problem: error.to_string(),
            }]
        })?;
        let format_is_ours = value.get("format").and_then(Value::as_str) == Some(FORMAT)
            && value.get("version").and_then(Value::as_u64) == Some(u64::from(VERSION));
        if !format_is_ours {
            return Err(vec![ReviewError::WrongFormat]);
        }
        let document: Self = shaped(&value)?;
        let problems = check(&document.instrument);
        if problems.is_empty() { Ok(document) } else { Err(problems) }
    }

    /// The instrument, if a person confirmed it and it is of the given source.
    pub fn confirm(self, source_digest: &str) -> Result<Instrument, ReviewError> {
        if self.source != source_digest {
            return Err(ReviewError::WrongSource { written_for: self.source });
        }
        if !self.confirmed {
            return Err(ReviewError::NotConfirmed);
        }
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

/// Reads the whole document; when it does not fit, looks for the smallest parts that do not.
fn shaped(value: &Value) -> Result<ReviewDocument, Vec<ReviewError>> {
    serde_json::from_value(value.clone()).map_err(|error| {
        let mut problems = Vec::new();
        if let Some(members) = value.get("instrument").and_then(Value::as_object) {
            misshapen(members, &mut problems);
        }
        if problems.is_empty() {
            problems.push(invalid("review file", &error.to_string()));
        }
        problems
    })
}

fn misshapen(members: &Map<String, Value>, problems: &mut Vec<ReviewError>) {
    let whole =
        |key: &str| -> &[Value] { members.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice) };
    bad_parts::<crate::Participant>("instrument.participants", whole("participants"), problems);
    bad_parts::<crate::Citation>("instrument.citations", whole("citations"), problems);
    bad_parts::<crate::DatedRole>("instrument.dates", whole("dates"), problems);
    bad_provisions("instrument.provisions", whole("provisions"), 0, problems);
}

fn bad_parts<T: DeserializeOwned>(place: &str, list: &[Value], problems: &mut Vec<ReviewError>) {
    for (at, value) in list.iter().enumerate() {
        if let Err(error) = serde_json::from_value::<T>(value.clone()) {
            problems.push(invalid(&format!("{place}[{at}]"), &error.to_string()));
        }
    }
}

fn bad_provisions(place: &str, list: &[Value], depth: usize, problems: &mut Vec<ReviewError>) {
    for (at, value) in list.iter().enumerate() {
        let Err(error) = serde_json::from_value::<Provision>(value.clone()) else { continue };
        let (here, before) = (format!("{place}[{at}]"), problems.len());
        if let Some(children) = value.get("children").and_then(Value::as_array).filter(|_| depth < MAX_DEPTH)
        {
            bad_provisions(&format!("{here}.children"), children, depth + 1, problems);
        }
        if problems.len() == before {
            problems.push(invalid(&here, &error.to_string()));
        }
    }
}

fn invalid(place: &str, problem: &str) -> ReviewError {
    ReviewError::Invalid { place: place.to_owned(), problem: problem.to_owned() }
}

/// Checks what types alone do not.
fn check(instrument: &Instrument) -> Vec<ReviewError> {
    let mut problems = Vec::new();
    for (at, date) in instrument.dates.iter().enumerate() {
        check_date(&date.date, &format!("instrument.dates[{at}].date"), &mut problems);
    }
    for (at, citation) in instrument.citations.iter().enumerate() {
        if let Some(date) = &citation.date {
            check_date(date, &format!("instrument.citations[{at}].date"), &mut problems);
        }
    }
    if instrument.provisions.is_empty() {
        problems.push(invalid("instrument.provisions", "an instrument has at least one provision"));
    }
    check_provisions("instrument.provisions", &instrument.provisions, &mut HashSet::new(), &mut problems);
    problems
}

fn check_provisions<'a>(
    place: &str,
    provisions: &'a [Provision],
    paths: &mut HashSet<&'a str>,
    problems: &mut Vec<ReviewError>,
) {
    for (at, one) in provisions.iter().enumerate() {
        let here = format!("{place}[{at}]");
        let fits = (1..=MAX_PATH).contains(&one.path.len())
            && one.path.bytes().all(|ch| ch.is_ascii_lowercase() || ch.is_ascii_digit() || ch == b'-');
        if !fits {
            let pattern = "a path has small letters, digits and hyphens, such as `op1-a`";
            problems.push(invalid(&format!("{here}.path"), pattern));
        }
        if !paths.insert(one.path.as_str()) {
            problems
                .push(invalid(&format!("{here}.path"), &format!("the path `{}` is used twice", one.path)));
        }
        if one.text.trim().is_empty() {
            problems.push(invalid(&format!("{here}.text"), "a provision has a text"));
        }
        check_provisions(&format!("{here}.children"), &one.children, paths, problems);
    }
}

fn check_date(date: &str, place: &str, problems: &mut Vec<ReviewError>) {
    let parts: Vec<&str> = date.split('-').collect();
    let number = |part: Option<&&str>, most: u32| {
        part.is_none_or(|part| {
            part.len() == 2 && part.parse::<u32>().is_ok_and(|value| (1..=most).contains(&value))
        })
    };
    let year = parts[0].len() == 4 && parts[0].bytes().all(|ch| ch.is_ascii_digit());
    if !(year && parts.len() <= 3 && number(parts.get(1), 12) && number(parts.get(2), 31)) {
        problems
            .push(invalid(place, "a date is written yyyy-mm-dd, or yyyy-mm or yyyy when no more is known"));
    }
}
