//! What a witness must never forget: the newest checkpoint of each log that it has cosigned. It is durable before the
//! cosignature is given away.

use crate::failure::Failure;
use crate::{clock, files};
use record::checkpoint::{Checkpoint, SignedCheckpoint};
use record::note::MAX_NOTE_BYTES;
use record::vkey::{NoteSecret, SignatureType, VerifierKey};
use record::witness::{AddCheckpoint, WitnessError, add_checkpoint};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use store::{DataFolder, StoreError};
use thiserror::Error;

const ENDING: &str = ".checkpoint";

/// Why there is no cosignature.
#[derive(Debug, Error)]
pub enum KeepError {
    /// The request isn't to be cosigned.
    #[error(transparent)]
    Witness(#[from] WitnessError),
    /// The disk failed; nothing was cosigned that anybody has seen.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl KeepError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Witness(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

/// One log that is witnessed. Its lock is held from reading the newest checkpoint until the next one is durable, so that
/// no two requests are judged by the same state.
struct Place {
    file: PathBuf,
    newest: Mutex<Option<SignedCheckpoint>>,
}

/// A witness's memory and key.
pub struct Keeper {
    key: NoteSecret,
    logs: Vec<VerifierKey>,
    places: BTreeMap<String, Place>,
    /// Held so that no second process cosigns from the same memory.
    _folder: DataFolder,
}

/// The name by which a log's checkpoint is asked for: SHA-256 of its origin.
fn name_of(origin: &str) -> String {
    hex::encode(record::Hash::of(origin.as_bytes()).0)
}

impl Keeper {
    /// Opens a witness's folder. What is kept there must be signed by this witness and the log: a witness that began
    /// again from nothing could be shown a second history.
    pub fn open(folder: &Path, key: NoteSecret, logs: Vec<VerifierKey>) -> Result<Self, Failure> {
        let wrong =
            |key: &VerifierKey, why: &str| Failure::input("witness-key", format!("{}: {why}", key.name()));
        if key.public().kind() != SignatureType::CosignatureV1 {
            return Err(wrong(key.public(), "this is no witness's key: comity keygen FILE --witness NAME"));
        }
        if let Some(log) = logs.iter().find(|log| log.kind() != SignatureType::Ed25519) {
            return Err(wrong(log, "this is no log's key: /log.json of its hub says which is"));
        }
        let folder = DataFolder::open(folder)?;
        let mut places = BTreeMap::new();
        for log in &logs {
            let file = folder.inside(&format!("{}{ENDING}", name_of(log.name())))?;
            let newest = read_newest(&file, log.name(), &logs, key.public())?;
            places.insert(log.name().to_owned(), Place { file, newest: Mutex::new(newest) });
        }
        Ok(Self { key, logs, places, _folder: folder })
    }

    /// This witness's key.
    pub fn key(&self) -> &VerifierKey {
        self.key.public()
    }

    /// Answers a request: a signature line and its newline. Durable first.
    pub fn add(&self, request: &AddCheckpoint) -> Result<String, KeepError> {
        let origin = request.checkpoint.unverified().origin();
        let place = self.places.get(origin).ok_or(WitnessError::UnknownLog)?;
        let mut newest = place.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let before: Option<&Checkpoint> = newest.as_ref().map(SignedCheckpoint::unverified);
        let cosigned = add_checkpoint(&self.logs, before, request, clock::now().0, &self.key)?;
        store::write_atomically(&place.file, cosigned.checkpoint.to_string().as_bytes())?;
        *newest = Some(cosigned.checkpoint);
        Ok(format!("{}\n", cosigned.cosignature))
    }

    /// The newest checkpoint of the log whose origin has this digest.
    pub fn newest(&self, name: &str) -> Option<String> {
        let (_, place) = self.places.iter().find(|(origin, _)| name_of(origin) == name)?;
        let newest = place.newest.lock().unwrap_or_else(PoisonError::into_inner);
        newest.as_ref().map(ToString::to_string)
    }
}

fn read_newest(
    file: &Path,
    origin: &str,
    logs: &[VerifierKey],
    own: &VerifierKey,
) -> Result<Option<SignedCheckpoint>, Failure> {
    if !file.exists() {
        return Ok(None);
    }
    let wrong = |why: &dyn std::fmt::Display| {
        let advice = "restore the file as it was; without it this witness could cosign a second history";
        Failure::input("witness-memory", format!("{}: {why}; {advice}", file.display()))
    };
    let kept = SignedCheckpoint::parse(&files::read(file, MAX_NOTE_BYTES)?).map_err(|e| wrong(&e))?;
    let keys = logs.iter().filter(|log| log.name() == origin).chain(std::iter::once(own));
    let signed = kept.note().verify(keys).map_err(|e| wrong(&e))?;
    if kept.unverified().origin() != origin || !signed.iter().any(|signature| signature.key == own) {
        return Err(wrong(&"this witness's key didn't sign it"));
    }
    Ok(Some(kept))
}
