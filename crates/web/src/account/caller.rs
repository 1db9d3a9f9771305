//! Who asks: read from the session's cookie, or from a program's token, once for each request, before any handler runs.

use axum::Extension;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use delegations::people::{Membership, Person};
use delegations::sessions::{self, Session};
use delegations::tokens::{self, Token};
use delegations::{DelegationError, Secret, WORD, audit};
use policy::{Action, Audience, Class, Means, Resource, Seat, Subject};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::guard::AccountError;
use super::office::Office;
use super::peer::Peer;
use super::refusals;
use super::sign_in::network;
use crate::ask::{Account, Ask};
use crate::health::RefusedCode;
use crate::hub::Hub;
use crate::model::PartyRef;
use crate::reader::Reader;

/// The session's cookie. `__Host-` makes browsers refuse it from another host, without TLS, or for a part of the site.
pub const SESSION_COOKIE: &str = "__Host-comity-session";

/// For whom somebody acts, as every page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    /// The seat's name in the page's language; none before one is chosen.
    pub seat: Option<String>,
    /// The participant's code, if it is a participant.
    pub code: Option<String>,
    /// The mechanism in which the person, of its secretariat, may erase on a stated ground.
    pub erases_in: Option<String>,
    /// The mechanism in which the person, of its secretariat, sees whose answers are awaited.
    pub awaits_in: Option<String>,
    /// What the person is called.
    pub person: String,
    /// The seat is of an exercise: what is done for it is no State's.
    pub exercise: bool,
    /// The word of a form by which the person subscribes to a page's subject; none before a seat is chosen, nor where no mail
    /// goes out.
    pub subscribes: Option<String>,
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    /// What the cookie holds.
    pub secret: Secret,
    /// The session.
    pub session: Session,
    /// Whose it is.
    pub person: Person,
    /// Masks the word of forms in this answer alone.
    pub pad: [u8; WORD],
}

impl SignedIn {
    /// What the person acts for, and as what.
    pub fn membership(&self) -> Option<&Membership> {
        self.person.membership(self.session.seat.as_ref()?)
    }

    /// The word that a form of this session carries.
    pub fn form_token(&self) -> String {
        self.secret.word(self.pad)
    }
}

/// A program that sent a token.
#[derive(Clone, Debug)]
pub(crate) struct Bearer {
    /// What it sent, as the hub keeps it.
    pub token: Token,
    /// Who made it.
    pub person: Person,
}

/// Who asks. A token is no session: what asks for [`Caller::person`] is for persons alone, and whoever means to let programs
/// in asks for [`Caller::acting`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Caller {
    /// Somebody with a session, or the public.
    pub signed_in: Option<Arc<SignedIn>>,
    /// A program with a token.
    pub bearer: Option<Arc<Bearer>>,
    subject: Option<Subject>,
}

impl Caller {
    /// As policies ask for it.
    pub fn subject(&self) -> Subject {
        self.subject.clone().unwrap_or_else(Subject::nobody)
    }

    /// Whoever must be signed in to go on.
    pub fn person(&self) -> Result<&Arc<SignedIn>, AccountError> {
        let nobody =
            if self.bearer.is_some() { AccountError::Denied } else { DelegationError::Session.into() };
        self.signed_in.as_ref().ok_or(nobody)
    }

    /// Whoever must act for somebody to go on, with a session or a token: the person, and what the person is there.
    pub fn acting(&self) -> Result<(&Person, &Membership), AccountError> {
        if let Some(bearer) = &self.bearer {
            let membership = bearer.person.membership(&bearer.token.seat).ok_or(AccountError::Denied)?;
            return Ok((&bearer.person, membership));
        }
        let (signed_in, _, membership) = self.seat()?;
        Ok((&signed_in.person, membership))
    }

    /// Whoever must act for somebody to go on, and for whom.
    pub fn seat(&self) -> Result<(&Arc<SignedIn>, &Seat, &Membership), AccountError> {
        let signed_in = self.person()?;
        let seat = signed_in.session.seat.as_ref().ok_or(AccountError::ChooseSeat)?;
        let membership = signed_in.membership().ok_or(AccountError::ChooseSeat)?;
        Ok((signed_in, seat, membership))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// Finds out who asks, for handlers and for the frame around every page.
pub(crate) async fn know_caller(
    State(office): State<Arc<Office>>,
    peer: Option<Extension<Peer>>,
    mut request: Request,
    next: Next,
) -> Response {
    refusals::note_over(&office).await;
    let caller = match credentials(request.headers()) {
        Credentials::None => Caller::default(),
        Credentials::Session(secret) => caller_of(&office, secret).await,
        Credentials::Token(secret) => match bearer_of(&office, secret, network(peer)).await {
            Ok(caller) => caller,
            Err(refused) => {
                let mut response = refused.into_response();
                response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
                return response;
            }
        },
    };
    let is_program = caller.bearer.is_some();
    if let Some(ask) = request.extensions_mut().get_mut::<Ask>() {
        let acting = caller.signed_in.as_ref().map(|signed_in| {
            let edition = office.hub.edition();
            let name = |seat: &Seat| seat_name(edition.catalogue(), seat, ask.lang);
            let seat = signed_in.session.seat.as_ref().map(name);
            let code = match &signed_in.session.seat {
                Some(Seat::Participant(code)) => Some(code.clone()),
                _ => None,
            };
            let seated = signed_in.session.seat.as_ref();
            let exercise = seated.is_some_and(|seat| is_of_an_exercise(edition.catalogue(), seat));
            let erases_in = erases_in(&office, &caller, seated);
            let awaits_in = awaits_in(&office, &caller, seated);
            Arc::new(Acting {
                seat,
                code,
                erases_in,
                awaits_in,
                person: signed_in.person.name.clone(),
                exercise,
                subscribes: seated.filter(|_| office.mails()).map(|_| signed_in.form_token()),
            })
        });
        ask.account = acting.map_or(Account::SignedOut, Account::Acting);
    }
    request.extensions_mut().insert(Reader::of(&caller, &office));
    request.extensions_mut().insert(caller.clone());
    let mut response = next.run(request).await;
    let refused = response.extensions().get::<RefusedCode>().cloned();
    if let Some(RefusedCode(code)) = refused
        && let Err(error) = refusals::note(&office, &caller, &code).await
    {
        response = error.into_response();
    }
    if is_program {
        // A program must not come out of this with a session, whatever it sent.
        response.headers_mut().remove(header::SET_COOKIE);
        // What a token may see is nobody else's: a proxy that keeps answers knows cookies, not tokens.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// The mechanism in which a secretariat's administrator erases on a stated ground; none for anybody else.
fn erases_in(office: &Office, caller: &Caller, seat: Option<&Seat>) -> Option<String> {
    let Some(Seat::Mechanism(id)) = seat else { return None };
    let class = Class {
        kind: String::new(),
        mechanism: Some(id.clone()),
        audience: Audience::Public,
        label: None,
        state: String::new(),
    };
    let author = Seat::Mechanism(id.clone());
    let record = Resource::Record { class, author, writers: BTreeSet::new() };
    office.offers(caller, Action::Erase, &record).then(|| id.clone())
}

/// The mechanism whose secretariat somebody serves in such a way that they see who is awaited in its cycles.
fn awaits_in(office: &Office, caller: &Caller, seat: Option<&Seat>) -> Option<String> {
    let Some(Seat::Mechanism(id)) = seat else { return None };
    let sees = office.offers(caller, Action::SeeAwaited, &Resource::Mechanism(id.clone()));
    sees.then(|| id.clone())
}

/// A seat by the name of what it is a seat of.
pub(crate) fn seat_name(catalogue: &catalogue::Catalogue, seat: &Seat, lang: catalogue::Lang) -> String {
    match seat {
        Seat::Participant(code) => catalogue.name(code, lang).to_owned(),
        Seat::Mechanism(id) => {
            catalogue.mechanism(id).map_or(id.as_str(), |m| m.short_names.get(lang)).to_owned()
        }
        Seat::Stakeholder(id) => id.clone(),
    }
}

/// Is it a fictional State's seat, or that of a mechanism of exercises?
fn is_of_an_exercise(catalogue: &catalogue::Catalogue, seat: &Seat) -> bool {
    match seat {
        Seat::Participant(code) => catalogue.party(code).is_some_and(PartyRef::is_fictional),
        Seat::Mechanism(id) => catalogue.mechanism(id).is_some_and(|mechanism| mechanism.exercise),
        Seat::Stakeholder(_) => false,
    }
}

async fn caller_of(office: &Arc<Office>, secret: Secret) -> Caller {
    let now = office.now();
    let asked = secret.clone();
    let mut found = office.look(move |_, drawer| Ok(sessions::find(drawer, &asked)?)).await;
    // Once a minute it is written down that the session is used; otherwise no page waits for whoever writes.
    if matches!(&found, Ok((session, _)) if session.is_to_be_seen(now)) {
        let asked = secret.clone();
        found = office.together(move |_, drawer| Ok(sessions::current(drawer, &asked)?)).await;
    }
    let pad = office.desk.random();
    let found = found.map(|(session, person)| SignedIn { secret, session, person, pad });
    // A session that has ended, and one that never was, are the public.
    found.map_or_else(
        |_| Caller::default(),
        |signed_in| {
            let subject = subject(office, &signed_in);
            Caller { signed_in: Some(Arc::new(signed_in)), subject: Some(subject), bearer: None }
        },
    )
}

/// Is there a session? For how much is read before [`know_caller`] asks whose it is, and for nothing else.
pub(super) async fn is_signed_in(office: &Arc<Office>, headers: &HeaderMap) -> bool {
    let Some(secret) = session_secret(headers) else { return false };
    office.look(move |_, drawer| Ok(sessions::find(drawer, &secret)?)).await.is_ok()
}

fn subject(office: &Office, signed_in: &SignedIn) -> Subject {
    Subject {
        stepped_up: signed_in.session.stepped_up(office.now()),
        means: signed_in.session.means.means(),
        ..subject_of(&office.hub, signed_in.session.seat.as_ref(), signed_in.membership())
    }
}

/// A token that is none is refused, whatever it asks for: a program whose token has ended should learn it. Trying tokens out
/// costs what trying codes out costs.
async fn bearer_of(
    office: &Arc<Office>,
    secret: Option<Secret>,
    network: [u8; 8],
) -> Result<Caller, AccountError> {
    let found = match secret {
        None => Err(DelegationError::Session.into()),
        Some(secret) => token_of(office, secret).await,
    };
    let (token, person) = match found {
        Ok(found) => found,
        Err(AccountError::Delegation(DelegationError::Session)) => {
            office.count_token(network)?;
            office.together(|_, drawer| Ok(audit::note_failure(drawer, None)?)).await?;
            return Err(DelegationError::Session.into());
        }
        Err(error) => return Err(error),
    };
    let subject = Subject {
        means: Means::Token { scopes: token.scopes.clone() },
        ..subject_of(&office.hub, Some(&token.seat), person.membership(&token.seat))
    };
    Ok(Caller { signed_in: None, bearer: Some(Arc::new(Bearer { token, person })), subject: Some(subject) })
}

async fn token_of(office: &Arc<Office>, secret: Secret) -> Result<(Token, Person), AccountError> {
    let asked = secret.clone();
    let found = office.look(move |_, drawer| Ok(tokens::find(drawer, &asked)?)).await?;
    if !found.0.is_to_be_noted(office.now()) {
        return Ok(found);
    }
    office.together(move |_, drawer| Ok(tokens::current(drawer, &secret)?)).await
}

/// As policies know whoever acts for a seat, by no means of signing in yet.
pub(crate) fn subject_of(hub: &Hub, seat: Option<&Seat>, membership: Option<&Membership>) -> Subject {
    let roles = membership.map(|m| m.roles.clone()).unwrap_or_default();
    let mechanisms = seat.map(|seat| hub.mechanisms_of(seat)).unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    (seat, &roles, &mechanisms).hash(&mut hasher);
    Subject { membership: hasher.finish(), seat: seat.cloned(), roles, mechanisms, ..Subject::nobody() }
}

/// What a request shows to say who asks.
enum Credentials {
    /// Nothing.
    None,
    /// A session's cookie.
    Session(Secret),
    /// A token, or what stands where one should.
    Token(Option<Secret>),
}

fn credentials(headers: &HeaderMap) -> Credentials {
    let authorized = |value: &HeaderValue| {
        let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
        // Other schemes are a proxy's in front of us, and none of ours.
        scheme.eq_ignore_ascii_case("bearer").then(|| Secret::parse(token.trim()))
    };
    // A program is what it says; a cookie that comes along is not looked at.
    if let Some(token) = headers.get(header::AUTHORIZATION).and_then(authorized) {
        return Credentials::Token(token);
    }
    session_secret(headers).map_or(Credentials::None, Credentials::Session)
}

fn session_secret(headers: &HeaderMap) -> Option<Secret> {
    cookie(headers, SESSION_COOKIE).and_then(Secret::parse)
}

/// The value of one of our cookies.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, ours: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut found = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == ours);
    let (_, value) = found.next()?;
    // Two of them: somebody planted one. Neither is believed.
    if found.next().is_some() { None } else { Some(value) }
}
