//! What the policies allow, beside an oracle in plain Rust; what is readable, beside asking record by record; what can't be
//! relied on and is refused.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod files;
mod oracle;
mod readable;
mod table;
mod world;
mod written;
