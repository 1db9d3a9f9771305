//! Somebody gives an address in the browser, and types the code that came there.
#![allow(dead_code, reason = "each test uses a part of it")]

use super::postmaster::Postmaster;
use super::webdriver::Browser;

/// Comes in by an invitation, under this name, with this address and this device, and confirms the address. The letter.
pub fn joined(
    browser: &Browser,
    link: &str,
    [name, address, device]: [&str; 3],
    postmaster: &Postmaster,
) -> String {
    browser.open(link);
    browser.wait_for("form[data-join-form]:not([hidden])");
    browser.type_into(&browser.find("#name"), name);
    browser.type_into(&browser.find("#email"), address);
    browser.type_into(&browser.find("#label"), device);
    browser.click(&browser.find("form[data-join-form] button"));
    browser.wait_for("#mail");
    confirmed(browser, postmaster)
}

/// Whoever stands on the account's page asks for the code, which comes in the first letter, and types it. The letter.
pub fn confirmed(browser: &Browser, postmaster: &Postmaster) -> String {
    browser.click(&browser.find("form[action='/me/mail/code'] button"));
    browser.wait_for("#mail-code");
    let letter = postmaster.wait_for(1);
    let code = letter.lines().find_map(|line| line.strip_prefix("    ")).expect("a code").to_owned();
    browser.type_into(&browser.find("#mail-code"), &code);
    browser.click(&browser.find("form[action='/me/mail/confirm'] button"));
    browser.wait_for("form[action='/me/mail'] input[name=mailed][value=no]");
    letter
}
