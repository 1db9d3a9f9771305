//! What the pages of drafts show.

use serde::Serialize;
use utoipa::ToSchema;

use super::model::Notice;
use super::model_signing::Sheet;
use super::reasons::Reason;
use crate::model::answers::Answered;
use crate::model::readers::{AudienceLine, Readers};
use crate::model::record::{ContentSection, FieldLine};
use crate::model::{ItemRef, MechanismRef};

/// A draft in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DraftLine {
    /// Its page.
    pub href: String,
    /// Its title, if it has one yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The kind of record.
    pub kind_name: String,
    /// When it was saved.
    pub saved: String,
    /// Who saved it, unless forgotten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// It waits for signatures.
    pub prepared: bool,
}

/// Something to choose.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it is, in a line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// It is chosen.
    pub chosen: bool,
}

/// Things to choose, under a heading.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChoiceGroup {
    /// The heading.
    pub name: String,
    /// How many are chosen.
    pub chosen: usize,
    /// The things.
    pub choices: Vec<Choice>,
}

/// The drafts of a seat.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DraftsPage {
    /// The seat's name.
    pub seat: String,
    /// The drafts, the newest first.
    pub drafts: Vec<DraftLine>,
    /// The kinds that the reader may begin.
    pub kinds: Vec<Choice>,
    /// The record that a new draft would replace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Input {
    /// A line.
    Line,
    /// Paragraphs, or one address on each line.
    Area,
    /// One of the choices.
    Choice,
    /// Any of the choices.
    Choices,
    /// A whole number.
    Number,
    /// A table.
    Rows,
}

/// A field of the form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormField {
    /// Its id in the body.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What to write.
    pub help: String,
    /// It must be filled in before the record is signed.
    pub required: bool,
    /// How.
    pub input: Input,
    /// What stands in it.
    pub value: String,
    /// The choices.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// The rows of a table, each with its columns as fields; some are blank, to be filled in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(no_recursion)]
    pub rows: Vec<Vec<FormField>>,
    /// The choice after which alone it is asked: the label of that field, and of the choices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_if: Option<OnlyIf>,
}

/// The choice after which a field is asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OnlyIf {
    /// The label of the field in which is chosen.
    pub field: String,
    /// The choices.
    pub choices: String,
}

/// A section of the form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormSection {
    /// The part of the form that begins with it, with its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Its name, with its number.
    pub name: String,
    /// Its fields.
    pub fields: Vec<FormField>,
}

/// A draft's form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DraftPage {
    /// Its page.
    pub href: String,
    /// The kind of record.
    pub kind_name: String,
    /// What that is.
    pub description: String,
    /// Raised by each saving.
    pub revision: u64,
    /// The fields.
    pub sections: Vec<FormSection>,
    /// The language it is written in.
    pub languages: Vec<Choice>,
    /// Mechanisms.
    pub mechanisms: Vec<Choice>,
    /// Framework items.
    pub frameworks: Vec<ChoiceGroup>,
    /// Provisions.
    pub instruments: Vec<ChoiceGroup>,
    /// For whom it can be.
    pub audiences: Vec<Choice>,
    /// Who can be named as a reader.
    pub nameable: Vec<Choice>,
    /// The record it replaces.
    pub supersedes: Vec<String>,
    /// Saved by somebody else in the meantime, while the form holds what the reader typed.
    pub meanwhile: Vec<FieldLine>,
    /// Somebody else saved in the meantime.
    pub conflict: bool,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

/// A draft as its record's page would show it, and what is left to do before it is signed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PreviewPage {
    /// Who will be able to read it.
    pub readers: Readers,
    /// For whom it is, where that isn't everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<AudienceLine>,
    /// The draft's page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// The kind of record.
    pub kind_name: String,
    /// In whose name.
    pub seat: String,
    /// The language it is written in.
    pub language: String,
    /// Raised by each saving.
    pub revision: u64,
    /// What it says.
    pub content: Vec<ContentSection>,
    /// For which mechanisms.
    pub mechanisms: Vec<MechanismRef>,
    /// The framework items it speaks to.
    pub framework_items: Vec<ItemRef>,
    /// The provisions it would stand under.
    pub answers: Vec<Answered>,
    /// The records it replaces.
    pub supersedes: Vec<String>,
    /// What keeps it from being signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Reason>,
    /// Keys that may sign it.
    pub keys: Vec<Choice>,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

/// The page on which a draft is signed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignPage {
    /// The draft's page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// What is signed.
    pub sheet: Sheet,
    /// What the hub said of the last attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<Reason>,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

/// What is wrong with a workbook that was brought back.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorkbookProblem {
    /// The sheet and the cell; empty where it is the whole workbook.
    pub place: String,
    /// What is wrong, and what to do.
    pub reason: Reason,
}

/// A workbook that wasn't taken.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorkbookPage {
    /// The draft's page.
    pub href: String,
    /// The kind of record.
    pub kind_name: String,
    /// What is wrong, in the order of its sheets; the first hundred.
    pub problems: Vec<WorkbookProblem>,
    /// How many there are.
    pub count: usize,
}
