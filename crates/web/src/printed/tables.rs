//! Lists as tables to take away. They hold what the page beside them lists, and no more: no blank, no summary of ours, and no
//! count but those of capacity-building, in which no State stands.

use catalogue::{Lang, Party};
use views::RecordView;
use workbook::Table;

use super::compiled;
use super::said::{Said, how_it_stands};
use crate::WebError;
use crate::model::answers::is_current;
use crate::model::capacity;
use crate::model::content::Shown;
use crate::model::framework;
use crate::model::instrument::{self, InstrumentPage};
use crate::model::party;
use crate::model::readers::AudienceLine;
use crate::model::register::{self, EntryLine};
use crate::model::search::{self, Query, SearchResult};
use crate::model::{Desk, PartyRef, ProvisionLine, RecordLine};
use crate::vocabulary;
use crate::words::{Msg, PAGE_LANGUAGES, Words};

/// The most rows of a table: what doesn't fit is narrowed, not cut.
const MOST_ROWS: usize = 10_000;

/// The same of the register, which grows for ever: the entries before these are asked for by the place of the oldest.
const MOST_ENTRIES: u64 = 10_000;

/// A table without rows.
pub(super) fn table(desk: &Desk<'_>, title: &str, head: &[Msg]) -> Table {
    empty(desk.words, title, head)
}

/// The same, where no desk is at hand.
pub(crate) fn empty(words: &Words, title: &str, head: &[Msg]) -> Table {
    Table {
        title: title.to_owned(),
        right_to_left: words.lang() == Lang::Ar,
        head: head.iter().map(|key| words.say(*key).to_owned()).collect(),
        rows: Vec::new(),
    }
}

/// The columns of records.
const RECORDS: [Msg; 12] = [
    Msg("accepted"),
    Msg("facet-participant"),
    Msg("facet-kind"),
    Msg("printed-title"),
    Msg("language"),
    Msg("mechanisms"),
    Msg("speaks-to"),
    Msg("printed-evidence"),
    Msg("printed-course"),
    Msg("printed-readers"),
    Msg("record-id"),
    Msg("printed-address"),
];

fn record_row(desk: &Desk<'_>, line: &RecordLine) -> Vec<String> {
    let words = desk.words;
    vec![
        line.accepted.clone(),
        line.participant.name.clone(),
        line.kind_name.clone(),
        line.title.clone().unwrap_or_default(),
        line.language.clone(),
        joined(line.mechanisms.iter().map(|one| one.short_name.as_str())),
        joined(line.framework_items.iter().map(|one| one.id.as_str())),
        how_it_stands(words, line),
        course(line),
        readers(words, line.audience.as_ref()),
        line.id.clone(),
        format!("{}{}", desk.config.base_url, line.href),
    ]
}

/// The state that a record is in, where its kind has states.
fn course(line: &RecordLine) -> String {
    line.state.as_ref().map(|state| state.name.clone()).unwrap_or_default()
}

/// For whom something is.
pub(crate) fn readers(words: &Words, audience: Option<&AudienceLine>) -> String {
    audience.map_or_else(|| words.say(Msg("printed-everybody")).to_owned(), |one| one.name.clone())
}

pub(super) fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

fn records<'a>(
    desk: &Desk<'_>,
    title: &str,
    records: impl DoubleEndedIterator<Item = RecordView<'a>>,
) -> Result<Table, WebError> {
    let mut standing = records.rev().filter(is_current);
    let lines = desk.records(standing.by_ref().take(MOST_ROWS));
    if standing.next().is_some() {
        return Err(WebError::ReportTooLong);
    }
    let mut table = table(desk, title, &RECORDS);
    table.rows = lines.iter().map(|line| record_row(desk, line)).collect();
    Ok(table)
}

/// What a participant said, the newest first.
pub(super) fn of_participant(desk: &Desk<'_>, code: &str) -> Result<Table, WebError> {
    desk.edition.catalogue().party(code).ok_or(WebError::NotFound)?;
    records(desk, &desk.party(code).name, desk.views.by_participant(code))
}

/// What was said for a mechanism, the newest first.
pub(super) fn of_mechanism(desk: &Desk<'_>, id: &str) -> Result<Table, WebError> {
    let mechanism = desk.edition.catalogue().mechanism(id).ok_or(WebError::NotFound)?;
    records(desk, &desk.mechanism(mechanism).short_name, desk.views.by_mechanism(id))
}

/// What a search finds. A provision has no author and no day of its own.
pub(super) fn of_search(desk: &Desk<'_>, query: &Query) -> Result<Table, WebError> {
    let (found, complete) = search::all(desk, query, MOST_ROWS)?;
    if !complete {
        return Err(WebError::ReportTooLong);
    }
    let mut table = table(desk, desk.words.say(Msg("search")), &RECORDS);
    table.rows = found
        .iter()
        .map(|one| match one {
            SearchResult::Record { record } => record_row(desk, record),
            SearchResult::Provision { provision, .. } => found_provision(desk, provision),
        })
        .collect();
    Ok(table)
}

fn found_provision(desk: &Desk<'_>, line: &ProvisionLine) -> Vec<String> {
    let mut row = vec![String::new(); RECORDS.len()];
    desk.words.say(Msg("kind-provision")).clone_into(&mut row[2]);
    row[3].clone_from(&line.reference);
    row[6] = joined(line.framework_items.iter().map(|one| one.id.as_str()));
    row[11] = format!("{}{}", desk.config.base_url, line.href);
    row
}

/// Who cites a framework item: the provisions that speak to it, and what was said on it, the newest first.
pub(super) fn of_item(desk: &Desk<'_>, set: &str, slug: &str) -> Result<Table, WebError> {
    let page = framework::page(desk, set, slug)?;
    let mut table = records(desk, &page.item.title, desk.views.by_framework_item(&page.item.id))?;
    let provisions = page.columns.iter().flat_map(|column| &column.provisions);
    table.rows.splice(..0, provisions.map(|line| found_provision(desk, line)));
    Ok(table)
}

/// What was said on a provision, the newest first.
pub(super) fn of_provision(desk: &Desk<'_>, instrument: &str, path: &str) -> Result<Table, WebError> {
    let instrument = desk.edition.catalogue().instrument(instrument).ok_or(WebError::NotFound)?;
    let provision = instrument.provision(path).ok_or(WebError::NotFound)?;
    let answering = desk.all_answering(instrument, provision, MOST_ROWS + 1);
    records(desk, &desk.provision(instrument, provision).reference, answering.into_iter())
}

/// The register's entries before a place, the newest first. Of what isn't for whoever asks there is its place alone.
pub(super) fn of_register(desk: &Desk<'_>, before: Option<u64>) -> Table {
    let mut table = table(desk, desk.words.say(Msg("register")), &RECORDS);
    table.head.insert(0, desk.words.say(Msg("position")).to_owned());
    table.head.push(desk.words.say(Msg("printed-status")).to_owned());
    let end = before.unwrap_or(u64::MAX).min(desk.views.size());
    let row = |entry: EntryLine| {
        let (mut row, stands) = match &entry.record {
            Some(record) => (record_row(desk, record), desk.words.say(stands(&entry))),
            None => (closed(desk, &entry), ""),
        };
        row.insert(0, entry.position.to_string());
        row.push(stands.to_owned());
        row
    };
    table.rows =
        register::entries(desk, end.saturating_sub(MOST_ENTRIES), end).into_iter().map(row).collect();
    table
}

fn stands(entry: &EntryLine) -> Msg {
    if entry.erased_by.is_some() {
        Msg("standing-erased")
    } else if entry.superseded_by.is_some() {
        Msg("standing-superseded")
    } else {
        Msg("standing-current")
    }
}

fn closed(desk: &Desk<'_>, entry: &EntryLine) -> Vec<String> {
    let mut row = vec![String::new(); RECORDS.len()];
    row[0].clone_from(&entry.accepted);
    desk.words.say(Msg("restricted")).clone_into(&mut row[2]);
    row
}

/// The counts of needs, offers and projects, as their page has them.
pub(super) fn of_capacity(desk: &Desk<'_>) -> Table {
    let head =
        [Msg("counted-by"), Msg("code"), Msg("counted-name"), Msg("needs"), Msg("offers"), Msg("projects")];
    let mut table = table(desk, desk.words.say(Msg("capacity")), &head);
    for counted in capacity::counts(desk) {
        let by = desk.words.say(vocabulary::counted_by(counted.by));
        table.rows.extend(counted.lines.into_iter().map(|line| {
            let figures =
                [line.tally.needs, line.tally.offers, line.tally.projects].map(|one| one.to_string());
            [by.to_owned(), line.id, line.name].into_iter().chain(figures).collect()
        }));
    }
    table
}

/// The provisions of an instrument. Its text stands here where it was imported; a summary of ours never does.
pub(super) fn of_instrument(desk: &Desk<'_>, id: &str) -> Result<Table, WebError> {
    let page: InstrumentPage = instrument::page(desk, id)?;
    let head = [
        Msg("printed-label"),
        Msg("printed-part"),
        Msg("printed-verb"),
        Msg("printed-stance"),
        Msg("printed-addressee"),
        Msg("voluntary"),
        Msg("speaks-to"),
        Msg("printed-text"),
        Msg("printed-address"),
    ];
    let mut table = table(desk, page.line.name(), &head);
    let yes = desk.words.say(Msg("printed-yes"));
    let row = |line: &ProvisionLine| {
        vec![
            line.short.clone(),
            desk.words.say(vocabulary::role_part(line.role)).to_owned(),
            desk.words.say(vocabulary::act(line.act)).to_owned(),
            desk.words.say(vocabulary::stance(line.stance)).to_owned(),
            line.addressee.clone().unwrap_or_default(),
            if line.voluntary { yes.to_owned() } else { String::new() },
            joined(line.framework_items.iter().map(|one| one.id.as_str())),
            line.text.clone().unwrap_or_default(),
            format!("{}{}", desk.config.base_url, line.href),
        ]
    };
    table.rows = page.parts.iter().flat_map(|part| &part.provisions).map(row).collect();
    Ok(table)
}

/// What was answered to a cycle, a row for each answer to a question, with what came later after what came in time. How many
/// there are is bounded by what a report prints.
pub(super) fn of_cycle(desk: &Desk<'_>, id: &str) -> Result<Table, WebError> {
    let compiled = compiled::read(desk, id)?;
    let head = [
        Msg("author"),
        Msg("accepted"),
        Msg("language"),
        Msg("printed-evidence"),
        Msg("printed-course"),
        Msg("printed-readers"),
        Msg("printed-part"),
        Msg("workbook-question"),
        Msg("workbook-answer"),
        Msg("printed-address"),
    ];
    let mut table = table(desk, &compiled.cycle.title, &head);
    let said = compiled.submissions.iter().chain(&compiled.addenda);
    table.rows = said.flat_map(|one| answer_rows(desk, one)).collect();
    Ok(table)
}

fn answer_rows(desk: &Desk<'_>, said: &Said) -> Vec<Vec<String>> {
    let (line, mut part, mut rows) = (&said.line, None, Vec::new());
    for section in &said.content {
        // The first section of a part names it.
        part = section.part.as_deref().or(part);
        let place = joined(part.into_iter().chain([section.name.as_str()]));
        rows.extend(section.fields.iter().map(|field| {
            vec![
                line.participant.name.clone(),
                line.accepted.clone(),
                line.language.clone(),
                how_it_stands(desk.words, line),
                course(line),
                readers(desk.words, line.audience.as_ref()),
                place.clone(),
                field.label.clone(),
                plain(desk.words, &field.value),
                format!("{}{}", desk.config.base_url, line.href),
            ]
        }));
    }
    rows
}

/// A value as the text of one cell.
fn plain(words: &Words, value: &Shown) -> String {
    match value {
        Shown::Text(paragraphs) => paragraphs.join("\n\n"),
        Shown::Choice(label) => label.clone(),
        Shown::Choices(lines) | Shown::Urls(lines) => lines.join("\n"),
        Shown::Number(number) => number.to_string(),
        Shown::Date(date) => date.clone(),
        Shown::Rows(rows) => {
            let cell = |(head, cell): (&String, &Option<Shown>)| {
                cell.as_ref().map(|cell| words.name(Msg("introduced"), head) + " " + &plain(words, cell))
            };
            let row = |row: &Vec<Option<Shown>>| {
                rows.head.iter().zip(row).filter_map(cell).collect::<Vec<_>>().join("; ")
            };
            rows.rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
    }
}

/// States and organizations with their names in each language.
pub(super) fn of_participants(desk: &Desk<'_>) -> Table {
    let page = party::list(desk);
    let mut table = table(desk, desk.words.say(Msg("participants")), &[Msg("code"), Msg("printed-group")]);
    let language = |lang: Lang| desk.words.say(vocabulary::language(lang)).to_owned();
    table.head.extend(PAGE_LANGUAGES.map(language));
    let groups = [
        (Msg("states"), &page.states),
        (Msg("organizations"), &page.organizations),
        (Msg("other-bodies"), &page.others),
        (Msg("fictional-states"), &page.fictional),
    ];
    let row = |group: Msg, one: &PartyRef| {
        let party = desk.edition.catalogue().party(&one.code);
        let name = |lang| party.map(|party| exact(party, lang)).unwrap_or_default();
        let mut row = vec![one.code.clone(), desk.words.say(group).to_owned()];
        row.extend(PAGE_LANGUAGES.map(name));
        row
    };
    for (group, list) in groups {
        table.rows.extend(list.iter().map(|one| row(group, one)));
    }
    table
}

fn exact(party: Party<'_>, lang: Lang) -> String {
    let names = match party {
        Party::State(state) => &state.short,
        Party::Organization(body) => &body.names,
    };
    names.exact(lang).unwrap_or_default().to_owned()
}
