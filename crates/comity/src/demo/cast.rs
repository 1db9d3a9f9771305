//! Who plays in the demo: three keepers of root keys and the fictional States, with keys of their own.

use crate::ceremony::{self, Ceremony};
use crate::demo::script::Line;
use crate::failure::Failure;
use crate::in_force::kind_version;
use crate::node::Node;
use crate::{keys, random};
use admission::{Enrolment, Genesis, Quota, RootKey};
use catalogue::Catalogue;
use record::draft::{Draft, Drafted};
use record::header::Salt;
use record::signing::{SecretKey, sign_all};
use record::vkey::VerifierKey;
use record::{KeyId, RecordId, Time, Unverified, Verified};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The demo's log.
pub const ORIGIN: &str = "localhost/exercise";

const ROOTS: usize = 3;
const THRESHOLD: usize = 2;

/// A key in the demo's hands.
pub struct Held {
    pub(super) secret: SecretKey,
    seed: zeroize::Zeroizing<[u8; 32]>,
    pub(super) person: Salt,
}

impl Held {
    /// A fresh key for a fresh person.
    pub fn new() -> Self {
        let seed = zeroize::Zeroizing::new(random::bytes());
        Self { secret: SecretKey::from_seed(&seed), seed, person: random::salt() }
    }
}

impl Held {
    /// The key's id.
    pub fn id(&self) -> KeyId {
        self.secret.public().id()
    }
}

/// What the enrolment of a key says in the demo.
pub fn enrolment(held: &Held, participant: &str, administrator: bool) -> Enrolment {
    Enrolment {
        participant: participant.to_owned(),
        key: held.secret.public().to_openssh(),
        person: held.person,
        label: ceremony::label(),
        administrator,
        kinds: vec!["*".to_owned()],
        mechanisms: vec!["*".to_owned()],
        nomination: format!("exercise, note verbale of {participant}"),
        confirmation: "exercise, fingerprint read out over the telephone".to_owned(),
    }
}

/// Everybody who plays.
pub struct Cast {
    catalogue: &'static Catalogue,
    participants: Vec<String>,
    roots: Vec<Held>,
    delegates: BTreeMap<String, Held>,
    log_key: VerifierKey,
}

impl Cast {
    /// The first `count` fictional States, and the log's key in its data folder.
    pub fn new(count: u64, data: &Path) -> Result<Self, Failure> {
        let catalogue = Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))?;
        let fictional = catalogue.fictional_states().map(|state| state.code.clone());
        let participants: Vec<String> =
            fictional.take(usize::try_from(count).unwrap_or(usize::MAX)).collect();
        let delegates = participants.iter().map(|code| (code.clone(), Held::new())).collect();
        let roots = (0..ROOTS).map(|_| Held::new()).collect();
        let log_key = Node::create_log_key(data, ORIGIN)?.public().clone();
        Ok(Self { catalogue, participants, roots, delegates, log_key })
    }

    /// The catalogue that they speak by.
    pub fn catalogue(&self) -> &Catalogue {
        self.catalogue
    }

    /// The codes of the States.
    pub fn participants(&self) -> &[String] {
        &self.participants
    }

    fn ceremony(&self) -> Ceremony {
        let roots =
            self.roots.iter().take(THRESHOLD).map(|root| (root.secret.public().id(), root.person)).collect();
        Ceremony { log: ORIGIN.to_owned(), exercise: true, roots }
    }

    /// The genesis record and the catalogue.
    pub fn begin(&self, node: &Node, now: Time) -> Result<(), Failure> {
        let root = |root: &Held| RootKey { key: root.secret.public().to_openssh(), person: root.person };
        let genesis = Genesis {
            log: ORIGIN.to_owned(),
            log_key: self.log_key.to_string(),
            exercise: true,
            root_keys: self.roots.iter().map(root).collect(),
            threshold: THRESHOLD,
            root_delay: 0,
            quota: Quota::default(),
            continues: None,
        };
        let ceremony = self.ceremony();
        node.register.submit_blocking(self.by_roots(ceremony.genesis(&genesis, now), &[])?)?;
        for file in self.catalogue.files() {
            let text = String::from_utf8_lossy(&file.bytes);
            node.register.submit_blocking(self.by_roots(ceremony.publish(&file.path, &text, now), &[])?)?;
        }
        Ok(())
    }

    /// A key for each State, its administrator's.
    pub fn enrol(&self, node: &Node, now: Time) -> Result<(), Failure> {
        for (participant, held) in &self.delegates {
            let record = self.enrolment_by_roots(&enrolment(held, participant, true), held, now)?;
            node.register.submit_blocking(record)?;
        }
        Ok(())
    }

    /// The enrolment of a key by the root keys.
    pub fn enrolment_by_roots(
        &self,
        enrolment: &Enrolment,
        held: &Held,
        now: Time,
    ) -> Result<Verified, Failure> {
        self.by_roots(self.ceremony().enrol(enrolment, held.id(), now), &[&held.secret])
    }

    /// The n-th State's code.
    pub fn participant(&self, n: usize) -> &str {
        &self.participants[n % self.participants.len()]
    }

    /// A State's administrator.
    pub fn delegate(&self, participant: &str) -> &Held {
        &self.delegates[participant]
    }

    /// A draft that says who speaks and nothing yet.
    pub fn bare_draft(participant: &str, kind: &str) -> Draft {
        let mut draft = Draft::new(ORIGIN, true, participant, kind);
        draft.kind.1 = kind_version(kind);
        draft
    }

    /// A measure's draft.
    pub fn draft(line: &Line, previous: Option<RecordId>) -> Draft {
        let mut draft = Self::bare_draft(&line.participant, "measure");
        line.language.clone_into(&mut draft.language);
        draft.mechanisms.clone_from(&line.mechanisms);
        draft.framework_items.clone_from(&line.framework_items);
        draft.provisions.clone_from(&line.provisions);
        draft.supersedes = previous.into_iter().collect();
        draft
    }

    /// A measure, signed by its author.
    pub fn say(&self, line: &Line, previous: Option<RecordId>, now: Time) -> Result<Verified, Failure> {
        Self::signed_by(Self::draft(line, previous), &line.content, self.delegate(&line.participant), now)
    }

    /// A draft and its content, signed.
    pub fn signed_by(
        draft: Draft,
        content: &impl Serialize,
        held: &Held,
        now: Time,
    ) -> Result<Verified, Failure> {
        let draft = draft.signed_by(held.id(), held.person);
        signed(draft.drafted(content, Vec::new(), now, ceremony::salts()), &[&held.secret])
    }

    /// The same, signed by two.
    pub fn signed_by_two(
        draft: Draft,
        content: &impl Serialize,
        first: &Held,
        second: &Held,
        now: Time,
    ) -> Result<Verified, Failure> {
        let draft = draft.signed_by(first.id(), first.person).signed_by(second.id(), second.person);
        let drafted = draft.drafted(content, Vec::new(), now, ceremony::salts());
        signed(drafted, &[&first.secret, &second.secret])
    }

    fn by_roots(&self, drafted: Drafted, also: &[&SecretKey]) -> Result<Verified, Failure> {
        let mut signers: Vec<&SecretKey> =
            self.roots.iter().take(THRESHOLD).map(|root| &root.secret).collect();
        signers.extend(also);
        signed(drafted, &signers)
    }

    /// Writes the private keys, so that whoever tries the demo can act for its States.
    pub fn keep_keys(&self, folder: &Path) -> Result<(), Failure> {
        std::fs::create_dir(folder).map_err(|e| Failure::file(folder, &e))?;
        for (number, root) in self.roots.iter().enumerate() {
            keys::write_pair(&folder.join(format!("root-{}", number + 1)), &root.seed)?;
        }
        for (code, held) in &self.delegates {
            keys::write_pair(&folder.join(code), &held.seed)?;
        }
        Ok(())
    }
}

/// A draft with the signatures of these keys.
pub fn signed(drafted: Drafted, keys: &[&SecretKey]) -> Result<Verified, Failure> {
    let set = sign_all(&drafted.header, keys).to_bytes();
    Ok(Unverified::read(drafted.header, set, Some(drafted.body))?.verify()?)
}
