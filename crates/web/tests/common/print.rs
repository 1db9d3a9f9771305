//! What tests of printed documents share: the text of each form, and hubs in which something was said to print.
#![allow(dead_code, reason = "each test file uses a part of it")]

use super::common::{self, Draft, World, XAA};
use catalogue::{Catalogue, Kind};
use record::body::Medium;
use rehearsal::filled;
use serde_json::{Value, json};
use std::io::{Cursor, Read};

/// The Word file that the second of [`cycle`] signed with its text, and the note verbale that brought the third's.
pub const CLEARED: &[u8] = b"a cleared text";
pub const NOTE: &[u8] = b"a note verbale";
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The text of a DOCX file, each paragraph's runs together.
pub fn docx_text(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    html_text(&xml.replace("</w:p>", "\n").replace("<w:br/>", "\n"))
}

/// The text of mark-up.
pub fn html_text(markup: &str) -> String {
    let text = regex::Regex::new("<[^>]*>").unwrap().replace_all(markup, "").into_owned();
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to))
}

/// A hub with every shipped kind, and a record of each that States write.
pub fn said_of_every_kind() -> (World, Vec<(&'static Kind, String)>) {
    let world = World::new();
    let shipped = Catalogue::built_in().unwrap();
    let say = |draft: Draft| world.register.submit_blocking(draft.sign()).unwrap().id;
    let mut said = Vec::new();
    let by_delegates = |kind: &&Kind| kind.writers.contains(&catalogue::Writer::ParticipantDelegate);
    say(common::lagoon(70));
    for (number, kind) in (100..).step_by(2).zip(shipped.kinds().filter(by_delegates)) {
        let path = format!("kinds/{}.json", kind.id);
        if kind.id != "measure" {
            say(common::file(number, &path, common::built_in(&path).to_string()));
        }
        let takes = |id: &&str| shipped.mechanism(id).unwrap().kinds.contains(&kind.id);
        let mechanism = ["exercise-assembly", "exercise-lagoon"].into_iter().find(takes).unwrap();
        let mut draft = Draft::new(number + 1, &kind.id, "XAA", &Value::Object(filled(kind)), &[XAA]);
        draft.header.mechanisms = vec![mechanism.into()];
        draft.header.framework_items = vec!["un/norm-13-f".into()];
        said.push((kind, say(draft).to_string()));
    }
    (world, said)
}

/// A cycle that asks for views, three answers to it, and one that comes late. Two of them came with a file.
pub fn cycle() -> (World, String, Vec<String>) {
    let world = World::new();
    let say = |draft: Draft| world.register.submit_blocking(draft.sign()).unwrap().id;
    for (number, kind) in [(100, "national-view"), (101, "cycle")] {
        let path = format!("kinds/{kind}.json");
        say(common::file(number, &path, common::built_in(&path).to_string()));
    }
    let day = |days: u64| record::Time(common::START + days * 86_400).to_string()[..10].to_owned();
    let asked = json!({ "title": "Views of 2026", "questionnaire": "national-view", "opens": day(0), "closes": day(1) });
    let mut opening = Draft::new(102, "cycle", admission::SECRETARIAT, &asked, &[common::DESK]);
    opening.header.mechanisms = vec!["exercise-assembly".into()];
    let cycle = say(opening);
    let answer = |number, code: &str, seed, language: &str, title: &str| {
        let said = json!({ "title": title, "executive_summary": format!("{title}, in short."),
            "national_efforts": format!("{title}, efforts."), "full_text": format!("{title}, in full.") });
        let mut draft = Draft::new(number, "national-view", code, &said, &[seed]);
        draft.header.mechanisms = vec!["exercise-assembly".into()];
        draft.header.language = language.into();
        draft.header.answers = vec![cycle];
        draft
    };
    let second = answer(103, "XAB", common::XAB, "fr", "Vues de la seconde").with_file(CLEARED, DOCX, None);
    let mut said = vec![say(second).to_string()];
    said.push(say(answer(104, "XAA", XAA, "en", "Views of the first")).to_string());
    let mut received = answer(105, "XAC", common::DESK, "en", "Views by note verbale");
    received.header.evidence = record::Evidence::Transmitted;
    let received = received.with_file(NOTE, "application/pdf", Some(Medium::NoteVerbale));
    said.push(say(received).to_string());
    world.pass(3 * 86_400);
    let mut late = answer(106, "XAA", XAA, "en", "Views of the first, revised");
    late.header.time = record::Time(common::START + 3 * 86_400);
    late.header.expiry = record::Time(common::START + 9 * 86_400);
    said.push(say(late).to_string());
    (world, cycle.to_string(), said)
}
