//! What colleagues say of a draft before it is signed: remarks on its sections, that it is cleared, and the delegation's rule
//! that one drafts and another releases.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use delegations::audit::What;
use delegations::{DelegationError, drafts, release, remarks};
use policy::{Action, Seat};
use std::sync::Arc;

use super::caller::Caller;
use super::delegation::{one_of, sender};
use super::draft_form::Filled;
use super::draft_write::{may_write, to_part};
use super::drafts::{Open, PAGE, open};
use super::fields::Fields;
use super::guard::{self, AccountError, answered};
use super::office::Office;
use super::sign_in::note;

type SharedOffice = State<Arc<Office>>;

/// A draft that the caller may write in, and the form that was sent from its page.
async fn sent(
    office: &Arc<Office>,
    caller: &Caller,
    id: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(Open, Fields), AccountError> {
    let fields: Fields = guard::form(office, caller, headers, body)?;
    let open = open(office, caller, id).await?;
    may_write(office, caller, &open, &Filled::of(&open.draft))?;
    Ok((open, fields))
}

/// Makes a remark on a section.
pub(crate) async fn make_remark(
    State(office): SharedOffice,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let (open, fields) = sent(&office, &caller, &id, &headers, &body).await?;
        let section = fields.one("section")?.to_owned();
        if !open.kind()?.sections.iter().any(|known| known.id == section) {
            return Err(AccountError::Unreadable);
        }
        let text = fields.maybe("remark").unwrap_or_default().to_owned();
        let (seat, number, by) = (open.here.seat.clone(), open.draft.id, caller.person()?.person.id);
        office
            .together(move |_, drawer| {
                Ok(remarks::make(drawer, &seat, number, &section, by, &text).map(drop)?)
            })
            .await?;
        to_part(&open, fields.maybe("part"), "remark-made")
    };
    done.await.unwrap_or_else(|error: AccountError| error.instead_of_form(&format!("{PAGE}/{id}")))
}

/// Settles a remark.
pub(crate) async fn settle_remark(
    State(office): SharedOffice,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let (open, fields) = sent(&office, &caller, &id, &headers, &body).await?;
        let remark: [u8; 16] = fields.hex("remark")?;
        let (seat, number, by) = (open.here.seat.clone(), open.draft.id, caller.person()?.person.id);
        office.together(move |_, drawer| Ok(remarks::settle(drawer, &seat, number, remark, by)?)).await?;
        to_part(&open, fields.maybe("part"), "remark-settled")
    };
    done.await.unwrap_or_else(|error: AccountError| error.instead_of_form(&format!("{PAGE}/{id}")))
}

/// Marks a draft as cleared, as its page showed it.
pub(crate) async fn clear_draft(
    State(office): SharedOffice,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = format!("{PAGE}/{id}/preview");
    let done = async {
        let (open, fields) = sent(&office, &caller, &id, &headers, &body).await?;
        let revision = fields.revision()?;
        let (seat, number, by) = (open.here.seat.clone(), open.draft.id, caller.person()?.person.id);
        office
            .together(move |_, drawer| Ok(drafts::clear(drawer, &seat, number, revision, by).map(drop)?))
            .await
    };
    answered(done.await, &path, "cleared")
}

/// May the caller turn the rule on and off? Whoever says who acts as what says also how many it takes.
pub(super) fn may_turn_rule(office: &Office, caller: &Caller, seat: &Seat) -> Result<(), AccountError> {
    if !matches!(seat, Seat::Participant(_)) {
        return Err(AccountError::Denied);
    }
    office.require(caller, Action::ChangeRoles, &one_of(office, seat, false))
}

/// Turns the rule on or off that one drafts and another releases.
pub(crate) async fn turn_release_rule(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let (signed_in, seat) = sender(&caller)?;
        let on = match fields.one("rule")? {
            "on" => true,
            "off" => false,
            _ => return Err(DelegationError::Field { field: "rule", why: "on or off" }.into()),
        };
        may_turn_rule(&office, &caller, &seat)?;
        office
            .together(move |_, drawer| {
                release::turn(drawer, &seat, on)?;
                let about = if on { "on" } else { "off" };
                note(drawer, &signed_in, What::ReleaseRule, Some(about.to_owned()))
            })
            .await
    };
    answered(done.await, PAGE, "saved")
}
