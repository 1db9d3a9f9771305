//! The limits of reading, each with its reason.

/// Bytes of text read at most. The longest instruments of these families (final documents of world conferences)
/// have about 600 KB; six times that leaves room for one letter per byte in a bad scan.
pub const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;

/// Distinct repairs listed at most. A scanned page has about 40 distinct scars, a long report 2,000; beyond this
/// the text is not a scan but noise, and a review note says that the list was cut.
pub const MAX_REPAIRS: usize = 5_000;

/// Citations listed at most: twenty times the longest list known in a General Assembly resolution.
pub const MAX_CITATIONS: usize = 2_000;

/// Participants listed at most: every State on every basis, and as many stakeholders again.
pub const MAX_PARTICIPANTS: usize = 4_000;

/// Provisions kept at most, nested ones included: thirty times a report of 200 paragraphs with ten points each.
pub const MAX_PROVISIONS: usize = 60_000;

/// Notes for review kept at most; nobody reviews more by hand.
pub const MAX_REVIEW: usize = 500;

/// Levels of nesting kept: `1`, `(a)`, `(i)` and one more. Deeper marks stay at the last level.
pub const MAX_DEPTH: usize = 4;

/// Bytes of a review file read at most: what the longest text gives, every word of it twice (text and list of
/// repairs), with as much JSON around it.
pub const MAX_REVIEW_FILE_BYTES: usize = 6 * MAX_TEXT_BYTES;

/// Bytes of a paragraph that patterns look at together. The longest paragraphs known (lists of what an Assembly
/// recalls, or of who took part) have 6 KB.
pub const MAX_PIECE_BYTES: usize = 16 * 1024;
