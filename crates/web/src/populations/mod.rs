//! Random populations of records, audiences, labels and readers: what pages, feeds, tables and documents show is what asking the
//! policies record by record allows, and nothing else.

mod about;
mod apart;
mod expected;
mod lists;

use about::{About, about, about_another, erased};
pub(crate) use apart::{Apart, apart, words_in};
pub(crate) use expected::Expected;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, RwLock};

use admission::{CatalogueFile, SECRETARIAT, kinds};
use catalogue::Catalogue;
use policy::{Action, Class, Label, Means, Resource, Role, Rules, Scope, Seat, Subject};
use proptest::collection::btree_set;
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

use crate::model::cycle::CYCLE;
use crate::model::terms::{NEED, OFFER, PROJECT};
use crate::model::{Held, Shelf};
use crate::{Config, Hub, IndexFinder, WebError};

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::built_in().unwrap());

pub(crate) const ITEM: &str = "un/norm-13-f";
/// A provision of the first mechanism's instrument, which speaks to the item.
pub(crate) const PROVISION: (&str, &str) = ("exercise-assembly-res-3-7", "op1");
pub(crate) const MECHANISMS: [&str; 2] = ["exercise-assembly", "exercise-lagoon"];
pub(crate) const AUTHORS: [&str; 3] = ["XAA", "XAB", "XAO"];
pub(crate) const MEASURE: &str = "measure";
pub(crate) const KINDS: [&str; 5] = [MEASURE, NEED, OFFER, PROJECT, CYCLE];

/// From one record to the next: years are counted, and what answers a cycle comes in time or late.
const BETWEEN_RECORDS: u64 = 90 * 86_400;

/// What is drawn of a record, and who takes part where from right before it, if that changes.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    change: Option<Change>,
    kind: &'static str,
    author: &'static str,
    mechanisms: BTreeSet<&'static str>,
    audience: Audience,
    label: Option<Label>,
    item: bool,
    provision: bool,
    supersedes: Option<Index>,
    /// Of what was said before: what it answers, if it is a measure, or what a project is of.
    links: [Index; 2],
    /// This is said of a word before it, if there is one, and nothing else of what was drawn.
    about: Option<(About, Index)>,
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

pub(crate) fn drawn() -> impl Strategy<Value = Drawn> {
    let change = option::weighted(0.3, (mechanism_id(), btree_set(code(), 0..4)));
    let labels = Label::ALL.iter().copied().filter(|label| *label != Label::Unknown);
    let label = option::weighted(0.3, select(labels.collect::<Vec<_>>()));
    let supersedes = option::weighted(0.3, any::<Index>());
    let kind = prop_oneof![3 => Just(MEASURE), 1 => Just(CYCLE), 3 => select(KINDS.to_vec())];
    let about = option::weighted(0.3, (about(), any::<Index>()));
    let what = (kind, any::<bool>(), any::<bool>(), supersedes, any::<[Index; 2]>(), about);
    (change, code(), btree_set(mechanism_id(), 0..3), audience(), label, what).prop_map(
        |(change, author, mechanisms, audience, label, (kind, item, provision, supersedes, links, about))| {
            Drawn {
                change,
                kind,
                // It is a secretariat that opens cycles.
                author: if kind == CYCLE { SECRETARIAT } else { author },
                mechanisms,
                audience,
                label,
                item,
                provision,
                supersedes,
                links,
                about,
            }
        },
    )
}

pub(crate) fn subject() -> impl Strategy<Value = Subject> {
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
pub(crate) fn as_today(who: Subject, members: &Members) -> Subject {
    let code = who.seat.as_ref().filter(|seat| matches!(seat, Seat::Participant(_))).map(Seat::id);
    let theirs = members.iter().filter(|(_, codes)| code.is_some_and(|code| codes.contains(code)));
    let mechanisms = theirs.map(|(id, _)| (*id).to_owned()).collect();
    Subject { mechanisms, ..who }
}

/// A record of the population: a statement, or one that says who takes part in a mechanism.
#[derive(Clone)]
pub(crate) struct Said {
    pub header: Header,
    pub body: Vec<u8>,
    classes: Vec<Class>,
    /// Of which one it is its author's own translation.
    translates: Option<RecordId>,
}

/// Who takes part in each mechanism.
pub(crate) type Members = BTreeMap<&'static str, BTreeSet<&'static str>>;

fn codes(members: &Members, mechanism: &str) -> BTreeSet<String> {
    members.get(mechanism).into_iter().flatten().map(|code| (*code).to_owned()).collect()
}

impl Said {
    pub fn id(&self) -> RecordId {
        RecordId::of_header(&self.header.to_bytes())
    }

    pub fn is_statement(&self) -> bool {
        self.header.kind != kinds::CATALOGUE
    }

    pub fn may(&self, who: &Subject, action: Action) -> bool {
        let about = |class: &Class| Resource::Class(class.clone());
        self.classes.iter().any(|class| RULES.decide(who, action, &about(class)).allowed)
    }
}

/// The records, each after those that it replaces, and who takes part where after all of them.
pub(crate) fn said(all: &[Drawn]) -> (Vec<Said>, Members) {
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
        let words: Vec<&Said> = said.iter().filter(|one| one.is_word() && one.translates.is_none()).collect();
        let one = match drawn.about {
            Some((about, which)) if !words.is_empty() => {
                about_another(said.len(), about, words[which.index(words.len())], &members)
            }
            _ => statement(drawn, &said).classed(&members),
        };
        said.push(one);
    }
    (said, members)
}

/// What is said in words: the number is in the title.
fn content(number: usize) -> Value {
    json!({
        "title": format!("Word {number}"), "summary": "plantedword", "note": "plantedword",
        "forms": ["training"], "regions": ["oceania"],
        "questionnaire": MEASURE, "opens": "1970-02-01", "closes": "1972-02-01",
    })
}

/// The record that was drawn, after those said before it.
fn statement(drawn: &Drawn, before: &[Said]) -> Said {
    let number = before.len();
    let ids = |wanted: &dyn Fn(&Header) -> bool| -> Vec<RecordId> {
        before.iter().filter(|one| wanted(&one.header)).map(Said::id).collect()
    };
    let pick = |at: &Index, from: Vec<RecordId>| (!from.is_empty()).then(|| *at.get(&from));
    let same = ids(&|header| header.participant == drawn.author && header.kind == drawn.kind);
    let of = |kind: &'static str| ids(&|header| header.kind == kind);
    let [first, second] = &drawn.links;
    record(number, drawn.kind, drawn.author, &content(number), |header| {
        header.kind_version = 2;
        header.mechanisms = drawn.mechanisms.iter().map(|id| (*id).to_owned()).collect();
        header.audience = drawn.audience.clone();
        // The door takes in no label that is narrower than the audience.
        let label = drawn.label.filter(|_| drawn.audience != Audience::Public);
        header.label = label.map(|label| label.as_str().to_owned());
        header.supersedes = drawn.supersedes.and_then(|at| pick(&at, same)).into_iter().collect();
        header.framework_items = drawn.item.then(|| ITEM.to_owned()).into_iter().collect();
        let (instrument, path) = PROVISION;
        header.provisions = drawn.provision.then(|| format!("{instrument}/{path}")).into_iter().collect();
        match drawn.kind {
            MEASURE => header.answers = pick(first, of(CYCLE)).into_iter().collect(),
            PROJECT => {
                header.refers = pick(first, of(NEED)).into_iter().chain(pick(second, of(OFFER))).collect();
                header.refers.sort();
            }
            _ => {}
        }
    })
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
    Said { header, body, classes: Vec::new(), translates: None }
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

/// Headers with their bodies, where these weren't erased.
struct Kept(Vec<(Vec<u8>, Option<Vec<u8>>)>);

impl Shelf for Kept {
    fn checkpoint(&self) -> Result<Option<Vec<u8>>, WebError> {
        Ok(None)
    }

    fn read(&self, position: u64) -> Result<Held, WebError> {
        let (header, body) = self.0[usize::try_from(position).unwrap()].clone();
        let key = SecretKey::from_seed(&[1; 32]);
        let signatures = sign_all(&header, &[&key]).to_bytes();
        Ok(Held { header, signatures, erased: body.is_none(), body })
    }

    fn read_short_body(&self, position: u64, _: u64) -> Result<Option<Vec<u8>>, WebError> {
        self.open_body(position)
    }

    fn open_body(&self, position: u64) -> Result<Option<Vec<u8>>, WebError> {
        Ok(self.0[usize::try_from(position).unwrap()].1.clone())
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

pub(crate) fn hub(population: &[Said]) -> Hub {
    let mut views = Views::new();
    let catalogue = Catalogue::built_in().unwrap();
    let (index, closed) = (SearchIndex::in_memory().unwrap(), ClosedIndexes::default());
    let mut change = search::Change::default();
    let gone = erased(population);
    let kept = |one: &Said| (!gone.contains(&one.id())).then(|| one.body.clone());
    for (position, one) in (0..).zip(population) {
        let (id, public) = (one.id(), one.public());
        let control = kinds::CONTROL.contains(&one.header.kind.as_str());
        let entry =
            Entry { public, control, time: position * BETWEEN_RECORDS, id, signatures: Hash([0; 32]) };
        views.fold(position, &entry, &one.header, SignedWhere::OwnMachine, Some(&one.body)).unwrap();
        change.record(catalogue, position, &one.header.to_bytes(), kept(one).as_deref());
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
    let kept = population.iter().map(|one| (one.header.to_bytes(), kept(one))).collect();
    let finder = IndexFinder::new(Arc::new(index)).with_closed(Arc::new(closed));
    let config = Config { base_url: "https://hub.example".into(), security: None };
    let catalogue = Arc::new(catalogue.clone());
    Hub::new(catalogue, Arc::new(RwLock::new(views)), Arc::new(Kept(kept)), Some(Arc::new(finder)), config)
}
