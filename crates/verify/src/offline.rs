//! [`verify_export`]: one exported record, checked without a network, with what it can't show said plainly.

use crate::anchor::{Anchor, accepted};
use crate::check::genesis_of;
use crate::export::{Export, Exported, MAX_EXPORT, MAX_RECORDS, Role, VERSION};
use crate::past::{SoFar, What};
use crate::times::Times;
use crate::{Finding, Severity};
use admission::{Effect, Refusal, State, admit_entry};
use record::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use record::entry::ENTRY_LEN;
use record::hash::from_lower_hex;
use record::merkle::{leaf_hash, verify_inclusion};
use record::policy::{Policy, PolicyError};
use record::proof::{TlogProof, TlogProofError};
use record::signature::SignedWhere;
use record::submission::RecordError;
use record::{Entry, Hash, KeyId, RecordId, Time, Unverified, Verified};
use std::fmt;
use thiserror::Error;

/// Why an export doesn't hold.
#[derive(Debug, Error)]
pub enum OfflineError {
    /// Not an export, or not in its form.
    #[error("this is no export of a record: {0}")]
    Form(String),
    /// The checkpoint's signature.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The policy doesn't accept the checkpoint.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// Entry 0 is missing or names no key.
    #[error("it doesn't show how the register begins: {0}")]
    Genesis(String),
    /// A proof.
    #[error("record {position}: {error}")]
    Proof {
        /// The position that it claims.
        position: u64,
        /// What is wrong.
        error: TlogProofError,
    },
    /// Header, signature set or body aren't what the entry or the header says.
    #[error("record {position}: its {part} is not the one in the register")]
    Digest {
        /// The position.
        position: u64,
        /// Which part.
        part: &'static str,
    },
    /// A signature, or the record's form.
    #[error("record {position}: {error}")]
    Record {
        /// The position.
        position: u64,
        /// What is wrong.
        error: RecordError,
    },
    /// A time of acceptance that a witness contradicts.
    #[error("{0}")]
    FutureTime(Finding),
    /// Admission refuses it: the hub should never have accepted it, or the export leaves out what it stands on.
    #[error("record {position} may not stand where it does: {refusal}")]
    Refused {
        /// The position.
        position: u64,
        /// Why.
        refusal: Box<Refusal>,
    },
}

impl OfflineError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form(_) => "export-form",
            Self::Checkpoint(e) => e.code(),
            Self::Policy(e) => e.code(),
            Self::Genesis(_) => "genesis-unreadable",
            Self::Proof { error, .. } => error.code(),
            Self::Digest { part: "header", .. } => "header-digest",
            Self::Digest { part: "body", .. } => "body-digest",
            Self::Digest { .. } => "signatures-digest",
            Self::Record { error, .. } => error.code(),
            Self::FutureTime(finding) => finding.code,
            Self::Refused { refusal, .. } => refusal.code(),
        }
    }
}

/// What an export shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportReport {
    /// The log's origin.
    pub origin: String,
    /// The size of the register under the export's checkpoint.
    pub size: u64,
    /// Why the checkpoint is believed, as far as it is.
    pub anchor: Anchor,
    /// The record's id.
    pub id: RecordId,
    /// Its position.
    pub position: u64,
    /// When it was accepted, as the hub says.
    pub time: Time,
    /// Its kind.
    pub kind: String,
    /// Whose statement it is.
    pub participant: String,
    /// How it came to be in the register.
    pub evidence: &'static str,
    /// The keys that signed it.
    pub signed_by: Vec<KeyId>,
    /// Where they signed.
    pub signed_where: SignedWhere,
    /// Its body is in the export and is the one that its header names.
    pub has_body: bool,
    /// Keys that it stands on and that were revoked after it, each with the position of the revocation and the time from
    /// which on what it signed is disputed.
    pub revoked: Vec<(KeyId, u64, Option<Time>)>,
    /// What a reader should know, though the export holds.
    pub notes: Vec<Finding>,
    /// What only the hub's word stands for.
    pub by_the_hubs_word: Vec<String>,
}

impl fmt::Display for ExportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "register    {}, {} records", self.origin, self.size)?;
        writeln!(f, "anchor      {}", self.anchor)?;
        writeln!(f, "record      {} (position {})", self.id, self.position)?;
        writeln!(f, "statement   {} of {}, {}", self.kind, self.participant, self.evidence)?;
        for key in &self.signed_by {
            writeln!(f, "signed by   {key}")?;
        }
        writeln!(f, "signed      {}", self.signed_where.as_str())?;
        let body = if self.has_body { "the one that the header names" } else { "not in the export" };
        writeln!(f, "body        {body}")?;
        for (key, position, from) in &self.revoked {
            write!(f, "revoked     {key} later, by record {position}")?;
            match from {
                Some(from) => writeln!(f, "; what it signed is disputed from {from} on")?,
                None => writeln!(f)?,
            }
        }
        for note in &self.notes {
            writeln!(f, "note        {note}")?;
        }
        for word in &self.by_the_hubs_word {
            writeln!(f, "hub's word  {word}")?;
        }
        write!(f, "result      {}", self.anchor.word())
    }
}

/// Checks an export. An error means that it doesn't hold. `now` is the reader's time: records that lie after it are noted.
pub fn verify_export(bytes: &[u8], policy: Option<&Policy>, now: Time) -> Result<ExportReport, OfflineError> {
    let export = read(bytes)?;
    let proofs = proofs(&export)?;
    let signed = proofs[0].checkpoint();
    let anchor = anchor(&export, signed, policy)?;
    let checkpoint = signed.unverified();
    let mut judged = Judged::default();
    let mut times = Times::new(now, &anchor);
    for (exported, proof) in export.records.iter().zip(&proofs) {
        let time = judged.take(exported, proof, checkpoint, &export.record)?;
        times.look(proof.index(), time.0);
    }
    let notes = match times.finding() {
        Some(finding) if finding.severity == Severity::Fault => {
            return Err(OfflineError::FutureTime(finding));
        }
        finding => finding.into_iter().collect(),
    };
    Ok(ExportReport { notes, ..judged.report(anchor, checkpoint)? })
}

fn form(why: impl Into<String>) -> OfflineError {
    OfflineError::Form(why.into())
}

fn read(bytes: &[u8]) -> Result<Export, OfflineError> {
    if bytes.len() > MAX_EXPORT {
        return Err(form(format!("it has {} bytes, {MAX_EXPORT} is the most", bytes.len())));
    }
    let export: Export = serde_json::from_slice(bytes).map_err(|e| form(e.to_string()))?;
    if export.comity != VERSION || export.format != "export" {
        return Err(form("it is of another format, or of a newer version: upgrade Comity"));
    }
    if export.records.is_empty() || export.records.len() > MAX_RECORDS {
        return Err(form(format!("it must hold 1 to {MAX_RECORDS} records")));
    }
    if export.records.iter().filter(|record| record.role == Role::Record).count() != 1 {
        return Err(form("it must hold exactly one record of the role \"record\""));
    }
    Ok(export)
}

/// The proofs, which must stand in order and under one checkpoint.
fn proofs(export: &Export) -> Result<Vec<TlogProof>, OfflineError> {
    let mut proofs: Vec<TlogProof> = Vec::with_capacity(export.records.len());
    for exported in &export.records {
        let parsed = TlogProof::parse(exported.proof.as_bytes());
        let proof = parsed.map_err(|error| OfflineError::Proof { position: 0, error })?;
        if let Some(last) = proofs.last() {
            if last.index() >= proof.index() {
                return Err(form("its records don't stand in the order of the register"));
            }
            if last.checkpoint() != proof.checkpoint() {
                return Err(form("its proofs are under different checkpoints"));
            }
        }
        proofs.push(proof);
    }
    if proofs[0].index() != 0 {
        return Err(OfflineError::Genesis("record 0 is not in the export".into()));
    }
    Ok(proofs)
}

fn anchor(
    export: &Export,
    signed: &SignedCheckpoint,
    policy: Option<&Policy>,
) -> Result<Anchor, OfflineError> {
    let first = &export.records[0];
    let key = genesis_of(first.body.as_deref().map(str::as_bytes)).map_err(OfflineError::Genesis)?;
    match accepted(policy, signed)? {
        Some(trusted) if trusted.log.key != key => {
            Err(OfflineError::Genesis(format!("it names the log key {key}, the policy {}", trusted.log.key)))
        }
        Some(trusted) => Ok(Anchor::by_policy(&trusted)),
        None => {
            signed.verify(&key)?;
            Ok(Anchor::SelfConsistent)
        }
    }
}

/// The records of an export, judged in order.
#[derive(Default)]
struct Judged {
    state: State,
    past: SoFar,
    target: Option<(u64, Entry, Verified)>,
    keys: Vec<KeyId>,
    revoked: Vec<(KeyId, u64, Option<Time>)>,
}

impl Judged {
    fn take(
        &mut self,
        exported: &Exported,
        proof: &TlogProof,
        checkpoint: &Checkpoint,
        wanted: &RecordId,
    ) -> Result<Time, OfflineError> {
        let position = proof.index();
        let (entry, record) = check_one(exported, proof, checkpoint)?;
        if exported.role == Role::Record && record.id != *wanted {
            return Err(form("the record is not the one that it says it is an export of"));
        }
        if exported.role != Role::Named {
            let admitted = admit_entry(&self.state, &self.past, &entry, &record)
                .map_err(|refusal| OfflineError::Refused { position, refusal: Box::new(refusal) })?;
            match &admitted.effect {
                Effect::Enrol(key, _) => self.keys.push(*key),
                Effect::Begin(_, roots) => self.keys.extend(roots.iter().map(|(key, _)| *key)),
                Effect::Revoke(revocation) => self.revoked.push((revocation.key, position, revocation.from)),
                _ => {}
            }
            self.state.apply(admitted);
        }
        self.past.add(record.id, position, What::Whole, Some(&record.header));
        if exported.role == Role::Record {
            self.target = Some((position, entry, record));
        }
        Ok(Time(entry.time))
    }

    fn report(self, anchor: Anchor, checkpoint: &Checkpoint) -> Result<ExportReport, OfflineError> {
        let (position, entry, record) = self.target.ok_or_else(|| form("the record itself is missing"))?;
        let mut words = Vec::new();
        for key in self.keys.iter().filter(|key| !self.revoked.iter().any(|(revoked, ..)| revoked == *key)) {
            words.push(format!(
                "that {key} is not revoked: only a mirror or the hub's whole register shows it"
            ));
        }
        words.push(
            "that no later file changed its kind's rules or who takes part, before it was accepted"
                .to_owned(),
        );
        words.push(match &anchor {
            Anchor::Policy { witnesses, .. } if !witnesses.is_empty() => {
                "the time of acceptance, except that it was before the witnesses cosigned".to_owned()
            }
            _ => "the time of acceptance".to_owned(),
        });
        Ok(ExportReport {
            origin: checkpoint.origin().to_owned(),
            size: checkpoint.size(),
            anchor,
            id: record.id,
            position,
            time: Time(entry.time),
            kind: record.header.kind,
            participant: record.header.participant,
            evidence: record.header.evidence.as_str(),
            signed_by: record.signed_by,
            signed_where: record.signed_where,
            has_body: record.body_bytes.is_some(),
            revoked: self.revoked,
            notes: Vec::new(),
            by_the_hubs_word: words,
        })
    }
}

/// Proof, digests and signatures of one record.
fn check_one(
    exported: &Exported,
    proof: &TlogProof,
    checkpoint: &Checkpoint,
) -> Result<(Entry, Verified), OfflineError> {
    let position = proof.index();
    let bytes: [u8; ENTRY_LEN] = from_lower_hex(&exported.entry)
        .ok_or_else(|| form("an entry is not 74 bytes in hexadecimal digits"))?;
    let entry = Entry::from_bytes(&bytes).map_err(|e| form(e.to_string()))?;
    verify_inclusion(position, checkpoint.size(), &leaf_hash(&bytes), proof.hashes(), &checkpoint.root())
        .map_err(|error| OfflineError::Proof { position, error: error.into() })?;
    let differs = |part| Err(OfflineError::Digest { position, part });
    if RecordId::of_header(exported.header.as_bytes()) != entry.id {
        return differs("header");
    }
    if Hash::of(exported.signatures.as_bytes()) != entry.signatures {
        return differs("signature set");
    }
    let [header, signatures] = [&exported.header, &exported.signatures].map(|text| text.clone().into_bytes());
    let body = exported.body.clone().map(String::into_bytes);
    let record = Unverified::read(header, signatures, body).and_then(Unverified::verify).map_err(
        |error| match error {
            RecordError::Body(record::body::BodyError::Digest) => {
                OfflineError::Digest { position, part: "body" }
            }
            error => OfflineError::Record { position, error },
        },
    )?;
    Ok((entry, record))
}
