//! Dates in the words of a language, and names in its order.

use std::cmp::Ordering;

use catalogue::Lang;
use icu_calendar::{Date, Gregorian};
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{YM, YMD};
use icu_locale_core::Locale;

/// Writes dates in one language.
pub(crate) struct Calendar {
    lang: Lang,
    day: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    month: FixedCalendarDateTimeFormatter<Gregorian, YM>,
}

/// The locale of a page language. British English: day before month, as the United Nations writes. Arabic with the figures
/// of the symbols and numbers that it cites, so that one page has one set of figures.
pub(crate) fn locale(lang: Lang) -> Locale {
    let tag = match lang {
        Lang::En => "en-GB",
        Lang::Ar => "ar-u-nu-latn",
        _ => lang.code(),
    };
    Locale::try_from_str(tag).expect("the codes of our languages are locales")
}

impl Calendar {
    pub fn new(lang: Lang) -> Self {
        let compiled = "the data of our languages is compiled in";
        Self {
            lang,
            day: FixedCalendarDateTimeFormatter::try_new(locale(lang).into(), YMD::long()).expect(compiled),
            month: FixedCalendarDateTimeFormatter::try_new(locale(lang).into(), YM::long()).expect(compiled),
        }
    }

    /// `2020`, `2020-09` or `2020-09-12` spelled out; anything else as it stands.
    pub fn date(&self, iso: &str) -> String {
        self.spelled(iso).unwrap_or_else(|| iso.to_owned())
    }

    fn spelled(&self, iso: &str) -> Option<String> {
        let mut parts = iso.split('-');
        let year: i32 = parts.next()?.parse().ok()?;
        let Some(month) = parts.next() else { return Some(iso.to_owned()) };
        let month: u8 = month.parse().ok()?;
        let Some(day) = parts.next() else {
            let date = Date::try_new_gregorian(year, month, 1).ok()?;
            return Some(self.month.format(&date).to_string());
        };
        let day: u8 = day.parse().ok()?;
        let date = Date::try_new_gregorian(year, month, day).ok()?;
        let text = self.day.format(&date).to_string();
        // French writes the first of a month as an ordinal; the common data doesn't.
        Some(if self.lang == Lang::Fr && day == 1 { text.replacen('1', "1er", 1) } else { text })
    }
}

/// The order of names in one language.
pub(crate) struct NameOrder(CollatorBorrowed<'static>);

impl NameOrder {
    pub fn new(lang: Lang) -> Self {
        let collator = Collator::try_new(locale(lang).into(), CollatorOptions::default());
        Self(collator.expect("the data of our languages is compiled in"))
    }

    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        self.0.compare(left, right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_spelled_as_far_as_they_are_known() {
        let english = Calendar::new(Lang::En);
        let french = Calendar::new(Lang::Fr);
        for (iso, in_english, in_french) in [
            ("2020-09-12", "12 September 2020", "12 septembre 2020"),
            ("2019-12-01", "1 December 2019", "1er décembre 2019"),
            ("2020-08", "August 2020", "août 2020"),
            ("2015", "2015", "2015"),
            ("2020-13-01", "2020-13-01", "2020-13-01"),
            ("soon", "soon", "soon"),
        ] {
            assert_eq!((english.date(iso).as_str(), french.date(iso).as_str()), (in_english, in_french));
        }
    }

    #[test]
    fn every_language_spells_a_date_in_its_own_order() {
        for (lang, day, month) in [
            (Lang::Ar, "12 سبتمبر 2020", "سبتمبر 2020"),
            (Lang::Es, "12 de septiembre de 2020", "septiembre de 2020"),
            (Lang::Ru, "12 сентября 2020\u{202f}г.", "сентябрь 2020\u{202f}г."),
            (Lang::Zh, "2020年9月12日", "2020年9月"),
        ] {
            let calendar = Calendar::new(lang);
            assert_eq!(
                (calendar.date("2020-09-12").as_str(), calendar.date("2020-09").as_str()),
                (day, month)
            );
        }
    }

    #[test]
    fn names_stand_in_each_languages_order() {
        for (lang, mut names, sorted) in [
            // By pinyin: Āijí, Fǎguó, Zhōngguó.
            (Lang::Zh, ["中国", "法国", "埃及"], ["埃及", "法国", "中国"]),
            (Lang::Es, ["Omán", "Ñuble", "Nauru"], ["Nauru", "Ñuble", "Omán"]),
            (Lang::Ru, ["Япония", "Ёлка", "Египет"], ["Египет", "Ёлка", "Япония"]),
            (Lang::Ar, ["مصر", "إسبانيا", "بنن"], ["إسبانيا", "بنن", "مصر"]),
        ] {
            let order = NameOrder::new(lang);
            names.sort_by(|a, b| order.compare(a, b));
            assert_eq!(names, sorted);
        }
    }

    #[test]
    fn accents_do_not_send_a_name_to_the_end() {
        let order = NameOrder::new(Lang::Fr);
        let mut names = ["Zambie", "États-Unis", "Égypte", "Estonie", "Équateur"];
        names.sort_by(|a, b| order.compare(a, b));
        assert_eq!(names, ["Égypte", "Équateur", "Estonie", "États-Unis", "Zambie"]);
    }
}
