//! Who looks at the pages past which the tour goes: a camera, or a program that checks them.

use super::webdriver::Browser;

/// Looks at pages as they are shown.
pub trait Eye {
    /// The languages in which the answers to forms are looked at: they have no address of their own, so each is asked for.
    fn languages(&self) -> &'static [&'static str];

    /// Pages by their names and addresses.
    fn pages(&self, browser: &Browser, pages: &[(&str, &str)]);

    /// The page that stands there, in this language.
    fn answer(&self, browser: &Browser, name: &str, language: &str);
}
