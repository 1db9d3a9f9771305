//! What a running hub lends to its pages.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use catalogue::{Catalogue, Lang};
use policy::{Action, Readable, Rules, Subject};
use record::Time;
use tokio::sync::watch;
use views::Views;

use crate::WebError;
use crate::bounds::Bounds;
use crate::edition::Edition;
use crate::model::{Desk, Finder, Shelf};
use crate::words::{PAGE_LANGUAGES, words};

/// What an operator says of the hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The address that others reach it by, without a final slash: it stands in the commands that pages print.
    pub base_url: String,
    /// Whom to tell of a weakness; nobody unless said.
    pub security: Option<SecurityContact>,
}

/// Whom to tell of a weakness, and until when that is so (RFC 9116).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityContact {
    /// An address: `mailto:`, `https:` or `tel:`.
    pub contact: String,
    /// Until when.
    pub expires: Time,
}

impl SecurityContact {
    /// The file that finders of weaknesses look for.
    pub(crate) fn file(&self, base_url: &str) -> String {
        let Self { contact, expires } = self;
        let languages: Vec<&str> = PAGE_LANGUAGES.into_iter().map(Lang::code).collect();
        format!(
            "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: {}\n\
             Canonical: {base_url}/.well-known/security.txt\n",
            languages.join(", ")
        )
    }
}

impl Config {
    /// Others reach the hub over TLS, its own or a proxy's.
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

/// The state that all handlers share.
pub struct Hub {
    edition: RwLock<Arc<Edition>>,
    views: Arc<RwLock<Views>>,
    rules: Rules,
    /// What the public may read, of the classes that were there when somebody last asked.
    public: RwLock<Arc<Readable>>,
    shelf: Arc<dyn Shelf>,
    finder: Option<Arc<dyn Finder>>,
    config: Config,
    shown: watch::Sender<u64>,
    bounds: Bounds,
}

/// How long the answer to a submission waits for the pages. Usually they follow within milliseconds.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

impl Hub {
    /// A hub over these parts.
    pub fn new(
        catalogue: Arc<Catalogue>,
        views: Arc<RwLock<Views>>,
        shelf: Arc<dyn Shelf>,
        finder: Option<Arc<dyn Finder>>,
        config: Config,
    ) -> Self {
        let shown = watch::Sender::new(0);
        let rules = Rules::built_in()
            .expect("the policies in the binary are those that the tests of their crate read");
        let public = RwLock::new(Arc::new(rules.readable(&Subject::nobody(), [])));
        Self {
            edition: RwLock::new(Arc::new(Edition::new(catalogue))),
            views,
            rules,
            public,
            shelf,
            finder,
            config,
            shown,
            bounds: Bounds::new(),
        }
    }

    /// Says up to which size of the register pages show it. Whoever follows the register calls this.
    pub fn tell_shown(&self, size: u64) {
        self.shown.send_replace(size);
    }

    /// Waits until pages show the record at a position, so that a sender who looks finds it; at most a second, because
    /// the record is accepted whether pages show it or not.
    pub(crate) async fn until_shown(&self, position: u64) {
        let mut shown = self.shown.subscribe();
        let waited = tokio::time::timeout(LONGEST_WAIT, shown.wait_for(|size| *size > position)).await;
        drop(waited);
    }

    /// The catalogue in force.
    pub fn edition(&self) -> Arc<Edition> {
        Arc::clone(&self.edition.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes a new catalogue into force.
    pub fn renew(&self, catalogue: Arc<Catalogue>) {
        let edition = Arc::new(Edition::new(catalogue));
        *self.edition.write().unwrap_or_else(PoisonError::into_inner) = edition;
    }

    /// What the operator said.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// What strangers' requests may hold here.
    pub(crate) fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// The classes that the public may read. Those that came since the last page are decided first.
    fn public(&self, views: &Views) -> Arc<Readable> {
        let known = Arc::clone(&self.public.read().unwrap_or_else(PoisonError::into_inner));
        if known.classes() == views.classes().len() {
            return known;
        }
        let mut readable = Readable::clone(&known);
        self.rules.extend(&mut readable, &Subject::nobody(), Action::ReadBody, views.classes());
        let readable = Arc::new(readable);
        *self.public.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&readable);
        readable
    }

    /// Lends everything that a page is made of, for as long as it takes to make it.
    pub(crate) fn at_desk<T>(
        &self,
        lang: Lang,
        make: impl FnOnce(&Desk<'_>) -> Result<T, WebError>,
    ) -> Result<T, WebError> {
        let edition = self.edition();
        let views = self.views.read().unwrap_or_else(PoisonError::into_inner);
        let public = self.public(&views);
        make(&Desk {
            edition: &edition,
            views: views.seen(&public),
            shelf: self.shelf.as_ref(),
            finder: self.finder.as_deref(),
            words: words(lang),
            config: &self.config,
        })
    }
}
