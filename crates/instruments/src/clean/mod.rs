//! Cleaning: lines without page furniture, words without the scars of scanning, every change listed.
//!
//! Cleaning never invents: it undoes what is known to be damage, lists each change with before and after, and marks
//! for review what it had to guess.

mod footnotes;
mod furniture;
mod hyphens;
mod known;
mod marks;
mod misread;
mod normalize;
mod repairs;
mod scars;
mod unfold;
mod words;

pub(crate) use repairs::Repairs;

use crate::instrument::{Language, ReviewNote};
use crate::text::{Hint, SourceText};

/// A line that is part of the text.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its words, repaired, separated by single spaces.
    pub text: String,
    /// What the file format said.
    pub hint: Hint,
    /// Spaces before the first word.
    pub indent: usize,
    /// A page begins here.
    pub page_start: bool,
    /// Numbers of the footnotes that are called here.
    pub marks: Vec<u16>,
}

impl Line {
    /// Nothing on it.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// A line of text of which nothing else is known.
    #[cfg(test)]
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), hint: Hint::Plain, indent: 0, page_start: false, marks: Vec::new() }
    }
}

/// What cleaning gives.
#[derive(Debug, Default)]
pub(crate) struct Cleaned {
    /// The lines of the text; blank ones kept, because they part paragraphs.
    pub lines: Vec<Line>,
    /// Footnotes, in order.
    pub footnotes: Vec<String>,
    /// The number printed before each of them, if one is.
    pub footnote_numbers: Vec<Option<u16>>,
    /// Symbols that stood alone on a line, as in the head of each page.
    pub page_symbols: Vec<String>,
    /// What was changed.
    pub repairs: Repairs,
    /// What had to be guessed.
    pub review: Vec<ReviewNote>,
}

/// Cleans a source text of a known language.
pub(crate) fn clean(source: &SourceText, language: Language) -> Cleaned {
    let lines = unfold::unfold(normalize::lines(source), language);
    let mut cleaned = Cleaned { lines, ..Cleaned::default() };
    furniture::remove(&mut cleaned);
    footnotes::set_apart(&mut cleaned);
    hyphens::join(&mut cleaned);
    scars::repair(&mut cleaned, language);
    cleaned
}
