//! Invitations: a link that one person uses once, before it expires.

use policy::{Role, Seat};
use record::text::is_name;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::identities::{self, Vouched};
use crate::passkeys::{self, NewPasskey};
use crate::people::{self, Person};
use crate::{DelegationError, Document, Drawer, PersonId, Secret, mailboxes, proposals, recovery, seat_key};

/// How long an invitation can be used, in seconds: three working days and a weekend.
pub const VALID: u64 = 5 * 86_400;

/// The most open invitations of one seat.
pub const MAX_OPEN: usize = 100;

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// The digest of the link's secret.
    pub digest: [u8; 32],
    /// To act for this.
    #[serde(with = "crate::as_text::one")]
    pub seat: Seat,
    /// As this.
    #[serde(with = "crate::as_text::set")]
    pub roles: BTreeSet<Role>,
    /// Who invites; nobody, when the operator did from the command line.
    pub by: Option<PersonId>,
    /// In which seat they invite, if it isn't the same: a secretariat's.
    #[serde(with = "crate::as_text::maybe", default)]
    pub from: Option<Seat>,
    /// For whom, in the inviter's words, so that a list of open invitations can be read.
    pub note: String,
    /// The account that gets new passkeys by it, when it is a recovery.
    pub recovers: Option<PersonId>,
    /// When it was made, in seconds since 1970.
    pub created: u64,
    /// Until when it can be used, in seconds since 1970.
    pub expires: u64,
}

impl Document for Invitation {
    const DRAWER: &'static str = "invitations";
    fn key(&self) -> Vec<u8> {
        self.digest.to_vec()
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(seat_key(&self.seat))
    }
    fn expires(&self) -> Option<u64> {
        Some(self.expires)
    }
}

/// What is asked of an invitation.
pub struct Asked {
    /// To act for this.
    pub seat: Seat,
    /// As this.
    pub roles: BTreeSet<Role>,
    /// Who invites.
    pub by: Option<PersonId>,
    /// For whom.
    pub note: String,
    /// Whose account it recovers.
    pub recovers: Option<PersonId>,
}

/// Makes an invitation into one's own seat, or the operator's. The secret goes into the link and is kept nowhere.
pub fn invite(drawer: &Drawer<'_>, asked: Asked) -> Result<(Secret, Invitation), DelegationError> {
    make(drawer, asked, None)
}

/// Makes a secretariat's invitation into another seat. Of a participant, the secretariat invites whoever invites the others,
/// while nobody there can; it chooses no delegates.
pub fn invite_from(
    drawer: &Drawer<'_>,
    asked: Asked,
    secretariat: Seat,
) -> Result<(Secret, Invitation), DelegationError> {
    if matches!(asked.seat, Seat::Participant(_)) {
        if asked.roles != [Role::NationalAdministrator].into() {
            let why = "a secretariat invites a national administrator, who invites the others";
            return Err(DelegationError::Field { field: "roles", why });
        }
        if !people::is_vacant(drawer, &asked.seat)? {
            return Err(DelegationError::Conflict);
        }
    }
    make(drawer, asked, Some(secretariat))
}

/// Makes a link, given in the asker's own seat or from a secretariat's.
pub(crate) fn make(
    drawer: &Drawer<'_>,
    asked: Asked,
    from: Option<Seat>,
) -> Result<(Secret, Invitation), DelegationError> {
    if asked.roles.is_empty() {
        return Err(DelegationError::Field { field: "roles", why: "choose at least one role" });
    }
    if !asked.roles.iter().all(|role| role.belongs_to() == asked.seat.form()) {
        return Err(DelegationError::Field {
            field: "roles",
            why: "choose roles that exist in this delegation",
        });
    }
    if !people::fits_a_line(&asked.note, people::MAX_NAME) {
        return Err(DelegationError::Field { field: "note", why: "write at most 200 letters on one line" });
    }
    // In a recovery it is the person's own name, which an older program may have let in.
    if asked.recovers.is_none() && !is_name(&asked.note) {
        return Err(DelegationError::Hidden("note"));
    }
    if drawer.of_owner::<Invitation>(&seat_key(&asked.seat))?.len() >= MAX_OPEN {
        return Err(DelegationError::TooMany { what: "open invitations", limit: MAX_OPEN });
    }
    let secret = Secret::new(drawer.random());
    let Asked { seat, roles, by, note, recovers } = asked;
    let (created, expires) = (drawer.now(), drawer.now() + VALID);
    let invitation =
        Invitation { digest: secret.digest(), seat, roles, by, from, note, recovers, created, expires };
    drawer.put(&invitation)?;
    Ok((secret, invitation))
}

/// The invitation of a link, still open, by somebody who still may give it.
pub fn find(drawer: &Drawer<'_>, secret: &Secret) -> Result<Invitation, DelegationError> {
    let found = drawer.get::<Invitation>(&secret.digest())?.ok_or(DelegationError::Invitation)?;
    if is_still_given(drawer, &found)? { Ok(found) } else { Err(DelegationError::Invitation) }
}

/// [`find`], and nobody finds it again.
fn take(drawer: &Drawer<'_>, secret: &Secret) -> Result<Invitation, DelegationError> {
    let found = find(drawer, secret)?;
    drawer.remove::<Invitation>(&found.digest)?;
    Ok(found)
}

/// Would whoever gave this link be able to give it now? A link must not outlive the right to give it: somebody who knows
/// that they will be removed could invite themselves back.
fn is_still_given(drawer: &Drawer<'_>, given: &Invitation) -> Result<bool, DelegationError> {
    // Whoever holds the machine needs nobody's right.
    let Some(by) = given.by else { return Ok(true) };
    let Some(giver) = drawer.get::<Person>(&by.0)? else { return Ok(false) };
    let Some(here) = giver.membership(given.from.as_ref().unwrap_or(&given.seat)) else { return Ok(false) };
    let administers = here.roles.iter().any(|role| people::administers(*role));
    Ok(match (&given.from, given.recovers, &given.seat) {
        // Two asked for it, of whom not all administer; a change of roles withdraws it.
        (None, Some(_), _) => true,
        (None, None, _)
        | (Some(_), Some(_), _)
        | (Some(_), None, Seat::Mechanism(_) | Seat::Stakeholder(_)) => administers,
        // Of several links to be the first there, one is used.
        (Some(_), None, Seat::Participant(_)) => administers && people::is_vacant(drawer, &given.seat)?,
    })
}

/// The open invitations of a seat, the oldest first.
pub fn of_seat(drawer: &Drawer<'_>, seat: &Seat) -> Result<Vec<Invitation>, DelegationError> {
    let mut open: Vec<Invitation> = drawer.of_owner(&seat_key(seat))?;
    open.sort_by_key(|invitation| (invitation.created, invitation.digest));
    Ok(open)
}

/// Withdraws an open invitation of a seat.
pub fn withdraw(drawer: &Drawer<'_>, seat: &Seat, digest: &[u8; 32]) -> Result<(), DelegationError> {
    match drawer.get::<Invitation>(digest)? {
        Some(invitation) if invitation.seat == *seat => drawer.remove::<Invitation>(digest).map(drop),
        _ => Err(DelegationError::Invitation),
    }
}

/// Withdraws what somebody leaves behind in a seat: links they made there, to whichever seat, and links by which they would
/// come back.
pub(crate) fn withdraw_of(drawer: &Drawer<'_>, person: PersonId, seat: &Seat) -> Result<(), DelegationError> {
    let made = |one: &Invitation| one.by == Some(person) && one.from.as_ref().unwrap_or(&one.seat) == seat;
    let back = |one: &Invitation| one.recovers == Some(person) && one.seat == *seat;
    for invitation in drawer.all::<Invitation>()?.iter().filter(|one| made(one) || back(one)) {
        drawer.remove::<Invitation>(&invitation.digest)?;
    }
    Ok(())
}

/// What a newcomer says of themselves.
pub struct Newcomer {
    /// The name by which colleagues will know them.
    pub name: String,
    /// Where notices go.
    pub email: Option<String>,
    /// The language of mails.
    pub language: String,
}

/// Uses an invitation with a passkey just made: the account begins, or, for a recovery, gets this passkey in the place of
/// all it had.
pub fn accept(
    drawer: &Drawer<'_>,
    secret: &Secret,
    newcomer: Newcomer,
    passkey: NewPasskey,
) -> Result<Person, DelegationError> {
    let invitation = take(drawer, secret)?;
    let person = if let Some(id) = invitation.recovers {
        // The roles are those that the person has now: what was taken since the link was made stays taken.
        recovered(drawer, id, &invitation.seat)?
    } else {
        let mut person = begun(drawer, newcomer, &invitation)?;
        people::seat_person(drawer, &mut person, &invitation.seat, invitation.roles)?;
        person
    };
    passkeys::add(drawer, person.id, passkey)?;
    Ok(person)
}

/// Uses an invitation with an identity at the sign-in service of the participant that it is for: the account begins. A lost
/// account is recovered with a passkey: a service that could replace passkeys would be one that takes accounts over.
pub fn accept_vouched(
    drawer: &Drawer<'_>,
    secret: &Secret,
    newcomer: Newcomer,
    vouched: &Vouched,
) -> Result<Person, DelegationError> {
    let invitation = take(drawer, secret)?;
    if invitation.recovers.is_some() {
        return Err(DelegationError::Invitation);
    }
    let mut person = Person { through_service: true, ..begun(drawer, newcomer, &invitation)? };
    people::seat_person(drawer, &mut person, &invitation.seat, invitation.roles)?;
    identities::link(drawer, person.id, vouched)?;
    Ok(person)
}

/// Uses an invitation by somebody who has an account: it gets another seat.
pub fn accept_as(drawer: &Drawer<'_>, secret: &Secret, id: PersonId) -> Result<Person, DelegationError> {
    let invitation = take(drawer, secret)?;
    if invitation.recovers.is_some() {
        return Err(DelegationError::Invitation);
    }
    // One government's sign-in service must not open another's seat.
    if !identities::of_person(drawer, id)?.is_empty() {
        let why =
            "an account that a government's service opens acts for that government alone: join with another";
        return Err(DelegationError::Field { field: "link", why });
    }
    let mut person = people::person(drawer, id)?;
    people::seat_person(drawer, &mut person, &invitation.seat, invitation.roles)?;
    Ok(person)
}

fn begun(drawer: &Drawer<'_>, newcomer: Newcomer, link: &Invitation) -> Result<Person, DelegationError> {
    // Whom a service opens can invite as many colleagues as it likes: they are no second person either.
    let through_service = link.by.map_or(Ok(false), |by| identities::stand_behind(drawer, by))?;
    Person::check_name(&newcomer.name)?;
    if let Some(email) = &newcomer.email {
        Person::check_email(email)?;
    }
    Ok(Person {
        id: PersonId(drawer.random()),
        name: newcomer.name.trim().to_owned(),
        email: newcomer.email,
        language: newcomer.language,
        created: drawer.now(),
        through_service,
        memberships: Vec::new(),
    })
}

/// Whoever has the lost device must find nothing open: passkeys, sessions, tokens and codes end with the recovery. Two of
/// one delegation vouch for what somebody does there and nowhere else: who acts for other seats too goes on here with an
/// account of its own, and the other seats keep the old one, which their own colleagues recover.
fn recovered(drawer: &Drawer<'_>, id: PersonId, seat: &Seat) -> Result<Person, DelegationError> {
    recovery::forget(drawer, id, seat)?;
    let mut person = people::person(drawer, id)?;
    // Without this, two of a delegation could recover a colleague, remove them, and use the link on what they still are
    // elsewhere.
    if person.membership(seat).is_none() {
        return Err(DelegationError::Invitation);
    }
    // What whoever has the device now may have left here: links for others, and keys that wait for a voucher.
    // And requests to recover somebody else's account.
    withdraw_of(drawer, id, seat)?;
    recovery::forget_asked_by(drawer, id, seat)?;
    proposals::forget(drawer, id, Some(seat))?;
    if person.memberships.len() > 1 {
        let (here, elsewhere) = person.memberships.into_iter().partition(|m| m.seat == *seat);
        person.memberships = elsewhere;
        drawer.put(&person)?;
        people::end_access(drawer, id, seat)?;
        let (id, created) = (PersonId(drawer.random()), drawer.now());
        // Its address for mail was given for all that the person does, and confirmed for the account that stays.
        let apart = Person { id, created, memberships: here, email: None, ..person };
        drawer.put(&apart)?;
        return Ok(apart);
    }
    people::end_all_access(drawer, id)?;
    mailboxes::doubt(drawer, &person)?;
    Ok(person)
}
