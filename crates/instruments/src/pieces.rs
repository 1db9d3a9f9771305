//! Long paragraphs in pieces: patterns that look ahead cost the square of what they look at, so they look at little.

use crate::limits::MAX_PIECE_BYTES;

/// A text in pieces of bounded length, cut at spaces where there are any. Nearly every paragraph is one piece.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (piece, after) = rest.split_at(cut(rest, MAX_PIECE_BYTES));
        rest = after;
        Some(piece)
    })
}

/// The first bytes of a text, at most as many as given.
pub(crate) fn head(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn cut(text: &str, most: usize) -> usize {
    if text.len() <= most {
        return text.len();
    }
    let whole = head(text, most);
    whole.rfind(' ').map_or(whole.len(), |space| space + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_join_to_the_text() {
        let text = "été ".repeat(20_000);
        assert_eq!(pieces(&text).collect::<String>(), text);
        assert!(pieces(&text).all(|piece| piece.len() <= MAX_PIECE_BYTES));
    }
}
