//! What stands in one line of a list: a participant, a mechanism, an instrument, a provision, a record.

use catalogue::{Act, Form, Party, Role, Source, Stance, StateStatus, Status};
use record::Evidence;
use serde::Serialize;
use utoipa::ToSchema;
use views::Standing;

use crate::model::readers::AudienceLine;
use crate::model::workflow::StateLine;

/// A State or an organization.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartyRef {
    /// Its permanent code.
    pub code: String,
    /// Its name in the language of the answer.
    pub name: String,
    /// Its page; none where the catalogue doesn't list it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

/// A mechanism.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MechanismRef {
    /// Its permanent id.
    pub id: String,
    /// Its name for tables.
    pub short_name: String,
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Whether it is an exercise.
    pub exercise: bool,
}

/// A framework set.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FrameworkRef {
    /// Its permanent id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its place in the list of sets.
    pub href: String,
}

/// A framework item.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemRef {
    /// Its permanent id, `<set>/<slug>`.
    pub id: String,
    /// Its label as printed.
    pub label: String,
    /// A short title of ours.
    pub title: String,
    /// Its page.
    pub href: String,
}

/// An instrument, as short as it can be named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct InstrumentRef {
    /// Its permanent id.
    pub id: String,
    /// Its symbol, or its title where it has none.
    pub name: String,
    /// The language of that name; empty for a symbol, which has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// Whether it is fictional.
    pub exercise: bool,
    /// Its page.
    pub href: String,
}

/// An instrument in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InstrumentLine {
    /// Its permanent id.
    pub id: String,
    /// Its page.
    pub href: String,
    /// Its symbol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// Its title.
    pub title: String,
    /// The language of the title: a text may be known in another than the page's.
    pub title_language: String,
    /// Its form.
    #[schema(value_type = String)]
    pub form: Form,
    /// Where it stands.
    #[schema(value_type = String)]
    pub status: Status,
    /// The body that speaks.
    pub body: String,
    /// The language of the body's name.
    pub body_language: String,
    /// Its first date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What happened on that date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_role: Option<String>,
    /// Whether it is fictional.
    pub exercise: bool,
    /// The mechanisms it belongs to.
    pub mechanisms: Vec<MechanismRef>,
}

/// A provision.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProvisionLine {
    /// Its permanent id, `<instrument>/<path>`.
    pub id: String,
    /// Its page.
    pub href: String,
    /// Its path within the instrument.
    pub path: String,
    /// Its label as printed; none for a paragraph without number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its label as printed, or its place where it has none: how it is named beside its instrument's name.
    pub short: String,
    /// The same, spelled out.
    pub long: String,
    /// How it is named on its own: its instrument's short name and its label.
    pub reference: String,
    /// How deep it is nested.
    pub depth: usize,
    /// Preambular, operative or other.
    #[schema(value_type = String)]
    pub role: Role,
    /// What its authors do by it.
    #[schema(value_type = String)]
    pub act: Act,
    /// How strong that verb is, 1 to 5.
    pub strength: u8,
    /// Further acts of the same paragraph.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub further_acts: Vec<Act>,
    /// Commitment, call or statement.
    #[schema(value_type = String)]
    pub stance: Stance,
    /// To whom a call is addressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressee: Option<String>,
    /// Whether the text says voluntary.
    pub voluntary: bool,
    /// Our unofficial summary.
    pub summary: String,
    /// The text, where it is at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The heading it stands under, where its text is at hand; in a list, only where it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// The words before a list that its text completes; in a list, only at the first that it completes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chapeau: Option<String>,
    /// The language of text, heading and chapeau; empty where no text is at hand.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text_language: String,
    /// The framework items that it speaks to.
    pub framework_items: Vec<ItemRef>,
}

/// A record in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecordLine {
    /// Its id: the SHA-256 of its header.
    pub id: String,
    /// Its page.
    pub href: String,
    /// Its place in the register.
    pub position: u64,
    /// Its kind.
    pub kind: String,
    /// The name of its kind.
    pub kind_name: String,
    /// Whether it says what its author holds, and not what its author does.
    pub is_position: bool,
    /// Its author.
    pub participant: PartyRef,
    /// Its title as the author wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The language it is written in.
    pub language: String,
    /// When the register accepted it.
    pub accepted: String,
    /// How it came to be in the register.
    #[schema(value_type = String)]
    pub evidence: Evidence,
    /// The record by which its author confirmed what was transmitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<String>,
    /// The transmission that it confirms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirms: Option<String>,
    /// How it stands today.
    #[schema(value_type = String)]
    pub standing: Standing,
    /// Where it is in its kind's workflow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<StateLine>,
    /// Whether its author disputes it.
    pub disputed: bool,
    /// The record by which its author disavows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disavowed_by: Option<String>,
    /// For whom it is, where that isn't everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<AudienceLine>,
    /// The mechanisms for which it is said.
    pub mechanisms: Vec<MechanismRef>,
    /// The framework items that it names.
    pub framework_items: Vec<ItemRef>,
    /// Its author has yet to confirm what the secretariat transmitted: told to its author alone, in no public answer.
    #[serde(skip)]
    pub awaits_its_author: bool,
}

/// Where a fact comes from.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SourceLine {
    /// Its title.
    pub title: String,
    /// Its symbol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// Where it is found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What was taken from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl From<&Source> for SourceLine {
    fn from(source: &Source) -> Self {
        Self {
            title: source.title.clone(),
            symbol: source.symbol.clone(),
            url: source.url.clone(),
            date: source.date.clone(),
            note: source.note.clone(),
        }
    }
}

/// A longer label is a name with a number in it.
const LONGEST_NUMBER: usize = 12;

impl ItemRef {
    /// The printed label where it is a number; a label that is a name says no more than the title, and not in the
    /// reader's language.
    pub(crate) fn number(&self) -> Option<&str> {
        item_number(&self.label)
    }
}

/// A framework item's printed label where it is a number.
pub(crate) fn item_number(label: &str) -> Option<&str> {
    let short = label.len() <= LONGEST_NUMBER && !label.contains(':');
    (short && label.contains(|letter: char| letter.is_ascii_digit())).then_some(label)
}

impl InstrumentLine {
    /// Its symbol, or its title where it has none.
    pub(crate) fn name(&self) -> &str {
        self.symbol.as_deref().unwrap_or(&self.title)
    }

    /// The language of that name; a symbol has none.
    pub(crate) fn name_language(&self) -> &str {
        if self.symbol.is_some() { "" } else { &self.title_language }
    }

    /// It, as short as it can be named.
    pub(crate) fn short(&self) -> InstrumentRef {
        InstrumentRef {
            id: self.id.clone(),
            name: self.name().to_owned(),
            language: self.name_language().to_owned(),
            exercise: self.exercise,
            href: self.href.clone(),
        }
    }
}

impl PartyRef {
    /// Whether a State was invented for exercises.
    pub(crate) fn is_fictional(party: Party<'_>) -> bool {
        matches!(party, Party::State(state) if state.status == StateStatus::Fictional)
    }
}
