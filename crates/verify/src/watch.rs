//! Everything said in a participant's name, for that participant to compare with what it said.

use crate::check::fetch_checkpoint;
use crate::group::{self, Served};
use crate::ordered::in_order;
use crate::{Source, VerifyError};
use admission::kinds;
use record::signature::SignedWhere;
use record::tile::TILE_WIDTH;
use record::{Evidence, Header, KeyId, RecordId, Time, Verified};
use std::fmt;

/// One public record in a participant's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its position.
    pub position: u64,
    /// When it was accepted.
    pub time: Time,
    /// Its id.
    pub id: RecordId,
    /// Its kind.
    pub kind: String,
    /// How it came to be in the register.
    pub evidence: Evidence,
    /// The mechanisms for which it was said.
    pub mechanisms: Vec<String>,
    /// The record in its name that it disavows or confirms, and which of the two.
    pub about: Option<(String, RecordId)>,
    /// The keys that signed.
    pub keys: Vec<KeyId>,
    /// Where they signed.
    pub signed_where: SignedWhere,
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let evidence = self.evidence.as_str();
        write!(f, "record {}  {}  {} ({evidence})  {}", self.position, self.time, self.kind, self.id)?;
        if !self.mechanisms.is_empty() {
            write!(f, "  for {}", self.mechanisms.join(", "))?;
        }
        if let Some((word, id)) = &self.about {
            match self.kind.as_str() {
                kinds::MOVE => write!(f, "\n    moves {id}: {word}")?,
                _ => write!(f, "\n    {word}s {id}")?,
            }
        }
        self.keys.iter().try_for_each(|key| write!(f, "\n    signed by {key}"))?;
        write!(f, "\n    signed {}", self.signed_where.as_str())
    }
}

/// Lists every public record in a participant's name from position `since` on, in order, with the position to go on
/// from the next time. Signatures are checked; whether the register is whole is for [`crate::verify_register`] to say.
pub fn watch(source: &dyn Source, participant: &str, since: u64) -> Result<(Vec<Said>, u64), VerifyError> {
    let size = fetch_checkpoint(source)?.unverified().size();
    let mut said = Vec::new();
    let (first, end) = (since / u64::from(TILE_WIDTH), size.div_ceil(u64::from(TILE_WIDTH)));
    in_order(
        first,
        end,
        |index| group::check(source, index, size),
        |group| {
            let group = group?;
            for (position, checked) in (group.first..).zip(group.records) {
                let (Some(entry), Served::Record { record, .. }) = (checked.entry, checked.state) else {
                    continue;
                };
                if position >= since && speaks_for(&record, participant) {
                    said.push(Said {
                        about: about(&record.header),
                        position,
                        time: Time(entry.time),
                        id: record.id,
                        kind: record.header.kind,
                        evidence: record.header.evidence,
                        mechanisms: record.header.mechanisms,
                        keys: record.signed_by,
                        signed_where: record.signed_where,
                    });
                }
            }
            Ok::<(), VerifyError>(())
        },
    )?;
    Ok((said, size.max(since)))
}

fn about(header: &Header) -> Option<(String, RecordId)> {
    let speaks = header.kind == kinds::DISAVOWAL || header.kind == kinds::MOVE;
    let said = speaks.then_some(header.workflow_move.as_ref())??;
    Some((said.clone(), *header.refers.first()?))
}

/// Said by it, or enrolling a key for it: a key that one doesn't know is the first step of a forgery.
fn speaks_for(record: &Verified, participant: &str) -> bool {
    record.header.participant == participant || enrols_for(record, participant)
}

fn enrols_for(record: &Verified, participant: &str) -> bool {
    if record.header.kind != kinds::KEY {
        return false;
    }
    let content = record.body().ok().flatten().map(|body| body.content);
    content.is_some_and(|content| content.get("participant").and_then(|p| p.as_str()) == Some(participant))
}
