//! What the pages of drafts show.

use serde::Serialize;
use utoipa::ToSchema;

use super::model::Notice;
use super::model_cycles::AskedCycle;
use super::model_signing::Sheet;
use super::reasons::Reason;
use crate::model::answers::Answered;
use crate::model::keeping::Keeping;
use crate::model::readers::{AudienceLine, Readers};
use crate::model::record::{ContentSection, FieldLine};
use crate::model::{ItemRef, MechanismRef, RecordLine};

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
    /// Since when, in this delegation, one drafts and another releases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub released_by_another: Option<String>,
    /// The reader may turn that rule on or off.
    pub may_turn_rule: bool,
    /// The cycle that a new draft would answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cycle: Option<AskedCycle>,
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
    /// A day.
    Day,
    /// A day or a month.
    Month,
    /// A day, a month or a year.
    Year,
    /// Paragraphs.
    Area,
    /// One address on each line.
    Addresses,
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

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TouchedLine {
    /// Who, unless forgotten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    pub at: String,
}

/// A part of a draft.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartLine {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// How many of its questions are answered.
    pub answered: usize,
    /// How many there are.
    pub asked: usize,
    /// Open remarks on it.
    pub remarks: usize,
    /// Who saved it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saved: Option<TouchedLine>,
}

/// A remark on a section.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RemarkLine {
    /// Its id.
    pub id: String,
    /// On which section.
    pub section: String,
    /// Who made it, unless forgotten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    pub at: String,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// Who settled it, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled: Option<TouchedLine>,
}

/// What stands in a field or a choice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChosenLine {
    /// What it is called.
    pub label: String,
    /// What a field holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<FieldLine>,
    /// What is chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<String>,
}

/// The last change of a field or a choice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChangeLine {
    /// Who, and when.
    pub touched: TouchedLine,
    /// What stood there before.
    pub before: ChosenLine,
    /// That is still kept.
    pub known: bool,
}

/// What was changed in a draft, and the remarks that are settled.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChangesPage {
    /// The draft's page, or that of its part.
    pub href: String,
    /// The kind of record.
    pub kind_name: String,
    /// The language it is written in.
    pub language: String,
    /// The last changes.
    pub changes: Vec<ChangeLine>,
    /// The remarks that are settled.
    pub settled: Vec<RemarkLine>,
}

/// A record that a draft would replace.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReplacedLine {
    /// Its id.
    pub id: String,
    /// Its page.
    pub href: String,
    /// What it is, for somebody who may read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordLine>,
}

/// The file whose words were taken into a draft, and which is kept with them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentLine {
    /// SHA-256 of it.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
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
    /// The parts of a long form, on the page that shows no part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartLine>,
    /// The part that is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_name: Option<String>,
    /// What the part before it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_part: Option<String>,
    /// What the part after it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_part: Option<String>,
    /// The choices beside the fields are shown.
    pub choices: bool,
    /// Who has cleared it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cleared: Option<TouchedLine>,
    /// In this delegation one drafts and another releases.
    pub released_by_another: bool,
    /// Open remarks on what is shown.
    pub remarks: Vec<RemarkLine>,
    /// On what a remark can be made.
    pub remarked: Vec<Choice>,
    /// The file that is kept with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentLine>,
    /// Fields into which a file's words may be taken.
    pub text_fields: Vec<Choice>,
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
    /// The cycles it answers.
    pub cycles: Vec<AskedCycle>,
    /// The records it replaces.
    pub supersedes: Vec<ReplacedLine>,
    /// What was said before in this kind, out of which a workbook's blanks can be filled, the newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<RecordLine>,
    /// Saved by somebody else in the meantime, while the form holds what the reader typed.
    pub meanwhile: Vec<ChosenLine>,
    /// Somebody else saved in the meantime.
    pub conflict: bool,
    /// Why nothing was saved: what was typed is too long for a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub too_long: Option<Reason>,
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
    /// Until when the hub will keep it, where that isn't for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<Keeping>,
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
    /// The cycles it answers.
    pub cycles: Vec<AskedCycle>,
    /// The records it replaces.
    pub supersedes: Vec<ReplacedLine>,
    /// Who has cleared it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cleared: Option<TouchedLine>,
    /// In this delegation one drafts and another releases.
    pub released_by_another: bool,
    /// The file that is signed with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentLine>,
    /// Where a view is printed as the reply that it will be, as a draft: what stands before the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    /// What keeps it from being signed, in the order of the form.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// Keys that may sign it.
    pub keys: Vec<Choice>,
    /// How many people have to sign at least, where one isn't enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signers: Option<usize>,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

/// Something that keeps a draft from being signed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// What, and what to do.
    #[serde(flatten)]
    pub reason: Reason,
    /// Where it is mended.
    pub href: String,
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
