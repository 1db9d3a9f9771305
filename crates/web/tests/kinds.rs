//! Kinds as their readers find them: the form on a page, for programs, and as a workbook.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod common;

use axum::http::StatusCode;
use catalogue::Catalogue;
use common::World;
use serde_json::{Map, json};

#[test]
fn a_form_is_shown_whole_in_its_parts_and_numbering() {
    let world = World::new();
    let page = world.read("/kinds/national-survey");
    let kind = Catalogue::built_in().unwrap().kind("national-survey").unwrap();
    for part in &kind.parts {
        let heading = format!("{} {}", part.label.as_deref().unwrap(), part.names.get(catalogue::Lang::En));
        assert!(page.main().contains(&heading), "{heading}");
    }
    assert_eq!(page.main().matches("<dt>Measures</dt>").count(), kind.sections.len());
    let model = world.ask("GET", "/kinds/national-survey", &[("accept", "application/json")]).json();
    assert_eq!(model["sections"].as_array().unwrap().len(), kind.sections.len());
    assert_eq!(model["sections"][7]["fields"][0]["id"], json!(kind.fields[21].id));
    assert_eq!(world.read("/kinds/nothing").status, StatusCode::NOT_FOUND);
}

#[test]
fn the_schema_is_the_kinds_in_the_language_asked() {
    let world = World::new();
    let schema = world.ask("GET", "/kinds/measure/schema", &[("accept-language", "fr")]);
    assert_eq!(schema.header("content-type"), "application/schema+json");
    let kind = Catalogue::built_in().unwrap().kind("measure").unwrap();
    assert_eq!(schema.json(), kinds::schema(kind, catalogue::Lang::Fr));
    assert_eq!(world.read("/kinds/nothing/schema").status, StatusCode::NOT_FOUND);
}

#[test]
fn the_workbook_of_each_kind_comes_back_blank() {
    let world = World::new();
    for kind in Catalogue::built_in().unwrap().kinds() {
        let file = world.read(&format!("/kinds/{}/workbook?lang=fr", kind.id));
        assert_eq!(file.status, StatusCode::OK, "{}", kind.id);
        let name = format!("attachment; filename=\"{}-fr.xlsx\"", kind.id);
        assert_eq!(file.header("content-disposition"), name);
        assert_eq!(workbook::read(kind, &file.bytes).unwrap().content, Map::new(), "{}", kind.id);
    }
    assert_eq!(world.read("/kinds/nothing/workbook").status, StatusCode::NOT_FOUND);
}
