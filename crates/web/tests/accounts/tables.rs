//! What a delegation's own pages list, as tables: for its own people, by a fresh touch, noted in the trail.

use super::common::OneShelf;
use super::house::{House, Visitor, participant};
use axum::http::StatusCode;
use delegations::audit::{self, What};
use delegations::{people, tokens};
use policy::{Role, Scope};
use std::io::{Cursor, Read};
use std::sync::Arc;

const OWN: [&str; 3] = ["/delegation/table", "/delegation/provisions/table", "/delegation/reminders/table"];

/// The files that were noted as taken away by XAB, the oldest first.
fn noted(house: &House) -> Vec<String> {
    let found = house.drawers(|d| audit::of_seat(d, "participant/XAB", None, 1_000, 100_000));
    let taken = found.events.into_iter().rev().filter(|event| event.what == What::Exported);
    taken.filter_map(|event| event.about).collect()
}

fn sheet(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_delegations_own_tables_need_a_fresh_touch_and_are_in_the_trail() {
    let house = House::new();
    let mut ana = house.join(&participant("XAB"), &[Role::Delegate], "=1+1", 21);
    house.pass(600);
    for address in OWN {
        let answer = ana.get(&house, address);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{address}");
        assert!(answer.header("location").starts_with("/touch?next=%2Fdelegation%2F"), "{address}");
    }
    assert_eq!(noted(&house), [""; 0], "nothing left the hub");
    ana.touch(&house);
    let file = |address: &str, form: &str| {
        let answer = ana.get(&house, &format!("{address}?form={form}&lang=en"));
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert!(answer.header("cache-control").contains("no-store"), "{address}");
        answer
    };
    let people = file(OWN[0], "csv");
    assert!(people.text().contains("'=1+1,Delegate"), "no formula: {}", people.text());
    let said = file(OWN[1], "csv");
    assert!(said.text().contains(&house.world.restricted.to_string()), "what is for nobody else too");
    assert!(said.text().contains("Nothing said here"), "its own eyes see what it hasn't said");
    assert!(!said.text().contains("Register of critical services"), "nothing of another's");
    assert!(file(OWN[2], "csv").text().contains("Last day"));
    for address in OWN {
        assert!(sheet(&file(address, "xlsx").bytes).contains("<t"), "{address}");
    }
    assert_eq!(noted(&house), [OWN, OWN].concat());
}

#[test]
fn nobody_else_is_given_a_delegations_own_tables() {
    let house = House::new();
    house.join(&participant("XAB"), &[Role::Delegate], "Ana", 21);
    let stranger = Visitor { cookie: None, network: 40, credential: None };
    let token = house.drawers(|drawer| {
        let ana = people::of_seat(drawer, &participant("XAB"))?.remove(0);
        Ok(tokens::make(drawer, &ana, &participant("XAB"), "a program", [Scope::Read].into(), 86_400)?.0)
    });
    for address in OWN {
        assert!(stranger.get(&house, address).header("location").starts_with("/sign-in"), "{address}");
        let program = stranger.get_as(&house, address, Some(&token.text()));
        assert_ne!(program.status, StatusCode::OK, "{address}");
        assert!(!program.text().contains("Ana"), "{address}");
    }
    assert_eq!(noted(&house), [""; 0]);
}

#[test]
fn the_trail_is_taken_along_as_a_table_by_the_same_touch_and_the_same_event() {
    let house = House::over(super::common::World::new(), Arc::new(OneShelf));
    let mut ana = house.join(&participant("XAB"), &[Role::NationalAdministrator], "=cmd", 1);
    house.join(&participant("XAA"), &[Role::NationalAdministrator], "Zoe", 2);
    house.pass(600);
    let asked = ana.post(&house, "/trail/export", &[("as", "csv")]);
    assert!(asked.header("location").starts_with("/touch?"), "{}", asked.header("location"));
    assert_eq!(noted(&house), [""; 0]);
    ana.touch(&house);
    let csv = ana.post(&house, "/trail/export?lang=en", &[("as", "csv")]);
    let text = csv.text();
    assert!(csv.header("content-disposition").ends_with("trail-en.csv\""), "{:?}", csv.headers);
    assert!(text.contains("Used an invitation,1,'=cmd,") && text.contains(",trail"), "{text}");
    assert!(!text.contains("Zoe"), "{text}");
    let page = ana.get(&house, "/trail.json").json();
    assert_eq!(
        text.lines().count(),
        1 + page["events"].as_array().unwrap().len(),
        "as the page lists: {text}"
    );
    let xlsx = ana.post(&house, "/trail/export?lang=ar", &[("as", "xlsx")]);
    assert!(sheet(&xlsx.bytes).contains("=cmd"), "text in a cell of text");
    assert_eq!(noted(&house), ["trail", "trail"]);
    assert_eq!(ana.post(&house, "/trail/export", &[("as", "ods")]).status, StatusCode::BAD_REQUEST);
}
