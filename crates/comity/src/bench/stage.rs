//! What the benchmarks run on: a small exercise log, as many signed measures as asked for, and a cycle with its answers.

use crate::ceremony::{self, Ceremony};
use crate::failure::Failure;
use crate::in_force::kind_version;
use crate::node::Node;
use crate::{clock, random};
use admission::{Enrolment, Genesis, Quota, RootKey, SECRETARIAT};
use catalogue::Catalogue;
use record::draft::Draft;
use record::header::Salt;
use record::signing::{SecretKey, sign_all};
use record::{RecordId, Unverified, Verified};
use serde_json::{Map, Value, json};
use std::path::Path;

const ORIGIN: &str = "localhost/bench";

/// The forum in which every fictional State takes part.
pub const FORUM: &str = "exercise-assembly";

/// For how many days a cycle is open from the day on which it was begun.
const OPEN_DAYS: u64 = 30;

/// One record as it comes over the line.
pub struct Raw {
    pub header: Vec<u8>,
    pub set: Vec<u8>,
    pub body: Vec<u8>,
}

impl Raw {
    /// Reads and verifies it, as a hub does for each record that comes in.
    pub fn verify(&self) -> Result<Verified, Failure> {
        Ok(Unverified::read(self.header.clone(), self.set.clone(), Some(self.body.clone()))?.verify()?)
    }

    /// Header, signature set, body, as they are sent.
    pub fn parts(&self) -> [Vec<u8>; 3] {
        [self.header.clone(), self.set.clone(), self.body.clone()]
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.header.len() + self.set.len() + self.body.len()
    }
}

/// Who speaks for whom: a participant's code, a key, its person.
type Author = (String, SecretKey, Salt);

/// A log with one root key, one author in every fictional State and one in the secretariat.
pub struct Stage {
    root: (SecretKey, Salt),
    authors: Vec<Author>,
    secretary: Author,
}

impl Stage {
    /// Makes a data folder and begins its log.
    pub fn begin(data: &Path) -> Result<(Self, Node), Failure> {
        let catalogue = Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))?;
        let log_key = Node::create_log_key(data, ORIGIN)?;
        let root = (SecretKey::from_seed(&random::bytes()), random::salt());
        let author = |code: String| (code, SecretKey::from_seed(&random::bytes()), random::salt());
        let authors = catalogue.fictional_states().map(|state| author(state.code.clone())).collect();
        let stage = Self { root, authors, secretary: author(SECRETARIAT.to_owned()) };
        let node = Node::open(data)?;
        let genesis = Genesis {
            log: ORIGIN.to_owned(),
            log_key: log_key.public().to_string(),
            exercise: true,
            root_keys: vec![RootKey { key: stage.root.0.public().to_openssh(), person: stage.root.1 }],
            threshold: 1,
            root_delay: 0,
            // The quota is judged all the same; it is only wide enough not to end the benchmark.
            quota: Quota { records_per_day: 1 << 40, bytes_per_day: 1 << 50 },
            continues: None,
        };
        let ceremony = stage.ceremony();
        stage.say(&node, ceremony.genesis(&genesis, clock::now()), &[])?;
        for file in catalogue.files() {
            let text = String::from_utf8_lossy(&file.bytes);
            stage.say(&node, ceremony.publish(&file.path, &text, clock::now()), &[])?;
        }
        for (participant, key, person) in stage.authors.iter().chain([&stage.secretary]) {
            let enrolment = enrolment(participant, key, *person);
            stage.say(&node, ceremony.enrol(&enrolment, key.public().id(), clock::now()), &[key])?;
        }
        Ok((stage, node))
    }

    fn ceremony(&self) -> Ceremony {
        let roots = vec![(self.root.0.public().id(), self.root.1)];
        Ceremony { log: ORIGIN.to_owned(), exercise: true, roots }
    }

    fn say(&self, node: &Node, drafted: record::draft::Drafted, also: &[&SecretKey]) -> Result<(), Failure> {
        let keys: Vec<&SecretKey> = std::iter::once(&self.root.0).chain(also.iter().copied()).collect();
        let set = sign_all(&drafted.header, &keys).to_bytes();
        node.register
            .submit_blocking(Unverified::read(drafted.header, set, Some(drafted.body))?.verify()?)?;
        Ok(())
    }

    /// The n-th measure, signed.
    pub fn measure(&self, n: usize) -> Raw {
        let author = &self.authors[n % self.authors.len()];
        let mut draft = drafted_by(author, "measure");
        draft.framework_items = vec!["un/norm-13-f".to_owned(), "un/norm-13-g".to_owned()];
        draft.provisions = vec!["exercise-assembly-res-3-7/op1".to_owned()];
        let content = json!({
            "title": format!("Measure {n} on the protection of critical information infrastructure"),
            "summary": "Operators in the sectors that the law names report incidents within a day, test their recovery once a year and name a duty officer.",
            "status": "in-force",
        });
        signed(author, draft, &content)
    }

    /// The codes of the States that speak.
    pub fn participants(&self) -> impl Iterator<Item = &str> {
        self.authors.iter().map(|(code, ..)| code.as_str())
    }

    /// The secretariat asks all States for answers to a questionnaire from today on: the cycle's record.
    pub fn ask(&self, node: &Node, questionnaire: &str) -> Result<RecordId, Failure> {
        let day = |days| clock::now().plus(days * record::time::DAY).to_string()[..10].to_owned();
        let asked = json!({
            "title": format!("Answers to {questionnaire}"), "questionnaire": questionnaire,
            "opens": day(0), "closes": day(OPEN_DAYS),
        });
        let cycle = signed(&self.secretary, drafted_by(&self.secretary, "cycle"), &asked).verify()?;
        let id = cycle.id;
        node.register.submit_blocking(cycle)?;
        Ok(id)
    }

    /// The n-th State answers a cycle.
    pub fn answer(
        &self,
        n: usize,
        (cycle, questionnaire): (RecordId, &str),
        (language, content): (&str, &Map<String, Value>),
    ) -> Raw {
        let author = &self.authors[n % self.authors.len()];
        let mut draft = drafted_by(author, questionnaire);
        language.clone_into(&mut draft.language);
        draft.answers = vec![cycle];
        signed(author, draft, content)
    }

    /// Many measures, signed on all cores.
    pub fn measures(&self, from: usize, count: usize, threads: usize) -> Vec<Raw> {
        let part = count.div_ceil(threads);
        std::thread::scope(|scope| {
            let make = |t: usize| {
                scope.spawn(move || {
                    (t * part..((t + 1) * part).min(count))
                        .map(|n| self.measure(from + n))
                        .collect::<Vec<_>>()
                })
            };
            let parts: Vec<_> = (0..threads).map(make).collect();
            parts.into_iter().flat_map(|part| part.join().expect("making measures doesn't panic")).collect()
        })
    }
}

fn drafted_by((participant, key, person): &Author, kind: &str) -> Draft {
    let mut draft = Draft::new(ORIGIN, true, participant, kind).signed_by(key.public().id(), *person);
    draft.kind.1 = kind_version(kind);
    draft.mechanisms = vec![FORUM.to_owned()];
    draft
}

fn signed((_, key, _): &Author, draft: Draft, content: &impl serde::Serialize) -> Raw {
    let drafted = draft.drafted(content, Vec::new(), clock::now(), ceremony::salts());
    let set = sign_all(&drafted.header, &[key]).to_bytes();
    Raw { header: drafted.header, set, body: drafted.body }
}

fn enrolment(participant: &str, key: &SecretKey, person: Salt) -> Enrolment {
    Enrolment {
        participant: participant.to_owned(),
        key: key.public().to_openssh(),
        person,
        label: ceremony::label(),
        administrator: true,
        kinds: vec!["*".to_owned()],
        mechanisms: vec!["*".to_owned()],
        nomination: "benchmark".to_owned(),
        confirmation: "benchmark".to_owned(),
    }
}
