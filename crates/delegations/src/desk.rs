//! The desk: opens drawers of sealed documents, and puts them back.

use sealing::{Label, NONCE_LEN, SealError, Sealer};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::sync::Arc;
use store::{Drawers, Imports, SealedDocument, Workspace};

use crate::DelegationError;

/// Fills bytes with randomness fit for keys.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What can lie in a drawer. Its form is JSON; a member that a later version adds must have a default.
pub trait Document: Serialize + DeserializeOwned {
    /// The drawer's name.
    const DRAWER: &'static str;
    /// What it is found by.
    fn key(&self) -> Vec<u8>;
    /// What it is listed under.
    fn owner(&self) -> Option<Vec<u8>> {
        None
    }
    /// When it ends, in seconds since 1970: from then on it isn't found, and is swept at leisure.
    fn expires(&self) -> Option<u64> {
        None
    }
}

/// What shows that the hub's key is the right one.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mark {
    sealed: bool,
}

const MARK: &[u8] = b"mark";

impl Document for Mark {
    const DRAWER: &'static str = "mark";
    fn key(&self) -> Vec<u8> {
        MARK.to_vec()
    }
}

/// Where accounts, drafts and the trail lie.
#[derive(Clone)]
pub struct Desk {
    workspace: Arc<Workspace>,
    sealer: Arc<Sealer>,
    random: Random,
}

/// The drawers, open within one transaction, at one moment.
pub struct Drawer<'a> {
    drawers: &'a Drawers<'a>,
    desk: &'a Desk,
    now: u64,
}

impl Desk {
    /// A desk over this workspace, sealing with this sealer.
    pub fn new(workspace: Arc<Workspace>, sealer: Arc<Sealer>, random: Random) -> Self {
        Self { workspace, sealer, random }
    }

    /// Random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.random)(&mut bytes);
        bytes
    }

    /// Does several things as one, at this moment: durable when it returns, undone when it fails.
    pub fn together<T>(
        &self,
        now: u64,
        work: impl FnOnce(&Drawer<'_>) -> Result<T, DelegationError>,
    ) -> Result<T, DelegationError> {
        self.workspace.with_drawers(|drawers| work(&Drawer { drawers, desk: self, now }))
    }

    /// Looks at several things as they are together, at this moment. It holds up nobody who writes; putting is refused.
    pub fn look<T>(
        &self,
        now: u64,
        work: impl FnOnce(&Drawer<'_>) -> Result<T, DelegationError>,
    ) -> Result<T, DelegationError> {
        self.workspace.look_into_drawers(|drawers| work(&Drawer { drawers, desk: self, now }))
    }

    /// Finds out whether the hub's key is the one that this workspace is sealed under, and marks a new one with it.
    pub fn check(&self) -> Result<(), DelegationError> {
        self.together(0, |drawer| {
            if drawer.get::<Mark>(MARK)?.is_none() {
                drawer.put(&Mark { sealed: true })?;
            }
            // Under another key the mark has another label, and isn't found; what lies there doesn't open.
            let marks = drawer.all::<Mark>()?;
            if marks.len() == 1 { Ok(()) } else { Err(SealError::Unreadable.into()) }
        })
    }

    /// Removes what has ended, and takes it out of the files.
    pub fn sweep(&self, now: u64) -> Result<usize, DelegationError> {
        let swept = self.workspace.with_drawers(|drawers| drawers.sweep(now))?;
        self.workspace.scrub()?;
        Ok(swept)
    }

    fn label<D: Document>(&self, key: &[u8]) -> Label {
        self.sealer.label(D::DRAWER, key)
    }

    fn owner_label<D: Document>(&self, owner: &[u8]) -> Label {
        // Apart from keys: a document and a list under the same bytes have different labels.
        self.sealer.label(D::DRAWER, &[b"owner\0", owner].concat())
    }
}

impl Drawer<'_> {
    /// The moment at which this happens, in seconds since 1970.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// Random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.desk.random()
    }

    /// The imported texts, which lie unsealed beside the drawers, in the same transaction.
    pub fn imports(&self) -> Imports<'_> {
        self.drawers.imports()
    }

    /// Puts a document, over the one with the same key.
    pub fn put<D: Document>(&self, document: &D) -> Result<(), DelegationError> {
        let label = self.desk.label::<D>(&document.key());
        let text = serde_json::to_vec(document).map_err(|_| DelegationError::Form(D::DRAWER))?;
        let nonce = self.desk.random::<NONCE_LEN>();
        let sealed = self.desk.sealer.seal(D::DRAWER, &label, nonce, &text)?;
        let owner = document.owner().map(|owner| self.desk.owner_label::<D>(&owner));
        let expires = document.expires();
        Ok(self.drawers.put(D::DRAWER, &SealedDocument { label, owner, expires, sealed })?)
    }

    /// A document, unless it has ended.
    pub fn get<D: Document>(&self, key: &[u8]) -> Result<Option<D>, DelegationError> {
        let found = self.drawers.get(D::DRAWER, &self.desk.label::<D>(key))?;
        let opened = found.map(|d| self.open::<D>(&d)).transpose()?;
        Ok(opened.filter(|document| self.lasts(document)))
    }

    /// Takes a document out: who takes it second gets nothing.
    pub fn take<D: Document>(&self, key: &[u8]) -> Result<Option<D>, DelegationError> {
        let found = self.get(key)?;
        self.remove::<D>(key)?;
        Ok(found)
    }

    /// Removes a document. `false` if there was none.
    pub fn remove<D: Document>(&self, key: &[u8]) -> Result<bool, DelegationError> {
        Ok(self.drawers.remove(D::DRAWER, &self.desk.label::<D>(key))?)
    }

    /// All that are listed under this owner and have not ended, in no order that means anything.
    pub fn of_owner<D: Document>(&self, owner: &[u8]) -> Result<Vec<D>, DelegationError> {
        let found = self.drawers.of_owner(D::DRAWER, &self.desk.owner_label::<D>(owner))?;
        // The list's label is not sealed: a writer to the file could put one owner's document among another's.
        self.lasting(&found, |document: &D| document.owner().as_deref() == Some(owner))
    }

    /// All that have not ended, in no order that means anything.
    pub fn all<D: Document>(&self) -> Result<Vec<D>, DelegationError> {
        let found = self.drawers.all(D::DRAWER)?;
        self.lasting(&found, |_| true)
    }

    /// Removes all that are listed under this owner, and says how many.
    pub fn remove_of_owner<D: Document>(&self, owner: &[u8]) -> Result<usize, DelegationError> {
        Ok(self.drawers.remove_of_owner(D::DRAWER, &self.desk.owner_label::<D>(owner))?)
    }

    fn lasting<D: Document>(
        &self,
        found: &[SealedDocument],
        wanted: impl Fn(&D) -> bool,
    ) -> Result<Vec<D>, DelegationError> {
        let mut lasting = Vec::with_capacity(found.len());
        for sealed in found {
            let document = self.open::<D>(sealed)?;
            if self.lasts(&document) && wanted(&document) {
                lasting.push(document);
            }
        }
        Ok(lasting)
    }

    /// By what the sealed document says, not by the column for sweeping: a writer to the file could bring an ended session
    /// back by that.
    fn lasts<D: Document>(&self, document: &D) -> bool {
        document.expires().is_none_or(|expires| expires > self.now)
    }

    fn open<D: Document>(&self, document: &SealedDocument) -> Result<D, DelegationError> {
        let text = self.desk.sealer.open(D::DRAWER, &document.label, &document.sealed)?;
        serde_json::from_slice(&text).map_err(|_| DelegationError::Form(D::DRAWER))
    }
}
