//! A small hub of fictional States over a real register, the same bytes in every run; and one way to ask it.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

use admission::{CatalogueFile, Enrolment, Genesis, Quota, RootKey, SECRETARIAT, kinds};
use axum::Router;
use axum::body::{Body as HttpBody, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use catalogue::{Catalogue, Lang};
use record::body::{Arrival, Attachment, Medium};
use record::header::{BodyRef, Salt};
use record::signature::{SignatureSet, UnverifiedSignature};
use record::signing::{SecretKey, sign_all};
use record::vkey::{NoteSecret, SignatureType};
use record::webauthn::{Assertion, WebauthnKey};
use record::{Audience, Body, Entry, Evidence, Hash, Header, RecordId, Signer, Time, Unverified, Verified};
use register::Register;
use serde_json::{Value, json};
use store::{Options, SqliteStore};
use tempfile::TempDir;
use tower::ServiceExt;
use views::Views;
use web::model::search::{FacetName, Found, Hit, Query};
use web::model::{Finder, Shelf};
use web::{Config, Door, Hub, RegisterShelf, SecurityContact, WebError};

pub const ORIGIN: &str = "exercise.example/log";
pub const BASE: &str = "https://hub.example";
pub const START: u64 = 1_795_323_600;

pub const ROOT: u8 = 1;
pub const XAA: u8 = 2;
pub const XAB: u8 = 3;
/// The secretariat's key for daily work.
pub const DESK: u8 = 4;

pub fn key(seed: u8) -> SecretKey {
    SecretKey::from_seed(&[seed; 32])
}

fn salt(number: u64) -> Salt {
    let mut salt = [0; 16];
    salt[..8].copy_from_slice(&number.to_be_bytes());
    Salt(salt)
}

/// A draft of a record; `number` makes its salts.
pub struct Draft {
    pub header: Header,
    body: Vec<u8>,
    keys: Vec<u8>,
}

impl Draft {
    pub fn new(number: u64, kind: &str, participant: &str, content: &Value, keys: &[u8]) -> Self {
        let content = content.as_object().unwrap().clone();
        let salted = salt(number + 1_000_000);
        let body = Body { comity: 1, salt: salted, content, attachments: Vec::new() }.to_bytes();
        let signer = |seed: &u8| Signer { key: key(*seed).public().id(), person: salt((*seed).into()) };
        let header = Header {
            comity: 1,
            kind: kind.into(),
            kind_version: Catalogue::built_in().unwrap().kind(kind).map_or(1, |kind| kind.version.into()),
            log: ORIGIN.into(),
            exercise: true,
            participant: participant.into(),
            evidence: Evidence::Signed,
            signers: keys.iter().map(signer).collect(),
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

    /// The same with a body of 1 MiB, nearly all of it blank.
    pub fn padded(mut self) -> Self {
        self.body.resize(record::body::MAX_BODY, b' ');
        self.header.body = BodyRef::to(&self.body);
        self
    }

    /// The same for these readers, with these words, and a file that is called so.
    pub fn for_readers(mut self, audience: Audience, summary: &str, file: &str) -> Self {
        let mut body = Body::from_bytes(&self.body).unwrap();
        body.content.insert("summary".into(), json!(summary));
        let received = Arrival { medium: Medium::Letter, reference: file.into(), on: "2026-11-03".into() };
        let (sha256, media_type) = (Hash::of(file.as_bytes()), "application/pdf".to_owned());
        body.attachments =
            vec![Attachment { sha256, bytes: file.len() as u64, media_type, received: Some(received) }];
        self.body = body.to_bytes();
        self.header.body = BodyRef::to(&self.body);
        self.header.audience = audience;
        self
    }

    /// The same with files that its body names: what was received by this medium, or what its author signed with it.
    pub fn with_file(mut self, file: &[u8], media_type: &str, received: Option<Medium>) -> Self {
        let mut body = Body::from_bytes(&self.body).unwrap();
        let received =
            received.map(|medium| Arrival { medium, reference: "NV/12".into(), on: "2026-11-03".into() });
        let (sha256, bytes) = (Hash::of(file), file.len() as u64);
        body.attachments.push(Attachment { sha256, bytes, media_type: media_type.into(), received });
        self.body = body.to_bytes();
        self.header.body = BodyRef::to(&self.body);
        self
    }

    /// The same with another body, under the header that goes with it.
    pub fn saying(self, header: Header, body: Vec<u8>) -> Self {
        Self { header, body, ..self }
    }

    /// The header and the body as they would be signed.
    pub fn bytes(&self) -> (String, String) {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (text(&self.header.to_bytes()), text(&self.body))
    }

    /// The same in which a key is another one's person's: two keys, one person.
    pub fn by_the_person_of(mut self, at: usize, seed: u8) -> Self {
        self.header.signers[at].person = salt(seed.into());
        if self.header.kind == kinds::KEY {
            let mut body = Body::from_bytes(&self.body).unwrap();
            body.content.insert("person".into(), json!(salt(seed.into())));
            self.body = body.to_bytes();
            self.header.body = BodyRef::to(&self.body);
        }
        self
    }

    /// The request by which it comes to the door, with its signatures and body.
    pub fn brought(&self) -> Request<HttpBody> {
        let keys: Vec<SecretKey> = self.keys.iter().map(|seed| key(*seed)).collect();
        let (header, body) = self.bytes();
        let signatures = sign_all(header.as_bytes(), &keys.iter().collect::<Vec<_>>()).to_bytes();
        let signatures = String::from_utf8(signatures).unwrap();
        let message = json!({ "header": header, "signatures": signatures, "body": body }).to_string();
        let request = Request::post("/records").header("content-type", "application/json");
        request.body(HttpBody::from(message)).unwrap()
    }

    pub fn sign(self) -> Verified {
        let header = self.header.to_bytes();
        let keys: Vec<SecretKey> = self.keys.iter().map(|seed| key(*seed)).collect();
        let set = sign_all(&header, &keys.iter().collect::<Vec<_>>()).to_bytes();
        Unverified::read(header, set, Some(self.body)).unwrap().verify().unwrap()
    }
}

/// A measure for the Assembly, on the norm of critical infrastructure.
pub fn measure(number: u64, participant: &str, seed: u8, title: &str) -> Draft {
    let content = json!({"title": title, "summary": "First line.\n\nSecond paragraph.", "status": "in-force",
        "began": "2024-05", "responsible_body": "Office of Networks",
        "links": ["https://example.org/law", "javascript:alert(1)"]});
    let mut draft = Draft::new(number, "measure", participant, &content, &[seed]);
    draft.header.mechanisms = vec!["exercise-assembly".into()];
    draft.header.framework_items = vec!["un/norm-13-f".into()];
    draft
}

/// A need, an offer or a project of capacity, for the Assembly.
pub fn capacity(number: u64, kind: &str, participant: &str, seed: u8, content: &Value) -> Draft {
    let mut draft = Draft::new(number, kind, participant, content, &[seed]);
    draft.header.mechanisms = vec!["exercise-assembly".into()];
    draft.header.framework_items = vec!["un/norm-13-f".into()];
    draft
}

fn genesis(log_key: &NoteSecret, root_delay: u64) -> Draft {
    let genesis = Genesis {
        log: ORIGIN.into(),
        log_key: log_key.public().to_string(),
        exercise: true,
        root_keys: vec![RootKey { key: key(ROOT).public().to_openssh(), person: salt(ROOT.into()) }],
        threshold: 1,
        root_delay,
        quota: Quota { records_per_day: 1_000_000, bytes_per_day: 1 << 40 },
        continues: None,
    };
    Draft::new(0, kinds::GENESIS, SECRETARIAT, &json!(genesis), &[ROOT])
}

/// The record by which a file of the catalogue takes effect.
pub fn file(number: u64, path: &str, text: String) -> Draft {
    let sha256 = Hash::of(text.as_bytes());
    let content = json!(CatalogueFile { path: path.into(), sha256, file: text });
    Draft::new(number, kinds::CATALOGUE, SECRETARIAT, &content, &[ROOT])
}

/// The file of a kind as it comes with the program.
pub fn kind_file(number: u64, id: &str) -> Draft {
    let path = format!("kinds/{id}.json");
    let text = built_in(&path).to_string();
    file(number, &path, text)
}

/// What the Assembly's secretariat asks: a measure, from one day to another.
pub fn cycle(number: u64, title: &str, opens: &str, closes: &str) -> Draft {
    let content = json!({ "title": title, "note": "By the Assembly’s decision.", "questionnaire": "measure",
        "opens": opens, "closes": closes, "languages": ["en", "fr"] });
    let mut draft = Draft::new(number, "cycle", SECRETARIAT, &content, &[DESK]);
    draft.header.mechanisms = vec!["exercise-assembly".into()];
    draft
}

const LAGOON: &str = "exercise/mechanisms/exercise-lagoon.json";

/// The file of the Lagoon, a mechanism in which fewer take part than in the Assembly.
pub fn lagoon(number: u64) -> Draft {
    file(number, "mechanisms/exercise-lagoon.json", built_in(LAGOON).to_string())
}

/// The Lagoon's next file, by which one leaves and another joins; and the catalogue with it.
pub fn next_lagoon(number: u64, leaves: &str, joins: &str) -> (Draft, Catalogue) {
    changed_lagoon(number, |lagoon| {
        lagoon["version"] = json!(lagoon["version"].as_u64().unwrap() + 1);
        let codes = lagoon["participations"][0]["codes"].as_array_mut().unwrap();
        codes.retain(|code| code != leaves);
        codes.push(json!(joins));
        codes.sort_by_key(|code| code.as_str().unwrap().to_owned());
    })
}

/// The Lagoon's file otherwise than it ships, and the catalogue with it.
pub fn changed_lagoon(number: u64, change: impl FnOnce(&mut Value)) -> (Draft, Catalogue) {
    let mut lagoon = built_in(LAGOON);
    change(&mut lagoon);
    let text = lagoon.to_string();
    let files = Catalogue::built_in().unwrap().files().iter();
    let next =
        |path: &str, bytes: &[u8]| if path == LAGOON { text.clone().into_bytes() } else { bytes.to_vec() };
    let catalogue =
        Catalogue::from_files(files.map(|file| (file.path.clone(), next(&file.path, &file.bytes))));
    (file(number, "mechanisms/exercise-lagoon.json", text.clone()), catalogue.unwrap())
}

/// The file of the Assembly, in which all take part.
pub fn assembly(number: u64) -> Draft {
    let text = built_in("exercise/mechanisms/exercise-assembly.json").to_string();
    file(number, "mechanisms/exercise-assembly.json", text)
}

/// A file of the built-in catalogue.
pub fn built_in(path: &str) -> Value {
    let files = Catalogue::built_in().unwrap().files();
    serde_json::from_slice(&files.iter().find(|file| file.path == path).unwrap().bytes).unwrap()
}

/// The enrolment of a key as the first administrator's of a participant.
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
    Draft::new(number, kinds::KEY, SECRETARIAT, &json!(enrolment), &[ROOT, seed])
}

fn control(log_key: &NoteSecret, root_delay: u64) -> Vec<Draft> {
    let kind = built_in("kinds/measure.json");
    vec![
        genesis(log_key, root_delay),
        file(1, "kinds/measure.json", kind.to_string()),
        file(2, "frameworks/un.json", built_in("frameworks/un.json").to_string()),
        assembly(3),
        enrolment(4, "XAA", XAA),
        enrolment(5, "XAB", XAB),
        enrolment(6, SECRETARIAT, DESK),
    ]
}

/// What opens the restricted bodies here.
pub fn opener() -> sealing::Identity {
    sealing::HubKey::from_bytes([1; 32]).identity()
}

/// The hub, with the ids of what was said.
pub struct World {
    folder: TempDir,
    runtime: tokio::runtime::Runtime,
    pub app: Router,
    time: Arc<AtomicU64>,
    pub register: Arc<Register>,
    /// XAA's first statement, which the next one replaces.
    pub superseded: RecordId,
    pub current: RecordId,
    /// XAB's, in French, with markup in its title.
    pub hostile: RecordId,
    pub transmitted: RecordId,
    pub erased: RecordId,
    pub restricted: RecordId,
}

impl World {
    pub fn new() -> Self {
        Self::waiting(0)
    }

    /// Keys that the root keys enrol wait for so many seconds; those of the usual participants have.
    pub fn waiting(root_delay: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("register.db"), Options::default()).unwrap();
        let time = Arc::new(AtomicU64::new(START));
        let ticks = Arc::clone(&time);
        let clock = Arc::new(move || Time(ticks.fetch_add(60, Ordering::Relaxed)));
        let log_key = NoteSecret::from_seed(ORIGIN, SignatureType::Ed25519, &[7; 32]).unwrap();
        let drafts = control(&log_key, root_delay);
        let register = Arc::new(Register::open(Arc::new(store), log_key, clock, None, None).unwrap());
        register.seal_bodies_for(opener().recipient(), Box::new(|bytes| bytes.fill(7))).unwrap();
        let say = |draft: Draft| register.submit_blocking(draft.sign()).unwrap().id;
        for draft in drafts {
            say(draft);
        }
        time.fetch_add(root_delay, Ordering::Relaxed);
        let superseded = say(measure(10, "XAA", XAA, "Register of critical services"));
        let mut second = measure(11, "XAA", XAA, "Register of critical services, second edition");
        second.header.supersedes = vec![superseded];
        let current = say(second);
        let mut french = measure(12, "XAB", XAB, "<script>alert(1)</script> Équipe d’intervention");
        french.header.language = "fr".into();
        let hostile = say(french);
        let mut received = measure(13, "XAC", DESK, "Received by note verbale");
        received.header.evidence = Evidence::Transmitted;
        let transmitted = say(received);
        let erased = say(measure(14, "XAA", XAA, "Names a person"));
        let mut erasure = Draft::new(15, kinds::ERASURE, "XAA", &json!({}), &[XAA]);
        erasure.header.refers = vec![erased];
        erasure.header.workflow_move = Some("personal-data".into());
        say(erasure);
        let mut own = measure(16, "XAB", XAB, "For our own delegation");
        own.header.audience = Audience::Own;
        let restricted = say(own);
        let app = app(&register);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self {
            folder,
            runtime,
            app,
            time,
            register,
            superseded,
            current,
            hostile,
            transmitted,
            erased,
            restricted,
        }
    }

    /// Lets time pass in the register.
    pub fn pass(&self, seconds: u64) {
        self.time.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Has the root key enrol a passkey for a person, whose touch over the record's id comes from `touch`.
    pub fn enrol_passkey(
        &self,
        participant: &str,
        passkey: &WebauthnKey,
        person: Salt,
        touch: &dyn Fn(&RecordId) -> Assertion,
    ) {
        self.try_to_enrol_passkey(participant, passkey, person, touch).unwrap();
    }

    /// The same; why it is refused, if it is.
    pub fn try_to_enrol_passkey(
        &self,
        participant: &str,
        passkey: &WebauthnKey,
        person: Salt,
        touch: &dyn Fn(&RecordId) -> Assertion,
    ) -> Result<(), &'static str> {
        let mut draft = enrolment(60, participant, XAB);
        let body = Body::from_bytes(&draft.body).unwrap();
        let mut content = Value::Object(body.content);
        (content["key"], content["person"]) = (json!(passkey.line()), json!(person));
        draft = Draft::new(60, kinds::KEY, SECRETARIAT, &content, &[ROOT]);
        draft.header.signers.push(Signer { key: passkey.id(), person });
        let header = draft.header.to_bytes();
        let touched = UnverifiedSignature::webauthn(passkey, &touch(&RecordId::of_header(&header)));
        let root = UnverifiedSignature::sshsig(&key(ROOT).sign(&header)).unwrap();
        let set = SignatureSet::gather(vec![root, touched]).to_bytes();
        let record = Unverified::read(header, set, Some(draft.body)).unwrap().verify().unwrap();
        self.register.submit_blocking(record).map(drop).map_err(|refused| refused.code())
    }

    /// Asks as somebody who sends these headers.
    pub fn ask(&self, method: &str, address: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask_of(&self.app, method, address, headers)
    }

    /// A reader without an account asks a hub that has followed the register up to now.
    pub fn read_now(&self, address: &str) -> Answer {
        self.ask_of(&app(&self.register), "GET", address, &[])
    }

    /// The same, of this app.
    pub fn ask_of(&self, app: &Router, method: &str, address: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send_to(app, request.body(HttpBody::empty()).unwrap())
    }

    /// A record comes to the door, with its signatures and body.
    pub fn bring(&self, draft: &Draft) -> Answer {
        self.send_to(&self.app, draft.brought())
    }

    fn send_to(&self, app: &Router, request: Request<HttpBody>) -> Answer {
        self.runtime.block_on(async {
            let (parts, body) = app.clone().oneshot(request).await.unwrap().into_parts();
            let bytes = to_bytes(body, 4 << 20).await.unwrap().to_vec();
            Answer { status: parts.status, headers: parts.headers, bytes }
        })
    }

    /// A reader without an account asks for a page.
    pub fn read(&self, address: &str) -> Answer {
        self.ask("GET", address, &[])
    }

    /// The address of every screen, and of its variants that show something else.
    pub fn screens(&self) -> Vec<String> {
        let mut addresses: Vec<String> = [
            "/",
            "/mechanisms",
            "/mechanisms/exercise-assembly",
            "/mechanisms/global-mechanism",
            "/instruments",
            "/instruments/a-c1-75-l4",
            "/provisions/a-c1-75-l4/op1-a",
            "/framework",
            "/framework/un/norm-13-f",
            "/cycles",
            "/capacity",
            "/capacity?help=training",
            "/kinds",
            "/kinds/measure",
            "/kinds/national-survey",
            "/participants",
            "/participants/XAA",
            "/participants/FRA",
            "/participants/eu",
            "/participants/asean",
            "/register",
            "/search",
            "/search?q=networks",
        ]
        .map(str::to_owned)
        .into();
        let records = [self.superseded, self.current, self.hostile, self.transmitted, self.erased];
        addresses.extend(records.iter().map(|id| format!("/records/{id}")));
        addresses
    }
}

fn app(register: &Arc<Register>) -> Router {
    app_over(register, Arc::new(RegisterShelf::new(Arc::clone(register))), Arc::new(OneShelf))
}

/// The service over a register, which reads and finds by these.
pub fn app_over(register: &Arc<Register>, shelf: Arc<dyn Shelf>, finder: Arc<dyn Finder>) -> Router {
    let (hub, door) = hub_over(register, shelf, finder);
    web::app(hub, door)
}

/// A hub over a register, and its door.
pub fn hub_over(
    register: &Arc<Register>,
    shelf: Arc<dyn Shelf>,
    finder: Arc<dyn Finder>,
) -> (Arc<Hub>, Door) {
    hub_with(register, shelf, finder, |hub| hub)
}

/// The same with what else a hub is given.
pub fn hub_with(
    register: &Arc<Register>,
    shelf: Arc<dyn Shelf>,
    finder: Arc<dyn Finder>,
    more: impl FnOnce(Hub) -> Hub,
) -> (Arc<Hub>, Door) {
    let views = folded(register);
    let catalogue = Arc::new(Catalogue::built_in().unwrap().clone());
    let config = Config {
        base_url: BASE.into(),
        security: Some(SecurityContact {
            contact: "mailto:security@hub.example".into(),
            expires: Time(START + 365 * 86_400),
        }),
    };
    let hub = Hub::new(catalogue, Arc::new(RwLock::new(views)), shelf, Some(finder), config);
    let hub = Arc::new(more(hub));
    // Pages stay as they are here, so that no answer waits for them.
    hub.tell_nobody_follows();
    let door = Door {
        register: Arc::clone(register),
        hub: Arc::clone(&hub),
        health: Arc::new(web::health::AlwaysReady),
    };
    (hub, door)
}

/// The views of a register.
pub fn folded(register: &Register) -> Views {
    let mut views = Views::new();
    let size = register.state().size();
    for stored in register.store().read_range(0, size).unwrap() {
        let entry = Entry::from_bytes(&stored.entry).unwrap();
        let header = Header::from_bytes(&stored.header).unwrap();
        let signed_where = SignatureSet::from_bytes(&stored.signatures).unwrap().signed_where();
        views.fold(stored.position, &entry, &header, signed_where, stored.body.as_deref()).unwrap();
    }
    views
}

/// A search index that always finds the same two things.
pub struct OneShelf;

impl Finder for OneShelf {
    fn find(&self, query: &Query, _: Lang, _: usize, _: usize) -> Result<Found, WebError> {
        if query.q == "nothing" {
            return Ok(Found::default());
        }
        let pairs = |values: &[(&str, usize)]| values.iter().map(|(v, n)| ((*v).to_owned(), *n)).collect();
        let mut facets = vec![
            (FacetName::Kind, pairs(&[("provision", 1), ("measure", 1)])),
            (FacetName::Participant, pairs(&[("XAB", 1), ("XAA", 1)])),
            (FacetName::Mechanism, pairs(&[("exercise-assembly", 1)])),
        ];
        if query.q == "choices" {
            let status = ["planned", "in-force", "never"].map(|choice| format!("measure.status.{choice}"));
            facets.push((FacetName::Choice, pairs(&status.each_ref().map(|choice| (choice.as_str(), 1)))));
        }
        Ok(Found { total: 2, hits: vec![Hit::Provision("a-c1-75-l4/op1-a".into()), Hit::Record(7)], facets })
    }

    fn titles(&self, _: &[RecordId]) -> Result<HashMap<RecordId, Option<String>>, WebError> {
        Ok(HashMap::new())
    }
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The page's main part, as text, without the frame around it.
    pub fn main(&self) -> &str {
        let text = self.text();
        let begin = text.find("<main").unwrap();
        let end = text.find("</main>").unwrap();
        &text[begin..end]
    }
}

/// Where snapshots are kept, wherever the tests are started from.
pub fn snapshots() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots"));
    settings
}

/// The fixed JSON of a page, as a snapshot: the digest of the style sheet and the like are not in it.
pub fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap()
}
