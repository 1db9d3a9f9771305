//! Words as matching sees them: no case, no accents, no apostrophes or hyphens, common scars of scanning undone.
//!
//! Folding is for comparing only. What is stored and shown keeps its letters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded word and where it stands in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The folded letters.
    pub word: String,
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

fn push_folded(ch: char, word: &mut String) {
    if ch.is_ascii() {
        word.push(ch.to_ascii_lowercase());
        return;
    }
    match ch {
        'œ' | 'Œ' => word.push_str("oe"),
        'æ' | 'Æ' => word.push_str("ae"),
        'ß' => word.push_str("ss"),
        'ø' | 'Ø' => word.push('o'),
        'ł' | 'Ł' => word.push('l'),
        'ı' => word.push('i'),
        // A scan's cent sign stands where a stray accent was: it is no letter.
        '¢' => {}
        _ => {
            for part in ch.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)) {
                if part.is_alphanumeric() {
                    word.push(part);
                }
            }
        }
    }
}

fn in_word(ch: char) -> bool {
    ch.is_alphanumeric() || ch == '¢' || is_combining_mark(ch) || ch == '\u{ad}'
}

/// The words of a text, folded.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut start = None;
    let mut end = 0;
    for (at, ch) in text.char_indices() {
        if in_word(ch) {
            start.get_or_insert(at);
            push_folded(ch, &mut word);
            end = at + ch.len_utf8();
        } else if let Some(from) = start.take() {
            finish(&mut word, from, end, &mut found);
        }
    }
    if let Some(from) = start {
        finish(&mut word, from, end, &mut found);
    }
    found
}

fn finish(word: &mut String, start: usize, end: usize, found: &mut Vec<Token>) {
    if !word.is_empty() {
        found.push(Token { word: unscanned(std::mem::take(word)), start, end });
    }
}

/// A digit inside a word of letters is a letter misread: `1` for l, `0` for o.
fn unscanned(word: String) -> String {
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 || letters < 3 || digits > 2 {
        return word;
    }
    word.replace('1', "l").replace('0', "o")
}

/// The words of a text, folded and joined by single spaces.
pub fn folded(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for token in tokens(text) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(&token.word);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_accents_case_and_apostrophes() {
        assert_eq!(folded("Côte d’Ivoire"), "cote d ivoire");
        assert_eq!(folded("États-Unis d'Amérique"), "etats unis d amerique");
    }

    #[test]
    fn undoes_scars_inside_words_only() {
        assert_eq!(folded("1égislation ¢élaborer 2010 53/70"), "legislation elaborer 2010 53 70");
    }
}
