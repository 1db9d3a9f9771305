//! What is done with records and texts in a real browser: a secretariat enters what it received and its State confirms it, a
//! delegation replaces and disavows from a record's page, an imported text is reviewed and then published.

mod support {
    pub mod delegate;
    pub mod hub;
    pub mod officer;
    pub mod ports;
    pub mod webdriver;
}

use std::path::Path;
use std::time::{Duration, Instant};
use support::delegate::{
    enrolled_key, join, join_as, prepared_draft, says, sign, touch_enrolment, vouched_key_of,
};
use support::hub::{Hub, shell};
use support::officer;
use support::webdriver::Browser;

/// How long a busy machine may take until a page shows what was just accepted.
const PATIENCE: Duration = Duration::from_mins(5);

/// Enough States for the exercises, few enough to be made in a second.
const STATES: u32 = 6;

/// The mechanism in which all of the demo's States take part.
const MECHANISM: &str = "exercise-assembly";

/// Opens a page again and again until it holds a selector.
fn open_until(hub: &Hub, browser: &Browser, path: &str, selector: &str) {
    let until = Instant::now() + PATIENCE;
    loop {
        browser.open(&format!("{}{path}", hub.url));
        let there = browser.run(&format!("return document.querySelector({selector:?}) !== null"));
        if there == true {
            return;
        }
        assert!(Instant::now() < until, "{path} shows no {selector}: {}", says(browser, "main"));
    }
}

#[test]
fn what_an_officer_enters_in_the_page_is_confirmed_by_its_state_in_the_page() {
    let hub = Hub::demo(STATES);
    let officer = Browser::start();
    let _his = officer.plug_in_authenticator();
    join_as(&hub, &officer, &format!("mechanism/{MECHANISM} --role officer"));
    let key = vouched_key_of(&hub, &officer, "secretariat");
    touch_enrolment(&officer, &key);

    officer::begun(&hub, &officer);
    officer::prepared(&hub, &officer);
    let transmitted = sign(&hub, &officer);
    assert!(says(&officer, "main").contains("Transmitted by the secretariat"));
    assert_eq!(officer.run("return document.querySelector('a[href$=\"#take-up\"]') === null"), true);

    let delegate = Browser::start();
    let _hers = delegate.plug_in_authenticator();
    join(&hub, &delegate);
    enrolled_key(&hub, &delegate);
    open_until(&hub, &delegate, "/delegation", "section[aria-labelledby=awaited]");
    delegate.click(&delegate.link("Decree on duty points"));
    delegate.wait_for("#proof");
    delegate.click(&delegate.find("a[href$='#take-up']"));
    delegate.click(&delegate.find("section[aria-labelledby=take-up] button"));
    delegate.wait_for("#sign-it");
    delegate.click(&delegate.find("section[aria-labelledby=sign-it] button"));
    let confirmed = sign(&hub, &delegate);
    assert_ne!(confirmed, transmitted);
    open_until(&hub, &delegate, &transmitted, &format!("p.callout a[href$='{confirmed}']"));
    assert!(says(&delegate, "main").contains("confirmed this"), "{}", says(&delegate, "main"));
    // The received file stands by what the State says, too, and the work is done.
    delegate.open(&format!("{}{confirmed}", hub.url));
    let file =
        delegate.run_for_text("return document.querySelector('#received ~ dl a').getAttribute('href')");
    let kept = ureq::get(format!("{}{file}", hub.url)).call().expect("the file").into_body().read_to_vec();
    assert_eq!(kept.expect("bytes"), officer::NOTE);
    delegate.open(&format!("{}/delegation", hub.url));
    assert_eq!(delegate.run("return document.querySelector('#awaited') === null"), true);
    assert_eq!(delegate.complaints_of_policy(), Vec::<String>::new());
}

#[test]
fn a_delegation_replaces_and_disavows_from_a_records_page() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join(&hub, &browser);
    enrolled_key(&hub, &browser);
    prepared_draft(&hub, &browser, "A point of contact on duty");
    let first = sign(&hub, &browser);

    browser.open(&format!("{}{first}/act", hub.url));
    browser.click(&browser.find("section[aria-labelledby=replace] button"));
    browser.wait_for("#field-title");
    browser.type_into(&browser.find("#field-title"), ", mended");
    browser.click(&browser.find("button[value=preview]"));
    browser.wait_for("#sign-it");
    browser.click(&browser.find("section[aria-labelledby=sign-it] button"));
    let second = sign(&hub, &browser);
    assert_eq!(says(&browser, "h1"), "A point of contact on duty, mended");
    open_until(&hub, &browser, &first, &format!("p.callout a[href$='{second}']"));
    assert_eq!(says(&browser, "h1"), "A point of contact on duty", "both stay");

    // What another key of the delegation signed, this one disavows.
    browser.open(&format!("{}/participants/XAA", hub.url));
    let others = browser.run_for_text(&format!(
        "return [...document.querySelectorAll('.records h3 a')].map((link) => link.getAttribute('href')) \
         .find((href) => ![{first:?}, {second:?}].includes(href))"
    ));
    browser.open(&format!("{}{others}/act", hub.url));
    browser.type_into(&browser.find("#reason-disavow"), "A page showed something else.");
    browser.click(&browser.find("section[aria-labelledby=disavow] button"));
    browser.wait_for("#sign-it");
    browser.click(&browser.find("section[aria-labelledby=sign-it] button"));
    let disavowal = sign(&hub, &browser);
    open_until(&hub, &browser, &others, &format!("p.callout.warn a[href$='{disavowal}']"));
    assert!(says(&browser, "main").contains("A page showed something else."));
    assert_eq!(browser.complaints_of_policy(), Vec::<String>::new());
}

#[test]
fn an_imported_text_is_reviewed_in_the_page_and_published() {
    let hub = Hub::demo(STATES);
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../instruments/tests/source/resolution.en.txt");
    let import = format!(
        "comity import '{}' --mechanism {MECHANISM} --data demo-data",
        sample.to_str().expect("UTF-8")
    );
    shell(hub.folder(), &import);
    join_as(&hub, &browser, &format!("mechanism/{MECHANISM} --role secretariat-administrator"));
    browser.open(&format!("{}/imports", hub.url));
    browser.click(&browser.find("ul.rows a"));
    browser.wait_for("#notes");
    let text = browser.url();
    // Publishing asks for a date, and the review says so.
    let notes = says(&browser, "section[aria-labelledby=notes]");
    assert!(notes.contains("No date was found"), "{notes}");
    browser.click(&browser.find("section[aria-labelledby=facts] a"));
    browser.wait_for("#dates");
    browser.run(
        "const set = (id, value) => { document.getElementById(id).value = value; }; \
         set('title', 'Secure use of ICTs in the islands'); set('dates', '2031-05-04 document'); \
         set('body', 'General Conference of the League of Islands'); return null",
    );
    browser.click(&browser.find("form.stacked button"));
    browser.wait_for("[role=status]");
    assert!(says(&browser, "section[aria-labelledby=facts]").contains("Secure use of ICTs in the islands"));
    browser.click(&browser.find("section[aria-labelledby=confirm] input[name=looked]"));
    browser.click(&browser.find("section[aria-labelledby=confirm] form button"));
    browser.wait_for("[role=status]");
    assert!(says(&browser, "section[aria-labelledby=confirm]").contains("confirmed"));

    // The page says by which command the keepers of the root keys publish it.
    browser.open(&text);
    let command = says(&browser, "section[aria-labelledby=confirm] pre code");
    let name = command.split(' ').nth(3).expect("the name of the review file").to_owned();
    let review = browser.run_for_text(
        "const asked = new XMLHttpRequest(); \
         asked.open('GET', document.querySelector('section[aria-labelledby=confirm] p a').href, false); \
         asked.send(); return asked.responseText",
    );
    std::fs::write(hub.folder().join(&name), review).expect("the review file is written");
    let publish = command
        .replace("INSTRUMENT-ID", "islands-14")
        .replace("KEY-1", "demo-data/keys/root-1")
        .replace("KEY-2", "demo-data/keys/root-2");
    shell(hub.folder(), &publish);
    open_until(&hub, &browser, "/instruments/islands-14", "li.provision");
    assert_eq!(says(&browser, "h1"), "Secure use of ICTs in the islands");
    assert!(says(&browser, "main").contains("To name one point"), "{}", says(&browser, "main"));
}
