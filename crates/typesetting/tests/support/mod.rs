//! Fonts as the packages install them, and what stock readers of PDF find in a file.

use std::path::{Path, PathBuf};
use std::process::Command;
use typesetting::{FontFile, Fonts};

const FOLDERS: [&str; 2] = ["/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto"];

/// The fonts of these files.
pub fn fonts(files: impl IntoIterator<Item = FontFile>) -> Fonts {
    let read = |file: FontFile| {
        let found = FOLDERS.iter().find_map(|folder| std::fs::read(Path::new(folder).join(file.name)).ok());
        (file, found.unwrap_or_else(|| panic!("{} isn't installed: `make tools`", file.package)))
    };
    Fonts::new(files.into_iter().map(read)).expect("usable fonts")
}

/// What a tool says of a file.
pub fn said(tool: &str, arguments: &[&str], file: &Path) -> String {
    let mut command = Command::new(tool);
    // `-` writes to the output: pdftotext takes it last.
    let to_output = if tool == "pdftotext" { &["-"][..] } else { &[] };
    let output = command.args(arguments).arg(file).args(to_output).output();
    let output = output.unwrap_or_else(|error| panic!("{tool} didn't start ({error}): `make tools`"));
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The text of a PDF file, without spaces and marks of direction: readers set those by guessing.
pub fn text(pdf: &Path) -> String {
    plain(&said("pdftotext", &["-enc", "UTF-8"], pdf))
}

/// A text as [`text`] gives it.
pub fn plain(text: &str) -> String {
    let unseen = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}')
    };
    text.chars().filter(|c| !unseen(*c)).collect()
}

/// Writes a file into a folder.
pub fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("written");
    path
}
