//! Accounts: who comes in, by what, for how long, and what is left when they go.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

mod at_rest;
mod drafting;
mod drafts;
mod forged;
mod guard;
mod held;
mod identities;
mod invitations;
mod kept;
mod limits;
mod recovery;
mod recovery_letters;
mod reminders;
mod sessions;
mod subscriptions;
mod trail;
