//! The scars of scanning, repaired word by word. Which rules apply depends on whether the text shows that it was
//! scanned: in a text that was typed, an odd word is its author's. A misread letter in a known word is repaired anywhere.

use std::collections::HashSet;

use super::footnotes::number_of;
use super::known::Known;
use super::marks;
use super::misread::misread;
use super::words::{
    Change, Place, glued_year, in_any_text, in_english_scan, in_french_scan, is_telling, mark_apart,
    may_be_marked_year,
};
use super::{Cleaned, Repairs};
use crate::instrument::{Language, ReviewNote};
use crate::limits::MAX_REVIEW;
use crate::verbs;

/// Telling scars that make a text a scan: one alone may be a slip of the pen.
const SCARS_OF_A_SCAN: usize = 3;

struct Rules {
    language: Language,
    scanned: bool,
    /// How many footnotes the text has.
    footnotes: usize,
    /// Numbers printed before them.
    numbers: Vec<u16>,
    years: HashSet<String>,
    known: Known,
}

/// Repairs the words of all lines.
pub(super) fn repair(cleaned: &mut Cleaned, language: Language) {
    first_number(cleaned, language);
    let mut lines = std::mem::take(&mut cleaned.lines);
    let mut years = HashSet::new();
    let mut telling = 0;
    for word in lines.iter().flat_map(|line| line.text.split(' ')) {
        telling += usize::from(is_telling(word));
        let bare = word.trim_matches(|ch: char| !ch.is_ascii_digit());
        if bare.len() == 4 && (bare.starts_with("19") || bare.starts_with("20")) {
            years.insert(bare.to_owned());
        }
    }
    let rules = Rules {
        language,
        scanned: telling >= SCARS_OF_A_SCAN,
        footnotes: cleaned.footnotes.len(),
        numbers: cleaned.footnote_numbers.iter().flatten().copied().collect(),
        years,
        known: Known::of(&lines, language),
    };
    let mut state = State::default();
    for line in &mut lines {
        if line.is_blank() {
            // A quotation that is never closed silences no more than its paragraph.
            state.quoted = false;
            continue;
        }
        let repaired =
            repaired_line(&line.text, &rules, &mut state, &mut cleaned.repairs, &mut cleaned.review);
        (line.text, line.marks) = repaired;
    }
    marks::unclear_symbols(&lines, &rules.numbers, &mut cleaned.review);
    cleaned.lines = lines;
}

/// What is remembered from word to word.
#[derive(Default)]
struct State {
    previous: String,
    quoted: bool,
}

impl State {
    /// Whether a word stands in quotation marks; the state goes on to the next.
    fn is_quoted(&mut self, word: &str) -> bool {
        let mut touched = self.quoted;
        for ch in word.chars() {
            match ch {
                '“' | '«' => self.quoted = true,
                '”' | '»' => self.quoted = false,
                '"' => self.quoted = !self.quoted,
                _ => {}
            }
            touched |= self.quoted;
        }
        touched
    }
}

fn repaired_line(
    text: &str,
    rules: &Rules,
    state: &mut State,
    repairs: &mut Repairs,
    review: &mut Vec<ReviewNote>,
) -> (String, Vec<u16>) {
    let mut marks = Vec::new();
    let words: Vec<&str> = text.split(' ').collect();
    let mut kept: Vec<String> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let quoted = state.is_quoted(words[at]);
        let place = Place { previous: &state.previous, word: words[at], next };
        // Marks come in rows: a year with one beside it is a year with a mark.
        let near = || {
            words[at.saturating_sub(3)..(at + 4).min(words.len())]
                .iter()
                .filter(|word| may_be_marked_year(word))
                .count()
                > 1
        };
        let known = |year: &str| rules.footnotes > 0 || rules.years.contains(year) || near();
        let change = in_any_text(place)
            .or_else(|| glued_year(words[at], &known))
            .or_else(|| {
                let glued = || marks::glued(words[at], rules.footnotes, &rules.numbers, &rules.known, review);
                (rules.footnotes > 0).then(glued).flatten()
            })
            .or_else(|| mark_apart(place, words.get(at + 2).copied().unwrap_or_default(), rules.footnotes))
            .or_else(|| rules.scanned.then(|| in_scan(place, rules.language)).flatten())
            .or_else(|| (!quoted).then(|| misread(place, &rules.known)).flatten());
        if let Some(change) = change {
            let before = words[at..=at + change.taken].join(" ");
            note(&before, &change, repairs, review);
            marks.extend(called(&before, &change));
            for word in &words[at + 1..=at + change.taken] {
                state.is_quoted(word);
            }
            at += change.taken;
            kept.push(change.after);
        } else {
            kept.push(words[at].to_owned());
        }
        if let Some(last) = kept.last() {
            state.previous.clone_from(last);
        }
        at += 1;
    }
    (kept.join(" "), marks)
}

/// The footnote whose mark a change took away.
fn called(before: &str, change: &Change) -> Option<u16> {
    if change.reason != "footnote-mark" {
        return None;
    }
    let same = before.chars().zip(change.after.chars()).take_while(|(a, b)| a == b).count();
    let rest: String = before.chars().skip(same).collect();
    number_of(rest.trim_start_matches([' ', ',', ';', '.', ':']))
}

/// "l. Decides": the first number of a list that goes on with 2, misread.
fn first_number(cleaned: &mut Cleaned, language: Language) {
    let starts = |line: &super::Line, label: &str| line.text.starts_with(label);
    if cleaned.lines.iter().any(|line| starts(line, "1. ") || starts(line, "1.\u{a0}"))
        || !cleaned.lines.iter().any(|line| starts(line, "2. "))
    {
        return;
    }
    let acts =
        |text: &str| verbs::opening(text, language).is_some() || verbs::speaks_at_start(text, language);
    let misread = cleaned.lines.iter_mut().find(|line| {
        line.text.strip_prefix("l. ").or_else(|| line.text.strip_prefix("I. ")).is_some_and(acts)
    });
    let Some(line) = misread else { return };
    let before: String = line.text.chars().take(2).collect();
    line.text.replace_range(..1, "1");
    let change = Change { after: "1.".to_owned(), reason: "misread-number", taken: 0, guessed: true };
    note(&before, &change, &mut cleaned.repairs, &mut cleaned.review);
}

fn in_scan(place: Place<'_>, language: Language) -> Option<Change> {
    match language {
        Language::Fr => in_french_scan(place),
        Language::En => in_english_scan(place),
    }
}

fn note(before: &str, change: &Change, repairs: &mut Repairs, review: &mut Vec<ReviewNote>) {
    repairs.add(before, &change.after, change.reason);
    if change.guessed && review.len() < MAX_REVIEW {
        review.push(ReviewNote {
            code: "guessed-letter".to_owned(),
            message: format!(
                "a letter seems lost in “{before}”; read as “{}”: check it against the original",
                change.after
            ),
            place: before.to_owned(),
        });
    }
}
