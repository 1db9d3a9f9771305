//! What the pages of imported texts show: suggestions of a reader of texts, until a person confirms them.

use serde::Serialize;
use utoipa::ToSchema;

use super::model::Notice;
use super::model_drafts::ChoiceGroup;

/// An imported text in the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportLine {
    /// Its page.
    pub href: String,
    /// The name of its file.
    pub name: String,
    /// Its title, if one was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it was imported.
    pub imported: String,
    /// How far it is reviewed, as programs say it.
    #[schema(value_type = String)]
    pub state: instruments::review::ReviewState,
    /// The same, as people say it.
    pub state_name: String,
}

/// The texts imported for a mechanism.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportsPage {
    /// The seat's name.
    pub seat: String,
    /// The texts, the newest first.
    pub imports: Vec<ImportLine>,
    /// What the operator types to import one.
    pub command: String,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
}

/// Something that was read, by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Told {
    /// Its name.
    pub label: String,
    /// What was read.
    pub value: String,
}

/// What keeps a text from being published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Lack {
    /// What is missing or wrong.
    pub says: String,
    /// In the words of the program that would refuse it, which are English.
    pub english: bool,
}

/// Something that isn't sure.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NoteLine {
    /// Its place in the list, from 0.
    pub number: usize,
    /// What kind of doubt it is.
    pub code: String,
    /// The same in words.
    pub says: String,
    /// The reader's own words on it, in English.
    pub message: String,
    /// The words or the provision it is about.
    pub about: String,
    /// Where it is corrected: what that is called, and its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected_in: Option<Told>,
    /// What the form says that was looked at.
    pub revision: String,
}

/// A framework item that a provision seems to speak to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemLine {
    /// The item.
    pub id: String,
    /// Its label and title.
    pub name: String,
    /// The words that led there; none when a person added it.
    pub because: Vec<String>,
}

/// A provision as it was read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReadProvision {
    /// Its path.
    pub path: String,
    /// Its form.
    pub href: String,
    /// How deep it is nested.
    pub depth: usize,
    /// The label as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The heading it stands under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// The part it plays.
    pub part: String,
    /// What its authors do.
    pub act: String,
    /// The opening verb phrase.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opening: Option<String>,
    /// Its text.
    pub text: String,
    /// What it seems to speak to.
    pub items: Vec<ItemLine>,
}

/// A participant as it was read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReadParticipant {
    /// Its form.
    pub href: String,
    /// Its code, if the catalogue has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Its short name, or the name as printed.
    pub name: String,
    /// On what basis it stands there.
    pub basis: String,
    /// The name as the text prints it.
    pub printed_as: String,
}

/// A text that is cited.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReadCitation {
    /// What kind of text.
    pub kind: String,
    /// Symbol, title and date, as far as they are printed.
    pub named: String,
    /// The paragraph of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    /// The provisions that cite it.
    pub cited_in: Vec<String>,
}

/// A change that cleaning made.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReadRepair {
    /// The words as they were.
    pub before: String,
    /// The words as they are.
    pub after: String,
    /// The rule that made it.
    pub reason: String,
    /// How often.
    pub times: usize,
}

/// An imported text: what was read, what isn't sure, and how far a person has reviewed it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportPage {
    /// Its page.
    pub href: String,
    /// The name of its file.
    pub name: String,
    /// Its title, or the file's name.
    pub heading: String,
    /// When it was imported.
    pub imported: String,
    /// How far it is reviewed.
    #[schema(value_type = String)]
    pub state: instruments::review::ReviewState,
    /// The same, as people say it.
    pub state_name: String,
    /// A person has confirmed it.
    pub confirmed: bool,
    /// The language of the text.
    pub language: &'static str,
    /// What isn't sure.
    pub notes: Vec<NoteLine>,
    /// What a publication would be refused for.
    pub lacks: Vec<Lack>,
    /// Form, symbol, title, dates and the like.
    pub facts: Vec<Told>,
    /// Provisions, in order: those of this page.
    pub provisions: Vec<ReadProvision>,
    /// How many there are in all.
    pub provisions_in_all: usize,
    /// Where the next page of provisions begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Who stands in it.
    pub participants: Vec<ReadParticipant>,
    /// What it cites.
    pub citations: Vec<ReadCitation>,
    /// What cleaning changed: the first ones.
    pub repairs: Vec<ReadRepair>,
    /// How many there are in all.
    pub repairs_in_all: usize,
    /// The state of what is shown: who confirms it says that they saw this.
    pub revision: String,
    /// The name of the review file.
    pub review_file: String,
    /// What a keeper of root keys types to publish it.
    pub command: String,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

/// How a field of a correction is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Entry {
    /// A line.
    Line,
    /// Several lines.
    Area,
    /// One of the choices.
    Choice,
    /// Some of the choices.
    Boxes,
}

/// A field of a correction.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReviewField {
    /// Its name in the form.
    pub id: &'static str,
    /// Its label.
    pub label: String,
    /// What to write.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// How.
    pub entry: Entry,
    /// What stands in it.
    pub value: String,
    /// It holds words of the text, in the text's language.
    pub of_the_text: bool,
    /// What can be chosen.
    pub choices: Vec<ChoiceGroup>,
    /// What is wrong with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrong: Option<String>,
}

/// The form by which one part of an imported text is corrected.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CorrectionPage {
    /// The page of the text.
    pub back: String,
    /// The text's title.
    pub of: String,
    /// What is corrected.
    pub title: String,
    /// What to know before.
    pub lead: String,
    /// Where the form goes.
    pub href: String,
    /// The state from which the correction begins.
    pub revision: String,
    /// The language of the text.
    pub language: &'static str,
    /// The fields.
    pub fields: Vec<ReviewField>,
    /// It can be taken out.
    pub removable: bool,
    /// A colleague saved it meanwhile.
    pub conflict: bool,
    /// What the colleague saved, where it isn't the same.
    pub meanwhile: Vec<Told>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

impl ReadProvision {
    /// The text begins with the opening words.
    pub(crate) fn opens(&self) -> bool {
        self.opening.as_deref().is_some_and(|opening| self.text.starts_with(opening))
    }

    /// The text behind the opening words.
    pub(crate) fn rest(&self) -> &str {
        self.opening.as_deref().and_then(|opening| self.text.strip_prefix(opening)).unwrap_or(&self.text)
    }
}

impl ImportPage {
    pub(crate) fn facts_href(&self) -> String {
        format!("{}/facts", self.href)
    }

    pub(crate) fn add_href(&self) -> String {
        format!("{}/participants/new", self.href)
    }

    pub(crate) fn provision_href(&self, path: &str) -> String {
        format!("{}/provisions/{path}", self.href)
    }

    pub(crate) fn settled_href(&self, note: &NoteLine) -> String {
        format!("{}/notes/{}/settled", self.href, note.number)
    }

    pub(crate) fn confirm_href(&self) -> String {
        format!("{}/confirm", self.href)
    }

    pub(crate) fn review_href(&self) -> String {
        format!("{}/review.json", self.href)
    }

    pub(crate) fn original_href(&self) -> String {
        format!("{}/original", self.href)
    }
}

impl ReviewField {
    /// A set of boxes with none in it isn't shown.
    pub(crate) fn has_choices(&self) -> bool {
        self.choices.iter().any(|group| !group.choices.is_empty())
    }

    /// As many lines as show what stands there.
    pub(crate) fn rows(&self) -> usize {
        (self.value.chars().count() / CHARACTERS_IN_A_ROW + self.value.lines().count() + 1)
            .clamp(4, MOST_ROWS)
    }
}

impl CorrectionPage {
    /// Something in the form can't be so.
    pub(crate) fn is_wrong(&self) -> bool {
        self.fields.iter().any(|field| field.wrong.is_some())
    }
}

/// What a line of the form holds on a wide screen.
const CHARACTERS_IN_A_ROW: usize = 60;

/// Lines of a field that are shown at once.
const MOST_ROWS: usize = 18;
