//! What the account's page says of notices by mail.

use serde::Serialize;
use utoipa::ToSchema;

use super::model_drafts::Choice;

/// Whether notices are mailed, and where to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MailPart {
    /// This hub sends mail.
    pub sends: bool,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// `none`, `unconfirmed`, `asked` (a code was sent), `on` or `off`.
    pub state: &'static str,
    /// Since when the address doesn't take mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// How reminders of cycles come.
    pub rhythms: Vec<Choice>,
    /// The mechanisms of whose cycles reminders can come, those that do chosen.
    pub mechanisms: Vec<Choice>,
    /// The languages of letters.
    pub languages: Vec<Choice>,
    /// Those whom the person administers and whose address doesn't take mail.
    pub colleagues: Vec<RefusedLine>,
}

/// Somebody whose address doesn't take mail.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RefusedLine {
    /// What the person is called.
    pub name: String,
    /// Since when.
    pub since: String,
}
