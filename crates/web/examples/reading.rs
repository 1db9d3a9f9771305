//! How long a delegate with mixed rights waits for pages over a register of which they may read a part, asked through the whole
//! service with a token: `cargo run --release -p web --example reading [records]`. A tenth of the records is the delegation's own,
//! a quarter is for its mechanism or names it, half is public, and the rest is for others.

#![allow(clippy::unwrap_used, reason = "a measurement that fails says nothing")]
#![allow(clippy::print_stdout, reason = "what is measured is printed")]

#[path = "../tests/common/mod.rs"]
mod common;

use axum::Router;
use axum::body::{Body as HttpBody, to_bytes};
use axum::http::{Request, header};
use catalogue::Catalogue;
use common::{Draft, World, measure};
use delegations::Desk;
use delegations::people::{self, Person};
use delegations::tokens;
use policy::{Role, Rules, Scope, Seat};
use record::signature::SignedWhere;
use record::{Audience, Entry, Hash, Header, RecordId, Time};
use sealing::{HubKey, Sealer};
use search::{Budget, Change, ClosedIndexes, ClosedRecord, SearchIndex};
use serde_json::{Value, json};
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};
use store::Workspace;
use tower::ServiceExt as _;
use views::Views;
use web::account::{Office, Site};
use web::model::{Held, Shelf};
use web::{Config, Door, Hub, IndexFinder, RegisterShelf, WebError};

/// How many records take part unless it is said: as many hits has the search.
const RECORDS: u64 = 100_000;

/// How often each page is asked for.
const TIMES: usize = 50;

/// How many records are brought into the indexes at once.
const CHUNK: usize = 2_000;

/// The tens of a hundred records: for whom they are.
fn audience(number: u64) -> (String, Audience) {
    let other = format!("XB{}", char::from(b'A' + u8::try_from(number / 100 % 26).unwrap()));
    let mechanism = "exercise-assembly".to_owned();
    match number % 20 {
        0..10 => (other, Audience::Public),
        10 | 11 => ("XAA".to_owned(), Audience::Own),
        12..16 => (other, Audience::Mechanism { mechanism }),
        16 => (other, Audience::Participants { participants: vec!["XAA".to_owned()] }),
        17 | 18 => (other, Audience::Own),
        _ => (other, Audience::Secretariat { mechanism }),
    }
}

/// A record of the population: its header and body. The first says who takes part in the mechanism.
fn record(number: u64) -> (Header, Vec<u8>) {
    if number == 0 {
        let draft = common::assembly(0);
        let header = draft.header.clone();
        let (_, body) = draft.bytes();
        return (header, body.into_bytes());
    }
    let (author, audience) = audience(number);
    let title = format!("Networks of sector {number}");
    let draft: Draft = measure(number + 1_000, &author, common::XAA, &title);
    let draft = draft.for_readers(audience, "The centre watches over networks at any hour.", "note");
    let header = draft.header.clone();
    let (_, body) = draft.bytes();
    (header, body.into_bytes())
}

/// The records' bytes, made anew when somebody asks.
struct Made(RegisterShelf);

impl Shelf for Made {
    fn checkpoint(&self) -> Result<Option<Vec<u8>>, WebError> {
        Ok(None)
    }

    fn read(&self, position: u64) -> Result<Held, WebError> {
        let (header, body) = record(position);
        Ok(Held { header: header.to_bytes(), signatures: Vec::new(), body: Some(body), erased: false })
    }

    fn read_short_body(&self, position: u64, _: u64) -> Result<Option<Vec<u8>>, WebError> {
        Ok(Some(record(position).1))
    }

    fn open_short_body(&self, position: u64, _: u64) -> Result<Option<Vec<u8>>, WebError> {
        Ok(Some(record(position).1))
    }

    fn prove(&self, position: u64) -> Result<record::proof::TlogProof, WebError> {
        self.0.prove(position)
    }

    fn log_key(&self) -> Option<String> {
        self.0.log_key()
    }

    fn vouched_for(&self, key: &record::KeyId) -> Option<bool> {
        self.0.vouched_for(key)
    }
}

/// Views and indexes of so many records.
fn filled(records: u64) -> (Views, SearchIndex, ClosedIndexes) {
    let catalogue = Catalogue::built_in().unwrap();
    let mut views = Views::new();
    let (index, closed) = (SearchIndex::in_memory().unwrap(), ClosedIndexes::within(Budget::default()));
    for first in (0..records).step_by(CHUNK) {
        let some: Vec<_> = (first..records.min(first + CHUNK as u64)).map(|n| (n, record(n))).collect();
        let mut change = Change::default();
        for (position, (header, body)) in &some {
            let control = *position == 0;
            let bytes = header.to_bytes();
            let public = header.audience == Audience::Public;
            let id = RecordId::of_header(&bytes);
            let entry = Entry { public, control, time: common::START, id, signatures: Hash([0; 32]) };
            views.fold(*position, &entry, header, SignedWhere::OwnMachine, Some(body)).unwrap();
            change.record(catalogue, *position, &bytes, Some(body));
        }
        index.commit(&change, first + some.len() as u64).unwrap();
        let headers: Vec<_> = some.iter().map(|(_, (header, _))| header.to_bytes()).collect();
        let place = |position: u64| usize::try_from(position - first).unwrap();
        let closed_ones: Vec<_> = views
            .restricted(first)
            .map(|one| ClosedRecord {
                position: one.position,
                classes: one.classes,
                header: &headers[place(one.position)],
                body: Some(&some[place(one.position)].1.1),
                superseded: false,
            })
            .collect();
        closed.add(catalogue, &closed_ones).unwrap();
    }
    (views, index, closed)
}

/// A delegate's desk with a token to read.
fn delegate(desk: &Desk) -> String {
    let seat = Seat::Participant("XAA".to_owned());
    let made = desk.together(common::START, |drawer| {
        let id = drawer.random::<16>();
        let document = json!({
            "id": hex::encode(id), "name": "Ana", "email": null, "language": "en", "created": 0, "memberships": []
        });
        let mut person: Person = serde_json::from_value(document).map_err(|_| delegations::DelegationError::Person)?;
        people::seat_person(drawer, &mut person, &seat, [Role::Delegate, Role::Contact].into())?;
        drawer.put(&person)?;
        tokens::make(drawer, &person, &seat, "measured", [Scope::Read].into(), 86_400)
    });
    made.unwrap().0.text()
}

/// A page, and the address of it that is asked for each time.
type Asked = (&'static str, fn(usize) -> String);

/// Asks for each of these and gives the middle, the 99th of a hundred, and the last answer.
fn asked(
    runtime: &tokio::runtime::Runtime,
    app: &Router,
    token: Option<&str>,
    path: impl Fn(usize) -> String,
) -> (Duration, Duration, Vec<u8>) {
    let mut waits = Vec::new();
    let mut last = Vec::new();
    for n in 0..=TIMES {
        let mut request = Request::builder().uri(path(n));
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request.body(HttpBody::empty()).unwrap();
        let begin = Instant::now();
        last = runtime.block_on(async {
            let answer = app.clone().oneshot(request).await.unwrap();
            assert!(answer.status().is_success(), "{} answers {}", path(n), answer.status());
            to_bytes(answer.into_body(), 16 << 20).await.unwrap().to_vec()
        });
        // The first decides the classes and opens what is opened once.
        if n > 0 {
            waits.push(begin.elapsed());
        }
    }
    waits.sort();
    (waits[waits.len() / 2], waits[waits.len() * 99 / 100], last)
}

fn main() {
    let records = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(RECORDS);
    let begin = Instant::now();
    let (views, index, closed) = filled(records);
    println!("{records} records in {:.1?}, {} classes", begin.elapsed(), views.classes().len());
    let world = World::new();
    let shelf = Made(RegisterShelf::new(Arc::clone(&world.register)));
    let finder = IndexFinder::new(Arc::new(index)).with_closed(Arc::new(closed));
    let catalogue = Arc::new(Catalogue::built_in().unwrap().clone());
    let config = Config { base_url: common::BASE.into(), security: None };
    let hub = Arc::new(Hub::new(
        catalogue,
        Arc::new(RwLock::new(views)),
        Arc::new(shelf),
        Some(Arc::new(finder)),
        config,
    ));
    let door = Door {
        register: Arc::clone(&world.register),
        hub: Arc::clone(&hub),
        health: Arc::new(web::health::AlwaysReady),
    };
    let folder = tempfile::tempdir().unwrap();
    let workspace = Arc::new(Workspace::open(&folder.path().join("workspace.db")).unwrap());
    let sealer = Arc::new(Sealer::new(&HubKey::from_bytes([3; 32])));
    let drawn = std::sync::atomic::AtomicU64::new(0);
    let random = move |bytes: &mut [u8]| {
        let next = drawn.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        bytes.iter_mut().zip(record::hash::sha256(&next.to_be_bytes())).for_each(|(to, from)| *to = from);
    };
    let desk = Desk::new(workspace, sealer, Arc::new(random));
    let token = delegate(&desk);
    let rules = Arc::new(Rules::built_in().unwrap());
    let clock = Arc::new(|| Time(common::START));
    let office = Office::new(desk, rules, Arc::clone(&hub), Site::of(common::BASE).unwrap(), clock);
    let app = web::app_with_accounts(hub, door, Arc::new(office));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    println!("\n| page | reader | median | p99 |\n|---|---|---|---|");
    let pages: [Asked; 4] = [
        ("mechanism, its 30 newest", |_| "/mechanisms/exercise-assembly".to_owned()),
        ("State, its 30 newest", |_| "/participants/XAA".to_owned()),
        ("search with all facets, each time another page", |n| format!("/search?q=networks&page={}", n + 1)),
        ("search for one in a thousand, all facets", |n| format!("/search?q=%22sector+{n}%22")),
    ];
    for (name, path) in pages {
        for (reader, token) in [("the public", None), ("a delegate", Some(token.as_str()))] {
            let (median, p99, _) = asked(&runtime, &app, token, path);
            println!("| {name} | {reader} | {median:.1?} | {p99:.1?} |");
        }
    }
    let (.., answer) = asked(&runtime, &app, Some(&token), |_| "/search.json?q=networks".to_owned());
    let page: Value = serde_json::from_slice(&answer).unwrap();
    println!("\nThe delegate finds {} public records and {} others.", page["total"], page["closed"]["total"]);
}
