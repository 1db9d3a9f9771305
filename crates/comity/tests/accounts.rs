//! Accounts in a real browser, whose virtual authenticators touch and verify as a person does.

mod support {
    pub mod hub;
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
