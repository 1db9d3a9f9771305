//! One thing to transmit: from the words of a row, or of a command, to a draft. Every word is checked, and each problem is
//! named by the column that it stands in.

use super::Problem;
use super::received::ReceivedFile;
use super::sheet::{Row, Sheet};
use crate::named;
use admission::check_arrival;
use catalogue::{Catalogue, FieldType, Kind};
use record::body::{Arrival, Medium};
use record::draft::{Draft, Drafted};
use record::header::Salt;
use record::{Body, Evidence, Header, RecordId, Time};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashSet};

/// The columns that say who, for what and how it arrived; every other column is a field of a kind.
pub const COLUMNS: [&str; 11] = [
    "participant",
    "kind",
    "mechanisms",
    "items",
    "provisions",
    "language",
    "received",
    "medium",
    "reference",
    "received_on",
    "cycle",
];
/// Those that a sheet can't do without.
const NEEDED: [&str; 6] = ["participant", "mechanisms", "received", "medium", "reference", "received_on"];
/// What most that arrives is.
const USUAL_KIND: &str = "measure";
const USUAL_LANGUAGE: &str = "en";

/// The words of one thing to transmit, by column.
pub struct Words {
    /// Its row in the sheet, if there is one.
    pub row: Option<usize>,
    words: BTreeMap<String, String>,
}

impl Words {
    /// Of a command. Each column once: a second word for one is a problem.
    pub fn said(pairs: impl IntoIterator<Item = (String, String)>) -> Result<Self, Vec<Problem>> {
        let mut words = BTreeMap::new();
        let mut problems = Vec::new();
        for (column, word) in pairs {
            if words.insert(column.clone(), word).is_some() {
                problems.push(Problem::at(None, &column, "this is said twice"));
            }
        }
        if problems.is_empty() { Ok(Self { row: None, words }) } else { Err(problems) }
    }

    fn of_row(columns: &[String], row: Row) -> Self {
        Self { row: Some(row.number), words: columns.iter().cloned().zip(row.cells).collect() }
    }

    /// What stands in a column; nothing where it is blank.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.words.get(column).map(|word| word.trim()).filter(|word| !word.is_empty())
    }

    fn list(&self, column: &str) -> Vec<String> {
        let words = self.get(column).unwrap_or_default();
        words
            .split([',', ';', ' ', '\n', '\r', '\t'])
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }

    fn problem(&self, column: &str, message: impl std::fmt::Display) -> Problem {
        Problem::at(self.row, column, message)
    }
}

/// The rows of a sheet, once its columns are known to be right. They may stand in any order.
pub fn rows(sheet: Sheet, catalogue: &Catalogue) -> Result<Vec<Words>, Vec<Problem>> {
    let mut problems = Vec::new();
    for needed in NEEDED {
        if !sheet.columns.iter().any(|column| column == needed) {
            problems.push(Problem::of_row(Some(1), format!("the column {needed} is missing")));
        }
    }
    for column in &sheet.columns {
        let known =
            COLUMNS.contains(&column.as_str()) || catalogue.kinds().any(|kind| kind.field(column).is_some());
        if !known {
            let message =
                "no kind of record has such a field, and it says nothing of a transmission: take it out";
            problems.push(Problem::at(Some(1), column, message));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let columns = sheet.columns;
    Ok(sheet.rows.into_iter().map(|row| Words::of_row(&columns, row)).collect())
}

/// Whom the records are for, and who signs them.
pub struct Desk<'a> {
    /// The catalogue, by which words are checked.
    pub catalogue: &'a Catalogue,
    /// The log.
    pub log: &'a str,
    /// It is an exercise's.
    pub exercise: bool,
    /// Whose key will sign, and the person who holds it.
    pub signer: (record::KeyId, Salt),
}

/// One thing to transmit, checked.
#[derive(Debug)]
pub struct Entry {
    /// Its row.
    pub row: Option<usize>,
    /// Whose statement it is.
    pub participant: String,
    /// Its title, or the name of its kind.
    pub title: String,
    /// The draft.
    pub drafted: Drafted,
    /// The received file.
    pub file: ReceivedFile,
}

/// Checks words and makes a draft of them.
pub fn entry(
    desk: &Desk<'_>,
    words: &Words,
    file: ReceivedFile,
    now: Time,
    salts: [Salt; 2],
) -> Result<Entry, Vec<Problem>> {
    let mut problems = check_places(desk.catalogue, words);
    let arrival = arrival(words, &mut problems);
    let kind_id = words.get("kind").unwrap_or(USUAL_KIND);
    let Some(kind) = desk.catalogue.kind(kind_id) else {
        problems.push(words.problem("kind", format!("no kind of record is called “{kind_id}”")));
        return Err(problems);
    };
    let content = content(kind, words, &mut problems);
    let Some(arrival) = arrival.filter(|_| problems.is_empty()) else { return Err(problems) };
    let participant = words.get("participant").unwrap_or_default();
    let mut draft =
        Draft::new(desk.log, desk.exercise, participant, &kind.id).signed_by(desk.signer.0, desk.signer.1);
    draft.kind.1 = u64::from(kind.version);
    draft.evidence = Evidence::Transmitted;
    draft.mechanisms = words.list("mechanisms");
    draft.framework_items = words.list("items");
    draft.provisions = words.list("provisions");
    draft.answers = cycle(words, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    words.get("language").unwrap_or(USUAL_LANGUAGE).clone_into(&mut draft.language);
    let drafted = draft.drafted(&content, vec![file.attachment(arrival)], now, salts);
    let title = content.get("title").and_then(Value::as_str).unwrap_or(&kind.id).to_owned();
    check_whole(words, &drafted)?;
    Ok(Entry { row: words.row, participant: participant.to_owned(), title, drafted, file })
}

/// The cycle that it answers, by the id of the record that opens it. Whether that one is there, the hub's door says.
fn cycle(words: &Words, problems: &mut Vec<Problem>) -> Vec<RecordId> {
    let Some(said) = words.get("cycle") else { return Vec::new() };
    let id = RecordId::from_hex(said);
    if id.is_none() {
        let message =
            "this is no record's id: take the 64 letters and figures from the address of the cycle's page";
        problems.push(words.problem("cycle", message));
    }
    id.into_iter().collect()
}

/// Read as the hub's door will read it, so that nobody is asked to sign what no hub takes.
fn check_whole(words: &Words, drafted: &Drafted) -> Result<(), Vec<Problem>> {
    let wrong = |e: &dyn std::fmt::Display| vec![Problem::of_row(words.row, e)];
    let header = Header::from_bytes(&drafted.header).map_err(|e| wrong(&e))?;
    let body = Body::from_bytes(&drafted.body).map_err(|e| wrong(&e))?;
    check_arrival(&header, &body).map_err(|e| wrong(&e))
}

fn check_places(catalogue: &Catalogue, words: &Words) -> Vec<Problem> {
    let mut problems = Vec::new();
    for column in NEEDED {
        if words.get(column).is_none() {
            problems.push(words.problem(column, "this must be filled in"));
        }
    }
    let participant = words.get("participant").unwrap_or_default();
    if !participant.is_empty() && catalogue.party(participant).is_none() {
        problems.push(words.problem("participant", named::no_participant(catalogue, participant)));
    }
    for id in words.list("mechanisms") {
        match catalogue.mechanism(&id) {
            None => problems.push(words.problem("mechanisms", named::no_mechanism(catalogue, &id))),
            Some(mechanism) if mechanism.standing(participant).is_none() => {
                problems.push(words.problem("participant", format!("“{participant}” takes no part in {id}")));
            }
            Some(_) => {}
        }
    }
    let unknown_items = words.list("items").into_iter().filter(|id| catalogue.item(id).is_none());
    problems.extend(unknown_items.map(|id| words.problem("items", named::no_item(catalogue, &id))));
    let unknown = words.list("provisions").into_iter().filter(|id| catalogue.provision(id).is_none());
    problems.extend(unknown.map(|id| words.problem("provisions", named::no_provision(catalogue, &id))));
    problems
}

fn arrival(words: &Words, problems: &mut Vec<Problem>) -> Option<Arrival> {
    let said = words.get("medium")?;
    let Some(medium) = Medium::ALL.into_iter().find(|medium| medium.as_str() == said) else {
        let known = Medium::ALL.map(Medium::as_str).join(", ");
        problems.push(words.problem("medium", format!("“{said}” is none of {known}")));
        return None;
    };
    let arrival = Arrival {
        medium,
        reference: words.get("reference")?.to_owned(),
        on: words.get("received_on")?.to_owned(),
    };
    if let Err(wrong) = admission::check_arrival_words(&arrival) {
        let column = if wrong == admission::ArrivalError::Date { "received_on" } else { "reference" };
        problems.push(words.problem(column, wrong));
    }
    Some(arrival)
}

/// The body's fields, by columns of their names. All that is wrong is named at once.
fn content(kind: &Kind, words: &Words, problems: &mut Vec<Problem>) -> Map<String, Value> {
    let cell = |name: &str| match kind.field(name).map(|field| field.field_type) {
        Some(FieldType::Urls | FieldType::Choices) => words.list(name),
        _ if COLUMNS.contains(&name) => Vec::new(),
        _ => words.get(name).map(str::to_owned).into_iter().collect(),
    };
    let content = kinds::content_of(kind, &cell);
    for wrong in kinds::faults(kind, &content) {
        problems.push(words.problem(&wrong.field, wrong.fault));
    }
    let asked: HashSet<String> = kinds::cells_of(kind, &content).into_iter().map(|(cell, _)| cell).collect();
    let others = words.words.keys().filter(|column| {
        !COLUMNS.contains(&column.as_str()) && kind.field(column).is_none() && !asked.contains(*column)
    });
    for column in others.filter(|column| words.get(column).is_some()) {
        problems.push(words.problem(column, format!("a {} has no such field: leave it blank", kind.id)));
    }
    problems.extend(items_bound(kind, words));
    content
}

fn items_bound(kind: &Kind, words: &Words) -> Option<Problem> {
    let count = words.list("items").len();
    let (min, max) = (kind.framework_items.min, kind.framework_items.max);
    let right = u32::try_from(count).is_ok_and(|count| (min..=max).contains(&count));
    (!right)
        .then(|| words.problem("items", format!("a {} names from {min} to {max} framework items", kind.id)))
}
