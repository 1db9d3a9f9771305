//! The project's own files: where they lie, and which tests they hold.
#![allow(dead_code, reason = "each test program uses its part")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// The project's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of the project as text.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file under version control that is there, by its path in the project.
pub fn tracked() -> Vec<String> {
    let listed = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output()
        .expect("git is there, as the project came by it");
    assert!(listed.status.success(), "the project's folder is a git checkout");
    let names = String::from_utf8(listed.stdout).expect("names of files are UTF-8");
    names
        .split('\0')
        .filter(|name| !name.is_empty() && root().join(name).exists())
        .map(str::to_owned)
        .collect()
}

/// The code of every pair of back quotes in a text.
pub fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// What is wrong with the tests that a document names: `crate/path/to/file.rs::name_of_the_test`, from `crates/` on.
pub fn missing_tests(document: &str) -> Vec<String> {
    let named = quoted(document).filter(|code| code.contains(".rs::"));
    named.filter(|name| !is_test(name)).map(str::to_owned).collect()
}

/// How many lines may stand between a test's mark and its name: attributes and the comment that says what it shows.
const MARK_BEFORE: usize = 8;

fn is_test(name: &str) -> bool {
    let Some((file, function)) = name.split_once("::") else { return false };
    let Ok(source) = std::fs::read_to_string(root().join("crates").join(file)) else { return false };
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let declared = format!("fn {function}(");
    let Some(at) = lines.iter().position(|line| line.trim_start_matches("async ").starts_with(&declared))
    else {
        return false;
    };
    let before = &lines[at.saturating_sub(MARK_BEFORE)..at];
    // A test with a main of its own lists its tests by name.
    let listed = source.contains(&format!("(\"{function}\", {function})"));
    listed || before.iter().any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
}
