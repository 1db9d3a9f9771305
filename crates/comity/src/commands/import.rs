//! `comity import`: from a file somebody has to numbered provisions.

use crate::failure::{BAD_INPUT, Failure};
use crate::files;
use crate::reader_process::{self, ReaderProcessError};
use catalogue::Catalogue;
use clap::{Args, ValueEnum};
use instruments::source::Source;
use instruments::source::limits::MAX_FILE_BYTES;
use instruments::{Instrument, ReadError, Role};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub struct Import {
    /// The files: UTF-8 text, PDF with a text layer, DOCX or HTML; English or French.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Summary)]
    format: Format,
    /// The mechanism whose framework sets and names help to read it.
    #[arg(long)]
    mechanism: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Everything that was found.
    Json,
    /// A page to look over.
    Summary,
}

impl From<ReaderProcessError> for Failure {
    fn from(error: ReaderProcessError) -> Self {
        Self::input(error.code().to_owned(), error)
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self::input(error.code(), error)
    }
}

impl Import {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let catalogue = Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))?;
        let lexicon = match &self.mechanism {
            Some(mechanism) => catalogue.lexicon_for(mechanism),
            None => catalogue.lexicon(),
        };
        let mut worst = ExitCode::SUCCESS;
        for path in &self.files {
            let read = read_file(path)
                .and_then(|source| Ok(instruments::read(&source.text, &lexicon)?))
                .and_then(|instrument| self.print(path, &instrument));
            if let Err(failure) = read {
                eprintln!("comity: {}: {failure}", path.display());
                worst = ExitCode::from(BAD_INPUT);
            }
        }
        Ok(worst)
    }

    fn print(&self, path: &Path, instrument: &Instrument) -> Result<(), Failure> {
        match self.format {
            Format::Json => {
                let text = serde_json::to_string_pretty(instrument).map_err(|e| Failure::new("json", e))?;
                println!("{text}");
            }
            Format::Summary => summarize(path, instrument),
        }
        Ok(())
    }
}

/// Reads a stranger's file in a child process under limits.
fn read_file(path: &Path) -> Result<Source, Failure> {
    Ok(reader_process::read_in_child(&files::read(path, MAX_FILE_BYTES)?)?)
}

fn summarize(path: &Path, instrument: &Instrument) {
    println!("{}", path.display());
    println!("  title       {}", instrument.title.as_deref().unwrap_or("not found"));
    println!("  symbol      {}", instrument.symbol.as_deref().unwrap_or("none printed"));
    let count = |role: Role| instrument.provisions.iter().filter(|p| p.role == role).count();
    println!("  provisions  {} preambular, {} operative", count(Role::Preambular), count(Role::Operative));
    println!("  participants {}", instrument.participants.len());
    println!("  citations   {}", instrument.citations.len());
    println!("  repairs     {} (see --format json)", instrument.repairs.len());
    println!("  to review   {}", instrument.review.len());
    for provision in &instrument.provisions {
        let label = provision.label.as_deref().unwrap_or("-");
        let words: String = provision.text.chars().take(60).collect();
        println!("  {:6} {label:6} {words}…", provision.path);
    }
}
