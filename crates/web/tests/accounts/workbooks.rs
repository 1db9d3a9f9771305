//! A draft taken away as a workbook and brought back, over HTTP.

use super::common::Answer;
use super::house::{House, Visitor, participant};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use catalogue::{Catalogue, Kind, Lang};
use policy::Role;
use rehearsal::authenticator::ORIGIN;
use serde_json::{Map, Value, json};
use web::account::SESSION_COOKIE;
use workbook::Texts;

fn survey() -> &'static Kind {
    Catalogue::built_in().unwrap().kind("national-survey").unwrap()
}

/// A workbook as it comes back.
fn filled(kind: &Kind, content: &Value) -> Vec<u8> {
    let word = || "Words".to_owned();
    let texts = Texts {
        guide: vec![word()],
        guide_sheet: word(),
        answers_sheet: word(),
        reference: word(),
        question: word(),
        help: word(),
        answer: word(),
        goes_on: word(),
        mark_choice: word(),
    };
    workbook::write(kind, Lang::Es, &texts, content.as_object().unwrap()).unwrap()
}

struct Desk {
    house: House,
    ana: Visitor,
    page: String,
}

/// A delegate with a survey begun.
fn desk() -> Desk {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let begun = ana.post(&house, "/drafts", &[("kind", "national-survey")]);
    let page = begun.header("location").to_owned();
    assert!(page.starts_with("/drafts/"), "{}", begun.text());
    Desk { house, ana, page }
}

impl Desk {
    fn bring(&self, by: &Visitor, revision: &str, file: &[u8], word: &str) -> Answer {
        let mut body = Vec::new();
        for (name, value) in [("form", word), ("revision", revision)] {
            let field = format!("--x1\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(field.into_bytes());
        }
        body.extend(b"--x1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\n");
        body.extend(file);
        body.extend(b"\r\n--x1--\r\n");
        let cookie = format!("{SESSION_COOKIE}={}", by.cookie.as_deref().unwrap_or_default());
        let request = Request::builder().method("POST").uri(format!("{}/workbook", self.page));
        let request = request.header("origin", ORIGIN).header("cookie", cookie);
        let request = request.header("content-type", "multipart/form-data; boundary=x1");
        self.house.send(request.body(Body::from(body)).unwrap(), by.network)
    }

    fn answers(&self) -> Map<String, Value> {
        let file = self.ana.get(&self.house, &format!("{}/workbook", self.page));
        assert_eq!(file.status, StatusCode::OK, "{}", String::from_utf8_lossy(&file.bytes));
        workbook::read(survey(), &file.bytes).unwrap().content
    }
}

#[test]
fn what_was_filled_in_elsewhere_is_in_the_draft_and_in_its_next_workbook() {
    let desk = desk();
    assert_eq!(desk.answers(), Map::new());
    let content = json!({
        "norm-13-f-measures": "A law protects them.\n\nIt is in force.",
        "cbm-1-gaps": "设备和培训", "il-sovereignty-challenges": "أسئلة مفتوحة",
    });
    let sent = desk.bring(&desk.ana, "1", &filled(survey(), &content), &desk.ana.word());
    assert_eq!(sent.header("location"), format!("{}?notice=workbook-taken", desk.page), "{}", sent.text());
    assert_eq!(Value::Object(desk.answers()), content);
    for (part, words) in [("confidence-building", "设备和培训"), ("norms", "It is in force.")] {
        let page = desk.ana.get(&desk.house, &format!("{}?part={part}", desk.page));
        assert!(page.text().contains(words), "{part}");
    }
}

#[test]
fn a_workbook_with_faults_is_taken_not_at_all_and_each_is_named() {
    let desk = desk();
    let good = json!({"norm-13-f-measures": "Kept"});
    desk.bring(&desk.ana, "1", &filled(survey(), &good), &desk.ana.word());
    let bad = json!({"norm-13-f-measures": "Changed", "cbm-1-gaps": "a\u{202e}b", "cbm-2-gaps": "x".repeat(10_001)});
    let refused = desk.bring(&desk.ana, "2", &filled(survey(), &bad), &desk.ana.word());
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.text().matches("<th scope=\"row\">").count(), 2, "{}", refused.main());
    assert!(refused.text().contains(" · D"), "{}", refused.main());
    let measure = Catalogue::built_in().unwrap().kind("measure").unwrap();
    let other = desk.bring(&desk.ana, "2", &filled(measure, &json!({"title": "A"})), &desk.ana.word());
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nonsense = desk.bring(&desk.ana, "2", b"PK\x03\x04 nothing", &desk.ana.word());
    assert_eq!(nonsense.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(Value::Object(desk.answers()), good);
}

#[test]
fn nobody_loses_a_colleagues_words_and_nobody_else_gets_in() {
    let desk = desk();
    let file = filled(survey(), &json!({"norm-13-f-measures": "Mine"}));
    desk.bring(&desk.ana, "1", &file, &desk.ana.word());
    // The page from which this is sent is older than what a colleague saved since.
    let late = desk.bring(
        &desk.ana,
        "1",
        &filled(survey(), &json!({"norm-13-f-measures": "Late"})),
        &desk.ana.word(),
    );
    assert_eq!(late.header("location"), format!("{}?notice=saved-meanwhile", desk.page), "{}", late.text());
    let forged = desk.bring(&desk.ana, "2", &file, "not the form's word");
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let other = desk.house.join(&participant("XAB"), &[Role::Delegate], "Bo", 22);
    let stranger = desk.bring(&other, "2", &file, &other.word());
    assert_ne!(stranger.header("location"), format!("{}?notice=workbook-taken", desk.page));
    assert_eq!(other.get(&desk.house, &format!("{}/workbook", desk.page)).status, StatusCode::NOT_FOUND);
    assert_eq!(Value::Object(desk.answers()), json!({"norm-13-f-measures": "Mine"}));
}

#[test]
fn a_workbook_as_large_as_a_workbook_may_be_is_read_and_a_strangers_is_not() {
    let desk = desk();
    // What spreadsheets add (pictures of the sheets, their own settings) is larger than any form of a page.
    let mut file = filled(survey(), &json!({"norm-13-f-measures": "Kept"}));
    file.splice(0..0, vec![b'x'; 1 << 20]);
    let sent = desk.bring(&desk.ana, "1", &file, &desk.ana.word());
    assert_eq!(sent.header("location"), format!("{}?notice=workbook-taken", desk.page), "{}", sent.status);
    let stranger = Visitor { cookie: Some("x".repeat(43)), ..Visitor::new(40) };
    let sent = desk.bring(&stranger, "2", &file, &"x".repeat(8));
    assert!(sent.header("location").starts_with("/sign-in?"), "{}", sent.status);
    let more = vec![b'x'; 3 << 20];
    assert_eq!(desk.bring(&desk.ana, "2", &more, &desk.ana.word()).status, StatusCode::PAYLOAD_TOO_LARGE);
}
