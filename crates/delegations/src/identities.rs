//! Who somebody is at a government's own sign-in service. The service speaks for one participant: an account that signs in
//! by it acts for that participant and for nobody else, so that one government's service opens no seat of another.

use policy::Seat;
use serde::{Deserialize, Serialize};

use crate::people::{self, Person};
use crate::{DelegationError, Document, Drawer, PersonId, passkeys};

/// An account's name at a sign-in service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkedIdentity {
    /// The service's issuer.
    pub issuer: String,
    /// The name that the service gives to nobody else.
    pub subject: String,
    /// Whose account it opens.
    pub person: PersonId,
    /// When it was linked, in seconds since 1970.
    pub created: u64,
    /// When it last signed its person in, in seconds since 1970.
    pub used: Option<u64>,
}

impl Document for LinkedIdentity {
    const DRAWER: &'static str = "identities";
    fn key(&self) -> Vec<u8> {
        key(&self.issuer, &self.subject)
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(self.person.0.to_vec())
    }
}

/// No address holds a zero byte: two pairs never share a key.
fn key(issuer: &str, subject: &str) -> Vec<u8> {
    [issuer.as_bytes(), &[0], subject.as_bytes()].concat()
}

/// Whoever a service vouched for: the identity itself is judged by the room `openid`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vouched {
    /// The service's issuer.
    pub issuer: String,
    /// The name at the service.
    pub subject: String,
    /// The participant that the service speaks for.
    pub participant: String,
}

impl Vouched {
    fn may_open(&self, person: &Person) -> Result<(), DelegationError> {
        let seat = Seat::Participant(self.participant.clone());
        match &person.memberships[..] {
            [only] if only.seat == seat => Ok(()),
            _ => Err(DelegationError::Field {
                field: "service",
                why: "this service opens accounts that act for its own government and for nobody else",
            }),
        }
    }
}

/// Lets an account be opened by this identity from now on. An account has one at each service.
pub fn link(drawer: &Drawer<'_>, id: PersonId, vouched: &Vouched) -> Result<(), DelegationError> {
    let mut person = people::person(drawer, id)?;
    vouched.may_open(&person)?;
    if drawer.get::<LinkedIdentity>(&key(&vouched.issuer, &vouched.subject))?.is_some() {
        return Err(DelegationError::IdentityKnown);
    }
    if of_person(drawer, id)?.iter().any(|one| one.issuer == vouched.issuer) {
        return Err(DelegationError::TooMany { what: "identities at this service", limit: 1 });
    }
    // It stays so when the identity is removed: until then the service could have made a passkey of its own.
    person.through_service = true;
    drawer.put(&person)?;
    drawer.put(&LinkedIdentity {
        issuer: vouched.issuer.clone(),
        subject: vouched.subject.clone(),
        person: id,
        created: drawer.now(),
        used: None,
    })
}

/// An account's identities, the oldest first.
pub fn of_person(drawer: &Drawer<'_>, id: PersonId) -> Result<Vec<LinkedIdentity>, DelegationError> {
    let mut identities: Vec<LinkedIdentity> = drawer.of_owner(&id.0)?;
    identities.sort_by(|a, b| (a.created, &a.issuer).cmp(&(b.created, &b.issuer)));
    Ok(identities)
}

/// Could a government's sign-in service stand behind what this person does? It could where it opens the account, did so once,
/// or opens that of whoever invited the person.
pub fn stand_behind(drawer: &Drawer<'_>, id: PersonId) -> Result<bool, DelegationError> {
    let through = drawer.get::<Person>(&id.0)?.is_some_and(|person| person.through_service);
    // An account that an older program linked isn't marked.
    Ok(through || !of_person(drawer, id)?.is_empty())
}

/// Whose account an identity opens. The same refusal for one that opens none, and for one whose account has come to act
/// for others too.
pub fn verify(drawer: &Drawer<'_>, vouched: &Vouched) -> Result<Person, DelegationError> {
    let known = drawer.get::<LinkedIdentity>(&key(&vouched.issuer, &vouched.subject))?;
    let mut identity = known.ok_or(DelegationError::SignIn)?;
    let person = people::person(drawer, identity.person).map_err(|_| DelegationError::SignIn)?;
    vouched.may_open(&person).map_err(|_| DelegationError::SignIn)?;
    identity.used = Some(drawer.now());
    drawer.put(&identity)?;
    Ok(person)
}

/// Takes a service's word no longer for an account, unless nothing else opens it.
pub fn unlink(drawer: &Drawer<'_>, id: PersonId, issuer: &str) -> Result<(), DelegationError> {
    let identities = of_person(drawer, id)?;
    let one = identities.iter().find(|one| one.issuer == issuer).ok_or(DelegationError::Person)?;
    if identities.len() < 2 && passkeys::of_person(drawer, id)?.is_empty() {
        let why = "make a passkey before you remove the last way to sign in";
        return Err(DelegationError::Field { field: "service", why });
    }
    drawer.remove::<LinkedIdentity>(&one.key()).map(drop)
}
