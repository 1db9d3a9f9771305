//! What can be asked.

use catalogue::Lang;

/// The longest question that is read, in characters: a sentence; the rest is ignored.
pub const MAX_CHARS: usize = 256;

/// The most words and phrases of a question that are read; the rest is ignored.
pub const MAX_TERMS: usize = 16;

/// The most results on a page.
pub const MAX_PAGE: usize = 100;

/// The kind of document that a provision is, beside the kinds of record.
pub const PROVISION: &str = "provision";

/// A way to narrow a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// [`PROVISION`], or a kind of record.
    Kind,
    /// A mechanism's id.
    Mechanism,
    /// The code of a record's author. Never of who stands in an instrument: nobody is shown as bound by a call.
    Participant,
    /// A framework item's id.
    Item,
    /// A language tag.
    Language,
    /// The year of an instrument's first date, or in which a record was written.
    Year,
    /// A choice in a field that its kind offers for narrowing: `measure.status.planned`.
    Choice,
}

impl Facet {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Kind,
        Self::Mechanism,
        Self::Participant,
        Self::Item,
        Self::Language,
        Self::Year,
        Self::Choice,
    ];

    /// Its number in the index.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Kind => 1,
            Self::Mechanism => 2,
            Self::Participant => 3,
            Self::Item => 4,
            Self::Language => 5,
            Self::Year => 6,
            Self::Choice => 7,
        }
    }
}

/// A question. Without words it asks for everything that the filters let through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// Words, `"quoted phrases"` (those words in that order, as written but for accents) and `-words` that must not
    /// stand in it. Any text is a question.
    pub text: String,
    /// Values that a document must have.
    pub filters: Vec<(Facet, String)>,
    /// The reader's language: what fits in it comes first.
    pub reader: Option<Lang>,
    /// The newest come first, whatever fits best: so that results of several indexes can stand in one list, none of which learns
    /// from the order how often a word stands in another.
    pub newest: bool,
    /// Whether records that their authors have replaced are looked for too.
    pub superseded: bool,
    /// How many results to pass over.
    pub offset: usize,
    /// How many to give, at most [`MAX_PAGE`].
    pub limit: usize,
}
