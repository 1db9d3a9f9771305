//! What a delegate of XAA, or somebody of a secretariat, does in the browser, from an invitation to the page where a draft is
//! signed.
#![allow(dead_code, reason = "each test program uses its part")]

use super::hub::{Hub, shell};
use super::webdriver::Browser;

/// The text of what a selector finds, as soon as it is there.
pub fn says(browser: &Browser, selector: &str) -> String {
    browser.wait_for(selector);
    browser.run_for_text(&format!("return document.querySelector({selector:?}).textContent.trim()"))
}

/// Uses an invitation as somebody who administers and signs for XAA.
pub fn join(hub: &Hub, browser: &Browser) {
    join_as(hub, browser, "participant/XAA --role national-administrator --role delegate");
}

/// Uses an invitation to a seat with these roles.
pub fn join_as(hub: &Hub, browser: &Browser, seat_and_roles: &str) {
    let invite =
        format!("comity invite {seat_and_roles} --data demo-data --public-url {} 2>/dev/null", hub.url);
    browser.open(shell(hub.folder(), &invite).trim());
    browser.wait_for("form[data-join-form]:not([hidden])");
    browser.type_into(&browser.find("#name"), "Ana Example");
    browser.type_into(&browser.find("#label"), "office computer");
    browser.click(&browser.find("form[data-join-form] button"));
    browser.wait_for("#seats");
}

/// Has a signing key made in the page, vouched for by the secretariat's root keys, and stands where its holder signs: the key.
pub fn vouched_key(hub: &Hub, browser: &Browser) -> String {
    vouched_key_of(hub, browser, "XAA")
}

/// The same, of somebody who speaks for this participant, or for the secretariat.
pub fn vouched_key_of(hub: &Hub, browser: &Browser, participant: &str) -> String {
    browser.open(&format!("{}/signing-keys", hub.url));
    browser.click(&browser.find("[data-passkey=propose] button[data-go]"));
    browser.wait_for("#fingerprint");
    let key = browser.run_for_text(
        "return document.querySelector('section[aria-labelledby=fingerprint] code').textContent",
    );
    let spoken = says(browser, "section[aria-labelledby=fingerprint] pre");
    let address = browser.url();
    let enrol = format!(
        "comity participant enrol {participant} --proposal {key} --data demo-data $(printf -- '--by %s ' demo-data/keys/root-?) \
         --administrator --nomination 'Note 12/2026' --confirmation 'read aloud by telephone' --hub {}",
        hub.url
    );
    let said = shell(hub.folder(), &enrol);
    assert!(said.contains(&spoken), "both read the same digits: {said}");
    browser.open(&address);
    key
}

/// Has a signing key made in the page and enrolled by the secretariat's root keys.
pub fn enrolled_key(hub: &Hub, browser: &Browser) {
    let key = vouched_key(hub, browser);
    touch_enrolment(browser, &key);
}

/// Touches a key's enrolment.
pub fn touch_enrolment(browser: &Browser, key: &str) {
    browser.click(&browser.find("[data-passkey=sign] button[data-go]"));
    browser.wait_for("[role=status]");
    assert!(
        says(browser, "section[aria-labelledby=enrolled]").contains(key),
        "the key stands in the register"
    );
}

/// Fills in a draft and stands on the page where it is signed.
pub fn prepared_draft(hub: &Hub, browser: &Browser, title: &str) {
    browser.open(&format!("{}/drafts", hub.url));
    browser.click(&browser.find("section[aria-labelledby=begin] form:has(input[value=measure]) button"));
    browser.wait_for("#field-title");
    browser.type_into(&browser.find("#field-title"), title);
    browser.type_into(&browser.find("#field-summary"), "The national centre answers at any hour.");
    browser.run(
        "document.querySelector('#field-status').selectedIndex = 1; \
         for (const name of ['mechanism', 'item']) document.querySelector(`input[name=${name}]`).checked = true; \
         document.querySelector('input[name=audience][value=public]').checked = true; \
         return null",
    );
    browser.click(&browser.find("button[value=preview]"));
    browser.wait_for("#readers");
    assert!(says(browser, "section[aria-labelledby=readers]").contains("Anybody"), "who reads it is named");
    browser.click(&browser.find("section[aria-labelledby=sign-it] button"));
    browser.wait_for("[data-header]");
}

/// The path of the page on which the browser stands.
pub fn here(hub: &Hub, browser: &Browser) -> String {
    browser.url().trim_start_matches(&hub.url).split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// Touches what the page asks to be signed, and stands on the record's page: its path.
pub fn sign(hub: &Hub, browser: &Browser) -> String {
    browser.wait_for("[data-header]");
    browser.click(&browser.find("[data-passkey=sign] button[data-go]"));
    browser.wait_for("#proof");
    here(hub, browser)
}
