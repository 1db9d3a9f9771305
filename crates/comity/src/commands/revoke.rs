//! `comity participant revoke`: ends a key, at once or by a record that is kept until it is needed.

use crate::ceremony;
use crate::client::{self, Client, LogInfo};
use crate::clock;
use crate::failure::Failure;
use crate::gather;
use crate::keys::{self, Signer};
use admission::{Revocation, RevocationReason};
use clap::Args;
use record::draft::Drafted;
use record::header::Salt;
use record::{KeyId, Time};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How long a revocation that was prepared can be handed in: a posting and its handover, after which the key should be
/// replaced anyway. Longer, and a forgotten paper could silence a delegate who has long forgotten it.
const PREPARED_LIFETIME: u64 = 5 * 366 * record::time::DAY;

#[derive(Args)]
pub struct Revoke {
    /// The key that stops: its file, or its fingerprint (`SHA256:…`).
    key: String,
    /// Why: left, replaced, lost, compromised or enrolled-in-error.
    #[arg(long, value_parser = reason)]
    reason: RevocationReason,
    /// From when on what it signed is disputed (`2026-11-22T08:00:00Z`); from the acceptance of this unless said.
    #[arg(long, value_parser = time)]
    from: Option<Time>,
    /// Who revokes it: the key itself, an administrator's key of the same participant, or the root keys. Repeat for each.
    #[arg(long = "by", required = true)]
    by: Vec<PathBuf>,
    /// Write NAME.header.json and NAME.body.json for keepers who sign elsewhere, instead of signing and handing in now.
    #[arg(long, value_name = "NAME", conflicts_with = "prepare")]
    draft: Option<PathBuf>,
    /// Sign now and write one file to be kept offline; `comity record submit FILE` makes it take effect, for five years.
    #[arg(long, value_name = "FILE")]
    prepare: Option<PathBuf>,
    /// The hub.
    #[arg(long, default_value = "http://localhost:8080")]
    hub: String,
}

fn reason(text: &str) -> Result<RevocationReason, String> {
    serde_json::from_value(serde_json::Value::String(text.to_owned()))
        .map_err(|_| "say left, replaced, lost, compromised or enrolled-in-error".to_owned())
}

fn time(text: &str) -> Result<Time, String> {
    Time::parse(text).ok_or_else(|| "write it as 2026-11-22T08:00:00Z".to_owned())
}

impl Revoke {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let client = Client::new(&self.hub);
        let log = client.log()?;
        let key = match KeyId::parse(&self.key) {
            Some(id) => id,
            None => keys::read_public(Path::new(&self.key))?.id(),
        };
        let by = self.by.iter().map(|path| Signer::open(path)).collect::<Result<Vec<_>, _>>()?;
        let holders = by.iter().map(|signer| client.key(&signer.id())).collect::<Result<Vec<_>, _>>()?;
        let speaker = holders.first().map_or(admission::SECRETARIAT, |holder| holder.participant.as_str());
        let signers = by.iter().zip(&holders).map(|(signer, holder)| (signer.id(), holder.person));
        let signers: Vec<(KeyId, Salt)> = signers.collect();
        let revocation = Revocation { key, reason: self.reason, from: self.from };
        let lifetime = self.prepare.as_ref().map(|_| PREPARED_LIFETIME);
        let drafted = ceremony::revoke(&log, speaker, &signers, &revocation, lifetime, clock::now());
        let signers: Vec<&Signer> = by.iter().collect();
        if let Some(path) = &self.prepare {
            prepared(path, drafted, &signers)?;
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(accepted) = gather::conclude(&client, drafted, &signers, self.draft.as_deref())? {
            println!("{key} is revoked");
            println!("record {} at position {}, {}", accepted.id, accepted.position, accepted.time);
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Signs a revocation and writes it as one file, which is what a hub is handed.
fn prepared(path: &Path, drafted: Drafted, signers: &[&Signer]) -> Result<(), Failure> {
    let expiry = record::Header::from_bytes(&drafted.header)?.expiry;
    let message = client::message(&gather::sign(drafted, signers)?);
    keys::write_new(path, message.as_bytes(), 0o600)?;
    println!("wrote {}: keep it offline, apart from the key; whoever has it can end the key", path.display());
    println!("good until {expiry}; when it is needed: comity record submit {}", path.display());
    Ok(())
}

/// The revocation of a key by itself, prepared when it is enrolled: whoever finds the key lost needs nobody else.
pub fn prepare_own(
    path: &Path,
    log: &LogInfo,
    participant: &str,
    key: &Signer,
    person: Salt,
) -> Result<(), Failure> {
    let revocation = Revocation { key: key.id(), reason: RevocationReason::Lost, from: None };
    let signer = [(key.id(), person)];
    let drafted =
        ceremony::revoke(log, participant, &signer, &revocation, Some(PREPARED_LIFETIME), clock::now());
    prepared(path, drafted, &[key])
}
