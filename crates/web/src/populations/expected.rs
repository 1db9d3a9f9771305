//! What somebody is to be shown of a population, found by asking the policies of each record.

use std::collections::BTreeSet;

use admission::{DISAVOW, kinds};
use policy::{Action, Class, Subject};
use record::RecordId;

use super::{Members, Said, codes, erased};

/// What somebody is to be shown, found without any of our shortcuts.
pub struct Expected<'a> {
    pub population: &'a [Said],
    pub members: &'a Members,
    pub who: &'a Subject,
}

impl<'a> Expected<'a> {
    /// Whether there is a body that says something in words, and it may be read.
    pub fn reads(&self, one: &Said) -> bool {
        one.is_word() && one.may(self.who, Action::ReadBody) && !erased(self.population).contains(&one.id())
    }

    pub fn readable(&self) -> impl Iterator<Item = (usize, &'a Said)> {
        self.population.iter().enumerate().filter(|(_, one)| self.reads(one))
    }

    fn stands(&self, one: &Said) -> bool {
        self.reads(one) && !self.replaced(one, |by| by.may(self.who, Action::ReadBody))
    }

    /// Whether it says again in another language what may be read and stands.
    fn is_said_already(&self, one: &Said) -> bool {
        let original = |other: &&Said| one.translates == Some(other.id());
        self.population.iter().find(original).is_some_and(|original| self.stands(original))
    }

    /// Whether its author's last word on it that may be read disavows it.
    pub fn disavowed(&self, one: &Said) -> bool {
        let about = |by: &&Said| by.header.kind == kinds::DISAVOWAL && by.header.refers == [one.id()];
        let mut words =
            self.population.iter().rev().filter(about).filter(|by| by.may(self.who, Action::ReadBody));
        words.next().is_some_and(|last| last.header.workflow_move.as_deref() == Some(DISAVOW))
    }

    fn replaced(&self, one: &Said, by: impl Fn(&Said) -> bool) -> bool {
        let id = one.id();
        self.population.iter().any(|other| other.header.supersedes.contains(&id) && by(other))
    }

    /// The titles of the current ones, as lists show them, for which this holds.
    pub fn listed(&self, holds: impl Fn(&Said) -> bool) -> BTreeSet<String> {
        let current =
            self.readable().filter(|(_, one)| holds(one) && self.stands(one) && !self.is_said_already(one));
        current.map(|(number, _)| format!("Word {number}")).collect()
    }

    /// Those of which somebody may read that they were said and not what, and all that these are linked to, however far. Pages of
    /// records tell such a reader of them.
    pub fn beside_headers_alone(&self) -> BTreeSet<RecordId> {
        let (mut found, who) = (BTreeSet::new(), self.who);
        let alone = |one: &&Said| one.may(who, Action::ReadHeader) && !one.may(who, Action::ReadBody);
        found.extend(self.population.iter().filter(alone).map(Said::id));
        // Links lead back: what is linked to what is found last is found after as many rounds as there are records.
        for one in self.population.iter().flat_map(|_| self.population) {
            let linked: BTreeSet<RecordId> = one.header.named().copied().chain([one.id()]).collect();
            if !found.is_disjoint(&linked) {
                found.extend(linked);
            }
        }
        found
    }

    /// Whether two have the same classes, and all who took part when the one was said, and do today, did so when the other was.
    fn is_known_to_all(&self, one: &Said, by: &Said) -> bool {
        let alike = |one: &Class, by: &Class| match (&one.audience, &by.audience) {
            (
                policy::Audience::Mechanism { mechanism, participants },
                policy::Audience::Mechanism { mechanism: of, participants: then },
            ) => {
                let today = codes(self.members, mechanism);
                // Its secretariat reads it too: that of another mechanism is told nothing of the replacement.
                let all_knew = mechanism == of
                    && today.iter().all(|code| !participants.contains(code) || then.contains(code));
                all_knew && *one == Class { audience: one.audience.clone(), ..by.clone() }
            }
            _ => one == by,
        };
        one.classes.len() == by.classes.len()
            && one.classes.iter().zip(&by.classes).all(|(one, by)| alike(one, by))
    }

    /// Those that search finds: it knows of a replacement that all readers of the record know of.
    pub fn found(&self, public: bool) -> Vec<(usize, &'a Said)> {
        let replaced = |one: &Said| {
            self.replaced(one, |by| by.public() || (!one.public() && self.is_known_to_all(one, by)))
        };
        self.readable().filter(|(_, one)| one.public() == public && !replaced(one)).collect()
    }
}
