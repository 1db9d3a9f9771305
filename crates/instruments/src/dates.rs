//! Dates as printed, in English and French, to ISO form.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::dates_in_words::in_words;
use crate::patterns::compiled;

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// `yyyy-mm-dd`, `yyyy-mm` or `yyyy`.
    pub iso: String,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

const MONTHS: [(&str, u8); 39] = [
    ("janvier", 1),
    ("february", 2),
    ("fevrier", 2),
    ("mars", 3),
    ("march", 3),
    ("april", 4),
    ("avril", 4),
    ("may", 5),
    ("mai", 5),
    ("june", 6),
    ("juin", 6),
    ("july", 7),
    ("juillet", 7),
    ("august", 8),
    ("aout", 8),
    ("september", 9),
    ("septembre", 9),
    ("sept", 9),
    ("october", 10),
    ("octobre", 10),
    ("november", 11),
    ("novembre", 11),
    ("december", 12),
    ("decembre", 12),
    ("january", 1),
    ("nov", 11),
    ("dec", 12),
    ("oct", 10),
    ("jan", 1),
    ("janv", 1),
    ("feb", 2),
    ("fevr", 2),
    ("apr", 4),
    ("avr", 4),
    ("jun", 6),
    ("jul", 7),
    ("juil", 7),
    ("aug", 8),
    ("sep", 9),
];

/// The names of months.
pub(crate) const MONTH: &str = r"(janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre|january|february|march|april|may|june|july|august|september|october|november|december|sept|sep|oct|nov|dec|janv|jan|f[ée]vr|feb|apr|avr|juil|jun|jul|aug)";

static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?i)\b(\d{{1,2}})(?:\s?er|st|nd|rd|th|°)?(?:\s*(?:[-–—/]|to|au|and|et|&)\s*(\d{{1,2}})(?:st|nd|rd|th)?)?\s+(?:of\s+)?{MONTH}\.?,?\s+(\d{{4}})\b"
    ))
});
static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?i)\b{MONTH}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:\s*(?:[-–—]|to|and)\s*(\d{{1,2}})(?:st|nd|rd|th)?)?,?\s+(\d{{4}})\b"
    ))
});
static MONTH_YEAR: LazyLock<Regex> = LazyLock::new(|| compiled(&format!(r"(?i)\b{MONTH}\s+(\d{{4}})\b")));
static ISO: LazyLock<Regex> = LazyLock::new(|| compiled(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b"));

/// The number of a month by its name.
pub(crate) fn month_number(name: &str) -> u8 {
    let name = crate::fold::folded(name);
    MONTHS.iter().find(|(known, _)| *known == name).map_or(0, |(_, number)| *number)
}

/// `yyyy-mm-dd`, if it can be a day.
pub(crate) fn iso(year: &str, month: u8, day: &str) -> Option<String> {
    let day: u8 = day.parse().ok()?;
    ((1..=31).contains(&day) && month > 0).then(|| format!("{year}-{month:02}-{day:02}"))
}

/// Every full date in a text, in order. Of a span of days, the last: that is when a meeting ends and a text is adopted.
pub(crate) fn full_dates(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut add = |captures: &Captures<'_>, iso: Option<String>| {
        if let (Some(iso), Some(whole)) = (iso, captures.get(0)) {
            found.push(Found { iso, start: whole.start(), end: whole.end() });
        }
    };
    for one in DAY_FIRST.captures_iter(text) {
        let day = one.get(2).map_or(&one[1], |last| last.as_str());
        add(&one, iso(&one[4], month_number(&one[3]), day));
    }
    for one in MONTH_FIRST.captures_iter(text) {
        let day = one.get(3).map_or(&one[2], |last| last.as_str());
        add(&one, iso(&one[4], month_number(&one[1]), day));
    }
    for one in ISO.captures_iter(text) {
        add(&one, one[2].parse().ok().and_then(|month| iso(&one[1], month, &one[3])));
    }
    let known = found.len();
    for date in in_words(text) {
        if found[..known].iter().all(|other| date.end <= other.start || other.end <= date.start) {
            found.push(date);
        }
    }
    found.sort_by_key(|date| date.start);
    found.dedup_by_key(|date| date.start);
    found
}

/// The first date of any precision down to a month.
pub(crate) fn first_date(text: &str) -> Option<Found> {
    full_dates(text).into_iter().next().or_else(|| {
        let one = MONTH_YEAR.captures(text)?;
        let month = month_number(&one[1]);
        let whole = one.get(0)?;
        Some(Found { iso: format!("{}-{month:02}", &one[2]), start: whole.start(), end: whole.end() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn isos(text: &str) -> Vec<String> {
        full_dates(text).into_iter().map(|found| found.iso).collect()
    }

    #[test]
    fn reads_both_languages() {
        assert_eq!(
            isos("du 1er décembre 1999, 2 December 2011 and May 3rd, 2018"),
            ["1999-12-01", "2011-12-02", "2018-05-03"]
        );
        assert_eq!(isos("réunis les 5 et 6 avril 2019"), ["2019-04-06"]);
        assert_eq!(first_date("in May 2018").map(|found| found.iso), Some("2018-05".to_owned()));
    }
}
