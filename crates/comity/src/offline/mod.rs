//! What the commands for workbooks need beside the workbook itself: which questionnaire it is, and what was said before.

mod asked;
mod before;

pub use asked::{Asked, CyclePage, kind_of, language};
pub use before::{said_by, said_in};
