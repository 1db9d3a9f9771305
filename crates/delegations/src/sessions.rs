//! Sessions: who is signed in, acting for whom, since when, and how sure the hub is of it.

use policy::{Means, Seat};
use serde::{Deserialize, Serialize};

use crate::people::{self, Person};
use crate::{DelegationError, Document, Drawer, PersonId, Secret};

/// A session ends when nothing was asked for so long, in seconds: a screen left in a meeting room.
pub const IDLE: u64 = 30 * 60;

/// A session ends after so long in any case, in seconds: a working day.
pub const LONGEST: u64 = 12 * 3_600;

/// So long a fresh touch counts, in seconds: to enrol a key and fill in its form.
pub const STEPPED_UP: u64 = 5 * 60;

/// `seen` is written at most so often, in seconds: not every page costs a write.
const SEEN_EVERY: u64 = 60;

/// The most open sessions of a person; the oldest ends when another begins.
pub const MAX_OPEN: usize = 20;

/// How a person signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignedInBy {
    /// A passkey.
    Passkey,
    /// A government's own service.
    OpenIdConnect,
    /// A printed code.
    Code,
}

impl SignedInBy {
    /// As policies ask for it.
    pub fn means(self) -> Means {
        match self {
            Self::Passkey => Means::Passkey,
            Self::OpenIdConnect => Means::OpenIdConnect,
            Self::Code => Means::Code,
        }
    }
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// The digest of the cookie's secret.
    pub digest: [u8; 32],
    /// What the session is called in a list; it opens nothing.
    pub number: [u8; 8],
    /// Who.
    pub person: PersonId,
    /// For whom the person acts now.
    #[serde(with = "crate::as_text::maybe", default)]
    pub seat: Option<Seat>,
    /// How the person signed in.
    pub means: SignedInBy,
    /// The passkey's label, if it was one.
    pub by: Option<String>,
    /// When it began, in seconds since 1970.
    pub opened: u64,
    /// When something was last asked, in seconds since 1970, to a minute.
    pub seen: u64,
    /// When its person last touched an authenticator, in seconds since 1970.
    pub touched: Option<u64>,
}

impl Document for Session {
    const DRAWER: &'static str = "sessions";
    fn key(&self) -> Vec<u8> {
        self.digest.to_vec()
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(self.person.0.to_vec())
    }
    fn expires(&self) -> Option<u64> {
        Some((self.opened + LONGEST).min(self.seen + IDLE))
    }
}

impl Session {
    /// Was it long enough ago that something was last asked for it to be written down?
    pub fn is_to_be_seen(&self, now: u64) -> bool {
        now >= self.seen + SEEN_EVERY
    }

    /// Is a touch fresh enough for what needs one?
    pub fn stepped_up(&self, now: u64) -> bool {
        self.touched.is_some_and(|touched| now < touched + STEPPED_UP)
    }
}

/// Opens a session. A person with one seat acts for it at once; with several, chooses.
pub fn open(
    drawer: &Drawer<'_>,
    person: &Person,
    means: SignedInBy,
    by: Option<String>,
) -> Result<Secret, DelegationError> {
    let mut open = of_person(drawer, person.id)?;
    while open.len() >= MAX_OPEN {
        drawer.remove::<Session>(&open.remove(0).key())?;
    }
    let secret = Secret::new(drawer.random());
    let now = drawer.now();
    let seat = match &person.memberships[..] {
        [only] => Some(only.seat.clone()),
        _ => None,
    };
    let touched = (means == SignedInBy::Passkey).then_some(now);
    let (digest, number, person) = (secret.digest(), drawer.random(), person.id);
    drawer.put(&Session { digest, number, person, seat, means, by, opened: now, seen: now, touched })?;
    Ok(secret)
}

/// The session of a cookie and its person, both as they are now; [`current`] without writing anything.
pub fn find(drawer: &Drawer<'_>, secret: &Secret) -> Result<(Session, Person), DelegationError> {
    let session = drawer.get::<Session>(&secret.digest())?.ok_or(DelegationError::Session)?;
    let person = people::person(drawer, session.person).map_err(|error| match error {
        DelegationError::Person => DelegationError::Session,
        other => other,
    })?;
    // A seat that was taken away ends its sessions; this holds even if one was forgotten.
    if session.seat.as_ref().is_some_and(|seat| person.membership(seat).is_none()) {
        return Err(DelegationError::Session);
    }
    Ok((session, person))
}

/// The session of a cookie and its person, both as they are now. From now on it lasts as long again.
pub fn current(drawer: &Drawer<'_>, secret: &Secret) -> Result<(Session, Person), DelegationError> {
    let (mut session, person) = find(drawer, secret)?;
    if session.is_to_be_seen(drawer.now()) {
        session.seen = drawer.now();
        drawer.put(&session)?;
    }
    Ok((session, person))
}

/// Another secret for the same session, changed: what was stolen before is worth nothing after.
pub fn renew(
    drawer: &Drawer<'_>,
    secret: &Secret,
    change: impl FnOnce(&mut Session),
) -> Result<Secret, DelegationError> {
    let mut session = drawer.take::<Session>(&secret.digest())?.ok_or(DelegationError::Session)?;
    let next = Secret::new(drawer.random());
    session.digest = next.digest();
    session.seen = drawer.now();
    change(&mut session);
    drawer.put(&session)?;
    Ok(next)
}

/// Acts for another seat from now on. Its person must hold it.
pub fn act_for(drawer: &Drawer<'_>, secret: &Secret, seat: &Seat) -> Result<Secret, DelegationError> {
    let (_, person) = current(drawer, secret)?;
    person.membership(seat).ok_or(DelegationError::Seat)?;
    // The touch was for the other seat's doings.
    renew(drawer, secret, |session| (session.seat, session.touched) = (Some(seat.clone()), None))
}

/// A fresh touch.
pub fn step_up(drawer: &Drawer<'_>, secret: &Secret) -> Result<Secret, DelegationError> {
    let now = drawer.now();
    renew(drawer, secret, |session| session.touched = Some(now))
}

/// A person's open sessions, the oldest first.
pub fn of_person(drawer: &Drawer<'_>, person: PersonId) -> Result<Vec<Session>, DelegationError> {
    let mut sessions: Vec<Session> = drawer.of_owner(&person.0)?;
    sessions.sort_by_key(|session| (session.opened, session.number));
    Ok(sessions)
}

/// Ends a session by its cookie.
pub fn end(drawer: &Drawer<'_>, secret: &Secret) -> Result<(), DelegationError> {
    drawer.remove::<Session>(&secret.digest()).map(drop)
}

/// Ends one of a person's sessions by its number.
pub fn end_numbered(drawer: &Drawer<'_>, person: PersonId, number: [u8; 8]) -> Result<(), DelegationError> {
    let sessions = of_person(drawer, person)?;
    let session = sessions.iter().find(|session| session.number == number).ok_or(DelegationError::Session)?;
    drawer.remove::<Session>(&session.key()).map(drop)
}
