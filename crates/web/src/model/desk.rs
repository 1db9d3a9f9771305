//! What a page is made of, lent while it is made.

use record::proof::TlogProof;
use record::{Body, KeyId};
use views::Views;

use crate::WebError;
use crate::edition::Edition;
use crate::hub::Config;
use crate::model::Finder;
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
    pub views: &'a Views,
    pub shelf: &'a dyn Shelf,
    pub finder: Option<&'a dyn Finder>,
    pub words: &'static Words,
    pub config: &'a Config,
}

impl Desk<'_> {
    /// What a record says, if its body is there.
    pub fn body(&self, position: u64) -> Option<Body> {
        let held = self.shelf.read(position).ok()?;
        Body::from_bytes(&held.body?).ok()
    }
}
