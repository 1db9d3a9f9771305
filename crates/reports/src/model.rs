//! The one document that is written in every form.

use crate::language::Language;
use serde::{Deserialize, Serialize};

/// A report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The language of what isn't marked otherwise.
    pub language: Language,
    /// What stands above the text.
    pub title: Title,
    /// What the report is about, for the properties of the file; empty for none.
    pub description: String,
    /// The text.
    pub blocks: Vec<Block>,
}

/// What stands above the text of a report. Lines that are empty are left out. No name of a person belongs here: it
/// would end up in the properties of files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Title {
    /// The title; it names the file's content in every form, so it is never empty.
    pub title: String,
    /// The language of that, where somebody else wrote it in another than the document's.
    #[serde(default)]
    pub title_language: Option<Language>,
    /// A second line.
    pub subtitle: String,
    /// The same of this line.
    #[serde(default)]
    pub subtitle_language: Option<Language>,
    /// The symbol of the document (`A/80/000`); it stands in each page's head too.
    pub symbol: String,
    /// The body to which it is sent.
    pub body: String,
    /// The session and its agenda item.
    pub session: String,
    /// The date, as it is to be printed: this room has no clock and no calendar.
    pub date: String,
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "block")]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// What somebody else said, or text that stands apart.
    Quote(Quote),
    /// What follows begins on a new page.
    PageBreak,
    /// A QR code of an address, with the address below it.
    Qr(Qr),
    /// The headings of the document with their pages.
    Contents(Contents),
    /// Room to write, in a form that is filled in by hand or in a word processor.
    Room(Room),
}

/// The level of a heading. One that skips levels is raised to the next below the heading before it, in every form:
/// screen readers take a skipped level for a missing part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct HeadingLevel(u8);

impl HeadingLevel {
    /// The deepest level.
    pub const MAX: u8 = 4;

    /// A level, brought into 1 to 4.
    pub fn new(level: u8) -> Self {
        Self(level.clamp(1, Self::MAX))
    }

    /// The level as a number.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for HeadingLevel {
    type Error = String;

    fn try_from(level: u8) -> Result<Self, String> {
        if (1..=Self::MAX).contains(&level) { Ok(Self(level)) } else { Err(format!("no level {level}")) }
    }
}

impl From<HeadingLevel> for u8 {
    fn from(level: HeadingLevel) -> u8 {
        level.0
    }
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// Its level.
    pub level: HeadingLevel,
    /// Its number as printed (`2.1`, `(a)`), which nothing computes; empty for none.
    pub number: String,
    /// Its text.
    pub text: Vec<Inline>,
    /// The language of its text, if it isn't the document's.
    pub language: Option<Language>,
    /// Whether it begins an annex, on a page of its own.
    pub annex: bool,
    /// The name that links of the document ([`Inline::Link`], `#name`) lead to; empty for none.
    pub anchor: String,
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its number as printed; empty for none.
    pub number: String,
    /// Its text.
    pub text: Vec<Inline>,
    /// The language of its text, if it isn't the document's.
    pub language: Option<Language>,
}

/// A list. An item without a label of its own gets a bullet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// The items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its label as printed (`(a)`, `1.`); empty for a bullet.
    pub label: String,
    /// Its text.
    pub text: Vec<Inline>,
    /// The language of its text, if it isn't the document's.
    pub language: Option<Language>,
    /// A list within it.
    pub below: Option<List>,
}

/// A table. Its head stands again on each page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// What stands above it; empty for none.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// Rows of one text for each column; a row that is shorter ends with empty cells, cells beyond are left out.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// Whether the first cell of each row is its head.
    pub row_heads: bool,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// Its share of the width; 0 counts as 1.
    pub width: u16,
}

/// What a block that stands apart is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Somebody's words.
    Quote,
    /// Text in a frame.
    Box,
    /// A remark on the text before it, in small letters.
    Note,
}

/// Text that stands apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// What it is.
    pub role: Role,
    /// Its label (`Note`, `Unofficial translation`); empty for none.
    pub label: String,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// Whose words they are, or where they are from; empty for none.
    pub source: Vec<Inline>,
}

/// A QR code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Qr {
    /// The address that it holds.
    pub url: String,
    /// What it leads to, for whoever doesn't see it, and printed above the address.
    pub description: String,
}

/// Room to write: a frame so many lines high, which what is typed makes higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    lines: u8,
}

impl Room {
    /// The most lines: half a page.
    pub const MAX: u8 = 14;

    /// Room for so many lines, brought into 1 to [`Room::MAX`].
    pub fn new(lines: usize) -> Self {
        Self { lines: u8::try_from(lines).unwrap_or(Self::MAX).clamp(1, Self::MAX) }
    }

    /// The number of lines.
    pub fn lines(self) -> u8 {
        self.lines.clamp(1, Self::MAX)
    }
}

/// A table of contents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contents {
    /// Its heading.
    pub title: String,
    /// The deepest level that it lists.
    pub depth: HeadingLevel,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "inline")]
pub enum Inline {
    /// Plain text; a line feed breaks the line.
    Text {
        /// The text.
        text: String,
    },
    /// Text with emphasis.
    Emphasis {
        /// What is emphasized.
        content: Vec<Inline>,
    },
    /// Text of more weight.
    Strong {
        /// What has weight.
        content: Vec<Inline>,
    },
    /// A link. One to anything other than `https:`, `http:`, `mailto:` or `#name` is written as its text alone.
    Link {
        /// Where it leads.
        url: String,
        /// What is shown.
        content: Vec<Inline>,
    },
    /// Text in another language, set apart from the direction of what surrounds it.
    In {
        /// The language.
        language: Language,
        /// The text.
        content: Vec<Inline>,
    },
}

impl Inline {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    /// Text with emphasis.
    pub fn emphasis(text: impl Into<String>) -> Self {
        Self::Emphasis { content: vec![Self::text(text)] }
    }

    /// Text of more weight.
    pub fn strong(text: impl Into<String>) -> Self {
        Self::Strong { content: vec![Self::text(text)] }
    }

    /// A link.
    pub fn link(url: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Link { url: url.into(), content: vec![Self::text(text)] }
    }

    /// Text in another language.
    pub fn within(language: Language, text: impl Into<String>) -> Self {
        Self::In { language, content: vec![Self::text(text)] }
    }
}

impl Document {
    /// An empty document.
    pub fn new(language: Language, title: impl Into<String>) -> Self {
        let title = Title { title: title.into(), ..Title::default() };
        Self { language, title, description: String::new(), blocks: Vec::new() }
    }
}

impl Heading {
    /// A heading without a number.
    pub fn new(level: u8, text: impl Into<String>) -> Self {
        Self {
            level: HeadingLevel::new(level),
            number: String::new(),
            text: vec![Inline::text(text)],
            language: None,
            annex: false,
            anchor: String::new(),
        }
    }
}

impl Paragraph {
    /// A paragraph of plain text.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: vec![Inline::text(text)], ..Self::default() }
    }
}
