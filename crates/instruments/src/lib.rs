//! Reads the text of an instrument into numbered provisions, participants and citations.

mod text;

pub use text::{Hint, SourceLine, SourceText};
