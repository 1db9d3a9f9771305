//! The hub's own lists as tables: mechanisms, instruments, framework sets, kinds with their questions, cycles. Nobody's answers
//! stand in them.

use workbook::Table;

use super::tables::{joined, readers, table};
use crate::WebError;
use crate::model::cycle::{self, CycleLine};
use crate::model::framework::{self, SetLine};
use crate::model::mechanism::{self, MechanismLine};
use crate::model::{Desk, InstrumentLine, ItemRef, instrument, kind};
use crate::vocabulary;
use crate::words::Msg;

/// The mechanisms, exercises after the others and marked.
pub(super) fn of_mechanisms(desk: &Desk<'_>) -> Table {
    let words = desk.words;
    let head = [
        Msg("code"),
        Msg("printed-label"),
        Msg("counted-name"),
        Msg("subject"),
        Msg("printed-description"),
        Msg("exercise"),
        Msg("printed-address"),
    ];
    let mut table = table(desk, words.say(Msg("mechanisms")), &head);
    let row = |line: MechanismLine| {
        let one = line.mechanism;
        let address = format!("{}{}", desk.config.base_url, one.href);
        let exercise = exercise(desk, one.exercise);
        vec![one.id, one.short_name, one.name, line.subject, line.description, exercise, address]
    };
    let page = mechanism::list(desk);
    table.rows = page.mechanisms.into_iter().chain(page.exercises).map(row).collect();
    table
}

/// The instruments, the newest first, fictional ones after the others and marked.
pub(super) fn of_instruments(desk: &Desk<'_>) -> Table {
    let words = desk.words;
    let head = [
        Msg("code"),
        Msg("printed-symbol"),
        Msg("printed-title"),
        Msg("language"),
        Msg("printed-form-of-text"),
        Msg("printed-status"),
        Msg("body"),
        Msg("date"),
        Msg("mechanisms"),
        Msg("exercise"),
        Msg("printed-address"),
    ];
    let mut table = table(desk, words.say(Msg("instruments")), &head);
    let row = |line: InstrumentLine| {
        vec![
            line.id,
            line.symbol.unwrap_or_default(),
            line.title,
            line.title_language,
            words.say(vocabulary::form(line.form)).to_owned(),
            words.say(vocabulary::status(line.status)).to_owned(),
            line.body,
            line.date.unwrap_or_default(),
            joined(line.mechanisms.iter().map(|one| one.short_name.as_str())),
            exercise(desk, line.exercise),
            format!("{}{}", desk.config.base_url, line.href),
        ]
    };
    let page = instrument::list(desk);
    table.rows = page.instruments.into_iter().chain(page.exercises).map(row).collect();
    table
}

/// The word beside what is invented for practice.
fn exercise(desk: &Desk<'_>, exercise: bool) -> String {
    if exercise { desk.words.say(Msg("exercise")).to_owned() } else { String::new() }
}

/// The sets with their items, in their order. Who cites an item is on its own page and in its own table: beside each other
/// they would be a grid with blanks.
pub(super) fn of_frameworks(desk: &Desk<'_>) -> Table {
    let head = [
        Msg("framework"),
        Msg("printed-part"),
        Msg("code"),
        Msg("printed-label"),
        Msg("printed-title"),
        Msg("printed-address"),
    ];
    let mut table = table(desk, desk.words.say(Msg("framework")), &head);
    let rows_of = |set: &SetLine| -> Vec<Vec<String>> {
        let items =
            set.sections.iter().flat_map(|section| section.items.iter().map(|item| (&section.name, item)));
        let row = |(section, item): (&String, &ItemRef)| {
            let address = format!("{}{}", desk.config.base_url, item.href);
            let number = item.number().unwrap_or_default().to_owned();
            vec![
                set.framework.name.clone(),
                section.clone(),
                item.id.clone(),
                number,
                item.title.clone(),
                address,
            ]
        };
        items.map(row).collect()
    };
    table.rows = framework::list(desk).sets.iter().flat_map(rows_of).collect();
    table
}

/// The kinds, in the order of their names.
pub(super) fn of_kinds(desk: &Desk<'_>) -> Table {
    let head = [
        Msg("code"),
        Msg("counted-name"),
        Msg("printed-description"),
        Msg("mechanisms"),
        Msg("printed-address"),
    ];
    let mut table = table(desk, desk.words.say(Msg("kinds")), &head);
    let row = |line: kind::KindLine| {
        let mechanisms = joined(line.mechanisms.iter().map(|one| one.short_name.as_str()));
        let address = format!("{}{}", desk.config.base_url, line.href);
        vec![line.id, line.name, line.description, mechanisms, address]
    };
    table.rows = kind::list(desk).kinds.into_iter().map(row).collect();
    table
}

/// The questions of a kind, in the order and numbering of its form.
pub(super) fn of_kind(desk: &Desk<'_>, id: &str) -> Result<Table, WebError> {
    let page = kind::page(desk, id)?;
    let head = [
        Msg("printed-part"),
        Msg("printed-section"),
        Msg("workbook-reference"),
        Msg("workbook-question"),
        Msg("workbook-help"),
        Msg("required"),
        Msg("printed-takes"),
        Msg("printed-choices"),
        Msg("speaks-to"),
    ];
    let mut table = table(desk, &page.line.name, &head);
    let (mut part, yes) = (String::new(), desk.words.say(Msg("printed-yes")));
    for section in page.sections {
        // The first section of a part names it.
        part = section.part.unwrap_or(part);
        let item = section.item.map(|item| item.id).unwrap_or_default();
        table.rows.extend(section.fields.into_iter().map(|field| {
            vec![
                part.clone(),
                section.name.clone(),
                field.id,
                field.label,
                field.help,
                if field.required { yes.to_owned() } else { String::new() },
                field.takes,
                field.parts.join("\n"),
                item.clone(),
            ]
        }));
    }
    Ok(table)
}

/// The cycles that whoever asks may read, those that are open first. Who answered is on each one's page; who didn't, nowhere.
pub(super) fn of_cycles(desk: &Desk<'_>) -> Table {
    let words = desk.words;
    let head = [
        Msg("printed-title"),
        Msg("language"),
        Msg("mechanisms"),
        Msg("cycle-questionnaire"),
        Msg("printed-first-day"),
        Msg("reminder-last-day"),
        Msg("printed-status"),
        Msg("printed-readers"),
        Msg("record-id"),
        Msg("printed-address"),
    ];
    let mut table = table(desk, words.say(Msg("cycles")), &head);
    let row = |line: CycleLine| {
        vec![
            line.title,
            line.language,
            joined(line.mechanisms.iter().map(|one| one.short_name.as_str())),
            line.questionnaire.name,
            line.opens,
            line.closes,
            words.say(vocabulary::phase(line.phase)).to_owned(),
            readers(words, line.audience.as_ref()),
            line.id,
            format!("{}{}", desk.config.base_url, line.href),
        ]
    };
    let page = cycle::list(desk);
    table.rows = page.open.into_iter().chain(page.coming).chain(page.past).map(row).collect();
    table
}
