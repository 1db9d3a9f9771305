//! Text to words: lower case, compatibility forms unified, elided articles gone, Chinese apart.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest word that is told apart, in characters; what is longer is no word, and finds by its beginning.
const MAX_WORD: usize = 48;

/// What stands before an apostrophe without being a word of its own: `l'État`, `d'une`, `qu'elle`.
const ELIDED: [&str; 12] = ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "lorsqu", "jusqu", "puisqu"];

/// A piece of text that search looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A word in lower case, with its accents.
    Word(String),
    /// Chinese characters in a row: where words begin and end there isn't written.
    Han(String),
}

/// The pieces of a text, in order.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut reader = Reader::default();
    for c in text.nfkc().flat_map(char::to_lowercase).filter(|c| !is_invisible(*c)) {
        reader.take(c);
    }
    reader.end_piece();
    reader.pieces
}

/// A word without accents and other marks, and with its ligatures taken apart.
pub(crate) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.nfkd().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c)) {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            _ => folded.push(c),
        }
    }
    folded
}

#[derive(Default)]
struct Reader {
    pieces: Vec<Piece>,
    word: String,
    chars: usize,
    han: String,
    after_apostrophe: bool,
}

impl Reader {
    fn take(&mut self, c: char) {
        if is_han(c) {
            self.end_word();
            self.han.push(c);
        } else if is_apostrophe(c) {
            self.end_han();
            if ELIDED.contains(&self.word.as_str()) {
                self.clear_word();
            } else {
                self.end_word();
            }
            self.after_apostrophe = true;
        } else if c.is_alphanumeric() || is_combining_mark(c) {
            self.end_han();
            self.chars += 1;
            if self.chars <= MAX_WORD {
                self.word.push(c);
            }
        } else {
            self.end_piece();
            self.after_apostrophe = false;
        }
    }

    fn end_piece(&mut self) {
        self.end_word();
        self.end_han();
    }

    fn end_word(&mut self) {
        // The genitive of English: in "State's" the "s" is no word.
        let genitive = self.after_apostrophe && self.word == "s";
        let marks_alone = self.word.chars().all(is_combining_mark);
        if !genitive && !marks_alone {
            self.pieces.push(Piece::Word(std::mem::take(&mut self.word)));
        }
        self.clear_word();
    }

    fn clear_word(&mut self) {
        self.word.clear();
        self.chars = 0;
        self.after_apostrophe = false;
    }

    fn end_han(&mut self) {
        if !self.han.is_empty() {
            self.pieces.push(Piece::Han(std::mem::take(&mut self.han)));
        }
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{FF07}' | '`')
}

/// Characters inside words that readers don't see, and the Arabic letter-stretcher.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{0640}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        pieces(text)
            .into_iter()
            .map(|piece| match piece {
                Piece::Word(word) => word,
                Piece::Han(run) => format!("<{run}>"),
            })
            .collect()
    }

    #[test]
    fn apostrophes_of_french_and_english() {
        assert_eq!(read("l'utilisation d’États, qu'elle"), ["utilisation", "états", "elle"]);
        assert_eq!(read("the State's ICTs; States' duty"), ["the", "state", "icts", "states", "duty"]);
        assert_eq!(read("aujourd'hui O'Brien"), ["aujourd", "hui", "o", "brien"]);
    }

    #[test]
    fn symbols_hyphens_and_hidden_characters() {
        assert_eq!(read("A/C.1/75/L.4"), ["a", "c", "1", "75", "l", "4"]);
        assert_eq!(read("cyber-normes co\u{AD}opé\u{AD}ration"), ["cyber", "normes", "coopération"]);
        assert_eq!(read("e\u{301}tat \u{FB01}n"), ["état", "fin"]);
    }

    #[test]
    fn chinese_stands_apart() {
        assert_eq!(read("5G网络安全 and ICT"), ["5g", "<网络安全>", "and", "ict"]);
    }

    #[test]
    fn folding_takes_marks_and_ligatures_away() {
        let folded: Vec<_> = ["réseaux", "œuvre", "größe", "ё", "أمن", "ñandú"].map(fold).into();
        assert_eq!(folded, ["reseaux", "oeuvre", "grosse", "е", "امن", "nandu"]);
    }
}
