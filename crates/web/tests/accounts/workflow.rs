//! Workflows over HTTP: a secretariat closes its cycle by a signed record, the other side agrees to a project, and whoever has no
//! part in a record's course is offered nothing.

use super::common::{self, DESK, Draft, World, XAA, XAB, capacity};
use super::cycles::{answering, house, opened, passkey, say, signed, signer, world};
use super::house::{House, Visitor, participant, secretariat};
use delegations::{drafts, release};
use policy::{Role, Seat};
use record::{Audience, Header, RecordId};
use serde_json::json;

/// A move of a record, signed off the page.
fn moving(number: u64, word: &str, about: RecordId, participant: &str, seed: u8) -> Draft {
    let mut draft = Draft::new(number, "move", participant, &json!({}), &[seed]);
    draft.header.refers = vec![about];
    draft.header.workflow_move = Some(word.to_owned());
    draft
}

/// Begins a move in the page, prepares and signs it: the page of the record that came of it.
fn moved(house: &House, by: &Visitor, about: RecordId, fields: &[(&str, &str)]) -> String {
    let begun = by.post(house, &format!("/records/{about}/act"), fields);
    let preview = begun.header("location").to_owned();
    let draft = preview.strip_suffix("/preview").unwrap_or_else(|| panic!("{} {preview}", begun.status));
    signed(house, by, draft, "1")
}

fn header(house: &House, record: &str) -> Header {
    Header::from_bytes(&house.world.read_now(&format!("{record}/header")).bytes).unwrap()
}

#[test]
fn an_officer_closes_a_cycle_and_what_comes_then_is_an_addendum() {
    let world = world();
    let cycle = opened(&world);
    let in_time = say(&world, answering(510, "XAA", XAA, cycle));
    let house = house(world);
    let oto = signer(&house, &secretariat(), "secretariat", Role::Officer);
    let address = format!("/cycles/{cycle}");
    let act = format!("/records/{cycle}/act");
    let page = oto.get(&house, &address);
    assert!(page.main().contains(&format!("{act}#moves")), "{}", page.main());
    let acts = oto.get(&house, &act);
    assert!(acts.main().contains("is listed as an addendum"), "it says what follows: {}", acts.main());
    assert!(!acts.main().contains("id=\"disavow\""), "an officer disavows nothing");
    let begun = oto.post(&house, &act, &[("move", "close"), ("reason", "All that was awaited is here.")]);
    let preview = oto.get(&house, begun.header("location"));
    assert!(preview.main().contains("is listed as an addendum") && preview.main().contains("id=\"readers\""));
    let draft = begun.header("location").strip_suffix("/preview").unwrap().to_owned();
    let closing = signed(&house, &oto, &draft, "1");
    let header = header(&house, &closing);
    assert_eq!((header.kind.as_str(), header.workflow_move.as_deref()), ("move", Some("close")));
    assert_eq!((header.refers, header.audience), (vec![cycle], Audience::Public));

    let late = say(&house.world, answering(511, "XAB", XAB, cycle));
    let closed = house.world.read_now(&format!("{address}.json")).json();
    assert_eq!(closed["phase"], "closed", "{closed}");
    assert_eq!(closed["closing"]["record"]["href"], closing.as_str());
    let ids = |lines: &serde_json::Value| {
        let lines = lines.as_array().unwrap();
        lines.iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&closed["answers"]), [in_time.to_string()], "what came before it stays an answer");
    assert_eq!(ids(&closed["addenda"]), [late.to_string()]);
    let html = house.world.read_now(&address);
    assert!(html.main().contains("Closed by its secretariat") && !html.main().contains("#moves"));
    let record = house.world.read_now(&format!("/records/{cycle}"));
    assert!(record.main().contains("All that was awaited is here."), "{}", record.main());
    assert!(house.world.read_now(&closing).main().contains("Moves on the record"));
    let report = house.world.read_now(&format!("{address}/report?form=html"));
    assert!(report.text().contains(closing.trim_start_matches("/records/")), "{}", report.text());
    let accepted = closed["closing"]["accepted"].as_str().unwrap();
    assert!(accepted[..10] < *closed["closes"].as_str().unwrap(), "before its last day: {closed}");
    let day = html.main().split_once(&format!("<time datetime=\"{accepted}\">")).unwrap().1;
    let day = day.split([',', '<']).next().unwrap();
    assert!(report.text().contains(&format!("class=\"date\"><bdi>{day}<")), "{day}: {}", report.text());
    // Once: it isn't closed again, nor opened.
    let again = say_refused(&house.world, moving(520, "close", cycle, "secretariat", DESK));
    assert_eq!(again, "not-from-here");
}

fn say_refused(world: &World, draft: Draft) -> &'static str {
    match world.register.submit_blocking(draft.sign()) {
        Ok(_) => "taken",
        Err(error) => error.code(),
    }
}

#[test]
fn a_closed_cycle_awaits_nobody() {
    let world = world();
    let cycle = opened(&world);
    say(&world, moving(520, "close", cycle, "secretariat", DESK));
    let house = house(world);
    let oto = house.join(&secretariat(), &[Role::Officer], "Oto", 31);
    let list = oto.get(&house, &format!("/cycles/{cycle}/work-list"));
    assert!(list.main().contains("nobody is awaited any more"), "{}", list.main());
    assert!(!list.main().contains("/participants/XAB\""));
    assert!(house.hub.awaited().unwrap().is_empty(), "nobody is reminded");
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 32);
    let begin = ana.get(&house, &format!("/cycles/{cycle}"));
    assert!(begin.main().contains("listed as an addendum"), "{}", begin.main());
}

#[test]
fn only_that_secretariat_is_offered_to_close_a_cycle() {
    let world = world();
    let cycle = opened(&world);
    let house = house(world);
    let others = [
        house.join(&participant("XAA"), &[Role::Delegate], "Ana", 32),
        house.join(&secretariat(), &[Role::Auditor], "Udo", 34),
        house.join(&Seat::Mechanism("exercise-lagoon".into()), &[Role::Officer], "Ida", 35),
        Visitor::new(36),
    ];
    let act = format!("/records/{cycle}/act");
    for (place, other) in others.iter().enumerate() {
        assert!(!other.get(&house, &format!("/cycles/{cycle}")).text().contains(&act), "{place}");
        assert_ne!(other.get(&house, &act).status, 200, "{place}");
    }
    let ana = &others[0];
    ana.post(&house, &act, &[("move", "close")]);
    assert!(house.drawers(|drawer| drafts::of_seat(drawer, &participant("XAA"))).is_empty());
}

/// A project of XAA that refers to an offer of XAB, for these readers.
fn proposed(audience: Audience) -> (House, RecordId) {
    let world = World::new();
    for (number, kind) in (300..).zip(["capacity-offer", "capacity-project"]) {
        say(&world, common::kind_file(number, kind));
    }
    let content = json!({ "title": "Training", "summary": "A course.", "forms": ["training"] });
    let offer = say(&world, capacity(310, "capacity-offer", "XAB", XAB, &content));
    let mut project = capacity(311, "capacity-project", "XAA", XAA, &content);
    project.header.refers = vec![offer];
    project.header.audience = audience;
    let project = say(&world, project);
    (house(world), project)
}

#[test]
fn the_other_side_agrees_to_a_project_in_the_page() {
    let (house, project) = proposed(Audience::Public);
    let bea = signer(&house, &participant("XAB"), "XAB", Role::Delegate);
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 42);
    let page = format!("/records/{project}");
    let act = format!("{page}/act");
    assert!(bea.get(&house, &page).main().contains(&format!("{act}#moves")));
    let acts = bea.get(&house, &act);
    assert!(acts.main().contains("id=\"move-agree\"") && acts.main().contains("id=\"move-end\""));
    assert!(!acts.main().contains("id=\"disavow\"") && !acts.main().contains("id=\"erase\""));
    let own = ana.get(&house, &act);
    assert!(!own.main().contains("id=\"move-agree\"") && own.main().contains("id=\"move-end\""));
    let refused = ana.post(&house, &act, &[("move", "agree")]);
    assert!(!refused.header("location").ends_with("/preview"), "nobody agrees with itself");
    let agreed = moved(&house, &bea, project, &[("move", "agree")]);
    let said = header(&house, &agreed);
    assert_eq!((said.participant.as_str(), said.workflow_move.as_deref()), ("XAB", Some("agree")));
    let shown = house.world.read_now(&format!("{page}.json")).json();
    assert_eq!(shown["state"], json!({"id": "under-way", "name": "Under way", "over": false}));
    let step = &shown["course"]["moves"][0];
    assert_eq!((&step["name"], &step["by"]["code"]), (&json!("Agree"), &json!("XAB")));
    assert_eq!(step["record"]["href"], agreed.as_str());
    let list = house.world.read_now("/participants/XAA");
    assert!(list.main().contains("Under way"), "a list shows the state beside the title");
}

#[test]
fn a_move_of_a_restricted_project_is_for_its_readers() {
    let (house, project) = proposed(Audience::Participants { participants: vec!["XAB".into()] });
    let bea = signer(&house, &participant("XAB"), "XAB", Role::Delegate);
    let cem = house.join(&participant("XAC"), &[Role::Delegate], "Cem", 43);
    assert_ne!(cem.get(&house, &format!("/records/{project}/act")).status, 200);
    let agreed = moved(&house, &bea, project, &[("move", "agree")]);
    let store = house.world.register.store();
    let id = RecordId::from_hex(agreed.trim_start_matches("/records/")).unwrap();
    let kept = store.read_header(store.find(&id.0).unwrap().unwrap()).unwrap();
    let said = Header::from_bytes(&kept.header).unwrap();
    let both = ["XAA", "XAB"].map(str::to_owned).to_vec();
    assert_eq!(said.audience, Audience::Participants { participants: both }, "its author reads it too");
    assert_eq!(house.world.read_now(&agreed).status, 404);
}

#[test]
fn a_kinds_page_says_its_states_and_moves_in_words() {
    let world = World::new();
    let page = world.read("/kinds/capacity-project");
    for words in
        ["States and moves", "Proposed", "Under way", "each other participant whose record it answers"]
    {
        assert!(page.main().contains(words), "{words}");
    }
    let json = world.read("/kinds/capacity-project.json").json();
    assert_eq!(json["workflow"]["start"], "proposed");
    assert_eq!(json["workflow"]["moves"][0]["id"], "agree");
    assert!(world.read("/kinds/measure.json").json().get("workflow").is_none());
}

/// "We agree" is as much a delegation's word as what it agrees to.
#[test]
fn where_one_drafts_another_releases_a_move_too() {
    let (house, project) = proposed(Audience::Public);
    let seat = participant("XAB");
    let bea = signer(&house, &seat, "XAB", Role::Delegate);
    let cal = house.join(&seat, &[Role::Delegate], "Cal", 43);
    house.drawers(|drawer| release::turn(drawer, &seat, true));
    let act = format!("/records/{project}/act");
    let begun = |by: &Visitor| {
        let begun = by.post(&house, &act, &[("move", "agree"), ("reason", "On these terms.")]);
        begun.header("location").strip_suffix("/preview").unwrap().to_owned()
    };
    let own = begun(&bea);
    let refused = bea.post(&house, &format!("{own}/prepare"), &[("revision", "1"), ("key", &passkey())]);
    assert_eq!(refused.header("location"), format!("{own}/preview?notice=needs-release"));
    // Nor where it is signed on somebody's own machine and brought.
    let brought = house.send(moving(320, "agree", project, "XAB", XAB).brought(), 50);
    assert_eq!(brought.json()["code"], "needs-release", "{}", brought.text());
    // What a colleague began, she signs.
    let agreed = signed(&house, &bea, &begun(&cal), "1");
    assert_eq!(header(&house, &agreed).workflow_move.as_deref(), Some("agree"));
}
