//! The reminders of cycles that were sent to a delegation: it sees the mail that reached it, to how many of its people and
//! not to whom. Nobody else has this page: who was reminded had not answered.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use delegations::reminders::{self, Line, SentToSeat};
use policy::{Action, Seat};
use record::Time;

use super::caller::Caller;
use super::guard::AccountError;
use super::keys::here;
use super::model::page_or_else;
use super::model_reminders::{RemindedOf, RemindersPage, SentLine};
use super::office::Office;
use super::own_records;
use crate::ask::Ask;
use crate::model::Desk;
use crate::reader::Reader;

/// Where the page lies.
const PAGE: &str = "/delegation/reminders";

/// The most letters that the page lists: four steps of some cycles a year, for some years.
const MOST: usize = 100;

/// The most letters in a file: all that are kept.
pub(super) const IN_FILE: usize = 10_000;

/// The page of the seat for which the caller acts.
pub(crate) async fn show_reminders(State(office): State<Arc<Office>>, caller: Caller, ask: Ask) -> Response {
    page_or_else(made(office, &caller, &ask, MOST).await, PAGE, &ask)
}

/// The same before it is shown: the newest letters, and no more than so many.
pub(super) async fn made(
    office: Arc<Office>,
    caller: &Caller,
    ask: &Ask,
    most: usize,
) -> Result<RemindersPage, AccountError> {
    let seat = here(caller)?.seat;
    let Seat::Participant(code) = &seat else { return Err(AccountError::Denied) };
    // Who may read what a delegation keeps to itself may see what it was told.
    office.require(caller, Action::ReadBody, &own_records::all(code))?;
    let at = seat.clone();
    let sent = office.look(move |_, drawer| Ok(reminders::sent_to(drawer, &at)?)).await?;
    let page = move |desk: &Desk<'_>| {
        let more = sent.len() > most;
        Ok(RemindersPage { sent: sent.iter().take(most).map(|one| line(desk, one)).collect(), more })
    };
    office.at_desk(&Reader::of(caller, &office), ("cycles", ask.lang), page).await
}

fn line(desk: &Desk<'_>, sent: &SentToSeat) -> SentLine {
    let of = sent.lines.iter().map(|line| reminded(desk, line)).collect();
    SentLine { at: Time(sent.at).to_string(), of, people: sent.people }
}

fn reminded(desk: &Desk<'_>, line: &Line) -> RemindedOf {
    // The window may have been changed since: the letter named this day.
    let closes = Time(line.closed.saturating_sub(1)).to_string();
    let closes = closes.get(..10).unwrap_or_default().to_owned();
    let known = desk.cycle_by_id(&line.cycle).map(|cycle| desk.cycle_line(&cycle));
    match known {
        Some(cycle) => RemindedOf {
            href: Some(cycle.href),
            title: cycle.title,
            language: cycle.language,
            step: line.step.word(),
            closes,
        },
        None => RemindedOf {
            href: None,
            title: line.cycle.to_string(),
            language: String::new(),
            step: line.step.word(),
            closes,
        },
    }
}
