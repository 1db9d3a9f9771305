//! A folder of static files, on this machine. It may have come from anybody.

use super::{Source, SourceError, check_path};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// A folder that holds a register's public files.
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The files below this folder.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// Walks down step by step: a link in a folder from somebody else could lead to any file of the reader's.
    fn find(&self, path: &str) -> Result<Option<PathBuf>, SourceError> {
        let mut at = self.root.clone();
        let mut steps = path.split('/').peekable();
        while let Some(step) = steps.next() {
            at.push(step);
            let kind = match fs::symlink_metadata(&at) {
                Ok(metadata) => metadata.file_type(),
                Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                    return Ok(None);
                }
                Err(e) => return Err(unreadable(path, &e)),
            };
            let right = if steps.peek().is_some() { kind.is_dir() } else { kind.is_file() };
            if !right {
                return Err(SourceError::NotAFile(path.to_owned()));
            }
        }
        Ok(Some(at))
    }
}

fn unreadable(path: &str, why: &std::io::Error) -> SourceError {
    SourceError::Unreadable { path: path.to_owned(), why: why.to_string() }
}

impl Source for Folder {
    fn get(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, SourceError> {
        check_path(path)?;
        let Some(file) = self.find(path)? else { return Ok(None) };
        let file = File::open(file).map_err(|e| unreadable(path, &e))?;
        read_bounded(file, path, limit).map(Some)
    }
}

/// Reads to the end, or refuses at the first byte over the limit.
pub(super) fn read_bounded(from: impl Read, path: &str, limit: usize) -> Result<Vec<u8>, SourceError> {
    let mut bytes = Vec::new();
    from.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|e| unreadable(path, &e))?;
    if bytes.len() > limit {
        return Err(SourceError::TooLarge { path: path.to_owned(), limit });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_and_links_and_long_files_refused() {
        let folder = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("000"), "secret").unwrap();
        fs::write(folder.path().join("checkpoint"), "12345").unwrap();
        fs::create_dir(folder.path().join("tile")).unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join("tile/0")).unwrap();
        let source = Folder::new(folder.path());
        assert_eq!(source.get("checkpoint", 5).unwrap().unwrap(), b"12345");
        assert_eq!(source.get("checkpoint", 4).unwrap_err().code(), "source-too-large");
        assert_eq!(source.get("tile/0/000", 9_000).unwrap_err().code(), "source-not-a-file");
        assert_eq!(source.get("tile/1/000", 9_000), Ok(None));
        assert_eq!(source.get("../checkpoint", 9).unwrap_err().code(), "source-path");
    }
}
