//! What ends with a session in the browser, what costs a stranger nothing to be refused, and that one credential speaks for one
//! delegation.

use super::house::{House, Visitor, participant};
use super::workbooks::{Desk, filled};
use axum::body::Body;
use axum::http::Request;
use catalogue::Catalogue;
use delegations::people;
use policy::Role;
use record::webauthn::{Challenge, Purpose};
use rehearsal::authenticator::{Algorithm, Credential, ORIGIN};
use serde_json::json;
use web::account::SESSION_COOKIE;

const CLEARS: &str = "\"cache\", \"storage\"";

#[test]
fn clear_site_data_is_sent_at_sign_out() {
    let house = House::new();
    let mut ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    assert_eq!(ana.get(&house, "/me").header("clear-site-data"), "", "not while she works");
    let out = ana.post(&house, "/sign-out", &[]);
    assert_eq!((out.status.as_u16(), out.header("clear-site-data")), (303, CLEARS));
    assert!(out.header("set-cookie").ends_with("Max-Age=0"), "the cookie goes by itself");
    // Leaving for good ends the session too.
    assert_eq!(ana.sign_in(&house).status, 200);
    ana.touch(&house);
    let left = ana.post(&house, "/me/leave", &[]);
    assert_eq!((left.status.as_u16(), left.header("clear-site-data")), (303, CLEARS));
}

#[test]
fn clear_site_data_is_sent_to_whoever_was_removed_on_their_next_page() {
    let house = House::new();
    let seat = participant("XAA");
    let mut ana = house.join(&seat, &[Role::NationalAdministrator], "Ana", 21);
    let ben = house.join(&seat, &[Role::Delegate], "Ben", 22);
    ana.touch(&house);
    let bens = house.signer(&seat, "Ben");
    assert_eq!(ana.post(&house, "/delegation/remove", &[("person", &bens)]).status, 303);
    let next = ben.get(&house, "/delegation");
    assert_eq!(next.header("location"), "/sign-in?next=%2Fdelegation");
    assert_eq!(next.header("clear-site-data"), CLEARS);
    assert_eq!(ben.get(&house, "/").header("clear-site-data"), "", "public pages are the public's");
}

#[test]
fn a_workbook_of_somebody_who_may_not_write_is_not_read() {
    let desk = Desk::of(House::new(), "national-survey", &[]);
    let rea = desk.house.join(&participant("XAA"), &[Role::Reader], "Rea", 23);
    assert_eq!(rea.get(&desk.house, &desk.page).status, 200, "she may read the draft");
    let survey = Catalogue::built_in().unwrap().kind("national-survey").unwrap();
    for file in [filled(survey, &json!({})), b"no workbook at all".to_vec()] {
        let brought = desk.bring(&rea, "1", &file, &rea.word());
        assert_eq!(brought.status, 403, "refused before it is looked at: {}", brought.text());
    }
    assert_eq!(desk.bring(&desk.ana, "1", b"no workbook at all", &desk.ana.word()).status, 422);
}

/// A credential for signing, apart from the one of the same person for signing in.
const SIGNING: Credential = Credential { algorithm: Algorithm::Es256, seed: 78 };

#[test]
fn a_second_delegation_needs_a_second_credential() {
    let house = House::new();
    let first = participant("XAA");
    house.join(&first, &[Role::Delegate], "Ana", 21);
    let signer =
        house.drawers(|drawer| people::of_seat(drawer, &first))[0].membership(&first).unwrap().signer;
    let touch = |id: &_| SIGNING.touch(&Challenge::of_record(id));
    let key = SIGNING.key(Purpose::Sign);
    house.world.enrol_passkey("XAA", &key, signer, &touch);
    // She acts for a second delegation, under another random name.
    let second = participant("XAB");
    let link = house.invitation(&second, &[Role::Delegate], "");
    let person = house.drawers(|drawer| people::of_seat(drawer, &first))[0].id;
    house.drawers(|drawer| delegations::invitations::accept_as(drawer, &link, person));
    let other = house.drawers(|drawer| people::person(drawer, person)).membership(&second).unwrap().signer;
    assert_ne!(other, signer, "records of the two don't name the same person");
    let refused = house.world.try_to_enrol_passkey("XAB", &key, other, &touch);
    assert_eq!(refused, Err("key-enrolled"));
    let another = Credential { seed: 79, ..SIGNING };
    let touch = |id: &_| another.touch(&Challenge::of_record(id));
    let taken = house.world.try_to_enrol_passkey("XAB", &another.key(Purpose::Sign), other, &touch);
    assert_eq!(taken, Ok(()));
}

/// One device that falls into the water must not be the end of an account.
#[test]
fn whoever_has_one_passkey_is_told_to_have_two() {
    const ADVICE: &str = "You have one only.";
    let house = House::new();
    let mut ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let advised = |ana: &Visitor| ana.get(&house, "/me?lang=en").text().contains(ADVICE);
    assert!(advised(&ana));
    ana.touch(&house);
    assert_eq!(ana.adds_passkey(&house, 22).status, 200);
    assert!(!advised(&ana));
}

/// A browser prefers English; its reader chose French in the menu.
#[test]
fn whoever_chose_a_language_keeps_it_when_a_form_leads_on() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let send = |from: &str| {
        let fields = [("form", ana.word()), ("seat", "participant/XAB".to_owned())];
        let request = Request::builder()
            .method("POST")
            .uri("/me/seat")
            .header("origin", ORIGIN)
            .header("referer", from)
            .header("accept-language", "en")
            .header("cookie", format!("{SESSION_COOKIE}={}", ana.cookie.as_deref().unwrap()))
            .header("content-type", "application/x-www-form-urlencoded");
        let body = serde_urlencoded::to_string(fields).unwrap();
        house.send(request.body(Body::from(body)).unwrap(), 21).header("location").to_owned()
    };
    assert_eq!(send(&format!("{ORIGIN}/me?lang=fr#seats")), "/me?notice=not-your-seat&lang=fr");
    assert_eq!(send(&format!("{ORIGIN}/me")), "/me?notice=not-your-seat");
}
