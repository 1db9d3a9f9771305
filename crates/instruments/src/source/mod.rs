//! Bytes of a file into [`SourceText`]: UTF-8 text, PDF with a text layer, DOCX and HTML; and a list in XLSX into cells.
//!
//! What a file is, its content says, never its name. Everything here works on untrusted bytes, so every reader
//! is bounded ([`limits`]) and answers with a typed refusal. The PDF interpreter is a large library: a panic in
//! it is caught, but a process that reads files of strangers should run [`read_source`] in a child process
//! with limits on memory and CPU time, as the `comity` binary does.
//!
//! One convention holds for all formats: where the format tells that digits are the mark of a note, they come
//! out as Unicode superscript digits (`²`), so that no later step takes them for a number of the text.

mod docx;
mod error;
mod html;
pub mod limits;
mod marks;
mod media;
mod pdf;
mod spaces;
mod text;
mod workbook;

pub use error::SourceError;
pub use media::Media;
pub use workbook::{CellFault, Place, SheetCells, WorkbookError, read_sheets, read_workbook};

use crate::text::SourceText;

/// What was read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The format that the content showed.
    pub media: Media,
    /// The text in reading order.
    pub text: SourceText,
    /// What the reader left out or changed, for the list of repairs.
    pub notes: Vec<Note>,
}

/// One thing that a reader left out or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What was done.
    pub kind: NoteKind,
    /// The words concerned, or empty.
    pub text: String,
}

/// What a reader may leave out or change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// A byte order mark before the first character was left out.
    ByteOrderMark,
    /// The text was in windows-1252 (Latin 1) and was converted to UTF-8.
    Windows1252,
    /// A running header, a running footer or a page number was left out.
    PageFurniture,
    /// A list that holds nothing but links was left out.
    LinkList,
    /// A part of a page that is navigation by its mark-up was left out.
    Navigation,
}

impl NoteKind {
    /// Every kind of note.
    pub const ALL: [Self; 5] =
        [Self::ByteOrderMark, Self::Windows1252, Self::PageFurniture, Self::LinkList, Self::Navigation];

    /// The stable name of the kind.
    pub fn code(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "byte-order-mark",
            Self::Windows1252 => "windows-1252",
            Self::PageFurniture => "page-furniture",
            Self::LinkList => "link-list",
            Self::Navigation => "navigation",
        }
    }
}

impl Note {
    pub(crate) fn new(kind: NoteKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }
}

/// Reads the bytes of a file, whatever its format.
///
/// ```
/// use instruments::source::{Media, read_source};
///
/// let source = read_source("1. Calls upon States to cooperate;\r\n".as_bytes())?;
/// assert_eq!(source.media, Media::Text);
/// assert_eq!(source.text.lines[0].text, "1. Calls upon States to cooperate;");
/// # Ok::<(), instruments::source::SourceError>(())
/// ```
pub fn read_source(bytes: &[u8]) -> Result<Source, SourceError> {
    if bytes.len() > limits::MAX_FILE_BYTES {
        return Err(SourceError::FileTooLarge { size: bytes.len(), limit: limits::MAX_FILE_BYTES });
    }
    let media = media::detect(bytes)?;
    let (text, notes) = match media {
        Media::Text => text::read(bytes)?,
        Media::Pdf => pdf::read(bytes)?,
        Media::Docx => docx::read(bytes)?,
        Media::Html => html::read(bytes)?,
    };
    if text.byte_len() > limits::MAX_TEXT_BYTES {
        return Err(SourceError::TextTooLarge { limit: limits::MAX_TEXT_BYTES });
    }
    Ok(Source { media, text, notes })
}

/// Refuses more lines than are read; readers ask before they grow further.
fn bounded_lines(lines: usize) -> Result<(), SourceError> {
    if lines > limits::MAX_LINES {
        return Err(SourceError::TooManyLines { limit: limits::MAX_LINES });
    }
    Ok(())
}
