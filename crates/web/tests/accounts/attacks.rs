//! What no page of ours sends: each is refused with the right status and changes nothing.

use super::common::Answer;
use super::house::*;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use catalogue::{Catalogue, Lang};
use delegations::audit::{self, What};
use delegations::{Secret, sessions};
use policy::Role;
use record::webauthn::{Assertion, Challenge};
use rehearsal::authenticator::{Credential, ORIGIN, PRESENT, VERIFIED, authenticator_data, client_data};
use web::account::SESSION_COOKIE;

const INVITE: &str = "/delegation/invitations";

/// An administrator's request to invite, as an attacker shapes it.
fn shaped(
    house: &House,
    shape: impl FnOnce(axum::http::request::Builder) -> axum::http::request::Builder,
    body: &str,
) -> StatusCode {
    let request = Request::builder()
        .method("POST")
        .uri(INVITE)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    house.send(shape(request).body(Body::from(body.to_owned())).unwrap(), 9).status
}

#[test]
fn forms_from_elsewhere_change_nothing() {
    let house = House::new();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::NationalAdministrator], "Ana", 1);
    let other = house.join(&seat, &[Role::NationalAdministrator], "Oda", 2);
    let cookie = format!("{SESSION_COOKIE}={}", ana.cookie.as_deref().unwrap());
    let (word, others) = (ana.word(), other.word());
    let before = house.state(&seat);
    let with = |body: String, headers: &[(&str, &str)]| {
        shaped(
            &house,
            |mut request| {
                request = request.header(header::COOKIE, &cookie);
                headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
            },
            &body,
        )
    };
    let good = format!("form={word}&role=reader");
    for (why, body, headers) in [
        ("another origin", good.clone(), vec![("origin", "https://evil.example")]),
        ("a part of the same site", good.clone(), vec![("origin", "https://www.hub.example")]),
        ("no origin to speak of", good.clone(), vec![("origin", "null")]),
        ("a cross-site fetch", good.clone(), vec![("sec-fetch-site", "cross-site")]),
        ("a same-site fetch", good.clone(), vec![("sec-fetch-site", "same-site")]),
        ("no word", "role=reader".to_owned(), vec![("origin", ORIGIN)]),
        ("an empty word", "form=&role=reader".to_owned(), vec![("origin", ORIGIN)]),
        ("another session's word", format!("form={others}&role=reader"), vec![("origin", ORIGIN)]),
        ("another's word first", format!("form={others}&form={word}&role=reader"), vec![("origin", ORIGIN)]),
    ] {
        assert_eq!(with(body, &headers), StatusCode::FORBIDDEN, "{why}");
    }
    assert_eq!(house.state(&seat), before);
    assert_eq!(with(good, &[("origin", ORIGIN), ("sec-fetch-site", "same-origin")]), StatusCode::OK);
}

#[test]
fn pages_that_run_our_script_say_exactly_what_may_run_and_others_that_nothing_may() {
    const WITH_SCRIPT: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; \
                               form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    const WITHOUT: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
                           frame-ancestors 'none'";
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::NationalAdministrator, Role::Delegate], "Ana", 1);
    for page in ["/sign-in", "/join", "/touch", "/me", "/signing-keys"] {
        let answer = ana.get(&house, page);
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert_eq!(answer.header("content-security-policy"), WITH_SCRIPT, "{page}");
        let (inline, handler) = (answer.text().contains("<script>"), answer.text().contains(" onclick="));
        assert!(!inline && !handler, "{page}");
    }
    for page in ["/", "/search", "/no-such-page"] {
        assert_eq!(ana.get(&house, page).header("content-security-policy"), WITHOUT, "{page}");
    }
}

#[test]
fn cookies_that_a_browser_would_not_send_sign_nobody_in() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::NationalAdministrator], "Ana", 1);
    let zoe = house.join(&participant("XAB"), &[Role::Delegate], "Zoe", 2);
    let (hers, others) = (ana.cookie.unwrap(), zoe.cookie.unwrap());
    // A hub beside this one, under another key, gave out a cookie of its own.
    let beside = House::new();
    let foreign = beside.join(&participant("XAA"), &[Role::NationalAdministrator], "Ana", 1).cookie.unwrap();
    beside.drawers(|drawer| sessions::current(drawer, &Secret::parse(&foreign).unwrap()));
    let flipped: String = hers.chars().rev().collect();
    for cookie in [
        format!("{SESSION_COOKIE}={hers}; {SESSION_COOKIE}={others}"),
        format!("{SESSION_COOKIE}={hers}; {SESSION_COOKIE}={hers}"),
        format!("comity-session={hers}"),
        format!("{SESSION_COOKIE}=\"{hers}\""),
        format!("{SESSION_COOKIE}={hers}="),
        format!("{SESSION_COOKIE}={}", &hers[1..]),
        format!("{SESSION_COOKIE}={flipped}"),
        format!("{SESSION_COOKIE}={}", hers.to_lowercase()),
        format!("{SESSION_COOKIE}="),
    ] {
        let request = Request::builder().uri("/me").header(header::COOKIE, &cookie);
        let answer = house.send(request.body(Body::empty()).unwrap(), 9);
        assert_eq!(answer.header("location"), "/sign-in?next=%2Fme", "{cookie}");
    }
    let two = Request::builder()
        .uri("/me")
        .header(header::COOKIE, format!("{SESSION_COOKIE}={hers}"))
        .header(header::COOKIE, format!("{SESSION_COOKIE}={others}"));
    assert_eq!(house.send(two.body(Body::empty()).unwrap(), 9).status, StatusCode::SEE_OTHER);
}

#[test]
fn a_session_ends_when_nobody_uses_it_and_after_a_day_of_work() {
    let house = House::new();
    let mut ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 1);
    house.pass(sessions::IDLE);
    assert_eq!(ana.get(&house, "/me").status, StatusCode::SEE_OTHER);
    ana.sign_in(&house);
    for _ in 0..sessions::LONGEST / (sessions::IDLE / 2) - 1 {
        house.pass(sessions::IDLE / 2);
        assert_eq!(ana.get(&house, "/me").status, StatusCode::OK);
    }
    house.pass(sessions::IDLE / 2);
    assert_eq!(ana.get(&house, "/me").status, StatusCode::SEE_OTHER);
}

#[test]
fn a_cookie_from_before_a_touch_is_worth_nothing_after() {
    let house = House::new();
    let mut ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 1);
    let stolen = ana.clone();
    ana.touch(&house);
    assert_eq!(stolen.get(&house, "/me").status, StatusCode::SEE_OTHER);
    assert_eq!(ana.get(&house, "/me").status, StatusCode::OK);
}

#[test]
fn signing_in_again_ends_the_session_that_the_browser_had() {
    let house = House::new();
    let mut ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 1);
    let stolen = ana.clone();
    let asking = ana.script(&house, "/sign-in/challenge", &serde_json::json!({}));
    let answer = ana.script(&house, "/sign-in/passkey", &ana.answer(&asking));
    ana.keep_cookie(&answer);
    assert_eq!(stolen.get(&house, "/me").status, StatusCode::SEE_OTHER);
    assert_eq!(ana.get(&house, "/me").status, StatusCode::OK);
    // A sign-in that fails ends nobody's.
    assert_eq!(
        ana.script(&house, "/sign-in/passkey", &ana.answer(&asking)).json()["code"],
        "challenge-invalid"
    );
    assert_eq!(ana.get(&house, "/me").status, StatusCode::OK);
}

#[test]
fn ten_thousand_wrong_sign_ins_are_slowed_and_leave_one_event() {
    let house = House::new();
    let seat = participant("XAA");
    let mut ana = house.join(&seat, &[Role::Delegate], "Ana", 1);
    let guesser = Visitor { cookie: None, network: 200, credential: None };
    let mut answers = std::collections::BTreeMap::new();
    for _ in 0..10_000 {
        let answer = guesser.post(&house, "/sign-in/code", &[("code", "2345-6789-ABCD-EFGH-JKLM-NPQR")]);
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
        }
        *answers.entry(answer.status.as_u16()).or_insert(0) += 1;
    }
    assert_eq!(answers, [(303, 30), (429, 9_970)].into());
    let events = house.drawers(|drawer| audit::of_hour(drawer, house.now() / audit::HOUR));
    let failed: Vec<_> = events.iter().filter(|event| event.what == What::SignInFailed).collect();
    assert_eq!(failed.iter().map(|event| event.count).collect::<Vec<_>>(), [30]);
    assert_eq!(ana.sign_in(&house).status, StatusCode::OK, "whoever comes from elsewhere isn't kept waiting");
}

#[test]
fn an_account_that_does_too_much_is_told_when_to_come_back() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 1);
    let last = (0..200).map(|_| ana.post(&house, "/delegation/remove", &[("person", "x")])).last().unwrap();
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(last.header("retry-after"), "1");
}

#[test]
fn a_huge_multipart_body_is_not_read() {
    let house = House::new();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::NationalAdministrator], "Ana", 1);
    let before = house.state(&seat);
    for address in [INVITE, "/me/tokens", "/sign-in/code", "/join/passkey"] {
        let request = Request::builder()
            .method("POST")
            .uri(address)
            .header(header::ORIGIN, ORIGIN)
            .header(header::COOKIE, format!("{SESSION_COOKIE}={}", ana.cookie.as_deref().unwrap()))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let answer = house.send(request.body(Body::from(vec![b'x'; 20 << 20])).unwrap(), 9);
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{address}");
    }
    assert_eq!(house.state(&seat), before);
}

#[test]
fn a_form_that_names_another_delegation_acts_in_ones_own_or_not_at_all() {
    let house = House::new();
    let seat = participant("XAB");
    let ana = house.join(&participant("XAA"), &[Role::NationalAdministrator], "Ana", 1);
    house.join(&seat, &[Role::NationalAdministrator], "Zoe", 2);
    let theirs = house.invitation(&seat, &[Role::Reader], "");
    let zoe = house.signer(&seat, "Zoe");
    let before = house.state(&seat);
    let digest = hex::encode(theirs.digest());
    let location = |address: &str, fields: &[(&str, &str)]| {
        let answer = ana.post(&house, address, fields);
        (answer.status.as_u16(), answer.header("location").to_owned())
    };
    let no_such = |page: &str, code: &str| (303, format!("{page}?notice={code}"));
    let to = |seat: &'static str| [("seat", seat), ("role", "reader")];
    assert_eq!(location(INVITE, &to("participant/XAB")), (403, String::new()));
    assert_eq!(location(INVITE, &to("mechanism/exercise-assembly")), (403, String::new()));
    assert_eq!(location(INVITE, &to("participant")), (400, String::new()));
    assert_eq!(
        location("/delegation/roles", &[("person", &zoe), ("role", "reader")]),
        no_such("/delegation", "no-such-person")
    );
    assert_eq!(location("/delegation/remove", &[("person", &zoe)]), no_such("/delegation", "no-such-person"));
    assert_eq!(
        location("/delegation/invitations/withdraw", &[("invitation", &digest)]),
        no_such("/delegation", "invitation-invalid")
    );
    assert_eq!(location("/me/seat", &[("seat", "participant/XAB")]), no_such("/me", "not-your-seat"));
    assert_eq!(
        location("/me/recovery/stop", &[("seat", "participant/XAB")]),
        no_such("/me", "no-such-person")
    );
    let foreign = [("seat", "participant/XAB"), ("person", zoe.as_str())];
    assert_eq!(location("/secretariat/recovery", &foreign), (403, String::new()));
    assert_eq!(house.state(&seat), before);
}

#[test]
fn a_page_to_go_to_next_is_ours() {
    let house = House::new();
    for next in ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)"] {
        let query = serde_urlencoded::to_string([("next", next)]).unwrap();
        let page = Visitor::new(1).get(&house, &format!("/sign-in?{query}"));
        assert!(page.text().contains("data-next=\"/me\""), "{next}");
        assert!(!page.text().contains("=\"//evil") && !page.text().contains("=\"https://evil"), "{next}");
    }
}

#[test]
fn what_was_answered_once_or_too_late_is_not_answered_again_and_is_seen() {
    let house = House::new();
    let seat = participant("XAA");
    let mut ana = house.join(&seat, &[Role::Delegate], "Ana", 1);
    let failed = |house: &House| {
        let events = house.drawers(|d| audit::of_seat(d, &seat.to_string(), None, 1_000, 100_000)).events;
        events
            .into_iter()
            .filter(|event| event.what == What::SignInFailed)
            .map(|event| event.count)
            .sum::<u64>()
    };
    let asking = Visitor::new(1).script(&house, "/sign-in/challenge", &serde_json::json!({}));
    let answer = ana.answer(&asking);
    let stranger = Visitor { credential: None, ..Visitor::new(2) };
    assert_eq!(stranger.script(&house, "/sign-in/passkey", &answer).status, StatusCode::OK);
    let again = stranger.script(&house, "/sign-in/passkey", &answer);
    assert_eq!(
        (again.status, again.json()["code"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("challenge-invalid"))
    );
    assert_eq!((again.header("set-cookie"), failed(&house)), ("", 1));

    let touch = |house: &House, ana: &mut Visitor, wait| {
        let asking = ana.script(house, "/touch/challenge", &serde_json::json!({}));
        house.pass(wait);
        ana.script(house, "/touch/passkey", &ana.answer(&asking))
    };
    let late = touch(&house, &mut ana, 900);
    assert_eq!((late.json()["code"].as_str(), failed(&house)), (Some("challenge-invalid"), 2));
    assert_eq!(touch(&house, &mut ana, 0).status, StatusCode::OK);
    assert_eq!(failed(&house), 2);
}

fn says(by: Credential, client_data: &str) -> Assertion {
    by.sign(&authenticator_data(PRESENT | VERIFIED), client_data)
}

/// What a browser would not say for a page of ours, a touch without its holder's finger or code, and a bit that was changed.
#[test]
fn a_sign_in_that_no_honest_page_asked_opens_no_session_and_is_seen() {
    type Turned = fn(Credential, &Challenge) -> Assertion;
    let turned: [(&str, Turned); 9] = [
        ("a page elsewhere", |by, challenge| {
            says(by, &client_data(challenge).replace(ORIGIN, "https://evil.example"))
        }),
        ("a frame", |by, challenge| says(by, &client_data(challenge).replace(":false", ":true"))),
        ("another ceremony", |by, challenge| {
            says(by, &client_data(challenge).replace("webauthn.get", "webauthn.create"))
        }),
        ("another challenge", |by, _| says(by, &client_data(&Challenge::random([9; 32])))),
        ("nobody verified", |by, challenge| by.sign(&authenticator_data(PRESENT), &client_data(challenge))),
        ("nobody there", |by, challenge| by.sign(&authenticator_data(VERIFIED), &client_data(challenge))),
        ("a bit of the signature", |by, challenge| {
            let mut answer = by.touch(challenge);
            answer.signature[9] ^= 1;
            answer
        }),
        ("a bit of the authenticator's data", |by, challenge| {
            let mut answer = by.touch(challenge);
            answer.authenticator_data[36] ^= 1;
            answer
        }),
        ("a bit of the browser's data", |by, challenge| {
            let mut answer = by.touch(challenge);
            let last = answer.client_data_json.len() - 3;
            answer.client_data_json[last] ^= 1;
            answer
        }),
    ];
    let house = House::new();
    let seat = participant("XAA");
    let mut ana = house.join(&seat, &[Role::Delegate], "Ana", 1);
    let credential = ana.credential.unwrap();
    let (before, tries) = (house.state(&seat), turned.len());
    for (why, turn) in turned {
        // A minute apart: what is tried oftener is counted together.
        house.pass(60);
        let stranger = Visitor { credential: Some(credential), ..Visitor::new(2) };
        let asking = stranger.script(&house, "/sign-in/challenge", &serde_json::json!({}));
        let bytes = URL_SAFE_NO_PAD.decode(asking.json()["challenge"].as_str().unwrap()).unwrap();
        let touched = turn(credential, &Challenge::random(bytes.try_into().unwrap()));
        let mut answer = ana.answer(&asking);
        for (member, bytes) in [
            ("authenticator_data", touched.authenticator_data),
            ("client_data_json", touched.client_data_json),
            ("signature", touched.signature),
        ] {
            answer[member] = URL_SAFE_NO_PAD.encode(bytes).into();
        }
        let refused = stranger.script(&house, "/sign-in/passkey", &answer);
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{why}: {}", refused.text());
        assert_eq!(
            (refused.json()["code"].as_str(), refused.header("set-cookie")),
            (Some("sign-in-failed"), "")
        );
    }
    let failed = house.trail(&seat).into_iter().filter(|what| *what == What::SignInFailed).count();
    assert_eq!((failed, house.state(&seat)), (tries, before), "one event each, and no change");
    assert_eq!(ana.sign_in(&house).status, StatusCode::OK);
}

#[test]
fn addresses_and_headers_that_nothing_of_ours_sends_open_nothing() {
    let house = House::new();
    let (here, there) = (participant("XAA"), participant("XAB"));
    let ana = house.join(&here, &[Role::NationalAdministrator, Role::Delegate], "Ana", 1);
    let zoe = house.join(&there, &[Role::NationalAdministrator, Role::Delegate], "Zoe", 2);
    let theirs = zoe.post(&house, "/drafts", &[("kind", "measure")]).header("location").to_owned();
    let before = (house.state(&here), house.state(&there));
    let upper = theirs.to_uppercase().replace("/DRAFTS", "/drafts");
    for path in [
        theirs.as_str(),
        &upper,
        &format!("{theirs}/preview"),
        &format!("{theirs}%00"),
        "/drafts/..%2f..%2fme",
        "/drafts/%2e%2e/me",
        "/tile/../checkpoint",
        "/tile/%2e%2e%2fcheckpoint",
        "/public/..%2f..%2f..%2fetc%2fpasswd",
        "/assets/..%2fstyle.css",
        "/assets/%2fetc%2fpasswd",
        "/body/..%2f..%2fworkspace.db",
        "/kinds/..%2f..%2fstates",
        "/records/%00",
        "/me/..;/delegation",
        "/delegation;seat=participant/XAB",
        "/me%2fsessions",
        "//me",
    ] {
        let answer = ana.get(&house, path);
        let refused = [StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST].contains(&answer.status);
        assert!(refused && !answer.text().contains("Zoe"), "{path}: {} {}", answer.status, answer.text());
    }
    // A seat in the address is no seat.
    let own = ana.get(&house, "/delegation?seat=participant/XAB&acting=XAB");
    assert!(own.text().contains("Ana") && !own.text().contains("Zoe"));
    // What some servers believe of those before them.
    for (name, value) in [
        ("x-original-url", "/delegation"),
        ("x-rewrite-url", "/delegation"),
        ("x-forwarded-user", "Ana"),
        ("x-forwarded-for", "127.0.0.1"),
        ("authorization", "Basic QW5hOg=="),
        ("authorization", "Bearer "),
        ("x-http-method-override", "POST"),
        ("host", "evil.example"),
    ] {
        let request = Request::builder().uri("/delegation").header(name, value);
        let answer = house.send(request.body(Body::empty()).unwrap(), 9);
        let sent_away = answer.header("location") == "/sign-in?next=%2Fdelegation";
        let refused = answer.status == StatusCode::UNAUTHORIZED;
        assert!((sent_away || refused) && !answer.text().contains("Ana"), "{name}: {}", answer.status);
    }
    assert_eq!((house.state(&here), house.state(&there)), before);
}

/// One acts for one delegation at a time, by one's own choice: the session that acted for the other is over.
#[test]
fn whoever_changes_the_seat_acts_for_it_alone_and_the_cookie_of_before_opens_nothing() {
    let (house, shipped) = (House::new(), Catalogue::built_in().unwrap());
    let mut ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 1);
    let link = house.invitation(&participant("XAB"), &[Role::Delegate], "").text();
    ana.touch(&house);
    assert_eq!(ana.post(&house, "/join", &[("link", &link)]).status, StatusCode::SEE_OTHER);
    assert_eq!(ana.sign_in(&house).status, StatusCode::OK);
    let chosen = ana.post(&house, "/me/seat", &[("seat", "participant/XAA")]);
    ana.keep_cookie(&chosen);
    let names = |page: &Answer| {
        let (_, rest) = page.text().split_once("class=\"acting\"").expect("says for whom one acts");
        let said = &rest[..rest.find("</a>").unwrap()];
        ["XAA", "XAB"].map(|code| said.contains(shipped.name(code, Lang::En)))
    };
    assert_eq!(names(&ana.get(&house, "/drafts?lang=en")), [true, false]);
    let before = Visitor { cookie: ana.cookie.clone(), ..Visitor::new(1) };
    let changed = ana.post(&house, "/me/seat", &[("seat", "participant/XAB")]);
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    ana.keep_cookie(&changed);
    assert_eq!(names(&ana.get(&house, "/drafts?lang=en")), [false, true]);
    assert!(before.get(&house, "/drafts").header("location").starts_with("/sign-in"));
}

#[test]
fn whoever_found_a_weakness_is_told_whom_to_tell() {
    let house = House::new();
    let file = Visitor::new(1).get(&house, "/.well-known/security.txt");
    assert_eq!(file.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(
        file.text(),
        "Contact: mailto:security@hub.example\nExpires: 2027-11-22T05:00:00Z\nPreferred-Languages: en, fr\n\
         Canonical: https://hub.example/.well-known/security.txt\n"
    );
}

#[test]
fn the_words_of_two_answers_differ_and_both_are_good_for_this_session_alone() {
    let house = House::new();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::NationalAdministrator], "Ana", 1);
    let other = house.join(&seat, &[Role::NationalAdministrator], "Oda", 2);
    let word = |by: &Visitor| {
        let page = by.get(&house, "/delegation");
        let (_, rest) = page.text().split_once("name=\"form\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let (one, two, others) = (word(&ana), word(&ana), word(&other));
    assert!(one != two && one.len() == 43);
    // Nothing of it stays the same from answer to answer, which is what a length that leaks would need.
    let same = one.bytes().zip(two.bytes()).filter(|(a, b)| a == b).count();
    assert!(same < 12, "{one} {two}");
    let cookie = format!("{SESSION_COOKIE}={}", ana.cookie.as_deref().unwrap());
    let send = |word: &str| {
        let with = |request: axum::http::request::Builder| request.header(header::COOKIE, &cookie);
        shaped(&house, with, &format!("form={word}&role=reader"))
    };
    assert_eq!((send(&one), send(&two)), (StatusCode::OK, StatusCode::OK));
    let mixed = format!("{}{}", &one[..20], &two[20..]);
    for wrong in [&others, &mixed, &one[..22], "", "A", &"A".repeat(43)] {
        assert_eq!(send(wrong), StatusCode::FORBIDDEN, "{wrong}");
    }
}

#[test]
fn whoever_tries_doors_is_seen_by_their_administrator_at_one_event_a_minute() {
    let house = House::new();
    let seat = participant("XAA");
    house.join(&seat, &[Role::NationalAdministrator], "Ana", 1);
    let rob = house.join(&seat, &[Role::Reader], "Rob", 2);
    let anas = house.signer(&seat, "Ana");
    let refused = || {
        let found = house.drawers(|d| audit::of_seat(d, "participant/XAA", None, 1_000, 100_000));
        let refused = found.events.into_iter().filter(|event| event.what == What::Refused);
        refused.map(|event| (event.about.unwrap(), event.count)).collect::<Vec<_>>()
    };
    for _ in 0..20 {
        let tried = rob.post(&house, "/delegation/remove", &[("person", &anas)]);
        assert_eq!(tried.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(refused(), [("denied".to_owned(), 1)], "before the first of them was answered");
    house.pass(60);
    assert_eq!(rob.get(&house, "/trail").status, StatusCode::NOT_FOUND);
    assert_eq!(refused(), [("denied".to_owned(), 1), ("denied".to_owned(), 19), ("denied".to_owned(), 1)]);
    let stranger = shaped(&house, |request| request.header("origin", "https://evil.example"), "role=reader");
    assert_eq!(stranger, StatusCode::FORBIDDEN);
    let events = house.drawers(|drawer| audit::of_hour(drawer, house.now() / audit::HOUR));
    let last = events.last().unwrap();
    assert_eq!((last.what, last.who, last.about.as_deref()), (What::Refused, None, Some("form-forged")));
}

#[test]
fn signing_in_well_costs_a_crowd_behind_one_address_nothing() {
    let house = House::new();
    let mut ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 1);
    for _ in 0..40 {
        assert_eq!(ana.sign_in(&house).status, StatusCode::OK);
    }
    // Signing in with an account of one's own between guesses clears none of them away.
    let guesser = Visitor { cookie: None, network: 1, credential: None };
    let guess = || guesser.post(&house, "/sign-in/code", &[("code", "2345")]).status;
    let mut passed = 0;
    for turn in 0..40 {
        passed += u32::from(guess() != StatusCode::TOO_MANY_REQUESTS);
        if turn < 20 {
            assert_eq!(ana.sign_in(&house).status, StatusCode::OK);
        }
    }
    assert_eq!(passed, 30);
}

#[test]
fn a_stolen_session_neither_leaves_its_seat_nor_joins_another() {
    let house = House::new();
    let (here, there) = (participant("XAA"), participant("XAB"));
    let mut ana = house.join(&here, &[Role::NationalAdministrator], "Ana", 1);
    house.join(&here, &[Role::Delegate], "Ben", 2);
    let link = house.invitation(&there, &[Role::Delegate], "").text();
    house.pass(600);
    let before = (house.state(&here), house.state(&there));
    for (address, fields) in [("/me/leave", vec![]), ("/join", vec![("link", link.as_str())])] {
        let answer = ana.post(&house, address, &fields);
        assert!(answer.header("location").starts_with("/touch?"), "{address} {}", answer.status);
    }
    assert_eq!((house.state(&here), house.state(&there)), before);
    ana.touch(&house);
    let joined = ana.post(&house, "/join", &[("link", &link)]);
    assert_eq!(joined.header("location"), "/me?notice=joined#seats");
}
