//! Drafts: what a delegation prepares before it signs. Nobody outside it sees one; the hub's operator, who has the hub's
//! key, could, and pages say so.

use policy::Seat;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::prepared::Prepared;
use crate::{DelegationError, Document, Drawer, PersonId, seat_key};

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
        self.begun_by == Some(person) || self.saved_by == Some(person)
    }

    pub(crate) fn forget(&mut self, person: PersonId) {
        for by in [&mut self.begun_by, &mut self.saved_by] {
            *by = by.filter(|id| *id != person);
        }
    }
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
    draft.prepared = None;
    (draft.saved_by, draft.saved, draft.revision) = (Some(by), drawer.now(), revision + 1);
    drawer.put(&draft)?;
    Ok(draft)
}

/// Keeps the bytes that are to be signed with the draft as it was read at `revision`.
pub fn prepare(
    drawer: &Drawer<'_>,
    seat: &Seat,
    id: [u8; 16],
    revision: u64,
    prepared: Prepared,
) -> Result<Draft, DelegationError> {
    let mut draft = at_revision(drawer, seat, id, revision)?;
    draft.prepared = Some(prepared);
    drawer.put(&draft)?;
    Ok(draft)
}

/// Removes a draft: it was submitted, or thrown away.
pub fn remove(drawer: &Drawer<'_>, seat: &Seat, id: [u8; 16]) -> Result<(), DelegationError> {
    find(drawer, seat, id)?;
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
