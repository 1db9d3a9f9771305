//! Signing in the page over HTTP: what a thief, a forger and a colleague of another delegation bring is refused, and nothing
//! comes into the register.

use super::common::{self, Answer};
use super::house::{House, Visitor, participant};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use delegations::audit::{self, What};
use delegations::drafts;
use delegations::{Prepared, people};
use policy::Role;
use record::RecordId;
use record::header::Salt;
use record::webauthn::{Assertion, Challenge, Purpose};
use rehearsal::authenticator::{
    self, Algorithm, Credential, PRESENT, VERIFIED, authenticator_data, client_data,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A credential for signing, apart from the one of the same person for signing in.
const SIGNING: Credential = Credential { algorithm: Algorithm::Es256, seed: 77 };

/// A delegate of XAA with an enrolled passkey, and a draft that waits for its touch.
struct Desk {
    house: House,
    ana: Visitor,
    address: String,
    id: RecordId,
}

fn desk() -> Desk {
    desk_for("exercise-assembly")
}

fn desk_for(mechanism: &str) -> Desk {
    desk_with(|header| header.mechanisms = vec![mechanism.to_owned()])
}

fn desk_with(change: impl FnOnce(&mut record::Header)) -> Desk {
    let house = House::new();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::Delegate], "Ana", 21);
    let person = house.drawers(|drawer| people::of_seat(drawer, &seat))[0].clone();
    let signer = person.membership(&seat).unwrap().signer;
    let line = SIGNING.key(Purpose::Sign);
    house.world.enrol_passkey("XAA", &line, signer, &|id| SIGNING.touch(&Challenge::of_record(id)));
    let content = json!({"title": "Signed in the page", "summary": "One line.", "status": "in-force"});
    let mut written = common::Draft::new(90, "measure", "XAA", &content, &[common::XAA]);
    let usual = common::measure(90, "XAA", common::XAA, "").header;
    (written.header.kind_version, written.header.framework_items) =
        (usual.kind_version, usual.framework_items);
    written.header.signers = vec![record::Signer { key: line.id(), person: signer }];
    change(&mut written.header);
    let (header, body) = written.bytes();
    let id = RecordId::of_header(header.as_bytes());
    let draft = house.drawers(|drawer| {
        let draft = drafts::begin(drawer, &seat, "measure", person.id, json!({}))?;
        drafts::prepare(drawer, &seat, draft.id, 1, Prepared::new(header.clone(), body.clone()))
    });
    Desk { house, ana, address: format!("/drafts/{}", hex::encode(draft.id)), id }
}

impl Desk {
    fn sent(&self, by: &Visitor, credential: Credential, answer: &Assertion) -> Answer {
        by.script(&self.house, &format!("{}/sign", self.address), &parts(credential, answer))
    }

    fn touch(&self) -> Assertion {
        SIGNING.touch(&Challenge::of_record(&self.id))
    }

    /// Refused with this code, and nothing is in the register that wasn't.
    fn refused(&self, answer: &Answer, code: &str) {
        assert!(answer.status.is_client_error(), "{code}: {}", answer.text());
        assert_eq!(answer.json()["code"], code, "{}", answer.text());
        assert!(self.house.world.register.store().find(&self.id.0).unwrap().is_none());
    }
}

pub fn parts(credential: Credential, answer: &Assertion) -> Value {
    json!({
        "credential": URL_SAFE_NO_PAD.encode(credential.id()),
        "challenge": URL_SAFE_NO_PAD.encode([0; 32]),
        "authenticator_data": URL_SAFE_NO_PAD.encode(&answer.authenticator_data),
        "client_data_json": URL_SAFE_NO_PAD.encode(&answer.client_data_json),
        "signature": URL_SAFE_NO_PAD.encode(&answer.signature),
    })
}

#[test]
fn a_touch_over_the_bytes_that_the_page_shows_becomes_a_record() {
    let desk = desk();
    let page = desk.ana.get(&desk.house, &format!("{}/sign", desk.address));
    assert!(
        page.text().contains(&desk.id.to_string()) && page.text().contains("data-header"),
        "{}",
        page.text()
    );
    let answer = desk.sent(&desk.ana, SIGNING, &desk.touch());
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json()["next"], format!("/records/{}", desk.id));
    // Replayed, it finds no draft; and the record is there once.
    let again = desk.sent(&desk.ana, SIGNING, &desk.touch());
    assert_eq!((again.status.as_u16(), again.json()["code"].as_str().unwrap()), (404, "no-such-draft"));
    // Nothing waits any more. Whoever follows the register tells people of it, not the page.
    assert!(desk.house.drawers(|drawer| drafts::of_seat(drawer, &participant("XAA"))).is_empty());
    assert!(desk.house.world.register.store().find(&desk.id.0).unwrap().is_some());
}

#[test]
fn what_no_honest_page_asked_is_refused() {
    let desk = desk();
    // A minute apart: what is tried oftener is counted together.
    let refused = |answer: &Answer, code: &str| {
        desk.refused(answer, code);
        desk.house.pass(60);
    };
    let challenge = Challenge::of_record(&desk.id);
    let says = |data: &str| SIGNING.sign(&authenticator_data(PRESENT | VERIFIED), data);
    let honest = client_data(&challenge);
    let elsewhere = honest.replace(authenticator::ORIGIN, "https://evil.example");
    refused(&desk.sent(&desk.ana, SIGNING, &says(&elsewhere)), "webauthn-origin");
    let framed = honest.replace("\"crossOrigin\":false", "\"crossOrigin\":true");
    refused(&desk.sent(&desk.ana, SIGNING, &says(&framed)), "webauthn-cross-origin");
    let unverified = SIGNING.sign(&authenticator_data(PRESENT), &honest);
    refused(&desk.sent(&desk.ana, SIGNING, &unverified), "webauthn-user-not-verified");
    let mut flipped = desk.touch();
    flipped.signature[5] ^= 1;
    refused(&desk.sent(&desk.ana, SIGNING, &flipped), "signature-wrong");
    // Another text than the one that lies here: what a hub that swaps texts is left with.
    let other = SIGNING.touch(&Challenge::of_record(&RecordId([9; 32])));
    refused(&desk.sent(&desk.ana, SIGNING, &other), "webauthn-challenge");
    // Each is in the trail, for her administrators to see.
    let trail = desk.house.drawers(|d| audit::of_seat(d, "participant/XAA", None, 1_000, 100_000)).events;
    let noted = trail.into_iter().filter(|event| event.what == What::Refused);
    let codes: BTreeSet<String> = noted.filter_map(|event| event.about).collect();
    let expected = [
        "signature-wrong",
        "webauthn-challenge",
        "webauthn-cross-origin",
        "webauthn-origin",
        "webauthn-user-not-verified",
    ];
    assert_eq!(codes.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn a_touch_that_fails_is_seen_in_every_seat_of_its_account() {
    let house = House::new();
    let mut ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let link = house.invitation(&participant("XAB"), &[Role::Delegate], "").text();
    ana.touch(&house);
    assert_eq!(ana.post(&house, "/join", &[("link", &link)]).status, 303);
    let failed =
        |seat| house.trail(&participant(seat)).iter().filter(|what| **what == What::SignInFailed).count();
    assert_eq!((failed("XAA"), failed("XAB")), (0, 0));
    let asking = ana.script(&house, "/touch/challenge", &json!({}));
    let mut answer = ana.answer(&asking);
    answer["signature"] = json!(URL_SAFE_NO_PAD.encode([1; 70]));
    assert_eq!(ana.script(&house, "/touch/passkey", &answer).status, 401);
    assert_eq!((failed("XAA"), failed("XAB")), (1, 1));
}

#[test]
fn a_touch_for_signing_in_signs_nothing_and_a_signing_key_opens_no_session() {
    let desk = desk();
    let sign_in = desk.ana.credential.unwrap();
    let answer = sign_in.touch(&Challenge::of_record(&desk.id));
    desk.refused(&desk.sent(&desk.ana, sign_in, &answer), "signature-not-the-signers");
    desk.refused(&desk.sent(&desk.ana, SIGNING, &answer), "signature-wrong");
    let mut thief = Visitor { credential: Some(SIGNING), cookie: None, network: 9 };
    let refused = thief.sign_in(&desk.house);
    assert_eq!(refused.json()["code"], "sign-in-failed");
    assert!(thief.cookie.is_none());
}

#[test]
fn another_delegation_finds_no_draft_and_a_reader_signs_none() {
    let desk = desk();
    let stranger = desk.house.join(&participant("XAB"), &[Role::Delegate], "Bo", 22);
    assert_eq!(stranger.get(&desk.house, &desk.address).status, 404);
    desk.refused(&desk.sent(&stranger, SIGNING, &desk.touch()), "no-such-draft");
    let reader = desk.house.join(&participant("XAA"), &[Role::Reader], "Rea", 23);
    desk.refused(&desk.sent(&reader, SIGNING, &desk.touch()), "denied");
    // A colleague can't hand in somebody else's touch as their own.
    let colleague = desk.house.join(&participant("XAA"), &[Role::Delegate], "Cy", 24);
    desk.refused(&desk.sent(&colleague, SIGNING, &desk.touch()), "signature-not-the-signers");
}

#[test]
fn a_session_from_a_printed_code_signs_nothing() {
    let desk = desk();
    let printed = desk.house.drawers(|drawer| {
        let person = people::of_seat(drawer, &participant("XAA"))?.remove(0);
        delegations::codes::print(drawer, person.id)
    });
    let mut by_code = Visitor { cookie: None, network: 30, credential: None };
    let answer = by_code.post(&desk.house, "/sign-in/code", &[("code", &printed[0])]);
    let cookie = answer.header("set-cookie").split(';').next().unwrap().split_once('=').unwrap().1.to_owned();
    by_code.cookie = Some(cookie);
    assert_eq!(by_code.get(&desk.house, &desk.address).status, 200, "it reads and drafts");
    desk.refused(&desk.sent(&by_code, SIGNING, &desk.touch()), "denied");
}

#[test]
fn a_session_from_a_printed_code_touches_nobody_elses_account_and_takes_nothing_along() {
    let house = House::new();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::NationalAdministrator], "Ana", 1);
    house.join(&seat, &[Role::Delegate], "Ben", 2);
    let codes = ana.post(&house, "/me/codes", &[]);
    let code = codes.text().split("<li><code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert_eq!(code.len(), 6 * 4 + 5, "120 bits in groups of four");
    let mut by_code = Visitor { cookie: None, network: 30, credential: None };
    let answer = by_code.post(&house, "/sign-in/code", &[("code", &code.to_lowercase().replace('-', " "))]);
    let cookie = answer.header("set-cookie").split(';').next().unwrap().split_once('=').unwrap().1.to_owned();
    by_code.cookie = Some(cookie);
    let (before, bens) = (house.state(&seat), house.signer(&seat, "Ben"));
    let link = house.invitation(&participant("XAB"), &[Role::Delegate], "").text();
    for (address, fields) in [
        ("/delegation/remove", vec![("person", bens.as_str())]),
        ("/delegation/roles", vec![("person", bens.as_str()), ("role", "reader")]),
        ("/delegation/invitations", vec![("role", "reader")]),
        ("/delegation/recovery", vec![("person", bens.as_str())]),
        ("/me/codes", vec![]),
        ("/me/held", vec![]),
        ("/me/tokens", vec![("label", "x"), ("scope", "read"), ("days", "30")]),
        ("/trail/export", vec![]),
        // Whoever finds a sheet of codes throws no account away, and takes it nowhere else.
        ("/me/leave", vec![]),
        ("/join", vec![("link", link.as_str())]),
    ] {
        assert_eq!(by_code.post(&house, address, &fields).status, 403, "{address}");
    }
    assert_eq!(house.state(&seat), before);
}

#[test]
fn nobody_signs_for_a_mechanism_in_which_their_participant_takes_no_part() {
    let desk = desk_for("exercise-plateau");
    desk.refused(&desk.sent(&desk.ana, SIGNING, &desk.touch()), "denied");
}

#[test]
fn whoever_touches_again_hears_again_why_the_register_didnt_take_it() {
    let desk = desk_with(|header| {
        header.mechanisms = vec!["exercise-assembly".to_owned()];
        header.supersedes = vec![RecordId([9; 32])];
    });
    desk.refused(&desk.sent(&desk.ana, SIGNING, &desk.touch()), "unknown-record");
    desk.refused(&desk.sent(&desk.ana, SIGNING, &desk.touch()), "unknown-record");
}

#[test]
fn a_proposed_key_gives_no_right_and_a_key_for_signing_in_is_not_taken() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let propose = |credential: Credential| {
        let registration = URL_SAFE_NO_PAD.encode(credential.registration());
        ana.script(&house, "/signing-keys/propose", &json!({ "registration": registration }))
    };
    assert_eq!(propose(ana.credential.unwrap()).json()["code"], "passkey-known");
    let size = house.world.register.state().size();
    let made = propose(SIGNING);
    assert_eq!(made.status, 200, "{}", made.text());
    let page = made.json()["next"].as_str().unwrap().to_owned();
    assert!(ana.get(&house, &page).text().contains(&SIGNING.key(Purpose::Sign).id().spoken()));
    assert_eq!(house.world.register.state().size(), size);
    let stranger = house.join(&participant("XAB"), &[Role::NationalAdministrator], "Bo", 22);
    assert_eq!(stranger.get(&house, &page).status, 404);
    let salt = Salt([0; 16]);
    assert!(house.world.register.state().keys().all(|(_, key)| key.person != salt));
}

#[test]
fn two_who_write_at_once_lose_no_words() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let cy = house.join(&participant("XAA"), &[Role::Delegate], "Cy", 24);
    let begun = ana.post(&house, "/drafts", &[("kind", "measure")]);
    let page = begun.header("location").to_owned();
    let save = |by: &Visitor, title: &str| {
        by.post(&house, &page, &[("revision", "1"), ("language", "en"), ("field-title", title)])
    };
    assert_eq!(save(&ana, "What Ana wrote").status, 303);
    let conflict = save(&cy, "What Cy wrote");
    assert_eq!(conflict.status, 409);
    assert!(conflict.text().contains("What Ana wrote") && conflict.text().contains("What Cy wrote"));
    assert!(ana.get(&house, &page).text().contains("What Ana wrote"), "and nothing was written over");
}

/// A draft of a measure, begun by this visitor: its page.
fn begun(house: &House, by: &Visitor) -> String {
    by.post(house, "/drafts", &[("kind", "measure")]).header("location").to_owned()
}

#[test]
fn a_long_draft_in_a_script_of_three_bytes_a_letter_is_saved_and_read_back() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let page = begun(&house, &ana);
    let summary = "安全".repeat(10_000);
    let fields = [("revision", "1"), ("language", "zh"), ("field-summary", summary.as_str())];
    assert!(serde_urlencoded::to_string(fields).unwrap().len() > 128 * 1024);
    let saved = ana.post(&house, &page, &fields);
    assert_eq!(saved.header("location"), format!("{page}?notice=saved"), "{}", saved.text());
    assert!(ana.get(&house, &page).text().contains(&summary));
}

#[test]
fn a_form_longer_than_a_draft_is_not_read_and_a_short_forms_limit_is_its_own() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let page = begun(&house, &ana);
    let send = |address: &str, length: usize| {
        let words = "a".repeat(length);
        ana.post(&house, address, &[("revision", "1"), ("field-summary", &words)]).status.as_u16()
    };
    assert_eq!(send(&page, 4 * 1024 * 1024), 413);
    assert_eq!(send("/drafts", 17 * 1024), 413);
    assert!(!ana.get(&house, &page).text().contains("aaaa"));
}

/// A body whose end comes only after something else has happened.
struct Late<F> {
    parts: Vec<Vec<u8>>,
    meanwhile: Option<F>,
}

impl<F: FnOnce() + Send + Unpin + 'static> http_body::Body for Late<F> {
    type Data = axum::body::Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        if self.parts.len() == 1
            && let Some(meanwhile) = self.meanwhile.take()
        {
            meanwhile();
        }
        let part = if self.parts.is_empty() { None } else { Some(self.parts.remove(0)) };
        std::task::Poll::Ready(part.map(|part| Ok(http_body::Frame::data(part.into()))))
    }
}

#[test]
fn a_form_whose_end_comes_after_the_sessions_does_not_act() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let page = begun(&house, &ana);
    let form = format!("form={}&revision=1&language=en&field-title=Too+late", ana.word()).into_bytes();
    let (desk, now) = (house.desk.clone(), house.now());
    let secret = delegations::Secret::parse(ana.cookie.as_deref().unwrap()).unwrap();
    let removed = move || desk.together(now, |d| delegations::sessions::end(d, &secret)).unwrap();
    let late = Late { parts: vec![form[..20].to_vec(), form[20..].to_vec()], meanwhile: Some(removed) };
    let request = axum::http::Request::builder()
        .method("POST")
        .uri(&page)
        .header("origin", authenticator::ORIGIN)
        .header("cookie", format!("{}={}", web::account::SESSION_COOKIE, ana.cookie.as_deref().unwrap()))
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = house.send(request.body(axum::body::Body::new(late)).unwrap(), 21);
    assert!(answer.header("location").starts_with("/sign-in"), "{} {}", answer.status, answer.text());
    let drafts = house.drawers(|d| drafts::of_seat(d, &participant("XAA")));
    assert_eq!(drafts.iter().map(|draft| draft.revision).collect::<Vec<_>>(), [1]);
}
