//! Signing in through a government's own service: going there, coming back, and what comes of it. Coming back by GET changes
//! nothing: the page then shows a button, whose form does.

use ::openid::{Identity, Provider};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use delegations::audit::What;
use delegations::identities::{self, Vouched};
use delegations::invitations::{self, Newcomer};
use delegations::people::Person;
use delegations::sessions::{self, SignedInBy};
use delegations::{DelegationError, Drawer, Secret};
use policy::Action;
use serde::Deserialize;
use std::sync::Arc;

use super::caller::{Caller, SignedIn, cookie};
use super::guard::{self, AccountError, own_path, see_other, set_cookie, with_session};
use super::join;
use super::me::{self, own};
use super::model::{account_page, page_or_else};
use super::model_openid::{LeavingPage, ReturnPage};
use super::office::Office;
use super::peer::Peer;
use super::services::{Open, Purpose, SignInServices};
use super::sign_in::{ATTEMPTS, counted, end_before, network, note, note_sign_in};
use crate::ask::Ask;

type SharedOffice = State<Arc<Office>>;

/// Binds an attempt to the browser that began it. `Lax`: it must come along when the service sends the browser back.
const ATTEMPT_COOKIE: &str = "__Host-comity-openid";

/// What somebody wants of a service.
#[derive(Debug, Deserialize)]
#[serde(tag = "purpose", rename_all = "kebab-case")]
enum Wanted {
    SignIn { next: Option<String> },
    Join { link: String, name: String, email: String },
    Link,
    Touch { next: Option<String> },
}

fn services(office: &Office) -> Result<&SignInServices, AccountError> {
    office.services().ok_or(AccountError::NoService)
}

fn provider<'a>(services: &'a SignInServices, id: &str) -> Result<&'a Provider, AccountError> {
    services.provider(id).ok_or(AccountError::NoService)
}

/// Sends the browser to the service.
pub(crate) async fn begin_openid(
    State(office): SharedOffice,
    caller: Caller,
    peer: Option<Extension<Peer>>,
    ask: Ask,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let begun = async {
        let from = network(peer);
        office.count_sign_in(from)?;
        let purpose = purpose(&office, &caller, &ask, &headers, &body)?;
        let (browser, random) = (Secret::new(office.desk.random()), office.desk.random::<96>());
        let random = [0, 1, 2].map(|part| std::array::from_fn(|at| random[32 * part + at]));
        let (held, secret) = (Arc::clone(&office), browser.clone());
        let work = move || {
            let services = services(&held)?;
            let provider = provider(services, &id)?;
            let address = services.begin(provider, random, (&secret, from), purpose, held.now())?;
            Ok::<_, AccountError>((provider.name.clone(), address))
        };
        let (name, address) = tokio::task::spawn_blocking(work).await.map_err(|_| AccountError::Fault)??;
        Ok((LeavingPage { name, address }, browser))
    };
    match begun.await {
        Ok((page, browser)) => leaving(&page, &browser, &ask),
        Err(error) => AccountError::instead_of_form(error, "/sign-in"),
    }
}

/// The page that goes on to the service by itself: a form's answer can't lead there, because forms stay on this site.
fn leaving(page: &LeavingPage, browser: &Secret, ask: &Ask) -> Response {
    let mut response = account_page(page, ask);
    let cookie =
        format!("{ATTEMPT_COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600", browser.text());
    set_cookie(&mut response, &cookie);
    if let Ok(refresh) = HeaderValue::from_str(&format!("0; url={}", page.address)) {
        response.headers_mut().insert(HeaderName::from_static("refresh"), refresh);
    }
    response
}

fn purpose(
    office: &Office,
    caller: &Caller,
    ask: &Ask,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Purpose, AccountError> {
    let next = |next: Option<String>| own_path(next.as_deref()).to_owned();
    // Who is signed in already may begin another session, as with a passkey, without the word of the first.
    let stranger = Caller::default();
    let asks = |caller: &Caller| guard::form::<Wanted>(office, caller, headers, body);
    match asks(&stranger)? {
        Wanted::SignIn { next: wanted } => Ok(Purpose::SignIn { next: next(wanted) }),
        Wanted::Join { link, name, email } => {
            let email = Some(email.trim().to_owned()).filter(|email| !email.is_empty());
            // Attempts lie in memory, strangers' too: what is too long for a person is refused before it is kept.
            Person::check_name(&name)?;
            email.as_deref().map_or(Ok(()), Person::check_email)?;
            let newcomer = Newcomer { name, email, language: ask.lang.code().to_owned() };
            Ok(Purpose::Join { link: join::secret(&link)?, newcomer })
        }
        Wanted::Link => {
            asks(caller)?;
            own(office, caller, Action::ManageCredentials)?;
            Ok(Purpose::Link { session: caller.person()?.session.digest })
        }
        Wanted::Touch { next: wanted } => {
            asks(caller)?;
            Ok(Purpose::StepUp { session: caller.person()?.session.digest, next: next(wanted) })
        }
    }
}

/// What a service brings back.
#[derive(Debug, Deserialize)]
pub(crate) struct Brought {
    state: Option<String>,
    code: Option<String>,
}

/// The page to which the service sends the browser back.
pub(crate) async fn show_openid_return(
    State(office): SharedOffice,
    ask: Ask,
    Path(id): Path<String>,
    Query(brought): Query<Brought>,
) -> Response {
    let made = || {
        let services = services(&office)?;
        let provider = provider(services, &id)?;
        // A service that says no brings an error in the place of the code; its words are not repeated here.
        let (Some(state), Some(code)) = (brought.state, brought.code) else {
            return Err(AccountError::Delegation(DelegationError::SignIn));
        };
        Ok(ReturnPage { id, name: provider.name.clone(), state, code })
    };
    match made() {
        Err(AccountError::Delegation(_)) => see_other("/sign-in?notice=sign-in-failed"),
        made => page_or_else(made, "/sign-in", &ask),
    }
}

/// What the returning page sends.
#[derive(Debug, Deserialize)]
pub(crate) struct Returned {
    state: String,
    code: String,
}

/// Exchanges the code, and does what the attempt was for.
pub(crate) async fn finish_openid(
    State(office): SharedOffice,
    caller: Caller,
    peer: Option<Extension<Peer>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut page = "/sign-in";
    let network = network(peer);
    let done = async {
        office.count_sign_in(network)?;
        let returned: Returned = guard::form(&office, &Caller::default(), &headers, &body)?;
        let browser = cookie(&headers, ATTEMPT_COOKIE).and_then(Secret::parse);
        let held = Arc::clone(&office);
        let work = move || {
            let services = services(&held)?;
            let provider = provider(services, &id)?;
            let now = held.now();
            let open = services.take(provider, &returned.state, browser.as_ref(), now)?;
            let identity = services.identify(provider, &open, &returned.code, now)?;
            Ok::<_, AccountError>((open, identity, provider.participant.clone()))
        };
        let identified = tokio::task::spawn_blocking(work).await.map_err(|_| AccountError::Fault)?;
        let (open, identity, participant) = identified?;
        if matches!(open.purpose, Purpose::Link { .. }) {
            page = me::PAGE;
        }
        complete(&office, &caller, open, identity, participant).await
    };
    match counted(&office, done.await, None).await {
        Ok((secret, next)) => {
            office.forgive_sign_in(network, ATTEMPTS);
            with_session(see_other(&next), &secret)
        }
        Err(error) => error.instead_of_form(page),
    }
}

/// Does what an attempt was for: the session that goes on, and where to.
async fn complete(
    office: &Arc<Office>,
    caller: &Caller,
    open: Open,
    identity: Identity,
    participant: String,
) -> Result<(Secret, String), AccountError> {
    let fresh = identity.is_fresh(open.began);
    let vouched = Vouched { issuer: identity.issuer, subject: identity.subject, participant };
    match open.purpose {
        Purpose::SignIn { next } => {
            let caller = caller.clone();
            let opened = move |_: &Office, drawer: &Drawer<'_>| {
                let person = identities::verify(drawer, &vouched)?;
                end_before(drawer, &caller)?;
                opened(drawer, &person)
            };
            Ok((office.together(opened).await?, next))
        }
        Purpose::Join { link, newcomer } => {
            let joined = move |_: &Office, drawer: &Drawer<'_>| {
                let seat = invitations::find(drawer, &link)?.seat;
                let person = invitations::accept_vouched(drawer, &link, newcomer, &vouched)?;
                let secret = sessions::open(drawer, &person, SignedInBy::OpenIdConnect, None)?;
                join::note_joined(drawer, &secret, &seat)?;
                Ok(secret)
            };
            Ok((office.together(joined).await?, me::PAGE.to_owned()))
        }
        Purpose::Link { session } => {
            let signed_in = same(caller, session)?;
            let secret = signed_in.secret.clone();
            let linked = move |_: &Office, drawer: &Drawer<'_>| {
                // The service can take its time: a session that was ended meanwhile links nothing.
                sessions::find(drawer, &signed_in.secret)?;
                identities::link(drawer, signed_in.person.id, &vouched)?;
                note(drawer, &signed_in, What::PasskeysChanged, None)
            };
            office.together(linked).await?;
            Ok((secret, format!("{}?notice=saved", me::PAGE)))
        }
        Purpose::StepUp { session, next } => {
            let signed_in = same(caller, session)?;
            let touched = move |_: &Office, drawer: &Drawer<'_>| {
                let person = identities::verify(drawer, &vouched)?;
                // Somebody else's account, or a session that the service merely still had: no fresh touch.
                if person.id != signed_in.person.id || !fresh {
                    return Err(DelegationError::SignIn.into());
                }
                note(drawer, &signed_in, What::SteppedUp, None)?;
                Ok(sessions::step_up(drawer, &signed_in.secret)?)
            };
            Ok((office.together(touched).await?, next))
        }
    }
}

fn opened(drawer: &Drawer<'_>, person: &Person) -> Result<Secret, AccountError> {
    let secret = sessions::open(drawer, person, SignedInBy::OpenIdConnect, None)?;
    note_sign_in(drawer, person, SignedInBy::OpenIdConnect)?;
    Ok(secret)
}

/// The session that began the attempt is still the one that asks.
fn same(caller: &Caller, session: [u8; 32]) -> Result<Arc<SignedIn>, AccountError> {
    let signed_in = Arc::clone(caller.person()?);
    if signed_in.session.digest == session { Ok(signed_in) } else { Err(DelegationError::Challenge.into()) }
}

/// A service that is to open the account no longer.
#[derive(Debug, Deserialize)]
pub(crate) struct Unlinked {
    issuer: String,
}

/// Takes a service's word no longer for one's own account.
pub(crate) async fn unlink_openid(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let asked: Unlinked = guard::form(&office, &caller, &headers, &body)?;
        own(&office, &caller, Action::ManageCredentials)?;
        let signed_in = Arc::clone(caller.person()?);
        office
            .together(move |_, drawer| {
                identities::unlink(drawer, signed_in.person.id, &asked.issuer)?;
                note(drawer, &signed_in, What::PasskeysChanged, None)
            })
            .await
    };
    guard::answered(done.await, me::PAGE, "removed")
}
