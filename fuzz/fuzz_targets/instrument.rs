//! A text is read or refused; what is read names each provision once, and leaves none empty.
#![no_main]

use catalogue::Catalogue;
use instruments::{Lexicon, SourceText, read};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Catalogue::built_in().expect("the built-in catalogue is whole").lexicon());

fuzz_target!(|text: &str| {
    if let Ok(instrument) = read(&SourceText::from_plain(text), &LEXICON) {
        let provisions: Vec<_> = instrument.provisions.iter().flat_map(|one| one.walk()).collect();
        assert!(provisions.iter().all(|one| !one.text.trim().is_empty()));
        let mut paths: Vec<_> = provisions.iter().map(|one| &one.path).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), provisions.len(), "two provisions under one path");
    }
});
