//! Putting a header and its body together, ready to be signed.

use crate::body::{Attachment, Body};
use crate::hash::{KeyId, RecordId};
use crate::header::{Audience, BodyRef, DEFAULT_LIFETIME, Evidence, FORMAT, Header, Salt, Signer};
use crate::time::Time;
use serde::Serialize;

/// What is to be said, before it has a salt, a body digest or a signature.
#[derive(Clone, Debug)]
pub struct Draft {
    /// For which log.
    pub log: String,
    /// The log is an exercise's.
    pub exercise: bool,
    /// Whose statement it is.
    pub participant: String,
    /// Its kind and the kind's version.
    pub kind: (String, u64),
    /// How it comes to be in the register.
    pub evidence: Evidence,
    /// Whose keys will sign.
    pub signers: Vec<Signer>,
    /// For which mechanisms.
    pub mechanisms: Vec<String>,
    /// Who may read it.
    pub audience: Audience,
    /// The language of the body.
    pub language: String,
    /// What it replaces.
    pub supersedes: Vec<RecordId>,
    /// What it answers.
    pub answers: Vec<RecordId>,
    /// What it refers to.
    pub refers: Vec<RecordId>,
    /// The workflow's step, an erasure's ground, or a disavowal's word.
    pub workflow_move: Option<String>,
    /// The framework items it speaks to.
    pub framework_items: Vec<String>,
    /// The provisions it answers.
    pub provisions: Vec<String>,
    /// Seconds until it can no longer be accepted.
    pub lifetime: u64,
}

/// Two files' worth of bytes: the header to sign, and its body.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// The header's bytes.
    pub header: Vec<u8>,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl Draft {
    /// A draft of this kind with nothing in it yet.
    pub fn new(log: &str, exercise: bool, participant: &str, kind: &str) -> Self {
        Self {
            log: log.to_owned(),
            exercise,
            participant: participant.to_owned(),
            kind: (kind.to_owned(), 1),
            evidence: Evidence::Signed,
            signers: Vec::new(),
            mechanisms: Vec::new(),
            audience: Audience::Public,
            language: "en".to_owned(),
            supersedes: Vec::new(),
            answers: Vec::new(),
            refers: Vec::new(),
            workflow_move: None,
            framework_items: Vec::new(),
            provisions: Vec::new(),
            lifetime: DEFAULT_LIFETIME,
        }
    }

    /// Adds a signer.
    #[must_use]
    pub fn signed_by(mut self, key: KeyId, person: Salt) -> Self {
        self.signers.push(Signer { key, person });
        self
    }

    /// Is about one other record, and does this with it: an erasure by its ground, a disavowal by its word.
    #[must_use]
    pub fn about(mut self, record: RecordId, word: &str) -> Self {
        self.refers = vec![record];
        self.workflow_move = Some(word.to_owned());
        self
    }

    /// Puts it together with its content, at this time, with these two salts (the header's, the body's).
    pub fn drafted(
        self,
        content: &impl Serialize,
        attachments: Vec<Attachment>,
        time: Time,
        salts: [Salt; 2],
    ) -> Drafted {
        let content = match serde_json::to_value(content) {
            Ok(serde_json::Value::Object(map)) => map,
            other => unreachable!("content is a struct with named members, not {other:?}"),
        };
        let body = Body { comity: FORMAT, salt: salts[1], content, attachments }.to_bytes();
        let header = Header {
            comity: FORMAT,
            kind: self.kind.0,
            kind_version: self.kind.1,
            log: self.log,
            exercise: self.exercise,
            participant: self.participant,
            evidence: self.evidence,
            signers: self.signers,
            mechanisms: self.mechanisms,
            audience: self.audience,
            label: None,
            language: self.language,
            time,
            expiry: time.plus(self.lifetime),
            supersedes: self.supersedes,
            answers: self.answers,
            refers: self.refers,
            workflow_move: self.workflow_move,
            framework_items: self.framework_items,
            provisions: self.provisions,
            salt: salts[0],
            body: BodyRef::to(&body),
        };
        Drafted { header: header.to_bytes(), body }
    }
}

/// The header by which an author takes up, word for word, what was transmitted in its name: it says the same of the same
/// body, signed, in the transmission's place.
pub fn confirming(transmitted: Header, id: RecordId, signers: Vec<Signer>, time: Time, salt: Salt) -> Header {
    Header {
        evidence: Evidence::Signed,
        signers,
        time,
        expiry: time.plus(DEFAULT_LIFETIME),
        supersedes: vec![id],
        salt,
        ..transmitted
    }
}
