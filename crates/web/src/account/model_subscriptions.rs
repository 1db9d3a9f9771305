//! What the pages of subscriptions show.

use serde::Serialize;
use utoipa::ToSchema;

use super::model::Notice;
use crate::model::answers::Records;

/// What somebody follows by mail, and what is new on it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SubscriptionsPage {
    /// This hub sends mail.
    pub sends: bool,
    /// The person's address is confirmed and takes mail.
    pub confirmed: bool,
    /// How often digests come: `day` or `week`.
    pub every: &'static str,
    /// What is followed, by the seat in which it is.
    pub seats: Vec<SeatSubscriptions>,
    /// The newest records on what is followed in the seat that the person acts for now, since then.
    pub newest: Records,
    /// The most subscriptions of one person.
    pub most: usize,
    /// What came of a form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

/// What is followed in one seat.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SeatSubscriptions {
    /// The seat, as it is written.
    pub seat: String,
    /// Its name.
    pub name: String,
    /// The person acts for it now.
    pub current: bool,
    /// What is followed, in the order in which it was begun.
    pub lines: Vec<SubscriptionLine>,
}

/// Something that is followed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SubscriptionLine {
    /// What it is, as `item/un/norm-13-f`, `mechanism/arf` or `kind/measure`.
    pub about: String,
    /// Its name; its id where the catalogue no longer has it.
    pub name: String,
    /// Its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// Since when.
    pub since: String,
}

/// The page to which a letter's link leads.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LeaveDigestPage {
    /// It was left.
    pub left: bool,
}
