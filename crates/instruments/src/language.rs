//! Which of the two languages a text is written in.

use crate::fold::tokens;
use crate::instrument::Language;
use crate::text::SourceText;

/// Words looked at: enough to be sure, few enough to be quick.
const SAMPLE_WORDS: usize = 6_000;

const FRENCH: [&str; 20] = [
    "le", "la", "les", "des", "du", "et", "dans", "que", "qui", "une", "sur", "pour", "aux", "par", "est",
    "ses", "nous", "ainsi", "leur", "sont",
];
const ENGLISH: [&str; 20] = [
    "the", "of", "and", "to", "in", "that", "for", "with", "by", "its", "their", "we", "as", "is", "which",
    "on", "are", "from", "this", "be",
];

/// How many words of each language stand in the sample.
pub(crate) struct Counts {
    /// Words of French.
    pub french: usize,
    /// Words of English.
    pub english: usize,
    /// All words looked at.
    pub words: usize,
}

/// Counts the small words of each language.
pub(crate) fn count(source: &SourceText) -> Counts {
    let mut counts = Counts { french: 0, english: 0, words: 0 };
    for line in &source.lines {
        for token in tokens(&line.text) {
            counts.words += 1;
            counts.french += usize::from(FRENCH.contains(&token.word.as_str()));
            counts.english += usize::from(ENGLISH.contains(&token.word.as_str()));
        }
        if counts.words > SAMPLE_WORDS {
            break;
        }
    }
    counts
}

impl Counts {
    /// The language with more small words; English when they are even.
    pub fn language(&self) -> Language {
        if self.french > self.english { Language::Fr } else { Language::En }
    }

    /// Neither language has enough small words for prose in it.
    pub fn is_unsure(&self) -> bool {
        self.words > 60 && self.french.max(self.english) * 12 < self.words
    }
}
