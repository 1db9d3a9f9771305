//! What is wrong with a workbook, by sheet and cell.

use std::fmt;

use instruments::source::{CellFault, Place, WorkbookError};
use kinds::ContentFault;

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The sheet's name; none for the whole workbook.
    pub sheet: Option<String>,
    /// The cell, as a spreadsheet names it: `D14`.
    pub cell: Option<String>,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It isn't read at all.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// A cell isn't read as it looks.
    #[error(transparent)]
    Cell(#[from] CellFault),
    /// An answer isn't what is asked.
    #[error(transparent)]
    Content(#[from] ContentFault),
    /// No sheet of it is ours.
    #[error("no sheet of this workbook is part of a questionnaire: fill in the one that was downloaded here")]
    NoQuestionnaire,
    /// A sheet that isn't ours holds something.
    #[error(
        "this sheet is no part of the questionnaire: copy what matters into an answer, and delete the sheet"
    )]
    ForeignSheet,
    /// The same sheet twice.
    #[error("this sheet is there twice: keep the one that is meant")]
    SheetTwice,
    /// Made for another kind, or another version of it.
    #[error(
        "this is {found}, and {expected} is asked: download the workbook again and copy the answers over"
    )]
    OtherVersion {
        /// What the sheet says it is.
        found: String,
        /// What is asked.
        expected: String,
    },
    /// A reference that this questionnaire doesn't have.
    #[error("no question has this reference: put back the one that stood here")]
    UnknownReference,
    /// The same reference twice.
    #[error("this reference stands in another row too: keep one of the two rows")]
    ReferenceTwice,
    /// Beside the answers.
    #[error("this stands where nothing is asked, and would be lost: move it into an answer")]
    Outside,
    /// Made for another cycle.
    #[error(
        "this workbook was made for another cycle: download the one of this cycle and copy the answers over"
    )]
    OtherCycle,
    /// A mark of a choice that is none.
    #[error("write x to choose this, a hyphen to take the choice back, or leave it blank")]
    NotAMark,
}

impl Fault {
    /// The stable code of the fault.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Workbook(e) => e.code(),
            Self::Cell(CellFault::Formula) => "workbook-formula",
            Self::Cell(CellFault::Hidden) => "workbook-hidden",
            Self::Cell(_) => "workbook-cell",
            Self::Content(e) => e.code(),
            Self::NoQuestionnaire => "workbook-no-questionnaire",
            Self::ForeignSheet => "workbook-foreign-sheet",
            Self::SheetTwice => "workbook-sheet-twice",
            Self::OtherVersion { .. } => "workbook-other-version",
            Self::UnknownReference => "workbook-unknown-reference",
            Self::ReferenceTwice => "workbook-reference-twice",
            Self::Outside => "workbook-outside",
            Self::OtherCycle => "workbook-other-cycle",
            Self::NotAMark => "workbook-not-a-mark",
        }
    }
}

impl Problem {
    pub(crate) fn whole(fault: impl Into<Fault>) -> Self {
        Self { sheet: None, cell: None, fault: fault.into() }
    }

    pub(crate) fn of_sheet(sheet: &str, fault: impl Into<Fault>) -> Self {
        Self { sheet: Some(sheet.to_owned()), cell: None, fault: fault.into() }
    }

    pub(crate) fn at(sheet: &str, place: Place, fault: impl Into<Fault>) -> Self {
        Self { cell: Some(cell_name(place)), ..Self::of_sheet(sheet, fault) }
    }

    /// The workbook was made for another cycle than the draft's.
    pub fn other_cycle() -> Self {
        Self::whole(Fault::OtherCycle)
    }

    /// The stable code of what is wrong.
    pub fn code(&self) -> &'static str {
        self.fault.code()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(sheet) = &self.sheet {
            write!(f, "{sheet}")?;
            if let Some(cell) = &self.cell {
                write!(f, ", {cell}")?;
            }
            write!(f, ": ")?;
        }
        write!(f, "{}", self.fault)
    }
}

/// Sheet and cell in one.
pub(crate) fn place_in(sheet: &str, place: Place) -> String {
    format!("{sheet} · {}", cell_name(place))
}

/// `D14`.
fn cell_name((row, column): Place) -> String {
    let (mut letters, mut left) = (Vec::new(), column);
    while left > 0 {
        left -= 1;
        let letter = u8::try_from(left % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        left /= 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{row}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        let names: Vec<_> =
            [1, 4, 26, 27, 52, 703].iter().map(|column| super::cell_name((14, *column))).collect();
        assert_eq!(names, ["A14", "D14", "Z14", "AA14", "AZ14", "AAA14"]);
    }
}
