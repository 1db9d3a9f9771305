//! What the models of pages list, count and find is what asking record by record allows.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::Lang;
use policy::{Action, Subject};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use super::expected::Expected;
use super::{AUTHORS, MECHANISMS, Said, as_today, drawn, hub, said, subject};
use crate::model::search::Query;
use crate::model::{
    framework, home, mechanism, party, record as record_page, register, search as search_page,
};
use crate::reader::Reader;

fn titles(lines: &Value) -> BTreeSet<String> {
    let all = lines.as_array().unwrap().iter();
    all.filter_map(|line| line["title"].as_str().map(str::to_owned)).collect()
}

fn counts(page: &Value, facet: &str) -> BTreeMap<String, u64> {
    let facets = page["facets"].as_array().unwrap();
    let values = facets.iter().find(|one| one["name"] == facet).map(|one| one["values"].as_array().unwrap());
    let count = |one: &Value| (one["value"].as_str().unwrap().to_owned(), one["count"].as_u64().unwrap());
    values.into_iter().flatten().map(count).collect()
}

/// Makes a page for somebody.
macro_rules! page {
    ($hub:expr, $reader:expr, $make:expr) => {
        serde_json::to_value($hub.at_desk_of($reader, "", Lang::En, $make).unwrap()).unwrap()
    };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_list_count_facet_and_total_is_what_asking_record_by_record_allows(
        all in vec(drawn(), 1..20),
        readers in vec(subject(), 1..5),
    ) {
        let (population, members) = said(&all);
        let hub = hub(&population);
        let readers: Vec<Subject> = readers.into_iter().map(|who| as_today(who, &members)).collect();
        // One after the other, from the same cache, and the first once more.
        for who in readers.iter().chain(&readers[..1]) {
            let expected = Expected { population: &population, members: &members, who };
            let reader = Reader::who(who.clone());
            let reader = &reader;
            let home = page!(hub, reader, |desk| Ok(home::page(desk)));
            let everything = expected.listed(|_| true);
            prop_assert!(titles(&home["latest"]["newest"]).is_subset(&everything));
            for id in MECHANISMS {
                let shown = page!(hub, reader, |desk| mechanism::page(desk, id));
                let said_there = |one: &Said| one.header.mechanisms.iter().any(|own| own == id);
                prop_assert_eq!(titles(&shown["records"]["newest"]), expected.listed(said_there));
            }
            for code in AUTHORS {
                let shown = page!(hub, reader, |desk| party::page(desk, code));
                let statements: Vec<_> =
                    shown["statements"].as_array().unwrap().iter().map(|one| one["record"].clone()).collect();
                let theirs = |one: &Said| one.header.participant == code;
                prop_assert_eq!(titles(&statements.into()), expected.listed(theirs));
            }
            let shown = page!(hub, reader, |desk| framework::page(desk, "un", "norm-13-f"));
            let speaks = |one: &Said| !one.header.framework_items.is_empty();
            prop_assert_eq!(titles(&shown["records"]["newest"]), expected.listed(speaks));

            let shown = page!(hub, reader, |desk| register::page(desk, None));
            let entries = shown["entries"].as_array().unwrap();
            prop_assert_eq!(entries.len(), population.len());
            let records: Vec<_> = entries.iter().filter_map(|entry| entry.get("record").cloned()).collect();
            let readable: BTreeSet<_> = expected.readable().map(|(n, _)| format!("Word {n}")).collect();
            prop_assert_eq!(titles(&records.into()), readable);

            let query = || Query { q: "plantedword".into(), page: 1, ..Query::default() };
            let shown = page!(hub, reader, |desk| search_page::page(desk, query()));
            let (public, closed) = (expected.found(true), expected.found(false));
            prop_assert_eq!(shown["total"].as_u64().unwrap(), public.len() as u64);
            prop_assert_eq!(shown["closed"]["total"].as_u64().unwrap_or(0), closed.len() as u64);
            let by_mechanism = counts(&shown, "mechanism");
            for (id, count) in &by_mechanism {
                let there = |(_, one): &&(usize, &Said)| one.header.mechanisms.contains(id);
                prop_assert_eq!(*count, public.iter().chain(&closed).filter(there).count() as u64);
            }
            for id in MECHANISMS {
                let query = Query { mechanism: id.to_owned(), ..query() };
                let shown = page!(hub, reader, |desk| search_page::page(desk, query));
                let there = |(_, one): &&(usize, &Said)| one.header.mechanisms.iter().any(|own| own == id);
                let of = |found: &[(usize, &Said)]| found.iter().filter(there).count() as u64;
                prop_assert_eq!(shown["total"].as_u64().unwrap(), of(&public));
                prop_assert_eq!(shown["closed"]["total"].as_u64().unwrap_or(0), of(&closed));
            }

            for one in population.iter().filter(|one| one.is_statement()) {
                let made = hub.at_desk_of(reader, "", Lang::En, |desk| record_page::page(desk, &one.id().to_string()));
                prop_assert_eq!(made.is_ok(), one.may(who, Action::ReadHeader));
                if let Ok(page) = made {
                    prop_assert_eq!(page.line.title.is_some(), expected.reads(one));
                    prop_assert_eq!(page.content.is_empty(), !expected.reads(one));
                }
            }
        }
    }
}
