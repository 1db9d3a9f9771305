//! The one place where the clock is read. Everything below takes time as an argument.

use record::Time;
use std::time::{SystemTime, UNIX_EPOCH};

/// Now, in whole seconds.
#[expect(clippy::disallowed_methods, reason = "this is the edge at which time comes in")]
pub fn now() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    // A machine whose clock stands before 1970 has no time worth the name; the register's order still holds.
    Time(since.map_or(0, |d| d.as_secs()))
}

/// The clock that a running hub is given.
pub fn system() -> register::Clock {
    std::sync::Arc::new(now)
}
