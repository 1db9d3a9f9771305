//! `comity transmit`: an officer enters what arrived by note verbale or e-mail, one or many, with the received files. What
//! would be said is shown first; drafts are written only where that is asked for, and only if nothing is wrong.

use crate::client::Client;
use crate::failure::Failure;
use crate::files::{self, RecordFiles};
use crate::shown::on_one_line;
use crate::transmit::entry::{Desk, Entry, Words, entry, rows};
use crate::transmit::received::{ReceivedFile, in_folder, read};
use crate::transmit::{Problem, sheet};
use crate::{attached, ceremony, clock, gather, keys};
use admission::SECRETARIAT;
use catalogue::Catalogue;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// So many problems are named: nobody mends more before trying again.
const MAX_SHOWN: usize = 200;

/// The row numbers of drafts are written with so many digits, so that a folder lists them in order.
const DIGITS: usize = 4;

#[derive(Args)]
pub struct Transmit {
    /// The officer's key that will sign: its public or private file.
    #[arg(long)]
    key: PathBuf,
    /// Write the drafts into this folder, which must not be there yet. Without it nothing is written.
    #[arg(long, value_name = "FOLDER")]
    draft: Option<PathBuf>,
    /// Many: a sheet in XLSX or CSV (UTF-8), a row for each.
    #[arg(long, requires = "folder", conflicts_with_all = ["participant", "received", "set"])]
    sheet: Option<PathBuf>,
    /// The folder with the received files that the sheet names.
    #[arg(long, requires = "sheet")]
    folder: Option<PathBuf>,
    /// One: whose statement it is.
    #[arg(long, required_unless_present = "sheet")]
    participant: Option<String>,
    /// The received file.
    #[arg(long, required_unless_present = "sheet")]
    received: Option<PathBuf>,
    /// By what it arrived: note-verbale, letter, e-mail or other.
    #[arg(long, default_value = "note-verbale")]
    medium: String,
    /// What it calls itself: “note verbale 12/2026”.
    #[arg(long, default_value = "")]
    reference: String,
    /// The day on which it was received: 2026-11-03.
    #[arg(long, default_value = "")]
    received_on: String,
    /// The kind of record.
    #[arg(long, default_value = "measure")]
    kind: String,
    /// A mechanism for which it is said. Repeat for each.
    #[arg(long = "mechanism")]
    mechanisms: Vec<String>,
    /// A framework item that it speaks to. Repeat for each.
    #[arg(long = "item")]
    items: Vec<String>,
    /// A provision that it answers. Repeat for each.
    #[arg(long = "provision")]
    provisions: Vec<String>,
    /// The cycle that it answers: the id in the address of the cycle’s page.
    #[arg(long)]
    cycle: Option<String>,
    /// The language that it is written in.
    #[arg(long, default_value = "en")]
    language: String,
    /// A field of its kind, `name=value`. Repeat for each.
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// The hub.
    #[arg(long, default_value = "http://localhost:8080")]
    hub: String,
}

impl Transmit {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let catalogue = Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))?;
        let client = Client::new(&self.hub);
        let (log, key) = (client.log()?, keys::read_public(&self.key)?);
        let holder = client.key(&key.id())?;
        if holder.participant != SECRETARIAT {
            let message = "this is a participant's key: what arrived is entered by the secretariat, which signs with its own";
            return Err(Failure::input("not-the-secretariat", message));
        }
        let signer = (key.id(), holder.person);
        let desk = Desk { catalogue, log: &log.log, exercise: log.exercise, signer };
        let entries = self.entries(&desk).map_err(|problems| self.refused(&problems))?;
        entries.iter().for_each(show);
        let Some(folder) = &self.draft else {
            println!("nothing written: with --draft FOLDER the drafts are written there");
            return Ok(ExitCode::SUCCESS);
        };
        write(folder, &entries)?;
        gather::advise(folder);
        println!("then: comity record submit {}", folder.display());
        Ok(ExitCode::SUCCESS)
    }

    fn entries(&self, desk: &Desk<'_>) -> Result<Vec<Entry>, Vec<Problem>> {
        let now = clock::now();
        let (Some(sheet), Some(folder)) = (&self.sheet, &self.folder) else {
            let words = Words::said(self.words()?)?;
            let path = self.received.as_deref().unwrap_or(Path::new(""));
            let file = read(path).map_err(|why| vec![Problem::at(None, "received", why)])?;
            return entry(desk, &words, file, now, ceremony::salts()).map(|entry| vec![entry]);
        };
        let bytes = files::read(sheet, sheet::MAX_SHEET).map_err(|e| vec![Problem::of_row(None, e)])?;
        let rows = rows(sheet::read(&bytes)?, desk.catalogue)?;
        let (mut entries, mut problems) = (Vec::<Entry>::new(), Vec::new());
        for words in &rows {
            let file = words
                .get("received")
                .map_or(Err("this must be filled in".to_owned()), |name| in_folder(folder, name));
            let made = file
                .map_err(|why| vec![Problem::at(words.row, "received", why)])
                .and_then(|file| same_file(&entries, words, file))
                .and_then(|file| entry(desk, words, file, now, ceremony::salts()));
            match made {
                Ok(made) => entries.push(made),
                Err(found) => problems.extend(found),
            }
        }
        if rows.is_empty() {
            problems.push(Problem::of_row(None, "the sheet has headings and no row"));
        }
        if problems.is_empty() { Ok(entries) } else { Err(problems) }
    }

    /// What the command says, under the names of a sheet's columns.
    fn words(&self) -> Result<Vec<(String, String)>, Vec<Problem>> {
        let received = self.received.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
        let mut words: Vec<(String, String)> = [
            ("participant", self.participant.clone().unwrap_or_default()),
            ("received", received),
            ("medium", self.medium.clone()),
            ("reference", self.reference.clone()),
            ("received_on", self.received_on.clone()),
            ("kind", self.kind.clone()),
            ("mechanisms", self.mechanisms.join(" ")),
            ("items", self.items.join(" ")),
            ("provisions", self.provisions.join(" ")),
            ("cycle", self.cycle.clone().unwrap_or_default()),
            ("language", self.language.clone()),
        ]
        .map(|(column, word)| (column.to_owned(), word))
        .into();
        for field in &self.set {
            let form = || vec![Problem::of_row(None, format!("{field:?} is not of the form field=value"))];
            let (name, value) = field.split_once('=').ok_or_else(form)?;
            words.push((name.to_owned(), value.to_owned()));
        }
        Ok(words)
    }

    fn refused(&self, problems: &[Problem]) -> Failure {
        let whole = self.sheet.as_ref().map(|sheet| format!("{}: ", sheet.display())).unwrap_or_default();
        for problem in problems.iter().take(MAX_SHOWN) {
            eprintln!("{}", on_one_line(&format!("{whole}{problem}")));
        }
        let count = problems.len();
        Failure::input(
            "transmission",
            format!("nothing was written; problems: {count}. Mend them and try again"),
        )
    }
}

/// Two rows with one file: one of them names the wrong one.
fn same_file(before: &[Entry], words: &Words, file: ReceivedFile) -> Result<ReceivedFile, Vec<Problem>> {
    match before.iter().find(|entry| entry.file.sha256 == file.sha256) {
        Some(Entry { row: Some(row), .. }) => {
            let message = format!("row {row} has the very same file: each transmission has its own");
            Err(vec![Problem::at(words.row, "received", message)])
        }
        _ => Ok(file),
    }
}

fn show(entry: &Entry) {
    let row = entry.row.map(|row| format!("row {row}: ")).unwrap_or_default();
    let title = on_one_line(&entry.title);
    let size = entry.file.bytes.len();
    println!(
        "{row}{} · {title} · received file of {size} bytes, SHA-256 {}",
        entry.participant, entry.file.sha256
    );
}

fn write(folder: &Path, entries: &[Entry]) -> Result<(), Failure> {
    std::fs::create_dir(folder).map_err(|e| Failure::file(folder, &e))?;
    for entry in entries {
        let name = match entry.row {
            Some(row) => format!("row-{row:0DIGITS$}"),
            None => "transmission".to_owned(),
        };
        let name = folder.join(name);
        gather::write(&name, &entry.drafted)?;
        attached::write(&RecordFiles::named(&name), &entry.file.sha256, &entry.file.bytes)?;
    }
    Ok(())
}
