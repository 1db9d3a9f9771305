//! Answers to an earlier version of a questionnaire, in every list and report: by the words that were asked then.

use super::common::{self, World};
use super::cycles::{answering, day, house, opened, say, signed, signer, world};
use super::house::{House, Visitor, participant};
use super::workbooks;
use catalogue::Catalogue;
use policy::Role;
use record::{Body, RecordId};
use serde_json::{Value, json};
use std::sync::Arc;

const MEASURE: &str = "kinds/measure.json";

/// What every answer says beside its words.
const CHOICES: [(&str, &str); 4] = [
    ("language", "en"),
    ("audience", "public"),
    ("item", "un/norm-13-f"),
    ("mechanism", "exercise-assembly"),
];

/// The next version of the measure: a question goes, another comes, one is asked in other words, and a choice goes.
fn revised() -> Value {
    let mut next = common::built_in(MEASURE);
    next["version"] = json!(next["version"].as_u64().unwrap() + 1);
    let fields = next["fields"].as_array_mut().unwrap();
    let relabel = |field: &mut Value, name: &str| {
        for label in field["label"].as_object_mut().unwrap().values_mut() {
            *label = json!(name);
        }
    };
    for field in fields {
        match field["id"].as_str().unwrap() {
            "responsible_body" => {
                field["id"] = json!("lead_office");
                relabel(field, "Lead office");
            }
            "status" => {
                relabel(field, "Stage");
                field["choices"].as_array_mut().unwrap().retain(|choice| choice["id"] != "planned");
            }
            _ => {}
        }
    }
    next
}

/// The shipped catalogue and that version.
fn with(next: &Value) -> Catalogue {
    let files = Catalogue::built_in().unwrap().files();
    let files = files.iter().map(|file| (file.path.clone(), file.bytes.clone()));
    let next = ("kinds/measure-next.json".to_owned(), next.to_string().into_bytes());
    Catalogue::from_files(files.chain([next])).unwrap()
}

/// A cycle that two States answered, one before its questionnaire was revised and one after.
fn answered_before_and_after() -> (House, RecordId) {
    let world: World = world();
    let cycle = opened(&world);
    let saying = |number, code, seed, change: fn(&mut Body)| {
        let draft = answering(number, code, seed, cycle);
        let (_, body) = draft.bytes();
        let mut body = Body::from_bytes(body.as_bytes()).unwrap();
        change(&mut body);
        let (mut header, body) = (draft.header.clone(), body.to_bytes());
        header.body = record::header::BodyRef::to(&body);
        draft.saying(header, body)
    };
    let before = saying(520, "XAA", common::XAA, |body| {
        body.content.insert("status".into(), json!("planned"));
    });
    say(&world, before);
    let next = revised();
    say(&world, common::file(521, MEASURE, next.to_string()));
    let mut after = saying(522, "XAB", common::XAB, |body| {
        body.content.remove("responsible_body");
        body.content.insert("lead_office".into(), json!("Ministry of Ports"));
    });
    after.header.kind_version += 1;
    say(&world, after);
    let house = house(world);
    house.hub.renew(Arc::new(with(&next)));
    (house, cycle)
}

#[test]
fn answers_to_an_earlier_version_stand_in_every_report_and_table_as_they_were_asked() {
    let (house, cycle) = answered_before_and_after();
    let read = |address: &str| {
        let answer = Visitor::new(50).get(&house, address);
        assert_eq!(answer.status, 200, "{address}: {}", answer.text());
        answer.text().to_owned()
    };
    let before = ["Responsible body", "Office of Networks", "Status", "Planned"];
    let after = ["Lead office", "Ministry of Ports", "Stage", "In force"];
    for (address, expected) in [
        (format!("/cycles/{cycle}/report?lang=en"), [before, after].concat()),
        (format!("/cycles/{cycle}/report?lang=en&by=author"), [before, after].concat()),
        (format!("/tables/cycles/{cycle}?lang=en"), [before, after].concat()),
        ("/participants/XAA/report?mechanism=exercise-assembly&lang=en".into(), before.into()),
        ("/participants/XAB/report?mechanism=exercise-assembly&lang=en".into(), after.into()),
        ("/participants/XAA/outlook?mechanism=exercise-assembly&lang=en".into(), before.into()),
    ] {
        let text = read(&address);
        for piece in expected {
            assert!(text.contains(piece), "{piece} in {address}: {text}");
        }
    }
    // What both versions ask stands below one question; who was asked in other words isn't made to have answered these.
    let by_question = read(&format!("/cycles/{cycle}/report?lang=en"));
    let stage = &by_question[by_question.rfind("Stage").unwrap()..];
    assert!(stage.find("Planned") < stage.find("Asked no more"), "{stage}");
    assert!(
        stage.find("As version 3 asked it").is_some_and(|at| Some(at) < stage.find("Planned")),
        "{stage}"
    );
    let gone = &by_question[by_question.rfind("Asked no more: version 3 of the questionnaire").unwrap()..];
    assert!(gone.contains("Office of Networks") && !gone.contains("Ministry of Ports"), "{gone}");
    // Of what nobody asked of whom there is no word.
    assert!(!gone.contains("Summary"), "{gone}");
}

#[test]
fn a_search_names_a_choice_that_is_offered_no_more() {
    let (house, _) = answered_before_and_after();
    let found = Visitor::new(50).get(&house, "/search.json?q=choices&kind=measure&lang=en").json()["facets"]
        .to_string();
    for (said, why) in [
        ("Status: Planned", "as it was asked"),
        ("Stage: In force", "as it is asked today"),
        ("\"label\":\"measure.status.never\"", "no version has it"),
    ] {
        assert!(found.contains(said), "{why}: {found}");
    }
}

/// A text of six languages, the same in each.
fn in_all(text: &str) -> Value {
    ["en", "fr", "es", "ru", "ar", "zh"].into_iter().map(|lang| (lang.to_owned(), json!(text))).collect()
}

/// A questionnaire that no program has ever seen, in its first version, or in the one that replaces a question by another.
fn of_ports(version: u64) -> Value {
    let mut kind = common::built_in(MEASURE);
    let member = |name: &str| {
        common::built_in(MEASURE)["fields"]
            .as_array()
            .unwrap()
            .iter()
            .find(|field| field["id"] == name)
            .unwrap()
            .clone()
    };
    let field = |like: &str, id: &str, label: &str| {
        let mut field = member(like);
        (field["id"], field["section"], field["label"]) = (json!(id), json!("ports"), in_all(label));
        field
    };
    kind["id"] = json!("port-survey");
    kind["version"] = json!(version);
    (kind["names"], kind["plural"]) = (in_all("Survey of ports"), in_all("Surveys of ports"));
    kind["description"] = in_all("What a port does.");
    kind["sections"] = json!([{ "id": "ports", "names": in_all("Ports") }]);
    let asked = match version {
        1 => field("responsible_body", "harbour_office", "Harbour office"),
        _ => field("responsible_body", "port_contact", "Contact point of the port"),
    };
    kind["fields"] =
        json!([field("title", "title", "Title"), field("summary", "duties", "Duties of ports"), asked]);
    kind
}

/// The shipped catalogue with these versions of that questionnaire, and the Assembly that takes it.
fn with_ports(kinds: &[Value]) -> (Value, Catalogue) {
    const ASSEMBLY: &str = "exercise/mechanisms/exercise-assembly.json";
    let mut assembly = common::built_in(ASSEMBLY);
    assembly["version"] = json!(assembly["version"].as_u64().unwrap() + 1);
    assembly["kinds"].as_array_mut().unwrap().push(json!("port-survey"));
    let shipped = Catalogue::built_in().unwrap().files().iter();
    let shipped = shipped.filter(|file| file.path != ASSEMBLY);
    let shipped = shipped.map(|file| (file.path.clone(), file.bytes.clone()));
    let of = |(number, kind): (usize, &Value)| {
        (format!("kinds/ports-{number}.json"), kind.to_string().into_bytes())
    };
    let mechanism = (ASSEMBLY.to_owned(), assembly.to_string().into_bytes());
    let files = shipped.chain([mechanism]).chain(kinds.iter().enumerate().map(of));
    (assembly, Catalogue::from_files(files).unwrap())
}

/// A secretariat publishes a questionnaire, asks it, and revises it, without a new program: it is answered by form, workbook and
/// program, and what each version asked stands in the compiled report.
#[test]
fn a_new_questionnaire_is_published_answered_three_ways_revised_and_compiled() {
    let world: World = world();
    let (assembly, catalogue) = with_ports(&[of_ports(1)]);
    say(&world, common::file(530, "kinds/port-survey.json", of_ports(1).to_string()));
    say(&world, common::file(531, "mechanisms/exercise-assembly.json", assembly.to_string()));
    let mut asking = common::cycle(532, "Ports of the region", &day(0), &day(30));
    let (header, body) = asking.bytes();
    let mut body = Body::from_bytes(body.as_bytes()).unwrap();
    body.content.insert("questionnaire".into(), json!("port-survey"));
    let (mut header, body) = (record::Header::from_bytes(header.as_bytes()).unwrap(), body.to_bytes());
    header.body = record::header::BodyRef::to(&body);
    asking = asking.saying(header, body);
    let cycle = say(&world, asking);
    let house = house(world);
    house.hub.renew(Arc::new(catalogue.clone()));
    let ana = signer(&house, &participant("XAA"), "XAA", Role::Delegate);

    let begin = || {
        let begun = ana.post(&house, "/drafts", &[("kind", "port-survey"), ("cycle", &cycle.to_string())]);
        let page = begun.header("location").to_owned();
        assert!(page.starts_with("/drafts/"), "{}", begun.text());
        page
    };
    let types = |page: &str, fields: &[(&str, &str)]| {
        let saved = ana.post(&house, page, &[&[("revision", "1")], &CHOICES[..], fields].concat());
        assert_eq!(saved.header("location"), format!("{page}?notice=saved"), "{}", saved.text());
    };
    let page = begin();
    assert!(ana.get(&house, &page).text().contains("Harbour office"));
    types(
        &page,
        &[("field-title", "By form"), ("field-duties", "Typed."), ("field-harbour_office", "Pier 1")],
    );
    signed(&house, &ana, &page, "2");

    let page = begin();
    types(&page, &[]);
    let desk = workbooks::Desk { house, ana, page };
    let answers = json!({ "title": "By workbook", "duties": "Filled in.", "harbour_office": "Pier 2" });
    let file = workbooks::filled(catalogue.kind("port-survey").unwrap(), &answers);
    let brought = desk.bring(&desk.ana, "2", &file, &desk.ana.word());
    assert!(brought.header("location").ends_with("notice=workbook-taken"), "{}", brought.text());
    let workbooks::Desk { house, ana, page } = desk;
    signed(&house, &ana, &page, "3");

    let by_program = |number, version, content: Value| {
        let mut draft = common::Draft::new(number, "port-survey", "XAB", &content, &[common::XAB]);
        draft.header.kind_version = version;
        draft.header.mechanisms = vec!["exercise-assembly".into()];
        draft.header.framework_items = vec!["un/norm-13-f".into()];
        draft.header.answers = vec![cycle];
        draft
    };
    let first = json!({ "title": "By program", "duties": "Sent.", "harbour_office": "Pier 3" });
    let sent = house.send(by_program(533, 1, first.clone()).brought(), 60);
    assert!(sent.status.is_success(), "{}", sent.text());

    say(&house.world, common::file(534, "kinds/port-survey.json", of_ports(2).to_string()));
    house.hub.renew(Arc::new(with_ports(&[of_ports(1), of_ports(2)]).1));
    let late = house.send(by_program(535, 1, first).brought(), 60);
    assert!(late.text().contains("kind-version"), "{}", late.text());
    let begun = ana.post(&house, "/drafts", &[("kind", "port-survey"), ("cycle", &cycle.to_string())]);
    let page = begun.header("location").to_owned();
    let form = ana.get(&house, &page);
    assert!(form.text().contains("Contact point of the port") && !form.text().contains("Harbour office"));
    let fields =
        [("field-title", "After"), ("field-duties", "Typed again."), ("field-port_contact", "Desk 4")];
    ana.post(&house, &page, &[&[("revision", "1")], &CHOICES[..], &fields].concat());
    signed(&house, &ana, &page, "2");

    // A hub that folds the register anew reads all four.
    let house = super::cycles::house(house.world);
    house.hub.renew(Arc::new(with_ports(&[of_ports(1), of_ports(2)]).1));
    for form in ["report?lang=en", "report?lang=en&by=author"] {
        let report = Visitor::new(50).get(&house, &format!("/cycles/{cycle}/{form}"));
        assert_eq!(report.status, 200, "{}", report.text());
        let said = ["Typed.", "Pier 1", "Filled in.", "Pier 2", "Sent.", "Pier 3", "Typed again.", "Desk 4"];
        for piece in [&said[..], &["Duties of ports", "Harbour office", "Contact point of the port"]].concat()
        {
            assert!(report.text().contains(piece), "{piece} in {form}: {}", report.text());
        }
    }
}
