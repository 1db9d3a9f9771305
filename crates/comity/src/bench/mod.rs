//! `comity bench`: measured beside the limits of the same machine in the same run. Nothing here is asserted.

mod http;
mod measure;
mod memory;
mod pace;
mod pages;
mod peer;
mod processor;
mod stage;

use crate::failure::Failure;
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum Bench {
    /// The register: acceptance, proofs, verification, start.
    Register(RegisterBench),
    /// Pages: the ten screens of a hub at a fixed rate.
    Pages(pages::PagesBench),
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
