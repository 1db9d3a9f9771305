//! The outbox: what people are told by a second path, because a page alone can be made to lie. Whoever follows the register
//! tells of every accepted record that speaks for a delegation, however it came in: a page that hides what it handed in, or
//! a stranger who carried it to the door, silences nobody. Mail takes notices from here; the account's page shows them.
//!
//! Up to where people were told lies in the same transaction as what they were told: each is told once. A hub that begins
//! to tell begins at the end of its register, and nobody is told of what was accepted before they took their seat.

use policy::{Role, Seat};
use record::RecordId;
use record::header::Salt;
use serde::{Deserialize, Serialize};

use crate::audit::{self, Note};
use crate::people::{Membership, Person};
use crate::{DelegationError, Document, Drawer, PersonId, letters};

/// How long a notice is kept, in seconds: as long as somebody may look back after leave.
pub const KEPT: u64 = 180 * 86_400;

/// What an accepted record did in a delegation's name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Something was signed by keys of the delegation.
    #[default]
    Signed,
    /// The secretariat entered what arrived from the delegation on paper.
    Transmitted,
    /// The secretariat erased something of the delegation's.
    Erased,
    /// Another moved on, in its kind's workflow, a record in which the delegation or the secretariat has a part.
    Moved,
    /// An administrator of the delegation enrolled a key.
    KeyEnrolled,
    /// The secretariat's root keys enrolled a key: it waits, and any key of the delegation can stop it.
    KeyVouchedFor,
    /// A key was revoked.
    KeyRevoked,
}

impl What {
    /// Is it told to everybody of the delegation? Who holds a key speaks for all of them, and any valid key stops one that
    /// waits: it takes one person who reads.
    pub fn concerns_all(self) -> bool {
        matches!(self, Self::KeyEnrolled | Self::KeyVouchedFor | Self::KeyRevoked)
    }

    /// Is it told to whoever holds this role, though they signed nothing? What others do concerns whoever can act on it too.
    pub fn concerns(self, role: Role) -> bool {
        match self {
            Self::Moved => matches!(
                role,
                Role::NationalAdministrator
                    | Role::Delegate
                    | Role::Chair
                    | Role::SecretariatAdministrator
                    | Role::Officer
            ),
            _ => role == Role::NationalAdministrator,
        }
    }

    /// The word in lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Transmitted => "transmitted",
            Self::Erased => "erased",
            Self::Moved => "moved",
            Self::KeyEnrolled => "key-enrolled",
            Self::KeyVouchedFor => "key-vouched-for",
            Self::KeyRevoked => "key-revoked",
        }
    }
}

/// Something was said in a delegation's name.
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
    /// The person who is told signed it; else a colleague or the secretariat did.
    pub own: bool,
    /// When, in seconds since 1970.
    pub at: u64,
    /// A mail server has taken it.
    #[serde(default)]
    pub sent: bool,
    /// What the record did.
    #[serde(default)]
    pub what: What,
    /// Anybody may read the record: mail may name its kind.
    #[serde(default)]
    pub public: bool,
    /// From when on the key may sign, in seconds since 1970, if it waits.
    #[serde(default)]
    pub from: Option<u64>,
}

pub(crate) mod record_id {
    use record::RecordId;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(id: &RecordId, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(id)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<RecordId, D::Error> {
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

/// An accepted record, as far as people are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The record.
    pub record: RecordId,
    /// Its kind.
    pub kind: String,
    /// Anybody may read it.
    pub public: bool,
    /// In whose name.
    pub seat: Seat,
    /// The random ids of those who signed.
    pub signers: Vec<Salt>,
    /// When it was accepted, in seconds since 1970.
    pub at: u64,
    /// What it did.
    pub what: What,
    /// From when on the key may sign, if it waits.
    pub from: Option<u64>,
}

/// Up to where in the register people were told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    up_to: u64,
}

const TOLD: &[u8] = b"told";

impl Document for Told {
    const DRAWER: &'static str = "outbox-position";
    fn key(&self) -> Vec<u8> {
        TOLD.to_vec()
    }
}

/// Where telling goes on, in a register of this size. The first time that anybody asks, it is the register's end.
pub fn position(drawer: &Drawer<'_>, size: u64) -> Result<u64, DelegationError> {
    if let Some(told) = drawer.get::<Told>(TOLD)? {
        return Ok(told.up_to);
    }
    drawer.put(&Told { up_to: size })?;
    Ok(size)
}

/// Tells of the records from `from` up to but not including `up_to`: queues what everybody concerned is told, notes in the
/// trail what was handed in, and moves the position, all or nothing. How many notices; none if others were here meanwhile.
pub fn tell(drawer: &Drawer<'_>, from: u64, up_to: u64, said: &[Said]) -> Result<usize, DelegationError> {
    if position(drawer, from)? != from {
        return Ok(0);
    }
    // All at once: a list for each record would open every account as often as there are records.
    let people: Vec<Person> = if said.is_empty() { Vec::new() } else { drawer.all()? };
    let mut queued = 0;
    for one in said {
        for person in &people {
            if let Some(membership) = person.membership(&one.seat).filter(|m| m.since <= one.at) {
                queued += usize::from(tell_one(drawer, one, person, membership)?);
            }
        }
    }
    drawer.put(&Told { up_to })?;
    Ok(queued)
}

fn tell_one(
    drawer: &Drawer<'_>,
    said: &Said,
    person: &Person,
    membership: &Membership,
) -> Result<bool, DelegationError> {
    let own = said.signers.contains(&membership.signer);
    if own {
        // The trail learns of it here and not in the page: what was handed in elsewhere, or by a page that failed after
        // the register had taken it, stands there too.
        let (who, seat) = (Some(membership.signer), Some(said.seat.to_string()));
        let about = Some(said.record.to_string());
        audit::note(drawer, Note { who, seat, what: audit::What::Submitted, about, count: 1 })?;
    }
    let told = said.what.concerns_all() || membership.roles.iter().any(|role| said.what.concerns(*role));
    if !own && !told {
        return Ok(false);
    }
    let Said { record, public, at, what, from, .. } = *said;
    let (id, seat, kind) = (drawer.random(), said.seat.clone(), said.kind.clone());
    let notice = Notice { id, to: person.id, seat, record, kind, own, at, sent: false, what, public, from };
    drawer.put(&notice)?;
    letters::queue_notice(drawer, person, &notice)?;
    Ok(true)
}

/// What a person was told, the newest first.
pub fn of_person(drawer: &Drawer<'_>, person: PersonId) -> Result<Vec<Notice>, DelegationError> {
    let mut notices: Vec<Notice> = drawer.of_owner(&person.0)?;
    notices.sort_by_key(|notice| std::cmp::Reverse((notice.at, notice.id)));
    Ok(notices)
}
