//! What can be checked by a program of what everybody needs of a page: axe-core over every public screen and every account
//! page, in a language of either direction; and the main paths by the keyboard alone, with a focus that is seen.

mod support {
    pub mod delegate;
    pub mod hub;
    pub mod webdriver;
}

use std::collections::{BTreeSet, VecDeque};
use std::path::Path;

use serde_json::Value;
use support::delegate::{enrolled_key, join, join_as, prepared_draft, says};
use support::hub::Hub;
use support::webdriver::{Browser, DOWN, ENTER, SPACE, TAB};

/// Enough States for both regional exercises, few enough to be made in a second.
const STATES: u32 = 6;

/// A test tool that `make tools` puts here (axe-core, MPL-2.0); no part of it is in the program or in this repository.
const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/axe/node_modules/axe-core/axe.min.js");

/// One language of each direction: the rules look at markup and colours, not at words.
const LANGUAGES: [&str; 2] = ["en", "ar"];

/// More stops than any page of these paths has.
const MOST_STOPS: usize = 400;

/// A page and its style sheet, compressed, on a line of 64 kbit/s: four seconds.
const MAX_PAGE: u64 = 30 * 1024;

/// Addresses that answer with something else than a page.
const NO_PAGES: [&str; 7] = ["/api/", "/assets/", "/public/", "/tile/", ".json", "/workbook", "/schema"];

/// The checker's source; none where it isn't installed.
fn axe() -> Option<String> {
    let source = std::fs::read_to_string(AXE).ok();
    if source.is_none() {
        println!("skipped: axe-core isn't installed (`make tools` does)");
    }
    source
}

/// What axe finds on the page that is shown.
fn violations(browser: &Browser, axe: &str) -> Vec<String> {
    let script = format!(
        "{axe}; return axe.run(document, {{ resultTypes: ['violations'] }}).then((found) => \
         found.violations.flatMap((one) => one.nodes.map((node) => \
         `${{one.id}} (${{one.impact}}): ${{node.target.join(' ')}}: ${{node.failureSummary}}`)))"
    );
    let found = browser.run(&script);
    let found = found.as_array().expect("a list").iter().filter_map(Value::as_str);
    found.map(str::to_owned).collect()
}

/// What came over the line for the page that is shown and its style sheet, compressed.
fn weight(browser: &Browser) -> u64 {
    let bytes = browser.run(
        "const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]; \
         return all.filter((one) => one.entryType === 'navigation' || one.name.endsWith('.css')) \
         .reduce((sum, one) => sum + one.encodedBodySize, 0)",
    );
    bytes.as_u64().expect("a number of bytes")
}

/// The address of a page in a language.
fn in_language(address: &str, language: &str) -> String {
    let (path, fragment) = address.split_once('#').map_or((address, None), |(a, b)| (a, Some(b)));
    let joint = if path.contains('?') { '&' } else { '?' };
    let fragment = fragment.map(|one| format!("#{one}")).unwrap_or_default();
    format!("{path}{joint}lang={language}{fragment}")
}

/// What is wrong with a page in each language.
fn faults(hub: &Hub, browser: &Browser, axe: &str, page: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        browser.open(&format!("{}{}", hub.url, in_language(page, language)));
        assert_eq!(browser.run_for_text("return document.documentElement.lang"), language, "{page}");
        let weight = weight(browser);
        if !(1..MAX_PAGE).contains(&weight) {
            wrong.push(format!("{page} in {language}: {weight} bytes with its style sheet"));
        }
        wrong.extend(violations(browser, axe).into_iter().map(|one| format!("{page} in {language}: {one}")));
    }
    wrong
}

/// Two addresses of one shape show the same kind of page: ids and numbers differ.
fn shape(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let varies = |part: &&str| part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    path.split('/').map(|part| if varies(&part) { "*" } else { part }).collect::<Vec<_>>().join("/")
}

/// The pages of the hub to which the page that is shown leads.
fn links(hub: &Hub, browser: &Browser) -> Vec<String> {
    let all =
        browser.run("return [...document.querySelectorAll('a[href]:not([download])')].map((a) => a.href)");
    let all: Vec<String> =
        all.as_array().expect("a list").iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let own = all.iter().filter_map(|href| href.strip_prefix(&hub.url));
    let pages =
        own.filter(|path| path.starts_with('/') && !NO_PAGES.iter().any(|other| path.contains(other)));
    pages.map(|path| path.split('#').next().unwrap_or_default().to_owned()).collect()
}

/// Whether a page is one of an account's: the others are checked by an address of each kind.
fn of_an_account(path: &str) -> bool {
    let public = [
        "/mechanisms",
        "/instruments",
        "/provisions",
        "/framework",
        "/participants",
        "/register",
        "/search",
        "/kinds",
        "/capacity",
    ];
    path != "/" && !path.starts_with("/?") && !public.iter().any(|one| path.starts_with(one))
}

/// Goes from these pages along every link to pages of the account, one of each shape; says what is wrong with them.
fn walk(
    hub: &Hub,
    browser: &Browser,
    axe: &str,
    from: &[String],
    seen: &mut BTreeSet<String>,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut next: VecDeque<String> = from.iter().cloned().collect();
    while let Some(page) = next.pop_front() {
        if !seen.insert(shape(&page)) {
            continue;
        }
        browser.open(&format!("{}{page}", hub.url));
        // What is taken along as a file leaves the browser where it was.
        if !browser.url().starts_with(&format!("{}{}", hub.url, page.split('?').next().unwrap_or_default())) {
            continue;
        }
        next.extend(links(hub, browser).into_iter().filter(|one| of_an_account(one)));
        wrong.extend(faults(hub, browser, axe, &page));
    }
    wrong
}

#[test]
fn axe_finds_nothing_on_any_public_screen_in_either_direction() {
    let Some(axe) = axe() else { return };
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    let home = hub.json("/");
    let record = home["latest"]["newest"][0]["href"].as_str().expect("an address").to_owned();
    let mut pages: Vec<String> = [
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
        "/participants/XAB",
        "/participants/FRA",
        "/register",
        "/search",
        "/search?q=security",
        "/search?q=nothing-like-it",
        "/kinds",
        "/kinds/measure",
        "/kinds/national-survey",
        "/capacity",
        "/capacity?help=training&region=oceania",
        "/sign-in",
        "/join",
        "/no-such-page",
    ]
    .map(str::to_owned)
    .into();
    pages.push(record);
    // A need, an offer and a project, with what goes with each.
    let capacity = hub.json("/capacity");
    let newest = |list: &Value| list["newest"][0]["href"].as_str().expect("an address").to_owned();
    pages.extend(capacity["lists"].as_array().expect("a list").iter().map(newest));
    let wrong: Vec<String> = pages.iter().flat_map(|page| faults(&hub, &browser, &axe, page)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // The check itself finds what is wrong.
    browser.open(&hub.url);
    browser.run("document.querySelector('main a').textContent = ''; return null");
    assert!(!violations(&browser, &axe).is_empty());
}

#[test]
fn axe_finds_nothing_on_any_page_of_an_account_in_either_direction() {
    let Some(axe) = axe() else { return };
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join(&hub, &browser);
    enrolled_key(&hub, &browser);
    prepared_draft(&hub, &browser, "A point of contact on duty");
    let sign = browser.url().trim_start_matches(&hub.url).split('?').next().unwrap_or_default().to_owned();
    let mut seen = BTreeSet::new();
    let begin = [sign.clone(), sign.replace("/sign", "/preview"), "/me".to_owned(), "/drafts".to_owned()];
    let mut wrong = walk(&hub, &browser, &axe, &begin, &mut seen);
    browser.open(&format!("{}{sign}", hub.url));
    browser.click(&browser.find("[data-passkey=sign] button[data-go]"));
    browser.wait_for("#proof");
    let record =
        browser.url().trim_start_matches(&hub.url).split(['?', '#']).next().unwrap_or_default().to_owned();
    // Its author sees more of a record than others.
    wrong.extend(walk(&hub, &browser, &axe, &[record.clone(), format!("{record}/act")], &mut seen));
    assert!(seen.len() >= 10, "{seen:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn axe_finds_nothing_on_any_page_of_a_secretariat_in_either_direction() {
    let Some(axe) = axe() else { return };
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join_as(&hub, &browser, "mechanism/exercise-lagoon --role officer");
    let mut seen = BTreeSet::new();
    let begin = ["/me", "/transmissions", "/imports", "/trail"].map(str::to_owned);
    let wrong = walk(&hub, &browser, &axe, &begin, &mut seen);
    assert!(seen.len() >= 4, "{seen:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
    browser.wait_for("h1");
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
    assert!(Path::new(AXE).is_absolute());
}
