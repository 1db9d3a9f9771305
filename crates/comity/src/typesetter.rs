//! Sets reports in pages in a child process: a document of many megabytes takes time and memory, and a fault of the
//! typesetter ends the child alone.
//!
//! The binary starts itself again with the hidden subcommand [`SUBCOMMAND`]. One child sets several documents, for
//! it reads the fonts once.

use crate::child::{self, Bounds};
use reports::Document;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;
use typesetting::{FontFile, Fonts, Pages};
use web::printed::NotSet;

/// The subcommand under which `main` calls [`child_main`].
pub const SUBCOMMAND: &str = "typeset-documents";

/// Where Debian's packages put the fonts.
pub const FOLDERS: [&str; 2] = ["/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto"];

/// The code by which the child says that a package of fonts isn't installed.
const FONTS_MISSING: &str = "fonts-missing";

/// What the child allows itself.
const BOUNDS: Bounds = Bounds {
    // A compiled report of 2,000 pages takes 1.9 GB; the allocator and its threads reserve some more.
    address_space: 4 << 30,
    // That report takes 8 s; in six languages, a minute.
    cpu_seconds: 120,
    // Input, answer and error stream, and one file of fonts at a time.
    open_files: 4,
};

/// Time on the wall that the documents may take.
const WALL_CLOCK: Duration = Duration::from_mins(2);

/// Bytes of documents: a compiled report of 193 surveys is 7 MB.
const MAX_INPUT_BYTES: u64 = 256 << 20;

/// Bytes of an answer: pages with Chinese letters take 10 KB each.
const MAX_ANSWER_BYTES: u64 = 256 << 20;

/// Why documents could not be set in pages.
#[derive(Debug, thiserror::Error)]
pub enum TypesetterError {
    /// The typesetter refused a document, or fonts are missing.
    #[error("{message}")]
    Refused {
        /// The stable code.
        code: String,
        /// What to do.
        message: String,
    },
    /// The child ended without an answer, or was ended.
    #[error(
        "the report could not be set in pages within bounds ({how}): write it as DOCX or HTML, or in parts"
    )]
    Stopped {
        /// How the child ended.
        how: String,
    },
    /// The child could not be started.
    #[error("the typesetter could not be started: {0}")]
    NotStarted(#[from] io::Error),
}

impl TypesetterError {
    /// The stable code of the error.
    pub fn code(&self) -> &str {
        match self {
            Self::Refused { code, .. } => code,
            Self::Stopped { .. } => "typesetter-stopped",
            Self::NotStarted(_) => "typesetter-not-started",
        }
    }
}

/// What stands before the bytes of one document, as a line of JSON.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Head {
    Set { pages: usize, unshown: String, bytes: usize },
    Refused { code: String, message: String },
}

/// Sets documents in pages, with fonts of these folders; the pages come in the documents' order.
pub fn typeset(documents: &[Document], folders: &[PathBuf]) -> Result<Vec<Pages>, TypesetterError> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(SUBCOMMAND).args(folders);
    let input = serde_json::to_vec(documents).map_err(io::Error::from)?;
    let stopped = |how: String| TypesetterError::Stopped { how };
    let (answer, status) =
        child::ask(command, &input, WALL_CLOCK, MAX_ANSWER_BYTES)?.map_err(|how| stopped(how.to_owned()))?;
    let mut pages = Vec::new();
    let mut rest = &answer[..];
    while pages.len() < documents.len() {
        match next(&mut rest) {
            Some(Ok(set)) => pages.push(set),
            Some(Err(refused)) => return Err(refused),
            None => return Err(stopped(child::describe(status))),
        }
    }
    if rest.is_empty() { Ok(pages) } else { Err(stopped("it answered more than was asked".to_owned())) }
}

/// The next document of an answer.
fn next(rest: &mut &[u8]) -> Option<Result<Pages, TypesetterError>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (head, after) = rest.split_at(end);
    match serde_json::from_slice(head).ok()? {
        Head::Refused { code, message } => Some(Err(TypesetterError::Refused { code, message })),
        Head::Set { pages, unshown, bytes } => {
            let (pdf, after) = after[1..].split_at_checked(bytes)?;
            *rest = after;
            Some(Ok(Pages { pdf: pdf.to_vec(), pages, unshown: unshown.chars().collect() }))
        }
    }
}

/// What the pages' hub sets documents with: a child for each, and fonts of these folders.
pub struct InAChild {
    folders: Vec<PathBuf>,
}

impl InAChild {
    /// With the fonts of Debian's packages.
    pub fn with_fonts_of_packages() -> Self {
        Self { folders: FOLDERS.map(PathBuf::from).to_vec() }
    }
}

impl web::printed::Typesetter for InAChild {
    fn set(&self, document: &Document) -> Result<Vec<u8>, NotSet> {
        let set = typeset(std::slice::from_ref(document), &self.folders);
        // The operator is told which file of which package; the reader, what to take instead.
        let set =
            set.inspect_err(|error| tracing::warn!(code = error.code(), "a document is not set: {error}"));
        match set {
            Ok(mut pages) => pages.pop().map(|pages| pages.pdf).ok_or(NotSet::Stopped),
            Err(error) if error.code() == FONTS_MISSING => Err(NotSet::FontsMissing),
            Err(_) => Err(NotSet::Stopped),
        }
    }
}

/// The whole life of the child: limits, documents in, pages out.
pub fn child_main(folders: &[PathBuf]) -> ExitCode {
    if BOUNDS.apply().is_err() {
        // Without limits no document of others is set at all.
        return ExitCode::FAILURE;
    }
    let mut output = io::BufWriter::new(io::stdout().lock());
    let written = answer(folders, &mut output).and_then(|()| output.flush());
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn answer(folders: &[PathBuf], output: &mut impl Write) -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().take(MAX_INPUT_BYTES).read_to_end(&mut input)?;
    let documents: Vec<Document> = serde_json::from_slice(&input)?;
    drop(input);
    let fonts = match fonts(&documents, folders) {
        Ok(fonts) => fonts,
        Err(message) => return head(output, &Head::Refused { code: FONTS_MISSING.to_owned(), message }),
    };
    for document in &documents {
        match typesetting::pdf(document, &fonts) {
            Ok(Pages { pdf, pages, unshown }) => {
                head(output, &Head::Set { pages, unshown: unshown.into_iter().collect(), bytes: pdf.len() })?;
                output.write_all(&pdf)?;
            }
            Err(error) => {
                return head(
                    output,
                    &Head::Refused { code: error.code().to_owned(), message: error.to_string() },
                );
            }
        }
    }
    Ok(())
}

fn head(output: &mut impl Write, head: &Head) -> io::Result<()> {
    serde_json::to_writer(&mut *output, head)?;
    output.write_all(b"\n")
}

/// The fonts that the documents need, from the folders.
fn fonts(documents: &[Document], folders: &[PathBuf]) -> Result<Fonts, String> {
    let mut needed: Vec<FontFile> = documents.iter().flat_map(FontFile::needed).collect();
    needed.sort_unstable();
    needed.dedup();
    let mut files = Vec::new();
    for file in needed {
        let found = folders.iter().find_map(|folder| std::fs::read(folder.join(file.name)).ok());
        let missing =
            || format!("the font {} isn't on this machine: install the package {}", file.name, file.package);
        files.push((file, found.ok_or_else(missing)?));
    }
    Fonts::new(files).map_err(|error| error.to_string())
}
