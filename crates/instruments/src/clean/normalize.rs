//! Lines with one kind of space and no invisible characters. Letters are left as they are.

use unicode_normalization::UnicodeNormalization;

use super::Line;
use crate::text::{Hint, SourceText};

/// The lines of a source, trimmed, with their indent; page breaks become a mark on the next line.
pub(super) fn lines(source: &SourceText) -> Vec<Line> {
    let mut lines = Vec::with_capacity(source.lines.len());
    let mut page_start = false;
    for line in &source.lines {
        if line.hint == Hint::PageBreak {
            page_start = true;
            continue;
        }
        let indent = line.text.chars().take_while(|ch| ch.is_whitespace()).count();
        let text = visible(&line.text);
        let (hint, text) = hinted(&line.hint, text);
        lines.push(Line {
            page_start: page_start && !text.is_empty(),
            text,
            hint,
            indent,
            marks: Vec::new(),
        });
        if lines.last().is_some_and(|line| !line.is_blank()) {
            page_start = false;
        }
    }
    lines
}

/// A list marker that the format keeps apart is printed before its item.
fn hinted(hint: &Hint, text: String) -> (Hint, String) {
    match hint {
        Hint::ListItem { marker: Some(marker), .. } if !text.is_empty() => {
            (hint.clone(), format!("{} {text}", marker.trim()).trim().to_owned())
        }
        _ => (hint.clone(), text),
    }
}

fn visible(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for ch in text.nfc() {
        match ch {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' => {}
            '\u{fb00}' => clean.push_str("ff"),
            '\u{fb01}' => clean.push_str("fi"),
            '\u{fb02}' => clean.push_str("fl"),
            '\u{fb03}' => clean.push_str("ffi"),
            '\u{fb04}' => clean.push_str("ffl"),
            '\u{2010}' | '\u{2011}' => clean.push('-'),
            _ if ch.is_whitespace() || ch.is_control() => {
                if !clean.ends_with(' ') && !clean.is_empty() {
                    clean.push(' ');
                }
            }
            _ => clean.push(ch),
        }
    }
    clean.truncate(clean.trim_end().len());
    clean
}
