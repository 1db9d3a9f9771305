//! What a page is made of, lent while it is made.

use record::proof::TlogProof;
use record::public::INLINE_BODY;
use record::{Body, KeyId, RecordId};
use views::{RecordView, Seen, Standing};

use crate::WebError;
use crate::edition::Edition;
use crate::hub::Config;
use crate::model::Finder;
use crate::model::answers::keeps_the_log;
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

    /// The proof that the record at a position is under the newest checkpoint.
    fn prove(&self, position: u64) -> Result<TlogProof, WebError>;

    /// The key that signs checkpoints, as a signed-note verifier key.
    fn log_key(&self) -> Option<String>;

    /// Whether the secretariat's root keys enrolled a key; `None` for a key that isn't enrolled.
    fn vouched_for(&self, key: &KeyId) -> Option<bool>;
}

/// Everything a model may look at.
pub(crate) struct Desk<'a> {
    pub edition: &'a Edition,
    /// What whoever asks may see of the register.
    pub views: Seen<'a>,
    pub shelf: &'a dyn Shelf,
    pub finder: Option<&'a dyn Finder>,
    pub words: &'static Words,
    pub config: &'a Config,
}

/// The longest body that a list reads for its title, when the search index hasn't come so far: what a bundle of records
/// holds in line. A list of longer ones shows their kind until the index has them, milliseconds later.
const SHORT_BODY: u64 = INLINE_BODY as u64;

impl Desk<'_> {
    /// The titles of records in a list. They come from the search index: a participant that fills its quota with bodies of
    /// 1 MiB must not make every list that names them read those.
    pub fn titles(&self, records: &[RecordView<'_>]) -> Vec<Option<String>> {
        let ids: Vec<_> = records.iter().map(RecordView::id).collect();
        // Without an index, lists are poorer, not gone.
        let known = self.finder.and_then(|finder| finder.titles(&ids).ok()).unwrap_or_default();
        let title = |(record, id): (&RecordView<'_>, &RecordId)| match known.get(id) {
            // Whatever the index still holds of it: what was erased is shown nowhere.
            _ if !record.public() || record.standing() == Standing::Erased => None,
            Some(title) => title.clone(),
            None => self.short_title(record),
        };
        records.iter().zip(&ids).map(title).collect()
    }

    fn short_title(&self, record: &RecordView<'_>) -> Option<String> {
        if keeps_the_log(record) {
            return None;
        }
        let body = self.shelf.read_short_body(record.position, SHORT_BODY).ok()??;
        title_of(&Body::from_bytes(&body).ok()?)
    }
}

/// The title as its author wrote it.
pub(crate) fn title_of(body: &Body) -> Option<String> {
    body.content.get("title").and_then(|title| title.as_str()).map(str::to_owned)
}
