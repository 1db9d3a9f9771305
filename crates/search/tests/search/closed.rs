//! Indexes of what isn't public: each answers for its own readers alone.

use crate::common::{Measure, ask, measure, measures};
use catalogue::Catalogue;
use search::{Budget, ClosedFound, ClosedIndexes, ClosedRecord, Facet, Hit, Query};

/// Each of two sets of readers has every other measure.
const ONE: &[u32] = &[1];
const OTHER: &[u32] = &[2, 3];

fn said<'a>(position: u64, classes: &'static [u32], one: &'a Measure) -> ClosedRecord<'a> {
    ClosedRecord { position, classes, header: &one.header, body: Some(&one.body), superseded: false }
}

fn add(indexes: &ClosedIndexes, records: &[ClosedRecord<'_>]) {
    indexes.add(Catalogue::built_in().unwrap(), records).unwrap();
}

fn filled(budget: Budget) -> ClosedIndexes {
    let indexes = ClosedIndexes::within(budget);
    for (position, one) in (0..).zip(&measures()) {
        add(&indexes, &[said(position, if position % 2 == 0 { ONE } else { OTHER }, one)]);
    }
    indexes
}

fn found(indexes: &ClosedIndexes, query: &Query, readable: &[u32]) -> ClosedFound {
    indexes.search(query, |classes| classes.iter().any(|class| readable.contains(class))).unwrap()
}

fn positions(found: &ClosedFound) -> Vec<u64> {
    let position = |hit: &Hit| match hit {
        Hit::Record { position, .. } => *position,
        Hit::Provision(_) => panic!("only records lie here"),
    };
    found.hits.iter().map(position).collect()
}

#[test]
fn each_reader_finds_what_is_in_their_own_indexes_the_newest_first() {
    let indexes = filled(Budget::default());
    let everything = Query { limit: 100, ..Query::default() };
    assert!(positions(&found(&indexes, &everything, &[])).is_empty());
    assert_eq!(positions(&found(&indexes, &everything, &[1])), [8, 6, 4, 2, 0]);
    assert_eq!(positions(&found(&indexes, &everything, &[3])), [7, 5, 3, 1]);
    assert_eq!(positions(&found(&indexes, &everything, &[1, 2])), [8, 7, 6, 5, 4, 3, 2, 1, 0]);
    // A word of the other readers' is not found, and doesn't change the order of what is.
    assert_eq!(found(&indexes, &ask("hospital"), &[1]).total, 0);
    assert_eq!(positions(&found(&indexes, &ask("hospital"), &[2])), [3]);
}

#[test]
fn pages_and_facets_add_up_over_indexes() {
    let indexes = filled(Budget::default());
    let mut all = Vec::new();
    for offset in (0..10).step_by(2) {
        let page = found(&indexes, &Query { offset, limit: 2, ..Query::default() }, &[1, 2]);
        assert_eq!(page.total, 9);
        all.extend(positions(&page));
    }
    assert_eq!(all, [8, 7, 6, 5, 4, 3, 2, 1, 0]);
    let both = found(&indexes, &Query { limit: 1, ..Query::default() }, &[1, 2]);
    let of = |facet| both.facets.iter().find(|one| one.facet == facet).unwrap();
    assert_eq!(of(Facet::Kind).values[0].count, Some(9));
    let french = of(Facet::Language).values.iter().find(|one| one.value == "fr").unwrap();
    assert_eq!(french.count, Some(3));
    assert!(of(Facet::Participant).values.iter().all(|one| one.count.is_none()), "a count would rank");
}

#[test]
fn what_was_replaced_or_erased_is_found_no_more() {
    let indexes = filled(Budget::default());
    let all = measures();
    let newer = measure(40, "XAC", "en", "Its second edition", "About incidents.", &[all[2].id()]);
    add(&indexes, &[said(20, ONE, &newer)]);
    let everything = Query { limit: 100, ..Query::default() };
    assert_eq!(positions(&found(&indexes, &everything, &[1])), [20, 8, 6, 4, 0]);
    // Other readers' record replaces nothing here.
    let theirs = measure(41, "XAC", "en", "For others", "About incidents.", &[all[4].id()]);
    add(&indexes, &[said(21, OTHER, &theirs)]);
    assert!(positions(&found(&indexes, &everything, &[1])).contains(&4));
    // What everybody may know of replaces it for all.
    indexes.supersede(&[all[4].id()]).unwrap();
    indexes.erase(&[all[0].id()]).unwrap();
    assert_eq!(positions(&found(&indexes, &everything, &[1])), [20, 8, 6]);
    let titles = indexes.titles(&[all[0].id(), all[6].id()], |_| true).unwrap();
    assert_eq!(titles.len(), 1);
}

#[test]
fn titles_are_given_for_readable_classes_alone() {
    let indexes = filled(Budget::default());
    let all = measures();
    let ids = [all[2].id(), all[3].id()];
    let titles = indexes.titles(&ids, |classes| classes == ONE).unwrap();
    assert_eq!(titles.len(), 1);
    assert_eq!(titles[&ids[0]].as_deref(), Some("National incident response"));
}

/// Measures of one author, each with the same number of words.
fn many(author: &str, seeds: std::ops::Range<u8>) -> Vec<Measure> {
    seeds.map(|seed| measure(seed, author, "en", "A measure", "About incidents.", &[])).collect()
}

#[test]
fn an_author_who_says_much_keeps_nobody_elses_newer_records_from_being_found() {
    let everything = Query { limit: 100, ..Query::default() };
    let indexes = ClosedIndexes::within(Budget { bytes: 10_000, ..Budget::default() });
    let (loud, quiet) = (many("XAA", 0..100), many("XAB", 200..203));
    add(&indexes, &[said(0, ONE, &quiet[0])]);
    for (position, one) in (1..).zip(&loud) {
        add(&indexes, &[said(position, ONE, one)]);
    }
    add(&indexes, &[said(101, ONE, &quiet[1]), said(102, OTHER, &quiet[2])]);
    let found_all = found(&indexes, &everything, &[1, 2]);
    let here = positions(&found_all);
    assert!([0, 101, 102].iter().all(|quiet| here.contains(quiet)), "{here:?}");
    assert!(found_all.incomplete, "whoever may read it is told that some is missing");
    // Of the loud one's, the newest are here and the oldest went.
    assert!(here.contains(&100) && !here.contains(&1) && here.len() < 40, "{here:?}");
    // The quiet one's other readers learn nothing of it.
    let others = found(&indexes, &everything, &[2]);
    assert_eq!((positions(&others), others.incomplete), (vec![102], false));
}

#[test]
fn a_share_is_the_same_whatever_others_say() {
    let everything = Query { limit: 100, ..Query::default() };
    let budget = Budget { bytes: 10_000, ..Budget::default() };
    let own = many("XAB", 0..60);
    let fill = |others: &[Measure]| {
        let indexes = ClosedIndexes::within(budget);
        for one in others {
            add(&indexes, &[said(0, ONE, one)]);
        }
        for (position, one) in (1_000..).zip(&own) {
            add(&indexes, &[said(position, OTHER, one)]);
        }
        positions(&found(&indexes, &everything, &[2]))
    };
    let alone = fill(&[]);
    assert!(alone.len() > 3 && alone.len() < own.len());
    assert_eq!(fill(&many("XAA", 100..200)), alone);
}

#[test]
fn what_was_erased_gives_its_room_back_and_too_many_sets_of_readers_are_told() {
    let everything = Query { limit: 100, ..Query::default() };
    let two = many("XAA", 0..2);
    let indexes = ClosedIndexes::within(Budget { indexes: 1, ..Budget::default() });
    add(&indexes, &[said(0, ONE, &two[0]), said(1, OTHER, &two[1])]);
    let (here, left_out) = (found(&indexes, &everything, &[1]), found(&indexes, &everything, &[2]));
    assert_eq!((here.total, here.incomplete), (1, false));
    assert_eq!((left_out.total, left_out.incomplete), (0, true));
    assert!(!found(&indexes, &everything, &[]).incomplete);
    // Another author has sets of its own, in the same index or another.
    let other = many("XAB", 10..11);
    add(&indexes, &[said(2, OTHER, &other[0])]);
    assert_eq!(positions(&found(&indexes, &everything, &[2])), [2]);

    let indexes = ClosedIndexes::within(Budget { bytes: 4_000, ..Budget::default() });
    let more = many("XAA", 0..40);
    for (position, one) in (0..).zip(&more) {
        add(&indexes, &[said(position, ONE, one)]);
        indexes.erase(&[one.id()]).unwrap();
    }
    assert!(!found(&indexes, &everything, &[1]).incomplete, "what went takes no room");
}
