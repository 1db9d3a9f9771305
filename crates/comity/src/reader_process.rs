//! Reads files of strangers in a child process, so that the worst a file can do is to end that process.
//!
//! The binary starts itself again with the hidden subcommand [`SUBCOMMAND`]. The child limits itself before it
//! reads a byte, and does all of the reading: the format, the words, the grammar ([`child_main`]). The parent bounds
//! its time and its answer, takes nothing that it would have written otherwise, ends it in any case, and turns
//! every way to die into a typed error ([`read_in_child`]).

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::child::{self, Bounds};
use catalogue::Catalogue;
use instruments::limits::{MAX_DEPTH, MAX_PROVISIONS};
use instruments::source::limits::{MAX_FILE_BYTES, MAX_TEXT_BYTES};
use instruments::source::{Media, Note, NoteKind, read_source};
use instruments::{Instrument, Provision};
use serde::{Deserialize, Serialize};
use web::account::WordReader;

/// The subcommand under which `main` calls [`child_main`]. It is no part of the command line that users see.
pub const SUBCOMMAND: &str = "read-source";

/// What the child allows itself.
const BOUNDS: Bounds = Bounds {
    // The file, its copy, one unpacked stream, the text, the interpreter's fonts, the names that the grammar knows and
    // what it makes of the text come to under 300 MiB; the rest is room for the allocator. Refusals must stay under 500 MB.
    address_space: 450 << 20,
    // A report of 70 pages takes a fifth of a second.
    cpu_seconds: 4,
    // Input, answer and error stream, and none besides.
    open_files: 3,
};

/// Time on the wall that a file may take, so that its refusal comes within five seconds.
pub const WALL_CLOCK: Duration = Duration::from_millis(4_500);

/// Bytes of an answer: the text in its provisions, again in repairs and citations, and twice that for what JSON adds.
const MAX_ANSWER_BYTES: u64 = 6 * MAX_TEXT_BYTES as u64;

/// Notes that an answer lists.
const MAX_NOTES: usize = 10_000;

/// Bytes of one note: enough to recognize what was left out.
const MAX_NOTE_BYTES: usize = 300;

/// Why a file could not be read in a child process.
#[derive(Debug, thiserror::Error)]
pub enum ReaderProcessError {
    /// The reader refused the file.
    #[error("{message}")]
    Refused {
        /// The code of the reader's error.
        code: String,
        /// What the sender can do.
        message: String,
    },
    /// The child ended without an answer, or was ended.
    #[error("the file could not be read within bounds ({how}); send the text of the instrument alone")]
    Stopped {
        /// How the child ended.
        how: String,
    },
    /// The child could not be started.
    #[error("the reader could not be started: {0}")]
    NotStarted(#[from] io::Error),
}

impl ReaderProcessError {
    /// The stable code of the error.
    pub fn code(&self) -> &str {
        match self {
            Self::Refused { code, .. } => code,
            Self::Stopped { .. } => "reader-stopped",
            Self::NotStarted(_) => "reader-not-started",
        }
    }
}

/// What was read from a file.
#[derive(Debug, PartialEq)]
pub struct Understood {
    /// The format that its content showed.
    pub media: Media,
    /// What the reader of the format left out.
    pub notes: Vec<Note>,
    /// The instrument.
    pub instrument: Instrument,
}

/// Reads a file in a child process, with the names and framework sets of a mechanism of the catalogue, if one is given.
pub fn read_in_child(bytes: &[u8], mechanism: Option<&str>) -> Result<Understood, ReaderProcessError> {
    if bytes.len() > MAX_FILE_BYTES {
        // The reader refuses by size alone before it looks at a byte, so no child is needed to ask it.
        return Err(match read_source(bytes) {
            Err(error) => refused(&error),
            Ok(_) => stopped("it is too large"),
        });
    }
    ask(&std::env::current_exe()?, bytes, mechanism)
}

/// Under this name instead of a mechanism's the child gives the paragraphs of a file, and reads no instrument out of them.
const PARAGRAPHS: &str = "paragraphs only";

/// Reads the paragraphs of a file in a child process.
pub fn paragraphs_in_child(bytes: &[u8]) -> Result<(Media, Vec<String>), ReaderProcessError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(stopped("it is too large"));
    }
    let mut command = Command::new(std::env::current_exe()?);
    command.args([SUBCOMMAND, PARAGRAPHS]);
    let (answer, status) = match child::ask(command, bytes, WALL_CLOCK, MAX_ANSWER_BYTES)? {
        Ok(answered) => answered,
        Err(how) => return Err(stopped(how)),
    };
    match said(&answer) {
        Some(Answer::Paragraphs { media, paragraphs }) => {
            let media = Media::ALL.into_iter().find(|known| known.media_type() == media);
            media.map(|media| (media, paragraphs)).ok_or_else(|| stopped("it answered something else"))
        }
        Some(Answer::Refused { code, message }) => Err(ReaderProcessError::Refused { code, message }),
        Some(Answer::Read(_)) | None => Err(stopped(&child::describe(status))),
    }
}

/// Reads Word files that are brought into drafts, one at a time: each child may take half a gigabyte.
#[derive(Default)]
pub struct Words(Mutex<()>);

impl WordReader for Words {
    fn paragraphs(&self, file: &[u8]) -> Result<Vec<String>, String> {
        let _alone = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match paragraphs_in_child(file) {
            Ok((Media::Docx, paragraphs)) => Ok(paragraphs),
            Ok(_) => Err("not-a-word-file".to_owned()),
            Err(error) => Err(error.code().to_owned()),
        }
    }
}

fn refused(error: &instruments::source::SourceError) -> ReaderProcessError {
    ReaderProcessError::Refused { code: error.code().to_owned(), message: error.to_string() }
}

fn ask(program: &Path, bytes: &[u8], mechanism: Option<&str>) -> Result<Understood, ReaderProcessError> {
    let mut command = Command::new(program);
    command.arg(SUBCOMMAND).args(mechanism);
    match child::ask(command, bytes, WALL_CLOCK, MAX_ANSWER_BYTES)? {
        Ok((answer, status)) => decode(&answer).unwrap_or_else(|| Err(stopped(&child::describe(status)))),
        Err(how) => Err(stopped(how)),
    }
}

fn stopped(how: &str) -> ReaderProcessError {
    ReaderProcessError::Stopped { how: how.to_owned() }
}

/// The whole life of the child: limits, file in, answer out.
pub fn child_main(mechanism: Option<&str>) -> ExitCode {
    if BOUNDS.apply().is_err() {
        // Without limits a hostile file is not read at all.
        return ExitCode::FAILURE;
    }
    let mut bytes = Vec::new();
    if io::stdin().take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes).is_err() {
        return ExitCode::FAILURE;
    }
    let mut output = io::BufWriter::new(io::stdout().lock());
    let written = serde_json::to_writer(&mut output, &answer(bytes, mechanism)).map_err(io::Error::from);
    match written.and_then(|()| output.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer(bytes: Vec<u8>, mechanism: Option<&str>) -> Answer {
    let refuse = |code: &str, message: String| Answer::Refused { code: code.to_owned(), message };
    let source = match read_source(&bytes) {
        Ok(source) => source,
        Err(error) => return refuse(error.code(), error.to_string()),
    };
    drop(bytes);
    if mechanism == Some(PARAGRAPHS) {
        let paragraphs = source.text.lines.into_iter().map(|line| line.text).collect();
        return Answer::Paragraphs { media: source.media.media_type().to_owned(), paragraphs };
    }
    let catalogue = match Catalogue::built_in() {
        Ok(catalogue) => catalogue,
        Err(error) => return refuse(error.code(), error.to_string()),
    };
    let lexicon = mechanism.map_or_else(|| catalogue.lexicon(), |id| catalogue.lexicon_for(id));
    match instruments::read(&source.text, &lexicon) {
        Ok(instrument) => {
            let short = |text: String| text[..text.floor_char_boundary(MAX_NOTE_BYTES)].to_owned();
            let notes = source.notes.into_iter().take(MAX_NOTES);
            Answer::Read(Box::new(Text {
                media: source.media.media_type().to_owned(),
                notes: notes.map(|note| (note.kind.code().to_owned(), short(note.text))).collect(),
                instrument,
            }))
        }
        Err(error) => refuse(error.code(), error.to_string()),
    }
}

/// What the child says, as JSON.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Answer {
    Read(Box<Text>),
    Paragraphs { media: String, paragraphs: Vec<String> },
    Refused { code: String, message: String },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    media: String,
    notes: Vec<(String, String)>,
    instrument: Instrument,
}

/// Takes an answer that is, byte for byte, what this program writes: unknown or repeated members, other numbers and
/// other spellings are no answer of a reader that is in order.
fn said(answer: &[u8]) -> Option<Answer> {
    let said: Answer = serde_json::from_slice(answer).ok()?;
    (serde_json::to_vec(&said).ok()? == answer).then_some(said)
}

fn decode(answer: &[u8]) -> Option<Result<Understood, ReaderProcessError>> {
    match said(answer)? {
        Answer::Read(text) => Understood::try_from(*text).ok().map(Ok),
        Answer::Paragraphs { .. } => None,
        Answer::Refused { code, message } => Some(Err(ReaderProcessError::Refused { code, message })),
    }
}

impl TryFrom<Text> for Understood {
    type Error = ();

    fn try_from(text: Text) -> Result<Self, ()> {
        let media = Media::ALL.into_iter().find(|media| media.media_type() == text.media).ok_or(())?;
        let note = |(code, text): (String, String)| {
            let kind = NoteKind::ALL.into_iter().find(|kind| kind.code() == code).ok_or(())?;
            Ok(Note { kind, text })
        };
        let provisions = &text.instrument.provisions;
        let all: usize = provisions.iter().map(|one| one.walk().len()).sum();
        if all > MAX_PROVISIONS || provisions.iter().any(|one| depth(one) > MAX_DEPTH) {
            return Err(());
        }
        let notes = text.notes.into_iter().map(note).collect::<Result<_, ()>>()?;
        Ok(Self { media, notes, instrument: text.instrument })
    }
}

/// Levels of a provision and what is nested in it. JSON bounds how deep that can be.
fn depth(provision: &Provision) -> usize {
    1 + provision.children.iter().map(depth).max().unwrap_or(0)
}
