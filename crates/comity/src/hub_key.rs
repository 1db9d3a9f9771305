//! The hub's key, under which the workspace and restricted bodies lie sealed. It stands beside the data folder, never in it:
//! a copy of the folder, and a backup, open nothing.

use crate::failure::Failure;
use crate::{files, keys, random};
use sealing::HubKey;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Beside the data folder, with its name and this ending.
const ENDING: &str = ".hub-key";

/// The longest key file: the line has 61 characters.
const MAX_FILE: u64 = 1_024;

/// Where the hub's key lies unless the settings say so.
pub fn path_beside(folder: &Path) -> PathBuf {
    files::beside(folder, ENDING)
}

/// Reads the hub's key.
pub fn read(path: &Path) -> Result<HubKey, Failure> {
    let metadata = std::fs::metadata(path).map_err(|e| Failure::file(path, &e))?;
    if metadata.permissions().mode() & 0o077 != 0 {
        let advice = format!(
            "{} can be read by others: chmod 600 it, and think about who has read it",
            path.display()
        );
        return Err(Failure::input("hub-key-open", advice));
    }
    if metadata.len() > MAX_FILE {
        return Err(Failure::input(
            "hub-key-malformed",
            format!("{} is too large for a key", path.display()),
        ));
    }
    let text = Zeroizing::new(std::fs::read_to_string(path).map_err(|e| Failure::file(path, &e))?);
    HubKey::parse(&text).map_err(|error| Failure::input(error.code(), format!("{}: {error}", path.display())))
}

/// Reads the hub's key, or makes it while nothing is sealed yet: a new one could open nothing of what was.
pub fn read_or_make(path: &Path, sealed: bool) -> Result<HubKey, Failure> {
    if path.exists() {
        return read(path);
    }
    if sealed {
        let advice = format!(
            "{} is missing, and what this data folder holds is sealed under it: put the key back from where you keep it",
            path.display()
        );
        return Err(Failure::input("hub-key-missing", advice));
    }
    let key = HubKey::from_bytes(random::bytes());
    keys::write_new(path, format!("{}\n", key.to_text().as_str()).as_bytes(), 0o600)?;
    Ok(key)
}
