//! Subscriptions: what somebody wants to be told of by mail, together, once a day or once a week. A subscription belongs to a
//! person's seat: what is new is looked up by what that seat may read when the letter goes out, and it ends with the seat.
//!
//! Nobody is subscribed by anybody else, nor before they confirmed an address. Up to where in the register a person was told is
//! kept with their subscriptions and moves when the mail server took the letter: what a letter that never went out would have
//! said is in the next one.

use policy::Seat;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use crate::audit::{self, Note, What};
use crate::letters::{Letter, Says};
use crate::people::{self, Person};
use crate::{DelegationError, Document, Drawer, PersonId, Secret, mailboxes};

/// The most subscriptions of one person: more than there are norms, measures, kinds and mechanisms in a forum. Each is a list
/// that is gone through for each digest; who wants all of it follows the mechanisms.
pub const MOST: usize = 64;

/// The longest subject, in bytes: longer than any identifier of the catalogue.
const LONGEST: usize = 200;

const DAY: u64 = 86_400;

/// What a subscription is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// A framework item, as `un/norm-13-f`.
    Item(String),
    /// A mechanism.
    Mechanism(String),
    /// A kind of record.
    Kind(String),
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(id) => write!(f, "item/{id}"),
            Self::Mechanism(id) => write!(f, "mechanism/{id}"),
            Self::Kind(id) => write!(f, "kind/{id}"),
        }
    }
}

impl FromStr for About {
    type Err = DelegationError;

    fn from_str(text: &str) -> Result<Self, DelegationError> {
        let wrong = DelegationError::Field { field: "about", why: "name an item, a mechanism or a kind" };
        let fits = text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic());
        match text.split_once('/').filter(|(_, id)| fits && !id.is_empty()) {
            Some(("item", id)) => Ok(Self::Item(id.to_owned())),
            Some(("mechanism", id)) => Ok(Self::Mechanism(id.to_owned())),
            Some(("kind", id)) => Ok(Self::Kind(id.to_owned())),
            _ => Err(wrong),
        }
    }
}

/// How often a digest comes, if there is something new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// Once a day of UTC.
    Day,
    /// On Mondays.
    #[default]
    Week,
}

impl Every {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Day, Self::Week];

    /// The word in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    /// The day, or the week from Monday, in which a moment lies. 1 January 1970 was a Thursday.
    fn slot(self, at: u64) -> u64 {
        match self {
            Self::Day => at / DAY,
            Self::Week => (at / DAY + 3) / 7,
        }
    }

    /// Is it time to look for what is new, if that was done last then? Once in each day or week, however long a hub was down.
    pub fn is_due(self, looked: u64, now: u64) -> bool {
        self.slot(now) > self.slot(looked)
    }
}

/// One subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    /// The seat in which it was made, and by which records are read for it.
    #[serde(with = "crate::as_text::one")]
    pub seat: Seat,
    /// What it is about.
    #[serde(with = "crate::as_text::one")]
    pub about: About,
    /// Since when, in seconds since 1970.
    pub since: u64,
    /// The register's size then: nobody is told of what was said before.
    pub from: u64,
}

/// Somebody's subscriptions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscriber {
    /// The digest of the word by which the digest is left without signing in. What the document is found by.
    pub leave: [u8; 32],
    /// Whose.
    pub person: PersonId,
    /// How often.
    pub every: Every,
    /// When it was last looked for what is new, in seconds since 1970.
    pub looked: u64,
    /// Up to where in the register the person was told.
    pub told: u64,
    /// What they are about, in the order in which they were made.
    pub subscriptions: Vec<Subscription>,
}

impl Document for Subscriber {
    const DRAWER: &'static str = "subscriptions";
    fn key(&self) -> Vec<u8> {
        self.leave.to_vec()
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(self.person.0.to_vec())
    }
}

/// A digest that is to be written: what is new up to a place in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Whose subscriptions, up to where they were told.
    pub subscriber: Subscriber,
    /// Where the digest ends.
    pub up_to: u64,
    /// What its link carries: by it the digest is left.
    pub leave: Secret,
}

/// Somebody's subscriptions, if there are any.
pub fn of_person(drawer: &Drawer<'_>, id: PersonId) -> Result<Option<Subscriber>, DelegationError> {
    Ok(drawer.of_owner(&id.0)?.pop())
}

/// May digests go to a person's address?
pub fn may_be_sent(drawer: &Drawer<'_>, person: &Person) -> Result<bool, DelegationError> {
    let mailbox = mailboxes::of_person(drawer, person.id)?;
    Ok(mailbox.is_some_and(|mailbox| mailbox.proven.is_some() && mailbox.takes_letters(person)))
}

/// Subscribes a person, in a seat, from here on in a register of this size. Asked twice it is done once.
pub fn subscribe(
    drawer: &Drawer<'_>,
    id: PersonId,
    seat: &Seat,
    about: About,
    size: u64,
) -> Result<(), DelegationError> {
    let person = people::person(drawer, id)?;
    if person.membership(seat).is_none() {
        return Err(DelegationError::Seat);
    }
    if !may_be_sent(drawer, &person)? {
        return Err(DelegationError::Unconfirmed);
    }
    let mut subscriber = of_person(drawer, id)?.unwrap_or_else(|| Subscriber {
        leave: leave_word(drawer, id).digest(),
        person: id,
        every: Every::default(),
        looked: drawer.now(),
        told: size,
        subscriptions: Vec::new(),
    });
    if subscriber.subscriptions.iter().any(|one| one.seat == *seat && one.about == about) {
        return Ok(());
    }
    if subscriber.subscriptions.len() >= MOST {
        return Err(DelegationError::TooMany { what: "subscriptions", limit: MOST });
    }
    let (seat, since) = (seat.clone(), drawer.now());
    subscriber.subscriptions.push(Subscription { seat, about, since, from: size });
    drawer.put(&subscriber)
}

/// Says how often digests come.
pub fn choose(drawer: &Drawer<'_>, id: PersonId, every: Every) -> Result<(), DelegationError> {
    match of_person(drawer, id)? {
        Some(subscriber) => drawer.put(&Subscriber { every, ..subscriber }),
        None => Ok(()),
    }
}

/// Ends one subscription. Leaving twice is leaving once.
pub fn unsubscribe(
    drawer: &Drawer<'_>,
    id: PersonId,
    seat: &Seat,
    about: &About,
) -> Result<(), DelegationError> {
    keep(drawer, id, |one| one.seat != *seat || one.about != *about)
}

/// Ends all subscriptions of a person, and drops the digest that waits.
pub fn leave(drawer: &Drawer<'_>, id: PersonId) -> Result<(), DelegationError> {
    keep(drawer, id, |_| false)
}

/// Ends the subscriptions that a person made in a seat which they leave.
pub(crate) fn leave_seat(drawer: &Drawer<'_>, id: PersonId, seat: &Seat) -> Result<(), DelegationError> {
    keep(drawer, id, |one| one.seat != *seat)
}

/// Keeps those subscriptions alone. Without any, nothing is kept of them.
fn keep(
    drawer: &Drawer<'_>,
    id: PersonId,
    stays: impl Fn(&Subscription) -> bool,
) -> Result<(), DelegationError> {
    let Some(mut subscriber) = of_person(drawer, id)? else { return Ok(()) };
    subscriber.subscriptions.retain(stays);
    if !subscriber.subscriptions.is_empty() {
        return drawer.put(&subscriber);
    }
    drop_letters(drawer, id)?;
    drawer.remove::<Subscriber>(&subscriber.key()).map(drop)
}

/// The word by which a person's digests are left without signing in: bound to the hub's key, the same in all letters, so that
/// an old one still serves, and kept nowhere.
fn leave_word(drawer: &Drawer<'_>, id: PersonId) -> Secret {
    drawer.bound_secret("leave-digest", &id.0)
}

/// Leaves the digest to which a word belongs. A word that belongs to none leaves nothing, and nobody is told the difference.
pub fn leave_by(drawer: &Drawer<'_>, word: &Secret) -> Result<(), DelegationError> {
    let Some(subscriber) = drawer.get::<Subscriber>(&word.digest())? else { return Ok(()) };
    leave(drawer, subscriber.person)?;
    let Some(person) = drawer.get::<Person>(&subscriber.person.0)? else { return Ok(()) };
    let seats: BTreeSet<&Seat> = subscriber.subscriptions.iter().map(|one| &one.seat).collect();
    for membership in seats.into_iter().filter_map(|seat| person.membership(seat)) {
        let (who, seat) = (Some(membership.signer), Some(membership.seat.to_string()));
        audit::note(drawer, Note { who, seat, what: What::MailChanged, about: None, count: 1 })?;
    }
    Ok(())
}

/// Queues a digest for everybody whose day or week has come, of what a register of this size has new for them. How many. Whether
/// there is anything that they may read is found when it is written.
pub fn queue(drawer: &Drawer<'_>, size: u64) -> Result<usize, DelegationError> {
    let now = drawer.now();
    let mut queued = 0;
    for mut subscriber in drawer.all::<Subscriber>()? {
        let to = subscriber.person;
        let Some(person) = drawer.get::<Person>(&to.0)? else {
            // Whoever is forgotten can't leave any more, and what they followed says something about them.
            leave(drawer, to)?;
            continue;
        };
        // Pages that have yet to read the register again, or one that was put back, don't use up a day or week.
        if size < subscriber.told || !subscriber.every.is_due(subscriber.looked, now) {
            continue;
        }
        subscriber.looked = now;
        drawer.put(&subscriber)?;
        // One that still waits says what is new up to where it ends; the rest is for the next.
        if subscriber.told < size && may_be_sent(drawer, &person)? && letters(drawer, to)?.is_empty() {
            let says = Says::Digest { up_to: size };
            drawer.put(&Letter { id: drawer.random(), to, made: now, says })?;
            queued += 1;
        }
    }
    Ok(queued)
}

/// What a digest that waits is to say; none for somebody who has left.
pub(crate) fn due(drawer: &Drawer<'_>, to: PersonId, up_to: u64) -> Result<Option<Due>, DelegationError> {
    let found = of_person(drawer, to)?.filter(|subscriber| subscriber.told < up_to);
    Ok(found.map(|subscriber| Due { subscriber, up_to, leave: leave_word(drawer, to) }))
}

/// Is a digest still to go out as it was taken up? Not to who has left, or changed what they follow.
pub(crate) fn still_due(drawer: &Drawer<'_>, due: &Due) -> Result<bool, DelegationError> {
    Ok(of_person(drawer, due.subscriber.person)?.as_ref() == Some(&due.subscriber))
}

/// Notes that a person was told up to where a digest ends: it was sent, or there was nothing in it for them.
pub fn told(drawer: &Drawer<'_>, due: &Due) -> Result<(), DelegationError> {
    drop_letters(drawer, due.subscriber.person)?;
    match of_person(drawer, due.subscriber.person)?.filter(|now| now.told < due.up_to) {
        Some(subscriber) => drawer.put(&Subscriber { told: due.up_to, ..subscriber }),
        None => Ok(()),
    }
}

/// Drops the digest that waits. What it would have said is in the next one.
pub fn drop_letters(drawer: &Drawer<'_>, to: PersonId) -> Result<(), DelegationError> {
    for letter in letters(drawer, to)? {
        drawer.remove::<Letter>(&letter.id)?;
    }
    Ok(())
}

fn letters(drawer: &Drawer<'_>, to: PersonId) -> Result<Vec<Letter>, DelegationError> {
    let mut found = drawer.of_owner::<Letter>(&to.0)?;
    found.retain(|letter| matches!(letter.says, Says::Digest { .. }));
    Ok(found)
}
