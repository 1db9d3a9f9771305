//! UTF-8 text.

use super::limits::MAX_TEXT_BYTES;
use super::media::UTF8_BOM;
use super::{Note, NoteKind, SourceError, bounded_lines};
use crate::text::SourceText;

pub(super) fn read(bytes: &[u8]) -> Result<(SourceText, Vec<Note>), SourceError> {
    if bytes.len() > MAX_TEXT_BYTES {
        return Err(SourceError::TextTooLarge { limit: MAX_TEXT_BYTES });
    }
    let mut notes = Vec::new();
    if bytes.starts_with(UTF8_BOM) {
        notes.push(Note::new(NoteKind::ByteOrderMark, ""));
    }
    let text = decode(bytes)?;
    if let Some(offset) = text.bytes().position(is_foreign_control) {
        return Err(SourceError::NotText { offset });
    }
    bounded_lines(text.bytes().filter(|byte| matches!(byte, b'\n' | 0x0C)).count())?;
    Ok((SourceText::from_plain(text), notes))
}

/// UTF-8, or where it ends.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, SourceError> {
    std::str::from_utf8(bytes).map_err(|error| SourceError::NotUtf8 { offset: error.valid_up_to() })
}

/// Control bytes other than tab, line ends, form feed, and the two that old editors leave (VT, and SUB at the end).
fn is_foreign_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A)
}
