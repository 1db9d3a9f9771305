//! A secretariat revises a questionnaire: a data file, a command, and the hub has another form.

use crate::comity;
use crate::hub::Hub;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// The hub folds a record soon after it accepts it; a busy machine is given this.
const FOLDED: Duration = Duration::from_secs(20);

const ROOTS: [&str; 4] = ["--by", "demo-data/keys/root-1", "--by", "demo-data/keys/root-2"];

const GOOD_PRACTICE: &str = include_str!("../../../../catalogue/kinds/good-practice.json");

fn write(hub: &Hub, kind: &Value) {
    std::fs::write(hub.folder().join("kind.json"), serde_json::to_vec_pretty(kind).expect("JSON"))
        .expect("written");
}

fn shows_version(hub: &Hub, version: u64) -> bool {
    let until = Instant::now() + FOLDED;
    while hub.json("/kinds/good-practice.json")["version"] != json!(version) {
        if Instant::now() > until {
            return false;
        }
        std::thread::yield_now();
    }
    true
}

#[test]
fn a_questionnaire_is_revised_without_a_new_program() {
    let hub = Hub::demo(6);
    let mut kind: Value = serde_json::from_str(GOOD_PRACTICE).expect("JSON");
    let publish = |more: &[&str]| {
        comity(hub.folder(), &[&["catalogue", "publish", "kind.json", "--hub", &hub.url], more].concat())
    };
    write(&hub, &kind);
    publish(&ROOTS).assert_refused("version-in-force");

    kind["version"] = json!(2);
    kind["fields"][0]["label"] = json!({"en": "Headline"});
    write(&hub, &kind);
    let checked = comity(hub.folder(), &["catalogue", "check", "kind.json"]);
    checked.assert_refused("catalogue-missing-text");
    assert!(checked.err.contains("good-practice.title"), "{}", checked.err);
    publish(&ROOTS).assert_refused("catalogue-missing-text");

    let words = ["en", "fr", "es", "ru", "ar", "zh"].map(|lang| (lang.to_owned(), json!("Headline")));
    kind["fields"][0]["label"] = Value::Object(words.into_iter().collect());
    write(&hub, &kind);
    let checked = comity(hub.folder(), &["catalogue", "check", "kind.json"]);
    assert!(
        checked.out.contains("kinds/good-practice.json: good-practice version 2"),
        "{}{}",
        checked.out,
        checked.err
    );
    let published = publish(&ROOTS);
    assert!(
        published.out.contains("good-practice version 2 takes effect"),
        "{}{}",
        published.out,
        published.err
    );
    assert!(shows_version(&hub, 2), "the hub goes on with the older form");
    let page = hub.json("/kinds/good-practice.json");
    assert_eq!(page["sections"][0]["fields"][0]["label"], "Headline");
    publish(&ROOTS).assert_refused("version-in-force");
}

#[test]
fn a_running_hub_sets_a_record_in_pages_in_every_language() {
    let hub = Hub::demo(6);
    let party = hub.json("/participants/XAA.json").to_string();
    let at = party.find("/records/").expect("a statement of XAA");
    let href = &party[at..at + "/records/".len() + 64];
    for lang in ["en", "fr", "es", "ru", "ar", "zh"] {
        let address = format!("{}{href}/print?form=pdf&lang={lang}", hub.url);
        let mut pages = ureq::get(&address).call().unwrap_or_else(|e| panic!("{address}: {e}"));
        let pages = pages.body_mut().read_to_vec().expect("its bytes");
        assert!(pages.starts_with(b"%PDF-") && pages.len() > 10_000, "{lang}: {} bytes", pages.len());
    }
}
