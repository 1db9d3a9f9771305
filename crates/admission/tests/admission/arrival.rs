//! What a transmission says of how it arrived.

use admission::{ArrivalError, check_arrival};
use record::body::{Arrival, Attachment, Medium};
use record::{Body, Hash, Header, RecordId, header::Salt};
use rehearsal::World;

#[test]
fn a_transmission_and_what_confirms_it_say_how_it_arrived_and_nothing_else_does() {
    let w = World::furnished();
    let (transmission, mut measure) = (w.transmission().header, w.measure().header);
    let body = |reference: &str, on: &str, bytes: u64| {
        let received = Arrival { medium: Medium::EMail, reference: reference.to_owned(), on: on.to_owned() };
        let sha256 = Hash([1; 32]);
        let file =
            Attachment { sha256, bytes, media_type: "text/plain".to_owned(), received: Some(received) };
        Body { comity: 1, salt: Salt([0; 16]), content: serde_json::Map::new(), attachments: vec![file] }
    };
    let right = body("Note 12", "2026-11-03", 5);
    let code = |header: &Header, body: &Body| check_arrival(header, body).map_err(ArrivalError::code);
    assert_eq!(code(&transmission, &right), Ok(()));
    assert_eq!(code(&measure, &right), Err("arrival-not-transmitted"));
    measure.supersedes = vec![RecordId([2; 32])];
    assert_eq!(code(&measure, &right), Ok(()));
    for (reference, on, bytes, refused) in [
        ("", "2026-11-03", 5, "arrival-reference"),
        ("Note\n12", "2026-11-03", 5, "arrival-reference"),
        ("Note 12", "2026-11", 5, "arrival-date"),
        ("Note 12", "2026-02-30", 5, "arrival-date"),
        ("Note 12", "2026-11-03", 0, "attachment-size"),
        ("Note 12", "2026-11-03", (16 << 20) + 1, "attachment-size"),
    ] {
        assert_eq!(code(&transmission, &body(reference, on, bytes)), Err(refused));
    }
    let mut twice = right.clone();
    twice.attachments.extend(right.attachments.clone());
    assert_eq!(code(&transmission, &twice), Err("attachment-twice"));
    twice.attachments.clear();
    assert_eq!(code(&transmission, &twice), Err("arrival-missing"));
}

#[test]
fn a_signed_text_may_bring_its_own_word_file_or_pdf_and_nothing_that_runs() {
    let w = World::furnished();
    let (measure, transmission) = (w.measure().header, w.transmission().header);
    let body = |media_type: &str, bytes: u64| {
        let (sha256, media_type) = (Hash([1; 32]), media_type.to_owned());
        let file = Attachment { sha256, bytes, media_type, received: None };
        Body { comity: 1, salt: Salt([0; 16]), content: serde_json::Map::new(), attachments: vec![file] }
    };
    let code = |header: &Header, body: &Body| check_arrival(header, body).map_err(ArrivalError::code);
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    for media_type in [word, "application/pdf"] {
        assert_eq!(code(&measure, &body(media_type, 5)), Ok(()));
    }
    for media_type in
        ["text/html", "application/octet-stream", "application/vnd.ms-word.document.macroEnabled.12"]
    {
        assert_eq!(code(&measure, &body(media_type, 5)), Err("attachment-type"));
    }
    assert_eq!(code(&measure, &body(word, 0)), Err("attachment-size"));
    assert_eq!(code(&transmission, &body(word, 5)), Err("arrival-missing"));
}
