//! The one binary: commands, and the only place where the clock, the network and the file system meet.

mod bench;
mod ceremony;
mod client;
mod clock;
mod commands;
mod config;
mod demo;
mod draft;
mod failure;
mod files;
mod follower;
mod import;
mod keys;
mod measured;
mod metrics;
mod node;
mod observe;
mod random;
mod reader_process;
mod server;
mod standing;
mod tls;
mod upkeep;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    sigpipe::reset();
    match commands::run(commands::Cli::parse()) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("comity: {failure}");
            ExitCode::from(failure.status)
        }
    }
}
