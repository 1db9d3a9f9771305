//! A list as a table to take away, in XLSX and CSV. The same table gives the same bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

use crate::WriteError;

/// The longest text of a cell: what spreadsheets hold. CSV has no such bound, and both say the same.
const LONGEST: usize = 32_767;

/// Widths of columns, in characters.
const NARROWEST: usize = 10;
const WIDEST: usize = 60;

/// Marks the text of a CSV file as UTF-8, for spreadsheets that take it for something older.
const MARK: char = '\u{feff}';

/// A table of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it lists.
    pub title: String,
    /// Whether its language is written from right to left.
    pub right_to_left: bool,
    /// The heads of its columns.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// As a workbook of one sheet. Every cell is text: none is a formula, a number or a link.
    pub fn xlsx(&self) -> Result<Vec<u8>, WriteError> {
        let mut book = Workbook::new();
        let always = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_title(&self.title).set_creation_datetime(&always));
        let sheet = book.add_worksheet();
        sheet.set_right_to_left(self.right_to_left);
        let (bold, plain) = (Format::new().set_bold(), Format::new().set_text_wrap());
        for (number, cells) in std::iter::once(&self.head).chain(&self.rows).enumerate() {
            let row = u32::try_from(number).unwrap_or(u32::MAX);
            for (column, text) in (0_u16..).zip(cells) {
                sheet.write_string_with_format(
                    row,
                    column,
                    cut(text),
                    if row == 0 { &bold } else { &plain },
                )?;
            }
        }
        for column in 0..self.head.len() {
            let of = |row: &Vec<String>| row.get(column).map_or(0, |text| text.chars().count());
            let longest = std::iter::once(&self.head).chain(&self.rows).map(of).max().unwrap_or(0);
            let width = u16::try_from(longest.clamp(NARROWEST, WIDEST)).unwrap_or(u16::MAX);
            sheet.set_column_width(u16::try_from(column).unwrap_or(u16::MAX), width)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(book.save_to_buffer()?)
    }

    /// As CSV (RFC 4180). A cell that a spreadsheet would compute gets an apostrophe before it: what a stranger wrote must not
    /// run where somebody opens the file.
    pub fn csv(&self) -> String {
        let mut text = String::from(MARK);
        for row in std::iter::once(&self.head).chain(&self.rows) {
            let cells: Vec<String> = row.iter().map(|cell| csv_cell(cut(cell))).collect();
            text.push_str(&cells.join(","));
            text.push_str("\r\n");
        }
        text
    }
}

/// A text as far as a cell holds it, counted as spreadsheets count: in UTF-16 code units.
fn cut(text: &str) -> &str {
    let mut units = 0;
    let beyond = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > LONGEST
    });
    beyond.map_or(text, |(at, _)| &text[..at])
}

/// What begins a formula, in the widths in which spreadsheets of East Asia take it too.
const BEGINS_FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// What some spreadsheets drop before they look: white space, controls and what nobody sees.
fn is_dropped(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn csv_cell(text: &str) -> String {
    let computed =
        text.trim_start_matches(is_dropped).starts_with(BEGINS_FORMULA) || text.starts_with(['\t', '\r']);
    let text = if computed { format!("'{text}") } else { text.to_owned() };
    // Whatever a program takes for the end of a cell: the rest would begin another one, unmarked.
    if text.contains(['"', ',', '\n', '\r', ';', '\t']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cell: &str) -> Table {
        Table {
            title: "List".into(),
            head: vec!["Title".into()],
            rows: vec![vec![cell.into()]],
            ..Table::default()
        }
    }

    #[test]
    fn what_a_spreadsheet_would_compute_is_text() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+49", "'+49"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" =1", "' =1"),
            ("\t=1", "\"'\t=1\""),
            ("a\t=1", "\"a\t=1\""),
            ("＝1+1", "'＝1+1"),
            ("＠SUM(A1)", "'＠SUM(A1)"),
            ("\u{feff}=1", "'\u{feff}=1"),
            ("\u{200b}＋1", "'\u{200b}＋1"),
            ("=\"a\",b", "\"'=\"\"a\"\",b\""),
            ("a \"b\"", "\"a \"\"b\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("a - b", "a - b"),
        ] {
            assert_eq!(table(cell).csv(), format!("\u{feff}Title\r\n{written}\r\n"));
        }
    }

    #[test]
    fn a_workbook_holds_texts_alone_and_the_same_bytes_each_time() {
        let one = table("=1+1").xlsx().unwrap();
        assert_eq!(one, table("=1+1").xlsx().unwrap());
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(one)).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
            text
        };
        assert!(!part("xl/worksheets/sheet1.xml").contains("<f>"));
        assert!(part("xl/sharedStrings.xml").contains("=1+1"));
    }

    #[test]
    fn a_text_that_no_cell_holds_is_cut_between_letters() {
        let long = "\u{1f600}".repeat(20_000);
        assert_eq!(cut(&long).chars().count(), LONGEST / 2);
        assert!(table(&long).xlsx().is_ok());
    }
}
