//! From what was entered to a record: the bytes that are to be signed by a key of the secretariat's, its signature, the
//! register, and the received file after it.

use admission::{KeyState, SECRETARIAT};
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::{Extension, Json};
use catalogue::Lang;
use delegations::{DelegationError, Prepared, drafts, received};
use record::header::Salt;
use record::signature::UnverifiedSignature;
use record::{Body, Header, KeyId, Time};
use std::sync::Arc;

use super::caller::Caller;
use super::guard::{self, AccountError, as_file, see_other};
use super::model::{Notice, account_page, page_again};
use super::model_drafts::Choice;
use super::model_transmissions::TransmissionSignPage;
use super::office::Office;
use super::reasons::{Reason, Spoken};
use super::sign_in::Asked;
use super::signing::{Armored, Place, Signers, add_signature, keys_at_hand, lay_file, name_of};
use super::transmissions::{Open, PAGE, href, open, problem};
use super::wire::{Answered, Next};
use crate::ask::Ask;
use crate::door::Door;
use crate::words::{Msg, words};

type SharedOffice = State<Arc<Office>>;
type TheDoor = Extension<Door>;

/// The secretariat's keys that may sign this.
fn keys<'s>(state: &'s admission::State, open: &Open, now: Time) -> Vec<(&'s KeyId, &'s KeyState)> {
    let mechanisms = [open.mechanism.clone()];
    let may_sign = |key: &KeyState| key.may_sign(&open.kind.id, &mechanisms);
    let at_hand = keys_at_hand(state, SECRETARIAT, (&open.people, &open.here.seat), now);
    let mut keys: Vec<_> = at_hand.filter(|(_, key)| may_sign(key)).collect();
    keys.sort_by_key(|(id, key)| (key.person != open.here.me, id.to_string()));
    keys
}

pub(super) fn choices(state: &admission::State, open: &Open, now: Time, lang: Lang) -> Vec<Choice> {
    let keys = keys(state, open, now);
    let choice = |(at, (id, key)): (usize, &(&KeyId, &KeyState))| Choice {
        id: id.to_string(),
        label: name_of(&open.people, &open.here.seat, key.person)
            .unwrap_or_else(|| words(lang).say(Msg("another-key")).to_owned()),
        note: id.to_string(),
        chosen: at == 0,
    };
    keys.iter().enumerate().map(choice).collect()
}

/// Makes the bytes that are to be signed, by the key that was chosen.
pub(crate) async fn prepare_transmission(
    State(office): SharedOffice,
    Extension(door): TheDoor,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let page = format!("{PAGE}/{id}");
    let done = async {
        let pairs: Vec<(String, String)> = guard::form(&office, &caller, &headers, &body)?;
        let said = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let revision =
            said("revision").and_then(|n| n.parse::<u64>().ok()).ok_or(AccountError::Unreadable)?;
        let open = open(&office, &caller, &id).await?;
        let prepared = to_sign(&office, &door, &open, said("key").unwrap_or_default())?;
        let (seat, number) = (open.here.seat.clone(), open.draft.id);
        office
            .together(move |_, drawer| Ok(drafts::prepare(drawer, &seat, number, revision, prepared)?))
            .await
    };
    match done.await {
        Ok(draft) => see_other(&format!("{}/sign", href(&draft))),
        Err(error) => error.instead_of_form(&page),
    }
}

fn to_sign(office: &Office, door: &Door, open: &Open, key: &str) -> Result<Prepared, AccountError> {
    let wrong = |why| AccountError::from(DelegationError::Field { field: "transmission", why });
    if problem(open, Lang::En).is_some() {
        return Err(wrong("mend what the page names first"));
    }
    let (state, now) = (door.register.state(), Time(office.now()));
    let genesis = state.genesis().ok_or(AccountError::Fault)?;
    let keys = keys(&state, open, now);
    let chosen = keys.iter().find(|(id, _)| id.to_string() == key);
    let (id, holder) = chosen.ok_or_else(|| wrong("choose one of the secretariat's keys"))?;
    let draft = open.draft((&genesis.log, genesis.exercise)).signed_by(**id, holder.person);
    let salts = [Salt(office.desk.random()), Salt(office.desk.random())];
    let attachments = open.entered.attachment().into_iter().collect();
    let drafted = draft.drafted(&open.entered.filled.content, attachments, now, salts);
    // Checked before anybody signs: nobody should be asked to sign what no hub takes.
    let header = Header::from_bytes(&drafted.header).map_err(|_| wrong("choose at most 64 of each list"))?;
    let body = Body::from_bytes(&drafted.body).map_err(|_| wrong("mend what it says"))?;
    if admission::check_arrival(&header, &body).is_err() {
        return Err(wrong("mend how it arrived"));
    }
    let text = |bytes| String::from_utf8(bytes).map_err(|_| AccountError::Fault);
    Ok(Prepared::new(text(drafted.header)?, text(drafted.body)?))
}

/// The page on which it is signed.
pub(crate) async fn show_transmission_signing(
    State(office): SharedOffice,
    Extension(door): TheDoor,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let open = open(&office, &caller, &id).await?;
        if open.draft.prepared.is_none() {
            return Ok(see_other(&href(&open.draft)));
        }
        let mut page = sign_page(&office, &door, &caller, &open, &ask)?;
        page.notice = Notice::of(asked.notice.as_deref());
        Ok(account_page(&page, &ask))
    };
    made.await.unwrap_or_else(|error: AccountError| error.instead_of_page(&format!("{PAGE}/{id}/sign")))
}

fn signers<'a>(state: &'a admission::State, open: &'a Open) -> Signers<'a> {
    Signers { state, me: open.here.me, colleagues: &open.people, seat: &open.here.seat, new: None }
}

fn sign_page(
    office: &Office,
    door: &Door,
    caller: &Caller,
    open: &Open,
    ask: &Ask,
) -> Result<TransmissionSignPage, AccountError> {
    let prepared = open.draft.prepared.as_ref().ok_or(DelegationError::Draft)?;
    let state = door.register.state();
    let sheet = signers(&state, open).sheet(office, prepared, href(&open.draft), ask.lang)?;
    let edition = office.hub.edition();
    Ok(TransmissionSignPage {
        href: href(&open.draft),
        title: open.entered.filled.title().unwrap_or(open.kind.names.get(ask.lang)).to_owned(),
        participant: edition.catalogue().name(&open.entered.participant, ask.lang).to_owned(),
        file: open.entered.file_line(),
        sheet,
        refused: None,
        notice: None,
        form: caller.person()?.form_token(),
    })
}

/// The header as a file, for `ssh-keygen`.
pub(crate) async fn get_transmission_header(
    State(office): SharedOffice,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    let found = async {
        let open = open(&office, &caller, &id).await?;
        Ok(open.draft.prepared.ok_or(DelegationError::Draft)?.header)
    };
    match found.await {
        Ok(header) => as_file("header.json", header),
        Err(error) => AccountError::instead_of_page(error, PAGE),
    }
}

/// Takes a touch of the officer's own passkey.
pub(crate) async fn sign_transmission(
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
        let open = open(&office, &caller, &id).await?;
        let prepared = open.draft.prepared.clone().ok_or(DelegationError::Draft)?;
        let signature = signers(&door.register.state(), &open).touched(&prepared, &answer)?;
        signed(&office, &door, &open, &prepared, signature).await
    };
    done.await.map(|next| Json(Next { next })).map_err(|error| Spoken(error, ask.lang))
}

/// Takes a signature that was made where the key is.
pub(crate) async fn send_transmission_signature(
    State(office): SharedOffice,
    Extension(door): TheDoor,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = format!("{PAGE}/{id}/sign");
    let done = async {
        let sent: Armored = guard::form(&office, &caller, &headers, &body)?;
        let open = open(&office, &caller, &id).await?;
        let prepared = open.draft.prepared.clone().ok_or(DelegationError::Draft)?;
        let done = async {
            let signature = signers(&door.register.state(), &open).armored(&prepared, &sent)?;
            signed(&office, &door, &open, &prepared, signature).await
        };
        match done.await {
            Ok(next) => Ok(see_other(&next)),
            Err(error @ (AccountError::Door(_) | AccountError::Signature(_))) => {
                let mut page = sign_page(&office, &door, &caller, &open, &ask)?;
                page.refused = Some(Reason::of_error(&error, ask.lang));
                Ok(page_again(&page, &error, &ask))
            }
            Err(error) => Err(error),
        }
    };
    done.await.unwrap_or_else(|error: AccountError| error.instead_of_form(&path))
}

/// Adds the signature; with it the record goes to the register, and the received file after it. A file that can't be handed
/// in now is awaited: the record's page says so, and whoever has it brings it.
async fn signed(
    office: &Arc<Office>,
    door: &Door,
    open: &Open,
    prepared: &Prepared,
    signature: UnverifiedSignature,
) -> Result<String, AccountError> {
    let id = open.draft.id;
    // Taken before: with the last signature the draft is gone.
    let file = office.look(move |_, drawer| Ok(received::find(drawer, id)?)).await?;
    let place = Place::Draft { id, revision: open.draft.revision };
    let receipt = add_signature(office, door, (&open.here.seat, place), prepared, signature).await?;
    let Some(receipt) = receipt else { return Ok(format!("{}/sign?notice=signed", href(&open.draft))) };
    if let Some(bytes) = file {
        lay_file(door, prepared, receipt.position, bytes).await?;
    }
    Ok(format!("/records/{}", receipt.id))
}
