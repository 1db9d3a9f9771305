//! The classes that a subject may read: one bit for each.

use crate::ClassId;

const BITS: usize = u64::BITS as usize;

/// Which classes a subject may act on, computed once by [`crate::Rules::readable`] or [`crate::Rules::reach`]. A class that
/// came later is not in it: nothing is readable before it was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readable {
    bits: Vec<u64>,
    classes: usize,
    policies: u64,
    membership: u64,
}

impl Readable {
    pub(crate) fn new(policies: u64, membership: u64) -> Self {
        Self { bits: Vec::new(), classes: 0, policies, membership }
    }

    /// Adds the answer for the next class.
    pub(crate) fn push(&mut self, allowed: bool) {
        let (word, bit) = (self.classes / BITS, self.classes % BITS);
        if bit == 0 {
            self.bits.push(0);
        }
        if allowed && let Some(word) = self.bits.get_mut(word) {
            *word |= 1 << bit;
        }
        self.classes += 1;
    }

    /// May records of this class be read?
    pub fn contains(&self, class: ClassId) -> bool {
        let at = class.0 as usize;
        self.bits.get(at / BITS).is_some_and(|word| word >> (at % BITS) & 1 == 1)
    }

    /// How many classes were decided; later ones need [`crate::Rules::extend`].
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// How many of them may be read.
    pub fn count(&self) -> usize {
        self.bits.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The version of the policies that decided.
    pub fn policies(&self) -> u64 {
        self.policies
    }

    /// The version of the subject's membership for which it was decided.
    pub fn membership(&self) -> u64 {
        self.membership
    }

    /// Is it still true for these versions? If not, it must be computed again.
    pub fn is_current(&self, policies: u64, membership: u64) -> bool {
        (self.policies, self.membership) == (policies, membership)
    }
}
