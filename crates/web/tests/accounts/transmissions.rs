//! What a secretariat received, over HTTP: entered by an officer with the file, signed by a key of the secretariat's, marked
//! everywhere, downloaded by anyone, and confirmed by its State. Whoever may not transmit finds nothing.

use super::common::{self, Answer};
use super::house::{House, Visitor, participant, secretariat};
use super::signing::parts;
use axum::body::Body;
use axum::http::Request;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use delegations::people;
use policy::Role;
use record::header::Header;
use record::webauthn::{Challenge, Purpose};
use record::{Body as RecordBody, Evidence, RecordId};
use rehearsal::authenticator::{Algorithm, Credential, ORIGIN};
use serde_json::json;
use web::account::SESSION_COOKIE;

/// The officer's key for signing, apart from the one for signing in.
const SIGNING: Credential = Credential { algorithm: Algorithm::Es256, seed: 78 };

const NOTE: &[u8] = b"%PDF-1.7 note verbale 12/2026\r\n\r\n--not a boundary\r\n";

struct Desk {
    house: House,
    oto: Visitor,
}

fn desk() -> Desk {
    let house = House::new().on_the_registers_day();
    let oto = house.join(&secretariat(), &[Role::Officer], "Oto", 31);
    let person = house.drawers(|drawer| people::of_seat(drawer, &secretariat()))[0].clone();
    let signer = person.membership(&secretariat()).unwrap().signer;
    let line = SIGNING.key(Purpose::Sign);
    house.world.enrol_passkey("secretariat", &line, signer, &|id| SIGNING.touch(&Challenge::of_record(id)));
    Desk { house, oto }
}

impl Desk {
    fn begin(&self, by: &Visitor, code: &str) -> Answer {
        by.post(&self.house, "/transmissions", &[("participant", code), ("kind", "measure")])
    }

    /// Sends a file as a browser without a script does.
    fn upload(&self, by: &Visitor, page: &str, name: &str, bytes: &[u8], word: &str) -> Answer {
        let start = format!(
            "--x1\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n{word}\r\n--x1\r\nContent-Disposition: \
             form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        let body = [start.as_bytes(), bytes, b"\r\n--x1--\r\n"].concat();
        self.send(by, page, Body::from(body))
    }

    fn send(&self, by: &Visitor, page: &str, body: Body) -> Answer {
        let cookie = format!("{SESSION_COOKIE}={}", by.cookie.as_deref().unwrap_or_default());
        let request = Request::builder().method("POST").uri(format!("{page}/file"));
        let request = request.header("origin", ORIGIN).header("cookie", cookie);
        let request = request.header("content-type", "multipart/form-data; boundary=x1");
        self.house.send(request.body(body).unwrap(), by.network)
    }

    /// Somebody without an account asks.
    fn public(&self, address: &str) -> Answer {
        self.house.world.read_now(address)
    }

    /// One that is filled in, with its file.
    fn filled(&self) -> String {
        let page = self.begin(&self.oto, "XAA").header("location").to_owned();
        let sent = self.upload(&self.oto, &page, "note.pdf", NOTE, &self.oto.word());
        assert_eq!(sent.header("location"), format!("{page}?notice=saved"), "{}", sent.text());
        let fields = [
            ("revision", "2"),
            ("medium", "note-verbale"),
            ("reference", "Note verbale 12/2026"),
            ("received-on", "2026-11-03"),
            ("language", "en"),
            ("field-title", "Decree on duty points"),
            ("field-summary", "As the note says."),
            ("field-status", "planned"),
            ("item", "un/norm-13-f"),
            // Not this officer's: what is transmitted is said in the seat's own mechanism.
            ("mechanism", "exercise-plateau"),
        ];
        let saved = self.oto.post(&self.house, &page, &fields);
        assert_eq!(saved.header("location"), format!("{page}?notice=saved"), "{}", saved.text());
        page
    }

    /// It is signed: the record's page.
    fn signed(&self, page: &str) -> String {
        let key = SIGNING.key(Purpose::Sign).id().to_string();
        let prepared =
            self.oto.post(&self.house, &format!("{page}/prepare"), &[("revision", "3"), ("key", &key)]);
        assert_eq!(prepared.header("location"), format!("{page}/sign"), "{}", prepared.text());
        let header = self.oto.get(&self.house, &format!("{page}/header"));
        let id = RecordId::of_header(&header.bytes);
        let touch = SIGNING.touch(&Challenge::of_record(&id));
        let answer = self.oto.script(&self.house, &format!("{page}/sign"), &parts(SIGNING, &touch));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["next"].as_str().unwrap().to_owned()
    }
}

#[test]
fn what_arrived_is_entered_signed_marked_downloaded_and_confirmed() {
    let desk = desk();
    let house = &desk.house;
    let page = desk.filled();
    let shown = desk.oto.get(house, &page).text().to_owned();
    assert!(shown.contains("Decree on duty points") && shown.contains("application/pdf"), "{shown}");
    let record = desk.signed(&page);

    let public = desk.public(&format!("{record}.json")).json();
    assert_eq!(
        (&public["evidence"], &public["received"]["on"]),
        (&"transmitted".into(), &"2026-11-03".into())
    );
    let html = desk.public(&record).text().to_owned();
    assert!(
        html.contains("Transmitted by the secretariat") && html.contains("Note verbale 12/2026"),
        "{html}"
    );
    let file = public["received"]["file"]["href"].as_str().unwrap().to_owned();
    assert_eq!(desk.public(&file).bytes, NOTE);
    assert_eq!(desk.oto.get(house, &page).status, 404, "the draft is gone with its file");

    // The State says the same of the same body, with its own key.
    let header = desk.public(&format!("{record}/header")).bytes;
    let body = desk.public(&format!("{record}/body")).bytes;
    let before = Header::from_bytes(&header).unwrap();
    assert_eq!(
        (before.participant.as_str(), before.mechanisms.as_slice()),
        ("XAA", &["exercise-assembly".to_owned()][..])
    );
    assert_eq!(RecordBody::from_bytes(&body).unwrap().attachments.len(), 1);
    let own = common::measure(91, "XAA", common::XAA, "");
    let confirming = Header {
        evidence: Evidence::Signed,
        signers: own.header.signers.clone(),
        supersedes: vec![RecordId::of_header(&header)],
        salt: own.header.salt,
        ..before
    };
    let confirming = own.saying(confirming, body).sign();
    let confirmed = confirming.id;
    house.world.register.submit_blocking(confirming).unwrap();
    assert_eq!(desk.public(&format!("{record}.json")).json()["confirmed_by"], confirmed.to_string());
    assert!(desk.public(&record).text().contains("confirmed this"));
}

#[test]
fn a_transmission_is_signed_where_the_key_is_too() {
    let desk = desk();
    let page = desk.filled();
    let key = common::key(common::DESK).public().id().to_string();
    let fields = [("revision", "3"), ("key", key.as_str())];
    assert_eq!(desk.oto.post(&desk.house, &format!("{page}/prepare"), &fields).status, 303);
    let header = desk.oto.get(&desk.house, &format!("{page}/header")).bytes;
    let sheet = desk.oto.get(&desk.house, &format!("{page}/sign"));
    let sheet = sheet.text();
    assert!(sheet.contains("ssh-keygen -Y sign"), "{sheet}");
    let send =
        |armor: &str| desk.oto.post(&desk.house, &format!("{page}/signature"), &[("signature", armor)]);
    let wrong = send(&record::signature::to_armor(&common::key(common::XAA).sign(&header)));
    assert_eq!(wrong.status, 422, "another's key signs nothing here");
    let right = send(&record::signature::to_armor(&common::key(common::DESK).sign(&header)));
    assert!(right.header("location").starts_with("/records/"), "{}", right.text());
}

#[test]
fn an_officer_proposes_a_key_of_the_secretariats_and_gets_no_right_by_it() {
    let desk = desk();
    let registration = URL_SAFE_NO_PAD.encode(Credential { seed: 79, ..SIGNING }.registration());
    let propose = json!({ "registration": registration });
    let made = desk.oto.script(&desk.house, "/signing-keys/propose", &propose);
    assert_eq!(made.status, 200, "{}", made.text());
    let page = made.json()["next"].as_str().unwrap().to_owned();
    let file = desk.oto.get(&desk.house, &format!("{page}/file")).json();
    assert_eq!(file["participant"], "secretariat", "the root keys vouch for it: {file}");
    let transmission = desk.filled();
    let shown = desk.oto.get(&desk.house, &transmission);
    let key = Credential { seed: 79, ..SIGNING }.key(Purpose::Sign).id().to_string();
    assert!(!shown.text().contains(&key), "a proposed key signs nothing");
    let auditor = desk.house.join(&secretariat(), &[Role::Auditor], "Udo", 35);
    assert_eq!(auditor.script(&desk.house, "/signing-keys/propose", &propose).status, 403);
}

#[test]
fn nothing_is_signed_that_is_incomplete_and_no_strange_file_comes_in() {
    let desk = desk();
    let house = &desk.house;
    let page = desk.begin(&desk.oto, "XAA").header("location").to_owned();
    let key = SIGNING.key(Purpose::Sign).id().to_string();
    let refused = desk.oto.post(house, &format!("{page}/prepare"), &[("revision", "1"), ("key", &key)]);
    assert_eq!(refused.header("location"), format!("{page}?notice=field"));
    assert_eq!(desk.upload(&desk.oto, &page, "note.pdf", NOTE, "forged").status, 403);
    assert_eq!(
        desk.upload(&desk.oto, &page, "note.pdf", b"", &desk.oto.word()).header("location"),
        format!("{page}?notice=field")
    );
    let huge = vec![b'x'; (4 << 20) + 8_192];
    assert_eq!(desk.upload(&desk.oto, &page, "huge.pdf", &huge, &desk.oto.word()).status, 413);
    let broken = desk.send(&desk.oto, &page, Body::from("--x1\r\n"));
    assert_eq!(broken.status, 400);
    assert!(!desk.oto.get(house, &page).text().contains("application/pdf"));
    // Who takes no part, and whoever is nobody.
    assert_eq!(desk.begin(&desk.oto, "XZZ").header("location"), "/transmissions?notice=field");
}

#[test]
fn nobody_else_transmits_or_sees_what_is_begun() {
    let desk = desk();
    let house = &desk.house;
    let page = desk.filled();
    let elsewhere = policy::Seat::Mechanism("exercise-plateau".to_owned());
    let others = [
        house.join(&participant("XAA"), &[Role::NationalAdministrator], "Ada", 32),
        house.join(&secretariat(), &[Role::Auditor], "Udo", 33),
        house.join(&elsewhere, &[Role::Officer], "Olga", 34),
    ];
    for other in &others {
        assert_eq!(other.get(house, &page).status, 404);
        let refused = [
            desk.upload(other, &page, "other.txt", b"other", &other.word()),
            other.post(house, &format!("{page}/discard"), &[]),
        ];
        for answer in refused {
            // Of another secretariat's, nobody learns that it is there.
            let unknown = answer.status == 303 && answer.header("location").contains("notice=no-such-draft");
            assert!(answer.status == 403 || unknown, "{}", answer.text());
        }
    }
    assert_eq!(others[0].get(house, "/transmissions").status, 404);
    assert_eq!(desk.begin(&others[0], "XAA").status, 403);
    let kept = desk.oto.get(house, &page);
    assert!(kept.text().contains("Decree on duty points") && kept.text().contains("application/pdf"));
    // An officer drafts nothing in a State's name, nor in the secretariat's.
    assert_eq!(desk.oto.post(house, "/drafts", &[("kind", "measure")]).status, 403);
}

#[test]
fn of_a_strangers_file_nothing_is_kept() {
    let desk = desk();
    let page = desk.filled();
    for cookie in [String::new(), "x".repeat(43)] {
        let stranger = Visitor { cookie: Some(cookie), ..Visitor::new(40) };
        let body = vec![b'x'; 1 << 20];
        let answer = desk.send(&stranger, &page, Body::from(body));
        assert!(answer.header("location").starts_with("/sign-in?"), "{} {}", answer.status, answer.text());
    }
}

#[test]
fn participants_to_choose_from_stand_in_the_order_of_the_pages_language() {
    let desk = desk();
    let begin = desk.oto.get(&desk.house, "/transmissions?lang=zh");
    let offered: Vec<&str> = begin
        .main()
        .split("value=\"")
        .filter_map(|rest| rest.get(..3))
        .filter(|v| v.starts_with('X'))
        .collect();
    let listed = desk.house.world.read("/participants.json?lang=zh").json();
    let line = |one: &serde_json::Value| {
        (one["code"].as_str().unwrap().to_owned(), one["name"].as_str().unwrap().to_owned())
    };
    let listed: Vec<(String, String)> = listed["fictional"].as_array().unwrap().iter().map(line).collect();
    let codes: Vec<&str> = listed.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(offered, codes);
    assert!(
        !listed.is_sorted_by_key(|(_, name)| name.as_str()),
        "the places of letters in Unicode are no order of names"
    );
}
