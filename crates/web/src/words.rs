//! The message catalogue: every word of ours that a page shows, by language. Templates hold no prose.
//!
//! Messages are Fluent (`messages/*.ftl`), compiled in. The build fails when a key is missing in a language, and a test when one
//! is used and not there, or there and not used.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use catalogue::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::calendar::Calendar;
use crate::directions::{isolated, left_to_right, needs_isolation};
use crate::figures;
use crate::keys::keys;

/// The languages that pages are written in: English, for a reader who asks for none of them, and then the others in the
/// order in which the United Nations lists its languages.
pub const PAGE_LANGUAGES: [Lang; 6] = [Lang::En, Lang::Ar, Lang::Zh, Lang::Fr, Lang::Ru, Lang::Es];

/// The key of a message. A type of its own, so that the test of the catalogue finds every use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Msg(pub &'static str);

/// The messages and formats of one language.
pub struct Words {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
    /// Messages without a variable, formatted once.
    plain: HashMap<String, String>,
    calendar: Calendar,
}

/// The files of one language, as one text.
macro_rules! messages {
    ($code:literal) => {
        concat!(
            include_str!(concat!("../messages/", $code, ".ftl")),
            "\n",
            include_str!(concat!("../messages/", $code, "-accounts.ftl")),
            "\n",
            include_str!(concat!("../messages/", $code, "-imports.ftl")),
            "\n",
            include_str!(concat!("../messages/", $code, "-refusals.ftl")),
            "\n",
            include_str!(concat!("../messages/", $code, "-forms.ftl")),
            "\n",
            include_str!(concat!("../messages/", $code, "-cycles.ftl")),
            "\n",
            include_str!(concat!("../messages/", $code, "-printed.ftl")),
            "\n",
            include_str!(concat!("../messages/", $code, "-drafting.ftl")),
            "\n",
            include_str!(concat!("../messages/", $code, "-coverage.ftl")),
            "\n",
            include_str!(concat!("../messages/", $code, "-retention.ftl")),
            "\n",
            include_str!(concat!("../messages/", $code, "-offline.ftl")),
            "\n",
            include_str!(concat!("../messages/", $code, "-capacity.ftl")),
            "\n",
            include_str!(concat!("../messages/", $code, "-workflow.ftl")),
            "\n",
            include_str!(concat!("../messages/", $code, "-subscriptions.ftl")),
        )
    };
}

static ARABIC: LazyLock<Words> = LazyLock::new(|| Words::read(Lang::Ar, messages!("ar")));
static CHINESE: LazyLock<Words> = LazyLock::new(|| Words::read(Lang::Zh, messages!("zh")));
static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::read(Lang::En, messages!("en")));
static FRENCH: LazyLock<Words> = LazyLock::new(|| Words::read(Lang::Fr, messages!("fr")));
static RUSSIAN: LazyLock<Words> = LazyLock::new(|| Words::read(Lang::Ru, messages!("ru")));
static SPANISH: LazyLock<Words> = LazyLock::new(|| Words::read(Lang::Es, messages!("es")));

/// The words of a page language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ar => &ARABIC,
        Lang::En => &ENGLISH,
        Lang::Es => &SPANISH,
        Lang::Fr => &FRENCH,
        Lang::Ru => &RUSSIAN,
        Lang::Zh => &CHINESE,
    }
}

/// A language's name in itself, as who looks for it knows it.
pub fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Ar => "العربية",
        Lang::En => "English",
        Lang::Es => "Español",
        Lang::Fr => "Français",
        Lang::Ru => "Русский",
        Lang::Zh => "中文",
    }
}

impl Words {
    fn read(lang: Lang, source: &str) -> Self {
        let tag: LanguageIdentifier = lang.code().parse().expect("an ISO 639-1 code is a language tag");
        let resource = FluentResource::try_new(source.to_owned()).expect("a test reads the same messages");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks stand where a value needs them (`fill`), not around every word and figure.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(figures::formatter(lang)));
        bundle.add_resource(resource).expect("a test reads the same messages");
        let mut words = Self { lang, bundle, plain: HashMap::new(), calendar: Calendar::new(lang) };
        let plain = keys(source).filter_map(|key| Some((key.to_owned(), words.plain_text(key)?)));
        words.plain = plain.collect();
        words
    }

    fn plain_text(&self, key: &str) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, None, &mut errors).into_owned();
        // A message that needs a variable can't be formatted without one.
        errors.is_empty().then(|| self.typeset(&text))
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// A message without variables.
    pub fn say(&self, key: Msg) -> &str {
        self.plain.get(key.0).map_or(key.0, String::as_str)
    }

    /// A message with one number, in the plural form that the language wants for it.
    pub fn count(&self, key: Msg, count: usize) -> String {
        self.fill(key, &[("count", FluentValue::from(count))])
    }

    /// A message with one name in it.
    pub fn name(&self, key: Msg, name: &str) -> String {
        self.fill(key, &[("name", FluentValue::from(name))])
    }

    /// A message with variables.
    pub fn fill(&self, key: Msg, values: &[(&'static str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key.0).and_then(|message| message.value()) else {
            return key.0.to_owned();
        };
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(Cow::Borrowed(*name), self.apart(value));
        }
        self.typeset(&self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()))
    }

    /// A value that can't turn the line around it: what runs the other way is kept apart from it. That also holds where
    /// no markup can stand, in titles and attributes.
    fn apart<'a>(&self, value: &FluentValue<'a>) -> FluentValue<'a> {
        match value {
            FluentValue::String(text) if needs_isolation(text, self.lang == Lang::Ar) => {
                FluentValue::from(isolated(text))
            }
            other => other.clone(),
        }
    }

    /// Things in a row, with the comma of the language between them.
    pub fn listed<T: AsRef<str>>(&self, things: impl IntoIterator<Item = T>) -> String {
        things.into_iter().fold(String::new(), |mut list, thing| {
            if !list.is_empty() {
                list.push_str(self.say(Msg("list-comma")));
            }
            list.push_str(thing.as_ref());
            list
        })
    }

    /// A thing with what tells more of it: `A/RES/80/16, 1 (a)`.
    pub fn with_more(&self, thing: &str, more: &str) -> String {
        format!("{thing}{}{more}", self.say(Msg("comma")))
    }

    /// A text of ours with the spaces of its language: French keeps its high marks of punctuation on the line of the
    /// word before them. Texts of others stand as they were received.
    pub fn typeset(&self, text: &str) -> String {
        if self.lang != Lang::Fr {
            return text.to_owned();
        }
        let pairs = [
            (" :", "\u{a0}:"),
            (" ;", "\u{a0};"),
            (" ?", "\u{a0}?"),
            (" !", "\u{a0}!"),
            ("« ", "«\u{a0}"),
            (" »", "\u{a0}»"),
        ];
        pairs.into_iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    }

    /// A printed number as texts in the page's language print it: French, Spanish and Russian ones have `1 a)` where
    /// English, Chinese and Arabic ones have `1 (a)`. In Arabic its parts stay in the order in which they are printed.
    pub fn label(&self, printed: &str) -> String {
        match self.lang {
            Lang::En | Lang::Zh => return printed.to_owned(),
            Lang::Ar => return left_to_right(printed),
            Lang::Es | Lang::Fr | Lang::Ru => {}
        }
        let mut parts = printed.split('(');
        let mut label = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let letters = part.split_once(')').map_or("", |(letters, _)| letters);
            let lettered = !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_lowercase());
            if !lettered {
                label.push('(');
            } else if label.ends_with(|end: char| end.is_alphanumeric() || end == ')') {
                label.push(' ');
            }
            label.push_str(part);
        }
        label
    }

    /// A date as the catalogue writes it (`2020`, `2020-09`, `2020-09-12`), spelled out.
    pub fn date(&self, iso: &str) -> String {
        self.calendar.date(iso)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_numbers_stand_as_texts_of_the_language_print_them() {
        let rows = [
            ("1 (a)", "1 a)"),
            ("13 (f)", "13 f)"),
            ("2(b)(ii)", "2 b) ii)"),
            ("(k)", "k)"),
            ("7", "7"),
            ("1 a)", "1 a)"),
            ("4 (1)", "4 (1)"),
            ("Annex (", "Annex ("),
        ];
        for (printed, french) in rows {
            for lang in [Lang::Fr, Lang::Es, Lang::Ru] {
                assert_eq!(words(lang).label(printed), french);
            }
            for lang in [Lang::En, Lang::Zh] {
                assert_eq!(words(lang).label(printed), printed);
            }
        }
        assert_eq!(words(Lang::Ar).label("1 (a)"), "\u{2066}1 (a)\u{2069}");
        assert_eq!(words(Lang::Ar).label("7"), "7");
    }

    #[test]
    fn lists_and_times_have_the_marks_of_their_language() {
        for (lang, list) in
            [(Lang::En, "a, b"), (Lang::Ar, "a\u{200f}، b"), (Lang::Zh, "a、b"), (Lang::Ru, "a, b")]
        {
            assert_eq!(words(lang).listed(["a", "b"]), list);
        }
        assert_eq!(words(Lang::En).listed(["a"]), "a");
    }

    #[test]
    fn a_value_that_runs_the_other_way_is_kept_apart() {
        assert_eq!(words(Lang::En).name(Msg("introduced"), "Beravia"), "Beravia:");
        assert_eq!(words(Lang::En).name(Msg("introduced"), "بيرافيا"), "\u{2068}بيرافيا\u{2069}:");
        assert_eq!(words(Lang::Ar).name(Msg("introduced"), "Beravia"), "\u{2068}Beravia\u{2069}:");
    }

    #[test]
    fn figures_are_grouped_as_each_language_groups_them() {
        let said = |lang, count| words(lang).count(Msg("register-size"), count);
        assert!(said(Lang::En, 1_234_567).contains("1,234,567"), "{}", said(Lang::En, 1_234_567));
        assert!(said(Lang::Fr, 1_234).contains("1\u{202f}234"), "{}", said(Lang::Fr, 1_234));
        assert!(said(Lang::Es, 1_234).contains("1234"), "{}", said(Lang::Es, 1_234));
        assert!(said(Lang::Ru, 12_345).contains("12\u{a0}345"), "{}", said(Lang::Ru, 12_345));
        assert!(said(Lang::Zh, 12_345).contains("12,345"), "{}", said(Lang::Zh, 12_345));
        // Arabic texts of the United Nations are printed with either figures; ours have those of the symbols they cite.
        assert!(said(Lang::Ar, 12_345).contains("12,345"), "{}", said(Lang::Ar, 12_345));
    }
}
