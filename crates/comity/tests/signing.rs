//! Signing in a real browser: from an invitation to a record in the register, and a hub that swaps the text under a touch.

mod support {
    pub mod delegate;
    pub mod hub;
    pub mod ports;
    pub mod webdriver;
}

use std::time::{Duration, Instant};
use support::delegate::{enrolled_key, join, prepared_draft, says};
use support::hub::{Hub, shell};
use support::webdriver::Browser;

/// How long a busy machine may take until people are told.
const PATIENCE: Duration = Duration::from_mins(5);

/// Enough States for both regional exercises, few enough to be made in a second.
const STATES: u32 = 6;

/// Of what kinds the account's page tells, the newest first, once it tells of so many records.
fn told(hub: &Hub, browser: &Browser, records: usize) -> Vec<String> {
    let until = Instant::now() + PATIENCE;
    loop {
        browser.open(&format!("{}/me", hub.url));
        let kinds = browser.run_for_text(
            "return [...document.querySelectorAll('section[aria-labelledby=signed] li a')] \
             .map((link) => link.firstChild.textContent.trim()).join('\\n')",
        );
        let kinds: Vec<_> = kinds.lines().map(str::to_owned).collect();
        if kinds.len() >= records || Instant::now() > until {
            return kinds;
        }
    }
}

#[test]
fn from_an_invitation_to_a_signed_record_that_verifies() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join(&hub, &browser);
    enrolled_key(&hub, &browser);
    prepared_draft(&hub, &browser, "A point of contact on duty");
    browser.click(&browser.find("[data-passkey=sign] button[data-go]"));
    browser.wait_for("#proof");
    assert_eq!(says(&browser, "h1"), "A point of contact on duty");
    assert!(
        says(&browser, "main").contains("Signed in the hub’s page"),
        "a touch is not an SSH key's signature"
    );
    let verified = shell(hub.folder(), &format!("comity verify {} 2>&1", hub.url));
    assert!(
        verified.contains("0 WITHHELD, 0 void") && verified.contains("result      trusted"),
        "{verified}"
    );
    // The second path: whoever follows the register tells of the key and of the record, each once.
    assert_eq!(told(&hub, &browser, 2), ["Measure", "Enrolment of a key"]);
    assert_eq!(browser.complaints_of_policy(), Vec::<String>::new());
}

#[test]
fn what_is_drafted_in_the_page_is_signed_with_stock_ssh_keygen_on_its_holders_machine() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join(&hub, &browser);
    browser.open(&format!("{}/signing-keys", hub.url));
    let enrol = format!(
        "ssh-keygen -q -t ed25519 -N '' -f own && comity participant enrol XAA --key own --person {} \
         $(printf -- '--by %s ' demo-data/keys/root-?) --nomination 'Note 12' --confirmation 'read aloud' --hub {}",
        says(&browser, "[data-person]"),
        hub.url
    );
    assert!(shell(hub.folder(), &enrol).contains("is enrolled for XAA"));
    prepared_draft(&hub, &browser, "Signed far from the page");
    let header = browser.run_for_text(
        "return fetch(document.querySelector('a[download]').href).then((answer) => answer.text())",
    );
    std::fs::write(hub.folder().join("header.json"), header).expect("a file is written");
    shell(hub.folder(), "ssh-keygen -q -Y sign -n record@comity -f own header.json 2>&1");
    let signature = std::fs::read_to_string(hub.folder().join("header.json.sig")).expect("a signature");
    browser.type_into(&browser.find("#signature"), &signature);
    browser.click(&browser.find("form:has(#signature) button"));
    browser.wait_for("#proof");
    assert_eq!(says(&browser, "h1"), "Signed far from the page");
    assert!(says(&browser, "main").contains("Signed on the signer’s own machine"));
    assert_eq!(browser.complaints_of_policy(), Vec::<String>::new());
}

/// The page shows A while the draft holds B: the script asks for a touch over what it shows, and the hub is left with a
/// signature that fits no record of its own.
#[test]
fn a_hub_that_swaps_the_text_under_a_touch_gets_no_signature_over_its_own() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join(&hub, &browser);
    enrolled_key(&hub, &browser);
    prepared_draft(&hub, &browser, "A text that is shown");
    let size = hub.json("/log")["size"].clone();
    // Shown is another salt: still a header, still of this body, and not the one that lies at the hub.
    browser.run(
        "const shown = document.querySelector('[data-header]'); \
         shown.textContent = shown.textContent.replace(/\"salt\":\"[0-9a-f]{32}\"/, `\"salt\":\"${'0'.repeat(32)}\"`); return null",
    );
    browser.click(&browser.find("[data-passkey=sign] button[data-go]"));
    browser.wait_for("[data-wrong]:not([hidden])");
    assert!(
        says(&browser, "[data-wrong]").contains("answered other bytes"),
        "{}",
        says(&browser, "[data-wrong]")
    );
    // Another body than the header names isn't even asked for.
    browser.run("document.querySelector('[data-body]').textContent += ' '; return null");
    browser.click(&browser.find("[data-passkey=sign] button[data-go]"));
    browser.wait_for("[data-wrong]:not([hidden])");
    assert!(
        says(&browser, "[data-wrong]").contains("Nothing was signed"),
        "{}",
        says(&browser, "[data-wrong]")
    );
    assert_eq!(hub.json("/log")["size"], size, "nothing came into the register");
}
