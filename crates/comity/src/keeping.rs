//! Keeps the views and the state for a quick start, while the hub runs and when it stops. Each file is sealed with the
//! log's key, written to a temporary file, synced and renamed; losing one costs time, never data.

use crate::failure::Failure;
use register::{Register, SnapshotError};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, TryLockError};
use store::{DataFolder, SqliteStore, Standing};
use views::Views;

/// The views as of some position: a node's own file, which can be deleted.
const VIEWS_FILE: &str = "views.snapshot";
/// Admission's state as of some position: likewise.
const STATE_FILE: &str = "state.snapshot";
/// What the views' seal is over.
const VIEWS: &str = "views";

/// Fewer new records than this are judged and folded again within a second.
const MIN_NEW: u64 = 10_000;

/// Beyond that, one new record in so many: then the hub writes, for each record, the 100 bytes that keep it some twenty
/// times, which is less than the 3 KB that store it; and a start has never more than a twentieth to fold again.
const SHARE: u64 = 20;

/// What is worth writing in a quiet hour, when nobody waits for the disk.
const MIN_NEW_WHEN_QUIET: u64 = 1_000;

/// Keeps what one node folded.
pub struct Keeper {
    files: [PathBuf; 2],
    store: Arc<SqliteStore>,
    register: Arc<Register>,
    views: Arc<RwLock<Views>>,
    /// How much of the register the kept files cover, or the last attempt to write them.
    kept: AtomicU64,
    /// Held while files are written.
    writing: Mutex<()>,
}

/// The kept files as they will be written.
struct Sealed {
    size: u64,
    files: [Vec<u8>; 2],
}

impl Keeper {
    /// Of the node in this folder, whose kept views cover so many records.
    pub fn new(
        folder: &DataFolder,
        store: Arc<SqliteStore>,
        register: Arc<Register>,
        views: Arc<RwLock<Views>>,
        kept: u64,
    ) -> Result<Self, Failure> {
        let files = [folder.inside(VIEWS_FILE)?, folder.inside(STATE_FILE)?];
        Ok(Self { files, store, register, views, kept: AtomicU64::new(kept), writing: Mutex::new(()) })
    }

    /// Keeps the node if enough is new. Called by whoever folds, and by nobody else: then no fold waits for the lock
    /// under which the views become bytes, so that no reader waits behind one either. The disk has a thread of its own.
    pub fn keep_if_due(self: &Arc<Self>, quiet: bool) {
        let size = self.views.read().unwrap_or_else(PoisonError::into_inner).size();
        if !is_due(self.kept.load(Ordering::Relaxed), size, quiet) || self.is_writing() {
            return;
        }
        self.kept.store(size, Ordering::Relaxed);
        let sealed = match self.sealed() {
            Ok(Some(sealed)) => sealed,
            Ok(None) => return,
            Err(failure) => return complain(&failure),
        };
        let keeper = Arc::clone(self);
        let begun = std::thread::Builder::new().name("keeper".into()).spawn(move || {
            if let Err(failure) = keeper.write(&sealed) {
                complain(&failure);
            }
        });
        if let Err(error) = begun {
            complain(&Failure::new("keeper", error));
        }
    }

    /// Keeps the node now.
    ///
    /// What was folded around damage is not kept: after the repair it has to be folded whole.
    pub fn keep(&self) -> Result<(), Failure> {
        match self.sealed()? {
            Some(sealed) => self.write(&sealed),
            None => remove(&self.files),
        }
    }

    fn is_writing(&self) -> bool {
        matches!(self.writing.try_lock(), Err(TryLockError::WouldBlock))
    }

    fn sealed(&self) -> Result<Option<Sealed>, Failure> {
        if self.store.standing() == Standing::Damaged {
            return Ok(None);
        }
        let (size, views) = {
            let views = self.views.read().unwrap_or_else(PoisonError::into_inner);
            (views.size(), views.to_snapshot())
        };
        let failed = |e: record::prove::TreeError<_>| Failure::new(e.code(), e);
        let views = self.register.seal(VIEWS, size, views).map_err(failed)?;
        Ok(Some(Sealed { size, files: [views, self.register.snapshot().map_err(failed)?] }))
    }

    fn write(&self, sealed: &Sealed) -> Result<(), Failure> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        for (path, bytes) in self.files.iter().zip(&sealed.files) {
            store::write_atomically(path, bytes)?;
        }
        self.kept.store(sealed.size, Ordering::Relaxed);
        tracing::debug!(code = "kept", size = sealed.size, "kept for a quick start");
        Ok(())
    }
}

/// Is it time, with `kept` records kept of `size`?
fn is_due(kept: u64, size: u64, quiet: bool) -> bool {
    let new = size.saturating_sub(kept);
    new >= MIN_NEW.max(kept / SHARE) || (quiet && new >= MIN_NEW_WHEN_QUIET)
}

/// The hub goes on without: the next start takes longer.
fn complain(failure: &Failure) {
    tracing::warn!(code = failure.code, "nothing was kept for a quick start: {}", failure.message);
}

/// The kept state's bytes, if there are any; [`Register::open`] decides whether it uses them.
pub fn kept_state(folder: &DataFolder) -> Result<Option<Vec<u8>>, Failure> {
    Ok(std::fs::read(folder.inside(STATE_FILE)?).ok())
}

/// The kept views, if this node kept them of this history; else none.
pub fn kept_views(folder: &DataFolder, register: &Register) -> Result<Views, Failure> {
    if let Some(error) = register.snapshot_ignored() {
        tell_ignored(STATE_FILE, error);
    }
    let Ok(sealed) = std::fs::read(folder.inside(VIEWS_FILE)?) else {
        return Ok(Views::new());
    };
    let bytes = match register.unseal(VIEWS, &sealed) {
        Ok(bytes) => bytes,
        Err(error) => {
            tell_ignored(VIEWS_FILE, &error);
            return Ok(Views::new());
        }
    };
    Ok(Views::from_snapshot(bytes).unwrap_or_else(|error| {
        tracing::info!(code = error.code(), "{VIEWS_FILE} is not used, everything is folded again: {error}");
        Views::new()
    }))
}

fn tell_ignored(file: &str, error: &SnapshotError) {
    let line = format!("{file} is not used, everything is read again: {error}");
    if error.is_expected() {
        tracing::info!(code = error.code(), "{line}");
    } else {
        tracing::warn!(code = error.code(), "{line}");
    }
}

/// Removes the views and the state that were kept in a data folder.
pub fn forget(folder: &DataFolder) -> Result<(), Failure> {
    remove(&[folder.inside(VIEWS_FILE)?, folder.inside(STATE_FILE)?])
}

fn remove(files: &[PathBuf]) -> Result<(), Failure> {
    for path in files {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Failure::file(path, &error));
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_is_kept_before_it_is_too_much_to_fold_again() {
        assert!(!is_due(0, 9_999, false) && is_due(0, 10_000, false));
        assert!(!is_due(1_000_000, 1_049_999, false) && is_due(1_000_000, 1_050_000, false));
        assert!(!is_due(1_000_000, 1_000_999, true) && is_due(1_000_000, 1_001_000, true));
        assert!(!is_due(5, 3, true), "views that are folded anew");
    }
}
