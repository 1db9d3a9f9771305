//! Names and lists of names, each kept once: a million records name the same few hundred participants and provisions.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::hash::Hash;

/// Values numbered in the order of their first appearance, which the register's order makes the same on every node.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(
    from = "Vec<T>",
    into = "Vec<T>",
    bound = "T: Clone + Eq + Hash + Serialize + for<'a> Deserialize<'a>"
)]
pub(crate) struct Interner<T: Clone + Eq + Hash> {
    values: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T: Clone + Eq + Hash> Default for Interner<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> From<Vec<T>> for Interner<T> {
    fn from(values: Vec<T>) -> Self {
        let numbers = values.iter().cloned().zip(0..).collect();
        Self { values, numbers }
    }
}

impl<T: Clone + Eq + Hash> From<Interner<T>> for Vec<T> {
    fn from(interner: Interner<T>) -> Self {
        interner.values
    }
}

impl<T: Clone + Eq + Hash> Interner<T> {
    /// The number of a value, new or known.
    pub fn number(&mut self, value: T) -> u32 {
        if let Some(number) = self.numbers.get(&value) {
            return *number;
        }
        let number =
            u32::try_from(self.values.len()).expect("a register has fewer than 2^32 different names");
        self.values.push(value.clone());
        self.numbers.insert(value, number);
        number
    }

    /// The number of a known value.
    pub fn find<Q>(&self, value: &Q) -> Option<u32>
    where
        T: std::borrow::Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        self.numbers.get(value).copied()
    }

    /// The value with this number.
    pub fn value(&self, number: u32) -> &T {
        &self.values[number as usize]
    }
}
