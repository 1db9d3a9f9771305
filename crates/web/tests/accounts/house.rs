//! A hub with accounts, and people at their browsers.

use super::common::{self, Answer, OneShelf, World};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use delegations::audit::{self, What};
use delegations::invitations::{self, Asked};
use delegations::{DelegationError, Desk, Drawer, Secret, people, tokens};
use instruments::source::{Media, read_source};
use openid::{Exchange, Provider, ProviderId};
use policy::{Role, Rules, Seat};
use record::Time;
use record::webauthn::Challenge;
use rehearsal::authenticator::{Algorithm, Credential, ORIGIN};
use rehearsal::sign_in_service::{CLIENT, SECRET, SignInService};
use sealing::{HubKey, Sealer};
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use store::Workspace;
use tower::ServiceExt;
use web::account::{Office, Peer, ProviderLine, SESSION_COOKIE, SignInServices, Site, WordReader};
use web::model::Finder;
use web::{Hub, RegisterShelf};

/// Noon of some day, at the beginning of an hour.
pub const NOON: u64 = 1_800_000_000;

/// Bytes that differ each time and repeat in each run.
fn random() -> delegations::Random {
    let drawn = AtomicU64::new(0);
    Arc::new(move |bytes: &mut [u8]| {
        for part in bytes.chunks_mut(32) {
            let next = record::hash::sha256(&drawn.fetch_add(1, Ordering::Relaxed).to_be_bytes());
            part.copy_from_slice(&next[..part.len()]);
        }
    })
}

pub struct House {
    _folder: tempfile::TempDir,
    runtime: tokio::runtime::Runtime,
    pub world: World,
    pub hub: Arc<Hub>,
    pub app: Router,
    pub desk: Desk,
    /// The sign-in service of XAA's government.
    pub service: Arc<SignInService>,
    /// What happens while that service is asked whom a code names, once.
    pub meanwhile: Meanwhile,
    clock: Arc<AtomicU64>,
}

pub type Meanwhile = Arc<Mutex<Option<Box<dyn FnOnce() + Send>>>>;

/// The issuer of XAA's sign-in service.
const ISSUER: &str = "https://signin.example";

/// The hub's line to that service.
struct Line {
    service: Arc<SignInService>,
    clock: Arc<AtomicU64>,
    meanwhile: Meanwhile,
}

impl ProviderLine for Line {
    fn get(&self, address: &str) -> Option<Vec<u8>> {
        self.service.get(address)
    }

    fn post(&self, _: &str, exchange: &Exchange) -> Option<Vec<u8>> {
        if let Some(meanwhile) = self.meanwhile.lock().unwrap().take() {
            meanwhile();
        }
        let now = self.clock.load(Ordering::Relaxed);
        self.service.token(&exchange.authorization, &exchange.form, now)
    }

    fn complain(&self, service: &ProviderId, code: &'static str, why: &str) {
        eprintln!("{} {code}: {why}", service.as_str());
    }
}

/// Reads Word files as the hub's child process does.
struct Words;

impl WordReader for Words {
    fn paragraphs(&self, file: &[u8]) -> Result<Vec<String>, String> {
        let source = read_source(file).map_err(|error| error.code().to_owned())?;
        if source.media != Media::Docx {
            return Err("not-a-word-file".to_owned());
        }
        Ok(source.text.lines.into_iter().map(|line| line.text).collect())
    }
}

/// Somebody at a browser.
#[derive(Clone)]
pub struct Visitor {
    pub cookie: Option<String>,
    pub network: u8,
    pub credential: Option<Credential>,
}

pub fn participant(code: &str) -> Seat {
    Seat::Participant(code.to_owned())
}

pub fn secretariat() -> Seat {
    Seat::Mechanism("exercise-assembly".to_owned())
}

impl House {
    pub fn new() -> Self {
        Self::over(World::new(), Arc::new(OneShelf))
    }

    /// A hub over this register, which finds by this, and opens what is restricted for those who may read it.
    pub fn over(world: World, finder: Arc<dyn Finder>) -> Self {
        Self::with(world, finder, |hub| hub)
    }

    /// A hub that has no mail server.
    pub fn without_mail() -> Self {
        Self::built((World::new(), Arc::new(OneShelf)), false, |hub| hub)
    }

    /// The same with what else a hub is given.
    pub fn with(world: World, finder: Arc<dyn Finder>, more: impl FnOnce(Hub) -> Hub) -> Self {
        Self::built((world, finder), true, more)
    }

    fn built((world, finder): (World, Arc<dyn Finder>), mails: bool, more: impl FnOnce(Hub) -> Hub) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let opener = Arc::new(OnceLock::from(common::opener()));
        let shelf = RegisterShelf::new(Arc::clone(&world.register)).opening_with(opener);
        let (hub, door) = common::hub_with(&world.register, Arc::new(shelf), finder, more);
        let workspace = Arc::new(Workspace::open(&folder.path().join("workspace.db")).unwrap());
        let sealer = Arc::new(Sealer::new(&HubKey::from_bytes([3; 32])));
        let desk = Desk::new(workspace, sealer, random());
        let clock = Arc::new(AtomicU64::new(NOON));
        let now = Arc::clone(&clock);
        let clock_of_office = Arc::new(move || Time(now.load(Ordering::Relaxed)));
        let site = Site::of(common::BASE).unwrap();
        let rules = Arc::new(Rules::built_in().unwrap());
        let service = Arc::new(SignInService::new(ISSUER, &format!("{ORIGIN}/openid/xaa")));
        let meanwhile = Meanwhile::default();
        let (asked, now) = (Arc::clone(&service), Arc::clone(&clock));
        let line = Line { service: asked, clock: now, meanwhile: Arc::clone(&meanwhile) };
        let provider = Provider::new("xaa", "Aland sign-in", "XAA", ISSUER, CLIENT, SECRET.to_owned().into());
        let services = SignInServices::new(vec![provider.unwrap()], Arc::new(line), &site.origin);
        let office =
            Office::new(desk.clone(), rules, Arc::clone(&hub), site, clock_of_office).with_mail(mails);
        let office = office.with_services(services).with_word_reader(Arc::new(Words));
        let app = web::app_with_accounts(Arc::clone(&hub), door, Arc::new(office));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { _folder: folder, runtime, world, hub, app, desk, service, meanwhile, clock }
    }

    /// The same day as in the register, for what is written here and handed in there.
    pub fn on_the_registers_day(self) -> Self {
        self.clock.store(common::START + 3_600, Ordering::Relaxed);
        self
    }

    /// Lets time pass.
    pub fn pass(&self, seconds: u64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    pub fn now(&self) -> u64 {
        self.clock.load(Ordering::Relaxed)
    }

    /// Looks into, or changes, the drawers behind the pages' back.
    pub fn drawers<T>(&self, work: impl FnOnce(&Drawer<'_>) -> Result<T, DelegationError>) -> T {
        self.desk.together(self.now(), work).unwrap()
    }

    pub fn send(&self, request: Request<Body>, network: u8) -> Answer {
        let (parts, body) = self.begin(request, network).into_parts();
        let bytes = self.rest(body).expect("an answer that is whole");
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// An answer of which nothing is read yet.
    pub fn begin(&self, mut request: Request<Body>, network: u8) -> Response<Body> {
        request.extensions_mut().insert(Peer(IpAddr::V4(Ipv4Addr::new(192, 0, 2, network))));
        self.runtime.block_on(self.app.clone().oneshot(request)).unwrap()
    }

    /// Its bytes; none if it broke off.
    pub fn rest(&self, body: Body) -> Option<Vec<u8>> {
        self.runtime.block_on(to_bytes(body, 4 << 20)).ok().map(|bytes| bytes.to_vec())
    }

    /// An invitation by the operator: the link's secret.
    pub fn invitation(&self, seat: &Seat, roles: &[Role], note: &str) -> Secret {
        let roles = roles.iter().copied().collect();
        let asked = Asked { seat: seat.clone(), roles, by: None, note: note.to_owned(), recovers: None };
        self.drawers(|drawer| invitations::invite(drawer, asked)).0
    }

    /// Somebody comes in by the operator's invitation.
    pub fn join(&self, seat: &Seat, roles: &[Role], name: &str, seed: u8) -> Visitor {
        let link = self.invitation(seat, roles, "");
        let mut visitor = Visitor::new(seed);
        let answer = visitor.use_link(self, &link.text(), name);
        assert_eq!(answer.status, 200, "{}", answer.text());
        visitor
    }

    /// The id by which records name somebody in a seat.
    pub fn signer(&self, seat: &Seat, name: &str) -> String {
        let people = self.drawers(|drawer| people::of_seat(drawer, seat));
        let person = people.iter().find(|person| person.name == name).unwrap();
        person.membership(seat).unwrap().signer.to_string()
    }

    /// The events of a seat's trail, the newest first.
    pub fn trail(&self, seat: &Seat) -> Vec<What> {
        let found = self.drawers(|d| audit::of_seat(d, &seat.to_string(), None, 1_000, 100_000));
        found.events.into_iter().map(|event| event.what).collect()
    }

    /// All that a seat consists of, to compare.
    pub fn state(&self, seat: &Seat) -> Value {
        self.drawers(|drawer| {
            let people = people::of_seat(drawer, seat)?;
            let mut held = Vec::new();
            for person in &people {
                // The day of a token's last use changes with every use.
                held.extend(tokens::of_person(drawer, person.id)?.into_iter().map(|token| token.number));
            }
            Ok(json!([people, invitations::of_seat(drawer, seat)?, held]))
        })
    }
}

impl Visitor {
    /// Somebody whose authenticator is made from this seed, in a network of their own.
    pub fn new(seed: u8) -> Self {
        let credential = Some(Credential { algorithm: Algorithm::Es256, seed });
        Self { cookie: None, network: seed, credential }
    }

    fn request(&self, method: &str, address: &str) -> axum::http::request::Builder {
        let mut request = Request::builder().method(method).uri(address).header(header::ORIGIN, ORIGIN);
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, format!("{SESSION_COOKIE}={cookie}"));
        }
        request
    }

    pub fn get(&self, house: &House, address: &str) -> Answer {
        house.send(self.request("GET", address).body(Body::empty()).unwrap(), self.network)
    }

    /// Asks for a page as it goes over the line.
    pub fn get_compressed(&self, house: &House, address: &str) -> Answer {
        let request = self.request("GET", address).header(header::ACCEPT_ENCODING, "gzip");
        house.send(request.body(Body::empty()).unwrap(), self.network)
    }

    /// Asks for a page, with a program's token if there is one.
    pub fn get_as(&self, house: &House, address: &str, token: Option<&str>) -> Answer {
        let request = with_token(self.request("GET", address), token);
        house.send(request.body(Body::empty()).unwrap(), self.network)
    }

    /// Sends a form, with a program's token if there is one.
    pub fn post_as(
        &self,
        house: &House,
        address: &str,
        fields: &[(&str, &str)],
        token: Option<&str>,
    ) -> Answer {
        let word = self.word();
        let all = [&[("form", word.as_str())], fields].concat();
        let body = serde_urlencoded::to_string(all).unwrap();
        let request = with_token(self.request("POST", address), token)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        house.send(request.body(Body::from(body)).unwrap(), self.network)
    }

    /// Brings a file, with a program's token if there is one.
    pub fn put_as(&self, house: &House, address: &str, file: &[u8], token: Option<&str>) -> Answer {
        let request = with_token(self.request("PUT", address), token);
        house.send(request.body(Body::from(file.to_vec())).unwrap(), self.network)
    }

    /// Sends a form with these fields, and a file by its name.
    pub fn bring(
        &self,
        house: &House,
        address: &str,
        fields: &[(&str, &str)],
        file: Option<(&str, &[u8])>,
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let field = format!("--x1\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(field.into_bytes());
        }
        if let Some((name, bytes)) = file {
            let head =
                format!("--x1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
            body.extend(head.into_bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--x1--\r\n");
        let request = self.request("POST", address);
        let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=x1");
        house.send(request.body(Body::from(body)).unwrap(), self.network)
    }

    /// The word of this session's forms.
    pub fn word(&self) -> String {
        let secret = self.cookie.as_deref().and_then(Secret::parse);
        secret.map(|secret| secret.word([7; delegations::WORD])).unwrap_or_default()
    }

    /// Sends a form with the word that pages of this session hold.
    pub fn post(&self, house: &House, address: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_as(house, address, fields, None)
    }

    /// Sends what our script would.
    pub fn script(&self, house: &House, address: &str, value: &Value) -> Answer {
        let request = self
            .request("POST", address)
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-comity-form", self.word());
        house.send(request.body(Body::from(value.to_string())).unwrap(), self.network)
    }

    pub fn answer(&self, asking: &Answer) -> Value {
        let challenge = asking.json()["challenge"].as_str().unwrap().to_owned();
        let bytes: [u8; 32] = URL_SAFE_NO_PAD.decode(&challenge).unwrap().try_into().unwrap();
        let credential = self.credential.unwrap();
        let touched = credential.touch(&Challenge::random(bytes));
        json!({
            "credential": URL_SAFE_NO_PAD.encode(credential.id()),
            "challenge": challenge,
            "authenticator_data": URL_SAFE_NO_PAD.encode(&touched.authenticator_data),
            "client_data_json": URL_SAFE_NO_PAD.encode(&touched.client_data_json),
            "signature": URL_SAFE_NO_PAD.encode(&touched.signature),
        })
    }

    /// Goes on as whoever the answer says.
    pub fn keep_cookie(&mut self, answer: &Answer) {
        let set = answer.header("set-cookie");
        if let Some((_, value)) = set.split(';').next().and_then(|pair| pair.split_once('=')) {
            self.cookie = Some(value.to_owned()).filter(|value| !value.is_empty());
        }
    }

    /// Uses an invitation with a new passkey.
    pub fn use_link(&mut self, house: &House, link: &str, name: &str) -> Answer {
        let asking = self.script(house, "/join/challenge", &json!({ "link": link }));
        if asking.status != 200 {
            return asking;
        }
        let joining = json!({ "link": link, "name": name, "email": "", "passkey": self.made(&asking) });
        let answer = self.script(house, "/join/passkey", &joining);
        self.keep_cookie(&answer);
        answer
    }

    /// This visitor's passkey, as a page's script sends one that was just made.
    fn made(&self, asking: &Answer) -> Value {
        let registration = URL_SAFE_NO_PAD.encode(self.credential.unwrap().registration());
        json!({ "registration": registration, "label": "telephone", "answer": self.answer(asking) })
    }

    /// Makes another passkey for the account.
    pub fn adds_passkey(&self, house: &House, seed: u8) -> Answer {
        let asking = self.script(house, "/me/passkeys/challenge", &json!({}));
        self.script(house, "/me/passkeys", &Self::new(seed).made(&asking))
    }

    pub fn sign_in(&mut self, house: &House) -> Answer {
        self.cookie = None;
        let asking = self.script(house, "/sign-in/challenge", &json!({}));
        let answer = self.script(house, "/sign-in/passkey", &self.answer(&asking));
        self.keep_cookie(&answer);
        answer
    }

    /// A fresh touch.
    pub fn touch(&mut self, house: &House) {
        let asking = self.script(house, "/touch/challenge", &json!({}));
        let answer = self.script(house, "/touch/passkey", &self.answer(&asking));
        assert_eq!(answer.status, 200, "{}", answer.text());
        self.keep_cookie(&answer);
    }
}

fn with_token(request: axum::http::request::Builder, token: Option<&str>) -> axum::http::request::Builder {
    match token {
        Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
        None => request,
    }
}

/// What stands in an element with an id.
pub fn standing_in<'a>(answer: &'a Answer, id: &str) -> &'a str {
    let text = answer.text();
    let begin = text.find(&format!("id=\"{id}\">")).unwrap() + id.len() + 6;
    text[begin..].split('<').next().unwrap()
}
