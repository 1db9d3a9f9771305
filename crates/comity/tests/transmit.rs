//! What arrives on paper or by e-mail: an officer enters it with the received files, its State confirms it, and nothing is
//! written while anything is wrong. With the real binary over a running hub.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod operating;

use operating::{Hub, Place};
use serde_json::Value;

const HEADINGS: &str =
    "participant,mechanisms,items,received,medium,reference,received_on,title,summary,status\n";

/// A demo with an officer's key and a folder of received files.
fn desk() -> (Place, Hub) {
    let place = Place::new();
    let hub = place.serve(&[]);
    place.must(&["keygen", "officer"]);
    let enrol = ["participant", "enrol", "secretariat", "--key", "officer", "--hub", &hub.url];
    let about = ["--nomination", "memorandum 3", "--confirmation", "in person"];
    place.must(&[&enrol[..], &about, &["--by", "keys/root-1", "--by", "keys/root-2"]].concat());
    hub.until_shown();
    std::fs::create_dir(place.path("in")).unwrap();
    std::fs::write(place.path("in/note-12.pdf"), "%PDF-1.7 note 12").unwrap();
    std::fs::write(place.path("in/mail.eml"), "Subject: national measure").unwrap();
    (place, hub)
}

fn row(participant: &str, file: &str, reference: &str, title: &str) -> String {
    format!(
        "{participant},exercise-assembly,un/norm-13-f,{file},note-verbale,{reference},2026-11-03,{title},As received.,planned\n"
    )
}

fn json(hub: &Hub, id: &str) -> Value {
    serde_json::from_str(&hub.get(&format!("/records/{id}.json")).text).unwrap()
}

fn ids(said: &str) -> Vec<String> {
    said.lines().filter_map(|line| line.strip_prefix("accepted: record ")).map(str::to_owned).collect()
}

#[test]
fn what_arrived_is_entered_from_a_sheet_signed_shown_and_confirmed() {
    let (place, hub) = desk();
    let two = row("XAA", "note-12.pdf", "Note verbale 12/2026", "Decree on duty points")
        + &row("XAB", "mail.eml", "ICT-7", "Yearly test");
    std::fs::write(place.path("list.csv"), HEADINGS.to_owned() + &two).unwrap();
    let many =
        ["transmit", "--sheet", "list.csv", "--folder", "in", "--key", "officer.pub", "--hub", &hub.url];
    let shown = place.must(&many);
    assert!(shown.contains("row 2: XAA · Decree on duty points · received file of 16 bytes"), "{shown}");
    assert!(shown.contains("row 3: XAB") && shown.contains("nothing written"), "{shown}");
    place.must(&[&many[..], &["--draft", "drafts"]].concat());
    place.must(&["record", "sign", "drafts", "--key", "officer", "--yes"]);
    let said = place.must(&["record", "submit", "drafts", "--hub", &hub.url]);
    hub.until_shown();
    let [first, second] = ids(&said).try_into().unwrap();

    let page = json(&hub, &first);
    assert_eq!(page["evidence"], "transmitted");
    assert_eq!(page["received"]["reference"], "Note verbale 12/2026");
    assert_eq!(page["received"]["on"], "2026-11-03");
    let file = page["received"]["file"]["href"].as_str().unwrap().to_owned();
    assert_eq!(hub.get(&file).text, "%PDF-1.7 note 12");
    let html = hub.get(&format!("/records/{first}")).text;
    assert!(
        html.contains("Transmitted by the secretariat") && html.contains("Note verbale 12/2026"),
        "{html}"
    );

    // Its State looks at the file, signs the very same body, and the mark changes wherever the record stands.
    let confirm = ["record", "draft", "confirmed", "--confirm", &first, "--hub", &hub.url, "--key"];
    assert!(place.refuses(2, &[&confirm[..], &["keys/XAB"]].concat()).contains("transmitted for XAA"));
    place.must(&[&confirm[..], &["keys/XAA"]].concat());
    assert_eq!(
        std::fs::read(place.path("confirmed.body.json")).unwrap(),
        std::fs::read(place.path("drafts/row-0002.body.json")).unwrap()
    );
    place.must(&["record", "sign", "confirmed", "--key", "keys/XAA", "--yes"]);
    let confirming = place.submit(&hub, "confirmed").unwrap();
    let (before, after) = (json(&hub, &first), json(&hub, &confirming));
    assert_eq!(before["confirmed_by"], Value::from(confirming.clone()));
    assert_eq!(
        (&after["evidence"], &after["confirms"]),
        (&Value::from("signed"), &Value::from(first.clone()))
    );
    assert!(json(&hub, &second)["confirmed_by"].is_null());
    let html = hub.get(&format!("/records/{first}")).text;
    assert!(html.contains("Confirmed by its author") || html.contains("has confirmed this"), "{html}");
    let list = hub.get("/participants/XAA").text;
    assert!(list.contains("Confirms a transmission"), "{list}");
    let own = after["received"]["file"]["href"].as_str().unwrap();
    assert_eq!(hub.get(own).text, "%PDF-1.7 note 12", "the file stands with the confirmation too");

    // What is confirmed is its author's: no secretariat enters a newer word over it, and nobody confirms it twice over.
    let again = place.refuses(
        2,
        &["record", "draft", "again", "--confirm", &confirming, "--hub", &hub.url, "--key", "keys/XAA"],
    );
    assert!(again.contains("not transmitted"), "{again}");
}

#[test]
fn what_is_wrong_in_a_sheet_is_named_by_row_and_column_and_nothing_is_written() {
    let (place, hub) = desk();
    std::fs::write(place.path("secret.pdf"), "outside").unwrap();
    std::os::unix::fs::symlink(place.path("secret.pdf"), place.path("in/link.pdf")).unwrap();
    std::fs::File::create(place.path("in/huge.pdf")).unwrap().set_len(1 << 30).unwrap();
    let sheet = HEADINGS.to_owned()
        + &row("XZZ", "note-12.pdf", "12", "Unknown author")
        + &row("XAA", "../secret.pdf", "12", "Climbs")
        + &row("XAA", "link.pdf", "12", "Follows")
        + &row("XAA", "huge.pdf", "12", "Huge")
        + &row("XAA", "gone.pdf", "12", "Gone")
        + &row("XAA", "mail.eml", "12", "First")
        + &row("XAB", "mail.eml", "12", "Same file")
        + &row("XAA", "note-12.pdf", "12", "").replace("2026-11-03", "3 Nov");
    std::fs::write(place.path("list.csv"), sheet).unwrap();
    let many = ["transmit", "--sheet", "list.csv", "--folder", "in", "--key", "officer", "--hub", &hub.url];
    let complaint = place.refuses(2, &[&many[..], &["--draft", "drafts"]].concat());
    for named in [
        "list.csv: row 2, column participant: “XZZ” is no participant's code",
        "row 3, column received: “../secret.pdf” is no name",
        "row 4, column received",
        "row 5, column received",
        "row 6, column received",
        "row 8, column received: row 7 has the very same file",
        "row 9, column received_on",
        "row 9, column title",
    ] {
        assert!(complaint.contains(named), "{named} is missing from {complaint}");
    }
    assert!(complaint.contains("nothing was written") && !place.path("drafts").exists());
    for (sheet, named) in [
        ("participant,mechanisms\nXAA,x\n", "row 1, the column received is missing"),
        (&HEADINGS.replace("title", "tilte"), "row 1, column tilte: no kind of record has such a field"),
        (
            &(HEADINGS.to_owned() + "XAA,exercise-assembly\n"),
            "row 2, this row has 2 cells and the headings are 10",
        ),
        (
            &(HEADINGS.to_owned() + &row("XAA", "mail.eml", "=A1", "T")),
            "row 2, column reference: this is a formula",
        ),
    ] {
        std::fs::write(place.path("list.csv"), sheet).unwrap();
        let complaint = place.refuses(2, &[&many[..], &["--draft", "drafts"]].concat());
        assert!(complaint.contains(named), "{complaint}");
    }
    assert!(!place.path("drafts").exists());
    let delegate =
        ["transmit", "--sheet", "list.csv", "--folder", "in", "--key", "keys/XAA", "--hub", &hub.url];
    assert!(place.refuses(2, &delegate).contains("(not-the-secretariat)"));
}

#[test]
fn only_the_very_file_that_a_public_record_names_comes_in() {
    let (place, hub) = desk();
    let one = ["transmit", "--participant", "XAA", "--received", "in/note-12.pdf", "--reference", "Note 12"];
    let what = ["--received-on", "2026-11-03", "--mechanism", "exercise-assembly", "--item", "un/norm-13-f"];
    let fields = ["--set", "title=Decree", "--set", "summary=As received.", "--set", "status=planned"];
    let to = ["--key", "officer", "--hub", &hub.url, "--draft", "one"];
    place.must(&[&one[..], &what, &fields, &to].concat());
    place.must(&["record", "sign", "one", "--key", "officer", "--yes"]);
    // Handed in without its file: the record stands, and the file is awaited.
    let attachment = std::fs::read_dir(place.path("one")).unwrap().map(|entry| entry.unwrap().path());
    let attachment =
        attachment.into_iter().find(|path| path.extension().is_some_and(|end| end == "attachment")).unwrap();
    let kept = std::fs::read(&attachment).unwrap();
    std::fs::remove_file(&attachment).unwrap();
    let said = place.must(&["record", "submit", "one", "--hub", &hub.url]);
    hub.until_shown();
    assert!(said.contains("still awaits"), "{said}");
    let [id] = ids(&said).try_into().unwrap();
    let file = json(&hub, &id)["received"]["file"]["href"].as_str().unwrap().to_owned();
    let address = format!("{}{file}", hub.url);
    let put = |address: &str, bytes: &[u8]| {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
        agent.put(address).send(bytes).unwrap().status().as_u16()
    };
    assert_eq!(hub.get(&file).code(), "attachment-awaited");
    assert_eq!(put(&address, b"other bytes"), 422);
    assert_eq!(put(&address, &[b'x'; 17]), 422, "longer than the record says");
    assert_eq!(put(&format!("{}/records/{id}/attachments/{}", hub.url, "0".repeat(64)), b"x"), 404);
    assert_eq!(
        put(&format!("{}/records/{}/attachments/{}", hub.url, "0".repeat(64), "0".repeat(64)), b"x"),
        404
    );
    assert_eq!(put(&address, &kept), 201);
    assert_eq!(put(&address, &kept), 200);
    let agent = ureq::Agent::config_builder().build().new_agent();
    let answer = agent.get(&address).call().unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert!(header("content-disposition").starts_with("attachment; filename=\""));
    assert_eq!(
        (header("x-content-type-options"), header("content-type")),
        ("nosniff".into(), "application/pdf".into())
    );

    // Erased with the record.
    let erase =
        ["record", "erase", "erasure", "--record", &id, "--ground", "personal-data", "--key", "keys/XAA"];
    place.must(&[&erase[..], &["--hub", &hub.url]].concat());
    place.must(&["record", "sign", "erasure", "--key", "keys/XAA", "--yes"]);
    place.submit(&hub, "erasure").unwrap();
    assert_eq!(hub.get(&file).status, 410);
    assert_eq!(put(&address, &kept), 410);
}

#[test]
fn what_the_guide_says_works_as_it_stands() {
    let guide = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/transmit.md");
    let guide = std::fs::read_to_string(guide).unwrap();
    let (place, hub) = desk();
    let mut said = String::new();
    for block in guide.split("```sh tested\n").skip(1) {
        let script = block.split("```").next().unwrap().replace("http://localhost:8080", &hub.url);
        let folder = std::path::Path::new(operating::COMITY).parent().unwrap();
        let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
        let shell = std::process::Command::new("bash")
            .args(["-euc", &script])
            .env("PATH", path)
            .current_dir(place.path(""))
            .output()
            .unwrap();
        assert!(shell.status.success(), "{script}\n{}", String::from_utf8_lossy(&shell.stderr));
        said += &String::from_utf8_lossy(&shell.stdout);
    }
    assert_eq!(ids(&said).len(), 2, "{said}");
}
