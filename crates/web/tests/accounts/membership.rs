//! A State joins a mechanism by a new version of its file, and another leaves: who reads what was said to its participants
//! before and since.

use super::common::{self, Answer, World, XAB, measure};
use super::house::*;
use super::reading::finder_over;
use axum::http::StatusCode;
use policy::{Role, Seat};
use record::{Audience, RecordId};
use serde_json::Value;
use std::sync::Arc;

/// Takes part in the Lagoon until its next version.
const LEAVER: &str = "XAC";

/// Takes part in it from its next version on.
const JOINER: &str = "XAO";

/// A word of both records, and no other has it.
const COMMON: &str = "plantedword";

/// The titles of what was said before and after the next version.
const TITLES: [&str; 2] = ["Plantedbefore", "Plantedsince"];

/// A hub where XAB has said one thing to the Lagoon's participants before its new version, and one since.
fn house() -> (House, [RecordId; 2], catalogue::Catalogue) {
    let world = World::new();
    let say = |draft: common::Draft| world.register.submit_blocking(draft.sign()).unwrap().id;
    let tell = |number, title: &str| {
        let lagoon = || "exercise-lagoon".to_owned();
        let draft = measure(number, "XAB", XAB, title);
        let audience = Audience::Mechanism { mechanism: lagoon() };
        let mut draft = draft.for_readers(audience, &format!("{COMMON} {title}"), &format!("{title}.pdf"));
        draft.header.mechanisms = vec!["exercise-assembly".to_owned(), lagoon()];
        say(draft)
    };
    say(common::lagoon(70));
    let before = tell(80, TITLES[0]);
    let (file, catalogue) = common::next_lagoon(81, LEAVER, JOINER);
    say(file);
    let since = tell(82, TITLES[1]);
    let finder = finder_over(&world);
    (House::over(world, finder), [before, since], catalogue)
}

/// Which of the two somebody is shown, the same way wherever they look: the page and its parts, lists, search, counts.
fn sees(house: &House, who: &Visitor, ids: &[RecordId; 2]) -> [bool; 2] {
    let sees = ids.map(|id| who.get(house, &format!("/records/{id}")).status == StatusCode::OK);
    for (id, sees) in ids.iter().zip(sees) {
        for part in [".json", "/header", "/signatures", "/body", "/proof"] {
            let answer = who.get(house, &format!("/records/{id}{part}"));
            let expected = if sees { StatusCode::OK } else { StatusCode::NOT_FOUND };
            assert_eq!(answer.status, expected, "{part}");
        }
    }
    let lists = [
        "/mechanisms/exercise-lagoon",
        "/mechanisms/exercise-assembly",
        "/participants/XAB",
        "/framework/un/norm-13-f",
        "/register",
        "/search?q=plantedword",
    ];
    for address in lists {
        let page = who.get(house, address);
        let shown = TITLES.map(|title| page.text().contains(title));
        assert_eq!(shown, sees, "{address}");
    }
    let found = who.get(house, &format!("/search.json?q={COMMON}")).json();
    let count = sees.iter().filter(|sees| **sees).count() as u64;
    assert_eq!(found["closed"]["total"].as_u64().unwrap_or(0), count);
    assert_eq!(in_lagoon(&found), count);
    sees
}

/// How many of what was found are counted for the Lagoon.
fn in_lagoon(found: &Value) -> u64 {
    let facets = found["facets"].as_array().unwrap().iter();
    let mut values =
        facets.filter(|one| one["name"] == "mechanism").flat_map(|one| one["values"].as_array().unwrap());
    values.find(|one| one["value"] == "exercise-lagoon").map_or(0, |one| one["count"].as_u64().unwrap())
}

/// Whom a record's page names as its readers, and whether it says that they are so as participants.
fn readers(page: &Answer) -> (Vec<String>, bool) {
    let page = page.json();
    let readers = &page["readers"];
    let code = |party: &Value| party["code"].as_str().unwrap().to_owned();
    let codes = readers["participants"].as_array().unwrap().iter().map(code).collect();
    assert_eq!(readers["secretariats"][0]["id"], "exercise-lagoon");
    (codes, readers["as_participants"].as_bool().unwrap())
}

#[test]
fn who_joins_reads_from_then_on_and_who_leaves_nothing_more() {
    let (house, ids, next) = house();
    let seated = |seat: Seat, role, seed| house.join(&seat, &[role], "Ana", seed);
    let author = seated(participant("XAB"), Role::Delegate, 1);
    let stays = seated(participant("XAA"), Role::Reader, 2);
    let leaver = seated(participant(LEAVER), Role::NationalAdministrator, 3);
    let joiner = seated(participant(JOINER), Role::Delegate, 4);
    let officer = seated(Seat::Mechanism("exercise-lagoon".into()), Role::Officer, 5);
    let sees = |who: &Visitor| sees(&house, who, &ids);
    // Before the hub has the new version in force. What was said since names its readers already.
    assert_eq!((sees(&leaver), sees(&joiner)), ([true, false], [false, false]));
    house.hub.renew(Arc::new(next));
    // In the same sessions.
    for who in [&author, &stays, &officer] {
        assert_eq!(sees(who), [true, true]);
    }
    assert_eq!(sees(&joiner), [false, true]);
    assert_eq!(sees(&leaver), [false, false]);
    assert_eq!(sees(&Visitor { cookie: None, network: 99, credential: None }), [false, false]);
}

#[test]
fn a_records_page_names_those_who_took_part_when_it_was_said_and_still_do() {
    let (house, ids, next) = house();
    house.hub.renew(Arc::new(next));
    let author = house.join(&participant("XAB"), &[Role::Delegate], "Ana", 1);
    let [before, since] = ids.map(|id| readers(&author.get(&house, &format!("/records/{id}.json"))));
    let named = |codes: &[String], code: &str| codes.iter().any(|one| one == code);
    for ((codes, as_participants), joined) in [(before, false), (since, true)] {
        assert!(as_participants);
        assert!(named(&codes, "XAA") && named(&codes, "XAB") && !named(&codes, LEAVER), "{codes:?}");
        assert_eq!(named(&codes, JOINER), joined, "{codes:?}");
    }
    let page = author.get(&house, &format!("/records/{}", ids[0]));
    assert!(page.text().contains("Who joins later doesn’t read it."), "{}", page.text());
}
