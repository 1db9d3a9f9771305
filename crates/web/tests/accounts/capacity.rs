//! Matches of what isn't public are for its readers alone; two sides begin a project together, each by a record of its own.

use super::common::{self, Draft, OneShelf, World, XAA, XAB, capacity};
use super::house::{House, Visitor, participant, secretariat};
use catalogue::{Catalogue, Lang};
use delegations::drafts;
use policy::Role;
use record::{Audience, RecordId};
use serde_json::{Value, json};
use std::sync::Arc;

const PAGE: &str = "/delegation/matches";

fn content(title: &str) -> Value {
    json!({ "title": title, "summary": "A course for a national team.", "forms": ["training", "advice"],
        "groups": ["csirt"], "regions": ["oceania"], "working_languages": ["en"] })
}

fn world() -> World {
    let world = World::new();
    for (number, kind) in (300..).zip(["capacity-need", "capacity-offer", "capacity-project"]) {
        world.register.submit_blocking(common::kind_file(number, kind).sign()).unwrap();
    }
    world
}

fn say(world: &World, draft: Draft) -> RecordId {
    world.register.submit_blocking(draft.sign()).unwrap().id
}

fn need(world: &World, number: u64, audience: Audience) -> RecordId {
    let mut draft = capacity(number, "capacity-need", "XAA", XAA, &content("Training wanted"));
    draft.header.audience = audience;
    say(world, draft)
}

fn offer(world: &World, number: u64, audience: Audience) -> RecordId {
    let mut draft = capacity(number, "capacity-offer", "XAB", XAB, &content("Training offered"));
    draft.header.audience = audience;
    say(world, draft)
}

fn named(codes: &[&str]) -> Audience {
    Audience::Participants { participants: codes.iter().map(|code| (*code).to_owned()).collect() }
}

fn house(world: World) -> House {
    House::over(world, Arc::new(OneShelf)).on_the_registers_day()
}

fn delegate(house: &House, code: &str, network: u8) -> Visitor {
    house.join(&participant(code), &[Role::Delegate], "Ana", network)
}

fn drafted(house: &House, code: &str) -> Vec<drafts::Draft> {
    house.drawers(|drawer| drafts::of_seat(drawer, &participant(code)))
}

#[test]
fn a_restricted_need_is_matched_for_its_readers_alone() {
    let world = world();
    let need = need(&world, 310, named(&["XAB"]));
    let offer = offer(&world, 311, Audience::Public);
    let house = house(world);
    let (ana, bea, cem) =
        (delegate(&house, "XAA", 21), delegate(&house, "XAB", 22), delegate(&house, "XAC", 23));
    let nobody = Visitor { cookie: None, network: 40, credential: None };
    let page = format!("/records/{offer}");
    for (who, reads) in [(&ana, true), (&bea, true), (&cem, false), (&nobody, false)] {
        let shown = who.get(&house, &page);
        assert_eq!(shown.main().contains(&need.to_string()), reads);
        assert_eq!(shown.main().contains("Training wanted"), reads);
        let counts = who.get(&house, "/capacity.json").json();
        assert_eq!(counts["total"]["needs"], u64::from(reads));
    }
    assert!(!nobody.get(&house, "/tables/capacity").text().contains(",1,1,0"));
    let own = bea.get(&house, &format!("{PAGE}.json")).json();
    assert_eq!(own["offers"][0]["matches"]["newest"][0]["record"]["id"], need.to_string());
    assert_eq!(own["needs"], json!([]), "nothing but its own");
}

#[test]
fn each_delegation_sees_its_own_matches_and_nobody_else_has_the_page() {
    let world = world();
    let (need, offer) = (need(&world, 310, Audience::Own), offer(&world, 311, Audience::Public));
    let house = house(world);
    let ana = delegate(&house, "XAA", 21);
    let own = ana.get(&house, &format!("{PAGE}.json")).json();
    assert_eq!(own["needs"][0]["record"]["id"], need.to_string());
    assert_eq!(own["needs"][0]["matches"]["newest"][0]["record"]["id"], offer.to_string());
    let reasons = own["needs"][0]["matches"]["newest"][0]["reasons"].to_string();
    assert!(reasons.contains("Both name this form of help: Advice, Training."), "{reasons}");
    let bea = delegate(&house, "XAB", 22);
    let other = bea.get(&house, &format!("{PAGE}.json"));
    assert!(!other.text().contains(&need.to_string()) && other.text().contains(&offer.to_string()));
    let oto = house.join(&secretariat(), &[Role::Officer], "Oto", 32);
    assert_eq!(oto.get(&house, PAGE).status, 404);
    let nobody = Visitor { cookie: None, network: 40, credential: None };
    assert!(nobody.get(&house, PAGE).header("location").starts_with("/sign-in"));
}

#[test]
fn a_project_names_both_sides_is_prefilled_from_both_and_is_for_both_alone_at_first() {
    let world = world();
    let (need, offer) = (need(&world, 310, Audience::Public), offer(&world, 311, named(&["XAA", "XAC"])));
    let house = house(world);
    let ana = delegate(&house, "XAA", 21);
    let page = ana.get(&house, &format!("/delegation/project?need={need}&offer={offer}"));
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.main().contains("Training wanted") && page.main().contains("Training offered"));
    let (need_id, offer_id) = (need.to_string(), offer.to_string());
    let fields = [("need", need_id.as_str()), ("offer", offer_id.as_str())];
    let begun = ana.post(&house, "/delegation/project", &fields);
    assert_eq!(begun.status, 303, "{}", begun.text());
    let [draft] = drafted(&house, "XAA").try_into().unwrap();
    assert_eq!(begun.header("location"), format!("/drafts/{}", hex::encode(draft.id)));
    assert_eq!(draft.kind, "capacity-project");
    let filled = &draft.fields;
    assert_eq!(filled["refers"], json!([need_id, offer_id]));
    assert_eq!((&filled["audience"], &filled["readers"]), (&json!("participants"), &json!(["XAB"])));
    assert_eq!(filled["framework_items"], json!(["un/norm-13-f"]));
    assert_eq!(filled["mechanisms"], json!(["exercise-assembly"]));
    let said = &filled["content"];
    assert_eq!(said["title"], "Training wanted");
    let summary = said["summary"].as_str().unwrap();
    for words in ["Training wanted", "Training offered", &need_id, &offer_id] {
        assert!(summary.contains(words), "{words} in {summary}");
    }
    assert_eq!((&said["forms"], &said["groups"]), (&json!(["advice", "training"]), &json!(["csirt"])));
    assert_eq!((&said["regions"], &said["working_languages"]), (&json!(["oceania"]), &json!(["en"])));
    assert_eq!(said["status"], "planned");
    let begins = ana.get(&house, &format!("/drafts/{}", hex::encode(draft.id)));
    assert!(begins.main().contains("milestones"), "milestones and results are asked");
}

#[test]
fn who_has_no_side_begins_nothing_and_what_has_other_readers_is_not_named() {
    let world = world();
    let mechanism = Audience::Mechanism { mechanism: "exercise-assembly".into() };
    let (open, offered) = (need(&world, 310, Audience::Public), offer(&world, 311, Audience::Public));
    let (closed, wide) = (need(&world, 312, named(&["XAB"])), offer(&world, 313, mechanism));
    let house = house(world);
    let ask = |who: &Visitor, need: RecordId, offer: RecordId| {
        let (need, offer) = (need.to_string(), offer.to_string());
        let answer = who.post(&house, "/delegation/project", &[("need", &need), ("offer", &offer)]);
        answer.header("location").starts_with("/drafts/")
    };
    let cem = delegate(&house, "XAC", 23);
    assert!(!ask(&cem, open, offered));
    assert!(!ask(&cem, closed, offered));
    let ana = delegate(&house, "XAA", 21);
    assert!(!ask(&ana, offered, open), "the one is no need, the other no offer");
    assert!(!ask(&ana, closed, wide));
    let page = ana.get(&house, &format!("/delegation/project?need={closed}&offer={wide}"));
    assert!(page.main().contains("different readers"), "{}", page.main());
    assert!(drafted(&house, "XAA").is_empty() && drafted(&house, "XAC").is_empty());
    assert!(ask(&ana, open, wide));
    let [draft] = drafted(&house, "XAA").try_into().unwrap();
    assert_eq!(draft.fields["audience"], "mechanism/exercise-assembly", "the readers of the narrower one");
}

#[test]
fn the_other_side_agrees_by_a_record_of_its_own_and_both_pages_show_that_they_belong_together() {
    let world = world();
    let (need, offer) = (need(&world, 310, Audience::Public), offer(&world, 311, Audience::Public));
    let said = |number: u64, code: &str, seed: u8, refers: &[RecordId], supersedes: &[RecordId]| {
        let content = json!({ "title": "Course of 2027", "summary": "Together.", "status": "under-way",
            "milestones": [{ "what": "First course held", "due": "2027-03", "status": "reached", "result": "Twelve trained" }],
            "results": "A team that answers at night." });
        let mut draft = capacity(number, "capacity-project", code, seed, &content);
        draft.header.audience = named(&["XAA", "XAB"]);
        draft.header.refers = refers.to_vec();
        draft.header.supersedes = supersedes.to_vec();
        say(&world, draft)
    };
    let first = said(320, "XAA", XAA, &[need, offer], &[]);
    let project = said(321, "XAA", XAA, &[need, offer], &[first]);
    let house = house(world);
    let bea = delegate(&house, "XAB", 22);
    let own = bea.get(&house, &format!("{PAGE}.json")).json();
    assert_eq!(own["projects"][0]["record"]["id"], project.to_string());
    let join = own["projects"][0]["join"].as_str().unwrap().to_owned();
    assert_eq!(join, format!("/delegation/project?project={project}"));
    assert!(bea.get(&house, &format!("/records/{project}")).main().contains(&join));
    assert_eq!(bea.get(&house, &join).status, 200);
    let id = project.to_string();
    assert_eq!(bea.post(&house, "/delegation/project", &[("project", &id)]).status, 303);
    let [draft] = drafted(&house, "XAB").try_into().unwrap();
    assert_eq!(draft.fields["refers"], json!([need.to_string(), offer.to_string(), id]));
    assert_eq!(draft.fields["readers"], json!(["XAA"]));
    assert_eq!(draft.fields["content"]["milestones"][0]["what"], "First course held");
    assert_eq!(draft.fields["supersedes"], json!([]), "each side has its own");

    let house_of = |world: World| House::over(world, Arc::new(OneShelf)).on_the_registers_day();
    let world = house.world;
    let mut agreed = capacity(
        330,
        "capacity-project",
        "XAB",
        XAB,
        &json!({ "title": "Course of 2027",
        "summary": "Together.", "status": "under-way" }),
    );
    agreed.header.audience = named(&["XAA", "XAB"]);
    agreed.header.refers = vec![need, offer, project];
    let agreed = say(&world, agreed);
    let house = house_of(world);
    let (ana, bea) = (delegate(&house, "XAA", 24), delegate(&house, "XAB", 25));
    for (who, page, other) in [(&ana, project, agreed), (&bea, agreed, project)] {
        let shown = who.get(&house, &format!("/records/{page}.json")).json();
        assert_eq!(shown["capacity"]["projects"][0]["id"], other.to_string());
        let sides = shown["capacity"]["sides"].as_array().unwrap();
        let sides: Vec<&str> = sides.iter().map(|side| side["id"].as_str().unwrap()).collect();
        assert_eq!(sides, [need.to_string(), offer.to_string()]);
    }
    let shown = bea.get(&house, &format!("/records/{project}"));
    assert!(
        shown.main().contains("First course held") && !shown.main().contains("/delegation/project?project=")
    );
    let nobody = Visitor { cookie: None, network: 40, credential: None };
    let public = nobody.get(&house, &format!("/records/{need}"));
    assert_eq!(public.status, 200);
    assert!(!public.text().contains(&project.to_string()) && !public.text().contains(&agreed.to_string()));
    let own = ana.get(&house, &format!("{PAGE}.json")).json();
    assert_eq!(own["projects"].as_array().unwrap().len(), 1, "both records in one line");
    assert_eq!(own["projects"][0]["beside"][0]["id"], agreed.to_string());
    assert_eq!(own["needs"][0]["matches"]["newest"][0]["projects"].as_array().unwrap().len(), 2);
}

#[test]
fn what_supersedes_a_project_names_the_same_sides() {
    let world = world();
    let (need, offer) = (need(&world, 310, Audience::Public), offer(&world, 311, Audience::Public));
    let content = json!({ "title": "Course", "summary": "Together.", "status": "planned" });
    let mut project = capacity(320, "capacity-project", "XAA", XAA, &content);
    project.header.refers = vec![need, offer];
    let project = say(&world, project).to_string();
    let house = house(world);
    let ana = delegate(&house, "XAA", 21);
    let begun = ana.post(&house, "/drafts", &[("kind", "capacity-project"), ("supersedes", &project)]);
    assert_eq!(begun.status, 303, "{}", begun.text());
    let [draft] = drafted(&house, "XAA").try_into().unwrap();
    assert_eq!(draft.fields["refers"], json!([need.to_string(), offer.to_string()]));
    assert_eq!(draft.fields["supersedes"], json!([project]));
}

#[test]
fn what_a_record_refers_to_is_named_by_its_title_and_its_author() {
    let world = world();
    let (need, offer) = (need(&world, 310, Audience::Public), offer(&world, 311, Audience::Public));
    let content = json!({ "title": "Course", "summary": "Together.", "status": "planned" });
    let mut project = capacity(320, "capacity-project", "XAA", XAA, &content);
    project.header.refers = vec![need, offer];
    let id = say(&world, project);
    let page = world.read_now(&format!("/records/{id}"));
    let (_, beside) = page.main().rsplit_once("<aside").expect("what stands beside the words");
    for (record, title, code) in [(need, "Training wanted", "XAA"), (offer, "Training offered", "XAB")] {
        let author = Catalogue::built_in().unwrap().name(code, Lang::En);
        let link = format!("<a href=\"/records/{record}\">{title}</a>");
        assert!(beside.contains(&link) && beside.contains(author), "{beside}");
    }
}
