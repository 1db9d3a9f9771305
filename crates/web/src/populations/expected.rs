//! What somebody is to be shown of a population, found by asking the policies of each record.

use std::collections::BTreeSet;

use policy::{Action, Class, Subject};

use super::{Members, Said, codes};

/// What somebody is to be shown, found without any of our shortcuts.
pub struct Expected<'a> {
    pub population: &'a [Said],
    pub members: &'a Members,
    pub who: &'a Subject,
}

impl<'a> Expected<'a> {
    pub fn readable(&self) -> impl Iterator<Item = (usize, &'a Said)> {
        let who = self.who;
        let statements = self.population.iter().enumerate().filter(|(_, one)| one.is_statement());
        statements.filter(move |(_, one)| one.may(who, Action::ReadBody))
    }

    fn replaced(&self, one: &Said, by: impl Fn(&Said) -> bool) -> bool {
        let id = one.id();
        self.population.iter().any(|other| other.header.supersedes.contains(&id) && by(other))
    }

    /// The titles of the current ones, as lists show them, for which this holds.
    pub fn listed(&self, holds: impl Fn(&Said) -> bool) -> BTreeSet<String> {
        let current = self
            .readable()
            .filter(|(_, one)| holds(one) && !self.replaced(one, |by| by.may(self.who, Action::ReadBody)));
        current.map(|(number, _)| format!("Word {number}")).collect()
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
