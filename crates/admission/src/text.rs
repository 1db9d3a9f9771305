//! Text that shows what it says.

/// No control character, and no character that makes text appear in another order than it is written or hides in it.
/// Joiners stay: Persian, Hindi and others are written with them.
pub(crate) fn is_plain(text: &str, multiline: bool) -> bool {
    text.chars().all(|c| (multiline && c == '\n') || !(c.is_control() || misleads(c)))
}

/// Directional overrides, embeddings and isolates (Unicode TR 9), which can show "paid" as "diap"; line and paragraph
/// separators, which readers take for a new line or not; the byte order mark, invisible; tags and supplementary variation
/// selectors, which hide whole texts.
fn misleads(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
        || matches!(c, '\u{e0000}'..='\u{e01ef}')
}
