//! The page on which a delegation sees, across all its mechanisms, what it has said about each provision and framework item,
//! and when; and which cycles are open. What it hasn't said it alone sees, so that nobody else has this page.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use policy::{Action, Seat};

use super::caller::Caller;
use super::guard::AccountError;
use super::keys::here;
use super::model::page_or_else;
use super::model_coverage::{self, CoveragePage};
use super::office::Office;
use super::own_records;
use crate::ask::Ask;
use crate::model::Desk;
use crate::reader::Reader;

/// Where the page lies.
pub(super) const PAGE: &str = "/delegation/provisions";

/// The page of the seat for which the caller acts.
pub(crate) async fn show_coverage(State(office): State<Arc<Office>>, caller: Caller, ask: Ask) -> Response {
    page_or_else(made(office, &caller, &ask).await, PAGE, &ask)
}

/// The same before it is shown.
pub(super) async fn made(
    office: Arc<Office>,
    caller: &Caller,
    ask: &Ask,
) -> Result<CoveragePage, AccountError> {
    let Seat::Participant(code) = here(caller)?.seat else { return Err(AccountError::Denied) };
    // Who may read what a delegation keeps to itself may see what it hasn't said.
    office.require(caller, Action::ReadBody, &own_records::all(&code))?;
    let page = move |desk: &Desk<'_>| Ok(model_coverage::page(desk, &code));
    office.at_desk(&Reader::of(caller, &office), (PAGE, ask.lang), page).await
}
