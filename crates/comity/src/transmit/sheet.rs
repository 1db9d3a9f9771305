//! A spreadsheet as CSV (RFC 4180) or XLSX: strict, so that a cell which slipped is named and not read as its neighbour.

use super::Problem;
use super::workbook;

/// The largest sheet: a thousand rows of two pages each.
pub const MAX_SHEET: usize = 8 * 1024 * 1024;
/// The most rows below the heading: what an officer can still read through before signing.
pub const MAX_ROWS: usize = 1000;
/// The most columns.
pub const MAX_COLUMNS: usize = 64;

/// What programs for spreadsheets separate cells with, by the language they are set to.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// What a workbook in XLSX begins with; and an older one, or one with a password.
const ARCHIVE: &[u8] = b"PK\x03\x04";
const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0";

/// A sheet: its headings, and its rows as wide as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The headings, in small letters.
    pub columns: Vec<String>,
    /// The rows that hold something.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// As the spreadsheet numbers it; the headings are row 1.
    pub number: usize,
    /// Its cells, as many as there are headings.
    pub cells: Vec<String>,
}

/// Reads a sheet, or says everything that is wrong with its form.
pub fn read(bytes: &[u8]) -> Result<Sheet, Vec<Problem>> {
    let one = |message: &str| vec![Problem::of_row(None, message)];
    if bytes.starts_with(ARCHIVE) || bytes.starts_with(OLD_OFFICE) {
        return workbook::read(bytes);
    }
    let text =
        std::str::from_utf8(bytes).map_err(|_| one("this is not UTF-8: save the sheet as “CSV UTF-8”"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    whole((1..).zip(lines(text, separator(text))?), Vec::new())
}

/// A sheet of its rows by number, the headings first; or everything that is wrong with its form.
pub fn whole(
    mut lines: impl Iterator<Item = (usize, Vec<String>)>,
    mut problems: Vec<Problem>,
) -> Result<Sheet, Vec<Problem>> {
    let Some((1, first)) = lines.next() else {
        problems.push(Problem::of_row(None, "the sheet is empty"));
        return Err(problems);
    };
    let columns: Vec<String> = first.iter().map(|name| name.trim().to_lowercase()).collect();
    problems.extend(check_headings(&columns));
    let mut rows = Vec::new();
    for (number, cells) in lines {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() == MAX_ROWS {
            problems.push(Problem::of_row(
                Some(number),
                format!("a sheet has at most {MAX_ROWS} rows: split it"),
            ));
            break;
        }
        problems.extend(check_cells(number, &columns, &cells));
        rows.push(Row { number, cells });
    }
    if problems.is_empty() { Ok(Sheet { columns, rows }) } else { Err(problems) }
}

/// The one that stands most often in the first line.
fn separator(text: &str) -> char {
    let first = text.lines().next().unwrap_or_default();
    let often = |separator: &char| first.matches(*separator).count();
    // Of equals the last wins: a comma before the others.
    SEPARATORS.into_iter().rev().max_by_key(often).unwrap_or(',')
}

fn check_headings(columns: &[String]) -> Vec<Problem> {
    let mut problems = Vec::new();
    if columns.len() > MAX_COLUMNS {
        problems.push(Problem::of_row(Some(1), format!("a sheet has at most {MAX_COLUMNS} columns")));
    }
    for (place, name) in columns.iter().enumerate() {
        if name.is_empty() {
            problems.push(Problem::at(
                Some(1),
                &letters(place),
                "this column has no heading: name it or take it out",
            ));
        } else if columns[..place].contains(name) {
            problems.push(Problem::at(Some(1), name, "two columns have this heading"));
        }
    }
    problems
}

fn check_cells(number: usize, columns: &[String], cells: &[String]) -> Vec<Problem> {
    let mut problems = Vec::new();
    if cells.len() != columns.len() {
        let message = format!(
            "this row has {} cells and the headings are {}: a cell is missing or slipped",
            cells.len(),
            columns.len()
        );
        problems.push(Problem::of_row(Some(number), message));
    }
    for (cell, column) in cells.iter().zip(columns) {
        if cell.trim_start().starts_with('=') {
            let message = "this is a formula: put its result there as plain text";
            problems.push(Problem::at(Some(number), column, message));
        }
    }
    problems
}

/// A column's letters, as a spreadsheet shows them.
pub fn letters(place: usize) -> String {
    let before = if place < 26 { String::new() } else { letters(place / 26 - 1) };
    let last = char::from(b'A' + u8::try_from(place % 26).unwrap_or(0));
    format!("{before}{last}")
}

/// Where the reader stands within a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Bare,
    Quoted,
    Closed,
}

fn lines(text: &str, separator: char) -> Result<Vec<Vec<String>>, Vec<Problem>> {
    let mut lines: Vec<Vec<String>> = Vec::new();
    let (mut cells, mut cell, mut at) = (Vec::new(), String::new(), At::Start);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let broken = |message: &str| vec![Problem::of_row(Some(lines.len() + 1), message)];
        let ends_line = letter == '\n' || letter == '\r';
        match (at, letter) {
            (At::Quoted, '"') if letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            (At::Quoted, '"') => at = At::Closed,
            (At::Quoted, _) => cell.push(letter),
            (At::Start, '"') => at = At::Quoted,
            (At::Bare, '"') => {
                return Err(broken(
                    "a quotation mark stands in the middle of a cell that has none around it",
                ));
            }
            (_, _) if letter == separator => {
                cells.push(std::mem::take(&mut cell));
                at = At::Start;
            }
            (_, _) if ends_line => {
                if letter == '\r' && letters.peek() == Some(&'\n') {
                    letters.next();
                }
                cells.push(std::mem::take(&mut cell));
                lines.push(std::mem::take(&mut cells));
                at = At::Start;
            }
            (At::Closed, _) => {
                return Err(broken("something stands between a closing quotation mark and the next cell"));
            }
            (At::Start | At::Bare, _) => {
                cell.push(letter);
                at = At::Bare;
            }
        }
    }
    if at == At::Quoted {
        return Err(vec![Problem::of_row(Some(lines.len() + 1), "a quotation mark is never closed")]);
    }
    if at != At::Start || !cells.is_empty() {
        cells.push(cell);
        lines.push(cells);
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(lines: &[Vec<String>], separator: char) -> String {
        let cell = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
        let line =
            |cells: &Vec<String>| cells.iter().map(cell).collect::<Vec<_>>().join(&separator.to_string());
        lines.iter().map(|cells| line(cells) + "\r\n").collect()
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            headings in prop::collection::hash_set("[a-z]{1,8}", 2..6),
            rows in prop::collection::vec(prop::collection::vec("[^=\u{feff}]{1,20}x", 6), 0..8),
            separator in prop::sample::select(SEPARATORS.to_vec()),
        ) {
            let columns: Vec<String> = headings.into_iter().collect();
            let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row[..columns.len()].to_vec()).collect();
            let lines: Vec<_> = std::iter::once(columns.clone()).chain(rows.clone()).collect();
            let sheet = read(written(&lines, separator).as_bytes()).unwrap();
            prop_assert_eq!(&sheet.columns, &columns);
            let cells: Vec<_> = sheet.rows.into_iter().map(|row| row.cells).collect();
            prop_assert_eq!(cells, rows);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(sheet) = read(&bytes) {
                prop_assert!(sheet.rows.iter().all(|row| row.cells.len() == sheet.columns.len()));
            }
        }

        #[test]
        fn no_text_of_cells_makes_it_panic(text in "[\",;=\r\n\tab]{0,80}") {
            if let Ok(sheet) = read(text.as_bytes()) {
                prop_assert!(sheet.rows.iter().all(|row| row.cells.len() == sheet.columns.len()));
            }
        }
    }

    fn problems(text: &str) -> Vec<String> {
        read(text.as_bytes()).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_problem_of_form_is_named_by_row_and_column() {
        let found = problems("a,b,b,\n1,2,3,4\n1,2,3\n1,=SUM(A1),3,4\n");
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[0].starts_with("row 1, column b: two columns"), "{found:?}");
        assert!(found[1].starts_with("row 1, column D: this column has no heading"), "{found:?}");
        assert!(found[2].starts_with("row 3, this row has 3 cells"), "{found:?}");
        assert!(found[3].starts_with("row 4, column b: this is a formula"), "{found:?}");
    }

    #[test]
    fn what_is_no_csv_is_named() {
        assert!(problems("PK\u{3}\u{4}rest")[0].contains("save it again"));
        assert!(read(b"\xd0\xcf\x11\xe0\xa1\xb1").unwrap_err()[0].message.contains("save it"));
        assert!(problems("a,b\n\"1,2\n")[0].starts_with("row 2, a quotation mark is never closed"));
        assert!(problems("a,b\n\"1\"x,2\n")[0].starts_with("row 2, something stands between"));
        assert!(problems("a,b\nx\"1\",2\n")[0].starts_with("row 2, a quotation mark stands in the middle"));
        assert!(read(&[b'a', 0xff]).unwrap_err()[0].message.contains("not UTF-8"));
        assert!(read(b"").is_err());
    }

    #[test]
    fn empty_rows_are_passed_over_and_still_counted() {
        let sheet = read(b"\xef\xbb\xbfA;B\r\n;\r\n1;2").unwrap();
        assert_eq!(sheet.columns, ["a", "b"]);
        assert_eq!(sheet.rows, [Row { number: 3, cells: vec!["1".into(), "2".into()] }]);
    }
}
