//! A match is the same from either side, needs something in common, says nothing that isn't so, and knows of no State.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use matching::{ANY, Apart, Match, OTHER, Period, Role, Terms, Told, Unsaid, compare, found};
use proptest::collection::{btree_set, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;
use std::collections::BTreeSet;

const TODAY: &str = "2026-11-22";

fn some(from: &'static [&'static str], most: usize) -> impl Strategy<Value = BTreeSet<String>> {
    btree_set(select(from).prop_map(str::to_owned), 0..=most)
}

const DATES: &[&str] =
    &["2025", "2026-11", "2026-11-21", "2026-11-22", "2027", "2027-01", "2027-03-05", "2028-12"];

fn date() -> impl Strategy<Value = String> {
    select(DATES).prop_map(str::to_owned)
}

fn terms() -> impl Strategy<Value = Terms> {
    let sets = (
        some(&["un/norm-13-a", "un/norm-13-f", "un/capacity"], 2),
        some(&["training", "advice", "funding"], 2),
        some(&["csirt", "women", "judiciary"], 2),
        some(&["oceania", "sub-saharan-africa", ANY], 2),
        some(&["en", "fr", "ar", OTHER], 2),
    );
    (sets, of(date()), of(date())).prop_map(|((items, forms, groups, regions, languages), from, until)| {
        Terms { items, forms, groups, regions, languages, period: Period { from, until } }
    })
}

/// The same match as the other side tells it.
fn mirrored(found: Match) -> Match {
    fn turn<T>(told: Told<T>) -> Told<T> {
        match told {
            Told::Unsaid(Unsaid::Need) => Told::Unsaid(Unsaid::Offer),
            Told::Unsaid(Unsaid::Offer) => Told::Unsaid(Unsaid::Need),
            other => other,
        }
    }
    Match {
        regions: turn(found.regions),
        languages: turn(found.languages),
        groups: turn(found.groups),
        period: turn(found.period),
        ..found
    }
}

fn holds_of(told: &Told<BTreeSet<String>>, need: &BTreeSet<String>, offer: &BTreeSet<String>) -> bool {
    let in_both = |one: &String| [need, offer].iter().all(|side| side.contains(one) || side.contains(ANY));
    match told {
        Told::Shared(both) => !both.is_empty() && both.iter().all(in_both),
        Told::Differs => !need.is_empty() && !offer.is_empty() && need.is_disjoint(offer),
        Told::Unsaid(_) => true,
    }
}

fn blank_as_said(told: &Told<BTreeSet<String>>, need: bool, offer: bool) -> bool {
    match told {
        Told::Unsaid(Unsaid::Need) => need && !offer,
        Told::Unsaid(Unsaid::Offer) => offer && !need,
        Told::Unsaid(Unsaid::Both) => need && offer,
        _ => true,
    }
}

proptest! {
    #[test]
    fn a_match_is_the_same_from_either_side(one in terms(), other in terms()) {
        prop_assert_eq!(compare(&one, &other, TODAY).map(mirrored), compare(&other, &one, TODAY));
    }

    #[test]
    fn a_match_needs_an_item_and_a_form_in_common(need in terms(), offer in terms()) {
        let both = |one: &BTreeSet<String>, other: &BTreeSet<String>| !one.is_disjoint(other);
        let common = both(&need.items, &offer.items) && both(&need.forms, &offer.forms);
        prop_assert!(common || compare(&need, &offer, TODAY).is_err());
    }

    #[test]
    fn every_reason_is_true(need in terms(), offer in terms()) {
        let Ok(found) = compare(&need, &offer, TODAY) else { return Ok(()) };
        prop_assert!(found.items.iter().all(|item| need.items.contains(item) && offer.items.contains(item)));
        prop_assert!(found.forms.iter().all(|form| need.forms.contains(form) && offer.forms.contains(form)));
        prop_assert!(holds_of(&found.regions, &need.regions, &offer.regions));
        prop_assert!(holds_of(&found.languages, &need.languages, &offer.languages));
        prop_assert!(holds_of(&found.groups, &need.groups, &offer.groups));
        prop_assert!(blank_as_said(&found.regions, need.regions.is_empty(), offer.regions.is_empty()));
        prop_assert!(blank_as_said(&found.groups, need.groups.is_empty(), offer.groups.is_empty()));
        let open = |set: &BTreeSet<String>| set.is_empty() || set.contains(OTHER);
        prop_assert!(blank_as_said(&found.languages, open(&need.languages), open(&offer.languages)));
        if let Told::Shared(languages) = &found.languages {
            prop_assert!(!languages.contains(OTHER));
        }
        match &found.period {
            Told::Shared(period) => {
                prop_assert!(!need.period.is_blank() && !offer.period.is_blank());
                let said = [&need.period, &offer.period];
                prop_assert!(period.from.is_none() || said.iter().any(|one| one.from == period.from));
                prop_assert!(period.until.is_none() || said.iter().any(|one| one.until == period.until));
            }
            Told::Unsaid(_) => prop_assert!(need.period.is_blank() || offer.period.is_blank()),
            Told::Differs => prop_assert!(false, "times that differ are no match"),
        }
    }

    #[test]
    fn the_order_is_that_of_the_register_whatever_the_order_of_asking(
        own in terms(),
        others in vec(terms(), 0..12),
        turn in 0_usize..12,
    ) {
        let mut asked: Vec<(u64, &Terms)> = (0..).zip(&others).collect();
        let straight = found((Role::Need, &own), asked.clone(), TODAY);
        let turn = turn.min(asked.len());
        asked.rotate_left(turn);
        prop_assert_eq!(&straight, &found((Role::Need, &own), asked, TODAY));
        prop_assert!(straight.windows(2).all(|pair| pair[0].0 > pair[1].0), "the newest first");
    }
}

fn set(list: &[&str]) -> BTreeSet<String> {
    list.iter().map(|one| (*one).to_owned()).collect()
}

fn plain() -> Terms {
    Terms { items: set(&["un/norm-13-f"]), forms: set(&["training"]), ..Terms::default() }
}

fn period(from: Option<&str>, until: Option<&str>) -> Period {
    Period { from: from.map(str::to_owned), until: until.map(str::to_owned) }
}

#[test]
fn what_contradicts_keeps_apart_and_what_is_blank_does_not() {
    let need = Terms {
        regions: set(&["oceania"]),
        languages: set(&["fr"]),
        groups: set(&["csirt"]),
        period: period(Some("2027-03"), Some("2027-09")),
        ..plain()
    };
    let with = |change: fn(&mut Terms)| {
        let mut offer = plain();
        change(&mut offer);
        compare(&need, &offer, TODAY)
    };
    let blank = with(|_| {}).unwrap();
    assert_eq!(blank.regions, Told::Unsaid(Unsaid::Offer));
    assert_eq!(blank.period, Told::Unsaid(Unsaid::Offer));
    assert_eq!(with(|offer| offer.items = set(&["un/norm-13-a"])), Err(Apart::Item));
    assert_eq!(with(|offer| offer.forms = set(&["funding"])), Err(Apart::Form));
    assert_eq!(with(|offer| offer.regions = set(&["sub-saharan-africa"])), Err(Apart::Region));
    assert_eq!(with(|offer| offer.regions = set(&[ANY])).unwrap().regions, Told::Shared(set(&["oceania"])));
    assert_eq!(with(|offer| offer.languages = set(&["en"])), Err(Apart::Language));
    assert!(with(|offer| offer.languages = set(&["en", OTHER])).is_ok());
    assert_eq!(with(|offer| offer.groups = set(&["judiciary"])).unwrap().groups, Told::Differs);
    assert_eq!(with(|offer| offer.period = period(Some("2027-10"), None)), Err(Apart::Period));
    assert_eq!(with(|offer| offer.period = period(None, Some("2027-02-28"))), Err(Apart::Period));
    let both = with(|offer| offer.period = period(Some("2027"), Some("2027-06-30"))).unwrap().period;
    assert_eq!(both, Told::Shared(period(Some("2027-03"), Some("2027-06-30"))));
}

#[test]
fn what_is_over_is_no_match_and_its_last_day_still_is() {
    let until = |day: &str| Terms { period: period(None, Some(day)), ..plain() };
    let over = |day: &str| compare(&until(day), &plain(), TODAY).err();
    assert_eq!(over("2026-11-21"), Some(Apart::Over));
    for day in ["2026-11-22", "2026-11", "2026"] {
        assert_eq!(over(day), None, "{day}");
    }
}

#[test]
fn terms_are_read_from_either_version_of_a_body() {
    let content = json!({ "title": "x", "forms": ["training"], "languages": "English", "by": "2027-09" });
    let first = Terms::of(["un/norm-13-f"], content.as_object().unwrap());
    assert_eq!(first, Terms { period: period(None, Some("2027-09")), ..plain() });
    let content = json!({ "forms": ["training"], "working_languages": ["en"], "regions": ["oceania"],
        "groups": ["csirt"], "from": "2027", "until": "2028", "people": 3 });
    let second = Terms::of(["un/norm-13-f"], content.as_object().unwrap());
    assert_eq!(second.languages, set(&["en"]));
    assert_eq!(second.regions, set(&["oceania"]));
    assert_eq!(second.period, period(Some("2027"), Some("2028")));
}
