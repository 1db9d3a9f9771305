//! Admission tried from outside: a small world of fictional States, one scenario for each refusal, every branch of
//! revocation, and properties of replay.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
#![allow(clippy::assigning_clones, reason = "a changed header is easier to read as an assignment")]

mod arrival;
mod disavowals;
mod files;
mod keys;
mod moves;
mod named;
mod own;
mod passkeys;
mod properties;
mod refusals;
mod retention;
