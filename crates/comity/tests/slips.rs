//! What somebody types wrong the first time: each is told what stands there and what to type. With the real binary.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod operating;

use operating::{COMITY, Place};
use std::path::Path;
use std::process::Command;

/// Runs a command in a folder that has no hub; what it complained, if it failed with this status.
fn refuses(folder: &Path, status: i32, args: &[&str]) -> String {
    let output = Command::new(COMITY).args(args).current_dir(folder).output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(status), "{args:?}: {complaint}");
    complaint
}

fn does(folder: &Path, args: &[&str]) {
    assert_eq!(refuses(folder, 0, args), "");
}

#[test]
fn a_key_or_a_log_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    does(folder, &["keygen", "root"]);
    let key = std::fs::read(folder.join("root")).unwrap();
    let again = refuses(folder, 2, &["keygen", "root"]);
    assert!(again.contains("a key stands at root (") && again.contains("(key-there)"), "{again}");
    assert_eq!(std::fs::read(folder.join("root")).unwrap(), key);
    std::fs::rename(folder.join("root"), folder.join("elsewhere")).unwrap();
    assert!(refuses(folder, 2, &["keygen", "root"]).contains("root.pub"), "half a pair would be made");
    assert!(!folder.join("root").exists());
    std::fs::rename(folder.join("elsewhere"), folder.join("root")).unwrap();

    let init = ["init", "--data", "d", "--origin", "hub.example.org/log", "--root-key", "root"];
    std::fs::create_dir(folder.join("there")).unwrap();
    let taken = refuses(folder, 2, &[&init[..], &["--draft", "there"]].concat());
    assert!(taken.contains("there is there already") && !folder.join("d").exists(), "{taken}");
    does(folder, &[&init[..], &["--draft", "drafts"]].concat());
    let half = refuses(folder, 2, &init);
    assert!(half.contains("comity init --data d --signed FOLDER"), "{half}");
    std::fs::rename(folder.join("d"), folder.join("moved")).unwrap();
    does(folder, &init);
    let again = refuses(folder, 2, &init);
    assert!(
        again.contains("a log stands in d already") && again.contains("comity serve --data d"),
        "{again}"
    );
}

#[test]
fn a_witness_has_a_name_and_no_address() {
    let folder = tempfile::tempdir().unwrap();
    let said = refuses(folder.path(), 2, &["keygen", "w", "--witness", "https://witness.example.org/w1"]);
    assert!(said.contains("--witness witness.example.org/w1") && said.contains("(witness-name)"), "{said}");
    assert!(!folder.path().join("w").exists());
}

#[test]
fn a_demo_on_a_busy_port_makes_nothing_first() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = refuses(folder.path(), 2, &["demo", "--data", "d", "--listen", &address]);
    assert!(said.contains("another process listens there"), "{said}");
    assert!(!folder.path().join("d").exists());
}

#[test]
fn settings_under_which_nobody_can_sign_in_are_doubted_at_the_check() {
    let place = Place::new();
    let check = |url: &str| {
        let output = place.run(&["serve", "--check", "--data", "d", "--behind-proxy", "--public-url", url]);
        let noted = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{url}: {noted}");
        noted
    };
    for url in ["http://hub.example.org", "https://192.0.2.1"] {
        let noted = check(url);
        assert!(
            noted.contains("note: nobody can sign in: accounts need a public_url with https://"),
            "{noted}"
        );
    }
    for url in ["https://hub.example.org", "http://localhost:8080"] {
        assert_eq!(check(url), "");
    }
}

#[test]
fn help_says_what_comity_is_how_to_begin_and_of_each_command_what_applies() {
    let folder = tempfile::tempdir().unwrap();
    let help = |args: &[&str]| {
        let output =
            Command::new(COMITY).args(args).arg("--help").current_dir(folder.path()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let first = help(&[]);
    assert!(first.starts_with("Comity keeps what States say"), "{first}");
    for named in ["comity demo ", "comity verify ADDRESS", "comity serve", "or revoke one"] {
        assert!(first.contains(named), "{named} is missing from {first}");
    }
    let import = help(&["workbook", "import"]);
    assert!(import.contains("--audience") && !import.contains("--kind <") && !import.contains("--confirm"));
    let draft = help(&["record", "draft"]);
    assert!(draft.contains("--kind <KIND>") && draft.contains("--confirm <ID>"), "{draft}");
    assert!(help(&["participant"]).contains("revoke"));
}

#[test]
fn what_a_draft_names_is_looked_up_before_anybody_signs() {
    let place = Place::new();
    let hub = place.serve(&[]);
    let draft = ["record", "draft", "one", "--key", "keys/XAA", "--hub", &hub.url];
    let wrong = [
        ["--mechanism", "exercise-asembly"],
        ["--item", "un/norm-13f"],
        ["--provision", "a-c1-75-l4/op1-z9"],
        ["--kind", "mesure"],
    ];
    let said = place.refuses(2, &[&draft[..], wrong.as_flattened()].concat());
    for named in [
        "no mechanism is called “exercise-asembly”: did you mean exercise-assembly",
        "no framework has the item “un/norm-13f”: did you mean un/norm-13-f",
        "no instrument has the provision “a-c1-75-l4/op1-z9”",
        "no kind of record is called “mesure”: did you mean measure?",
    ] {
        assert!(said.contains(named), "{named} is missing from {said}");
    }
    assert!(!place.path("one.header.json").exists());
}

#[test]
fn a_code_that_is_nobodys_is_not_silence() {
    let place = Place::new();
    let said = place.refuses(2, &["watch", "XAAA", "--from", "d"]);
    assert!(said.contains("“XAAA” is no participant's code: did you mean"), "{said}");
    assert!(place.must(&["watch", "FRA", "--from", "d"]).starts_with("0 records in the name of FRA"));
}

#[test]
fn a_backup_is_named_as_one_and_verified() {
    let place = Place::new();
    place.must(&["backup", "--data", "d", "--to", "backup.db"]);
    let before = std::fs::read(place.path("backup.db")).unwrap();
    let said = place.must(&["verify", "backup.db"]);
    assert!(said.starts_with("backup.db is a register's own file, such as a backup"), "{said}");
    assert!(place.must(&["watch", "XAA", "--from", "backup.db"]).contains("in the name of XAA"));
    assert_eq!(std::fs::read(place.path("backup.db")).unwrap(), before, "nothing is written into it");
    assert!(!place.path("backup.db-wal").exists());
    assert!(operating::damage(&place.path("backup.db"), b"norm-13-f") > 0);
    assert!(place.refuses(1, &["verify", "backup.db"]).contains("doesn't verify"));
    std::fs::write(place.path("no.json"), "{}").unwrap();
    place.refuses(1, &["verify", "no.json"]);
}

#[test]
fn a_register_is_repaired_from_the_data_folder_of_a_copy() {
    let place = Place::new();
    assert!(
        Command::new("cp").args(["-r", "d", "copy"]).current_dir(place.path("")).status().unwrap().success()
    );
    let same = place.refuses(2, &["repair", "--data", "d", "--from", "d"]);
    assert!(same.contains("(same-folder)"), "{same}");
    let found = operating::damage(&place.path("d/register.db"), b"norm-13-f");
    assert!(found > 0);
    place.refuses(1, &["verify", "d"]);
    let said = place.must(&["repair", "--data", "d", "--from", "copy"]);
    assert!(said.contains("taken from the source"), "{said}");
    place.must(&["verify", "d"]);
}
