//! What a body says, field by field, as every page shows it: a record's, a draft's, a preview's.

use catalogue::{Field, FieldType, Kind, Part, Section};
use record::Body;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::model::Desk;
use crate::words::Words;

/// What a field holds, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// Paragraphs of plain text, as the author wrote them.
    Text(Vec<String>),
    /// A choice, in the words of the kind.
    Choice(String),
    /// Choices, in the words of the kind.
    Choices(Vec<String>),
    /// A number.
    Number(u64),
    /// A date, as exact as it was given.
    Date(String),
    /// Addresses.
    Urls(Vec<String>),
    /// A table.
    Rows(Table),
}

/// A table that an author filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Table {
    /// The labels of its columns.
    pub head: Vec<String>,
    /// Its rows; a cell that is blank is none.
    #[schema(no_recursion)]
    pub rows: Vec<Vec<Option<Shown>>>,
}

/// A field of the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldLine {
    /// Its id in the body.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What it holds.
    pub value: Shown,
}

/// A section of the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ContentSection {
    /// The part of the form that begins with it, with its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Its name, with its number.
    pub name: String,
    /// Its fields.
    pub fields: Vec<FieldLine>,
}

/// What a body says, section by section. What it doesn't say isn't shown, nor is a heading over nothing.
pub(crate) fn content(desk: &Desk<'_>, kind: &Kind, body: &Body) -> Vec<ContentSection> {
    let line = |field: &Field| {
        let value = shown(desk, field, body.content.get(&field.id)?)?;
        Some(FieldLine { id: field.id.clone(), label: desk.text(&field.label), value })
    };
    let mut found = Vec::new();
    for (part, sections) in kind.outline() {
        let mut heading = part.map(|part| part_name(desk.words, part));
        for section in sections {
            let fields: Vec<FieldLine> = kind.fields_of(section).filter_map(line).collect();
            if !fields.is_empty() {
                found.push(ContentSection {
                    part: heading.take(),
                    name: section_name(desk.words, section),
                    fields,
                });
            }
        }
    }
    found
}

pub(crate) fn part_name(words: &Words, part: &Part) -> String {
    words.typeset(&part.heading(words.lang()))
}

pub(crate) fn section_name(words: &Words, section: &Section) -> String {
    words.typeset(&section.heading(words.lang()))
}

fn shown(desk: &Desk<'_>, field: &Field, value: &Value) -> Option<Shown> {
    let name = |id: &str| field.choice(id).map_or(id, |choice| choice.label.get(desk.lang())).to_owned();
    let texts = || Some(value.as_array()?.iter().filter_map(Value::as_str));
    Some(match field.field_type {
        FieldType::Text => Shown::Text(paragraphs(value.as_str()?)),
        FieldType::Date => Shown::Date(value.as_str()?.to_owned()),
        FieldType::Choice => Shown::Choice(name(value.as_str()?)),
        FieldType::Choices => Shown::Choices(texts()?.map(name).collect()),
        FieldType::Number => Shown::Number(value.as_u64()?),
        FieldType::Urls => Shown::Urls(texts()?.filter(|url| is_web(url)).map(str::to_owned).collect()),
        FieldType::Rows => {
            let rows = value.as_array()?.iter().filter_map(Value::as_object);
            Shown::Rows(Table {
                head: field.columns.iter().map(|column| desk.text(&column.label)).collect(),
                rows: rows.map(|row| cells(desk, field, row)).collect(),
            })
        }
    })
}

fn cells(desk: &Desk<'_>, field: &Field, row: &Map<String, Value>) -> Vec<Option<Shown>> {
    let cell = |column: &Field| shown(desk, column, row.get(&column.id)?);
    field.columns.iter().map(cell).collect()
}

/// Only addresses of the web become links: a `javascript:` address in a body would be the author's program here.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_line_opens_a_paragraph() {
        assert_eq!(paragraphs("a\nb\n\n\n c\n\n"), ["a\nb", "c"]);
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert!(
            is_web("https://example.org") && !is_web("javascript:alert(1)") && !is_web("data:text/html,x")
        );
    }
}
