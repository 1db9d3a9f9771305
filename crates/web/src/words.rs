//! The message catalogue: every word of ours that a page shows, by language. Templates hold no prose.
//!
//! Messages are Fluent (`messages/*.ftl`), compiled in. A test fails when a key is missing in a language, used and not
//! there, or there and not used.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use catalogue::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::calendar::Calendar;

/// The languages that pages are written in, the first where a reader asks for none of them.
pub const PAGE_LANGUAGES: [Lang; 2] = [Lang::En, Lang::Fr];

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
        )
    };
}

static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::read(Lang::En, messages!("en")));
static FRENCH: LazyLock<Words> = LazyLock::new(|| Words::read(Lang::Fr, messages!("fr")));

/// The words of a page language; English for the others.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Fr => &FRENCH,
        _ => &ENGLISH,
    }
}

impl Words {
    fn read(lang: Lang, source: &str) -> Self {
        let tag: LanguageIdentifier = lang.code().parse().expect("an ISO 639-1 code is a language tag");
        let resource = FluentResource::try_new(source.to_owned()).expect("a test reads the same messages");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks keep right-to-left names apart in left-to-right lines; both page languages run one way.
        bundle.set_use_isolating(false);
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
            args.set(Cow::Borrowed(*name), value.clone());
        }
        self.typeset(&self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()))
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

    /// A printed number as texts in the page's language print it: French ones have `1 a)` where English ones have `1 (a)`.
    pub fn label(&self, printed: &str) -> String {
        if self.lang != Lang::Fr {
            return printed.to_owned();
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

/// The keys of a message file, in its order.
pub fn keys(source: &str) -> impl Iterator<Item = &str> {
    source
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_pages_write_numbers_as_french_texts_print_them() {
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
            assert_eq!(words(Lang::Fr).label(printed), french);
            assert_eq!(words(Lang::En).label(printed), printed);
        }
    }
}
