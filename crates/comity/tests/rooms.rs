//! The house rules that no compiler checks: imports go down only, files stay short, nothing of a developer's machine or
//! unfinished work is in the project.

mod support {
    pub mod sources;
}

use std::collections::BTreeMap;
use std::path::Path;
use support::sources::{read, root, tracked};

/// What each room may import: what stands below it in the corridor of ARCHITECTURE.md. A room that isn't here is new:
/// give it its place there and here.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("instruments", &[]),
    ("record", &[]),
    ("sealing", &[]),
    ("matching", &[]),
    ("policy", &["record"]),
    ("openid", &["record"]),
    ("reports", &[]),
    ("typesetting", &["reports"]),
    ("delegations", &["record", "policy", "sealing", "store"]),
    ("faultvfs", &[]),
    ("dependencies", &[]),
    ("rehearsal", &["record", "catalogue", "kinds", "admission"]),
    ("catalogue", &["instruments"]),
    ("kinds", &["record", "catalogue"]),
    ("workbook", &["record", "catalogue", "instruments", "kinds"]),
    ("admission", &["record", "catalogue", "instruments", "kinds"]),
    ("store", &["record"]),
    ("register", &["record", "admission", "store", "sealing"]),
    ("views", &["record", "admission", "catalogue", "instruments", "policy"]),
    ("search", &["catalogue", "instruments", "record"]),
    ("verify", &["record", "admission", "store", "register", "sealing"]),
    (
        "web",
        &[
            "instruments",
            "catalogue",
            "record",
            "kinds",
            "workbook",
            "admission",
            "store",
            "register",
            "views",
            "search",
            "verify",
            "policy",
            "sealing",
            "delegations",
            "openid",
            "reports",
            "matching",
        ],
    ),
    (
        "comity",
        &[
            "instruments",
            "catalogue",
            "record",
            "kinds",
            "workbook",
            "admission",
            "store",
            "register",
            "views",
            "search",
            "verify",
            "policy",
            "sealing",
            "delegations",
            "openid",
            "reports",
            "typesetting",
            "web",
        ],
    ),
];

/// What a room may import for its tests alone, beside the above.
const FOR_TESTS: [&str; 2] = ["faultvfs", "rehearsal"];

/// No file of source is longer: what doesn't fit is two things.
const LONGEST: usize = 800;

/// From here on a file is named when this test runs, without failing it.
const LONG: usize = 400;

/// The names of the dependencies in a manifest's sections of this name (`dependencies`, `dev-dependencies`, …).
fn dependencies<'a>(manifest: &'a str, wanted: &str) -> Vec<&'a str> {
    let mut section = "";
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
            if let Some((before, dependency)) = name.rsplit_once('.')
                && before.ends_with(wanted)
            {
                found.push(dependency);
            }
        } else if is_section(section, wanted)
            && let Some((name, _)) = line.split_once('=')
            && !line.starts_with('#')
        {
            found.push(name.trim().trim_end_matches(".workspace"));
        }
    }
    found
}

/// `[dependencies]` and `[target.….dependencies]`, but not `[dev-dependencies]` for the former.
fn is_section(section: &str, wanted: &str) -> bool {
    section == wanted || section.ends_with(&format!(".{wanted}"))
}

fn manifests() -> BTreeMap<String, String> {
    let folders = std::fs::read_dir(root().join("crates")).expect("the rooms are there").flatten();
    folders
        .filter_map(|folder| {
            let manifest = std::fs::read_to_string(folder.path().join("Cargo.toml")).ok()?;
            Some((folder.file_name().to_string_lossy().into_owned(), manifest))
        })
        .collect()
}

#[test]
fn imports_go_down_only() {
    let rooms = manifests();
    let order: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    assert!(rooms.len() >= 12, "only {} rooms were found", rooms.len());
    for (room, manifest) in &rooms {
        let allowed =
            order.get(room.as_str()).unwrap_or_else(|| panic!("{room} has no place in the corridor yet"));
        for wanted in ["dependencies", "build-dependencies", "dev-dependencies"] {
            let own = dependencies(manifest, wanted);
            let up = own.into_iter().find(|name| {
                let for_tests = wanted == "dev-dependencies" && FOR_TESTS.contains(name);
                rooms.contains_key(*name) && !allowed.contains(name) && !for_tests
            });
            assert_eq!(up, None, "{room} imports a room that isn't below it ({wanted})");
        }
    }
}

#[test]
fn an_arrow_that_goes_up_is_seen_in_every_way_of_writing_it() {
    let written = "[dependencies]\nweb = { workspace = true }\n# store = \"1\"\n[dependencies.views]\npath = \"x\"\n\
                   [target.'cfg(unix)'.dependencies]\nverify.workspace = true\n[dev-dependencies]\nfaultvfs = \"1\"\n";
    assert_eq!(dependencies(written, "dependencies"), ["web", "views", "verify"]);
    assert_eq!(dependencies(written, "dev-dependencies"), ["faultvfs"]);
}

#[test]
fn the_table_of_architecture_has_every_room() {
    let table = read("ARCHITECTURE.md");
    for room in manifests().keys() {
        assert!(table.contains(&format!("| `{room}` |")), "ARCHITECTURE.md has no row for {room}");
    }
}

fn has_form(path: &str, form: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == form)
}

/// Sources, scripts and documents; not data, recorded output or what a tool locks.
fn is_written_by_hand(path: &str) -> bool {
    ["rs", "html", "css", "ftl", "md", "py", "sh", "toml"].iter().any(|form| has_form(path, form))
}

#[test]
fn no_file_is_too_long() {
    let mut long = Vec::new();
    for path in tracked().iter().filter(|path| is_written_by_hand(path)) {
        let lines = read(path).lines().count();
        assert!(lines <= LONGEST, "{path} has {lines} lines: what doesn't fit in {LONGEST} is two things");
        if lines > LONG {
            long.push(format!("{lines} {path}"));
        }
    }
    println!("files of more than {LONG} lines:\n{}", long.join("\n"));
}

/// Whether a line names this folder of a machine, and not a part of an address or of a longer path.
fn names_a_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + folder.len()..].chars().next();
        let begins = before.is_none_or(|c| !c.is_alphanumeric() && !"}~._-/<".contains(c));
        begins && (folder.ends_with('/') || after.is_none_or(|c| c == '/' || c.is_whitespace()))
    })
}

#[test]
fn nothing_of_a_machine_or_of_unfinished_work_is_in_the_project() {
    // Written in two parts, so that this file passes its own test.
    let folders = [concat!("/ro", "ot"), concat!("/wo", "rk"), concat!("/ho", "me/"), concat!("/Us", "ers/")];
    let unfinished = [concat!("to", "do!("), concat!("db", "g!("), concat!("unimple", "mented!(")];
    for path in tracked() {
        let Ok(text) = std::fs::read_to_string(root().join(&path)) else { continue };
        for (number, line) in text.lines().enumerate() {
            let at = format!("{path}:{}", number + 1);
            let named = folders.iter().find(|folder| names_a_folder(line, folder));
            assert_eq!(named, None, "{at} names a folder of somebody's machine");
            let left = unfinished.iter().find(|word| has_form(&path, "rs") && line.contains(**word));
            assert_eq!(left, None, "{at} is not finished");
        }
    }
}

#[test]
fn folders_are_told_from_parts_of_addresses() {
    let folder = concat!("/wo", "rk");
    assert!(names_a_folder(&format!("cd {folder}/main"), folder));
    assert!(names_a_folder(&format!("\"{folder}\" {folder}"), folder));
    assert!(!names_a_folder(&format!("xl{folder}book.xml"), folder));
    assert!(!names_a_folder(&format!("https://example.org{folder}/1"), folder));
    assert!(!names_a_folder("</workbook>", folder));
}
