//! From a spreadsheet and a folder of received files to the drafts of transmissions: everything is read and checked before
//! anything is written.

pub mod entry;
pub mod received;
pub mod sheet;
mod workbook;

use std::fmt;

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The row as the spreadsheet numbers it; none where it is the whole sheet, or a command's own words.
    pub row: Option<usize>,
    /// The column's heading.
    pub column: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    /// A problem of a cell.
    pub fn at(row: Option<usize>, column: &str, message: impl fmt::Display) -> Self {
        Self { row, column: Some(column.to_owned()), message: message.to_string() }
    }

    /// A problem of a row, or of the sheet.
    pub fn of_row(row: Option<usize>, message: impl fmt::Display) -> Self {
        Self { row, column: None, message: message.to_string() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(row) = self.row {
            write!(f, "row {row}, ")?;
        }
        if let Some(column) = &self.column {
            write!(f, "column {column}: ")?;
        }
        f.write_str(&self.message)
    }
}
