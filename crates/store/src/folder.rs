//! The data folder: one process at a time, readable by its owner alone, with a format marker.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::StoreError;

/// File of the register.
pub const REGISTER_FILE: &str = "register.db";
/// File of drafts, sessions and imports.
pub const WORKSPACE_FILE: &str = "workspace.db";
/// File that says that this is a data folder, and of which format.
pub const MARKER_FILE: &str = "comity.json";
/// File whose lock says that a process uses the folder.
pub const LOCK_FILE: &str = "comity.lock";
/// Format of the folder that this program reads and writes.
pub const FOLDER_FORMAT: u32 = 1;

const FOLDER_MODE: u32 = 0o700;
const FILE_MODE: u32 = 0o600;

#[derive(Serialize, Deserialize)]
struct Marker {
    program: String,
    format: u32,
}

/// A data folder that this process holds until the value is dropped.
#[derive(Debug)]
pub struct DataFolder {
    path: PathBuf,
    /// Holds the lock; the system gives it back when the process ends, however it ends.
    _lock: File,
}

impl DataFolder {
    /// Opens the folder, or makes it, and takes its lock.
    ///
    /// A folder that holds other things and no marker is refused, so that a mistyped path harms nothing.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(path)?;
        }
        let path = path.canonicalize()?;
        let marker = path.join(MARKER_FILE);
        if marker.exists() {
            check_marker(&marker)?;
        } else if !is_new(&path)? {
            return Err(StoreError::Format(format!(
                "{} is neither empty nor a data folder; name another folder",
                path.display()
            )));
        }
        fs::set_permissions(&path, Permissions::from_mode(FOLDER_MODE))?;
        let lock = take_lock(&path)?;
        if !marker.exists() {
            let text = serde_json::to_vec(&Marker { program: "comity".into(), format: FOLDER_FORMAT })
                .map_err(|error| StoreError::Io(error.to_string()))?;
            write_atomically(&marker, &text)?;
        }
        Ok(Self { path, _lock: lock })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The register's file; made empty with the owner's rights alone if it isn't there.
    pub fn register_file(&self) -> Result<PathBuf, StoreError> {
        self.private_file(REGISTER_FILE)
    }

    /// The workspace's file; made empty with the owner's rights alone if it isn't there.
    pub fn workspace_file(&self) -> Result<PathBuf, StoreError> {
        self.private_file(WORKSPACE_FILE)
    }

    /// A path inside the folder. Anything that leaves it is refused: absolute paths, `..`, links out.
    pub fn inside(&self, relative: &str) -> Result<PathBuf, StoreError> {
        let outside = || StoreError::Format(format!("{relative:?} isn't a path inside the data folder"));
        let relative_path = Path::new(relative);
        let plain = relative_path.components().all(|part| matches!(part, Component::Normal(_)));
        if relative.is_empty() || relative.contains('\0') || !plain {
            return Err(outside());
        }
        let path = self.path.join(relative_path);
        // The nearest part that exists decides: a link in it may lead anywhere.
        let existing = path.ancestors().find(|part| part.symlink_metadata().is_ok()).unwrap_or(&self.path);
        let real = existing.canonicalize().map_err(|_| outside())?;
        if real.starts_with(&self.path) { Ok(path) } else { Err(outside()) }
    }

    fn private_file(&self, name: &str) -> Result<PathBuf, StoreError> {
        let path = self.inside(name)?;
        if !path.exists() {
            private(OpenOptions::new().write(true).create_new(true)).open(&path)?.sync_all()?;
            // SQLite gives its log and index the rights of this file.
            sync_folder(&path)?;
        }
        Ok(path)
    }
}

fn check_marker(marker: &Path) -> Result<(), StoreError> {
    let unreadable = || StoreError::Format(format!("{} can't be read; restore it", marker.display()));
    let found: Marker = serde_json::from_slice(&fs::read(marker)?).map_err(|_| unreadable())?;
    if found.program != "comity" || found.format == 0 {
        return Err(unreadable());
    }
    if found.format > FOLDER_FORMAT {
        return Err(StoreError::Format(format!(
            "the data folder has format {}, this program reads {FOLDER_FORMAT}; use a newer comity",
            found.format
        )));
    }
    Ok(())
}

/// Empty, or left by a crash between taking the lock and writing the marker.
fn is_new(path: &Path) -> Result<bool, StoreError> {
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name();
        if name != OsStr::new(LOCK_FILE) && name != OsStr::new("comity.json.tmp") {
            return Ok(false);
        }
    }
    Ok(true)
}

fn take_lock(folder: &Path) -> Result<File, StoreError> {
    let file =
        private(OpenOptions::new().write(true).create(true).truncate(false)).open(folder.join(LOCK_FILE))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            Err(StoreError::Busy(format!("another process uses {}", folder.display())))
        }
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options.mode(FILE_MODE)
}

/// Replaces a file by new bytes, whole or not at all: after a crash the old or the new one is there.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".tmp");
    let temporary = path.with_file_name(name);
    match fs::remove_file(&temporary) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let mut file = private(OpenOptions::new().write(true).create_new(true)).open(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    // A crash here leaves the old file and a temporary one, which the next write replaces.
    fs::rename(&temporary, path)?;
    sync_folder(path)
    // Durable: a crash after this keeps the new file.
}

/// Makes a new, renamed or removed name in the folder of `path` durable.
pub fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    File::open(folder)?.sync_all()?;
    Ok(())
}
