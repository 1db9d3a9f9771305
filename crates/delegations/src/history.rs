//! What was changed in a draft's parts: of each cell the last change, and the texts before the last few. It lies sealed like
//! the draft, and goes with it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

use crate::{DelegationError, Document, Drawer, PersonId, drafts};

/// The changes of a part whose texts before are kept: an afternoon of two people. Older ones are named without their text.
pub const MAX_CHANGES: usize = 20;

/// The most bytes of texts before that are kept of a part: the longest form several times over, below the store's limit for a
/// document. The newest is always kept.
const MAX_BYTES: usize = 512 * 1024;

/// A change of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The cell.
    pub cell: String,
    /// What stood there before.
    pub before: Value,
    /// The draft's revision that it made.
    pub revision: u64,
}

/// Who changed a cell last, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Last {
    /// Who; nobody, once that person is forgotten.
    pub by: Option<PersonId>,
    /// When, in seconds since 1970.
    pub at: u64,
    /// The draft's revision that it made.
    pub revision: u64,
}

/// What was changed in one part of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct History {
    draft: [u8; 16],
    part: String,
    kept: u64,
    /// Of each cell that was ever changed, the last change.
    pub last: BTreeMap<String, Last>,
    /// The last changes, the oldest first.
    changes: Vec<Change>,
    /// The newest revision of which the text before isn't kept any more.
    forgotten: u64,
}

/// The last change of a cell, of whomever it is asked.
pub(crate) struct Changed {
    /// Of which draft.
    pub draft: [u8; 16],
    /// In which part.
    pub part: String,
    /// Of which cell.
    pub cell: String,
    /// When, in seconds since 1970.
    pub at: u64,
}

fn key(draft: [u8; 16], part: &str) -> Vec<u8> {
    [&draft[..], part.as_bytes()].concat()
}

impl Document for History {
    const DRAWER: &'static str = "draft-history";
    fn key(&self) -> Vec<u8> {
        key(self.draft, &self.part)
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(self.draft.to_vec())
    }
    fn expires(&self) -> Option<u64> {
        Some(self.kept + drafts::KEPT)
    }
}

impl History {
    /// The history of a part; empty if nothing was changed in it.
    pub fn of(drawer: &Drawer<'_>, draft: [u8; 16], part: &str) -> Result<Self, DelegationError> {
        let none = || Self {
            draft,
            part: part.to_owned(),
            kept: drawer.now(),
            last: BTreeMap::new(),
            changes: Vec::new(),
            forgotten: 0,
        };
        Ok(drawer.get(&key(draft, part))?.unwrap_or_else(none))
    }

    /// What stood in a cell at a revision, of which `now` stands there; none if that isn't kept any more.
    pub fn at(&self, cell: &str, revision: u64, now: &Value) -> Option<Value> {
        if self.last.get(cell).is_none_or(|last| last.revision <= revision) {
            return Some(now.clone());
        }
        if self.forgotten > revision {
            return None;
        }
        let next = self.changes.iter().find(|change| change.cell == cell && change.revision > revision);
        next.map(|change| change.before.clone())
    }

    /// What stood in a cell before its last change, while that is kept.
    pub fn before(&self, cell: &str) -> Option<&Value> {
        let last = self.last.get(cell)?;
        let change = self.changes.iter().rev().find(|change| change.cell == cell)?;
        (change.revision == last.revision).then_some(&change.before)
    }

    /// Notes a change, and lets go of what there is no room for.
    pub(crate) fn note(&mut self, change: Change, by: PersonId, at: u64) {
        self.kept = at;
        self.last.insert(change.cell.clone(), Last { by: Some(by), at, revision: change.revision });
        self.changes.push(change);
        let size = |change: &Change| change.before.to_string().len();
        let mut bytes: usize = self.changes.iter().map(size).sum();
        while self.changes.len() > MAX_CHANGES || (bytes > MAX_BYTES && self.changes.len() > 1) {
            let gone = self.changes.remove(0);
            bytes -= size(&gone);
            self.forgotten = self.forgotten.max(gone.revision);
        }
    }

    /// What stands in the histories of a person's last changes.
    pub(crate) fn by(drawer: &Drawer<'_>, person: PersonId) -> Result<Vec<Changed>, DelegationError> {
        let of = |history: Self| {
            let (draft, part) = (history.draft, history.part);
            let own = history.last.into_iter().filter(move |(_, last)| last.by == Some(person));
            own.map(move |(cell, last)| Changed { draft, part: part.clone(), cell, at: last.at })
        };
        Ok(drawer.all::<Self>()?.into_iter().flat_map(of).collect())
    }

    pub(crate) fn forget(drawer: &Drawer<'_>, person: PersonId) -> Result<(), DelegationError> {
        for mut history in drawer.all::<Self>()? {
            let mut changed = false;
            for last in history.last.values_mut().filter(|last| last.by == Some(person)) {
                last.by = None;
                changed = true;
            }
            if changed {
                drawer.put(&history)?;
            }
        }
        Ok(())
    }
}
