//! What a delegation's own pages list, as tables to take away. Each is for its asker's own seat alone, who takes it away by a
//! fresh touch; that is in the trail.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use workbook::Table;

use super::caller::Caller;
use super::delegation;
use super::guard::AccountError;
use super::model_coverage::{CoveragePage, OwnRecordLine, Told};
use super::model_delegation::{EventLine, PersonLine};
use super::model_reminders::{RemindersPage, SentLine};
use super::office::Office;
use super::{coverage, reminders};
use crate::ask::Ask;
use crate::printed::{TableForm, empty, own_table, readers};
use crate::reader::Reader;
use crate::vocabulary;
use crate::words::{Msg, Words, words};

type SharedOffice = State<Arc<Office>>;

/// What the delegation has said beside each provision and item, and where it has said nothing.
pub(crate) async fn get_coverage_table(
    State(office): SharedOffice,
    caller: Caller,
    reader: Reader,
    ask: Ask,
    Query(form): Query<TableForm>,
) -> Response {
    let made = async {
        let page = coverage::made(Arc::clone(&office), &caller, &ask).await?;
        Ok(of_coverage(words(ask.lang), &office.hub.config().base_url, &page))
    };
    taken(&office, &reader, &ask, (&form, "provisions"), made.await).await
}

/// The reminders that were sent to the delegation.
pub(crate) async fn get_reminders_table(
    State(office): SharedOffice,
    caller: Caller,
    reader: Reader,
    ask: Ask,
    Query(form): Query<TableForm>,
) -> Response {
    let made = async {
        let page = reminders::made(Arc::clone(&office), &caller, &ask, reminders::IN_FILE).await?;
        Ok(of_reminders(words(ask.lang), &office.hub.config().base_url, &page))
    };
    taken(&office, &reader, &ask, (&form, "reminders"), made.await).await
}

/// Who acts for the seat.
pub(crate) async fn get_people_table(
    State(office): SharedOffice,
    caller: Caller,
    reader: Reader,
    ask: Ask,
    Query(form): Query<TableForm>,
) -> Response {
    let made =
        async { Ok(of_people(words(ask.lang), &delegation::made(&office, &caller, &ask).await?.people)) };
    taken(&office, &reader, &ask, (&form, "people"), made.await).await
}

/// Lets a table go that was made, after the touch that it needs and with its event; or answers what stands in the way.
async fn taken(
    office: &Office,
    reader: &Reader,
    ask: &Ask,
    (form, name): (&TableForm, &str),
    made: Result<Table, AccountError>,
) -> Response {
    let table = match made {
        Ok(table) => table,
        Err(error) => return error.instead_of_page(&ask.path),
    };
    if let Err(instead) = reader.takes_away(ask).await {
        return instead;
    }
    own_table(&office.hub, ask, (form, name), Ok(table)).await.unwrap_or_else(IntoResponse::into_response)
}

/// The trail of a seat. Where it goes on beyond the file, the last line leads to the page from which to take the next.
pub(super) fn of_trail(words: &Words, events: &[EventLine], goes_on: Option<&str>) -> Table {
    let head =
        [Msg("when"), Msg("what"), Msg("printed-times"), Msg("who"), Msg("in-records"), Msg("on-what")];
    let mut table = empty(words, words.say(Msg("trail")), &head);
    let row = |event: &EventLine| {
        let operator = || event.by_the_operator.then(|| words.say(Msg("the-operator")).to_owned());
        vec![
            event.at.clone(),
            event.says.clone(),
            event.count.to_string(),
            event.name.clone().or_else(operator).unwrap_or_default(),
            event.who.clone().unwrap_or_default(),
            event.about.clone().unwrap_or_default(),
        ]
    };
    table.rows = events.iter().map(row).collect();
    let more = |page| ["", words.say(Msg("trail-goes-on")), "", "", "", page].map(str::to_owned).to_vec();
    table.rows.extend(goes_on.map(more));
    table
}

fn of_people(words: &Words, people: &[PersonLine]) -> Table {
    let head = [Msg("counted-name"), Msg("roles"), Msg("in-records"), Msg("since")];
    let mut table = empty(words, words.say(Msg("people")), &head);
    let row = |one: &PersonLine| {
        vec![one.name.clone(), one.roles.join("; "), one.signer.clone(), one.since.clone()]
    };
    table.rows = people.iter().map(row).collect();
    table
}

fn of_reminders(words: &Words, base_url: &str, page: &RemindersPage) -> Table {
    let head = [
        Msg("when"),
        Msg("people"),
        Msg("printed-title"),
        Msg("what"),
        Msg("reminder-last-day"),
        Msg("printed-address"),
    ];
    let mut table = empty(words, words.say(Msg("reminders-sent")), &head);
    let rows = |sent: &SentLine| -> Vec<Vec<String>> {
        let row = |of: &super::model_reminders::RemindedOf| {
            vec![
                sent.at.clone(),
                sent.people.to_string(),
                of.title.clone(),
                words.say(Msg(of.message())).to_owned(),
                of.closes.clone(),
                of.href.as_ref().map(|href| format!("{base_url}{href}")).unwrap_or_default(),
            ]
        };
        sent.of.iter().map(row).collect()
    };
    table.rows = page.sent.iter().flat_map(rows).collect();
    table
}

/// What the table of coverage says in each row before what was said.
struct Place<'a> {
    mechanism: &'a str,
    source: &'a str,
    label: &'a str,
    title: &'a str,
}

fn of_coverage(words: &Words, base_url: &str, page: &CoveragePage) -> Table {
    let head = [
        Msg("mechanism"),
        Msg("source"),
        Msg("printed-label"),
        Msg("printed-title"),
        Msg("said-for"),
        Msg("facet-kind"),
        Msg("statements"),
        Msg("language"),
        Msg("accepted"),
        Msg("printed-evidence"),
        Msg("printed-readers"),
        Msg("printed-address"),
    ];
    let mut table = empty(words, words.say(Msg("coverage")), &head);
    for part in &page.mechanisms {
        let mechanism = &part.mechanism.short_name;
        for text in &part.instruments {
            for one in &text.provisions {
                let (source, label) = (text.instrument.name(), &one.provision.short);
                let place = Place { mechanism, source, label, title: "" };
                table.rows.extend(told(words, base_url, &place, &one.told));
            }
        }
        for set in &part.sets {
            for one in &set.items {
                let label = one.item.number().unwrap_or(&one.item.id);
                let place = Place { mechanism, source: &set.name, label, title: &one.item.title };
                table.rows.extend(told(words, base_url, &place, &one.told));
            }
        }
    }
    table
}

/// The rows of one provision or item, as its page has them: what is held and what was said elsewhere apart from what was said.
fn told(words: &Words, base_url: &str, place: &Place<'_>, told: &Told) -> Vec<Vec<String>> {
    let row = |how: &str, line: Option<&OwnRecordLine>| {
        let mut row: Vec<String> =
            [place.mechanism, place.source, place.label, place.title, how].map(str::to_owned).into();
        if let Some(line) = line {
            row.extend([
                line.kind_name.clone(),
                line.title.clone().unwrap_or_default(),
                line.language.clone(),
                line.accepted.clone(),
                words.say(vocabulary::evidence(line.evidence)).to_owned(),
                readers(words, line.audience.as_ref()),
                format!("{base_url}{}", line.href),
            ]);
        }
        row
    };
    let mut rows = Vec::new();
    if told.is_nothing() {
        rows.push(row(words.say(Msg("coverage-nothing")), None));
    }
    rows.extend(told.here.iter().map(|line| row(place.mechanism, Some(line))));
    if told.more > 0 {
        rows.push(row(&words.count(Msg("coverage-more"), told.more), None));
    }
    rows.extend(told.positions.iter().map(|line| row(words.say(Msg("positions")), Some(line))));
    rows.extend(told.elsewhere.iter().map(|line| row(words.say(Msg("other-mechanisms")), Some(line))));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::Lang;

    #[test]
    fn a_trail_that_goes_on_says_from_which_page() {
        let whole = of_trail(words(Lang::En), &[], None);
        assert!(whole.rows.is_empty());
        let page = "https://hub.example/trail?before=7";
        let part = of_trail(words(Lang::En), &[], Some(page));
        assert_eq!(part.rows.len(), 1);
        assert_eq!(part.rows[0].len(), part.head.len(), "a cell for each column");
        assert!(part.rows[0][1].starts_with("Older events") && part.rows[0][5] == page);
    }
}
