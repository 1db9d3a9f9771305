//! A question to a full-text expression. Whatever is asked becomes quoted tokens of letters and digits, so no question
//! can be malformed, and none can be long.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::query::{MAX_CHARS, MAX_TERMS};
use crate::schema::{CONTEXT, PLAIN, column_of};
use crate::stems::{STEMMED, is_common, stems};
use crate::words::{Piece, fold, pieces};

/// A word or a phrase of a question.
#[derive(Debug, PartialEq, Eq)]
struct Term {
    pieces: Vec<Piece>,
    quoted: bool,
    excluded: bool,
}

/// What a question's text asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Words {
    /// It has no text.
    None,
    /// It has text, but nothing that could stand in a document.
    Nothing,
    /// What must match, if anything, and what must not.
    Some {
        /// The expression of the terms that must stand in a document.
        wanted: Option<String>,
        /// The expression of those that must not.
        unwanted: Option<String>,
    },
}

/// Reads a question's text.
pub(crate) fn read(text: &str) -> Words {
    if text.trim().is_empty() {
        return Words::None;
    }
    let mut terms = terms(text);
    let says_something = |term: &Term| !term.excluded && !is_common_word(term);
    if terms.iter().any(says_something) {
        terms.retain(|term| term.excluded || says_something(term));
    }
    let (unwanted, wanted): (Vec<_>, Vec<_>) = terms.into_iter().partition(|term| term.excluded);
    let join = |terms: &[Term], with: &str| {
        let parts: Vec<_> = terms.iter().map(Term::expression).collect();
        (!parts.is_empty()).then(|| parts.join(with))
    };
    let (wanted, unwanted) = (join(&wanted, " AND "), join(&unwanted, " OR "));
    if wanted.is_none() && unwanted.is_none() { Words::Nothing } else { Words::Some { wanted, unwanted } }
}

fn is_common_word(term: &Term) -> bool {
    match term.pieces.as_slice() {
        [Piece::Word(word)] => !term.quoted && is_common(&fold(word)),
        _ => false,
    }
}

fn terms(text: &str) -> Vec<Term> {
    let text: String = text.chars().take(MAX_CHARS).collect();
    let mut rest = text.as_str();
    let mut terms = Vec::new();
    while terms.len() < MAX_TERMS {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { break };
        let after_minus = rest.strip_prefix(['-', '\u{2212}']);
        let excluded = after_minus.is_some_and(|next| next.starts_with(|c: char| !c.is_whitespace()));
        let body = if excluded { after_minus.unwrap_or(rest) } else { rest };
        let opening = body.chars().next().unwrap_or(first);
        let (chunk, quoted) = if let Some(closing) = closing_of(opening) {
            let inside = &body[opening.len_utf8()..];
            let end = inside.find(closing).unwrap_or(inside.len());
            rest = inside[end..].strip_prefix(closing).unwrap_or_default();
            (&inside[..end], true)
        } else {
            let end = body.find(|c: char| c.is_whitespace() || closing_of(c).is_some()).unwrap_or(body.len());
            rest = &body[end..];
            (&body[..end], false)
        };
        let pieces = pieces(chunk);
        if !pieces.is_empty() {
            terms.push(Term { pieces, quoted, excluded });
        }
    }
    terms
}

fn closing_of(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '“' => Some('”'),
        '«' => Some('»'),
        '„' => Some('“'),
        _ => None,
    }
}

impl Term {
    fn expression(&self) -> String {
        match self.pieces.as_slice() {
            [piece] if !self.quoted => inflected(piece),
            several if self.quoted => phrase(several),
            several => {
                // Parts such as those of a symbol (`70/237`) mean something only side by side; words joined by a
                // hyphen may stand apart in another text.
                let words = several.iter().all(is_a_word_of_its_own);
                let apart: Vec<_> = several.iter().map(inflected).collect();
                if words {
                    format!("({} OR ({}))", phrase(several), apart.join(" AND "))
                } else {
                    phrase(several)
                }
            }
        }
    }
}

fn is_a_word_of_its_own(piece: &Piece) -> bool {
    match piece {
        Piece::Word(word) => word.chars().count() > 1 && word.chars().any(char::is_alphabetic),
        Piece::Han(_) => true,
    }
}

/// The pieces one after the other, as written but for accents.
fn phrase(pieces: &[Piece]) -> String {
    let mut tokens = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Word(word) => tokens.push(fold(word)),
            Piece::Han(run) => tokens.extend(run.chars().map(String::from)),
        }
    }
    format!("{{{PLAIN} {CONTEXT}}} : \"{}\"", tokens.join(" "))
}

/// A piece in any of its forms, in any language.
fn inflected(piece: &Piece) -> String {
    match piece {
        Piece::Word(word) => inflected_word(word),
        Piece::Han(run) if run.chars().count() == 1 => phrase(std::slice::from_ref(piece)),
        Piece::Han(run) => {
            let pairs: Vec<_> = pairs(run).map(|pair| format!("{{zh {CONTEXT}}} : \"{pair}\"")).collect();
            format!("({})", pairs.join(" AND "))
        }
    }
}

fn inflected_word(word: &str) -> String {
    let mut columns: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    columns.insert(fold(word), vec![PLAIN, CONTEXT]);
    for lang in STEMMED {
        for stem in stems(lang, word) {
            let known = columns.entry(stem).or_insert_with(|| vec![CONTEXT]);
            known.push(column_of(lang));
        }
    }
    let mut expression = String::from("(");
    for (token, columns) in columns {
        let or = if expression.len() > 1 { " OR " } else { "" };
        let _ = write!(expression, "{or}{{{}}} : \"{token}\"", columns.join(" "));
    }
    expression.push(')');
    expression
}

/// Each two neighbouring characters.
pub(crate) fn pairs(run: &str) -> impl Iterator<Item = String> {
    run.chars().zip(run.chars().skip(1)).map(|(a, b)| [a, b].iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_terms(text: &str) -> Vec<(usize, bool, bool)> {
        terms(text).iter().map(|term| (term.pieces.len(), term.quoted, term.excluded)).collect()
    }

    #[test]
    fn words_phrases_and_exclusions() {
        assert_eq!(
            read_terms("mesures \"de confiance\" -brouillon -\"deux mots\" cyber-normes"),
            [(1, false, false), (2, true, false), (1, false, true), (2, true, true), (2, false, false)]
        );
        assert_eq!(
            read_terms("« droit international » \"never closed"),
            [(2, true, false), (2, true, false)]
        );
        assert_eq!(read_terms("- -- \"\" -\"\" «»"), []);
        assert_eq!(read_terms("a - b"), [(1, false, false), (1, false, false)]);
    }

    #[test]
    fn a_question_is_read_up_to_its_bounds() {
        assert_eq!(terms(&"mot ".repeat(1000)).len(), MAX_TERMS);
        assert_eq!(terms(&"m".repeat(5000)).len(), 1);
    }

    #[test]
    fn common_words_count_only_when_alone() {
        assert_eq!(read("la sécurité"), read("sécurité"));
        assert_ne!(read("la"), Words::Nothing);
        assert_eq!(read(" ?! "), Words::Nothing);
        assert_eq!(read("  "), Words::None);
    }

    #[test]
    fn what_is_asked_never_leaves_its_quotes() {
        let Words::Some { wanted: Some(wanted), unwanted: None } = read("plain:x* OR NEAR(a) ^b {c}") else {
            panic!("words were asked for")
        };
        assert!(!wanted.contains('*') && !wanted.contains('^'), "{wanted}");
        assert_eq!(wanted.matches('"').count() % 2, 0);
    }
}
