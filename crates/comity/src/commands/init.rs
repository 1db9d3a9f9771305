//! `comity init`: the ceremony that begins a log.

use crate::ceremony::Ceremony;
use crate::draft::Drafted;
use crate::failure::Failure;
use crate::in_force::EXERCISE_FOLDER;
use crate::keys::Signer;
use crate::node::Node;
use crate::{clock, files, random};
use admission::{Genesis, Quota, RootKey};
use clap::Args;
use record::Unverified;
use record::checkpoint::SignedCheckpoint;
use record::header::Salt;
use record::signature::SignatureSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// 72 hours: long enough that a participant's contacts read the notice of an enrolment they didn't ask for.
const ROOT_DELAY: u64 = 72 * 3600;

#[derive(Args)]
pub struct Init {
    /// The data folder to make.
    #[arg(long)]
    data: PathBuf,
    /// The log's name, for good: the hub's host name and a word (`hub.example.org/log`).
    #[arg(long)]
    origin: String,
    /// A root key of the secretariat: a private key file, or a public one whose private half `ssh-keygen` finds in
    /// the agent or on a token. Repeat for each.
    #[arg(long = "root-key", required = true)]
    root_keys: Vec<PathBuf>,
    /// How many root keys must sign what the secretariat decides; all of them unless said.
    #[arg(long)]
    threshold: Option<usize>,
    /// The log is an exercise's: fictional, and shown so everywhere.
    #[arg(long)]
    exercise: bool,
    /// Seconds until a key enrolled by root keys may sign; only an exercise may say 0.
    #[arg(long, default_value_t = ROOT_DELAY)]
    root_delay: u64,
    /// The last checkpoint of the log that this one goes on from, when that one has ended: its file.
    #[arg(long)]
    continues: Option<PathBuf>,
}

/// The longest checkpoint that a genesis record names.
const MAX_CHECKPOINT: usize = 8 * 1024;

/// The last checkpoint of the log before; whoever reads the new log checks it there.
fn read_continued(path: &Path) -> Result<String, Failure> {
    let wrong = |e: &dyn std::fmt::Display| Failure::input("checkpoint", format!("{}: {e}", path.display()));
    let note = files::read(path, MAX_CHECKPOINT)?;
    SignedCheckpoint::parse(&note).map_err(|e| wrong(&e))?;
    String::from_utf8(note).map_err(|e| wrong(&e))
}

/// The keepers of the root keys, in one room.
pub struct Roots {
    signers: Vec<(Signer, Salt)>,
}

impl Roots {
    /// Root keys with fresh persons' ids.
    pub fn open(paths: &[PathBuf]) -> Result<Self, Failure> {
        let open = |path: &PathBuf| Ok((Signer::open(path)?, random::salt()));
        Ok(Self { signers: paths.iter().map(open).collect::<Result<_, Failure>>()? })
    }

    /// The ceremony in which all of them sign.
    pub fn ceremony(&self, log: &str, exercise: bool) -> Ceremony {
        let roots = self.signers.iter().map(|(signer, person)| (signer.id(), *person)).collect();
        Ceremony { log: log.to_owned(), exercise, roots }
    }

    /// What entry 0 says of them.
    pub fn root_keys(&self) -> Vec<RootKey> {
        let root = |(signer, person): &(Signer, Salt)| RootKey {
            key: signer.public().to_openssh(),
            person: *person,
        };
        self.signers.iter().map(root).collect()
    }

    /// Signs a draft with all of them, and with whoever else must.
    pub fn sign(&self, drafted: Drafted, also: &[&Signer]) -> Result<Unverified, Failure> {
        let signers = self.signers.iter().map(|(signer, _)| signer).chain(also.iter().copied());
        let blobs = signers.map(|signer| signer.sign(&drafted.header)).collect::<Result<Vec<_>, _>>()?;
        let set = SignatureSet::of(&blobs)?.to_bytes();
        Ok(Unverified::read(drafted.header, set, Some(drafted.body))?)
    }
}

impl Init {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let roots = Roots::open(&self.root_keys)?;
        let continues = self.continues.as_deref().map(read_continued).transpose()?;
        let log_key = Node::create_log_key(&self.data, &self.origin)?;
        let genesis = Genesis {
            log: self.origin.clone(),
            log_key: log_key.public().to_string(),
            exercise: self.exercise,
            root_keys: roots.root_keys(),
            threshold: self.threshold.unwrap_or(self.root_keys.len()),
            root_delay: self.root_delay,
            quota: Quota::default(),
            continues,
        };
        let node = Node::open(&self.data)?;
        let ceremony = roots.ceremony(&self.origin, self.exercise);
        let say = |drafted: Drafted| -> Result<(), Failure> {
            node.register.submit_blocking(roots.sign(drafted, &[])?.verify()?)?;
            Ok(())
        };
        say(ceremony.genesis(&genesis, clock::now()))?;
        println!("log {} begins", self.origin);
        let catalogue = catalogue::Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))?;
        let fits = |path: &str| self.exercise || !path.starts_with(EXERCISE_FOLDER);
        let files: Vec<_> = catalogue.files().iter().filter(|file| fits(&file.path)).collect();
        for file in &files {
            let text = String::from_utf8_lossy(&file.bytes);
            say(ceremony.publish(&file.path, &text, clock::now()))?;
        }
        println!("{} catalogue files take effect", files.len());
        node.fold_to_head()?;
        node.keep()?;
        println!("log key: {}", log_key.public());
        println!("next: comity serve --data {}", self.data.display());
        Ok(ExitCode::SUCCESS)
    }
}
