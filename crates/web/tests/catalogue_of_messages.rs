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

/// The languages of pages, with the plural forms that each has (CLDR).
const LANGUAGES: [(&str, &[&str]); 6] = [
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ("en", &["one", "other"]),
    ("es", &["one", "many", "other"]),
    ("fr", &["one", "many", "other"]),
    ("ru", &["one", "few", "many", "other"]),
    ("zh", &["other"]),
];

/// Every file of a language, as one text. The names of the files are the same in all.
fn source(language: &str) -> String {
    let mut paths = Vec::new();
    files(&root().join("messages"), &mut paths);
    let own = |path: &&PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        name == language || name.strip_prefix(language).is_some_and(|rest| rest.starts_with('-'))
    };
    let read = |path: &PathBuf| std::fs::read_to_string(path).unwrap();
    paths.iter().filter(own).map(read).collect()
}

/// Each key with the variables of its message.
fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let text = source(language);
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

/// What the build says of files that aren't complete.
#[test]
fn a_key_that_a_language_lacks_is_named_with_its_file() {
    let said = |language: &str| match language {
        "fr" => "one = un\n",
        "ru" => "# A remark = none\none = { $count ->\n    [one] one\n}\ntwo = два\ntwo = два\n",
        _ => "one = 1\ntwo = 2\n",
    };
    let names: Vec<(String, &str)> =
        LANGUAGES.iter().map(|(code, _)| (format!("{code}-pages.ftl"), said(code))).collect();
    let files = || names.iter().map(|(name, text)| (name.as_str(), *text));
    let faults = web::keys::faults(files().chain([("de.ftl", "one = eins\n"), ("en.ftl", "alone = 1\n")]));
    let lacks = |file: &str, key: &str| format!("messages/{file} lacks the key `{key}`");
    assert!(faults.contains(&lacks("fr-pages.ftl", "two")), "{faults:?}");
    assert!(faults.contains(&"messages/ru-pages.ftl: the key `two` stands twice".to_owned()), "{faults:?}");
    assert!(faults.contains(&"messages/de.ftl is of no language of ours".to_owned()), "{faults:?}");
    assert!(faults.contains(&lacks("zh.ftl", "alone")), "a file that is missing: {faults:?}");
    assert_eq!(faults.len(), 3 + 5, "{faults:?}");
}

#[test]
fn every_key_is_in_every_language_with_the_same_variables() {
    let english = messages("en");
    assert!(english.len() > 200, "the files were read");
    for (language, _) in LANGUAGES {
        let said = messages(language);
        // A language may name a count once in words ("one record") and elsewhere in figures; it can't add one.
        for (key, variables) in &english {
            assert_eq!(said.get(key), Some(variables), "{key} in {language}");
        }
        assert_eq!(english.keys().collect::<Vec<_>>(), said.keys().collect::<Vec<_>>(), "{language}");
    }
}

/// A form that a language doesn't have would never be chosen, and one that stands twice never the second time.
#[test]
fn counts_are_said_in_the_plural_forms_of_the_language() {
    let named = Regex::new(r"(?m)^\s+\*?\[([a-z0-9]+)\]").unwrap();
    for (language, forms) in LANGUAGES {
        let text = source(language);
        let mut selections = 0;
        for selection in text.split("{ $count ->").skip(1) {
            let selection = selection.split("\n    }").next().unwrap();
            let said: Vec<&str> =
                named.captures_iter(selection).map(|one| one.get(1).unwrap().as_str()).collect();
            let numbers = |form: &&str| !form.bytes().all(|byte| byte.is_ascii_digit());
            for form in said.iter().copied().filter(numbers) {
                assert!(forms.contains(&form), "{form} in {language}:{selection}");
            }
            assert!(said.contains(&"other"), "{language}:{selection}");
            assert_eq!(said.iter().collect::<BTreeSet<_>>().len(), said.len(), "{language}:{selection}");
            selections += 1;
        }
        assert!(selections > 5, "{language} was read");
    }
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
