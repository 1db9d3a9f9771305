//! The desk: opens drawers of sealed documents, and puts them back.

use sealing::{Label, NONCE_LEN, SealError, Sealer};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Drawers, Imports, SealedDocument, Workspace};

use crate::guard::{Guard, Standing};
use crate::{DelegationError, Secret, audit};

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
pub(crate) struct Mark {
    pub sealed: bool,
    /// A guard was begun: a workspace without one lost it.
    #[serde(default)]
    pub guarded: bool,
}

pub(crate) const MARK: &[u8] = b"mark";

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
    pub(crate) sealer: Arc<Sealer>,
    random: Random,
    /// The newest generation of the guard that this process has seen.
    seen: Arc<AtomicU64>,
}

/// The drawers, open within one transaction, at one moment.
pub struct Drawer<'a> {
    drawers: &'a Drawers<'a>,
    desk: &'a Desk,
    now: u64,
    /// Read when a document is first asked for.
    guard: RefCell<Option<Guard>>,
    /// The oldest guard that isn't put back. Who only looks may look at what was a moment ago.
    seen: u64,
}

impl Desk {
    /// A desk over this workspace, sealing with this sealer.
    pub fn new(workspace: Arc<Workspace>, sealer: Arc<Sealer>, random: Random) -> Self {
        Self { workspace, sealer, random, seen: Arc::default() }
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
        let (done, generation) = self.workspace.with_drawers(|drawers| {
            let drawer = self.drawer(drawers, now, self.seen.load(Ordering::Acquire));
            let done = work(&drawer)?;
            let generation = match drawer.guard.into_inner() {
                Some(guard) => guard.flush(drawers, self)?,
                None => 0,
            };
            Ok::<_, DelegationError>((done, generation))
        })?;
        self.seen.fetch_max(generation, Ordering::AcqRel);
        Ok(done)
    }

    fn drawer<'a>(&'a self, drawers: &'a Drawers<'a>, now: u64, seen: u64) -> Drawer<'a> {
        Drawer { drawers, desk: self, now, guard: RefCell::new(None), seen }
    }

    /// Looks at several things as they are together, at this moment. It holds up nobody who writes; putting is refused.
    pub fn look<T>(
        &self,
        now: u64,
        work: impl FnOnce(&Drawer<'_>) -> Result<T, DelegationError>,
    ) -> Result<T, DelegationError> {
        self.workspace.look_into_drawers(|drawers| work(&self.drawer(drawers, now, 0)))
    }

    /// Finds out whether the hub's key is the one that this workspace is sealed under, and marks a new one with it.
    pub fn check(&self) -> Result<(), DelegationError> {
        self.together(0, |drawer| {
            // A guard that isn't there yet is begun, and leaves the mark.
            drawer.generation().map(drop)
        })?;
        self.look(0, |drawer| {
            // Under another key the mark has another label, and isn't found; what lies there doesn't open.
            if drawer.all::<Mark>()?.len() != 1 {
                return Err(SealError::Unreadable.into());
            }
            // While this process ran it knew; before it ran, the last hour that was committed to does.
            let hour = audit::uncommitted(drawer)?.saturating_sub(1);
            if audit::accounts_put_back(drawer, hour)? {
                return Err(DelegationError::PutBack("guard"));
            }
            Ok(())
        })
    }

    /// The drawers in which something lies that was put back, or from which something was taken, past the hub. Nothing that
    /// was put back is believed; this is for whoever has to find out who writes there.
    pub fn stray(&self) -> Result<Vec<&'static str>, DelegationError> {
        self.workspace.look_into_drawers(|drawers| Guard::load(drawers, self, 0)?.stray(drawers, self))
    }

    /// Removes what has ended, and takes it out of the files.
    pub fn sweep(&self, now: u64) -> Result<usize, DelegationError> {
        let swept = self.together(now, |drawer| {
            // First: of what is guarded, only what really has ended goes.
            drawer.with_guard(|guard, drawers, desk| guard.let_go(drawers, desk, now))?;
            Ok(drawer.drawers.sweep(now)?)
        })?;
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

    /// A secret bound to the hub's key: the same whenever it is asked for, and kept nowhere. No drawer may have the name of its
    /// purpose: labels of documents stand readable in the file.
    pub(crate) fn bound_secret(&self, purpose: &str, of: &[u8]) -> Secret {
        Secret::new(self.desk.sealer.label(purpose, of))
    }

    /// The imported texts, which lie unsealed beside the drawers, in the same transaction.
    pub fn imports(&self) -> Imports<'_> {
        self.drawers.imports()
    }

    /// Puts a document, over the one with the same key.
    pub fn put<D: Document>(&self, document: &D) -> Result<(), DelegationError> {
        let sealed = seal(self.desk, document)?;
        // First: the guard looks at what lies there when it begins.
        self.guarded(D::DRAWER, |guard, drawers, desk| guard.set(drawers, desk, D::DRAWER, &sealed))?;
        Ok(self.drawers.put(D::DRAWER, &sealed)?)
    }

    /// Asks the guard, if it guards this drawer.
    fn guarded<T: Default>(
        &self,
        drawer: &str,
        work: impl FnOnce(&mut Guard, &Drawers<'_>, &Desk) -> Result<T, DelegationError>,
    ) -> Result<T, DelegationError> {
        if Guard::guards(drawer) { self.with_guard(work) } else { Ok(T::default()) }
    }

    /// Does something with the guard, which is read first if it hasn't been.
    fn with_guard<T>(
        &self,
        work: impl FnOnce(&mut Guard, &Drawers<'_>, &Desk) -> Result<T, DelegationError>,
    ) -> Result<T, DelegationError> {
        let mut guard = self.guard.borrow_mut();
        let guard = match &mut *guard {
            Some(guard) => guard,
            none => none.insert(Guard::load(self.drawers, self.desk, self.seen)?),
        };
        work(guard, self.drawers, self.desk)
    }

    /// How often the drawers that let somebody in were changed, this transaction included.
    pub(crate) fn generation(&self) -> Result<u64, DelegationError> {
        self.with_guard(|guard, _, _| Ok(guard.generation()))
    }

    /// A document, unless it has ended.
    pub fn get<D: Document>(&self, key: &[u8]) -> Result<Option<D>, DelegationError> {
        let label = self.desk.label::<D>(key);
        let Some(found) = self.drawers.get(D::DRAWER, &label)? else {
            self.guarded(D::DRAWER, |guard, drawers, desk| {
                guard.check_empty(drawers, desk, D::DRAWER, &label)
            })?;
            return Ok(None);
        };
        if !self.is_newest::<D>(&found)? {
            return Ok(None);
        }
        Ok(Some(open(self.desk, &found)?).filter(|document| self.lasts(document)))
    }

    /// Takes a document out: who takes it second gets nothing.
    pub fn take<D: Document>(&self, key: &[u8]) -> Result<Option<D>, DelegationError> {
        let found = self.get(key)?;
        self.remove::<D>(key)?;
        Ok(found)
    }

    /// Removes a document. `false` if there was none.
    pub fn remove<D: Document>(&self, key: &[u8]) -> Result<bool, DelegationError> {
        self.remove_at::<D>(&self.desk.label::<D>(key))
    }

    fn remove_at<D: Document>(&self, label: &Label) -> Result<bool, DelegationError> {
        self.guarded(D::DRAWER, |guard, drawers, desk| guard.unset(drawers, desk, D::DRAWER, label))?;
        Ok(self.drawers.remove(D::DRAWER, label)?)
    }

    fn is_newest<D: Document>(&self, found: &SealedDocument) -> Result<bool, DelegationError> {
        let standing =
            self.guarded(D::DRAWER, |guard, drawers, desk| guard.check(drawers, desk, D::DRAWER, found))?;
        Ok(standing == Standing::Newest)
    }

    /// All that are listed under this owner and have not ended, in no order that means anything.
    pub fn of_owner<D: Document>(&self, owner: &[u8]) -> Result<Vec<D>, DelegationError> {
        let found =
            self.newest::<D>(self.drawers.of_owner(D::DRAWER, &self.desk.owner_label::<D>(owner))?)?;
        // The list's label is not sealed: a writer to the file could put one owner's document among another's.
        self.lasting(&found, |document: &D| document.owner().as_deref() == Some(owner))
    }

    /// All that have not ended, in no order that means anything.
    pub fn all<D: Document>(&self) -> Result<Vec<D>, DelegationError> {
        let found = self.newest::<D>(self.drawers.all(D::DRAWER)?)?;
        let count = found.len();
        self.guarded(D::DRAWER, |guard, drawers, desk| guard.check_whole(drawers, desk, D::DRAWER, count))?;
        self.lasting(&found, |_| true)
    }

    /// Removes all that are listed under this owner, and says how many.
    pub fn remove_of_owner<D: Document>(&self, owner: &[u8]) -> Result<usize, DelegationError> {
        let listed = self.drawers.of_owner(D::DRAWER, &self.desk.owner_label::<D>(owner))?;
        for document in &listed {
            self.remove_at::<D>(&document.label)?;
        }
        Ok(listed.len())
    }

    /// Those that were put there last. What was removed and put back past the hub is passed over.
    fn newest<D: Document>(
        &self,
        found: Vec<SealedDocument>,
    ) -> Result<Vec<SealedDocument>, DelegationError> {
        let mut newest = Vec::with_capacity(found.len());
        for document in found {
            if self.is_newest::<D>(&document)? {
                newest.push(document);
            }
        }
        Ok(newest)
    }

    fn lasting<D: Document>(
        &self,
        found: &[SealedDocument],
        wanted: impl Fn(&D) -> bool,
    ) -> Result<Vec<D>, DelegationError> {
        let mut lasting = Vec::with_capacity(found.len());
        for sealed in found {
            let document = open::<D>(self.desk, sealed)?;
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
}

/// Seals a document for its place.
pub(crate) fn seal<D: Document>(desk: &Desk, document: &D) -> Result<SealedDocument, DelegationError> {
    let label = desk.label::<D>(&document.key());
    let text = serde_json::to_vec(document).map_err(|_| DelegationError::Form(D::DRAWER))?;
    let sealed = desk.sealer.seal(D::DRAWER, &label, desk.random::<NONCE_LEN>(), &text)?;
    let owner = document.owner().map(|owner| desk.owner_label::<D>(&owner));
    Ok(SealedDocument { label, owner, expires: document.expires(), sealed })
}

/// Opens a document that lies in its place.
pub(crate) fn open<D: Document>(desk: &Desk, document: &SealedDocument) -> Result<D, DelegationError> {
    let text = desk.sealer.open(D::DRAWER, &document.label, &document.sealed)?;
    serde_json::from_slice(&text).map_err(|_| DelegationError::Form(D::DRAWER))
}
