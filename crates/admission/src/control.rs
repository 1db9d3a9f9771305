//! The bodies of control records: genesis, enrolment of a key, revocation, catalogue file. Their kinds are code, because
//! they decide what everything else is judged by; all others are data files.

use record::header::Salt;
use record::text::is_plain;
use record::vkey::VerifierKey;
use record::{Body, EnrolledKey, Hash, KeyId, PublicKey, Time, Verified};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::Refusal;

/// The names of the kinds that are code.
pub mod kinds {
    /// Entry 0 of a log.
    pub const GENESIS: &str = "genesis";
    /// Enrolment of a key.
    pub const KEY: &str = "key";
    /// Revocation of a key, or a stop to one that waits.
    pub const REVOCATION: &str = "revocation";
    /// A data file that takes effect.
    pub const CATALOGUE: &str = "catalogue";
    /// Erasing of a body.
    pub const ERASURE: &str = "erasure";
    /// A participant disavows what was said in its name, or confirms it.
    pub const DISAVOWAL: &str = "disavowal";
    /// Somebody moves a record on in its kind's workflow.
    pub const MOVE: &str = "move";
    /// The hub's own: what the audit trail of one hour was.
    pub const AUDIT_COMMITMENT: &str = "audit-commitment";
    /// The only version of each so far.
    pub const VERSION: u64 = 1;
    /// Those that admission judges by what their bodies say: always public, served whole, never erased. The audit
    /// commitment is one, because the hour that comes next is judged by the hour that it names, and because a hub must
    /// not be able to withhold the one record that speaks against it.
    pub const CONTROL: [&str; 5] = [GENESIS, KEY, REVOCATION, CATALOGUE, AUDIT_COMMITMENT];
    /// Those that the hub says itself, signed by the log's key, which may sign nothing else.
    pub const HUBS_OWN: [&str; 1] = [AUDIT_COMMITMENT];
    /// Those that are about one other record, named in the header: they have its audience, and are judged without a body.
    pub const ABOUT_ANOTHER: [&str; 3] = [ERASURE, DISAVOWAL, MOVE];
    /// All of them.
    pub const ALL: [&str; 8] =
        [GENESIS, KEY, REVOCATION, CATALOGUE, ERASURE, DISAVOWAL, MOVE, AUDIT_COMMITMENT];
    /// Is what this kind says its author's word about something, which it can take back?
    pub fn is_word(kind: &str) -> bool {
        kind == MOVE || !ALL.contains(&kind)
    }
}

/// The participant code under which a log's secretariat speaks.
pub const SECRETARIAT: &str = "secretariat";

/// The participant code under which a hub speaks for itself: no State has it, and no file can give it to one.
pub const HUB: &str = "hub";

/// The most root keys a log can have: more than any ceremony gathers in one room.
pub const MAX_ROOT_KEYS: usize = 15;

/// What entry 0 says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Genesis {
    /// The log's origin.
    pub log: String,
    /// The key that signs the log's checkpoints, as a signed-note verifier key.
    pub log_key: String,
    /// The log is an exercise's.
    pub exercise: bool,
    /// The secretariat's root keys, kept off the hub.
    pub root_keys: Vec<RootKey>,
    /// How many of them must sign.
    pub threshold: usize,
    /// Seconds until a key enrolled by root keys may sign: 259,200 (72 hours); 0 in a demo or an exercise alone.
    pub root_delay: u64,
    /// What one participant may say in a day.
    pub quota: Quota,
    /// The last checkpoint of the log that this one continues, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<String>,
}

/// One of the secretariat's root keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RootKey {
    /// The public key, as a `.pub` line without comment.
    pub key: String,
    /// The random id of the person who keeps it.
    pub person: Salt,
}

/// What one participant may say in a day (UTC, by time of acceptance).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// Records.
    pub records_per_day: u64,
    /// Bytes of headers, signature sets and bodies.
    pub bytes_per_day: u64,
}

impl Default for Quota {
    /// A delegation that enters ten years of measures in a day stays under 2,000 records; 256 MiB is 256 full bodies.
    fn default() -> Self {
        Self { records_per_day: 2_000, bytes_per_day: 256 * 1024 * 1024 }
    }
}

/// What a key's enrolment says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrolment {
    /// Whose key it is.
    pub participant: String,
    /// The public key: a `.pub` line without comment, or a passkey's line ([`record::webauthn::WebauthnKey`]).
    pub key: String,
    /// The person's random id, made for this delegation.
    pub person: Salt,
    /// A random label to tell keys apart by; never a name.
    pub label: String,
    /// It may enrol and revoke the participant's other keys.
    pub administrator: bool,
    /// The kinds it may sign; `*` for every kind that the participant may say.
    pub kinds: Vec<String>,
    /// The mechanisms for which it may sign; `*` for all in which the participant takes part.
    pub mechanisms: Vec<String>,
    /// The reference of the nomination (a note verbale's number).
    pub nomination: String,
    /// How its fingerprint was confirmed over a second channel.
    pub confirmation: String,
}

/// What a revocation says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revocation {
    /// The key that stops.
    pub key: KeyId,
    /// Why.
    pub reason: RevocationReason,
    /// From when on what it signed is disputed; from the revocation's acceptance if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Time>,
}

/// Why a key is revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevocationReason {
    /// Its holder left or changed post.
    Left,
    /// It was replaced.
    Replaced,
    /// It was lost.
    Lost,
    /// Somebody else may have used it.
    Compromised,
    /// Its enrolment was a mistake, or was not asked for.
    EnrolledInError,
}

impl RevocationReason {
    /// All of them, the commonest first.
    pub const ALL: [Self; 5] =
        [Self::Left, Self::Replaced, Self::Lost, Self::Compromised, Self::EnrolledInError];

    /// The word for it, as a revocation has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Replaced => "replaced",
            Self::Lost => "lost",
            Self::Compromised => "compromised",
            Self::EnrolledInError => "enrolled-in-error",
        }
    }
}

/// A data file that takes effect from this record on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueFile {
    /// Its path in the catalogue (`mechanisms/arf-ict.json`).
    pub path: String,
    /// SHA-256 of the file.
    pub sha256: Hash,
    /// The file.
    pub file: String,
}

/// What the hub says of one hour of its audit trail, empty or not. Nothing in it says who did what: the digest is salted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditCommitment {
    /// The hour, in hours since 1970.
    pub hour: u64,
    /// How many events it had.
    pub events: u64,
    /// SHA-256 over a salt that the hub keeps, and the events in order.
    pub sha256: Hash,
}

/// The longest free text in a control record, in bytes: a reference or a sentence, not a letter.
const MAX_TEXT: usize = 512;

/// The longest signed checkpoint in a genesis record, in bytes: three lines and some 60 cosignatures.
const MAX_CHECKPOINT: usize = 8_192;

/// Reads the content of a control record's body, which must be there.
pub(crate) fn read_content<T: DeserializeOwned + Serialize>(
    kind: &'static str,
    record: &Verified,
) -> Result<T, Refusal> {
    let bytes = record.body_bytes.as_deref().ok_or(Refusal::BodyMissing)?;
    let body = Body::from_bytes(bytes).map_err(|e| Refusal::ControlBody { kind, why: e.to_string() })?;
    record::json::read_map(body.content).map_err(|why| Refusal::ControlBody { kind, why })
}

impl Genesis {
    /// The log's key, as the hub's own records name it. `None`: the log has none that can sign records.
    pub fn record_key(&self) -> Option<PublicKey> {
        VerifierKey::parse(&self.log_key).ok()?.as_record_key()
    }

    /// Whether this is the log's key, which speaks for the hub alone.
    pub(crate) fn is_log_key(&self, id: &KeyId) -> bool {
        self.record_key().is_some_and(|key| key.id() == *id)
    }

    /// Checks what the types don't, and reads the root keys.
    pub(crate) fn check(&self) -> Result<Vec<(PublicKey, Salt)>, Refusal> {
        let wrong = |why: &str| Refusal::ControlBody { kind: kinds::GENESIS, why: why.to_owned() };
        if !record::header::is_origin(&self.log) {
            return Err(wrong("the log's origin is not of its form"));
        }
        if self.log_key.len() > MAX_TEXT || !is_plain(&self.log_key, false) {
            return Err(wrong("the log key is not a verifier key"));
        }
        if self.continues.as_ref().is_some_and(|c| c.len() > MAX_CHECKPOINT) {
            return Err(wrong("the checkpoint that it continues has more than 8,192 bytes"));
        }
        if self.root_keys.is_empty() || self.root_keys.len() > MAX_ROOT_KEYS {
            return Err(wrong("there must be 1 to 15 root keys"));
        }
        if self.threshold == 0 || self.threshold > self.root_keys.len() {
            return Err(wrong("the threshold must lie between 1 and the number of root keys"));
        }
        if self.root_delay == 0 && !self.exercise {
            return Err(wrong("only an exercise may enrol without a waiting time"));
        }
        let mut keys: Vec<(PublicKey, Salt)> = Vec::with_capacity(self.root_keys.len());
        for root in &self.root_keys {
            let key = read_root(&root.key).map_err(|why| wrong(&why))?;
            // Two keys in one hand are not two of n.
            if keys.iter().any(|(other, person)| *other == key || *person == root.person) {
                return Err(wrong("a root key, or the person who keeps it, stands twice"));
            }
            // It lies on the hub, and hub keys never enrol.
            if self.is_log_key(&key.id()) {
                return Err(wrong("the log's key can't be a root key"));
            }
            keys.push((key, root.person));
        }
        Ok(keys)
    }
}

impl Enrolment {
    /// Checks what the types don't, and reads the key.
    pub(crate) fn check(&self) -> Result<EnrolledKey, Refusal> {
        let wrong = |why: &str| Refusal::ControlBody { kind: kinds::KEY, why: why.to_owned() };
        let right = |text: &String| text.len() <= MAX_TEXT && is_plain(text, false);
        if ![&self.label, &self.nomination, &self.confirmation].into_iter().all(right) {
            return Err(wrong("a text has more than 512 bytes, or is not one line of plain text"));
        }
        let name = |n: &String| n == "*" || record::header::is_name(n);
        let listed = |list: &[String]| {
            list.len() <= record::header::MAX_LIST && !list.is_empty() && list.iter().all(name)
        };
        if !listed(&self.kinds) || !listed(&self.mechanisms) {
            return Err(wrong("name 1 to 64 kinds and 1 to 64 mechanisms, or *"));
        }
        EnrolledKey::from_line(&self.key).map_err(|why| wrong(&why.to_string()))
    }

    /// The secretariat vouches for a key by saying who asked for it and how it was compared.
    pub(crate) fn check_reasons(&self) -> Result<(), Refusal> {
        if self.nomination.trim().is_empty() || self.confirmation.trim().is_empty() {
            let why = "say who nominated the key's holder and how its fingerprint was confirmed".to_owned();
            return Err(Refusal::ControlBody { kind: kinds::KEY, why });
        }
        Ok(())
    }
}

/// Root keys are kept off the hub, so that none can be a passkey, which signs in the hub's page.
fn read_root(line: &str) -> Result<PublicKey, String> {
    match EnrolledKey::from_line(line).map_err(|e| e.to_string())? {
        EnrolledKey::Ssh(key) => Ok(*key),
        EnrolledKey::Webauthn(_) => Err("a root key is an SSH key, kept off the hub".to_owned()),
    }
}
