//! Retention: a kind's file may say for how long a hub keeps the bodies of that kind that aren't public. When that is over
//! the hub erases them by a record of its own. Whether it may, anybody finds who replays the register: by the version of the
//! kind to which the record was written, its time of acceptance, and the time of the erasure.

use record::Time;
use record::header::{Audience, Header};
use record::time::DAY;
use std::ops::RangeInclusive;

use crate::Refusal;
use crate::audience::check_same_readers;
use crate::control::Genesis;
use crate::judge::{Effect, Past, placed};
use crate::own::check_hub;
use crate::rules::KindRules;
use crate::state::State;

/// The ground on which a hub erases, and nobody else: the time is over for which the record's kind keeps it.
pub const RETENTION: &str = "retention";

/// For how many days a kind's file may have restricted bodies kept.
pub(crate) const RETENTION_DAYS: RangeInclusive<u64> = 30..=36_500;

impl KindRules {
    /// Until when a hub keeps the body of what was accepted then, if it isn't public; none if it keeps it for good.
    pub fn kept_until(&self, accepted: Time) -> Option<Time> {
        self.retention_days.map(|days| accepted.plus(days.saturating_mul(DAY)))
    }
}

/// The audience of the hub's erasure of this record: those who can read the record. What is its author's own names the
/// author, because the hub's own would be somebody else's.
pub fn readers_of(erased: &Header) -> Audience {
    match &erased.audience {
        Audience::Own => Audience::Participants { participants: vec![erased.participant.clone()] },
        other => other.clone(),
    }
}

/// May the hub erase this now? Only what isn't public, only when its time is over, and on no other ground.
pub(crate) fn expire(
    state: &State,
    past: &impl Past,
    genesis: &Genesis,
    header: &Header,
    now: Time,
) -> Result<Effect, Refusal> {
    check_hub(genesis, header)?;
    let [id] = header.refers.as_slice() else {
        return Err(Refusal::NotErasable("name the one record whose body goes in \"refers\""));
    };
    if header.workflow_move.as_deref() != Some(RETENTION) {
        return Err(Refusal::NotErasable(
            "a hub erases on the ground \"retention\" alone; any other is for the author or the secretariat",
        ));
    }
    let target = placed(past, id)?.ok_or(Refusal::UnknownRecord(*id))?;
    let Some(kept) = target.kept else {
        return Err(Refusal::NotErasable("what is public is kept: its author supersedes it"));
    };
    let rules = state.kind(&target.kind, kept.kind_version);
    let Some(until) = rules.and_then(|rules| rules.kept_until(kept.accepted)) else {
        return Err(Refusal::NoRetention { kind: target.kind, version: kept.kind_version });
    };
    if now < until {
        return Err(Refusal::RetentionNotOver(until));
    }
    check_same_readers(header, &target)?;
    if state.is_erased(target.position) {
        return Err(Refusal::NotErasable("it was erased already"));
    }
    Ok(Effect::Erase(target.position))
}
