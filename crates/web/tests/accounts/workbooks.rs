//! A draft taken away as a workbook and brought back, over HTTP.

use super::common::Answer;
use super::house::{House, Visitor, participant};
use axum::http::StatusCode;
use catalogue::{Catalogue, Kind, Lang};
use policy::Role;
use serde_json::{Map, Value, json};
use workbook::{Prefill, Texts};

fn survey() -> &'static Kind {
    Catalogue::built_in().unwrap().kind("national-survey").unwrap()
}

fn texts() -> Texts {
    let word = || "Words".to_owned();
    Texts {
        guide: vec![word()],
        guide_sheet: word(),
        answers_sheet: word(),
        reference: word(),
        question: word(),
        help: word(),
        answer: word(),
        goes_on: word(),
        mark_choice: word(),
    }
}

/// A workbook as it comes back of somebody who got a blank one.
pub fn filled(kind: &Kind, content: &Value) -> Vec<u8> {
    workbook::write(kind, Lang::Es, &texts(), content.as_object().unwrap()).unwrap()
}

pub struct Desk {
    pub house: House,
    pub ana: Visitor,
    pub page: String,
}

/// A delegate with a survey begun.
fn desk() -> Desk {
    Desk::of(House::new(), "national-survey", &[])
}

impl Desk {
    /// A delegate with a draft of this kind begun.
    pub fn of(house: House, kind: &str, more: &[(&str, &str)]) -> Self {
        let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
        let begun = ana.post(&house, "/drafts", &[&[("kind", kind)], more].concat());
        let page = begun.header("location").to_owned();
        assert!(page.starts_with("/drafts/"), "{}", begun.text());
        Self { house, ana, page }
    }

    pub fn bring(&self, by: &Visitor, revision: &str, file: &[u8], word: &str) -> Answer {
        self.send(by, &[("form", word), ("revision", revision)], Some(file))
    }

    /// Sends what was decided of a workbook that differs.
    pub fn decide(&self, conflict: &Answer, decided: &[(&str, &str)]) -> Answer {
        let hidden = |name: &str| {
            let begin = format!("name=\"{name}\" value=\"");
            let rest = conflict.text().split_once(&begin).unwrap().1;
            let value = rest.split_once('"').unwrap().0.to_owned();
            let marks = [
                ("&quot;", "\""),
                ("&#34;", "\""),
                ("&#39;", "'"),
                ("&lt;", "<"),
                ("&gt;", ">"),
                ("&#60;", "<"),
                ("&#62;", ">"),
                ("&#38;", "&"),
                ("&amp;", "&"),
            ];
            marks.iter().fold(value, |text, (from, to)| text.replace(from, to))
        };
        let word = self.ana.word();
        let (revision, typed) = (hidden("revision"), hidden("typed"));
        let fields =
            [&[("form", word.as_str()), ("revision", &revision), ("typed", &typed)], decided].concat();
        self.send(&self.ana, &fields, None)
    }

    fn send(&self, by: &Visitor, fields: &[(&str, &str)], file: Option<&[u8]>) -> Answer {
        let file = file.map(|bytes| ("a.xlsx", bytes));
        by.bring(&self.house, &format!("{}/workbook", self.page), fields, file)
    }

    fn answers(&self) -> Map<String, Value> {
        let file = self.taken();
        assert_eq!(file.status, StatusCode::OK, "{}", String::from_utf8_lossy(&file.bytes));
        workbook::read(survey(), &file.bytes).unwrap().content
    }

    /// The draft's workbook, taken away.
    fn taken(&self) -> Answer {
        self.ana.get(&self.house, &format!("{}/workbook", self.page))
    }
}

/// Types over what stands in a workbook that was taken away, as an agency does.
fn typed_over(file: &Answer, typed: &Value) -> Vec<u8> {
    let read = workbook::read_part(survey(), &file.bytes).unwrap();
    let mut prefill = Prefill::typed(&read.content);
    prefill.seen = read.cells.iter().filter_map(|(name, held)| Some((name.clone(), held.seen?))).collect();
    prefill.content.extend(typed.as_object().cloned().unwrap());
    workbook::write_prefilled(survey(), Lang::Es, &texts(), &prefill).unwrap()
}

#[test]
fn two_agencies_bring_back_their_parts_and_neither_blanks_the_others() {
    let desk = desk();
    let given = desk.taken();
    let one = typed_over(&given, &json!({"norm-13-f-measures": "The police", "cbm-1-gaps": "Training"}));
    let two = typed_over(&given, &json!({"norm-13-a-measures": "The ministry"}));
    for (file, revision) in [(one, "1"), (two, "2")] {
        let sent = desk.bring(&desk.ana, revision, &file, &desk.ana.word());
        assert!(sent.header("location").ends_with("notice=workbook-taken"), "{}", sent.text());
    }
    let all = json!({"norm-13-f-measures": "The police", "cbm-1-gaps": "Training", "norm-13-a-measures": "The ministry"});
    assert_eq!(Value::Object(desk.answers()), all);
}

#[test]
fn where_the_draft_says_otherwise_both_are_shown_and_what_is_decided_is_taken() {
    let desk = desk();
    let first = json!({"norm-13-f-measures": "First", "cbm-1-gaps": "None"});
    desk.bring(&desk.ana, "1", &filled(survey(), &first), &desk.ana.word());
    let given = desk.taken();
    // A colleague changes two answers in the draft while the workbook is away; the agency changes one of them, and another.
    let meanwhile = json!({"norm-13-f-measures": "The draft’s <b>\"words\"</b>", "cbm-1-gaps": "Some"});
    let colleague = typed_over(&given, &meanwhile);
    desk.bring(&desk.ana, "2", &colleague, &desk.ana.word());
    let agency = typed_over(&given, &json!({"norm-13-f-measures": "The agency’s", "cbm-2-gaps": "Money"}));
    let conflict = desk.bring(&desk.ana, "3", &agency, &desk.ana.word());
    assert_eq!(conflict.status, StatusCode::CONFLICT, "{}", conflict.text());
    assert_eq!(conflict.main().matches("<fieldset>").count(), 1, "{}", conflict.main());
    assert!(
        conflict.main().contains("· D") && conflict.main().contains("The agency’s"),
        "{}",
        conflict.main()
    );
    assert_eq!(desk.answers()["cbm-1-gaps"], "Some");
    assert!(!desk.answers().contains_key("cbm-2-gaps"), "nothing is taken by halves");
    // Whoever chose a language keeps it on a page that answers a form, and from there on.
    let address = format!("{}/workbook?lang=fr", desk.page);
    let fields = [("form", &*desk.ana.word()), ("revision", "3")];
    let french = desk.ana.bring(&desk.house, &address, &fields, Some(("parts.xlsx", &agency)));
    assert_eq!(french.status, StatusCode::CONFLICT);
    assert!(french.main().contains(&format!("action=\"{address}\"")), "{}", french.main());
    let unsaid = desk.decide(&conflict, &[]);
    assert_eq!(unsaid.status, StatusCode::CONFLICT, "who says nothing is asked again");
    let done = desk.decide(&conflict, &[("decide-norm-13-f-measures", "both")]);
    assert!(done.header("location").ends_with("notice=workbook-taken"), "{}", done.text());
    let answers = desk.answers();
    assert_eq!(answers["norm-13-f-measures"], "The draft’s <b>\"words\"</b>\n\nThe agency’s");
    assert_eq!(
        (answers["cbm-1-gaps"].as_str(), answers["cbm-2-gaps"].as_str()),
        (Some("Some"), Some("Money"))
    );
    // What was decided of a text that lies there no more is asked again.
    let late = desk.decide(&conflict, &[("decide-norm-13-f-measures", "workbook")]);
    assert_eq!(late.status, StatusCode::CONFLICT);
}

#[test]
fn each_of_many_answers_in_which_both_differ_is_decided() {
    let desk = desk();
    let cells = ["norm-13-f-measures", "norm-13-a-measures", "cbm-1-gaps", "cbm-2-gaps"];
    let all =
        |words: &str| cells.iter().map(|cell| ((*cell).to_owned(), json!(words))).collect::<Map<_, _>>();
    desk.bring(&desk.ana, "1", &filled(survey(), &all("The draft’s").into()), &desk.ana.word());
    let file = filled(survey(), &all("The agency’s").into());
    let conflict = desk.bring(&desk.ana, "2", &file, &desk.ana.word());
    assert_eq!(conflict.main().matches("<fieldset>").count(), cells.len(), "{}", conflict.main());
    let names = cells.map(|cell| format!("decide-{cell}"));
    let decided = names.each_ref().map(|name| (name.as_str(), "workbook"));
    let done = desk.decide(&conflict, &decided);
    assert!(done.header("location").ends_with("notice=workbook-taken"), "{}", done.text());
    assert_eq!(desk.answers(), all("The agency’s"));
}

#[test]
fn a_workbook_of_another_draft_that_nobody_wrote_in_is_said_to_have_brought_nothing() {
    let desk = desk();
    let words = json!({"norm-13-f-measures": "A law protects them."});
    desk.bring(&desk.ana, "1", &filled(survey(), &words), &desk.ana.word());
    let taken = desk.taken();
    // Beside it a draft in which nothing stands yet.
    let blank = desk.ana.post(&desk.house, "/drafts", &[("kind", "national-survey")]);
    let blank = Desk { page: blank.header("location").to_owned(), ..desk };
    let sent = blank.bring(&blank.ana, "1", &taken.bytes, &blank.ana.word());
    assert_eq!(sent.header("location"), format!("{}?notice=workbook-nothing", blank.page), "{}", sent.text());
    let page = blank.ana.get(&blank.house, sent.header("location"));
    assert!(page.main().contains("Nothing was taken from the workbook"), "{}", page.main());
    assert_eq!(blank.answers(), Map::new());
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
    // Written in a workbook that knew nothing of it: both are shown, and nothing is taken.
    let late = desk.bring(
        &desk.ana,
        "1",
        &filled(survey(), &json!({"norm-13-f-measures": "Late"})),
        &desk.ana.word(),
    );
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text());
    assert!(late.main().contains("Mine") && late.main().contains("Late"), "{}", late.main());
    assert_eq!(Value::Object(desk.answers()), json!({"norm-13-f-measures": "Mine"}));
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
