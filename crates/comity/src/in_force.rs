//! The catalogue in force: what came with the program, and over it what took effect by a record.

use crate::failure::Failure;
use admission::CatalogueFile;
use catalogue::Catalogue;
use record::Body;
use register::Register;
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};
use store::StoreError;
use views::Views;

/// Where the catalogue keeps what is fictional.
pub const EXERCISE_FOLDER: &str = "exercise/";

/// The version of a kind as it comes with this program: 1 of the kinds that are code.
pub fn kind_version(kind: &str) -> u64 {
    let built_in = Catalogue::built_in().ok().and_then(|catalogue| catalogue.kind(kind));
    built_in.map_or(1, |kind| u64::from(kind.version))
}

type Files = BTreeMap<String, Vec<u8>>;

/// The path of every catalogue file that a record brought into effect, and the position of its newest record. The versions of
/// kinds that were replaced since come too, so that what was written by them stays readable; no published path has a colon, so
/// that theirs are nobody's.
fn catalogue_files(views: &RwLock<Views>) -> Vec<(String, u64)> {
    let views = views.read().unwrap_or_else(PoisonError::into_inner);
    let newest = views.catalogue_files().map(|(path, position)| (path.to_owned(), position));
    let earlier = views.earlier_kind_files();
    newest.chain(earlier.map(|(id, version, at)| (format!("earlier:{id}:{version}"), at))).collect()
}

/// The position of the newest record of a catalogue file: it grows with each that takes effect.
pub fn newest_catalogue_file(views: &RwLock<Views>) -> Option<u64> {
    let views = views.read().unwrap_or_else(PoisonError::into_inner);
    views.catalogue_files().map(|(_, position)| position).max()
}

/// The catalogue in force. A hub that is no exercise shows no fictional States.
///
/// Admission asks less of a file than pages do, so that an old register replays for ever. A file that pages can't use
/// must not take the hub down: the newest ones are left out until the rest holds together, and the log says which.
pub fn catalogue_in_force(register: &Register, views: &RwLock<Views>) -> Result<Catalogue, Failure> {
    let built_in = Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))?;
    let real = built_in.files().iter().filter(|file| !file.path.starts_with(EXERCISE_FOLDER));
    let base: Files = real.map(|file| (file.path.clone(), file.bytes.clone())).collect();
    let mut published = catalogue_files(views);
    published.sort_by_key(|(_, position)| *position);
    let mut read = Vec::with_capacity(published.len());
    for (path, position) in published {
        let bytes = match published_file(register, position)? {
            Some(bytes) => Some(bytes),
            // Pages need a catalogue, be it the one that came with the program.
            None => built_in.files().iter().find(|file| file.path == path).map(|file| file.bytes.clone()),
        };
        read.extend(bytes.map(|bytes| (path, bytes)));
    }
    for left_out in 0..=read.len() {
        let mut files = base.clone();
        files.extend(read[..read.len() - left_out].iter().cloned());
        match Catalogue::from_files(files) {
            Ok(catalogue) => return Ok(catalogue),
            Err(error) => {
                let path = read.len().checked_sub(left_out + 1).map_or("", |last| read[last].0.as_str());
                tracing::error!(code = error.code(), path, "a published catalogue file can't be shown");
            }
        }
    }
    Ok(built_in.clone())
}

/// The file in the record at a position; `None` if it is damaged or not of its shape.
fn published_file(register: &Register, position: u64) -> Result<Option<Vec<u8>>, Failure> {
    let stored = match register::read_whole(register.store().as_ref(), position) {
        Ok(stored) => stored,
        Err(StoreError::Damaged { .. }) => return Ok(None),
        Err(e) => return Err(e.into()),
    };
    let content = stored.body.and_then(|bytes| Body::from_bytes(&bytes).ok());
    let content = content.map(|body| serde_json::Value::Object(body.content));
    let file: Option<CatalogueFile> = content.and_then(|content| serde_json::from_value(content).ok());
    Ok(file.map(|file| file.file.into_bytes()))
}
