//! Reads a workbook that was filled in. All that is wrong is named at once; what is wrong anywhere takes nothing over.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use catalogue::{Field, FieldType, Kind, Lang};
use instruments::source::{Place, SheetCells, read_sheets};
use kinds::{ContentFault, faults, row_cell};
use serde_json::{Map, Value};

use crate::Problem;
use crate::layout::{
    ANSWER, CHOSEN, FIRST_QUESTION, FIRST_ROW, Line, MARK, MARK_ROW, REFERENCE, Sheet, TABLE_REFERENCES,
    guide_mark, mark, sheets,
};
use crate::problem::Fault;

/// Other marks that people make where one is asked for.
const MARKS: [&str; 6] = ["X", "×", "✓", "✔", "☒", "1"];

/// What a workbook holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// The content of a body of the kind. Required answers may be missing: it is a draft's content.
    pub content: Map<String, Value>,
}

/// Reads a workbook that was filled in for this kind.
pub fn read(kind: &Kind, bytes: &[u8]) -> Result<Answers, Vec<Problem>> {
    let filled = read_sheets(bytes).map_err(|error| vec![Problem::whole(error)])?;
    let mut reading = Reading::new(kind);
    for sheet in &filled {
        reading.sheet(sheet);
    }
    reading.finish()
}

/// Where an answer's cell lies, so that what is wrong with it can be named there.
type At = (String, Place);

struct Reading<'k> {
    kind: &'k Kind,
    expected: HashMap<String, Expected<'k>>,
    seen: BTreeSet<String>,
    /// What was typed, by the kind's name of the cell; a long answer row by row.
    typed: BTreeMap<String, BTreeMap<usize, String>>,
    places: HashMap<String, At>,
    problems: Vec<Problem>,
    ours: bool,
}

/// What a reference on a sheet of questions asks for.
enum Expected<'k> {
    Part { field: &'k Field, part: usize },
    Choice { field: &'k Field, id: &'k str },
}

impl<'k> Reading<'k> {
    fn new(kind: &'k Kind) -> Self {
        let mut expected = HashMap::new();
        for sheet in sheets(kind, Lang::En) {
            let Sheet::Questions { lines, .. } = sheet else { continue };
            for line in lines {
                let Some(reference) = line.reference() else { continue };
                match line {
                    Line::Field { field, part } => expected.insert(reference, Expected::Part { field, part }),
                    Line::Choice { field, choice } => {
                        expected.insert(reference, Expected::Choice { field, id: &choice.id })
                    }
                    Line::Section(_) | Line::Table(_) => None,
                };
            }
        }
        Self {
            kind,
            expected,
            seen: BTreeSet::new(),
            typed: BTreeMap::new(),
            places: HashMap::new(),
            problems: Vec::new(),
            ours: false,
        }
    }

    fn sheet(&mut self, sheet: &SheetCells) {
        let first = sheet.cells.get(&(MARK_ROW, REFERENCE)).and_then(|cell| cell.as_deref().ok());
        let Some(first) = first.filter(|first| first.starts_with(MARK)) else {
            return self.problems.push(Problem::of_sheet(&sheet.name, Fault::ForeignSheet));
        };
        let first = first.trim();
        if first == guide_mark(self.kind) {
            self.ours = true;
            return;
        }
        let tables = self.kind.fields.iter().filter(|field| field.field_type == FieldType::Rows);
        let table = tables.clone().find(|field| first == mark(self.kind, Some(field)));
        if table.is_none() && first != mark(self.kind, None) {
            let expected = format!("{}/{}", self.kind.id, self.kind.version);
            let found = first.rsplit_once(": ").map_or(first, |(_, found)| found);
            // Somebody else's text is repeated only as far as a kind's name goes.
            let found = found.chars().take(64).collect();
            let fault = Fault::OtherVersion { found, expected };
            return self.problems.push(Problem::at(&sheet.name, (MARK_ROW, REFERENCE), fault));
        }
        self.ours = true;
        match table {
            None => self.questions(sheet),
            Some(field) if !self.seen.insert(format!("table {}", field.id)) => {
                self.problems.push(Problem::of_sheet(&sheet.name, Fault::SheetTwice));
            }
            Some(field) => self.table(sheet, field),
        }
    }

    fn wrong(&mut self, sheet: &SheetCells, place: Place, fault: impl Into<Fault>) {
        self.problems.push(Problem::at(&sheet.name, place, fault));
    }

    fn questions(&mut self, sheet: &SheetCells) {
        for (&(row, column), cell) in &sheet.cells {
            let place = (row, column);
            if row < FIRST_QUESTION || (REFERENCE < column && column < ANSWER) {
                continue;
            }
            match (column, cell) {
                (_, Err(fault)) => self.wrong(sheet, place, *fault),
                (REFERENCE, Ok(reference)) => self.reference(sheet, place, reference.trim()),
                (ANSWER, Ok(text)) => match sheet.cells.get(&(row, REFERENCE)) {
                    Some(Ok(reference)) => self.answer(sheet, place, reference.trim(), text),
                    // A reference that isn't read is named already.
                    Some(Err(_)) => {}
                    None => self.wrong(sheet, place, Fault::Outside),
                },
                _ => self.wrong(sheet, place, Fault::Outside),
            }
        }
    }

    fn reference(&mut self, sheet: &SheetCells, place: Place, reference: &str) {
        if !self.expected.contains_key(reference) {
            self.wrong(sheet, place, Fault::UnknownReference);
        } else if !self.seen.insert(reference.to_owned()) {
            self.wrong(sheet, place, Fault::ReferenceTwice);
        }
    }

    fn answer(&mut self, sheet: &SheetCells, place: Place, reference: &str, text: &str) {
        match self.expected.get(reference) {
            // Named where the reference stands.
            None => {}
            Some(Expected::Part { field, part }) => {
                let (name, text, part) = (field.id.clone(), as_typed(field, text), *part);
                self.places.entry(name.clone()).or_insert_with(|| (sheet.name.clone(), place));
                self.typed.entry(name).or_default().insert(part, text);
            }
            Some(Expected::Choice { field, id }) => {
                let (name, id) = (field.id.clone(), (*id).to_owned());
                let text = text.trim();
                if text != CHOSEN && !MARKS.contains(&text) {
                    return self.wrong(sheet, place, Fault::NotAMark);
                }
                self.places.entry(name.clone()).or_insert_with(|| (sheet.name.clone(), place));
                let chosen = self.typed.entry(name).or_default();
                chosen.insert(chosen.len() + 1, id);
            }
        }
    }

    fn table(&mut self, sheet: &SheetCells, field: &'k Field) {
        let mut columns: HashMap<usize, &Field> = HashMap::new();
        for (&(row, at), cell) in sheet.cells.range((TABLE_REFERENCES, 0)..(TABLE_REFERENCES + 1, 0)) {
            let named = cell.as_ref().ok().map(|reference| reference.trim());
            match field.columns.iter().find(|column| Some(column.id.as_str()) == named) {
                None => self.wrong(sheet, (row, at), Fault::UnknownReference),
                Some(column) if columns.values().any(|known| known.id == column.id) => {
                    self.wrong(sheet, (row, at), Fault::ReferenceTwice);
                }
                Some(column) => _ = columns.insert(at, column),
            }
        }
        let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
        for (&(row, at), cell) in sheet.cells.range((FIRST_ROW, 0)..) {
            match (cell, columns.get(&at)) {
                (Err(fault), _) => self.wrong(sheet, (row, at), *fault),
                (Ok(_), None) => self.wrong(sheet, (row, at), Fault::Outside),
                (Ok(text), Some(column)) => {
                    let next = rows.len() + 1;
                    let name = row_cell(&field.id, *rows.entry(row).or_insert(next), &column.id);
                    self.places.insert(name.clone(), (sheet.name.clone(), (row, at)));
                    self.places.entry(field.id.clone()).or_insert_with(|| (sheet.name.clone(), (row, at)));
                    self.typed.entry(name).or_default().insert(1, as_typed(column, text));
                }
            }
        }
    }

    fn finish(mut self) -> Result<Answers, Vec<Problem>> {
        if !self.ours && self.problems.is_empty() {
            self.problems.push(Problem::whole(Fault::NoQuestionnaire));
        }
        let cells = |name: &str| {
            let several = self.kind.field(name).is_some_and(|field| field.field_type == FieldType::Choices);
            let Some(typed) = self.typed.get(name) else { return Vec::new() };
            let parts = typed.values().cloned();
            if several { parts.collect() } else { vec![parts.collect::<String>()] }
        };
        let content = kinds::content_of(self.kind, &cells);
        // A draft may lack what its record must have.
        let wrong =
            faults(self.kind, &content).into_iter().filter(|wrong| wrong.fault != ContentFault::Missing);
        for wrong in wrong {
            let place = self.places.get(&wrong.field);
            self.problems.push(match place {
                Some((sheet, place)) => Problem::at(sheet, *place, wrong.fault),
                None => Problem::whole(wrong.fault),
            });
        }
        if self.problems.is_empty() { Ok(Answers { content }) } else { Err(self.problems) }
    }
}

/// A choice stands in a workbook as its label, in whatever language; its id is taken too.
fn as_typed(field: &Field, text: &str) -> String {
    let said = text.trim();
    match field.field_type {
        FieldType::Choice => {
            // Once: a stranger's cell may hold megabytes, and a field has a hundred choices in six languages.
            let folded = said.to_lowercase();
            let names = |choice: &&catalogue::Choice| {
                choice.id == said || choice.label.iter().any(|(_, label)| label.to_lowercase() == folded)
            };
            field.choices.iter().find(names).map_or_else(|| said.to_owned(), |choice| choice.id.clone())
        }
        _ => text.to_owned(),
    }
}
