//! What pages show of reminders that were sent.

use delegations::reminders::Step;
use serde::Serialize;
use utoipa::ToSchema;

use crate::words::Msg;

/// A cycle of which a letter reminded.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RemindedOf {
    /// The cycle's page; none where the reader may not read it any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// Its title, or its id.
    pub title: String,
    /// The language of that.
    pub language: String,
    /// The step of the ladder: `month`, `week`, `day`, `after`.
    pub step: &'static str,
    /// Its last day: `2031-05-04`.
    pub closes: String,
}

impl RemindedOf {
    /// The step in words.
    pub(crate) fn message(&self) -> &'static str {
        message(self.step)
    }
}

/// What was sent to a delegation at once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SentLine {
    /// When.
    pub at: String,
    /// Of which cycles.
    pub of: Vec<RemindedOf>,
    /// To how many of its people.
    pub people: usize,
}

/// The reminders that were sent to a delegation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RemindersPage {
    /// The newest first.
    pub sent: Vec<SentLine>,
    /// There are more than the page lists.
    pub more: bool,
}

/// To how many people a step of a cycle's ladder went: for its secretariat, and to nobody by name.
#[derive(Clone, Debug)]
pub struct StepLine {
    step: Step,
    /// How many.
    pub people: usize,
}

impl StepLine {
    /// A step and how many it told.
    pub(crate) fn new(step: Step, people: usize) -> Self {
        Self { step, people }
    }

    /// The step in words.
    pub(crate) fn message(&self) -> &'static str {
        message(self.step.word())
    }
}

fn message(step: &str) -> &'static str {
    let Msg(key) = match step {
        "month" => Msg("reminder-month"),
        "week" => Msg("reminder-week"),
        "day" => Msg("reminder-day"),
        _ => Msg("reminder-after"),
    };
    key
}
