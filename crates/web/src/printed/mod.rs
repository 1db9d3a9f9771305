//! What is printed: pages' models as documents to take away, in PDF, DOCX and HTML, and lists as XLSX and CSV.
//!
//! Builders are pure: a model, the catalogue and words go in, a [`reports::Document`] comes out. Ours are the words of the
//! language asked for; what an author wrote stays in its own and is marked so. Our summaries enter none of this.

mod compiled;
mod form;
mod handlers;
mod instrument;
mod lists;
mod manuscript;
mod national;
#[cfg(test)]
mod populations;
mod press;
mod record;
mod reply;
mod said;
mod statements;
mod table_files;
mod tables;

pub use form::{FormOf, form};
pub(crate) use handlers::{
    show_compiled_report, show_cycle_form, show_kind_form, show_national_report, show_outlook,
    show_printed_instrument, show_printed_record, show_reply,
};
pub(crate) use manuscript::Press;
pub(crate) use national::OUTLOOK;
pub(crate) use press::{Form, print, take};
pub use press::{NotSet, Typesetter};
pub(crate) use reply::{DraftedView, VIEW, draft as drafted_reply, formal_name};
pub(crate) use table_files::*;
pub(crate) use tables::{empty, readers};
