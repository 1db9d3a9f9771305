//! Points in time as headers write them: whole seconds of UTC, `2026-11-22T05:00:00Z`, and nothing else.

use crate::hash::{TextForm, deserialize_text};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Seconds since 1970-01-01T00:00:00Z, without leap seconds. From year 1970 to year 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Time(pub u64);

/// 9999-12-31T23:59:59Z: the last second that the written form can hold.
pub const LAST: Time = Time(253_402_300_799);

/// Seconds in a day.
pub const DAY: u64 = 86_400;

impl Time {
    /// Reads the one written form; `None` for anything else, a 30 February or a leap second included.
    pub fn parse(text: &str) -> Option<Self> {
        let b = text.as_bytes();
        let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'Z')];
        if b.len() != 20 || marks.iter().any(|&(at, mark)| b[at] != mark) {
            return None;
        }
        let field = |from: usize, to: usize| -> Option<u64> {
            let digits = &b[from..to];
            digits
                .iter()
                .all(u8::is_ascii_digit)
                .then(|| digits.iter().fold(0, |n, d| n * 10 + u64::from(d - b'0')))
        };
        let (year, month, day) = (field(0, 4)?, field(5, 7)?, field(8, 10)?);
        let (hour, minute, second) = (field(11, 13)?, field(14, 16)?, field(17, 19)?);
        let valid = year >= 1970 && is_date(year, month, day) && hour < 24 && minute < 60 && second < 60;
        valid.then(|| Self(days_before(year, month, day) * DAY + hour * 3600 + minute * 60 + second))
    }

    /// The day of this time, counted from 1970-01-01 as 0.
    pub fn day(self) -> u64 {
        self.0 / DAY
    }

    /// Year, month (1 to 12) and day of the month (1 to 31), in UTC.
    pub fn date(self) -> (u64, u64, u64) {
        // Civil-from-days over 400-year eras that start on 1 March, so that a leap day ends its year.
        let shifted = self.day() + 719_468;
        let (era, of_era) = (shifted / 146_097, shifted % 146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        (era * 400 + year_of_era + u64::from(month <= 2), month, day)
    }

    /// This many seconds later, at most [`LAST`].
    #[must_use]
    pub fn plus(self, seconds: u64) -> Self {
        Self(self.0.saturating_add(seconds).min(LAST.0))
    }
}

/// Is this a day of the calendar? Months and days count from 1.
pub fn is_date(year: u64, month: u64, day: u64) -> bool {
    (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day)
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_in_month(year: u64, month: u64) -> u64 {
    match month {
        2 => 28 + u64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_before(year: u64, month: u64, day: u64) -> u64 {
    let leaps = |y: u64| y / 4 - y / 100 + y / 400;
    let years = (year - 1970) * 365 + leaps(year - 1) - leaps(1969);
    years + (1..month).map(|m| days_in_month(year, m)).sum::<u64>() + day - 1
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        let second = self.0 % DAY;
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
            second / 3600,
            second / 60 % 60,
            second % 60
        )
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl TextForm for Time {
    const FORM: &'static str = "a time is written 2026-11-22T05:00:00Z, in UTC";
    fn parse_text(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_text(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_times() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_795_323_600, "2026-11-22T05:00:00Z"),
            (LAST.0, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(Time(seconds).to_string(), text);
            assert_eq!(Time::parse(text), Some(Time(seconds)));
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "2026-11-22T05:00:00+00:00",
            "2026-11-22 05:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-11-22T24:00:00Z",
            "2016-12-31T23:59:60Z",
            "1969-12-31T23:59:59Z",
            "2026-11-22T05:00:00z",
            "+026-11-22T05:00:00Z",
            "",
        ] {
            assert_eq!(Time::parse(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn written_and_read_back(seconds in 0..=LAST.0) {
            proptest::prop_assert_eq!(Time::parse(&Time(seconds).to_string()), Some(Time(seconds)));
        }
    }
}
