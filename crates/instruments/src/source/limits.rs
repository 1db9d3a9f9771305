//! The bounds of every reader, each with the sum it comes from.
//!
//! The longest texts of this family are reports of about 70 pages: 0.4 MB of text, 1 MB as DOCX, 3 MB as PDF.

/// Bytes of a file that is read at all: ten times a long report scanned with its page images.
pub const MAX_FILE_BYTES: usize = 32 << 20;

/// Bytes of text that come out: ten times the longest report.
pub const MAX_TEXT_BYTES: usize = 4 << 20;

/// Lines of text that come out: a long report has 5,000. Many empty ones would cost more memory than their
/// bytes show.
pub const MAX_LINES: usize = 200_000;

/// Bytes at the start of a file in which a PDF may say that it is one (ISO 32000, annex H).
pub const PDF_MAGIC_WINDOW: usize = 1024;

/// Bytes at the start of a page in which it names its character set (the HTML standard's prescan).
pub const HTML_CHARSET_WINDOW: usize = 1024;

/// Entries of a DOCX archive: Word writes about 20, and one for each picture.
pub const MAX_ZIP_ENTRIES: usize = 2_000;

/// Unpacked bytes of one part of a DOCX: a report of 70 pages has 3 MB of XML.
pub const MAX_DOCX_PART_BYTES: usize = 32 << 20;

/// Unpacked bytes of the parts that describe styles and numbering: the largest templates have 0.5 MB.
pub const MAX_DOCX_SETTINGS_BYTES: usize = 4 << 20;

/// How much larger than its packed form a part may be: Word's XML packs 10 to 40 times, a bomb 1,000 times.
pub const MAX_ZIP_RATIO: usize = 200;

/// Below this size no ratio is refused: short repetitive parts pack well.
pub const ZIP_RATIO_FLOOR: usize = 1 << 20;

/// Elements inside each other in a part of a DOCX: tables in tables in text boxes reach about 60.
pub const MAX_XML_DEPTH: usize = 256;

/// Elements inside each other in an HTML page, as the HTML standard advises parsers (512), and some more for
/// pages that forget their end tags.
pub const MAX_HTML_DEPTH: usize = 2_000;

/// Pages of a PDF: ten times a long report.
pub const MAX_PDF_PAGES: usize = 1_000;

/// Objects of a PDF: 300 for each page that may be read.
pub const MAX_PDF_OBJECTS: usize = 300_000;

/// Unpacked bytes of all compressed streams of a PDF: what a second of work unpacks, and 20 page images.
pub const MAX_PDF_INFLATED_BYTES: u64 = 384 << 20;

/// Unpacked bytes of one compressed stream of a PDF, since a stream is held in memory whole: one page image at
/// 300 dpi in colour is 26 MB.
pub const MAX_PDF_STREAM_BYTES: u64 = 48 << 20;

/// Packings inside each other of one stream of a PDF: more than two are only met in bombs.
pub const MAX_PDF_PACKINGS: usize = 2;

/// Characters printed on one page of a PDF: ten times a page of 6 point type.
pub const MAX_PDF_GLYPHS_PER_PAGE: usize = 200_000;

/// Unpacked bytes of what draws one page of a PDF: ten times a page of dense tables. More would be drawn for
/// seconds.
pub const MAX_PDF_PAGE_BYTES: u64 = 8 << 20;

/// Packed bytes of a stream that is written as text (hexadecimal or base 85) over its packing, and so cannot be
/// measured without unpacking: this many unpack to 256 MiB at the very most.
pub const MAX_PDF_TEXT_PACKED_BYTES: usize = 256 << 10;
