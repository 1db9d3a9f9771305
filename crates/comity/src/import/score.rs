//! How well the suggested framework items agree with the catalogue's own links.

use crate::failure::Failure;
use catalogue::Catalogue;
use instruments::{Instrument, Link, Score, suggested_links};
use serde::Serialize;

/// A score, and what it was measured against.
#[derive(Clone, Debug, Serialize)]
pub struct Scored {
    /// The instrument of the catalogue.
    pub against: String,
    /// The framework sets that count: a reader suggests no item of a set that it doesn't know.
    pub sets: Vec<String>,
    /// How well they agree.
    #[serde(flatten)]
    pub score: Score,
}

/// Compares what is suggested for a text with the links of an instrument of the catalogue.
pub fn score(
    instrument: &Instrument,
    against: &str,
    catalogue: &Catalogue,
    mechanism: Option<&str>,
) -> Result<Scored, Failure> {
    let described = catalogue.instrument(against).ok_or_else(|| {
        let known: Vec<_> = catalogue.instruments().map(|one| one.id.as_str()).collect();
        let advice = format!("the catalogue has no instrument “{against}”; it has {}", known.join(", "));
        Failure::input("unknown-instrument", advice)
    })?;
    let sets = catalogue.lexicon_sets(mechanism);
    let counts = |item: &str| item.split_once('/').is_some_and(|(set, _)| sets.contains(&set));
    let reference: Vec<Link> = described
        .provisions
        .iter()
        .flat_map(|provision| {
            provision.links.to.iter().map(|item| Link::new(provision.path.as_str(), item.as_str()))
        })
        .filter(|link| counts(&link.item))
        .collect();
    let suggested: Vec<Link> =
        suggested_links(instrument).into_iter().filter(|link| counts(&link.item)).collect();
    Ok(Scored {
        against: against.to_owned(),
        sets: sets.into_iter().map(str::to_owned).collect(),
        score: instruments::score(&suggested, &reference),
    })
}
