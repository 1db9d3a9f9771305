//! Marks of notes, written as superscript digits, and the letters and numerals of lists.

/// The superscript form of a note's mark: digits, alone or in brackets. Other raised text (`1er`, `5th`) is
/// none.
pub(super) fn note_mark(raised: &str) -> Option<String> {
    let bare = raised.trim().trim_matches(['[', ']', '(', ')']);
    if bare.is_empty() || bare.len() > 3 {
        return None;
    }
    bare.chars().map(superscript).collect()
}

/// The mark of the note with this number.
pub(super) fn numbered_mark(number: usize) -> String {
    number.to_string().chars().filter_map(superscript).collect()
}

/// Whether a character is one of [`note_mark`]'s.
pub(super) fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

fn superscript(digit: char) -> Option<char> {
    Some(match digit {
        '0' => '⁰',
        '1' | '¹' => '¹',
        '2' | '²' => '²',
        '3' | '³' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        _ => return None,
    })
}

/// The letter of a list's item: `a` to `z`, then `aa`, `bb` as word processors print them.
pub(super) fn letter(number: u32) -> String {
    let Some(index) = number.checked_sub(1) else { return String::new() };
    // Past 26 turns of the alphabet no list is printed this way; the number is bounded, not believed.
    let turns = (index / 26 + 1).min(26) as usize;
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    std::iter::repeat_n(letter, turns).collect()
}

/// The Roman numeral of a list's item, in small letters; empty outside 1 to 3999.
pub(super) fn roman(number: u32) -> String {
    const NUMERALS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number == 0 || number > 3999 {
        return String::new();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, numeral) in NUMERALS {
        while rest >= value {
            text.push_str(numeral);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_digits_only() {
        assert_eq!(note_mark("12").as_deref(), Some("¹²"));
        assert_eq!(note_mark("[3]").as_deref(), Some("³"));
        assert_eq!(note_mark("er"), None);
        assert_eq!(note_mark("1er"), None);
        assert_eq!(note_mark(""), None);
    }

    #[test]
    fn letters_turn_over_and_numerals_count() {
        assert_eq!((letter(1), letter(26), letter(27)), ("a".into(), "z".into(), "aa".into()));
        assert_eq!((roman(4), roman(14), roman(1998)), ("iv".into(), "xiv".into(), "mcmxcviii".into()));
        assert_eq!((letter(0), roman(0), roman(4000)), (String::new(), String::new(), String::new()));
    }
}
