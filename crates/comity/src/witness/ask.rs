//! One question to one witness: will you cosign this?

use crate::client;
use crate::failure::Failure;
use crate::files;
use record::checkpoint::SignedCheckpoint;
use record::note::{MAX_NOTE_BYTES, NoteError, NoteSignature};
use record::policy::{MAX_POLICY_BYTES, Policy};
use record::vkey::{SignatureType, VerifierKey};
use record::witness::{AddCheckpoint, read_answer};
use register::{ProveError, Register};
use std::path::Path;
use std::time::Duration;
use thiserror::Error;

/// For the whole of one question. A proof and a note are some kilobytes: a line that takes longer is down.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A witness says its size at most this often to one question: another log with our key may be asking it too.
const TRIES: usize = 3;

/// Somebody who may cosign.
pub struct Witness {
    /// The witness's key.
    pub key: VerifierKey,
    address: String,
    agent: ureq::Agent,
}

/// A cosignature that was given.
pub struct Given {
    /// The checkpoint it is over.
    pub over: SignedCheckpoint,
    /// The cosignature, checked.
    pub cosignature: NoteSignature,
}

/// Why a witness didn't cosign.
#[derive(Debug, Error)]
pub enum Trouble {
    /// No answer.
    #[error("it can't be reached: {0}")]
    Unreachable(String),
    /// It knows this log by another key, or not at all.
    #[error("it answers {0}: ask its operator to add this log's key")]
    NotKnown(u16),
    /// It has cosigned more entries than this hub has.
    #[error(
        "it has cosigned {witness} entries of this log and this hub has {here}: this store is old, or somebody else \
         signs with the log's key; compare the checkpoints before anything else is accepted"
    )]
    Ahead {
        /// The witness's size.
        witness: u64,
        /// This hub's.
        here: u64,
    },
    /// It says that this register doesn't continue what it has cosigned.
    #[error(
        "it finds that this register doesn't continue what it cosigned before: keep both checkpoints as evidence"
    )]
    Fork,
    /// Its size changes from answer to answer.
    #[error("its size changes from answer to answer: somebody else submits checkpoints of this log")]
    Unsteady,
    /// What it answers is none of the answers of the protocol.
    #[error("it answers {0}, which tlog-witness doesn't know here")]
    Answer(u16),
    /// Its cosignature is wrong.
    #[error("its cosignature can't be used: {0}")]
    Cosignature(#[from] NoteError),
    /// This hub can't prove its own register.
    #[error(transparent)]
    Prove(#[from] ProveError),
    /// The newest checkpoint isn't published yet.
    #[error("the newest checkpoint isn't published yet")]
    Early,
}

impl Trouble {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "witness-unreachable",
            Self::NotKnown(_) => "witness-not-known",
            Self::Ahead { .. } => "witness-ahead",
            Self::Fork => "witness-fork",
            Self::Unsteady => "witness-unsteady",
            Self::Answer(_) => "witness-answer",
            Self::Cosignature(_) => "witness-cosignature",
            Self::Prove(error) => error.code(),
            Self::Early => "witness-early",
        }
    }

    /// Whether it speaks of two histories, for which somebody must be woken.
    pub fn is_evidence(&self) -> bool {
        matches!(self, Self::Ahead { .. } | Self::Fork)
    }
}

enum Answer {
    Given(Vec<u8>),
    Size(u64),
}

/// The witnesses that a policy file gives an address for. The others are for those who verify.
pub fn read_policy(path: &Path) -> Result<Vec<Witness>, Failure> {
    let wrong = |why: String| Failure::input("config", format!("witness_policy {}: {why}", path.display()));
    let policy = Policy::parse(&files::read(path, MAX_POLICY_BYTES)?).map_err(|e| wrong(e.to_string()))?;
    let mut found = Vec::new();
    for witness in policy.witnesses() {
        let Some(address) = &witness.url else { continue };
        let address = String::from_utf8_lossy(address).into_owned();
        // The rule for addresses is one: nobody on the line may read or hold back what we ask for.
        verify::Url::new(&address).map_err(|e| wrong(e.to_string()))?;
        if witness.key.kind() != SignatureType::CosignatureV1 {
            return Err(wrong(format!(
                "{} has a key whose cosignatures can't be checked here",
                witness.key.name()
            )));
        }
        found.push(Witness::new(witness.key.clone(), &address));
    }
    if found.is_empty() {
        return Err(wrong("it gives no witness with an address: witness NAME VKEY https://…".into()));
    }
    Ok(found)
}

impl Witness {
    fn new(key: VerifierKey, address: &str) -> Self {
        let address = format!("{}/add-checkpoint", address.trim_end_matches('/'));
        Self { key, address, agent: client::agent(TIMEOUT) }
    }

    /// Asks for a cosignature over the newest checkpoint, of at most `published` entries. `known` is the size that this
    /// witness had when it last answered; 0 lets it say. No lock is held meanwhile.
    pub fn ask(&self, register: &Register, published: u64, known: u64) -> Result<Given, Trouble> {
        let mut old = known;
        for _ in 0..TRIES {
            let (over, proof) = register.prove_consistency(old)?;
            let here = over.unverified().size();
            if here > published {
                return Err(Trouble::Early);
            }
            match self.post(&AddCheckpoint { old, proof, checkpoint: over.clone() })? {
                Answer::Given(bytes) => {
                    let (cosignature, _) = read_answer(&bytes, &over, &self.key)?;
                    return Ok(Given { over, cosignature });
                }
                Answer::Size(witness) if witness > here => return Err(Trouble::Ahead { witness, here }),
                Answer::Size(size) => old = size,
            }
        }
        Err(Trouble::Unsteady)
    }

    fn post(&self, request: &AddCheckpoint) -> Result<Answer, Trouble> {
        let unreachable = |e: ureq::Error| Trouble::Unreachable(e.to_string());
        let mut answer = self.agent.post(&self.address).send(request.to_string()).map_err(unreachable)?;
        let status = answer.status().as_u16();
        let body = answer.body_mut().with_config().limit(MAX_NOTE_BYTES as u64).read_to_vec();
        let body = body.map_err(unreachable)?;
        match status {
            200 => Ok(Answer::Given(body)),
            409 => size(&body).map(Answer::Size).ok_or(Trouble::Answer(status)),
            403 | 404 => Err(Trouble::NotKnown(status)),
            422 => Err(Trouble::Fork),
            429 | 500..=599 => Err(Trouble::Unreachable(format!("status {status}"))),
            _ => Err(Trouble::Answer(status)),
        }
    }
}

/// The size in an answer of 409: a number and a newline.
fn size(body: &[u8]) -> Option<u64> {
    let text = str::from_utf8(body).ok()?.strip_suffix('\n')?;
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}
