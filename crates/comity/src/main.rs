//! The one binary: commands, and the only place where the clock, the network and the file system meet.

mod accounts;
mod attached;
mod audience;
mod bench;
mod ceremony;
mod child;
mod client;
mod clock;
mod closed;
mod commands;
mod config;
mod demo;
mod digests;
mod failure;
mod files;
mod follower;
mod gather;
mod hub_key;
mod import;
mod in_force;
mod keeping;
mod keys;
mod mail;
mod measured;
mod metrics;
mod named;
mod node;
mod notices;
mod observe;
mod offline;
mod publishing;
mod random;
mod reader_process;
mod reminders;
mod retention;
mod server;
mod shown;
mod sign_in_services;
mod standing;
mod tls;
mod trail;
mod transmit;
mod typesetter;
mod upkeep;
mod witness;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Keys, registers, drafts and the index: what comity makes is its owner's, whatever the library that makes it asks for.
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    end_quietly_when_nobody_reads();
    match commands::run(commands::Cli::parse()) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("comity: {failure}");
            ExitCode::from(failure.status)
        }
    }
}

/// `comity … | head` ends as every other command does. The signal itself stays ignored: a reader that died while we
/// write to it, or a browser that went away, must not end the process.
fn end_quietly_when_nobody_reads() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let message = panic.payload_as_str().unwrap_or_default();
        if message.starts_with("failed printing to stdout") && message.contains("Broken pipe") {
            std::process::exit(0);
        }
        report(panic);
    }));
}
