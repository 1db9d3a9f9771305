//! What the pages of transmissions show.

use record::body::Medium;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::Notice;
use super::model_drafts::{Choice, ChoiceGroup, DraftLine, FormSection};
use super::model_signing::Sheet;
use super::reasons::Reason;

/// What a secretariat has begun to enter, and the form to begin another.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TransmissionsPage {
    /// The seat's name.
    pub seat: String,
    /// What is begun, the newest first.
    pub drafts: Vec<DraftLine>,
    /// Whose statement it may be.
    pub participants: Vec<Choice>,
    /// The kinds of record that may be transmitted.
    pub kinds: Vec<Choice>,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

/// By what something arrives.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MediumChoice {
    /// By what.
    #[schema(value_type = String)]
    pub medium: Medium,
    /// It is chosen.
    pub chosen: bool,
}

/// The received file, as far as it is here.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FileLine {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// How many bytes.
    pub bytes: usize,
    /// What it is.
    pub media_type: String,
}

/// What arrived, to be filled in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TransmissionPage {
    /// Its page.
    pub href: String,
    /// Whose statement it is.
    pub participant: String,
    /// The kind of record.
    pub kind_name: String,
    /// The mechanism for which it is said.
    pub mechanism: String,
    /// Raised by each saving.
    pub revision: u64,
    /// The cycles that it may answer.
    pub cycles: Vec<Choice>,
    /// By what it may have arrived.
    pub media: Vec<MediumChoice>,
    /// What the received file calls itself.
    pub reference: String,
    /// The day on which it was received.
    pub on: String,
    /// The received file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<FileLine>,
    /// The fields of its kind.
    pub sections: Vec<FormSection>,
    /// The language it is written in.
    pub languages: Vec<Choice>,
    /// Framework items.
    pub frameworks: Vec<ChoiceGroup>,
    /// Provisions.
    pub instruments: Vec<ChoiceGroup>,
    /// What is missing or wrong before it can be signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Reason>,
    /// The secretariat's keys that may sign it.
    pub keys: Vec<Choice>,
    /// It waits for its signature.
    pub prepared: bool,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

/// The page on which a transmission is signed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TransmissionSignPage {
    /// The transmission's page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Whose statement it is.
    pub participant: String,
    /// The received file, which goes with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<FileLine>,
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
