//! What the sequencer asks of a clock, and when it doesn't believe one.
//!
//! Time never decreases along a register. So one record accepted under a clock that stands a month ahead would make
//! every later one expire for a month, and one accepted under a clock that stands behind would be given a false time.

use record::Time;
use thiserror::Error;

/// How far the clock may stand behind the newest entry, in seconds: what a time service takes back in one step.
const MAX_BEHIND: u64 = 3_600;

/// Tells the time. The binary's reads the system's; a test's says what the test wants.
pub trait Clock: Send + Sync {
    /// Now, or why this clock is not to be believed.
    fn now(&self) -> Result<Time, ClockFault>;
}

impl<F: Fn() -> Time + Send + Sync> Clock for F {
    fn now(&self) -> Result<Time, ClockFault> {
        Ok(self())
    }
}

/// Why nothing is accepted at this time of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ClockFault {
    /// It jumped.
    #[error(
        "the hub's clock jumped ahead by {0} seconds while the hub ran, so nothing is accepted: set the clock right, then restart the hub"
    )]
    Ahead(u64),
    /// It stands before what was accepted already.
    #[error(
        "the hub's clock stands {0} seconds before the newest record, so nothing is accepted until it has caught up: set the clock right; if it is right, that record was accepted under a clock that stood ahead"
    )]
    Behind(u64),
}

impl ClockFault {
    /// The stable code of this fault.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Ahead(_) => "clock-ahead",
            Self::Behind(_) => "clock-behind",
        }
    }
}

/// The time at which a record may be accepted after `newest`. A clock that was set back a little must not make time
/// decrease along the register.
pub(crate) fn time_of_acceptance(clock: &dyn Clock, newest: Time) -> Result<Time, ClockFault> {
    let now = clock.now()?;
    match newest.0.saturating_sub(now.0) {
        behind if behind > MAX_BEHIND => Err(ClockFault::Behind(behind)),
        _ => Ok(now.max(newest)),
    }
}
