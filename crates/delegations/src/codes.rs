//! Printed one-time codes, for those without their device. A code opens a session; it never signs, and it never counts as
//! a touch.

use serde::{Deserialize, Serialize};

use crate::people::{self, Person};
use crate::{DelegationError, Document, Drawer, PersonId};
use record::Hash;

/// How many are printed at a time; those printed before end.
pub const PRINTED: usize = 10;

/// How long they are good for, in seconds: half a year.
pub const VALID: u64 = 182 * 86_400;

/// Letters and digits that nobody mistakes for another on paper.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Letters of a code: 120 bits, in six groups of four. What lies in the drawers is a plain digest of it, which whoever reads
/// them with the hub's key must not be able to try out.
const LETTERS: usize = 24;

/// A code that has not been used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Its digest.
    pub digest: [u8; 32],
    /// Whose it is.
    pub person: PersonId,
    /// Until when, in seconds since 1970.
    pub expires: u64,
}

impl Document for Code {
    const DRAWER: &'static str = "codes";
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

/// As many letters as there are random bytes.
pub(crate) fn letters(random: &[u8]) -> String {
    random.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// Makes new codes in the place of those that a person had, to be printed now: they are shown this once.
pub fn print(drawer: &Drawer<'_>, person: PersonId) -> Result<Vec<String>, DelegationError> {
    drawer.remove_of_owner::<Code>(&person.0)?;
    let make = |_| {
        let random: [u8; LETTERS] = drawer.random();
        let letters = letters(&random);
        let digest = digest(letters.as_bytes());
        drawer.put(&Code { digest, person, expires: drawer.now() + VALID })?;
        let groups: Vec<_> = letters.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
        Ok(groups.join("-"))
    };
    (0..PRINTED).map(make).collect()
}

/// Whose code this is; it can't be used again.
pub fn take(drawer: &Drawer<'_>, typed: &str) -> Result<Person, DelegationError> {
    let letters = read(typed).ok_or(DelegationError::SignIn)?;
    let code = drawer.take::<Code>(&digest(&letters))?.ok_or(DelegationError::SignIn)?;
    people::person(drawer, code.person).map_err(|_| DelegationError::SignIn)
}

/// What was typed, without the dashes and spaces that people put in or leave out.
fn read(typed: &str) -> Option<Vec<u8>> {
    let letters: Vec<u8> = typed
        .bytes()
        .filter(|byte| !b" -".contains(byte))
        .take(LETTERS + 1)
        .map(|byte| byte.to_ascii_uppercase())
        .collect();
    (letters.len() == LETTERS && letters.iter().all(|byte| ALPHABET.contains(byte))).then_some(letters)
}

fn digest(letters: &[u8]) -> [u8; 32] {
    Hash::of(letters).0
}
