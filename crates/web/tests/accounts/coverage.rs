//! What a delegation has said, beside each provision: it alone sees it, and no State is shown as bound by what it didn't
//! undertake.

use super::common::{self, OneShelf, World, measure};
use super::house::{House, Visitor, participant, secretariat};
use policy::Role;
use record::Audience;
use serde_json::{Value, json};
use std::sync::Arc;

const PAGE: &str = "/delegation/provisions";

fn page_of(house: &House, who: &Visitor) -> Value {
    let answer = who.get(house, &format!("{PAGE}.json"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// What was said about an item, in the mechanism that stands at a place.
fn item<'a>(page: &'a Value, mechanism: &str, id: &str) -> &'a Value {
    let parts = page["mechanisms"].as_array().unwrap();
    let part = parts.iter().find(|part| part["mechanism"]["id"] == mechanism).unwrap();
    let items = part["sets"].as_array().unwrap().iter().flat_map(|set| set["items"].as_array().unwrap());
    &items.into_iter().find(|one| one["item"]["id"] == id).unwrap()["told"]
}

#[test]
fn a_delegation_sees_what_it_said_by_provision_and_what_it_did_not() {
    let house = House::new();
    let ana = house.join(&participant("XAB"), &[Role::Reader], "Ana", 21);
    let page = page_of(&house, &ana);
    let told = item(&page, "exercise-assembly", "un/norm-13-f");
    let here = told["here"].as_array().unwrap();
    let said: Vec<&str> = here.iter().map(|one| one["id"].as_str().unwrap()).collect();
    let own = [house.world.restricted.to_string(), house.world.hostile.to_string()];
    assert_eq!(said, own, "the newest first, and what is for nobody else too");
    assert_eq!(item(&page, "exercise-assembly", "un/norm-13-a")["here"], json!([]));
    let answer = ana.get(&house, PAGE);
    let text = answer.main();
    assert!(text.contains("For our own delegation") && text.contains("<svg class=\"bar\""));
    assert!(text.contains("&lt;script&gt;") || text.contains("&#60;script&#62;"));
    assert!(!text.contains("Register of critical services"), "nothing of another's");
}

#[test]
fn what_was_replaced_or_erased_does_not_count() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let page = page_of(&house, &ana);
    let told = item(&page, "exercise-assembly", "un/norm-13-f");
    let said = told["here"].as_array().unwrap();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0]["id"], house.world.current.to_string());
}

#[test]
fn what_was_said_for_another_mechanism_stands_apart() {
    let world = World::new();
    world.register.submit_blocking(common::lagoon(50).sign()).unwrap();
    let mut other = measure(51, "XAA", common::XAA, "For the Lagoon alone");
    other.header.mechanisms = vec!["exercise-lagoon".into()];
    other.header.framework_items = vec!["un/norm-13-f".into()];
    other.header.audience = Audience::Public;
    let taken = world.register.submit_blocking(other.sign());
    let house = House::over(world, Arc::new(OneShelf));
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let page = page_of(&house, &ana);
    assert!(taken.is_ok(), "{taken:?}");
    let told = item(&page, "exercise-assembly", "un/norm-13-f");
    assert_eq!(told["here"].as_array().unwrap().len(), 1);
    assert_eq!(told["elsewhere"].as_array().unwrap().len(), 1);
}

#[test]
fn a_position_is_shown_apart_and_counts_as_nothing_done() {
    let world = World::new();
    world.register.submit_blocking(common::kind_file(50, "statement").sign()).unwrap();
    let content = json!({ "title": "On the norm", "text": "What we hold." });
    let mut held = common::Draft::new(51, "statement", "XAA", &content, &[common::XAA]);
    held.header.mechanisms = vec!["exercise-assembly".into()];
    held.header.framework_items = vec!["un/norm-13-a".into()];
    let id = world.register.submit_blocking(held.sign()).unwrap().id;
    let house = House::over(world, Arc::new(OneShelf));
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let page = page_of(&house, &ana);
    let told = item(&page, "exercise-assembly", "un/norm-13-a");
    assert_eq!(told["here"], json!([]));
    assert_eq!(told["positions"][0]["id"], id.to_string());
    let of = |page: &Value| page["mechanisms"][0]["sets"][0]["said"].clone();
    let without = House::new();
    let zoe = without.join(&participant("XAA"), &[Role::Delegate], "Zoe", 21);
    assert_eq!(of(&page), of(&page_of(&without, &zoe)), "no bar grows by it");
}

#[test]
fn open_cycles_stand_there_with_ones_own_answers_and_their_days() {
    let world = World::new();
    let say = |draft: common::Draft| world.register.submit_blocking(draft.sign()).unwrap().id;
    say(common::kind_file(70, "cycle"));
    let day = |days: u64| record::Time(common::START + days * 86_400).to_string()[..10].to_owned();
    let open = say(common::cycle(71, "Measures of this year", &day(0), &day(30)));
    let over = say(common::cycle(72, "Measures of last year", "2020-01-01", "2020-02-01"));
    let mut answer = measure(73, "XAA", common::XAA, "Our answer");
    answer.header.answers = vec![open];
    let answered = say(answer).to_string();
    let house = House::over(world, Arc::new(OneShelf)).on_the_registers_day();
    let cycles = |code, name, seed| {
        let who = house.join(&participant(code), &[Role::Delegate], name, seed);
        let page = page_of(&house, &who);
        let parts = page["mechanisms"].as_array().unwrap();
        parts.iter().find(|part| part["mechanism"]["id"] == "exercise-assembly").unwrap()["cycles"].clone()
    };
    let hers = cycles("XAA", "Ana", 21);
    assert_eq!(hers.as_array().unwrap().len(), 1, "{hers} and not {over}");
    assert_eq!(hers[0]["cycle"]["id"], open.to_string());
    assert_eq!(hers[0]["answers"][0]["id"], answered);
    let when = hers[0]["answers"][0]["accepted"].as_str().unwrap();
    assert!(when.starts_with(&day(0)), "{when}");
    assert_eq!(cycles("XAB", "Bo", 22)[0]["answers"], json!([]), "and nothing of another's");
}

#[test]
fn nobody_else_has_the_page() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let answer = ana.get(&house, PAGE);
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"));
    let oto = house.join(&secretariat(), &[Role::Officer, Role::Chair], "Oto", 32);
    assert_eq!(oto.get(&house, PAGE).status, 404);
    assert_eq!(oto.get(&house, &format!("{PAGE}.json")).status, 404);
    let nobody = Visitor { cookie: None, network: 40, credential: None };
    assert!(nobody.get(&house, PAGE).header("location").starts_with("/sign-in"));
    // No page of a State says what it hasn't said.
    let answer = nobody.get(&house, "/participants/XAA");
    let public = answer.text();
    assert!(!public.contains("coverage") && !public.contains("Nothing said"));
}
