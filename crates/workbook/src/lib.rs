//! A questionnaire as a workbook (XLSX), for those without a good line: written from a kind with what is answered so far,
//! filled in anywhere, read back whole or not at all.
//!
//! Sheets are known by what stands in them and not by their names or order, answers by the reference beside them. So rows
//! may be sorted and sheets renamed or moved; what isn't an answer to this questionnaire is named, by sheet and cell.

mod layout;
mod problem;
mod read;
mod table;
mod write;

pub use layout::Texts;
pub use problem::Problem;
pub use read::{Answers, read};
pub use table::Table;
pub use write::{WriteError, write};

#[cfg(test)]
mod tests;
