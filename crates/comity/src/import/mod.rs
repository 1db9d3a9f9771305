//! Importing the text of an instrument: read in a child process, reviewed by a person, kept with its original.

mod keep;
mod report;
mod review;
mod score;

pub use keep::{Kept, keep};
pub use report::{Report, json, summary};
pub use review::{Reviewed, read_back, review};
pub use score::{Scored, score};

use crate::failure::Failure;
use crate::files;
use crate::reader_process::{self, ReaderProcessError};
use instruments::source::limits::MAX_FILE_BYTES;
use instruments::source::{Media, Note, NoteKind};
use instruments::{Instrument, Repair};
use std::path::Path;
use store::{HASH_LEN, sha256};

/// One file, and what was read from it.
pub struct Imported {
    /// The file's name, without the folders before it.
    pub name: String,
    /// The file as it came.
    pub original: Vec<u8>,
    /// Its SHA-256.
    pub digest: [u8; HASH_LEN],
    /// The format that its content showed.
    pub media: Media,
    /// What was read, before anybody corrected it.
    pub instrument: Instrument,
}

impl Imported {
    /// The digest as the review file and the catalogue write it.
    pub fn source(&self) -> String {
        hex::encode(self.digest)
    }
}

impl From<ReaderProcessError> for Failure {
    fn from(error: ReaderProcessError) -> Self {
        Self::input(error.code().to_owned(), error)
    }
}

/// Reads a stranger's file. Nothing of it is kept.
pub fn read(path: &Path, mechanism: Option<&str>) -> Result<Imported, Failure> {
    let original = files::read(path, MAX_FILE_BYTES)?;
    let source = reader_process::read_in_child(&original, mechanism)?;
    let mut instrument = source.instrument;
    add_repairs(&mut instrument.repairs, &source.notes);
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok(Imported { name, digest: sha256(&original), original, media: source.media, instrument })
}

/// What the reader of the format left out is as much a change as what cleaning the words changed.
fn add_repairs(repairs: &mut Vec<Repair>, notes: &[Note]) {
    for note in notes {
        let (before, after) = match note.kind {
            NoteKind::ByteOrderMark => ("\u{feff}", ""),
            NoteKind::Windows1252 => ("windows-1252", "UTF-8"),
            NoteKind::PageFurniture | NoteKind::LinkList | NoteKind::Navigation => (note.text.as_str(), ""),
        };
        let reason = note.kind.code();
        let same = |one: &&mut Repair| one.reason == reason && one.before == before;
        match repairs.iter_mut().find(same) {
            Some(known) => known.times += 1,
            None => repairs.push(Repair {
                before: before.to_owned(),
                after: after.to_owned(),
                reason: reason.to_owned(),
                times: 1,
            }),
        }
    }
}
