//! Files that are taken away: one that holds more than the public is given needs a fresh touch and is in the trail before it is
//! sent; one that holds what is public needs neither, whoever asks.

use super::common::{self, Answer, World};
use super::cycles;
use super::house::{House, Visitor, participant, secretariat};
use super::reading::{Said, planted};
use super::workbooks;
use axum::http::StatusCode;
use catalogue::Catalogue;
use delegations::audit::{self, What};
use delegations::{people, tokens};
use policy::{Action, Role, Scope, Seat};
use record::Audience;
use serde_json::json;
use std::io::{Cursor, Read};

/// A hub where restricted records are planted, and a delegate of one of their authors.
struct Desk {
    house: House,
    said: Vec<Said>,
    ana: Visitor,
}

impl Desk {
    fn new() -> Self {
        let (world, said, finder) = planted();
        let house = House::over(world, finder);
        let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
        Self { house, said, ana }
    }

    /// Files that hold what XAA said to few, out of how many records, and a word that stands in them alone.
    fn restricted(&self) -> Vec<(String, u64)> {
        let own = &self.said[0].id;
        let report = |which: &str| format!("/participants/XAA/{which}?mechanism=exercise-assembly");
        vec![
            ("/tables/participants/XAA".to_owned(), 4),
            ("/tables/mechanisms/exercise-assembly".to_owned(), 5),
            ("/tables/search?q=plantedword".to_owned(), 5),
            (format!("/records/{own}/print"), 1),
            (report("report"), 4),
            (report("outlook"), 4),
        ]
    }
}

/// Files that hold what is public alone, whoever asks for them.
fn public(world: &World) -> Vec<String> {
    let record = world.current.to_string();
    vec![
        "/tables/participants".to_owned(),
        "/tables/capacity?form=xlsx".to_owned(),
        "/tables/instruments/exercise-assembly-res-3-7".to_owned(),
        "/tables/search?q=nobodysaidthis".to_owned(),
        "/instruments/exercise-assembly-res-3-7/print?form=docx".to_owned(),
        "/kinds/measure/form?form=docx".to_owned(),
        format!("/records/{record}/print"),
    ]
}

/// The events by which it was noted that files were taken away, the oldest first: which, out of how many records.
fn noted(house: &House, seat: &Seat) -> Vec<(String, u64)> {
    let found = house.drawers(|d| audit::of_seat(d, &seat.to_string(), None, 1_000, 100_000));
    let taken = found.events.into_iter().rev().filter(|event| event.what == What::Exported);
    taken.map(|event| (event.about.unwrap(), event.count)).collect()
}

/// All text of a file, whether it is packed or not.
fn text(answer: &Answer) -> String {
    if !answer.bytes.starts_with(b"PK") {
        return answer.text().to_owned();
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(&answer.bytes)).unwrap();
    let mut all = String::new();
    for number in 0..archive.len() {
        let mut part = Vec::new();
        archive.by_index(number).unwrap().read_to_end(&mut part).unwrap();
        all.push_str(&String::from_utf8_lossy(&part));
    }
    all
}

fn in_form(address: &str, form: &str) -> String {
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}form={form}")
}

fn forms(address: &str) -> [&'static str; 2] {
    if address.starts_with("/tables/") { ["csv", "xlsx"] } else { ["html", "docx"] }
}

#[test]
fn a_file_with_restricted_content_needs_a_fresh_touch_and_leads_back_after_it() {
    let mut desk = Desk::new();
    desk.house.pass(600);
    for (address, _) in desk.restricted() {
        for form in forms(&address) {
            let asked = in_form(&address, form);
            let answer = desk.ana.get(&desk.house, &asked);
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{asked}");
            let next = serde_urlencoded::to_string([("next", format!("{asked}&lang=en"))]).unwrap();
            assert_eq!(answer.header("location"), format!("/touch?{next}"));
            assert!(!answer.text().contains("Planted"), "{asked}");
        }
    }
    assert_eq!(noted(&desk.house, &participant("XAA")), [], "nothing left the hub");
    desk.ana.touch(&desk.house);
    let (address, _) = &desk.restricted()[0];
    assert_eq!(desk.ana.get(&desk.house, address).status, StatusCode::OK);
}

/// A record's own file is as much of it as a print is.
#[test]
fn a_restricted_records_own_file_goes_the_same_way() {
    let mut desk = Desk::new();
    let (file, id) = (desk.said[0].markers[2].as_bytes(), &desk.said[0].id);
    let address = format!("/records/{id}/attachments/{}", record::Hash::of(file));
    assert_eq!(desk.ana.put_as(&desk.house, &address, file, None).status, StatusCode::CREATED);
    desk.house.pass(600);
    let asked = desk.ana.get(&desk.house, &address);
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    assert!(
        asked.header("location").starts_with("/touch?next=%2Frecords%2F"),
        "{}",
        asked.header("location")
    );
    assert_eq!(noted(&desk.house, &participant("XAA")), [], "nothing left the hub");
    desk.ana.touch(&desk.house);
    assert_eq!(desk.ana.get(&desk.house, &address).bytes, file);
    assert_eq!(noted(&desk.house, &participant("XAA")), [(address, 1)]);
}

#[test]
fn a_file_with_restricted_content_is_in_the_trail_once_with_its_path_and_its_records() {
    let desk = Desk::new();
    let mut expected = Vec::new();
    for (address, records) in desk.restricted() {
        for form in forms(&address) {
            let answer = desk.ana.get(&desk.house, &in_form(&address, form));
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            assert!(text(&answer).contains("Planted"), "{address} {form}");
            assert!(answer.header("cache-control").contains("no-store"), "{address}");
            expected.push((address.split('?').next().unwrap().to_owned(), records));
        }
    }
    assert_eq!(noted(&desk.house, &participant("XAA")), expected);
}

#[test]
fn a_file_of_what_is_public_needs_no_touch_and_leaves_no_event() {
    let desk = Desk::new();
    let nobody = Visitor { cookie: None, network: 40, credential: None };
    desk.house.pass(600);
    for address in public(&desk.house.world) {
        let (public, own) = (nobody.get(&desk.house, &address), desk.ana.get(&desk.house, &address));
        assert_eq!((public.status, own.status), (StatusCode::OK, StatusCode::OK), "{address}");
        assert_eq!(text(&public), text(&own), "{address}");
        assert_eq!(public.header("cache-control"), "no-cache", "{address}");
    }
    // The same list, of which the public is given less, is public for the public.
    let (address, _) = &desk.restricted()[0];
    assert_eq!(nobody.get(&desk.house, address).status, StatusCode::OK);
    assert_eq!(noted(&desk.house, &participant("XAA")), []);
}

#[test]
fn a_program_and_an_auditor_take_nothing_restricted_away() {
    let desk = Desk::new();
    let seat = participant("XAA");
    let token = desk.house.drawers(|drawer| {
        let ana = people::of_seat(drawer, &seat)?.remove(0);
        Ok(tokens::make(drawer, &ana, &seat, "a program", [Scope::Read].into(), 86_400)?.0)
    });
    let program = Visitor { cookie: None, network: 98, credential: None };
    let token = token.text();
    for (address, _) in desk.restricted() {
        let answer = program.get_as(&desk.house, &address, Some(&token));
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
        assert!(!answer.text().contains("Planted"), "{address}");
    }
    let list = program.get_as(&desk.house, "/tables/participants", Some(&token));
    assert_eq!(list.status, StatusCode::OK);
    assert_eq!(noted(&desk.house, &seat), []);
    // Somebody who sees that something was said, and not what, takes not even that away in a file.
    let auditor = desk.house.join(&secretariat(), &[Role::Auditor], "Ines", 31);
    let sees = super::reading::subject(&secretariat(), &[Role::Auditor]);
    let seen = desk.said.iter().find(|said| said.may(&sees, Action::ReadHeader)).unwrap();
    assert_eq!(auditor.get(&desk.house, &format!("/records/{}", seen.id)).status, StatusCode::OK);
    let print = auditor.get(&desk.house, &format!("/records/{}/print", seen.id));
    assert_eq!(print.status, StatusCode::FORBIDDEN);
    assert_eq!(noted(&desk.house, &secretariat()), []);
}

#[test]
fn what_a_secretariat_takes_away_is_noted_as_read_too() {
    let desk = Desk::new();
    let oto = desk.house.join(&secretariat(), &[Role::Officer], "Oto", 32);
    let address = "/tables/mechanisms/exercise-assembly";
    assert_eq!(oto.get(&desk.house, address).status, StatusCode::OK);
    assert_eq!(noted(&desk.house, &secretariat()), [(address.to_owned(), 3)]);
    assert!(desk.house.trail(&secretariat()).contains(&What::ReadRestricted));
    desk.house.pass(600);
    let read = desk.house.trail(&secretariat()).len();
    assert!(oto.get(&desk.house, address).header("location").starts_with("/touch?"));
    assert_eq!(desk.house.trail(&secretariat()).len(), read, "what isn't given isn't read");
}

#[test]
fn a_drafts_workbook_is_taken_away_as_a_file_is_and_a_blank_one_is_everybodys() {
    let desk = workbooks::Desk::of(House::new(), "national-survey", &[]);
    let files = [format!("{}/workbook", desk.page), format!("{}/form?form=docx", desk.page)];
    desk.house.pass(600);
    for file in &files {
        assert_eq!(desk.ana.get(&desk.house, file).status, StatusCode::OK, "{file}");
    }
    assert_eq!(noted(&desk.house, &participant("XAA")), []);
    let workbook = workbooks::filled(
        Catalogue::built_in().unwrap().kind("national-survey").unwrap(),
        &json!({ "norm-13-f-measures": "Planted in a draft" }),
    );
    let sent = desk.bring(&desk.ana, "1", &workbook, &desk.ana.word());
    assert!(sent.header("location").ends_with("notice=workbook-taken"), "{}", sent.text());
    for file in &files {
        let answer = desk.ana.get(&desk.house, file);
        assert!(
            answer.header("location").starts_with("/touch?next=%2Fdrafts%2F"),
            "{file}: {}",
            answer.status
        );
    }
    let mut ana = desk.ana.clone();
    ana.touch(&desk.house);
    for file in &files {
        let taken = ana.get(&desk.house, file);
        assert!(text(&taken).contains("Planted in a draft"), "{file}");
        assert!(taken.header("cache-control").contains("no-store"), "{file}: no browser keeps it");
    }
    let paths = files.map(|file| (file.split('?').next().unwrap().to_owned(), 1));
    assert_eq!(noted(&desk.house, &participant("XAA")), paths);
}

#[test]
fn a_blank_form_for_what_few_are_asked_is_taken_away_as_theirs() {
    let world = cycles::world();
    let mut draft = common::cycle(501, "Planted question", "2026-01-01", "2036-01-01");
    draft.header.audience = Audience::Mechanism { mechanism: "exercise-assembly".into() };
    let cycle = cycles::say(&world, draft).to_string();
    let house = cycles::house(world);
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let begun = ana.post(&house, "/drafts", &[("kind", "measure"), ("cycle", &cycle)]);
    let page = begun.header("location").to_owned();
    house.pass(600);
    for file in ["workbook", "form?form=docx"] {
        let answer = ana.get(&house, &format!("{page}/{file}"));
        assert!(answer.header("location").starts_with("/touch?next="), "{file}: {}", answer.status);
    }
    assert_eq!(noted(&house, &participant("XAA")), []);
}
