//! A network that asks without end: it is told when to come again, and keeps nobody else from theirs.

use super::common::{Answer, OneShelf, World};
use super::house::House;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use std::sync::Arc;

/// More than any network may ask at once, and as many again as come back while a slow machine asks them.
const MANY: usize = 20_000;

fn asked(house: &House, network: u8, method: &str, address: &str) -> Answer {
    house.send(Request::builder().method(method).uri(address).body(Body::empty()).unwrap(), network)
}

/// How many were answered before the first was refused, and that refusal.
fn until_refused(house: &House, method: &str, address: &str) -> (usize, Answer) {
    (0..MANY)
        .map(|answered| (answered, asked(house, 1, method, address)))
        .find(|(_, answer)| answer.status == StatusCode::TOO_MANY_REQUESTS)
        .expect("somebody who asks without end is refused")
}

#[test]
fn a_network_that_asks_without_end_is_told_when_to_come_again_and_another_is_served() {
    let house = House::with(World::new(), Arc::new(OneShelf), web::Hub::with_limits_by_network);
    for (method, address, at_once) in [
        ("GET", "/feeds/kind/none.atom?lang=fr", 600),
        ("GET", "/tables/kinds?form=csv&lang=fr", 60),
        ("POST", "/records", 1_000),
    ] {
        let (answered, refused) = until_refused(&house, method, address);
        assert!(answered >= at_once, "{address}: {answered} were answered");
        assert!((1..=2).contains(&refused.header("retry-after").parse::<u64>().unwrap()), "{address}");
        if method == "GET" {
            assert!(refused.main().contains("Attendez une minute"), "{}", refused.text());
        } else {
            assert_eq!(refused.json()["code"], "too-often", "{}", refused.text());
        }
        let other = asked(&house, 2, method, address);
        assert_ne!(other.status, StatusCode::TOO_MANY_REQUESTS, "{address}: another network");
    }
    // Who mirrors the register or watches over the hub isn't counted.
    for address in ["/checkpoint", "/tile/0/000", "/healthz", "/log"] {
        for _ in 0..1_100 {
            assert_ne!(asked(&house, 3, "GET", address).status, StatusCode::TOO_MANY_REQUESTS, "{address}");
        }
    }
}

#[test]
fn a_hub_that_does_not_count_turns_nobody_away() {
    let house = House::new();
    for _ in 0..1_100 {
        assert_ne!(asked(&house, 1, "POST", "/records").status, StatusCode::TOO_MANY_REQUESTS);
    }
}
