//! Accounts: who comes in, by what, for how long, and what is left when they go.

mod common;

mod at_rest;
mod drafts;
mod forged;
mod invitations;
mod limits;
mod recovery;
mod sessions;
mod trail;
