//! Every shipped kind, filled in to its last field: form, workbook in six languages, schema and a record's body hold the same
//! content.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::HashMap;

use catalogue::{Catalogue, Field, FieldType, Kind, Lang, Precision};
use kinds::{cells_of, content_of, faults, is_asked, schema};
use record::Body;
use record::header::Salt;
use serde_json::{Map, Value, json};
use workbook::{Texts, read, write};

/// A value that a field takes: text in the scripts of six languages, the last of the choices.
fn value(field: &Field) -> Value {
    match field.field_type {
        FieldType::Text if field.multiline => {
            json!(format!("{}: one line.\n\nمادة · 条款 · статья · artículo · « là »", field.id))
        }
        FieldType::Text => json!(format!("{}: مادة 条款", field.id)),
        FieldType::Choice => json!(field.choices.last().unwrap().id),
        FieldType::Choices => json!(field.choices.iter().map(|choice| &choice.id).collect::<Vec<_>>()),
        FieldType::Number => json!(field.max_number.unwrap()),
        FieldType::Date => json!(match field.precision.unwrap() {
            Precision::Year => "2031",
            Precision::Month => "2031-05",
            Precision::Day => "2031-05-04",
        }),
        FieldType::Urls => json!(["https://law.example/1?x=2#a", "http://other.example"]),
        FieldType::Rows => {
            let row: Map<String, Value> =
                field.columns.iter().map(|column| (column.id.clone(), value(column))).collect();
            json!([row.clone(), row])
        }
    }
}

fn filled(kind: &Kind) -> Map<String, Value> {
    let all: Map<String, Value> = kind.fields.iter().map(|field| (field.id.clone(), value(field))).collect();
    let asked = |field: &&Field| is_asked(kind, &all, field);
    kind.fields.iter().filter(asked).map(|field| (field.id.clone(), all[&field.id].clone())).collect()
}

fn texts() -> Texts {
    let word = |word: &str| word.to_owned();
    Texts {
        guide: vec![word("Guide")],
        guide_sheet: word("Guide"),
        answers_sheet: word("Answers"),
        reference: word("Reference"),
        question: word("Question"),
        help: word("Help"),
        answer: word("Answer"),
        goes_on: word("goes on"),
        mark_choice: word("x"),
    }
}

#[test]
fn form_workbook_schema_and_record_hold_the_same_content() {
    for kind in Catalogue::built_in().unwrap().kinds() {
        let content = filled(kind);
        assert_eq!(faults(kind, &content), vec![], "{}", kind.id);

        let cells: HashMap<String, Vec<String>> = cells_of(kind, &content).into_iter().collect();
        let by_form = content_of(kind, &|name: &str| cells.get(name).cloned().unwrap_or_default());
        assert_eq!(Value::Object(by_form), Value::Object(content.clone()), "{}: form", kind.id);

        for lang in Lang::ALL {
            let bytes = write(kind, lang, &texts(), &content).unwrap();
            let by_workbook = read(kind, &bytes).unwrap().content;
            let place = format!("{}: workbook in {}", kind.id, lang.code());
            assert_eq!(Value::Object(by_workbook), Value::Object(content.clone()), "{place}");
            let validator = jsonschema::draft202012::new(&schema(kind, lang)).unwrap();
            assert!(validator.is_valid(&Value::Object(content.clone())), "{}: schema", kind.id);
        }

        let body = Body { comity: 1, salt: Salt([7; 16]), content: content.clone(), attachments: Vec::new() };
        let by_record = Body::from_bytes(&serde_json::to_vec(&body).unwrap()).unwrap();
        assert_eq!(by_record.content, content, "{}: record", kind.id);
    }
}
