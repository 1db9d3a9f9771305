//! Entries from the future: a hub says when it accepted a record, and waiting times, expiry and disputes rest on that.
//!
//! Two clocks can contradict it. The reader's own makes a note and no failure: a laptop that was long offline has the
//! wrong time more often than a hub has, a check that fails for its own clock teaches people to ignore failures, and
//! nobody else can repeat it. A witness that cosigned the checkpoint makes a failure: its time is signed, for everybody.

use crate::Finding;
use crate::anchor::Anchor;
use record::Time;

/// How far clocks that are set by a time service may stand apart, in seconds, with all that goes wrong with zones left
/// out: an hour says that somebody's clock is wrong.
const BOUND: u64 = 3_600;

const CODE: &str = "future-time";

/// Entries after one clock's time.
#[derive(Clone, Copy)]
struct After {
    clock: Time,
    first: u64,
    count: u64,
    latest: Time,
}

/// What is compared with the times of a register's entries.
pub(crate) struct Times {
    now: Time,
    witnessed: Option<Time>,
    after_now: Option<After>,
    after_witness: Option<After>,
}

impl Times {
    /// The reader's clock, and the earliest of the witnesses that the policy counts.
    pub(crate) fn new(now: Time, anchor: &Anchor) -> Self {
        let witnessed = match anchor {
            Anchor::Policy { witnesses, .. } => witnesses.iter().map(|(_, time)| Time(*time)).min(),
            _ => None,
        };
        Self { now, witnessed, after_now: None, after_witness: None }
    }

    /// Looks at one entry.
    pub(crate) fn look(&mut self, position: u64, time: u64) {
        note(&mut self.after_now, self.now, position, time);
        if let Some(witnessed) = self.witnessed {
            note(&mut self.after_witness, witnessed, position, time);
        }
    }

    /// What was found, in one finding: a clock that stands ahead makes a thousand records alike.
    pub(crate) fn finding(&self) -> Option<Finding> {
        if let Some(after) = self.after_witness {
            let message = format!(
                "{after}, when a witness cosigned the checkpoint that covers them: the hub's clock stood ahead, and no time in this register can be relied on"
            );
            return Some(Finding::fault(after.first, CODE, message));
        }
        let after = self.after_now?;
        let message = format!(
            "{after}, when this machine's clock checked them: one of the two clocks is wrong; set this one and check again, then ask the hub"
        );
        Some(Finding::note(after.first, CODE, message))
    }
}

fn note(found: &mut Option<After>, clock: Time, position: u64, time: u64) {
    if time <= clock.0.saturating_add(BOUND) {
        return;
    }
    let after = found.get_or_insert(After { clock, first: position, count: 0, latest: Time(time) });
    after.count += 1;
    after.latest = after.latest.max(Time(time));
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { clock, count, latest, .. } = self;
        write!(f, "{count} from here on say they were accepted as late as {latest}, and it was {clock}")
    }
}
