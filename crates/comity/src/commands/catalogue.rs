//! `comity catalogue`: data files that take effect by a record. A secretariat revises a questionnaire, a mechanism or a
//! framework set here, without a new program.

use crate::client::Client;
use crate::failure::Failure;
use crate::gather;
use crate::keys::Signer;
use crate::publishing;
use ::catalogue::{Catalogue, CatalogueError, CatalogueFile, FileFormat, MAX_FILE_BYTES};
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum CatalogueCommand {
    /// Check data files beside those that came with this program, and name what is wrong.
    Check(Check),
    /// Publish a data file: a kind, a mechanism, a framework set, a list.
    Publish(Publish),
}

#[derive(Args)]
pub struct Check {
    /// The files, each as it is to be published.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

#[derive(Args)]
pub struct Publish {
    /// The file, with its format, id and version within.
    file: PathBuf,
    /// A root key of the secretariat. Repeat for each; a public key file is enough with --draft.
    #[arg(long = "by", required = true)]
    by: Vec<PathBuf>,
    /// Write NAME.header.json and NAME.body.json for the keepers of the root keys to sign one by one
    /// (`comity record sign`, then `comity record submit`), instead of signing and handing in now.
    #[arg(long, value_name = "NAME")]
    draft: Option<PathBuf>,
    /// The hub.
    #[arg(long, default_value = "http://localhost:8080")]
    hub: String,
}

impl CatalogueCommand {
    pub fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Self::Check(command) => command.run(),
            Self::Publish(command) => command.run(),
        }
    }
}

/// A file and its place in the catalogue.
struct Read {
    bytes: Vec<u8>,
    file: CatalogueFile,
}

impl Check {
    fn run(self) -> Result<ExitCode, Failure> {
        let read = self.files.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
        let problems = problems(&read)?;
        if !problems.is_empty() {
            return Err(publishing::refused(&problems));
        }
        for one in read {
            println!("{}: {} version {}, nothing wrong", one.file.path, one.file.id, one.file.version);
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Publish {
    fn run(self) -> Result<ExitCode, Failure> {
        let read = read(&self.file)?;
        if read.file.format == FileFormat::Instrument {
            let advice =
                "an instrument is published out of its reviewed text: use `comity instrument publish`";
            return Err(Failure::input("instrument", advice));
        }
        let client = Client::new(&self.hub);
        let mut problems = problems(std::slice::from_ref(&read))?;
        problems.retain(|problem| !publishing::known_to(&client, problem));
        if !problems.is_empty() {
            return Err(publishing::refused(&problems));
        }
        later_than_in_force(&client, &read.file)?;
        let text = String::from_utf8(read.bytes)
            .map_err(|_| Failure::input("not-utf-8", "the file is no UTF-8 text: save it as UTF-8"))?;
        let by = self.by.iter().map(|path| Signer::open(path)).collect::<Result<Vec<_>, _>>()?;
        let drafted = publishing::draft(&client, &by, &read.file.path, &text)?;
        let signers: Vec<&Signer> = by.iter().collect();
        if let Some(accepted) = gather::conclude(&client, drafted, &signers, self.draft.as_deref())? {
            println!("{} version {} takes effect", read.file.id, read.file.version);
            println!("record {} at position {}, {}", accepted.id, accepted.position, accepted.time);
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Reads one file. Where it belongs in the catalogue follows from what it is, so that a new version takes the place of the
/// old one wherever somebody kept it.
fn read(path: &Path) -> Result<Read, Failure> {
    let bytes = crate::files::read(path, MAX_FILE_BYTES)?;
    let wrong = |error: CatalogueError| Failure::input(error.code(), error);
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut file = CatalogueFile::read(&name, bytes.clone()).map_err(wrong)?;
    let exercise = serde_json::from_slice::<serde_json::Value>(&bytes)
        .ok()
        .and_then(|file| file.get("exercise")?.as_bool())
        .unwrap_or(false);
    let folder = match file.format {
        FileFormat::Kind => "kinds/",
        FileFormat::Mechanism => "mechanisms/",
        FileFormat::Framework => "frameworks/",
        FileFormat::Instrument => "instruments/",
        FileFormat::States | FileFormat::Organizations => "",
    };
    file.path = match file.format {
        FileFormat::States => format!("{}states.json", side(exercise)),
        FileFormat::Organizations => "organizations.json".to_owned(),
        _ => format!("{}{folder}{}.json", side(exercise), file.id),
    };
    Ok(Read { bytes, file })
}

fn side(exercise: bool) -> &'static str {
    if exercise { crate::in_force::EXERCISE_FOLDER } else { "" }
}

/// What is wrong with these files, in place of those that came with this program.
fn problems(read: &[Read]) -> Result<Vec<CatalogueError>, Failure> {
    let built_in = Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))?;
    let replaced = |path: &str| read.iter().any(|one| one.file.path == path);
    let others = built_in.files().iter().filter(|file| !replaced(&file.path));
    let others = others.map(|file| (file.path.clone(), file.bytes.clone()));
    let ours = read.iter().map(|one| (one.file.path.clone(), one.bytes.clone()));
    Ok(Catalogue::from_files(others.chain(ours)).err().into_iter().collect())
}

/// What is in force isn't replaced by what is as old: pages would go on with the old one, and nobody would know why.
fn later_than_in_force(client: &Client, file: &CatalogueFile) -> Result<(), Failure> {
    if file.format != FileFormat::Kind {
        return Ok(());
    }
    let page = client.page(&format!("/kinds/{}", file.id))?;
    let version = page.and_then(|page| page.get("version")?.as_u64()).unwrap_or(0);
    if u64::from(file.version) > version {
        return Ok(());
    }
    let advice = format!(
        "version {version} of {} is in force at the hub: raise \"version\" to {}",
        file.id,
        version + 1
    );
    Err(Failure::input("version-in-force", advice))
}
