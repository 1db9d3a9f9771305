//! What the page shows on which a record is used again.

use serde::Serialize;
use utoipa::ToSchema;

use super::model_drafts::Choice;
use super::reasons::Reason;

/// Something that found no place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LeftLine {
    /// What it is called.
    pub label: String,
    /// What it says.
    pub value: String,
    /// Why it found none.
    pub reason: Reason,
}

/// The draft into which a record was carried.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UsedIn {
    /// Its page.
    pub href: String,
    /// The name of its kind.
    pub kind_name: String,
    /// The fields that took something.
    pub placed: Vec<String>,
    /// What found no place.
    pub left: Vec<LeftLine>,
}

/// Where a record of one's own can be used again.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UseAgainPage {
    /// The delegation.
    pub seat: String,
    /// The record's page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// The language it is written in.
    pub language: String,
    /// Kinds of which a draft may be begun.
    pub kinds: Vec<Choice>,
    /// Drafts that are open.
    pub drafts: Vec<Choice>,
    /// The mechanisms in which the delegation speaks.
    pub mechanisms: Vec<Choice>,
    /// Languages into which it can be translated.
    pub languages: Vec<Choice>,
    /// What became of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<UsedIn>,
    /// The word of the page's forms.
    #[serde(skip)]
    pub form: String,
}
