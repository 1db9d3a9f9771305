//! White space of mark-up, which means nothing, against white space of text.

/// One space for each run of white space, none at the ends. The space that does not break stays as it is.
pub(super) fn tidy(text: &str) -> String {
    text.split([' ', '\t', '\n', '\r', '\u{c}']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
