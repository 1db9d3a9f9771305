//! The plain text a file format gives: lines, each with what the format knows about it.
//!
//! Readers of file formats (text, PDF, DOCX, HTML) produce a [`SourceText`]; everything after them works on it alone.

/// The text of one file, line by line, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceText {
    /// The lines in reading order.
    pub lines: Vec<SourceLine>,
}

/// One line of a source and what its format says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// The characters of the line, without its line end.
    pub text: String,
    /// What the format knows about the line.
    pub hint: Hint,
}

/// What a file format knows about one of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// A visual line of text or PDF, which may be a piece of a broken paragraph.
    Plain,
    /// A heading or title, marked as such by the format.
    Heading,
    /// One whole item of a list; the marker when the format keeps it as text.
    ListItem {
        /// Depth of nesting, outermost 0.
        level: u8,
        /// The number or letter the format would print before the item, such as `1.` or `(a)`.
        marker: Option<String>,
    },
    /// The text of a footnote or endnote.
    Footnote,
    /// A page ends here. The line's text is empty.
    PageBreak,
    /// One whole paragraph, known to be so (DOCX, HTML).
    Paragraph,
}

impl SourceLine {
    /// A line with its hint.
    pub fn new(text: impl Into<String>, hint: Hint) -> Self {
        Self { text: text.into(), hint }
    }
}

impl SourceText {
    /// Plain text: one visual line per line end; a form feed is a page break.
    pub fn from_plain(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = Vec::new();
        for line in text.split('\n') {
            let line = line.strip_suffix('\r').unwrap_or(line);
            let mut parts = line.split('\u{c}');
            if let Some(first) = parts.next() {
                lines.push(SourceLine::new(first, Hint::Plain));
            }
            for part in parts {
                lines.push(SourceLine::new("", Hint::PageBreak));
                lines.push(SourceLine::new(part, Hint::Plain));
            }
        }
        Self { lines }
    }

    /// Bytes of text over all lines, counting one for each line end.
    pub fn byte_len(&self) -> usize {
        self.lines.iter().map(|line| line.text.len() + 1).sum()
    }
}
