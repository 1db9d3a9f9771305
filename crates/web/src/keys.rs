//! The keys of message files, and which of them a language lacks: the build asks it (`build.rs`), and the hub and its tests use
//! the same code. It needs nothing but the standard library.

use std::collections::{BTreeMap, BTreeSet};

/// The codes of the languages in which every message must be.
pub const LANGUAGES: [&str; 6] = ["ar", "en", "es", "fr", "ru", "zh"];

/// The keys of a message file, in its order.
pub fn keys(source: &str) -> impl Iterator<Item = &str> {
    source
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
}

/// What is wrong with message files (`fr-accounts.ftl` with its text), a line each: a key that one language has and another
/// hasn't in the file of the same name, one that stands twice, a file of no language.
pub fn faults<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let (mut faults, mut parts) = (Vec::new(), BTreeMap::<&str, BTreeMap<&str, BTreeSet<&str>>>::new());
    for (name, source) in files {
        let language = name.get(..2).filter(|code| LANGUAGES.contains(code));
        let (Some(language), Some(part)) = (language, name.get(2..)) else {
            faults.push(format!("messages/{name} is of no language of ours"));
            continue;
        };
        let there = parts.entry(part).or_default().entry(language).or_default();
        let twice = keys(source).filter(|key| !there.insert(*key));
        faults.extend(twice.map(|key| format!("messages/{name}: the key `{key}` stands twice")));
    }
    for (part, by_language) in &parts {
        let every: BTreeSet<&str> = by_language.values().flatten().copied().collect();
        for language in LANGUAGES {
            let there = by_language.get(language);
            let missing = every.iter().filter(|key| there.is_none_or(|there| !there.contains(*key)));
            faults.extend(missing.map(|key| format!("messages/{language}{part} lacks the key `{key}`")));
        }
    }
    faults
}
