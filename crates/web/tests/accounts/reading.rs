//! What isn't public is shown to whoever may read it, and to nobody else. Restricted records for every audience are planted with
//! words that stand nowhere else; everybody asks every route that the hub lists; the policies, asked record by record, say who
//! may see which.

use super::common::{self, Answer, World, XAA, XAB, measure};
use super::house::*;
use axum::http::StatusCode;
use catalogue::Catalogue;
use delegations::audit::{self, What};
use delegations::{people, tokens};
use policy::{Action, Class, Means, Resource, Role, Rules, Scope, Seat, Subject};
use record::{Audience, Header, RecordId};
use search::{Change, ClosedIndexes, ClosedRecord, SearchIndex};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::sync::{Arc, LazyLock};
use web::IndexFinder;
use web::model::Finder;
use zip::ZipArchive;

/// A word that stands in every planted record, and in nothing public.
const COMMON: &str = "plantedword";

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::built_in().unwrap());

/// A planted record.
pub struct Said {
    pub id: RecordId,
    pub position: u64,
    /// Words of its own: in its title, in its text, as the name of its file.
    pub markers: [String; 3],
    classes: Vec<Class>,
    header: Header,
}

impl Said {
    /// Whether the policies allow it, asked about this record alone.
    pub fn may(&self, who: &Subject, action: Action) -> bool {
        let about = |class: &Class| Resource::Class(class.clone());
        self.classes.iter().any(|class| RULES.decide(who, action, &about(class)).allowed)
    }

    /// Whether a text holds a word of it.
    pub fn stands_in(&self, text: &str) -> bool {
        self.markers.iter().any(|marker| text.contains(marker))
    }
}

/// Every audience of two authors, in the mechanism of all and in that of fewer.
fn audiences() -> Vec<(&'static str, u8, Audience)> {
    let named = |codes: &[&str]| Audience::Participants {
        participants: codes.iter().map(|code| (*code).to_owned()).collect(),
    };
    let of = |mechanism: &str| Audience::Mechanism { mechanism: mechanism.into() };
    let secretariat = |mechanism: &str| Audience::Secretariat { mechanism: mechanism.into() };
    vec![
        ("XAA", XAA, Audience::Own),
        ("XAB", XAB, Audience::Own),
        ("XAA", XAA, named(&["XAB"])),
        ("XAB", XAB, named(&["XAO"])),
        ("XAA", XAA, of("exercise-assembly")),
        ("XAB", XAB, of("exercise-lagoon")),
        ("XAA", XAA, secretariat("exercise-assembly")),
        ("XAB", XAB, secretariat("exercise-assembly")),
        ("XAB", XAB, secretariat("exercise-lagoon")),
    ]
}

/// A register in which all of this is said.
pub fn world() -> (World, Vec<Said>) {
    let world = World::new();
    let say = |draft: common::Draft| world.register.submit_blocking(draft.sign()).unwrap();
    say(common::lagoon(70));
    say(common::kind_file(71, "cycle"));
    let day = |days: u64| record::Time(common::START + days * 86_400).to_string()[..10].to_owned();
    let cycle = say(common::cycle(72, "What the Assembly asks", &day(0), &day(30))).id;
    let mut said = Vec::new();
    for (number, (participant, seed, audience)) in (80..).zip(audiences()) {
        let markers = ["title", "text", "file"].map(|what| format!("Planted{what}{number}x"));
        let [title, text, file] = &markers;
        let draft = measure(number, participant, seed, &format!("{COMMON} {title}"));
        let mut draft = draft.for_readers(audience, &format!("{COMMON} {text}"), file);
        draft.header.mechanisms = vec!["exercise-assembly".into(), "exercise-lagoon".into()];
        draft.header.answers = vec![cycle];
        let header = draft.header.clone();
        let receipt = say(draft);
        said.push(Said { id: receipt.id, position: receipt.position, markers, classes: Vec::new(), header });
    }
    let views = common::folded(&world.register);
    let all: Vec<&Class> = views.classes().iter().collect();
    for said in &mut said {
        let one = views.restricted(said.position).next().filter(|one| one.position == said.position);
        said.classes = one.unwrap().classes.iter().map(|number| all[*number as usize].clone()).collect();
    }
    (world, said)
}

/// The same, and the way to find it.
pub fn planted() -> (World, Vec<Said>, Arc<dyn Finder>) {
    let (world, said) = world();
    let finder = finder_over(&world);
    (world, said, finder)
}

/// What finds all that a register has, for those who may read it.
pub fn finder_over(world: &World) -> Arc<dyn Finder> {
    let views = common::folded(&world.register);
    let catalogue = Catalogue::built_in().unwrap();
    let (index, closed) = (SearchIndex::in_memory().unwrap(), ClosedIndexes::default());
    let mut change = Change::default();
    change.catalogue(catalogue);
    let size = world.register.state().size();
    for stored in world.register.store().read_range(0, size).unwrap() {
        change.record(catalogue, stored.position, &stored.header, stored.body.as_deref());
    }
    index.commit(&change, size).unwrap();
    for one in views.restricted(0) {
        let header = world.register.store().read_header(one.position).unwrap().header;
        let body = world.register.body(one.position, &common::opener()).unwrap().unwrap();
        let (position, classes, body) = (one.position, one.classes, Some(body.as_slice()));
        let superseded = one.superseded;
        let record = ClosedRecord { position, classes, header: &header, body, superseded };
        closed.add(catalogue, &[record]).unwrap();
    }
    Arc::new(IndexFinder::new(Arc::new(index)).with_closed(Arc::new(closed)))
}

/// Somebody who asks, and as whom policies know them.
struct Asker {
    name: String,
    visitor: Visitor,
    token: Option<String>,
    subject: Subject,
}

impl Asker {
    fn get(&self, house: &House, address: &str) -> Answer {
        self.visitor.get_as(house, address, self.token.as_deref())
    }
}

/// As policies know somebody in a seat.
pub fn subject(seat: &Seat, roles: &[Role]) -> Subject {
    let mechanisms = match seat {
        Seat::Participant(code) => {
            Catalogue::built_in().unwrap().mechanisms_of(code).map(|one| one.id.clone()).collect()
        }
        _ => BTreeSet::new(),
    };
    Subject { mechanisms, ..Subject::in_seat(seat.clone(), roles.iter().copied()) }
}

/// A hub where this is planted, and everybody who could ask.
struct Hall {
    house: House,
    said: Vec<Said>,
    askers: Vec<Asker>,
}

impl Hall {
    fn new() -> Self {
        let (world, said, finder) = planted();
        let house = House::over(world, finder);
        let stranger = Visitor { cookie: None, network: 99, credential: None };
        let mut askers = vec![Asker {
            name: "the public".into(),
            visitor: stranger,
            token: None,
            subject: Subject::nobody(),
        }];
        let mechanism = |id: &str| Seat::Mechanism(id.to_owned());
        let seats = [
            (participant("XAA"), Role::NationalAdministrator),
            (participant("XAA"), Role::Delegate),
            (participant("XAA"), Role::Contact),
            (participant("XAA"), Role::Reader),
            (participant("XAB"), Role::Delegate),
            (participant("XAO"), Role::NationalAdministrator),
            (participant("XAO"), Role::Reader),
            (participant("FRA"), Role::Reader),
            (secretariat(), Role::Chair),
            (secretariat(), Role::SecretariatAdministrator),
            (secretariat(), Role::Officer),
            (secretariat(), Role::Auditor),
            (mechanism("exercise-lagoon"), Role::Officer),
            (mechanism("exercise-plateau"), Role::Officer),
            (Seat::Stakeholder("academy".to_owned()), Role::Stakeholder),
        ];
        for (seed, (seat, role)) in (1..).zip(seats) {
            let name = format!("{role} of {seat}");
            let visitor = house.join(&seat, &[role], &name, seed);
            askers.push(Asker { name, visitor, token: None, subject: subject(&seat, &[role]) });
        }
        let tokens = [
            (participant("XAA"), Role::Delegate, Scope::Read),
            (participant("XAA"), Role::Delegate, Scope::Write),
            (secretariat(), Role::Officer, Scope::Read),
        ];
        for (seat, role, scope) in tokens {
            let token = house.drawers(|drawer| {
                let holds = |p: &people::Person| p.membership(&seat).is_some_and(|m| m.roles.contains(&role));
                let person = people::of_seat(drawer, &seat)?.into_iter().find(holds).unwrap();
                Ok(tokens::make(drawer, &person, &seat, "a program", [scope].into(), 86_400)?.0)
            });
            askers.push(Asker {
                name: format!("a token to {scope} of {seat}"),
                visitor: Visitor { cookie: None, network: 98, credential: None },
                token: Some(token.text()),
                subject: Subject {
                    means: Means::Token { scopes: [scope].into() },
                    ..subject(&seat, &[role])
                },
            });
        }
        Self { house, said, askers }
    }

    fn asker(&self, name: &str) -> &Asker {
        self.askers.iter().find(|asker| asker.name == name).unwrap()
    }

    /// How many of the planted records somebody may read.
    fn readable(&self, asker: &Asker) -> Vec<&Said> {
        self.said.iter().filter(|said| said.may(&asker.subject, Action::ReadBody)).collect()
    }

    /// The cycle that all of it answers.
    fn cycle(&self) -> RecordId {
        self.said[0].header.answers[0]
    }

    /// Every address of the hub's own list of routes that answers a GET, those of records with each planted one.
    fn addresses(&self) -> Vec<String> {
        let document = Visitor::new(1).get(&self.house, "/api/openapi.json").json();
        let routes = document["paths"].as_object().unwrap().iter();
        let paths = routes.filter(|(_, methods)| methods.get("get").is_some()).map(|(path, _)| path.clone());
        let mut found = Vec::new();
        for path in paths {
            let path = path
                .replace("/mechanisms/{id}", "/mechanisms/exercise-assembly")
                .replace("/instruments/{id}", "/instruments/exercise-assembly-res-3-7")
                .replace("{instrument}/{path}", "a-c1-75-l4/op1-a")
                .replace("{set}/{item}", "un/norm-13-f")
                .replace("{code}", "XAA")
                .replace("/kinds/{id}", "/kinds/measure")
                .replace("/feeds/item/un/norm-13-f", "/feeds/item/un/norm-13-f.atom")
                .replace("/feeds/mechanism/{id}", "/feeds/mechanism/exercise-assembly.atom")
                .replace("/feeds/kind/{id}", "/feeds/kind/measure.atom")
                .replace("/tables/mechanisms/{id}", "/tables/mechanisms/exercise-assembly")
                .replace("/cycles/{id}", &format!("/cycles/{}", self.cycle()))
                .replace("{number}", "0")
                .replace("{name}", "style.css")
                .replace("/tile/{path}", "/tile/entries/000.p/25")
                .replace("/public/{path}", "/public/000.p/25");
            if path.starts_with("/records/{id}") || path.starts_with("/body/{id}") {
                let file = |said: &Said| record::Hash::of(said.markers[2].as_bytes()).to_string();
                let of =
                    |said: &Said| path.replace("{id}", &said.id.to_string()).replace("{sha256}", &file(said));
                found.extend(self.said.iter().map(of));
            } else {
                found.push(path.replace("{id}", &"0".repeat(32)));
            }
        }
        found.extend(["/participants/XAB".to_owned(), "/mechanisms/exercise-lagoon".to_owned()]);
        for (code, mechanism) in [("XAA", "exercise-assembly"), ("XAB", "exercise-lagoon")] {
            for report in ["report", "outlook"] {
                found.push(format!("/participants/{code}/{report}?mechanism={mechanism}"));
            }
        }
        found.push(format!("/tables/search?q={COMMON}"));
        found.push("/feeds/mechanism/exercise-lagoon.atom".to_owned());
        // Files that are packed are looked into unpacked.
        let packed = [
            "/participants/XAB/report?mechanism=exercise-lagoon&form=docx",
            "/tables/mechanisms/exercise-lagoon?form=xlsx",
        ];
        found.extend(packed.map(str::to_owned));
        found.push(format!("/cycles/{}/report?form=docx", self.cycle()));
        let queries =
            [COMMON, &format!("{COMMON}&participant=XAB"), "Plantedtitle80x", "-nothing&kind=measure"];
        found.extend(queries.map(|query| format!("/search?q={query}")));
        found
    }
}

fn everything_in(answer: &Answer) -> String {
    let packed = ZipArchive::new(Cursor::new(&answer.bytes));
    let text = packed.map_or_else(|_| String::from_utf8_lossy(&answer.bytes).into_owned(), unpacked);
    format!("{:?}\n{text}", answer.headers)
}

/// The text of all parts of a packed file.
fn unpacked(mut file: ZipArchive<Cursor<&Vec<u8>>>) -> String {
    let mut all = String::new();
    for number in 0..file.len() {
        let mut bytes = Vec::new();
        file.by_index(number).unwrap().read_to_end(&mut bytes).unwrap();
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    all
}

fn as_json(address: &str) -> String {
    if address == "/" {
        return "/index.json".to_owned();
    }
    address.split_once('?').map_or(format!("{address}.json"), |(path, query)| format!("{path}.json?{query}"))
}

#[test]
fn no_route_shows_anybody_a_word_that_the_policies_deny() {
    let hall = Hall::new();
    let mut asked = 0;
    for asker in &hall.askers {
        let denied: Vec<_> =
            hall.said.iter().filter(|said| !said.may(&asker.subject, Action::ReadBody)).collect();
        for address in hall.addresses() {
            for form in [address.clone(), as_json(&address)] {
                let answer = asker.get(&hall.house, &form);
                let text = everything_in(&answer);
                for said in &denied {
                    // What was asked for is repeated by a search's own form.
                    let text = text.replace(
                        "Plantedtitle80x",
                        if address.contains("Plantedtitle80x") { "" } else { "Plantedtitle80x" },
                    );
                    assert!(
                        !said.stands_in(&text),
                        "{} sees {:?} at {form}",
                        asker.name,
                        said.header.audience
                    );
                }
                asked += 1;
            }
        }
    }
    assert!(asked > 3_000, "{asked}");
}

/// An address that answers nobody shows nothing, whatever it leaks: those that lists stand at are ones that answer.
#[test]
fn lists_feeds_and_reports_are_asked_at_addresses_that_answer() {
    let hall = Hall::new();
    let nobody = Visitor { cookie: None, network: 90, credential: None };
    let lists = ["/kinds/", "/feeds/", "/cycles/", "/tables/", "/mechanisms/", "/participants/"];
    for address in hall.addresses().into_iter().filter(|path| lists.iter().any(|list| path.starts_with(list)))
    {
        let status = nobody.get(&hall.house, &address).status;
        // Who is awaited is for officers; a report of a State that said nothing to all isn't there for the public.
        let closed =
            address.ends_with("/work-list") || address.contains("/report") || address.contains("/outlook");
        assert!(status.is_success() || closed || status == 400 || status == 406, "{status} {address}");
    }
}

#[test]
fn whoever_may_read_a_record_finds_it_in_every_list_and_opens_it() {
    let hall = Hall::new();
    for asker in &hall.askers {
        if let Some(newest) = hall.readable(asker).last() {
            let home = asker.get(&hall.house, "/");
            assert!(newest.stands_in(home.text()), "{} misses it at home", asker.name);
        }
        for said in hall.readable(asker) {
            let [title, text, file] = &said.markers;
            let code = &said.header.participant;
            let lists = [
                "/register".to_owned(),
                "/mechanisms/exercise-assembly".to_owned(),
                "/mechanisms/exercise-lagoon".to_owned(),
                "/framework/un/norm-13-f".to_owned(),
                format!("/participants/{code}"),
                format!("/search?q={COMMON}"),
                format!("/search?q={text}"),
            ];
            for address in lists {
                for form in [address.clone(), as_json(&address)] {
                    let answer = asker.get(&hall.house, &form);
                    assert!(
                        answer.text().contains(title.as_str()),
                        "{} misses {title} at {form}",
                        asker.name
                    );
                }
            }
            let page = asker.get(&hall.house, &format!("/records/{}", said.id));
            assert!(
                [title, text, file].iter().all(|marker| page.text().contains(marker.as_str())),
                "{}",
                page.text()
            );
            assert!(page.text().contains("Not public"), "{}", page.text());
            let body = asker.get(&hall.house, &format!("/records/{}/body", said.id));
            assert!(body.text().contains(text.as_str()), "{}", body.text());
            assert_eq!(
                record::body::Body::from_bytes(&body.bytes).unwrap().content["title"],
                format!("{COMMON} {title}")
            );
            for part in ["header", "signatures", "proof", "ssh-signature/0"] {
                let answer = asker.get(&hall.house, &format!("/records/{}/{part}", said.id));
                assert_eq!(answer.status, StatusCode::OK, "{part}");
                assert!(answer.header("cache-control").contains("no-store"), "{part}");
            }
        }
    }
    let read = |name: &str| hall.readable(hall.asker(name)).len();
    assert_eq!(read("the public"), 0);
    assert_eq!(read("delegate of participant/XAA"), 5);
    assert_eq!(read("delegate of participant/XAB"), 7);
    assert_eq!(read("reader of participant/XAO"), 2);
    assert_eq!(read("officer of mechanism/exercise-assembly"), 3);
    assert_eq!(read("auditor of mechanism/exercise-assembly"), 0);
    assert_eq!(read("a token to read of participant/XAA"), 5);
    assert_eq!(read("a token to write of participant/XAA"), 0);
}

#[test]
fn a_record_that_is_closed_answers_as_one_that_is_not_there() {
    let hall = Hall::new();
    let parts =
        ["", ".json", "/header", "/signatures", "/ssh-signature/0", "/body", "/proof", "/attachments/FILE"];
    for asker in &hall.askers {
        for said in &hall.said {
            for part in parts {
                let action = if part.starts_with("/body") || part.contains("FILE") {
                    Action::ReadBody
                } else {
                    Action::ReadHeader
                };
                if said.may(&asker.subject, action) {
                    continue;
                }
                let file = record::Hash::of(said.markers[2].as_bytes()).to_string();
                let ask = |id: &str| {
                    let answer =
                        asker.get(&hall.house, &format!("/records/{id}{part}").replace("FILE", &file));
                    let mut headers = answer.headers.clone();
                    headers.remove("etag");
                    (answer.status, format!("{headers:?}"), answer.text().replace(id, "ID"))
                };
                let (id, nobody_s) = (said.id.to_string(), "ab".repeat(32));
                assert_eq!(ask(&id), ask(&nobody_s), "{} at {part}", asker.name);
            }
        }
    }
}

fn count_of(page: &Value, facet: &str, value: &str) -> u64 {
    let facets = page["facets"].as_array().unwrap();
    let Some(of) = facets.iter().find(|one| one["name"] == facet) else { return 0 };
    let one = of["values"].as_array().unwrap().iter().find(|one| one["value"] == value);
    one.map_or(0, |one| one["count"].as_u64().unwrap())
}

#[test]
fn totals_and_facets_add_up_what_the_reader_may_read() {
    let hall = Hall::new();
    for asker in &hall.askers {
        let readable = hall.readable(asker).len() as u64;
        let page = asker.get(&hall.house, &format!("/search.json?q={COMMON}")).json();
        assert_eq!(page["total"], 0, "nothing public has the word");
        assert_eq!(page["closed"]["total"].as_u64().unwrap_or(0), readable, "{}", asker.name);
        assert_eq!(page.get("closed").is_some(), readable > 0, "{}", asker.name);
        // Of one kind alone no choice is offered; of two mechanisms, each is counted.
        assert_eq!(count_of(&page, "mechanism", "exercise-lagoon"), readable, "{}", asker.name);
        let all = asker.get(&hall.house, "/search.json?mechanism=exercise-assembly").json();
        let public = hall.askers[0].get(&hall.house, "/search.json?mechanism=exercise-assembly").json();
        let kind = |page: &Value| count_of(page, "kind", "measure");
        // One of the world's own is XAB's, for its own delegation.
        let own = u64::from(asker.subject.seat == Some(participant("XAB")));
        assert_eq!(kind(&all), kind(&public) + readable + own, "{}", asker.name);
    }
}

#[test]
fn an_auditor_sees_that_something_was_said_and_not_what() {
    let hall = Hall::new();
    let auditor = hall.asker("auditor of mechanism/exercise-assembly");
    let seen: Vec<_> =
        hall.said.iter().filter(|said| said.may(&auditor.subject, Action::ReadHeader)).collect();
    assert_eq!(seen.len(), 3);
    for said in seen {
        let page = auditor.get(&hall.house, &format!("/records/{}.json", said.id)).json();
        assert_eq!((&page["withheld"], page.get("title")), (&true.into(), None));
        let header = auditor.get(&hall.house, &format!("/records/{}/header", said.id));
        assert_eq!(header.bytes, said.header.to_bytes());
        assert_eq!(
            auditor.get(&hall.house, &format!("/records/{}/body", said.id)).status,
            StatusCode::NOT_FOUND
        );
    }
}

/// The events by which a secretariat's reading was noted: on what, and how many.
fn noted(hall: &Hall) -> Vec<(String, u64)> {
    let seat = secretariat().to_string();
    let found = hall.house.drawers(|d| audit::of_seat(d, &seat, None, 1_000, 100_000));
    let read = found.events.into_iter().filter(|event| event.what == What::ReadRestricted);
    read.map(|event| (event.about.unwrap(), event.count)).collect()
}

#[test]
fn what_a_secretariat_reads_is_noted_before_it_is_answered_and_a_list_once() {
    let hall = Hall::new();
    let officer = hall.asker("officer of mechanism/exercise-assembly");
    let said = hall.readable(officer)[0].id.to_string();
    officer.get(&hall.house, &format!("/records/{said}"));
    assert_eq!(noted(&hall), [(said.clone(), 1)]);
    officer.get(&hall.house, &format!("/records/{said}/body"));
    officer.get(&hall.house, "/mechanisms/exercise-assembly");
    officer.get(&hall.house, &format!("/search?q={COMMON}"));
    let expected = [
        ("/search".to_owned(), 3),
        ("/mechanisms/exercise-assembly".to_owned(), 3),
        (said.clone(), 1),
        (said.clone(), 1),
    ];
    assert_eq!(noted(&hall), expected);
    hall.asker("a token to read of mechanism/exercise-assembly")
        .get(&hall.house, &format!("/records/{said}/body"));
    assert_eq!(noted(&hall).len(), 5, "a program of theirs is noted too");
    // Whoever reads nothing restricted, and delegations reading what is for them, leave no event.
    officer.get(&hall.house, "/instruments");
    officer.get(&hall.house, &format!("/records/{}", hall.house.world.current));
    officer.get(&hall.house, &format!("/records/{said}/header"));
    for name in ["delegate of participant/XAA", "auditor of mechanism/exercise-assembly"] {
        hall.asker(name).get(&hall.house, &format!("/records/{said}"));
    }
    assert_eq!(noted(&hall).len(), 5);
    // A count is an answer too: to look beyond the last page keeps no search out of the trail.
    let beyond = officer.get(&hall.house, &format!("/search.json?q={COMMON}&page=99"));
    assert_eq!(beyond.json()["closed"]["results"], serde_json::json!([]));
    assert_eq!(noted(&hall)[0], ("/search".to_owned(), 1));
    // So is that a word stands in none of them.
    let before = noted(&hall).len();
    let none = officer.get(&hall.house, "/search.json?q=nobodysaidthis");
    assert_eq!(none.json()["total"], 0);
    assert_eq!((noted(&hall).len(), noted(&hall)[0].clone()), (before + 1, ("/search".to_owned(), 1)));
    // An auditor looks through nothing that is restricted, and an empty form asks nothing.
    hall.asker("auditor of mechanism/exercise-assembly").get(&hall.house, "/search?q=nobodysaidthis");
    officer.get(&hall.house, "/search");
    assert_eq!(noted(&hall).len(), before + 1);
}

#[test]
fn an_answer_for_one_reader_is_kept_by_nobody_and_the_publics_as_before() {
    let hall = Hall::new();
    let address = "/mechanisms/exercise-assembly";
    let public = hall.askers[0].get(&hall.house, address);
    assert_eq!((public.header("cache-control"), public.header("etag").is_empty()), ("no-cache", false));
    assert_eq!(public.header("vary"), "Accept, Accept-Language, Cookie, Authorization");
    for name in ["delegate of participant/XAA", "a token to read of participant/XAA"] {
        let own = hall.asker(name).get(&hall.house, address);
        assert!(own.header("cache-control").contains("no-store"), "{name}");
        assert!(own.header("etag").is_empty(), "{name}");
    }
    // Nobody's tag stands for what somebody else would be shown.
    assert_ne!(public.bytes, hall.asker("delegate of participant/XAA").get(&hall.house, address).bytes);
}

#[test]
fn a_restricted_records_file_is_brought_and_taken_by_whoever_may_read_the_record() {
    let hall = Hall::new();
    for said in &hall.said {
        let file = said.markers[2].as_bytes();
        let address = format!("/records/{}/attachments/{}", said.id, record::Hash::of(file));
        let brings = |asker: &Asker, bytes: &[u8]| {
            asker.visitor.put_as(&hall.house, &address, bytes, asker.token.as_deref()).status
        };
        let (may, may_not): (Vec<_>, Vec<_>) =
            hall.askers.iter().partition(|asker| said.may(&asker.subject, Action::ReadBody));
        for asker in &may_not {
            assert_eq!(brings(asker, file), StatusCode::NOT_FOUND, "{}", asker.name);
        }
        let mut others = file.to_vec();
        others[0] ^= 1;
        assert_eq!(brings(may[0], &others), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(brings(may[0], file), StatusCode::CREATED);
        assert_eq!(brings(may[0], file), StatusCode::OK);
        for asker in &hall.askers {
            let taken = asker.get(&hall.house, &address);
            if asker.token.is_some() && said.may(&asker.subject, Action::ReadBody) {
                assert_eq!(
                    taken.status,
                    StatusCode::FORBIDDEN,
                    "{}: a program takes nothing away",
                    asker.name
                );
            } else if said.may(&asker.subject, Action::ReadBody) {
                assert_eq!((taken.status, &taken.bytes[..]), (StatusCode::OK, file), "{}", asker.name);
                assert!(taken.header("cache-control").contains("no-store"));
            } else {
                assert_eq!(taken.status, StatusCode::NOT_FOUND, "{}", asker.name);
            }
        }
    }
}
