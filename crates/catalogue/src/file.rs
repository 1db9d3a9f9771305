//! One data file: its limits, its format, its bytes.

use serde::{Deserialize, Serialize};

use crate::CatalogueError;
use crate::framework::Framework;
use crate::instrument::CatalogueInstrument;
use crate::kind::Kind;
use crate::mechanism::Mechanism;
use crate::party::{OrganizationsFile, StatesFile};

/// Largest file: the body of a record holds 1 MiB, and a catalogue record carries one file.
pub const MAX_FILE_BYTES: usize = 1024 * 1024;

/// Most files of one catalogue: room for a thousand instruments in several versions.
pub const MAX_FILES: usize = 4096;

/// What a file holds; its `format` member says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileFormat {
    /// States and their groups.
    States,
    /// Organizations.
    Organizations,
    /// One framework set.
    Framework,
    /// One mechanism.
    Mechanism,
    /// One instrument.
    Instrument,
    /// One kind.
    Kind,
}

/// A file of the catalogue as published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueFile {
    /// Its path within the catalogue, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it holds.
    pub format: FileFormat,
    /// What it is about: the id of its one thing, or the path for lists.
    pub id: String,
    /// Its version.
    pub version: u32,
}

impl CatalogueFile {
    /// Reads a file for what it is. What it says isn't checked against others here.
    pub fn read(path: &str, bytes: Vec<u8>) -> Result<Self, CatalogueError> {
        let (format, id, version) = Parsed::read(path, &bytes)?.identity(path);
        Ok(Self { path: path.to_owned(), bytes, format, id, version })
    }
}

/// A parsed file.
pub(crate) enum Parsed {
    States(StatesFile),
    Organizations(OrganizationsFile),
    Framework(Framework),
    Mechanism(Mechanism),
    Instrument(Box<CatalogueInstrument>),
    Kind(Kind),
}

#[derive(Deserialize)]
struct Probe {
    format: FileFormat,
}

impl Parsed {
    /// Reads one file.
    pub(crate) fn read(path: &str, bytes: &[u8]) -> Result<Self, CatalogueError> {
        if bytes.len() > MAX_FILE_BYTES {
            return Err(CatalogueError::FileTooLarge { path: path.to_owned() });
        }
        let unreadable = |error: serde_json::Error| CatalogueError::Unreadable {
            path: path.to_owned(),
            detail: error.to_string(),
        };
        // The format is read first and alone, so that an error in the rest still names its line.
        let probe: Probe = serde_json::from_slice(bytes).map_err(unreadable)?;
        Ok(match probe.format {
            FileFormat::States => Self::States(serde_json::from_slice(bytes).map_err(unreadable)?),
            FileFormat::Organizations => {
                Self::Organizations(serde_json::from_slice(bytes).map_err(unreadable)?)
            }
            FileFormat::Framework => Self::Framework(serde_json::from_slice(bytes).map_err(unreadable)?),
            FileFormat::Mechanism => Self::Mechanism(serde_json::from_slice(bytes).map_err(unreadable)?),
            FileFormat::Instrument => Self::Instrument(serde_json::from_slice(bytes).map_err(unreadable)?),
            FileFormat::Kind => Self::Kind(serde_json::from_slice(bytes).map_err(unreadable)?),
        })
    }

    /// Format, id and version.
    pub(crate) fn identity(&self, path: &str) -> (FileFormat, String, u32) {
        match self {
            Self::States(file) => (file.format, path.to_owned(), file.version),
            Self::Organizations(file) => (file.format, path.to_owned(), file.version),
            Self::Framework(file) => (file.format, file.id.clone(), file.version),
            Self::Mechanism(file) => (file.format, file.id.clone(), file.version),
            Self::Instrument(file) => (file.format, file.id.clone(), file.version),
            Self::Kind(file) => (file.format, file.id.clone(), file.version),
        }
    }
}
