//! The sign-in services of governments that this hub knows: what they say of themselves, and the attempts that are under
//! way. All of it lives in memory: a restart makes a person begin again, and a flood of strangers writes nothing.

use delegations::crowd::{Crowd, Holder};
use delegations::invitations::Newcomer;
use delegations::{DelegationError, Secret};
use openid::{Attempt, Exchange, Identity, Keys, Metadata, OpenidError, Provider, ProviderId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::guard::AccountError;

/// How long a person may take at the service, in seconds: a card reader, a telephone, a password that was forgotten.
const VALID: u64 = 10 * 60;

/// The most attempts under way at once, about a megabyte. When more are begun, the network that has the most loses its oldest.
const MAX_OPEN: usize = 2_000;

/// How long a service's description and keys are believed, in seconds.
const BELIEVED: u64 = 3_600;

/// Keys are fetched again at most so often, in seconds, however many tokens name a key that there isn't.
const FETCHED_EVERY: u64 = 60;

/// How many may wait for one service at a time. Each keeps a thread from everybody else's work: a service that is slow, or means
/// to be, holds no more of them than these.
const MAX_WAITING: usize = 8;

/// The way to a provider. Implementations MUST follow no redirect, take no more than [`openid::MAX_ANSWER`] bytes and give
/// up within seconds.
pub trait ProviderLine: Send + Sync {
    /// What an address answers, if it answers with success.
    fn get(&self, address: &str) -> Option<Vec<u8>>;

    /// What an address answers to this form, if it answers with success.
    fn post(&self, address: &str, exchange: &Exchange) -> Option<Vec<u8>>;

    /// What a service did wrong is for the operator: the code and the words of an error, which hold nothing of a person.
    fn complain(&self, service: &ProviderId, code: &'static str, why: &str);
}

/// What an attempt is for.
pub(crate) enum Purpose {
    /// To open a session, then go there.
    SignIn { next: String },
    /// To use an invitation.
    Join { link: Secret, newcomer: Newcomer },
    /// To let the account of the session with this digest be opened by the service.
    Link { session: [u8; 32] },
    /// A fresh touch in the session with this digest, then go there.
    StepUp { session: [u8; 32], next: String },
}

/// An attempt under way.
pub(crate) struct Open {
    attempt: Attempt,
    provider: ProviderId,
    browser: [u8; 32],
    /// What it is for.
    pub purpose: Purpose,
    /// When it began, in seconds since 1970.
    pub began: u64,
}

#[derive(Clone)]
struct Known {
    metadata: Metadata,
    keys: Keys,
    fetched: u64,
}

/// The services.
pub struct SignInServices {
    providers: Vec<Provider>,
    line: Arc<dyn ProviderLine>,
    back: String,
    known: Mutex<HashMap<ProviderId, Known>>,
    open: Mutex<Crowd<String, Open>>,
    waiting: Mutex<HashMap<ProviderId, usize>>,
}

/// A place among those who wait for a service.
struct Waiting<'a> {
    all: &'a Mutex<HashMap<ProviderId, usize>>,
    service: &'a ProviderId,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if let Some(waiting) = held(self.all).get_mut(self.service) {
            *waiting -= 1;
        }
    }
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SignInServices {
    /// These providers, over this line, for the hub at this origin.
    pub fn new(providers: Vec<Provider>, line: Arc<dyn ProviderLine>, origin: &str) -> Self {
        let back = format!("{origin}/openid/");
        Self {
            providers,
            line,
            back,
            known: Mutex::default(),
            open: Mutex::new(Crowd::of_at_most(MAX_OPEN)),
            waiting: Mutex::default(),
        }
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Provider> {
        self.providers.iter()
    }

    /// The one with this id.
    pub(crate) fn provider(&self, id: &str) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.id.as_str() == id)
    }

    /// Begins an attempt by the browser, in a network, that holds this secret: where it goes. Waits for the provider if it isn't known yet.
    pub(crate) fn begin(
        &self,
        provider: &Provider,
        random: [[u8; 32]; 3],
        (browser, network): (&Secret, Holder),
        purpose: Purpose,
        now: u64,
    ) -> Result<String, AccountError> {
        let known = self.known(provider, now, false)?;
        let attempt = Attempt::new(random);
        let afresh = matches!(purpose, Purpose::StepUp { .. });
        let address = attempt.address(provider, &known.metadata, &self.back_to(provider), afresh);
        let (provider, browser) = (provider.id.clone(), browser.digest());
        let (state, one) = (attempt.state(), Open { attempt, provider, browser, purpose, began: now });
        held(&self.open).put(network, state, one, now + VALID, now);
        Ok(address)
    }

    /// The attempt that this browser began at this provider; it can't be taken again either way.
    pub(crate) fn take(
        &self,
        provider: &Provider,
        state: &str,
        browser: Option<&Secret>,
        now: u64,
    ) -> Result<Open, AccountError> {
        let open = held(&self.open).take(&state.to_owned(), now);
        // Without the cookie, somebody was made to follow another's way back: they would act in a stranger's account.
        let ours = |one: &Open| {
            one.provider == provider.id && browser.is_some_and(|browser| browser.digest() == one.browser)
        };
        open.filter(ours).ok_or(DelegationError::Challenge.into())
    }

    /// Whom the provider names for a code. Waits for the provider.
    pub(crate) fn identify(
        &self,
        provider: &Provider,
        open: &Open,
        code: &str,
        now: u64,
    ) -> Result<Identity, AccountError> {
        let known = self.known(provider, now, false)?;
        let exchange = Exchange::new(provider, &open.attempt, code, &self.back_to(provider))
            .map_err(self.refused(provider))?;
        let answer = self.asked(provider, |line| line.post(known.metadata.token_address(), &exchange))?;
        let token = Exchange::unverified_token(&answer).map_err(self.refused(provider))?;
        let checked = known.keys.check(provider, &open.attempt, &token, now);
        let checked = match checked {
            // The provider may have taken a new key into use within the hour.
            Err(OpenidError::UnknownKey) => {
                let fresh = self.known(provider, now, true)?;
                fresh.keys.check(provider, &open.attempt, &token, now)
            }
            other => other,
        };
        checked.map_err(self.refused(provider))
    }

    /// The person learns that it didn't work, the operator why.
    fn refused(&self, provider: &Provider) -> impl Fn(OpenidError) -> AccountError + '_ {
        let service = provider.id.clone();
        move |error| {
            self.line.complain(&service, error.code(), &error.to_string());
            DelegationError::SignIn.into()
        }
    }

    /// What the provider answers, if there is room to wait for it.
    fn asked(
        &self,
        provider: &Provider,
        ask: impl FnOnce(&dyn ProviderLine) -> Option<Vec<u8>>,
    ) -> Result<Vec<u8>, AccountError> {
        {
            let mut all = held(&self.waiting);
            let waiting = all.entry(provider.id.clone()).or_default();
            if *waiting >= MAX_WAITING {
                return Err(AccountError::ServiceUnreachable);
            }
            *waiting += 1;
        }
        let _place = Waiting { all: &self.waiting, service: &provider.id };
        ask(self.line.as_ref()).ok_or_else(|| self.unreachable(provider))
    }

    fn unreachable(&self, provider: &Provider) -> AccountError {
        self.line.complain(&provider.id, "openid-unreachable", "it gave no answer, or none with success");
        AccountError::ServiceUnreachable
    }

    fn back_to(&self, provider: &Provider) -> String {
        format!("{}{}", self.back, provider.id.as_str())
    }

    fn known(&self, provider: &Provider, now: u64, again: bool) -> Result<Known, AccountError> {
        let lasts = if again { FETCHED_EVERY } else { BELIEVED };
        let kept = held(&self.known).get(&provider.id).cloned();
        if let Some(kept) = kept.filter(|kept| now < kept.fetched + lasts) {
            return Ok(kept);
        }
        // No lock is held while the provider is asked.
        let get = |address: &str| self.asked(provider, |line| line.get(address));
        let metadata =
            Metadata::read(provider, &get(&provider.metadata_address())?).map_err(self.refused(provider))?;
        let keys = Keys::read(&get(metadata.keys_address())?).map_err(self.refused(provider))?;
        let known = Known { metadata, keys, fetched: now };
        held(&self.known).insert(provider.id.clone(), known.clone());
        Ok(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, Sender, channel};

    /// A service that answers nobody before it is told to.
    struct Slow {
        came: Mutex<Sender<()>>,
        go: Mutex<Receiver<()>>,
    }

    impl ProviderLine for Slow {
        fn get(&self, _: &str) -> Option<Vec<u8>> {
            held(&self.came).send(()).unwrap();
            let told = held(&self.go).recv();
            told.ok().and(None)
        }
        fn post(&self, _: &str, _: &Exchange) -> Option<Vec<u8>> {
            None
        }
        fn complain(&self, _: &ProviderId, _: &'static str, _: &str) {}
    }

    #[test]
    fn a_service_that_never_answers_holds_few_threads() {
        let (came, comes) = channel();
        let (goes, go) = channel();
        let secret = || "secret".to_owned().into();
        let provider =
            Provider::new("slow", "Slow", "XAA", "https://slow.example", "comity", secret()).unwrap();
        let line = Arc::new(Slow { came: Mutex::new(came), go: Mutex::new(go) });
        let services = SignInServices::new(vec![provider], line, "https://hub.example");
        let begin = || {
            let provider = services.provider("slow").unwrap();
            let purpose = Purpose::SignIn { next: String::new() };
            services.begin(provider, [[0; 32]; 3], (&Secret::new([1; 32]), [0; 8]), purpose, 1_000)
        };
        std::thread::scope(|scope| {
            for _ in 0..MAX_WAITING {
                scope.spawn(begin);
            }
            for _ in 0..MAX_WAITING {
                comes.recv().unwrap();
            }
            // The next one is told at once, and asks nobody.
            assert!(matches!(begin(), Err(AccountError::ServiceUnreachable)));
            assert!(comes.try_recv().is_err());
            for _ in 0..MAX_WAITING {
                goes.send(()).unwrap();
            }
        });
        assert!(held(&services.waiting).values().all(|waiting| *waiting == 0), "places are given back");
    }
}
