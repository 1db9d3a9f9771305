//! How often somebody may try: a bucket of attempts for each account and each network, refilled with time; and how often
//! somebody did what is only counted. In memory alone; a restart forgives, which a stranger can't bring about.

use std::collections::HashMap;
use std::hash::Hash;
use std::time::Duration;

/// The most buckets that are kept. When there are more, those that are full again are forgotten first, and if none is,
/// newcomers share one bucket: a flood from many networks slows strangers, never those who are signed in.
pub const MAX_BUCKETS: usize = 50_000;

/// All buckets are looked through at most so often: a flood from ever new networks must not make each of its requests cost as
/// much as there are buckets.
const SWEEP_EVERY: Duration = Duration::from_secs(10);

/// How large a bucket is and how fast it refills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// So many attempts at once.
    pub burst: u32,
    /// One more after each such time.
    pub every: Duration,
}

/// Buckets by account, network, or whatever is counted.
pub struct Limits<K> {
    rate: Rate,
    /// When each bucket would be full again, by the clock of whoever counts.
    full_at: HashMap<K, Duration>,
    /// The same for all that found no bucket of their own.
    others_full_at: Duration,
    /// When all buckets were last looked through.
    swept_at: Duration,
}

impl<K: Hash + Eq> Limits<K> {
    /// No attempts so far.
    pub fn new(rate: Rate) -> Self {
        Self { rate, full_at: HashMap::new(), others_full_at: Duration::ZERO, swept_at: Duration::ZERO }
    }

    /// Counts an attempt at a time, by a clock that is the same for all; or says after how many whole seconds to try again. A
    /// refused attempt costs nothing more.
    pub fn attempt(&mut self, who: K, now: Duration) -> Result<(), u64> {
        let crowded = self.full_at.len() >= MAX_BUCKETS && !self.full_at.contains_key(&who);
        if crowded && now >= self.swept_at + SWEEP_EVERY {
            self.full_at.retain(|_, full_at| *full_at > now);
            self.swept_at = now;
        }
        let own = self.full_at.len() < MAX_BUCKETS || self.full_at.contains_key(&who);
        let full_at = if own { self.full_at.entry(who).or_insert(now) } else { &mut self.others_full_at };
        let deepest = now + self.rate.every * self.rate.burst;
        let next = (*full_at).max(now) + self.rate.every;
        if next > deepest {
            return Err(whole_seconds(next.saturating_sub(deepest)));
        }
        *full_at = next;
        Ok(())
    }

    /// Gives back as many attempts: they went well. No more than those: who has an account must not be able to clear away,
    /// by signing in with it, what they guessed at others'.
    pub fn forgive(&mut self, who: &K, attempts: u32) {
        if let Some(full_at) = self.full_at.get_mut(who) {
            *full_at = full_at.saturating_sub(self.rate.every.saturating_mul(attempts));
        }
    }
}

/// No less than a time: whoever is told to wait no second at all asks again at once, and is refused again.
fn whole_seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

/// Seconds within which what one does is counted together.
const MINUTE: u64 = 60;

/// Counts what happens too often to be written down each time: the first in a minute is, the rest of that minute together
/// once it is over.
pub struct Tally<K, V> {
    minute: u64,
    counted: HashMap<K, (V, u64)>,
}

impl<K, V> Default for Tally<K, V> {
    fn default() -> Self {
        Self { minute: 0, counted: HashMap::new() }
    }
}

impl<K: Hash + Eq, V> Tally<K, V> {
    /// What waits of minutes that are over, with how often each happened.
    pub fn over(&mut self, now: u64) -> Vec<(V, u64)> {
        if now / MINUTE <= self.minute {
            return Vec::new();
        }
        self.minute = now / MINUTE;
        let counted = std::mem::take(&mut self.counted);
        counted.into_values().filter(|(_, waiting)| *waiting > 0).collect()
    }

    /// Counts once more. Is it to be written down now? Ask first what is over.
    #[must_use]
    pub fn count(&mut self, who: K, what: V) -> bool {
        if let Some((_, waiting)) = self.counted.get_mut(&who) {
            *waiting += 1;
            return false;
        }
        if self.counted.len() < MAX_BUCKETS {
            self.counted.insert(who, (what, 0));
        }
        true
    }
}
