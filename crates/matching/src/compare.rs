//! One need beside one offer.

use crate::terms::{ANY, OTHER, Period, Terms};
use std::collections::BTreeSet;

/// Which of the two a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It needs help.
    Need,
    /// It offers help.
    Offer,
}

/// On which side something was left blank, so that nothing can be told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsaid {
    /// The need says nothing.
    Need,
    /// The offer says nothing.
    Offer,
    /// Neither says anything.
    Both,
}

/// What is told of one term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told<T> {
    /// What both say.
    Shared(T),
    /// Both say something, and nothing of it is the same. That keeps nothing apart.
    Differs,
    /// It can't be told.
    Unsaid(Unsaid),
}

/// Why an offer may meet a need. Every part of it holds of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The framework items that both name; at least one.
    pub items: BTreeSet<String>,
    /// The forms of help that both name; at least one.
    pub forms: BTreeSet<String>,
    /// The regions of both.
    pub regions: Told<BTreeSet<String>>,
    /// The languages of both.
    pub languages: Told<BTreeSet<String>>,
    /// The groups that both name.
    pub groups: Told<BTreeSet<String>>,
    /// The time that both leave open.
    pub period: Told<Period>,
}

/// What keeps a need and an offer apart; the first that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// They name no framework item in common.
    Item,
    /// They name no form of help in common. Both kinds ask for every form, and none may be left blank.
    Form,
    /// The offer is for other regions.
    Region,
    /// They have no language in common.
    Language,
    /// The one ends before the other begins.
    Period,
    /// The time that both leave open has passed.
    Over,
}

/// Compares a need with an offer; `today` is a day (`2026-11-22`).
pub fn compare(need: &Terms, offer: &Terms, today: &str) -> Result<Match, Apart> {
    let items = shared(&need.items, &offer.items).ok_or(Apart::Item)?;
    let forms = shared(&need.forms, &offer.forms).ok_or(Apart::Form)?;
    let regions = match regions(need, offer) {
        Told::Differs => return Err(Apart::Region),
        told => told,
    };
    let languages = match languages(need, offer) {
        Told::Differs => return Err(Apart::Language),
        told => told,
    };
    let open = need.period.both(&offer.period);
    if open.is_none() {
        return Err(Apart::Period);
    }
    if open.is_over(today) {
        return Err(Apart::Over);
    }
    let blank = |terms: &Terms| terms.period.is_blank();
    let period = unsaid(blank(need), blank(offer)).map_or(Told::Shared(open), Told::Unsaid);
    Ok(Match { items, forms, regions, languages, groups: told(&need.groups, &offer.groups), period })
}

/// The matches of a record among others, the newest first. A candidate is known by its place in the register, and by nothing else.
pub fn found<'a>(
    own: (Role, &Terms),
    others: impl IntoIterator<Item = (u64, &'a Terms)>,
    today: &str,
) -> Vec<(u64, Match)> {
    let with = |other: &Terms| match own {
        (Role::Need, need) => compare(need, other, today),
        (Role::Offer, offer) => compare(other, offer, today),
    };
    let one = |(place, other): (u64, &Terms)| Some((place, with(other).ok()?));
    let mut found: Vec<_> = others.into_iter().filter_map(one).collect();
    found.sort_by(|(one, _), (other, _)| other.cmp(one));
    found
}

fn shared(one: &BTreeSet<String>, other: &BTreeSet<String>) -> Option<BTreeSet<String>> {
    let both: BTreeSet<String> = one.intersection(other).cloned().collect();
    (!both.is_empty()).then_some(both)
}

fn unsaid(need: bool, offer: bool) -> Option<Unsaid> {
    match (need, offer) {
        (true, true) => Some(Unsaid::Both),
        (true, false) => Some(Unsaid::Need),
        (false, true) => Some(Unsaid::Offer),
        (false, false) => None,
    }
}

fn told(need: &BTreeSet<String>, offer: &BTreeSet<String>) -> Told<BTreeSet<String>> {
    match unsaid(need.is_empty(), offer.is_empty()) {
        Some(unsaid) => Told::Unsaid(unsaid),
        None => shared(need, offer).map_or(Told::Differs, Told::Shared),
    }
}

/// Whoever is for every region is for those of the other.
fn regions(need: &Terms, offer: &Terms) -> Told<BTreeSet<String>> {
    let everywhere = |terms: &Terms| terms.regions.contains(ANY);
    let blank = |terms: &Terms| terms.regions.is_empty();
    match (everywhere(need), everywhere(offer)) {
        (false, true) if !blank(need) => Told::Shared(need.regions.clone()),
        (true, false) if !blank(offer) => Told::Shared(offer.regions.clone()),
        _ => told(&need.regions, &offer.regions),
    }
}

/// A language that the form doesn't list may be the one in common: where one side names such, nothing can be told unless
/// they share another.
fn languages(need: &Terms, offer: &Terms) -> Told<BTreeSet<String>> {
    let listed = |terms: &Terms| -> BTreeSet<String> {
        terms.languages.iter().filter(|one| *one != OTHER).cloned().collect()
    };
    if let Some(both) = shared(&listed(need), &listed(offer)) {
        return Told::Shared(both);
    }
    let open = |terms: &Terms| terms.languages.is_empty() || terms.languages.contains(OTHER);
    unsaid(open(need), open(offer)).map_or(Told::Differs, Told::Unsaid)
}
