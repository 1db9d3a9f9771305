//! What a delegation has said, beside each provision: it alone sees it, and no State is shown as bound by what it didn't
//! undertake.

use super::common::{self, OneShelf, World, measure};
use super::house::{House, Visitor, participant, secretariat};
use policy::Role;
use record::Audience;
use serde_json::Value;
use std::sync::Arc;

const PAGE: &str = "/delegation/provisions";

fn json(house: &House, who: &Visitor) -> Value {
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
    let page = json(&house, &ana);
    let told = item(&page, "exercise-assembly", "un/norm-13-f");
    let here = told["here"].as_array().unwrap();
    let said: Vec<&str> = here.iter().map(|one| one["id"].as_str().unwrap()).collect();
    let own = [house.world.restricted.to_string(), house.world.hostile.to_string()];
    assert_eq!(said, own, "the newest first, and what is for nobody else too");
    assert_eq!(item(&page, "exercise-assembly", "un/norm-13-a")["here"], serde_json::json!([]));
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
    let page = json(&house, &ana);
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
    let page = json(&house, &ana);
    assert!(taken.is_ok(), "{taken:?}");
    let told = item(&page, "exercise-assembly", "un/norm-13-f");
    assert_eq!(told["here"].as_array().unwrap().len(), 1);
    assert_eq!(told["elsewhere"].as_array().unwrap().len(), 1);
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
