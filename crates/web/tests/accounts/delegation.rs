//! An administrator's page: inviting, changing roles, removing; and who sees which part of it.

use super::house::*;
use axum::http::StatusCode;
use delegations::audit::What;
use policy::Role;

#[test]
fn an_administrator_invites_and_the_link_is_shown_once() {
    let house = House::new();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::NationalAdministrator], "Ana", 1);
    let roles = [("role", "delegate"), ("role", "contact"), ("note", "the desk officer")];
    let made = ana.post(&house, "/delegation/invitations", &roles);
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    assert_eq!(made.header("cache-control"), "no-store");
    let link = standing_in(&made, "link").to_owned();
    assert!(link.starts_with("https://hub.example/join#"), "{link}");
    let page = ana.get(&house, "/delegation");
    assert!(page.text().contains("the desk officer") && !page.text().contains(&link));

    let mut ben = Visitor::new(2);
    assert_eq!(ben.use_link(&house, &link, "Ben").status, StatusCode::OK);
    let page = ben.get(&house, "/delegation.json").json();
    assert_eq!(page["people"].as_array().unwrap().len(), 2);
    assert_eq!(page["people"][1]["roles"].as_array().unwrap().len(), 2);
    assert_eq!(house.trail(&seat)[..2], [What::Joined, What::Invited]);
}

#[test]
fn a_withdrawn_invitation_opens_nothing() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::NationalAdministrator], "Ana", 1);
    let made = ana.post(&house, "/delegation/invitations", &[("role", "reader")]);
    let link = standing_in(&made, "link").to_owned();
    let id = ana.get(&house, "/delegation.json").json()["invitations"][0]["id"].as_str().unwrap().to_owned();
    let gone = ana.post(&house, "/delegation/invitations/withdraw", &[("invitation", &id)]);
    assert_eq!(gone.header("location"), "/delegation?notice=removed");
    assert_eq!(Visitor::new(2).use_link(&house, &link, "Ben").json()["code"], "invitation-invalid");
}

#[test]
fn inviting_needs_a_fresh_touch_and_comes_back_to_the_page() {
    let house = House::new();
    let seat = participant("XAA");
    let mut ana = house.join(&seat, &[Role::NationalAdministrator], "Ana", 1);
    house.pass(301);
    let before = house.state(&seat);
    let led = ana.post(&house, "/delegation/invitations", &[("role", "reader")]);
    assert_eq!(led.header("location"), "/touch?next=%2Fdelegation");
    assert_eq!(house.state(&seat), before);
    ana.touch(&house);
    assert_eq!(ana.post(&house, "/delegation/invitations", &[("role", "reader")]).status, StatusCode::OK);
}

#[test]
fn a_reader_sees_the_people_and_neither_invites_nor_sees_who_is_invited() {
    let house = House::new();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::NationalAdministrator], "Ana", 1);
    let rob = house.join(&seat, &[Role::Reader], "Rob", 2);
    ana.post(&house, "/delegation/invitations", &[("role", "reader"), ("note", "planted-note")]);
    let page = rob.get(&house, "/delegation");
    assert!(page.text().contains("Ana") && !page.text().contains("planted-note"));
    assert!(rob.get(&house, "/delegation.json").json().get("invitations").is_none());
    let before = house.state(&seat);
    let ana_signs = house.signer(&seat, "Ana");
    for (address, fields) in [
        ("/delegation/invitations", vec![("role", "national-administrator")]),
        ("/delegation/roles", vec![("person", ana_signs.as_str()), ("role", "reader")]),
        ("/delegation/remove", vec![("person", ana_signs.as_str())]),
        ("/delegation/recovery", vec![("person", ana_signs.as_str())]),
        ("/trail/export", vec![]),
    ] {
        assert_eq!(rob.post(&house, address, &fields).status, StatusCode::FORBIDDEN, "{address}");
    }
    assert_eq!(rob.get(&house, "/trail").status, StatusCode::NOT_FOUND);
    assert_eq!(house.state(&seat), before);
}

#[test]
fn a_removed_persons_cookie_and_token_open_nothing_at_once() {
    let house = House::new();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::NationalAdministrator], "Ana", 1);
    let ben = house.join(&seat, &[Role::Delegate], "Ben", 2);
    let fields = [("label", "script"), ("scope", "read"), ("days", "30")];
    let token = standing_in(&ben.post(&house, "/me/tokens", &fields), "token").to_owned();
    assert_eq!(ben.get(&house, "/me").status, StatusCode::OK);
    let signer = house.signer(&seat, "Ben");
    let removed = ana.post(&house, "/delegation/remove", &[("person", &signer)]);
    assert_eq!(removed.header("location"), "/delegation?notice=removed");
    assert_eq!(house.trail(&seat)[0], What::Removed);
    // The same cookie, stolen or kept: the next click leads to sign-in, and a form changes nothing.
    assert_eq!(ben.get(&house, "/me").header("location"), "/sign-in?next=%2Fme");
    let before = house.state(&seat);
    let tried = ben.post(&house, "/delegation/invitations", &[("role", "reader")]);
    assert!(tried.header("location").starts_with("/sign-in"), "{:?}", tried.headers);
    assert_eq!(house.state(&seat), before);
    assert_eq!(super::tokens::with_token(&house, "/token", &token).status, StatusCode::UNAUTHORIZED);
}

#[test]
fn changed_roles_hold_at_the_next_sign_in_and_end_what_was_open() {
    let house = House::new();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::NationalAdministrator], "Ana", 1);
    let mut ben = house.join(&seat, &[Role::Reader], "Ben", 2);
    let signer = house.signer(&seat, "Ben");
    let fields = [("person", signer.as_str()), ("role", "national-administrator")];
    assert_eq!(ana.post(&house, "/delegation/roles", &fields).header("location"), "/delegation?notice=saved");
    assert!(ben.get(&house, "/delegation").header("location").starts_with("/sign-in"));
    ben.sign_in(&house);
    assert_eq!(ben.get(&house, "/trail").status, StatusCode::OK);
    assert_eq!(house.trail(&seat)[1], What::RolesChanged);
}

#[test]
fn a_delegation_keeps_an_administrator_and_a_form_gives_no_foreign_role() {
    let house = House::new();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::NationalAdministrator], "Ana", 1);
    house.join(&seat, &[Role::Reader], "Rob", 2);
    let signer = house.signer(&seat, "Ana");
    for (role, notice) in [("reader", "last-administrator"), ("secretariat-administrator", "field")] {
        let tried = ana.post(&house, "/delegation/roles", &[("person", &signer), ("role", role)]);
        assert_eq!(tried.header("location"), format!("/delegation?notice={notice}"));
    }
    let unknown = ana.post(&house, "/delegation/roles", &[("person", &signer), ("role", "emperor")]);
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_secretariat_invites_the_first_administrator_and_nobody_after() {
    let house = House::new();
    let ida = house.join(&secretariat(), &[Role::SecretariatAdministrator], "Ida", 1);
    let delegate = [("seat", "participant/XAB"), ("role", "delegate")];
    let chosen = ida.post(&house, "/delegation/invitations", &delegate);
    assert_eq!(chosen.header("location"), "/delegation?notice=field");
    let fields = [("seat", "participant/XAB"), ("role", "national-administrator")];
    let made = ida.post(&house, "/delegation/invitations", &fields);
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    let link = standing_in(&made, "link").to_owned();
    assert_eq!(Visitor::new(2).use_link(&house, &link, "Zoe").status, StatusCode::OK);
    assert_eq!(ida.post(&house, "/delegation/invitations", &fields).status, StatusCode::FORBIDDEN);
    // A participant of no mechanism that this secretariat serves is none of its business.
    let foreign = [("seat", "participant/FRA"), ("role", "national-administrator")];
    assert_eq!(ida.post(&house, "/delegation/invitations", &foreign).status, StatusCode::FORBIDDEN);
}

#[test]
fn the_trail_is_its_own_seats_and_taking_it_along_is_an_event() {
    let house = House::new();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::NationalAdministrator], "Ana", 1);
    house.join(&participant("XAB"), &[Role::NationalAdministrator], "Zoe", 2);
    let page = ana.get(&house, "/trail");
    assert!(page.text().contains("Used an invitation") && page.text().contains("Ana"));
    assert!(!page.text().contains("XAB") && !page.text().contains("Zoe"));
    let file = ana.post(&house, "/trail/export", &[]);
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"trail.json\"");
    let events = file.json()["events"].as_array().unwrap().clone();
    assert_eq!(events[0]["what"], "exported");
    assert!(events.iter().all(|event| event["seat"] == "participant/XAA"));
    let hour = ana.get(&house, "/trail.json?hour=2027-01-15T08").json();
    assert_eq!(hour["events"].as_array().unwrap().len(), events.len(), "{hour}");
    let newest = hour["events"].as_array().unwrap().last().unwrap()["number"].as_u64().unwrap();
    let page = ana.get(&house, "/trail?hour=2027-01-15T08");
    let begins = format!("name=\"before\" value=\"{}\"", newest + 1);
    assert!(page.text().contains(&begins), "a file that is taken from an hour begins with its newest event");
    assert_eq!(ana.get(&house, "/trail?hour=yesterday").status, StatusCode::BAD_REQUEST);
    // A file begins where its page does.
    let before = events[0]["number"].to_string();
    let page = ana.get(&house, &format!("/trail?before={before}"));
    assert!(page.text().contains(&format!("name=\"before\" value=\"{before}\"")), "{}", page.text());
    let older = ana.post(&house, "/trail/export", &[("before", &before)]).json();
    assert_eq!(older["events"].as_array().unwrap()[..], events[1..], "what is older than the newest");
    assert!(events.len() > 1, "there is something older");
}

/// An account's page leads a delegate to no desk of a secretariat's, and a secretariat to no drafts of a delegation's.
#[test]
fn every_link_of_an_accounts_page_leads_somewhere() {
    let house = House::new();
    let people = [
        house.join(&participant("XAA"), &[Role::NationalAdministrator, Role::Delegate], "Ana", 1),
        house.join(&participant("XAA"), &[Role::Reader], "Ben", 2),
        house.join(&secretariat(), &[Role::SecretariatAdministrator, Role::Officer], "Oto", 3),
        house.join(&secretariat(), &[Role::Auditor], "Ada", 4),
    ];
    for person in &people {
        let answer = person.get(&house, "/me?lang=fr");
        let page = answer.text();
        let links: Vec<_> =
            page.split("<a href=\"/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(links.len() > 6, "{page}");
        for link in links {
            let link = format!("/{}", link.replace("&amp;", "&"));
            assert_eq!(person.get(&house, &link).status, StatusCode::OK, "{link}");
        }
    }
}
