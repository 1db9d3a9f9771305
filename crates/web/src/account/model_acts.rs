//! What the pages show on which a delegation speaks of a record in its name: replaces, disavows, confirms or erases it.

use serde::Serialize;
use utoipa::ToSchema;

use super::model::Notice;
use super::model_drafts::Choice;
use crate::model::RecordLine;
use crate::model::readers::Readers;
use crate::model::workflow::MoveLine;

/// What a delegation can do with one record in its name.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "facts that have nothing to do with each other")]
pub struct ActsPage {
    /// The page.
    pub href: String,
    /// The record.
    pub about: RecordLine,
    /// In whose name.
    pub seat: String,
    /// Who reads what is said of it: whoever can read it.
    pub readers: Readers,
    /// It was said in the name for which the reader acts, who may disavow it.
    pub own: bool,
    /// How the reader may move it on.
    pub moves: Vec<MoveLine>,
    /// It is a cycle that such a move closes.
    pub closes_cycle: bool,
    /// The reader may erase its body, on one of the grounds.
    pub erasable: bool,
    /// The secretariat transmitted it, and its State has yet to confirm it.
    pub awaited: bool,
    /// A draft can begin with its words.
    pub replaceable: bool,
    /// It is disavowed or disputed, and can be confirmed.
    pub confirmable: bool,
    /// The grounds on which its body can go; none where it went already.
    pub grounds: Vec<&'static str>,
    /// What is begun and not yet signed.
    pub begun: Vec<BegunLine>,
    /// The longest reason, in characters.
    pub longest: usize,
    /// The languages in which a reason can be written.
    pub languages: Vec<Choice>,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

/// What is begun about a record and not yet signed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BegunLine {
    /// Its preview.
    pub href: String,
    /// Its kind, by name.
    pub kind_name: String,
    /// When it was saved last.
    pub saved: String,
}

/// With which key something is said of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AsksFor {
    /// With any.
    AnyKey,
    /// With another than signed the record, because that one is in doubt.
    AnotherKey,
    /// With one that signed the record: there is no other.
    DoubtedKey,
}

/// A disavowal, a confirmation, a move or an erasure before it is signed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ActPage {
    /// The draft's page.
    pub href: String,
    /// Its kind, by name.
    pub kind_name: String,
    /// `disavow`, `confirm`, `taking-up`, an erasure's ground, or the id of a move.
    pub word: String,
    /// It erases.
    pub erases: bool,
    /// It confirms a transmission: the same statement, signed by its author.
    pub takes_up: bool,
    /// The move that it makes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<MoveLine>,
    /// That move closes a cycle.
    pub closes_cycle: bool,
    /// The record that it is about.
    pub about: RecordLine,
    /// In whose name.
    pub seat: String,
    /// Who will be able to read it.
    pub readers: Readers,
    /// Why.
    pub reason: Vec<String>,
    /// The language of the reason.
    pub language: String,
    /// Raised by each saving.
    pub revision: u64,
    /// Keys that may sign it.
    pub keys: Vec<Choice>,
    /// Which of them is asked for.
    pub asks: AsksFor,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}
