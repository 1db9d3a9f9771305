//! Who asks: read from the session's cookie once for each request, before any handler runs.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use delegations::people::{Membership, Person};
use delegations::sessions::{self, Session};
use delegations::{DelegationError, Secret};
use policy::{Seat, Subject};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::guard::AccountError;
use super::office::Office;
use crate::ask::{Account, Ask};

/// The session's cookie. `__Host-` makes browsers refuse it from another host, without TLS, or for a part of the site.
pub const SESSION_COOKIE: &str = "__Host-comity-session";

/// For whom somebody acts, as every page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    /// The seat's name in the page's language; none before one is chosen.
    pub seat: Option<String>,
    /// What the person is called.
    pub person: String,
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
}

impl SignedIn {
    /// What the person acts for, and as what.
    pub fn membership(&self) -> Option<&Membership> {
        self.person.membership(self.session.seat.as_ref()?)
    }

    /// The word that a form of this session carries.
    pub fn form_token(&self) -> String {
        self.secret.derived("form")
    }
}

/// Who asks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Caller {
    /// Somebody with a session, or the public.
    pub signed_in: Option<Arc<SignedIn>>,
    subject: Option<Subject>,
}

impl Caller {
    /// As policies ask for it.
    pub fn subject(&self) -> Subject {
        self.subject.clone().unwrap_or_else(Subject::nobody)
    }

    /// Whoever must be signed in to go on.
    pub fn person(&self) -> Result<&Arc<SignedIn>, AccountError> {
        self.signed_in.as_ref().ok_or(AccountError::Delegation(DelegationError::Session))
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
    mut request: Request,
    next: Next,
) -> Response {
    let caller = match session_secret(request.headers()) {
        Some(secret) => caller_of(&office, secret).await,
        None => Caller::default(),
    };
    if let Some(ask) = request.extensions_mut().get_mut::<Ask>() {
        let acting = caller.signed_in.as_ref().map(|signed_in| {
            let edition = office.hub.edition();
            let name = |seat: &Seat| seat_name(edition.catalogue(), seat, ask.lang);
            let seat = signed_in.session.seat.as_ref().map(name);
            Arc::new(Acting { seat, person: signed_in.person.name.clone() })
        });
        ask.account = acting.map_or(Account::SignedOut, Account::Acting);
    }
    request.extensions_mut().insert(caller);
    next.run(request).await
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

async fn caller_of(office: &Arc<Office>, secret: Secret) -> Caller {
    let found = office
        .together(move |_, drawer| {
            let (session, person) = sessions::current(drawer, &secret)?;
            Ok(SignedIn { secret, session, person })
        })
        .await;
    // A session that has ended, and one that never was, are the public.
    found.map_or_else(
        |_| Caller::default(),
        |signed_in| {
            let subject = subject(office, &signed_in);
            Caller { signed_in: Some(Arc::new(signed_in)), subject: Some(subject) }
        },
    )
}

fn subject(office: &Office, signed_in: &SignedIn) -> Subject {
    let seat = signed_in.session.seat.clone();
    let roles = signed_in.membership().map(|m| m.roles.clone()).unwrap_or_default();
    let mechanisms = seat.as_ref().map(|seat| office.mechanisms_of(seat)).unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    (&seat, &roles, &mechanisms).hash(&mut hasher);
    Subject {
        membership: hasher.finish(),
        stepped_up: signed_in.session.stepped_up(office.now()),
        means: signed_in.session.means.means(),
        seat,
        roles,
        mechanisms,
        ..Subject::nobody()
    }
}

fn session_secret(headers: &HeaderMap) -> Option<Secret> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut ours = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == SESSION_COOKIE);
    let (_, value) = ours.next()?;
    // Two of them: somebody planted one. Neither is believed.
    if ours.next().is_some() { None } else { Secret::parse(value) }
}
