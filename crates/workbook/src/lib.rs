//! A questionnaire as a workbook (XLSX), for those without a good line: written from a kind with what is answered so far,
//! filled in anywhere, by one or by several, read back whole or not at all.
//!
//! Sheets are known by what stands in them and not by their names or order, answers by the reference beside them. So rows
//! may be sorted and sheets renamed or moved; what isn't an answer to this questionnaire is named, by sheet and cell.

mod layout;
mod merge;
mod prefill;
mod problem;
mod read;
mod seen;
mod table;
mod write;

pub use layout::Texts;
pub use merge::{Clash, DRAFT, Decided, Held, HeldCells, WORKBOOK, merge};
pub use prefill::Prefill;
pub use problem::Problem;
pub use read::{Answers, made_for, read, read_part};
pub use seen::{CellValues, From, Seen, cells, content, field_of};
pub use table::Table;
pub use write::{WriteError, write, write_prefilled};

#[cfg(test)]
mod merge_tests;
#[cfg(test)]
mod tests;
