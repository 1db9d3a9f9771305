//! Answers to an earlier version of a questionnaire, in every list and report: by the words that were asked then.

use super::common::{self, World};
use super::cycles::{answering, house, opened, say, world};
use super::house::{House, Visitor};
use catalogue::Catalogue;
use record::{Body, RecordId};
use serde_json::{Value, json};
use std::sync::Arc;

const MEASURE: &str = "kinds/measure.json";

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
