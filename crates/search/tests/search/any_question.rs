//! Any text is a question, and none costs more than its bounds.

use std::sync::OnceLock;

use crate::common::ask;
use proptest::prelude::*;
use search::{Facet, MAX_TERMS, Query, SearchIndex};

fn index() -> &'static SearchIndex {
    static INDEX: OnceLock<SearchIndex> = OnceLock::new();
    INDEX.get_or_init(crate::common::index)
}

proptest! {
    #[test]
    fn any_text_is_a_question(text in any::<String>(), filter in any::<String>(), offset: usize, limit: usize) {
        let query = Query { offset, limit, ..ask(&text) };
        let found = index().search(&query).unwrap();
        prop_assert!(found.total <= 9 && found.hits.len() <= found.total);
        let query = Query { text, filters: vec![(Facet::Item, filter)], ..Query::default() };
        index().search(&query).unwrap();
    }

    #[test]
    fn so_is_anything_that_looks_like_an_operator(
        text in r#"((AND|OR|NOT|NEAR|plain|facets|fr|v1|every|réseaux|国际|网)?[-"'“”«»:*^(){}+~\\/ ,.’;]{0,3}){0,30}"#,
    ) {
        let found = index().search(&ask(&text)).unwrap();
        prop_assert!(found.total <= 9);
    }

    #[test]
    fn words_that_only_facets_hold_are_not_found(word in "v[0-9]{1,2}|every") {
        prop_assert_eq!(index().search(&ask(&word)).unwrap().total, 0);
    }
}

#[test]
fn a_very_long_question_is_one_of_a_few_words() {
    let long = "réseaux ".repeat(100_000);
    let bounded = "réseaux ".repeat(MAX_TERMS);
    assert_eq!(index().search(&ask(&long)).unwrap(), index().search(&ask(&bounded)).unwrap());
    for text in
        ["\"".repeat(1_000_000), "-".repeat(1_000_000), "e\u{301}".repeat(500_000), "网".repeat(500_000)]
    {
        index().search(&ask(&text)).unwrap();
    }
}
