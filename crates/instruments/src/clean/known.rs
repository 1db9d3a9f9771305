//! The words that cleaning knows: those these texts are made of, verbs, months, and what the text itself prints.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::Line;
use crate::dates::month_number;
use crate::fold::folded;
use crate::instrument::Language;
use crate::verbs;

/// Letters that a word of the text needs to vouch for another: shorter ones are too near each other.
const LETTERS_TO_VOUCH: usize = 4;

/// Words with an accent that show that a text is printed with accents, and the share of its words they have:
/// French prose has one in six, an English text that names French things fewer than one in fifty.
const ACCENTED_WORDS: usize = 5;
const ONE_ACCENTED_IN: usize = 20;

static ENGLISH: LazyLock<HashSet<String>> =
    LazyLock::new(|| listed(include_str!("../../data/words.en.txt")).map(folded).collect());
static FRENCH: LazyLock<HashSet<String>> =
    LazyLock::new(|| listed(include_str!("../../data/words.fr.txt")).map(folded).collect());

/// The one word of the French list that a word without accents can be; those that can be two are left out.
static ACCENTED: LazyLock<HashMap<String, Option<&str>>> = LazyLock::new(|| {
    let mut words: HashMap<String, Option<&str>> = HashMap::new();
    for word in listed(include_str!("../../data/words.fr.txt")) {
        let only = words.entry(folded(word)).or_insert(Some(word));
        if *only != Some(word) {
            *only = None;
        }
    }
    words
});

fn listed(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

/// What is known while one text is cleaned.
pub(super) struct Known {
    language: Language,
    /// Folded words of the text that have no scar.
    printed: HashSet<String>,
    /// Words of the text with their accents, in small letters.
    accented: HashSet<String>,
    /// The text is printed with accents.
    has_accents: bool,
}

impl Known {
    /// The words of a text.
    pub fn of(lines: &[Line], language: Language) -> Self {
        let mut known =
            Self { language, printed: HashSet::new(), accented: HashSet::new(), has_accents: false };
        let (mut words, mut accented) = (0, 0);
        let parted = |ch: char| !ch.is_alphanumeric();
        for word in lines.iter().flat_map(|line| line.text.split(parted)).filter(|word| !word.is_empty()) {
            words += 1;
            if !word.chars().all(char::is_alphabetic) {
                continue;
            }
            if !word.is_ascii() {
                accented += 1;
                known.accented.insert(word.to_lowercase());
            }
            if word.chars().count() >= LETTERS_TO_VOUCH {
                known.printed.insert(folded(word));
            }
        }
        known.has_accents = accented >= ACCENTED_WORDS && accented * ONE_ACCENTED_IN >= words;
        known
    }

    /// The text is in French.
    pub fn is_french(&self) -> bool {
        self.language == Language::Fr
    }

    /// A word of the tables.
    pub fn is_listed(&self, word: &str) -> bool {
        let word = folded(word);
        let list: &HashSet<String> = match self.language {
            Language::En => &ENGLISH,
            Language::Fr => &FRENCH,
        };
        let stem = |end: &str| word.strip_suffix(end).is_some_and(|stem| list.contains(stem));
        list.contains(&word)
            || verbs::is_first_word(&word, self.language)
            || month_number(&word) > 0
            || stem("s")
            || (self.language == Language::En && stem("ly"))
    }

    /// A word of the tables, or one that the text prints without a scar.
    pub fn knows(&self, word: &str) -> bool {
        self.is_listed(word) || self.printed.contains(&folded(word))
    }

    /// The word of which a French word in ASCII has lost its accents, in a text that has them. A word that is
    /// English too (“resolution”) may be quoted: it counts only if the text prints it with its accents elsewhere.
    pub fn with_accents(&self, word: &str) -> Option<&'static str> {
        if !self.is_french() || !self.has_accents || !word.is_ascii() {
            return None;
        }
        let lower = word.to_lowercase();
        let accented = (*ACCENTED.get(&lower)?)?;
        let sure = !ENGLISH.contains(&lower) || self.accented.contains(accented);
        (!accented.is_ascii() && sure).then_some(accented)
    }
}
