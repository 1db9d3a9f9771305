//! A person takes along what is held about them, and leaves: the account is gone with all that opened it.

use super::house::{House, Visitor, participant};
use axum::http::StatusCode;
use delegations::{held, people};
use policy::Role;

#[test]
fn a_person_takes_all_that_is_held_along_and_after_leaving_there_is_none() {
    let house = House::new();
    let seat = participant("XAA");
    house.join(&seat, &[Role::NationalAdministrator], "Ben", 22);
    let mut ana = house.join(&seat, &[Role::Delegate, Role::NationalAdministrator], "Ana", 21);
    let draft = ana.post(&house, "/drafts", &[("kind", "national-survey")]).header("location").to_owned();
    let remark =
        [("part", "norms"), ("section", "norm-13-f"), ("remark", "Is this agreed with the capital?")];
    let remarked = ana.post(&house, &format!("{draft}/remarks"), &remark);
    assert_eq!(remarked.status, StatusCode::SEE_OTHER, "{}", remarked.text());
    ana.post(&house, "/me/tokens", &[("label", "laptop"), ("scope", "read"), ("days", "90")]);
    ana.post(&house, "/delegation/invitations", &[("role", "reader"), ("note", "The desk officer")]);
    let id = house.drawers(|drawer| people::of_seat(drawer, &seat))[0].id;
    house.pass(600);
    assert!(ana.post(&house, "/me/held", &[]).header("location").starts_with("/touch?"));
    ana.touch(&house);
    let file = ana.post(&house, "/me/held", &[]);
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.header("content-disposition").contains("held-about-me.json"));
    let file = file.json();
    assert_eq!(file["person"]["name"], "Ana");
    assert_eq!(file["remarks"][0]["wrote"][0], "Is this agreed with the capital?");
    assert_eq!(draft, format!("/drafts/{}", file["drafts"][0]["draft"].as_str().unwrap()));
    assert_eq!(file["tokens"][0]["label"], "laptop");
    assert_eq!(file["invitations"][0]["note"], "The desk officer");
    let events = file["events"].as_array().unwrap();
    assert_eq!(events[0]["what"], "exported", "the newest first, this one among them");
    assert!(events.iter().any(|event| event["what"] == "joined"), "{events:?}");
    let left = ana.post(&house, "/me/leave", &[]);
    assert_eq!(left.header("location"), "/", "{}", left.text());
    let gone = house.desk.together(house.now(), |drawer| held::about(drawer, id)).map(drop);
    assert_eq!(gone.unwrap_err().code(), "no-such-person");
    // The passkey opens nothing, and the draft is the delegation's without a name.
    assert_ne!(ana.sign_in(&house).status, StatusCode::OK);
    let ben: Visitor = {
        let mut ben = Visitor::new(22);
        assert_eq!(ben.sign_in(&house).status, StatusCode::OK);
        ben
    };
    let page = ben.get(&house, &draft);
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text().contains("Ana"), "{}", page.main());
}
