//! Writes a document once, as DOCX and HTML here and as PDF in the room `typesetting`, in six languages.
//!
//! A report is a [`Document`]: title, headings with their own printed numbers, paragraphs, lists, tables, quotes, notes,
//! annexes. All of its texts are plain strings. Whatever stands in them comes out as text: no string of a document is
//! ever read as HTML, as XML or as a typesetting language ([`Document::safe`] replaces what no form can carry).
//! The same document gives the same bytes.

mod docx;
mod html;
mod language;
mod model;
mod qr;
mod safe;
mod walk;
mod xml;

pub use docx::docx;
pub use html::html;
pub use language::{Direction, Language, NotALanguage};
pub use model::{
    Block, Column, Contents, Document, Heading, HeadingLevel, Inline, Item, List, Paragraph, Qr, Quote, Role,
    Room, Table, Title,
};
pub use qr::QrModules;

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A QR code holds at most 2,331 bytes at the correction level used.
    #[error("an address of {bytes} bytes doesn't fit in a QR code: shorten it")]
    QrTooLong {
        /// The length of the address.
        bytes: usize,
    },
    /// The archive of a DOCX file could not be put together.
    #[error("the DOCX file could not be put together: {0}")]
    Archive(String),
}

impl ReportError {
    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::QrTooLong { .. } => "qr-too-long",
            Self::Archive(_) => "docx-archive",
        }
    }
}
