//! Reads a workbook that was filled in. All that is wrong is named at once; what is wrong anywhere takes nothing over.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use catalogue::{Field, FieldType, Kind, Lang};
use instruments::source::{Place, SheetCells, read_sheets};
use kinds::{ContentFault, faults, row_cell};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Problem;
use crate::layout::{
    ANSWER, CHOSEN, FIRST_QUESTION, FIRST_ROW, FOR_CYCLE, Line, MARK, MARK_ROW, REFERENCE, Sheet,
    TABLE_REFERENCES, TAKEN_OUT, guide_mark, mark, sheets,
};
use crate::merge::{Held, HeldCells};
use crate::problem::{Fault, place_in};
use crate::seen::{self, Seen};

/// Other marks that people make where one is asked for.
const MARKS: [&str; 6] = ["X", "×", "✓", "✔", "☒", "1"];

/// What a workbook holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// The content of a body of the kind. Required answers may be missing: it is a draft's content.
    pub content: Map<String, Value>,
    /// What it says, cell by cell; also of cells that are blank.
    pub cells: HeldCells,
    /// The cycle that it was made for.
    pub cycle: Option<String>,
}

/// Reads a workbook that was filled in for this kind.
pub fn read(kind: &Kind, bytes: &[u8]) -> Result<Answers, Vec<Problem>> {
    whole_or_part(kind, bytes, false)
}

/// Reads a workbook in which somebody filled in a part: the choice on which an answer hangs may stand elsewhere. Whoever
/// puts the parts together looks once more.
pub fn read_part(kind: &Kind, bytes: &[u8]) -> Result<Answers, Vec<Problem>> {
    whole_or_part(kind, bytes, true)
}

fn whole_or_part(kind: &Kind, bytes: &[u8], part: bool) -> Result<Answers, Vec<Problem>> {
    let filled = read_sheets(bytes).map_err(|error| vec![Problem::whole(error)])?;
    let mut reading = Reading::new(kind);
    for sheet in &filled {
        reading.sheet(sheet);
    }
    reading.finish(part)
}

/// What a workbook says that it was made for: the kind's id and its version.
pub fn made_for(bytes: &[u8]) -> Result<(String, u32), Vec<Problem>> {
    let filled = read_sheets(bytes).map_err(|error| vec![Problem::whole(error)])?;
    let said = filled.iter().find_map(|sheet| {
        let first = sheet.cells.get(&(MARK_ROW, REFERENCE))?.as_deref().ok()?.trim();
        let (_, kind) = first.strip_prefix(MARK)?.split_once(": ")?;
        let (id, version) = kind.split(' ').next()?.split_once('/')?;
        Some((id.to_owned(), version.parse().ok()?))
    });
    said.ok_or_else(|| vec![Problem::whole(Fault::NoQuestionnaire)])
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
    /// Of each cell that is there, blank or not: where, what stood there before, and whether that goes.
    there: BTreeMap<String, There>,
    cycle: Option<String>,
    problems: Vec<Problem>,
    ours: bool,
}

/// A cell as it stands in the workbook.
#[derive(Clone, Default)]
struct There {
    place: String,
    seen: Option<Seen>,
    taken_out: bool,
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
            there: BTreeMap::new(),
            cycle: None,
            problems: Vec::new(),
            ours: false,
        }
    }

    fn sheet(&mut self, sheet: &SheetCells) {
        let first = sheet.cells.get(&(MARK_ROW, REFERENCE)).and_then(|cell| cell.as_deref().ok());
        let Some(first) = first.filter(|first| first.starts_with(MARK)) else {
            return self.problems.push(Problem::of_sheet(&sheet.name, Fault::ForeignSheet));
        };
        let (first, seen) = Seen::split(first);
        let (guide, cycle) = first.split_once(FOR_CYCLE).map_or((first, None), |(g, id)| (g, Some(id)));
        if guide == guide_mark(self.kind, None) {
            self.ours = true;
            let is_id = |id: &&str| record::hash::from_lower_hex::<32>(id).is_some();
            self.cycle = cycle.filter(is_id).map(str::to_owned);
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
            Some(field) => self.table(sheet, field, seen),
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
                (REFERENCE, Ok(reference)) => self.reference(sheet, place, reference),
                (ANSWER, Ok(text)) => match sheet.cells.get(&(row, REFERENCE)) {
                    Some(Ok(reference)) => self.answer(sheet, place, reference, text),
                    // A reference that isn't read is named already.
                    Some(Err(_)) => {}
                    None => self.wrong(sheet, place, Fault::Outside),
                },
                _ => self.wrong(sheet, place, Fault::Outside),
            }
        }
    }

    fn reference(&mut self, sheet: &SheetCells, place: Place, reference: &str) {
        let (reference, seen) = Seen::split(reference);
        match self.expected.get(reference) {
            None => return self.wrong(sheet, place, Fault::UnknownReference),
            Some(_) if !self.seen.insert(reference.to_owned()) => {
                return self.wrong(sheet, place, Fault::ReferenceTwice);
            }
            // An answer that goes on has its mark where it begins.
            Some(Expected::Part { part, .. }) if *part > 1 => return,
            Some(_) => {}
        }
        let there = self.there.entry(reference.to_owned()).or_default();
        (there.place, there.seen) = (place_in(&sheet.name, (place.0, ANSWER)), seen);
    }

    fn answer(&mut self, sheet: &SheetCells, place: Place, reference: &str, text: &str) {
        let (reference, seen) = Seen::split(reference);
        let expected = self.expected.get(reference);
        // Named where the reference stands.
        let Some(expected) = expected else { return };
        let first = !matches!(expected, Expected::Part { part, .. } if *part > 1);
        if first && goes(text, seen) {
            self.there.entry(reference.to_owned()).or_default().taken_out = true;
            return;
        }
        match expected {
            Expected::Part { field, part } => {
                let (name, text, part) = (field.id.clone(), as_typed(field, text), *part);
                self.places.entry(name.clone()).or_insert_with(|| (sheet.name.clone(), place));
                self.typed.entry(name).or_default().insert(part, text);
            }
            Expected::Choice { field, id } => {
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

    fn table(&mut self, sheet: &SheetCells, field: &'k Field, seen: Option<Seen>) {
        let place = place_in(&sheet.name, (FIRST_ROW, REFERENCE));
        let mut filled = sheet.cells.range((FIRST_ROW, 0)..).map(|(_, cell)| cell);
        let alone = match (filled.next(), filled.next()) {
            (Some(Ok(text)), None) => goes(text, seen),
            _ => false,
        };
        self.there.insert(field.id.clone(), There { place, seen, taken_out: alone });
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
        if alone {
            return;
        }
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

    fn finish(mut self, part: bool) -> Result<Answers, Vec<Problem>> {
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
        // A draft may lack what its record must have, and a part that on which its answers hang.
        let matters = |fault: ContentFault| match fault {
            ContentFault::Missing => false,
            ContentFault::NotAsked => !part,
            _ => true,
        };
        for wrong in faults(self.kind, &content).into_iter().filter(|wrong| matters(wrong.fault)) {
            let place = self.places.get(&wrong.field);
            self.problems.push(match place {
                Some((sheet, place)) => Problem::at(sheet, *place, wrong.fault),
                None => Problem::whole(wrong.fault),
            });
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        let mut values = seen::cells(self.kind, &content);
        let held = |(name, there): (String, There)| {
            let value = values.remove(&name);
            let held = Held { place: there.place, value, taken_out: there.taken_out, seen: there.seen };
            (name, held)
        };
        let cells = self.there.into_iter().map(held).collect();
        Ok(Answers { content, cells, cycle: self.cycle })
    }
}

/// Whether this takes an answer out. A dash that was an answer before is one still.
fn goes(text: &str, seen: Option<Seen>) -> bool {
    let text = text.trim();
    TAKEN_OUT.contains(&text) && !seen.is_some_and(|seen| seen.is(&Value::from(text)))
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
