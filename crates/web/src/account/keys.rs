//! The signing keys of a seat: what the register says of them, and keys that somebody made in the page and proposes.

use admission::KeyState;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::{Extension, Json};
use catalogue::Lang;
use delegations::DelegationError;
use delegations::audit::What;
use delegations::people::Person;
use delegations::proposals::{self, Proposal, ProposalFile};
use policy::{Action, Resource, Seat};
use record::header::Salt;
use record::webauthn::to_base64url;
use record::webauthn::{self, MAX_AUTHENTICATOR_DATA};
use record::{KeyId, Time};
use serde::Deserialize;
use std::sync::Arc;

use super::caller::{Caller, seat_name};
use super::guard::{self, AccountError, answered, as_file};
use super::keys_page::{key_lines, keys_page, proposal_page};
use super::model::{Notice, page_or_else};
use super::office::Office;
use super::sign_in::{Asked, note};
use super::signing::{Signers, colleagues, participant, valid_keys};
use super::stops;
use super::wire::{self, Next};
use crate::ask::Ask;
use crate::door::Door;

type SharedOffice = State<Arc<Office>>;
type TheDoor = Extension<Door>;

/// The address of the page.
pub(super) const PAGE: &str = "/signing-keys";

/// What a handler of this page needs of who asks.
pub(super) struct Here {
    pub seat: Seat,
    pub me: Salt,
    pub code: String,
}

pub(super) fn here(caller: &Caller) -> Result<Here, AccountError> {
    let (_, seat, membership) = caller.seat()?;
    let code = participant(seat)?.to_owned();
    Ok(Here { seat: seat.clone(), me: membership.signer, code })
}

/// May the caller do this with a key of the seat?
pub(super) fn may(
    office: &Office,
    caller: &Caller,
    here: &Here,
    action: Action,
    holder: Option<Salt>,
) -> Result<(), AccountError> {
    let (seat, own) = (here.seat.clone(), holder == Some(here.me));
    let key = Resource::Key { mechanisms: office.mechanisms_of(&seat), seat, own };
    office.require(caller, action, &key)
}

pub(super) fn proposal_id(text: &str) -> Result<[u8; 16], AccountError> {
    record::hash::from_lower_hex(text).ok_or(AccountError::Delegation(DelegationError::Proposal))
}

/// The keys of the seat.
pub(crate) async fn show_keys(
    State(office): SharedOffice,
    Extension(door): TheDoor,
    caller: Caller,
    ask: Ask,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let here = here(&caller)?;
        let signed_in = Arc::clone(caller.person()?);
        let seat = here.seat.clone();
        let (people, open) = office
            .look(move |_, drawer| Ok((colleagues(drawer, &seat)?, proposals::of_seat(drawer, &seat)?)))
            .await?;
        let state = door.register.state();
        let may_propose = !matches!(
            may(&office, &caller, &here, Action::ProposeKey, Some(here.me)),
            Err(AccountError::Denied)
        );
        let name = seat_name(office.hub.edition().catalogue(), &here.seat, ask.lang);
        let lines = key_lines(&state, &here, &people, Time(office.now()));
        let mut page = keys_page(&here, name, lines, &open, &people);
        page.device_name = format!("{} · {}", signed_in.person.name, here.code);
        page.known = own_passkeys(&state, &here);
        (page.rp_id, page.form) = (office.site.rp_id.clone(), signed_in.form_token());
        page.may_stop = stops::may(&office, &caller, &here).is_ok();
        (page.may_propose, page.notice) = (may_propose, Notice::of(asked.notice.as_deref()));
        Ok(page)
    };
    page_or_else(made.await, PAGE, &ask)
}

fn own_passkeys(state: &admission::State, here: &Here) -> Vec<String> {
    let own = state.keys().filter(|(_, key)| key.participant == here.code && key.person == here.me);
    let lines = own.filter_map(|(_, key)| key.passkey.as_ref());
    let keys = lines.filter_map(|passkey| webauthn::WebauthnKey::from_line(&passkey.line).ok());
    keys.map(|key| to_base64url(key.credential())).collect()
}

/// A key that the page's script has just had made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MadeToSign {
    registration: String,
}

/// Proposes a signing key. It isn't asked to answer anything: the first thing it ever signs is its own enrolment, whose
/// bytes the page shows. A hub that could have it answer a challenge of its own choice would have a signature.
pub(crate) async fn propose_key(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Next>, AccountError> {
    let made: MadeToSign = guard::json(&office, &caller, &headers, &body)?;
    let here = here(&caller)?;
    may(&office, &caller, &here, Action::ProposeKey, Some(here.me))?;
    let data = wire::bytes(&made.registration, MAX_AUTHENTICATOR_DATA)?;
    let key = office.site.key(webauthn::Purpose::Sign, &data)?;
    let signed_in = Arc::clone(caller.person()?);
    let proposal = office
        .together(move |_, drawer| {
            note(drawer, &signed_in, What::KeyProposed, Some(key.id().to_string()))?;
            Ok(proposals::propose(drawer, &here.seat, (signed_in.person.id, here.me), &key)?)
        })
        .await?;
    Ok(Json(Next { next: format!("{PAGE}/{}", hex::encode(proposal.id)) }))
}

/// A proposal with what there is to know about it.
pub(super) struct Found {
    pub here: Here,
    pub proposal: Proposal,
    pub people: Vec<Person>,
}

pub(super) async fn found(office: &Arc<Office>, caller: &Caller, id: &str) -> Result<Found, AccountError> {
    let (here, id) = (here(caller)?, proposal_id(id)?);
    let seat = here.seat.clone();
    let (proposal, people) = office
        .look(move |_, drawer| Ok((proposals::find(drawer, &seat, id)?, colleagues(drawer, &seat)?)))
        .await?;
    Ok(Found { here, proposal, people })
}

/// [`found`], for a form whose sender may do this with it.
pub(super) async fn sent(
    office: &Arc<Office>,
    caller: &Caller,
    id: &str,
    action: Action,
) -> Result<Found, AccountError> {
    let found = found(office, caller, id).await?;
    may(office, caller, &found.here, action, Some(found.proposal.signer))?;
    Ok(found)
}

/// One proposal: its fingerprint, and what is to be done with it.
pub(crate) async fn show_proposal(
    State(office): SharedOffice,
    Extension(door): TheDoor,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let path = format!("{PAGE}/{id}");
    let made = async {
        let found = found(&office, &caller, &id).await?;
        let mut page = page_of(&office, &door, &caller, &found, ask.lang)?;
        page.notice = Notice::of(asked.notice.as_deref());
        Ok(page)
    };
    page_or_else(made.await, &path, &ask)
}

pub(super) fn page_of(
    office: &Office,
    door: &Door,
    caller: &Caller,
    found: &Found,
    lang: Lang,
) -> Result<super::model_signing::ProposalPage, AccountError> {
    let (state, Found { here, proposal, people }) = (door.register.state(), found);
    let key = proposal.passkey()?;
    let signers = Signers {
        state: &state,
        me: here.me,
        colleagues: people,
        seat: &here.seat,
        new: Some((&key, proposal.signer)),
    };
    let mut page = proposal_page(here, proposal, &key, people);
    let address = page.line.href.clone();
    let sheet = |prepared| signers.sheet(office, prepared, address, lang);
    page.sheet = proposal.enrolment.as_ref().map(sheet).transpose()?;
    let allowed = may(office, caller, here, Action::EnrolKey, Some(proposal.signer));
    page.may_vouch = proposal.enrolment.is_none()
        && !matches!(allowed, Err(AccountError::Denied))
        && administrators_key(&state, here, Time(office.now())).is_some();
    // A secretariat's keys are all for its root keys to enrol.
    page.first_administrator = matches!(here.seat, Seat::Participant(_))
        && !valid_keys(&state, &here.code, Time(office.now())).any(|(_, key)| key.administrator);
    page.form = caller.person()?.form_token();
    Ok(page)
}

/// The reader's own key that may enrol others: a passkey before any other, because this is a page.
pub(super) fn administrators_key<'s>(
    state: &'s admission::State,
    here: &Here,
    now: Time,
) -> Option<(&'s KeyId, &'s KeyState)> {
    let own =
        valid_keys(state, &here.code, now).filter(|(_, key)| key.administrator && key.person == here.me);
    own.max_by_key(|(id, key)| (key.passkey.is_some(), **id))
}

/// The proposal as a file for those who vouch for it.
pub(crate) async fn get_proposal(
    State(office): SharedOffice,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    match found(&office, &caller, &id).await {
        Ok(Found { here, proposal, .. }) => {
            let name = format!("{}-key-{}.json", here.code, proposal.label);
            as_file(&name, Json(ProposalFile::of(&proposal, &here.code)))
        }
        Err(error) => error.instead_of_page(PAGE),
    }
}

/// Withdraws a proposal.
pub(crate) async fn withdraw_key(
    State(office): SharedOffice,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        guard::form::<serde::de::IgnoredAny>(&office, &caller, &headers, &body)?;
        let Found { here, proposal, .. } = sent(&office, &caller, &id, Action::ProposeKey).await?;
        office.together(move |_, drawer| Ok(proposals::remove(drawer, &here.seat, proposal.id)?)).await
    };
    answered(done.await, PAGE, "removed")
}
