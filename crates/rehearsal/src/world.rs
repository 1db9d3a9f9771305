//! A register in memory: what is admissible is appended, and all of it can be judged again.

use crate::authenticator::Passkey;
use crate::content::{measure_kind, mechanism, project_kind};
use crate::{ABE, ADA, ANN, BOB, Draft, HUB, LOG, Person, ROOTS, SAM, START};
use admission::{
    Admitted, AuditCommitment, CatalogueFile, Enrolment, Genesis, Past, Placed, Quota, Refusal, Revocation,
    RevocationReason, RootKey, SECRETARIAT, State, Unreadable, admit, admit_entry, kinds,
};
use record::header::{BodyRef, Salt};
use record::time::DAY;
use record::vkey::{NoteSecret, SignatureType};
use record::webauthn::Purpose;
use record::{Audience, Entry, Evidence, Hash, Header, RecordId, Time, Verified};
use serde_json::{Value, json};
use std::collections::HashMap;

/// What stands in the register, by id.
#[derive(Clone, Default)]
pub struct Shelf(pub HashMap<RecordId, Placed>);

impl Past for Shelf {
    fn placed(&self, id: &RecordId) -> Result<Option<Placed>, Unreadable> {
        Ok(self.0.get(id).cloned())
    }
}

/// A register: its state, what stands in it, and the clock.
#[derive(Clone)]
pub struct World {
    /// What admission knows.
    pub state: State,
    /// What stands in it.
    pub past: Shelf,
    /// The clock.
    pub now: Time,
    /// Entries and records in order.
    pub log: Vec<(Entry, Verified)>,
    salt: u64,
}

impl World {
    /// With nothing in it.
    pub fn empty() -> Self {
        Self { state: State::default(), past: Shelf::default(), now: START, log: Vec::new(), salt: 0 }
    }

    /// The hub's commitment to an hour of its audit trail.
    pub fn commitment(&self, hour: u64) -> Draft {
        let content = AuditCommitment { hour, events: 3, sha256: Hash::of(b"an hour") };
        let draft = self.draft(kinds::AUDIT_COMMITMENT, admission::HUB, json!(content), &[HUB]);
        draft.set(|h| h.evidence = Evidence::Hub)
    }

    /// With a genesis record and nothing else.
    pub fn founded() -> Self {
        let mut world = Self::empty();
        world.say(&world.genesis());
        world
    }

    /// With files, keys of everybody named above but [`crate::ZOE`], and their waiting time over.
    pub fn furnished() -> Self {
        let mut world = Self::founded();
        world.furnish();
        world
    }

    /// The same, where `alpha` takes projects too, which have a workflow.
    pub fn with_projects() -> Self {
        let mut world = Self::furnished();
        world.say(&world.file("kinds/project.json", &project_kind()));
        for (id, codes) in [("alpha", ["XAA", "XBB"]), ("beta", ["XAA", "XCC"])] {
            let mut more = mechanism(id, 2, &codes);
            more["kinds"] = json!(["measure", "project"]);
            world.say(&world.file(&format!("mechanisms/{id}.json"), &more));
        }
        world
    }

    /// Says what [`World::furnished`] has, beyond a genesis record.
    pub fn furnish(&mut self) {
        let world = self;
        for (path, file) in [
            ("kinds/measure.json", measure_kind()),
            ("mechanisms/alpha.json", mechanism("alpha", 1, &["XAA", "XBB"])),
            ("mechanisms/beta.json", mechanism("beta", 1, &["XAA", "XCC"])),
            ("frameworks/fx.json", json!({"format":"framework","id":"fx","items":[{"id":"fx/norm-1"}]})),
            (
                "instruments/acc.json",
                json!({"format":"instrument","id":"acc","provisions":[{"path":"op1"},{"path":"op1-a"}]}),
            ),
        ] {
            world.say(&world.file(path, &file));
        }
        for (person, participant, administrator) in
            [(ADA, "XAA", true), (BOB, "XBB", true), (SAM, SECRETARIAT, false)]
        {
            world.say(&world.enrol(person, participant, administrator, SECRETARIAT, &ROOTS[..2]));
        }
        world.now = world.now.plus(3 * DAY);
        world.say(&world.enrol(ABE, "XAA", false, "XAA", &[ADA]));
        let narrow = world.enrol(ANN, "XAA", false, "XAA", &[ADA]);
        world.say(&narrow.with("kinds", json!(["measure"])).with("mechanisms", json!(["alpha"])));
    }

    /// A record of this kind, public, in no mechanism.
    pub fn draft(&self, kind: &str, participant: &str, content: Value, by: &[Person]) -> Draft {
        let mut salt = [0; 16];
        salt[..8].copy_from_slice(&self.salt.to_be_bytes());
        let header = Header {
            comity: 1,
            kind: kind.to_owned(),
            kind_version: 1,
            log: LOG.to_owned(),
            exercise: false,
            participant: participant.to_owned(),
            evidence: Evidence::Signed,
            signers: Vec::new(),
            mechanisms: Vec::new(),
            audience: Audience::Public,
            label: None,
            language: "en".to_owned(),
            time: self.now,
            expiry: self.now.plus(DAY),
            supersedes: Vec::new(),
            answers: Vec::new(),
            refers: Vec::new(),
            workflow_move: None,
            framework_items: Vec::new(),
            provisions: Vec::new(),
            salt: Salt(salt),
            body: BodyRef::to(b""),
        };
        Draft { header, content, attachments: Vec::new(), by: by.to_vec(), touched_by: Vec::new() }
    }

    /// The genesis record.
    pub fn genesis(&self) -> Draft {
        let root = |p: &Person| RootKey { key: p.key().public().to_openssh(), person: p.id() };
        let genesis = Genesis {
            log: LOG.to_owned(),
            log_key: log_key(),
            exercise: false,
            root_keys: ROOTS.iter().map(root).collect(),
            threshold: 2,
            root_delay: 3 * DAY,
            quota: Quota { records_per_day: 20, bytes_per_day: 40_000 },
            continues: None,
        };
        self.draft(kinds::GENESIS, SECRETARIAT, json!(genesis), &ROOTS[..2])
    }

    /// A file of the catalogue.
    pub fn file(&self, path: &str, file: &Value) -> Draft {
        let file = file.to_string();
        let sha256 = Hash::of(file.as_bytes());
        let content = CatalogueFile { path: path.to_owned(), sha256, file };
        self.draft(kinds::CATALOGUE, SECRETARIAT, json!(content), &ROOTS[..2])
    }

    /// An enrolment, signed by `by` and by the new key.
    pub fn enrol(
        &self,
        person: Person,
        participant: &str,
        administrator: bool,
        said_by: &str,
        by: &[Person],
    ) -> Draft {
        let enrolment = Enrolment {
            participant: participant.to_owned(),
            key: person.key().public().to_openssh(),
            person: person.id(),
            label: format!("k{}", person.0),
            administrator,
            kinds: vec!["*".to_owned()],
            mechanisms: vec!["*".to_owned()],
            nomination: "Note 12/2026".to_owned(),
            confirmation: "read out by telephone".to_owned(),
        };
        let by: Vec<Person> = by.iter().copied().chain([person]).collect();
        self.draft(kinds::KEY, said_by, json!(enrolment), &by)
    }

    /// An enrolment of a passkey, signed by `by` and by the passkey itself.
    pub fn enrol_passkey(&self, passkey: Passkey, participant: &str, said_by: &str, by: &[Person]) -> Draft {
        let key = passkey.credential.key(Purpose::Sign);
        // What an enrolment says beside the key is the same for either form.
        let draft = self.enrol(Person(passkey.credential.seed), participant, false, said_by, by);
        draft
            .with("key", json!(key.line()))
            .with("person", json!(passkey.person))
            .by(by)
            .touched_by(&[passkey])
    }

    /// A revocation of a lost key.
    pub fn revoke(&self, person: Person, said_by: &str, by: &[Person]) -> Draft {
        let key = person.key().public().id();
        let content = Revocation { key, reason: RevocationReason::Lost, from: None };
        self.draft(kinds::REVOCATION, said_by, json!(content), by)
    }

    /// A public measure of XAA in `alpha`, signed by [`ABE`].
    pub fn measure(&self) -> Draft {
        self.draft("measure", "XAA", json!({"title": "A measure"}), &[ABE]).set(|h| {
            h.mechanisms = vec!["alpha".to_owned()];
            h.framework_items = vec!["fx/norm-1".to_owned()];
            h.provisions = vec!["acc/op1-a".to_owned()];
        })
    }

    /// A measure of XAA that the secretariat enters.
    pub fn transmission(&self) -> Draft {
        self.measure().by(&[SAM]).set(|h| h.evidence = Evidence::Transmitted)
    }

    /// An erasure by XAA of one record.
    pub fn erasure(&self, id: RecordId, ground: &str) -> Draft {
        self.draft(kinds::ERASURE, "XAA", json!({}), &[ABE]).set(|h| {
            h.refers = vec![id];
            h.workflow_move = Some(ground.to_owned());
        })
    }

    /// What the hub erases because its time is over, named for those who read what is XAA's own.
    pub fn expiry(&self, id: RecordId) -> Draft {
        self.draft(kinds::ERASURE, admission::HUB, json!({}), &[HUB]).set(|h| {
            h.evidence = Evidence::Hub;
            h.audience = Audience::Participants { participants: vec!["XAA".to_owned()] };
            h.refers = vec![id];
            h.workflow_move = Some(admission::RETENTION.to_owned());
        })
    }

    /// What XAA says of a record in its name, by its administrator: `disavow` or `confirm`.
    pub fn disavowal(&self, id: RecordId, word: &str) -> Draft {
        self.draft(kinds::DISAVOWAL, "XAA", json!({"reason": "Nobody here wrote this."}), &[ADA]).set(|h| {
            h.refers = vec![id];
            h.workflow_move = Some(word.to_owned());
        })
    }

    /// A public project of XAA in `alpha`, signed by [`ABE`], that refers to these records.
    pub fn project(&self, refers: &[RecordId]) -> Draft {
        self.draft("project", "XAA", json!({"title": "A project"}), &[ABE]).set(|h| {
            h.mechanisms = vec!["alpha".to_owned()];
            h.refers = refers.to_vec();
        })
    }

    /// A move of a public record by its author XAA, signed by [`ABE`].
    pub fn step(&self, id: RecordId, word: &str) -> Draft {
        self.draft(kinds::MOVE, "XAA", json!({}), &[ABE]).set(|h| {
            h.refers = vec![id];
            h.workflow_move = Some(word.to_owned());
        })
    }

    /// Whether it would be admitted now.
    pub fn judge(&self, draft: &Draft) -> Result<Admitted, Refusal> {
        admit(&self.state, &self.past, &draft.clone().seal(), self.now)
    }

    /// Why it is refused, which it must be.
    pub fn refusal(&self, draft: &Draft) -> Refusal {
        self.judge(draft).expect_err("this must be refused")
    }

    /// Appends a record if it is admissible.
    pub fn try_say(&mut self, draft: &Draft) -> Result<RecordId, Refusal> {
        let record = draft.clone().seal();
        let admitted = admit(&self.state, &self.past, &record, self.now)?;
        let entry = Entry {
            public: admitted.public,
            control: admitted.control,
            time: self.now.0,
            id: record.id,
            signatures: record.signature_digest,
        };
        self.place(entry, record.clone(), admitted);
        self.salt += 1;
        Ok(record.id)
    }

    /// Appends a record that must be admissible.
    pub fn say(&mut self, draft: &Draft) -> RecordId {
        self.try_say(draft).unwrap_or_else(|refusal| panic!("{}: {refusal}", refusal.code()))
    }

    fn place(&mut self, entry: Entry, record: Verified, admitted: Admitted) {
        let header = &record.header;
        let placed = Placed::of(self.state.size(), Time(entry.time), header);
        self.past.0.insert(record.id, placed);
        self.state.apply(admitted);
        self.log.push((entry, record));
    }

    /// Judges the whole log again from its first entry.
    #[must_use]
    pub fn replayed(&self) -> Self {
        let mut again = Self::empty();
        for (entry, record) in &self.log {
            let admitted = admit_entry(&again.state, &again.past, entry, record).unwrap();
            again.place(*entry, record.clone(), admitted);
        }
        again
    }
}

/// The key of [`HUB`], as a log's.
fn log_key() -> String {
    let seed = [HUB.0; 32];
    NoteSecret::from_seed(LOG, SignatureType::Ed25519, &seed).unwrap().public().to_string()
}
