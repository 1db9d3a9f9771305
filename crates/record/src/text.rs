//! Text that shows what it says.

/// No control character, and no character that makes text appear in another order than it is written or hides in it.
/// Joiners stay: Persian, Hindi and others are written with them.
pub fn is_plain(text: &str, multiline: bool) -> bool {
    text.chars().all(|c| (multiline && c == '\n') || !(c.is_control() || misleads(c)))
}

/// Plain on one line, and without a mark that nobody sees: what people and things are told apart by in a list. A name is no
/// running text. A joiner stands in it only where it changes what is seen, or two could look alike.
pub fn is_name(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let around = |at: usize| (at.checked_sub(1).and_then(|at| chars.get(at)), chars.get(at + 1));
    is_plain(text, false)
        && chars.iter().enumerate().all(|(at, c)| match *c {
            NON_JOINER | JOINER => matches!(around(at), (Some(l), Some(r)) if joiner_shows(*l, *c, *r)),
            c => !is_unseen(c),
        })
}

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';

/// Directional overrides, embeddings and isolates (Unicode TR 9), which can show "paid" as "diap"; line and paragraph
/// separators, which readers take for a new line or not; the byte order mark, invisible; tags and supplementary variation
/// selectors, which hide whole texts.
fn misleads(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
        || matches!(c, '\u{e0000}'..='\u{e01ef}')
}

/// What Unicode calls default ignorable, and characters that are blank without being a space: fillers of Korean, the empty
/// Braille cell. Marks of direction too: a name is shown isolated, and needs none.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}')
        || matches!(c, '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}')
        || matches!(c, '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// After the rules of RFC 5892 (A.1 and A.2), and narrower: a joiner beside a virama, which changes the cluster; a non-joiner
/// between an Arabic letter that would join the next one and a letter.
fn joiner_shows(left: char, joiner: char, right: char) -> bool {
    let with_virama =
        (is_virama(left) && right.is_alphabetic()) || (is_virama(right) && left.is_alphabetic());
    let parts = joiner == NON_JOINER && joins_the_next(left) && is_arabic(right);
    with_virama || parts
}

/// The sign that takes a consonant's vowel away, in the scripts of South and South-East Asia.
fn is_virama(c: char) -> bool {
    matches!(
        c,
        '\u{94d}'
            | '\u{9cd}'
            | '\u{a4d}'
            | '\u{acd}'
            | '\u{b4d}'
            | '\u{bcd}'
            | '\u{c4d}'
            | '\u{ccd}'
            | '\u{d4d}'
            | '\u{dca}'
            | '\u{1039}'
            | '\u{17d2}'
    )
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6fa}'..='\u{6fc}')
}

/// Letters of the Arabic script but those that join only the letter before them, and the hamza, which joins none.
fn joins_the_next(c: char) -> bool {
    let only_before = matches!(c, '\u{621}'..='\u{625}' | '\u{627}' | '\u{629}' | '\u{62f}'..='\u{632}' | '\u{648}')
        || matches!(c, '\u{671}'..='\u{677}' | '\u{688}'..='\u{699}' | '\u{6c0}' | '\u{6c3}'..='\u{6cb}')
        || matches!(c, '\u{6cd}' | '\u{6cf}' | '\u{6d2}' | '\u{6d3}');
    // The tatweel joins everything, and shows itself.
    is_arabic(c) && !only_before && c != '\u{640}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_scripts_are_names() {
        let names = [
            "Ana Example",
            "Đặng Thị Ví Dụ",
            "Þórður O’Dæmi-Próf",
            "علی\u{200c}رضا",
            "مي\u{200c}نا",
            "क\u{94d}\u{200d}ष",
            "ශ\u{dca}\u{200d}රී",
            "র\u{200d}\u{9cd}য",
            "ന\u{d4d}\u{200d}",
            "例子",
            "שלומית",
            "김예제",
        ];
        for name in names {
            // A chillu is written with a joiner at the end, which has a letter of its own since Unicode 5.1.
            assert_eq!(is_name(name), !name.ends_with('\u{200d}'), "{name:?}");
        }
    }

    #[test]
    fn what_hides_or_turns_letters_is_in_no_name() {
        for hidden in "\u{200b}\u{200c}\u{200d}\u{200e}\u{202e}\u{2060}\u{ad}\u{34f}\u{3164}\u{2800}\u{fe0f}\u{feff}\n\u{85}".chars() {
            assert!(!is_name(&format!("An{hidden}a")), "{hidden:?}");
        }
        // After a letter that joins nothing, at an edge, and twice, nobody sees it.
        for name in ["دا\u{200c}ر", "علی\u{200d}رضا", "\u{200c}علی", "علی\u{200c}", "علی\u{200c}\u{200c}رضا"]
        {
            assert!(!is_name(name), "{name:?}");
        }
    }

    #[test]
    fn running_text_keeps_its_joiners_and_its_lines() {
        assert!(is_plain("علی\u{200c}رضا\nन\u{94d}\u{200d}", true));
        assert!(!is_plain("one\ntwo", false) && !is_plain("paid \u{202e}diap", true));
    }
}
