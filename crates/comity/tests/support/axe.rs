//! axe-core, a program that looks for what bars somebody from a page, over pages as the browser shows them.

use super::eye::Eye;
use super::hub::Hub;
use super::webdriver::Browser;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};

/// A test tool that `make tools` puts here (axe-core, MPL-2.0); no part of it is in the program or in this repository.
pub const AXE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/axe/node_modules/axe-core/axe.min.js");

/// One language of each direction: the rules look at markup and colours, not at words.
const LANGUAGES: [&str; 2] = ["en", "ar"];

/// A page and its style sheet, compressed, on a line of 64 kbit/s: four seconds.
const MAX_PAGE: u64 = 30 * 1024;

/// Addresses that answer with something else than a page.
const NO_PAGES: [&str; 7] = ["/api/", "/assets/", "/public/", "/tile/", ".json", "/workbook", "/schema"];

/// Looks at pages, and remembers at which and what it found.
pub struct Checker {
    url: String,
    axe: String,
    seen: RefCell<BTreeSet<String>>,
    wrong: RefCell<Vec<String>>,
}

impl Checker {
    /// Over the pages of this hub; none where axe-core isn't installed.
    pub fn of(hub: &Hub) -> Option<Self> {
        let Ok(axe) = std::fs::read_to_string(AXE) else {
            println!("skipped: axe-core isn't installed (`make tools` does)");
            return None;
        };
        Some(Self { url: hub.url.clone(), axe, seen: RefCell::default(), wrong: RefCell::default() })
    }

    /// What axe finds on the page that is shown.
    pub fn violations(&self, browser: &Browser) -> Vec<String> {
        let script = format!(
            "{}; return axe.run(document, {{ resultTypes: ['violations'] }}).then((found) => \
             found.violations.flatMap((one) => one.nodes.map((node) => \
             `${{one.id}} (${{one.impact}}): ${{node.target.join(' ')}}: ${{node.failureSummary}}`)))",
            self.axe
        );
        let found = browser.run(&script);
        let found = found.as_array().expect("a list").iter().filter_map(Value::as_str);
        found.map(str::to_owned).collect()
    }

    /// Looks at a page in each language.
    pub fn look_at(&self, browser: &Browser, page: &str) {
        self.seen.borrow_mut().insert(shape(page));
        for language in LANGUAGES {
            browser.open(&format!("{}{}", self.url, in_language(page, language)));
            self.look(browser, page, language);
        }
    }

    /// Looks at the page that is shown.
    fn look(&self, browser: &Browser, page: &str, language: &str) {
        assert_eq!(browser.run_for_text("return document.documentElement.lang"), language, "{page}");
        let weight = weight(browser);
        let mut wrong = self.wrong.borrow_mut();
        if !(1..MAX_PAGE).contains(&weight) {
            wrong.push(format!("{page} in {language}: {weight} bytes with its style sheet"));
        }
        let found = self.violations(browser);
        wrong.extend(found.into_iter().map(|one| format!("{page} in {language}: {one}")));
    }

    /// Goes from these pages along every link to pages of the account, one of each shape that was not yet looked at.
    pub fn walk(&self, browser: &Browser, from: &[String]) {
        let mut next: VecDeque<String> = from.iter().cloned().collect();
        let mut passed = BTreeSet::new();
        while let Some(page) = next.pop_front() {
            if !passed.insert(shape(&page)) {
                continue;
            }
            browser.open(&format!("{}{page}", self.url));
            // What is taken along as a file leaves the browser where it was.
            if !browser.url().starts_with(&format!(
                "{}{}",
                self.url,
                page.split('?').next().unwrap_or_default()
            )) {
                continue;
            }
            next.extend(self.links(browser).into_iter().filter(|one| of_an_account(one)));
            if !self.seen.borrow().contains(&shape(&page)) {
                self.look_at(browser, &page);
            }
        }
    }

    /// The pages of the hub to which the page that is shown leads.
    fn links(&self, browser: &Browser) -> Vec<String> {
        let all = browser
            .run("return [...document.querySelectorAll('a[href]:not([download])')].map((a) => a.href)");
        let all: Vec<String> =
            all.as_array().expect("a list").iter().filter_map(Value::as_str).map(str::to_owned).collect();
        let own = all.iter().filter_map(|href| href.strip_prefix(&self.url));
        let pages =
            own.filter(|path| path.starts_with('/') && !NO_PAGES.iter().any(|other| path.contains(other)));
        pages.map(|path| path.split('#').next().unwrap_or_default().to_owned()).collect()
    }

    /// Fails with all that was found; says at how many pages was looked.
    pub fn assert_clean(&self) -> usize {
        let wrong = self.wrong.borrow();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        self.seen.borrow().len()
    }
}

impl Eye for Checker {
    fn languages(&self) -> &'static [&'static str] {
        &LANGUAGES
    }

    fn pages(&self, browser: &Browser, pages: &[(&str, &str)]) {
        browser.in_another_tab(|| pages.iter().for_each(|(_, page)| self.look_at(browser, page)));
    }

    fn answer(&self, browser: &Browser, name: &str, language: &str) {
        self.seen.borrow_mut().insert(name.to_owned());
        self.look(browser, name, language);
    }
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
pub fn in_language(address: &str, language: &str) -> String {
    let (path, fragment) = address.split_once('#').map_or((address, None), |(a, b)| (a, Some(b)));
    let joint = if path.contains('?') { '&' } else { '?' };
    let fragment = fragment.map(|one| format!("#{one}")).unwrap_or_default();
    format!("{path}{joint}lang={language}{fragment}")
}

/// Two addresses of one shape show the same kind of page: ids and numbers differ. A part of a long form is a page of its own kind.
pub fn shape(address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let varies = |part: &&str| part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let path =
        path.split('/').map(|part| if varies(&part) { "*" } else { part }).collect::<Vec<_>>().join("/");
    if query.split('&').any(|one| one.starts_with("part=")) { format!("{path}?part") } else { path }
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
