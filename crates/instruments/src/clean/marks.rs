//! Footnote marks that may be letters or digits of what they are glued to.

use std::collections::HashSet;

use super::Line;
use super::known::Known;
use super::misread::ends_misread;
use super::words::{Change, core, glued_word};
use crate::instrument::ReviewNote;
use crate::limits::MAX_REVIEW;

/// A mark glued to a word, taken off if the word without it is known, or the digits can only be a mark.
pub(super) fn glued(
    printed: &str,
    notes: usize,
    numbers: &[u16],
    known: &Known,
    review: &mut Vec<ReviewNote>,
) -> Option<Change> {
    let found = glued_word(printed)?;
    if found.apart {
        return Some(found.change);
    }
    let number: u16 = found.mark.parse().ok()?;
    let is_note = numbers.contains(&number) || (1..=notes).contains(&usize::from(number));
    let letter = ends_misread(&format!("{}{}", found.word, found.mark), known);
    let knows = known.knows(&found.word);
    let may_be_letter = found.mark.contains(['0', '1']);
    if (knows && !letter) || (!knows && !may_be_letter && is_note) {
        return Some(found.change);
    }
    if knows || (!letter && is_note) {
        unclear(printed, &found.change.after, review);
    }
    None
}

/// `76/191` where note 1 is called nowhere: the resolution 76/191, or 76/19 with its mark. It stays as printed.
pub(super) fn unclear_symbols(lines: &[Line], numbers: &[u16], review: &mut Vec<ReviewNote>) {
    let called: HashSet<u16> = lines.iter().flat_map(|line| line.marks.iter().copied()).collect();
    let lost: Vec<String> =
        numbers.iter().filter(|number| !called.contains(number)).map(u16::to_string).collect();
    let words = lines.iter().flat_map(|line| line.text.split(' '));
    for word in words.filter(|_| !lost.is_empty()) {
        let symbol = core(word).1;
        let Some((session, number)) = symbol.split_once('/') else { continue };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if session.len() != 2 || !(2..=4).contains(&number.len()) || !digits(session) || !digits(number) {
            continue;
        }
        if let Some(mark) = lost.iter().find(|mark| number.len() > mark.len() && number.ends_with(*mark)) {
            unclear(symbol, &symbol[..symbol.len() - mark.len()], review);
        }
    }
}

fn unclear(printed: &str, without: &str, review: &mut Vec<ReviewNote>) {
    if review.len() < MAX_REVIEW && review.iter().all(|note| note.place != printed) {
        review.push(ReviewNote {
            code: "unclear-mark".to_owned(),
            message: format!(
                "“{printed}” may be “{without}” with the mark of a footnote: it is left as printed, check it against the original"
            ),
            place: printed.to_owned(),
        });
    }
}
