//! What can be checked by a program of what everybody needs of a page: axe-core over every public screen, every account page
//! and what answers a form, along the way of `support/tour.rs`, in a language of either direction; and the main paths by the
//! keyboard alone, with a focus that is seen.

mod support {
    pub mod answers;
    pub mod axe;
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

use serde_json::Value;
use support::axe::{AXE, Checker, in_language, shape};
use support::delegate::{enrolled_key, join, says};
use support::hub::Hub;
use support::tour;
use support::webdriver::{Browser, DOWN, ENTER, SPACE, TAB};

/// Enough States for both regional exercises, few enough to be made in a second.
const STATES: u32 = 6;

/// More stops than any page of these paths has.
const MOST_STOPS: usize = 400;

#[test]
fn axe_finds_nothing_on_any_public_screen_in_either_direction() {
    let hub = Hub::demo(STATES);
    let Some(checker) = Checker::of(&hub) else { return };
    let home = hub.json("/");
    let record = home["latest"]["newest"][0]["href"].as_str().expect("an address");
    tour::public_pages(&checker, &hub, record);
    let browser = Browser::start();
    let more = [
        "/mechanisms/exercise-assembly",
        "/provisions/a-c1-75-l4/op1-a",
        "/participants/XAA",
        "/capacity?help=training&region=oceania",
    ];
    // A need, an offer and a project, with what goes with each.
    let capacity = hub.json("/capacity");
    let newest = |list: &Value| list["newest"][0]["href"].as_str().expect("an address").to_owned();
    let capacity: Vec<String> = capacity["lists"].as_array().expect("a list").iter().map(newest).collect();
    for page in more.into_iter().chain(capacity.iter().map(String::as_str)) {
        checker.look_at(&browser, page);
    }
    checker.assert_clean();
    // The check itself finds what is wrong.
    browser.open(&hub.url);
    browser.run("document.querySelector('main a').textContent = ''; return null");
    assert!(!checker.violations(&browser).is_empty());
}

#[test]
fn axe_finds_nothing_on_any_page_of_an_account_in_either_direction() {
    let hub = Hub::demo(STATES);
    let Some(checker) = Checker::of(&hub) else { return };
    let browser = tour::pages_of_a_delegation(&checker, &hub);
    checker.walk(&browser, &["/me", "/drafts", "/delegation", "/signing-keys"].map(str::to_owned));
    tour::pages_of_capacity(&checker, &hub);
    let looked = checker.assert_clean();
    assert!(looked >= 30, "{looked}");
}

#[test]
fn axe_finds_nothing_on_any_page_of_a_secretariat_or_of_mail_in_either_direction() {
    let mut hub = Hub::demo(STATES);
    let Some(checker) = Checker::of(&hub) else { return };
    let mail = tour::with_mail(&mut hub);
    let browser = tour::pages_of_a_secretariat(&checker, &hub);
    checker.walk(&browser, &["/me", "/transmissions", "/imports", "/trail"].map(str::to_owned));
    tour::pages_with_mail(&checker, &mut hub, &mail);
    let looked = checker.assert_clean();
    assert!(looked >= 15, "{looked}");
}

/// Whether the focus is seen: it has an outline of two pixels at least, within the window.
fn focus_is_seen(browser: &Browser) -> bool {
    let seen = browser.run(
        "const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect(); \
         return one === document.body || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 \
         && box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth)",
    );
    seen == true
}

/// Moves the focus by the tabulator to the first stop that a selector fits. Each stop on the way is seen.
fn tab_to(browser: &Browser, selector: &str) {
    for _ in 0..MOST_STOPS {
        browser.press(TAB);
        assert!(
            focus_is_seen(browser),
            "the focus isn't seen on the way to {selector} on {}: {}",
            browser.url(),
            browser.run_for_text("return document.activeElement.outerHTML.slice(0, 200)")
        );
        if browser.run(&format!("return document.activeElement.matches({selector:?})")) == true {
            return;
        }
    }
    panic!("no stop fits {selector} on {}", browser.url());
}

#[test]
fn the_keyboard_alone_finds_a_statement_and_changes_the_language() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    browser.open(&hub.url);
    tab_to(&browser, "#q");
    browser.write("threats");
    browser.press(ENTER);
    browser.wait_for(".results a");
    tab_to(&browser, ".results a");
    browser.press(ENTER);
    // What was searched for has a heading too.
    browser.until("what was found", "!location.pathname.startsWith('/search')");
    tab_to(&browser, ".languages a[hreflang=ar]");
    browser.press(ENTER);
    browser.wait_for("html[lang=ar][dir=rtl]");
    // The way back lies at the same place of the order.
    tab_to(&browser, ".languages a[hreflang=zh]");
    browser.press(ENTER);
    browser.wait_for("html[lang=zh][dir=ltr]");
}

#[test]
fn the_keyboard_alone_signs_in_drafts_looks_and_signs() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join(&hub, &browser);
    enrolled_key(&hub, &browser);
    // From here on no pointer.
    browser.open(&format!("{}/me", hub.url));
    tab_to(&browser, "form[action='/sign-out'] button");
    browser.press(ENTER);
    browser.wait_for(".account a[href^='/sign-in']");
    tab_to(&browser, ".account a[href^='/sign-in']");
    browser.press(ENTER);
    browser.wait_for("[data-passkey=sign-in] button[data-go]:not([hidden])");
    tab_to(&browser, "[data-passkey=sign-in] button[data-go]");
    browser.press(ENTER);
    browser.wait_for(".account .acting");

    browser.open(&format!("{}/drafts", hub.url));
    tab_to(&browser, "section[aria-labelledby=begin] form:has(input[value=measure]) button");
    browser.press(ENTER);
    browser.wait_for("#field-title");
    tab_to(&browser, "#field-title");
    browser.write("By keys alone");
    tab_to(&browser, "#field-summary");
    browser.write("Answers at any hour.");
    tab_to(&browser, "#field-status");
    browser.press(DOWN);
    tab_to(&browser, "input[name=mechanism]");
    browser.press(SPACE);
    tab_to(&browser, "input[name=audience]");
    browser.press(SPACE);
    while browser.run_for_text("return document.activeElement.value") != "public" {
        browser.press(DOWN);
    }
    tab_to(&browser, "details:has(input[name=item]) > summary");
    browser.press(ENTER);
    tab_to(&browser, "input[name=item]");
    browser.press(SPACE);
    tab_to(&browser, "button[value=preview]");
    browser.press(ENTER);
    browser.wait_for("#readers");
    tab_to(&browser, "section[aria-labelledby=sign-it] button");
    browser.press(ENTER);
    browser.wait_for("[data-passkey=sign] button[data-go]:not([hidden])");
    tab_to(&browser, "[data-passkey=sign] button[data-go]");
    browser.press(ENTER);
    browser.wait_for("#proof");
    assert_eq!(says(&browser, "h1"), "By keys alone");
}

#[test]
fn addresses_of_one_shape_are_one_page() {
    let id = "0123456789abcdef".repeat(4);
    assert_eq!(shape(&format!("/records/{id}/act?lang=fr")), "/records/*/act");
    assert_eq!(in_language("/search?q=a#top", "ar"), "/search?q=a&lang=ar#top");
    assert_eq!(shape("/drafts/new?part=norms&lang=fr"), "/drafts/new?part");
    assert!(Path::new(AXE).is_absolute());
}
