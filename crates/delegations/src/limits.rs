//! How often somebody may try: a bucket of attempts for each account and each network, refilled with time. In memory alone;
//! a restart forgives, which a stranger can't bring about.

use std::collections::HashMap;
use std::hash::Hash;

/// The most buckets that are kept. When there are more, those that are full again are forgotten first, and if none is,
/// newcomers share one bucket: a flood from many networks slows strangers, never those who are signed in.
pub const MAX_BUCKETS: usize = 50_000;

/// How large a bucket is and how fast it refills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// So many attempts at once.
    pub burst: u32,
    /// One more every so many seconds.
    pub every: u64,
}

/// Buckets by account, network, or whatever is counted.
pub struct Limits<K> {
    rate: Rate,
    /// When each bucket would be full again, in seconds since 1970.
    full_at: HashMap<K, u64>,
    /// The same for all that found no bucket of their own.
    others_full_at: u64,
}

impl<K: Hash + Eq> Limits<K> {
    /// No attempts so far.
    pub fn new(rate: Rate) -> Self {
        Self { rate, full_at: HashMap::new(), others_full_at: 0 }
    }

    /// Counts an attempt, or says after how many seconds to try again. A refused attempt costs nothing more.
    pub fn attempt(&mut self, who: K, now: u64) -> Result<(), u64> {
        if self.full_at.len() >= MAX_BUCKETS && !self.full_at.contains_key(&who) {
            self.full_at.retain(|_, full_at| *full_at > now);
        }
        let own = self.full_at.len() < MAX_BUCKETS || self.full_at.contains_key(&who);
        let full_at = if own { self.full_at.entry(who).or_insert(now) } else { &mut self.others_full_at };
        let deepest = now + u64::from(self.rate.burst) * self.rate.every;
        let next = (*full_at).max(now) + self.rate.every;
        if next > deepest {
            return Err(next - deepest);
        }
        *full_at = next;
        Ok(())
    }

    /// Forgets what somebody tried: it went well.
    pub fn forgive(&mut self, who: &K) {
        self.full_at.remove(who);
    }
}
