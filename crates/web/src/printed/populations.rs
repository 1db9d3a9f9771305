//! Tables and documents to take away hold what asking the policies record by record allows, and nothing else.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use reports::Document;

use super::compiled::{self, Arranged};
use super::manuscript::Press;
use super::{lists, national, record, tables};
use crate::WebError;
use crate::model::cycle::CYCLE;
use crate::model::search::Query;
use crate::model::{self, Desk};
use crate::populations::{
    AUTHORS, Apart, ITEM, MECHANISMS, PROVISION, Said, apart, drawn, subject, words_in,
};

/// The lists, each beside what it must name where that is a plain list of records.
fn check_tables(one: &Apart<'_>) -> Result<(), TestCaseError> {
    let named = |table: Result<workbook::Table, WebError>| words_in(&table.unwrap().csv());
    for code in AUTHORS {
        let table = one.same("a participant's table", |desk| tables::of_participant(desk, code))?;
        let theirs = |said: &Said| said.header.participant == code;
        prop_assert_eq!(named(table), one.expected.listed(theirs));
    }
    for id in MECHANISMS {
        let table = one.same("a mechanism's table", |desk| tables::of_mechanism(desk, id))?;
        let there = |said: &Said| said.header.mechanisms.iter().any(|own| own == id);
        prop_assert_eq!(named(table), one.expected.listed(there));
    }
    let (set, item) = ITEM.split_once('/').unwrap();
    let table = one.same("an item's table", |desk| tables::of_item(desk, set, item))?;
    prop_assert_eq!(named(table), one.expected.listed(|said| !said.header.framework_items.is_empty()));
    let (instrument, path) = PROVISION;
    let table = one.same("a provision's table", |desk| tables::of_provision(desk, instrument, path))?;
    let on_item = |said: &Said| {
        !said.header.framework_items.is_empty() && said.header.mechanisms.iter().any(|id| id == MECHANISMS[0])
    };
    let on_provision = |said: &Said| !said.header.provisions.is_empty() || on_item(said);
    prop_assert_eq!(named(table), one.expected.listed(on_provision));
    let table = one.same("the register's table", |desk| Ok(tables::of_register(desk, None)))?;
    let readable: Vec<_> = one.expected.readable().map(|(number, _)| format!("Word {number}")).collect();
    prop_assert_eq!(named(table), readable.into_iter().collect());
    let query = Query { q: "plantedword".into(), page: 1, ..Query::default() };
    let table = one.same("a table of what was found", |desk| tables::of_search(desk, &query))?;
    let found = one.expected.found(true).len() + one.expected.found(false).len();
    prop_assert_eq!(named(table).len(), found);
    one.same("the table of capacity", |desk| Ok(tables::of_capacity(desk)))?.unwrap();
    one.same("the table of cycles", |desk| Ok(lists::of_cycles(desk)))?.unwrap();
    Ok(())
}

fn check_documents(one: &Apart<'_>) -> Result<(), TestCaseError> {
    for (code, id) in AUTHORS.into_iter().flat_map(|code| MECHANISMS.map(|id| (code, id))) {
        let report = one.same("a participant's report", |desk| {
            Ok(national::document(Press::of(desk), &national::by_item(desk, code, id)?))
        })?;
        let said_there = |said: &Said| {
            said.header.participant == code && said.header.mechanisms.iter().any(|own| own == id)
        };
        prop_assert_eq!(words_in(&format!("{report:?}")), one.expected.listed(said_there));
        let outlook = one.same("an outlook", |desk| {
            Ok(national::outlook(Press::of(desk), &national::by_kind(desk, code, id)?))
        })?;
        let in_outlook = |said: &Said| said_there(said) && national::OUTLOOK.contains(&&*said.header.kind);
        prop_assert_eq!(words_in(&format!("{outlook:?}")), one.expected.listed(in_outlook));
    }
    for said in one.expected.population.iter().filter(|said| said.header.kind == CYCLE) {
        let id = said.id().to_string();
        let readable = one.expected.reads(said) && !one.expected.disavowed(said);
        for arranged in [Arranged::ByQuestion, Arranged::ByAuthor] {
            let made = one.same("a compiled report", |desk| {
                Ok(compiled::document(Press::of(desk), &compiled::read(desk, &id)?, arranged))
            })?;
            prop_assert_eq!(made.is_ok(), readable);
        }
        let made = one.same("a table of answers", |desk| tables::of_cycle(desk, &id))?;
        prop_assert_eq!(made.is_ok(), readable);
    }
    let beside = one.expected.beside_headers_alone();
    for (_, said) in one.expected.readable().filter(|(_, said)| !beside.contains(&said.id())) {
        let id = said.id().to_string();
        let print = |desk: &Desk<'_>| -> Result<Document, WebError> {
            Ok(record::document(Press::of(desk), &model::record::page(desk, &id)?))
        };
        one.same("a printed record", print)?.unwrap();
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_table_and_document_is_made_of_what_asking_record_by_record_allows(
        all in vec(drawn(), 1..16),
        readers in vec(subject(), 1..4),
    ) {
        apart(&all, readers, |one| {
            check_tables(one)?;
            check_documents(one)
        })?;
    }
}
