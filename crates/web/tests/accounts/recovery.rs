//! A lost device: two colleagues, or the secretariat after 72 hours; and whoever stops it.

use super::common;
use super::house::*;
use axum::http::StatusCode;
use delegations::audit::What;
use policy::Role;
use record::signature::to_armor;

struct Three {
    house: House,
    ana: Visitor,
    ben: Visitor,
    cleo: Visitor,
    bens: String,
}

fn three() -> Three {
    let house = House::new();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::NationalAdministrator], "Ana", 1);
    let ben = house.join(&seat, &[Role::Delegate], "Ben", 2);
    let cleo = house.join(&seat, &[Role::Delegate], "Cleo", 3);
    let bens = house.signer(&seat, "Ben");
    Three { house, ana, ben, cleo, bens }
}

#[test]
fn a_colleague_asks_another_confirms_and_the_old_passkey_opens_nothing() {
    let Three { house, ana, mut ben, cleo, bens } = three();
    let person = [("person", bens.as_str())];
    assert_eq!(
        ana.post(&house, "/delegation/recovery", &person).header("location"),
        "/delegation?notice=asked"
    );
    let alone = ana.post(&house, "/delegation/recovery/confirm", &person);
    assert_eq!(alone.header("location"), "/delegation?notice=same-person");
    let made = cleo.post(&house, "/delegation/recovery/confirm", &person);
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    let link = standing_in(&made, "link").to_owned();
    assert_eq!(house.trail(&participant("XAA"))[..2], [What::Recovery, What::Recovery]);
    // Until the link is used, nothing has changed.
    assert_eq!(ben.get(&house, "/me").status, StatusCode::OK);
    let mut found = Visitor::new(9);
    assert_eq!(found.use_link(&house, &link, "whoever").status, StatusCode::OK);
    assert!(found.get(&house, "/me").text().contains("<h1>Ben</h1>"));
    assert!(ben.get(&house, "/me").header("location").starts_with("/sign-in"));
    assert_eq!(ben.sign_in(&house).json()["code"], "sign-in-failed");
}

#[test]
fn the_person_sees_that_a_recovery_was_asked_and_stops_it() {
    let Three { house, ana, ben, cleo, bens } = three();
    assert!(!ben.get(&house, "/me").text().contains("lost your passkeys"));
    ana.post(&house, "/delegation/recovery", &[("person", &bens)]);
    let page = ben.get(&house, "/me");
    assert!(page.text().contains("lost your passkeys") && page.text().contains("Ana"), "{}", page.main());
    let stopped = ben.post(&house, "/me/recovery/stop", &[("seat", "participant/XAA")]);
    assert_eq!(stopped.header("location"), "/me?notice=stopped");
    let late = cleo.post(&house, "/delegation/recovery/confirm", &[("person", &bens)]);
    assert_eq!(late.header("location"), "/delegation?notice=no-such-person");
    assert_eq!(house.trail(&participant("XAA"))[..2], [What::Recovery, What::Recovery]);
}

#[test]
fn any_reader_of_the_delegation_stops_a_recovery_and_no_other_delegation_does() {
    let Three { house, ana, bens, .. } = three();
    let rob = house.join(&participant("XAA"), &[Role::Reader], "Rob", 5);
    let zoe = house.join(&participant("XAB"), &[Role::NationalAdministrator], "Zoe", 6);
    ana.post(&house, "/delegation/recovery", &[("person", &bens)]);
    for address in ["/delegation/recovery/stop", "/delegation/recovery/confirm", "/delegation/remove"] {
        let foreign = zoe.post(&house, address, &[("person", &bens)]);
        assert_eq!(foreign.header("location"), "/delegation?notice=no-such-person", "{address}");
    }
    let stopped = rob.post(&house, "/delegation/recovery/stop", &[("person", &bens)]);
    assert_eq!(stopped.header("location"), "/delegation?notice=stopped");
}

#[test]
fn a_second_request_does_not_let_the_first_asker_confirm() {
    let Three { house, ana, cleo, bens, .. } = three();
    ana.post(&house, "/delegation/recovery", &[("person", &bens)]);
    let again = cleo.post(&house, "/delegation/recovery", &[("person", &bens)]);
    assert_eq!(again.header("location"), "/delegation?notice=saved-meanwhile");
    let alone = ana.post(&house, "/delegation/recovery/confirm", &[("person", &bens)]);
    assert_eq!(alone.header("location"), "/delegation?notice=same-person");
}

#[test]
fn a_secretariat_waits_72_hours_needs_its_root_keys_and_sees_no_name() {
    let Three { house, ben, bens, .. } = three();
    let mut ida = house.join(&secretariat(), &[Role::SecretariatAdministrator], "Ida", 8);
    let fields = [("seat", "participant/XAA"), ("person", bens.as_str())];
    let asked = ida.post(&house, "/secretariat/recovery", &fields);
    assert_eq!(asked.header("location"), "/delegation?notice=waiting");
    assert!(ben.get(&house, "/me").text().contains("The secretariat asked"));
    let order = format!("/secretariat/recovery/order?seat=participant%2FXAA&person={bens}");
    let file = ida.get(&house, &order);
    assert!(file.text().starts_with("comity/v1/recovery\nlog exercise.example/log\n"), "{}", file.text());
    // What is signed isn't for the delegation to fetch, nor for another secretariat.
    assert_eq!(ben.get(&house, &order).status, StatusCode::NOT_FOUND);
    let signed = |seed: u8, bytes: &[u8]| to_armor(&common::key(seed).sign(bytes));
    let complete = |by: &Visitor, signatures: &str| {
        let fields = [fields[0], fields[1], ("signatures", signatures)];
        by.post(&house, "/secretariat/recovery/complete", &fields)
    };
    let right = signed(common::ROOT, &file.bytes);
    assert_eq!(
        complete(&ida, &right).header("location"),
        "/delegation?notice=field",
        "72 hours are not over"
    );
    house.pass(72 * 3_600);
    ida.sign_in(&house);
    for wrong in [signed(common::XAA, &file.bytes), signed(common::ROOT, b"another text")] {
        assert_eq!(complete(&ida, &wrong).header("location"), "/delegation?notice=field");
    }
    assert_eq!(complete(&ida, "no signature").status, StatusCode::BAD_REQUEST);
    assert!(ida.get(&house, "/delegation").text().contains("recovery.txt"));
    let made = complete(&ida, &right);
    assert_eq!(made.status, StatusCode::OK, "{}", made.header("location"));
    assert!(!made.text().contains("Ben"));
    let link = standing_in(&made, "link").to_owned();
    assert_eq!(Visitor::new(9).use_link(&house, &link, "whoever").status, StatusCode::OK);
    let none = [("seat", "participant/FRA"), ("person", bens.as_str())];
    assert_eq!(ida.post(&house, "/secretariat/recovery", &none).status, StatusCode::FORBIDDEN);
}
