//! Accounts over HTTP: people with software passkeys use the pages as a browser does, and strangers as no browser would.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

#[path = "../common/mod.rs"]
mod common;
mod house;

mod acts;
mod asked;
mod attacks;
mod audiences;
mod capacity;
mod coverage;
mod cycles;
mod delegation;
mod draft_reply;
mod drafting;
mod feeds;
mod held;
mod imports;
mod keys;
mod leaks;
mod long_texts;
mod mail;
mod membership;
mod offline;
mod openid;
mod own_records;
mod pace;
mod reading;
mod recovery;
mod release;
mod retention;
mod round_trip;
mod safeguards;
mod said;
mod signing;
mod subscriptions;
mod tables;
mod taken;
mod tokens;
mod transmissions;
mod use_again;
mod versions;
mod weights;
mod workbooks;
mod workflow;
