//! Signing in and out, and a fresh touch.

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use delegations::audit::{self, Note, What};
use delegations::challenges::Purpose;
use delegations::sessions::{self, SignedInBy};
use delegations::{DelegationError, Drawer, codes, passkeys, people};
use policy::Seat;
use record::webauthn::to_base64url;
use serde::Deserialize;
use std::sync::Arc;

use super::caller::{Caller, SignedIn};
use super::guard::{self, AccountError, own_path, see_other, with_session, without_session};
use super::model::{Notice, SignInPage, TouchPage, account_page};
use super::model_openid::ServiceLine;
use super::office::Office;
use super::peer::Peer;
use super::wire::{Answered, Asking, Next};
use crate::ask::Ask;

type SharedOffice = State<Arc<Office>>;

/// What a page's address may say beside its path.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// Where to go afterwards.
    pub next: Option<String>,
    /// What to say.
    pub notice: Option<String>,
}

/// The page for signing in.
pub(crate) async fn show_sign_in(
    State(office): SharedOffice,
    ask: Ask,
    Query(asked): Query<Asked>,
) -> Response {
    let next = own_path(asked.next.as_deref()).to_owned();
    let services = ServiceLine::all(&office);
    account_page(&SignInPage { next, services, notice: Notice::of(asked.notice.as_deref()) }, &ask)
}

/// A challenge for any passkey of this site.
pub(crate) async fn ask_sign_in(
    State(office): SharedOffice,
    peer: Option<Extension<Peer>>,
) -> Result<Json<Asking>, AccountError> {
    // Asking costs an attempt too: a stranger must not push others' challenges out.
    let network = network(peer);
    office.count_sign_in(network)?;
    let challenge = office.challenge(Purpose::SignIn, network);
    Ok(Json(Asking::any(&challenge, &office.site.rp_id)))
}

/// Signs in with a passkey.
pub(crate) async fn sign_in(
    State(office): SharedOffice,
    peer: Option<Extension<Peer>>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AccountError> {
    let network = network(peer);
    office.count_sign_in(network)?;
    // Signing in needs no form's word: who is signed in already only goes on in another session.
    let answer = guard::json::<Answered>(&office, &Caller::default(), &headers, &body)?.read()?;
    let credential = answer.credential.clone();
    let asked = office.answered(answer.challenge, &Purpose::SignIn);
    let challenge = counted(&office, asked, Some(credential.clone())).await?;
    let opened = office
        .together(move |_, drawer| {
            let passkey = passkeys::verify(drawer, &answer.credential, &answer.assertion, &challenge)?;
            let person = people::person(drawer, passkey.person)?;
            end_before(drawer, &caller)?;
            let secret = sessions::open(drawer, &person, SignedInBy::Passkey, Some(passkey.label))?;
            note_sign_in(drawer, &person, SignedInBy::Passkey)?;
            Ok((person, secret))
        })
        .await;
    let (person, secret) = counted(&office, opened, Some(credential)).await?;
    office.forgive_sign_in(network, ATTEMPTS);
    let next = if person.memberships.len() == 1 { "" } else { "/me#seats" };
    Ok(with_session(Json(Next { next: next.to_owned() }).into_response(), &secret))
}

/// Ends the session that the browser brought along: its cookie is about to be another, and what was stolen of it is worth
/// nothing after.
pub(crate) fn end_before(drawer: &Drawer<'_>, caller: &Caller) -> Result<(), AccountError> {
    let Some(before) = &caller.signed_in else { return Ok(()) };
    sessions::end(drawer, &before.secret)?;
    note(drawer, before, What::SignedOut, None)
}

/// What coming in with a passkey costs of a network's attempts, until it has gone well: to ask, and to answer.
pub(crate) const ATTEMPTS: u32 = 2;

/// A code that was typed.
#[derive(Debug, Deserialize)]
pub(crate) struct Typed {
    code: String,
    next: Option<String>,
}

/// Signs in with a printed code.
pub(crate) async fn sign_in_with_code(
    State(office): SharedOffice,
    peer: Option<Extension<Peer>>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let back = |error: AccountError| error.instead_of_form("/sign-in");
    let network = network(peer);
    if let Err(error) = office.count_sign_in(network) {
        return back(error);
    }
    let typed = match guard::form::<Typed>(&office, &Caller::default(), &headers, &body) {
        Ok(typed) => typed,
        Err(error) => return back(error),
    };
    let opened = office
        .together(move |_, drawer| {
            let person = codes::take(drawer, &typed.code)?;
            end_before(drawer, &caller)?;
            let secret = sessions::open(drawer, &person, SignedInBy::Code, None)?;
            note_sign_in(drawer, &person, SignedInBy::Code)?;
            Ok((secret, typed.next))
        })
        .await;
    match counted(&office, opened, None).await {
        Ok((secret, next)) => {
            office.forgive_sign_in(network, 1);
            with_session(see_other(own_path(next.as_deref())), &secret)
        }
        Err(error) => back(error),
    }
}

/// Signs out.
pub(crate) async fn sign_out(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        guard::form::<serde::de::IgnoredAny>(&office, &caller, &headers, &body)?;
        let signed_in = Arc::clone(caller.person()?);
        office
            .together(move |_, drawer| {
                sessions::end(drawer, &signed_in.secret)?;
                note(drawer, &signed_in, What::SignedOut, None)
            })
            .await
    };
    match done.await {
        Ok(()) => without_session(see_other("/")),
        Err(error) => without_session(error.instead_of_form("/sign-in")),
    }
}

/// The page that asks for a fresh touch.
pub(crate) async fn show_touch(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Query(asked): Query<Asked>,
) -> Result<Response, Response> {
    let signed_in = caller.person().map_err(|error| error.instead_of_page("/touch"))?;
    let next = own_path(asked.next.as_deref()).to_owned();
    let services = match &signed_in.session.seat {
        Some(Seat::Participant(code)) => ServiceLine::for_participant(&office, code),
        _ => Vec::new(),
    };
    Ok(account_page(&TouchPage { next, services, form: signed_in.form_token() }, &ask))
}

/// A challenge for the caller's own passkeys.
pub(crate) async fn ask_touch(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Asking>, AccountError> {
    guard::json::<serde::de::IgnoredAny>(&office, &caller, &headers, &body)?;
    let signed_in = Arc::clone(caller.person()?);
    let challenge = office.challenge(Purpose::StepUp(signed_in.session.digest), NO_NETWORK);
    let id = signed_in.person.id;
    let own = office.look(move |_, drawer| Ok(passkeys::of_person(drawer, id)?)).await?;
    let credentials = own.iter().map(|passkey| to_base64url(&passkey.credential)).collect();
    Ok(Json(Asking { credentials, ..Asking::any(&challenge, &office.site.rp_id) }))
}

/// Takes a fresh touch: the session goes on under another secret.
pub(crate) async fn touch(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AccountError> {
    let answer = guard::json::<Answered>(&office, &caller, &headers, &body)?.read()?;
    let signed_in = Arc::clone(caller.person()?);
    let credential = answer.credential.clone();
    let asked = office.answered(answer.challenge, &Purpose::StepUp(signed_in.session.digest));
    let challenge = counted(&office, asked, Some(credential.clone())).await?;
    let touched = office
        .together(move |_, drawer| {
            let passkey = passkeys::verify(drawer, &answer.credential, &answer.assertion, &challenge)?;
            if passkey.person != signed_in.person.id {
                return Err(DelegationError::SignIn.into());
            }
            note(drawer, &signed_in, What::SteppedUp, None)?;
            Ok(sessions::step_up(drawer, &signed_in.secret)?)
        })
        .await;
    let secret = counted(&office, touched, Some(credential)).await?;
    Ok(with_session(Json(Next { next: String::new() }).into_response(), &secret))
}

/// Notes what somebody did in their seat.
pub(crate) fn note(
    drawer: &Drawer<'_>,
    signed_in: &SignedIn,
    what: What,
    about: Option<String>,
) -> Result<(), AccountError> {
    let who = signed_in.membership().map(|membership| membership.signer);
    let seat = signed_in.session.seat.as_ref().map(ToString::to_string);
    audit::note(drawer, Note { who, seat, what, about, count: 1 })?;
    Ok(())
}

/// Notes that somebody signed in.
pub(crate) fn note_sign_in(
    drawer: &Drawer<'_>,
    person: &people::Person,
    by: SignedInBy,
) -> Result<(), AccountError> {
    // Under each seat's own id: what one delegation's administrator sees says nothing of another's.
    for membership in &person.memberships {
        let (who, seat) = (Some(membership.signer), Some(membership.seat.to_string()));
        let about = Some(by.means().as_str().to_owned());
        audit::note(drawer, Note { who, seat, what: What::SignedIn, about, count: 1 })?;
    }
    Ok(())
}

/// A sign-in or touch that failed is noted, though all that it did is undone, also one that answers no question of ours, or one
/// that was answered before: in each seat of the account whose passkey it was,
/// as a sign-in is, so that every administrator of somebody under attack sees it.
pub(crate) async fn counted<T>(
    office: &Arc<Office>,
    opened: Result<T, AccountError>,
    credential: Option<Vec<u8>>,
) -> Result<T, AccountError> {
    if let Err(AccountError::Delegation(DelegationError::SignIn | DelegationError::Challenge)) = &opened {
        office
            .together(move |_, drawer| {
                let owner = match credential {
                    Some(credential) => passkeys::owner(drawer, &credential)?,
                    None => None,
                };
                let seats = owner.map(|person| person.memberships).unwrap_or_default();
                if seats.is_empty() {
                    audit::note_failure(drawer, None)?;
                }
                for membership in seats {
                    audit::note_failure(drawer, Some(membership))?;
                }
                Ok(())
            })
            .await?;
    }
    opened
}

/// For what counts as a session's own, from whichever network it is asked.
pub(crate) const NO_NETWORK: [u8; 8] = [0; 8];

/// The network a request comes from: an address of IPv4, a /64 of IPv6, which is what one subscriber has.
pub(crate) fn network(peer: Option<Extension<Peer>>) -> [u8; 8] {
    peer.map_or([0; 8], |Extension(peer)| peer.network())
}
