//! The policies promise nothing that nobody asks: each action is asked about somewhere in the pages' code.

use policy::Action;
use std::path::Path;

/// Actions that stand in no handler, and why they stay.
const ELSEWHERE: [(Action, &str); 2] = [
    (Action::List, "who may read a body may see its row: lists go by the classes that may be read"),
    (Action::Search, "and find it: search goes by the same classes"),
];

fn sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.file_name().is_some_and(|name| name != "populations.rs") {
            text.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_action_of_the_policies_is_asked_about_somewhere() {
    let mut text = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    for action in Action::ALL {
        let asked = text.contains(&format!("Action::{action:?}"));
        let elsewhere = ELSEWHERE.iter().any(|(other, why)| other == action && !why.is_empty());
        assert_ne!(asked, elsewhere, "{action}: asked about in a handler, or the reason why in none");
    }
}
