//! The trail: what was done by whom, durable before the answer. Persons stand by the random id of their seat, so that the
//! trail stays readable, and says nothing, when a person is forgotten. Each hour, one record of the hub commits to the
//! events of that hour: nobody rewrites them afterwards.

use record::Hash;
use record::header::Salt;
use serde::{Deserialize, Serialize};

use crate::people::Membership;
use crate::{DelegationError, Document, Drawer};

/// How long an event is kept, in seconds: somewhat more than a year, so that a yearly review sees all of it.
pub const KEPT: u64 = 400 * 86_400;

/// Seconds of the span that one commitment covers.
pub const HOUR: u64 = 3_600;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Somebody signed in.
    SignedIn,
    /// Sign-ins that failed within a minute, counted.
    SignInFailed,
    /// Somebody signed out, or ended a session.
    SignedOut,
    /// A fresh touch.
    SteppedUp,
    /// Somebody was invited.
    Invited,
    /// An invitation was withdrawn.
    InvitationWithdrawn,
    /// An invitation was used.
    Joined,
    /// Roles were changed.
    RolesChanged,
    /// Somebody was removed.
    Removed,
    /// A passkey was added or removed.
    PasskeysChanged,
    /// One-time codes were printed.
    CodesPrinted,
    /// A recovery was asked for, stopped, or granted.
    Recovery,
    /// A token was made or ended.
    TokensChanged,
    /// An address for mail was changed or confirmed, mail was turned on or off, or a subscription was made or left.
    MailChanged,
    /// A signing key was proposed.
    KeyProposed,
    /// A record that names the person as a signer was accepted.
    Submitted,
    /// Something was exported, or a person took along what is held about them.
    Exported,
    /// A secretariat read restricted bodies.
    ReadRestricted,
    /// Other policies are in force than before.
    PolicyChanged,
    /// A person was forgotten.
    Erased,
    /// What was read out of an imported text was corrected.
    ImportReviewed,
    /// An imported text was confirmed as it stands.
    ImportConfirmed,
    /// The rule that one drafts and another releases was turned on or off.
    ReleaseRule,
    /// Something was refused that a page would not have offered.
    Refused,
}

impl What {
    /// The word in lists and interfaces.
    pub fn word(self) -> String {
        serde_json::to_value(self).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its place in the trail.
    pub number: u64,
    /// When, in seconds since 1970.
    pub at: u64,
    /// Who, by the seat's random id.
    pub who: Option<Salt>,
    /// For whom, as the seat is written.
    pub seat: Option<String>,
    /// What.
    pub what: What,
    /// On what: an id that says nothing by itself, or the word of a resource.
    pub about: Option<String>,
    /// How often, or on how many.
    pub count: u64,
}

/// What is to be noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Who, by the seat's random id.
    pub who: Option<Salt>,
    /// For whom, as the seat is written.
    pub seat: Option<String>,
    /// What.
    pub what: What,
    /// On what.
    pub about: Option<String>,
    /// How often, or on how many.
    pub count: u64,
}

impl Document for Event {
    const DRAWER: &'static str = "trail";
    fn key(&self) -> Vec<u8> {
        self.number.to_be_bytes().to_vec()
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some((self.at / HOUR).to_be_bytes().to_vec())
    }
    fn expires(&self) -> Option<u64> {
        // With its whole hour: an hour of which a part is gone can't be told from one that was rewritten.
        Some(end_of(self.at / HOUR) + KEPT)
    }
}

/// Where the trail stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    next: u64,
    /// Time never goes back along the trail, whatever the clock does: an hour once committed to gets no more events.
    at: u64,
    /// The first hour that no commitment covers yet.
    uncommitted: u64,
}

const HEAD: &[u8] = b"head";

impl Document for Head {
    const DRAWER: &'static str = "trail-head";
    fn key(&self) -> Vec<u8> {
        HEAD.to_vec()
    }
}

/// Notes an event. It is durable when the surrounding [`crate::Desk::together`] returns: answer only then.
pub fn note(drawer: &Drawer<'_>, note: Note) -> Result<Event, DelegationError> {
    let mut head = head(drawer)?;
    head.at = head.at.max(drawer.now()).max(head.uncommitted * HOUR);
    let Note { who, seat, what, about, count } = note;
    let event = Event { number: head.next, at: head.at, who, seat, what, about, count };
    head.next += 1;
    drawer.put(&event)?;
    drawer.put(&head)?;
    Ok(event)
}

/// Where the failed sign-ins of an account, or of no account, are counted in this minute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Failures {
    who: Option<Salt>,
    minute: u64,
    number: u64,
}

/// Seconds within which failed sign-ins of one account are one event.
const MINUTE: u64 = 60;

impl Document for Failures {
    const DRAWER: &'static str = "trail-failures";
    fn key(&self) -> Vec<u8> {
        self.who.map(|who| who.0.to_vec()).unwrap_or_default()
    }
    fn expires(&self) -> Option<u64> {
        Some((self.minute + 1) * MINUTE)
    }
}

/// Counts a failed sign-in: one event for each account and minute, and one for all that belong to no account.
pub fn note_failure(drawer: &Drawer<'_>, of: Option<Membership>) -> Result<Event, DelegationError> {
    let who = of.as_ref().map(|membership| membership.signer);
    let counted = drawer.get::<Failures>(&who.map(|who| who.0.to_vec()).unwrap_or_default())?;
    let same = match counted {
        Some(counted) => drawer.get::<Event>(&counted.number.to_be_bytes())?,
        None => None,
    };
    // An hour that is over stays as it is: its commitment may be made already.
    let head = head(drawer)?;
    let open = (head.uncommitted * HOUR).max(head.at / HOUR * HOUR);
    if let Some(mut event) = same.filter(|event| event.at >= open) {
        event.count += 1;
        drawer.put(&event)?;
        return Ok(event);
    }
    let seat = of.map(|membership| membership.seat.to_string());
    let event = note(drawer, Note { who, seat, what: What::SignInFailed, about: None, count: 1 })?;
    drawer.put(&Failures { who, minute: drawer.now() / MINUTE, number: event.number })?;
    Ok(event)
}

/// What one hour's commitment covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// The hour, in hours since 1970.
    pub hour: u64,
    /// How many events.
    pub events: u64,
    /// SHA-256 over a random salt, how often accounts had been changed, and the events in order, each a line of JSON.
    pub digest: Hash,
    /// The salt, kept with the trail: without it nobody can try out what an hour may have held.
    pub salt: Salt,
}

/// The salt of an hour that was committed to, so that the commitment can be checked as long as the events are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Committed {
    hour: u64,
    salt: Salt,
    /// How often the drawers that let somebody in had been changed; none in an hour that an older program committed to.
    #[serde(default)]
    accounts: Option<u64>,
}

impl Document for Committed {
    const DRAWER: &'static str = "trail-commitments";
    fn key(&self) -> Vec<u8> {
        self.hour.to_be_bytes().to_vec()
    }
    fn expires(&self) -> Option<u64> {
        Some(end_of(self.hour) + KEPT)
    }
}

/// The commitment to the next hour that is over, empty or not; none if all are made. Mark it with [`committed`] once the
/// hub's record of it is accepted: until then the same hour comes again, with the same digest.
pub fn next_commitment(drawer: &Drawer<'_>) -> Result<Option<Commitment>, DelegationError> {
    let mut head = head(drawer)?;
    let hour = head.uncommitted;
    // An hour that would hide that the accounts are older than the hours before it.
    if accounts_put_back(drawer, hour.saturating_sub(1))? {
        return Err(DelegationError::PutBack("guard"));
    }
    // The trail begins with the first time that anybody asks, so that the hours before the first event are covered too.
    let over = drawer.now() >= end_of(hour);
    if over {
        // A clock that is set back now must bring nothing into an hour whose digest is on its way.
        head.at = head.at.max(end_of(hour));
    }
    drawer.put(&head)?;
    if !over {
        return Ok(None);
    }
    let kept = if let Some(kept) = drawer.get::<Committed>(&hour.to_be_bytes())? {
        kept
    } else {
        let kept = Committed { hour, salt: Salt(drawer.random()), accounts: Some(drawer.generation()?) };
        drawer.put(&kept)?;
        kept
    };
    commitment(drawer, &kept).map(Some)
}

/// The hour's record was accepted: no more events come into it.
pub fn committed(drawer: &Drawer<'_>, hour: u64) -> Result<(), DelegationError> {
    let mut head = head(drawer)?;
    head.uncommitted = head.uncommitted.max(hour + 1);
    drawer.put(&head)
}

/// The next commitment is to this hour: so says the register, where the hours stand that are committed to. A workspace that
/// was put back, or is new, follows it: no hour is committed to twice, and none is left out.
pub fn continue_with(drawer: &Drawer<'_>, hour: u64) -> Result<(), DelegationError> {
    let mut head = head(drawer)?;
    if head.uncommitted == hour {
        return Ok(());
    }
    head.uncommitted = hour;
    drawer.put(&head)
}

/// Which policies were in force when the hub last began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct InForce {
    policies: String,
}

const IN_FORCE: &[u8] = b"in-force";

impl Document for InForce {
    const DRAWER: &'static str = "policies-in-force";
    fn key(&self) -> Vec<u8> {
        IN_FORCE.to_vec()
    }
}

/// Notes that other policies are in force than before, if they are. Asked when a hub begins: they never change while it
/// runs.
pub fn note_policies(drawer: &Drawer<'_>, version: &str) -> Result<Option<Event>, DelegationError> {
    if drawer.get::<InForce>(IN_FORCE)?.is_some_and(|before| before.policies == version) {
        return Ok(None);
    }
    drawer.put(&InForce { policies: version.to_owned() })?;
    let about = Some(version.to_owned());
    note(drawer, Note { who: None, seat: None, what: What::PolicyChanged, about, count: 1 }).map(Some)
}

/// When an hour is over.
fn end_of(hour: u64) -> u64 {
    (hour + 1) * HOUR
}

/// What the commitment to an hour must be, from the events as they lie there now; none if the salt is gone or never was.
pub fn recomputed(drawer: &Drawer<'_>, hour: u64) -> Result<Option<Commitment>, DelegationError> {
    let kept = drawer.get::<Committed>(&hour.to_be_bytes())?;
    kept.map(|kept| commitment(drawer, &kept)).transpose()
}

/// Are the accounts older now than they were when this hour was committed to? Then they were put back, without the trail.
pub fn accounts_put_back(drawer: &Drawer<'_>, hour: u64) -> Result<bool, DelegationError> {
    let then = drawer.get::<Committed>(&hour.to_be_bytes())?.and_then(|kept| kept.accounts);
    Ok(match then {
        Some(then) => drawer.generation()? < then,
        None => false,
    })
}

/// The events of an hour, in order.
pub fn of_hour(drawer: &Drawer<'_>, hour: u64) -> Result<Vec<Event>, DelegationError> {
    let mut events: Vec<Event> = drawer.of_owner(&hour.to_be_bytes())?;
    events.sort_by_key(|event| event.number);
    Ok(events)
}

/// A stretch of the trail of one seat, the newest event first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The events.
    pub events: Vec<Event>,
    /// Where the next stretch begins; none at the beginning of the trail.
    pub before: Option<u64>,
}

/// The newest events of a seat before a place in the trail, at most so many. It looks at no more than `reach` places, so
/// that no page costs more than it should; then it says where to go on, perhaps without having found any.
pub fn of_seat(
    drawer: &Drawer<'_>,
    seat: &str,
    before: Option<u64>,
    most: usize,
    reach: u64,
) -> Result<Stretch, DelegationError> {
    stretch(drawer, before, (most, reach), |event| event.seat.as_deref() == Some(seat))
}

/// The newest events of what was done under these random ids: somebody's own, in all seats.
pub fn of_signers(
    drawer: &Drawer<'_>,
    signers: &[Salt],
    most: usize,
    reach: u64,
) -> Result<Stretch, DelegationError> {
    stretch(drawer, None, (most, reach), |event| event.who.is_some_and(|who| signers.contains(&who)))
}

fn stretch(
    drawer: &Drawer<'_>,
    before: Option<u64>,
    (most, reach): (usize, u64),
    wanted: impl Fn(&Event) -> bool,
) -> Result<Stretch, DelegationError> {
    let end = head(drawer)?.next;
    let mut place = before.unwrap_or(end).min(end);
    let last = place.saturating_sub(reach);
    let mut events = Vec::new();
    while place > last && events.len() < most {
        place -= 1;
        let event = drawer.get::<Event>(&place.to_be_bytes())?;
        events.extend(event.filter(|event| wanted(event)));
    }
    Ok(Stretch { events, before: (place > 0).then_some(place) })
}

/// The first hour that no commitment covers yet, in hours since 1970.
pub fn uncommitted(drawer: &Drawer<'_>) -> Result<u64, DelegationError> {
    head(drawer).map(|head| head.uncommitted)
}

fn commitment(drawer: &Drawer<'_>, kept: &Committed) -> Result<Commitment, DelegationError> {
    let Committed { hour, salt, accounts } = *kept;
    let events = of_hour(drawer, hour)?;
    let mut text = salt.0.to_vec();
    // No event's line begins so.
    text.extend(accounts.map(|accounts| format!("accounts {accounts}\n")).unwrap_or_default().bytes());
    for event in &events {
        serde_json::to_writer(&mut text, event).map_err(|_| DelegationError::Form(Event::DRAWER))?;
        text.push(b'\n');
    }
    Ok(Commitment { hour, events: events.len() as u64, digest: Hash::of(&text), salt })
}

fn head(drawer: &Drawer<'_>) -> Result<Head, DelegationError> {
    let now = drawer.now();
    Ok(drawer.get(HEAD)?.unwrap_or(Head { next: 0, at: now, uncommitted: now / HOUR }))
}
