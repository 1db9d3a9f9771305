//! What is typed: the cells of a form or a workbook, read into a body's content and written back out of it. A cell has a
//! field's id; in a table, with row (from 1) and column: `milestones.2.due`.

use catalogue::{Field, FieldType, Kind};
use serde_json::{Map, Value};

/// The most rows of a table that are read where the kind sets no limit.
const MAX_ROWS: u32 = 64;

/// What was typed, by the name of its cell. A cell of choices holds several values, every other holds one.
pub trait Cells {
    /// The values of a cell; none where nothing was typed.
    fn values(&self, name: &str) -> Vec<String>;
}

impl<F: Fn(&str) -> Vec<String>> Cells for F {
    fn values(&self, name: &str) -> Vec<String> {
        self(name)
    }
}

/// The cell of a table's row, counted from 1, and column.
pub fn row_cell(field: &str, row: usize, column: &str) -> String {
    format!("{field}.{row}.{column}")
}

/// Reads the cells of a kind. Blank ones leave no member. What was typed wrongly is kept as it was typed: a check then
/// names it, and its author finds it where it was.
pub fn content_of(kind: &Kind, cells: &impl Cells) -> Map<String, Value> {
    let typed = |field: &Field| {
        let value = match field.field_type {
            FieldType::Rows => rows(field, cells),
            _ => value_of(field, &cells.values(&field.id)),
        };
        value.map(|value| (field.id.clone(), value))
    };
    kind.fields.iter().filter_map(typed).collect()
}

/// Rows in which nothing was typed are left out, wherever they stand.
fn rows(field: &Field, cells: &impl Cells) -> Option<Value> {
    let read = |row: usize| {
        let cell = |column: &Field| {
            let value = value_of(column, &cells.values(&row_cell(&field.id, row, &column.id)))?;
            Some((column.id.clone(), value))
        };
        let row: Map<String, Value> = field.columns.iter().filter_map(cell).collect();
        (!row.is_empty()).then_some(Value::Object(row))
    };
    // One more than is allowed, so that too many are refused and not lost.
    let most = usize::try_from(field.max_items.unwrap_or(MAX_ROWS)).unwrap_or(usize::MAX).saturating_add(1);
    let rows: Vec<Value> = (1..=most).filter_map(read).collect();
    (!rows.is_empty()).then_some(Value::Array(rows))
}

/// One cell's value; none where it is blank.
fn value_of(field: &Field, typed: &[String]) -> Option<Value> {
    // Browsers and workbooks end lines in two ways.
    let texts = typed.iter().map(|text| text.replace("\r\n", "\n").trim().to_owned());
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    let first = texts.first()?.clone();
    Some(match field.field_type {
        FieldType::Urls => texts.iter().flat_map(|text| text.split_whitespace()).collect::<Vec<_>>().into(),
        FieldType::Choices => {
            let chosen = texts.iter().flat_map(|text| text.split_whitespace());
            in_order(field, &chosen.collect::<Vec<_>>()).into()
        }
        FieldType::Number => first.parse::<u64>().map_or_else(|_| Value::from(first), Value::from),
        FieldType::Text | FieldType::Choice | FieldType::Date | FieldType::Rows => first.into(),
    })
}

/// The choices in the form's order, whatever the order in which they were typed, so that the same answer is the same body;
/// then what is no choice, for the check to name.
fn in_order(field: &Field, chosen: &[&str]) -> Vec<String> {
    let known = field.choices.iter().map(|choice| choice.id.as_str()).filter(|id| chosen.contains(id));
    let unknown = chosen.iter().copied().filter(|id| field.choice(id).is_none());
    known.chain(unknown).map(str::to_owned).collect()
}

/// The values of one cell, as they would be typed.
pub fn cell(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Number(number)) => vec![number.to_string()],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// Every cell that holds something, by name, in the form's order.
pub fn cells_of(kind: &Kind, content: &Map<String, Value>) -> Vec<(String, Vec<String>)> {
    let mut cells = Vec::new();
    for field in &kind.fields {
        let value = content.get(&field.id);
        if field.field_type == FieldType::Rows {
            let rows = value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
            for (at, row) in rows.enumerate() {
                let named =
                    |column: &Field| (row_cell(&field.id, at + 1, &column.id), cell(row.get(&column.id)));
                cells.extend(field.columns.iter().map(named));
            }
        } else {
            cells.push((field.id.clone(), cell(value)));
        }
    }
    cells.retain(|(_, values)| !values.is_empty());
    cells
}
