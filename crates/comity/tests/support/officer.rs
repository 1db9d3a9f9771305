//! What an officer of a secretariat does in a browser with what arrived by note verbale.

use super::delegate::here;
use super::hub::Hub;
use super::webdriver::Browser;

/// What arrived.
pub const NOTE: &[u8] = b"%PDF-1.7 note verbale 12";

/// Begins to enter what a State sent, and stands on its page.
pub fn begun(hub: &Hub, officer: &Browser) -> String {
    officer.open(&format!("{}/transmissions", hub.url));
    officer.run(
        "document.querySelector('#participant').value = 'XAA'; \
         document.querySelector('#kind').value = 'measure'; return null",
    );
    officer.click(&officer.find("section[aria-labelledby=begin] button"));
    officer.wait_for("#received");
    here(hub, officer)
}

/// Fills it in, with the file that arrived, and stands on the page on which it is signed.
pub fn prepared(hub: &Hub, officer: &Browser) {
    let note = hub.folder().join("note.pdf");
    std::fs::write(&note, NOTE).expect("a file is written");
    officer.type_into(&officer.find("#received"), note.to_str().expect("UTF-8"));
    officer.click(&officer.find("section[aria-labelledby=file] button"));
    officer.wait_for("section[aria-labelledby=file] code.long");
    officer.type_into(&officer.find("#reference"), "Note verbale 12/2026");
    officer.type_into(&officer.find("#field-title"), "Decree on duty points");
    officer.type_into(&officer.find("#field-summary"), "As the note says.");
    officer.run(
        "document.querySelector('#received-on').value = '2026-11-03'; \
         document.querySelector('#field-status').selectedIndex = 1; \
         document.querySelector('input[name=item]').checked = true; return null",
    );
    officer.click(&officer.find("form:has(#field-title) > p:last-of-type button"));
    officer.wait_for("section[aria-labelledby=sign] input[name=key]");
    officer.click(&officer.find("section[aria-labelledby=sign] button"));
    officer.wait_for("[data-header]");
}
