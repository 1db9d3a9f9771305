//! What every page has around its content: its frame, its links and its dates. Who reads it is in `reading.rs`, the words for
//! what the catalogue and the register tell apart in `naming.rs`. Templates call all of it.

mod naming;
mod reading;

use catalogue::Lang;
use fluent_bundle::FluentValue;

use crate::ask::Ask;
use crate::assets;
use crate::words::{Msg, Words, own_name};

/// Frame and words of one page. Its methods are what templates may call; a test reads their keys out of the templates.
pub(crate) struct Chrome<'a> {
    pub words: &'static Words,
    pub ask: &'a Ask,
    pub title: String,
    /// The page shows an exercise.
    pub exercise: bool,
    /// The part of the site that the page belongs to, if its address doesn't say it.
    pub section: Option<&'static str>,
    /// The page is JSON too.
    pub for_programs: bool,
}

/// Languages written from right to left in which somebody may write here.
const RIGHT_TO_LEFT: [&str; 8] = ["ar", "dv", "fa", "he", "ps", "sd", "ug", "ur"];

/// A title of more characters is set smaller, so that what stands below it is still seen at once.
const LONG_TITLE: usize = 70;

/// A link to the same page in another language.
pub(crate) struct LanguageLink {
    pub code: &'static str,
    pub name: &'static str,
    pub href: String,
    pub current: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    reason = "templates call methods only, and lend every argument"
)]
impl Chrome<'_> {
    /// A message.
    pub fn t(&self, key: &'static str) -> &str {
        self.words.say(Msg(key))
    }

    /// A message with a number.
    pub fn n(&self, key: &'static str, count: &usize) -> String {
        self.words.count(Msg(key), *count)
    }

    /// A message with a name.
    pub fn named(&self, key: &'static str, name: &str) -> String {
        self.words.name(Msg(key), name)
    }

    /// The choice after which alone a field is asked.
    pub fn only_if(&self, only: &crate::account::OnlyIf) -> String {
        let said = |text: &str| FluentValue::from(text.to_owned());
        self.words.fill(Msg("only-if"), &[("field", said(&only.field)), ("choices", said(&only.choices))])
    }

    /// How many of how many questions are answered: to those who write alone.
    pub fn of(&self, answered: &usize, asked: &usize) -> String {
        let number = |count: usize| FluentValue::from(u32::try_from(count).unwrap_or(u32::MAX));
        self.words.fill(Msg("draft-answered"), &[("answered", number(*answered)), ("asked", number(*asked))])
    }

    /// The page of a draft's part.
    pub fn part_page(&self, path: &str, part: &str) -> String {
        format!("{path}?part={part}")
    }

    /// A span of days.
    pub fn days(&self, days: &u64) -> String {
        self.words.count(Msg("days"), usize::try_from(*days).unwrap_or(usize::MAX))
    }

    /// The page of a list that goes on before a place.
    pub fn before(&self, path: &str, place: &u64) -> String {
        self.link(&format!("{path}?before={place}"))
    }

    pub fn lang(&self) -> &'static str {
        self.words.lang().code()
    }

    pub fn dir(&self) -> &'static str {
        if self.is_rtl(self.lang()) { "rtl" } else { "ltr" }
    }

    /// Whether a text's language isn't the page's, so that the text has to say which it is. What has no language, as
    /// symbols, isn't foreign.
    pub fn foreign(&self, language: &str) -> bool {
        !language.is_empty() && language.split('-').next() != Some(self.lang())
    }

    /// The direction of a text that runs the other way than the page; of symbols and the like, which have no language,
    /// whatever they bring.
    pub fn other_direction(&self, language: &str) -> Option<&'static str> {
        let (own, page) = (self.is_rtl(language), self.is_rtl(self.lang()));
        (own != page).then_some(if own { "rtl" } else { "ltr" })
    }

    /// Whether a language is written from right to left.
    pub fn is_rtl(&self, language: &str) -> bool {
        language.split('-').next().is_some_and(|primary| RIGHT_TO_LEFT.contains(&primary))
    }

    pub fn link(&self, href: &str) -> String {
        self.ask.link(href)
    }

    pub fn json(&self) -> String {
        self.ask.as_json()
    }

    /// The part of the site that a page belongs to is marked in the navigation.
    pub fn within(&self, prefix: &str) -> bool {
        self.section.unwrap_or(&self.ask.path).starts_with(prefix)
    }

    /// The menu of languages, in the order of their names in English, as the United Nations lists them.
    pub fn languages(&self) -> Vec<LanguageLink> {
        [Lang::Ar, Lang::Zh, Lang::En, Lang::Fr, Lang::Ru, Lang::Es]
            .into_iter()
            .map(|lang| LanguageLink {
                code: lang.code(),
                name: own_name(lang),
                href: self.ask.in_language(lang),
                current: lang == self.words.lang(),
            })
            .collect()
    }

    pub fn style(&self) -> String {
        assets::STYLE.href()
    }

    pub fn script(&self) -> String {
        assets::PASSKEYS.href()
    }

    pub fn icon(&self) -> String {
        assets::ICON.href()
    }

    pub fn date(&self, iso: &str) -> String {
        self.words.date(iso)
    }

    /// What stands before a date: what happened on it.
    pub fn dated(&self, role: &str) -> String {
        self.introduced(&self.date_role(role))
    }

    /// A word with the colon of the page's language, and the space after it where that isn't in the colon.
    pub fn introduced(&self, name: &str) -> String {
        let mut said = self.words.name(Msg("introduced"), name);
        if !said.ends_with('：') {
            said.push(' ');
        }
        said
    }

    /// What stands between things in a row.
    pub fn list_comma(&self) -> &str {
        self.t("list-comma")
    }

    /// Things in a row.
    pub fn listed<T: AsRef<str>>(&self, things: &[T]) -> String {
        self.words.listed(things)
    }

    /// The end of a sentence that another follows.
    pub fn full_stop(&self) -> String {
        let stop = self.t("full-stop");
        if stop == "。" { stop.to_owned() } else { format!("{stop} ") }
    }

    /// What stands between things that are nothing to each other. In Arabic it has the direction of the line: names in
    /// Latin letters on both of its sides would else change places.
    pub fn dot(&self) -> &'static str {
        if self.is_rtl(self.lang()) { " ·\u{200f} " } else { " · " }
    }

    /// What stands between a thing and what tells more of it.
    pub fn comma(&self) -> &str {
        self.t("comma")
    }

    pub fn is_long(&self, title: &str) -> bool {
        title.chars().count() > LONG_TITLE
    }

    /// A time as headers write it, without its seconds.
    pub fn time(&self, iso: &str) -> String {
        let day = self.words.date(iso.get(..10).unwrap_or(iso));
        let clock = iso.get(11..16).unwrap_or_default();
        self.words
            .fill(Msg("moment"), &[("day", FluentValue::from(day)), ("clock", FluentValue::from(clock))])
    }

    /// The day of a time.
    pub fn day(&self, iso: &str) -> String {
        self.words.date(iso.get(..10).unwrap_or(iso))
    }

    /// The first characters of an id, for a table; the whole stands on the record's page.
    pub fn short_id<'b>(&self, id: &'b str) -> &'b str {
        id.get(..12).unwrap_or(id)
    }

    /// The address of a record's page.
    pub fn record_link(&self, id: &str) -> String {
        self.link(&format!("/records/{id}"))
    }

    /// A term of a mechanism's as a heading: its own word, with a capital.
    pub fn heading(&self, term: &str) -> String {
        let mut letters = term.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// A paragraph of a document, or another part of it as it stands ("annex B").
    pub fn paragraph(&self, place: &str) -> String {
        if let Some(letter) = place.strip_prefix("annex ") {
            return self.words.name(Msg("at-annex"), letter);
        }
        let numbered = place.starts_with(|first: char| first.is_ascii_digit());
        if numbered && place.contains('-') {
            self.words.name(Msg("at-paragraphs"), &self.words.label(&place.replace('-', "–")))
        } else if numbered {
            self.words.name(Msg("at-paragraph"), &self.words.label(place))
        } else {
            place.to_owned()
        }
    }

    /// The search that lists all of what a page shows the newest of.
    pub fn search_link(&self, facet: &str, value: &str) -> String {
        self.link(&format!("/search?{facet}={}", value.replace('/', "%2F")))
    }

    pub fn strength(&self, strength: &u8) -> String {
        self.words.count(Msg("strength"), usize::from(*strength))
    }

    pub fn register_size(&self, size: &u64) -> String {
        self.words.count(Msg("register-size"), usize::try_from(*size).unwrap_or(usize::MAX))
    }

    pub fn checkpoint_of(&self, size: &u64, hashes: &usize) -> String {
        let values = [("size", FluentValue::from(*size)), ("hashes", FluentValue::from(*hashes))];
        self.words.fill(Msg("checkpoint-of"), &values)
    }
}
