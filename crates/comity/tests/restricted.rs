//! A restricted record, from a delegate's machine to the hub's disk and away again: markers in its body are looked for in
//! all that the hub keeps, serves, exports, backs up and logs, without the hub's key.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod operating;

use operating::{COMITY, Hub, Place};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Words that stand nowhere else.
const TITLE: &str = "Quittenkranz";
const TEXT: &str = "Sumpfdotterblume";

/// Drafts, signs and hands in a measure for XAA's own delegation; gives its id.
fn say_to_own(place: &Place, hub: &Hub, name: &str) -> String {
    let (title, summary) = (format!("title={TITLE} of {name}"), format!("summary={}", TEXT.repeat(300)));
    let parts = ["record", "draft", name, "--key", "keys/XAA", "--hub", &hub.url, "--audience", "own"];
    let about = ["--item", "un/norm-13-f", "--mechanism", "exercise-assembly", "--set", "status=planned"];
    place.must(&[&parts[..], &about, &["--set", &title, "--set", &summary]].concat());
    place.must(&["record", "sign", name, "--key", "keys/XAA", "--yes"]);
    place.submit(hub, name).expect("accepted")
}

/// Erases it, for those who could read it; gives the erasure's id.
fn erase(place: &Place, hub: &Hub, id: &str) -> String {
    let parts = ["record", "erase", "erasure", "--record", id, "--key", "keys/XAA", "--hub", &hub.url];
    place.must(&[&parts[..], &["--ground", "withdrawn", "--audience", "own"]].concat());
    place.must(&["record", "sign", "erasure", "--key", "keys/XAA", "--yes"]);
    place.submit(hub, "erasure").expect("accepted")
}

fn all_files(place: &Path) -> Vec<PathBuf> {
    if !place.is_dir() {
        return vec![place.to_owned()];
    }
    let inside = fs::read_dir(place).unwrap().map(|file| file.unwrap().path());
    inside.flat_map(|path| all_files(&path)).collect()
}

/// The files, of all that lie here, which hold the text.
fn holding(place: &Place, names: &[&str], text: &str) -> Vec<String> {
    let files = names.iter().flat_map(|name| all_files(&place.path(name)));
    let holds = |path: &PathBuf| {
        let bytes = fs::read(path).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    };
    files.filter(holds).map(|path| path.display().to_string()).collect()
}

fn assert_nowhere(place: &Place, names: &[&str]) {
    for marker in [TITLE, TEXT] {
        assert_eq!(holding(place, names, marker), Vec::<String>::new(), "{marker}");
    }
}

/// What the public is answered about a record that isn't for it.
fn assert_unknown_to_the_public(hub: &Hub, id: &str) {
    for part in ["", ".json", "/header", "/signatures", "/body", "/proof", "/export"] {
        assert_eq!(hub.get(&format!("/records/{id}{part}")).status, 404, "{part}");
    }
    assert_eq!(hub.get(&format!("/body/{id}")).status, 404);
    for page in
        ["/", "/register", "/participants/XAA", "/framework/un/norm-13-f", "/mechanisms/exercise-assembly"]
    {
        for address in [page.to_owned(), format!("{page}?lang=fr"), format!("{page}.json")] {
            let answer = hub.get(&address).text;
            assert!(!answer.contains(TITLE) && !answer.contains(TEXT) && !answer.contains(id), "{address}");
        }
    }
    for word in [TITLE, TEXT] {
        let found = hub.get(&format!("/search?q={word}")).text;
        assert_eq!(found.matches(id).count(), 0);
        assert!(found.contains(word), "the page repeats the question");
        assert!(!found.contains(&format!("{word} of")), "and no answer");
    }
}

#[test]
fn markers_of_a_restricted_body_are_found_nowhere_before_and_after_it_is_erased() {
    let place = Place::new();
    let hub = place.serve(&["--log-format", "json"]);
    let public = place.say(&hub, "public");
    let id = say_to_own(&place, &hub, "restricted");
    assert_unknown_to_the_public(&hub, &id);
    assert_eq!(hub.get(&format!("/records/{public}")).status, 200);
    place.must(&["backup", "--data", "d", "--to", "b.db"]);
    // While it runs: the write-ahead log and the index are as they are.
    assert_nowhere(&place, &["d", "b.db"]);
    let verified = place.must(&["verify", &hub.url]);
    assert!(verified.contains(" 1 restricted"), "{verified}");
    let (status, said, log) = hub.stop();
    assert!(status.success());
    place.must(&["export", "--from", "d", "--to", "site"]);
    assert_nowhere(&place, &["d", "b.db", "site"]);
    assert!(all_files(&place.path("d")).len() > 3, "register, index and snapshots are looked at");
    let salt = "\"audience\":{\"to\":\"own\"}";
    assert!(
        !holding(&place, &["d/register.db"], salt).is_empty(),
        "headers lie readable, so that the search works"
    );
    assert_eq!(holding(&place, &["site"], salt), Vec::<String>::new());
    for text in said.iter().chain([&log]) {
        assert!(!text.contains(TITLE) && !text.contains(TEXT), "{text}");
    }

    let hub = place.serve(&["--log-format", "json"]);
    let erasure = erase(&place, &hub, &id);
    assert_unknown_to_the_public(&hub, &id);
    assert_unknown_to_the_public(&hub, &erasure);
    let (status, _, log) = hub.stop();
    assert!(status.success() && !log.contains(TITLE) && !log.contains(TEXT));
    place.must(&["backup", "--data", "d", "--to", "after.db"]);
    assert_nowhere(&place, &["d", "after.db"]);
}

/// A body that names a person is erased after a backup was made. The backup still holds it, and whoever restores it is served
/// nothing of it: what the register says was erased is erased again before anything else.
#[test]
fn an_old_backup_that_is_healed_brings_back_nothing_that_was_erased_since() {
    let place = Place::new();
    let hub = place.serve(&[]);
    let (title, summary) = (format!("title={TITLE}"), format!("summary={}", TEXT.repeat(300)));
    let parts =
        ["record", "draft", "named", "--key", "keys/XAA", "--hub", &hub.url, "--item", "un/norm-13-f"];
    let about =
        ["--mechanism", "exercise-assembly", "--set", "status=planned", "--set", &title, "--set", &summary];
    place.must(&[&parts[..], &about].concat());
    place.must(&["record", "sign", "named", "--key", "keys/XAA", "--yes"]);
    let id = place.submit(&hub, "named").expect("accepted");
    place.must(&["backup", "--data", "d", "--to", "old.db"]);
    assert_ne!(holding(&place, &["old.db"], TITLE), Vec::<String>::new(), "else the rest shows nothing");
    let parts = ["record", "erase", "erasure", "--record", &id, "--key", "keys/XAA", "--hub", &hub.url];
    place.must(&[&parts[..], &["--ground", "personal-data"]].concat());
    place.must(&["record", "sign", "erasure", "--key", "keys/XAA", "--yes"]);
    place.submit(&hub, "erasure").expect("accepted");
    place.must(&["backup", "--data", "d", "--to", "new.db"]);
    assert!(hub.stop().0.success());
    for name in ["register.db", "register.db-wal", "register.db-shm"] {
        let file = place.path("d").join(name);
        if file.exists() {
            fs::remove_file(file).unwrap();
        }
    }

    assert!(place.refuses(1, &["restore", "--from", "old.db", "--data", "d"]).contains("(restored-behind)"));
    let repaired = place.must(&["repair", "--data", "d", "--from", "new.db"]);
    assert!(repaired.contains("1 bodies erased again"), "{repaired}");
    let hub = place.serve(&[]);
    let body = hub.get(&format!("/records/{id}/body"));
    assert!(body.status != 200 && !body.text.contains(TITLE), "{} {}", body.status, body.text);
    let found = hub.get(&format!("/search?q={TITLE}")).text;
    assert!(!found.contains(&id), "{found}");
    let page = hub.get(&format!("/records/{id}")).text;
    assert!(page.contains("erased") && !page.contains(TEXT), "{page}");
    assert!(hub.stop().0.success());
    assert_nowhere(
        &place,
        &["d/register.db", "d/register.db-wal"]
            .into_iter()
            .filter(|name| place.path(name).exists())
            .collect::<Vec<_>>(),
    );
}

/// Starts a hub that must not start; gives what it complained.
fn refuses_to_serve(place: &Place) -> String {
    let output = Command::new("timeout")
        .args(["100", COMITY, "serve", "--data", "d", "--listen", "127.0.0.1:0"])
        .current_dir(place.path(""))
        .output()
        .unwrap();
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_missing_or_a_wrong_hub_key_is_told_at_the_start() {
    let place = Place::new();
    let hub = place.serve(&[]);
    say_to_own(&place, &hub, "restricted");
    hub.stop();
    let (key, kept) = (place.path("d.hub-key"), place.path("kept"));
    fs::rename(&key, &kept).unwrap();
    // The register alone is left, as after a backup was put back.
    for name in ["d/workspace.db", "d/workspace.db-wal", "d/workspace.db-shm"] {
        drop(fs::remove_file(place.path(name)));
    }
    let complaint = refuses_to_serve(&place);
    assert!(complaint.contains("(hub-key-missing)"), "{complaint}");
    let other = sealing::HubKey::from_bytes([9; 32]).to_text();
    fs::write(&key, other.as_bytes()).unwrap();
    fs::set_permissions(&key, fs::metadata(&kept).unwrap().permissions()).unwrap();
    let complaint = refuses_to_serve(&place);
    assert!(complaint.contains("(hub-key-differs)"), "{complaint}");
    for name in ["d/workspace.db", "d/workspace.db-wal", "d/workspace.db-shm"] {
        drop(fs::remove_file(place.path(name)));
    }
    fs::rename(&kept, &key).unwrap();
    place.serve(&[]);
}

#[test]
fn a_participant_takes_away_everything_that_it_said() {
    let place = Place::new();
    let hub = place.serve(&[]);
    let public = place.say(&hub, "public");
    let id = say_to_own(&place, &hub, "restricted");
    let from_hub = place.must(&["export", "--own", "XAA", "--from", &hub.url, "--to", "outside"]);
    assert!(from_hub.contains("0 of them restricted") && from_hub.contains("--hub-key"), "{from_hub}");
    let nobody = place.refuses(2, &["export", "--own", "XAAA", "--from", &hub.url, "--to", "nobody"]);
    assert!(nobody.contains("(unknown-participant)") && !place.path("nobody").exists(), "{nobody}");
    drop(hub.stop());
    let own = ["export", "--own", "XAA", "--from", "d", "--hub-key", "d.hub-key", "--to", "own"];
    let said = place.must(&own);
    assert!(said.contains(", 1 of them restricted"), "{said}");
    let list: Vec<serde_json::Value> =
        serde_json::from_slice(&fs::read(place.path("own/list.json")).unwrap()).unwrap();
    let file = |id: &str| {
        let line = list.iter().find(|line| line["record"] == *id).unwrap();
        format!("own/{}", line["file"].as_str().unwrap())
    };
    for (id, whose) in [(&public, "public"), (&id, "restricted")] {
        let said = place.must(&["verify", &file(id)]);
        assert!(said.contains(id.as_str()), "{whose}: {said}");
    }
    let text = fs::read_to_string(place.path(&file(&id))).unwrap();
    assert!(text.contains(TEXT), "with its body, opened");
    assert_eq!(holding(&place, &["outside"], TEXT), Vec::<String>::new());
    // Another's restricted records are not among what one takes away.
    place.must(&["export", "--own", "XAB", "--from", "d", "--hub-key", "d.hub-key", "--to", "others"]);
    assert_eq!(holding(&place, &["others"], TEXT), Vec::<String>::new());
    assert!(place.refuses(2, &own).contains("own"), "never over a folder");
}
