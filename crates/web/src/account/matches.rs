//! A delegation's own matches, and the project that two sides begin together: each says its own record of it, which names the
//! need and the offer, and nobody signs for the other.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::Lang;
use delegations::DelegationError;
use policy::{Action, Seat};
use record::{Body, Header};
use serde::Deserialize;

use super::caller::{Caller, seat_name};
use super::draft_audience;
use super::draft_form::spoken_in;
use super::drafts::{begin_in, href, may};
use super::guard::{self, AccountError, see_other};
use super::keys::{Here, here};
use super::model::page_or_else;
use super::model_matches::{self, MatchesPage, TogetherPage};
use super::office::Office;
use super::own_records;
use super::together::{Begun, Joined, Named};
use crate::ask::Ask;
use crate::door::{Door, Part, read_part};
use crate::model::Desk;
use crate::model::terms::{NEED, OFFER, PROJECT};
use crate::reader::Reader;

type SharedOffice = State<Arc<Office>>;

/// Where the pages lie.
const PAGE: &str = "/delegation/matches";
const TOGETHER: &str = "/delegation/project";

/// The page of the seat for which the caller acts.
pub(crate) async fn show_matches(State(office): SharedOffice, caller: Caller, ask: Ask) -> Response {
    page_or_else(made(office, &caller, &ask).await, PAGE, &ask)
}

async fn made(office: Arc<Office>, caller: &Caller, ask: &Ask) -> Result<MatchesPage, AccountError> {
    let here = here(caller)?;
    let Seat::Participant(code) = here.seat.clone() else { return Err(AccountError::Denied) };
    // What may meet one's own needs, those of one's delegation alone too, is for whoever may read those.
    office.require(caller, Action::ReadBody, &own_records::all(&code))?;
    let seat = seat_name(office.hub.edition().catalogue(), &here.seat, ask.lang);
    let page = move |desk: &Desk<'_>| Ok(model_matches::page(desk, seat, &code));
    office.at_desk(&Reader::of(caller, &office), (PAGE, ask.lang), page).await
}

/// Of what a project is to be: of a need and an offer, or of a project that the other side has begun.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    need: String,
    offer: String,
    project: String,
}

/// What was read of both sides.
struct Pair {
    here: Here,
    need: Named,
    offer: Named,
    project: Option<Named>,
}

async fn named(door: &Door, reader: &Reader, id: &str, kind: &str) -> Result<Named, AccountError> {
    let none = || AccountError::Delegation(DelegationError::Draft);
    let read = read_part(door.clone(), reader.clone(), id.to_owned(), Part::Body).await;
    let stored = read.map_err(|_| none())?.stored;
    let header = Header::from_bytes(&stored.header).map_err(|_| none())?;
    let body = stored.body.as_deref().and_then(|bytes| Body::from_bytes(bytes).ok()).ok_or_else(none)?;
    if header.kind != kind {
        return Err(none());
    }
    Ok(Named { id: id.to_owned(), header, body })
}

impl Pair {
    /// Reads both sides. Whoever has neither finds nothing.
    async fn read(
        office: &Office,
        door: &Door,
        caller: &Caller,
        reader: &Reader,
        asked: &Asked,
    ) -> Result<Self, AccountError> {
        let here = here(caller)?;
        if !matches!(here.seat, Seat::Participant(_)) {
            return Err(AccountError::Denied);
        }
        office.require(caller, Action::ReadBody, &own_records::all(&here.code))?;
        let none = || AccountError::Delegation(DelegationError::Draft);
        let (project, need, offer) = if asked.project.is_empty() {
            (None, asked.need.clone(), asked.offer.clone())
        } else {
            let project = named(door, reader, &asked.project, PROJECT).await?;
            let (need, offer) = sides(office, reader, &project).ok_or_else(none)?;
            (Some(project), need, offer)
        };
        let need = named(door, reader, &need, NEED).await?;
        let offer = named(door, reader, &offer, OFFER).await?;
        let authors = [&need.header.participant, &offer.header.participant];
        let begun_by_us = project.as_ref().is_some_and(|one| one.header.participant == here.code);
        if authors[0] == authors[1] || !authors.contains(&&here.code) || begun_by_us {
            return Err(none());
        }
        Ok(Self { here, need, offer, project })
    }

    fn joined(&self) -> Joined<'_> {
        Joined { me: &self.here.code, need: &self.need, offer: &self.offer, project: self.project.as_ref() }
    }
}

/// The ids of the need and the offer that a project names.
fn sides(office: &Office, reader: &Reader, project: &Named) -> Option<(String, String)> {
    let found = office.hub.at_desk_of(reader, PAGE, Lang::En, |desk| {
        let of = |kind: &str| {
            let mut named = project.header.refers.iter();
            named.find(|id| desk.views.record_by_id(id).is_some_and(|one| one.kind() == kind))
        };
        Ok(of(NEED).zip(of(OFFER)).map(|(need, offer)| (need.to_string(), offer.to_string())))
    });
    found.ok().flatten()
}

/// What a project of two sides would be, before anybody begins it.
pub(crate) async fn show_together(
    State(office): SharedOffice,
    Extension(door): Extension<Door>,
    caller: Caller,
    reader: Reader,
    ask: Ask,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let pair = Pair::read(&office, &door, &caller, &reader, &asked).await?;
        let form = caller.person()?.form_token();
        let page = move |desk: &Desk<'_>| Ok(together(desk, &pair, form));
        office.at_desk(&reader, (TOGETHER, ask.lang), page).await?.ok_or(AccountError::Fault)
    };
    page_or_else(made.await, PAGE, &ask)
}

fn together(desk: &Desk<'_>, pair: &Pair, form: String) -> Option<TogetherPage> {
    let line = |named: &Named| desk.records(desk.views.record_by_id(&named.record_id()?)).pop();
    let catalogue = desk.edition.catalogue();
    let begun = pair.joined().begun(catalogue, &spoken_in(catalogue, &pair.here.seat));
    let kind = catalogue.kind(PROJECT)?;
    let classes = draft_audience::classes(catalogue, &begun.filled, kind, &pair.here.code);
    let found = desk.match_of(&pair.need.terms(), &pair.offer.terms());
    Some(TogetherPage {
        seat: seat_name(catalogue, &pair.here.seat, desk.lang()),
        need: line(&pair.need)?,
        offer: line(&pair.offer)?,
        project: pair.project.as_ref().and_then(line),
        reasons: found.map(|found| desk.reasons(&found)).unwrap_or_default(),
        readers: desk.readers(&classes),
        apart: begun.apart,
        mechanisms: desk.mechanisms(begun.filled.mechanisms.iter().map(String::as_str)),
        form,
    })
}

/// Begins the draft of one side's record of the project.
pub(crate) async fn begin_together(
    State(office): SharedOffice,
    Extension(door): Extension<Door>,
    caller: Caller,
    reader: Reader,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let asked: Asked = guard::form(&office, &caller, &headers, &body)?;
        let pair = Pair::read(&office, &door, &caller, &reader, &asked).await?;
        let edition = office.hub.edition();
        let catalogue = edition.catalogue();
        let Begun { filled, apart } = pair.joined().begun(catalogue, &spoken_in(catalogue, &pair.here.seat));
        if apart {
            return Err(AccountError::Denied);
        }
        let kind = catalogue.kind(PROJECT).ok_or(AccountError::Denied)?;
        let classes = draft_audience::classes(catalogue, &filled, kind, &pair.here.code);
        may(&office, &caller, &pair.here, Action::Write, kind, &classes)?;
        begin_in(&office, &caller, pair.here.seat, PROJECT.to_owned(), filled.to_fields()).await
    };
    match done.await {
        Ok(draft) => see_other(&href(&draft)),
        Err(error) => AccountError::instead_of_form(error, PAGE),
    }
}
