//! The message catalogue: each key in each language, each used, each use there, with the same variables.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use regex::Regex;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn captures(text: &str, pattern: &str) -> BTreeSet<String> {
    Regex::new(pattern).unwrap().captures_iter(text).map(|found| found[1].to_owned()).collect()
}

fn used() -> BTreeSet<String> {
    let mut paths = Vec::new();
    files(&root().join("src"), &mut paths);
    files(&root().join("templates"), &mut paths);
    let read = |path: &PathBuf| std::fs::read_to_string(path).unwrap();
    let calls = |text: &String| captures(text, r#"(?:\bMsg|\.t|\.n|\.named)\(\s*"([a-z0-9-]+)""#);
    paths.iter().map(read).flat_map(|text| calls(&text)).collect()
}

/// Each key with the variables of its message.
fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let file = |name: String| std::fs::read_to_string(root().join("messages").join(name)).unwrap();
    let parts = ["", "-accounts", "-imports", "-refusals", "-forms"]
        .map(|part| file(format!("{language}{part}.ftl")));
    let text = parts.concat();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in text.lines() {
        if let Some((key, _)) = line.split_once(" =").filter(|(key, _)| !key.starts_with([' ', '#'])) {
            key.clone_into(&mut current);
            assert!(
                found.insert(current.clone(), BTreeSet::new()).is_none(),
                "{key} stands twice in {language}"
            );
        }
        if let Some(variables) = found.get_mut(&current) {
            variables.extend(captures(line, r"\{ \$([a-z]+)"));
        }
    }
    found
}

#[test]
fn every_key_is_in_every_language_with_the_same_variables() {
    let (english, french) = (messages("en"), messages("fr"));
    assert!(english.len() > 200, "the files were read");
    // A language may name a count once in words ("one record") and elsewhere in figures; it can't add one.
    for (key, variables) in &english {
        assert_eq!(french.get(key), Some(variables), "{key}");
    }
    assert_eq!(english.keys().collect::<Vec<_>>(), french.keys().collect::<Vec<_>>());
}

#[test]
fn every_key_is_used_and_every_use_is_there() {
    let there: BTreeSet<String> = messages("en").into_keys().collect();
    let used = used();
    let missing: Vec<_> = used.difference(&there).collect();
    let idle: Vec<_> = there.difference(&used).collect();
    assert!(missing.is_empty(), "used and not there: {missing:?}");
    assert!(idle.is_empty(), "there and not used: {idle:?}");
}
