//! HTML: the tokens of a page into paragraphs, headings, list items and notes.
//!
//! Tokens are enough: no tree is built, so neither depth nor a forgotten end tag costs more than a counter.
//! Read are UTF-8 and windows-1252 (which the web also calls Latin 1 and ASCII); any other character set is
//! refused rather than guessed.

mod blocks;
mod lists;
mod page;
mod tags;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use self::page::{Page, PageReader};
use super::limits::HTML_CHARSET_WINDOW;
use super::media::{UTF8_BOM, find};
use super::{Note, NoteKind, SourceError, text};
use crate::text::SourceText;

/// Characters of text that a page must keep when its navigation is left out; with fewer, what looked like
/// navigation was the text.
const FEWEST_CHARACTERS: usize = 40;

pub(super) fn read(bytes: &[u8]) -> Result<(SourceText, Vec<Note>), SourceError> {
    let mut notes = Vec::new();
    let html = decode(bytes, &mut notes)?;
    let mut page = PageReader::new(true).read(&html)?;
    if page.characters() < FEWEST_CHARACTERS {
        page = PageReader::new(false).read(&html)?;
    }
    let Page { lines, notes: left_out } = page;
    notes.extend(left_out);
    Ok((SourceText { lines }, notes))
}

/// The page in UTF-8.
fn decode<'a>(bytes: &'a [u8], notes: &mut Vec<Note>) -> Result<Cow<'a, str>, SourceError> {
    if let Some(bare) = bytes.strip_prefix(UTF8_BOM) {
        notes.push(Note::new(NoteKind::ByteOrderMark, ""));
        return text::decode(bare).map(Cow::Borrowed);
    }
    let Some(name) = named_charset(&bytes[..bytes.len().min(HTML_CHARSET_WINDOW)]) else {
        return text::decode(bytes).map(Cow::Borrowed);
    };
    match Encoding::for_label(name.as_bytes()) {
        Some(encoding) if encoding == UTF_8 => text::decode(bytes).map(Cow::Borrowed),
        // Pages saved again by an editor often keep the old name over new UTF-8.
        Some(encoding) if encoding == WINDOWS_1252 => Ok(std::str::from_utf8(bytes).map_or_else(
            |_| {
                notes.push(Note::new(NoteKind::Windows1252, ""));
                WINDOWS_1252.decode_without_bom_handling(bytes).0
            },
            Cow::Borrowed,
        )),
        _ => Err(SourceError::HtmlCharset { name }),
    }
}

/// The value after the first `charset=` or in the XML declaration's `encoding=`.
fn named_charset(head: &[u8]) -> Option<String> {
    let lower = head.to_ascii_lowercase();
    let declaration = lower.starts_with(b"<?xml").then(|| find(&lower, b"?>")).flatten();
    let at = find(&lower, b"charset=")
        .map(|at| at + b"charset=".len())
        .or_else(|| find(&lower[..declaration?], b"encoding=").map(|at| at + b"encoding=".len()))?;
    let value: String = lower[at..]
        .iter()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
        .map(|byte| char::from(*byte))
        .collect();
    (!value.is_empty()).then_some(value)
}
