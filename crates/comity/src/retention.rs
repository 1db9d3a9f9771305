//! Erases restricted bodies whose kind keeps them no longer, by records of the hub's own. Nothing is noted of what was done:
//! the register knows what is erased, so that a hub that was off, restored or started again erases all that is due, once.

use crate::failure::Failure;
use crate::random;
use record::time::DAY;
use record::{Entry, Header, Time};
use register::{Clock, Register};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use store::StoreError;
use views::Views;

/// When the hub first looks: whoever starts it with a clock that stands ahead reads a warning, and has this long to stop it
/// before it believes that clock about what can't be undone.
const FIRST: Duration = Duration::from_hours(1);

/// How often it looks from then on. Retention is counted in days.
const EVERY: Duration = Duration::from_hours(24);

/// Who erases what is over.
pub struct Retention {
    /// Where the bodies lie, and who says that they go.
    pub register: Arc<Register>,
    /// Where the records of a kind are found.
    pub views: Arc<RwLock<Views>>,
    /// The hub's clock.
    pub clock: Arc<dyn Clock>,
}

impl Retention {
    /// Erases all whose time is over; how many bodies went. One that can't go keeps none after it from going, and is the error at
    /// the end. It blocks: not for async threads.
    pub fn erase_due(&self) -> Result<usize, Failure> {
        let now = self.clock.now().map_err(|fault| Failure::new(fault.code(), fault))?;
        let (mut erased, mut failed) = (0, None);
        for position in self.old_enough(now) {
            match self.erase_if_over(position, now) {
                Ok(went) => erased += usize::from(went),
                Err(failure) => failed = Some(failure),
            }
        }
        failed.map_or(Ok(erased), Err)
    }

    fn erase_if_over(&self, position: u64, now: Time) -> Result<bool, Failure> {
        let over = self.is_over(position, now)?;
        if over {
            self.register.erase_kept(position, now, [random::salt(), random::salt()])?;
        }
        Ok(over)
    }

    /// Where restricted bodies stand of which some version of their kind would let go.
    fn old_enough(&self, now: Time) -> Vec<u64> {
        let state = self.register.state();
        let views = self.views.read().unwrap_or_else(PoisonError::into_inner);
        let of = |(kind, days): (&str, u64)| {
            let by = Time(now.0.saturating_sub(days.saturating_mul(DAY)));
            views.restricted_of(kind, by).collect::<Vec<_>>()
        };
        state.kept_for_a_time().into_iter().flat_map(of).collect()
    }

    /// Is the time over for which the version of its kind keeps this body? What is damaged waits for its repair.
    fn is_over(&self, position: u64, now: Time) -> Result<bool, Failure> {
        let state = self.register.state();
        // Views follow the register some moments later.
        if state.is_erased(position) {
            return Ok(false);
        }
        let stored = match self.register.store().read_header(position) {
            Err(StoreError::Damaged { .. }) => return Ok(false),
            stored => stored?,
        };
        let header = Header::from_bytes(&stored.header)?;
        let entry = Entry::from_bytes(&stored.entry).map_err(|e| Failure::new(e.code(), e))?;
        let rules = state.kind(&header.kind, header.kind_version);
        let until = rules.and_then(|rules| rules.kept_until(Time(entry.time)));
        Ok(until.is_some_and(|until| until <= now))
    }
}

/// Erases for as long as the hub runs. Between two bodies it can be ended.
pub async fn keep(retention: Arc<Retention>) {
    tokio::time::sleep(FIRST).await;
    loop {
        let looking = Arc::clone(&retention);
        let done = tokio::task::spawn_blocking(move || looking.erase_due()).await;
        match done.map_err(|error| Failure::new("retention", error)).flatten() {
            Ok(0) => {}
            Ok(bodies) => tracing::info!(bodies, "erased restricted bodies whose kind keeps them no longer"),
            Err(failure) => tracing::error!(
                code = failure.code,
                "restricted bodies stay longer than their kind says: {}",
                failure.message
            ),
        }
        tokio::time::sleep(EVERY).await;
    }
}

#[cfg(test)]
mod tests;
