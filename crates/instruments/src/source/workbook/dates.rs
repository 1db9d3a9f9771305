//! Which cells of a workbook hold a day, and which day: a spreadsheet stores days as numbers, and only the format of the
//! cell tells.

use std::collections::HashMap;

use crate::source::SourceError;
use crate::source::docx::package::Part;
use crate::source::docx::xml::{self, Step};

/// Days from 1899-12-30 (as most workbooks count) to 1970-01-01.
const TO_1970: i64 = 25_569;
/// Days from there to 1904-01-01, from which some count.
const TO_1904: i64 = 1_462;
/// Before March 1900 the count is off by one for a leap day that never was; no list of ours is as old.
const FIRST: i64 = 61;
/// 9999-12-31.
const LAST: i64 = 2_958_465;
/// Formats that a workbook may define.
const MAX_FORMATS: usize = 10_000;

/// The formats of a workbook, as far as they say day or not.
#[derive(Debug, Default)]
pub(super) struct Dates {
    /// By the number that a cell names.
    styles: Vec<bool>,
    from_1904: bool,
}

/// Of a sheet without formats.
impl Default for &Dates {
    fn default() -> Self {
        static NONE: Dates = Dates { styles: Vec::new(), from_1904: false };
        &NONE
    }
}

impl Dates {
    pub(super) fn read(part: &Part, from_1904: bool) -> Result<Self, SourceError> {
        let mut own: HashMap<u32, bool> = HashMap::new();
        let (mut styles, mut in_cells) = (Vec::new(), false);
        xml::walk(part, |step| {
            match step {
                Step::Start(element) => {
                    let number = |name| element.attribute(name).and_then(|n| n.parse::<u32>().ok());
                    match element.name() {
                        "numFmt" if own.len() < MAX_FORMATS => {
                            let code = element.attribute("formatCode").unwrap_or_default();
                            own.insert(number("numFmtId").unwrap_or_default(), shows_a_day(&code));
                        }
                        "cellXfs" => in_cells = true,
                        "xf" if in_cells && styles.len() < MAX_FORMATS => {
                            let id = number("numFmtId").unwrap_or_default();
                            styles.push(own.get(&id).copied().unwrap_or_else(|| is_built_in_day(id)));
                        }
                        _ => {}
                    }
                }
                Step::End("cellXfs") => in_cells = false,
                _ => {}
            }
            Ok(())
        })?;
        Ok(Self { styles, from_1904 })
    }

    /// Whether cells of this style show a day.
    pub(super) fn is_date(&self, style: usize) -> bool {
        self.styles.get(style).copied().unwrap_or(false)
    }

    /// The day of a number, `2026-11-03`.
    pub(super) fn day(&self, number: i64) -> Option<String> {
        let number = if self.from_1904 { number.checked_add(TO_1904)? } else { number };
        if !(FIRST..=LAST).contains(&number) {
            return None;
        }
        let (year, month, day) = civil(number - TO_1970);
        Some(format!("{year:04}-{month:02}-{day:02}"))
    }
}

/// The days among the formats that every workbook has (ECMA-376, part 1, 18.8.30).
fn is_built_in_day(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58)
}

/// A format shows a day if it has a `d` or a `y` that is neither quoted, nor escaped, nor in brackets.
fn shows_a_day(code: &str) -> bool {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | '_' | '*' => drop(letters.next()),
            '"' => drop(letters.by_ref().find(|letter| *letter == '"')),
            '[' => drop(letters.by_ref().find(|letter| *letter == ']')),
            'd' | 'D' | 'y' | 'Y' => return true,
            _ => {}
        }
    }
    false
}

/// Year, month and day of so many days after 1970-01-01, in the Gregorian calendar.
fn civil(days: i64) -> (i64, i64, i64) {
    // Years that begin in March, so that the leap day comes last; 400 of them have 146,097 days.
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (era * 400 + year + next, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_day_that_a_spreadsheet_shows() {
        let days = Dates::default();
        assert_eq!(days.day(46_329).as_deref(), Some("2026-11-03"));
        assert_eq!(days.day(61).as_deref(), Some("1900-03-01"));
        assert_eq!(days.day(36_585).as_deref(), Some("2000-02-29"));
        assert_eq!(days.day(LAST).as_deref(), Some("9999-12-31"));
        assert_eq!((days.day(60), days.day(LAST + 1), days.day(i64::MAX)), (None, None, None));
        let mac = Dates { styles: Vec::new(), from_1904: true };
        assert_eq!(mac.day(44_867).as_deref(), Some("2026-11-03"));
    }

    #[test]
    fn a_format_tells_days_from_numbers() {
        for code in ["dd/mm/yyyy", "[$-40C]d mmmm yyyy", "yyyy\\-mm\\-dd;@"] {
            assert!(shows_a_day(code), "{code}");
        }
        for code in ["General", "0.00", "\"day\" 0", "[Red]0", "hh:mm:ss", "0_d", "\\d0"] {
            assert!(!shows_a_day(code), "{code}");
        }
    }
}
