//! A draft of a view, printed as the reply that a ministry sends with its note: for its delegation alone, and marked.

use super::house::{House, Visitor, participant};
use super::workbooks;
use axum::http::StatusCode;
use catalogue::{Catalogue, Lang};
use delegations::audit::What;
use policy::Role;
use serde_json::json;
use std::io::{Cursor, Read};
use web::words::{Msg, PAGE_LANGUAGES, words};

/// A delegate of XAA with a view begun, in which something stands.
fn desk() -> workbooks::Desk {
    let desk = workbooks::Desk::of(House::new(), "national-view", &[]);
    let kind = Catalogue::built_in().unwrap().kind("national-view").unwrap();
    let workbook = workbooks::filled(kind, &json!({ "national_efforts": "Planted in a view" }));
    let sent = desk.bring(&desk.ana, "1", &workbook, &desk.ana.word());
    assert!(sent.header("location").ends_with("notice=workbook-taken"), "{}", sent.text());
    desk
}

fn document_xml(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_draft_of_a_view_is_printed_as_the_reply_that_it_will_be_and_marked_as_a_draft() {
    let mut desk = desk();
    let address = format!("{}/reply", desk.page);
    assert!(desk.ana.get(&desk.house, &format!("{}/preview", desk.page)).text().contains(&address));
    for lang in PAGE_LANGUAGES {
        let page = desk.ana.get(&desk.house, &format!("{address}?lang={}", lang.code()));
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert!(page.header("content-disposition").contains("draft-reply-"), "{:?}", page.headers);
        let say = |key| words(lang).say(key);
        let place =
            |text: &str| page.text().find(text).unwrap_or_else(|| panic!("{text} in {}", lang.code()));
        let order = [
            place(say(Msg("reply-unsigned"))),
            place(say(Msg("reply-unsigned-means"))),
            place(say(Msg("reply-cover"))),
            place(say(Msg("reply-reference"))),
            place("Planted in a view"),
        ];
        assert!(order.is_sorted(), "{order:?} in {}", lang.code());
        let docx = desk.ana.get(&desk.house, &format!("{address}?form=docx&lang={}", lang.code()));
        let xml = document_xml(&docx.bytes);
        assert!(xml.contains("Planted in a view") && xml.contains(say(Msg("reply-unsigned"))));
        assert_eq!(xml.contains("<w:bidi/>"), lang == Lang::Ar);
    }
    assert!(desk.house.trail(&participant("XAA")).contains(&What::Exported));
    desk.house.pass(600);
    let asked = desk.ana.get(&desk.house, &address);
    assert!(asked.header("location").starts_with("/touch?next=%2Fdrafts%2F"), "{}", asked.status);
    desk.ana.touch(&desk.house);
    assert_eq!(desk.ana.get(&desk.house, &address).status, StatusCode::OK);
}

#[test]
fn nobody_else_is_given_the_reply_of_a_draft_and_no_other_kind_has_one() {
    let desk = desk();
    let address = format!("{}/reply", desk.page);
    let zoe = desk.house.join(&participant("XAB"), &[Role::Delegate], "Zoe", 31);
    let nobody = Visitor { cookie: None, network: 40, credential: None };
    for (who, expected) in [(&zoe, StatusCode::NOT_FOUND), (&nobody, StatusCode::SEE_OTHER)] {
        let answer = who.get(&desk.house, &address);
        assert_eq!(answer.status, expected);
        assert!(!answer.text().contains("Planted in a view"));
    }
    let begun = desk.ana.post(&desk.house, "/drafts", &[("kind", "measure")]);
    let other = begun.header("location");
    assert_eq!(desk.ana.get(&desk.house, &format!("{other}/reply")).status, StatusCode::NOT_FOUND);
    assert!(!desk.ana.get(&desk.house, &format!("{other}/preview")).text().contains("/reply"));
}
