//! Recovery of an account whose passkeys are lost: two others of the same delegation, or the secretariat's root keys after 72
//! hours. Nobody does it alone, and nothing that lies on the hub is enough.

use policy::Seat;
use record::header::Salt;
use record::signature::{SignatureSet, UnverifiedSignature};
use record::{KeyId, Time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::identities;
use crate::invitations::{self, Asked, Invitation};
use crate::people::{self, Person};
use crate::recovery_letters;
use crate::{DelegationError, Document, Drawer, PersonId, Secret};

/// How long a request waits for its second person, in seconds.
pub const VALID: u64 = 7 * 86_400;

/// How long the secretariat's help waits, so that the delegation can stop it, in seconds: the design's 72 hours.
pub const SECRETARIAT_WAITS: u64 = 72 * 3_600;

/// A request to recover an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recovery {
    /// Whose account.
    pub person: PersonId,
    /// In which seat the two others know the person.
    #[serde(with = "crate::as_text::one")]
    pub seat: Seat,
    /// Who asked.
    pub asked_by: Asker,
    /// Of the secretariat, who asked.
    #[serde(default)]
    pub helper: Option<PersonId>,
    /// In which seat the secretariat asked.
    #[serde(with = "crate::as_text::maybe", default)]
    pub from: Option<Seat>,
    /// When, in seconds since 1970.
    pub asked: u64,
    /// Until when it can be confirmed, in seconds since 1970.
    pub expires: u64,
}

/// Who asked for a recovery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asker {
    /// A colleague.
    Person(PersonId),
    /// The secretariat.
    Secretariat,
}

impl Document for Recovery {
    const DRAWER: &'static str = "recoveries";
    fn key(&self) -> Vec<u8> {
        key(&self.seat, self.person)
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(crate::seat_key(&self.seat))
    }
    fn expires(&self) -> Option<u64> {
        Some(self.expires)
    }
}

/// One request for each person and seat: what one delegation asks neither replaces nor hides what another does.
fn key(seat: &Seat, person: PersonId) -> Vec<u8> {
    [&person.0[..], &crate::seat_key(seat)].concat()
}

/// A colleague asks that somebody's account be recovered.
pub fn ask(
    drawer: &Drawer<'_>,
    seat: &Seat,
    lost: PersonId,
    by: PersonId,
) -> Result<Recovery, DelegationError> {
    if lost == by {
        return Err(DelegationError::SamePerson);
    }
    member(drawer, seat, by)?;
    let (asked, expires) = (drawer.now(), drawer.now() + VALID);
    let (person, seat, asked_by) = (lost, seat.clone(), Asker::Person(by));
    open(drawer, Recovery { person, seat, asked_by, helper: None, from: None, asked, expires })
}

/// Somebody of a secretariat, and the seat in which they are.
pub type Helper<'a> = (PersonId, &'a Seat);

/// One of the secretariat asks: nothing happens for 72 hours.
pub fn ask_as_secretariat(
    drawer: &Drawer<'_>,
    seat: &Seat,
    lost: PersonId,
    (helper, from): Helper<'_>,
) -> Result<Recovery, DelegationError> {
    let (asked, expires) = (drawer.now(), drawer.now() + SECRETARIAT_WAITS + VALID);
    let (person, seat, asked_by) = (lost, seat.clone(), Asker::Secretariat);
    let (helper, from) = (Some(helper), Some(from.clone()));
    open(drawer, Recovery { person, seat, asked_by, helper, from, asked, expires })
}

/// A second colleague confirms: the link for new passkeys, to be handed to its person by a way that both trust.
pub fn confirm(
    drawer: &Drawer<'_>,
    seat: &Seat,
    lost: PersonId,
    by: PersonId,
) -> Result<(Secret, Invitation), DelegationError> {
    let second = member(drawer, seat, by)?;
    let request = find(drawer, seat, lost)?;
    if by == lost || request.asked_by == Asker::Person(by) || !was_there(&second, seat, &request) {
        return Err(DelegationError::SamePerson);
    }
    // Who asked and has left since vouches for nobody.
    if let Asker::Person(asker) = request.asked_by {
        member(drawer, seat, asker)?;
        check_two(drawer, lost, [asker, by])?;
    }
    grant(drawer, &request, by, None)
}

/// Two who vouch must not be one sign-in service, which could open both accounts by itself and take a third that it doesn't
/// open. An account that it opens it has already.
fn check_two(drawer: &Drawer<'_>, lost: PersonId, two: [PersonId; 2]) -> Result<(), DelegationError> {
    if !identities::of_person(drawer, lost)?.is_empty() {
        return Ok(());
    }
    for one in two {
        if !identities::stand_behind(drawer, one)? {
            return Ok(());
        }
    }
    Err(DelegationError::SameService)
}

/// What the keepers of the root keys sign for one request: of this log, this account and this asking, so that a signature is
/// good for no other. It is no header of a record: those are JSON.
pub fn order(log: &str, request: &Recovery, signer: &Salt) -> String {
    let (seat, asked) = (&request.seat, Time(request.asked));
    format!("comity/v1/recovery\nlog {log}\nseat {seat}\nperson {signer}\nasked {asked}\n")
}

/// The root keys of a log, as its genesis and what came after have them.
pub struct Roots<'a> {
    /// The log's origin.
    pub log: &'a str,
    /// How many must sign.
    pub threshold: usize,
    /// Is this one of them?
    pub is_root: &'a dyn Fn(&KeyId) -> bool,
}

impl Roots<'_> {
    /// Have enough of them signed this? A signature that is wrong, or another key's, is named, not passed over.
    fn vouch(&self, order: &str, signatures: &[UnverifiedSignature]) -> Result<(), DelegationError> {
        let mut signed = BTreeSet::new();
        for signature in signatures {
            let set = SignatureSet::gather(vec![signature.clone()]);
            if !(self.is_root)(&signature.key) || set.verify(order.as_bytes()).is_err() {
                let why = "a signature is not by a root key over these very bytes";
                return Err(DelegationError::Field { field: "signatures", why });
            }
            signed.insert(signature.key);
        }
        if signed.len() >= self.threshold {
            return Ok(());
        }
        let why = "not enough root keys have signed";
        Err(DelegationError::Field { field: "signatures", why })
    }
}

/// The secretariat's request after its waiting time, with the signatures of the root keys: whoever could replace the passkeys of
/// any account by what lies on the hub would speak for every participant.
pub fn complete_as_secretariat(
    drawer: &Drawer<'_>,
    (seat, lost): (&Seat, PersonId),
    (helper, from): Helper<'_>,
    roots: &Roots<'_>,
    signatures: &[UnverifiedSignature],
) -> Result<(Secret, Invitation), DelegationError> {
    let request = find(drawer, seat, lost)?;
    if request.asked_by != Asker::Secretariat || drawer.now() < request.asked + SECRETARIAT_WAITS {
        let why = "the waiting time of 72 hours is not over, in which the delegation can stop this";
        return Err(DelegationError::Field { field: "recovery", why });
    }
    member(drawer, from, helper)?;
    // Who asked and has left since asked for nothing.
    match (&request.from, request.helper) {
        (Some(asked_from), Some(first)) if asked_from == from => member(drawer, from, first)?,
        _ => return Err(DelegationError::Person),
    };
    let signer = member(drawer, seat, lost)?.membership(seat).ok_or(DelegationError::Person)?.signer;
    roots.vouch(&order(roots.log, &request, &signer), signatures)?;
    grant(drawer, &request, helper, Some(from.clone()))
}

/// What a secretariat has asked for, the oldest first, each with the id by which records name its person.
pub fn asked_from(drawer: &Drawer<'_>, from: &Seat) -> Result<Vec<(Recovery, Salt)>, DelegationError> {
    let mut open: Vec<Recovery> = drawer.all()?;
    open.retain(|request| request.asked_by == Asker::Secretariat && request.from.as_ref() == Some(from));
    open.sort_by_key(|request| (request.asked, request.person));
    let named = |request: Recovery| {
        let person = people::person(drawer, request.person).ok()?;
        let signer = person.membership(&request.seat)?.signer;
        Some((request, signer))
    };
    Ok(open.into_iter().filter_map(named).collect())
}

/// Did somebody hold the seat before the request? Who asks must not invite their own second.
fn was_there(second: &Person, seat: &Seat, request: &Recovery) -> bool {
    second.membership(seat).is_some_and(|membership| membership.since <= request.asked)
}

/// Anyone of the delegation, the person included, stops a recovery.
pub fn stop(drawer: &Drawer<'_>, seat: &Seat, lost: PersonId, by: PersonId) -> Result<(), DelegationError> {
    member(drawer, seat, by)?;
    find(drawer, seat, lost)?;
    forget(drawer, lost, seat)
}

/// Drops a request, if there is one.
pub(crate) fn forget(drawer: &Drawer<'_>, person: PersonId, seat: &Seat) -> Result<(), DelegationError> {
    drawer.remove::<Recovery>(&key(seat, person)).map(drop)
}

/// Drops what somebody asked for in a seat, for whomever: who leaves it vouches for nobody.
pub(crate) fn forget_asked_by(
    drawer: &Drawer<'_>,
    asker: PersonId,
    seat: &Seat,
) -> Result<(), DelegationError> {
    let theirs = |one: &Recovery| match one.asked_by {
        Asker::Person(by) => by == asker && one.seat == *seat,
        Asker::Secretariat => one.helper == Some(asker) && one.from.as_ref() == Some(seat),
    };
    for request in drawer.all::<Recovery>()?.iter().filter(|one| theirs(one)) {
        forget(drawer, request.person, &request.seat)?;
    }
    Ok(())
}

/// The open requests that concern a person, in whichever seat.
pub fn of_person(drawer: &Drawer<'_>, person: &Person) -> Result<Vec<Recovery>, DelegationError> {
    let found = person.memberships.iter().map(|m| drawer.get::<Recovery>(&key(&m.seat, person.id)));
    found.filter_map(Result::transpose).collect()
}

/// The open requests of a seat, the oldest first.
pub fn of_seat(drawer: &Drawer<'_>, seat: &Seat) -> Result<Vec<Recovery>, DelegationError> {
    let mut open: Vec<Recovery> = drawer.of_owner(&crate::seat_key(seat))?;
    open.sort_by_key(|request| (request.asked, request.person));
    Ok(open)
}

/// Keeps a request, unless there is one: a second would take the place of the first, whose asker could then confirm it.
fn open(drawer: &Drawer<'_>, request: Recovery) -> Result<Recovery, DelegationError> {
    member(drawer, &request.seat, request.person)?;
    if drawer.get::<Recovery>(&request.key())?.is_some() {
        return Err(DelegationError::Conflict);
    }
    drawer.put(&request)?;
    recovery_letters::tell(drawer, &request)?;
    Ok(request)
}

fn find(drawer: &Drawer<'_>, seat: &Seat, lost: PersonId) -> Result<Recovery, DelegationError> {
    drawer.get(&key(seat, lost))?.ok_or(DelegationError::Person)
}

/// The roles stay as they are: a recovery gives nobody more than they had.
fn grant(
    drawer: &Drawer<'_>,
    request: &Recovery,
    by: PersonId,
    from: Option<Seat>,
) -> Result<(Secret, Invitation), DelegationError> {
    let person = member(drawer, &request.seat, request.person)?;
    let roles = person.membership(&request.seat).ok_or(DelegationError::Person)?.roles.clone();
    forget(drawer, request.person, &request.seat)?;
    let (seat, note) = (request.seat.clone(), person.name);
    let (by, recovers) = (Some(by), Some(request.person));
    invitations::make(drawer, Asked { seat, roles, by, note, recovers }, from)
}

fn member(drawer: &Drawer<'_>, seat: &Seat, id: PersonId) -> Result<Person, DelegationError> {
    let person = people::person(drawer, id)?;
    if person.membership(seat).is_some() { Ok(person) } else { Err(DelegationError::Person) }
}
