//! Pictures of pages, taken by the same browser from the same hub as the tests. `make screenshots` makes those of
//! README.md. With `COMITY_SCREENSHOTS=FOLDER` it makes one of every kind of page instead, as on a projector, on a
//! phone, and in the dark, for somebody to look at.

mod support {
    pub mod hub;
    pub mod webdriver;
}

use std::path::Path;
use support::hub::Hub;
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
        Some(folder) => all_pages(&hub, &browser, &record, Path::new(&folder)),
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
    for (screen, width, scheme) in [("wide", 1280, "light"), ("phone", 390, "light"), ("dark", 1280, "dark")]
    {
        browser.prefer("prefers-color-scheme", scheme);
        browser.resize(width, 1500);
        for (name, page) in pages {
            take(hub, browser, page, &folder.join(format!("{name}-{screen}.png")));
        }
    }
}

fn take(hub: &Hub, browser: &Browser, page: &str, file: &Path) {
    browser.open(&format!("{}{page}", hub.url));
    std::fs::write(file, browser.photograph()).expect("a picture is written");
    println!("{}", file.display());
}
