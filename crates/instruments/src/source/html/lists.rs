//! The markers that a browser prints before the items of a list.

use html5gum::StartTag;

use super::tags::attribute;
use crate::source::marks::{letter, roman};

/// A list that is open.
pub(super) struct List {
    style: Style,
    next: u32,
    /// Where the list's lines begin, to look at it as a whole when it ends.
    pub(super) from_line: usize,
    pub(super) items: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Bullets, or nothing: no label of the text.
    Unmarked,
    Decimal,
    Letter {
        capital: bool,
    },
    Roman {
        capital: bool,
    },
}

impl List {
    pub(super) fn open(tag: &StartTag<()>, from_line: usize) -> Self {
        let start = attribute(tag, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        Self { style: style(tag), next: start, from_line, items: 0 }
    }

    /// The marker of the next item, whose tag may set its number.
    pub(super) fn next_marker(&mut self, item: &StartTag<()>) -> Option<String> {
        self.items += 1;
        if let Some(value) = attribute(item, "value").and_then(|value| value.trim().parse().ok()) {
            self.next = value;
        }
        let number = self.next;
        self.next = self.next.saturating_add(1);
        let numeral = match self.style {
            Style::Unmarked => return None,
            Style::Decimal => number.to_string(),
            Style::Letter { capital } => cased(letter(number), capital),
            Style::Roman { capital } => cased(roman(number), capital),
        };
        (!numeral.is_empty()).then(|| format!("{numeral}."))
    }
}

fn cased(text: String, capital: bool) -> String {
    if capital { text.to_uppercase() } else { text }
}

/// The style of a list: its style sheet's words inside the tag, then its type, then its name.
fn style(tag: &StartTag<()>) -> Style {
    let css = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase();
    let css = css.split(';').find(|rule| rule.trim_start().starts_with("list-style")).unwrap_or_default();
    let named = [
        ("lower-alpha", Style::Letter { capital: false }),
        ("lower-latin", Style::Letter { capital: false }),
        ("upper-alpha", Style::Letter { capital: true }),
        ("upper-latin", Style::Letter { capital: true }),
        ("lower-roman", Style::Roman { capital: false }),
        ("upper-roman", Style::Roman { capital: true }),
        ("decimal", Style::Decimal),
        ("none", Style::Unmarked),
        ("disc", Style::Unmarked),
    ];
    if let Some((_, style)) = named.into_iter().find(|(name, _)| css.contains(name)) {
        return style;
    }
    match attribute(tag, "type").as_deref() {
        _ if tag.name.as_slice() != b"ol" => Style::Unmarked,
        Some("a") => Style::Letter { capital: false },
        Some("A") => Style::Letter { capital: true },
        Some("i") => Style::Roman { capital: false },
        Some("I") => Style::Roman { capital: true },
        _ => Style::Decimal,
    }
}
