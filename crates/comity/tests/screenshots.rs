//! Pictures of pages, taken by the same browser from the same hub as the tests. `make screenshots` makes those of
//! README.md; `make pictures` makes one of every page on every screen instead, for somebody to look at.

mod support {
    pub mod answers;
    pub mod camera;
    pub mod delegate;
    pub mod eye;
    pub mod hub;
    pub mod mailed;
    pub mod officer;
    pub mod ports;
    pub mod postmaster;
    pub mod tour;
    pub mod webdriver;
}

use std::path::Path;
use support::camera::Camera;
use support::hub::Hub;
use support::tour;
use support::webdriver::Browser;

/// As many States as `make demo` makes.
const STATES: u32 = 24;

#[test]
#[ignore = "makes files instead of checking anything: make screenshots"]
fn take_screenshots() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    let record = ordinary_measure(&hub);
    of_the_readme(&hub, &browser, &record);
}

#[test]
#[ignore = "makes files instead of checking anything: make pictures"]
fn take_pictures_of_every_page() {
    let folder =
        std::env::var_os("COMITY_PICTURES").expect("COMITY_PICTURES names a folder for the pictures");
    let only = std::env::var("COMITY_PICTURES_OF").unwrap_or_default();
    let only = only.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let mut hub = Hub::demo(STATES);
    let record = ordinary_measure(&hub);
    let camera = Camera::new(&hub, Path::new(&folder), only);
    tour::public_pages(&camera, &hub, &record);
    tour::pages_of_a_delegation(&camera, &hub);
    tour::pages_of_capacity(&camera, &hub);
    let mail = tour::with_mail(&mut hub);
    tour::pages_of_a_secretariat(&camera, &hub);
    tour::pages_with_mail(&camera, &mut hub, &mail);
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

fn take(hub: &Hub, browser: &Browser, page: &str, file: &Path) {
    browser.open(&format!("{}{page}", hub.url));
    std::fs::write(file, browser.photograph()).expect("a picture is written");
    println!("{}", file.display());
}
