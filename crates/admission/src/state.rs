//! What admission judges by: folded from the control records of the register, in order, and from nothing else.

use record::header::Salt;
use record::{EnrolledKey, KeyId, Time};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::control::{Enrolment, Genesis, Revocation, SECRETARIAT, kinds};
use crate::judge::{Admitted, Effect};
use crate::rules::{FileRules, KindRules, MechanismRules};
use crate::workflow::Flows;

/// The facts at one place in the register. Cloning is cheap, so that a batch which can't be stored is forgotten.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    pub(crate) genesis: Option<Arc<Genesis>>,
    pub(crate) keys: Arc<HashMap<KeyId, KeyState>>,
    pub(crate) mechanisms: Arc<HashMap<String, MechanismRules>>,
    pub(crate) kinds: Arc<HashMap<String, KindRules>>,
    pub(crate) framework_items: Arc<HashSet<String>>,
    pub(crate) provisions: Arc<HashSet<String>>,
    pub(crate) erased: Arc<HashSet<u64>>,
    /// Positions of what the secretariat transmitted and its author has not taken up: only such a record may a transmission
    /// supersede.
    pub(crate) transmitted: Arc<HashSet<u64>>,
    /// Whose each person id is.
    pub(crate) persons: Arc<HashMap<Salt, String>>,
    pub(crate) spent: HashMap<String, Spent>,
    pub(crate) audit: Option<AuditHours>,
    /// Where statements stand whose kinds have workflows.
    pub(crate) flows: Arc<Flows>,
    pub(crate) size: u64,
    pub(crate) time: u64,
}

/// The hours of the audit trail that the hub has committed to, none left out between them; in hours since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditHours {
    /// The first.
    pub first: u64,
    /// The last.
    pub last: u64,
}

impl AuditHours {
    /// How many they are.
    pub fn count(self) -> u64 {
        self.last - self.first + 1
    }
}

/// What a participant has said on its latest day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Spent {
    pub day: u64,
    pub records: u64,
    pub bytes: u64,
}

/// One enrolled key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyState {
    /// Whose it is.
    pub participant: String,
    /// The random id of the person who holds it.
    pub person: Salt,
    /// It may enrol and revoke the participant's other keys.
    pub administrator: bool,
    /// It is one of the secretariat's root keys.
    pub root: bool,
    /// Root keys enrolled it: pages say "vouched for by the secretariat".
    pub vouched_for: bool,
    /// The kinds it may sign, or `*`.
    pub kinds: Vec<String>,
    /// The mechanisms for which it may sign, or `*`.
    pub mechanisms: Vec<String>,
    /// From when on it may sign.
    pub from: Time,
    /// When its revocation was accepted, and the revocation.
    pub revoked: Option<(Time, Revocation)>,
    /// It is a passkey, which signs in the hub's page: what an assertion of it is checked against.
    pub passkey: Option<Passkey>,
}

/// An enrolled passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// Its line, as the key record has it: [`record::webauthn::WebauthnKey::from_line`] reads it.
    pub line: String,
    /// Its COSE key.
    pub(crate) cose: Vec<u8>,
}

/// Whether a key may sign at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStanding {
    /// It may.
    Valid,
    /// Not yet.
    Waiting(Time),
    /// No more.
    Revoked,
}

impl KeyState {
    /// Whether it may sign at `now`.
    pub fn standing(&self, now: Time) -> KeyStanding {
        if self.revoked.is_some() {
            KeyStanding::Revoked
        } else if now < self.from {
            KeyStanding::Waiting(self.from)
        } else {
            KeyStanding::Valid
        }
    }

    /// May it sign this kind for all of these mechanisms? For pages, which offer what [`crate::admit`] will take.
    pub fn may_sign(&self, kind: &str, mechanisms: &[String]) -> bool {
        let listed = |mechanism: &String| Self::lists(&self.mechanisms, mechanism);
        !self.root && Self::lists(&self.kinds, kind) && mechanisms.iter().all(listed)
    }

    /// May it say of a record of this kind, for these mechanisms, that it isn't its participant's word, or that it is? A key that
    /// could have said it, or one for disavowals; and every administrator's key, which could also revoke the key that signed
    /// and so dispute all of it.
    pub fn may_disavow(&self, kind: &str, mechanisms: &[String]) -> bool {
        let said = self.may_sign(kind, mechanisms) || self.may_sign(kinds::DISAVOWAL, mechanisms);
        !self.root && (self.administrator || said)
    }

    /// May it move a record of this kind, said for these mechanisms, on in its workflow? A key that could have said it, or one
    /// for moves.
    pub fn may_move(&self, kind: &str, mechanisms: &[String]) -> bool {
        self.may_sign(kind, mechanisms) || self.may_sign(kinds::MOVE, mechanisms)
    }

    /// Is the new key this passkey in other words? Its id also covers its origins and credential id; without this, a
    /// revoked passkey could come back by naming another origin.
    pub(crate) fn same_passkey(&self, new: &EnrolledKey) -> bool {
        match (&self.passkey, new) {
            (Some(old), EnrolledKey::Webauthn(new)) => old.cose == new.cose(),
            _ => false,
        }
    }

    /// Is `name` in the list, or does the list say everything?
    pub(crate) fn lists(list: &[String], name: &str) -> bool {
        list.iter().any(|n| n == "*" || n == name)
    }
}

impl State {
    /// How many records have been folded.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The time of the last entry.
    pub fn time(&self) -> Time {
        Time(self.time)
    }

    /// What entry 0 said.
    pub fn genesis(&self) -> Option<&Genesis> {
        self.genesis.as_deref()
    }

    /// An enrolled key.
    pub fn key(&self, id: &KeyId) -> Option<&KeyState> {
        self.keys.get(id)
    }

    /// Every enrolled key, in no order.
    pub fn keys(&self) -> impl Iterator<Item = (&KeyId, &KeyState)> {
        self.keys.iter()
    }

    /// A mechanism's rules.
    pub fn mechanism(&self, id: &str) -> Option<&MechanismRules> {
        self.mechanisms.get(id)
    }

    /// A kind's rules.
    pub fn kind(&self, id: &str, version: u64) -> Option<&KindRules> {
        self.kinds.get(&kind_key(id, version))
    }

    /// The kinds that keep restricted bodies for a time, each with the fewest days that a version of it says.
    pub fn kept_for_a_time(&self) -> BTreeMap<&str, u64> {
        let mut least = BTreeMap::new();
        for (key, rules) in self.kinds.iter() {
            if let (Some((id, _)), Some(days)) = (key.rsplit_once('/'), rules.retention_days) {
                let known = least.entry(id).or_insert(days);
                *known = days.min(*known);
            }
        }
        least
    }

    /// The mechanisms in which a participant takes part, sorted.
    pub fn mechanisms_of(&self, participant: &str) -> Vec<&str> {
        let taking_part =
            self.mechanisms.iter().filter(|(_, rules)| rules.participants.contains(participant));
        let mut out: Vec<&str> = taking_part.map(|(id, _)| id.as_str()).collect();
        out.sort_unstable();
        out
    }

    /// Is this the secretariat, or does it take part in some mechanism?
    pub fn knows(&self, participant: &str) -> bool {
        participant == SECRETARIAT || self.mechanisms.values().any(|m| m.participants.contains(participant))
    }

    /// Was the body at this position erased?
    pub fn is_erased(&self, position: u64) -> bool {
        self.erased.contains(&position)
    }

    /// The hours of the audit trail that the hub has committed to; none before the first.
    pub fn audit_hours(&self) -> Option<AuditHours> {
        self.audit
    }

    /// Takes an admitted record into account. MUST be called once for each, in order.
    pub fn apply(&mut self, admitted: Admitted) {
        if admitted.transmitted {
            Arc::make_mut(&mut self.transmitted).insert(self.size);
        }
        if !admitted.taken_up.is_empty() {
            let transmitted = Arc::make_mut(&mut self.transmitted);
            for position in &admitted.taken_up {
                transmitted.remove(position);
            }
        }
        let position = self.size;
        self.size += 1;
        self.time = admitted.time.0;
        self.spend(&admitted.payer, admitted.time.day(), admitted.bytes);
        match admitted.effect {
            Effect::Nothing => {}
            Effect::Begin(genesis, keys) => {
                let persons = keys.iter().map(|(_, person)| (*person, SECRETARIAT.to_owned()));
                Arc::make_mut(&mut self.persons).extend(persons);
                let roots = Arc::make_mut(&mut self.keys);
                roots.extend(keys.into_iter().map(|(id, person)| (id, root_key(person))));
                self.genesis = Some(Arc::new(*genesis));
            }
            Effect::Enrol(id, key) => {
                Arc::make_mut(&mut self.persons).insert(key.person, key.participant.clone());
                Arc::make_mut(&mut self.keys).insert(id, *key);
            }
            Effect::Revoke(revocation) => {
                if let Some(key) = Arc::make_mut(&mut self.keys).get_mut(&revocation.key) {
                    let first = key.revoked.take().map_or(admitted.time, |(first, _)| first);
                    key.revoked = Some((first, revocation));
                }
            }
            Effect::File(rules) => self.apply_file(*rules),
            Effect::Follow(followed) => Arc::make_mut(&mut self.flows).follow(position, *followed),
            Effect::Move { first, to } => Arc::make_mut(&mut self.flows).moved(first, to),
            Effect::Erase(position) => {
                Arc::make_mut(&mut self.erased).insert(position);
            }
            Effect::Commit(hour) => {
                let first = self.audit.map_or(hour, |hours| hours.first);
                self.audit = Some(AuditHours { first, last: hour });
            }
        }
    }

    /// Counts an entry that [`crate::admit_entry`] refused, so that what follows keeps its position. A void entry
    /// changes nothing else; its id stays taken.
    pub fn pass_over(&mut self) {
        self.size += 1;
    }

    fn spend(&mut self, participant: &str, day: u64, bytes: u64) {
        if !self.spent.contains_key(participant) {
            self.spent.insert(participant.to_owned(), Spent::default());
        }
        if let Some(spent) = self.spent.get_mut(participant) {
            if spent.day != day {
                *spent = Spent { day, ..Spent::default() };
            }
            spent.records = spent.records.saturating_add(1);
            spent.bytes = spent.bytes.saturating_add(bytes);
        }
    }

    fn apply_file(&mut self, rules: FileRules) {
        match rules {
            FileRules::Mechanism { id, rules } => {
                Arc::make_mut(&mut self.mechanisms).insert(id, rules);
            }
            FileRules::Kind { id, version, rules } => {
                Arc::make_mut(&mut self.kinds).insert(kind_key(&id, version), rules);
            }
            // Identifiers are permanent: a later file adds to them and takes none away.
            FileRules::FrameworkItems(ids) => Arc::make_mut(&mut self.framework_items).extend(ids),
            FileRules::Provisions(ids) => Arc::make_mut(&mut self.provisions).extend(ids),
            FileRules::Shown => {}
        }
    }
}

fn kind_key(id: &str, version: u64) -> String {
    format!("{id}/{version}")
}

fn root_key(person: Salt) -> KeyState {
    KeyState {
        participant: SECRETARIAT.to_owned(),
        person,
        administrator: true,
        root: true,
        vouched_for: false,
        kinds: vec!["*".to_owned()],
        mechanisms: vec!["*".to_owned()],
        from: Time(0),
        revoked: None,
        passkey: None,
    }
}

/// The state of a newly enrolled key.
pub(crate) fn enrolled(enrolment: Enrolment, key: &EnrolledKey, by_root: bool, from: Time) -> KeyState {
    let passkey = match key {
        EnrolledKey::Ssh(_) => None,
        EnrolledKey::Webauthn(key) => Some(Passkey { line: enrolment.key, cose: key.cose().to_vec() }),
    };
    KeyState {
        participant: enrolment.participant,
        person: enrolment.person,
        administrator: enrolment.administrator,
        root: false,
        vouched_for: by_root,
        kinds: enrolment.kinds,
        mechanisms: enrolment.mechanisms,
        from,
        revoked: None,
        passkey,
    }
}
