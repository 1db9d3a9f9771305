//! Why a file could not be read, and what its sender can do about it.

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// The file is larger than any instrument.
    #[error("the file has {size} bytes and at most {limit} are read; send the text alone, without images")]
    FileTooLarge {
        /// Bytes of the file.
        size: usize,
        /// Bytes that are read at most.
        limit: usize,
    },
    /// The text in the file is longer than any instrument.
    #[error("the file holds more than {limit} bytes of text; send one instrument at a time")]
    TextTooLarge {
        /// Bytes of text that are read at most.
        limit: usize,
    },
    /// The text has more lines than any instrument.
    #[error("the file holds more than {limit} lines of text; send one instrument at a time")]
    TooManyLines {
        /// Lines that are read at most.
        limit: usize,
    },
    /// A byte is not UTF-8.
    #[error("the text is not UTF-8 from byte {offset} on; save it again with the encoding UTF-8")]
    NotUtf8 {
        /// Bytes before the first wrong one.
        offset: usize,
    },
    /// The text is in UTF-16.
    #[error(
        "the text is in UTF-16; save it again with the encoding UTF-8 (not \"Unicode\", which means UTF-16)"
    )]
    Utf16,
    /// Control bytes that no text has.
    #[error("byte {offset} is a control byte that no text has; send UTF-8 text, PDF, DOCX or HTML")]
    NotText {
        /// Bytes before the control byte.
        offset: usize,
    },
    /// A format that is not read.
    #[error("the file is {found}, which is not read; send UTF-8 text, PDF, DOCX or HTML")]
    UnknownFormat {
        /// What the content looks like.
        found: &'static str,
    },
    /// The PDF holds images only.
    #[error(
        "the PDF has {pages} pages and no text layer; run it through character recognition, or send the text"
    )]
    PdfWithoutText {
        /// Pages that were looked at.
        pages: usize,
    },
    /// The PDF needs a password.
    #[error("the PDF is encrypted; save a copy without password and send that")]
    PdfEncrypted,
    /// The PDF is damaged.
    #[error("the PDF cannot be read ({reason}); print it to a new PDF, or send the text")]
    PdfUnreadable {
        /// What failed.
        reason: &'static str,
    },
    /// The PDF is larger, unpacked, than any instrument.
    #[error("the PDF has more {what} than the {limit} that are read; send the text alone")]
    PdfTooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much is read at most.
        limit: u64,
    },
    /// The DOCX is damaged.
    #[error("the DOCX cannot be read ({reason}); save it again as DOCX, or send the text")]
    DocxUnreadable {
        /// What failed.
        reason: String,
    },
    /// The archive unpacks to far more than its size.
    #[error("the archive's part {part} unpacks to more than is read; save the document again without images")]
    ZipBomb {
        /// The part that grew too large.
        part: String,
    },
    /// The archive has more entries than any document.
    #[error("the archive has {entries} entries and at most {limit} are read; save the document again")]
    ZipTooManyEntries {
        /// Entries found.
        entries: usize,
        /// Entries read at most.
        limit: usize,
    },
    /// The XML declares a document type, the way to entity bombs; no word processor writes one.
    #[error(
        "{part} declares a document type (DTD), which is refused; save the document again as DOCX or text"
    )]
    XmlWithDtd {
        /// The part concerned.
        part: String,
    },
    /// The XML has more elements inside each other than any document.
    #[error("{part} has more than {limit} elements inside each other; save the document again")]
    XmlTooDeep {
        /// The part concerned.
        part: String,
        /// Elements inside each other that are read at most.
        limit: usize,
    },
    /// The XML is not well formed.
    #[error("{part} is not well-formed XML near byte {offset}; save the document again")]
    XmlUnreadable {
        /// The part concerned.
        part: String,
        /// Where the reader stopped.
        offset: u64,
    },
    /// The page has more elements inside each other than any page.
    #[error("the page has more than {limit} elements inside each other; send its text")]
    HtmlTooDeep {
        /// Elements inside each other that are read at most.
        limit: usize,
    },
    /// The page names a character set that is not read.
    #[error("the page says its character set is {name}; save it again with UTF-8 (windows-1252 is read too)")]
    HtmlCharset {
        /// The character set as named.
        name: String,
    },
}

impl SourceError {
    /// The stable code of the error, the key of its translations.
    pub fn code(&self) -> &'static str {
        match self {
            Self::FileTooLarge { .. } => "file-too-large",
            Self::TextTooLarge { .. } => "text-too-large",
            Self::TooManyLines { .. } => "too-many-lines",
            Self::NotUtf8 { .. } => "not-utf8",
            Self::Utf16 => "utf-16",
            Self::NotText { .. } => "not-text",
            Self::UnknownFormat { .. } => "unknown-format",
            Self::PdfWithoutText { .. } => "pdf-without-text",
            Self::PdfEncrypted => "pdf-encrypted",
            Self::PdfUnreadable { .. } => "pdf-unreadable",
            Self::PdfTooLarge { .. } => "pdf-too-large",
            Self::DocxUnreadable { .. } => "docx-unreadable",
            Self::ZipBomb { .. } => "zip-bomb",
            Self::ZipTooManyEntries { .. } => "zip-too-many-entries",
            Self::XmlWithDtd { .. } => "xml-with-dtd",
            Self::XmlTooDeep { .. } => "xml-too-deep",
            Self::XmlUnreadable { .. } => "xml-unreadable",
            Self::HtmlTooDeep { .. } => "html-too-deep",
            Self::HtmlCharset { .. } => "html-charset",
        }
    }
}
