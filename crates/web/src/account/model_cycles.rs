//! What account pages show of cycles.

use serde::Serialize;
use utoipa::ToSchema;

use super::model_reminders::StepLine;
use crate::model::PartyRef;
use crate::model::cycle::CycleLine;

/// A cycle that a draft answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AskedCycle {
    /// The cycle.
    pub line: CycleLine,
    /// The id of its questionnaire.
    pub questionnaire: String,
    /// Its window is over: the answer will be an addendum.
    pub late: bool,
    /// The languages in which it takes answers; none where that isn't said.
    pub languages: Vec<String>,
}

/// A secretariat's work list. It has no other form than this page: what would go into JSON is left out, so that no program
/// and no file ever holds who is awaited.
#[derive(Clone, Debug, Serialize)]
pub struct WorkListPage {
    /// The cycle.
    #[serde(skip)]
    pub line: CycleLine,
    /// Who has answered, in the order of names.
    #[serde(skip)]
    pub answered: Vec<PartyRef>,
    /// Who is awaited, in the order of names.
    #[serde(skip)]
    pub awaited: Vec<PartyRef>,
    /// To how many people each step of the ladder went, as far as it was climbed.
    #[serde(skip)]
    pub reminded: Vec<StepLine>,
}
