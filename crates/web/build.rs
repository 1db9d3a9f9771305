//! Stops the build where a message is missing in a language: a page would show its key.

#[path = "src/keys.rs"]
mod keys;

use std::collections::BTreeMap;
use std::path::Path;

/// Faults that are named at once: a file that is missing lacks hundreds.
const MOST_NAMED: usize = 20;

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=messages");
    println!("cargo::rerun-if-changed=src/keys.rs");
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(Path::new("messages"))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.insert(name, std::fs::read_to_string(&path)?);
    }
    let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    for fault in keys::faults(files).into_iter().take(MOST_NAMED) {
        println!("cargo::error={fault}");
    }
    Ok(())
}
