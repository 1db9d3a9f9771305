//! The commands of `docs/import.md`, as they stand there, against a demo hub.

use crate::hub::{Hub, shell};
use crate::{edit, sample};
use serde_json::json;

const PAGE: &str = include_str!("../../../../docs/import.md");

/// The address that the page writes.
const WRITTEN: &str = "http://localhost:8080";

#[test]
fn the_six_steps_lead_to_a_page_of_the_hub() {
    let hub = Hub::demo(6);
    std::fs::copy(sample("resolution.en.pdf"), hub.folder().join("resolution.pdf")).expect("copied");
    let steps: Vec<&str> =
        PAGE.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let [look, write, read_back, keep, publish] = steps[..] else { panic!("{} commands", steps.len()) };

    assert!(shell(hub.folder(), look).contains("op1-a"));
    shell(hub.folder(), write);
    edit(&hub.folder().join("review.json"), |it| {
        it["confirmed"] = json!(true);
        it["instrument"]["body"] = json!("General Conference of the League of Islands");
        it["instrument"]["dates"] = json!([{ "date": "2031-05-04", "role": "document" }]);
    });
    assert!(shell(hub.folder(), read_back).contains("instrument.body"), "the correction is listed");
    assert!(shell(hub.folder(), keep).contains("kept: original"));
    let said = shell(hub.folder(), &publish.replace(WRITTEN, &hub.url));
    assert!(said.contains(&format!("{}/instruments/islands-14", hub.url)), "{said}");
}

#[test]
fn the_review_file_of_the_page_has_the_members_of_a_real_one() {
    let shown =
        PAGE.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("it is shown");
    let shown: serde_json::Value = serde_json::from_str(shown).expect("JSON");
    let folder = tempfile::tempdir().expect("a folder");
    let args = ["import", &sample("resolution.en.txt"), "--review", "review.json"];
    assert_eq!(crate::comity(folder.path(), &args).status, 0);
    let real = std::fs::read_to_string(folder.path().join("review.json")).expect("it was written");
    let real: serde_json::Value = serde_json::from_str(&real).expect("JSON");
    let missing = |shown: &serde_json::Value, real: &serde_json::Value| -> Vec<String> {
        let members = shown.as_object().expect("an object").keys();
        members.filter(|name| real.get(name.as_str()).is_none()).cloned().collect()
    };
    assert_eq!(missing(&shown, &real), Vec::<String>::new());
    assert_eq!(missing(&shown["instrument"], &real["instrument"]), Vec::<String>::new());
    let provisions = |it: &serde_json::Value| it["instrument"]["provisions"][0].clone();
    assert_eq!(missing(&provisions(&shown), &provisions(&real)), Vec::<String>::new());
}
