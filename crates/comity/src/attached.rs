//! A record's attachments on their way: beside its draft as `NAME.DIGEST.attachment`, and after the record to the hub.

use crate::client::Client;
use crate::failure::Failure;
use crate::files::{self, RecordFiles};
use crate::keys::write_new;
use record::body::MAX_ATTACHMENT;
use record::{Body, Hash};
use std::path::PathBuf;

/// Where an attachment lies beside its record's draft.
pub fn path_of(files: &RecordFiles, sha256: &Hash) -> PathBuf {
    let header = files.header();
    let name = header.to_string_lossy();
    let base = name.strip_suffix(".header.json").unwrap_or(&name);
    format!("{base}.{sha256}.attachment").into()
}

/// Lays an attachment beside its record's draft. Never over a file.
pub fn write(files: &RecordFiles, sha256: &Hash, bytes: &[u8]) -> Result<(), Failure> {
    write_new(&path_of(files, sha256), bytes, 0o600)
}

/// Hands in what a record's body names, once the record was accepted. What isn't here is named: the record stands without.
pub fn send(client: &Client, files: &RecordFiles, id: &str, body: &[u8]) -> Result<(), Failure> {
    for file in Body::from_bytes(body)?.attachments {
        let path = path_of(files, &file.sha256);
        if !path.exists() {
            println!("{} is not here: the record names a file that the hub still awaits", path.display());
            continue;
        }
        let bytes = files::read(&path, usize::try_from(MAX_ATTACHMENT).unwrap_or(usize::MAX))?;
        client.put_attachment(id, &file.sha256, &bytes)?;
        println!("handed in {} ({} bytes)", path.display(), bytes.len());
    }
    Ok(())
}
