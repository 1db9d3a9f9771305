//! The way past every kind of page, with something on it: what anybody sees, what a delegation does from its first passkey to
//! a signed record, and what a secretariat does.

use super::camera::Camera;
use super::delegate::{here, join, join_as, prepared_draft, sign, touch_enrolment, vouched_key_of};
use super::hub::{Hub, shell};
use super::webdriver::Browser;
use std::path::Path;

/// The mechanism in which all of the demo's States take part.
const MECHANISM: &str = "exercise-assembly";

/// What anybody reads, with this record as the example.
pub fn public_pages(camera: &Camera, hub: &Hub, record: &str) {
    let cycle = hub.json("/cycles")["open"][0]["href"].as_str().expect("an open cycle").to_owned();
    let browser = Browser::start();
    let pages = [
        ("home", "/"),
        ("mechanisms", "/mechanisms"),
        ("mechanism", "/mechanisms/exercise-lagoon"),
        ("mechanism-real", "/mechanisms/global-mechanism"),
        ("instruments", "/instruments"),
        ("instrument", "/instruments/a-c1-75-l4"),
        ("instrument-exercise", "/instruments/exercise-lagoon-statement"),
        ("provision", "/provisions/exercise-lagoon-statement/op1"),
        ("framework", "/framework"),
        ("item", "/framework/un/norm-13-f"),
        ("participants", "/participants"),
        ("participant", "/participants/XAC"),
        ("participant-disputed", "/participants/XAB"),
        ("participant-real", "/participants/FRA"),
        ("record", record),
        ("register", "/register"),
        ("search", "/search"),
        ("search-found", "/search?q=security"),
        ("search-nothing", "/search?q=nothing-like-it"),
        ("kinds", "/kinds"),
        ("kind", "/kinds/measure"),
        ("kind-survey", "/kinds/national-survey"),
        ("cycles", "/cycles"),
        ("cycle", &cycle),
        ("capacity", "/capacity"),
        ("error", "/no-such-page"),
        ("join", "/join"),
        ("sign-in", "/sign-in"),
    ];
    camera.pages(&browser, &pages);
}

/// What somebody sees who administers and speaks for a delegation.
pub fn pages_of_a_delegation(camera: &Camera, hub: &Hub) {
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join(hub, &browser);
    camera.pages(
        &browser,
        &[("me-new", "/me"), ("delegation-new", "/delegation"), ("keys-none", "/signing-keys")],
    );
    let key = vouched_key_of(hub, &browser, "XAA");
    camera.pages(&browser, &[("keys-proposed", "/signing-keys"), ("enrolment", &here(hub, &browser))]);
    touch_enrolment(&browser, &key);
    survey(camera, hub, &browser);
    let record = measure(camera, hub, &browser);
    what_to_do_with(camera, hub, &browser, &record);
    lost_device(camera, hub, &browser);
    let pages = [
        ("me", "/me"),
        ("delegation", "/delegation"),
        ("coverage", "/delegation/provisions"),
        ("matches", "/delegation/matches"),
        ("keys", "/signing-keys"),
        ("trail", "/trail"),
        ("touch", "/touch?next=/delegation"),
    ];
    camera.pages(&browser, &pages);
    shown_once(camera, hub, &browser);
}

/// A survey in parts, and what is said of a workbook that isn't its own.
fn survey(camera: &Camera, hub: &Hub, browser: &Browser) {
    let measure = begun(hub, browser, "measure");
    let survey = begun(hub, browser, "national-survey");
    let part = browser.run_for_text(
        "return document.querySelector('section[aria-labelledby=parts] a').getAttribute('href')",
    );
    camera.pages(browser, &[("draft-parts", &survey), ("draft-part", &part)]);
    browser.run(&format!(
        "return fetch('{measure}/workbook').then((answer) => answer.blob()).then((bytes) => {{ \
           const files = new DataTransfer(), field = document.querySelector('#workbook'); \
           files.items.add(new File([bytes], 'answers.xlsx')); \
           field.closest('details').open = true; \
           field.files = files.files; \
           return null; }})"
    ));
    browser.click(&browser.find("form:has(#workbook) button"));
    browser.wait_for("table.filled");
    camera.answer(browser, "workbook-refused");
}

/// Begins a draft of a kind, and stands on its page.
fn begun(hub: &Hub, browser: &Browser, kind: &str) -> String {
    browser.open(&format!("{}/drafts", hub.url));
    browser.click(
        &browser.find(&format!("section[aria-labelledby=begin] form:has(input[value={kind}]) button")),
    );
    browser.wait_for("#workbook");
    here(hub, browser)
}

/// A measure with a colleague's remark, from its draft to its record.
fn measure(camera: &Camera, hub: &Hub, browser: &Browser) -> String {
    prepared_draft(hub, browser, "A point of contact on duty");
    let signing = here(hub, browser);
    let draft = signing.trim_end_matches("/sign").to_owned();
    browser.open(&format!("{}{draft}", hub.url));
    browser.type_into(&browser.find("#remark"), "Say by which telephone, and in which languages.");
    browser.click(&browser.find("form:has(#remark) button"));
    browser.wait_for("section[aria-labelledby=remarks] ul.rows");
    let pages = [
        ("drafts", "/drafts"),
        ("draft", &draft),
        ("draft-changes", &format!("{draft}/changes")),
        ("preview", &format!("{draft}/preview")),
        ("sign", &signing),
    ];
    camera.pages(browser, &pages);
    browser.open(&format!("{}{signing}", hub.url));
    sign(hub, browser)
}

/// A signed record as its author sees it, and what can be said of it.
fn what_to_do_with(camera: &Camera, hub: &Hub, browser: &Browser, record: &str) {
    let acts = format!("{record}/act");
    camera
        .pages(browser, &[("record-own", record), ("acts", &acts), ("use-again", &format!("{record}/use"))]);
    browser.open(&format!("{}{acts}", hub.url));
    browser.type_into(&browser.find("#reason-disavow"), "A page showed something else.");
    browser.click(&browser.find("section[aria-labelledby=disavow] button"));
    browser.wait_for("#sign-it");
    camera.pages(browser, &[("act", &here(hub, browser))]);
}

/// A colleague whose device is lost, as both of them see it.
fn lost_device(camera: &Camera, hub: &Hub, browser: &Browser) {
    let colleague = Browser::start();
    let _device = colleague.plug_in_authenticator();
    join_as(hub, &colleague, "participant/XAA --role delegate");
    browser.open(&format!("{}/delegation", hub.url));
    browser
        .run("document.querySelectorAll('.rows details').forEach((part) => (part.open = true)); return null");
    browser.click(&browser.find("form[action='/delegation/recovery'] button"));
    browser.wait_for("[role=status]");
    camera.pages(&colleague, &[("me-recovered", "/me")]);
}

/// What is shown once: an invitation's link, a program's token, codes on paper.
fn shown_once(camera: &Camera, hub: &Hub, browser: &Browser) {
    browser.open(&format!("{}/delegation", hub.url));
    browser.click(&browser.find("form[action='/delegation/invitations'] [value=delegate]"));
    browser.type_into(&browser.find("#note"), "the desk officer");
    browser.click(&browser.find("form[action='/delegation/invitations'] button"));
    browser.wait_for("#link");
    camera.answer(browser, "link");
    browser.open(&format!("{}/me", hub.url));
    browser.run("document.querySelector('details:has(#token-label)').open = true; return null");
    browser.type_into(&browser.find("#token-label"), "the weekly list");
    browser.click(&browser.find("form[action='/me/tokens'] [name=scope]"));
    browser.click(&browser.find("form[action='/me/tokens'] button"));
    browser.wait_for("#token");
    camera.answer(browser, "token");
    browser.open(&format!("{}/me", hub.url));
    browser.click(&browser.find("form[action='/me/codes'] button"));
    browser.wait_for(".codes code");
    camera.answer(browser, "codes");
}

/// What an officer of a secretariat sees: a note verbale half entered, a text to be looked through, who is awaited.
pub fn pages_of_a_secretariat(camera: &Camera, hub: &Hub) {
    let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("../instruments/tests/source/resolution.en.txt");
    let text = text.to_str().expect("UTF-8");
    shell(hub.folder(), &format!("comity import '{text}' --mechanism {MECHANISM} --data demo-data"));
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join_as(hub, &browser, &format!("mechanism/{MECHANISM} --role officer --role secretariat-administrator"));
    let key = vouched_key_of(hub, &browser, "secretariat");
    touch_enrolment(&browser, &key);
    browser.open(&format!("{}/transmissions", hub.url));
    browser.run(
        "document.querySelector('#participant').value = 'XAA'; \
         document.querySelector('#kind').value = 'measure'; return null",
    );
    browser.click(&browser.find("section[aria-labelledby=begin] button"));
    browser.wait_for("#received");
    let entered = here(hub, &browser);
    browser.open(&format!("{}/imports", hub.url));
    browser.click(&browser.find("ul.rows a"));
    browser.wait_for("#notes");
    let import = here(hub, &browser);
    let first = browser.run_for_text("return document.querySelector('li.provision a').getAttribute('href')");
    let cycle = hub.json("/cycles")["open"][0]["href"].as_str().expect("an open cycle").to_owned();
    let pages = [
        ("officer-me", "/me"),
        ("officer-delegation", "/delegation"),
        ("transmissions", "/transmissions"),
        ("transmission", &entered),
        ("imports", "/imports"),
        ("import", &import),
        ("import-facts", &format!("{import}/facts")),
        ("import-provision", &first),
        ("officer-cycle", &cycle),
        ("work-list", &format!("{cycle}/work-list")),
    ];
    camera.pages(&browser, &pages);
}
