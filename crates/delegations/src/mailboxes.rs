//! Mailboxes: whether mail may go to the address that a person gave. Nothing is mailed before the person has typed a code
//! that was sent there: else anybody could have strangers written to, or have a delegation's notices go to a mistyped
//! address. A code confirms an address and nothing else: it signs nobody in.

use record::Hash;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::people::{self, Person};
use crate::{DelegationError, Document, Drawer, PersonId, codes, letters};

/// How long a code confirms, in seconds.
pub const CODE_VALID: u64 = 86_400;

/// How often a code may be mistyped.
const TRIES: u8 = 5;

/// The most codes sent within [`CODE_VALID`]: whoever owns a mistyped address gets no more letters than that.
pub const MAX_CODES: usize = 5;

/// A person's mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mailbox {
    /// Whose.
    pub person: PersonId,
    /// The address that was confirmed, or is to be. One that is no longer the person's gets nothing.
    pub address: String,
    /// When it was confirmed, in seconds since 1970.
    pub proven: Option<u64>,
    /// The person wants notices by mail.
    pub wanted: bool,
    /// How the person wants to be reminded of cycles.
    #[serde(default)]
    pub cycles: Rhythm,
    /// The mechanisms of whose cycles the person doesn't want to be reminded, by id.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub cycles_not_of: BTreeSet<String>,
    /// The code that was sent.
    pub asked: Option<AskedCode>,
    /// When codes were sent, lately.
    pub codes: Vec<u64>,
    /// When letters were sent within the last hour.
    pub sent: Vec<u64>,
    /// How often in a row the server put a letter to this address off.
    pub put_off: u32,
    /// Before when not to try again, in seconds since 1970.
    pub due: u64,
    /// The address doesn't take mail, and since when.
    pub refused: Option<Refused>,
}

/// How somebody wants to be told of a subject.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rhythm {
    /// When there is something.
    #[default]
    AtOnce,
    /// Together, once a week.
    Weekly,
    /// Not at all.
    Never,
}

impl Rhythm {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::Weekly, Self::Never];

    /// The word in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::Weekly => "weekly",
            Self::Never => "never",
        }
    }
}

/// A code on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedCode {
    /// Its digest.
    pub digest: [u8; 32],
    /// Until when it confirms, in seconds since 1970.
    pub expires: u64,
    /// How often it may still be mistyped.
    pub tries: u8,
}

/// An address that doesn't take mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// Since when, in seconds since 1970.
    pub at: u64,
    /// The mail server's code, as 550; none if it put mail off for days.
    pub code: Option<u16>,
}

impl Document for Mailbox {
    const DRAWER: &'static str = "mailboxes";
    fn key(&self) -> Vec<u8> {
        self.person.0.to_vec()
    }
}

impl Mailbox {
    fn new(person: PersonId, address: &str) -> Self {
        Self {
            person,
            address: address.to_owned(),
            proven: None,
            wanted: true,
            cycles: Rhythm::AtOnce,
            cycles_not_of: BTreeSet::new(),
            asked: None,
            codes: Vec::new(),
            sent: Vec::new(),
            put_off: 0,
            due: 0,
            refused: None,
        }
    }

    /// Are notices to be sent there?
    pub fn takes_notices(&self, person: &Person) -> bool {
        self.proven.is_some() && self.wanted && self.takes_letters(person)
    }

    /// Is it still the person's, and open to mail?
    pub fn takes_letters(&self, person: &Person) -> bool {
        self.refused.is_none() && person.email.as_deref() == Some(&self.address)
    }
}

/// A person's mailbox, if one was ever asked for.
pub fn of_person(drawer: &Drawer<'_>, id: PersonId) -> Result<Option<Mailbox>, DelegationError> {
    drawer.get(&id.0)
}

/// Gives a person another address, or none. What waits for the old one is dropped.
pub fn change_address(
    drawer: &Drawer<'_>,
    id: PersonId,
    address: Option<String>,
) -> Result<(), DelegationError> {
    if let Some(address) = &address {
        Person::check_email(address)?;
    }
    let mut person = people::person(drawer, id)?;
    if person.email == address {
        return Ok(());
    }
    // Codes sent lately still count: else a list of strangers could be written to, one after the other.
    let codes = of_person(drawer, id)?.map(|mailbox| mailbox.codes).unwrap_or_default();
    drawer.put(&Mailbox { codes, ..Mailbox::new(id, address.as_deref().unwrap_or_default()) })?;
    letters::drop_all(drawer, id)?;
    person.email = address;
    drawer.put(&person)
}

/// Mails nothing more to a person's address until it is confirmed anew: whoever had the device may have given it. What waits
/// is dropped.
pub(crate) fn doubt(drawer: &Drawer<'_>, person: &Person) -> Result<(), DelegationError> {
    if let Some(Mailbox { address, codes, .. }) = of_person(drawer, person.id)? {
        drawer.put(&Mailbox { codes, ..Mailbox::new(person.id, &address) })?;
    }
    letters::drop_all(drawer, person.id)
}

/// Says whether the person wants notices by mail.
pub fn want(drawer: &Drawer<'_>, id: PersonId, wanted: bool) -> Result<(), DelegationError> {
    let mut mailbox = current(drawer, id)?;
    mailbox.wanted = wanted;
    drawer.put(&mailbox)?;
    if wanted { Ok(()) } else { letters::drop_all(drawer, id) }
}

/// Says how the person wants to be reminded of cycles.
pub(crate) fn remind(drawer: &Drawer<'_>, id: PersonId, rhythm: Rhythm) -> Result<(), DelegationError> {
    let mailbox = current(drawer, id)?;
    drawer.put(&Mailbox { cycles: rhythm, ..mailbox })
}

/// Says of which mechanisms' cycles the person doesn't want to be reminded, from the next step on.
pub fn leave_out(drawer: &Drawer<'_>, id: PersonId, not_of: BTreeSet<String>) -> Result<(), DelegationError> {
    let mailbox = current(drawer, id)?;
    drawer.put(&Mailbox { cycles_not_of: not_of, ..mailbox })
}

/// Sends a code to the person's address, in the place of one sent before.
pub fn ask_code(drawer: &Drawer<'_>, id: PersonId) -> Result<(), DelegationError> {
    let mut mailbox = current(drawer, id)?;
    let now = drawer.now();
    mailbox.codes.retain(|sent| sent + CODE_VALID > now);
    if mailbox.codes.len() >= MAX_CODES {
        return Err(DelegationError::TooMany { what: "codes sent today", limit: MAX_CODES });
    }
    mailbox.codes.push(now);
    let code = codes::letters(&drawer.random::<8>());
    let digest = Hash::of(code.as_bytes()).0;
    mailbox.asked = Some(AskedCode { digest, expires: now + CODE_VALID, tries: TRIES });
    // Whoever asks has mended what was in the way; the server says so, or not.
    (mailbox.refused, mailbox.put_off, mailbox.due) = (None, 0, 0);
    drawer.put(&mailbox)?;
    letters::queue_code(drawer, id, code)
}

/// Takes the code that somebody typed: is the address the person's now? A wrong one is no error, so that it is counted.
pub fn confirm(drawer: &Drawer<'_>, id: PersonId, typed: &str) -> Result<bool, DelegationError> {
    let mut mailbox = current(drawer, id)?;
    let Some(asked) = mailbox.asked.as_mut().filter(|asked| asked.expires > drawer.now() && asked.tries > 0)
    else {
        return Ok(false);
    };
    let typed: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    let right = Hash::of(typed.to_ascii_uppercase().as_bytes()).0 == asked.digest;
    asked.tries -= 1;
    if right {
        (mailbox.proven, mailbox.asked) = (Some(drawer.now()), None);
    }
    drawer.put(&mailbox)?;
    Ok(right)
}

/// The mailbox of the person's address of today.
fn current(drawer: &Drawer<'_>, id: PersonId) -> Result<Mailbox, DelegationError> {
    let person = people::person(drawer, id)?;
    let Some(address) = person.email else {
        return Err(DelegationError::Field { field: "email", why: "write an address first" });
    };
    let kept = of_person(drawer, id)?.filter(|mailbox| mailbox.address == address);
    Ok(kept.unwrap_or_else(|| Mailbox::new(id, &address)))
}
