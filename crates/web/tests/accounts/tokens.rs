//! Tokens of programs: what they open, and what they never do.

use super::common::Answer;
use super::house::*;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use delegations::audit::What;
use policy::Role;

/// A program asks, without cookie and form's word.
pub fn with_token(house: &House, address: &str, token: &str) -> Answer {
    ask(house, "GET", address, token, "")
}

fn ask(house: &House, method: &str, address: &str, token: &str, body: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    house.send(request.body(Body::from(body.to_owned())).unwrap(), 77)
}

fn made(house: &House, by: &Visitor) -> String {
    let fields = [("label", "the nightly report"), ("scope", "read"), ("days", "90")];
    let made = by.post(house, "/me/tokens", &fields);
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    standing_in(&made, "token").to_owned()
}

#[test]
fn a_token_says_what_it_may_do_and_its_day_of_use_is_kept() {
    let house = House::new();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::Delegate], "Ana", 1);
    let token = made(&house, &ana);
    assert_eq!(house.trail(&seat)[0], What::TokensChanged);
    assert!(ana.get(&house, "/me.json").json()["tokens"][0].get("used").is_none());
    let facts = with_token(&house, "/token", &token);
    assert_eq!(facts.status, StatusCode::OK, "{}", facts.text());
    assert_eq!(
        (facts.json()["seat"].clone(), facts.json()["scopes"].clone()),
        ("participant/XAA".into(), serde_json::json!(["read"]))
    );
    assert_eq!(facts.header("cache-control"), "no-store");
    let line = ana.get(&house, "/me.json").json()["tokens"][0].clone();
    assert!(line["used"].is_string() && !line.to_string().contains(&token), "{line}");
    let number = line["number"].as_str().unwrap();
    assert_eq!(ana.post(&house, "/me/tokens/end", &[("number", number)]).status, StatusCode::SEE_OTHER);
    let ended = with_token(&house, "/token", &token);
    assert_eq!((ended.status, ended.header("www-authenticate")), (StatusCode::UNAUTHORIZED, "Bearer"));
}

#[test]
fn a_token_ends_on_its_day() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 1);
    let token = made(&house, &ana);
    house.pass(90 * 86_400);
    assert_eq!(with_token(&house, "/token", &token).status, StatusCode::UNAUTHORIZED);
}

#[test]
fn a_token_never_steps_up_invites_or_becomes_a_session() {
    let house = House::new();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::NationalAdministrator], "Ana", 1);
    let token = made(&house, &ana);
    let before = house.state(&seat);
    for address in ["/me", "/delegation", "/trail", "/touch"] {
        assert_eq!(with_token(&house, address, &token).status, StatusCode::NOT_FOUND, "{address}");
    }
    let number = ana.get(&house, "/me.json").json()["tokens"][0]["number"].as_str().unwrap().to_owned();
    let signer = house.signer(&seat, "Ana");
    for (address, body) in [
        ("/delegation/invitations", "role=delegate".to_owned()),
        ("/delegation/remove", format!("person={signer}")),
        ("/me/tokens", "label=x&scope=read&days=30".to_owned()),
        ("/me/tokens/end", format!("number={number}")),
        ("/me/codes", String::new()),
        ("/me/held", String::new()),
        ("/me/seat", "seat=participant/XAA".to_owned()),
        ("/trail/export", String::new()),
    ] {
        let answer = ask(&house, "POST", address, &token, &body);
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
        assert_eq!(answer.header("set-cookie"), "", "{address}");
    }
    assert_eq!(house.state(&seat), before);
    // Even a code that signs in gives a program no cookie.
    let codes = ana.post(&house, "/me/codes", &[]);
    let code = codes.text().split("<li><code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let signed_in = ask(&house, "POST", "/sign-in/code", &token, &format!("code={code}"));
    assert_eq!(signed_in.header("set-cookie"), "");
}

#[test]
fn a_cookie_that_comes_with_a_token_is_not_looked_at() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::NationalAdministrator], "Ana", 1);
    let zoe = house.join(&participant("XAB"), &[Role::Delegate], "Zoe", 2);
    let token = made(&house, &zoe);
    let cookie = format!("{}={}", web::account::SESSION_COOKIE, ana.cookie.unwrap());
    let request = Request::builder()
        .uri("/delegation")
        .header(header::COOKIE, cookie)
        .header(header::AUTHORIZATION, format!("Bearer {token}"));
    let answer = house.send(request.body(Body::empty()).unwrap(), 5);
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!answer.text().contains("Ana"));
}

#[test]
fn tokens_that_are_tried_out_are_counted_and_slowed() {
    let house = House::new();
    let wrong = "A".repeat(43);
    for _ in 0..30 {
        assert_eq!(with_token(&house, "/", &wrong).status, StatusCode::UNAUTHORIZED);
    }
    let slowed = with_token(&house, "/", &wrong);
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(slowed.header("retry-after").parse::<u64>().unwrap() > 0);
    // Whoever signs in from there is not kept out by a program with an old token.
    let guess = Visitor { cookie: None, network: 77, credential: None };
    let tried = guess.post(&house, "/sign-in/code", &[("code", "2345")]);
    assert_eq!(tried.header("location"), "/sign-in?notice=sign-in-failed");
    let hour = house.now() / 3_600;
    let events = house.drawers(|drawer| delegations::audit::of_hour(drawer, hour));
    assert_eq!(
        events.iter().map(|event| (event.what, event.count)).collect::<Vec<_>>(),
        [(What::SignInFailed, 31)]
    );
}

#[test]
fn no_token_is_offered_or_made_for_what_opens_nothing() {
    let house = House::new();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::Delegate], "Ana", 1);
    let page = ana.get(&house, "/me");
    assert!(
        page.text().contains("name=\"scope\" value=\"read\"") && !page.text().contains("value=\"write\"")
    );
    let made = ana.post(&house, "/me/tokens", &[("label", "x"), ("scope", "write"), ("days", "90")]);
    assert_ne!(made.status, StatusCode::OK);
    let id = house.drawers(|drawer| delegations::people::of_seat(drawer, &seat))[0].id;
    assert!(house.drawers(|drawer| delegations::tokens::of_person(drawer, id)).is_empty());
}
