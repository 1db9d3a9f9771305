//! Who may do what: the policies and the schema of the folder `policies/`, embedded in the binary and asked by class.
//!
//! Pure: no clock, no files, no network. A caller describes who asks (a [`Subject`]), what for (an [`Action`]) and about
//! what (a [`Resource`]); [`Rules::decide`] answers with the rules that decided. What no rule allows is denied.
//!
//! Reading is decided about classes of records, never about single ones: [`Rules::readable`] computes once, for a subject,
//! which of the [`Classes`] can be read; pages, lists, counts, facets, search, feeds and exports all filter by that set.
//! It stays true until the policies, the subject's membership or the classes change: see [`Readable::is_current`].

mod action;
mod built_in;
mod class;
mod decision;
mod error;
mod question;
mod readable;
mod resource;
mod rules;
mod subject;
mod words;
pub mod written;

#[cfg(test)]
mod checks;

pub use action::Action;
pub use class::{Audience, Class, ClassId, Classes, Label, Participants};
pub use decision::{Decision, Rule, RuleId};
pub use error::PolicyError;
pub use readable::Readable;
pub use resource::{Resource, ResourceForm, Writer};
pub use rules::Rules;
pub use subject::{Means, Role, Scope, Seat, SeatForm, Subject};
pub use words::WordError;
