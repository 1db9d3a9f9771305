//! The verbs that open paragraphs: which act each is, how strong, and where in a paragraph it stands.

mod inside;
mod words;

pub(crate) use inside::{acts_inside, speaks_at_start};

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fold::{Token, tokens};
use crate::instrument::Language;
use crate::pieces::head;
use crate::provision::Act;
use words::{AFTER, BEFORE, INSIDE, NOT_LAST};

/// The grammatical form in which a verb was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// "Recalling", "Consciente de": opens a preambular paragraph.
    Participle,
    /// "Decides", "Demande": opens an operative paragraph.
    Singular,
    /// "we undertake", "soulignons".
    FirstPlural,
    /// "ministers welcome", "ils appellent".
    ThirdPlural,
    /// "participants stressed", "ont souligné".
    Past,
    /// "should", "devraient".
    Modal,
}

/// A verb phrase found in a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opening {
    /// First byte of the phrase.
    pub start: usize,
    /// Byte after it.
    pub end: usize,
    /// What it does.
    pub act: Act,
    /// How strongly.
    pub strength: u8,
    /// In what form.
    pub mood: Mood,
}

struct Form {
    words: Vec<&'static str>,
    act: Act,
    strength: u8,
    mood: Mood,
}

impl Form {
    /// The phrase that it makes of these words.
    fn over(&self, words: &[Token]) -> Opening {
        Opening {
            start: words.first().map_or(0, |word| word.start),
            end: words.last().map_or(0, |word| word.end),
            act: self.act,
            strength: self.strength,
            mood: self.mood,
        }
    }

    /// How many words the form takes where it stands at their start.
    fn length_at(&self, words: &[Token]) -> Option<usize> {
        let mut at = 0;
        for (count, word) in self.words.iter().enumerate() {
            let adverb = words.get(at).is_some_and(|token| INSIDE.contains(&token.word.as_str()));
            at += usize::from(count > 0 && adverb && words[at].word != *word);
            if words.get(at)?.word != *word {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}

/// Verb forms by their first word, longest first.
struct Table {
    forms: HashMap<&'static str, Vec<Form>>,
}

static FRENCH: LazyLock<Table> = LazyLock::new(|| table(include_str!("../../data/verbs.fr.tsv")));

static ENGLISH: LazyLock<Table> = LazyLock::new(|| table(include_str!("../../data/verbs.en.tsv")));

/// How strongly an act speaks as a rule: the first row of its verbs says it.
pub(crate) fn usual_strength(act: Act) -> u8 {
    let strength = |row: &str| {
        let mut columns = row.split('\t');
        let named = columns.next().and_then(act_of)?;
        columns.next().filter(|_| named == act)?.parse().ok()
    };
    include_str!("../../data/verbs.en.tsv").lines().find_map(strength).unwrap_or(1)
}

const MOODS: [Mood; 5] = [Mood::Participle, Mood::Singular, Mood::FirstPlural, Mood::ThirdPlural, Mood::Past];

fn table(text: &'static str) -> Table {
    let mut forms: HashMap<&'static str, Vec<Form>> = HashMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let act = columns.next().and_then(act_of);
        let strength = columns.next().and_then(|digit| digit.parse::<u8>().ok());
        let (Some(act), Some(strength)) = (act, strength) else {
            debug_assert!(false, "row of verbs not understood: {line}");
            continue;
        };
        for (mood, column) in MOODS.iter().zip(columns) {
            for form in column.split('|').filter(|form| !form.is_empty()) {
                let words: Vec<&'static str> = form.split(' ').collect();
                forms.entry(words[0]).or_default().push(Form { words, act, strength, mood: *mood });
            }
        }
    }
    for list in forms.values_mut() {
        list.sort_by_key(|form| std::cmp::Reverse(form.words.len()));
    }
    Table { forms }
}

fn act_of(name: &str) -> Option<Act> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

impl Table {
    fn at(&self, words: &[Token], at: usize, moods: &[Mood]) -> Option<(&Form, usize)> {
        let list = self.forms.get(words.get(at)?.word.as_str())?;
        list.iter()
            .filter(|form| moods.contains(&form.mood))
            .find_map(|form| form.length_at(&words[at..]).map(|length| (form, length)))
    }
}

fn verbs_of(language: Language) -> &'static Table {
    match language {
        Language::Fr => &FRENCH,
        Language::En => &ENGLISH,
    }
}

/// Whether a folded word is the first of a verb phrase of the tables.
pub(crate) fn is_first_word(word: &str, language: Language) -> bool {
    verbs_of(language).forms.contains_key(word)
}

fn phrase_end(words: &[Token], from: usize, text: &str) -> usize {
    let mut end = from;
    while end < words.len() && end < from + 5 {
        let adjacent = text[words[end - 1].end..words[end].start].trim().is_empty();
        if !adjacent || !AFTER.contains(&words[end].word.as_str()) {
            break;
        }
        end += 1;
    }
    while end > from && NOT_LAST.contains(&words[end - 1].word.as_str()) {
        end -= 1;
    }
    end
}

/// The verb phrase that opens a text, if one does: a participle or a verb in the third person singular.
pub(crate) fn opening(text: &str, language: Language) -> Option<Opening> {
    let start = head(text, 240);
    let words = tokens(start);
    opening_in(start, &words, language)
}

/// "Pending their total elimination, urges States …": the verb that opens a paragraph behind a clause.
pub(crate) fn after_clause(text: &str, language: Language) -> Option<Opening> {
    let bounded = head(text, LONGEST_CLAUSE);
    let comma = bounded.find(", ")? + ", ".len();
    let verb = opening(&text[comma..], language).filter(|verb| verb.mood == Mood::Singular)?;
    Some(Opening { start: verb.start + comma, end: verb.end + comma, ..verb })
}

/// Bytes of a clause that stands before the verb of its paragraph.
const LONGEST_CLAUSE: usize = 240;

fn opening_in(text: &str, words: &[Token], language: Language) -> Option<Opening> {
    let verbs = verbs_of(language);
    let mut at = 0;
    while at < words.len().min(6) {
        if let Some((form, length)) = verbs.at(words, at, &[Mood::Participle, Mood::Singular]) {
            let end = phrase_end(words, at + length, text);
            let act = coloured(form.act, &words[at..end]);
            return Some(Opening { act, ..form.over(&words[..end]) });
        }
        if !BEFORE.contains(&words[at].word.as_str()) {
            return None;
        }
        at += 1;
    }
    None
}

/// "Noting with concern" expresses concern; "notes with satisfaction" welcomes.
fn coloured(act: Act, phrase: &[Token]) -> Act {
    let has = |list: &[&str]| phrase.iter().any(|token| list.contains(&token.word.as_str()));
    if has(&["instamment"]) && matches!(act, Act::Requests | Act::Calls | Act::Invites) {
        return Act::Urges;
    }
    if !matches!(act, Act::Notes | Act::Recognizes) {
        return act;
    }
    if has(&["concern", "alarm", "preoccupation", "inquietude"]) {
        Act::ExpressesConcern
    } else if has(&["satisfaction", "appreciation"]) {
        Act::Welcomes
    } else {
        act
    }
}

/// "should", "devraient": what is said ought to be done.
pub(crate) fn modal(text: &str, language: Language) -> Option<Opening> {
    let words = tokens(head(text, 2_000));
    let found = words.iter().find(|token| match language {
        Language::En => matches!(token.word.as_str(), "should" | "must" | "shall"),
        Language::Fr => matches!(token.word.as_str(), "devraient" | "devrait" | "doivent" | "doit"),
    })?;
    Some(Opening { start: found.start, end: found.end, act: Act::Recommends, strength: 3, mood: Mood::Modal })
}

/// The verb of a line that a list follows, in any form and with or without a subject; the last one, because the
/// list completes it.
pub(crate) fn trigger(text: &str, language: Language) -> Option<Opening> {
    if let Some(last) = acts_inside(text, language, 8).pop() {
        return Some(last);
    }
    let words = tokens(head(text, 420));
    let verbs = verbs_of(language);
    (0..words.len()).rev().find_map(|at| {
        let (form, length) = verbs.at(&words, at, &MOODS)?;
        let end = phrase_end(&words, at + length, text);
        Some(form.over(&words[at..end]))
    })
}

/// The verb that stands right before a colon at the end: "pledges:", "s’engagent à :".
pub(crate) fn before_colon(text: &str, language: Language) -> Option<Opening> {
    let text = head(text, 20_000);
    let words = tokens(text);
    let verbs = verbs_of(language);
    let from = words.len().saturating_sub(3);
    (from..words.len()).find_map(|at| {
        let moods = [Mood::Singular, Mood::FirstPlural, Mood::ThirdPlural];
        let (form, length) = verbs.at(&words, at, &moods)?;
        Some(form.over(&words[at..at + length]))
    })
}

/// "To urge States", "D’exhorter les États": the infinitive that completes "RESOLVES:" or "DÉCIDE :".
pub(crate) fn infinitive_opening(text: &str, language: Language) -> Option<Opening> {
    let start = head(text, 240);
    let words = tokens(start);
    let particle = words.first()?;
    let verbs = verbs_of(language);
    let (form, length) = match language {
        Language::En if particle.word == "to" => {
            let at = (1..words.len().min(4)).find(|at| !BEFORE.contains(&words[*at].word.as_str()))?;
            verbs.at(&words, at, &[Mood::FirstPlural]).map(|(form, length)| (form, at + length))?
        }
        Language::Fr if matches!(particle.word.as_str(), "de" | "d" | "a") => {
            // The table has "exhortons", from which the infinitive of nearly all these verbs is told.
            let stem = words.get(1)?.word.strip_suffix("er")?;
            let plural = [format!("{stem}ons"), format!("{stem}eons")];
            plural.iter().find_map(|word| {
                let mut phrase = words[1..].to_vec();
                phrase[0].word.clone_from(word);
                verbs.at(&phrase, 0, &[Mood::FirstPlural]).map(|(form, length)| (form, 1 + length))
            })?
        }
        _ => return None,
    };
    let end = phrase_end(&words, length, start);
    let act = coloured(form.act, &words[..end]);
    Some(Opening { act, mood: Mood::Singular, ..form.over(&words[..end]) })
}

/// A base form that opens an English point: "REAFFIRM the need", "Encourage States".
pub(crate) fn base_opening(text: &str, language: Language) -> Option<Opening> {
    if language != Language::En {
        return None;
    }
    let start = head(text, 240);
    let words = tokens(start);
    let verbs = verbs_of(language);
    let at = (0..words.len().min(4)).find(|at| !BEFORE.contains(&words[*at].word.as_str()))?;
    let (form, length) = verbs.at(&words, at, &[Mood::FirstPlural])?;
    let end = phrase_end(&words, at + length, start);
    let act = coloured(form.act, &words[at..end]);
    Some(Opening { act, ..form.over(&words[..end]) })
}
