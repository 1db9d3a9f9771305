//! Random populations of records, audiences, labels and readers: what the models of pages list, count and find is what asking
//! the policies record by record allows, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, RwLock};

use admission::{CatalogueFile, SECRETARIAT, kinds};
use catalogue::{Catalogue, Lang};
use policy::{Action, Class, Label, Means, Resource, Role, Rules, Scope, Seat, Subject};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use record::header::{Audience, BodyRef, Salt};
use record::proof::TlogProof;
use record::signature::SignedWhere;
use record::signing::{SecretKey, sign_all};
use record::{Body, Entry, Evidence, Hash, Header, KeyId, RecordId, Signer, Time};
use search::{ClosedIndexes, ClosedRecord, SearchIndex};
use serde_json::{Value, json};
use views::Views;

use crate::model::search::Query;
use crate::model::{
    Held, Shelf, framework, home, mechanism, party, record as record_page, register, search as search_page,
};
use crate::reader::Reader;
use crate::{Config, Hub, IndexFinder, WebError};

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::built_in().unwrap());

const ITEM: &str = "un/norm-13-f";
const MECHANISMS: [&str; 2] = ["exercise-assembly", "exercise-lagoon"];
const AUTHORS: [&str; 3] = ["XAA", "XAB", "XAO"];

/// What is drawn of a record, and who takes part where from right before it, if that changes.
#[derive(Clone, Debug)]
struct Drawn {
    change: Option<Change>,
    author: &'static str,
    mechanisms: BTreeSet<&'static str>,
    audience: Audience,
    label: Option<Label>,
    item: bool,
    supersedes: Option<Index>,
}

fn code() -> impl Strategy<Value = &'static str> {
    select(AUTHORS.to_vec())
}

fn mechanism_id() -> impl Strategy<Value = &'static str> {
    select(MECHANISMS.to_vec())
}

fn audience() -> impl Strategy<Value = Audience> {
    let own = |code: &str| code.to_owned();
    prop_oneof![
        3 => Just(Audience::Public),
        1 => Just(Audience::Own),
        1 => btree_set(code(), 1..3).prop_map(move |codes| Audience::Participants {
            participants: codes.into_iter().map(own).collect()
        }),
        1 => mechanism_id().prop_map(|id| Audience::Mechanism { mechanism: id.into() }),
        1 => mechanism_id().prop_map(|id| Audience::Secretariat { mechanism: id.into() }),
        1 => (1..3_u64).prop_map(|version| Audience::Group { group: "responders".into(), version }),
    ]
}

/// How often at most: with the records, and the first file of each mechanism, they stand on one page of the register.
const CHANGES: usize = 3;

/// In this mechanism, these take part from here on.
type Change = (&'static str, BTreeSet<&'static str>);

fn drawn() -> impl Strategy<Value = Drawn> {
    let change = option::weighted(0.3, (mechanism_id(), btree_set(code(), 0..4)));
    let labels = Label::ALL.iter().copied().filter(|label| *label != Label::Unknown);
    let label = option::weighted(0.3, select(labels.collect::<Vec<_>>()));
    let supersedes = option::weighted(0.3, any::<Index>());
    (change, code(), btree_set(mechanism_id(), 0..3), audience(), label, any::<bool>(), supersedes).prop_map(
        |(change, author, mechanisms, audience, label, item, supersedes)| Drawn {
            change,
            author,
            mechanisms,
            audience,
            label,
            item,
            supersedes,
        },
    )
}

fn subject() -> impl Strategy<Value = Subject> {
    let seat = prop_oneof![
        4 => code().prop_map(|code| Seat::Participant(code.into())),
        3 => mechanism_id().prop_map(|id| Seat::Mechanism(id.into())),
        1 => Just(Seat::Stakeholder("academy".into())),
    ];
    let means = prop_oneof![
        4 => Just(Means::Passkey),
        1 => Just(Means::Code),
        1 => btree_set(select(Scope::ALL), 0..3).prop_map(|scopes| Means::Token { scopes }),
        1 => Just(Means::Nobody),
    ];
    let groups = btree_set((Just("responders".to_owned()), 1..3_u64), 0..2);
    (option::weighted(0.9, seat), btree_set(select(Role::ALL), 0..4), groups, means).prop_map(
        |(seat, roles, groups, means)| Subject {
            seat,
            roles,
            mechanisms: BTreeSet::new(),
            groups,
            stepped_up: false,
            means,
            membership: 0,
        },
    )
}

/// The same, taking part where it does after all that was said.
fn as_today(who: Subject, members: &Members) -> Subject {
    let code = who.seat.as_ref().filter(|seat| matches!(seat, Seat::Participant(_))).map(Seat::id);
    let theirs = members.iter().filter(|(_, codes)| code.is_some_and(|code| codes.contains(code)));
    let mechanisms = theirs.map(|(id, _)| (*id).to_owned()).collect();
    Subject { mechanisms, ..who }
}

/// A record of the population: a statement, or one that says who takes part in a mechanism.
struct Said {
    header: Header,
    body: Vec<u8>,
    classes: Vec<Class>,
}

/// Who takes part in each mechanism.
type Members = BTreeMap<&'static str, BTreeSet<&'static str>>;

fn codes(members: &Members, mechanism: &str) -> BTreeSet<String> {
    members.get(mechanism).into_iter().flatten().map(|code| (*code).to_owned()).collect()
}

impl Said {
    fn id(&self) -> RecordId {
        RecordId::of_header(&self.header.to_bytes())
    }

    fn is_statement(&self) -> bool {
        self.header.kind == "measure"
    }

    fn public(&self) -> bool {
        self.header.audience == Audience::Public
    }

    fn may(&self, who: &Subject, action: Action) -> bool {
        let about = |class: &Class| Resource::Class(class.clone());
        self.classes.iter().any(|class| RULES.decide(who, action, &about(class)).allowed)
    }
}

/// The records, each after those that it replaces, and who takes part where after all of them.
fn said(all: &[Drawn]) -> (Vec<Said>, Members) {
    let mut said: Vec<Said> = Vec::new();
    let mut members = Members::new();
    let at_first = MECHANISMS.map(|id| (id, AUTHORS.into()));
    let change = |said: &mut Vec<Said>, members: &mut Members, (id, codes): Change| {
        said.push(membership(said.len(), id, &codes));
        members.insert(id, codes);
    };
    for first in at_first {
        change(&mut said, &mut members, first);
    }
    let mut changes = 0;
    for drawn in all {
        if let Some(one) = drawn.change.clone().filter(|_| changes < CHANGES) {
            change(&mut said, &mut members, one);
            changes += 1;
        }
        let number = said.len();
        let content = json!({ "title": format!("Word {number}"), "summary": "plantedword" });
        let same = said.iter().filter(|one| one.header.participant == drawn.author);
        let same: Vec<RecordId> = same.map(Said::id).collect();
        let supersedes = drawn.supersedes.filter(|_| !same.is_empty()).map(|at| *at.get(&same));
        let one = record(number, "measure", drawn.author, &content, |header| {
            header.kind_version = 2;
            header.mechanisms = drawn.mechanisms.iter().map(|id| (*id).to_owned()).collect();
            header.audience = drawn.audience.clone();
            // The door takes in no label that is narrower than the audience.
            let label = drawn.label.filter(|_| drawn.audience != Audience::Public);
            header.label = label.map(|label| label.as_str().to_owned());
            header.supersedes = supersedes.into_iter().collect();
            header.framework_items = drawn.item.then(|| ITEM.to_owned()).into_iter().collect();
        });
        said.push(one.classed(&members));
    }
    (said, members)
}

/// The record by which these take part in a mechanism from here on.
fn membership(number: usize, id: &str, codes: &BTreeSet<&'static str>) -> Said {
    let file = json!({
        "format": "mechanism", "id": id, "version": number, "kinds": [], "participations": [{ "codes": codes }],
    });
    let file = file.to_string();
    let content =
        CatalogueFile { path: format!("mechanisms/{id}.json"), sha256: Hash::of(file.as_bytes()), file };
    let one = record(number, kinds::CATALOGUE, SECRETARIAT, &json!(content), |_| {});
    one.classed(&Members::new())
}

/// A public record in no mechanism, and what else this makes of it.
fn record(
    number: usize,
    kind: &str,
    participant: &str,
    content: &Value,
    change: impl FnOnce(&mut Header),
) -> Said {
    let salt = Salt([u8::try_from(number).unwrap(); 16]);
    let content = content.as_object().unwrap().clone();
    let body = Body { comity: 1, salt, content, attachments: Vec::new() }.to_bytes();
    let mut header = Header {
        comity: 1,
        kind: kind.into(),
        kind_version: 1,
        log: "exercise.example/log".into(),
        exercise: true,
        participant: participant.into(),
        evidence: Evidence::Signed,
        signers: vec![Signer { key: KeyId([1; 32]), person: salt }],
        mechanisms: Vec::new(),
        audience: Audience::Public,
        label: None,
        language: "en".into(),
        time: Time(1_800_000_000),
        expiry: Time(1_800_000_000 + 86_400),
        supersedes: Vec::new(),
        answers: Vec::new(),
        refers: Vec::new(),
        workflow_move: None,
        framework_items: Vec::new(),
        provisions: Vec::new(),
        salt,
        body: BodyRef::to(&body),
    };
    change(&mut header);
    Header::from_bytes(&header.to_bytes()).unwrap();
    Said { header, body, classes: Vec::new() }
}

impl Said {
    /// With the classes of something said while these take part.
    fn classed(self, members: &Members) -> Self {
        let header = &self.header;
        let then = |mechanism: &str| codes(members, mechanism).into();
        let audience = policy::Audience::of(&header.audience, &header.participant, then);
        let label = header.label.as_deref().map(Label::of);
        let classes = crate::model::readers::classes_of(&header.kind, &header.mechanisms, &audience, label);
        Self { classes, ..self }
    }
}

struct Kept(Vec<(Vec<u8>, Vec<u8>)>);

impl Shelf for Kept {
    fn checkpoint(&self) -> Result<Option<Vec<u8>>, WebError> {
        Ok(None)
    }

    fn read(&self, position: u64) -> Result<Held, WebError> {
        let (header, body) = self.0[usize::try_from(position).unwrap()].clone();
        let key = SecretKey::from_seed(&[1; 32]);
        let signatures = sign_all(&header, &[&key]).to_bytes();
        Ok(Held { header, signatures, body: Some(body), erased: false })
    }

    fn read_short_body(&self, position: u64, _: u64) -> Result<Option<Vec<u8>>, WebError> {
        self.open_body(position)
    }

    fn open_body(&self, position: u64) -> Result<Option<Vec<u8>>, WebError> {
        Ok(Some(self.0[usize::try_from(position).unwrap()].1.clone()))
    }

    fn open_short_body(&self, position: u64, _: u64) -> Result<Option<Vec<u8>>, WebError> {
        self.open_body(position)
    }

    fn prove(&self, _: u64) -> Result<TlogProof, WebError> {
        Err(WebError::Unavailable)
    }

    fn log_key(&self) -> Option<String> {
        None
    }

    fn vouched_for(&self, _: &KeyId) -> Option<bool> {
        None
    }
}

fn hub(population: &[Said]) -> Hub {
    let mut views = Views::new();
    let catalogue = Catalogue::built_in().unwrap();
    let (index, closed) = (SearchIndex::in_memory().unwrap(), ClosedIndexes::default());
    let mut change = search::Change::default();
    for (position, one) in (0..).zip(population) {
        let (id, public) = (one.id(), one.public());
        let control = !one.is_statement();
        let entry = Entry { public, control, time: position, id, signatures: Hash([0; 32]) };
        views.fold(position, &entry, &one.header, SignedWhere::OwnMachine, Some(&one.body)).unwrap();
        change.record(catalogue, position, &one.header.to_bytes(), Some(&one.body));
    }
    index.commit(&change, population.len() as u64).unwrap();
    for one in views.restricted(0) {
        let said = &population[usize::try_from(one.position).unwrap()];
        let (header, body) = (said.header.to_bytes(), Some(said.body.as_slice()));
        let (position, classes, superseded) = (one.position, one.classes, one.superseded);
        closed
            .add(catalogue, &[ClosedRecord { position, classes, header: &header, body, superseded }])
            .unwrap();
    }
    let kept = population.iter().map(|one| (one.header.to_bytes(), one.body.clone())).collect();
    let finder = IndexFinder::new(Arc::new(index)).with_closed(Arc::new(closed));
    let config = Config { base_url: "https://hub.example".into(), security: None };
    let catalogue = Arc::new(catalogue.clone());
    Hub::new(catalogue, Arc::new(RwLock::new(views)), Arc::new(Kept(kept)), Some(Arc::new(finder)), config)
}

/// What somebody is to be shown, found without any of our shortcuts.
struct Expected<'a> {
    population: &'a [Said],
    members: &'a Members,
    who: &'a Subject,
}

impl<'a> Expected<'a> {
    fn readable(&self) -> impl Iterator<Item = (usize, &'a Said)> {
        let who = self.who;
        let statements = self.population.iter().enumerate().filter(|(_, one)| one.is_statement());
        statements.filter(move |(_, one)| one.may(who, Action::ReadBody))
    }

    fn replaced(&self, one: &Said, by: impl Fn(&Said) -> bool) -> bool {
        let id = one.id();
        self.population.iter().any(|other| other.header.supersedes.contains(&id) && by(other))
    }

    /// The titles of the current ones, as lists show them, for which this holds.
    fn listed(&self, holds: impl Fn(&Said) -> bool) -> BTreeSet<String> {
        let current = self
            .readable()
            .filter(|(_, one)| holds(one) && !self.replaced(one, |by| by.may(self.who, Action::ReadBody)));
        current.map(|(number, _)| format!("Word {number}")).collect()
    }

    /// Whether two have the same classes, and all who took part when the one was said, and do today, did so when the other was.
    fn is_known_to_all(&self, one: &Said, by: &Said) -> bool {
        let alike = |one: &Class, by: &Class| match (&one.audience, &by.audience) {
            (
                policy::Audience::Mechanism { mechanism, participants },
                policy::Audience::Mechanism { mechanism: of, participants: then },
            ) => {
                let today = codes(self.members, mechanism);
                // Its secretariat reads it too: that of another mechanism is told nothing of the replacement.
                let all_knew = mechanism == of
                    && today.iter().all(|code| !participants.contains(code) || then.contains(code));
                all_knew && *one == Class { audience: one.audience.clone(), ..by.clone() }
            }
            _ => one == by,
        };
        one.classes.len() == by.classes.len()
            && one.classes.iter().zip(&by.classes).all(|(one, by)| alike(one, by))
    }

    /// Those that search finds: it knows of a replacement that all readers of the record know of.
    fn found(&self, public: bool) -> Vec<(usize, &'a Said)> {
        let replaced = |one: &Said| {
            self.replaced(one, |by| by.public() || (!one.public() && self.is_known_to_all(one, by)))
        };
        self.readable().filter(|(_, one)| one.public() == public && !replaced(one)).collect()
    }
}

fn titles(lines: &Value) -> BTreeSet<String> {
    let all = lines.as_array().unwrap().iter();
    all.filter_map(|line| line["title"].as_str().map(str::to_owned)).collect()
}

fn counts(page: &Value, facet: &str) -> BTreeMap<String, u64> {
    let facets = page["facets"].as_array().unwrap();
    let values = facets.iter().find(|one| one["name"] == facet).map(|one| one["values"].as_array().unwrap());
    let count = |one: &Value| (one["value"].as_str().unwrap().to_owned(), one["count"].as_u64().unwrap());
    values.into_iter().flatten().map(count).collect()
}

/// Makes a page for somebody.
macro_rules! page {
    ($hub:expr, $reader:expr, $make:expr) => {
        serde_json::to_value($hub.at_desk_of($reader, "", Lang::En, $make).unwrap()).unwrap()
    };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_list_count_facet_and_total_is_what_asking_record_by_record_allows(
        all in vec(drawn(), 1..20),
        readers in vec(subject(), 1..5),
    ) {
        let (population, members) = said(&all);
        let hub = hub(&population);
        let readers: Vec<Subject> = readers.into_iter().map(|who| as_today(who, &members)).collect();
        // One after the other, from the same cache, and the first once more.
        for who in readers.iter().chain(&readers[..1]) {
            let expected = Expected { population: &population, members: &members, who };
            let reader = Reader::who(who.clone());
            let reader = &reader;
            let home = page!(hub, reader, |desk| Ok(home::page(desk)));
            let everything = expected.listed(|_| true);
            prop_assert!(titles(&home["latest"]["newest"]).is_subset(&everything));
            for id in MECHANISMS {
                let shown = page!(hub, reader, |desk| mechanism::page(desk, id));
                let said_there = |one: &Said| one.header.mechanisms.iter().any(|own| own == id);
                prop_assert_eq!(titles(&shown["records"]["newest"]), expected.listed(said_there));
            }
            for code in AUTHORS {
                let shown = page!(hub, reader, |desk| party::page(desk, code));
                let statements: Vec<_> =
                    shown["statements"].as_array().unwrap().iter().map(|one| one["record"].clone()).collect();
                let theirs = |one: &Said| one.header.participant == code;
                prop_assert_eq!(titles(&statements.into()), expected.listed(theirs));
            }
            let shown = page!(hub, reader, |desk| framework::page(desk, "un", "norm-13-f"));
            let speaks = |one: &Said| !one.header.framework_items.is_empty();
            prop_assert_eq!(titles(&shown["records"]["newest"]), expected.listed(speaks));

            let shown = page!(hub, reader, |desk| register::page(desk, None));
            let entries = shown["entries"].as_array().unwrap();
            prop_assert_eq!(entries.len(), population.len());
            let records: Vec<_> = entries.iter().filter_map(|entry| entry.get("record").cloned()).collect();
            let readable: BTreeSet<_> = expected.readable().map(|(n, _)| format!("Word {n}")).collect();
            prop_assert_eq!(titles(&records.into()), readable);

            let query = || Query { q: "plantedword".into(), page: 1, ..Query::default() };
            let shown = page!(hub, reader, |desk| search_page::page(desk, query()));
            let (public, closed) = (expected.found(true), expected.found(false));
            prop_assert_eq!(shown["total"].as_u64().unwrap(), public.len() as u64);
            prop_assert_eq!(shown["closed"]["total"].as_u64().unwrap_or(0), closed.len() as u64);
            let by_mechanism = counts(&shown, "mechanism");
            for (id, count) in &by_mechanism {
                let there = |(_, one): &&(usize, &Said)| one.header.mechanisms.contains(id);
                prop_assert_eq!(*count, public.iter().chain(&closed).filter(there).count() as u64);
            }
            for id in MECHANISMS {
                let query = Query { mechanism: id.to_owned(), ..query() };
                let shown = page!(hub, reader, |desk| search_page::page(desk, query));
                let there = |(_, one): &&(usize, &Said)| one.header.mechanisms.iter().any(|own| own == id);
                let of = |found: &[(usize, &Said)]| found.iter().filter(there).count() as u64;
                prop_assert_eq!(shown["total"].as_u64().unwrap(), of(&public));
                prop_assert_eq!(shown["closed"]["total"].as_u64().unwrap_or(0), of(&closed));
            }

            for one in population.iter().filter(|one| one.is_statement()) {
                let made = hub.at_desk_of(reader, "", Lang::En, |desk| record_page::page(desk, &one.id().to_string()));
                prop_assert_eq!(made.is_ok(), one.may(who, Action::ReadHeader));
                if let Ok(page) = made {
                    prop_assert_eq!(page.line.title.is_some(), one.may(who, Action::ReadBody));
                    prop_assert_eq!(page.content.is_empty(), !one.may(who, Action::ReadBody));
                }
            }
        }
    }
}
