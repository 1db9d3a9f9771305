//! Ceremonies of keys: keepers who never meet, keys that are lost, and what stock ssh-keygen finds of all that was signed.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod operating;

use operating::{COMITY, Hub, Place, until};
use record::signature::{SignatureSet, Sshsig, to_armor};
use record::{Header, KeyId};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;
use store::{SqliteStore, Store};

const ROOTS: [&str; 4] = ["--by", "keys/root-1", "--by", "keys/root-2"];

/// `ssh-keygen -Y sign`, as a keeper runs it on a machine without anything of ours.
fn sign_with_stock(folder: &Path, key: &str, headers: &[String]) {
    let signed = Command::new("ssh-keygen")
        .args(["-q", "-Y", "sign", "-n", "record@comity", "-f", key])
        .args(headers)
        .current_dir(folder)
        .output()
        .expect("ssh-keygen is there: install the Debian package openssh-client");
    assert!(signed.status.success(), "{}", String::from_utf8_lossy(&signed.stderr));
}

/// Stock ssh-keygen verifies every signature in a register whose hub doesn't run; how many there were, by kind.
fn verify_with_stock(register: &Path, mut seen: impl FnMut(&str)) {
    let folder = tempfile::tempdir().unwrap();
    let (allowed, signature) = (folder.path().join("allowed"), folder.path().join("sig"));
    let store = SqliteStore::open(register, store::Options::default()).unwrap();
    let size = store.head().unwrap().unwrap().size;
    for stored in store.read_range(0, size).unwrap() {
        let header = Header::from_bytes(&stored.header).unwrap();
        let mut named: Vec<KeyId> = header.signers.iter().map(|signer| signer.key).collect();
        for one in SignatureSet::from_bytes(&stored.signatures).unwrap().signatures {
            let blob = one.blob().unwrap();
            let key = Sshsig::read(&blob).unwrap().key;
            named.retain(|id| *id != key.id());
            std::fs::write(&allowed, format!("who namespaces=\"record@comity\" {}\n", key.to_openssh()))
                .unwrap();
            std::fs::write(&signature, to_armor(&blob)).unwrap();
            let mut child = Command::new("ssh-keygen")
                .args(["-Y", "verify", "-I", "who", "-n", "record@comity", "-f"])
                .arg(&allowed)
                .arg("-s")
                .arg(&signature)
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            child.stdin.take().unwrap().write_all(&stored.header).unwrap();
            assert!(child.wait().unwrap().success(), "{} at {}", header.kind, stored.position);
        }
        assert!(named.is_empty(), "{} at {} is not signed by {named:?}", header.kind, stored.position);
        seen(&header.kind);
    }
}

fn keygen(place: &Place, name: &str) {
    place.must(&["keygen", name]);
}

fn enrol(place: &Place, hub: &Hub, key: &str, more: &[&str]) -> String {
    let about = ["--nomination", "note verbale 7", "--confirmation", "read out over the telephone"];
    let to = ["--hub", &hub.url];
    place.must(&[&["participant", "enrol", "XAB", "--key", key][..], &about, &to, more].concat())
}

fn is_disputed(hub: &Hub, id: &str) -> Option<bool> {
    let page: serde_json::Value = serde_json::from_str(&hub.get(&format!("/records/{id}.json")).text).ok()?;
    page["disputed"].as_bool()
}

/// `from` and times of acceptance count in seconds: what is to be told apart must not fall into one.
fn a_second_passes() {
    std::thread::sleep(Duration::from_millis(1_100));
}

fn headers_in(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().flatten();
    let names = files.map(|file| file.path().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".header.json")).collect()
}

#[test]
fn keepers_who_never_meet_begin_a_log() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| Command::new(COMITY).args(args).current_dir(folder.path()).output().unwrap();
    let must = |args: &[&str]| {
        let output = run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    for keeper in ["north", "south"] {
        std::fs::create_dir(folder.path().join(keeper)).unwrap();
        must(&["keygen", &format!("{keeper}/key")]);
    }
    let said = must(&[
        "init",
        "--data",
        "new",
        "--origin",
        "hub.example/log",
        "--root-key",
        "north/key.pub",
        "--root-key",
        "south/key.pub",
        "--draft",
        "begin",
    ]);
    assert!(said.contains("tar -cf begin.tar begin") && said.contains("ssh-keygen -Y sign"), "{said}");
    let early = run(&["init", "--data", "new", "--signed", "begin"]);
    assert!(String::from_utf8_lossy(&early.stderr).contains("(not-signed)"));
    // Each has a copy of the folder and a key that never leaves; what comes back are signatures.
    for keeper in ["north", "south"] {
        let place = folder.path().join(keeper);
        assert!(
            Command::new("cp")
                .args(["-a", "begin"])
                .arg(&place)
                .current_dir(folder.path())
                .status()
                .unwrap()
                .success()
        );
        sign_with_stock(&place, "key", &headers_in(&place.join("begin")));
    }
    let half = run(&["record", "collect", "begin", "north/begin"]);
    let said = String::from_utf8_lossy(&half.stdout).into_owned();
    assert_eq!(half.status.code(), Some(1), "{said}");
    let south = must(&["keygen", "other"]).lines().next().unwrap().to_owned();
    assert!(
        !said.contains(&south) && said.contains("1 of 2 have signed") && said.contains("missing: SHA256:"),
        "{said}"
    );
    let whole = must(&["record", "collect", "begin", "south/begin"]);
    assert!(whole.trim_end().ends_with("complete") && !whole.contains("missing"), "{whole}");
    let said = must(&["init", "--data", "new", "--signed", "begin"]);
    assert!(said.contains("log hub.example/log begins"), "{said}");
    assert!(
        must(&["init", "--data", "new", "--signed", "begin"]).contains("begins"),
        "a second time changes nothing"
    );
    assert!(must(&["verify", "new"]).contains("self-consistent"));
    let mut kinds = Vec::new();
    verify_with_stock(&folder.path().join("new/register.db"), |kind| kinds.push(kind.to_owned()));
    assert_eq!(kinds[0], "genesis");
    assert!(kinds.len() > 5 && kinds[1..].iter().all(|kind| kind == "catalogue"), "{kinds:?}");
}

#[test]
fn a_key_is_enrolled_and_revoked_by_drafts_that_stock_tools_sign() {
    let place = Place::new();
    let hub = place.serve(&[]);
    keygen(&place, "new");
    let public = ["--by", "keys/root-1.pub", "--by", "keys/root-2.pub"];
    let steps: [(&str, Vec<&str>, &[&str]); 2] = [
        ("enrol", Vec::new(), &["new", "keys/root-1", "keys/root-2"]),
        (
            "revoke",
            [
                &[
                    "participant",
                    "revoke",
                    "new.pub",
                    "--reason",
                    "replaced",
                    "--draft",
                    "revoke",
                    "--hub",
                    &hub.url,
                ][..],
                &public,
            ]
            .concat(),
            &["keys/root-2", "keys/root-1"],
        ),
    ];
    for (name, command, keys) in steps {
        if command.is_empty() {
            enrol(&place, &hub, "new.pub", &[&["--draft", name][..], &public].concat());
        } else {
            place.must(&command);
        }
        let header = std::fs::read(place.path(&format!("{name}.header.json"))).unwrap();
        for (at, key) in keys.iter().enumerate() {
            // Each keeper's copy has the same name, and so has each signature.
            let own = place.path(&format!("{name}-{at}"));
            std::fs::create_dir(&own).unwrap();
            std::fs::write(own.join("h.json"), &header).unwrap();
            sign_with_stock(&own, &place.path(key).to_string_lossy(), &["h.json".to_owned()]);
            let collected = place.run(&["record", "collect", name, &own.to_string_lossy()]);
            let said = String::from_utf8_lossy(&collected.stdout).into_owned();
            assert_eq!(collected.status.success(), at + 1 == keys.len(), "{said}");
            assert!(said.contains(&format!("{} of {} have signed", at + 1, keys.len())), "{said}");
        }
        place.submit(&hub, name).unwrap();
    }
    // Somebody else's signature is over none of them, and an altered one fits nothing.
    keygen(&place, "stranger");
    sign_with_stock(&place.path(""), "stranger", &["revoke.body.json".to_owned()]);
    let strange = place.must(&["record", "collect", "revoke", "revoke.body.json.sig"]);
    assert!(strange.contains("is over none of these drafts"), "{strange}");
    hub.stop();
    let mut kinds = Vec::new();
    verify_with_stock(&place.path("d/register.db"), |kind| kinds.push(kind.to_owned()));
    assert_eq!(kinds[kinds.len() - 2..], ["key", "revocation"]);
    for kind in ["genesis", "catalogue", "measure", "erasure"] {
        assert!(kinds.iter().any(|seen| seen == kind), "the demo has a record of each sort: {kind}");
    }
}

#[test]
fn a_lost_key_is_ended_by_the_revocation_prepared_with_it_and_what_it_signed_is_disputed() {
    let place = Place::new();
    let hub = place.serve(&[]);
    keygen(&place, "lost");
    let said = enrol(&place, &hub, "lost", &[&ROOTS[..], &["--prepare", "drawer.json"]].concat());
    assert!(said.contains("keep it offline") && said.contains("is enrolled for XAB"), "{said}");
    place.draft(&hub, "own", "lost");
    place.must(&["record", "sign", "own", "--key", "lost", "--yes"]);
    let own = place.submit(&hub, "own").unwrap();
    a_second_passes();
    place.draft(&hub, "theft", "lost");
    place.must(&["record", "sign", "theft", "--key", "lost", "--yes"]);
    let output = place.run(&["record", "submit", "theft", "--hub", &hub.url]);
    let accepted = String::from_utf8(output.stdout).unwrap();
    let theft = accepted.lines().next().unwrap().rsplit(' ').next().unwrap().to_owned();
    let from = accepted.lines().nth(1).unwrap().rsplit(' ').next().unwrap().to_owned();
    place.draft(&hub, "late", "lost");
    place.must(&["record", "sign", "late", "--key", "lost", "--yes"]);

    a_second_passes();
    // The paper out of the drawer, without the key and without anybody's help; a stock tool can hand it in too.
    place.must(&["record", "submit", "drawer.json", "--hub", &hub.url]);
    hub.until_shown();
    assert!(place.submit(&hub, "late").unwrap_err().contains("(key-revoked)"), "it takes effect at once");
    assert_eq!(
        is_disputed(&hub, &theft),
        Some(false),
        "from its acceptance on, as the paper says nothing else"
    );
    // Those who may revoke say from when on it was in other hands.
    let revoke =
        ["participant", "revoke", "lost.pub", "--reason", "lost", "--hub", &hub.url, "--from", &from];
    place.must(&[&revoke[..], &ROOTS].concat());
    until("what the key signed from then on is disputed", || is_disputed(&hub, &theft) == Some(true));
    assert_eq!(is_disputed(&hub, &own), Some(false), "what was said before stands");
    assert!(place.refuses(1, &[&revoke[..], &ROOTS].concat()).contains("(key-revoked)"));
    hub.stop();
    verify_with_stock(&place.path("d/register.db"), |_| ());
    assert!(place.must(&["verify", "d"]).contains("self-consistent"));
}

#[test]
fn what_was_said_with_one_key_is_disavowed_and_confirmed_with_another() {
    let place = Place::new();
    let hub = place.serve(&[]);
    for key in ["first", "second"] {
        keygen(&place, key);
        enrol(&place, &hub, key, &ROOTS);
    }
    place.draft(&hub, "said", "first");
    place.must(&["record", "sign", "said", "--key", "first", "--yes"]);
    let said = place.submit(&hub, "said").unwrap();
    let speak = |name: &str, key: &str, more: &[&str]| {
        let about = ["record", "disavow", name, "--record", &said, "--reason", "Nobody here wrote this."];
        place.must(&[&about[..], &["--key", key, "--hub", &hub.url], more].concat());
        place.must(&["record", "sign", name, "--key", key, "--yes"]);
        place.submit(&hub, name)
    };
    assert!(speak("own", "first", &[]).unwrap_err().contains("(other-key-needed)"));
    let disavowal = speak("no", "second", &[]).unwrap();
    let disavowed_by = || {
        let page = hub.get(&format!("/records/{said}.json")).text;
        let page: serde_json::Value = serde_json::from_str(&page).unwrap();
        assert_eq!(page["standing"], "current", "it stays what it is");
        page["disavowed_by"].as_str().map(str::to_owned)
    };
    until("the record is shown as disavowed", || disavowed_by() == Some(disavowal.clone()));
    speak("yes", "second", &["--confirm"]).unwrap();
    until("the record is shown as confirmed", || disavowed_by().is_none());
    let watched = place.must(&["watch", "XAB", "--from", &hub.url]);
    assert!(watched.contains(&format!("disavows {said}")), "{watched}");
    assert!(watched.contains(&format!("confirms {said}")), "{watched}");
    hub.stop();
    verify_with_stock(&place.path("d/register.db"), |_| ());
    assert!(place.must(&["verify", "d"]).contains("self-consistent"));
}

#[test]
fn a_need_is_moved_on_with_a_reason_and_only_once() {
    let place = Place::new();
    let hub = place.serve(&[]);
    keygen(&place, "first");
    enrol(&place, &hub, "first", &ROOTS);
    let draft = ["record", "draft", "need", "--kind", "capacity-need", "--key", "first", "--hub", &hub.url];
    let about = ["--item", "un/norm-13-f", "--mechanism", "exercise-assembly"];
    let content = r#"{"title":"A course","summary":"For two.","forms":["training"]}"#;
    std::fs::write(place.path("content.json"), content).unwrap();
    place.must(&[&draft[..], &about, &["--content", "content.json"]].concat());
    place.must(&["record", "sign", "need", "--key", "first", "--yes"]);
    let need = place.submit(&hub, "need").unwrap();
    let step = |name: &str, word: &str| {
        let about = ["record", "move", name, "--record", &need, "--move", word, "--reason", "It was held."];
        place.must(&[&about[..], &["--key", "first", "--hub", &hub.url]].concat());
        place.must(&["record", "sign", name, "--key", "first", "--yes"]);
        place.submit(&hub, name)
    };
    assert!(step("agree", "agree").unwrap_err().contains("(unknown-move)"));
    let met = step("met", "meet").unwrap();
    let page = || {
        let page = hub.get(&format!("/records/{need}.json")).text;
        serde_json::from_str::<serde_json::Value>(&page).unwrap()
    };
    until("the record shows its state", || page()["state"]["id"] == "met");
    assert_eq!(page()["course"]["moves"][0]["record"]["id"], met.as_str());
    assert_eq!(page()["course"]["moves"][0]["reason"][0], "It was held.");
    assert!(step("again", "withdraw").unwrap_err().contains("(not-from-here)"));
    let watched = place.must(&["watch", "XAB", "--from", &hub.url]);
    assert!(watched.contains(&format!("moves {need}: meet")), "{watched}");
    hub.stop();
    assert!(place.must(&["verify", "d"]).contains("self-consistent"));
}

/// Runs a command on a terminal, with these keys pressed.
fn on_a_terminal(place: &Place, command: &str, keys: &str) -> Output {
    let mut child = Command::new("script")
        .args(["-qec", &format!("{COMITY} {command}"), "/dev/null"])
        .current_dir(place.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("script is there: it comes with Debian's bsdutils");
    child.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn whoever_signs_is_shown_what_and_asked_and_a_key_is_asked_again_for_another_log() {
    let place = Place::new();
    let hub = place.serve(&[]);
    place.draft(&hub, "m", "keys/XAA");
    let sign = "record sign m --key keys/XAA";
    let unasked = place.refuses(2, &sign.split(' ').collect::<Vec<_>>());
    assert!(unasked.contains("--yes") && unasked.contains("(not-confirmed)"), "{unasked}");
    let no = on_a_terminal(&place, sign, "no\n");
    let shown = String::from_utf8_lossy(&no.stdout).into_owned();
    assert!(!no.status.success() && !place.path("m.header.json.sig").exists(), "{shown}");
    for part in
        ["measure of XAA", "(EXERCISE)", "\"Measure m\"", "everybody", "exercise-assembly", "handed in until"]
    {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert!(on_a_terminal(&place, sign, "yes\n").status.success());
    let log = std::fs::read_to_string(place.path("keys/XAA.logs")).unwrap();
    assert!(shown.contains(log.trim()), "{shown}");

    // The same draft, as another hub would have made it.
    let header = std::fs::read_to_string(place.path("m.header.json")).unwrap();
    std::fs::write(place.path("other.header.json"), header.replace(log.trim(), "hub.example/other")).unwrap();
    std::fs::copy(place.path("m.body.json"), place.path("other.body.json")).unwrap();
    let other = "record sign other --key keys/XAA";
    let words = |more: &str| format!("{other} {more}");
    let refused = place.refuses(2, &words("--yes").split(' ').collect::<Vec<_>>());
    assert!(refused.contains("(key-of-another-log)"), "{refused}");
    assert!(!on_a_terminal(&place, other, "yes\n").status.success(), "yes is not enough");
    let wrong = words("--yes --log hub.example/third");
    assert!(place.refuses(2, &wrong.split(' ').collect::<Vec<_>>()).contains("(another-log)"));
    assert!(on_a_terminal(&place, other, "hub.example/other\n").status.success());
    std::fs::remove_file(place.path("other.header.json.sig")).unwrap();
    place.must(&words("--yes").split(' ').collect::<Vec<_>>());
    // A body that isn't the header's is not shown as if it were.
    std::fs::write(place.path("other.body.json"), "{}").unwrap();
    place.refuses(2, &words("--yes").split(' ').collect::<Vec<_>>());
}
