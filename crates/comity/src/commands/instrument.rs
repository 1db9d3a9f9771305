//! `comity instrument`: from a confirmed text to a file of the catalogue that takes effect.
//!
//! Apart from `import`, because it is the secretariat's root keys that decide here, on a machine that need not have
//! the source, while anybody may import for themselves.

use crate::client::Client;
use crate::failure::Failure;
use crate::gather;
use crate::keys::Signer;
use crate::{import, publishing};
use admission::{CatalogueFile, SECRETARIAT};
use catalogue::{Catalogue, CatalogueInstrument, FileFormat, ReviewedText, check_instrument, is_slug};
use clap::{Args, Subcommand};
use record::RecordId;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum Instrument {
    /// Publish a confirmed review file as an instrument of the catalogue.
    Publish(Publish),
}

#[derive(Args)]
pub struct Publish {
    /// The review file that `import --review` wrote and a person confirmed.
    review: PathBuf,
    /// The instrument's slug, for good (`hanoi-2020`). Of an instrument that the catalogue has, the text is added to
    /// its summaries.
    #[arg(long)]
    id: String,
    /// A mechanism it belongs to. Repeat for each.
    #[arg(long = "mechanism", required = true)]
    mechanisms: Vec<String>,
    /// A root key of the secretariat. Repeat for each; a public key file is enough with --draft.
    #[arg(long = "by", required = true)]
    by: Vec<PathBuf>,
    /// The record that put this instrument's file in force, if one did: the new file continues it.
    #[arg(long, value_name = "RECORD_ID")]
    after: Option<String>,
    /// Write NAME.header.json and NAME.body.json for the keepers of the root keys to sign one by one
    /// (`comity record sign`, then `comity record submit`), instead of signing and handing in now.
    #[arg(long, value_name = "NAME")]
    draft: Option<PathBuf>,
    /// The hub.
    #[arg(long, default_value = "http://localhost:8080")]
    hub: String,
}

impl Instrument {
    pub fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Self::Publish(command) => command.run(),
        }
    }
}

/// A catalogue file before it is signed.
struct File {
    path: String,
    instrument: CatalogueInstrument,
}

impl Publish {
    fn run(self) -> Result<ExitCode, Failure> {
        let catalogue = Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))?;
        let client = Client::new(&self.hub);
        let file = self.file(catalogue, &client)?;
        let by = self.by.iter().map(|path| Signer::open(path)).collect::<Result<Vec<_>, _>>()?;
        let drafted = publishing::draft(&client, &by, &file.path, &file.instrument.to_json())?;
        let signers: Vec<&Signer> = by.iter().collect();
        if let Some(accepted) = gather::conclude(&client, drafted, &signers, self.draft.as_deref())? {
            let instrument = &file.instrument;
            println!("{} version {} takes effect", instrument.id, instrument.version);
            println!("record {} at position {}, {}", accepted.id, accepted.position, accepted.time);
            println!("{}/instruments/{}", self.hub.trim_end_matches('/'), instrument.id);
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The file that the review file and what is in force already make together.
    fn file(&self, catalogue: &Catalogue, client: &Client) -> Result<File, Failure> {
        if !is_slug(&self.id) {
            let advice =
                format!("“{}” is no id of an instrument: small letters, digits and hyphens", self.id);
            return Err(Failure::input("instrument-id", advice));
        }
        let review = import::read_back(&self.review, catalogue)?;
        let source = review.source.clone();
        let text = review.confirm(&source).map_err(|e| Failure::input(e.code(), e))?;
        let exercise = self.exercise(catalogue, client)?;
        let reviewed = ReviewedText {
            id: &self.id,
            mechanisms: &self.mechanisms,
            exercise,
            made_by: SECRETARIAT,
            source_sha256: &source,
            text: &text,
        };
        let file = match self.in_force(catalogue, client)? {
            Some(file) => File {
                instrument: file
                    .instrument
                    .with_text(&reviewed)
                    .map_err(|problems| publishing::refused(&problems))?,
                path: file.path,
            },
            None => File {
                instrument: CatalogueInstrument::from_text(&reviewed, catalogue)
                    .map_err(|problems| publishing::refused(&problems))?,
                path: format!("{}instruments/{}.json", if exercise { "exercise/" } else { "" }, self.id),
            },
        };
        let mut problems = check_instrument(catalogue, &file.instrument);
        problems.retain(|problem| !publishing::known_to(client, problem));
        if problems.is_empty() { Ok(file) } else { Err(publishing::refused(&problems)) }
    }

    /// Whether the mechanisms are an exercise's, by the built-in catalogue or else by the hub's own.
    fn exercise(&self, catalogue: &Catalogue, client: &Client) -> Result<bool, Failure> {
        let mut sides = Vec::new();
        for id in &self.mechanisms {
            let known = catalogue.mechanism(id).map(|mechanism| mechanism.exercise);
            let side = match known {
                Some(side) => Some(side),
                None if is_slug(id) => {
                    client.page(&format!("/mechanisms/{id}"))?.map(|page| is_exercise(&page))
                }
                None => None,
            };
            sides.push(side.ok_or_else(|| {
                Failure::input(
                    "unknown-mechanism",
                    format!("neither the catalogue nor the hub has a mechanism “{id}”"),
                )
            })?);
        }
        if sides.iter().any(|side| *side != sides[0]) {
            let advice = "an instrument belongs to exercises or to the real, not to both";
            return Err(Failure::input("exercise-mixed", advice));
        }
        Ok(sides[0])
    }

    /// The file that this one continues: what a record carries, else what is built in.
    fn in_force(&self, catalogue: &Catalogue, client: &Client) -> Result<Option<File>, Failure> {
        if let Some(id) = &self.after {
            return Ok(Some(self.carried(id, client)?));
        }
        let built_in = catalogue.instrument(&self.id);
        let has_text =
            |one: &CatalogueInstrument| one.provisions.iter().any(|provision| provision.text.is_some());
        let page = client.page(&format!("/instruments/{}", self.id))?;
        // Without the file in force its texts would be lost: the hub's page shows that there are some.
        if page.as_ref().is_some_and(shows_text) && !built_in.is_some_and(has_text) {
            let advice = format!(
                "the hub has a text of {} already: name the record that published it with --after, so that nothing of \
                 it is lost",
                self.id
            );
            return Err(Failure::input("text-in-force", advice));
        }
        let path =
            catalogue.files().iter().find(|file| file.format == FileFormat::Instrument && file.id == self.id);
        Ok(built_in.zip(path).map(|(one, file)| File { path: file.path.clone(), instrument: one.clone() }))
    }

    fn carried(&self, id: &str, client: &Client) -> Result<File, Failure> {
        let wrong = |why: &str| Failure::input("after", format!("record {id} {why}"));
        let id = RecordId::from_hex(id).ok_or_else(|| wrong("is no record id: 64 hexadecimal digits"))?;
        let page = client.record(&id.to_string())?;
        let raw = page.get("raw").and_then(serde_json::Value::as_str).unwrap_or_default();
        let file: CatalogueFile =
            serde_json::from_str(raw).map_err(|_| wrong("carries no catalogue file"))?;
        let instrument = CatalogueInstrument::from_json(&file.path, &file.file)
            .map_err(|error| Failure::input(error.code(), error))?;
        if instrument.id != self.id {
            return Err(wrong(&format!("carries {}, not {}", instrument.id, self.id)));
        }
        Ok(File { path: file.path, instrument })
    }
}

fn is_exercise(page: &serde_json::Value) -> bool {
    let flag = |value: &serde_json::Value| value.get("exercise").and_then(serde_json::Value::as_bool);
    flag(page).or_else(|| page.get("mechanism").and_then(flag)).unwrap_or(false)
}

fn shows_text(page: &serde_json::Value) -> bool {
    let parts = page.get("parts").and_then(serde_json::Value::as_array);
    let provisions =
        parts.into_iter().flatten().filter_map(|part| part.get("provisions")?.as_array()).flatten();
    provisions.into_iter().any(|provision| provision.get("text").is_some_and(serde_json::Value::is_string))
}
