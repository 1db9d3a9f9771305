//! Drafts: what a delegation prepares before it signs. Nobody outside it sees one; the hub's operator, who has the hub's
//! key, could, and pages say so.

use policy::Seat;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

use crate::history::{Change, History};
use crate::merge::{Cells, Merged, cell, merge, set_cell};
use crate::prepared::Prepared;
use crate::remarks::Remark;
use crate::{DelegationError, Document, Drawer, PersonId, received, release, seat_key};

/// The most open drafts of one seat.
pub const MAX_DRAFTS: usize = 500;

/// How long a draft lies untouched before it is swept, in seconds: a cycle of two years and some months.
pub const KEPT: u64 = 800 * 86_400;

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Its id, random.
    pub id: [u8; 16],
    /// Whose it is.
    #[serde(with = "crate::as_text::one")]
    pub seat: Seat,
    /// The kind of record it becomes.
    pub kind: String,
    /// Who began it; nobody, once that person is forgotten.
    pub begun_by: Option<PersonId>,
    /// Who saved it last; likewise.
    pub saved_by: Option<PersonId>,
    /// When, in seconds since 1970.
    pub saved: u64,
    /// Raised by each saving: who saves over another's words has not seen them.
    pub revision: u64,
    /// What is typed so far, by field.
    pub fields: Value,
    /// The bytes that are to be signed, from the moment somebody asked to sign until something changes.
    pub prepared: Option<Prepared>,
    /// Who typed the last change of each part, and when.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: BTreeMap<String, Touched>,
    /// Somebody has cleared it; any change ends that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cleared: Option<Touched>,
}

/// Who did something, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Touched {
    /// Who; nobody, once that person is forgotten.
    pub by: Option<PersonId>,
    /// When, in seconds since 1970.
    pub at: u64,
}

/// What somebody typed in one part.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedPart {
    /// The part.
    pub part: String,
    /// All its cells, changed or not.
    pub cells: Cells,
}

/// What came of saving.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// It is saved.
    Done {
        /// The draft.
        draft: Draft,
        /// Colleagues had changed other cells of the same parts, which stay as they left them.
        with_others: bool,
    },
    /// Nothing is saved: others changed the same cells.
    Asked {
        /// The draft as it lies there.
        draft: Draft,
        /// As it would be with what was typed.
        fields: Value,
        /// The cells that both changed.
        cells: Vec<String>,
    },
}

impl Document for Draft {
    const DRAWER: &'static str = "drafts";
    fn key(&self) -> Vec<u8> {
        self.id.to_vec()
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(seat_key(&self.seat))
    }
    fn expires(&self) -> Option<u64> {
        Some(self.saved + KEPT)
    }
}

impl Draft {
    pub(crate) fn is_by(&self, person: PersonId) -> bool {
        let touched = self.parts.values().chain(&self.cleared).any(|touched| touched.by == Some(person));
        self.begun_by == Some(person) || self.saved_by == Some(person) || touched
    }

    /// Who typed the last change of a part, each once. Whoever is forgotten signs nothing any more.
    pub fn typists(&self) -> BTreeSet<PersonId> {
        self.parts.values().filter_map(|touched| touched.by).collect()
    }

    pub(crate) fn forget(&mut self, person: PersonId) {
        let touched = self.parts.values_mut().chain(&mut self.cleared).map(|touched| &mut touched.by);
        for by in [&mut self.begun_by, &mut self.saved_by].into_iter().chain(touched) {
            *by = by.filter(|id| *id != person);
        }
    }
}

/// The part under which stands who brought the words with which a draft began: they can have come from any part.
const BEGUN_WITH: &str = "";

/// The member by which a draft is a move of another record.
const MOVES: &str = "moves";

/// Does a draft say something from its beginning? A move does, without any content: "we agree" is the delegation's word as any
/// statement is, and no protection that must not wait.
fn says_something(fields: &Value) -> bool {
    let has_words = fields.get("content").and_then(Value::as_object).is_some_and(|words| !words.is_empty());
    has_words || fields.get(MOVES).and_then(Value::as_bool).unwrap_or(false)
}

/// Begins a draft.
pub fn begin(
    drawer: &Drawer<'_>,
    seat: &Seat,
    kind: &str,
    by: PersonId,
    fields: Value,
) -> Result<Draft, DelegationError> {
    if of_seat(drawer, seat)?.len() >= MAX_DRAFTS {
        return Err(DelegationError::TooMany { what: "drafts", limit: MAX_DRAFTS });
    }
    let touched = Touched { by: Some(by), at: drawer.now() };
    let says_something = says_something(&fields);
    let draft = Draft {
        id: drawer.random(),
        seat: seat.clone(),
        kind: kind.to_owned(),
        begun_by: Some(by),
        saved_by: Some(by),
        saved: drawer.now(),
        revision: 1,
        fields,
        prepared: None,
        parts: says_something.then(|| (BEGUN_WITH.to_owned(), touched)).into_iter().collect(),
        cleared: None,
    };
    drawer.put(&draft)?;
    Ok(draft)
}

/// A draft of a seat. Another seat's isn't there.
pub fn find(drawer: &Drawer<'_>, seat: &Seat, id: [u8; 16]) -> Result<Draft, DelegationError> {
    let draft = drawer.get::<Draft>(&id)?.ok_or(DelegationError::Draft)?;
    if draft.seat == *seat { Ok(draft) } else { Err(DelegationError::Draft) }
}

/// The drafts of a seat, the newest first.
pub fn of_seat(drawer: &Drawer<'_>, seat: &Seat) -> Result<Vec<Draft>, DelegationError> {
    let mut drafts: Vec<Draft> = drawer.of_owner(&seat_key(seat))?;
    drafts.sort_by_key(|draft| std::cmp::Reverse((draft.saved, draft.id)));
    Ok(drafts)
}

/// Saves a draft that was read at `revision`; refused if somebody saved since.
pub fn save(
    drawer: &Drawer<'_>,
    seat: &Seat,
    id: [u8; 16],
    revision: u64,
    by: PersonId,
    fields: Value,
) -> Result<Draft, DelegationError> {
    let mut draft = at_revision(drawer, seat, id, revision)?;
    draft.fields = fields;
    (draft.prepared, draft.cleared) = (None, None);
    (draft.saved_by, draft.saved, draft.revision) = (Some(by), drawer.now(), revision + 1);
    drawer.put(&draft)?;
    Ok(draft)
}

/// Saves parts of a draft that was read at `revision`, into what lies there now. Whoever changed other cells in the meantime
/// keeps their words; where both changed the same cell, nothing is saved, and whoever typed is to be shown both.
pub fn save_parts(
    drawer: &Drawer<'_>,
    seat: &Seat,
    id: [u8; 16],
    revision: u64,
    by: PersonId,
    typed: &[TypedPart],
) -> Result<Saved, DelegationError> {
    let mut draft = find(drawer, seat, id)?;
    if revision > draft.revision {
        return Err(DelegationError::Conflict);
    }
    let (mut fields, mut asked, mut with_others) = (draft.fields.clone(), Vec::new(), false);
    let (next, at) = (draft.revision + 1, drawer.now());
    let mut changed = Vec::new();
    for TypedPart { part, cells } in typed {
        let mut history = History::of(drawer, id, part)?;
        let mut touched = false;
        for (name, typed) in cells {
            let now = cell(&draft.fields, name);
            let seen = history.at(name, revision, &now);
            match merge(seen.as_ref(), &now, typed) {
                Merged::Kept => with_others |= seen.as_ref() != Some(&now) && now != *typed,
                merged => {
                    if merged == Merged::Asked {
                        asked.push(name.clone());
                    }
                    set_cell(&mut fields, name, typed.clone());
                    history.note(Change { cell: name.clone(), before: now, revision: next }, by, at);
                    touched = true;
                }
            }
        }
        if touched {
            changed.push((part.clone(), history));
        }
    }
    if !asked.is_empty() {
        return Ok(Saved::Asked { draft, fields, cells: asked });
    }
    if !changed.is_empty() {
        let touched = Touched { by: Some(by), at };
        for (part, history) in changed {
            drawer.put(&history)?;
            draft.parts.insert(part, touched);
        }
        draft.fields = fields;
        (draft.prepared, draft.cleared) = (None, None);
        (draft.saved_by, draft.saved, draft.revision) = (Some(by), at, next);
        drawer.put(&draft)?;
    }
    Ok(Saved::Done { draft, with_others })
}

/// Marks a draft as cleared, as it was read at `revision`.
pub fn clear(
    drawer: &Drawer<'_>,
    seat: &Seat,
    id: [u8; 16],
    revision: u64,
    by: PersonId,
) -> Result<Draft, DelegationError> {
    let mut draft = at_revision(drawer, seat, id, revision)?;
    draft.cleared = Some(Touched { by: Some(by), at: drawer.now() });
    drawer.put(&draft)?;
    Ok(draft)
}

/// Keeps the bytes that are to be signed with the draft as it was read at `revision`. Here, and nowhere else, it is asked
/// whether its delegation lets these signers release it: every signature that this hub takes on a draft comes through here.
pub fn prepare(
    drawer: &Drawer<'_>,
    seat: &Seat,
    id: [u8; 16],
    revision: u64,
    prepared: Prepared,
) -> Result<Draft, DelegationError> {
    let mut draft = at_revision(drawer, seat, id, revision)?;
    release::check(drawer, &draft, &prepared)?;
    draft.prepared = Some(prepared);
    drawer.put(&draft)?;
    Ok(draft)
}

/// Removes a draft with its file, its history and what colleagues remarked: it was submitted, or thrown away.
pub fn remove(drawer: &Drawer<'_>, seat: &Seat, id: [u8; 16]) -> Result<(), DelegationError> {
    find(drawer, seat, id)?;
    drawer.remove_of_owner::<History>(&id)?;
    drawer.remove_of_owner::<Remark>(&id)?;
    received::forget(drawer, id)?;
    drawer.remove::<Draft>(&id).map(drop)
}

fn at_revision(
    drawer: &Drawer<'_>,
    seat: &Seat,
    id: [u8; 16],
    revision: u64,
) -> Result<Draft, DelegationError> {
    let draft = find(drawer, seat, id)?;
    if draft.revision == revision { Ok(draft) } else { Err(DelegationError::Conflict) }
}
