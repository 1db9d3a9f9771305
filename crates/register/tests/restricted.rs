//! What not everybody may read: sealed on its way to the disk, opened with the hub's key, gone when it is erased.

#![allow(clippy::unwrap_used, reason = "a test's panic is its failure")]

use record::header::Salt;
use record::tile::BundleId;
use record::time::DAY;
use record::vkey::{NoteSecret, SignatureType};
use record::{Audience, Header, RecordId, Time, Verified};
use register::publish::public_file;
use register::{
    HubKeyError, KeepAttachmentError, NamedAttachment, ReadBodyError, Register, SubmitError, read_whole,
};
use rehearsal::{Draft, LOG, START, World, own};
use sealing::{HubKey, SealedBodyError};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Options, SqliteStore, Store};

/// Words that stand nowhere else.
const TITLE: &str = "Quittenkranz vierundneunzig";
const TEXT: &str = "Sumpfdotterblume am neunten Steg";

struct Stage {
    world: World,
    store: Arc<SqliteStore>,
    register: Register,
    time: Arc<AtomicU64>,
    folder: tempfile::TempDir,
}

fn log_key() -> NoteSecret {
    NoteSecret::from_seed(LOG, SignatureType::Ed25519, &[7; 32]).unwrap()
}

fn hub_key(seed: u8) -> HubKey {
    HubKey::from_bytes([seed; 32])
}

fn open(store: &Arc<SqliteStore>, time: &Arc<AtomicU64>) -> Register {
    let time = Arc::clone(time);
    let clock = Arc::new(move || Time(time.load(Ordering::SeqCst)));
    Register::open(Arc::clone(store) as Arc<dyn Store>, log_key(), clock, None, None).unwrap()
}

fn seal_for(register: &Register, seed: u8) -> Result<(), HubKeyError> {
    let next = AtomicU64::new(1);
    let random = move |bytes: &mut [u8]| {
        for byte in bytes {
            *byte = next.fetch_add(0x9e37_79b9, Ordering::SeqCst).to_be_bytes()[5];
        }
    };
    register.seal_bodies_for(hub_key(seed).identity().recipient(), Box::new(random))
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("register.db"), Options::default()).unwrap();
        let store = Arc::new(store);
        let mut world = World::empty();
        let quota = json!({ "records_per_day": 100, "bytes_per_day": 1_000_000 });
        let genesis = world.genesis().with("quota", quota);
        world.say(&genesis.with("log_key", log_key().public().to_string().into()));
        world.furnish();
        let time = Arc::new(AtomicU64::new(0));
        let register = open(&store, &time);
        for (entry, record) in &world.log {
            time.store(entry.time, Ordering::SeqCst);
            register.submit_blocking(record.clone()).unwrap();
        }
        Self { world, store, register, time, folder }
    }

    fn restricted(&self) -> Draft {
        let text = json!(TEXT.repeat(40));
        self.world.measure().set(|h| h.audience = own()).with("title", json!(TITLE)).with("text", text)
    }

    fn say(&mut self, draft: &Draft) -> Verified {
        self.world.say(draft);
        let record = draft.clone().seal();
        self.register.submit_blocking(record.clone()).unwrap();
        record
    }

    fn place(&self, id: &RecordId) -> u64 {
        self.store.find(&id.0).unwrap().unwrap()
    }
}

/// Every file in the folder that holds one of these.
fn files_with(folder: &Path, needles: &[&[u8]]) -> Vec<String> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        if needles.iter().any(|needle| bytes.windows(needle.len()).any(|window| window == *needle)) {
            found.push(path.display().to_string());
        }
    }
    found
}

const MARKERS: [&[u8]; 2] = [TITLE.as_bytes(), TEXT.as_bytes()];

#[test]
fn a_restricted_body_is_read_with_the_hubs_key_alone() {
    let mut stage = Stage::new();
    seal_for(&stage.register, 1).unwrap();
    let said = stage.say(&stage.restricted());
    let at = stage.place(&said.id);
    let body = said.body_bytes.unwrap();
    assert_eq!(stage.register.body(at, &hub_key(1).identity()).unwrap(), Some(body));
    let refused = stage.register.body(at, &hub_key(2).identity()).unwrap_err();
    assert!(matches!(refused, ReadBodyError::Sealed { why: SealedBodyError::OtherKey, .. }), "{refused}");
    assert_eq!(
        read_whole(stage.store.as_ref(), at).unwrap().body,
        None,
        "nobody takes the sealed bytes for a body"
    );
}

#[test]
fn no_file_holds_a_word_of_it_before_or_after_it_is_erased() {
    let mut stage = Stage::new();
    seal_for(&stage.register, 1).unwrap();
    let said = stage.say(&stage.restricted());
    let at = stage.place(&said.id);
    let kept = stage.store.read(at).unwrap().body.unwrap();
    stage.store.backup(&stage.folder.path().join("backup.db")).unwrap();
    assert_eq!(files_with(stage.folder.path(), &MARKERS), Vec::<String>::new());
    // The first line is every sealed body's.
    let pieces: Vec<&[u8]> = kept[32..].chunks_exact(24).collect();
    let holding = files_with(stage.folder.path(), &pieces);
    assert!(
        holding.len() >= 2,
        "store and backup hold the sealed body, so that the search works: {holding:?}"
    );

    std::fs::remove_file(stage.folder.path().join("backup.db")).unwrap();
    let erasure = stage.world.erasure(said.id, "withdrawn").set(|h| h.audience = own());
    stage.say(&erasure);
    stage.store.scrub().unwrap();
    assert_eq!(stage.register.body(at, &hub_key(1).identity()).unwrap(), None);
    assert_eq!(files_with(stage.folder.path(), &MARKERS), Vec::<String>::new());
    assert_eq!(files_with(stage.folder.path(), &pieces), Vec::<String>::new(), "not even sealed");
}

#[test]
fn public_files_show_the_entry_and_nothing_else() {
    let mut stage = Stage::new();
    seal_for(&stage.register, 1).unwrap();
    let long = json!("x".repeat(100_000));
    let drafts = [stage.restricted(), stage.restricted().set(|h| h.salt.0[15] = 1).with("text", long)];
    let said: Vec<Verified> = drafts.iter().map(|draft| stage.say(draft)).collect();
    let public = stage.say(&stage.world.measure());
    let size = stage.register.state().size();
    let bundle = BundleId::holding(0, size).unwrap();
    let file = |path: &str| public_file(stage.store.as_ref(), path).unwrap();
    let bytes = file(&record::public::public_path(bundle)).unwrap();
    let records = record::public::decode_public(&bytes, bundle.width()).unwrap();
    for record in &said {
        let at = usize::try_from(stage.place(&record.id)).unwrap();
        assert_eq!(records[at], record::public::PublicRecord::Nothing);
        assert_eq!(file(&record::public::body_path(&record.id)), None);
        let header = record.header_bytes.as_slice();
        assert!(!bytes.windows(header.len()).any(|window| window == header));
    }
    let at = usize::try_from(stage.place(&public.id)).unwrap();
    assert!(records[at].signed().is_some(), "its public neighbour is served");
}

#[test]
fn without_a_hub_key_only_what_is_public_is_taken() {
    let mut stage = Stage::new();
    let restricted = stage.restricted().seal();
    assert_eq!(stage.register.submit_blocking(restricted).unwrap_err(), SubmitError::NoHubKey);
    stage.say(&stage.world.measure());
}

#[test]
fn a_wrong_hub_key_is_told_at_the_start_and_seals_nothing() {
    let mut stage = Stage::new();
    seal_for(&stage.register, 1).unwrap();
    let next_start = |stage: &Stage| open(&stage.store, &Arc::new(AtomicU64::new(START.0)));
    seal_for(&next_start(&stage), 2).expect("nothing is sealed yet, so that no key is wrong");
    stage.say(&stage.restricted());
    let again = next_start(&stage);
    let refused = seal_for(&again, 2).unwrap_err();
    assert_eq!(refused.code(), "hub-key-differs");
    let restricted = stage.restricted().set(|h| h.salt.0[15] = 9).seal();
    assert_eq!(again.submit_blocking(restricted).unwrap_err(), SubmitError::NoHubKey);
    seal_for(&again, 1).expect("the right key is taken after a wrong one");
}

#[test]
fn a_register_with_restricted_records_replays_to_the_same_state() {
    let mut stage = Stage::new();
    seal_for(&stage.register, 1).unwrap();
    let said = stage.say(&stage.restricted());
    stage.say(&stage.world.erasure(said.id, "withdrawn").set(|h| h.audience = own()));
    let again = open(&stage.store, &Arc::new(AtomicU64::new(START.0)));
    assert_eq!(again.state(), stage.register.state());
    assert!(again.voids().is_empty(), "{:?}", again.voids());
}

#[test]
fn a_register_erases_by_itself_what_its_kind_no_longer_keeps_once() {
    let mut stage = Stage::new();
    seal_for(&stage.register, 1).unwrap();
    let mut kind = rehearsal::measure_kind();
    (kind["version"], kind["retention_days"]) = (json!(2), json!(30));
    stage.say(&stage.world.file("kinds/measure.json", &kind));
    let restricted = stage.restricted().set(|h| h.kind_version = 2);
    let said = stage.say(&restricted);
    let at = stage.place(&said.id);
    let kept = stage.store.read(at).unwrap().body.unwrap();
    let pieces: Vec<&[u8]> = kept[32..].chunks_exact(24).collect();
    let until = stage.time.load(Ordering::SeqCst) + 30 * DAY;
    let erase = |time: u64, salt: u8| {
        stage.time.store(time, Ordering::SeqCst);
        let salts = [Salt([salt; 16]), Salt([salt; 16])];
        stage.register.erase_kept(at, Time(time), salts).map_err(|refusal| refusal.code())
    };
    assert_eq!(erase(until - 1, 1).unwrap_err(), "retention-not-over");
    let receipt = erase(until, 2).unwrap();
    assert_eq!(erase(until, 3).unwrap_err(), "not-erasable", "a second time");
    stage.store.scrub().unwrap();
    assert_eq!(stage.register.body(at, &hub_key(1).identity()).unwrap(), None);
    assert_eq!(files_with(stage.folder.path(), &MARKERS), Vec::<String>::new());
    assert_eq!(files_with(stage.folder.path(), &pieces), Vec::<String>::new(), "not even sealed");
    let header = Header::from_bytes(&stage.store.read_header(receipt.position).unwrap().header).unwrap();
    assert_eq!(header.workflow_move.as_deref(), Some(admission::RETENTION));
    assert_eq!(header.audience, rehearsal::participants(&["XAA"]), "for those who read it");
    let again = open(&stage.store, &stage.time);
    assert_eq!(again.state(), stage.register.state());
    assert!(again.voids().is_empty(), "{:?}", again.voids());
}

#[test]
fn the_same_restricted_record_again_gets_the_first_receipt() {
    let mut stage = Stage::new();
    seal_for(&stage.register, 1).unwrap();
    let said = stage.say(&stage.restricted());
    let again = stage.register.submit_blocking(said.clone()).unwrap();
    assert_eq!((again.position, again.first), (stage.place(&said.id), false));
}

#[test]
fn a_restricted_header_without_its_body_is_refused() {
    let mut stage = Stage::new();
    seal_for(&stage.register, 1).unwrap();
    let record = Verified { body_bytes: None, ..stage.restricted().seal() };
    assert_ne!(record.header.audience, Audience::Public);
    let refused = stage.register.submit_blocking(record).unwrap_err();
    assert_eq!(refused.code(), admission::Refusal::BodyMissing.code());
    stage.say(&stage.restricted());
}

/// Another record's sealed body opens, and is not the one that the header names.
#[test]
fn a_sealed_body_in_anothers_place_is_not_served() {
    let mut stage = Stage::new();
    seal_for(&stage.register, 1).unwrap();
    let first = stage.say(&stage.restricted());
    let second = stage.say(&stage.restricted().with("title", json!("Another")));
    let (first, second) = (stage.place(&first.id), stage.place(&second.id));
    let path = stage.folder.path().join("register.db");
    let Stage { store, register, folder, .. } = stage;
    drop(register);
    drop(store);
    let swap = rusqlite::Connection::open(&path).unwrap();
    swap.execute(
        "UPDATE body SET body = (SELECT body FROM body WHERE position = ?2) WHERE position = ?1",
        [first, second],
    )
    .unwrap();
    swap.execute(
        "UPDATE content SET body_digest = (SELECT body_digest FROM content WHERE position = ?2) WHERE position = ?1",
        [first, second],
    )
    .unwrap();
    drop(swap);
    let store = Arc::new(SqliteStore::open(&path, Options::default()).unwrap());
    let register = open(&store, &Arc::new(AtomicU64::new(START.0)));
    let error = register.body(first, &hub_key(1).identity()).unwrap_err();
    assert_eq!(error.code(), "store-record-damaged");
    assert!(register.body(second, &hub_key(1).identity()).unwrap().is_some());
    drop(folder);
}

#[test]
fn a_restricted_records_file_lies_sealed_under_a_name_that_tells_nothing_and_goes_with_its_body() {
    let mut stage = Stage::new();
    seal_for(&stage.register, 1).unwrap();
    let file = TEXT.repeat(50).into_bytes();
    let draft = stage.restricted().attach(&file);
    let said = stage.say(&draft);
    let body = record::Body::from_bytes(said.body_bytes.as_deref().unwrap()).unwrap();
    let position = stage.place(&said.id);
    let sha256 = record::Hash::of(&file);
    let named = NamedAttachment { position, salt: &body.salt, sha256: &sha256 };
    let opener = hub_key(1).identity();
    assert!(stage.register.attachment(named, Some(&opener)).unwrap().is_none(), "nobody brought it yet");
    assert!(matches!(stage.register.put_attachment(named, b"another"), Err(KeepAttachmentError::Differs)));
    stage.register.put_attachment(named, &file).unwrap();
    assert_eq!(stage.register.attachment(named, Some(&opener)).unwrap(), Some(file.clone()));
    for opener in [None, Some(&hub_key(2).identity())] {
        let read = stage.register.attachment(named, opener);
        assert!(matches!(read, Err(ReadBodyError::Sealed { .. })), "{read:?}");
    }
    // Neither the file nor its digest, by which whoever has the same file would know it.
    let needles = [TEXT.as_bytes(), sha256.0.as_slice()];
    assert_eq!(files_with(stage.folder.path(), &needles), Vec::<String>::new());

    let erasure = stage.world.erasure(said.id, "withdrawn").set(|h| h.audience = own());
    stage.say(&erasure);
    assert!(stage.register.attachment(named, Some(&opener)).unwrap().is_none());
}
