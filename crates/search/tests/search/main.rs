//! The index as its callers see it.

mod any_question;
mod common;
mod finding;
mod folder;
