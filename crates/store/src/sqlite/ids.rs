//! Where each id stands: kept in memory, built from the entries at start, never on disk.
//!
//! Ids are random, so an index of them on disk turns each append into as many scattered page writes as it has
//! records (measured in `docs/decisions/0004-store-layout.md`). Eight bytes a record in memory cost less.

use crate::HASH_LEN;

/// One bucket for each value of an id's first two bytes.
const BUCKETS: usize = 1 << 16;

/// The next four bytes of an id and its position. What it finds is a candidate: the entry decides.
pub struct IdIndex {
    buckets: Vec<Vec<(u32, u32)>>,
}

impl IdIndex {
    pub fn new() -> Self {
        Self { buckets: vec![Vec::new(); BUCKETS] }
    }

    /// Notes that an id stands at a position; `false` if the register is too long for this index.
    pub fn insert(&mut self, id: &[u8; HASH_LEN], position: u64) -> bool {
        let Ok(position) = u32::try_from(position) else { return false };
        let (bucket, key) = split(id);
        let bucket = &mut self.buckets[bucket];
        let at = bucket.partition_point(|candidate| *candidate < (key, position));
        bucket.insert(at, (key, position));
        true
    }

    /// Positions whose id begins like this one: nearly always none or one.
    pub fn candidates(&self, id: &[u8; HASH_LEN]) -> impl Iterator<Item = u64> {
        let (bucket, key) = split(id);
        let bucket = &self.buckets[bucket];
        let from = bucket.partition_point(|candidate| candidate.0 < key);
        bucket[from..].iter().take_while(move |candidate| candidate.0 == key).map(|found| u64::from(found.1))
    }
}

fn split(id: &[u8; HASH_LEN]) -> (usize, u32) {
    (usize::from(u16::from_be_bytes([id[0], id[1]])), u32::from_be_bytes([id[2], id[3], id[4], id[5]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_begin_alike_are_all_candidates() {
        let mut index = IdIndex::new();
        let mut twin = [9; HASH_LEN];
        twin[31] = 1;
        assert!(index.insert(&[9; HASH_LEN], 7));
        assert!(index.insert(&twin, 3));
        assert!(index.insert(&[8; HASH_LEN], 4));
        assert_eq!(index.candidates(&twin).collect::<Vec<_>>(), [3, 7]);
        assert_eq!(index.candidates(&[1; HASH_LEN]).count(), 0);
        assert!(!index.insert(&twin, 1 << 32));
    }
}
