//! Directions of writing: what runs the other way in a line is kept apart from it with the marks of Unicode's bidirectional
//! algorithm (UAX 9), where no markup can do it: in titles, in attributes, within a sentence of ours.

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const POP_ISOLATE: char = '\u{2069}';

/// Whether a value would lie in a line that runs the other way, or could turn that line.
pub(crate) fn needs_isolation(value: &str, in_right_to_left: bool) -> bool {
    if in_right_to_left {
        value.chars().any(char::is_alphanumeric)
    } else {
        value.chars().any(|letter| runs_right_to_left(letter) || turns(letter))
    }
}

/// A value between marks that end with it, whatever marks of its own it brings: they can't reach past its end.
pub(crate) fn isolated(value: &str) -> String {
    let mut kept = String::with_capacity(value.len() + 6);
    kept.push(FIRST_STRONG_ISOLATE);
    let mut open = 0_usize;
    for letter in value.chars() {
        match letter {
            // Embeddings and overrides make a line read as something else; an isolate ends where it should.
            '\u{202a}'..='\u{202e}' => continue,
            '\u{2066}'..='\u{2068}' => open += 1,
            POP_ISOLATE if open == 0 => continue,
            POP_ISOLATE => open -= 1,
            _ => {}
        }
        kept.push(letter);
    }
    kept.extend(std::iter::repeat_n(POP_ISOLATE, open + 1));
    kept
}

/// A number or symbol whose parts stay in their order in a line that runs from right to left. A range of numbers (`42–46`)
/// runs as the line does: who reads from right to left finds its first number first.
pub(crate) fn left_to_right(printed: &str) -> String {
    if printed.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '–')) {
        return printed.to_owned();
    }
    format!("{LEFT_TO_RIGHT_ISOLATE}{printed}{POP_ISOLATE}")
}

/// Marks that change the direction of what follows them.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Letters of the scripts that run from right to left, by their blocks.
fn runs_right_to_left(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_of_a_value_reaches_past_its_end() {
        for (value, kept) in [
            ("abc", "\u{2068}abc\u{2069}"),
            ("\u{202e}abc", "\u{2068}abc\u{2069}"),
            ("\u{2069}abc", "\u{2068}abc\u{2069}"),
            ("\u{2066}1 (a)\u{2069}", "\u{2068}\u{2066}1 (a)\u{2069}\u{2069}"),
            ("\u{2067}abc", "\u{2068}\u{2067}abc\u{2069}\u{2069}"),
        ] {
            assert_eq!(isolated(value), kept);
        }
    }

    #[test]
    fn only_what_runs_the_other_way_is_marked() {
        assert!(!needs_isolation("Beravia", false) && needs_isolation("Beravia", true));
        assert!(needs_isolation("بيرافيا", false) && needs_isolation("a\u{202e}b", false));
        assert_eq!((left_to_right("12"), left_to_right("42–46")), ("12".to_owned(), "42–46".to_owned()));
        assert_eq!(left_to_right("A/79/214"), "\u{2066}A/79/214\u{2069}");
    }
}
