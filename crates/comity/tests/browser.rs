//! The main path in a real browser: Debian's Chromium, a demo hub of the real binary, and the very commands that its
//! pages print. Without Chromium these tests fail; `make tools` installs it.

mod support {
    pub mod hub;
    pub mod ports;
    pub mod webdriver;
}

use serde_json::Value;
use support::hub::{Hub, shell};
use support::webdriver::{Browser, ENTER, TAB};

/// Enough States for both regional exercises, few enough to be made in a second.
const STATES: u32 = 6;

/// One page of each kind, for what must hold on every page.
fn one_of_each(hub: &Hub) -> Vec<String> {
    let record = newest_measure(hub)["href"].as_str().expect("an address").to_owned();
    [
        "/",
        "/mechanisms",
        "/mechanisms/global-mechanism",
        "/mechanisms/exercise-lagoon",
        "/instruments",
        "/instruments/a-c1-75-l4",
        "/instruments/exercise-lagoon-statement",
        "/provisions/a-c1-75-l4/op1-a",
        "/provisions/exercise-lagoon-statement/op1",
        "/framework",
        "/framework/un/norm-13-a",
        "/participants",
        "/participants/XAA",
        "/participants/FRA",
        &record,
        "/register",
        "/search",
        "/search?q=security",
        "/no-such-page",
    ]
    .map(str::to_owned)
    .into()
}

fn newest_measure(hub: &Hub) -> Value {
    let home = hub.json("/");
    home["latest"]["newest"].as_array().expect("a list")[0].clone()
}

#[test]
fn a_reader_goes_from_home_to_a_proof_that_stock_tools_accept() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();

    browser.open(&hub.url);
    browser.click(&browser.link("Lagoon Forum (exercise)"));
    browser.wait_until_at(&format!("{}/mechanisms/exercise-lagoon", hub.url));
    browser.leave_by(&browser.find("main a[href='/instruments/exercise-lagoon-statement']"));
    browser.leave_by(&browser.find("main a[href='/provisions/exercise-lagoon-statement/op1']"));
    browser.leave_by(&browser.find("main a[href^='/records/']"));
    let record = browser.url().rsplit_once('/').expect("an address").1.to_owned();

    let commands =
        browser.run("return [...document.querySelectorAll('.steps pre')].map(one => one.textContent)");
    let commands: Vec<&str> = commands.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert!(commands.len() >= 4, "fetch, digest, signature, register: {commands:?}");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let printed = shell(elsewhere.path(), &commands.join("\n"));
    assert!(printed.contains("header: OK") && printed.contains("body: OK"), "{printed}");
    assert!(printed.contains("Good \"record@comity\" signature for XA"), "{printed}");
    assert!(printed.contains("trusted on first use"), "{printed}");

    // A changed byte doesn't pass: the commands show something.
    std::fs::write(elsewhere.path().join("header"), b"{}").expect("writable");
    let check = commands.iter().find(|one| one.contains("sha256sum")).expect("a step with digests");
    let verdict =
        shell(elsewhere.path(), &format!("if {check}; then echo passed; fi 2>&1").replace('\n', " && "));
    assert!(!verdict.contains("passed"), "{verdict}");

    // The author's page has the record too.
    browser.leave_by(&browser.find(".crumbs a[href^='/participants/']"));
    let listed = browser
        .run(&format!("return document.querySelectorAll(\"main a[href='/records/{record}']\").length"));
    assert!(listed.as_u64() > Some(0), "{record} is not on {}", browser.url());
}

#[test]
fn search_finds_a_word_with_and_without_its_accents() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    let found = |word: &str| {
        browser.open(&format!("{}/search?lang=fr", hub.url));
        browser.type_into(&browser.find("#q"), &format!("{word}{ENTER}"));
        browser.wait_for(".total");
        browser.run_for_text("return document.querySelector('.total').textContent")
    };
    let with = found("sécurité");
    assert_eq!(with, found("securite"));
    assert!(with.chars().any(|c| c.is_ascii_digit() && c != '0'), "nothing found: {with}");
    browser.leave_by(&browser.find(".results a"));
    assert_eq!(browser.run_for_text("return document.documentElement.lang"), "fr");
}

#[test]
fn every_page_is_there_in_french() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    browser.open(&hub.url);
    browser.leave_by(&browser.link("Français"));
    assert_eq!(browser.run_for_text("return document.documentElement.lang"), "fr");
    // The choice goes along without a cookie.
    browser.leave_by(&browser.link("Mécanismes"));
    assert_eq!(browser.run_for_text("return document.documentElement.lang"), "fr");
    for page in one_of_each(&hub) {
        let mark = if page.contains('?') { '&' } else { '?' };
        browser.open(&format!("{}{page}{mark}lang=fr", hub.url));
        let skip = browser.run_for_text("return document.querySelector('.skip').textContent");
        assert_eq!(skip, "Aller au contenu", "{page}");
        assert_eq!(browser.run_for_text("return document.documentElement.lang"), "fr", "{page}");
    }
    assert_eq!(browser.run("return document.cookie"), "");
}

#[test]
fn a_call_is_shown_as_a_call_and_a_commitment_as_a_commitment() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    let stance = |page: &str| {
        browser.open(&format!("{}{page}", hub.url));
        browser.run_for_text("return document.querySelector('.one-provision .stance').textContent")
    };
    assert_eq!(stance("/provisions/cis-2020/op3"), "Call");
    assert_eq!(stance("/provisions/a-c1-75-l4/op1-a"), "Call");
    assert_eq!(stance("/provisions/dinard-2019/op1"), "Commitment");
}

#[test]
fn no_page_scrolls_sideways_on_a_phone() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    for width in [320, 390] {
        browser.resize(width, 720);
        for page in one_of_each(&hub) {
            browser.open(&format!("{}{page}", hub.url));
            assert_eq!(
                browser.run("return innerWidth"),
                width,
                "the screen is not the one that was asked for"
            );
            let wide = browser.run("return document.documentElement.scrollWidth");
            assert!(wide.as_u64() <= Some(width.into()), "{page} is {wide} wide on a screen of {width}");
        }
    }
}

/// What has the focus, and whether it shows.
const FOCUS: &str = "
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    return {
      place: [...document.querySelectorAll('*')].indexOf(one),
      name: one.tagName + ' ' + one.textContent.trim().slice(0, 40),
      shows: style.outlineStyle !== 'none' && box.width > 0 && box.bottom > 0,
      inside: document.querySelector('main').contains(one),
      body: one === document.body,
    }";

/// How much of a page can have the focus; what a closed list hides can't.
const FOCUSABLE: &str = "
    const all = document.querySelectorAll('a[href], button, input:not([type=hidden]), summary, [tabindex=\"0\"]');
    return [...all].filter(one => one.checkVisibility()).length";

#[test]
fn the_keyboard_alone_reaches_everything_in_reading_order() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    for page in one_of_each(&hub) {
        browser.open(&format!("{}{page}", hub.url));
        browser.press(TAB);
        assert_eq!(browser.run_for_text("return document.activeElement.className"), "skip", "{page}");
        browser.press(ENTER);
        browser.until("the skip link's goal", "location.hash !== ''");
        browser.press(TAB);
        let first = browser.run(FOCUS);
        assert!(first["inside"] == true, "{page}: the skip link leads to {first}");
    }
    let record = newest_measure(&hub)["href"].as_str().expect("an address").to_owned();
    for page in ["/", "/search?q=security", &record] {
        browser.open(&format!("{}{page}", hub.url));
        let all = browser.run(FOCUSABLE);
        let mut last = 0;
        for _ in 0..all.as_u64().expect("a number") {
            browser.press(TAB);
            let focus = browser.run(FOCUS);
            assert!(focus["shows"] == true, "{page}: the focus doesn't show on {focus}");
            let place = focus["place"].as_u64().expect("a number");
            assert!(place > last, "{page}: the focus goes back at {focus}");
            last = place;
        }
    }
}

/// Goes on by the tab key until what has the focus answers so.
fn tab_to(browser: &Browser, question: &str, answer: &str) {
    for _ in 0..40 {
        if browser.run_for_text(question) == answer {
            return;
        }
        browser.press(TAB);
    }
    panic!("{answer} isn't reached by the tab key");
}

#[test]
fn a_link_is_followed_and_a_search_made_by_keys_alone() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    browser.open(&hub.url);
    // The skip link, the name of the product, the languages, the way in, the first entry of the menu.
    tab_to(&browser, "return document.activeElement.getAttribute('href') || ''", "/mechanisms");
    browser.press(ENTER);
    browser.wait_until_at(&format!("{}/mechanisms", hub.url));
    browser.wait_for("a[aria-current='true'][href='/mechanisms']");

    browser.open(&hub.url);
    tab_to(&browser, "return document.activeElement.id", "q");
    for letter in ["t", "h", "r", "e", "a", "t", "s", ENTER] {
        browser.press(letter);
    }
    browser.wait_until_at(&format!("{}/search?q=threats", hub.url));
    browser.wait_for(".results a");
}

#[test]
fn pages_ask_no_other_host_and_run_no_script() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    for page in one_of_each(&hub) {
        browser.open(&format!("{}{page}", hub.url));
        let scripts = browser.run(
            "return document.scripts.length + [...document.querySelectorAll('*')].filter(one => \
             [...one.attributes].some(a => a.name.startsWith('on') || a.value.trim().startsWith('javascript:'))).length",
        );
        assert_eq!(scripts, 0, "{page} has a script");
        let asked = browser.requests();
        assert!(asked.iter().any(|url| url.ends_with(&page) || page == "/"), "{page}: the log is empty");
        let others: Vec<&String> = asked.iter().filter(|url| !url.starts_with(&hub.url)).collect();
        assert!(others.is_empty(), "{page} asks for {others:?}");
        let complaints: Vec<String> =
            browser.complaints().into_iter().filter(|one| !one.contains("404")).collect();
        assert!(complaints.is_empty(), "{page}: {complaints:?}");
    }
    // And the browser would refuse one: the policy stands with the page.
    browser.run("const one = document.createElement('script'); one.textContent = 'document.title = \"ran\"'; document.body.append(one)");
    assert_ne!(browser.run_for_text("return document.title"), "ran");
}
