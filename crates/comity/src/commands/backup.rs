//! `comity backup`: a checked copy of the register, while the hub runs.

use crate::failure::Failure;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;
use store::{Options, REGISTER_FILE};

#[derive(Args)]
pub struct Backup {
    /// The data folder; its hub may be running.
    #[arg(long, env = "COMITY_DATA")]
    data: PathBuf,
    /// The file to make. It holds every record; it doesn't hold the log's key.
    #[arg(long)]
    to: PathBuf,
}

impl Backup {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let register = self.data.join(REGISTER_FILE);
        if !register.exists() {
            let advice =
                format!("{} is no hub's data folder: it has no {REGISTER_FILE}", self.data.display());
            return Err(Failure::input("no-data-folder", advice));
        }
        let report = store::backup(&register, &self.to, &Options::default())?;
        println!("{}: {} records, all of them checked", self.to.display(), report.size);
        println!(
            "keep {} apart from it, once: no backup holds the log's key",
            self.data.join("log.key").display()
        );
        Ok(ExitCode::SUCCESS)
    }
}
