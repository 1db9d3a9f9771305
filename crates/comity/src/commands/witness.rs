//! `comity witness`: cosigns the checkpoints of others' logs, as long as each continues the one before.

use super::serve::{begin_log, survive_broken_pipes, told_to_stop};
use crate::config::Settings;
use crate::failure::Failure;
use crate::server::Server;
use crate::witness::door;
use crate::witness::keep::Keeper;
use crate::{files, keys};
use clap::Args;
use record::vkey::{NoteSecret, VerifierKey};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use zeroize::Zeroizing;

/// The longest key file: a name, an id and 33 bytes.
const MAX_KEY: usize = 1024;

#[derive(Args)]
pub struct Witness {
    /// Where to listen.
    #[arg(long)]
    listen: SocketAddr,
    /// The witness's private key: `comity keygen FILE --witness NAME` makes one.
    #[arg(long)]
    key: PathBuf,
    /// A log to cosign: the verifier key that its hub shows at /log.json, compared over a second channel. Repeat for each.
    #[arg(long = "log", required = true, value_name = "VKEY")]
    logs: Vec<String>,
    /// The folder in which the newest checkpoint of each log is kept. Never put an old copy of it back.
    #[arg(long)]
    data: PathBuf,
    /// A proxy in front does TLS: plain HTTP may be spoken on an address that others reach.
    #[arg(long)]
    behind_proxy: bool,
    /// The certificate chain for TLS, PEM.
    #[arg(long)]
    tls_certificate: Option<PathBuf>,
    /// The certificate's private key, PEM.
    #[arg(long)]
    tls_key: Option<PathBuf>,
}

impl Witness {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let settings = Settings {
            listen: Some(self.listen),
            behind_proxy: Some(self.behind_proxy),
            tls_certificate: self.tls_certificate,
            tls_key: self.tls_key,
            ..Settings::default()
        };
        let config = settings.checked()?;
        begin_log(&config);
        keys::check_private(&self.key)?;
        let text = Zeroizing::new(files::read(&self.key, MAX_KEY)?);
        let key = NoteSecret::parse(String::from_utf8_lossy(&text).trim())?;
        let logs = self.logs.iter().map(|log| VerifierKey::parse(log)).collect::<Result<Vec<_>, _>>()?;
        let keeper = Arc::new(Keeper::open(&self.data, key, logs)?);
        let runtime = tokio::runtime::Runtime::new().map_err(|e| Failure::new("runtime", e))?;
        runtime.block_on(async {
            survive_broken_pipes();
            let server = Server::new(&config).await?;
            let told = told_to_stop();
            println!("witness {}", keeper.key());
            println!("cosigning at {} (Ctrl-C or SIGTERM stops it)", config.base_url(server.port()));
            server.run(door::app(keeper, &config), told).await;
            Ok(ExitCode::SUCCESS)
        })
    }
}
