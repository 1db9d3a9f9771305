//! What strangers make the hub remember for some minutes, in memory: so much in all, and a fair share of it for each who asks.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

/// Things under keys, each held by somebody, until some time. When there are as many as there may be, the oldest of whoever
/// holds the most goes: nobody who holds less than others do loses any to them, however many they are.
pub struct Crowd<K, V> {
    most: usize,
    held: HashMap<K, Held<V>>,
    /// The keys of each holder by their number, the oldest first.
    of: HashMap<Holder, BTreeMap<u64, K>>,
    /// Holders by how much they hold.
    ranks: BTreeSet<(usize, Holder)>,
    /// All keys, the oldest first.
    order: BTreeMap<u64, K>,
    next: u64,
}

/// Who holds something: a network, or a session.
pub type Holder = [u8; 8];

struct Held<V> {
    value: V,
    until: u64,
    holder: Holder,
    number: u64,
}

impl<K: Hash + Eq + Clone, V> Crowd<K, V> {
    /// Nothing yet, and never more than so many.
    pub fn of_at_most(most: usize) -> Self {
        let (held, of) = (HashMap::new(), HashMap::new());
        Self { most, held, of, ranks: BTreeSet::new(), order: BTreeMap::new(), next: 0 }
    }

    /// Remembers a value for somebody until some time.
    pub fn put(&mut self, holder: Holder, key: K, value: V, until: u64, now: u64) {
        self.forget(now);
        self.take(&key, now);
        if self.held.len() >= self.most {
            self.make_room(holder);
        }
        let number = self.next;
        self.next += 1;
        self.order.insert(number, key.clone());
        let rank = self.of.get(&holder).map_or(0, BTreeMap::len);
        self.ranks.remove(&(rank, holder));
        self.ranks.insert((rank + 1, holder));
        self.of.entry(holder).or_default().insert(number, key.clone());
        self.held.insert(key, Held { value, until, holder, number });
    }

    /// Takes a value: nobody gets it again. None if its time is over.
    pub fn take(&mut self, key: &K, now: u64) -> Option<V> {
        let Held { value, until, holder, number } = self.held.remove(key)?;
        self.order.remove(&number);
        let theirs = self.of.get_mut(&holder)?;
        self.ranks.remove(&(theirs.len(), holder));
        theirs.remove(&number);
        if theirs.is_empty() {
            self.of.remove(&holder);
        } else {
            self.ranks.insert((theirs.len(), holder));
        }
        (now < until).then_some(value)
    }

    /// How much is remembered.
    pub fn len(&self) -> usize {
        self.held.len()
    }

    /// Is nothing remembered?
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// The newcomer's own goes where nobody holds more.
    fn make_room(&mut self, newcomer: Holder) {
        let Some((most, largest)) = self.ranks.last().copied() else { return };
        let own = self.of.get(&newcomer).map_or(0, BTreeMap::len);
        let loser = if own == most { newcomer } else { largest };
        let oldest = self.of.get(&loser).and_then(|keys| keys.values().next().cloned());
        if let Some(key) = oldest {
            drop(self.take(&key, 0));
        }
    }

    /// What is kept lasts equally long: the oldest ends first.
    fn forget(&mut self, now: u64) {
        while let Some(key) = self.order.values().next().cloned() {
            if self.held.get(&key).is_some_and(|held| now < held.until) {
                return;
            }
            drop(self.take(&key, now));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_from_many_networks_pushes_out_its_own_and_nobody_elses() {
        let mut crowd = Crowd::of_at_most(2_000);
        let key = |network: u64, at: u64| network * 1_000 + at;
        crowd.put([1; 8], 1, "a person's", 600, 0);
        for network in 100..400_u64 {
            for at in 0..30 {
                crowd.put(network.to_be_bytes(), key(network, at), "a stranger's", 600, 1);
            }
        }
        assert_eq!(crowd.len(), 2_000);
        assert_eq!(crowd.take(&1, 2), Some("a person's"));
        assert_eq!(crowd.take(&1, 2), None, "once");
        // The strangers are left with as many as one another.
        let ranks: Vec<usize> = crowd.ranks.iter().map(|(held, _)| *held).collect();
        assert!(ranks.iter().all(|held| ranks[0].abs_diff(*held) <= 1), "{ranks:?}");
    }

    #[test]
    fn one_network_that_asks_without_end_loses_its_own_oldest() {
        let mut crowd = Crowd::of_at_most(3);
        crowd.put([1; 8], 'a', (), 10, 0);
        for key in ['b', 'c', 'd', 'e'] {
            crowd.put([2; 8], key, (), 10, 1);
        }
        assert!(
            crowd.take(&'a', 2).is_some() && crowd.take(&'b', 2).is_none() && crowd.take(&'c', 2).is_none()
        );
        assert!(crowd.take(&'d', 10).is_none(), "its time is over");
        crowd.put([3; 8], 'f', (), 20, 11);
        assert_eq!((crowd.len(), crowd.order.len(), crowd.of.len(), crowd.ranks.len()), (1, 1, 1, 1));
    }
}
