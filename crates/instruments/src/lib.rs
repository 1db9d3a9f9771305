//! Reads the text of an instrument into numbered provisions, participants and citations.

pub mod source;
mod text;

pub use text::{Hint, SourceLine, SourceText};
