//! What a kind's file makes of it, so that no questionnaire needs code: what a body may hold, what is typed into a form
//! or a workbook, the JSON Schema that others' programs check by.
//!
//! Pure: a kind and an answer go in, a value or an error comes out. One reading of a kind for every way in; a form, a
//! workbook, an API call and a signed record hold the same content.

mod content;
mod count;
mod fault;
mod schema;
mod typed;

pub use content::{check_content, check_date, check_text, faults, is_asked, is_word};
pub use count::words;
pub use fault::{ContentError, ContentFault};
pub use schema::schema;
pub use typed::{Cells, cell, cells_of, content_of, row_cell};
