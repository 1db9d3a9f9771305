//! Passkeys for signing in. They never sign a record: those are other credentials, enrolled in the register.

use record::webauthn::{Assertion, Challenge, Purpose, WebauthnKey};
use serde::{Deserialize, Serialize};

use crate::people::{self, Person};
use crate::{DelegationError, Document, Drawer, PersonId, identities};

/// The most passkeys of one person: two are advised, a drawer full of old telephones is not.
pub const MAX_PASSKEYS: usize = 10;

/// A passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passkey {
    /// The credential's id, as the authenticator gave it.
    pub credential: Vec<u8>,
    /// The key's line (see `record::webauthn`).
    pub line: String,
    /// Whose it is.
    pub person: PersonId,
    /// What the person calls it.
    pub label: String,
    /// When it was made, in seconds since 1970.
    pub created: u64,
    /// When it last signed its person in, in seconds since 1970.
    pub used: Option<u64>,
}

impl Document for Passkey {
    const DRAWER: &'static str = "passkeys";
    fn key(&self) -> Vec<u8> {
        self.credential.clone()
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(self.person.0.to_vec())
    }
}

/// A passkey that was just made and has shown that it works.
pub struct NewPasskey {
    key: WebauthnKey,
    label: String,
}

impl NewPasskey {
    /// Takes a key that has just answered this challenge: one that was never touched again would lock its person out.
    pub fn proven(
        key: WebauthnKey,
        label: &str,
        assertion: &Assertion,
        challenge: &Challenge,
    ) -> Result<Self, DelegationError> {
        check(&key, assertion, challenge)?;
        let why = "call the passkey something of at most 60 letters, such as \"telephone\"";
        Ok(Self { key, label: people::label(label, why)? })
    }
}

/// Adds a passkey to an account.
pub fn add(drawer: &Drawer<'_>, person: PersonId, new: NewPasskey) -> Result<Passkey, DelegationError> {
    if drawer.get::<Passkey>(new.key.credential())?.is_some() {
        return Err(DelegationError::PasskeyKnown);
    }
    if of_person(drawer, person)?.len() >= MAX_PASSKEYS {
        return Err(DelegationError::TooMany { what: "passkeys", limit: MAX_PASSKEYS });
    }
    let passkey = Passkey {
        credential: new.key.credential().to_vec(),
        line: new.key.line().to_owned(),
        person,
        label: new.label,
        created: drawer.now(),
        used: None,
    };
    drawer.put(&passkey)?;
    Ok(passkey)
}

/// A person's passkeys, the oldest first.
pub fn of_person(drawer: &Drawer<'_>, person: PersonId) -> Result<Vec<Passkey>, DelegationError> {
    let mut passkeys: Vec<Passkey> = drawer.of_owner(&person.0)?;
    passkeys.sort_by(|a, b| (a.created, &a.credential).cmp(&(b.created, &b.credential)));
    Ok(passkeys)
}

/// Whose passkey this is, if anybody's. Says nothing about who asks.
pub fn owner(drawer: &Drawer<'_>, credential: &[u8]) -> Result<Option<Person>, DelegationError> {
    match drawer.get::<Passkey>(credential)? {
        Some(passkey) => drawer.get(&passkey.person.0),
        None => Ok(None),
    }
}

/// Removes one of a person's passkeys, unless nothing else opens the account: nobody locks themselves out by a click.
pub fn remove(drawer: &Drawer<'_>, person: PersonId, credential: &[u8]) -> Result<(), DelegationError> {
    let passkeys = of_person(drawer, person)?;
    if passkeys.len() < 2 && identities::of_person(drawer, person)?.is_empty() {
        let why = "make another passkey before you remove the last one";
        return Err(DelegationError::Field { field: "passkey", why });
    }
    if !passkeys.iter().any(|passkey| passkey.credential == credential) {
        return Err(DelegationError::Person);
    }
    drawer.remove::<Passkey>(credential).map(drop)
}

/// Whose passkey answered this challenge? The same refusal for a credential that nobody has and for a false answer.
pub fn verify(
    drawer: &Drawer<'_>,
    credential: &[u8],
    assertion: &Assertion,
    challenge: &Challenge,
) -> Result<Passkey, DelegationError> {
    let mut passkey = drawer.get::<Passkey>(credential)?.ok_or(DelegationError::SignIn)?;
    let key = WebauthnKey::from_line(&passkey.line).map_err(|_| DelegationError::Form(Passkey::DRAWER))?;
    check(&key, assertion, challenge)?;
    passkey.used = Some(drawer.now());
    drawer.put(&passkey)?;
    Ok(passkey)
}

fn check(key: &WebauthnKey, assertion: &Assertion, challenge: &Challenge) -> Result<(), DelegationError> {
    if key.purpose() != Purpose::SignIn {
        return Err(DelegationError::SignIn);
    }
    assertion.verify(key, challenge).map_err(|_| DelegationError::SignIn)
}
