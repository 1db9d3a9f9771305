//! The names and framework terms a reader knows, and how it finds them in a text.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::fold::{Token, tokens};
use crate::instrument::{Language, ParticipantType};

/// One State, organization or known stakeholder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameEntry {
    /// Its code: `FRA`, `asean`.
    pub code: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: ParticipantType,
    /// Its short name by language code.
    pub short: BTreeMap<String, String>,
    /// Other printed forms, in any language: long names, former names, abbreviations.
    #[serde(default)]
    pub forms: Vec<String>,
}

/// Phrases of one language that lead to one framework item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameworkTerm {
    /// The item: `un/norm-13-a`.
    pub item: String,
    /// The language code of the phrases.
    pub language: String,
    /// The phrases.
    pub phrases: Vec<String>,
}

/// What a [`Lexicon`] is made from; the shape of its JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LexiconData {
    /// Names.
    pub names: Vec<NameEntry>,
    /// Framework terms.
    #[serde(default)]
    pub terms: Vec<FrameworkTerm>,
}

/// The names and terms a reader knows, indexed for matching.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    names: Vec<NameEntry>,
    items: Vec<String>,
    name_index: PhraseIndex,
    term_index: HashMap<String, PhraseIndex>,
}

/// A name found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameMatch {
    /// Which entry of the lexicon.
    pub entry: usize,
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// A framework term found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermMatch<'a> {
    /// The item it leads to.
    pub item: &'a str,
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// Phrases by their first word, longest first.
#[derive(Debug, Clone, Default)]
struct PhraseIndex {
    by_first: HashMap<String, Vec<(Vec<String>, usize)>>,
}

/// Words a phrase may have at most: bounds the work per word of text.
const MAX_PHRASE_WORDS: usize = 16;

impl PhraseIndex {
    fn insert(&mut self, phrase: &str, value: usize) {
        let words: Vec<String> = tokens(phrase).into_iter().map(|token| token.word).collect();
        if words.is_empty() || words.len() > MAX_PHRASE_WORDS {
            return;
        }
        let list = self.by_first.entry(words[0].clone()).or_default();
        if !list.iter().any(|(known, id)| *known == words && *id == value) {
            list.push((words, value));
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
    }

    /// The longest phrases that start at word `at`, with their length in words.
    fn longest_at(&self, words: &[Token], at: usize) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        let Some(list) = self.by_first.get(&words[at].word) else { return found };
        for (phrase, value) in list {
            if found.first().is_some_and(|(length, _)| *length > phrase.len()) {
                break;
            }
            let fits = words.len() >= at + phrase.len()
                && phrase.iter().zip(&words[at..]).all(|(word, token)| *word == token.word);
            if fits {
                found.push((phrase.len(), *value));
            }
        }
        found
    }
}

impl Lexicon {
    /// A lexicon of names and terms. Forms are added by rule: a name without its parenthesis, and with the
    /// parenthesis put first ("Iran (Islamic Republic of)" gives "Islamic Republic of Iran").
    pub fn new(names: Vec<NameEntry>, terms: Vec<FrameworkTerm>) -> Self {
        let mut name_index = PhraseIndex::default();
        for (at, entry) in names.iter().enumerate() {
            for form in entry.short.values().chain(&entry.forms) {
                for variant in variants(form) {
                    name_index.insert(&variant, at);
                }
            }
        }
        let mut items: Vec<String> = Vec::new();
        let mut term_index: HashMap<String, PhraseIndex> = HashMap::new();
        for term in terms {
            let item = items.iter().position(|known| *known == term.item).unwrap_or_else(|| {
                items.push(term.item.clone());
                items.len() - 1
            });
            let index = term_index.entry(term.language.clone()).or_default();
            for phrase in &term.phrases {
                index.insert(phrase, item);
            }
        }
        Self { names, items, name_index, term_index }
    }

    /// A lexicon from its JSON form, [`LexiconData`].
    pub fn from_json(json: &str) -> Result<Self, serde_json::Error> {
        let data: LexiconData = serde_json::from_str(json)?;
        Ok(Self::new(data.names, data.terms))
    }

    /// The entry a match points to.
    pub fn entry(&self, found: NameMatch) -> &NameEntry {
        &self.names[found.entry]
    }

    /// The short name of an entry in a language, or in any language it has.
    pub fn short_name(entry: &NameEntry, language: Language) -> &str {
        entry
            .short
            .get(language.code())
            .or_else(|| entry.short.get("en"))
            .or_else(|| entry.short.values().next())
            .map_or(entry.code.as_str(), |name| name.as_str())
    }

    /// All names in a text, leftmost and longest first, none overlapping. A name starts with a capital or a digit
    /// misread for one: "turkey" and "chad" in lower case are words, not States.
    pub fn names_in(&self, text: &str) -> Vec<NameMatch> {
        let words = tokens(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let best = self
                .name_index
                .longest_at(&words, at)
                .into_iter()
                .find(|_| starts_as_name(&text[words[at].start..words[at].end]));
            if let Some((length, entry)) = best {
                found.push(NameMatch { entry, start: words[at].start, end: words[at + length - 1].end });
                at += length;
            } else {
                at += 1;
            }
        }
        found
    }

    /// The entry that a whole printed name stands for, allowing one misread letter, if only one entry fits.
    pub fn near_name(&self, printed: &str) -> Option<usize> {
        let words: Vec<String> = tokens(printed).into_iter().map(|token| token.word).collect();
        let joined = words.join(" ");
        // Shorter names have too many neighbours one letter away (Iran, Iraq).
        if joined.len() < 6 || joined.len() > 60 {
            return None;
        }
        let mut found = None;
        for list in self.name_index.by_first.values() {
            for (phrase, entry) in list {
                if phrase.len() == words.len() && one_letter_apart(&phrase.join(" "), &joined) {
                    if found.is_some_and(|known| known != *entry) {
                        return None;
                    }
                    found = Some(*entry);
                }
            }
        }
        found
    }

    /// The entry at a place of the list, as [`NameMatch::entry`] and [`Self::near_name`] give it.
    pub fn entry_at(&self, at: usize) -> Option<&NameEntry> {
        self.names.get(at)
    }

    /// All framework terms of a language in a text; longer terms hide shorter ones that start at the same word.
    pub fn terms_in(&self, text: &str, language: Language) -> Vec<TermMatch<'_>> {
        let Some(index) = self.term_index.get(language.code()) else { return Vec::new() };
        let words = tokens(text);
        let mut found = Vec::new();
        for at in 0..words.len() {
            for (length, item) in index.longest_at(&words, at) {
                found.push(TermMatch {
                    item: &self.items[item],
                    start: words[at].start,
                    end: words[at + length - 1].end,
                });
            }
        }
        found
    }
}

fn starts_as_name(printed: &str) -> bool {
    printed.chars().next().is_some_and(|ch| !ch.is_lowercase())
}

fn variants(form: &str) -> Vec<String> {
    let mut all = vec![form.to_owned()];
    if let Some((head, rest)) = form.split_once('(')
        && let Some((inner, tail)) = rest.split_once(')')
    {
        let head = head.trim();
        all.push(format!("{head} {tail}"));
        all.push(format!("{} {head}", inner.trim()));
    }
    all
}

fn one_letter_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let prefix = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let suffix = a[prefix..].iter().rev().zip(b[prefix..].iter().rev()).take_while(|(x, y)| x == y).count();
    a.len() - prefix - suffix <= 1 && b.len() - prefix - suffix <= 1
}
