//! The files embedded in the binary.

use include_dir::{Dir, include_dir};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../policies");

/// The schema and the policies, each with its name and text, sorted by name. The folder's README is for people.
pub(crate) fn files() -> Vec<(String, String)> {
    let is_read = |file: &&include_dir::File| file.path().extension().is_some_and(|end| end != "md");
    let mut files: Vec<_> = FILES
        .files()
        .filter(is_read)
        .filter_map(|file| Some((file.path().to_str()?.to_owned(), file.contents_utf8()?.to_owned())))
        .collect();
    files.sort();
    files
}
