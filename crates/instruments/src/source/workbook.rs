//! A spreadsheet in XLSX: the cells of its one filled sheet as text, and everything that keeps a cell from being read as it
//! looks, by the cell.
//!
//! A workbook shows results of formulas that a stranger's program computed, and hides rows, columns and sheets. Whoever
//! enters what stands in it signs for it, so nothing that can't be seen is read, and nothing is guessed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::SourceError;
use super::docx::package::{Package, Part};
use super::docx::xml::{self, Element, Step};

mod dates;
mod escapes;

use dates::Dates;

/// Unpacked bytes of one part: a thousand rows of two pages each. A million rows that hold nothing but a format have more.
const MAX_PART: usize = 8 << 20;
/// Sheets of a workbook that are looked into.
const MAX_SHEETS: usize = 16;
/// Characters of a sheet's name, as Excel has them. Faults name the sheet, a hundred thousand of them the same: a name of
/// megabytes would fill any memory.
const MAX_NAME: usize = 31;
/// Cells of all sheets that hold something.
pub const MAX_CELLS: usize = 100_000;
/// Bytes of text in all cells of all sheets, what is hidden included: many may name one long text.
const MAX_TEXT: usize = 8 << 20;
/// Texts that cells share.
const MAX_SHARED: usize = 100_000;
/// Rows and columns as Excel has them.
const MAX_ROW: usize = 1 << 20;
const MAX_COLUMN: usize = 1 << 14;
/// Digits of a whole number that a spreadsheet keeps exactly.
const MAX_DIGITS: usize = 15;

/// Parts that run programs or fetch from elsewhere. Nothing here would run them; a workbook that has them is no list of
/// answers, and whoever opens it next would.
const RUNS_OR_REACHES_OUT: [&str; 5] =
    ["xl/vbaProject", "xl/macrosheets/", "xl/externalLinks/", "xl/activeX/", "xl/connections"];

/// A cell's place: row and column, both from 1.
pub type Place = (usize, usize);

/// The one sheet of a workbook that holds something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetCells {
    /// The sheet's name.
    pub name: String,
    /// What stands in its cells, by their place.
    pub cells: BTreeMap<Place, Result<String, CellFault>>,
}

/// Why a cell isn't read as it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CellFault {
    /// A formula.
    #[error("this is a formula: put its result there as plain text")]
    Formula,
    /// TRUE or FALSE.
    #[error("this is TRUE or FALSE and no text: write it as text")]
    Truth,
    /// `#REF!` and its kind.
    #[error("this is an error of the spreadsheet: mend it")]
    Error,
    /// Another number than a whole one, which looks otherwise than it is stored.
    #[error(
        "this is a number that may look otherwise than it is stored: format the cell as text and write it again"
    )]
    Number,
    /// In a hidden row or column.
    #[error("this stands in a hidden row or column: show it, or take it out")]
    Hidden,
    /// Nothing that a spreadsheet writes.
    #[error("this cell can't be read: write it again")]
    Malformed,
}

/// Why a workbook isn't read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkbookError {
    /// No workbook in XLSX.
    #[error("this is no workbook in XLSX: save it as .xlsx, without a password, or as “CSV UTF-8”")]
    NotAWorkbook,
    /// More than one sheet holds something, a hidden one too.
    #[error("more than one sheet holds something ({}): keep the one that is meant", .sheets.join(", "))]
    Sheets {
        /// Their names.
        sheets: Vec<String>,
    },
    /// Macros, or links to other files.
    #[error(
        "the workbook has macros or links to other files ({part}): copy the answers into one that has none"
    )]
    Alive {
        /// The part of the archive that shows it.
        part: String,
    },
    /// Larger than any list.
    #[error(
        "{what} is larger than a list of a thousand rows: copy the rows that are meant into a new workbook"
    )]
    TooLarge {
        /// What is.
        what: String,
    },
    /// Damaged.
    #[error("the workbook can't be read ({reason}): save it again")]
    Unreadable {
        /// What failed.
        reason: String,
    },
}

impl WorkbookError {
    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAWorkbook => "not-a-workbook",
            Self::Sheets { .. } => "workbook-sheets",
            Self::Alive { .. } => "workbook-alive",
            Self::TooLarge { .. } => "workbook-too-large",
            Self::Unreadable { .. } => "workbook-unreadable",
        }
    }
}

impl From<SourceError> for WorkbookError {
    fn from(error: SourceError) -> Self {
        match error {
            SourceError::ZipBomb { part } => Self::TooLarge { what: part },
            SourceError::DocxUnreadable { reason } => Self::Unreadable { reason },
            SourceError::UnknownFormat { .. } => Self::NotAWorkbook,
            other => Self::Unreadable { reason: other.code().to_owned() },
        }
    }
}

/// Reads a workbook of which one sheet holds something.
pub fn read_workbook(bytes: &[u8]) -> Result<SheetCells, WorkbookError> {
    let mut filled = read_sheets(bytes)?;
    if filled.len() > 1 {
        return Err(WorkbookError::Sheets { sheets: filled.into_iter().map(|sheet| sheet.name).collect() });
    }
    Ok(filled.pop().unwrap_or_default())
}

/// Reads every sheet of a workbook that holds something, hidden ones too, in the workbook's order.
pub fn read_sheets(bytes: &[u8]) -> Result<Vec<SheetCells>, WorkbookError> {
    let mut package = Package::open(bytes)?;
    if let Some(part) = package.names().find(|name| RUNS_OR_REACHES_OUT.iter().any(|at| name.starts_with(at)))
    {
        return Err(WorkbookError::Alive { part: part.into_owned() });
    }
    let main = package.office_document()?.filter(|main| main.starts_with("xl/"));
    let main = main.ok_or(WorkbookError::NotAWorkbook)?;
    let book = package.part(&main, MAX_PART)?.ok_or(WorkbookError::NotAWorkbook)?;
    let Book { sheets, from_1904 } = Book::read(&book)?;
    if sheets.len() > MAX_SHEETS {
        return Err(WorkbookError::TooLarge { what: format!("a workbook of {} sheets", sheets.len()) });
    }
    let shared = match package.part("xl/sharedStrings.xml", MAX_PART)? {
        Some(part) => shared_texts(&part)?,
        None => Vec::new(),
    };
    let dates = match package.part("xl/styles.xml", MAX_PART)? {
        Some(part) => Dates::read(&part, from_1904)?,
        None => Dates::default(),
    };
    let mut filled: Vec<SheetCells> = Vec::new();
    let mut used = Used::default();
    for (name, relation) in sheets {
        let Some(target) = package.target_of(&main, &relation)? else { continue };
        let path = if target.starts_with("xl/") { target } else { format!("xl/{target}") };
        let Some(part) = package.part(&path, MAX_PART).map_err(|e| named(e, &name))? else { continue };
        let cells = Cells { shared: &shared, dates: &dates, used, ..Cells::default() };
        let cells = cells.read(&part, &mut used)?;
        if !cells.is_empty() {
            filled.push(SheetCells { name, cells });
        }
    }
    Ok(filled)
}

/// What is too large is named as the spreadsheet names it.
fn named(error: SourceError, sheet: &str) -> WorkbookError {
    match error.into() {
        WorkbookError::TooLarge { .. } => {
            WorkbookError::TooLarge { what: format!("the sheet “{sheet}”") }
        }
        other => other,
    }
}

/// What the workbook says of its sheets: name and relation of each, and from when its days count.
struct Book {
    sheets: Vec<(String, String)>,
    from_1904: bool,
}

impl Book {
    fn read(part: &Part) -> Result<Self, SourceError> {
        let mut book = Self { sheets: Vec::new(), from_1904: false };
        xml::walk(part, |step| {
            if let Step::Start(element) = step {
                match element.name() {
                    "sheet" => {
                        let value = |name| element.attribute(name).unwrap_or_default();
                        book.sheets.push((shown(&value("name")), value("id")));
                    }
                    "workbookPr" => book.from_1904 = is_on(&element, "date1904"),
                    _ => {}
                }
            }
            Ok(())
        })?;
        Ok(book)
    }
}

/// A sheet's name as it may stand in a message: a stranger chose it, and it must neither steer a terminal nor turn what is
/// written after it.
fn shown(name: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    name.chars().take(MAX_NAME).map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

fn is_on(element: &Element<'_>, name: &str) -> bool {
    matches!(element.attribute(name).as_deref(), Some("1" | "true"))
}

/// The texts that cells name by number. How a word is pronounced is not what it says.
fn shared_texts(part: &Part) -> Result<Vec<String>, WorkbookError> {
    let (mut texts, mut text, mut in_text, mut aside) = (Vec::new(), String::new(), false, false);
    let mut too_many = false;
    xml::walk(part, |step| {
        match step {
            Step::Start(element) => match element.name() {
                "t" => in_text = true,
                "rPh" => aside = true,
                _ => {}
            },
            Step::Text(piece) if in_text && !aside => text.push_str(piece),
            Step::End("t") => in_text = false,
            Step::End("rPh") => aside = false,
            Step::End("si") => {
                too_many |= texts.len() == MAX_SHARED;
                if !too_many {
                    let text = escapes::shown(std::mem::take(&mut text));
                    // Looked through once, and not for each of the cells that name it.
                    texts.push(if text.trim_start().is_empty() { String::new() } else { text });
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    if too_many {
        return Err(WorkbookError::TooLarge { what: "what its cells share".into() });
    }
    Ok(texts)
}

/// The cell that is being read.
#[derive(Default)]
struct Open {
    kind: String,
    style: usize,
    formula: bool,
    /// Its text comes now; and how that is pronounced, which it doesn't say.
    in_value: bool,
    aside: bool,
    text: String,
}

impl Open {
    fn begins(&mut self, name: &str) {
        match name {
            "f" => self.formula = true,
            "v" | "t" => self.in_value = true,
            "rPh" => self.aside = true,
            _ => {}
        }
    }

    fn step(&mut self, step: &Step<'_>) {
        match step {
            Step::Text(piece) if self.in_value && !self.aside => self.text.push_str(piece),
            Step::End("v" | "t") => self.in_value = false,
            Step::End("rPh") => self.aside = false,
            _ => {}
        }
    }
}

/// What was read of the limits of a workbook, sheet after sheet.
#[derive(Clone, Copy, Default)]
struct Used {
    cells: usize,
    text: usize,
}

/// The cells of one sheet, while they are read.
#[derive(Default)]
struct Cells<'a> {
    shared: &'a [String],
    dates: &'a Dates,
    found: BTreeMap<Place, Result<String, CellFault>>,
    at: Place,
    hidden_row: bool,
    hidden_columns: Vec<(usize, usize)>,
    open: Option<Open>,
    used: Used,
    too_large: bool,
}

impl<'a> Cells<'a> {
    fn read(
        mut self,
        part: &Part,
        used: &mut Used,
    ) -> Result<BTreeMap<Place, Result<String, CellFault>>, WorkbookError> {
        xml::walk(part, |step| {
            self.step(step);
            Ok(())
        })?;
        if self.too_large {
            return Err(WorkbookError::TooLarge { what: "the sheet".into() });
        }
        *used = self.used;
        Ok(self.found)
    }

    fn step(&mut self, step: Step<'_>) {
        match step {
            Step::Start(element) => self.start(&element),
            Step::End("c") => self.close(),
            Step::Text(_) | Step::End(_) => {
                if let Some(open) = &mut self.open {
                    open.step(&step);
                }
            }
        }
    }

    fn start(&mut self, element: &Element<'_>) {
        let number = |name| element.attribute(name).and_then(|n| n.parse::<usize>().ok());
        match element.name() {
            "col" if is_on(element, "hidden") => {
                let first = number("min").unwrap_or(1);
                // A list of a thousand hidden stretches is no list: the rest counts as hidden too.
                let last = number("max").unwrap_or(first);
                self.hidden_columns.push((first, last));
                self.too_large |= self.hidden_columns.len() > MAX_SHEETS * MAX_SHEETS;
            }
            "row" => {
                self.at = (number("r").unwrap_or(self.at.0 + 1), 0);
                self.hidden_row = is_on(element, "hidden");
            }
            "c" => {
                let place = element.attribute("r").as_deref().and_then(place);
                self.at = place.unwrap_or((self.at.0.max(1), self.at.1 + 1));
                self.open = Some(Open {
                    kind: element.attribute("t").unwrap_or_default(),
                    style: number("s").unwrap_or(0),
                    ..Open::default()
                });
            }
            name => {
                if let Some(open) = &mut self.open {
                    open.begins(name);
                }
            }
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        if self.too_large {
            return;
        }
        let value = self.value(open);
        if value.as_ref().is_ok_and(|text| text.trim_start().is_empty()) {
            return;
        }
        let (row, column) = self.at;
        let hidden = self.hidden_row
            || self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column));
        self.used.cells += 1;
        self.used.text += value.as_ref().map_or(0, |text| text.len());
        self.too_large =
            self.used.cells > MAX_CELLS || self.used.text > MAX_TEXT || row > MAX_ROW || column > MAX_COLUMN;
        if self.too_large {
            return;
        }
        // A place that is filled twice is shown by each program in its own way.
        let twice = self.found.contains_key(&self.at);
        let value = match value {
            _ if twice => Err(CellFault::Malformed),
            _ if hidden => Err(CellFault::Hidden),
            value => value.map(Cow::into_owned),
        };
        self.found.insert(self.at, value);
    }

    /// What a cell says. A text that cells share is copied only where it is kept: a hundred thousand hidden cells may name one
    /// of megabytes.
    fn value(&self, open: Open) -> Result<Cow<'a, str>, CellFault> {
        if open.formula {
            return Err(CellFault::Formula);
        }
        match open.kind.as_str() {
            "s" => {
                let number: usize = open.text.trim().parse().map_err(|_| CellFault::Malformed)?;
                self.shared.get(number).map(|text| text.as_str().into()).ok_or(CellFault::Malformed)
            }
            "inlineStr" | "str" => Ok(escapes::shown(open.text).into()),
            "d" => Ok(open.text.trim().to_owned().into()),
            "b" => Err(CellFault::Truth),
            "e" => Err(CellFault::Error),
            "" | "n" => self.number(&open).map(Cow::Owned),
            _ => Err(CellFault::Malformed),
        }
    }

    /// A whole number as it stands, or the day that it means.
    fn number(&self, open: &Open) -> Result<String, CellFault> {
        let text = open.text.trim();
        if text.is_empty() {
            return Ok(String::new());
        }
        let plain = text.len() <= MAX_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
        if !self.dates.is_date(open.style) {
            return if plain { Ok(text.to_owned()) } else { Err(CellFault::Number) };
        }
        let day = text.parse().ok().filter(|_| plain);
        day.and_then(|day| self.dates.day(day)).ok_or(CellFault::Number)
    }
}

/// The place that a cell names itself by: `B12`.
fn place(name: &str) -> Option<Place> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    let (column, row) = name.split_at(letters);
    if column.is_empty() || column.len() > 3 {
        return None;
    }
    let number = column.bytes().fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
    Some((row.parse().ok().filter(|row| *row > 0)?, number))
}
