//! One's own account: for whom one acts, sessions, passkeys, printed codes, what is held about one, and leaving.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use delegations::audit::What;
use delegations::challenges::Purpose;
use delegations::identities::LinkedIdentity;
use delegations::passkeys::NewPasskey;
use delegations::people::{self, Held};
use delegations::recovery::{self, Asker, Recovery};
use delegations::{DelegationError, codes, held, outbox, passkeys, sessions};
use policy::{Action, Seat};
use record::webauthn::to_base64url;
use record::{Time, webauthn};
use serde::Deserialize;
use std::sync::Arc;

use super::caller::{Caller, SignedIn, seat_name};
use super::delegation::{one_of, sender};
use super::fields::Fields;
use super::guard::{self, AccountError, answered, as_file, see_other, with_session, without_session};
use super::model::{
    CodesPage, MePage, Notice, PasskeyLine, SeatLine, SessionLine, SignedLine, TokenLine, account_page,
    page_or_else, role_name,
};
use super::model_delegation::ScopeChoice;
use super::model_mail::MailPart;
use super::model_openid::{IdentityLine, ServiceLine};
use super::office::Office;
use super::sign_in::{Asked, NO_NETWORK, note};
use super::wire::{self, Asking, Made, Next};
use super::{drafts, imports, mail, recover, tokens, trail, transmissions};
use crate::ask::Ask;
use crate::vocabulary::control_kind;
use crate::words::words;

type SharedOffice = State<Arc<Office>>;
pub(crate) const PAGE: &str = "/me";

/// The page.
pub(crate) async fn show_me(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let signed_in = Arc::clone(caller.person()?);
        let (id, lang) = (signed_in.person.id, ask.lang);
        let found = office
            .look(move |office, drawer| {
                let held = people::held(drawer, id)?;
                let asked = recovery::of_person(drawer, &held.person)?.into_iter().map(|request| {
                    let by = match request.asked_by {
                        Asker::Person(by) => people::person(drawer, by).ok().map(|person| person.name),
                        Asker::Secretariat => None,
                    };
                    (request, by)
                });
                let asked = asked.collect();
                let mail = mail::part(office, drawer, &held.person, lang)?;
                Ok((held, asked, mail))
            })
            .await?;
        let page = page(&office, &ask, &signed_in, found, Notice::of(asked.notice.as_deref()));
        Ok(MePage {
            drafts: drafts::at_desk(&office, &caller).is_ok(),
            transmits: transmissions::at_desk(&office, &caller).is_ok(),
            sees_trail: trail::open_to(&office, &caller).is_ok(),
            imports: imports::at_desk(&office, &caller).ok().map(|_| imports::PAGE),
            ..page
        })
    };
    page_or_else(made.await, PAGE, &ask)
}

/// What is held about somebody, what was asked about their account, by whom, and what there is to say of mail.
type Found = (Held, Vec<(Recovery, Option<String>)>, MailPart);

fn page(
    office: &Office,
    ask: &Ask,
    signed_in: &SignedIn,
    (held, recoveries, mail): Found,
    notice: Option<Notice>,
) -> MePage {
    let edition = office.hub.edition();
    let time = |seconds: u64| Time(seconds).to_string();
    let name = |seat: &Seat| seat_name(edition.catalogue(), seat, ask.lang);
    let seat = |m: &people::Membership| SeatLine {
        seat: m.seat.to_string(),
        name: name(&m.seat),
        roles: m.roles.iter().map(|role| role_name(*role, words(ask.lang))).collect(),
        signer: m.signer.to_string(),
        current: signed_in.session.seat.as_ref() == Some(&m.seat),
    };
    let session = |s: sessions::Session| SessionLine {
        number: hex::encode(s.number),
        opened: time(s.opened),
        seen: time(s.seen),
        means: s.means.means().as_str(),
        current: s.digest == signed_in.session.digest,
        by: s.by,
    };
    let passkey = |p: passkeys::Passkey| PasskeyLine {
        credential: to_base64url(&p.credential),
        created: time(p.created),
        used: p.used.map(time),
        label: p.label,
    };
    let service = |issuer: &str| {
        let known = office.services()?.all().find(|provider| provider.issuer == issuer)?;
        Some(known.name.clone())
    };
    let identity = |one: LinkedIdentity| IdentityLine {
        name: service(&one.issuer),
        created: time(one.created),
        used: one.used.map(time),
        issuer: one.issuer,
    };
    let services = match &held.person.memberships[..] {
        [people::Membership { seat: Seat::Participant(code), .. }] if held.identities.is_empty() => {
            ServiceLine::for_participant(office, code)
        }
        _ => Vec::new(),
    };
    let token = |t: delegations::tokens::Token| TokenLine {
        number: hex::encode(t.number),
        seat: name(&t.seat),
        scopes: t.scopes.iter().map(|scope| scope.as_str()).collect(),
        expires: time(t.expires),
        used: t.used.map(time),
        label: t.label,
    };
    let signed = |told: outbox::Notice| SignedLine {
        told: mail::told(words(ask.lang), &told),
        from: told.from.map(time),
        href: format!("/records/{}", told.record),
        id: told.record.to_string(),
        seat: name(&told.seat),
        kind: edition
            .catalogue()
            .kind(&told.kind)
            .map(|kind| kind.names.get(ask.lang).to_owned())
            .or_else(|| Some(words(ask.lang).say(control_kind(&told.kind)?).to_owned()))
            .unwrap_or_else(|| told.kind.clone()),
        at: time(told.at),
        own: told.own,
    };
    MePage {
        drafts: false,
        transmits: false,
        sees_trail: false,
        imports: None,
        seats: held.person.memberships.iter().map(seat).collect(),
        name: held.person.name,
        email: held.person.email,
        mail,
        sessions: held.sessions.into_iter().map(session).collect(),
        passkeys: held.passkeys.into_iter().map(passkey).collect(),
        identities: held.identities.into_iter().map(identity).collect(),
        services,
        tokens: held.tokens.into_iter().map(token).collect(),
        unused_codes: held.unused_codes,
        signed: held.told.into_iter().map(signed).collect(),
        recoveries: recoveries
            .iter()
            .map(|(request, by)| recover::line(office, ask.lang, request, |_| by.clone()))
            .collect(),
        scopes: tokens::SCOPES.iter().map(|scope| ScopeChoice::of(*scope, ask.lang)).collect(),
        days: tokens::LIVES.to_vec(),
        notice,
        form: signed_in.form_token(),
    }
}

/// A seat that was chosen.
#[derive(Debug, Deserialize)]
pub(crate) struct Chosen {
    seat: String,
}

/// Acts for another seat.
pub(crate) async fn choose_seat(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let chosen: Chosen = guard::form(&office, &caller, &headers, &body)?;
        let seat: Seat = chosen.seat.parse().map_err(|_| DelegationError::Seat)?;
        let secret = caller.person()?.secret.clone();
        office.together(move |_, drawer| Ok(sessions::act_for(drawer, &secret, &seat)?)).await
    };
    match done.await {
        Ok(secret) => with_session(see_other(PAGE), &secret),
        Err(error) => error.instead_of_form(PAGE),
    }
}

/// Ends one of one's own sessions.
pub(crate) async fn end_session(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let number: [u8; 8] = fields.hex("number")?;
        let signed_in = Arc::clone(caller.person()?);
        office
            .together(move |_, drawer| {
                sessions::end_numbered(drawer, signed_in.person.id, number)?;
                note(drawer, &signed_in, What::SignedOut, Some(hex::encode(number)))
            })
            .await
    };
    answered(done.await, PAGE, "ended")
}

/// A challenge for another passkey of one's own.
pub(crate) async fn ask_passkey(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Asking>, AccountError> {
    guard::json::<serde::de::IgnoredAny>(&office, &caller, &headers, &body)?;
    let signed_in = Arc::clone(caller.person()?);
    own(&office, &caller, Action::ManageCredentials)?;
    let challenge = office.challenge(Purpose::NewPasskey(signed_in.session.digest), NO_NETWORK);
    let id = signed_in.person.id;
    let known = office.look(move |_, drawer| Ok(passkeys::of_person(drawer, id)?)).await?;
    Ok(Json(Asking {
        user: Some(to_base64url(&office.desk.random::<16>())),
        credentials: known.iter().map(|passkey| to_base64url(&passkey.credential)).collect(),
        ..Asking::any(&challenge, &office.site.rp_id)
    }))
}

/// Adds another passkey of one's own.
pub(crate) async fn add_passkey(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AccountError> {
    let made: Made = guard::json(&office, &caller, &headers, &body)?;
    own(&office, &caller, Action::ManageCredentials)?;
    let signed_in = Arc::clone(caller.person()?);
    let answer = made.answer.read()?;
    let challenge = office.answered(answer.challenge, &Purpose::NewPasskey(signed_in.session.digest))?;
    let key = office.site.key(webauthn::Purpose::SignIn, &made.registration()?)?;
    let passkey = NewPasskey::proven(key, &made.label, &answer.assertion, &challenge)?;
    office
        .together(move |_, drawer| {
            passkeys::add(drawer, signed_in.person.id, passkey)?;
            note(drawer, &signed_in, What::PasskeysChanged, None)
        })
        .await?;
    Ok(Json(Next { next: "/me?notice=saved#passkeys".to_owned() }).into_response())
}

/// A passkey that is to go.
#[derive(Debug, Deserialize)]
pub(crate) struct Credential {
    credential: String,
}

/// Removes a passkey of one's own.
pub(crate) async fn remove_passkey(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let asked: Credential = guard::form(&office, &caller, &headers, &body)?;
        own(&office, &caller, Action::ManageCredentials)?;
        let credential = wire::bytes(&asked.credential, webauthn::MAX_CREDENTIAL)?;
        let signed_in = Arc::clone(caller.person()?);
        office
            .together(move |_, drawer| {
                passkeys::remove(drawer, signed_in.person.id, &credential)?;
                note(drawer, &signed_in, What::PasskeysChanged, None)
            })
            .await
    };
    answered(done.await, PAGE, "removed")
}

/// Makes codes to be printed, in the place of those that there were.
pub(crate) async fn print_codes(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        guard::form::<serde::de::IgnoredAny>(&office, &caller, &headers, &body)?;
        own(&office, &caller, Action::ManageCredentials)?;
        let signed_in = Arc::clone(caller.person()?);
        office
            .together(move |_, drawer| {
                note(drawer, &signed_in, What::CodesPrinted, None)?;
                Ok(codes::print(drawer, signed_in.person.id)?)
            })
            .await
    };
    match done.await {
        Ok(codes) => account_page(&CodesPage { codes }, &ask),
        Err(error) => error.instead_of_form(PAGE),
    }
}

/// Everything that is held about the caller, as a file. Taking it along is an event, and needs a touch: a printed code that
/// somebody found must not take an account along.
pub(crate) async fn export_me(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let made = async {
        guard::form::<serde::de::IgnoredAny>(&office, &caller, &headers, &body)?;
        let signed_in = Arc::clone(caller.person()?);
        own(&office, &caller, Action::Export)?;
        let id = signed_in.person.id;
        office.together(move |_, drawer| note(drawer, &signed_in, What::Exported, None)).await?;
        // It is noted before anything is read; reading so much must hold up nobody who writes.
        office.look(move |_, drawer| Ok(held::about(drawer, id)?)).await
    };
    match made.await {
        Ok(held) => as_file("held-about-me.json", Json(held)),
        Err(error) => error.instead_of_form(PAGE),
    }
}

/// Leaves the seat that the session acts for; with the last one the account is forgotten.
pub(crate) async fn leave_seat(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        guard::form::<serde::de::IgnoredAny>(&office, &caller, &headers, &body)?;
        own(&office, &caller, Action::RemovePerson)?;
        // What the seat holds about its person goes, and cannot be brought back: a cookie or a printed code that somebody
        // found must not throw an account away.
        own(&office, &caller, Action::Erase)?;
        let (signed_in, seat) = sender(&caller)?;
        office
            .together(move |_, drawer| {
                note(drawer, &signed_in, What::Removed, None)?;
                Ok(people::remove_from_seat(drawer, signed_in.person.id, &seat)?)
            })
            .await
    };
    match done.await {
        Ok(()) => without_session(see_other("/")),
        Err(error) => error.instead_of_form(PAGE),
    }
}

/// May the caller do this with their own account?
pub(crate) fn own(office: &Office, caller: &Caller, action: Action) -> Result<(), AccountError> {
    let (_, seat, _) = caller.seat()?;
    office.require(caller, action, &one_of(office, seat, true))
}
