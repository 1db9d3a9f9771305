//! A register of fictional States in memory, and a builder of records for it. Every record starts out admissible, so
//! that a test changes one thing and sees that thing refused. For tests alone.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod answers;
pub mod authenticator;
mod content;
mod draft;
mod people;
pub mod sign_in_service;
mod world;

pub use answers::filled;
pub use content::{measure_kind, mechanism, own, participants, project_kind};
pub use draft::Draft;
pub use people::{ABE, ADA, ANN, BOB, HUB, Person, ROOTS, SAM, ZOE};
pub use world::{Shelf, World};

use record::Time;

/// The origin of the register's log.
pub const LOG: &str = "log.example/test";

/// When it begins.
pub const START: Time = Time(1_795_323_600);
