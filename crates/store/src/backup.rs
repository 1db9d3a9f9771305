//! Copies of a running store, and a store out of a copy. Neither makes a second history: a copy knows that it
//! is one, and takes no append until it is shown to continue the newest checkpoint.

use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::check::{CheckReport, check_store};
use crate::folder::sync_folder;
use crate::sqlite::{connect_reader, connect_writer, mark_copy};
use crate::{Options, SqliteStore, StoreError};

/// What SQLite keeps beside a database while it is open.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

impl SqliteStore {
    /// [`backup`] of this store.
    pub fn backup(&self, to: &Path) -> Result<CheckReport, StoreError> {
        backup(self.path(), to, self.options())
    }
}

/// Writes a consistent copy of the store in this file to a new file, and checks all of it. What comes back is the
/// report on the copy.
///
/// It only reads, so it needs no lock of the data folder: another process may have the store open and go on
/// writing. A damaged store isn't copied: its last good copy would be overwritten by habit one day.
pub fn backup(from: &Path, to: &Path, options: &Options) -> Result<CheckReport, StoreError> {
    refuse_existing(to)?;
    let partial = beside(to, ".partial");
    remove_database(&partial)?;
    private_file(&partial)?;
    {
        // One step copies one snapshot. More steps would begin again with each commit of the writer.
        let source = connect_reader(from, options)?;
        let mut copy = Connection::open(&partial)?;
        if Backup::new(&source, &mut copy)?.step(-1)? != StepResult::Done {
            return Err(StoreError::Busy("the copy couldn't be made in one go; try again".into()));
        }
    }
    finish_copy(&partial, to, options)
}

/// Makes a store out of a copy, after checking all of it.
///
/// `to` MUST NOT exist: what stood there is the operator's to move away. The store that comes out stands at
/// [`Standing::Restored`](crate::Standing::Restored): the caller MUST [compare](SqliteStore::compare) it with
/// all it knows, [erase](crate::Store::erase) again what was erased after the copy was made, and only then
/// [resume](SqliteStore::resume).
pub fn restore(from: &Path, to: &Path, options: &Options) -> Result<CheckReport, StoreError> {
    refuse_existing(to)?;
    let partial = beside(to, ".partial");
    remove_database(&partial)?;
    private_file(&partial)?;
    fs::copy(from, &partial)?;
    finish_copy(&partial, to, options)
}

fn finish_copy(partial: &Path, to: &Path, options: &Options) -> Result<CheckReport, StoreError> {
    let options = Options { vfs: None, ..options.clone() };
    mark_copy(&mut connect_writer(partial, &options)?)?;
    let store = SqliteStore::open(partial, options)?;
    let report = check_store(&store)?;
    drop(store);
    if !report.is_sound() {
        remove_database(partial)?;
        return Err(StoreError::Corrupt("the copy doesn't verify; check and repair its source".into()));
    }
    // A crash before this line leaves a partial file that the next try removes; after it, the whole copy.
    publish(partial, to)?;
    Ok(report)
}

/// Gives a finished file its name, durably.
pub fn publish(partial: &Path, to: &Path) -> Result<(), StoreError> {
    File::open(partial)?.sync_all()?;
    fs::rename(partial, to)?;
    sync_folder(to)
}

/// Removes a database that was never published, with all that SQLite keeps beside it.
pub fn remove_database(path: &Path) -> Result<(), StoreError> {
    for suffix in COMPANIONS.iter().chain(&[""]) {
        match fs::remove_file(beside(path, suffix)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

fn refuse_existing(path: &Path) -> Result<(), StoreError> {
    let there = COMPANIONS.iter().chain(&[""]).map(|suffix| beside(path, suffix)).find(|path| path.exists());
    match there {
        Some(path) => Err(StoreError::Format(format!("{} exists; move it away first", path.display()))),
        None => Ok(()),
    }
}

fn private_file(path: &Path) -> Result<(), StoreError> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    Ok(())
}

/// The path with something added to its file name.
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
