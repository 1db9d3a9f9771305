//! Accounts in a real browser, whose virtual authenticators touch and verify as a person does.

mod support {
    pub mod hub;
    pub mod ports;
    pub mod webdriver;
}

use support::hub::{Hub, shell};
use support::webdriver::{Authenticator, Browser};

/// Enough States for both regional exercises, few enough to be made in a second.
const STATES: u32 = 6;

/// A hub's invitation, by the operator's command.
fn invitation(hub: &Hub, seat: &str, role: &str) -> String {
    let command =
        format!("comity invite {seat} --role {role} --data demo-data --public-url {} 2>/dev/null", hub.url);
    shell(hub.folder(), &command).trim().to_owned()
}

/// Somebody at a browser with an authenticator of their own.
struct Somebody {
    browser: Browser,
    device: Authenticator,
}

impl Somebody {
    fn new() -> Self {
        let browser = Browser::start();
        let device = browser.plug_in_authenticator();
        Self { browser, device }
    }

    /// Uses an invitation with a new passkey, and stands on the account's page.
    fn join(&self, link: &str, name: &str) {
        self.browser.open(link);
        self.browser.wait_for("form[data-join-form]:not([hidden])");
        self.browser.type_into(&self.browser.find("#name"), name);
        self.browser.type_into(&self.browser.find("#label"), "office computer");
        self.browser.click(&self.browser.find("form[data-join-form] button"));
        self.browser.wait_for("#seats");
    }

    fn sign_in(&self, hub: &Hub) {
        self.browser.open(&format!("{}/sign-in", hub.url));
        self.browser.click(&self.browser.find("button[data-go]"));
        self.browser.wait_for("#seats");
    }

    fn sign_out(&self) {
        self.browser.click(&self.browser.find("form[action='/sign-out'] button"));
        self.browser.wait_for(".account a[href='/sign-in']");
    }

    fn says(&self, selector: &str) -> String {
        self.browser.wait_for(selector);
        self.browser.run_for_text(&format!("return document.querySelector({selector:?}).textContent.trim()"))
    }
}

#[test]
fn an_invitation_a_first_sign_in_a_second_device_and_leaving() {
    let hub = Hub::demo(STATES);
    let link = invitation(&hub, "participant/XAA", "national-administrator");
    let ana = Somebody::new();
    ana.join(&link, "Ana Example");
    assert_eq!(ana.says("h1"), "Ana Example");
    assert!(ana.says(".account").contains("Ana Example"), "every page says for whom one acts");
    assert!(!ana.browser.url().contains('#'), "the secret stays in no address");

    // The link works once.
    let eve = Somebody::new();
    eve.browser.open(&link);
    eve.browser.wait_for("[data-wrong]:not([hidden])");
    assert!(eve.says("[data-wrong]").contains("not valid"), "{}", eve.says("[data-wrong]"));

    ana.sign_out();
    ana.sign_in(&hub);
    assert_eq!(ana.says("h1"), "Ana Example");

    // A second device: its own authenticator, while the first is unplugged.
    ana.browser.unplug(&ana.device);
    let second = ana.browser.plug_in_authenticator();
    ana.browser.type_into(&ana.browser.find("#label"), "security key");
    ana.browser.click(&ana.browser.find("form[data-add-form] button"));
    ana.browser.wait_for("[role=status]");
    ana.sign_out();
    ana.sign_in(&hub);
    ana.browser.unplug(&second);

    // Codes for a day without any device.
    ana.browser.click(&ana.browser.find("form[action='/me/codes'] button"));
    ana.browser.wait_for(".codes code");
    let code = ana.browser.run_for_text("return document.querySelector('.codes code').textContent");
    ana.browser.open(&format!("{}/me", hub.url));
    ana.sign_out();
    let type_code = |code: &str| {
        ana.browser.open(&format!("{}/sign-in", hub.url));
        ana.browser.type_into(&ana.browser.find("#code"), code);
        ana.browser.click(&ana.browser.find("form[action='/sign-in/code'] button"));
    };
    type_code(&code);
    ana.browser.wait_for("#seats");
    ana.sign_out();
    type_code(&code);
    ana.browser.wait_for("[role=alert]");

    assert_eq!(ana.browser.complaints_of_policy(), Vec::<String>::new());
}

#[test]
fn an_administrator_invites_in_the_page_and_a_removed_person_is_out_at_the_next_click() {
    let hub = Hub::demo(STATES);
    let ana = Somebody::new();
    ana.join(&invitation(&hub, "participant/XAA", "national-administrator"), "Ana Example");
    ana.browser.open(&format!("{}/delegation", hub.url));
    ana.browser.click(&ana.browser.find("form[action='/delegation/invitations'] [value=delegate]"));
    ana.browser.type_into(&ana.browser.find("#note"), "the desk officer");
    ana.browser.click(&ana.browser.find("form[action='/delegation/invitations'] button"));
    ana.browser.wait_for("#link");
    let link = ana.says("#link");

    let ben = Somebody::new();
    ben.join(&link, "Ben Example");
    ben.browser.open(&format!("{}/delegation", hub.url));
    assert!(ben.says(".rows").contains("Ana Example") && ben.says(".rows").contains("Ben Example"));

    ana.browser.open(&format!("{}/delegation", hub.url));
    ana.browser.run("document.querySelectorAll('.rows details').forEach((part) => (part.open = true))");
    ana.browser.click(&ana.browser.find("form[action='/delegation/remove'] button"));
    ana.browser.wait_for("[role=status]");
    assert!(!ana.says(".rows").contains("Ben Example"));
    ben.browser.click(&ben.browser.find(".rooms a[href='/me']"));
    ben.browser.wait_for("[data-passkey='sign-in']");
    assert!(ben.browser.url().contains("/sign-in"), "{}", ben.browser.url());
    assert_eq!(ana.browser.complaints_of_policy(), Vec::<String>::new());
}

#[test]
fn a_lost_device_is_replaced_by_two_colleagues() {
    let hub = Hub::demo(STATES);
    let ana = Somebody::new();
    ana.join(&invitation(&hub, "participant/XAA", "national-administrator"), "Ana Example");
    let cleo = Somebody::new();
    cleo.join(&invitation(&hub, "participant/XAA", "delegate"), "Cleo Example");
    let ben = Somebody::new();
    ben.join(&invitation(&hub, "participant/XAA", "delegate"), "Ben Example");
    // Ben's telephone is at the bottom of the lake; his browser is still signed in on another machine.
    ben.browser.unplug(&ben.device);

    let of_ben = |form: &str| {
        format!(
            "const row = [...document.querySelectorAll('.rows > li')].find((one) => one.textContent.includes('Ben Example'));\
             row.querySelectorAll('details').forEach((part) => (part.open = true));\
             row.querySelector(\"form[action='{form}'] button\").click()"
        )
    };
    ana.browser.open(&format!("{}/delegation", hub.url));
    ana.browser.run(&of_ben("/delegation/recovery"));
    ana.browser.wait_for("[role=status]");
    ben.browser.open(&format!("{}/me", hub.url));
    assert!(ben.says(".callout.warn[role=alert]").contains("Ana Example"), "the person concerned sees it");

    cleo.browser.open(&format!("{}/delegation", hub.url));
    cleo.browser.run(&of_ben("/delegation/recovery/confirm"));
    cleo.browser.wait_for("#link");
    let link = cleo.says("#link");

    let again = Somebody::new();
    again.browser.open(&link);
    again.browser.wait_for("form[data-join-form]:not([hidden])");
    again.browser.type_into(&again.browser.find("#label"), "new telephone");
    again.browser.click(&again.browser.find("form[data-join-form] button"));
    again.browser.wait_for("#seats");
    assert_eq!(again.says("h1"), "Ben Example");
    ben.browser.open(&format!("{}/me", hub.url));
    ben.browser.wait_for("[data-passkey='sign-in']");
    again.sign_out();
    again.sign_in(&hub);
    assert_eq!(again.says("h1"), "Ben Example");
}
