//! Words that a line end broke: "novem-" and "bre". They are joined where the text itself or the end of the word
//! shows that the hyphen was the printer's; else the hyphen stays, because it may be the word's own.

use std::collections::HashSet;

use super::{Cleaned, Line};
use crate::dates::month_number;
use crate::instrument::ReviewNote;
use crate::limits::MAX_REVIEW;
use crate::text::Hint;

/// Ends of words that are no words themselves, in both languages.
const ENDS: [&str; 34] = [
    "tion", "tions", "sion", "sions", "ment", "ments", "tional", "tionale", "tionales", "tionaux", "tive",
    "tives", "tif", "tifs", "nité", "rité", "lité", "tés", "bre", "cation", "cations", "sation", "sations",
    "logie", "logies", "nologies", "ture", "tures", "rity", "nity", "lity", "ness", "gies", "ogies",
];

/// Joins broken words.
pub(super) fn join(cleaned: &mut Cleaned) {
    let lines = std::mem::take(&mut cleaned.lines);
    let words: HashSet<String> =
        lines.iter().flat_map(|line| line.text.split(' ')).map(|word| bare(word).to_lowercase()).collect();
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    for mut line in lines {
        if let Some(last) = kept.last_mut()
            && let Some(broken) = Broken::of(last, &line)
            && let Some(sure) = broken.is_one_word(&words)
        {
            let before = format!("{}- {}", broken.stem, broken.end);
            let after = format!("{}{}", broken.stem, broken.end);
            cleaned.repairs.add(&before, &after, "broken-word");
            if !sure && cleaned.review.len() < MAX_REVIEW {
                cleaned.review.push(ReviewNote {
                    code: "guessed-word".to_owned(),
                    message: format!(
                        "a line end seems to have broken “{after}”: check it against the original"
                    ),
                    place: after.clone(),
                });
            }
            let first = line.text.find(' ').unwrap_or(line.text.len());
            last.text.pop();
            last.text.push_str(&line.text[..first]);
            line.text.drain(..(first + 1).min(line.text.len()));
            if line.text.is_empty() {
                continue;
            }
        }
        kept.push(line);
    }
    cleaned.lines = kept;
}

struct Broken<'a> {
    stem: &'a str,
    end: &'a str,
}

impl<'a> Broken<'a> {
    /// The parts of a word that one line ends with and the next begins with.
    fn of(line: &'a Line, next: &'a Line) -> Option<Self> {
        let plain = line.hint == Hint::Plain && next.hint == Hint::Plain;
        let stem = line.text.strip_suffix('-').filter(|_| plain)?.rsplit([' ', '’', '\'']).next()?;
        let end = bare(next.text.split(' ').next()?);
        let letters = |part: &str| !part.is_empty() && part.chars().all(char::is_alphabetic);
        (letters(stem) && letters(end) && end.starts_with(char::is_lowercase)).then_some(Self { stem, end })
    }

    /// Whether the parts are one word: surely, probably, or not at all.
    fn is_one_word(&self, words: &HashSet<String>) -> Option<bool> {
        let whole = format!("{}{}", self.stem, self.end).to_lowercase();
        if words.contains(&format!("{}-{}", self.stem, self.end).to_lowercase()) {
            return None;
        }
        if words.contains(&whole) || month_number(&whole) > 0 {
            return Some(true);
        }
        ENDS.contains(&self.end).then_some(false)
    }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|ch: char| !ch.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[&str]) -> Vec<String> {
        let lines = lines.iter().map(|text| Line::plain(text)).collect();
        let mut cleaned = Cleaned { lines, ..Cleaned::default() };
        join(&mut cleaned);
        cleaned.lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn only_the_printers_hyphen_goes() {
        assert_eq!(joined(&["du 22 novem-", "bre 2002, et"]), ["du 22 novembre", "2002, et"]);
        assert_eq!(joined(&["the tele-", "graph, and a telegraph"]), ["the telegraph,", "and a telegraph"]);
        assert_eq!(joined(&["a non-", "binding text"]), ["a non-", "binding text"]);
        assert_eq!(joined(&["in the informa-", "tion age"]), ["in the information", "age"]);
    }
}
