//! `comity mail`: tries the mail settings before people rely on them.

use crate::clock;
use crate::config::Settings;
use crate::failure::Failure;
use crate::mail::letter::{self, Hub};
use crate::mail::smtp::Server;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Subcommand)]
pub enum Mail {
    /// Send one letter by the mail server of the settings. It goes to no outbox and is noted nowhere.
    Test(Test),
}

#[derive(Args)]
pub struct Test {
    /// To whom.
    #[arg(long)]
    to: String,
    /// The config file, TOML.
    #[arg(long, env = "COMITY_CONFIG")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Box<Settings>,
}

impl Mail {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let Self::Test(test) = self;
        test.run()
    }
}

impl Test {
    fn run(self) -> Result<ExitCode, Failure> {
        let file = self.config.as_deref().map(Settings::read).transpose()?.unwrap_or_default();
        let config = self.settings.over(file).checked()?;
        let address = config.base_url(config.listen.port());
        let settings = config.mail.ok_or_else(|| {
            Failure::input(
                "config",
                "no mail server is named: give mail.server, in the config file or as --mail-server",
            )
        })?;
        let hub = Hub { address, kind_name: Arc::new(|kind, _| kind.to_owned()), exercise: false };
        let server = Server::new(settings, hub.host())?;
        let letter = letter::trial(&server.from, &self.to, &hub, clock::now())
            .map_err(|_| Failure::input("mail-address", "--to is no address such as name@example.org"))?;
        let open = server.open();
        let sent = open.and_then(|mut open| open.hand_over(&letter));
        sent.map_err(|trouble| Failure::new(trouble.code(), trouble))?;
        println!("the mail server took the letter; whether it arrives, the mailbox shows");
        Ok(ExitCode::SUCCESS)
    }
}
