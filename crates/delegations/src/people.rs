//! Persons and their memberships.

use policy::{Role, Seat};
use record::header::Salt;
use record::text::is_name;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::codes::Code;
use crate::drafts::Draft;
use crate::history::History;
use crate::identities::{self, LinkedIdentity};
use crate::letters::{self, Letter};
use crate::mailboxes::{self, Mailbox};
use crate::outbox::{self, Notice};
use crate::passkeys::Passkey;
use crate::reminders::Reminder;
use crate::sessions::Session;
use crate::subscriptions::{self, Subscriber};
use crate::tokens::Token;
use crate::{DelegationError, Document, Drawer, PersonId, invitations, proposals, recovery, remarks};

/// The longest name or address, in characters: longer than any that a passport has.
pub const MAX_NAME: usize = 200;

/// The longest name of a passkey or token, in characters: what fits a line of a list.
pub const MAX_LABEL: usize = 60;

/// The most seats of one person: a shared regional team acts for some, not for hundreds.
pub const MAX_MEMBERSHIPS: usize = 32;

/// A person with an account here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The account's id.
    pub id: PersonId,
    /// The name by which colleagues know the person.
    pub name: String,
    /// Where notices go; none if the person gave none.
    pub email: Option<String>,
    /// The language of mails: a code such as `fr`.
    pub language: String,
    /// Since when, in seconds since 1970.
    pub created: u64,
    /// A government's sign-in service opened this account at some time, or that of whoever invited it.
    #[serde(default)]
    pub through_service: bool,
    /// What the person acts for.
    pub memberships: Vec<Membership>,
}

/// What a person may act for, and as what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The delegation, mechanism or stakeholder.
    #[serde(with = "crate::as_text::one")]
    pub seat: Seat,
    /// As what.
    #[serde(with = "crate::as_text::set")]
    pub roles: BTreeSet<Role>,
    /// The random id by which records and the trail name the person in this seat. Another seat has another, so that who
    /// reads both learns nothing.
    pub signer: Salt,
    /// Since when, in seconds since 1970.
    pub since: u64,
}

impl Document for Person {
    const DRAWER: &'static str = "people";
    fn key(&self) -> Vec<u8> {
        self.id.0.to_vec()
    }
}

impl Person {
    /// The person's membership of a seat.
    pub fn membership(&self, seat: &Seat) -> Option<&Membership> {
        self.memberships.iter().find(|membership| membership.seat == *seat)
    }

    /// Refuses a name that nobody could read.
    pub fn check_name(name: &str) -> Result<(), DelegationError> {
        let fits = fits_a_line(name, MAX_NAME);
        match (fits, name.trim().is_empty()) {
            (true, false) if is_name(name) => Ok(()),
            (true, false) => Err(DelegationError::Hidden("name")),
            (true, true) => Err(DelegationError::Field { field: "name", why: "write a name" }),
            (false, _) => Err(DelegationError::Field {
                field: "name",
                why: "write a name of at most 200 letters on one line",
            }),
        }
    }

    /// Refuses what can't be an address for mail. Whether mail arrives there only mail can tell.
    pub fn check_email(email: &str) -> Result<(), DelegationError> {
        let plain = email.len() <= MAX_NAME
            && email.bytes().all(|b| b.is_ascii_graphic() && !b"<>,;\"\\".contains(&b));
        let two = email.split_once('@').is_some_and(|(who, place)| {
            !who.is_empty() && place.contains('.') && !place.contains('@') && !place.starts_with('.')
        });
        let why = "write an address such as name@example.org";
        if plain && two { Ok(()) } else { Err(DelegationError::Field { field: "email", why }) }
    }
}

/// A person, by id.
pub fn person(drawer: &Drawer<'_>, id: PersonId) -> Result<Person, DelegationError> {
    drawer.get(&id.0)?.ok_or(DelegationError::Person)
}

/// All who act for a seat, by name.
pub fn of_seat(drawer: &Drawer<'_>, seat: &Seat) -> Result<Vec<Person>, DelegationError> {
    let mut people: Vec<Person> = drawer.all()?;
    people.retain(|person| person.membership(seat).is_some());
    people.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(people)
}

/// Gives a person a seat, or other roles in it.
pub fn seat_person(
    drawer: &Drawer<'_>,
    person: &mut Person,
    seat: &Seat,
    roles: BTreeSet<Role>,
) -> Result<(), DelegationError> {
    let full = person.memberships.len() >= MAX_MEMBERSHIPS;
    match person.memberships.iter_mut().find(|membership| membership.seat == *seat) {
        Some(membership) => membership.roles.extend(roles),
        None if full => {
            return Err(DelegationError::TooMany { what: "delegations", limit: MAX_MEMBERSHIPS });
        }
        None => person.memberships.push(Membership {
            seat: seat.clone(),
            roles,
            signer: Salt(drawer.random()),
            since: drawer.now(),
        }),
    }
    drawer.put(person)
}

/// Changes a person's roles in a seat. Sessions there end, so that no page goes on with what was.
pub fn change_roles(
    drawer: &Drawer<'_>,
    id: PersonId,
    seat: &Seat,
    roles: BTreeSet<Role>,
) -> Result<(), DelegationError> {
    if roles.is_empty() {
        return Err(DelegationError::Field {
            field: "roles",
            why: "choose at least one role, or remove the person",
        });
    }
    // A role of another form of seat gives nothing; counted as an administrator's, it would leave nobody who can invite.
    if !roles.iter().all(|role| role.belongs_to() == seat.form()) {
        return Err(DelegationError::Field {
            field: "roles",
            why: "choose roles that exist in this delegation",
        });
    }
    if !roles.iter().any(|role| administers(*role)) {
        keep_an_administrator(drawer, id, seat)?;
    }
    let mut person = person(drawer, id)?;
    let membership =
        person.memberships.iter_mut().find(|m| m.seat == *seat).ok_or(DelegationError::Person)?;
    membership.roles = roles;
    drawer.put(&person)?;
    withdraw_links(drawer, id, seat)?;
    end_access(drawer, id, seat)
}

/// Withdraws what somebody set going by roles that they have no more.
fn withdraw_links(drawer: &Drawer<'_>, id: PersonId, seat: &Seat) -> Result<(), DelegationError> {
    invitations::withdraw_of(drawer, id, seat)?;
    recovery::forget_asked_by(drawer, id, seat)
}

/// Takes a seat from a person: sessions, tokens and mail end at once. A person without any seat is forgotten.
pub fn remove_from_seat(drawer: &Drawer<'_>, id: PersonId, seat: &Seat) -> Result<(), DelegationError> {
    keep_an_administrator(drawer, id, seat)?;
    let mut person = person(drawer, id)?;
    let before = person.memberships.len();
    person.memberships.retain(|membership| membership.seat != *seat);
    if person.memberships.len() == before {
        return Err(DelegationError::Person);
    }
    end_access(drawer, id, seat)?;
    letters::drop_of_seat(drawer, id, seat)?;
    subscriptions::leave_seat(drawer, id, seat)?;
    withdraw_links(drawer, id, seat)?;
    recovery::forget(drawer, id, seat)?;
    proposals::forget(drawer, id, Some(seat))?;
    if person.memberships.is_empty() { erase(drawer, id) } else { drawer.put(&person) }
}

/// A person's account: what opens it and what is sent to it, as its page lists it. [`crate::held`] has the rest.
#[derive(Clone, Debug, Serialize)]
pub struct Held {
    /// The account.
    pub person: Person,
    /// Passkeys for signing in.
    pub passkeys: Vec<Passkey>,
    /// Identities at sign-in services of governments.
    pub identities: Vec<LinkedIdentity>,
    /// Open sessions.
    pub sessions: Vec<Session>,
    /// Tokens of interfaces.
    pub tokens: Vec<Token>,
    /// How many printed codes are unused.
    pub unused_codes: usize,
    /// What the person was told was signed.
    pub told: Vec<Notice>,
    /// Whether mail goes to the address.
    pub mailbox: Option<Mailbox>,
    /// What the person follows by mail.
    pub subscriptions: Option<Subscriber>,
}

/// A person's account.
pub fn held(drawer: &Drawer<'_>, id: PersonId) -> Result<Held, DelegationError> {
    Ok(Held {
        person: person(drawer, id)?,
        passkeys: drawer.of_owner(&id.0)?,
        identities: identities::of_person(drawer, id)?,
        sessions: drawer.of_owner(&id.0)?,
        tokens: drawer.of_owner(&id.0)?,
        unused_codes: drawer.of_owner::<Code>(&id.0)?.len(),
        told: outbox::of_person(drawer, id)?,
        // Without the code on its way: it is short, so that its digest gives it away, and with it an address that isn't theirs.
        mailbox: mailboxes::of_person(drawer, id)?.map(|mailbox| Mailbox { asked: None, ..mailbox }),
        subscriptions: subscriptions::of_person(drawer, id)?,
    })
}

/// Forgets a person: the account, its passkeys, sessions, tokens, codes, and requests for recovery. Drafts stay with the
/// delegation, without the person's id; the trail names persons by the seat's random id alone.
pub fn erase(drawer: &Drawer<'_>, id: PersonId) -> Result<(), DelegationError> {
    let person = drawer.take::<Person>(&id.0)?.ok_or(DelegationError::Person)?;
    end_all_access(drawer, id)?;
    drawer.remove_of_owner::<Notice>(&id.0)?;
    drawer.remove_of_owner::<Letter>(&id.0)?;
    drawer.remove_of_owner::<Reminder>(&id.0)?;
    drawer.remove_of_owner::<Subscriber>(&id.0)?;
    drawer.remove::<Mailbox>(&id.0)?;
    proposals::forget(drawer, id, None)?;
    for membership in &person.memberships {
        recovery::forget(drawer, id, &membership.seat)?;
    }
    for mut draft in drawer.all::<Draft>()?.into_iter().filter(|draft| draft.is_by(id)) {
        draft.forget(id);
        drawer.put(&draft)?;
    }
    History::forget(drawer, id)?;
    remarks::forget(drawer, id)
}

/// Ends everything by which somebody gets into an account: what opens it, what is open, and what programs use.
pub(crate) fn end_all_access(drawer: &Drawer<'_>, id: PersonId) -> Result<(), DelegationError> {
    drawer.remove_of_owner::<Passkey>(&id.0)?;
    drawer.remove_of_owner::<LinkedIdentity>(&id.0)?;
    drawer.remove_of_owner::<Session>(&id.0)?;
    drawer.remove_of_owner::<Token>(&id.0)?;
    drawer.remove_of_owner::<Code>(&id.0).map(drop)
}

/// Ends the sessions and tokens by which a person acts for a seat.
pub(crate) fn end_access(drawer: &Drawer<'_>, id: PersonId, seat: &Seat) -> Result<(), DelegationError> {
    for session in drawer.of_owner::<Session>(&id.0)?.iter().filter(|s| s.seat.as_ref() == Some(seat)) {
        drawer.remove::<Session>(&session.key())?;
    }
    for token in drawer.of_owner::<Token>(&id.0)?.iter().filter(|t| t.seat == *seat) {
        drawer.remove::<Token>(&token.key())?;
    }
    Ok(())
}

/// Is it one line of at most so many characters?
pub(crate) fn fits_a_line(text: &str, most: usize) -> bool {
    text.chars().count() <= most && !text.chars().any(char::is_control)
}

/// Reads what somebody calls a thing of theirs, on one line.
pub(crate) fn label(typed: &str, why: &'static str) -> Result<String, DelegationError> {
    let label = typed.trim();
    if label.is_empty() || !fits_a_line(label, MAX_LABEL) {
        return Err(DelegationError::Field { field: "label", why });
    }
    if !is_name(label) {
        return Err(DelegationError::Hidden("label"));
    }
    Ok(label.to_owned())
}

/// Does whoever holds this role invite into their own seat?
pub fn administers(role: Role) -> bool {
    matches!(role, Role::NationalAdministrator | Role::SecretariatAdministrator)
}

fn administers_seat(person: &Person, seat: &Seat) -> bool {
    person.membership(seat).is_some_and(|m| m.roles.iter().any(|role| administers(*role)))
}

/// Can nobody in this seat invite?
pub fn is_vacant(drawer: &Drawer<'_>, seat: &Seat) -> Result<bool, DelegationError> {
    Ok(!of_seat(drawer, seat)?.iter().any(|person| administers_seat(person, seat)))
}

/// A delegation whose last administrator went could invite nobody: only the secretariat's root keys could help.
fn keep_an_administrator(drawer: &Drawer<'_>, leaves: PersonId, seat: &Seat) -> Result<(), DelegationError> {
    let administers = |person: &Person| administers_seat(person, seat);
    let people = of_seat(drawer, seat)?;
    let left = people.iter().any(|person| person.id != leaves && administers(person));
    let was = people.iter().any(|person| person.id == leaves && administers(person));
    if was && !left && people.len() > 1 { Err(DelegationError::LastAdministrator) } else { Ok(()) }
}
