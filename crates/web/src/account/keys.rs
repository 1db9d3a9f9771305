//! The signing keys of a seat: what the register says of them, keys that somebody made in the page and proposes, and their
//! enrolment. Whoever vouches signs first, the new key last: so what its holder touches shows who vouched and how.

use admission::{Enrolment, KeyState, SECRETARIAT, kinds};
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::{Extension, Json};
use delegations::audit::What;
use delegations::people::Person;
use delegations::proposals::{self, Proposal, ProposalFile};
use delegations::{DelegationError, Prepared, outbox};
use policy::{Action, Means, Resource, Seat};
use record::draft::Draft;
use record::header::Salt;
use record::signature::UnverifiedSignature;
use record::webauthn::{self, MAX_AUTHENTICATOR_DATA};
use record::{Body, Header, KeyId, Time};
use serde::Deserialize;
use std::sync::Arc;

use super::caller::{Caller, seat_name};
use super::guard::{self, AccountError, answered, as_file, see_other};
use super::keys_page::{key_lines, keys_page, proposal_page};
use super::model::{Notice, page_or_else};
use super::office::Office;
use super::sign_in::{Asked, note};
use super::signing::{self, Signers, colleagues, participant, valid_keys};
use super::wire::{self, Answered, Next};
use crate::ask::Ask;
use crate::door::{Door, Submission};

type SharedOffice = State<Arc<Office>>;
type TheDoor = Extension<Door>;
const PAGE: &str = "/signing-keys";

/// The largest form with a record of enrolment: a header and its body of some kilobytes and fifteen root keys' signatures, as
/// forms write them.
pub(crate) const MAX_ENROLMENT: usize = 64 * 1024;

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
fn may(
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
            .together(move |_, drawer| Ok((colleagues(drawer, &seat)?, proposals::of_seat(drawer, &seat)?)))
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
        (page.may_propose, page.notice) = (may_propose, Notice::of(asked.notice.as_deref()));
        Ok(page)
    };
    page_or_else(made.await, PAGE, &ask)
}

fn own_passkeys(state: &admission::State, here: &Here) -> Vec<String> {
    let own = state.keys().filter(|(_, key)| key.participant == here.code && key.person == here.me);
    let lines = own.filter_map(|(_, key)| key.passkey.as_ref());
    let keys = lines.filter_map(|passkey| webauthn::WebauthnKey::from_line(&passkey.line).ok());
    keys.map(|key| wire::text(key.credential())).collect()
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
struct Found {
    here: Here,
    proposal: Proposal,
    people: Vec<Person>,
}

async fn found(office: &Arc<Office>, caller: &Caller, id: &str) -> Result<Found, AccountError> {
    let (here, id) = (here(caller)?, proposal_id(id)?);
    let seat = here.seat.clone();
    let (proposal, people) = office
        .together(move |_, drawer| Ok((proposals::find(drawer, &seat, id)?, colleagues(drawer, &seat)?)))
        .await?;
    Ok(Found { here, proposal, people })
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
        let mut page = page_of(&office, &door, &caller, &found)?;
        page.notice = Notice::of(asked.notice.as_deref());
        Ok(page)
    };
    page_or_else(made.await, &path, &ask)
}

fn page_of(
    office: &Office,
    door: &Door,
    caller: &Caller,
    found: &Found,
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
    page.sheet = proposal.enrolment.as_ref().map(|prepared| signers.sheet(office, prepared, address));
    let allowed = may(office, caller, here, Action::EnrolKey, Some(proposal.signer));
    page.may_vouch = proposal.enrolment.is_none()
        && !matches!(allowed, Err(AccountError::Denied))
        && administrators_key(&state, here, Time(office.now())).is_some();
    page.form = caller.person()?.form_token();
    Ok(page)
}

/// The reader's own key that may enrol others: a passkey before any other, because this is a page.
fn administrators_key<'s>(
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
        let Found { here, proposal, .. } = found(&office, &caller, &id).await?;
        may(&office, &caller, &here, Action::EnrolKey, Some(proposal.signer))?;
        let state = door.register.state();
        let by = administrators_key(&state, &here, Time(office.now())).ok_or(AccountError::Denied)?;
        let prepared = enrolment(&office, &state, &here, &proposal, vouching, by)?;
        office
            .together(move |_, drawer| Ok(proposals::prepare(drawer, &here.seat, proposal.id, prepared)?))
            .await
    };
    answered(done.await.map(drop), &path, "saved")
}

fn enrolment(
    office: &Office,
    state: &admission::State,
    here: &Here,
    proposal: &Proposal,
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
    let salts = [Salt(office.desk.random()), Salt(office.desk.random())];
    let drafted = draft.drafted(&content, Vec::new(), Time(office.now()), salts);
    let text = |bytes| String::from_utf8(bytes).map_err(|_| AccountError::Fault);
    Ok(Prepared::new(text(drafted.header)?, text(drafted.body)?))
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
        let Found { here, proposal, .. } = found(&office, &caller, &id).await?;
        may(&office, &caller, &here, Action::ProposeKey, Some(proposal.signer))?;
        let prepared = read_enrolment(&door.register.state(), &here, &proposal, &brought.enrolment)?;
        office
            .together(move |_, drawer| Ok(proposals::prepare(drawer, &here.seat, proposal.id, prepared)?))
            .await
    };
    answered(done.await.map(drop), &path, "saved")
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
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Next>, AccountError> {
    let answer = guard::json::<Answered>(&office, &caller, &headers, &body)?.read()?;
    let signed = |signers: &Signers<'_>, prepared: &Prepared| signers.touched(prepared, &answer);
    add_signature(&office, &door, &caller, &id, signed).await.map(|next| Json(Next { next }))
}

/// A signature as `ssh-keygen` writes it.
#[derive(Debug, Deserialize)]
pub(crate) struct Armored {
    pub signature: String,
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
        let signed = |signers: &Signers<'_>, prepared: &Prepared| signers.armored(prepared, &sent.signature);
        add_signature(&office, &door, &caller, &id, signed).await
    };
    match done.await {
        Ok(next) => see_other(&next),
        Err(error @ (AccountError::Door(_) | AccountError::Signature(_))) => {
            let again = async {
                let mut page = page_of(&office, &door, &caller, &found(&office, &caller, &id).await?)?;
                page.refused = Some(error.to_string());
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
    let (seat, number) = (here.seat.clone(), proposal.id);
    let prepared = office
        .together(move |_, drawer| {
            let kept = proposals::find(drawer, &seat, number)?.enrolment;
            // Somebody may have put another record in its place since the page was shown.
            let mut kept =
                kept.filter(|kept| kept.header == prepared.header).ok_or(DelegationError::Conflict)?;
            kept.add(signature)?;
            proposals::prepare(drawer, &seat, number, kept.clone())?;
            Ok(kept)
        })
        .await?;
    let Some(receipt) = signing::hand_in_complete(door, &prepared).await? else {
        return Ok(format!("{PAGE}/{id}?notice=signed"));
    };
    let signed_in = Arc::clone(caller.person()?);
    office
        .together(move |_, drawer| {
            let header = Header::from_bytes(prepared.header.as_bytes()).map_err(|_| AccountError::Fault)?;
            proposals::remove(drawer, &here.seat, number)?;
            outbox::tell_signed(drawer, &here.seat, &signing::persons(&header), receipt.id, kinds::KEY)?;
            note(drawer, &signed_in, What::Submitted, Some(receipt.id.to_string()))
        })
        .await?;
    Ok(format!("{PAGE}?notice=enrolled"))
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
        let Found { here, proposal, .. } = found(&office, &caller, &id).await?;
        may(&office, &caller, &here, Action::ProposeKey, Some(proposal.signer))?;
        office.together(move |_, drawer| Ok(proposals::remove(drawer, &here.seat, proposal.id)?)).await
    };
    answered(done.await, PAGE, "removed")
}
