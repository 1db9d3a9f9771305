//! Dates written in words: "the fourteenth of November, two thousand and eighteen", "le premier mars deux mille dix".

use std::sync::LazyLock;

use regex::Regex;

use crate::dates::{Found, MONTH, iso, month_number};
use crate::fold::tokens;
use crate::patterns::compiled;

/// Numbers that days and years are built of; "twenty" and "seven" make 27.
const NUMBERS: [(&str, u32); 79] = [
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("premier", 1),
    ("un", 1),
    ("deux", 2),
    ("trois", 3),
    ("quatre", 4),
    ("cinq", 5),
    ("sept", 7),
    ("huit", 8),
    ("neuf", 9),
    ("dix", 10),
    ("onze", 11),
    ("douze", 12),
    ("treize", 13),
    ("quatorze", 14),
    ("quinze", 15),
    ("seize", 16),
    ("vingt", 20),
    ("trente", 30),
    ("quarante", 40),
    ("cinquante", 50),
    ("soixante", 60),
    ("thousand", 1000),
    ("mille", 1000),
    ("mil", 1000),
    ("hundred", 100),
    ("cent", 100),
    ("and", 0),
    ("et", 0),
    ("of", 0),
    ("the", 0),
    ("year", 0),
];

/// A number word of either language.
const WORD: &str = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|twenty|thirty|premier|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente)";

/// What a year is said with.
const YEAR_WORD: &str = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|un|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|thousand|hundred|mille|mil|cents?|and|et)";

static IN_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?i)\b(\d{{1,2}}(?:st|nd|rd|th|er)?|{WORD}(?:(?:[ -]et[ -]|[ -]){WORD})?)(?:\s+day)?(?:\s+of)?\s+{MONTH},?\s+(?:(?:in|of)\s+the\s+year\s+(?:of\s+our\s+lord\s+)?|de\s+l[’']an(?:née|nee)?\s+|l[’']an\s+)?,?\s*(\d{{4}}\b|{YEAR_WORD}(?:[ -]{YEAR_WORD}){{1,6}}\b)"
    ))
});

/// The dates in which a day or a year is written in words.
pub(crate) fn in_words(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for one in IN_WORDS.captures_iter(text) {
        let Some(whole) = one.get(0) else { continue };
        let (Some(day), Some(year)) = (number(&one[1]), year(&one[3])) else { continue };
        if let Some(iso) = iso(&year.to_string(), month_number(&one[2]), &day.to_string()) {
            found.push(Found { iso, start: whole.start(), end: whole.end() });
        }
    }
    found
}

fn year(words: &str) -> Option<u32> {
    let known: Vec<u32> = values(words)?;
    let said = match known.as_slice() {
        // "twenty eighteen", "nineteen ninety-nine"
        [century @ (19 | 20), rest @ ..] if !rest.contains(&1000) && !rest.contains(&100) => {
            century * 100 + rest.iter().sum::<u32>()
        }
        all => sum(all),
    };
    (1900..2100).contains(&said).then_some(said)
}

fn number(words: &str) -> Option<u32> {
    Some(sum(&values(words)?))
}

/// "two thousand eighteen": what stands before thousand or hundred multiplies it.
fn sum(values: &[u32]) -> u32 {
    let (mut all, mut open) = (0_u32, 0_u32);
    for value in values {
        match value {
            1000 => {
                all += open.max(1) * 1000;
                open = 0;
            }
            100 => open = open.max(1) * 100,
            small => open += small,
        }
    }
    all + open
}

fn values(words: &str) -> Option<Vec<u32>> {
    let mut found = Vec::new();
    for token in tokens(words) {
        let digits = token.word.trim_end_matches(|ch: char| ch.is_ascii_alphabetic());
        let value = match digits.parse() {
            Ok(number) => number,
            Err(_) => number_word(&token.word)?,
        };
        if value > 0 {
            found.push(value);
        }
    }
    Some(found)
}

fn number_word(word: &str) -> Option<u32> {
    let known = |word: &str| NUMBERS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value);
    known(word).or_else(|| known(word.trim_end_matches('s')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn isos(text: &str) -> Vec<String> {
        in_words(text).into_iter().map(|found| found.iso).collect()
    }

    #[test]
    fn reads_days_and_years_in_words() {
        for text in [
            "on the fourteenth of November, two thousand and eighteen",
            "this 14th day of November in the year 2018",
            "this Fourteenth Day of November in the Year Two Thousand and Eighteen",
            "le quatorze novembre deux mille dix-huit",
            "on 14 November twenty eighteen",
        ] {
            assert_eq!(isos(text), ["2018-11-14"], "{text}");
        }
        assert_eq!(isos("on the Twenty-Seventh of April, nineteen ninety-nine"), ["1999-04-27"]);
        assert_eq!(isos("le trente et un mars deux mille vingt et un"), ["2021-03-31"]);
        assert!(isos("the second of May and two more").is_empty());
    }
}
