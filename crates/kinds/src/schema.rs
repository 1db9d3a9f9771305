//! A kind as JSON Schema (draft 2020-12), for programs that write records: what [`crate::check_content`] asks of a body's
//! `content`, as far as that language can say it. The hub's own check decides: words aren't counted there, nor is a date
//! looked up in the calendar.

use catalogue::{Field, FieldType, Kind, Lang, Precision};
use serde_json::{Map, Value, json};

/// The schema of the content of a kind's records, with labels and help in a language.
pub fn schema(kind: &Kind, lang: Lang) -> Value {
    let mut schema = object(&kind.fields, lang);
    let said = Map::from_iter([
        ("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema")),
        ("title".to_owned(), json!(kind.names.get(lang))),
        ("description".to_owned(), json!(kind.description.get(lang))),
    ]);
    schema = said.into_iter().chain(schema).collect();
    let conditions: Vec<Value> = kind.fields.iter().filter_map(|field| condition(kind, field)).collect();
    if !conditions.is_empty() {
        schema.insert("allOf".to_owned(), conditions.into());
    }
    Value::Object(schema)
}

fn object(fields: &[Field], lang: Lang) -> Map<String, Value> {
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.id.clone(), property(field, lang))).collect();
    let required: Vec<&str> =
        fields.iter().filter(|field| field.required).map(|field| field.id.as_str()).collect();
    let said = [
        ("type", json!("object")),
        ("properties", Value::Object(properties)),
        ("required", json!(required)),
        ("additionalProperties", json!(false)),
    ];
    said.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn property(field: &Field, lang: Lang) -> Value {
    let mut says = match field.field_type {
        FieldType::Text => json!({"type": "string", "maxLength": field.max_chars}),
        FieldType::Choice => json!({"enum": ids(field)}),
        FieldType::Choices => json!({"type": "array", "items": {"enum": ids(field)}, "uniqueItems": true}),
        FieldType::Number => json!({"type": "integer", "minimum": 0, "maximum": field.max_number}),
        FieldType::Date => json!({"type": "string", "pattern": date_pattern(field.precision)}),
        FieldType::Urls => json!({
            "type": "array",
            "maxItems": field.max_items,
            "items": {"type": "string", "format": "uri", "pattern": "^https?://", "maxLength": field.max_chars}
        }),
        FieldType::Rows => json!({
            "type": "array", "maxItems": field.max_items, "items": object(&field.columns, lang)
        }),
    };
    if let Some(says) = says.as_object_mut() {
        says.retain(|_, value| !value.is_null());
        says.insert("title".to_owned(), field.label.get(lang).into());
        says.insert("description".to_owned(), field.help.get(lang).into());
    }
    says
}

fn ids(field: &Field) -> Vec<&str> {
    field.choices.iter().map(|choice| choice.id.as_str()).collect()
}

fn date_pattern(coarsest: Option<Precision>) -> &'static str {
    match coarsest {
        Some(Precision::Year) => "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
        Some(Precision::Month) => "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$",
        Some(Precision::Day) | None => "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    }
}

/// Where the choice fell otherwise, the field must not be there.
fn condition(kind: &Kind, field: &Field) -> Option<Value> {
    let when = field.when.as_ref()?;
    let several = kind.field(&when.field).is_some_and(|on| on.field_type == FieldType::Choices);
    let chosen = if several { json!({"contains": {"enum": when.is}}) } else { json!({"enum": when.is}) };
    Some(json!({
        "if": {"properties": {&when.field: chosen}, "required": [when.field]},
        "else": {"properties": {&field.id: false}}
    }))
}
