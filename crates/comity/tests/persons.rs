//! What says something about people, from an invitation to a letter about what they signed, with the real binary, a real browser
//! and a real mail server: it is looked for in all that a running hub keeps, writes, serves, exports and backs up.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod support {
    pub mod delegate;
    pub mod hub;
    pub mod mailed;
    pub mod ports;
    pub mod postmaster;
    pub mod webdriver;
}

use std::fs;
use std::path::{Path, PathBuf};
use support::delegate::{enrolled_key, prepared_draft, says, sign};
use support::hub::{Hub, shell};
use support::mailed::joined;
use support::ports::free_port;
use support::postmaster::Postmaster;
use support::webdriver::Browser;

/// Enough States for both regional exercises, few enough to be made in a second.
const STATES: u32 = 6;

/// Words that stand nowhere else: of a person, of who invited them, of their device, of what they look for and of what they draft.
const NAME: &str = "Quillfeather";
const ADDRESS: &str = "sumpfdotter@mail.example";
const NOTE: &str = "quittenkranz";
const COLLEAGUE: &str = "wasserdost";
const DEVICE: &str = "teichlinse";
const SOUGHT: &str = "krebsschere";
const DRAFT: &str = "froschbiss";
const MARKERS: [&str; 7] = [NAME, ADDRESS, NOTE, COLLEAGUE, DEVICE, SOUGHT, DRAFT];

/// The statement's own title: for everybody, but no letter's subject.
const TITLE: &str = "A point of contact on duty";

/// What the hub keeps and writes: its data, its keys and high-water file beside them, its config, its log, temporary files, and
/// what was taken away. All of the folder but the mail server's.
const NOT_THE_HUBS: &str = "post";

fn all_files(place: &Path) -> Vec<PathBuf> {
    if !place.is_dir() {
        return vec![place.to_owned()];
    }
    // A file of SQLite's may go while it is looked for.
    let inside = fs::read_dir(place).into_iter().flatten().flatten().map(|file| file.path());
    inside.flat_map(|path| all_files(&path)).collect()
}

fn holds(bytes: &[u8], word: &str) -> bool {
    // SQLite's and the search index's own tokens are lower case; a text in UTF-16 is none of ours.
    let text = bytes.to_ascii_lowercase();
    let word = word.to_ascii_lowercase();
    text.windows(word.len()).any(|window| window == word.as_bytes())
}

/// Fails on every file of the hub's that holds a marker; tells how many it looked into.
fn assert_in_no_file(hub: &Hub) -> Vec<String> {
    let files: Vec<_> = all_files(hub.folder())
        .into_iter()
        .filter(|path| !path.strip_prefix(hub.folder()).unwrap().starts_with(NOT_THE_HUBS))
        .collect();
    let (mut found, mut names) = (Vec::new(), Vec::new());
    for path in files {
        let Ok(bytes) = fs::read(&path) else { continue };
        found.extend(
            MARKERS
                .iter()
                .filter(|word| holds(&bytes, word))
                .map(|word| format!("{word} in {}", path.display())),
        );
        names.push(path.strip_prefix(hub.folder()).unwrap().display().to_string());
    }
    assert_eq!(found, Vec::<String>::new());
    names
}

/// Somebody comes in by an invitation with a note, gives an address, and types the code that came there.
fn join(hub: &Hub, browser: &Browser, postmaster: &Postmaster) {
    let link = shell(
        hub.folder(),
        &format!(
            "comity invite participant/XAA --role national-administrator --role delegate --note {NOTE} \
             --data demo-data --public-url {} 2>/dev/null",
            hub.url
        ),
    );
    let came = joined(browser, link.trim(), [&format!("Ana {NAME}"), ADDRESS, DEVICE], postmaster);
    assert!(says(browser, "h1").contains(NAME), "the words are there for whom they are");
    assert!(holds(came.as_bytes(), ADDRESS), "and where the letter goes");
}

/// She invites a colleague, looks for something, and leaves a draft.
fn work(hub: &Hub, browser: &Browser) {
    browser.open(&format!("{}/delegation", hub.url));
    browser.type_into(&browser.find("#note"), COLLEAGUE);
    browser.run(
        "document.querySelector(\"form:has(#note) input[name=role][value=reader]\").checked = true; return null",
    );
    browser.leave_by(&browser.find("form:has(#note) button"));
    browser.open(&format!("{}/delegation", hub.url));
    assert!(says(browser, "section:has(#open-invitations), main").contains(COLLEAGUE));
    browser.open(&format!("{}/search?q={SOUGHT}", hub.url));
    browser.open(&format!("{}/{SOUGHT}", hub.url));
    browser.open(&format!("{}/drafts", hub.url));
    browser.click(&browser.find("section[aria-labelledby=begin] form:has(input[value=measure]) button"));
    browser.wait_for("#field-title");
    browser.type_into(&browser.find("#field-title"), DRAFT);
    browser.click(&browser.find("form:has(#field-title) button:not([name])"));
    browser.wait_for("[role=status]");
}

/// The subjects of letters, which every server on the way reads and logs, say what hub writes and nothing of what or whom.
fn assert_subjects_say_nothing(letters: &[String]) {
    for letter in letters {
        let head = letter.split("\n\n").next().unwrap_or_default();
        let subject = head.lines().find(|line| line.starts_with("Subject:")).expect("a subject");
        for word in MARKERS.iter().chain(&[TITLE, "XAA", "Beravie"]) {
            assert!(!holds(subject.as_bytes(), word), "{word}: {subject}");
        }
        assert!(!subject.chars().any(|letter| letter.is_ascii_digit()), "no code, no id: {subject}");
    }
}

#[test]
fn nothing_about_people_is_in_the_register_the_log_the_backup_or_any_file_of_a_running_hub() {
    let mut hub = Hub::demo(STATES);
    let (post, port) = (hub.folder().join(NOT_THE_HUBS), free_port());
    fs::create_dir(&post).unwrap();
    let postmaster = Postmaster::start(&post, port, &[]);
    let config = format!(
        "public_url = \"{}\"\nlog_level = \"debug\"\n[mail]\nserver = \"localhost\"\nport = {port}\ntls = \"none\"\n\
         from = \"hub@hub.example\"\n",
        hub.url
    );
    hub.serve_noting(&config);
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join(&hub, &browser, &postmaster);
    enrolled_key(&hub, &browser);
    postmaster.wait_for(2);
    work(&hub, &browser);
    prepared_draft(&hub, &browser, TITLE);
    let record = sign(&hub, &browser);
    let letter = postmaster.wait_for(3);
    let id = record.rsplit('/').next().unwrap().to_owned();
    assert!(letter.contains(&format!("Record: {id}")), "{letter}");

    // While it runs: write-ahead logs and the index are as they are.
    shell(hub.folder(), "comity backup --data demo-data --to backup.db 2>&1");
    shell(hub.folder(), &format!("comity verify {} 2>&1", hub.url));
    let names = assert_in_no_file(&hub);
    for file in ["demo-data/register.db", "demo-data/workspace.db", "hub.log", "backup.db"] {
        assert!(names.iter().any(|name| name == file), "{file} is looked into: {names:?}");
    }
    hub.end();
    shell(hub.folder(), "comity export --from demo-data --to site 2>&1");
    let names = assert_in_no_file(&hub);
    assert!(names.iter().any(|name| name.ends_with("views.snapshot")), "{names:?}");
    assert!(names.iter().any(|name| name.starts_with("site/tile/")), "{names:?}");

    // What was asked for isn't in the log either: no address of a record, no question, no secret of a link.
    let log = fs::read_to_string(hub.folder().join("hub.log")).unwrap();
    assert!(log.contains("mail-sent"), "{log}");
    for part in [id.as_str(), "?q=", "/search?", "/join#", "127.0.0.1"] {
        let asked: Vec<_> = log.lines().filter(|line| line.contains(part)).collect();
        assert!(asked.iter().all(|line| line.contains("serving")), "{part}: {asked:?}");
    }
    assert_subjects_say_nothing(&postmaster.letters());
}
