//! The one place where the clock is read. Everything below takes time as an argument.

use record::Time;
use register::{Clock, ClockFault};
use std::sync::{Arc, OnceLock};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// How far the clock may run ahead of the time that the machine counts by itself: an hour is more than a time service
/// corrects in one step, and less than what makes signatures expire (30 days) or a new key's waiting time pass (72 hours).
const MAX_JUMP: u64 = 3_600;

/// A time service may make the clock run faster by one part in 2,000; a crystal is wrong by less than that. Together,
/// rounded up, over what the hub has run.
const DRIFT: u64 = 1_000;

/// A clock that stands so far after the newest record is worth a line at the start: by then every signature that was
/// made for 30 days has expired.
const LONG_OFF: u64 = 30 * record::time::DAY;

/// Now, in whole seconds.
#[expect(clippy::disallowed_methods, reason = "this is the edge at which time comes in")]
pub fn now() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    // A machine whose clock stands before 1970 has no time worth the name; the register's order still holds.
    Time(since.map_or(0, |d| d.as_secs()))
}

/// The clock that a running hub is given.
pub fn system() -> Arc<dyn Clock> {
    Arc::new(Watched { begun: now(), counting: Instant::now(), jumped: OnceLock::new() })
}

/// The system's clock, compared with the time that the machine has counted since the hub began.
struct Watched {
    begun: Time,
    counting: Instant,
    /// By how much it jumped. A clock that was wrong once is believed again after a restart alone: somebody has to look.
    jumped: OnceLock<u64>,
}

impl Clock for Watched {
    fn now(&self) -> Result<Time, ClockFault> {
        let now = now();
        if let Some(by) = jump(self.begun, self.counting.elapsed().as_secs(), now) {
            return Err(ClockFault::Ahead(*self.jumped.get_or_init(|| by)));
        }
        self.jumped.get().map_or(Ok(now), |by| Err(ClockFault::Ahead(*by)))
    }
}

/// By how much a clock jumped ahead that said `begun`, and after so many counted seconds says `now`; if it did.
fn jump(begun: Time, counted: u64, now: Time) -> Option<u64> {
    let ahead = now.0.saturating_sub(begun.0.saturating_add(counted));
    (ahead > MAX_JUMP + counted / DRIFT).then_some(ahead)
}

/// What to say at the start, when the clock and the newest record are far apart. A hub may have been off for a month, so
/// that nothing can be refused for it.
pub fn doubt(newest: Time, now: Time) -> Option<String> {
    let after = now.0.saturating_sub(newest.0);
    (newest.0 > 0 && after > LONG_OFF).then(|| {
        format!(
            "the clock says {now}, the newest record is from {newest}: if that much time has not passed, stop the hub and \
             set the clock before it accepts anything"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGUN: Time = Time(1_795_323_600);
    const MONTH: u64 = 30 * 86_400;

    #[test]
    fn a_jump_is_told_from_time_that_passed() {
        assert_eq!(jump(BEGUN, MONTH, BEGUN.plus(MONTH)), None, "a month passed");
        assert_eq!(jump(BEGUN, 10, BEGUN.plus(10 + 3_600)), None);
        assert_eq!(jump(BEGUN, 10, BEGUN.plus(10 + 3_601)), Some(3_601));
        assert_eq!(jump(BEGUN, 10, BEGUN.plus(MONTH)), Some(MONTH - 10));
        assert_eq!(jump(BEGUN, MONTH, BEGUN.plus(MONTH + 3_600 + MONTH / 1_000)), None, "slow correction");
        assert_eq!(jump(BEGUN, 10, Time(0)), None, "set back: the newest record tells that");
    }

    #[test]
    fn a_clock_that_jumped_is_not_believed_again() {
        let begun = Time(now().0 - 7_200);
        let clock = Watched { begun, counting: Instant::now(), jumped: OnceLock::new() };
        assert_eq!(clock.now().unwrap_err().code(), "clock-ahead");
        let set_back = Watched { begun: now(), ..clock };
        assert_eq!(set_back.now().unwrap_err().code(), "clock-ahead");
        assert!(system().now().is_ok());
    }

    #[test]
    fn a_long_pause_is_worth_a_line() {
        assert!(doubt(BEGUN, BEGUN.plus(MONTH)).is_none() && doubt(Time(0), BEGUN).is_none());
        assert!(doubt(BEGUN, BEGUN.plus(MONTH + 1)).is_some());
    }
}
