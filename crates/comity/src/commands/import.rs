//! `comity import`: from a file somebody has to numbered provisions.

use crate::clock;
use crate::failure::Failure;
use crate::import::{self, Report, Reviewed};
use catalogue::Catalogue;
use clap::{Args, ValueEnum};
use instruments::review::ReviewState;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub struct Import {
    /// The files: UTF-8 text, PDF with a text layer, DOCX or HTML; English or French.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What to print. JSON of several files stands one after the other.
    #[arg(long, value_enum, default_value_t = Format::Summary)]
    format: Format,
    /// The review file of the one source file: written if it isn't there, read back if it is.
    #[arg(long)]
    review: Option<PathBuf>,
    /// A data folder in which to keep the original, its structure and the state of its review; a hub may run in it. The
    /// secretariat of --mechanism then reviews it in the hub's pages.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The mechanism for which it is imported: its framework sets and names help to read it.
    #[arg(long)]
    mechanism: Option<String>,
    /// Print precision and recall of the suggested framework items against the links of this instrument of the
    /// catalogue.
    #[arg(long, value_name = "INSTRUMENT_ID")]
    score: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Everything that was found.
    Json,
    /// A page to look over.
    Summary,
}

/// What reading a file needs beside the file.
struct Desk {
    catalogue: &'static Catalogue,
    /// The mechanism whose names and framework sets help, if the catalogue has it.
    mechanism: Option<String>,
}

impl Import {
    pub fn run(self) -> Result<ExitCode, Failure> {
        if self.files.len() > 1 && (self.review.is_some() || self.score.is_some()) {
            return Err(Failure::input(
                "one-file",
                "--review and --score are for one file: import one at a time",
            ));
        }
        let desk = self.desk()?;
        let mut worst = ExitCode::SUCCESS;
        for path in &self.files {
            if let Err(mut failure) = self.one(path, &desk) {
                let name = path.display().to_string();
                if !failure.message.starts_with(&name) {
                    failure.message = format!("{name}: {}", failure.message);
                }
                eprintln!("comity: {failure}");
                worst = ExitCode::from(failure.status);
            }
        }
        Ok(worst)
    }

    fn desk(&self) -> Result<Desk, Failure> {
        let catalogue = Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))?;
        let mechanism = self.mechanism.clone().filter(|id| {
            let known = catalogue.mechanism(id).is_some();
            if !known {
                eprintln!(
                    "comity: the catalogue has no mechanism “{id}”: reading with the common names and items"
                );
            }
            known
        });
        Ok(Desk { catalogue, mechanism })
    }

    /// Reads, reviews, scores, keeps, prints: in this order, so that what is refused is never kept.
    fn one(&self, path: &Path, desk: &Desk) -> Result<(), Failure> {
        let imported = import::read(path, desk.mechanism.as_deref())?;
        let mechanism = self.mechanism.as_deref();
        // Suggestions are scored as they were made, before a person corrected them.
        let score = self.score.as_deref();
        let score =
            score.map(|id| import::score(&imported.instrument, id, desk.catalogue, mechanism)).transpose()?;
        let review = self.review.as_deref();
        let reviewed = match review {
            Some(file) => import::review(file, &imported, desk.catalogue)?,
            None => Reviewed::none(&imported),
        };
        let data = self.data.as_deref();
        let kept = data
            .map(|data| import::keep(data, &imported, &reviewed, desk.mechanism.as_deref(), clock::now()));
        let kept = kept.transpose()?;
        let report = Report::new(&imported, &reviewed, kept.as_ref(), score.as_ref());
        print(&match self.format {
            Format::Json => import::json(&report)?,
            Format::Summary => import::summary(&report),
        })?;
        if let Some(file) = review {
            say_next(file, &reviewed);
        }
        Ok(())
    }
}

/// Beside the answer, so that JSON on standard output stays JSON.
fn say_next(file: &Path, reviewed: &Reviewed) {
    let file = file.display();
    match (reviewed.written, reviewed.state) {
        (true, _) => eprintln!(
            "comity: wrote {file}: correct it in any editor, set \"confirmed\" to true, and run the same command again"
        ),
        (false, ReviewState::Confirmed) => {
            eprintln!("comity: {file} is confirmed, with {} corrections", reviewed.corrections.len());
        }
        (false, _) => eprintln!(
            "comity: {file} is not confirmed yet: set \"confirmed\" to true when all of it is right"
        ),
    }
}

fn print(text: &str) -> Result<(), Failure> {
    io::stdout().lock().write_all(text.as_bytes()).map_err(|error| Failure::new("output", error))
}
