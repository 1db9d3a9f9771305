//! What the checkpoint is held by: the difference between "verified" and "fits together".

use crate::Source;
use record::checkpoint::SignedCheckpoint;
use record::policy::{Policy, Trusted};
use std::fmt;

/// Why the checkpoint is believed, as far as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// A policy of the reader's accepts it.
    Policy {
        /// The log's key, as the policy names it.
        log_key: String,
        /// The witnesses that cosigned, each with the time it states, in seconds since 1970.
        witnesses: Vec<(String, u64)>,
    },
    /// It continues a checkpoint that the reader kept from an earlier time.
    Continues {
        /// The size that the kept one had.
        size: u64,
    },
    /// It comes from a remote place, for the first time, and is signed by the key that its own entry 0 names.
    FirstUse,
    /// The same of files on this machine.
    SelfConsistent,
}

impl Anchor {
    pub(crate) fn by_policy(trusted: &Trusted<'_>) -> Self {
        let name = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
        Self::Policy {
            log_key: trusted.log.key.to_string(),
            witnesses: trusted.witnesses.iter().map(|(witness, time)| (name(&witness.name), *time)).collect(),
        }
    }

    pub(crate) fn without_policy(source: &dyn Source, known: Option<&SignedCheckpoint>) -> Self {
        match known {
            Some(known) => Self::Continues { size: known.unverified().size() },
            None if source.is_remote() => Self::FirstUse,
            None => Self::SelfConsistent,
        }
    }

    /// What to call a register that passes: "verified" under a policy only.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Policy { .. } => "verified",
            Self::Continues { .. } => "consistent with what was known",
            Self::FirstUse => "trusted on first use",
            Self::SelfConsistent => "self-consistent",
        }
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Policy { log_key, witnesses } => {
                write!(f, "the policy accepts the log key {log_key}")?;
                for (name, time) in witnesses {
                    write!(f, "; {name} cosigned at {}", record::Time(*time))?;
                }
                Ok(())
            }
            Self::Continues { size } => {
                write!(f, "continues the checkpoint of {size} records known before; no policy names the log's key")
            }
            Self::FirstUse => f.write_str(
                "trusted on first use: the log's key is the one that its own first record names; keep this checkpoint, or use a policy",
            ),
            Self::SelfConsistent => f.write_str(
                "self-consistent: the files fit together, and nothing says that this is the register others see; use a policy",
            ),
        }
    }
}

/// Checks a checkpoint against a policy, if there is one.
pub(crate) fn accepted<'p>(
    policy: Option<&'p Policy>,
    checkpoint: &SignedCheckpoint,
) -> Result<Option<Trusted<'p>>, record::policy::PolicyError> {
    policy.map(|policy| policy.check(checkpoint)).transpose()
}
