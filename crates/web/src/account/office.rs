//! What the account pages need of a running hub.

use catalogue::Lang;
use delegations::audit::Note;
use delegations::challenges::{Challenges, Purpose};
use delegations::limits::{Limits, Rate, Tally};
use delegations::{DelegationError, Desk, Drawer, PersonId};
use policy::{Action, Resource, Rules, Seat, Subject};
use record::Time;
use record::webauthn::{self, Challenge, WebauthnKey};
use register::Clock;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use thiserror::Error;

use super::caller::Caller;
use super::draft_document::WordReader;
use super::guard::AccountError;
use super::own_records::Exports;
use super::services::SignInServices;
use crate::WebError;
use crate::hub::Hub;
use crate::model;
use crate::reader::Reader;

/// Attempts to sign in from one network: a ministry behind one address signs in at nine o'clock; a machine that guesses
/// gets two a minute.
const SIGN_IN_RATE: Rate = Rate { burst: 30, every: Duration::from_secs(30) };

/// Tokens that are none, from one network: apart from signing in, so that a program with an old token keeps nobody out.
const TOKEN_RATE: Rate = SIGN_IN_RATE;

/// Digests left by a letter's link, from one network: a large mail provider leaves for all of its users from few addresses.
const LEAVE_RATE: Rate = Rate { burst: 120, every: Duration::from_secs(5) };

/// Things done by one account: no person clicks more than one a second for long.
const ACCOUNT_RATE: Rate = Rate { burst: 120, every: Duration::from_secs(1) };

/// The hub's own address, as passkeys are bound to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Scheme, host and port: what browsers call the origin.
    pub origin: String,
    /// The host alone: the relying party's id.
    pub rp_id: String,
}

/// Why an address can't have accounts.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("accounts need a public_url with https:// and a domain name (or http://localhost): {0:?} is none")]
pub struct SiteError(String);

impl SiteError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        "no-site-for-passkeys"
    }
}

impl Site {
    /// Reads the hub's public address. Browsers make passkeys for domain names over TLS, and for `localhost`.
    pub fn of(base_url: &str) -> Result<Self, SiteError> {
        let wrong = || SiteError(base_url.to_owned());
        let (scheme, rest) = base_url.split_once("://").ok_or_else(wrong)?;
        let authority = rest.split('/').next().unwrap_or_default();
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
        let is_name =
            host.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b))
                && host.bytes().any(|b| b.is_ascii_lowercase());
        let is_safe = scheme == "https" || (scheme == "http" && host == "localhost");
        if is_name && is_safe {
            Ok(Self { origin: format!("{scheme}://{authority}"), rp_id: host.to_owned() })
        } else {
            Err(wrong())
        }
    }

    /// The key of a passkey just made for this site.
    pub(crate) fn key(
        &self,
        purpose: webauthn::Purpose,
        authenticator_data: &[u8],
    ) -> Result<WebauthnKey, webauthn::WebauthnError> {
        WebauthnKey::from_registration(purpose, authenticator_data, &self.rp_id, &[&self.origin])
    }
}

/// The state that the account pages share.
pub struct Office {
    /// The drawers.
    pub desk: Desk,
    /// The policies.
    pub rules: Arc<Rules>,
    /// The hub's pages.
    pub hub: Arc<Hub>,
    /// The hub's own address.
    pub site: Site,
    /// What exports of a delegation's records share.
    pub(super) exports: Exports,
    services: Option<SignInServices>,
    mails: bool,
    word_reader: Option<Arc<dyn WordReader>>,
    clock: Arc<dyn Clock>,
    believed: AtomicU64,
    challenges: Mutex<Challenges>,
    sign_ins: Mutex<Limits<[u8; 8]>>,
    tokens: Mutex<Limits<[u8; 8]>>,
    leavings: Mutex<Limits<[u8; 8]>>,
    doings: Mutex<Limits<[u8; 16]>>,
    refusals: Mutex<Tally<Option<PersonId>, Note>>,
}

impl Office {
    /// An office over these parts.
    pub fn new(desk: Desk, rules: Arc<Rules>, hub: Arc<Hub>, site: Site, clock: Arc<dyn Clock>) -> Self {
        Self {
            desk,
            rules,
            hub,
            site,
            exports: Exports::default(),
            services: None,
            mails: false,
            word_reader: None,
            clock,
            believed: AtomicU64::new(0),
            challenges: Mutex::default(),
            sign_ins: Mutex::new(Limits::new(SIGN_IN_RATE)),
            tokens: Mutex::new(Limits::new(TOKEN_RATE)),
            leavings: Mutex::new(Limits::new(LEAVE_RATE)),
            doings: Mutex::new(Limits::new(ACCOUNT_RATE)),
            refusals: Mutex::default(),
        }
    }

    /// The same office, where people may sign in by these services too.
    #[must_use]
    pub fn with_services(self, services: SignInServices) -> Self {
        Self { services: Some(services), ..self }
    }

    /// The sign-in services that this hub knows.
    pub(crate) fn services(&self) -> Option<&SignInServices> {
        self.services.as_ref()
    }

    /// The same office, of a hub that sends mail or doesn't.
    #[must_use]
    pub fn with_mail(self, mails: bool) -> Self {
        Self { mails, ..self }
    }

    /// The same office, which reads Word files by this.
    #[must_use]
    pub fn with_word_reader(self, reader: Arc<dyn WordReader>) -> Self {
        Self { word_reader: Some(reader), ..self }
    }

    /// What reads Word files.
    pub(super) fn word_reader(&self) -> Option<Arc<dyn WordReader>> {
        self.word_reader.clone()
    }

    /// Does this hub send mail?
    pub(crate) fn mails(&self) -> bool {
        self.mails
    }

    /// Now, in seconds since 1970. While the clock isn't to be believed, the last time that was: a jump of the clock must
    /// neither end everybody's sessions nor bring ended ones back.
    pub(crate) fn now(&self) -> u64 {
        match self.clock.now() {
            Ok(Time(now)) => {
                // A clock that is set back brings no ended session back.
                self.believed.fetch_max(now, Ordering::Relaxed).max(now)
            }
            Err(_) => self.believed.load(Ordering::Relaxed),
        }
    }

    /// The same, as limits take it.
    fn since_1970(&self) -> Duration {
        Duration::from_secs(self.now())
    }

    /// Gives out a challenge to a network.
    pub(crate) fn challenge(&self, purpose: Purpose, network: [u8; 8]) -> Challenge {
        let value = self.desk.random();
        held(&self.challenges).give(value, purpose, network, self.now());
        Challenge::random(value)
    }

    /// Takes back a challenge that was given for this purpose.
    pub(crate) fn answered(&self, value: [u8; 32], purpose: &Purpose) -> Result<Challenge, AccountError> {
        if held(&self.challenges).take(&value, purpose, self.now()) {
            Ok(Challenge::random(value))
        } else {
            Err(DelegationError::Challenge.into())
        }
    }

    /// Counts an attempt to sign in from a network.
    pub(crate) fn count_sign_in(&self, network: [u8; 8]) -> Result<(), AccountError> {
        held(&self.sign_ins).attempt(network, self.since_1970()).map_err(AccountError::TooOften)
    }

    /// Gives back so many attempts of a network: they ended with somebody signed in. A ministry or a conference behind one
    /// address signs in as often as it has people.
    pub(crate) fn forgive_sign_in(&self, network: [u8; 8], attempts: u32) {
        held(&self.sign_ins).forgive(&network, attempts);
    }

    /// Counts a token that was none.
    pub(crate) fn count_token(&self, network: [u8; 8]) -> Result<(), AccountError> {
        held(&self.tokens).attempt(network, self.since_1970()).map_err(AccountError::TooOften)
    }

    /// Counts a digest that is left by a letter's link, or that somebody tries to leave.
    pub(crate) fn count_leaving(&self, network: [u8; 8]) -> Result<(), AccountError> {
        held(&self.leavings).attempt(network, self.since_1970()).map_err(AccountError::TooOften)
    }

    /// Counts a refusal; is it to be noted now?
    pub(crate) fn count_refusal(&self, person: Option<PersonId>, refused: Note) -> bool {
        held(&self.refusals).count(person, refused)
    }

    /// The refusals of minutes that are over and were only counted.
    pub(crate) fn refusals_over(&self) -> Vec<(Note, u64)> {
        held(&self.refusals).over(self.now())
    }

    /// Counts something done by an account.
    pub(crate) fn count_doing(&self, caller: &Caller) -> Result<(), AccountError> {
        let session = caller.signed_in.as_ref().map(|signed_in| signed_in.person.id);
        let Some(person) = session.or(caller.bearer.as_ref().map(|bearer| bearer.person.id)) else {
            return Ok(());
        };
        held(&self.doings).attempt(person.0, self.since_1970()).map_err(AccountError::TooOften)
    }

    /// Does several things as one, in a thread that may wait for the disk.
    pub(crate) async fn together<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self, &Drawer<'_>) -> Result<T, AccountError> + Send + 'static,
    ) -> Result<T, AccountError> {
        self.at_drawers(true, work).await
    }

    /// Looks at several things as they are together. No writer waits for it, however long it looks.
    pub(crate) async fn look<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self, &Drawer<'_>) -> Result<T, AccountError> + Send + 'static,
    ) -> Result<T, AccountError> {
        self.at_drawers(false, work).await
    }

    /// Makes something of what a reader may see, in a thread that may wait. Which restricted bodies went into it is in the trail,
    /// under what it is about, for those whose reading is noted.
    pub(crate) async fn at_desk<T: Send + 'static>(
        self: &Arc<Self>,
        reader: &Reader,
        (about, lang): (&'static str, Lang),
        make: impl FnOnce(&model::Desk<'_>) -> Result<T, WebError> + Send + 'static,
    ) -> Result<T, AccountError> {
        let (office, reader) = (Arc::clone(self), reader.clone());
        let made =
            tokio::task::spawn_blocking(move || office.hub.at_desk_of(&reader, about, lang, make)).await;
        made.map_err(|_| AccountError::Fault)?.map_err(|_| AccountError::Fault)
    }

    async fn at_drawers<T: Send + 'static>(
        self: &Arc<Self>,
        writes: bool,
        work: impl FnOnce(&Self, &Drawer<'_>) -> Result<T, AccountError> + Send + 'static,
    ) -> Result<T, AccountError> {
        let office = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let mut refused = None;
            let work = |drawer: &Drawer<'_>| {
                work(&office, drawer).map_err(|error| match error {
                    AccountError::Delegation(error) => error,
                    other => {
                        refused = Some(other);
                        // Any error undoes what was done; which one it was is said below.
                        DelegationError::Session
                    }
                })
            };
            let (desk, now) = (&office.desk, office.now());
            let done = if writes { desk.together(now, work) } else { desk.look(now, work) };
            done.map_err(|error| refused.unwrap_or(AccountError::Delegation(error)))
        });
        done.await.map_err(|_| AccountError::Fault)?
    }

    /// May the caller do this? If only a fresh touch is missing, says so.
    pub(crate) fn require(
        &self,
        caller: &Caller,
        action: Action,
        resource: &Resource,
    ) -> Result<(), AccountError> {
        let subject = caller.subject();
        if self.rules.decide(&subject, action, resource).allowed {
            return Ok(());
        }
        let touched = Subject { stepped_up: true, ..subject };
        if caller.bearer.is_none() && self.rules.decide(&touched, action, resource).allowed {
            return Err(AccountError::TouchNeeded);
        }
        // A program is told that it may not, and not to touch anything.
        let known = caller.signed_in.is_some() || caller.bearer.is_some();
        Err(if known { AccountError::Denied } else { DelegationError::Session.into() })
    }

    /// Would a page offer this to the caller, after a touch if one is needed?
    pub(crate) fn offers(&self, caller: &Caller, action: Action, resource: &Resource) -> bool {
        matches!(self.require(caller, action, resource), Ok(()) | Err(AccountError::TouchNeeded))
    }

    /// The mechanisms in which a seat's participant takes part.
    pub(crate) fn mechanisms_of(&self, seat: &Seat) -> BTreeSet<String> {
        self.hub.mechanisms_of(seat)
    }
}

/// A lock whose holder panicked guards counters and challenges that are still whole.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
