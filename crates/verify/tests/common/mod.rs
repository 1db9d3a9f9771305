//! A small register of fictional States, made in two ways: honestly, by the sequencer over a store; and by hand, as a
//! dishonest hub would, with nothing but files.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use admission::{CatalogueFile, Enrolment, Genesis, Quota, RootKey, kinds};
use record::bundle::encode_bundle;
use record::checkpoint::{Checkpoint, SignedCheckpoint};
use record::cosignature::cosign;
use record::edge::Edge;
use record::header::{BodyRef, Header, Salt};
use record::merkle::leaf_hash;
use record::policy::Policy;
use record::public::{INLINE_BODY, PublicRecord, body_path, encode_public, public_path};
use record::signing::{SecretKey, sign_all};
use record::tile::BundleId;
use record::vkey::{NoteSecret, SignatureType};
use record::{Audience, Body, Entry, Evidence, Hash, RecordId, Signer, Time, Unverified, Verified};
use register::Register;
use sealing::HubKey;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Options, SqliteStore, Store};
use verify::{Source, SourceError};

pub const ORIGIN: &str = "exercise.example/log";
pub const START: u64 = 1_795_323_600;
/// The reader's clock: after everything.
pub const NOW: Time = Time(START + 100_000);
pub const LONG: usize = INLINE_BODY + 1_000;

/// No key of [`key`] is one: a log's key speaks for the hub alone.
pub fn log_key(seed: u8) -> NoteSecret {
    NoteSecret::from_seed(ORIGIN, SignatureType::Ed25519, &[seed ^ 0x80; 32]).unwrap()
}

pub fn key(seed: u8) -> SecretKey {
    SecretKey::from_seed(&[seed; 32])
}

pub const ROOT: u8 = 1;
pub const XAA: u8 = 2;
pub const XBB: u8 = 3;
/// Enrolled nowhere.
pub const STRANGER: u8 = 9;

fn salt(number: u64) -> Salt {
    let mut salt = [0; 16];
    salt[..8].copy_from_slice(&number.to_be_bytes());
    Salt(salt)
}

/// A draft of a record; `number` makes its salt.
pub struct Draft {
    pub header: Header,
    pub body: Vec<u8>,
    pub keys: Vec<u8>,
}

impl Draft {
    pub fn new(number: u64, kind: &str, participant: &str, content: Value, keys: &[u8]) -> Self {
        let Value::Object(content) = content else { panic!("content is an object") };
        let body =
            Body { comity: 1, salt: salt(number + 1_000_000), content, attachments: Vec::new() }.to_bytes();
        let signers =
            keys.iter().map(|seed| Signer { key: key(*seed).public().id(), person: salt((*seed).into()) });
        let header = Header {
            comity: 1,
            kind: kind.into(),
            kind_version: 1,
            log: ORIGIN.into(),
            exercise: true,
            participant: participant.into(),
            evidence: Evidence::Signed,
            signers: signers.collect(),
            mechanisms: Vec::new(),
            audience: Audience::Public,
            label: None,
            language: "en".into(),
            time: Time(START),
            expiry: Time(START + 30 * 86_400),
            supersedes: Vec::new(),
            answers: Vec::new(),
            refers: Vec::new(),
            workflow_move: None,
            framework_items: Vec::new(),
            provisions: Vec::new(),
            salt: salt(number),
            body: BodyRef::to(&body),
        };
        Self { header, body, keys: keys.to_vec() }
    }

    pub fn sign(self) -> Verified {
        let header = self.header.to_bytes();
        let keys: Vec<SecretKey> = self.keys.iter().map(|seed| key(*seed)).collect();
        let set = sign_all(&header, &keys.iter().collect::<Vec<_>>()).to_bytes();
        Unverified::read(header, set, Some(self.body)).unwrap().verify().unwrap()
    }
}

pub fn measure(number: u64, participant: &str, seed: u8) -> Draft {
    let mut draft =
        Draft::new(number, "measure", participant, json!({"title": format!("Measure {number}")}), &[seed]);
    draft.header.mechanisms = vec!["exercise-one".into()];
    draft.header.framework_items = vec!["exercise/item-1".into()];
    draft
}

pub fn restricted(number: u64) -> Draft {
    let mut draft = measure(number, "XAA", XAA);
    draft.header.audience = Audience::Own;
    draft
}

pub fn long(number: u64) -> Draft {
    let text = "long ".repeat(LONG / 5);
    let mut draft = Draft::new(number, "measure", "XBB", json!({ "text": text }), &[XBB]);
    draft.header.mechanisms = vec!["exercise-one".into()];
    draft.header.framework_items = vec!["exercise/item-1".into()];
    draft
}

/// An erasure by XAA of one of its records.
pub fn erasure(number: u64, of: RecordId) -> Draft {
    let mut draft = Draft::new(number, kinds::ERASURE, "XAA", json!({}), &[XAA]);
    draft.header.refers = vec![of];
    draft.header.workflow_move = Some("personal-data".into());
    draft
}

/// A disavowal by XAA, signed with this key, of a record.
pub fn disavowal(number: u64, of: RecordId, seed: u8) -> Draft {
    let mut draft = Draft::new(number, kinds::DISAVOWAL, "XAA", json!({"reason": "not ours"}), &[seed]);
    draft.header.refers = vec![of];
    draft.header.workflow_move = Some("disavow".into());
    draft
}

pub fn genesis(log_key: &NoteSecret) -> Draft {
    let genesis = Genesis {
        log: ORIGIN.into(),
        log_key: log_key.public().to_string(),
        exercise: true,
        root_keys: vec![RootKey { key: key(ROOT).public().to_openssh(), person: salt(ROOT.into()) }],
        threshold: 1,
        root_delay: 0,
        quota: Quota { records_per_day: 1_000_000, bytes_per_day: 1 << 40 },
        continues: None,
    };
    let content = serde_json::to_value(genesis).unwrap();
    Draft::new(0, kinds::GENESIS, admission::SECRETARIAT, content, &[ROOT])
}

fn file(number: u64, path: &str, content: &Value) -> Draft {
    let file = content.to_string();
    let sha256 = Hash::of(file.as_bytes());
    let content = serde_json::to_value(CatalogueFile { path: path.into(), sha256, file }).unwrap();
    Draft::new(number, kinds::CATALOGUE, admission::SECRETARIAT, content, &[ROOT])
}

pub fn enrolment(number: u64, participant: &str, seed: u8) -> Draft {
    let enrolment = Enrolment {
        participant: participant.into(),
        key: key(seed).public().to_openssh(),
        person: salt(seed.into()),
        label: format!("key-{seed}"),
        administrator: true,
        kinds: vec!["*".into()],
        mechanisms: vec!["*".into()],
        nomination: "NV 1".into(),
        confirmation: "by telephone".into(),
    };
    let content = serde_json::to_value(enrolment).unwrap();
    Draft::new(number, kinds::KEY, admission::SECRETARIAT, content, &[ROOT, seed])
}

/// How many records [`control`] makes.
pub const CONTROL: u64 = 6;

/// The control records with which every register here begins.
pub fn control(log_key: &NoteSecret) -> Vec<Draft> {
    let kind = json!({"format": "kind", "id": "measure", "version": 1, "evidence": ["signed"],
        "writers": ["participant-delegate"], "audiences": ["public", "own"], "signers": {"min": 1, "max": 2}, "framework_items": {"min": 1, "max": 9}});
    let framework = json!({"format": "framework", "id": "exercise", "items": [{"id": "exercise/item-1"}]});
    let mechanism = json!({"format": "mechanism", "id": "exercise-one", "version": 1, "kinds": ["measure"],
        "participations": [{"codes": ["XAA", "XBB"]}]});
    vec![
        genesis(log_key),
        file(1, "kinds/measure.json", &kind),
        file(2, "frameworks/exercise.json", &framework),
        file(3, "mechanisms/exercise-one.json", &mechanism),
        enrolment(4, "XAA", XAA),
        enrolment(5, "XBB", XBB),
    ]
}

/// Control records, a long body, an erased and a restricted record, and as many measures as asked for.
pub fn typical(measures: u64, log_key: &NoteSecret) -> Vec<Verified> {
    let mut records: Vec<Verified> = control(log_key).into_iter().map(Draft::sign).collect();
    records.push(long(6).sign());
    let personal = measure(7, "XAA", XAA).sign();
    let id = personal.id;
    records.push(personal);
    records.push(restricted(8).sign());
    records.extend((0..measures).map(|n| {
        let (participant, seed) = if n % 2 == 0 { ("XAA", XAA) } else { ("XBB", XBB) };
        measure(100 + n, participant, seed).sign()
    }));
    records.push(erasure(9, id).sign());
    records
}

/// Where in [`typical`] they stand.
pub const LONG_AT: u64 = CONTROL;
pub const ERASED_AT: u64 = CONTROL + 1;
pub const RESTRICTED_AT: u64 = CONTROL + 2;
pub const FIRST_MEASURE: u64 = CONTROL + 3;

/// An honest hub's register.
pub struct Honest {
    pub folder: tempfile::TempDir,
    pub store: Arc<SqliteStore>,
    pub register: Register,
}

impl Honest {
    pub fn new(records: Vec<Verified>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store =
            Arc::new(SqliteStore::open(&folder.path().join("register.db"), Options::default()).unwrap());
        let time = AtomicU64::new(START);
        let clock = Arc::new(move || Time(time.fetch_add(1, Ordering::Relaxed)));
        let register =
            Register::open(Arc::clone(&store) as Arc<dyn Store>, log_key(1), clock, None, None).unwrap();
        let hub = HubKey::from_bytes([1; 32]).identity().recipient();
        register.seal_bodies_for(hub, Box::new(|bytes| bytes.fill(7))).unwrap();
        let honest = Self { folder, store, register };
        honest.say(records);
        honest
    }

    pub fn say(&self, records: Vec<Verified>) {
        for record in records {
            self.register.submit_blocking(record).unwrap();
        }
    }

    pub fn source(&self) -> verify::Hub {
        verify::Hub::new(Arc::clone(&self.store) as Arc<dyn Store>)
    }
}

/// What a dishonest hub does with a record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Serve {
    Whole,
    WithoutBody,
    Withheld,
}

/// A register made by hand: it takes anything.
#[derive(Clone, Default)]
pub struct Forged {
    pub records: Vec<(Verified, Entry, Option<Serve>)>,
}

impl Forged {
    pub fn new(records: Vec<Verified>) -> Self {
        let mut forged = Self::default();
        for record in records {
            forged.push(record);
        }
        forged
    }

    pub fn push(&mut self, record: Verified) {
        let control = [kinds::GENESIS, kinds::KEY, kinds::REVOCATION, kinds::CATALOGUE]
            .contains(&record.header.kind.as_str());
        let entry = Entry {
            public: record.header.audience == Audience::Public,
            control,
            time: START + self.records.len() as u64,
            id: record.id,
            signatures: record.signature_digest,
        };
        self.records.push((record, entry, None));
    }

    pub fn serve(&mut self, position: u64, how: Serve) {
        self.records[usize::try_from(position).unwrap()].2 = Some(how);
    }

    pub fn leaves(&self) -> Vec<Hash> {
        self.records.iter().map(|(_, entry, _)| leaf_hash(&entry.to_bytes())).collect()
    }

    pub fn checkpoint(&self, key: &NoteSecret) -> SignedCheckpoint {
        let edge = Edge::new().integrate(&self.leaves()).unwrap().edge;
        Checkpoint::new(ORIGIN, edge.size(), edge.root()).unwrap().sign(key).unwrap()
    }

    pub fn files(&self, key: &NoteSecret) -> Files {
        let mut files = BTreeMap::new();
        files.insert("checkpoint".to_owned(), self.checkpoint(key).to_string().into_bytes());
        for tile in Edge::new().integrate(&self.leaves()).unwrap().tiles {
            files.insert(tile.id.to_string(), tile.bytes);
        }
        for bundle in BundleId::between(0, self.records.len() as u64) {
            let from = usize::try_from(bundle.first()).unwrap();
            let group = &self.records[from..from + usize::from(bundle.width())];
            let entries: Vec<_> = group.iter().map(|(_, entry, _)| entry.to_bytes()).collect();
            files.insert(bundle.to_string(), encode_bundle(&entries).unwrap());
            let views: Vec<_> = group.iter().map(view).collect();
            files.insert(public_path(bundle), encode_public(&views).unwrap());
        }
        for (record, entry, how) in &self.records {
            let body = record.body_bytes.as_ref().unwrap();
            if body.len() > INLINE_BODY && entry.public && how.is_none() {
                files.insert(body_path(&record.id), body.clone());
            }
        }
        Files(files)
    }
}

fn witness() -> NoteSecret {
    NoteSecret::from_seed("witness.example", SignatureType::CosignatureV1, &[8; 32]).unwrap()
}

/// Believes the log of this key when the witness has cosigned.
pub fn witnessed_policy() -> Policy {
    let (log, witness) = (log_key(1), witness());
    let text = format!("log {}\nwitness w {}\nquorum w\n", log.public(), witness.public());
    Policy::parse(text.as_bytes()).unwrap()
}

fn view((record, entry, how): &(Verified, Entry, Option<Serve>)) -> PublicRecord<'_> {
    let (header, signatures) = (record.header_bytes.as_slice(), record.signature_bytes.as_slice());
    let body = record.body_bytes.as_ref().unwrap();
    match how.unwrap_or(Serve::Whole) {
        _ if !entry.public => PublicRecord::Nothing,
        Serve::Withheld => PublicRecord::Nothing,
        Serve::WithoutBody => PublicRecord::WithoutBody { header, signatures },
        Serve::Whole if body.len() > INLINE_BODY => PublicRecord::BodyApart { header, signatures },
        Serve::Whole => PublicRecord::Whole { header, signatures, body },
    }
}

/// Files in memory.
#[derive(Clone)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Files {
    /// With the witness's cosignature at a time.
    pub fn cosigned(mut self, time: u64) -> Self {
        let mut signed = SignedCheckpoint::parse(&self.0["checkpoint"]).unwrap();
        signed.add(cosign(signed.unverified(), time, &witness()).unwrap()).unwrap();
        self.0.insert("checkpoint".to_owned(), signed.to_string().into_bytes());
        self
    }
}

impl Source for Files {
    fn get(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, SourceError> {
        match self.0.get(path) {
            Some(bytes) if bytes.len() > limit => Err(SourceError::TooLarge { path: path.into(), limit }),
            found => Ok(found.cloned()),
        }
    }
}

/// The codes of what a check finds, whether in its report or instead of one.
pub fn codes(source: &dyn Source) -> Vec<&'static str> {
    match verify::verify_register(source, None, None, NOW, &mut |_| {}) {
        Ok(report) => report.findings.iter().map(|finding| finding.code).collect(),
        Err(e) => vec![e.code()],
    }
}
