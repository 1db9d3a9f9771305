//! The labels that paragraphs are printed with: `1.`, `(a)`, `a)`, `(i)`, `–`, `Article 3`.

use std::sync::LazyLock;

use regex::Regex;

use crate::patterns::compiled;

/// What a label counts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `1.`
    Number(u32),
    /// `(a)`; `(i)` too, until its neighbours tell that it is roman.
    Letter(char),
    /// `(iv)`, `ii)`.
    Roman(u32),
    /// `1.2`.
    Dotted,
    /// `–`, `•`.
    Bullet,
}

/// A label in front of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// As printed, without the stop or bracket that parts it from the text: `1`, `(a)`.
    pub printed: String,
    /// What it counts with.
    pub kind: Kind,
    /// A bracket parts it from its text: `1)`, not `1.`.
    pub bracket: bool,
    /// Bytes of the line it takes, with the space after it.
    pub length: usize,
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^((?:OP|PP|op|pp)? ?(\d{1,3})(?: ?(?:bis|ter|quater))?)(?:\.(?:[-–—])?|\)| ?[-–—] )(?:\s+|$|([\p{Lu}«“(\[À]))",
    )
});
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| compiled(r"^(\((\d{1,3})\))\s*"));
static DOTTED: LazyLock<Regex> = LazyLock::new(|| compiled(r"^(\d{1,2}(?:\.\d{1,2}){1,3})\.?(?:\s+|$)"));
static LETTER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"^(\(([a-z]|[ivxl]{2,6}|[a-z]{2})\)|([a-z]|[ivx]{2,5})\)|([a-z]|[ivx]{2,5})\.)(?:\s+|$|\p{Lu})")
});
static BULLET: LazyLock<Regex> = LazyLock::new(|| compiled(r"^([-–—•·●▪■◦*‣➢►✓→§]|o)(\s+)"));
static CAPITAL_ROMAN: LazyLock<Regex> = LazyLock::new(|| compiled(r"^([IVX]{1,5})[.)]\s+"));
static BARE: LazyLock<Regex> = LazyLock::new(|| compiled(r"^((\d{1,3})\s+)[“«(]?\p{Lu}"));
static ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^((?:Article|ARTICLE|Principle|Principe|Norm|Norme|CBM|Recommendation|Recommandation) (\d{1,3})(?: ?\([a-z]\))?)(?:\s*[.:–—-]\s*|\s*$|\s+)",
    )
});

impl Label {
    /// The label that a line starts with.
    pub fn of(line: &str) -> Option<Self> {
        if let Some(found) = DOTTED.captures(line) {
            let known = NUMBER.is_match(line);
            if !known {
                return Some(Self::new(&found[1], Kind::Dotted, found[0].len()));
            }
        }
        if let Some(found) = NUMBER.captures(line) {
            let number = found[2].parse().ok()?;
            let length = found.get(3).map_or(found[0].len(), |letter| letter.start());
            let bracket = line[found[1].len()..].starts_with(')');
            return Some(Self { bracket, ..Self::new(&found[1], Kind::Number(number), length) });
        }
        if let Some(found) = BRACKETED.captures(line) {
            return Some(Self::new(&found[1], Kind::Number(found[2].parse().ok()?), found[0].len()));
        }
        if let Some(found) = LETTER.captures(line) {
            return Self::lettered(line, &found);
        }
        if let Some(found) = BULLET.captures(line) {
            return Some(Self::new(&found[1], Kind::Bullet, found[0].len()));
        }
        let found = ARTICLE.captures(line)?;
        Some(Self::new(&found[1], Kind::Number(found[2].parse().ok()?), found[0].len()))
    }

    fn new(printed: &str, kind: Kind, length: usize) -> Self {
        Self { printed: printed.to_owned(), kind, bracket: false, length }
    }

    /// `I.`, `IV)`: the number of a point in capitals, which elsewhere heads a section.
    pub fn capital_roman(line: &str) -> Option<Self> {
        let found = CAPITAL_ROMAN.captures(line)?;
        let number = roman(&found[1].to_lowercase())?;
        Some(Self::new(&found[1], Kind::Roman(number), found[0].len()))
    }

    /// `7 The Ministers …`: a number without a stop, which is a label only where such numbers run through a text.
    pub fn bare(line: &str) -> Option<Self> {
        let found = BARE.captures(line)?;
        Some(Self::new(&found[2], Kind::Number(found[2].parse().ok()?), found[1].len()))
    }

    /// Printed in capitals.
    pub fn is_capital_roman(&self) -> bool {
        matches!(self.kind, Kind::Roman(_)) && self.printed.starts_with(char::is_uppercase)
    }

    fn lettered(line: &str, found: &regex::Captures<'_>) -> Option<Self> {
        let inner = found.get(2).or_else(|| found.get(3)).or_else(|| found.get(4))?.as_str();
        let printed = &found[1];
        let length = line[printed.len()..].len() - line[printed.len()..].trim_start().len() + printed.len();
        let kind = match (inner.chars().count(), inner.chars().next()) {
            (1, Some(letter)) => Kind::Letter(letter),
            _ => Kind::Roman(roman(inner)?),
        };
        Some(Self::new(printed.trim_end_matches('.'), kind, length))
    }

    /// The same label read as a roman number, if it can be.
    pub fn as_roman(&self) -> Option<u32> {
        match self.kind {
            Kind::Roman(number) => Some(number),
            Kind::Letter(letter) => roman(letter.encode_utf8(&mut [0; 4])),
            _ => None,
        }
    }

    /// A mark that counts nothing.
    pub fn is_bullet(&self) -> bool {
        self.kind == Kind::Bullet
    }

    /// The part of a path this label gives: `1`, `a`, `iv`.
    pub fn slug(&self) -> Option<String> {
        if self.kind == Kind::Bullet {
            return None;
        }
        let mut slug = String::new();
        for ch in self.printed.chars() {
            if ch.is_ascii_alphanumeric() {
                slug.push(ch.to_ascii_lowercase());
            } else if (ch == '.' || ch == ' ') && !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        Some(slug.trim_end_matches('-').to_owned()).filter(|slug| !slug.is_empty())
    }
}

fn roman(text: &str) -> Option<u32> {
    let values: Option<Vec<u32>> = text
        .chars()
        .map(|ch| match ch {
            'i' => Some(1),
            'v' => Some(5),
            'x' => Some(10),
            'l' => Some(50),
            'c' => Some(100),
            _ => None,
        })
        .collect();
    let values = values?;
    let mut sum = 0;
    for (at, value) in values.iter().enumerate() {
        if values.get(at + 1).is_some_and(|next| next > value) {
            sum -= i64::from(*value);
        } else {
            sum += i64::from(*value);
        }
    }
    u32::try_from(sum).ok().filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(line: &str) -> Option<(String, Kind)> {
        Label::of(line).map(|label| (label.printed, label.kind))
    }

    #[test]
    fn reads_the_usual_labels() {
        assert_eq!(printed("1.  Demande"), Some(("1".to_owned(), Kind::Number(1))));
        assert_eq!(printed("12."), Some(("12".to_owned(), Kind::Number(12))));
        assert_eq!(printed("(a) To"), Some(("(a)".to_owned(), Kind::Letter('a'))));
        assert_eq!(printed("b) de"), Some(("b)".to_owned(), Kind::Letter('b'))));
        assert_eq!(printed("(iv) to"), Some(("(iv)".to_owned(), Kind::Roman(4))));
        assert_eq!(printed("– Partager"), Some(("–".to_owned(), Kind::Bullet)));
        assert_eq!(printed("Article 3 – Scope"), Some(("Article 3".to_owned(), Kind::Number(3))));
        assert_eq!(printed("1.2 Scope"), Some(("1.2".to_owned(), Kind::Dotted)));
    }

    #[test]
    fn leaves_words_and_dates_alone() {
        for line in ["2 December 2011", "a safe", "2015, and", "70/237 of", "I. Introduction", "i am"] {
            assert_eq!(printed(line), None, "{line}");
        }
    }
}
