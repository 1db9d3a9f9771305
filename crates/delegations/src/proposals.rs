//! Proposals: signing keys that somebody made in the page and that nobody has vouched for yet. A proposal gives no right: what
//! counts is the record of enrolment, which the secretariat's root keys or an administrator's key sign, and the new key.

use policy::Seat;
use record::header::Salt;
use record::webauthn::{Purpose, WebauthnKey};
use serde::{Deserialize, Serialize};

use crate::passkeys::Passkey;
use crate::prepared::Prepared;
use crate::{DelegationError, Document, Drawer, PersonId, seat_key};

/// How long a proposal waits for somebody to vouch for it, in seconds: a note verbale takes weeks.
pub const VALID: u64 = 30 * 86_400;

/// The most open proposals of one person in one seat: one for each of their devices.
pub const MAX_OPEN: usize = 4;

/// A key that waits to be enrolled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Its id, random.
    pub id: [u8; 16],
    /// For whom it would sign.
    #[serde(with = "crate::as_text::one")]
    pub seat: Seat,
    /// Who made it.
    pub person: PersonId,
    /// The random id by which the key's record will name that person.
    pub signer: Salt,
    /// The passkey's line.
    pub line: String,
    /// The random label of its record.
    pub label: String,
    /// When it was made, in seconds since 1970.
    pub made: u64,
    /// The record of its enrolment, from the moment somebody vouched for it.
    pub enrolment: Option<Prepared>,
}

impl Document for Proposal {
    const DRAWER: &'static str = "key-proposals";
    fn key(&self) -> Vec<u8> {
        self.id.to_vec()
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(seat_key(&self.seat))
    }
    fn expires(&self) -> Option<u64> {
        Some(self.made + VALID)
    }
}

impl Proposal {
    /// The key.
    pub fn passkey(&self) -> Result<WebauthnKey, DelegationError> {
        WebauthnKey::from_line(&self.line).map_err(|_| DelegationError::Form(Self::DRAWER))
    }
}

/// Proposes a key of a person in a seat. One that somebody signs in with is refused: a touch for signing in is given lightly,
/// and must never be worth a signature.
pub fn propose(
    drawer: &Drawer<'_>,
    seat: &Seat,
    (person, signer): (PersonId, Salt),
    key: &WebauthnKey,
) -> Result<Proposal, DelegationError> {
    let signs_in = drawer.get::<Passkey>(key.credential())?.is_some();
    let open = of_seat(drawer, seat)?;
    if key.purpose() != Purpose::Sign || signs_in || open.iter().any(|other| other.line == key.line()) {
        return Err(DelegationError::PasskeyKnown);
    }
    if open.iter().filter(|other| other.person == person).count() >= MAX_OPEN {
        return Err(DelegationError::TooMany { what: "open proposals", limit: MAX_OPEN });
    }
    let proposal = Proposal {
        id: drawer.random(),
        seat: seat.clone(),
        person,
        signer,
        line: key.line().to_owned(),
        label: hex::encode(drawer.random::<4>()),
        made: drawer.now(),
        enrolment: None,
    };
    drawer.put(&proposal)?;
    Ok(proposal)
}

/// A proposal of a seat. Another seat's isn't there.
pub fn find(drawer: &Drawer<'_>, seat: &Seat, id: [u8; 16]) -> Result<Proposal, DelegationError> {
    let found = drawer.get::<Proposal>(&id)?.filter(|proposal| proposal.seat == *seat);
    found.ok_or(DelegationError::Proposal)
}

/// The proposals of a seat, the newest first.
pub fn of_seat(drawer: &Drawer<'_>, seat: &Seat) -> Result<Vec<Proposal>, DelegationError> {
    let mut proposals: Vec<Proposal> = drawer.of_owner(&seat_key(seat))?;
    proposals.sort_by_key(|proposal| std::cmp::Reverse((proposal.made, proposal.id)));
    Ok(proposals)
}

/// Keeps the record of enrolment that is to be signed, in the place of one that there was.
pub fn prepare(
    drawer: &Drawer<'_>,
    seat: &Seat,
    id: [u8; 16],
    enrolment: Prepared,
) -> Result<Proposal, DelegationError> {
    let mut proposal = find(drawer, seat, id)?;
    proposal.enrolment = Some(enrolment);
    drawer.put(&proposal)?;
    Ok(proposal)
}

/// Removes a proposal: it was enrolled, or withdrawn.
pub fn remove(drawer: &Drawer<'_>, seat: &Seat, id: [u8; 16]) -> Result<(), DelegationError> {
    find(drawer, seat, id)?;
    drawer.remove::<Proposal>(&id).map(drop)
}

/// Removes what a person proposed for a seat, or for every seat: they act for it no more.
pub(crate) fn forget(
    drawer: &Drawer<'_>,
    person: PersonId,
    seat: Option<&Seat>,
) -> Result<(), DelegationError> {
    let theirs = |p: &Proposal| p.person == person && seat.is_none_or(|seat| p.seat == *seat);
    for proposal in drawer.all::<Proposal>()?.iter().filter(|proposal| theirs(proposal)) {
        drawer.remove::<Proposal>(&proposal.id)?;
    }
    Ok(())
}

/// What a proposal's file says: the file goes from its maker to those who vouch. It holds no name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalFile {
    /// What it is.
    pub format: String,
    /// Whose key it would be.
    pub participant: String,
    /// The passkey's line.
    pub key: String,
    /// The random id by which the key's record will name the person.
    pub person: Salt,
    /// The random label of its record.
    pub label: String,
}

/// What a proposal's file is called in itself.
pub const FILE_FORMAT: &str = "key-proposal";

impl ProposalFile {
    /// The file of a proposal for this participant.
    pub fn of(proposal: &Proposal, participant: &str) -> Self {
        Self {
            format: FILE_FORMAT.to_owned(),
            participant: participant.to_owned(),
            key: proposal.line.clone(),
            person: proposal.signer,
            label: proposal.label.clone(),
        }
    }
}
