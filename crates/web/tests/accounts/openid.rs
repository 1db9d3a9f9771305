//! Signing in through a government's own service, over HTTP: the way there and back, and what strangers try on it.

use super::common::Answer;
use super::house::*;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use delegations::audit::What;
use policy::Role;
use rehearsal::authenticator::ORIGIN;
use std::collections::HashMap;

const ATTEMPT: &str = "__Host-comity-openid";

/// A browser on its way to the service and back.
struct Way {
    /// Where the hub sends it.
    there: String,
    /// The cookie that binds the attempt to it.
    attempt: String,
}

impl Way {
    fn begin(house: &House, visitor: &Visitor, fields: &[(&str, &str)]) -> Self {
        let answer = visitor.post(house, "/openid/xaa/begin", fields);
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let there = answer.header("refresh").strip_prefix("0; url=").unwrap().to_owned();
        let (pair, rest) = answer.header("set-cookie").split_once(';').unwrap();
        assert_eq!(rest, " Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600");
        let (name, value) = pair.split_once('=').unwrap();
        assert_eq!(name, ATTEMPT);
        Self { there, attempt: value.to_owned() }
    }

    /// Signs in at the service: what it brings back.
    fn signed_in(&self, house: &House, subject: &str, at: u64) -> HashMap<String, String> {
        let (address, query) = self.there.split_once('?').unwrap();
        assert_eq!(address, "https://signin.example/authorize");
        let back = house.service.authorize(query, subject, at).unwrap();
        let (page, brought) = back.split_once('?').unwrap();
        assert_eq!(page, format!("{ORIGIN}/openid/xaa"));
        serde_urlencoded::from_str(brought).unwrap()
    }

    /// Comes back and presses the button.
    fn finish(&self, house: &House, visitor: &Visitor, brought: &HashMap<String, String>) -> Answer {
        let cookies = match &visitor.cookie {
            Some(session) => {
                format!("{}={session}; {ATTEMPT}={}", web::account::SESSION_COOKIE, self.attempt)
            }
            None => format!("{ATTEMPT}={}", self.attempt),
        };
        finish_with(house, visitor, brought, &cookies)
    }
}

fn finish_with(house: &House, visitor: &Visitor, brought: &HashMap<String, String>, cookies: &str) -> Answer {
    let request = Request::builder()
        .method("POST")
        .uri("/openid/xaa")
        .header(header::ORIGIN, ORIGIN)
        .header(header::COOKIE, cookies)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let body = serde_urlencoded::to_string(brought).unwrap();
    house.send(request.body(Body::from(body)).unwrap(), visitor.network)
}

/// Whether an answer signed anybody in.
fn refused(answer: &Answer) -> bool {
    let opened = answer.header("set-cookie").contains("__Host-comity-session=");
    assert!(!opened || answer.status == StatusCode::SEE_OTHER);
    !opened
}

/// Ana of XAA, whose account the service opens as "a-1".
fn linked(house: &House) -> Visitor {
    let mut ana = house.join(&participant("XAA"), &[Role::NationalAdministrator], "Ana", 1);
    ana.touch(house);
    let way = Way::begin(house, &ana, &[("purpose", "link")]);
    let brought = way.signed_in(house, "a-1", house.now());
    let answer = way.finish(house, &ana, &brought);
    assert_eq!(answer.header("location"), "/me?notice=saved", "{}", answer.text());
    ana.keep_cookie(&answer);
    ana
}

#[test]
fn a_linked_account_is_opened_by_the_service_and_the_session_never_counts_as_touched() {
    let house = House::new();
    let ana = linked(&house);
    let identities = ana.get(&house, "/me.json").json()["identities"].clone();
    assert_eq!(identities[0]["name"], "Aland sign-in", "{identities}");

    let mut visitor = Visitor::new(7);
    let way = Way::begin(&house, &visitor, &[("purpose", "sign-in"), ("next", "/drafts")]);
    let brought = way.signed_in(&house, "a-1", house.now());
    // Coming back changes nothing: the page shows a button.
    let query = serde_urlencoded::to_string(&brought).unwrap();
    let page = visitor.get(&house, &format!("/openid/xaa?{query}"));
    assert_eq!((page.status, page.header("set-cookie")), (StatusCode::OK, ""));
    assert!(page.text().contains("Aland sign-in"));
    let answer = way.finish(&house, &visitor, &brought);
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/drafts"));
    visitor.keep_cookie(&answer);
    let me = visitor.get(&house, "/me.json").json();
    assert_eq!(me["name"], "Ana");
    // Both began in the same second: which is listed first is by chance.
    let means = |session: &serde_json::Value| session["means"] == "openid-connect";
    assert!(me["sessions"].as_array().unwrap().iter().any(means), "{me}");
    assert_eq!(house.trail(&participant("XAA"))[0], What::SignedIn);
    // Inviting needs a fresh touch, which signing in by a service is not.
    let invited = visitor.post(&house, "/delegation/invitations", &[("role", "delegate"), ("note", "")]);
    assert!(invited.header("location").starts_with("/touch?"), "{}", invited.header("location"));
}

#[test]
fn signing_in_afresh_counts_as_a_touch_and_a_session_of_the_service_does_not() {
    let house = House::new();
    linked(&house);
    let mut visitor = Visitor::new(7);
    let way = Way::begin(&house, &visitor, &[("purpose", "sign-in")]);
    let answer = way.finish(&house, &visitor, &way.signed_in(&house, "a-1", house.now()));
    visitor.keep_cookie(&answer);
    house.pass(600);

    let stale = Way::begin(&house, &visitor, &[("purpose", "touch"), ("next", "/delegation")]);
    assert!(stale.there.contains("prompt=login&max_age=0"));
    let answer = stale.finish(&house, &visitor, &stale.signed_in(&house, "a-1", house.now() - 500));
    assert!(refused(&answer), "the service had this session before it was asked");

    let fresh = Way::begin(&house, &visitor, &[("purpose", "touch"), ("next", "/delegation")]);
    let answer = fresh.finish(&house, &visitor, &fresh.signed_in(&house, "a-1", house.now()));
    assert_eq!(answer.header("location"), "/delegation", "{}", answer.text());
    visitor.keep_cookie(&answer);
    let invited = visitor.post(&house, "/delegation/invitations", &[("role", "delegate"), ("note", "")]);
    assert_eq!(invited.status, StatusCode::OK, "{}", invited.header("location"));
}

#[test]
fn an_invitation_is_used_with_the_service_of_its_own_government_alone() {
    let house = House::new();
    let link = house.invitation(&participant("XAA"), &[Role::Delegate], "");
    let mut ben = Visitor::new(8);
    let fields = |link: &str| {
        [("purpose", "join"), ("link", link), ("name", "Ben"), ("email", "")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
    };
    let begin = |link: &str, visitor: &Visitor| {
        let fields = fields(link);
        let fields: Vec<_> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        Way::begin(&house, visitor, &fields)
    };
    let way = begin(&link.text(), &ben);
    assert!(!way.there.contains(&link.text()), "the service learns nothing of the invitation");
    let answer = way.finish(&house, &ben, &way.signed_in(&house, "b-2", house.now()));
    assert_eq!(answer.header("location"), "/me", "{}", answer.text());
    ben.keep_cookie(&answer);
    assert_eq!(ben.get(&house, "/me.json").json()["name"], "Ben");
    assert_eq!(house.trail(&participant("XAA"))[0], What::Joined);

    let others = house.invitation(&participant("XBB"), &[Role::Delegate], "");
    // The page names no government; asked with a link, it offers the services of the one that invites, and no other's.
    let stranger = Visitor::new(9);
    assert!(!stranger.get(&house, "/join").text().contains("Aland sign-in"));
    let offers = |link: &str| {
        let fields = [("link", link), ("name", "Cai"), ("email", "")];
        stranger.post(&house, "/join/services", &fields)
    };
    let unused = house.invitation(&participant("XAA"), &[Role::Delegate], "");
    let offered = offers(&unused.text());
    assert!(offered.text().contains("/openid/xaa/begin"), "{}", offered.text());
    assert!(!offers(&others.text()).text().contains("Aland sign-in"), "of another government");
    assert_eq!(offers(&link.text()).header("location"), "/join?notice=invitation-invalid", "used");
    let stranger = Visitor::new(9);
    let way = begin(&others.text(), &stranger);
    let answer = way.finish(&house, &stranger, &way.signed_in(&house, "c-3", house.now()));
    assert!(refused(&answer), "XAA's service opens no seat of XBB");
    assert_eq!(house.state(&participant("XBB"))[0], serde_json::json!([]));
}

#[test]
fn an_answer_counts_once_in_the_browser_that_asked_for_who_is_known() {
    let house = House::new();
    linked(&house);
    let visitor = Visitor::new(7);
    let begin = || Way::begin(&house, &visitor, &[("purpose", "sign-in")]);

    // Nobody by that name.
    let way = begin();
    assert!(refused(&way.finish(&house, &visitor, &way.signed_in(&house, "nobody", house.now()))));
    assert_eq!(house.trail(&participant("XAA"))[0], What::PasskeysChanged, "nobody signed in");

    // Another browser follows the way back: without the cookie, and with one of its own.
    let (way, other) = (begin(), begin());
    let brought = way.signed_in(&house, "a-1", house.now());
    assert!(refused(&finish_with(&house, &visitor, &brought, "")));
    assert!(refused(&way.finish(&house, &visitor, &brought)), "an attempt that failed is over");
    let brought = other.signed_in(&house, "a-1", house.now());
    assert!(refused(&way.finish(&house, &visitor, &brought)));

    // Twice.
    let way = begin();
    let brought = way.signed_in(&house, "a-1", house.now());
    assert!(!refused(&way.finish(&house, &visitor, &brought)));
    assert!(refused(&way.finish(&house, &visitor, &brought)));

    // Too late.
    let way = begin();
    let brought = way.signed_in(&house, "a-1", house.now());
    house.pass(601);
    assert!(refused(&way.finish(&house, &visitor, &brought)));

    // A code that the service gave for another attempt: its verifier is another.
    let (mine, theirs) = (begin(), begin());
    let mut brought = mine.signed_in(&house, "a-1", house.now());
    let code = theirs.signed_in(&house, "a-1", house.now()).remove("code").unwrap();
    brought.insert("code".to_owned(), code);
    assert!(refused(&mine.finish(&house, &visitor, &brought)));
}

#[test]
fn a_service_that_says_no_and_one_that_nobody_knows() {
    let house = House::new();
    let visitor = Visitor::new(7);
    let back = visitor.get(&house, "/openid/xaa?error=access_denied&state=x");
    assert_eq!(back.header("location"), "/sign-in?notice=sign-in-failed");
    assert_eq!(visitor.get(&house, "/openid/xbb?code=a&state=b").status, StatusCode::NOT_FOUND);
    let begun = visitor.post(&house, "/openid/xbb/begin", &[("purpose", "sign-in")]);
    assert_eq!(begun.status, StatusCode::NOT_FOUND);
    let begun = visitor.post(&house, "/openid/xaa/begin", &[("purpose", "something")]);
    assert_eq!(begun.status, StatusCode::BAD_REQUEST);
    // Linking and touching are for who is signed in.
    for purpose in ["link", "touch"] {
        let begun = visitor.post(&house, "/openid/xaa/begin", &[("purpose", purpose)]);
        assert!(begun.header("location").starts_with("/sign-in?"), "{purpose}");
    }
}

#[test]
fn whoever_is_removed_is_not_let_in_by_the_service() {
    let house = House::new();
    let seat = participant("XAA");
    let mut ben = house.join(&seat, &[Role::NationalAdministrator], "Ben", 2);
    let ana = linked(&house);
    let signer = house.signer(&seat, "Ana");
    ben.touch(&house);
    let removed = ben.post(&house, "/delegation/remove", &[("person", &signer), ("signer", &signer)]);
    assert_eq!(ana.get(&house, "/me").status, StatusCode::SEE_OTHER, "{}", removed.text());
    let visitor = Visitor::new(7);
    let way = Way::begin(&house, &visitor, &[("purpose", "sign-in")]);
    assert!(refused(&way.finish(&house, &visitor, &way.signed_in(&house, "a-1", house.now()))));
}

#[test]
fn a_session_that_ends_while_the_service_answers_links_nothing() {
    let house = House::new();
    let mut ana = house.join(&participant("XAA"), &[Role::NationalAdministrator], "Ana", 1);
    ana.touch(&house);
    let way = Way::begin(&house, &ana, &[("purpose", "link")]);
    let brought = way.signed_in(&house, "thief", house.now());
    let (desk, now) = (house.desk.clone(), house.now());
    let secret = delegations::Secret::parse(ana.cookie.as_deref().unwrap()).unwrap();
    let ended = move || desk.together(now, |d| delegations::sessions::end(d, &secret)).unwrap();
    *house.meanwhile.lock().unwrap() = Some(Box::new(ended));
    way.finish(&house, &ana, &brought);
    ana.sign_in(&house);
    assert_eq!(ana.get(&house, "/me.json").json()["identities"], serde_json::json!([]));
    let visitor = Visitor::new(7);
    let way = Way::begin(&house, &visitor, &[("purpose", "sign-in")]);
    assert!(refused(&way.finish(&house, &visitor, &way.signed_in(&house, "thief", house.now()))));
}

#[test]
fn what_no_person_is_called_is_not_kept_while_they_sign_in() {
    let house = House::new();
    let link = house.invitation(&participant("XAA"), &[Role::Delegate], "").text();
    let visitor = Visitor::new(7);
    let long = "x".repeat(5_000);
    let fields = [("purpose", "join"), ("link", &link), ("name", &long), ("email", "")];
    let begun = visitor.post(&house, "/openid/xaa/begin", &fields);
    assert!(begun.header("location").starts_with("/sign-in?notice="), "{}", begun.status);
    let next = format!("/{long}");
    let way = Way::begin(&house, &visitor, &[("purpose", "sign-in"), ("next", &next)]);
    linked(&house);
    let answer = way.finish(&house, &visitor, &way.signed_in(&house, "a-1", house.now()));
    assert_eq!(answer.header("location"), "/me");
}
