//! Remarks that colleagues make on a section of a draft. They lie sealed like the draft, go with it, and are never part of
//! what is signed.

use policy::Seat;
use record::text::is_plain;
use serde::{Deserialize, Serialize};

use crate::{DelegationError, Document, Drawer, PersonId, drafts};

/// The longest remark, in characters: half a page.
pub const MAX_REMARK: usize = 2_000;

/// The most remarks on one draft, settled ones included.
pub const MAX_REMARKS: usize = 200;

/// A remark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Its id, random.
    pub id: [u8; 16],
    /// On which draft.
    pub draft: [u8; 16],
    /// On which section.
    pub section: String,
    /// Who made it; nobody, once that person is forgotten.
    pub by: Option<PersonId>,
    /// When, in seconds since 1970.
    pub at: u64,
    /// What it says.
    pub text: String,
    /// Since when it is settled.
    pub settled: Option<u64>,
    /// Who settled it; likewise.
    pub settled_by: Option<PersonId>,
}

impl Document for Remark {
    const DRAWER: &'static str = "draft-remarks";
    fn key(&self) -> Vec<u8> {
        [self.draft, self.id].concat()
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(self.draft.to_vec())
    }
    fn expires(&self) -> Option<u64> {
        Some(self.at + drafts::KEPT)
    }
}

/// The remarks on a seat's draft, the oldest first.
pub fn of_draft(drawer: &Drawer<'_>, draft: [u8; 16]) -> Result<Vec<Remark>, DelegationError> {
    let mut remarks: Vec<Remark> = drawer.of_owner(&draft)?;
    remarks.sort_by_key(|remark| (remark.at, remark.id));
    Ok(remarks)
}

/// Makes a remark on a section.
pub fn make(
    drawer: &Drawer<'_>,
    seat: &Seat,
    draft: [u8; 16],
    section: &str,
    by: PersonId,
    text: &str,
) -> Result<Remark, DelegationError> {
    drafts::find(drawer, seat, draft)?;
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.is_empty() || text.chars().count() > MAX_REMARK || !is_plain(&text, true) {
        let why = "a remark is plain text of at most 2,000 characters, without marks that nobody sees";
        return Err(DelegationError::Field { field: "remark", why });
    }
    if of_draft(drawer, draft)?.len() >= MAX_REMARKS {
        return Err(DelegationError::TooMany { what: "remarks", limit: MAX_REMARKS });
    }
    let (id, section, at) = (drawer.random(), section.to_owned(), drawer.now());
    let remark = Remark { id, draft, section, by: Some(by), at, text, settled: None, settled_by: None };
    drawer.put(&remark)?;
    Ok(remark)
}

/// Settles a remark; one that is settled stays as it is.
pub fn settle(
    drawer: &Drawer<'_>,
    seat: &Seat,
    draft: [u8; 16],
    id: [u8; 16],
    by: PersonId,
) -> Result<(), DelegationError> {
    drafts::find(drawer, seat, draft)?;
    let remark: Option<Remark> = drawer.get(&[draft, id].concat())?;
    let mut remark = remark.ok_or(DelegationError::Draft)?;
    if remark.settled.is_none() {
        (remark.settled, remark.settled_by) = (Some(drawer.now()), Some(by));
        drawer.put(&remark)?;
    }
    Ok(())
}

pub(crate) fn forget(drawer: &Drawer<'_>, person: PersonId) -> Result<(), DelegationError> {
    for mut remark in drawer.all::<Remark>()? {
        if [remark.by, remark.settled_by].contains(&Some(person)) {
            for by in [&mut remark.by, &mut remark.settled_by] {
                *by = by.filter(|id| *id != person);
            }
            drawer.put(&remark)?;
        }
    }
    Ok(())
}
