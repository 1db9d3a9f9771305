//! The outbox: what a person is told by a second path, because a page alone can be made to lie. Every signature made in a hub's
//! page is told to its person and to the national administrators of its seat. Mail takes notices from here; the account's
//! page shows them.

use policy::{Role, Seat};
use record::RecordId;
use record::header::Salt;
use serde::{Deserialize, Serialize};

use crate::{DelegationError, Document, Drawer, PersonId, people};

/// How long a notice is kept, in seconds: as long as somebody may look back after leave.
pub const KEPT: u64 = 180 * 86_400;

/// Something was signed in a delegation's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Its id, random.
    pub id: [u8; 16],
    /// Who is told.
    pub to: PersonId,
    /// In whose name.
    #[serde(with = "crate::as_text::one")]
    pub seat: Seat,
    /// The record.
    #[serde(with = "record_id")]
    pub record: RecordId,
    /// Its kind.
    pub kind: String,
    /// The person who is told signed it; else a colleague did.
    pub own: bool,
    /// When, in seconds since 1970.
    pub at: u64,
    /// Mail has taken it.
    #[serde(default)]
    pub sent: bool,
}

mod record_id {
    use record::RecordId;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(id: &RecordId, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(id)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<RecordId, D::Error> {
        let text = String::deserialize(deserializer)?;
        RecordId::from_hex(&text).ok_or_else(|| serde::de::Error::custom("a record's id has 64 digits"))
    }
}

impl Document for Notice {
    const DRAWER: &'static str = "outbox";
    fn key(&self) -> Vec<u8> {
        self.id.to_vec()
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(self.to.0.to_vec())
    }
    fn expires(&self) -> Option<u64> {
        Some(self.at + KEPT)
    }
}

/// Tells whoever signed a record in the page, and the seat's administrators, that it was signed.
pub fn tell_signed(
    drawer: &Drawer<'_>,
    seat: &Seat,
    signers: &[Salt],
    record: RecordId,
    kind: &str,
) -> Result<(), DelegationError> {
    for person in people::of_seat(drawer, seat)? {
        let Some(membership) = person.membership(seat) else { continue };
        let own = signers.contains(&membership.signer);
        if !own && !membership.roles.contains(&Role::NationalAdministrator) {
            continue;
        }
        let (id, at, seat, kind) = (drawer.random(), drawer.now(), seat.clone(), kind.to_owned());
        drawer.put(&Notice { id, to: person.id, seat, record, kind, own, at, sent: false })?;
    }
    Ok(())
}

/// What a person was told, the newest first.
pub fn of_person(drawer: &Drawer<'_>, person: PersonId) -> Result<Vec<Notice>, DelegationError> {
    let mut notices: Vec<Notice> = drawer.of_owner(&person.0)?;
    notices.sort_by_key(|notice| std::cmp::Reverse((notice.at, notice.id)));
    Ok(notices)
}
