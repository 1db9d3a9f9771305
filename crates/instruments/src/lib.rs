#![doc = include_str!("../README.md")]

mod acts;
mod author;
mod checks;
mod citations;
mod clean;
mod dates;
mod dates_in_words;
mod error;
mod fingerprint;
mod fold;
mod front;
mod instrument;
mod label;
mod language;
mod lexicon;
pub mod limits;
mod line_words;
mod named;
mod paragraphs;
mod participants;
mod paths;
mod patterns;
mod pieces;
mod provision;
mod read;
pub mod review;
mod score;
pub mod source;
mod split;
mod structure;
mod suggest;
mod text;
mod titles;
mod verbs;

pub use error::ReadError;
pub use fingerprint::{fingerprint, fingerprint_text};
pub use instrument::{
    Basis, Citation, CitationKind, DatedRole, Form, Instrument, Language, ParagraphCounts, Participant,
    ParticipantType, Repair, ReviewNote, Status, Transmitter,
};
pub use lexicon::{FrameworkTerm, Lexicon, LexiconData, NameEntry, NameMatch, TermMatch};
pub use provision::{Act, Addressee, FrameworkLink, Provision, Role, Stance};
pub use read::read;
pub use score::{Link, Score, score, suggested_links};
pub use text::{Hint, SourceLine, SourceText};
