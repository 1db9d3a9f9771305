//! A list in XLSX: its cells as the rows of a sheet. Whatever can't be read as it looks is named by its cell.

use super::Problem;
use super::sheet::{MAX_COLUMNS, MAX_ROWS, Sheet, letters, whole};
use instruments::source::{CellFault, SheetCells, read_workbook};
use std::collections::BTreeMap;

/// Reads a workbook, or says everything that is wrong with it.
pub fn read(bytes: &[u8]) -> Result<Sheet, Vec<Problem>> {
    let sheet = read_workbook(bytes).map_err(|e| vec![Problem::of_row(None, e)])?;
    let width = sheet.cells.keys().filter(|(row, _)| *row == 1).map(|(_, column)| *column).max();
    let Some(width) = width else {
        return Err(vec![Problem::of_row(Some(1), "this is empty: the headings stand in the first row")]);
    };
    let mut problems = Vec::new();
    let rows = rows(sheet, width.min(MAX_COLUMNS + 1), &mut problems);
    whole(rows.into_iter(), problems)
}

/// The rows that hold something, each as wide as the headings.
fn rows(sheet: SheetCells, width: usize, problems: &mut Vec<Problem>) -> BTreeMap<usize, Vec<String>> {
    let mut rows: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let headings: Vec<String> = (1..=width).map(|column| heading(&sheet, column)).collect();
    for ((row, column), value) in sheet.cells {
        if rows.len() > MAX_ROWS + 1 && !rows.contains_key(&row) {
            // One more than is read, so that the sheet is refused for it.
            break;
        }
        let Some(name) = headings.get(column - 1) else {
            let message =
                "this stands beside the columns that have a heading: name its column or take it out";
            problems.push(Problem::at(Some(row), &letters(column - 1), message));
            continue;
        };
        let text = value.unwrap_or_else(|fault: CellFault| {
            problems.push(Problem::at(Some(row), name, fault));
            String::new()
        });
        rows.entry(row).or_insert_with(|| vec![String::new(); width])[column - 1] = text;
    }
    rows
}

/// A column's heading, or its letters where it has none that can be read.
fn heading(sheet: &SheetCells, column: usize) -> String {
    let said = sheet.cells.get(&(1, column)).and_then(|value| value.as_ref().ok());
    said.map_or_else(|| letters(column - 1), |name| name.trim().to_lowercase())
}

#[cfg(test)]
mod tests;
