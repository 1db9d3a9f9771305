//! What the pages of workbooks that come back show.

use serde::Serialize;
use utoipa::ToSchema;

use super::model_drafts::ChosenLine;
use super::reasons::Reason;

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

/// An answer in which a workbook and the draft differ.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorkbookClash {
    /// The cell.
    pub cell: String,
    /// Where it stands in the workbook.
    pub place: String,
    /// What the draft holds.
    pub draft: ChosenLine,
    /// What the workbook says; none where it takes the answer out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workbook: Option<ChosenLine>,
    /// Both can stand there, one after the other.
    pub both: bool,
}

/// A workbook of which nothing is taken before somebody has decided.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorkbookConflictPage {
    /// The draft's page.
    pub href: String,
    /// The kind of record.
    pub kind_name: String,
    /// The language that the draft is written in.
    pub language: String,
    /// The draft as it is shown: what is decided holds for this one.
    pub revision: u64,
    /// Where they differ.
    pub clashes: Vec<WorkbookClash>,
    /// How many there are.
    pub count: usize,
    /// What the workbook says, to be sent back with what is decided.
    #[serde(skip)]
    pub typed: String,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}
