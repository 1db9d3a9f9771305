//! The index as its callers see it.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod any_question;
mod closed;
mod common;
mod finding;
mod folder;
