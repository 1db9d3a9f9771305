//! Runs of text: what Word must be told of each stretch's language and direction.

use super::language;
use crate::language::{Direction, Language, is_right_to_left};
use crate::xml::escape;

/// What a paragraph and a run of a language carry for its direction.
pub(super) fn marks(language: &Language) -> (&'static str, &'static str) {
    match language.direction() {
        Direction::Rtl => ("<w:bidi/>", "<w:rtl/>"),
        Direction::Ltr => ("", ""),
    }
}

/// How a run looks.
#[derive(Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) link: bool,
    /// The direction, if it isn't the language's.
    pub(super) direction: Option<Direction>,
}

/// Appends a text in a language; a line feed becomes a line break. Letters of the other direction get a run of their
/// own: in one run Word would write their digits and stops in the wrong order.
pub(super) fn write(out: &mut String, text: &str, of: &Language, look: Look, marked: bool) {
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push_str("<w:r><w:br/></w:r>");
        }
        let right = look.direction.unwrap_or_else(|| of.direction()) == Direction::Rtl;
        let pieces = if right { vec![(true, line)] } else { pieces(line) };
        for (right, piece) in pieces.into_iter().filter(|(_, piece)| !piece.is_empty()) {
            out.push_str("<w:r><w:rPr>");
            properties(out, of, look, right, marked);
            out.push_str("</w:rPr><w:t xml:space=\"preserve\">");
            escape(out, piece);
            out.push_str("</w:t></w:r>");
        }
    }
}

/// In the order that the format asks for.
fn properties(out: &mut String, of: &Language, look: Look, right: bool, marked: bool) {
    if look.link {
        out.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
    }
    if look.bold {
        out.push_str("<w:b/><w:bCs/>");
    }
    if look.italic {
        out.push_str("<w:i/><w:iCs/>");
    }
    if right {
        out.push_str("<w:rtl/>");
    }
    if marked {
        out.push_str(&language(of));
    }
}

/// Stretches of a text by direction: one from right to left begins and ends with a letter of that direction.
fn pieces(text: &str) -> Vec<(bool, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_right_to_left) {
        let stretch = &rest[start..];
        let end_of_strong =
            stretch.find(|c: char| c.is_alphanumeric() && !is_right_to_left(c)).unwrap_or(stretch.len());
        let last = stretch[..end_of_strong].char_indices().rfind(|(_, c)| is_right_to_left(*c));
        let end = start + last.map_or(stretch.len(), |(at, c)| at + c.len_utf8());
        found.push((false, &rest[..start]));
        found.push((true, &rest[start..end]));
        rest = &rest[end..];
    }
    found.push((false, rest));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_the_other_direction_get_a_run_of_their_own() {
        let found = pieces("see دولة قطر, 3 a");
        assert_eq!(found, [(false, "see "), (true, "دولة قطر"), (false, ", 3 a")]);
        assert_eq!(pieces("plain"), [(false, "plain")]);
    }
}
