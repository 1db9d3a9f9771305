//! How well suggested framework items agree with a reference.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::instrument::Instrument;

/// A framework item of a provision: its path and the item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Link {
    /// Path of the provision.
    pub provision: String,
    /// The framework item.
    pub item: String,
}

impl Link {
    /// A link between a provision and an item.
    pub fn new(provision: impl Into<String>, item: impl Into<String>) -> Self {
        Self { provision: provision.into(), item: item.into() }
    }
}

/// Agreement of suggestions with a reference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Share of the suggestions that are in the reference; 1 when nothing was suggested.
    pub precision: f64,
    /// Share of the reference that was suggested; 1 when the reference is empty.
    pub recall: f64,
    /// Suggestions that are in the reference.
    pub agreed: usize,
    /// Suggestions that are not.
    pub extra: Vec<Link>,
    /// Links of the reference that were not suggested.
    pub missing: Vec<Link>,
}

/// Every suggested link of an instrument, nested provisions included.
pub fn suggested_links(instrument: &Instrument) -> Vec<Link> {
    let all = instrument.provisions.iter().flat_map(|provision| provision.walk());
    all.flat_map(|one| one.framework_items.iter().map(|link| Link::new(&one.path, &link.item))).collect()
}

/// Compares suggested links with a reference; each link counts once.
pub fn score(suggested: &[Link], reference: &[Link]) -> Score {
    let suggested: BTreeSet<&Link> = suggested.iter().collect();
    let reference: BTreeSet<&Link> = reference.iter().collect();
    let agreed = suggested.intersection(&reference).count();
    Score {
        precision: share(agreed, suggested.len()),
        recall: share(agreed, reference.len()),
        agreed,
        extra: suggested.difference(&reference).map(|link| (*link).clone()).collect(),
        missing: reference.difference(&suggested).map(|link| (*link).clone()).collect(),
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 1.0;
    }
    // Counts of links are far below 2^32, so both convert exactly.
    f64::from(u32::try_from(part).unwrap_or(u32::MAX)) / f64::from(u32::try_from(whole).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_each_link_once() {
        let suggested = [Link::new("op1", "un/a"), Link::new("op1", "un/a"), Link::new("op1", "un/b")];
        let reference = [Link::new("op1", "un/a"), Link::new("op2", "un/a")];
        let score = score(&suggested, &reference);
        assert!((score.precision - 0.5).abs() < 1e-9 && (score.recall - 0.5).abs() < 1e-9);
        assert_eq!(score.missing, [Link::new("op2", "un/a")]);
    }

    #[test]
    fn nothing_suggested_is_not_wrong() {
        let score = score(&[], &[Link::new("op1", "un/a")]);
        assert!((score.precision - 1.0).abs() < 1e-9 && score.recall.abs() < 1e-9);
    }
}
