//! docs/mission.md, docs/threat-model.md and docs/asvs.md keep their word: every row is there, what is said to work names
//! where, and every test that is named exists.

mod support {
    pub mod sources;
}

use catalogue::Catalogue;
use std::collections::BTreeSet;
use support::sources::{missing_tests, quoted, read, root};

/// What stands in the second column of a row that doesn't work yet, before the part that it comes with.
const NOT_YET: &str = "not yet";

/// The cells of a table's row.
fn cells(line: &str) -> Vec<&str> {
    line.trim().trim_matches('|').split('|').map(str::trim).collect()
}

/// The rows of docs/mission.md: ids, and the cells after them.
fn rows(text: &str) -> Vec<(Vec<String>, Vec<&str>)> {
    let rows = text.lines().filter(|line| line.starts_with("| ")).map(cells);
    rows.filter_map(|cells| {
        let ids: Vec<String> = cells[0].split(", ").map(str::to_owned).collect();
        is_id(&ids[0]).then(|| (ids, cells[1..].to_vec()))
    })
    .collect()
}

fn is_id(text: &str) -> bool {
    let sets = ["ARF-", "POA-", "CNI-", "CIS-", "L4-"];
    sets.iter().any(|set| text.starts_with(set))
}

fn listed() -> BTreeSet<String> {
    rows(&read("docs/mission.md")).into_iter().flat_map(|(ids, _)| ids).collect()
}

#[test]
fn every_row_of_the_mission_is_there_once() {
    let text = read("docs/mission.md");
    let all: Vec<String> = rows(&text).into_iter().flat_map(|(ids, _)| ids).collect();
    assert_eq!(all.len(), listed().len(), "a row stands twice");
    let catalogue = Catalogue::built_in().expect("the built-in files are sound");
    let wanted: BTreeSet<String> = catalogue.mission_rows().into_keys().map(str::to_owned).collect();
    assert_eq!(listed(), wanted);
}

#[test]
fn the_rows_are_those_of_the_shared_mission() {
    let Ok(mission) = std::fs::read_to_string(root().join("../shared/MISSION.md")) else {
        println!("skipped: ../shared isn't here");
        return;
    };
    let wanted: BTreeSet<String> = rows(&mission).into_iter().flat_map(|(ids, _)| ids).collect();
    assert_eq!(listed(), wanted);
}

#[test]
fn a_row_says_where_it_works_and_what_shows_it_or_when_it_comes() {
    let text = read("docs/mission.md");
    for (ids, cells) in rows(&text) {
        let [provision, works, test] = cells[..] else { panic!("{ids:?} has {} cells", cells.len() + 1) };
        assert!(!provision.is_empty(), "{ids:?} has no provision");
        let waits = works.contains(NOT_YET);
        let says_when = works.contains("part 2") || works.contains("part 3") || works.contains("later issue");
        assert!(!waits || says_when, "{ids:?} doesn't say what it waits for");
        let only_waits = works.starts_with(NOT_YET);
        assert_eq!(only_waits, test == "—", "{ids:?}: what works names its test, what doesn't has none");
        assert!(only_waits || quoted(test).any(|code| code.contains(".rs::")), "{ids:?} names no test");
        let places: Vec<&str> = quoted(works).collect();
        assert!(only_waits || !places.is_empty(), "{ids:?} names no page and no command");
    }
}

#[test]
fn pages_that_documents_name_are_in_the_catalogue() {
    let catalogue = Catalogue::built_in().expect("the built-in files are sound");
    let text = [read("docs/mission.md"), read("docs/threat-model.md"), read("README.md")].concat();
    for page in quoted(&text).filter(|code| code.starts_with('/')) {
        let parts: Vec<&str> = page.trim_start_matches('/').split('/').collect();
        let there = match parts[..] {
            ["instruments", id] => catalogue.instrument(id).is_some(),
            ["mechanisms", id] => catalogue.mechanism(id).is_some(),
            ["kinds", id] => catalogue.kind(id).is_some(),
            ["framework", set, slug] => catalogue.item(&format!("{set}/{slug}")).is_some(),
            ["provisions", instrument, path] => {
                catalogue.provision(&format!("{instrument}/{path}")).is_some()
            }
            _ => true,
        };
        assert!(there, "{page} is a page of nothing");
    }
}

#[test]
fn the_tests_that_documents_name_exist() {
    for document in ["docs/mission.md", "docs/threat-model.md", "docs/asvs.md"] {
        let text = read(document);
        assert!(quoted(&text).any(|code| code.contains(".rs::")), "{document} names no test");
        let missing = missing_tests(&text);
        assert!(missing.is_empty(), "{document} names tests that aren't there: {missing:#?}");
    }
}

#[test]
fn a_test_that_is_not_there_is_noticed() {
    let named = "`comity/tests/mission.rs::a_test_that_is_not_there_is_noticed` `comity/tests/mission.rs::cells` \
                 `comity/tests/mission.rs::nobody` `comity/tests/nowhere.rs::nobody`";
    assert_eq!(missing_tests(named).len(), 3);
}
