//! The enrolment of a signing key: its record, made by an administrator or brought from the secretariat's keepers, and its
//! signatures. Whoever vouches signs first, the new key last: so what its holder touches shows who vouched and how.

use admission::{Enrolment, KeyState, SECRETARIAT, kinds};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::{Extension, Json};
use delegations::proposals::{self, Proposal};
use delegations::{DelegationError, Prepared};
use policy::{Action, Means};
use record::draft::Draft;
use record::signature::UnverifiedSignature;
use record::{Body, Header, KeyId, Time};
use serde::Deserialize;
use std::sync::Arc;

use super::caller::Caller;
use super::guard::{self, AccountError, answered, see_other};
use super::keys::{Found, Here, PAGE, administrators_key, found, may, page_of, sent};
use super::model::page_or_else;
use super::office::Office;
use super::reasons::{Reason, Spoken};
use super::signing::{self, Armored, Place, Signers};
use super::wire::{Answered, Next};
use crate::ask::Ask;
use crate::door::{Door, Submission};

type SharedOffice = State<Arc<Office>>;
type TheDoor = Extension<Door>;

/// The largest form with a record of enrolment: a header and its body of some kilobytes and fifteen root keys' signatures, as
/// forms write them.
pub(crate) const MAX_ENROLMENT: usize = 64 * 1024;

/// How an administrator vouches.
#[derive(Debug, Deserialize)]
pub(crate) struct Vouching {
    confirmation: String,
    #[serde(default)]
    nomination: String,
    administrator: Option<String>,
}

/// Vouches for a colleague's key: makes the record of its enrolment, which both then sign.
pub(crate) async fn vouch(
    State(office): SharedOffice,
    Extension(door): TheDoor,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = format!("{PAGE}/{id}");
    let done = async {
        let vouching: Vouching = guard::form(&office, &caller, &headers, &body)?;
        let found = sent(&office, &caller, &id, Action::EnrolKey).await?;
        let prepared = {
            let state = door.register.state();
            let by = administrators_key(&state, &found.here, Time(office.now()));
            enrolment(&office, &state, &found, vouching, by.ok_or(AccountError::Denied)?)?
        };
        keep(&office, found, prepared).await
    };
    answered(done.await, &path, "saved")
}

/// Keeps a record of enrolment until all have signed, in the place of one that there was.
async fn keep(
    office: &Arc<Office>,
    Found { here, proposal, .. }: Found,
    prepared: Prepared,
) -> Result<(), AccountError> {
    let kept =
        office.together(move |_, drawer| Ok(proposals::prepare(drawer, &here.seat, proposal.id, prepared)?));
    kept.await.map(drop)
}

fn enrolment(
    office: &Office,
    state: &admission::State,
    Found { here, proposal, .. }: &Found,
    vouching: Vouching,
    (by, administrator): (&KeyId, &KeyState),
) -> Result<Prepared, AccountError> {
    let genesis = state.genesis().ok_or(AccountError::Fault)?;
    let said = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let confirmation = said(vouching.confirmation);
    if confirmation.is_empty() {
        let why = "say how you compared the fingerprint";
        return Err(DelegationError::Field { field: "confirmation", why }.into());
    }
    let content = Enrolment {
        participant: here.code.clone(),
        key: proposal.line.clone(),
        person: proposal.signer,
        label: proposal.label.clone(),
        administrator: vouching.administrator.is_some(),
        kinds: vec!["*".to_owned()],
        mechanisms: vec!["*".to_owned()],
        nomination: said(vouching.nomination),
        confirmation,
    };
    let draft = Draft::new(&genesis.log, genesis.exercise, &here.code, kinds::KEY)
        .signed_by(proposal.passkey()?.id(), proposal.signer)
        .signed_by(*by, administrator.person);
    signing::to_sign(office, draft, &content)
}

/// A record of enrolment that somebody brings, with what its vouchers signed.
#[derive(Debug, Deserialize)]
pub(crate) struct Brought {
    enrolment: String,
}

/// Takes the record of enrolment that the secretariat's keepers have signed.
pub(crate) async fn bring_enrolment(
    State(office): SharedOffice,
    Extension(door): TheDoor,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = format!("{PAGE}/{id}");
    let done = async {
        let brought: Brought = guard::form(&office, &caller, &headers, &body)?;
        let found = sent(&office, &caller, &id, Action::ProposeKey).await?;
        let Found { here, proposal, .. } = &found;
        let prepared = read_enrolment(&door.register.state(), here, proposal, &brought.enrolment)?;
        keep(&office, found, prepared).await
    };
    answered(done.await, &path, "saved")
}

/// Is this the enrolment of this key, for this person, by those who may vouch? Whatever else it says, its holder must not be
/// led to touch: another's key, another log, another kind of record.
fn read_enrolment(
    state: &admission::State,
    here: &Here,
    proposal: &Proposal,
    text: &str,
) -> Result<Prepared, AccountError> {
    let wrong = || DelegationError::Field {
        field: "enrolment",
        why: "this is not the enrolment of this key: give the file that `comity participant enrol --proposal` wrote",
    };
    let sent: Submission = serde_json::from_str(text).map_err(|_| wrong())?;
    let header = Header::from_bytes(sent.header.as_bytes()).map_err(|_| wrong())?;
    header.body.check(sent.body.as_bytes()).map_err(|_| wrong())?;
    let body = Body::from_bytes(sent.body.as_bytes()).map_err(|_| wrong())?;
    let content = serde_json::Value::Object(body.content);
    let said: Enrolment = serde_json::from_value(content).map_err(|_| wrong())?;
    let key = proposal.passkey()?.id();
    let right = header.kind == kinds::KEY
        && state.genesis().is_some_and(|genesis| genesis.log == header.log)
        && (header.participant == here.code || header.participant == SECRETARIAT)
        && header.signers.iter().any(|signer| signer.key == key && signer.person == proposal.signer)
        && (said.participant == here.code && said.key == proposal.line && said.person == proposal.signer);
    if !right {
        return Err(wrong().into());
    }
    signing::with_signatures(Prepared::new(sent.header, sent.body), &sent.signatures)
}

/// Takes a touch over a record of enrolment; with the last one, the key is enrolled.
pub(crate) async fn sign_enrolment(
    State(office): SharedOffice,
    Extension(door): TheDoor,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Next>, Spoken> {
    let done = async {
        let answer = guard::json::<Answered>(&office, &caller, &headers, &body)?.read()?;
        let signed = |signers: &Signers<'_>, prepared: &Prepared| signers.touched(prepared, &answer);
        add_signature(&office, &door, &caller, &id, signed).await
    };
    done.await.map(|next| Json(Next { next })).map_err(|error| Spoken(error, ask.lang))
}

/// Takes a signature over a record of enrolment that was made on the signer's own machine.
pub(crate) async fn send_enrolment_signature(
    State(office): SharedOffice,
    Extension(door): TheDoor,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = format!("{PAGE}/{id}");
    let done = async {
        let sent: Armored = guard::form(&office, &caller, &headers, &body)?;
        let signed = |signers: &Signers<'_>, prepared: &Prepared| signers.armored(prepared, &sent);
        add_signature(&office, &door, &caller, &id, signed).await
    };
    match done.await {
        Ok(next) => see_other(&next),
        Err(error @ (AccountError::Door(_) | AccountError::Signature(_))) => {
            let again = async {
                let found = found(&office, &caller, &id).await?;
                let mut page = page_of(&office, &door, &caller, &found, ask.lang)?;
                page.refused = Some(Reason::of_error(&error, ask.lang));
                Ok(page)
            };
            page_or_else(again.await, &path, &ask)
        }
        Err(error) => error.instead_of_form(&path),
    }
}

async fn add_signature(
    office: &Arc<Office>,
    door: &Door,
    caller: &Caller,
    id: &str,
    signed: impl FnOnce(&Signers<'_>, &Prepared) -> Result<UnverifiedSignature, AccountError>,
) -> Result<String, AccountError> {
    let Found { here, proposal, people } = found(office, caller, id).await?;
    // Whoever vouches must be fresh from a touch; the holder of the new key signs by the touch itself.
    let action = if proposal.signer == here.me { Action::ProposeKey } else { Action::EnrolKey };
    may(office, caller, &here, action, Some(proposal.signer))?;
    // A session from a printed code signs nothing, with whatever key.
    if !matches!(caller.subject().means, Means::Passkey | Means::OpenIdConnect) {
        return Err(AccountError::Denied);
    }
    let prepared = proposal.enrolment.clone().ok_or(DelegationError::Proposal)?;
    let key = proposal.passkey()?;
    let signature = {
        let state = door.register.state();
        let new = Some((&key, proposal.signer));
        let (me, seat) = (here.me, &here.seat);
        signed(&Signers { state: &state, me, colleagues: &people, seat, new }, &prepared)?
    };
    let at = (&here.seat, Place::Proposal { id: proposal.id });
    let receipt = signing::add_signature(office, door, at, &prepared, signature).await?;
    Ok(if receipt.is_some() {
        format!("{PAGE}?notice=enrolled")
    } else {
        format!("{PAGE}/{id}?notice=signed")
    })
}
