//! Where each question stands: the one plan that writing and reading share.

use catalogue::{Field, FieldType, Kind, Lang, Section};

/// What a sheet's first cell begins with. A sheet without it is none of ours.
pub(crate) const MARK: &str = "comity workbook 1";

/// Columns, from 1: reference, question, help, answer.
pub(crate) const REFERENCE: usize = 1;
pub(crate) const ANSWER: usize = 4;

/// Rows, from 1: the mark, the heads, then questions; in a table the references of its columns, their heads, then rows.
pub(crate) const MARK_ROW: usize = 1;
pub(crate) const HEAD_ROW: usize = 2;
pub(crate) const FIRST_QUESTION: usize = 3;
pub(crate) const TABLE_REFERENCES: usize = 2;
pub(crate) const FIRST_ROW: usize = 4;

/// What a spreadsheet's cell holds at most, in UTF-16 code units; a longer answer goes on in the next row.
pub(crate) const CELL: usize = 32_767;

/// What stands in the cell of a choice among several that was made.
pub(crate) const CHOSEN: &str = "x";

/// What takes an answer out; a blank cell says nothing. Spreadsheets make a longer dash of a hyphen.
pub(crate) const TAKEN_OUT: [&str; 3] = ["-", "–", "—"];

/// What stands before a cycle's id in the mark of the sheet that says how to fill the others in.
pub(crate) const FOR_CYCLE: &str = " for ";

/// The texts of a workbook that belong to no kind, in its language.
#[derive(Clone, Debug)]
pub struct Texts {
    /// How to fill it in, line by line.
    pub guide: Vec<String>,
    /// The name of the sheet that says so.
    pub guide_sheet: String,
    /// The name of the sheet of questions, where the form has no parts.
    pub answers_sheet: String,
    /// The head of the column of references: not to be changed.
    pub reference: String,
    /// The head of the column of questions.
    pub question: String,
    /// The head of the column of help.
    pub help: String,
    /// The head of the column of answers.
    pub answer: String,
    /// What says that an answer goes on in this row.
    pub goes_on: String,
    /// What says how a choice among several is made.
    pub mark_choice: String,
}

/// A question's row.
pub(crate) enum Line<'k> {
    /// A section begins.
    Section(&'k Section),
    /// A field, answered in one cell; `part` counts the rows over which a long answer goes on, from 1.
    Field { field: &'k Field, part: usize },
    /// One choice of a field of several.
    Choice { field: &'k Field, choice: &'k catalogue::Choice },
    /// A table, answered on a sheet of its own.
    Table(&'k Field),
}

/// A sheet.
pub(crate) enum Sheet<'k> {
    /// Questions under one heading.
    Questions { name: Option<String>, lines: Vec<Line<'k>> },
    /// The rows of a table.
    Table { name: String, field: &'k Field },
}

/// The sheets of a kind, after the one that says how to fill them in.
pub(crate) fn sheets(kind: &Kind, lang: Lang) -> Vec<Sheet<'_>> {
    let mut sheets = Vec::new();
    let mut tables = Vec::new();
    for (part, sections) in kind.outline() {
        let mut lines = Vec::new();
        for section in sections {
            lines.push(Line::Section(section));
            for field in kind.fields_of(section) {
                lines.extend(lines_of(field));
                if field.field_type == FieldType::Rows {
                    tables.push(Sheet::Table { name: field.label.get(lang).to_owned(), field });
                }
            }
        }
        let name = part.map(|part| part.heading(lang));
        sheets.push(Sheet::Questions { name, lines });
    }
    sheets.extend(tables);
    sheets
}

fn lines_of(field: &Field) -> Vec<Line<'_>> {
    match field.field_type {
        FieldType::Rows => vec![Line::Table(field)],
        FieldType::Choices => field.choices.iter().map(|choice| Line::Choice { field, choice }).collect(),
        _ => (1..=rows_of(field)).map(|part| Line::Field { field, part }).collect(),
    }
}

/// How many rows an answer may need: a character outside the first plane takes two units.
fn rows_of(field: &Field) -> usize {
    let units = field.max_chars.and_then(|most| usize::try_from(most).ok()).unwrap_or(0).saturating_mul(2);
    if field.field_type == FieldType::Text && units > CELL { units.div_ceil(CELL) } else { 1 }
}

impl Line<'_> {
    /// What stands beside the answer, by which it is read; none where nothing is answered.
    pub(crate) fn reference(&self) -> Option<String> {
        match self {
            Self::Section(_) | Self::Table(_) => None,
            Self::Field { field, part: 1 } => Some(field.id.clone()),
            Self::Field { field, part } => Some(format!("{}#{part}", field.id)),
            Self::Choice { field, choice } => Some(format!("{}={}", field.id, choice.id)),
        }
    }
}

/// The first cell of a sheet: which questionnaire, in which version, and of which table.
pub(crate) fn mark(kind: &Kind, table: Option<&Field>) -> String {
    let table = table.map_or(String::new(), |field| format!(" {}", field.id));
    format!("{MARK}: {}/{}{table}", kind.id, kind.version)
}

/// The first cell of the sheet that says how to fill the others in.
pub(crate) fn guide_mark(kind: &Kind, cycle: Option<&str>) -> String {
    let cycle = cycle.map(|id| format!("{FOR_CYCLE}{id}")).unwrap_or_default();
    format!("{MARK} guide: {}/{}{cycle}", kind.id, kind.version)
}
