//! Pictures of pages, taken by the same browser from the same hub as the tests. `make screenshots` makes those of
//! README.md. With `COMITY_SCREENSHOTS=FOLDER` it makes one of every kind of page instead, as on a projector, on a
//! phone, and in the dark, for somebody to look at.

mod support {
    pub mod delegate;
    pub mod hub;
    pub mod webdriver;
}

use std::path::Path;
use support::delegate::{join, prepared_draft, touch_enrolment, vouched_key};
use support::hub::{Hub, shell};
use support::webdriver::Browser;

/// As many States as `make demo` makes.
const STATES: u32 = 24;

#[test]
#[ignore = "makes files instead of checking anything: make screenshots"]
fn take_screenshots() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    let record = ordinary_measure(&hub);
    match std::env::var_os("COMITY_SCREENSHOTS") {
        Some(folder) => {
            all_pages(&hub, &browser, &record, Path::new(&folder));
            account_pages(&hub, &browser, Path::new(&folder));
        }
        None => of_the_readme(&hub, &browser, &record),
    }
}

/// A measure that says something in English and is neither disputed nor erased.
fn ordinary_measure(hub: &Hub) -> String {
    let page = hub.json("/provisions/exercise-lagoon-statement/op1");
    let all = page.to_string();
    let own = all.split("\"/records/").skip(1).filter_map(|rest| rest.split('"').next());
    own.map(|id| format!("/records/{id}"))
        .find(|href| {
            let record = hub.json(href);
            record["language"] == "en" && record["disputed"] != true && record["superseded_by"].is_null()
        })
        .expect("an ordinary measure")
}

fn of_the_readme(hub: &Hub, browser: &Browser, record: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/images");
    browser.resize(1200, 860);
    let pages = [
        ("instrument", "/instruments/a-c1-75-l4#op1"),
        ("participant", "/participants/XAC"),
        ("record", &format!("{record}#proof")),
    ];
    for (name, page) in pages {
        take(hub, browser, page, &folder.join(format!("{name}.png")));
    }
}

fn all_pages(hub: &Hub, browser: &Browser, record: &str, folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder for the pictures");
    let pages = [
        ("home", "/"),
        ("mechanisms", "/mechanisms"),
        ("mechanism", "/mechanisms/exercise-lagoon"),
        ("real-mechanism", "/mechanisms/global-mechanism"),
        ("instruments", "/instruments"),
        ("instrument", "/instruments/a-c1-75-l4"),
        ("exercise-instrument", "/instruments/exercise-lagoon-statement"),
        ("provision", "/provisions/exercise-lagoon-statement/op1"),
        ("framework", "/framework"),
        ("item", "/framework/un/norm-13-f"),
        ("participants", "/participants"),
        ("participant", "/participants/XAC"),
        ("real-participant", "/participants/FRA"),
        ("record", record),
        ("disputed", "/participants/XAB"),
        ("register", "/register"),
        ("search", "/search?q=security"),
        ("search-french", "/search?q=securite&lang=fr"),
        ("home-french", "/?lang=fr"),
        ("missing", "/no-such-page"),
    ];
    everywhere(hub, browser, &pages, folder);
}

/// Pages on each screen: a laptop, a projector, a phone, and in the dark.
fn everywhere(hub: &Hub, browser: &Browser, pages: &[(&str, &str)], folder: &Path) {
    let screens = [
        ("wide", 1280, 2400, "light"),
        ("projector", 1920, 1080, "light"),
        ("phone", 390, 2400, "light"),
        ("dark", 1280, 1500, "dark"),
    ];
    for (screen, width, height, scheme) in screens {
        browser.prefer("prefers-color-scheme", scheme);
        browser.resize(width, height);
        for (name, page) in pages {
            take(hub, browser, page, &folder.join(format!("{name}-{screen}.png")));
        }
    }
    browser.prefer("prefers-color-scheme", "light");
    browser.in_its_own_size();
}

/// The path of the page on which the browser stands.
fn here(hub: &Hub, browser: &Browser) -> String {
    browser.url().trim_start_matches(&hub.url).split('?').next().unwrap_or_default().to_owned()
}

/// The pages of somebody who acts for a delegation, and then for a secretariat.
fn account_pages(hub: &Hub, browser: &Browser, folder: &Path) {
    let _device = browser.plug_in_authenticator();
    everywhere(hub, browser, &[("join", "/join"), ("sign-in", "/sign-in")], folder);
    join(hub, browser);
    let key = vouched_key(hub, browser);
    let enrolment = here(hub, browser);
    everywhere(
        hub,
        browser,
        &[("enrolment", &enrolment), ("enrolment-french", &format!("{enrolment}?lang=fr"))],
        folder,
    );
    browser.open(&format!("{}{enrolment}", hub.url));
    touch_enrolment(browser, &key);
    prepared_draft(hub, browser, "A point of contact on duty");
    let sign = here(hub, browser);
    let draft = sign.trim_end_matches("/sign").to_owned();
    let pages = [
        ("me", "/me"),
        ("delegation", "/delegation"),
        ("trail-french", "/trail?lang=fr"),
        ("keys", "/signing-keys"),
        ("drafts", "/drafts"),
        ("draft", &draft),
        ("preview", &format!("{draft}/preview")),
        ("sign", &sign),
        ("sign-french", &format!("{sign}?lang=fr")),
    ];
    everywhere(hub, browser, &pages, folder);
    browser.open(&format!("{}{sign}", hub.url));
    browser.click(&browser.find("[data-passkey=sign] button[data-go]"));
    browser.wait_for("#proof");
    let record = here(hub, browser);
    everywhere(hub, browser, &[("own-record", &record), ("acts", &format!("{record}/act"))], folder);
    for_a_secretariat(hub, browser);
    everywhere(hub, browser, &[("transmissions", "/transmissions"), ("imports", "/imports")], folder);
}

/// Takes a seat in a secretariat beside the one in a delegation, and acts for it.
fn for_a_secretariat(hub: &Hub, browser: &Browser) {
    let invite = format!(
        "comity invite mechanism/exercise-lagoon --role officer --data demo-data --public-url {} 2>/dev/null",
        hub.url
    );
    let link = shell(hub.folder(), &invite);
    browser.open(&format!("{}/join", hub.url));
    browser.type_into(&browser.find("#link-again"), link.trim());
    browser.click(&browser.find("section[aria-labelledby=join-signed-in] button"));
    browser.wait_for("#seats");
    browser.click(&browser.find("form[action='/me/seat'] button"));
    browser.wait_for("#seats");
}

fn take(hub: &Hub, browser: &Browser, page: &str, file: &Path) {
    browser.open(&format!("{}{page}", hub.url));
    std::fs::write(file, browser.photograph()).expect("a picture is written");
    println!("{}", file.display());
}
