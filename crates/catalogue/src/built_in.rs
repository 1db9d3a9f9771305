//! The files embedded in the binary.

use std::sync::OnceLock;

use include_dir::{Dir, DirEntry, include_dir};

use crate::{Catalogue, CatalogueError};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../catalogue");

static BUILT_IN: OnceLock<Result<Catalogue, CatalogueError>> = OnceLock::new();

impl Catalogue {
    /// The catalogue this binary was built with, parsed on the first call. An error means a broken build: a test
    /// of this crate reads the same files.
    pub fn built_in() -> Result<&'static Self, &'static CatalogueError> {
        BUILT_IN.get_or_init(|| Self::from_files(built_in_files())).as_ref()
    }
}

/// Every embedded data file with its path.
pub(crate) fn built_in_files() -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    collect(&FILES, &mut found);
    found
}

fn collect(dir: &Dir<'static>, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, found),
            // The folder's README is for people.
            DirEntry::File(file) if file.path().extension().is_some_and(|end| end == "json") => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                found.push((path, file.contents().to_vec()));
            }
            DirEntry::File(_) => {}
        }
    }
}
