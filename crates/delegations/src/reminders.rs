//! Reminders of cycles: a short ladder that ends, told to those who act for participants whose answer is awaited, together in
//! one letter for each person. Which steps were climbed lies in the same transaction as the letters: each is sent once, and
//! what a hub that was down has missed is not made up for.

use policy::{Role, Seat};
use record::RecordId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use crate::letters::{self, Letter, Says};
use crate::mailboxes::{self, Mailbox, Rhythm};
use crate::people::Person;
use crate::{DelegationError, Document, Drawer, PersonId, seat_key};

const DAY: u64 = 86_400;
const WEEK: u64 = 7 * DAY;

/// How long what was sent is kept, in seconds: a cycle and its report.
pub const KEPT: u64 = 800 * DAY;

/// A step of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Thirty days before the last day.
    Month,
    /// Seven days before.
    Week,
    /// The day before.
    Day,
    /// The day after the last day. The ladder ends here.
    After,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Month, Self::Week, Self::Day, Self::After];

    /// The word in lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::After => "after",
        }
    }

    /// The step at which a cycle stands whose window opens then and is closed from then on; none before the ladder, and none
    /// a week after its end, for a hub that was down so long.
    pub fn of(opens: u64, closed: u64, now: u64) -> Option<Self> {
        if now < opens || now >= closed.saturating_add(WEEK) {
            return None;
        }
        if now >= closed {
            return Some(Self::After);
        }
        match (closed / DAY).saturating_sub(1 + now / DAY) {
            0 | 1 => Some(Self::Day),
            2..=7 => Some(Self::Week),
            8..=30 => Some(Self::Month),
            _ => None,
        }
    }
}

/// A cycle whose ladder has come to a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The id of the record that opens it.
    pub cycle: RecordId,
    /// The step.
    pub step: Step,
    /// The first second after its last day.
    pub closed: u64,
    /// Of each mechanism for which it was opened, the codes of those whose answer is awaited. They stand in no document and no
    /// line of a log.
    pub awaited: BTreeMap<String, BTreeSet<String>>,
}

/// What a reminder says of one cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The id of the record that opens it.
    #[serde(with = "crate::outbox::record_id")]
    pub cycle: RecordId,
    /// The step.
    pub step: Step,
    /// The first second after its last day.
    pub closed: u64,
}

/// What waits to be sent to a person by whom one seat is told. Each seat has its own: what concerns one delegation is no
/// other's, though one person acts for both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reminder {
    /// The letter's id.
    pub id: [u8; 16],
    /// To whom.
    pub to: PersonId,
    /// When it was made.
    pub made: u64,
    /// What is said of which cycle.
    pub lines: Vec<Line>,
    /// The seat by which the person is told; several in what was made before each had its own.
    #[serde(with = "crate::as_text::set")]
    pub seats: BTreeSet<Seat>,
}

/// What somebody was reminded of, or will be: the reminders that were made for them, the oldest first.
pub fn of_person(drawer: &Drawer<'_>, id: PersonId) -> Result<Vec<Reminded>, DelegationError> {
    let reminders: Vec<Reminder> = drawer.of_owner(&id.0)?;
    let mut reminded: Vec<Reminded> =
        reminders.into_iter().map(|one| Reminded { at: one.made, lines: one.lines }).collect();
    reminded.sort_by_key(|one| one.at);
    Ok(reminded)
}

/// A reminder, as whoever gets it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reminded {
    /// When it goes out, or went.
    pub at: u64,
    /// Of which cycles.
    pub lines: Vec<Line>,
}

impl Document for Reminder {
    const DRAWER: &'static str = "reminders";
    fn key(&self) -> Vec<u8> {
        self.id.to_vec()
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(self.to.0.to_vec())
    }
    fn expires(&self) -> Option<u64> {
        Some(self.made + KEPT)
    }
}

/// How far a cycle's ladder was climbed, and to how many people each step went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Climbed {
    #[serde(with = "crate::outbox::record_id")]
    cycle: RecordId,
    /// The last step.
    pub step: Step,
    /// When.
    pub at: u64,
    /// To how many people each step went.
    pub people: BTreeMap<Step, usize>,
}

impl Document for Climbed {
    const DRAWER: &'static str = "reminder-steps";
    fn key(&self) -> Vec<u8> {
        self.cycle.0.to_vec()
    }
    fn expires(&self) -> Option<u64> {
        Some(self.at + KEPT)
    }
}

/// What was sent to a delegation, as it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SentToSeat {
    id: [u8; 16],
    #[serde(with = "crate::as_text::one")]
    seat: Seat,
    /// When.
    pub at: u64,
    /// Of which cycles.
    pub lines: Vec<Line>,
    /// To how many of its people.
    pub people: usize,
}

impl Document for SentToSeat {
    const DRAWER: &'static str = "reminders-sent";
    fn key(&self) -> Vec<u8> {
        self.id.to_vec()
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(seat_key(&self.seat))
    }
    fn expires(&self) -> Option<u64> {
        Some(self.at + KEPT)
    }
}

/// Reminds of what is due and wasn't told yet, all or nothing. How many people are told.
pub fn tell(drawer: &Drawer<'_>, due: &[Due]) -> Result<usize, DelegationError> {
    let mut fresh = Vec::new();
    for one in due {
        let climbed: Option<Climbed> = drawer.get(&one.cycle.0)?;
        if climbed.as_ref().is_none_or(|climbed| climbed.step < one.step) {
            fresh.push((one, climbed.map(|climbed| climbed.people).unwrap_or_default()));
        }
    }
    if fresh.is_empty() {
        return Ok(0);
    }
    let mut told = 0;
    let mut by_cycle: BTreeMap<RecordId, usize> = BTreeMap::new();
    let mut by_seat: BTreeMap<Seat, (Vec<Line>, usize)> = BTreeMap::new();
    for person in drawer.all::<Person>()? {
        let Some(mailbox) = open_mailbox(drawer, &person)? else { continue };
        let by_each = concerning(&person, &mailbox.cycles_not_of, fresh.iter().map(|(one, _)| *one));
        if by_each.is_empty() {
            continue;
        }
        let made = match mailbox.cycles {
            Rhythm::AtOnce => drawer.now(),
            Rhythm::Weekly => next_monday(drawer.now()),
            Rhythm::Never => continue,
        };
        told += 1;
        let cycles: BTreeSet<RecordId> = by_each.values().flatten().map(|line| line.cycle).collect();
        for cycle in cycles {
            *by_cycle.entry(cycle).or_default() += 1;
        }
        for (seat, lines) in by_each {
            let sent = by_seat.entry(seat.clone()).or_default();
            let new: Vec<Line> = lines.iter().filter(|line| !sent.0.contains(line)).copied().collect();
            sent.0.extend(new);
            sent.1 += 1;
            let id = drawer.random();
            drawer.put(&Reminder { id, to: person.id, made, lines, seats: [seat].into() })?;
            // What waits for one person goes together.
            drawer.put(&Letter { id, to: person.id, made, says: Says::Reminder })?;
        }
    }
    for (one, mut people) in fresh {
        people.insert(one.step, by_cycle.get(&one.cycle).copied().unwrap_or_default());
        drawer.put(&Climbed { cycle: one.cycle, step: one.step, at: drawer.now(), people })?;
    }
    for (seat, (lines, people)) in by_seat {
        drawer.put(&SentToSeat { id: drawer.random(), seat, at: drawer.now(), lines, people })?;
    }
    Ok(told)
}

/// The cycles of which a person is to be told, by the seats in which they concern them. One that was opened for several mechanisms
/// is told while the person wants to hear of any.
fn concerning<'d>(
    person: &Person,
    not_of: &BTreeSet<String>,
    due: impl Iterator<Item = &'d Due>,
) -> BTreeMap<Seat, Vec<Line>> {
    let wanted = |one: &Due, code: &str| {
        one.awaited.iter().any(|(mechanism, codes)| !not_of.contains(mechanism) && codes.contains(code))
    };
    let answers = |role: &Role| matches!(role, Role::Delegate | Role::NationalAdministrator);
    let mut found: BTreeMap<Seat, Vec<Line>> = BTreeMap::new();
    for one in due {
        let by = person.memberships.iter().filter(|membership| membership.roles.iter().any(answers));
        let seats = by.map(|membership| &membership.seat);
        for seat in seats.filter(|seat| matches!(seat, Seat::Participant(code) if wanted(one, code))) {
            let line = Line { cycle: one.cycle, step: one.step, closed: one.closed };
            found.entry(seat.clone()).or_default().push(line);
        }
    }
    found
}

/// Where a person is to be reminded, and how; none who has shown no address.
fn open_mailbox(drawer: &Drawer<'_>, person: &Person) -> Result<Option<Mailbox>, DelegationError> {
    let mailbox = mailboxes::of_person(drawer, person.id)?;
    Ok(mailbox.filter(|mailbox| mailbox.proven.is_some() && mailbox.takes_letters(person)))
}

/// The beginning of the next Monday: 1 January 1970 was a Thursday.
fn next_monday(now: u64) -> u64 {
    let day = now / DAY;
    (day + 7 - (day + 3) % 7) * DAY
}

/// What still concerns a person of a reminder: nothing once they no longer act for anybody of whom it was.
pub(crate) fn lines_of(
    drawer: &Drawer<'_>,
    person: &Person,
    letter: [u8; 16],
) -> Result<Vec<Line>, DelegationError> {
    let reminder: Option<Reminder> = drawer.get(&letter)?;
    let still = |reminder: &Reminder| reminder.seats.iter().any(|seat| person.membership(seat).is_some());
    let wanted = open_mailbox(drawer, person)?.is_some_and(|mailbox| mailbox.cycles != Rhythm::Never);
    Ok(reminder.filter(|one| wanted && still(one)).map(|one| one.lines).unwrap_or_default())
}

/// Was a reminder made for this seat of its person alone?
pub(crate) fn is_for(drawer: &Drawer<'_>, letter: [u8; 16], seat: &Seat) -> Result<bool, DelegationError> {
    let reminder: Option<Reminder> = drawer.get(&letter)?;
    Ok(reminder.is_some_and(|one| one.seats.iter().all(|told_by| told_by == seat)))
}

/// What was sent to a delegation, the newest first.
pub fn sent_to(drawer: &Drawer<'_>, seat: &Seat) -> Result<Vec<SentToSeat>, DelegationError> {
    let mut sent: Vec<SentToSeat> = drawer.of_owner(&seat_key(seat))?;
    sent.sort_by_key(|one| std::cmp::Reverse((one.at, one.id)));
    Ok(sent)
}

/// How far a cycle's ladder was climbed: to how many people in all, and to nobody by name.
pub fn climbed(drawer: &Drawer<'_>, cycle: &RecordId) -> Result<Option<Climbed>, DelegationError> {
    drawer.get(&cycle.0)
}

/// Says how a person wants to be reminded of cycles. What waits is dropped when that is not at all.
pub fn choose(drawer: &Drawer<'_>, id: PersonId, rhythm: Rhythm) -> Result<(), DelegationError> {
    mailboxes::remind(drawer, id, rhythm)?;
    if rhythm == Rhythm::Never {
        letters::drop_reminders(drawer, id)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ladder_has_four_steps_and_ends() {
        let (opens, closed) = (100 * DAY, 200 * DAY);
        let at = |day: u64| Step::of(opens, closed, day * DAY + 7);
        assert_eq!((at(99), at(100), at(168)), (None, None, None));
        // The last day is day 199.
        assert_eq!((at(169), at(191), at(192)), (Some(Step::Month), Some(Step::Month), Some(Step::Week)));
        assert_eq!((at(197), at(198), at(199)), (Some(Step::Week), Some(Step::Day), Some(Step::Day)));
        assert_eq!((at(200), at(206), at(207)), (Some(Step::After), Some(Step::After), None));
        assert!(Step::ALL.is_sorted());
    }

    #[test]
    fn a_week_begins_on_monday() {
        // Thursday 1 January 1970; Monday was the fifth.
        assert_eq!(next_monday(0), 4 * DAY);
        assert_eq!(next_monday(4 * DAY - 1), 4 * DAY);
        assert_eq!(next_monday(4 * DAY), 11 * DAY);
    }
}
