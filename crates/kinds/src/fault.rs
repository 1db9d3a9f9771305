//! What can be wrong with an answer, each with a stable code.

use thiserror::Error;

/// Why a body is not what its kind asks for.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{field}: {fault}")]
pub struct ContentError {
    /// The field's id; in a table, with row and column: `milestones.2.due`.
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
    /// Asked only where a choice fell otherwise.
    #[error("this is asked only after another choice: leave it blank, or change the choice it hangs on")]
    NotAsked,
    /// Not a string.
    #[error("this must be a string")]
    NotText,
    /// Not a list of strings.
    #[error("this must be a list of strings")]
    NotList,
    /// Not a list of rows.
    #[error("this must be a list of rows, each with its columns by name")]
    NotRows,
    /// Longer than the kind allows.
    #[error("this has more than {0} characters: shorten it")]
    TooLong(usize),
    /// More words than the kind allows.
    #[error("this has more than {0} words: shorten it")]
    TooManyWords(usize),
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
    /// The same choice twice.
    #[error("the same choice stands here twice: leave one out")]
    Twice,
    /// Not a whole number.
    #[error("this must be a whole number, in digits alone")]
    NotNumber,
    /// Larger than the kind allows.
    #[error("this is more than {0}: correct it")]
    TooLarge(u64),
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
            Self::NotAsked => "content-not-asked",
            Self::NotText => "content-not-text",
            Self::NotList => "content-not-a-list",
            Self::NotRows => "content-not-rows",
            Self::TooLong(_) => "content-too-long",
            Self::TooManyWords(_) => "content-too-many-words",
            Self::TooMany(_) => "content-too-many",
            Self::SeveralLines => "content-several-lines",
            Self::NotPlain => "content-not-plain",
            Self::NotChoice => "content-not-a-choice",
            Self::Twice => "content-twice",
            Self::NotNumber => "content-not-a-number",
            Self::TooLarge(_) => "content-too-large",
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
