//! The way past every kind of page, with something on it: what anybody sees, what a delegation does from its first passkey to
//! a signed record, and what a secretariat does.

use super::answers::{self, AtHand, begun};
use super::delegate::{here, join, join_as, prepared_draft, sign, touch_enrolment, vouched_key_of};
use super::eye::Eye;
use super::hub::{Hub, shell};
use super::mailed::confirmed;
use super::officer;
use super::ports::free_port;
use super::postmaster::Postmaster;
use super::webdriver::Browser;
use std::path::Path;

/// The mechanism in which all of the demo's States take part.
const MECHANISM: &str = "exercise-assembly";

/// A letter's link to end a subscription, with a token that nobody was given: the page is the same.
const NO_SUBSCRIPTION: &str = "/leave/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What anybody reads, with this record as the example.
pub fn public_pages(eye: &impl Eye, hub: &Hub, record: &str) {
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
        ("leave", NO_SUBSCRIPTION),
    ];
    eye.pages(&browser, &pages);
}

/// What somebody sees who administers and speaks for a delegation.
pub fn pages_of_a_delegation(eye: &impl Eye, hub: &Hub) -> Browser {
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join(hub, &browser);
    eye.pages(
        &browser,
        &[("me-new", "/me"), ("delegation-new", "/delegation"), ("keys-none", "/signing-keys")],
    );
    let key = vouched_key_of(hub, &browser, "XAA");
    eye.pages(&browser, &[("keys-proposed", "/signing-keys"), ("enrolment", &here(hub, &browser))]);
    touch_enrolment(&browser, &key);
    let (draft, survey, part) = survey(eye, hub, &browser);
    let record = measure(eye, hub, &browser);
    what_to_do_with(eye, hub, &browser, &record);
    lost_device(eye, hub, &browser);
    let pages = [
        ("me", "/me"),
        ("delegation", "/delegation"),
        ("coverage", "/delegation/provisions"),
        ("matches", "/delegation/matches"),
        ("keys", "/signing-keys"),
        ("trail", "/trail"),
        ("touch", "/touch?next=/delegation"),
    ];
    eye.pages(&browser, &pages);
    let at = AtHand { record, measure: draft, survey, part };
    answers::answers_to_a_delegation(eye, hub, &browser, &at);
    browser
}

/// A survey in parts, beside a measure just begun.
fn survey(eye: &impl Eye, hub: &Hub, browser: &Browser) -> (String, String, String) {
    let measure = begun(hub, browser, "measure");
    let survey = begun(hub, browser, "national-survey");
    let part = browser.run_for_text(
        "return document.querySelector('section[aria-labelledby=parts] a').getAttribute('href')",
    );
    eye.pages(browser, &[("draft-parts", &survey), ("draft-part", &part)]);
    (measure, survey, part)
}

/// A measure with a colleague's remark, from its draft to its record.
fn measure(eye: &impl Eye, hub: &Hub, browser: &Browser) -> String {
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
    eye.pages(browser, &pages);
    browser.open(&format!("{}{signing}", hub.url));
    sign(hub, browser)
}

/// A signed record as its author sees it, and what can be said of it.
fn what_to_do_with(eye: &impl Eye, hub: &Hub, browser: &Browser, record: &str) {
    let acts = format!("{record}/act");
    eye.pages(browser, &[("record-own", record), ("acts", &acts), ("use-again", &format!("{record}/use"))]);
    browser.open(&format!("{}{acts}", hub.url));
    browser.type_into(&browser.find("#reason-disavow"), "A page showed something else.");
    browser.click(&browser.find("section[aria-labelledby=disavow] button"));
    browser.wait_for("#sign-it");
    eye.pages(browser, &[("act", &here(hub, browser))]);
}

/// A colleague whose device is lost, as both of them see it.
fn lost_device(eye: &impl Eye, hub: &Hub, browser: &Browser) {
    let colleague = Browser::start();
    let _device = colleague.plug_in_authenticator();
    join_as(hub, &colleague, "participant/XAA --role delegate");
    browser.open(&format!("{}/delegation", hub.url));
    browser
        .run("document.querySelectorAll('.rows details').forEach((part) => (part.open = true)); return null");
    browser.click(&browser.find("form[action='/delegation/recovery'] button"));
    browser.wait_for("[role=status]");
    eye.pages(&colleague, &[("me-recovered", "/me")]);
}

/// What an officer of a secretariat sees: a note verbale half entered, a text to be looked through, who is awaited.
pub fn pages_of_a_secretariat(eye: &impl Eye, hub: &Hub) -> Browser {
    let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("../instruments/tests/source/resolution.en.txt");
    let text = text.to_str().expect("UTF-8");
    shell(hub.folder(), &format!("comity import '{text}' --mechanism {MECHANISM} --data demo-data"));
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join_as(hub, &browser, &format!("mechanism/{MECHANISM} --role officer --role secretariat-administrator"));
    let key = vouched_key_of(hub, &browser, "secretariat");
    touch_enrolment(&browser, &key);
    let entered = officer::begun(hub, &browser);
    browser.open(&format!("{}/imports", hub.url));
    browser.click(&browser.find("ul.rows a"));
    browser.wait_for("#notes");
    let import = here(hub, &browser);
    let first = browser.run_for_text("return document.querySelector('li.provision a').getAttribute('href')");
    let named =
        browser.run_for_text("return document.querySelector('#participants ~ * a').getAttribute('href')");
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
        ("import-participant", &named),
        ("officer-cycle", &cycle),
        ("work-list", &format!("{cycle}/work-list")),
    ];
    eye.pages(&browser, &pages);
    answers::answers_to_an_officer(eye, hub, &browser, &first);
    browser.open(&format!("{}{entered}", hub.url));
    officer::prepared(hub, &browser);
    eye.pages(&browser, &[("transmission-sign", &here(hub, &browser))]);
    soon_over(eye, hub, &browser);
    browser
}

/// A cycle that the secretariat opens, and that closes within days.
fn soon_over(eye: &impl Eye, hub: &Hub, browser: &Browser) {
    begun(hub, browser, "cycle");
    browser.type_into(&browser.find("#field-title"), "A call for points of contact");
    browser.run(
        "const day = (after) => new Date(Date.now() + after * 864e5).toISOString().slice(0, 10); \
         const put = (field, value) => { document.querySelector('#field-' + field).value = value; }; \
         put('questionnaire', 'measure'); put('opens', day(0)); put('closes', day(20)); \
         document.querySelector('input[name=mechanism]').checked = true; \
         document.querySelector('input[name=audience][value=public]').checked = true; \
         return null",
    );
    browser.click(&browser.find("button[value=preview]"));
    browser.wait_for("#readers");
    browser.click(&browser.find("section[aria-labelledby=sign-it] button"));
    browser.wait_for("[data-header]");
    eye.pages(browser, &[("sign-cycle", &here(hub, browser))]);
    sign(hub, browser);
}

/// What somebody sees whose delegation has said that it needs help, others offer it, and a project has begun.
pub fn pages_of_capacity(eye: &impl Eye, hub: &Hub) {
    let lists = hub.json("/capacity")["lists"].clone();
    let newest = lists.as_array().expect("lists").iter().filter_map(|list| list["newest"].get(0));
    let project = newest
        .filter(|record| record["kind"] == "capacity-project")
        .find_map(|record| Some((record["href"].as_str()?, record["participant"]["code"].as_str()?)));
    let (record, code) = project.expect("the demo has a project");
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join_as(hub, &browser, &format!("participant/{code} --role national-administrator --role delegate"));
    browser.open(&format!("{}/delegation/matches", hub.url));
    let together = browser.run_for_text(
        "return document.querySelector('a[href*=\"/delegation/project?\"]').getAttribute('href')",
    );
    let pages = [
        ("matches-own", "/delegation/matches"),
        ("project", &together),
        ("record-moves", record),
        ("acts-moves", &format!("{record}/act")),
    ];
    eye.pages(&browser, &pages);
}

/// A mail server, and the settings of a hub that sends by it.
pub struct Mail {
    postmaster: Postmaster,
    settings: String,
}

/// Serves the hub with mail. It looks at what is due at its start: a cycle that is opened later is due at the next.
pub fn with_mail(hub: &mut Hub) -> Mail {
    let port = free_port();
    let postmaster = Postmaster::start(hub.folder(), port, &[]);
    let settings = format!(
        "public_url = \"{}\"\n[mail]\nserver = \"localhost\"\nport = {port}\ntls = \"none\"\nfrom = \"hub@hub.example\"\n",
        hub.url
    );
    hub.serve_by(&settings);
    Mail { postmaster, settings }
}

/// What somebody sees who has mail of the hub: subscriptions, and the reminders that came of a cycle that has some days left.
pub fn pages_with_mail(eye: &impl Eye, hub: &mut Hub, mail: &Mail) {
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join_as(hub, &browser, "participant/XAB --role national-administrator --role delegate");
    with_an_address(&browser, &mail.postmaster);
    for page in ["/framework/un/norm-13-f", "/kinds/measure"] {
        browser.open(&format!("{}{page}", hub.url));
        browser.click(&browser.find("form[action='/me/subscriptions'] button"));
        browser.wait_for("#rhythm");
    }
    hub.serve_by(&mail.settings);
    mail.postmaster.wait_for(2);
    let pages = [
        ("subscriptions", "/me/subscriptions"),
        ("reminders", "/delegation/reminders"),
        ("me-mail", "/me"),
        ("item-subscribed", "/framework/un/norm-13-f"),
    ];
    eye.pages(&browser, &pages);
}

/// Gives an address, and types the code that came there.
fn with_an_address(browser: &Browser, postmaster: &Postmaster) {
    browser.run("document.querySelector('details:has(#mail-address)').open = true; return null");
    browser.type_into(&browser.find("#mail-address"), "ana@mail.example");
    browser.click(&browser.find("form:has(#mail-address) button"));
    confirmed(browser, postmaster);
}
