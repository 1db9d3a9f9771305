//! All that was said in a delegation's name, to take along: each record proves itself, what is restricted is there for its own
//! delegation alone, and the trail says that it was taken.

use super::acts::transmit;
use super::common::{self, Answer, OneShelf, World};
use super::house::{House, Visitor, participant, secretariat};
use axum::body::Body;
use axum::http::{Request, Response};
use delegations::audit::What;
use delegations::people;
use policy::Role;
use record::{Hash, RecordId, Time};
use rehearsal::authenticator::ORIGIN;
use std::collections::BTreeMap;
use std::sync::Arc;
use web::account::SESSION_COOKIE;

/// The files of an archive, as any program that knows the format finds them.
fn unpacked(answer: &Answer) -> BTreeMap<String, Vec<u8>> {
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/x-tar"));
    let text =
        |bytes: &[u8]| String::from_utf8(bytes.iter().copied().take_while(|b| *b != 0).collect()).unwrap();
    let (mut files, mut rest) = (BTreeMap::new(), answer.bytes.as_slice());
    while rest[0] != 0 {
        let (header, after) = rest.split_at(512);
        let sum: u32 = header
            .iter()
            .enumerate()
            .map(|(at, b)| if (148..156).contains(&at) { 32 } else { (*b).into() })
            .sum();
        assert_eq!(u32::from_str_radix(text(&header[148..154]).trim(), 8).unwrap(), sum);
        assert_eq!(text(&header[257..263]), "ustar");
        let size = usize::from_str_radix(&text(&header[124..136]), 8).unwrap();
        files.insert(text(&header[..100]), after[..size].to_vec());
        rest = &after[size.next_multiple_of(512)..];
    }
    assert_eq!(rest, [0; 1_024], "and nothing after its end");
    files
}

fn take(house: &House, by: &Visitor) -> Answer {
    by.post(house, "/delegation/records", &[])
}

fn records(files: &BTreeMap<String, Vec<u8>>) -> Vec<serde_json::Value> {
    let list: serde_json::Value = serde_json::from_slice(&files["list.json"]).unwrap();
    assert_eq!((&list["more"], &list["missing"]), (&false.into(), &serde_json::json!([])));
    list["records"].as_array().unwrap().clone()
}

#[test]
fn a_delegation_takes_all_of_its_records_along_and_each_proves_itself() {
    let world = World::new();
    let (own, file) = (world.restricted, "Note verbale 12/2026");
    let transmitted = transmit(&world, "XAB", file);
    let house = House::over(world, Arc::new(OneShelf)).on_the_registers_day();
    let seat = participant("XAB");
    let bo = house.join(&seat, &[Role::Delegate], "Bo", 22);
    assert!(bo.get(&house, "/delegation").main().contains("/delegation/records"));
    let files = unpacked(&take(&house, &bo));
    let list = records(&files);
    let line = |id: &RecordId| list.iter().find(|line| line["record"] == id.to_string()).unwrap();
    for id in [own, transmitted, house.world.hostile] {
        let bytes = &files[line(&id)["file"].as_str().unwrap()];
        let report = verify::verify_export(bytes, None, Time(common::START + 86_400 * 30));
        assert!(report.is_ok(), "{id}: {:?}", report.err());
        assert_eq!(line(&id)["has_body"], true);
    }
    assert!(
        String::from_utf8_lossy(&files[line(&own)["file"].as_str().unwrap()])
            .contains("For our own delegation")
    );
    let sha256 = Hash::of(file.as_bytes()).to_string();
    assert_eq!(line(&transmitted)["attachments"][&sha256], true);
    let name = files.keys().find(|name| name.contains(&sha256)).unwrap();
    assert_eq!(files[name], file.as_bytes());
    assert!(
        !list.iter().any(|line| line["record"] == house.world.current.to_string()),
        "nothing of another's"
    );
    assert!(house.trail(&seat).contains(&What::Exported));
}

#[test]
fn nobody_takes_anothers_records_and_nobody_without_a_fresh_touch() {
    let house = House::new().on_the_registers_day();
    let mut ana = house.join(&participant("XAA"), &[Role::Reader], "Ana", 21);
    let size = records(&unpacked(&take(&house, &ana))).len();
    house.pass(600);
    assert!(take(&house, &ana).header("location").starts_with("/touch?"));
    ana.touch(&house);
    assert_eq!(records(&unpacked(&take(&house, &ana))).len(), size);
    // Of XAB's own nothing is in it; a secretariat and the public have nothing to take.
    assert!(!String::from_utf8_lossy(&take(&house, &ana).bytes).contains("For our own delegation"));
    let oto = house.join(&secretariat(), &[Role::Officer], "Oto", 32);
    assert_eq!(take(&house, &oto).status, 403);
    assert!(!oto.get(&house, "/delegation").main().contains("/delegation/records"));
    let nobody = Visitor { cookie: None, network: 40, credential: None };
    assert!(take(&house, &nobody).header("location").starts_with("/sign-in"));
}

/// An archive that is being made, and of which nothing is read yet.
fn begin(house: &House, by: &Visitor) -> Response<Body> {
    let cookie = format!("{SESSION_COOKIE}={}", by.cookie.as_deref().unwrap());
    let request = Request::builder().method("POST").uri("/delegation/records").header("origin", ORIGIN);
    let request =
        request.header("cookie", cookie).header("content-type", "application/x-www-form-urlencoded");
    house.begin(request.body(Body::from(format!("form={}", by.word()))).unwrap(), 21)
}

#[test]
fn whoever_reads_nothing_keeps_no_other_delegation_waiting() {
    let house = House::new().on_the_registers_day();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let held = begin(&house, &ana);
    assert_eq!(held.status(), 200);
    let second = begin(&house, &ana);
    assert!(second.headers().contains_key("retry-after"), "{} {:?}", second.status(), second.headers());
    let bo = house.join(&participant("XAB"), &[Role::Delegate], "Bo", 22);
    records(&unpacked(&take(&house, &bo)));
    assert!(house.rest(held.into_body()).is_some());
}

#[test]
fn whoever_is_removed_while_an_archive_is_made_gets_no_more_of_it() {
    let world = World::new();
    for number in 100..112 {
        let point = common::measure(number, "XAA", common::XAA, "A point");
        world.register.submit_blocking(point.sign()).unwrap();
    }
    let house = House::over(world, Arc::new(OneShelf)).on_the_registers_day();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::Delegate], "Ana", 21);
    let whole = begin(&house, &ana);
    assert!(house.rest(whole.into_body()).is_some(), "as long as she is there");
    let held = begin(&house, &ana);
    house.drawers(|drawer| {
        let ana = people::of_seat(drawer, &seat)?[0].id;
        people::remove_from_seat(drawer, ana, &seat)
    });
    house.pass(60);
    assert!(house.rest(held.into_body()).is_none(), "what was being made broke off");
}
