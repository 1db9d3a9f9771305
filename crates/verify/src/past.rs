//! What stood in the register before each entry, in the few bytes that a million records allow.

use admission::{Past, Placed, Unreadable};
use record::{Audience, Header, KeyId, RecordId};
use std::collections::HashMap;

/// What is known of an earlier record: 24 bytes beside its id.
#[derive(Clone, Copy)]
struct Seen {
    position: u64,
    kind: u16,
    participant: u16,
    mechanisms: u16,
    signers: u16,
    what: What,
}

/// What could be read of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// Public, with its body.
    Whole,
    /// Public, without its body.
    WithoutBody,
    /// Not public.
    Restricted,
    /// Public, and not to be had.
    Withheld,
}

/// Every record so far, by id.
#[derive(Default)]
pub(crate) struct SoFar {
    seen: HashMap<RecordId, Seen>,
    names: Names,
}

/// What no name contains, between the names of one list.
const BETWEEN: &str = "\n";

/// The few kinds, participants, lists of mechanisms and of signers that all records share.
#[derive(Default)]
struct Names {
    texts: Vec<String>,
    numbers: HashMap<String, u16>,
}

impl Names {
    /// Number 0 stands for "one too many": a register with 65,535 kinds, participants, lists of
    /// mechanisms and of signers is nobody's.
    fn number(&mut self, text: &str) -> u16 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let Ok(number) = u16::try_from(self.texts.len() + 1) else { return 0 };
        self.texts.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }

    fn text(&self, number: u16) -> Option<&String> {
        self.texts.get(usize::from(number).checked_sub(1)?)
    }
}

impl SoFar {
    /// Adds a record. False when its id was there before; the first one stays.
    pub(crate) fn add(&mut self, id: RecordId, position: u64, what: What, header: Option<&Header>) -> bool {
        let (kind, participant, mechanisms, signers) = header.map_or((0, 0, 0, 0), |header| {
            let mechanisms = header.mechanisms.join(BETWEEN);
            let signers: Vec<String> = header.signers.iter().map(|signer| signer.key.to_string()).collect();
            let names = &mut self.names;
            (
                names.number(&header.kind),
                names.number(&header.participant),
                names.number(&mechanisms),
                names.number(&signers.join(BETWEEN)),
            )
        });
        let seen = Seen { position, kind, participant, mechanisms, signers, what };
        let mut first = false;
        self.seen.entry(id).or_insert_with(|| {
            first = true;
            seen
        });
        first
    }

    /// The position of a record, and what could be read of it.
    pub(crate) fn find(&self, id: &RecordId) -> Option<(u64, What)> {
        self.seen.get(id).map(|seen| (seen.position, seen.what))
    }
}

impl Past for SoFar {
    fn placed(&self, id: &RecordId) -> Result<Option<Placed>, Unreadable> {
        let Some(seen) = self.seen.get(id) else { return Ok(None) };
        let unreadable = || Unreadable(format!("record {} is withheld", seen.position));
        if seen.what == What::Restricted {
            // A public record can't rightly name one that isn't; any audience that isn't public says so.
            return Ok(Some(Placed {
                position: seen.position,
                kind: String::new(),
                participant: String::new(),
                audience: Audience::Own,
                mechanisms: Vec::new(),
                signers: Vec::new(),
                // Nor can it rightly erase one.
                kept: None,
            }));
        }
        let text = |number| self.names.text(number).cloned().ok_or_else(unreadable);
        let mechanisms = text(seen.mechanisms)?;
        let signers = text(seen.signers)?;
        Ok(Some(Placed {
            position: seen.position,
            kind: text(seen.kind)?,
            participant: text(seen.participant)?,
            audience: Audience::Public,
            mechanisms: mechanisms
                .split(BETWEEN)
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            signers: signers.split(BETWEEN).filter_map(KeyId::parse).collect(),
            kept: None,
        }))
    }
}
