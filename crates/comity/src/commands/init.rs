//! `comity init`: the ceremony that begins a log, in one room or by drafts that go from keeper to keeper.

use crate::ceremony::Ceremony;
use crate::failure::Failure;
use crate::files::RecordFiles;
use crate::gather;
use crate::in_force::EXERCISE_FOLDER;
use crate::keys::Signer;
use crate::node::Node;
use crate::{clock, files, node, random};
use admission::{Genesis, Quota, RootKey};
use clap::Args;
use record::Unverified;
use record::checkpoint::SignedCheckpoint;
use record::draft::Drafted;
use record::header::Salt;
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
    #[arg(long, required_unless_present = "signed")]
    origin: Option<String>,
    /// A root key of the secretariat: a private key file, or a public one whose private half `ssh-keygen` finds in
    /// the agent or on a token. Repeat for each.
    #[arg(long = "root-key", required_unless_present = "signed")]
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
    /// Make the log's key, and write what the root keys must sign into this folder, for keepers who sign elsewhere. Public
    /// key files are enough then.
    #[arg(long, value_name = "FOLDER")]
    draft: Option<PathBuf>,
    /// Begin the log with what they have signed: the folder that --draft wrote, with their signatures.
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["draft", "origin", "root_keys"])]
    signed: Option<PathBuf>,
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
        let [header, set, body] = gather::sign(drafted, &signers.collect::<Vec<_>>())?;
        Ok(Unverified::read(header, set, Some(body))?)
    }
}

impl Init {
    pub fn run(self) -> Result<ExitCode, Failure> {
        if let Some(folder) = &self.signed {
            return self.begin(read_signed(folder)?);
        }
        self.refuse_what_stands()?;
        let roots = Roots::open(&self.root_keys)?;
        let origin = self.origin.clone().unwrap_or_default();
        let continues = self.continues.as_deref().map(read_continued).transpose()?;
        let log_key = Node::create_log_key(&self.data, &origin)?;
        let genesis = Genesis {
            log: origin,
            log_key: log_key.public().to_string(),
            exercise: self.exercise,
            root_keys: roots.root_keys(),
            threshold: self.threshold.unwrap_or(self.root_keys.len()),
            root_delay: self.root_delay,
            quota: Quota::default(),
            continues,
        };
        let drafts = self.drafts(&roots, &genesis)?;
        if let Some(folder) = &self.draft {
            return self.write_drafts(folder, &drafts);
        }
        self.begin(drafts.into_iter().map(|(_, drafted)| roots.sign(drafted, &[])).collect::<Result<_, _>>()?)
    }

    /// A log is begun once. What stands in the way is named before a key is made.
    fn refuse_what_stands(&self) -> Result<(), Failure> {
        let data = self.data.display();
        if self.data.join(store::REGISTER_FILE).exists() {
            let advice = format!(
                "a log stands in {data} already, and its name is for good: `comity serve --data {data}` runs its hub; for \
                 another log name another folder"
            );
            return Err(Failure::input("log-there", advice));
        }
        if self.data.join(node::LOG_KEY_FILE).exists() {
            let advice = format!(
                "{data} has a log's key, and its log has not begun: go on with what the keepers signed, `comity init \
                 --data {data} --signed FOLDER`; to begin anew, move {data} away first"
            );
            return Err(Failure::input("log-key-there", advice));
        }
        match &self.draft {
            Some(folder) if folder.exists() => {
                let advice = format!("{} is there already: name a folder to be made", folder.display());
                Err(Failure::input("file-there", advice))
            }
            _ => Ok(()),
        }
    }

    /// The genesis record and every catalogue file, in the order in which they take effect, each with a name.
    fn drafts(&self, roots: &Roots, genesis: &Genesis) -> Result<Vec<(String, Drafted)>, Failure> {
        let ceremony = roots.ceremony(&genesis.log, self.exercise);
        let catalogue = catalogue::Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))?;
        let fits = |path: &str| self.exercise || !path.starts_with(EXERCISE_FOLDER);
        let mut drafts = vec![("000-genesis".to_owned(), ceremony.genesis(genesis, clock::now()))];
        for (at, file) in catalogue.files().iter().filter(|file| fits(&file.path)).enumerate() {
            let text = String::from_utf8_lossy(&file.bytes);
            let name = file.path.trim_end_matches(".json").replace('/', "-");
            drafts.push((format!("{:03}-{name}", at + 1), ceremony.publish(&file.path, &text, clock::now())));
        }
        Ok(drafts)
    }

    fn write_drafts(&self, folder: &Path, drafts: &[(String, Drafted)]) -> Result<ExitCode, Failure> {
        std::fs::create_dir(folder).map_err(|e| Failure::file(folder, &e))?;
        for (name, drafted) in drafts {
            RecordFiles::named(&folder.join(name)).write(drafted)?;
        }
        let shown = folder.display();
        println!(
            "wrote {} drafts into {shown}; to carry them as one file: tar -cf {shown}.tar {shown}",
            drafts.len()
        );
        gather::advise(folder);
        println!("then: comity init --data {} --signed {}", self.data.display(), folder.display());
        Ok(ExitCode::SUCCESS)
    }

    /// Says all of it in the new log. What is there already is not said twice, so that a ceremony which was interrupted
    /// can go on.
    fn begin(&self, records: Vec<Unverified>) -> Result<ExitCode, Failure> {
        let node = Node::open(&self.data)?;
        let files = records.len().saturating_sub(1);
        for record in records {
            node.register.submit_blocking(record.verify()?)?;
        }
        println!("log {} begins", node.register.log_key().name());
        println!("{files} catalogue files take effect");
        node.fold_to_head()?;
        node.keep()?;
        println!("log key: {}", node.register.log_key());
        println!("next: comity serve --data {}", self.data.display());
        Ok(ExitCode::SUCCESS)
    }
}

/// The records in a folder of drafts. Each must have all its signatures: a log that began with half its catalogue would
/// be one in which nobody can speak.
fn read_signed(folder: &Path) -> Result<Vec<Unverified>, Failure> {
    let mut records = Vec::new();
    for files in RecordFiles::all(folder)? {
        let missing = gather::collect(&files, &mut [])?.missing;
        if let Some(key) = missing.first() {
            let advice = format!(
                "{} is not signed by {key} yet: comity record collect {} SIGNATURES…",
                files.header().display(),
                folder.display()
            );
            return Err(Failure::input("not-signed", advice));
        }
        records.push(files.read()?.0);
    }
    if records.is_empty() {
        return Err(Failure::input("no-draft", format!("{} holds no draft", folder.display())));
    }
    Ok(records)
}
