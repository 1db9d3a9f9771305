//! Challenges that were given out and not yet answered. They live in memory: a restart makes a person load the page again,
//! and a flood of strangers writes nothing to the disk.

use crate::crowd::{Crowd, Holder};

/// How long a challenge can be answered, in seconds: time to find a security key in a drawer.
pub const VALID: u64 = 5 * 60;

/// The most that are open at once, over all purposes: some megabytes. When more are asked for, the network that holds the most
/// loses its oldest; limits for each network keep one stranger from using them up.
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
pub struct Challenges(Crowd<[u8; 32], Purpose>);

impl Default for Challenges {
    fn default() -> Self {
        Self(Crowd::of_at_most(MAX_OPEN))
    }
}

impl Challenges {
    /// Gives out a challenge of 32 fresh random bytes to a network. One for a session or an invitation counts as that one's:
    /// whoever has it is no stranger.
    pub fn give(&mut self, value: [u8; 32], purpose: Purpose, network: Holder, now: u64) {
        let holder = match purpose {
            Purpose::SignIn => network,
            Purpose::NewPasskey(digest) | Purpose::StepUp(digest) => std::array::from_fn(|at| digest[at]),
        };
        self.0.put(holder, value, purpose, now + VALID, now);
    }

    /// Takes a challenge that was given for this purpose; `false` if there is none, and it can't be taken again either way.
    #[must_use]
    pub fn take(&mut self, value: &[u8; 32], purpose: &Purpose, now: u64) -> bool {
        self.0.take(value, now).is_some_and(|given| given == *purpose)
    }
}
