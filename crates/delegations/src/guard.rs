//! The guard: which sealed document is the newest of its place. Each document is sealed for its place and not for its time,
//! so that whoever can write to the file could put a removed passkey or an ended session back. Sealed pages list, for every
//! drawer that lets somebody in or says who somebody is, what lies in it now; a sealed root lists the pages. All change in
//! one transaction with what they list. Putting anything back takes putting everything back, which a counter tells.

use sealing::{Label, NONCE_LEN, SealError};
use std::collections::{BTreeMap, BTreeSet};
use store::{Drawers, MAX_LISTED, SealedDocument};

use record::Hash;

use crate::codes::Code;
use crate::desk::{Desk, MARK, Mark};
use crate::identities::LinkedIdentity;
use crate::invitations::Invitation;
use crate::mailboxes::Mailbox;
use crate::passkeys::Passkey;
use crate::people::Person;
use crate::proposals::Proposal;
use crate::recovery::Recovery;
use crate::release::Rule;
use crate::sessions::Session;
use crate::subscriptions::Subscriber;
use crate::tokens::Token;
use crate::{DelegationError, Document as _, desk};

/// Where root and pages lie.
const DRAWER: &str = "guard";

/// The drawers that are guarded: what lets somebody in, what says who somebody is, who may release, and who gets mail. A drawer
/// keeps its place here for ever; a new one comes last. Drafts and letters let nobody in, and hours of the trail are committed to
/// in the register. By the documents' own names: a drawer that is named otherwise would go unguarded, and nobody would notice.
const GUARDED: [&str; 12] = [
    Person::DRAWER,
    Passkey::DRAWER,
    LinkedIdentity::DRAWER,
    Session::DRAWER,
    Code::DRAWER,
    Token::DRAWER,
    Invitation::DRAWER,
    Recovery::DRAWER,
    Proposal::DRAWER,
    Mailbox::DRAWER,
    Rule::DRAWER,
    Subscriber::DRAWER,
];

/// Pages of a drawer. With 20,000 printed codes, the drawer with the most documents, a page has 60 kB.
const PAGES: usize = 16;

/// Bytes of a document's or page's digest: nobody finds a second text for one among 2^128.
const DIGEST: usize = 16;

/// An entry of a page: the document's label and its digest.
const ENTRY: usize = 32 + DIGEST;

type Digest = [u8; DIGEST];

/// A page: what lies in a part of a drawer.
type Page = BTreeMap<Label, Digest>;

/// Root and pages as they are within one transaction.
pub(crate) struct Guard {
    /// Raised by each transaction that changes a guarded drawer.
    generation: u64,
    /// The digest of each page, as the root has it; zeros for a page that never was.
    roots: Vec<Digest>,
    pages: BTreeMap<usize, Page>,
    changed: BTreeSet<usize>,
    /// There was no root yet.
    new: bool,
}

/// What the guard says of a document that lies in a drawer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is what was put there last; or the drawer isn't guarded.
    #[default]
    Newest,
    /// It was removed, or never put there by the hub: for every reader it isn't there.
    Removed,
}

fn place(drawer: &str) -> Option<usize> {
    GUARDED.iter().position(|guarded| *guarded == drawer)
}

fn page_of(drawer: usize, label: &Label) -> usize {
    drawer * PAGES + usize::from(label[0]) % PAGES
}

fn short(bytes: &[u8]) -> Digest {
    let whole = Hash::of(bytes).0;
    std::array::from_fn(|at| whole[at])
}

/// Of all that lies in the row: the list it stands in and when it is swept are not sealed.
fn digest(document: &SealedDocument) -> Digest {
    let mut all = Vec::with_capacity(document.sealed.len() + 64);
    all.push(u8::from(document.owner.is_some()));
    all.extend(document.owner.unwrap_or_default());
    all.push(u8::from(document.expires.is_some()));
    all.extend(document.expires.unwrap_or_default().to_be_bytes());
    all.extend(&document.sealed);
    short(&all)
}

impl Guard {
    /// Does it guard this drawer?
    pub fn guards(drawer: &str) -> bool {
        place(drawer).is_some()
    }

    /// The guard as it is at the beginning of a transaction. A root older than `seen` was put back.
    pub fn load(drawers: &Drawers<'_>, desk: &Desk, seen: u64) -> Result<Self, DelegationError> {
        let mut guard = Self {
            generation: 0,
            roots: vec![Digest::default(); GUARDED.len() * PAGES],
            pages: BTreeMap::new(),
            changed: BTreeSet::new(),
            new: false,
        };
        let label = desk.sealer.label(DRAWER, b"root");
        if let Some(root) = drawers.get(DRAWER, &label)? {
            let text = desk.sealer.open(DRAWER, &label, &root.sealed)?;
            let (generation, digests) = text.split_first_chunk().ok_or(DelegationError::Form(DRAWER))?;
            guard.generation = u64::from_be_bytes(*generation);
            for (root, digest) in guard.roots.iter_mut().zip(digests.chunks_exact(DIGEST)) {
                root.copy_from_slice(digest);
            }
            return if guard.generation < seen { Err(DelegationError::PutBack(DRAWER)) } else { Ok(guard) };
        }
        guard.new = true;
        guard.begin(drawers, desk)?;
        Ok(guard)
    }

    /// A workspace without a root: a new one, or one that an older program left, which says so under its seal. In any other,
    /// somebody took the root away.
    fn begin(&mut self, drawers: &Drawers<'_>, desk: &Desk) -> Result<(), DelegationError> {
        let label = desk.sealer.label(Mark::DRAWER, MARK);
        let mark =
            drawers.get(Mark::DRAWER, &label)?.map(|mark| desk::open::<Mark>(desk, &mark)).transpose()?;
        if mark.is_none() && !drawers.all(Mark::DRAWER)?.is_empty() {
            // Under another key everything has another label.
            return Err(SealError::Unreadable.into());
        }
        let unguarded = mark.as_ref().is_some_and(|mark| !mark.guarded);
        for drawer in GUARDED {
            let documents = drawers.all(drawer)?;
            if !documents.is_empty() && !unguarded {
                return Err(DelegationError::PutBack(drawer));
            }
            for document in &documents {
                self.set(drawers, desk, drawer, document)?;
            }
        }
        if mark.is_some_and(|mark| mark.guarded) { Err(DelegationError::PutBack(DRAWER)) } else { Ok(()) }
    }

    /// How often guarded drawers were changed, this transaction included.
    pub fn generation(&self) -> u64 {
        self.generation + u64::from(self.new || !self.changed.is_empty())
    }

    fn page(&mut self, drawers: &Drawers<'_>, desk: &Desk, at: usize) -> Result<&mut Page, DelegationError> {
        if !self.pages.contains_key(&at) {
            let page = if self.roots[at] == Digest::default() {
                Page::new()
            } else {
                let label = page_label(desk, at);
                let row = drawers.get(DRAWER, &label)?.ok_or(DelegationError::PutBack(DRAWER))?;
                if short(&row.sealed) != self.roots[at] {
                    return Err(DelegationError::PutBack(DRAWER));
                }
                read_page(&desk.sealer.open(DRAWER, &label, &row.sealed)?)
            };
            self.pages.insert(at, page);
        }
        self.pages.get_mut(&at).ok_or(DelegationError::Form(DRAWER))
    }

    /// What lies there now is this.
    pub fn set(
        &mut self,
        drawers: &Drawers<'_>,
        desk: &Desk,
        drawer: &str,
        document: &SealedDocument,
    ) -> Result<(), DelegationError> {
        let Some(place) = place(drawer) else { return Ok(()) };
        let at = page_of(place, &document.label);
        self.page(drawers, desk, at)?.insert(document.label, digest(document));
        self.changed.insert(at);
        Ok(())
    }

    /// Nothing lies there any more.
    pub fn unset(
        &mut self,
        drawers: &Drawers<'_>,
        desk: &Desk,
        drawer: &str,
        label: &Label,
    ) -> Result<(), DelegationError> {
        let Some(place) = place(drawer) else { return Ok(()) };
        let at = page_of(place, label);
        if self.page(drawers, desk, at)?.remove(label).is_some() {
            self.changed.insert(at);
        }
        Ok(())
    }

    /// Lists no longer what is about to be swept. When a document ends stands unsealed beside it: who writes to the file could have
    /// one swept that lasts.
    pub fn let_go(&mut self, drawers: &Drawers<'_>, desk: &Desk, now: u64) -> Result<(), DelegationError> {
        for drawer in GUARDED {
            for document in drawers.expired(drawer, now)? {
                self.check(drawers, desk, drawer, &document)?;
                self.unset(drawers, desk, drawer, &document.label)?;
            }
        }
        Ok(())
    }

    /// Is this what was put there last? An older one in its place fails: nothing is decided by what somebody changed.
    pub fn check(
        &mut self,
        drawers: &Drawers<'_>,
        desk: &Desk,
        drawer: &'static str,
        document: &SealedDocument,
    ) -> Result<Standing, DelegationError> {
        let Some(place) = place(drawer) else { return Ok(Standing::Newest) };
        let at = page_of(place, &document.label);
        match self.page(drawers, desk, at)?.get(&document.label) {
            Some(listed) if *listed == digest(document) => Ok(Standing::Newest),
            Some(_) => Err(DelegationError::PutBack(drawer)),
            None => Ok(Standing::Removed),
        }
    }

    /// Nothing was found at a label: was nothing put there?
    pub fn check_empty(
        &mut self,
        drawers: &Drawers<'_>,
        desk: &Desk,
        drawer: &'static str,
        label: &Label,
    ) -> Result<(), DelegationError> {
        let Some(place) = place(drawer) else { return Ok(()) };
        let at = page_of(place, label);
        if self.page(drawers, desk, at)?.contains_key(label) {
            return Err(DelegationError::PutBack(drawer));
        }
        Ok(())
    }

    /// Were all of a drawer found, when so many of those found are its newest? Somebody who takes the last administrator's
    /// document away must not make a seat look vacant.
    pub fn check_whole(
        &mut self,
        drawers: &Drawers<'_>,
        desk: &Desk,
        drawer: &'static str,
        found: usize,
    ) -> Result<(), DelegationError> {
        let Some(place) = place(drawer) else { return Ok(()) };
        let mut listed = 0;
        for at in place * PAGES..(place + 1) * PAGES {
            listed += self.page(drawers, desk, at)?.len();
        }
        if found == listed.min(MAX_LISTED) { Ok(()) } else { Err(DelegationError::PutBack(drawer)) }
    }

    /// Writes what changed; gives the generation that is now in force.
    pub fn flush(mut self, drawers: &Drawers<'_>, desk: &Desk) -> Result<u64, DelegationError> {
        if self.changed.is_empty() && !self.new {
            return Ok(self.generation);
        }
        self.generation += 1;
        for at in std::mem::take(&mut self.changed) {
            let text: Vec<u8> =
                self.pages.get(&at).into_iter().flatten().fold(Vec::new(), |mut text, (l, d)| {
                    text.extend_from_slice(l);
                    text.extend_from_slice(d);
                    text
                });
            self.roots[at] = short(&keep(drawers, desk, page_label(desk, at), &text)?);
        }
        let mut text = self.generation.to_be_bytes().to_vec();
        text.extend(self.roots.iter().flatten());
        keep(drawers, desk, desk.sealer.label(DRAWER, b"root"), &text)?;
        if self.new {
            let mark = desk::seal(desk, &Mark { sealed: true, guarded: true })?;
            drawers.put(Mark::DRAWER, &mark)?;
        }
        Ok(self.generation)
    }

    /// The guarded drawers in which something lies that isn't the newest of its place, or something is missing.
    pub fn stray(mut self, drawers: &Drawers<'_>, desk: &Desk) -> Result<Vec<&'static str>, DelegationError> {
        let mut stray = Vec::new();
        for drawer in GUARDED {
            let mut newest = 0;
            let mut whole = true;
            for document in drawers.all(drawer)? {
                match self.check(drawers, desk, drawer, &document) {
                    Ok(Standing::Newest) => newest += 1,
                    Ok(Standing::Removed) | Err(DelegationError::PutBack(_)) => whole = false,
                    Err(error) => return Err(error),
                }
            }
            if !whole || self.check_whole(drawers, desk, drawer, newest).is_err() {
                stray.push(drawer);
            }
        }
        Ok(stray)
    }
}

fn page_label(desk: &Desk, at: usize) -> Label {
    desk.sealer.label(DRAWER, format!("page {at}").as_bytes())
}

fn read_page(text: &[u8]) -> Page {
    let entry = |entry: &[u8]| {
        let (label, digest) = entry.split_first_chunk()?;
        Some((*label, *digest.first_chunk()?))
    };
    text.chunks_exact(ENTRY).filter_map(entry).collect()
}

fn keep(drawers: &Drawers<'_>, desk: &Desk, label: Label, text: &[u8]) -> Result<Vec<u8>, DelegationError> {
    let nonce = desk.random::<NONCE_LEN>();
    let sealed = desk.sealer.seal(DRAWER, &label, nonce, text)?;
    let document = SealedDocument { label, owner: None, expires: None, sealed };
    drawers.put(DRAWER, &document)?;
    Ok(document.sealed)
}
