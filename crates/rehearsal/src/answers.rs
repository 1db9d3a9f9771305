//! A kind's form, filled in to its last field.

use catalogue::{Field, FieldType, Kind, Precision};
use kinds::is_asked;
use serde_json::{Map, Value, json};

/// A value that a field takes: text in several scripts with marks that mean something elsewhere, the last of the choices.
fn value(field: &Field) -> Value {
    let choices = || field.choices.iter().map(|choice| choice.id.as_str());
    match field.field_type {
        FieldType::Text if field.multiline => {
            json!(format!("{} one & <b>line</b>.\n\nمادة · 条款 · статья · artículo · « là »", field.id))
        }
        FieldType::Text => json!(format!("{} مادة 条款", field.id)),
        FieldType::Choice => json!(choices().next_back()),
        FieldType::Choices => json!(choices().collect::<Vec<_>>()),
        FieldType::Number => json!(field.max_number),
        FieldType::Date => json!(match field.precision {
            Some(Precision::Year) => "2031",
            Some(Precision::Month) => "2031-05",
            Some(Precision::Day) | None => "2031-05-04",
        }),
        FieldType::Urls => json!(["https://law.example/1?x=2#a", "http://other.example"]),
        FieldType::Rows => {
            let row: Map<String, Value> =
                field.columns.iter().map(|column| (column.id.clone(), value(column))).collect();
            json!([row.clone(), row])
        }
    }
}

/// The content of a body of a kind, with every field that is asked after the choices in it.
pub fn filled(kind: &Kind) -> Map<String, Value> {
    let all: Map<String, Value> = kind.fields.iter().map(|field| (field.id.clone(), value(field))).collect();
    let asked = |field: &&Field| is_asked(kind, &all, field);
    kind.fields.iter().filter(asked).map(|field| (field.id.clone(), all[&field.id].clone())).collect()
}
