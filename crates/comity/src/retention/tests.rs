//! A hub over a data folder, with a clock that a test turns past the time for which a kind keeps what is restricted.

use super::*;
use crate::hub_key::HubKeySource;
use crate::node::{LOG_KEY_FILE, Node};
use admission::{HUB as THE_HUB, RETENTION};
use record::body::Body;
use record::vkey::{NoteSecret, SignatureType};
use record::{Evidence, Hash, RecordId, Verified};
use register::NamedAttachment;
use rehearsal::{Draft, HUB, LOG, World, measure_kind, own};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Words that stand nowhere else.
const TITLE: &str = "Quittenkranz dreiundsiebzig";
const FILE: &[u8] = b"Sumpfdotterblume am neunten Steg";

/// How long version 2 of the kind keeps what isn't public.
const DAYS: u64 = 45;

struct Stage {
    folder: tempfile::TempDir,
    hands: Arc<AtomicU64>,
    world: World,
    node: Option<Node>,
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("d");
        Node::create_log_key(&data, LOG).unwrap();
        let key = NoteSecret::from_seed(LOG, SignatureType::Ed25519, &[HUB.0; 32]).unwrap();
        std::fs::write(data.join(LOG_KEY_FILE), key.secret_text().as_bytes()).unwrap();
        let mut world = World::furnished();
        let mut kind = measure_kind();
        (kind["version"], kind["retention_days"]) = (json!(2), json!(DAYS));
        world.say(&world.file("kinds/measure.json", &kind));
        let hands = Arc::new(AtomicU64::new(0));
        let mut stage = Self { folder, hands, world, node: None };
        stage.start();
        for (entry, record) in &stage.world.log {
            stage.hands.store(entry.time, Ordering::SeqCst);
            stage.node().register.submit_blocking(record.clone()).unwrap();
        }
        stage
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("d")
    }

    fn node(&self) -> &Node {
        self.node.as_ref().unwrap()
    }

    /// Starts the hub, or starts it again.
    fn start(&mut self) {
        if let Some(node) = self.node.take() {
            node.keep().unwrap();
            node.close();
        }
        let hands = Arc::clone(&self.hands);
        let clock: Arc<dyn Clock> = Arc::new(move || Time(hands.load(Ordering::SeqCst)));
        let node = Node::open_at(&self.data(), clock).unwrap();
        node.desk(&HubKeySource::default()).unwrap();
        self.node = Some(node);
    }

    fn retention(&self) -> Retention {
        let (register, views) = (Arc::clone(&self.node().register), Arc::clone(&self.node().views));
        let hands = Arc::clone(&self.hands);
        Retention { register, views, clock: Arc::new(move || Time(hands.load(Ordering::SeqCst))) }
    }

    /// One look: how many bodies went.
    fn look(&self) -> usize {
        self.node().fold_to_head().unwrap();
        self.retention().erase_due().unwrap()
    }

    fn pass(&self, seconds: u64) {
        self.hands.fetch_add(seconds, Ordering::SeqCst);
    }

    fn say(&mut self, draft: &Draft) -> Verified {
        self.world.say(draft);
        let record = draft.clone().seal();
        self.node().register.submit_blocking(record.clone()).unwrap();
        record
    }

    fn restricted(&self, version: u64) -> Draft {
        let draft = self.world.measure().with("title", json!(TITLE)).attach(FILE);
        draft.set(|h| (h.kind_version, h.audience) = (version, own()))
    }

    fn place(&self, id: &RecordId) -> u64 {
        self.node().register.store().find(&id.0).unwrap().unwrap()
    }

    fn is_erased(&self, id: &RecordId) -> bool {
        self.node().register.store().read(self.place(id)).unwrap().erased
    }

    /// Hands in the file that a record names, as whoever signed it does.
    fn hand_in_file(&self, record: &Verified) {
        let body = Body::from_bytes(record.body_bytes.as_deref().unwrap()).unwrap();
        let sha256 = Hash::of(FILE);
        let named = NamedAttachment { position: self.place(&record.id), salt: &body.salt, sha256: &sha256 };
        self.node().register.put_attachment(named, FILE).unwrap();
    }

    /// The bytes that stand at a place for a body, in short pieces: the first line is every sealed body's.
    fn pieces(&self, id: &RecordId) -> Vec<Vec<u8>> {
        let body = self.node().register.store().read(self.place(id)).unwrap().body.unwrap();
        body[32..].chunks_exact(24).map(<[u8]>::to_vec).collect()
    }

    /// Every file of the folder that holds one of these.
    fn holding(&self, pieces: &[Vec<u8>]) -> Vec<PathBuf> {
        let holds = |path: &PathBuf| {
            let bytes = std::fs::read(path).unwrap();
            pieces.iter().any(|piece| bytes.windows(piece.len()).any(|window| window == piece))
        };
        all_files(&self.data()).into_iter().filter(holds).collect()
    }
}

fn all_files(place: &Path) -> Vec<PathBuf> {
    if !place.is_dir() {
        return vec![place.to_owned()];
    }
    let inside = std::fs::read_dir(place).unwrap().map(|file| file.unwrap().path());
    inside.flat_map(|path| all_files(&path)).collect()
}

#[test]
fn a_restricted_body_is_erased_everywhere_when_its_kinds_time_is_over_and_its_header_stays() {
    let mut stage = Stage::new();
    let public = stage.say(&stage.restricted(2).set(|h| h.audience = record::Audience::Public));
    let before = stage.say(&stage.restricted(1));
    let said = stage.say(&stage.restricted(2));
    stage.hand_in_file(&said);
    stage.pass(3_600);
    let later = stage.say(&stage.restricted(2));
    let pieces = stage.pieces(&said.id);
    assert!(!stage.holding(&pieces).is_empty(), "the sealed body lies there, so that the search works");
    stage.pass(DAYS * DAY - 3_601);
    assert_eq!(stage.look(), 0, "a second too early");
    stage.pass(1);
    assert_eq!(stage.look(), 1);
    assert_eq!(
        [&said, &later, &before, &public].map(|one| stage.is_erased(&one.id)),
        [true, false, false, false]
    );
    stage.node().register.store().scrub().unwrap();
    assert_eq!(stage.look(), 0, "once");
    let markers = [TITLE.as_bytes().to_vec(), FILE.to_vec()];
    let restricted_alone: Vec<Vec<u8>> = pieces.into_iter().chain([FILE.to_vec()]).collect();
    assert_eq!(stage.holding(&restricted_alone), Vec::<PathBuf>::new(), "not even sealed");
    assert!(!stage.holding(&markers).is_empty(), "the public one has the same title");
    let store = Arc::clone(stage.node().register.store());
    let kept = store.read_header(stage.place(&said.id)).unwrap();
    assert_eq!(kept.header, said.header_bytes, "the header stays");
    let erasure = store.read_header(store.head().unwrap().unwrap().size - 1).unwrap();
    let header = Header::from_bytes(&erasure.header).unwrap();
    assert_eq!((header.participant.as_str(), header.evidence), (THE_HUB, Evidence::Hub));
    assert_eq!(header.workflow_move.as_deref(), Some(RETENTION));
    assert_eq!(header.refers, [said.id]);
}

#[test]
fn after_a_restart_nothing_is_done_twice_and_nothing_that_is_due_is_left_out() {
    let mut stage = Stage::new();
    let first = stage.say(&stage.restricted(2));
    stage.pass(DAYS * DAY);
    assert_eq!(stage.look(), 1);
    let size = stage.node().register.state().size();
    stage.start();
    assert_eq!((stage.look(), stage.node().register.state().size()), (0, size));
    assert!(stage.node().register.voids().is_empty());
    stage.world.now = Time(stage.hands.load(Ordering::SeqCst));
    let second = stage.say(&stage.restricted(2));
    stage.pass(400 * DAY);
    stage.start();
    assert_eq!(stage.look(), 1, "a hub that was off for a year does what became due");
    assert!(stage.is_erased(&first.id) && stage.is_erased(&second.id));
    // What was kept for a quick start is of no help to somebody who wants the body back.
    std::fs::remove_file(stage.data().join("views.snapshot")).unwrap();
    stage.start();
    assert_eq!(stage.look(), 0);
}

#[test]
fn a_running_hub_erases_by_itself_after_its_first_hour_and_each_day() {
    let mut stage = Stage::new();
    let (first, retention) = (stage.say(&stage.restricted(2)), Arc::new(stage.retention()));
    stage.node().fold_to_head().unwrap();
    stage.pass(DAYS * DAY);
    // Tokio's clock goes ahead by itself when nothing is left to do; the hub's is turned by hand.
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let keeping = {
        let _runtime = runtime.enter();
        tokio::spawn(keep(retention))
    };
    runtime.block_on(async { tokio::time::sleep(FIRST.saturating_sub(Duration::from_secs(1))).await });
    assert!(!stage.is_erased(&first.id), "whoever started it with a wrong clock has an hour");
    runtime.block_on(async { tokio::time::sleep(Duration::from_mins(1)).await });
    assert!(stage.is_erased(&first.id));
    stage.world.now = Time(stage.hands.load(Ordering::SeqCst));
    let second = stage.say(&stage.restricted(2));
    stage.node().fold_to_head().unwrap();
    stage.pass(DAYS * DAY);
    runtime.block_on(async { tokio::time::sleep(EVERY).await });
    assert!(stage.is_erased(&second.id));
    assert!(!keeping.is_finished());
}
