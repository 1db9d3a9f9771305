//! Kinds as their readers find them: the form on a page, for programs, and as a workbook.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod common;

use axum::http::StatusCode;
use catalogue::Catalogue;
use catalogue::{Field, FieldType, Kind, Writer};
use common::{Draft, World, XAA, kind_file};
use serde_json::{Map, Value, json};

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

/// A value that a field takes, with its own name in it where it is text.
fn value(kind: &Kind, field: &Field) -> Value {
    match field.field_type {
        FieldType::Text => json!(format!("What {} says of {}", kind.id, field.id)),
        FieldType::Choice => json!(field.choices[0].id),
        FieldType::Choices => json!([field.choices[0].id]),
        FieldType::Number => json!(12),
        FieldType::Date => json!("2031-05-04"),
        FieldType::Urls => json!([format!("https://{}.example", field.id.replace('_', "-"))]),
        FieldType::Rows => {
            let row: Map<String, Value> =
                field.columns.iter().map(|column| (column.id.clone(), value(kind, column))).collect();
            json!([row])
        }
    }
}

/// Texts of a content, wherever they stand in it.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with("What ") || text.starts_with("https:") => {
            found.push(text.clone());
        }
        Value::Array(list) => list.iter().for_each(|one| texts(one, found)),
        Value::Object(members) => members.values().for_each(|one| texts(one, found)),
        _ => {}
    }
}

/// What a signed record kept is what a form, a workbook in each language and a program's schema hold of it.
fn same_by_form_workbook_and_schema(kind: &Kind, kept: &Map<String, Value>) {
    let cells: std::collections::HashMap<String, Vec<String>> =
        kinds::cells_of(kind, kept).into_iter().collect();
    let form = kinds::content_of(kind, &|name: &str| cells.get(name).cloned().unwrap_or_default());
    assert_eq!(json!(form), json!(kept), "{}: form", kind.id);
    for lang in catalogue::Lang::ALL {
        let file = workbook::write(kind, lang, &web::workbook_texts(lang, None), kept).unwrap();
        let read = workbook::read(kind, &file).unwrap();
        assert_eq!(json!(read.content), json!(kept), "{}: workbook in {}", kind.id, lang.code());
    }
    let schema = kinds::schema(kind, catalogue::Lang::En);
    let properties = schema["properties"].as_object().unwrap();
    assert!(kept.keys().all(|name| properties.contains_key(name)), "{}: schema", kind.id);
}

/// A typesetter without fonts.
struct NoFonts;

impl web::printed::Typesetter for NoFonts {
    fn set(&self, _: &reports::Document) -> Result<Vec<u8>, web::printed::NotSet> {
        Err(web::printed::NotSet::FontsMissing)
    }
}

#[test]
fn where_fonts_are_missing_the_reader_is_told_in_words_what_to_take_instead() {
    let world = World::new();
    let shelf = std::sync::Arc::new(web::RegisterShelf::new(std::sync::Arc::clone(&world.register)));
    let finder = std::sync::Arc::new(common::OneShelf);
    let (hub, door) = common::hub_with(&world.register, shelf, finder, |hub| {
        hub.with_typesetter(std::sync::Arc::new(NoFonts))
    });
    let app = web::app(hub, door);
    for (language, words) in [
        ("en", ["This hub lacks fonts for that language", "Take the Word or HTML form instead"]),
        ("fr", ["polices", "Word"]),
    ] {
        let address = format!("/kinds/measure/form?form=pdf&lang={language}");
        let answer = world.ask_of(&app, "GET", &address, &[("accept", "text/html")]);
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        for said in words {
            assert!(answer.main().contains(said), "{said}: {}", answer.main());
        }
        let json = world.ask_of(&app, "GET", &address, &[("accept", "application/json")]);
        assert_eq!(json.json()["code"], "fonts-missing");
        let word = world.ask_of(&app, "GET", &format!("/kinds/measure/form?form=docx&lang={language}"), &[]);
        assert_eq!(word.status, StatusCode::OK, "what it names is there");
    }
}

#[test]
fn the_form_of_each_kind_is_printed_in_each_language_with_its_numbering_boxes_and_room() {
    let world = World::new();
    let catalogue = Catalogue::built_in().unwrap();
    for kind in catalogue.kinds() {
        for lang in catalogue::Lang::ALL {
            let address = format!("/kinds/{}/form?form=html&lang={}", kind.id, lang.code());
            let form = world.read(&address);
            assert_eq!(form.status, StatusCode::OK, "{address}");
            let name = format!("attachment; filename=\"{}-form-{}.html\"", kind.id, lang.code());
            assert_eq!(form.header("content-disposition"), name);
            let text = form.text();
            let boxes: usize = kind.fields.iter().map(|field| field.choices.len()).sum();
            assert_eq!(text.matches('\u{2610}').count(), boxes, "{address}");
            assert!(text.contains("class=\"room\""), "{address}");
            let words = web::words::words(lang);
            for field in &kind.fields {
                let label = words.typeset(field.label.get(lang)).replace('&', "&amp;").replace('\'', "&#39;");
                assert!(text.contains(&label) || text.contains(field.label.get(lang)), "{address}: {label}");
            }
        }
        let docx = world.read(&format!("/kinds/{}/form?form=docx", kind.id));
        assert!(docx.bytes.starts_with(b"PK"), "{}", kind.id);
    }
    let survey = world.read("/kinds/national-survey/form?lang=en");
    let kind = catalogue.kind("national-survey").unwrap();
    for section in &kind.sections {
        assert!(survey.text().contains(&section.heading(catalogue::Lang::En)), "{}", section.id);
    }
    assert_eq!(world.read("/kinds/nothing/form").status, StatusCode::NOT_FOUND);
}

#[test]
fn what_is_said_by_each_kind_comes_in_at_the_door_and_is_shown_whole() {
    let world = World::new();
    let catalogue = Catalogue::built_in().unwrap();
    let assembly = catalogue.mechanism("exercise-assembly").unwrap();
    let kinds = assembly.kinds.iter().filter_map(|id| catalogue.kind(id));
    let said = kinds.filter(|kind| kind.writers.contains(&Writer::ParticipantDelegate)).collect::<Vec<_>>();
    assert_eq!(said.len(), catalogue.kinds().count() - 1, "all but the cycle, which a secretariat opens");
    for (number, kind) in (200..).zip(said) {
        if kind.id != "measure" {
            world.register.submit_blocking(kind_file(number + 100, &kind.id).sign()).unwrap();
        }
        let content: Map<String, Value> =
            kind.fields.iter().map(|field| (field.id.clone(), value(kind, field))).collect();
        let mut draft = Draft::new(number, &kind.id, "XAA", &json!(content), &[XAA]);
        draft.header.mechanisms = vec!["exercise-assembly".into()];
        draft.header.framework_items = vec!["un/norm-13-f".into()];
        let answer = world.bring(&draft);
        assert!(answer.status.is_success(), "{}: {}", kind.id, answer.text());
        let id = answer.json()["id"].as_str().unwrap().to_owned();
        let kept: Value = world.read_now(&format!("/records/{id}/body")).json();
        assert_eq!(kept["content"], json!(content), "{}", kind.id);
        same_by_form_workbook_and_schema(kind, kept["content"].as_object().unwrap());
        let page = world.read_now(&format!("/records/{id}"));
        let mut said = Vec::new();
        texts(&json!(content), &mut said);
        for text in said {
            assert!(page.main().contains(&text) || page.text().contains(&text), "{}: {text}", kind.id);
        }
        let item = world.read_now("/framework/un/norm-13-f");
        assert!(item.text().contains(&id), "{} stands under its framework item", kind.id);
    }
}
