//! Footnotes, set apart from the text they stand under.

use std::sync::LazyLock;

use regex::Regex;

use super::{Cleaned, Line};
use crate::patterns::compiled;
use crate::text::Hint;

/// `1 A/65/201.` or `² Resolution 70/1.`: a number without a full stop, then words.
static START: LazyLock<Regex> = LazyLock::new(|| compiled(r"^(?:\d{1,3}|[¹²³⁴-⁹⁰]{1,3}|\*{1,3})\s+(\S.*)$"));

/// A footnote that stands in the run of the text: a number, then nothing but a symbol, "Ibid." or a reference.
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:\d{1,3}|[¹²³⁴-⁹⁰]{1,3})\s+((?:(?:See|Voir|Ibid\.?|Idem|Nations Unies, Recueil|United Nations, Treaty)\b.*)|(?:(?:(?:See )?(?:resolution|résolution|Resolution|Résolution) )?[ASE]/[A-Z0-9./-]+.{0,120}))$",
    )
});

/// Moves footnotes out of the lines.
pub(super) fn set_apart(cleaned: &mut Cleaned) {
    let mut kept: Vec<Line> = Vec::with_capacity(cleaned.lines.len());
    let mut open = false;
    for line in std::mem::take(&mut cleaned.lines) {
        if line.hint == Hint::Footnote {
            cleaned.footnotes.push(line.text);
            continue;
        }
        if line.is_blank() || line.page_start {
            open = false;
        }
        let note = REFERENCE.captures(&line.text).or_else(|| {
            // After a footnote, the next number starts the next footnote.
            let follows = cleaned.footnotes.last().is_some() && open;
            follows.then(|| START.captures(&line.text)).flatten()
        });
        if let Some(found) = note.and_then(|found| found.get(1)) {
            cleaned.footnotes.push(found.as_str().to_owned());
            open = true;
            kept.push(Line { text: String::new(), ..line });
        } else if open && !line.is_blank() && continues(cleaned.footnotes.last()) {
            if let Some(last) = cleaned.footnotes.last_mut() {
                last.push(' ');
                last.push_str(&line.text);
            }
        } else {
            kept.push(line);
        }
    }
    cleaned.lines = kept;
}

fn continues(last: Option<&String>) -> bool {
    last.is_some_and(|note| !note.ends_with(['.', ')', '”', '»']))
}
