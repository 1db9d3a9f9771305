//! `comity bench`: measured beside the limits of the same machine in the same run. Nothing here is asserted.

mod answers;
mod http;
mod line;
mod measure;
mod memory;
mod own_hub;
mod pace;
mod pages;
mod peer;
mod processor;
mod reports;
mod stage;

use crate::failure::Failure;
use clap::{Args, Subcommand};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

#[derive(Subcommand)]
pub enum Bench {
    /// The register: acceptance, proofs, verification, start.
    Register(RegisterBench),
    /// Pages: the ten screens of a hub at a fixed rate.
    Pages(pages::PagesBench),
    /// Reports: a full survey of 193 fictional States compiled, in each language.
    Reports(reports::ReportsBench),
    /// A slow line: a relay to a hub that lets little through, and late.
    Line(SlowLine),
    /// A hub alone: its start over an existing data folder, and its memory.
    Open {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
    },
}

#[derive(Args)]
pub struct RegisterBench {
    /// How many records to accept.
    #[arg(long, default_value_t = 100_000)]
    records: usize,
    /// Where to make the data folder (removed afterwards); put it on the disk that you want to measure.
    #[arg(long, default_value = "bench-data")]
    data: PathBuf,
    /// For how many seconds to submit 1,000 records a second.
    #[arg(long, default_value_t = 10)]
    paced_seconds: u64,
}

impl Bench {
    pub fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Self::Register(command) => command.run(),
            Self::Pages(command) => command.run(),
            Self::Reports(command) => command.run(),
            Self::Line(command) => command.run(),
            Self::Open { data } => memory::open(&data),
        }
    }
}

impl RegisterBench {
    fn run(self) -> Result<ExitCode, Failure> {
        in_own_folder(&self.data, |data| measure::run(data, self.records, self.paced_seconds))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Works in a data folder that is there for as long.
fn in_own_folder(data: &Path, work: impl FnOnce(&Path) -> Result<(), Failure>) -> Result<(), Failure> {
    if data.exists() {
        let advice = format!("{} exists: name a folder that doesn't", data.display());
        return Err(Failure::input("bench-data", advice));
    }
    let outcome = work(data);
    for left in [data.to_owned(), data.with_extension("high-water")] {
        // What is left of a benchmark is in nobody's way for long.
        drop(std::fs::remove_dir_all(&left).or_else(|_| std::fs::remove_file(&left)));
    }
    outcome
}

/// A slow line to a hub, until it is stopped: for looking at pages as they come over it.
#[derive(Args)]
pub struct SlowLine {
    /// The hub.
    #[arg(long, default_value = "127.0.0.1:8080")]
    to: SocketAddr,
    /// Where to listen: the port of the hub's `public_url`, if somebody is to sign in over the line.
    #[arg(long, default_value = "127.0.0.1:8064")]
    listen: SocketAddr,
    /// Thousands of bits a second, each way.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    kilobits: u64,
    /// Milliseconds there and back.
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u64).range(0..=60_000))]
    round_trip: u64,
}

impl SlowLine {
    fn run(&self) -> Result<ExitCode, Failure> {
        let travel = Duration::from_millis(self.round_trip) / 2;
        let shape = line::Shape { bits_a_second: self.kilobits * 1_000, travel };
        let failed = |e| Failure::new("listen", format!("{}: {e}", self.listen));
        let relay = line::Relay::start(self.listen, self.to, shape).map_err(failed)?;
        relay.be_slow(true);
        println!("open http://{}/; each line here says what has gone through so far", relay.address);
        let mut said = line::Counted::default();
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let counted = relay.counted();
            if counted != said {
                said = counted;
                println!(
                    "{} bytes to the browser, {} from it, {} connections",
                    said.down, said.up, said.connections
                );
            }
        }
    }
}
