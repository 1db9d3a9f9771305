//! What the secretariat's root keys sign: the genesis record, the enrolment of a key, a data file that takes effect.
//! Drafts only; who holds the keys signs.

use crate::client::LogInfo;
use crate::random;
use admission::{CatalogueFile, Enrolment, Genesis, Revocation, SECRETARIAT, kinds};
use record::draft::{Draft, Drafted};
use record::header::Salt;
use record::{Hash, KeyId, Time};

/// The log that a ceremony is held for, and the keepers of the root keys who take part in it.
#[derive(Clone, Debug)]
pub struct Ceremony {
    /// The log's origin.
    pub log: String,
    /// It is an exercise's.
    pub exercise: bool,
    /// The root keys that will sign, each with its keeper's random id.
    pub roots: Vec<(KeyId, Salt)>,
}

impl Ceremony {
    fn draft(&self, kind: &str) -> Draft {
        let draft = Draft::new(&self.log, self.exercise, SECRETARIAT, kind);
        self.roots.iter().fold(draft, |draft, (key, person)| draft.signed_by(*key, *person))
    }

    /// Entry 0.
    pub fn genesis(&self, genesis: &Genesis, now: Time) -> Drafted {
        self.draft(kinds::GENESIS).drafted(genesis, Vec::new(), now, salts())
    }

    /// The enrolment of a key by the secretariat. The key itself signs too.
    pub fn enrol(&self, enrolment: &Enrolment, key: KeyId, now: Time) -> Drafted {
        let draft = self.draft(kinds::KEY).signed_by(key, enrolment.person);
        draft.drafted(enrolment, Vec::new(), now, salts())
    }

    /// A data file that takes effect.
    pub fn publish(&self, path: &str, file: &str, now: Time) -> Drafted {
        let content =
            CatalogueFile { path: path.to_owned(), sha256: Hash::of(file.as_bytes()), file: file.to_owned() };
        self.draft(kinds::CATALOGUE).drafted(&content, Vec::new(), now, salts())
    }
}

/// The revocation of a key, by these keys of one speaker.
pub fn revoke(
    log: &LogInfo,
    speaker: &str,
    signers: &[(KeyId, Salt)],
    revocation: &Revocation,
    lifetime: Option<u64>,
    now: Time,
) -> Drafted {
    let draft = Draft::new(&log.log, log.exercise, speaker, kinds::REVOCATION);
    let mut draft = signers.iter().fold(draft, |draft, (key, person)| draft.signed_by(*key, *person));
    draft.lifetime = lifetime.unwrap_or(draft.lifetime);
    draft.drafted(revocation, Vec::new(), now, salts())
}

/// The header's salt and the body's.
pub fn salts() -> [Salt; 2] {
    [random::salt(), random::salt()]
}

/// A random label to tell a participant's keys apart by.
pub fn label() -> String {
    let bytes: [u8; 4] = random::bytes();
    hex::encode(bytes)
}
