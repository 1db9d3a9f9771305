//! The files embedded in the binary.

use include_dir::{Dir, include_dir};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../policies");

/// Every embedded file, with its name and text, sorted by name.
pub(crate) fn files() -> Vec<(String, String)> {
    let mut files: Vec<_> = FILES
        .files()
        .filter_map(|file| Some((file.path().to_str()?.to_owned(), file.contents_utf8()?.to_owned())))
        .collect();
    files.sort();
    files
}
