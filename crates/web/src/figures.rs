//! Numbers as each language groups their digits, by the common data (CLDR).

use std::sync::LazyLock;

use catalogue::Lang;
use fluent_bundle::FluentValue;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;

use crate::calendar::locale;

/// The writers of numbers, in the order of `Lang::ALL`.
static WRITERS: LazyLock<[DecimalFormatter; 6]> = LazyLock::new(|| {
    Lang::ALL.map(|lang| {
        DecimalFormatter::try_new(
            locale(lang).into(),
            icu_decimal::options::DecimalFormatterOptions::default(),
        )
        .expect("the data of our languages is compiled in")
    })
});

/// What Fluent asks to write a number in a message; it takes a function that knows its language.
pub(crate) fn formatter<M>(lang: Lang) -> fn(&FluentValue<'_>, &M) -> Option<String> {
    match lang {
        Lang::Ar => |value, _| written(Lang::Ar, value),
        Lang::En => |value, _| written(Lang::En, value),
        Lang::Es => |value, _| written(Lang::Es, value),
        Lang::Fr => |value, _| written(Lang::Fr, value),
        Lang::Ru => |value, _| written(Lang::Ru, value),
        Lang::Zh => |value, _| written(Lang::Zh, value),
    }
}

fn written(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    // The digits as Fluent writes them: counts of ours are whole, and stay so.
    let number: Decimal = number.as_string().parse().ok()?;
    let writer = WRITERS.get(Lang::ALL.into_iter().position(|one| one == lang)?)?;
    Some(writer.format(&number).to_string())
}
