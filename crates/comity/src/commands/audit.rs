//! `comity audit`: is the audit trail still what the hub committed to?

use crate::failure::{FAILED, Failure};
use crate::hub_key::HubKeySource;
use crate::trail::{Found, commitments, compare};
use crate::upkeep::{self, PublicSource};
use crate::{accounts, clock};
use admission::{AuditCommitment, HOUR};
use clap::{Args, Subcommand};
use record::Time;
use std::path::PathBuf;
use std::process::ExitCode;
use store::{DataFolder, Options, RecordSource, SqliteStore};

#[derive(Subcommand)]
pub enum Audit {
    /// Compare each hour of the trail with the hub's record of it. Ends with 1 if one was rewritten or is lost.
    Check(Check),
}

#[derive(Args)]
pub struct Check {
    /// The data folder.
    #[arg(long, env = "COMITY_DATA")]
    data: PathBuf,
    #[command(flatten)]
    hub_key: HubKeySource,
    /// Compare with a mirror instead of the folder's own register: a folder of public files, or an address. The hub may
    /// then be running.
    #[arg(long, value_name = "PLACE")]
    register: Option<String>,
}

impl Audit {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let Self::Check(check) = self;
        check.run()
    }
}

impl Check {
    fn run(self) -> Result<ExitCode, Failure> {
        let commitments = self.commitments()?;
        let desk = accounts::desk_beside_a_hub(&self.data, &self.hub_key)?;
        let found = compare(&desk, clock::now(), &commitments)?;
        for (AuditCommitment { hour, events, .. }, found) in commitments.iter().zip(&found) {
            println!("{}  {events:>6} events  {}", Time(hour.saturating_mul(HOUR)), found.word());
        }
        let count = |wanted| found.iter().filter(|one| **one == wanted).count();
        println!(
            "{} hours: {} ok, {} expired, {} rewritten, {} lost",
            found.len(),
            count(Found::Holds),
            count(Found::Expired),
            count(Found::Rewritten),
            count(Found::Lost)
        );
        let stray = desk.stray()?;
        for drawer in &stray {
            println!(
                "the drawer {drawer} was changed past the hub: something was put back there, or taken away"
            );
        }
        let fault = !stray.is_empty() || found.iter().any(|one| one.is_fault());
        Ok(ExitCode::from(if fault { FAILED } else { 0 }))
    }

    fn commitments(&self) -> Result<Vec<AuditCommitment>, Failure> {
        if let Some(place) = &self.register {
            let key = upkeep::log_key_in(&self.data)?;
            return commitments(&PublicSource::open(place, &key)?);
        }
        let folder = DataFolder::open(&self.data)?;
        let store = SqliteStore::open(&folder.register_file()?, Options::default())?;
        commitments(&store as &dyn RecordSource)
    }
}
