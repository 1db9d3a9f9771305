//! A small lexicon for tests: real States with the forms that texts print, fictional ones, and a few terms.

#![allow(dead_code, reason = "each test file uses a part of this module")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use instruments::{FrameworkTerm, Instrument, Lexicon, NameEntry, ParticipantType, Role, SourceText, read};

const NAMES: &str = include_str!("names.tsv");

/// Names of `names.tsv` and the terms of one framework.
pub fn lexicon() -> Lexicon {
    let names = NAMES.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default().to_owned();
        let (code, kind, en, fr, forms) = (next(), next(), next(), next(), next());
        NameEntry {
            code,
            kind: if kind == "state" { ParticipantType::State } else { ParticipantType::Organization },
            short: BTreeMap::from([("en".to_owned(), en), ("fr".to_owned(), fr)]),
            forms: forms.split('|').filter(|form| !form.is_empty()).map(str::to_owned).collect(),
        }
    });
    let term = |item: &str, language: &str, phrases: &[&str]| FrameworkTerm {
        item: item.to_owned(),
        language: language.to_owned(),
        phrases: phrases.iter().map(|phrase| (*phrase).to_owned()).collect(),
    };
    let terms = vec![
        term("un/capacity", "en", &["capacity-building", "build capacity"]),
        term("un/capacity", "fr", &["renforcement des capacités", "renforcer les capacités"]),
        term("un/cbm", "en", &["confidence-building measures", "points of contact"]),
        term("un/cbm", "fr", &["mesures de confiance", "points de contact"]),
    ];
    Lexicon::new(names.collect(), terms)
}

/// Reads a plain text that must be an instrument.
pub fn read_plain(text: &str) -> Instrument {
    read(&SourceText::from_plain(text), &lexicon()).expect("the sample is an instrument")
}

/// Codes of the participants on a basis, in order.
pub fn codes(instrument: &Instrument, basis: instruments::Basis) -> Vec<String> {
    let on = instrument.participants.iter().filter(|one| one.basis == basis);
    on.map(|one| one.code.clone().unwrap_or_else(|| format!("?{}", one.printed_as))).collect()
}

/// Labels of the top-level provisions of a role.
pub fn labels(instrument: &Instrument, role: Role) -> Vec<String> {
    let of = instrument.provisions.iter().filter(|one| one.role == role);
    of.map(|one| one.label.clone().unwrap_or_default()).collect()
}

/// A text of the shared folder beside the project, if it is there.
pub fn shared(name: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/instruments").join(name);
    let text = std::fs::read_to_string(path).ok();
    if text.is_none() {
        println!("skipped: ../shared isn't here");
    }
    text
}
