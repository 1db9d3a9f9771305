//! Pictures of whole pages, as each screen shows them, for somebody to look at.

use super::eye::Eye;
use super::hub::Hub;
use super::webdriver::{Browser, View};
use std::path::Path;

/// A screen, and what its reader asked for.
struct Screen {
    name: &'static str,
    view: View,
    /// How much of a page is taken: a projector shows its top, a reader of the others scrolls.
    most: u32,
}

/// What a reader scrolls through before giving up, in pixels.
const SCROLLED: u32 = 3_000;

const fn screen(name: &'static str, width: u32, height: u32, most: u32) -> Screen {
    Screen { name, view: View { width, height, dark: false, paper: false }, most }
}

const LAPTOP: Screen = screen("laptop", 1280, 900, SCROLLED);
const PHONE: Screen = screen("phone", 390, 844, SCROLLED);

/// Every screen, for pages in English.
const SCREENS: [Screen; 6] = [
    LAPTOP,
    PHONE,
    screen("projector", 1920, 1080, 1080),
    Screen { name: "dark", view: View { dark: true, ..LAPTOP.view }, ..LAPTOP },
    Screen { name: "phone-dark", view: View { dark: true, ..PHONE.view }, ..PHONE },
    Screen {
        name: "paper",
        view: View { width: 794, height: 1123, dark: false, paper: true },
        most: SCROLLED,
    },
];

/// A language whose words are longer, one that runs the other way, and one without spaces.
const OTHER_LANGUAGES: [&str; 3] = ["fr", "ar", "zh"];

/// Takes pictures of a hub's pages into a folder: `NAME.LANGUAGE.SCREEN.png`.
pub struct Camera<'a> {
    url: String,
    folder: &'a Path,
    /// What the names of pages begin with of which pictures are taken; of all if empty.
    only: Vec<String>,
}

impl<'a> Camera<'a> {
    /// Makes the folder.
    pub fn new(hub: &Hub, folder: &'a Path, only: Vec<String>) -> Self {
        std::fs::create_dir_all(folder).expect("a folder for the pictures");
        Self { url: hub.url.clone(), folder, only }
    }

    fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|one| name.starts_with(one.as_str()))
    }

    fn on(&self, browser: &Browser, screen: &Screen, language: &str, pages: &[(&str, &str)]) {
        browser.view_as(screen.view);
        for (name, page) in pages.iter().filter(|(name, _)| self.wants(name)) {
            let joint = if page.contains('?') { '&' } else { '?' };
            browser.open(&format!("{}{page}{joint}lang={language}", self.url));
            self.write(browser, name, language, screen);
        }
    }

    fn write(&self, browser: &Browser, name: &str, language: &str, screen: &Screen) {
        let file = self.folder.join(format!("{name}.{language}.{}.png", screen.name));
        let (picture, width) = browser.photograph_whole(screen.view.width, screen.most);
        std::fs::write(&file, picture).expect("a picture is written");
        let wider = if width > screen.view.width {
            format!(" STANDS OUT: {width} pixels wide")
        } else {
            String::new()
        };
        println!("{}{wider}", file.display());
    }
}

impl Eye for Camera<'_> {
    fn languages(&self) -> &'static [&'static str] {
        &["en", "ar"]
    }

    /// In English on each screen, in other languages on a laptop and a phone.
    fn pages(&self, browser: &Browser, pages: &[(&str, &str)]) {
        if !pages.iter().any(|(name, _)| self.wants(name)) {
            return;
        }
        // In a tab of its own: the page that somebody is at work on keeps its size and what was typed.
        browser.in_another_tab(|| {
            for screen in &SCREENS {
                self.on(browser, screen, "en", pages);
            }
            for language in OTHER_LANGUAGES {
                for screen in [LAPTOP, PHONE] {
                    self.on(browser, &screen, language, pages);
                }
            }
        });
    }

    fn answer(&self, browser: &Browser, name: &str, language: &str) {
        if !self.wants(name) {
            return;
        }
        let screens: &[Screen] = if language == "en" { &SCREENS } else { &[LAPTOP, PHONE] };
        for screen in screens {
            browser.view_as(screen.view);
            self.write(browser, name, language, screen);
        }
        browser.view_as(View::WINDOW);
    }
}
