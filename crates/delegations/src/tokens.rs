//! Tokens for interfaces: a program acts for one seat, within scopes, until a day that was said.

use policy::{Scope, Seat};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::people::{self, Person};
use crate::{DelegationError, Document, Drawer, PersonId, Secret};

/// The longest life of a token, in seconds: a year.
pub const LONGEST: u64 = 366 * 86_400;

/// The most tokens of one person.
pub const MAX_TOKENS: usize = 20;

/// The last use is kept to a day: enough to find what nobody uses, and no diary of anyone.
const DAY: u64 = 86_400;

/// A token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Token {
    /// The digest of its secret.
    pub digest: [u8; 32],
    /// What it is called in a list; it opens nothing.
    pub number: [u8; 8],
    /// Who made it.
    pub person: PersonId,
    /// For whom it acts.
    #[serde(with = "crate::as_text::one")]
    pub seat: Seat,
    /// What it may be used for.
    #[serde(with = "crate::as_text::set")]
    pub scopes: BTreeSet<Scope>,
    /// What its maker calls it.
    pub label: String,
    /// When it was made, in seconds since 1970.
    pub created: u64,
    /// Until when it is good, in seconds since 1970.
    pub expires: u64,
    /// The day of its last use, as seconds since 1970 at its beginning.
    pub used: Option<u64>,
}

impl Document for Token {
    const DRAWER: &'static str = "tokens";
    fn key(&self) -> Vec<u8> {
        self.digest.to_vec()
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(self.person.0.to_vec())
    }
    fn expires(&self) -> Option<u64> {
        Some(self.expires)
    }
}

impl Token {
    /// Is this its first use on this day?
    pub fn is_to_be_noted(&self, now: u64) -> bool {
        self.used != Some(now / DAY * DAY)
    }
}

/// Makes a token, shown this once.
pub fn make(
    drawer: &Drawer<'_>,
    person: &Person,
    seat: &Seat,
    label: &str,
    scopes: BTreeSet<Scope>,
    lasts: u64,
) -> Result<(Secret, Token), DelegationError> {
    person.membership(seat).ok_or(DelegationError::Seat)?;
    let why = "call the token something of at most 60 letters, such as the program that will use it";
    let label = people::label(label, why)?;
    if scopes.is_empty() {
        return Err(DelegationError::Field {
            field: "scopes",
            why: "choose at least one thing that it may do",
        });
    }
    if !(1..=LONGEST).contains(&lasts) {
        return Err(DelegationError::Field { field: "expires", why: "choose a day within a year" });
    }
    if of_person(drawer, person.id)?.len() >= MAX_TOKENS {
        return Err(DelegationError::TooMany { what: "tokens", limit: MAX_TOKENS });
    }
    let secret = Secret::new(drawer.random());
    let token = Token {
        digest: secret.digest(),
        number: drawer.random(),
        person: person.id,
        seat: seat.clone(),
        scopes,
        label,
        created: drawer.now(),
        expires: drawer.now() + lasts,
        used: None,
    };
    drawer.put(&token)?;
    Ok((secret, token))
}

/// The token of a secret and its person, both as they are now, without writing anything. A seat that was taken away ends its
/// tokens.
pub fn find(drawer: &Drawer<'_>, secret: &Secret) -> Result<(Token, Person), DelegationError> {
    let token = drawer.get::<Token>(&secret.digest())?.ok_or(DelegationError::Session)?;
    let person = people::person(drawer, token.person).map_err(|_| DelegationError::Session)?;
    if person.membership(&token.seat).is_none() {
        return Err(DelegationError::Session);
    }
    Ok((token, person))
}

/// [`find`], noting the day.
pub fn current(drawer: &Drawer<'_>, secret: &Secret) -> Result<(Token, Person), DelegationError> {
    let (mut token, person) = find(drawer, secret)?;
    if token.is_to_be_noted(drawer.now()) {
        token.used = Some(drawer.now() / DAY * DAY);
        drawer.put(&token)?;
    }
    Ok((token, person))
}

/// A person's tokens, the oldest first.
pub fn of_person(drawer: &Drawer<'_>, person: PersonId) -> Result<Vec<Token>, DelegationError> {
    let mut tokens: Vec<Token> = drawer.of_owner(&person.0)?;
    tokens.sort_by_key(|token| (token.created, token.number));
    Ok(tokens)
}

/// Ends one of a person's tokens by its number.
pub fn end(drawer: &Drawer<'_>, person: PersonId, number: [u8; 8]) -> Result<(), DelegationError> {
    let tokens = of_person(drawer, person)?;
    let token = tokens.iter().find(|token| token.number == number).ok_or(DelegationError::Person)?;
    drawer.remove::<Token>(&token.key()).map(drop)
}
