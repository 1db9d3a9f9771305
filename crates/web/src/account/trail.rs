//! The audit trail of a seat, for those who may see it: the newest first or hour by hour, never more than a page at a time,
//! and to take along as a file, which is an event itself.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use delegations::audit::{self, Event, HOUR, Stretch, What};
use delegations::people::{self, Person};
use policy::{Action, Resource, Seat};
use record::Time;
use serde::Deserialize;
use std::sync::Arc;

use super::caller::{Caller, SignedIn, seat_name};
use super::delegation::sender;
use super::guard::{self, AccountError, as_file};
use super::model::{Notice, page_or_else};
use super::model_delegation::{EventLine, TrailPage, what_name};
use super::office::Office;
use super::sign_in::note;
use super::signing::name_of;
use super::tables;
use crate::ask::Ask;
use crate::printed::{TableForm, own_table};
use crate::words::words;

type SharedOffice = State<Arc<Office>>;
const PAGE: &str = "/trail";

/// Who did something without being anybody here, as the trail keeps it: whoever runs the hub, from its command line.
pub const OPERATOR: &str = "the operator";

/// Events on a page.
const ON_PAGE: usize = 100;

/// Places of the hub's trail that one page looks at: the trails of all seats lie in one order.
const REACH: u64 = 5_000;

/// Events in a file: a year of a busy delegation has fewer.
const IN_FILE: usize = 20_000;

/// Places that one file looks at.
const FILE_REACH: u64 = 200_000;

/// Which part of the trail.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Part {
    /// Events before this place.
    before: Option<u64>,
    /// The events of this hour, as `2026-11-22T09`.
    hour: Option<String>,
    notice: Option<String>,
}

/// The caller and the seat whose trail they may see.
pub(super) fn open_to(office: &Office, caller: &Caller) -> Result<(Arc<SignedIn>, Seat), AccountError> {
    let (signed_in, seat) = sender(caller)?;
    office.require(caller, Action::SeeAudit, &Resource::Trail(seat.clone()))?;
    Ok((signed_in, seat))
}

/// The page.
pub(crate) async fn show_trail(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Query(part): Query<Part>,
) -> Response {
    let made = async {
        let (signed_in, seat) = open_to(&office, &caller)?;
        let hour = part.hour.as_deref().map(read_hour).transpose()?;
        let at = seat.clone();
        let (stretch, people, uncommitted) = office
            .look(move |_, drawer| {
                let stretch = match hour {
                    Some(hour) => of_hour(audit::of_hour(drawer, hour)?, &at),
                    None => audit::of_seat(drawer, &at.to_string(), part.before, ON_PAGE, REACH)?,
                };
                Ok((stretch, people::of_seat(drawer, &at)?, audit::uncommitted(drawer)?))
            })
            .await?;
        let edition = office.hub.edition();
        Ok(TrailPage {
            seat: seat.to_string(),
            seat_name: seat_name(edition.catalogue(), &seat, ask.lang),
            hour: hour.map(|hour| Time(hour * HOUR).to_string()),
            events: stretch.events.iter().map(|event| line(event, &seat, &people, &ask)).collect(),
            before: stretch.before,
            begins_before: part.before.or(hour.and(stretch.events.last()).map(|newest| newest.number + 1)),
            uncommitted: Time(uncommitted * HOUR).to_string(),
            notice: Notice::of(part.notice.as_deref()),
            form: signed_in.form_token(),
        })
    };
    page_or_else(made.await, PAGE, &ask)
}

/// An hour holds what all seats did; a reader sees their own seat's.
fn of_hour(mut events: Vec<Event>, seat: &Seat) -> Stretch {
    let seat = seat.to_string();
    events.retain(|event| event.seat.as_ref() == Some(&seat));
    Stretch { events, before: None }
}

fn read_hour(text: &str) -> Result<u64, AccountError> {
    let whole = Time::parse(&format!("{text}:00:00Z")).ok_or(AccountError::Unreadable)?;
    Ok(whole.0 / HOUR)
}

fn line(event: &Event, seat: &Seat, people: &[Person], ask: &Ask) -> EventLine {
    EventLine {
        number: event.number,
        at: Time(event.at).to_string(),
        what: event.what.word(),
        says: what_name(event.what, words(ask.lang)),
        who: event.who.map(|who| who.to_string()),
        name: event.who.and_then(|who| name_of(people, seat, who)),
        about: event.about.clone().filter(|about| about != OPERATOR),
        by_the_operator: event.about.as_deref() == Some(OPERATOR),
        count: usize::try_from(event.count).unwrap_or(usize::MAX),
    }
}

/// In which form the trail is taken along.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Taken {
    /// `json`, `xlsx` or `csv`; `json` unless said.
    #[serde(rename = "as")]
    form: Option<String>,
    /// Events before this place; the newest unless said.
    before: Option<u64>,
}

/// The trail as a file. Taking it along is an event, which is in it.
pub(crate) async fn export_trail(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let made = async {
        let taken: Taken = guard::form(&office, &caller, &headers, &body)?;
        let (signed_in, seat) = sender(&caller)?;
        office.require(&caller, Action::Export, &Resource::Trail(seat.clone()))?;
        let about = Some("trail".to_owned());
        office.together(move |_, drawer| note(drawer, &signed_in, What::Exported, about)).await?;
        // It is noted before anything is read; reading so much must hold up nobody who writes.
        let (at, before) = (seat.clone(), taken.before);
        let look = office.look(move |_, drawer| {
            let stretch = audit::of_seat(drawer, &at.to_string(), before, IN_FILE, FILE_REACH)?;
            Ok((stretch, people::of_seat(drawer, &at)?))
        });
        let (stretch, people) = look.await?;
        Ok((taken, seat, stretch, people))
    };
    let (taken, seat, stretch, people) = match made.await {
        Ok(made) => made,
        Err(error) => return AccountError::instead_of_form(error, PAGE),
    };
    if taken.form.as_deref().is_none_or(|form| form == "json") {
        let whole = serde_json::json!({ "events": stretch.events, "before": stretch.before });
        return as_file("trail.json", Json(whole));
    }
    let lines: Vec<_> = stretch.events.iter().map(|event| line(event, &seat, &people, &ask)).collect();
    let goes_on =
        stretch.before.map(|place| format!("{}{PAGE}?before={place}", office.hub.config().base_url));
    let table = tables::of_trail(words(ask.lang), &lines, goes_on.as_deref());
    let answer = own_table(&office.hub, &ask, (&TableForm::named(taken.form), "trail"), Ok(table)).await;
    answer.unwrap_or_else(IntoResponse::into_response)
}
