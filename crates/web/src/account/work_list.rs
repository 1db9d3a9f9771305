//! Who has answered a cycle and who is awaited: a page for the officers of that mechanism's secretariat, and for nobody
//! else. It is read on a screen: it has no JSON, is kept by no browser, and isn't printed.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use delegations::reminders;
use policy::{Action, Resource, Seat};
use record::RecordId;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::caller::Caller;
use super::guard::AccountError;
use super::model::account_page;
use super::model_cycles::WorkListPage;
use super::model_reminders::StepLine;
use super::office::Office;
use crate::WebError;
use crate::ask::{Ask, Format};
use crate::model::Desk;
use crate::model::cycle::answered;
use crate::reader::Reader;

type SharedOffice = State<Arc<Office>>;

/// The list. Whoever may not see it learns nothing, not even that it is there.
pub(crate) async fn show_work_list(
    State(office): SharedOffice,
    caller: Caller,
    reader: Reader,
    ask: Ask,
    Path(id): Path<String>,
) -> Response {
    let Ok(mechanism) = served(&office, &caller) else { return WebError::NotFound.into_response() };
    let lang = ask.lang;
    let reminded = match reminded(&office, &id).await {
        Ok(reminded) => reminded,
        Err(error) => return error.instead_of_page("/cycles"),
    };
    let made = tokio::task::spawn_blocking(move || {
        office.hub.at_desk_of(&reader, "cycles", lang, |desk| page(desk, &id, &mechanism))
    });
    match made.await {
        // Checked after who asks: to others the list isn't there in any form.
        Ok(Ok(_)) if ask.format == Format::Json => WebError::NotAcceptable.into_response(),
        Ok(Ok(page)) => account_page(&WorkListPage { reminded, ..page }, &ask),
        Ok(Err(error)) => error.into_response(),
        Err(_) => WebError::Fault.into_response(),
    }
}

/// How far the cycle's ladder was climbed. Whether the caller may see the cycle at all is asked before it is shown.
async fn reminded(office: &Arc<Office>, id: &str) -> Result<Vec<StepLine>, AccountError> {
    let Some(id) = RecordId::from_hex(id) else { return Ok(Vec::new()) };
    let climbed = office.look(move |_, drawer| Ok(reminders::climbed(drawer, &id)?)).await?;
    let steps = climbed.map(|climbed| climbed.people).unwrap_or_default();
    Ok(steps.into_iter().map(|(step, people)| StepLine::new(step, people)).collect())
}

/// The mechanism in which the caller sees who is awaited. A program's token is no officer.
fn served(office: &Office, caller: &Caller) -> Result<String, AccountError> {
    let (_, seat, _) = caller.seat()?;
    let Seat::Mechanism(id) = seat else { return Err(AccountError::Denied) };
    office.require(caller, Action::SeeAwaited, &Resource::Mechanism(id.clone()))?;
    Ok(id.clone())
}

fn page(desk: &Desk<'_>, id: &str, mechanism: &str) -> Result<WorkListPage, WebError> {
    let id = RecordId::from_hex(id).ok_or(WebError::NotFound)?;
    let cycle = desk.cycle_by_id(&id).ok_or(WebError::NotFound)?;
    let known = desk.edition.catalogue().mechanism(mechanism).ok_or(WebError::NotFound)?;
    if !cycle.record.mechanisms().any(|one| one == mechanism) {
        return Err(WebError::NotFound);
    }
    let have = answered(desk, &cycle);
    let codes: BTreeSet<&str> = known.participants().map(|(code, ..)| code).collect();
    let (answered, awaited): (Vec<&str>, Vec<&str>) =
        codes.into_iter().partition(|code| have.contains(*code));
    // The secretariat has said that it is over: nobody is awaited any more.
    let awaited = if cycle.closing.is_some() { Vec::new() } else { awaited };
    let named = |codes: Vec<&str>| {
        let mut parties: Vec<_> = codes.into_iter().map(|code| desk.party(code)).collect();
        desk.in_order(&mut parties, |party| &party.code);
        parties
    };
    Ok(WorkListPage {
        line: desk.cycle_line(&cycle),
        answered: named(answered),
        awaited: named(awaited),
        reminded: Vec::new(),
    })
}
