//! What a running hub lends to its pages.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use catalogue::{Catalogue, Lang};
use policy::{Rules, Seat, Subject};
use record::{RecordId, Time};
use register::{Clock, NamedAttachment};
use tokio::sync::watch;
use views::Views;

use crate::WebError;
use crate::bounds::Bounds;
use crate::door::Part;
use crate::edition::Edition;
use crate::model::terms::KeptTerms;
use crate::model::{Desk, Finder, Opened, Shelf, is_the_house_s};
use crate::pace::Pace;
use crate::printed::Typesetter;
use crate::reader::Reader;
use crate::readings::{Reading, Readings};
use crate::words::words;

/// What an operator says of the hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The address that others reach it by, without a final slash: it stands in the commands that pages print.
    pub base_url: String,
    /// Whom to tell of a weakness; nobody unless said.
    pub security: Option<SecurityContact>,
}

/// The languages in which a finder of a weakness may write; pages are in more, whose readers don't all answer mail.
const CONTACT_LANGUAGES: [Lang; 2] = [Lang::En, Lang::Fr];

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
        let languages: Vec<&str> = CONTACT_LANGUAGES.into_iter().map(Lang::code).collect();
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
    readings: Readings,
    shelf: Arc<dyn Shelf>,
    finder: Option<Arc<dyn Finder>>,
    config: Config,
    shown: watch::Sender<u64>,
    bounds: Bounds,
    terms: KeptTerms,
    typesetter: Option<Arc<dyn Typesetter>>,
    clock: Option<Arc<dyn Clock>>,
    pace: Option<Arc<Pace>>,
}

/// How long the answer to a submission waits for the pages. Usually they follow within milliseconds; on a machine that is busy
/// with much else, a sender who waits some seconds is better served than one who looks and finds nothing.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

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
        Self {
            edition: RwLock::new(Arc::new(Edition::new(catalogue))),
            views,
            readings: Readings::new(rules),
            shelf,
            finder,
            config,
            shown,
            bounds: Bounds::new(),
            terms: KeptTerms::default(),
            typesetter: None,
            clock: None,
            pace: None,
        }
    }

    /// The same hub, which knows what day it is.
    #[must_use]
    pub fn with_clock(self, clock: Arc<dyn Clock>) -> Self {
        Self { clock: Some(clock), ..self }
    }

    /// Now; where no clock is to be believed, the time at which the newest record was accepted.
    fn now(&self, views: &Views, readable: &policy::Readable) -> Time {
        let newest = || views.size().checked_sub(1).and_then(|at| views.seen(readable).entry(at));
        let told = self.clock.as_ref().and_then(|clock| clock.now().ok());
        told.or_else(|| newest().map(|entry| entry.accepted)).unwrap_or_default()
    }

    /// The same hub, which also prints in pages.
    #[must_use]
    pub fn with_typesetter(self, typesetter: Arc<dyn Typesetter>) -> Self {
        Self { typesetter: Some(typesetter), ..self }
    }

    /// The same hub, which counts what each network asks and turns away who asks more than a network may.
    #[must_use]
    pub fn with_limits_by_network(self) -> Self {
        Self { pace: Some(Arc::new(Pace::new())), ..self }
    }

    /// Says up to which size of the register pages show it. Whoever follows the register calls this.
    pub fn tell_shown(&self, size: u64) {
        self.shown.send_replace(size);
    }

    /// Says that nobody follows the register, so that no sender waits for pages. Whoever followed it calls this at its end.
    pub fn tell_nobody_follows(&self) {
        self.shown.send_replace(u64::MAX);
    }

    /// The size of the register that pages show.
    pub fn shown_size(&self) -> u64 {
        self.views.read().unwrap_or_else(PoisonError::into_inner).size()
    }

    /// Waits until pages show the record at a position, so that a sender who looks finds it; not for ever, because the record is
    /// accepted whether pages show it or not.
    pub(crate) async fn until_shown(&self, position: u64) {
        let mut shown = self.shown.subscribe();
        let waited = tokio::time::timeout(LONGEST_WAIT, shown.wait_for(|size| *size > position)).await;
        drop(waited);
    }

    /// The catalogue in force.
    pub fn edition(&self) -> Arc<Edition> {
        Arc::clone(&self.edition.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The mechanisms in which a seat's participant takes part.
    pub(crate) fn mechanisms_of(&self, seat: &Seat) -> BTreeSet<String> {
        match seat {
            Seat::Participant(code) => {
                let edition = self.edition();
                edition.catalogue().mechanisms_of(code).map(|mechanism| mechanism.id.clone()).collect()
            }
            Seat::Mechanism(_) | Seat::Stakeholder(_) => BTreeSet::new(),
        }
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

    /// Who sets documents in pages, if anybody does.
    pub(crate) fn typesetter(&self) -> Option<&dyn Typesetter> {
        self.typesetter.as_deref()
    }

    /// What each network has asked; none where that isn't counted.
    pub(crate) fn pace(&self) -> Option<&Arc<Pace>> {
        self.pace.as_ref()
    }

    /// What strangers' requests may hold here.
    pub(crate) fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// Lends everything that a page is made of, to make one that shows no record.
    pub(crate) fn at_desk<T>(
        &self,
        lang: Lang,
        make: impl FnOnce(&Desk<'_>) -> Result<T, WebError>,
    ) -> Result<T, WebError> {
        self.at_desk_of(&Reader::nobody(), "", lang, make)
    }

    /// Lends everything that a page is made of, as far as a reader may see it, for as long as it takes to make it. Which
    /// restricted bodies went into it is in the trail when this returns, for those whose reading is noted. In a thread that may
    /// wait.
    pub(crate) fn at_desk_of<T>(
        &self,
        reader: &Reader,
        about: &str,
        lang: Lang,
        make: impl FnOnce(&Desk<'_>) -> Result<T, WebError>,
    ) -> Result<T, WebError> {
        let reading = self.readings.of(reader.subject(), &self.views);
        let opened = Opened::default();
        let made = {
            let views = self.views.read().unwrap_or_else(PoisonError::into_inner);
            make(&self.desk(&self.edition(), (&views, &reading), &opened, lang))
        };
        reader.note(about, opened.count())?;
        made
    }

    /// Lends the same twice, of one register at one moment: as far as a reader may see it, with what went into that, and as far
    /// as the public may. Nothing is noted yet: whether the reader is given what was made, and how that is noted, is the
    /// caller's to decide. In a thread that may wait.
    pub(crate) fn at_two_desks<T>(
        &self,
        reader: &Reader,
        lang: Lang,
        make: impl Fn(&Desk<'_>) -> Result<T, WebError>,
    ) -> (Result<T, WebError>, Opened, Result<T, WebError>) {
        let of = |subject| self.readings.of(subject, &self.views);
        let (own, public) = (of(reader.subject()), of(&Subject::nobody()));
        let (edition, opened) = (self.edition(), Opened::default());
        let views = self.views.read().unwrap_or_else(PoisonError::into_inner);
        let desk = self.desk(&edition, (&views, &own), &opened, lang);
        let nothing = Opened::default();
        let publics = Desk { now: desk.now, ..self.desk(&edition, (&views, &public), &nothing, lang) };
        let made = (make(&desk), make(&publics));
        (made.0, opened, made.1)
    }

    fn desk<'a>(
        &'a self,
        edition: &'a Edition,
        (views, reading): (&'a Views, &'a Reading),
        opened: &'a Opened,
        lang: Lang,
    ) -> Desk<'a> {
        Desk {
            edition,
            views: views.seen(&reading.bodies),
            headers: views.seen(&reading.headers),
            rules: self.readings.rules(),
            readable: &reading.bodies,
            shelf: self.shelf.as_ref(),
            opened,
            terms: &self.terms,
            now: self.now(views, &reading.bodies),
            finder: self.finder.as_deref(),
            words: words(lang),
            config: &self.config,
        }
    }

    /// Where a record is, if a reader may read this part of it.
    pub(crate) fn place_of(&self, reader: &Reader, id: &RecordId, part: Part) -> Option<u64> {
        let reading = self.readings.of(reader.subject(), &self.views);
        let views = self.views.read().unwrap_or_else(PoisonError::into_inner);
        let readable = match part {
            Part::Header => &reading.headers,
            Part::Body => &reading.bodies,
        };
        views.seen(readable).record_by_id(id).map(|record| record.position)
    }

    /// A file of a record that [`Self::place_of`] found readable, body and all. In a thread that may wait.
    pub(crate) fn open_attachment(&self, file: NamedAttachment<'_>) -> Result<Option<Vec<u8>>, WebError> {
        self.shelf.open_attachment(file)
    }

    /// The body of a restricted record that [`Self::place_of`] found readable; noted, where that reader's reading is. In a thread
    /// that may wait.
    pub(crate) fn open_body(
        &self,
        reader: &Reader,
        id: &RecordId,
        position: u64,
    ) -> Result<Option<Vec<u8>>, WebError> {
        let body = self.shelf.open_body(position)?;
        let own = {
            let reading = self.readings.of(reader.subject(), &self.views);
            let views = self.views.read().unwrap_or_else(PoisonError::into_inner);
            views.seen(&reading.bodies).record(position).is_some_and(|record| is_the_house_s(&record))
        };
        if body.is_some() && !own {
            reader.note(&id.to_string(), 1)?;
        }
        Ok(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::populations;
    use tokio::time::Instant;

    #[test]
    fn a_sender_waits_for_pages_that_follow_and_for_no_others() {
        let hub = populations::hub(&[]);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        runtime.unwrap().block_on(async {
            let waited = async |position| {
                let begin = Instant::now();
                hub.until_shown(position).await;
                begin.elapsed()
            };
            assert!(waited(0).await >= LONGEST_WAIT, "and no longer");
            hub.tell_shown(1);
            assert_eq!(waited(0).await, Duration::ZERO);
            assert!(waited(1).await >= LONGEST_WAIT, "the next isn't shown");
            hub.tell_nobody_follows();
            assert_eq!(waited(1).await, Duration::ZERO);
        });
    }
}
