//! Catalogue files: what admission reads of them, and that it reads the project's own.

use admission::{SECRETARIAT, check_body};
use rehearsal::*;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn refused(world: &World, path: &str, file: &Value) -> String {
    world.judge(&world.file(path, file)).map_or_else(|r| r.code().to_owned(), |_| "admitted".to_owned())
}

#[test]
fn only_root_keys_publish_and_only_what_they_say() {
    let w = World::furnished();
    let file = || w.file("mechanisms/gamma.json", &mechanism("gamma", 1, &["XAA"]));
    assert!(w.judge(&file()).is_ok());
    assert_eq!(w.refusal(&file().by(&[ROOTS[0], SAM])).code(), "too-few-root-keys");
    assert_eq!(w.refusal(&file().set(|h| h.participant = "XAA".to_owned())).code(), "wrong-signers");
    assert_eq!(w.refusal(&file().by(&[ROOTS[0], ADA])).code(), "key-of-another");
    assert_eq!(w.refusal(&file().with("sha256", json!("00".repeat(32)))).code(), "catalogue-file");
    assert_eq!(w.refusal(&file().with("sha256", json!("AA".repeat(32)))).code(), "control-body");
}

#[test]
fn a_path_climbs_nowhere() {
    let w = World::furnished();
    let file = mechanism("gamma", 1, &["XAA"]);
    for path in ["gamma.json", "mechanisms/gamma.json", "exercise/mechanisms/gamma.json"] {
        assert_eq!(refused(&w, path, &file), "admitted", "{path}");
    }
    for path in [
        ".json",
        "/etc/gamma.json",
        "mechanisms/../gamma.json",
        "mechanisms//gamma.json",
        "mechanisms/.gamma.json",
        "Mechanisms/gamma.json",
        "c:/gamma.json",
        "mechanisms\\gamma.json",
        "mechanisms/gamma.txt",
        "a/b/c/d/gamma.json",
        "mechanisms/gam\u{0}ma.json",
    ] {
        assert_eq!(refused(&w, path, &file), "catalogue-file", "{path}");
    }
}

#[test]
fn files_of_another_shape_are_refused() {
    let w = World::furnished();
    let kind = |change: fn(&mut Value)| {
        let mut file = measure_kind();
        file["id"] = json!("view");
        change(&mut file);
        refused(&w, "kinds/view.json", &file)
    };
    assert_eq!(kind(|_| ()), "admitted");
    let changes: [fn(&mut Value); 9] = [
        |f| f["id"] = json!("genesis"),
        |f| f["id"] = json!("a/b"),
        |f| f["version"] = json!("1"),
        |f| f["evidence"] = json!(["spoken"]),
        |f| f["evidence"] = json!([{"signed": null}]),
        |f| f["signers"] = json!([1, 2]),
        |f| f["signers"] = json!({"min": 2, "max": 1}),
        |f| f["audiences"] = json!("public"),
        |f| f["exercise"] = json!(true),
    ];
    for change in changes {
        assert_eq!(kind(change), "catalogue-file");
    }
    let not_objects = json!([{"format": "mechanism"}]);
    assert_eq!(refused(&w, "mechanisms/x.json", &not_objects), "catalogue-file");
    let stray_item = json!({"format":"framework","id":"fx","items":[{"id":"fy/norm-1"}]});
    assert_eq!(refused(&w, "frameworks/fx.json", &stray_item), "catalogue-file");
    let as_list = json!({"format":"instrument","id":"acc","provisions":[["op1"]]});
    assert_eq!(refused(&w, "instruments/acc.json", &as_list), "catalogue-file");
    let unknown = json!({"format":"poem"});
    assert_eq!(refused(&w, "poems/x.json", &unknown), "admitted");
}

#[test]
fn an_old_list_of_participants_can_t_be_put_back() {
    let mut w = World::furnished();
    let second = w.file("mechanisms/alpha.json", &mechanism("alpha", 2, &["XBB"]));
    let third = w.file("mechanisms/alpha.json", &mechanism("alpha", 3, &["XCC"]));
    w.say(&third.set(|h| h.salt.0[15] = 1));
    assert_eq!(w.refusal(&second).code(), "catalogue-file");
    assert!(w.state.mechanism("alpha").unwrap().participants.contains("XCC"));
    assert_eq!(w.state.mechanisms_of("XAA"), ["beta"]);
    assert_eq!(w.refusal(&w.measure()).code(), "not-in-mechanism");
}

#[test]
fn a_version_of_a_kind_never_changes_its_rules() {
    let w = World::furnished();
    let mut again = measure_kind();
    again["names"] = json!({"en": "Measure"});
    assert_eq!(refused(&w, "kinds/measure.json", &again), "admitted");
    again["signers"] = json!({"min": 2, "max": 2});
    assert_eq!(refused(&w, "kinds/measure.json", &again), "catalogue-file");
    again["version"] = json!(2);
    assert_eq!(refused(&w, "kinds/measure.json", &again), "admitted");
}

#[test]
fn identifiers_are_permanent() {
    let mut w = World::furnished();
    w.say(&w.file("frameworks/fx.json", &json!({"format":"framework","id":"fx","items":[{"id":"fx/new"}]})));
    w.say(&w.measure());
    w.say(&w.measure().set(|h| h.framework_items = vec!["fx/new".to_owned()]));
}

fn files_below(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, out);
        } else if path.extension().is_some_and(|e| e == "json") {
            out.push(path);
        }
    }
}

/// The files of the catalogue take effect, and what they define is then known: members are read where they stand.
#[test]
fn the_project_s_own_files_take_effect() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let mut paths = Vec::new();
    files_below(&root, &mut paths);
    let mut w = World::empty();
    w.say(&w.genesis().with("exercise", json!(true)).set(|h| h.exercise = true));
    for path in &paths {
        let text = std::fs::read_to_string(path).unwrap();
        let below = path.strip_prefix(&root).unwrap().to_str().unwrap();
        let sha256 = record::Hash::of(text.as_bytes());
        let content = admission::CatalogueFile { path: below.to_owned(), sha256, file: text.clone() };
        let draft = w.draft(admission::kinds::CATALOGUE, SECRETARIAT, json!(content), &ROOTS[..2]);
        if let Err(refusal) = w.try_say(&draft.set(|h| h.exercise = true)) {
            panic!("{below}: {refusal}");
        }
        let file: Value = serde_json::from_str(&text).unwrap();
        check_effect(&w, &file, below);
    }
    assert!(w.state.kind("measure", shipped_measure()).is_some());
}

/// The version of the measure that the project ships.
fn shipped_measure() -> u64 {
    let kind = catalogue::Catalogue::built_in().unwrap().kind("measure").unwrap();
    kind.version.into()
}

fn check_effect(w: &World, file: &Value, path: &str) {
    match file["format"].as_str() {
        Some("mechanism") => {
            let rules = w.state.mechanism(file["id"].as_str().unwrap()).unwrap();
            let said = file["participations"].as_array().unwrap();
            let codes: usize = said.iter().map(|p| p["codes"].as_array().unwrap().len()).sum();
            assert_eq!(rules.participants.len(), codes, "{path}");
            assert!(rules.kinds.contains("measure"), "{path}");
        }
        Some("kind") => {
            let version = file["version"].as_u64().unwrap();
            assert!(w.state.kind(file["id"].as_str().unwrap(), version).is_some(), "{path}");
        }
        Some("framework" | "instrument" | "states" | "organizations") => {}
        other => panic!("{path} is of a format that admission hasn't heard of: {other:?}"),
    }
}

/// Admission reads little of a file, so that an old register replays for ever; the door asks for the rest.
#[test]
fn a_file_that_does_not_load_with_those_in_force_is_turned_away() {
    let w = World::furnished();
    let catalogue = catalogue::Catalogue::built_in().unwrap();
    let check = |draft: Draft| {
        let record = draft.seal();
        let body = record.body().unwrap().unwrap();
        check_body(&w.state, catalogue, &record.header, &body)
    };
    let bad = w.file("mechanisms/gamma.json", &mechanism("gamma", 1, &["XAA"]));
    assert!(w.judge(&bad).is_ok());
    let refused = check(bad.clone()).unwrap_err();
    assert_eq!(refused.code(), "catalogue-file-unusable");
    assert!(refused.to_string().contains("mechanisms/gamma.json"), "{refused}");
    // Who may not publish gets admission's answer, and loads nothing here.
    assert_eq!(check(bad.by(&[SAM])), Ok(()));

    let known = catalogue.files().iter().find(|file| file.path == "kinds/measure.json").unwrap();
    let mut file: Value = serde_json::from_slice(&known.bytes).unwrap();
    assert_eq!(check(w.file(&known.path, &file)), Ok(()));
    file["fields"][0].as_object_mut().unwrap().remove("label");
    assert_eq!(check(w.file(&known.path, &file)).unwrap_err().code(), "catalogue-file-unusable");
}

#[test]
fn a_body_is_checked_by_the_version_that_its_header_names() {
    let mut w = World::furnished();
    let shipped = shipped_measure();
    let mut later = measure_kind();
    later["version"] = json!(shipped);
    w.say(&w.file("kinds/measure-later.json", &later));
    let catalogue = catalogue::Catalogue::built_in().unwrap();
    let code = |version| {
        let record = w.measure().set(|h| h.kind_version = version).seal();
        let body = record.body().unwrap().unwrap();
        check_body(&w.state, catalogue, &record.header, &body).map_err(|e| e.code())
    };
    assert_eq!(code(shipped), Err("content-missing"));
    assert_eq!(code(1), Err("kind-version"), "there is no form to check it by");
    assert_eq!(code(shipped + 1), Ok(()), "unknown: admission refuses it");
}
