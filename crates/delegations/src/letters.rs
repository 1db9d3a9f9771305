//! Letters: what waits to be mailed. A letter names a notice or holds a code; its words are written when it goes out. It
//! is removed in the same transaction as the person's seat: mail ends when access ends.

use policy::Seat;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::mailboxes::{self, Mailbox, Refused};
use crate::outbox::Notice;
use crate::people::Person;
use crate::recovery_letters::{self, RecoveryAsked};
use crate::reminders::{self, Line};
use crate::subscriptions::{self, Due};
use crate::{DelegationError, Document, Drawer, PersonId};

/// How long a letter is tried, in seconds: five days, as mail servers do.
pub const GIVES_UP: u64 = 5 * 86_400;

/// The most letters to one person within an hour. What more there is waits, and goes together in the next one.
pub const AN_HOUR: usize = 10;

/// The most notices that one letter lists; it says how many more there are.
pub const LISTED: usize = 20;

/// How long to wait when the server puts a letter off for the first time, in seconds; then twice as long each time.
const FIRST_WAIT: u64 = 60;

/// The longest of these waits: four hours, so that a server that mended is not waited for much longer.
const LONGEST_WAIT: u64 = 4 * 3_600;

const HOUR: u64 = 3_600;

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Its id: that of its notice, or random.
    pub id: [u8; 16],
    /// To whom.
    pub to: PersonId,
    /// When it was queued, in seconds since 1970; of a digest, when it is due.
    pub made: u64,
    /// What it says.
    pub says: Says,
}

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Says {
    /// The notice with the letter's id.
    Notice,
    /// The code that confirms the address.
    Code(String),
    /// The reminder with the letter's id.
    Reminder,
    /// Somebody asked that an account be recovered.
    Recovery(RecoveryAsked),
    /// What is new on the subjects that the person follows, up to a place in the register.
    Digest {
        /// Where it ends.
        up_to: u64,
    },
}

impl Document for Letter {
    const DRAWER: &'static str = "letters";
    fn key(&self) -> Vec<u8> {
        self.id.to_vec()
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(self.to.0.to_vec())
    }
    fn expires(&self) -> Option<u64> {
        // A day later than it is given up, so that giving up can be seen and said.
        Some(self.made + GIVES_UP + 86_400)
    }
}

/// All that goes to one person now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// To whom.
    pub person: Person,
    /// Where to.
    pub address: String,
    /// The letters that it takes.
    pub letters: Vec<[u8; 16]>,
    /// What it says.
    pub says: Saying,
}

/// What goes to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saying {
    /// A code that confirms the address.
    Code(String),
    /// Notices, the oldest first: the first [`LISTED`] of them, and how many more there are.
    Notices(Vec<Notice>, usize),
    /// Cycles whose answer is awaited, the next to close first.
    Reminders(Vec<Line>),
    /// Requests to recover an account, the oldest first.
    Recoveries(Vec<RecoveryAsked>),
    /// What is new on the subjects that the person follows: looked up when the letter is written.
    Digest(Due),
}

/// How a bundle fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fared {
    /// The server took it.
    Taken,
    /// The server will not take it, with this code.
    Refused(u16),
    /// Not now: the server said so of this address.
    PutOff,
}

/// Queues a notice, if the person wants notices by mail and has shown that the address is theirs.
pub(crate) fn queue_notice(
    drawer: &Drawer<'_>,
    person: &Person,
    notice: &Notice,
) -> Result<(), DelegationError> {
    match mailboxes::of_person(drawer, person.id)? {
        Some(mailbox) if mailbox.takes_notices(person) => {
            drawer.put(&Letter { id: notice.id, to: person.id, made: drawer.now(), says: Says::Notice })
        }
        _ => Ok(()),
    }
}

/// Queues a code, in the place of those that wait.
pub(crate) fn queue_code(drawer: &Drawer<'_>, to: PersonId, code: String) -> Result<(), DelegationError> {
    for letter in drawer.of_owner::<Letter>(&to.0)?.iter().filter(|l| matches!(l.says, Says::Code(_))) {
        drawer.remove::<Letter>(&letter.id)?;
    }
    drawer.put(&Letter { id: drawer.random(), to, made: drawer.now(), says: Says::Code(code) })
}

/// Drops all that waits for a person.
pub(crate) fn drop_all(drawer: &Drawer<'_>, to: PersonId) -> Result<(), DelegationError> {
    drawer.remove_of_owner::<Letter>(&to.0).map(drop)
}

/// Drops what waits for a person about one of their seats.
pub(crate) fn drop_of_seat(drawer: &Drawer<'_>, to: PersonId, seat: &Seat) -> Result<(), DelegationError> {
    for letter in drawer.of_owner::<Letter>(&to.0)? {
        let about_it = match &letter.says {
            Says::Recovery(asked) => asked.seat == *seat,
            Says::Reminder => reminders::is_for(drawer, letter.id, seat)?,
            _ => drawer.get::<Notice>(&letter.id)?.is_some_and(|notice| notice.seat == *seat),
        };
        if about_it {
            drawer.remove::<Letter>(&letter.id)?;
        }
    }
    Ok(())
}

/// What goes out next, if anything is due. Letters that nobody may get any more, and those that were tried for too long, are
/// dropped on the way.
pub fn next(drawer: &Drawer<'_>) -> Result<Option<Bundle>, DelegationError> {
    let mut waiting: BTreeMap<PersonId, Vec<Letter>> = BTreeMap::new();
    for letter in drawer.all::<Letter>()? {
        waiting.entry(letter.to).or_default().push(letter);
    }
    // Whoever waits longest comes first, so that one person's flood holds up nobody else's letter.
    let mut waiting: Vec<(PersonId, Vec<Letter>)> = waiting.into_iter().collect();
    waiting.sort_by_key(|(to, letters)| (letters.iter().map(|letter| letter.made).min(), *to));
    for (to, mut letters) in waiting {
        // A digest waits for its day.
        letters.retain(|letter| letter.made <= drawer.now());
        letters.sort_by_key(|letter| (letter.made, letter.id));
        if let Some(bundle) = bundle(drawer, to, &letters)? {
            return Ok(Some(bundle));
        }
    }
    Ok(None)
}

fn bundle(drawer: &Drawer<'_>, to: PersonId, letters: &[Letter]) -> Result<Option<Bundle>, DelegationError> {
    let (person, mailbox) = (drawer.get::<Person>(&to.0)?, mailboxes::of_person(drawer, to)?);
    let (Some(person), Some(mut mailbox)) = (person, mailbox) else {
        drop_all(drawer, to)?;
        return Ok(None);
    };
    let now = drawer.now();
    if !mailbox.takes_letters(&person) {
        drop_all(drawer, to)?;
        return Ok(None);
    }
    if letters.first().is_some_and(|oldest| oldest.made + GIVES_UP <= now) {
        drop_all(drawer, to)?;
        mailbox.refused = (mailbox.put_off > 0).then_some(Refused { at: now, code: None });
        drawer.put(&mailbox)?;
        return Ok(None);
    }
    if mailbox.due > now || mailbox.sent.iter().filter(|sent| **sent + HOUR > now).count() >= AN_HOUR {
        return Ok(None);
    }
    let address = mailbox.address.clone();
    // A code goes alone: somebody waits for it, and until it is typed nothing else may go there.
    if let Some(Letter { id, says: Says::Code(code), .. }) =
        letters.iter().find(|letter| matches!(letter.says, Says::Code(_)))
    {
        let says = Saying::Code(code.clone());
        return Ok(Some(Bundle { person, address, letters: vec![*id], says }));
    }
    let of = |wanted: fn(&Says) -> bool| letters.iter().filter(|letter| wanted(&letter.says)).collect();
    let (told, reminded): (Vec<&Letter>, Vec<&Letter>) =
        (of(|says| *says == Says::Notice), of(|says| *says == Says::Reminder));
    // Of what warns, whichever waits longest: a colleague who asks for a recovery and stops it again and again must not hold up
    // the news of what was signed meanwhile.
    let mut warnings = letters.iter().filter(|one| matches!(one.says, Says::Notice | Says::Recovery(_)));
    if warnings.next().is_some_and(|oldest| oldest.says == Says::Notice)
        && let Some(bundle) = notices(drawer, person.clone(), &mailbox, &told)?
    {
        return Ok(Some(bundle));
    }
    if let Some(bundle) = recovery_letters::bundle(drawer, &person, &address, letters)? {
        return Ok(Some(bundle));
    }
    if let Some(bundle) = notices(drawer, person.clone(), &mailbox, &told)? {
        return Ok(Some(bundle));
    }
    if let Some(bundle) = reminder(drawer, person.clone(), address.clone(), &reminded)? {
        return Ok(Some(bundle));
    }
    digest(drawer, person, address, letters)
}

/// What is new for a person, if a digest waits that still is for them.
fn digest(
    drawer: &Drawer<'_>,
    person: Person,
    address: String,
    letters: &[Letter],
) -> Result<Option<Bundle>, DelegationError> {
    for letter in letters {
        let Says::Digest { up_to } = letter.says else { continue };
        match subscriptions::due(drawer, person.id, up_to)? {
            Some(due) => {
                let (letters, says) = (vec![letter.id], Saying::Digest(due));
                return Ok(Some(Bundle { person, address, letters, says }));
            }
            None => drop(drawer.remove::<Letter>(&letter.id)?),
        }
    }
    Ok(None)
}

/// All that a person is reminded of now, in one letter. What concerns them no more is dropped on the way.
fn reminder(
    drawer: &Drawer<'_>,
    person: Person,
    address: String,
    waiting: &[&Letter],
) -> Result<Option<Bundle>, DelegationError> {
    let (mut letters, mut lines) = (Vec::new(), Vec::<Line>::new());
    for letter in waiting {
        let of_letter = reminders::lines_of(drawer, &person, letter.id)?;
        if of_letter.is_empty() {
            drawer.remove::<Letter>(&letter.id)?;
            continue;
        }
        letters.push(letter.id);
        // Of two steps of one cycle the later says it all.
        lines.retain(|line| !of_letter.iter().any(|later| later.cycle == line.cycle));
        lines.extend(of_letter);
    }
    lines.sort_by_key(|line| (line.closed, line.cycle));
    let says = Saying::Reminders(lines);
    Ok((!letters.is_empty()).then_some(Bundle { person, address, letters, says }))
}

/// Drops the reminders that wait for a person.
pub(crate) fn drop_reminders(drawer: &Drawer<'_>, to: PersonId) -> Result<(), DelegationError> {
    for letter in drawer.of_owner::<Letter>(&to.0)?.iter().filter(|letter| letter.says == Says::Reminder) {
        drawer.remove::<Letter>(&letter.id)?;
    }
    Ok(())
}

fn notices(
    drawer: &Drawer<'_>,
    person: Person,
    mailbox: &Mailbox,
    letters: &[&Letter],
) -> Result<Option<Bundle>, DelegationError> {
    let mut listed = Vec::new();
    for letter in letters {
        let notice = drawer.get::<Notice>(&letter.id)?;
        match notice.filter(|n| mailbox.takes_notices(&person) && person.membership(&n.seat).is_some()) {
            Some(notice) => listed.push(notice),
            None => drop(drawer.remove::<Letter>(&letter.id)?),
        }
    }
    if listed.is_empty() {
        return Ok(None);
    }
    let letters = listed.iter().map(|notice| notice.id).collect();
    let more = listed.len().saturating_sub(LISTED);
    listed.truncate(LISTED);
    let address = mailbox.address.clone();
    Ok(Some(Bundle { person, address, letters, says: Saying::Notices(listed, more) }))
}

/// Is a bundle still to go out? Asked right before it does: who was removed in the meantime gets nothing more.
pub fn still_wanted(drawer: &Drawer<'_>, bundle: &Bundle) -> Result<bool, DelegationError> {
    let mailbox = mailboxes::of_person(drawer, bundle.person.id)?;
    let person = drawer.get::<Person>(&bundle.person.id.0)?;
    let open = mailbox.zip(person).is_some_and(|(m, p)| m.takes_letters(&p) && m.address == bundle.address);
    for id in &bundle.letters {
        if drawer.get::<Letter>(id)?.is_none() {
            return Ok(false);
        }
    }
    if let Saying::Digest(due) = &bundle.says {
        return Ok(open && subscriptions::still_due(drawer, due)?);
    }
    Ok(open)
}

/// Notes how a bundle fared.
pub fn fared(drawer: &Drawer<'_>, bundle: &Bundle, fared: Fared) -> Result<(), DelegationError> {
    let now = drawer.now();
    let mailbox = mailboxes::of_person(drawer, bundle.person.id)?;
    // Removed, or moved to another address, while the server was asked: there is nothing left to note.
    let Some(mut mailbox) = mailbox.filter(|mailbox| mailbox.address == bundle.address) else {
        return Ok(());
    };
    match fared {
        Fared::Taken => {
            mailbox.sent.retain(|sent| sent + HOUR > now);
            mailbox.sent.push(now);
            (mailbox.put_off, mailbox.due) = (0, 0);
            for id in &bundle.letters {
                drawer.remove::<Letter>(id)?;
                if let Some(notice) = drawer.get::<Notice>(id)? {
                    drawer.put(&Notice { sent: true, ..notice })?;
                }
            }
            if let Saying::Digest(due) = &bundle.says {
                subscriptions::told(drawer, due)?;
            }
        }
        Fared::Refused(code) => {
            mailbox.refused = Some(Refused { at: now, code: Some(code) });
            drop_all(drawer, bundle.person.id)?;
        }
        Fared::PutOff => {
            let wait = FIRST_WAIT.saturating_mul(1 << mailbox.put_off.min(16)).min(LONGEST_WAIT);
            (mailbox.put_off, mailbox.due) = (mailbox.put_off.saturating_add(1), now + wait);
        }
    }
    drawer.put(&mailbox)
}

/// How many letters wait.
pub fn waiting(drawer: &Drawer<'_>) -> Result<usize, DelegationError> {
    Ok(drawer.all::<Letter>()?.len())
}
