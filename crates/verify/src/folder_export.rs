//! A register's public files as a folder: a static site, a mirror, a copy to check offline. C2SP tlog-tiles lays it out;
//! public bundles and long bodies stand beside the tiles.
//!
//! Every file is written whole or not at all, the checkpoint last: a run that was cut off leaves the folder at its old
//! checkpoint, and the next run goes on where it stopped.

use crate::check::fetch_checkpoint;
use crate::files::{self, PublicFile};
use crate::{Folder, Progress, Source, SourceError, VerifyError};
use admission::kinds;
use record::body::MAX_BODY;
use record::bundle::encode_bundle;
use record::public::{PublicRecord, body_path, public_path};
use record::tile::{BundleId, TILE_WIDTH, TileId};
use record::{Entry, Header, RecordId};
use register::publish::CHECKPOINT;
use std::collections::{BTreeSet, HashSet};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;
use thiserror::Error;

/// Where a file is written before it gets its name. No path of a register has a step that begins so.
const DRAFT: &str = ".draft";

/// Why a folder could not be written.
#[derive(Debug, Error)]
pub enum FolderError {
    /// The source can't be read.
    #[error(transparent)]
    Source(#[from] VerifyError),
    /// The folder holds a larger register, or another one of the same size.
    #[error(
        "the folder holds {folder} records and the source {source_size}, which don't continue them: check both, keep both"
    )]
    Behind {
        /// The folder's size.
        folder: u64,
        /// The source's size.
        source_size: u64,
    },
    /// The disk failed.
    #[error("{path} can't be written: {why}")]
    Write {
        /// The path below the folder.
        path: String,
        /// Why.
        why: std::io::Error,
    },
}

impl From<SourceError> for FolderError {
    fn from(e: SourceError) -> Self {
        Self::Source(e.into())
    }
}

impl FolderError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Source(e) => e.code(),
            Self::Behind { .. } => "folder-behind",
            Self::Write { .. } => "folder-write",
        }
    }
}

/// What a run wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exporting {
    /// The register's size.
    pub size: u64,
    /// Files written.
    pub written: u64,
    /// Files that were there.
    pub kept: u64,
    /// Bodies and bundles taken away or rewritten because an erasure names them.
    pub erased: u64,
}

impl std::fmt::Display for Exporting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { size, written, kept, erased } = self;
        write!(
            f,
            "{size} records: {written} files written, {kept} there already, {erased} changed by erasures"
        )
    }
}

/// Writes everything public into a folder, which is made if need be. It is copied, not checked: run
/// [`crate::verify_register`] on the folder afterwards.
pub fn export_folder(
    source: &dyn Source,
    to: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<Exporting, FolderError> {
    let checkpoint = fetch_checkpoint(source)?;
    let (size, root) = (checkpoint.unverified().size(), checkpoint.unverified().root());
    let old = match Folder::new(to).get(CHECKPOINT, record::note::MAX_NOTE_BYTES)? {
        Some(_) => Some(fetch_checkpoint(&Folder::new(to))?),
        None => None,
    };
    let old_size = old.as_ref().map_or(0, |old| old.unverified().size());
    if let Some(old) = &old
        && (old_size > size || (old_size == size && old.unverified().root() != root))
    {
        return Err(FolderError::Behind { folder: old_size, source_size: size });
    }
    let mut writer = Writer { to, source, size, old_size, done: Exporting { size, ..Exporting::default() } };
    let erased = writer.groups(progress)?;
    writer.erase(&erased)?;
    writer.tiles()?;
    writer.replace(CHECKPOINT, checkpoint.to_string().as_bytes())?;
    writer.drop_partial()?;
    Ok(writer.done)
}

struct Writer<'a> {
    to: &'a Path,
    source: &'a dyn Source,
    size: u64,
    old_size: u64,
    done: Exporting,
}

impl Writer<'_> {
    /// Copies the groups that the folder hasn't. Gives the records that erasures among them name.
    fn groups(&mut self, progress: &mut dyn FnMut(Progress)) -> Result<HashSet<RecordId>, FolderError> {
        let mut erased = HashSet::new();
        for bundle in BundleId::between(self.old_size, self.size) {
            let end = bundle.first() + u64::from(bundle.width());
            let entries = files::entries(self.source, bundle)?;
            let bytes = encode_bundle(&entries).map_err(|e| file_error(&bundle.to_string(), e.code(), &e))?;
            self.keep(&bundle.to_string(), &bytes)?;
            self.public(bundle, &entries, Some(&mut erased))?;
            progress(Progress { done: end, total: self.size });
        }
        Ok(erased)
    }

    /// Copies a public bundle with its long bodies, and takes away long bodies that are gone.
    fn public(
        &mut self,
        bundle: BundleId,
        entries: &[Vec<u8>],
        mut erased: Option<&mut HashSet<RecordId>>,
    ) -> Result<(), FolderError> {
        let path = public_path(bundle);
        let file = PublicFile::fetch(self.source, bundle)?;
        let records = file.records().map_err(|e| file_error(&path, e.code(), &e))?;
        for (entry, record) in entries.iter().zip(&records) {
            let Ok(entry) = Entry::from_bytes(entry) else { continue };
            match record {
                PublicRecord::BodyApart { .. } => self.long_body(&entry.id)?,
                PublicRecord::WithoutBody { .. } => self.take_away(&body_path(&entry.id))?,
                PublicRecord::Nothing | PublicRecord::Whole { .. } => {}
            }
            if let Some(erased) = &mut erased {
                erased.extend(erased_by(record));
            }
        }
        let bytes = record::public::encode_public(&records).map_err(|e| file_error(&path, e.code(), &e))?;
        self.replace(&path, &bytes)
    }

    fn long_body(&mut self, id: &RecordId) -> Result<(), FolderError> {
        let path = body_path(id);
        match self.source.get(&path, MAX_BODY)? {
            Some(body) => self.keep(&path, &body),
            None => Ok(()),
        }
    }

    /// Fetches again the older bundles of which an erasure took a body.
    fn erase(&mut self, erased: &HashSet<RecordId>) -> Result<(), FolderError> {
        if erased.is_empty() {
            return Ok(());
        }
        let whole_before = self.old_size / u64::from(TILE_WIDTH) * u64::from(TILE_WIDTH);
        for bundle in BundleId::between(0, whole_before) {
            let entries = files::entries(&Folder::new(self.to), bundle)?;
            let ids = entries.iter().filter_map(|entry| Entry::from_bytes(entry).ok());
            if ids.into_iter().any(|entry| erased.contains(&entry.id)) {
                self.public(bundle, &entries, None)?;
                self.done.erased += 1;
            }
        }
        Ok(())
    }

    fn tiles(&mut self) -> Result<(), FolderError> {
        for tile in TileId::between(self.old_size, self.size) {
            let hashes = files::tile(self.source, tile)?;
            self.keep(&tile.to_string(), &hashes)?;
        }
        Ok(())
    }

    /// Takes away the narrower files of groups that are full now: nobody needs them, and an erased body must not stay
    /// in one.
    fn drop_partial(&mut self) -> Result<(), FolderError> {
        let mut folders = BTreeSet::new();
        for bundle in BundleId::between(self.old_size, self.size) {
            folders.extend([bundle.to_string(), public_path(bundle)].map(|path| (folder_of(&path), path)));
        }
        for tile in TileId::between(self.old_size, self.size) {
            let path = tile.to_string();
            folders.insert((folder_of(&path), path));
        }
        for (folder, newest) in folders {
            self.drop_all_but(&folder, &newest)?;
        }
        Ok(())
    }

    fn drop_all_but(&mut self, folder: &str, newest: &str) -> Result<(), FolderError> {
        let failed = |why| FolderError::Write { path: folder.to_owned(), why };
        let listed = match fs::read_dir(self.to.join(folder)) {
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(()),
            listed => listed.map_err(failed)?,
        };
        for item in listed {
            let name = item.map_err(failed)?.file_name();
            let path = format!("{folder}/{}", name.to_string_lossy());
            if path != newest {
                self.take_away(&path)?;
            }
        }
        if newest.contains(".p/") { Ok(()) } else { fs::remove_dir(self.to.join(folder)).map_err(failed) }
    }

    /// Writes a file that never changes, unless it is there.
    fn keep(&mut self, path: &str, bytes: &[u8]) -> Result<(), FolderError> {
        let there = fs::metadata(self.to.join(path)).is_ok_and(|m| m.len() == bytes.len() as u64);
        if there {
            self.done.kept += 1;
            return Ok(());
        }
        self.write(path, bytes)
    }

    /// Writes a file that may change, unless it is there as it should be.
    fn replace(&mut self, path: &str, bytes: &[u8]) -> Result<(), FolderError> {
        if fs::read(self.to.join(path)).is_ok_and(|there| there == bytes) {
            self.done.kept += 1;
            return Ok(());
        }
        self.write(path, bytes)
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), FolderError> {
        write_whole(self.to, path, bytes).map_err(|why| FolderError::Write { path: path.to_owned(), why })?;
        self.done.written += 1;
        Ok(())
    }

    fn take_away(&mut self, path: &str) -> Result<(), FolderError> {
        match fs::remove_file(self.to.join(path)) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
            Err(why) => Err(FolderError::Write { path: path.to_owned(), why }),
        }
    }
}

/// The folder of a group's narrower files.
fn folder_of(path: &str) -> String {
    match path.split_once(".p/") {
        Some((full, _)) => format!("{full}.p"),
        None => format!("{path}.p"),
    }
}

/// The record whose body this one erases, if it erases one. Whether it may is for the check to say.
fn erased_by(record: &PublicRecord<'_>) -> Option<RecordId> {
    let (header, _) = record.signed()?;
    let header = Header::from_bytes(header).ok().filter(|header| header.kind == kinds::ERASURE)?;
    header.refers.first().copied()
}

fn file_error(path: &str, code: &'static str, why: &impl ToString) -> VerifyError {
    VerifyError::File { path: path.to_owned(), code, why: why.to_string() }
}

/// Writes aside, syncs, renames: a reader, or a crash, sees the whole file or none.
fn write_whole(to: &Path, path: &str, bytes: &[u8]) -> std::io::Result<()> {
    let target = to.join(path);
    let draft = to.join(DRAFT);
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create(&draft)?;
    file.write_all(bytes)?;
    file.sync_data()?;
    fs::rename(&draft, &target)
}
