//! What each reader may read, decided once for each and kept as long as nothing that the decision depends on changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use policy::{Action, Readable, Rules, Subject};
use views::Views;

/// How many readers' classes are kept: each of 193 delegations with its roles, secretariats and programs in use at one time. A
/// reader of 20,000 classes takes five kilobytes, so that all of them take some megabytes; whoever asked longest ago is
/// decided anew.
const KEPT: usize = 1_024;

/// The classes of which a reader may see the headers, and those of which the bodies too.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// Who said something, when, for whom.
    pub headers: Readable,
    /// What was said; lists, counts and search go by this one.
    pub bodies: Readable,
}

/// Decides, and remembers.
pub(crate) struct Readings {
    rules: Rules,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// By the whole subject: seat, roles, mechanisms, groups, means with scopes, membership. The policies never change while
    /// the program runs.
    of: HashMap<Subject, (u64, Arc<Reading>)>,
    asked: u64,
}

impl Readings {
    /// By these rules.
    pub fn new(rules: Rules) -> Self {
        Self { rules, kept: Mutex::default() }
    }

    /// The rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What a reader may read of the classes that are there now. Nobody waits for the views while it is decided.
    pub fn of(&self, subject: &Subject, views: &RwLock<Views>) -> Arc<Reading> {
        let known = self.known(subject);
        let decided = known.as_ref().map_or(0, |known| known.bodies.classes());
        let new = {
            let views = views.read().unwrap_or_else(PoisonError::into_inner);
            views.classes().since(decided)
        };
        if let Some(known) = known.as_ref().filter(|_| new.is_empty()) {
            return Arc::clone(known);
        }
        let mut reading = known.map_or_else(|| self.nothing(subject), |known| Reading::clone(&known));
        let new = || new.iter().map(AsRef::as_ref);
        self.rules.extend_by(&mut reading.headers, subject, Action::ReadHeader, new());
        self.rules.extend_by(&mut reading.bodies, subject, Action::ReadBody, new());
        let reading = Arc::new(reading);
        self.keep(subject, &reading);
        reading
    }

    fn nothing(&self, subject: &Subject) -> Reading {
        let none = |action| self.rules.reach(subject, action, []);
        Reading { headers: none(Action::ReadHeader), bodies: none(Action::ReadBody) }
    }

    fn known(&self, subject: &Subject) -> Option<Arc<Reading>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.asked += 1;
        let now = kept.asked;
        let (asked, reading) = kept.of.get_mut(subject)?;
        *asked = now;
        Some(Arc::clone(reading))
    }

    fn keep(&self, subject: &Subject, reading: &Arc<Reading>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let now = kept.asked;
        if kept.of.len() >= KEPT && !kept.of.contains_key(subject) {
            let oldest = kept.of.iter().min_by_key(|(_, (asked, _))| *asked).map(|(who, _)| who.clone());
            oldest.and_then(|who| kept.of.remove(&who));
        }
        kept.of.insert(subject.clone(), (now, Arc::clone(reading)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use policy::{Role, Seat};

    #[test]
    fn as_many_readers_are_kept_as_are_said_and_the_one_who_asked_longest_ago_goes() {
        let readings = Readings::new(Rules::built_in().unwrap());
        let views = RwLock::new(Views::new());
        let somebody = |n: usize| Subject::in_seat(Seat::Participant(format!("X{n}")), [Role::Reader]);
        let first = readings.of(&somebody(0), &views);
        for n in 1..KEPT {
            readings.of(&somebody(n), &views);
        }
        assert!(Arc::ptr_eq(&first, &readings.of(&somebody(0), &views)));
        readings.of(&somebody(KEPT), &views);
        let kept = readings.kept.lock().unwrap();
        assert_eq!(kept.of.len(), KEPT);
        assert!(kept.of.contains_key(&somebody(0)) && !kept.of.contains_key(&somebody(1)));
    }

    #[test]
    fn another_role_mechanism_or_means_is_another_reader() {
        let readings = Readings::new(Rules::built_in().unwrap());
        let views = RwLock::new(Views::new());
        let one = Subject::in_seat(Seat::Participant("XAA".into()), [Role::Reader]);
        let others = [
            Subject { roles: [Role::Delegate].into(), ..one.clone() },
            Subject { mechanisms: ["lagoon".to_owned()].into(), ..one.clone() },
            Subject { groups: [("responders".to_owned(), 1)].into(), ..one.clone() },
            Subject { means: policy::Means::Token { scopes: [].into() }, ..one.clone() },
            Subject { membership: 1, ..one.clone() },
        ];
        let own = readings.of(&one, &views);
        for other in &others {
            assert!(!Arc::ptr_eq(&own, &readings.of(other, &views)), "{other:?}");
        }
        assert!(Arc::ptr_eq(&own, &readings.of(&one, &views)));
    }
}
