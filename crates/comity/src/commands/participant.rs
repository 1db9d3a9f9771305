//! `comity participant`: the ceremony that enrols a key, or ends one.

use super::revoke::{self, Revoke};
use crate::ceremony;
use crate::client::Client;
use record::draft::Draft;
use crate::failure::Failure;
use crate::gather;
use crate::keys::Signer;
use crate::{clock, random};
use admission::{Enrolment, SECRETARIAT, kinds};
use clap::{Args, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum Participant {
    /// Enrol a key: by the secretariat's root keys, or by an administrator's key of the same participant.
    Enrol(Box<Enrol>),
    /// Revoke a key, or prepare its revocation to be kept offline.
    Revoke(Revoke),
}

#[derive(Args)]
pub struct Enrol {
    /// The participant's code (`XAB`).
    participant: String,
    /// The new key; it signs its own enrolment.
    #[arg(long)]
    key: PathBuf,
    /// The keys that enrol it: the secretariat's root keys, or one administrator's key. Repeat for each.
    #[arg(long = "by", required = true)]
    by: Vec<PathBuf>,
    /// The reference of the nomination (a note verbale's number).
    #[arg(long)]
    nomination: String,
    /// How the key's fingerprint was confirmed over a second channel.
    #[arg(long)]
    confirmation: String,
    /// It may enrol and revoke other keys of the participant.
    #[arg(long)]
    administrator: bool,
    /// A kind that it may sign; every kind unless said. Repeat for each.
    #[arg(long = "kind")]
    kinds: Vec<String>,
    /// A mechanism for which it may sign; every one in which the participant takes part unless said. Repeat for each.
    #[arg(long = "mechanism")]
    mechanisms: Vec<String>,
    /// Write NAME.header.json and NAME.body.json for keepers who sign elsewhere, instead of signing and handing in now.
    /// Public key files are enough then.
    #[arg(long, value_name = "NAME")]
    draft: Option<PathBuf>,
    /// Also write the new key's own revocation, signed by it, to one file that is kept offline against its loss.
    #[arg(long, value_name = "FILE")]
    prepare: Option<PathBuf>,
    /// The hub.
    #[arg(long, default_value = "http://localhost:8080")]
    hub: String,
}

impl Participant {
    pub fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Self::Enrol(command) => command.run(),
            Self::Revoke(command) => command.run(),
        }
    }
}

impl Enrol {
    fn run(self) -> Result<ExitCode, Failure> {
        let client = Client::new(&self.hub);
        let log = client.log()?;
        let key = Signer::open(&self.key)?;
        let by = self.by.iter().map(|path| Signer::open(path)).collect::<Result<Vec<_>, _>>()?;
        let holders = by.iter().map(|signer| client.key(&signer.id())).collect::<Result<Vec<_>, _>>()?;
        let speaker = holders.first().map_or(SECRETARIAT, |holder| holder.participant.as_str());
        let all = |list: Vec<String>| if list.is_empty() { vec!["*".to_owned()] } else { list };
        let enrolment = Enrolment {
            participant: self.participant,
            key: key.public().to_openssh(),
            person: random::salt(),
            label: ceremony::label(),
            administrator: self.administrator,
            kinds: all(self.kinds),
            mechanisms: all(self.mechanisms),
            nomination: self.nomination,
            confirmation: self.confirmation,
        };
        let mut draft =
            Draft::new(&log.log, log.exercise, speaker, kinds::KEY).signed_by(key.id(), enrolment.person);
        for (signer, holder) in by.iter().zip(&holders) {
            draft = draft.signed_by(signer.id(), holder.person);
        }
        let drafted = draft.drafted(&enrolment, Vec::new(), clock::now(), ceremony::salts());
        if let Some(path) = &self.prepare {
            revoke::prepare_own(path, &log, &enrolment.participant, &key, enrolment.person)?;
        }
        let signers: Vec<&Signer> = by.iter().chain(std::iter::once(&key)).collect();
        if let Some(accepted) = gather::conclude(&client, drafted, &signers, self.draft.as_deref())? {
            println!("{} is enrolled for {}", key.id(), enrolment.participant);
            println!("record {} at position {}, {}", accepted.id, accepted.position, accepted.time);
        }
        Ok(ExitCode::SUCCESS)
    }
}
