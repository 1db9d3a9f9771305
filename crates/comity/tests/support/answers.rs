//! Pages that answer a form: what is shown once, what wasn't taken, and what two have written at once.

use super::delegate::here;
use super::eye::Eye;
use super::hub::Hub;
use super::webdriver::Browser;
use base64::{Engine, engine::general_purpose::STANDARD};
use catalogue::{Catalogue, Lang};
use serde_json::json;
use workbook::Prefill;

/// The form in which a draft, or a part of one, is written.
const WRITTEN: &str = "form:has(input[name=revision]):not(:has(#workbook)):has([name^=field-])";

/// What is at hand for the answers.
pub struct AtHand {
    /// A signed record of one's own.
    pub record: String,
    /// Drafts of a measure and of a survey, and a part of the survey.
    pub measure: String,
    pub survey: String,
    pub part: String,
}

/// Begins a draft of a kind, and stands on its page.
pub fn begun(hub: &Hub, browser: &Browser, kind: &str) -> String {
    browser.open(&format!("{}/drafts", hub.url));
    browser.click(
        &browser.find(&format!("section[aria-labelledby=begin] form:has(input[value={kind}]) button")),
    );
    browser.wait_for("#workbook");
    here(hub, browser)
}

/// Each answer in each language.
pub fn answers_to_a_delegation(eye: &impl Eye, hub: &Hub, browser: &Browser, at: &AtHand) {
    for language in eye.languages() {
        browser.speak(language);
        let look = |name: &str| eye.answer(browser, name, language);
        workbook_of_another_form(hub, browser, at);
        look("workbook-refused");
        workbook_that_differs(hub, browser, &at.measure);
        look("workbook-conflict");
        written_at_once(hub, browser, &at.part);
        look("draft-conflict");
        used_again(hub, browser, &at.record);
        look("used-again");
        without_a_role(hub, browser);
        look("invitation-refused");
        link(hub, browser);
        look("link");
        token(hub, browser);
        look("token");
        codes(hub, browser);
        look("codes");
    }
    browser.speak("en");
}

/// What the secretariat is told of a correction that can't be so, in each language: a path that is none, on the page of a
/// provision of an imported text.
pub fn answers_to_an_officer(eye: &impl Eye, hub: &Hub, browser: &Browser, provision: &str) {
    for language in eye.languages() {
        browser.speak(language);
        browser.open(&format!("{}{provision}", hub.url));
        browser.run("document.querySelector('#path').value = 'Op 1'; return null");
        browser.leave_by(&browser.find("form:has(#path) button:not([value])"));
        browser.wait_for("#path[aria-invalid]");
        eye.answer(browser, "import-refused", language);
    }
    browser.speak("en");
}

fn workbook_of_another_form(hub: &Hub, browser: &Browser, at: &AtHand) {
    let others = workbook_of(browser, &at.measure);
    browser.open(&format!("{}{}", hub.url, at.survey));
    bring(browser, &others);
    browser.wait_for("table.filled");
}

/// An agency and the draft have changed the same field since the workbook was taken away.
fn workbook_that_differs(hub: &Hub, browser: &Browser, draft: &str) {
    browser.open(&format!("{}{draft}", hub.url));
    write(browser, "#field-title", "An exercise every year");
    let kind = Catalogue::built_in().expect("the catalogue").kind("measure").expect("a measure");
    let read = workbook::read_part(kind, &workbook_of(browser, draft)).expect("our own workbook");
    let mut typed = Prefill::typed(&read.content);
    typed.seen = read.cells.iter().filter_map(|(name, held)| Some((name.clone(), held.seen?))).collect();
    typed.content.insert("title".to_owned(), json!("An exercise of both agencies"));
    let texts = web::workbook_texts(Lang::En, None);
    let file = workbook::write_prefilled(kind, Lang::En, &texts, &typed).expect("a workbook");
    write(browser, "#field-title", " with the neighbours");
    bring(browser, &file);
    browser.wait_for("fieldset input[type=radio][value=workbook]");
}

/// Two people have the same part of a draft open, and write in the same field.
fn written_at_once(hub: &Hub, browser: &Browser, part: &str) {
    browser.open(&format!("{}{part}", hub.url));
    let field = format!("{WRITTEN} textarea");
    let revision = "document.querySelector('input[name=revision]').value";
    let before = browser.run_for_text(&format!("return {revision}"));
    write(browser, &field, "A law of 2019 protects them.");
    browser.run(&format!("{revision} = '{before}'; return null"));
    browser.type_into(&browser.find(&field), " And a decree.");
    browser.click(&browser.find(&format!("{WRITTEN} button:not([name])")));
    browser.wait_for(".callout.warn[role=alert]");
}

fn used_again(hub: &Hub, browser: &Browser, record: &str) {
    browser.open(&format!("{}{record}/use", hub.url));
    browser.run(
        "for (const one of ['#into', '#mechanism']) document.querySelector(one).selectedIndex = 1; return null",
    );
    browser.click(&browser.find("form:has(#into) button"));
    browser.wait_for(".callout[role=status]");
}

fn without_a_role(hub: &Hub, browser: &Browser) {
    browser.open(&format!("{}/delegation", hub.url));
    browser.click(&browser.find("form[action='/delegation/invitations'] button"));
    browser.wait_for("main code");
}

fn link(hub: &Hub, browser: &Browser) {
    browser.open(&format!("{}/delegation", hub.url));
    browser.click(&browser.find("form[action='/delegation/invitations'] [value=delegate]"));
    browser.type_into(&browser.find("#note"), "the desk officer");
    browser.click(&browser.find("form[action='/delegation/invitations'] button"));
    browser.wait_for("#link");
}

fn token(hub: &Hub, browser: &Browser) {
    browser.open(&format!("{}/me", hub.url));
    browser.run("document.querySelector('details:has(#token-label)').open = true; return null");
    browser.type_into(&browser.find("#token-label"), "the weekly list");
    browser.click(&browser.find("form[action='/me/tokens'] [name=scope]"));
    browser.click(&browser.find("form[action='/me/tokens'] button"));
    browser.wait_for("#token");
}

fn codes(hub: &Hub, browser: &Browser) {
    browser.open(&format!("{}/me", hub.url));
    browser.click(&browser.find("form[action='/me/codes'] button"));
    browser.wait_for(".codes code");
}

/// Adds to a field of the draft that stands there, and keeps it.
fn write(browser: &Browser, field: &str, text: &str) {
    browser.type_into(&browser.find(field), text);
    // The page that stands there may say already that something was kept.
    browser.leave_by(&browser.find(&format!("{WRITTEN} button:not([name])")));
    browser.wait_for("[role=status]");
}

/// A draft's workbook, as its delegate takes it away.
fn workbook_of(browser: &Browser, draft: &str) -> Vec<u8> {
    let bytes = browser.run_for_text(&format!(
        "return fetch('{draft}/workbook').then((answer) => answer.arrayBuffer()).then((bytes) => \
         btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('')))"
    ));
    STANDARD.decode(bytes).expect("base64")
}

/// Brings a workbook back to the draft that stands there.
fn bring(browser: &Browser, file: &[u8]) {
    browser.run(&format!(
        "const files = new DataTransfer(), field = document.querySelector('#workbook'); \
         const bytes = Uint8Array.from(atob('{}'), (one) => one.charCodeAt(0)); \
         files.items.add(new File([bytes], 'answers.xlsx')); \
         field.closest('details').open = true; \
         field.files = files.files; \
         return null",
        STANDARD.encode(file)
    ));
    browser.click(&browser.find("form:has(#workbook) button"));
}
