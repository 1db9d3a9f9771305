//! What a file is, told by its first bytes.

use super::SourceError;
use super::limits::PDF_MAGIC_WINDOW;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// UTF-8 text.
    Text,
    /// PDF with a text layer.
    Pdf,
    /// Office Open XML text.
    Docx,
    /// HTML or XHTML.
    Html,
}

impl Media {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Text, Self::Pdf, Self::Docx, Self::Html];

    /// The media type, as registered.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Html => "text/html",
        }
    }
}

/// The UTF-8 form of the byte order mark.
pub(super) const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

/// Starts of formats that senders take for one of ours.
const FOREIGN: [(&[u8], &str); 9] = [
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Word document (.doc) or an encrypted one"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"GIF8", "a GIF image"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"%!PS", "PostScript"),
];

/// Tags with which a page may begin when it has neither document type nor `html` tag.
const HTML_STARTS: [&str; 12] =
    ["!doctype html", "html", "head", "body", "title", "meta", "div", "p", "h1", "table", "article", "main"];

pub(super) fn detect(bytes: &[u8]) -> Result<Media, SourceError> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Media::Docx);
    }
    if let Some((_, found)) = FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(SourceError::UnknownFormat { found });
    }
    if find(&bytes[..bytes.len().min(PDF_MAGIC_WINDOW)], b"%PDF-").is_some() {
        return Ok(Media::Pdf);
    }
    if is_utf16(bytes) {
        return Err(SourceError::Utf16);
    }
    detect_markup(bytes.strip_prefix(UTF8_BOM).unwrap_or(bytes))
}

/// Text, HTML, or XML that is neither.
fn detect_markup(bytes: &[u8]) -> Result<Media, SourceError> {
    let mut head = trim(bytes);
    let xml = head.starts_with(b"<?xml");
    // Declarations and comments may stand before what says that this is a page.
    while let Some(end) = head
        .starts_with(b"<?")
        .then(|| find(head, b"?>").map(|at| at + 2))
        .or_else(|| head.starts_with(b"<!--").then(|| find(head, b"-->").map(|at| at + 3)))
        .flatten()
    {
        head = trim(&head[end..]);
    }
    if HTML_STARTS.iter().any(|name| starts_with_tag(head, name)) {
        return Ok(Media::Html);
    }
    if head.len() > 9 && head[..9].eq_ignore_ascii_case(b"<!doctype") {
        return Err(SourceError::XmlWithDtd { part: "the file".into() });
    }
    if xml {
        return Err(SourceError::UnknownFormat { found: "XML of another kind" });
    }
    Ok(Media::Text)
}

fn starts_with_tag(head: &[u8], name: &str) -> bool {
    head.first() == Some(&b'<')
        && head.get(1..=name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        && head.get(name.len() + 1).is_some_and(|next| !next.is_ascii_alphanumeric())
}

/// A byte order mark of UTF-16, or a zero beside each of the first letters.
fn is_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let most = head.len() / 4;
    head.starts_with(b"\xFF\xFE")
        || head.starts_with(b"\xFE\xFF")
        || (head.len() >= 4 && (zeros(0) > most && zeros(1) == 0 || zeros(1) > most && zeros(0) == 0))
}

fn trim(bytes: &[u8]) -> &[u8] {
    bytes.trim_ascii_start()
}

/// Where a needle first stands.
pub(super) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
