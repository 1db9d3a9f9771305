//! The received files: plain files right in the folder that was named, and nothing that a row could reach beside it.

use crate::files;
use record::body::MAX_ATTACHMENT;
use record::{Hash, body::Attachment};
use std::path::{Component, Path};

/// A received file, read.
#[derive(Clone, Debug)]
pub struct ReceivedFile {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// SHA-256 of them.
    pub sha256: Hash,
    media_type: &'static str,
}

impl ReceivedFile {
    /// As a body names it.
    pub fn attachment(&self, received: record::body::Arrival) -> Attachment {
        Attachment {
            sha256: self.sha256,
            bytes: self.bytes.len() as u64,
            media_type: self.media_type.to_owned(),
            received: Some(received),
        }
    }
}

/// The file that a row names: by its name alone, in this folder.
pub fn in_folder(folder: &Path, name: &str) -> Result<ReceivedFile, String> {
    let mut steps = Path::new(name).components();
    let plain = matches!((steps.next(), steps.next()), (Some(Component::Normal(_)), None));
    if !plain || name.ends_with('/') || name.contains('\\') {
        return Err(format!(
            "“{name}” is no name of a file in the folder: write the name alone, without a path"
        ));
    }
    read(&folder.join(name))
}

/// A file. Its size is looked at before it is read.
pub fn read(path: &Path) -> Result<ReceivedFile, String> {
    let shown = path.display();
    // Not followed: a link could give away any file of the officer's machine.
    let about = std::fs::symlink_metadata(path).map_err(|e| format!("{shown}: {e}"))?;
    if !about.is_file() {
        return Err(format!("{shown} is no plain file: links and folders aren't followed"));
    }
    if about.len() == 0 || about.len() > MAX_ATTACHMENT {
        let size = about.len();
        return Err(format!("{shown} has {size} bytes: a received file has from 1 to {MAX_ATTACHMENT}"));
    }
    let limit = usize::try_from(MAX_ATTACHMENT).unwrap_or(usize::MAX);
    let bytes = files::read(path, limit).map_err(|e| e.to_string())?;
    Ok(ReceivedFile {
        sha256: Hash::of(&bytes),
        bytes,
        media_type: web::media_type_of(&path.to_string_lossy()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_plain_files_right_in_the_folder_are_read() {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("received");
        fs::create_dir_all(folder.join("sub")).unwrap();
        fs::write(outer.path().join("secret.pdf"), "not for this").unwrap();
        fs::write(folder.join("sub/note.pdf"), "deeper").unwrap();
        fs::write(folder.join("note.pdf"), "received").unwrap();
        fs::write(folder.join("empty.pdf"), "").unwrap();
        std::os::unix::fs::symlink(outer.path().join("secret.pdf"), folder.join("link.pdf")).unwrap();
        let note = in_folder(&folder, "note.pdf").unwrap();
        assert_eq!((note.bytes.as_slice(), note.media_type), (&b"received"[..], "application/pdf"));
        let absolute = outer.path().join("secret.pdf").display().to_string();
        for name in [
            "../secret.pdf",
            "sub/note.pdf",
            "link.pdf",
            "sub",
            "",
            ".",
            "..",
            "note.pdf/",
            "..\\x",
            "empty.pdf",
            "gone.pdf",
            &absolute,
        ] {
            assert!(in_folder(&folder, name).is_err(), "{name} was read");
        }
    }

    #[test]
    fn a_huge_file_is_refused_before_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let huge = fs::File::create(folder.path().join("huge.pdf")).unwrap();
        huge.set_len(1 << 30).unwrap();
        assert!(in_folder(folder.path(), "huge.pdf").unwrap_err().contains("1073741824 bytes"));
    }
}
