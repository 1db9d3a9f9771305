//! The language of a document or of a run of text, and the direction it is written in.

use serde::{Deserialize, Serialize};

/// Longest tag that is taken: language, script, region and a variant fit.
const MAX_TAG_BYTES: usize = 35;

/// Languages written from right to left, by primary subtag.
const RIGHT_TO_LEFT: [&str; 12] = ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"];

/// Scripts written from right to left; a script in the tag counts for more than the language.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 6] = ["arab", "hebr", "nkoo", "rohg", "syrc", "thaa"];

/// The direction in which a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// The direction that the first letter of a text lends it; none for digits and marks alone. What is printed as a
    /// number (`13 (a)`) keeps its own direction in a text of the other.
    pub fn of_text(text: &str) -> Option<Self> {
        let first = text.chars().find(|c| c.is_alphabetic())?;
        Some(if is_right_to_left(first) { Self::Rtl } else { Self::Ltr })
    }

    /// As HTML's `dir` writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// A string that is no language tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no language tag: write letters, digits and hyphens, as in `ar` or `pt-BR`")]
pub struct NotALanguage;

impl NotALanguage {
    /// The stable code of the error.
    pub fn code(self) -> &'static str {
        "not-a-language"
    }
}

/// A language, as a BCP 47 tag in well-formed letters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

impl Language {
    /// The language of a tag (`ar`, `zh-Hans`).
    pub fn new(tag: &str) -> Result<Self, NotALanguage> {
        let mut parts = tag.split('-');
        let primary = parts.next().is_some_and(|part| {
            (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
        });
        let rest = parts
            .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        if primary && rest && tag.len() <= MAX_TAG_BYTES {
            Ok(Self(tag.to_owned()))
        } else {
            Err(NotALanguage)
        }
    }

    /// The tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The tag's language alone, in small letters: `pt` of `pt-BR`.
    pub fn primary(&self) -> String {
        self.0.split('-').next().unwrap_or_default().to_ascii_lowercase()
    }

    /// The direction in which it is written.
    pub fn direction(&self) -> Direction {
        let script = self
            .0
            .split('-')
            .skip(1)
            .find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
        let right = match script {
            Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script.to_ascii_lowercase().as_str()),
            None => RIGHT_TO_LEFT.contains(&self.primary().as_str()),
        };
        if right { Direction::Rtl } else { Direction::Ltr }
    }
}

impl TryFrom<String> for Language {
    type Error = NotALanguage;

    fn try_from(tag: String) -> Result<Self, NotALanguage> {
        Self::new(&tag)
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}

/// Letters of scripts written from right to left: Hebrew to Arabic Extended, the presentation forms, and the blocks of
/// the supplementary plane that Unicode keeps for them.
pub(crate) fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direction_follows_the_script_and_else_the_language() {
        let direction = |tag: &str| Language::new(tag).unwrap().direction();
        for tag in ["ar", "AR-EG", "fa", "az-Arab"] {
            assert_eq!(direction(tag), Direction::Rtl, "{tag}");
        }
        for tag in ["en", "zh-Hans", "ru", "ar-Latn"] {
            assert_eq!(direction(tag), Direction::Ltr, "{tag}");
        }
    }

    #[test]
    fn a_number_has_the_direction_of_its_letters() {
        assert_eq!(Direction::of_text("13 (a)"), Some(Direction::Ltr));
        assert_eq!(Direction::of_text("13 (أ)"), Some(Direction::Rtl));
        assert_eq!(Direction::of_text("13."), None);
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for tag in ["", "e", "en_GB", "en-", "français", "en\" onload=\"x", "x".repeat(40).as_str()] {
            assert_eq!(Language::new(tag), Err(NotALanguage), "{tag}");
        }
    }
}
