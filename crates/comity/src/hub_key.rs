//! The hub's key, under which the workspace and restricted bodies lie sealed. It stands beside the data folder, never in it, or
//! comes from a command: a copy of the folder, and a backup, open nothing.

use crate::failure::Failure;
use crate::{files, keys, random};
use clap::Args;
use sealing::HubKey;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
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
    let metadata = files::expect_private(path, "hub-key-open")?;
    if metadata.len() > MAX_FILE {
        return Err(Failure::input(
            "hub-key-malformed",
            format!("{} is too large for a key", path.display()),
        ));
    }
    let text = Zeroizing::new(std::fs::read_to_string(path).map_err(|e| Failure::file(path, &e))?);
    HubKey::parse(&text).map_err(|error| Failure::input(error.code(), format!("{}: {error}", path.display())))
}

/// Where the hub's key comes from: its file, or a command that prints it.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct HubKeySource {
    /// The file of the hub's key; beside the data folder unless said.
    #[arg(id = "hub_key", long = "hub-key", env = "COMITY_HUB_KEY")]
    pub file: Option<PathBuf>,
    /// A command that prints the hub's key, in the place of a file: a program and its arguments, parted at spaces.
    #[arg(
        id = "hub_key_command",
        long = "hub-key-command",
        env = "COMITY_HUB_KEY_COMMAND",
        conflicts_with = "hub_key"
    )]
    pub command: Option<String>,
}

impl HubKeySource {
    /// The key of the hub over this data folder. A file that isn't there is made while nothing is sealed yet; a command never
    /// makes a key, because nobody would keep it.
    pub fn open(&self, data: &Path, sealed: bool) -> Result<HubKey, Failure> {
        match &self.command {
            Some(command) => printed_by(command),
            None => read_or_make(self.file.as_deref().unwrap_or(&path_beside(data)), sealed),
        }
    }

    /// What [`Self::open`] would refuse of a file, found before anything begins.
    pub fn check(&self, data: &Path) -> Result<(), Failure> {
        let beside = path_beside(data);
        let key = self.file.as_deref().unwrap_or(&beside);
        if self.command.is_some() {
            return Ok(());
        }
        if key.exists() {
            return read(key).map(drop);
        }
        if self.file.is_none() {
            return Ok(());
        }
        let advice = format!(
            "{} is not there: put the hub's key there, or leave hub_key out to have one made",
            key.display()
        );
        Err(Failure::input("hub-key-missing", advice))
    }
}

/// What a command prints. It is started without a shell, may ask whoever sits there, and is waited for.
fn printed_by(command: &str) -> Result<HubKey, Failure> {
    let wrong = |why: &str| Failure::input("hub-key-command", format!("hub_key_command ({command}) {why}"));
    let mut words = command.split_whitespace();
    let program = words.next().ok_or_else(|| wrong("names no program"))?;
    let mut child = Command::new(program)
        .args(words)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| wrong(&format!("can't be started: {error}")))?;
    let mut text = Zeroizing::new(String::new());
    // One that prints without end is cut off, not read.
    let printed = child.stdout.take().map(|out| out.take(MAX_FILE).read_to_string(&mut text));
    let ended = child.wait().map_err(|error| wrong(&format!("can't be waited for: {error}")))?;
    if !ended.success() || !matches!(printed, Some(Ok(_))) {
        return Err(wrong("failed, or printed no text"));
    }
    HubKey::parse(&text).map_err(|error| wrong(&format!("printed no hub key: {error}")))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(command: &str) -> Result<String, String> {
        let source = HubKeySource { file: None, command: Some(command.to_owned()) };
        let folder = tempfile::tempdir().unwrap();
        let key = source.open(&folder.path().join("data"), false);
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            0,
            "a command's key is written nowhere"
        );
        key.map(|key| key.to_text().to_string()).map_err(|failure| failure.code)
    }

    #[test]
    fn a_command_gives_the_key_or_says_why_not() {
        let text = HubKey::from_bytes([9; 32]).to_text().to_string();
        assert_eq!(opened(&format!("echo {text}")), Ok(text.clone()));
        // Without a shell: nothing after the program is more than an argument of it.
        assert!(opened(&format!("echo {text} ; true")).is_err());
        for wrong in ["", "no-such-program-anywhere", "false", "echo nonsense", "yes"] {
            assert_eq!(opened(wrong), Err("hub-key-command".to_owned()), "{wrong}");
        }
    }
}
