//! What a page is made of, lent while it is made.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};

use policy::{Readable, Rules};
use record::proof::TlogProof;
use record::public::INLINE_BODY;
use record::{Body, KeyId, RecordId, Time};
use register::NamedAttachment;
use views::{RecordView, Seen, Standing};

use crate::WebError;
use crate::edition::Edition;
use crate::hub::Config;
use crate::model::Finder;
use crate::model::answers::keeps_the_log;
use crate::model::terms::KeptTerms;
use crate::words::Words;

/// A record's bytes as the store holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The signed bytes.
    pub header: Vec<u8>,
    /// The canonical signature set.
    pub signatures: Vec<u8>,
    /// The body; `None` where it was erased or never held.
    pub body: Option<Vec<u8>>,
    /// The body was here and was erased.
    pub erased: bool,
}

/// Where pages read what is kept of the register. Implementations MUST give only what verifies.
pub trait Shelf: Send + Sync {
    /// The newest checkpoint, as its note stands; `None` before the first record.
    fn checkpoint(&self) -> Result<Option<Vec<u8>>, WebError>;

    /// The record at a position of the register.
    fn read(&self, position: u64) -> Result<Held, WebError>;

    /// The body of the record at a position, if it has at most so many bytes. MUST NOT read a longer one.
    fn read_short_body(&self, position: u64, most: u64) -> Result<Option<Vec<u8>>, WebError>;

    /// The body of the restricted record at a position, opened: the caller MUST have found that whoever asks may read it. A hub
    /// without the key that opens it has none to show.
    fn open_body(&self, position: u64) -> Result<Option<Vec<u8>>, WebError> {
        let _ = position;
        Err(WebError::Unavailable)
    }

    /// The same, if it has at most so many bytes.
    fn open_short_body(&self, position: u64, most: u64) -> Result<Option<Vec<u8>>, WebError> {
        let _ = (position, most);
        Err(WebError::Unavailable)
    }

    /// A file that the body of the record at a position names, opened where the record is restricted: the caller MUST have found
    /// that whoever asks may read it. `None` if nobody brought it yet.
    fn open_attachment(&self, file: NamedAttachment<'_>) -> Result<Option<Vec<u8>>, WebError> {
        let _ = file;
        Err(WebError::Unavailable)
    }

    /// The proof that the record at a position is under the newest checkpoint.
    fn prove(&self, position: u64) -> Result<TlogProof, WebError>;

    /// The key that signs checkpoints, as a signed-note verifier key.
    fn log_key(&self) -> Option<String>;

    /// Whether the secretariat's root keys enrolled a key; `None` for a key that isn't enrolled.
    fn vouched_for(&self, key: &KeyId) -> Option<bool>;
}

/// Which restricted bodies went into a page. Titles count: they are out of bodies.
#[derive(Default)]
pub(crate) struct Opened {
    /// As often as somebody else's was looked into.
    count: Cell<u64>,
    /// Where those stand that were looked into, the house's own among them.
    positions: RefCell<BTreeSet<u64>>,
}

impl Opened {
    /// How often somebody else's was looked into.
    pub fn count(&self) -> u64 {
        self.count.get()
    }

    /// Out of how many records something is shown.
    pub fn records(&self) -> u64 {
        self.positions.borrow().len() as u64
    }

    fn one_more(&self) {
        self.count.set(self.count.get() + 1);
    }
}

/// Everything a model may look at.
pub(crate) struct Desk<'a> {
    pub edition: &'a Edition,
    /// What whoever asks may read of the register.
    pub views: Seen<'a>,
    /// The same, with what they may know was said without reading it: for a record's own page, and nothing else.
    pub headers: Seen<'a>,
    /// The policies, to say of somebody else what they can read.
    pub rules: &'a Rules,
    /// The classes of `views`.
    pub readable: &'a Readable,
    pub shelf: &'a dyn Shelf,
    pub opened: &'a Opened,
    /// What of needs and offers was read before.
    pub terms: &'a KeptTerms,
    pub finder: Option<&'a dyn Finder>,
    /// Today, for windows that open and close.
    pub now: Time,
    pub words: &'static Words,
    pub config: &'a Config,
}

/// Titles by id, `None` of one without a title.
pub type Titles = HashMap<RecordId, Option<String>>;

/// The longest body that a list reads for its title, when the search index hasn't come so far: what a bundle of records
/// holds in line. A list of longer ones shows their kind until the index has them, milliseconds later.
const SHORT_BODY: u64 = INLINE_BODY as u64;

impl Desk<'_> {
    /// The titles of records in a list. They come from the search index: a participant that fills its quota with bodies of
    /// 1 MiB must not make every list that names them read those.
    pub fn titles(&self, records: &[RecordView<'_>]) -> Vec<Option<String>> {
        let ids = |public: bool| -> Vec<RecordId> {
            records.iter().filter(|record| record.public() == public).map(RecordView::id).collect()
        };
        // Without an index, lists are poorer, not gone.
        let known = self.finder.and_then(|finder| finder.titles(&ids(true)).ok()).unwrap_or_default();
        let closed =
            self.finder.map(|finder| finder.closed_titles(&ids(false), self.readable)).unwrap_or_default();
        records.iter().map(|record| self.title(record, &known, &closed)).collect()
    }

    fn title(&self, record: &RecordView<'_>, known: &Titles, closed: &Titles) -> Option<String> {
        // Whatever an index still holds of it, what was erased is shown nowhere; and what is in a closed index may be read by
        // somebody, perhaps not by whoever asks.
        if record.standing() == Standing::Erased || self.views.record(record.position).is_none() {
            return None;
        }
        let titles = if record.public() { known } else { closed };
        let title = match titles.get(&record.id()) {
            Some(title) => title.clone(),
            None => self.short_title(record),
        };
        if title.is_some() && !record.public() {
            self.note_opened(record);
        }
        title
    }

    fn short_title(&self, record: &RecordView<'_>) -> Option<String> {
        if keeps_the_log(record) {
            return None;
        }
        title_of(&self.short_body(record, SHORT_BODY)?)
    }

    fn short_body(&self, record: &RecordView<'_>, most: u64) -> Option<Body> {
        let body = if record.public() {
            self.shelf.read_short_body(record.position, most)
        } else {
            self.shelf.open_short_body(record.position, most)
        };
        Body::from_bytes(&body.ok()??).ok()
    }

    /// The body of a record that whoever asks may read, if it has at most so many bytes.
    pub fn short_body_of(&self, record: &RecordView<'_>, most: u64) -> Option<Body> {
        if record.standing() == Standing::Erased || self.views.record(record.position).is_none() {
            return None;
        }
        let body = self.short_body(record, most)?;
        if !record.public() {
            self.note_opened(record);
        }
        Some(body)
    }

    /// The body of a record that whoever asks may read, opened where it is kept sealed. None of one they may not: that it is
    /// asked of `views` here again keeps a page that was handed the wrong record from showing it.
    pub fn body_of(
        &self,
        record: &RecordView<'_>,
        held: Option<Vec<u8>>,
    ) -> Result<Option<Vec<u8>>, WebError> {
        if self.views.record(record.position).is_none() {
            return Ok(None);
        }
        if record.public() {
            return Ok(held);
        }
        let body = self.shelf.open_body(record.position)?;
        if body.is_some() {
            self.note_opened(record);
        }
        Ok(body)
    }

    /// What is restricted was searched. Whoever is told that something or nothing is there has learned of what it says, though no
    /// title stands on the page that was asked for.
    pub fn note_searched(&self) {
        if self.opened.count() == 0 {
            self.opened.one_more();
        }
    }

    fn note_opened(&self, record: &RecordView<'_>) {
        self.opened.positions.borrow_mut().insert(record.position);
        if !is_the_house_s(record) {
            self.opened.one_more();
        }
    }
}

/// Whether the secretariat or the hub said it itself: they read their own words without a note.
pub(crate) fn is_the_house_s(record: &RecordView<'_>) -> bool {
    [admission::SECRETARIAT, admission::HUB].contains(&record.participant())
}

/// The title as its author wrote it.
pub(crate) fn title_of(body: &Body) -> Option<String> {
    body.content.get("title").and_then(|title| title.as_str()).map(str::to_owned)
}
