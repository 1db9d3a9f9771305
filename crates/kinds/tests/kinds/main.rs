//! The check of a body, what is typed, and the schema, over a sample kind that has every type of field.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod content;
mod schema;
mod typed;

use catalogue::Kind;

/// A kind with a field of each type, a set that two sections ask, and conditions that hang on one another.
pub fn sample() -> Kind {
    serde_json::from_str(include_str!("sample.json")).unwrap()
}
