//! `comity typeset`: a report's document in one of its forms.

use crate::failure::Failure;
use crate::shown::visible;
use crate::typesetter::{self, FOLDERS};
use clap::Args;
use reports::Document;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write a report's document (JSON) as PDF, DOCX or HTML.
#[derive(Args)]
pub struct Typeset {
    /// The document.
    document: PathBuf,
    /// Where to write it; the form follows the name's ending: .pdf, .docx or .html.
    #[arg(long)]
    output: PathBuf,
    /// A folder of fonts; more than once for several. Unless said, those of Debian's packages.
    #[arg(long = "fonts")]
    fonts: Vec<PathBuf>,
}

impl Typeset {
    /// Runs the command.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let read = |error| Failure::file(&self.document, &error);
        let bytes = std::fs::read(&self.document).map_err(read)?;
        let document: Document = serde_json::from_slice(&bytes).map_err(|error| {
            Failure::input("not-a-document", format!("{}: {error}", self.document.display()))
        })?;
        let written = as_file(&document, &self.output, &self.fonts)?;
        write(&self.output, &written)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A document in the form that a file's name asks for.
pub(super) fn as_file(document: &Document, output: &Path, fonts: &[PathBuf]) -> Result<Vec<u8>, Failure> {
    let failed = |error: reports::ReportError| Failure::input(error.code(), &error);
    match output.extension().and_then(|ending| ending.to_str()) {
        Some("docx") => reports::docx(document).map_err(failed),
        Some("html") => Ok(reports::html(document).map_err(failed)?.into_bytes()),
        Some("pdf") => pages(document, fonts),
        _ => Err(Failure::input("unknown-form", "name a file that ends in .pdf, .docx or .html")),
    }
}

fn pages(document: &Document, fonts: &[PathBuf]) -> Result<Vec<u8>, Failure> {
    let default = || FOLDERS.map(PathBuf::from).to_vec();
    let folders = if fonts.is_empty() { default() } else { fonts.to_vec() };
    let set = typesetter::typeset(std::slice::from_ref(document), &folders);
    let set = set.map_err(|error| Failure::new(error.code(), &error))?.swap_remove(0);
    if !set.unshown.is_empty() {
        let letters = set.unshown.iter().map(|c| format!("U+{:04X} {c}", u32::from(*c)));
        let letters = letters.collect::<Vec<_>>().join(", ");
        eprintln!("letters that no font has, shown as \u{FFFD}: {}", visible(&letters));
    }
    Ok(set.pdf)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| Failure::file(path, &error))
}
