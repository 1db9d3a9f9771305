//! Challenges that were given out and not yet answered. They live in memory: a restart makes a person load the page again,
//! and a flood of strangers writes nothing to the disk.

use std::collections::{HashMap, VecDeque};

/// How long a challenge can be answered, in seconds: time to find a security key in a drawer.
pub const VALID: u64 = 5 * 60;

/// The most that are open at once, over all purposes: some megabytes. When more are asked for, the oldest can't be
/// answered any more; limits for each network keep one stranger from using them up.
pub const MAX_OPEN: usize = 20_000;

/// What a challenge was given for. One purpose's challenge is refused for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Signing in.
    SignIn,
    /// Showing that a passkey just made works, for the invitation or session with this digest.
    NewPasskey([u8; 32]),
    /// A fresh touch in the session with this digest.
    StepUp([u8; 32]),
}

/// The open challenges.
#[derive(Default)]
pub struct Challenges {
    open: HashMap<[u8; 32], (Purpose, u64)>,
    order: VecDeque<[u8; 32]>,
}

impl Challenges {
    /// Gives out a challenge of 32 fresh random bytes.
    pub fn give(&mut self, value: [u8; 32], purpose: Purpose, now: u64) {
        self.forget(now);
        if self.order.len() >= MAX_OPEN
            && let Some(oldest) = self.order.pop_front()
        {
            self.open.remove(&oldest);
        }
        self.open.insert(value, (purpose, now + VALID));
        self.order.push_back(value);
    }

    /// Takes a challenge that was given for this purpose; `false` if there is none, and it can't be taken again either way.
    #[must_use]
    pub fn take(&mut self, value: &[u8; 32], purpose: &Purpose, now: u64) -> bool {
        self.open.remove(value).is_some_and(|(given, until)| given == *purpose && now < until)
    }

    fn forget(&mut self, now: u64) {
        while let Some(oldest) = self.order.front() {
            if self.open.get(oldest).is_some_and(|(_, until)| now < *until) {
                return;
            }
            self.open.remove(oldest);
            self.order.pop_front();
        }
    }
}
