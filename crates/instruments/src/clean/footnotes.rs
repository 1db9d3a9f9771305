//! Footnotes, set apart from the text they stand under.

use std::sync::LazyLock;

use regex::Regex;

use super::{Cleaned, Line};
use crate::patterns::compiled;
use crate::text::Hint;

/// `1 A/65/201.` or `² Resolution 70/1.`: a number without a full stop, then words.
static START: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^(?:(?:\d{1,3}|[¹²³⁴-⁹⁰]{1,3})\s+|\*{1,3}\s*)(\S.*)$"));

/// A footnote that stands in the run of the text: a number, then nothing but a symbol, "Ibid." or a reference.
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:(?:\d{1,3}|[¹²³⁴-⁹⁰]{1,3})\s+|\*{1,3}\s*)((?:(?:See|Voir|Ibid\.?|Idem|Nations Unies, Recueil|United Nations, Treaty)\b.*)|(?:(?:See |Voir )?(?:[Rr]esolutions?|[Rr]ésolutions?|[Dd]ecisions?|[Dd]écisions?) (?:No\. ?)?\d[^;:]{0,60}\.?)|(?:(?:(?:See )?(?:resolution|résolution|Resolution|Résolution) )?[ASE]/[A-Z0-9./-]+.{0,120}))$",
    )
});

/// A note that a star calls: "*Names of States as they stood then." The star stands behind a word of the text too.
static STARRED: LazyLock<Regex> = LazyLock::new(|| compiled(r"^\*{1,3} ?(\p{L}.*)$"));
static CALLED_BY_STAR: LazyLock<Regex> = LazyLock::new(|| compiled(r"[\p{L})]\*(?:[\s,;.)]|$)"));

/// The line that printers put above footnotes.
static RULE: LazyLock<Regex> = LazyLock::new(|| compiled(r"^_{3,}$"));

/// Moves footnotes out of the lines.
pub(super) fn set_apart(cleaned: &mut Cleaned) {
    let mut kept: Vec<Line> = Vec::with_capacity(cleaned.lines.len());
    // Below the rule of a page, every line that starts with a number is a footnote.
    let mut below_rule = false;
    let mut open = false;
    let mut starred = false;
    for line in std::mem::take(&mut cleaned.lines) {
        if line.hint == Hint::Footnote {
            cleaned.footnote_numbers.push(number_of(&line.text));
            cleaned.footnotes.push(line.text);
            continue;
        }
        if RULE.is_match(&line.text) {
            cleaned.repairs.add(&line.text, "", "rule");
            below_rule = true;
            open = false;
            kept.push(Line { text: String::new(), ..line });
            continue;
        }
        below_rule &= !line.page_start;
        let starts = if below_rule || open { START.captures(&line.text) } else { None };
        starred |= CALLED_BY_STAR.is_match(&line.text);
        let by_star = if starred { STARRED.captures(&line.text) } else { None };
        let note = REFERENCE.captures(&line.text).or(starts).or(by_star);
        if let Some(found) = note.and_then(|found| found.get(1)) {
            cleaned.footnote_numbers.push(number_of(&line.text));
            cleaned.footnotes.push(found.as_str().to_owned());
            open = true;
            kept.push(Line { text: String::new(), ..line });
        } else if line.is_blank() {
            open = false;
            kept.push(line);
        } else if open && continues(cleaned.footnotes.last()) {
            if let Some(last) = cleaned.footnotes.last_mut() {
                last.push(' ');
                last.push_str(&line.text);
            }
        } else {
            below_rule = false;
            open = false;
            kept.push(line);
        }
    }
    cleaned.lines = kept;
}

/// The number that a note or a mark is printed with.
pub(super) fn number_of(text: &str) -> Option<u16> {
    let digit = |ch: char| {
        ch.to_digit(10).or_else(|| {
            "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == ch).and_then(|at| u32::try_from(at).ok())
        })
    };
    let number = text.chars().map_while(digit).take(3).fold(0, |sum, digit| sum * 10 + digit);
    u16::try_from(number).ok().filter(|number| *number > 0)
}

fn continues(last: Option<&String>) -> bool {
    last.is_some_and(|note| !note.ends_with(['.', ')', '”', '»']))
}
