//! Trust policies (C2SP tlog-policy): which logs one accepts, which witnesses one knows, and how many must
//! have cosigned. What a policy says of a checkpoint is in `Policy::check`.

use crate::{
    checkpoint::{Checkpoint, SignedCheckpoint},
    note::CheckedSignature,
    vkey::VerifierKey,
};

mod error;
mod parse;

pub use error::PolicyError;

/// The most logs, and the most witnesses, and the most groups: what tlog-policy asks every implementation
/// to support, so that a policy accepted here is accepted elsewhere.
pub const MAX_POLICY_ITEMS: usize = 32;

/// The most bytes: 32 logs and 32 witnesses with post-quantum keys of 1.8 KB and a URL each, groups that name
/// them, and as much again for comments.
pub const MAX_POLICY_BYTES: usize = 512 * 1024;

/// A log that is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Its key, whose name is its origin.
    pub key: VerifierKey,
    /// Where it is, for those who fetch.
    pub url: Option<Vec<u8>>,
}

/// A witness that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// Its name within the policy: octets without meaning.
    pub name: Vec<u8>,
    /// Its key.
    pub key: VerifierKey,
    /// Where it is, for those who submit.
    pub url: Option<Vec<u8>>,
}

/// Something that can have seen a checkpoint: witnesses by number, groups by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Witness(usize),
    Group(usize),
}

/// A group has seen a checkpoint when `needed` of its members have.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    needed: usize,
    members: Vec<Member>,
}

/// Who must have cosigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Quorum {
    #[default]
    Nobody,
    Member(Member),
}

/// A policy. The default accepts no log and asks for no cosignature.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    /// Members stand before the groups that name them.
    groups: Vec<Group>,
    quorum: Quorum,
}

/// A checkpoint that a policy accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trusted<'p> {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// The log that signed it.
    pub log: &'p Log,
    /// The known witnesses that cosigned it, each with the latest time it states, in seconds since 1970:
    /// the log had these entries by then, and the witness knew of no larger tree.
    pub witnesses: Vec<(&'p Witness, u64)>,
}

impl Policy {
    /// Reads a policy file.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        parse::parse(bytes)
    }

    /// Accepts one more log, known from elsewhere than the policy file.
    #[must_use]
    pub fn with_log(mut self, key: VerifierKey) -> Self {
        self.logs.push(Log { key, url: None });
        self
    }

    /// The logs that are accepted.
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The witnesses that are known.
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }

    /// Accepts a checkpoint that one of the logs signed and a quorum of witnesses cosigned. A wrong signature
    /// of any of these keys refuses it, even if there would be a quorum without.
    pub fn check(&self, checkpoint: &SignedCheckpoint) -> Result<Trusted<'_>, PolicyError> {
        let origin = checkpoint.unverified().origin();
        let logs: Vec<_> = self.logs.iter().filter(|log| log.key.name() == origin).collect();
        if logs.is_empty() {
            return Err(PolicyError::UnknownLog(origin.to_owned()));
        }
        let keys = logs.iter().map(|log| &log.key).chain(self.witnesses.iter().map(|witness| &witness.key));
        let signatures = checkpoint.note().verify(keys)?;
        let signed_by = |key: &VerifierKey| signatures.iter().any(|signature| signature.key == key);
        let log = logs.into_iter().find(|log| signed_by(&log.key)).ok_or(PolicyError::NotSignedByLog)?;
        let witnesses = self.cosigned(&signatures);
        if !self.has_quorum(&witnesses) {
            return Err(PolicyError::NoQuorum { cosigned: witnesses.len() });
        }
        Ok(Trusted { checkpoint: checkpoint.unverified().clone(), log, witnesses })
    }

    /// The witnesses whose signatures are among these, with the latest time of each.
    fn cosigned<'p>(&'p self, signatures: &[CheckedSignature<'_>]) -> Vec<(&'p Witness, u64)> {
        let of = |witness: &'p Witness| {
            let own = signatures.iter().filter(|signature| *signature.key == witness.key);
            let latest = own.filter_map(|signature| signature.time).max()?;
            Some((witness, latest))
        };
        self.witnesses.iter().filter_map(of).collect()
    }

    fn has_quorum(&self, cosigned: &[(&Witness, u64)]) -> bool {
        let mut groups: Vec<bool> = Vec::with_capacity(self.groups.len());
        let seen = |member: &Member, groups: &[bool]| match *member {
            Member::Witness(at) => cosigned.iter().any(|(witness, _)| **witness == self.witnesses[at]),
            Member::Group(at) => groups[at],
        };
        for group in &self.groups {
            let count = group.members.iter().filter(|member| seen(member, &groups)).count();
            groups.push(count >= group.needed);
        }
        match &self.quorum {
            Quorum::Nobody => true,
            Quorum::Member(member) => seen(member, &groups),
        }
    }
}
