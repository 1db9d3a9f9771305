//! A text whose line breaks are lost, parted again where its own marks show a new paragraph: a verb that opens one
//! after a stop, the next number or letter of a list, the line of an author, the words of an adoption.

use std::sync::LazyLock;

use regex::Regex;

use super::Line;
use crate::author::is_author_line;
use crate::instrument::Language;
use crate::label::{Kind, Label};
use crate::patterns::compiled;
use crate::pieces::head;
use crate::text::Hint;
use crate::verbs;

/// A shorter line is a paragraph of its own.
const SHORTEST_FOLDED: usize = 700;

/// Fewer marks than this may be a paragraph's own words.
const FEWEST_MARKS: usize = 4;

/// The front matter of a folded text lies within this many bytes.
const FRONT_BYTES: usize = 1_600;

/// What begins a line of the front matter, wherever it stands.
static FRONT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:Distr\b|Original ?:|\p{Lu}\p{L}+(?:-\p{Ll}+)? session\b|Agenda items? |Points? \d+|Items? \d+|Resolutions? adopted by|Résolutions? adoptée?s? |\[(?:on the|sur |without|sans|adopt)|\d{2,3}/\d{1,3}\. |Draft resolution|Projet de résolution)",
    )
});
/// What ends a list of sponsors, after which the title stands.
const SPONSORS_END: [&str; 6] = [
    ": draft resolution ",
    ": revised draft resolution ",
    ": draft decision ",
    ": projet de résolution ",
    ": projet de résolution révisé ",
    ": projet de décision ",
];

/// Words of a heading within a line.
const HEADING_WORDS: usize = 10;

/// Digits of a note's mark.
const MARK_DIGITS: usize = 3;

/// Words whose number follows them and heads nothing.
const COUNTED: [&str; 14] = [
    "section",
    "article",
    "articles",
    "annex",
    "annexe",
    "chapter",
    "chapitre",
    "part",
    "partie",
    "paragraph",
    "paragraphe",
    "resolution",
    "résolution",
    "no",
];

/// The rule above notes.
static RULE: LazyLock<Regex> = LazyLock::new(|| compiled(r"^_{3,} ?"));

static AUTHORS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"^(?:(?:WE|We),? (?:the|THE|as) |(?:NOUS|Nous),? (?:les|LES|chefs|ministres|dirigeants) )")
});
static TRIGGER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:(?:DO )?HEREBY[ :]|Do hereby[ :]|Hereby[ :]|HAVE (?:AGREED|DECIDED)|Have (?:agreed|decided)|AGREE TO|DECIDE TO|DECIDE ?:|DECLARE ?:|Agree ?:|Décident |Conviennent |DÉCIDENT |S’engagent )",
    )
});
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:(?:Adopted|ADOPTED|Done|DONE|Signed|SIGNED|Issued|Fait|FAIT|Adoptée?|ADOPTÉE?) (?:in|at|by|on|this|à|en|le|par|IN|AT) |\d{1,3}(?:st|nd|rd|th|e) (?:plenary meeting|séance)|_{3,})",
    )
});
static AUTHOR_LINE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^((?:The|L[’']|Le |La )[^,;.:]{4,120},) \p{Lu}"));

/// Parts the folded lines.
pub(super) fn unfold(lines: Vec<Line>, language: Language) -> Vec<Line> {
    let mut parted = Vec::with_capacity(lines.len());
    for line in lines {
        if line.hint != Hint::Plain || line.text.len() < SHORTEST_FOLDED {
            parted.push(line);
            continue;
        }
        let cuts = cuts(&line.text, language);
        if cuts.len() < FEWEST_MARKS {
            parted.push(line);
            continue;
        }
        let mut from = 0;
        for to in cuts.into_iter().chain([line.text.len()]) {
            let text = line.text[from..to].trim().to_owned();
            parted.push(Line { text, page_start: line.page_start && from == 0, ..line.clone() });
            parted.push(Line { text: String::new(), page_start: false, ..line.clone() });
            from = to;
        }
    }
    parted
}

/// Where the numbers and letters of lists stand.
#[derive(Default)]
struct Counting {
    number: u32,
    letter: Option<char>,
    roman: u32,
}

impl Counting {
    /// The label goes on with the list that is open, or starts one.
    fn goes_on(&mut self, label: &Label) -> bool {
        match label.kind {
            Kind::Number(number) => {
                let next = number == self.number + 1;
                if next {
                    self.number = number;
                    self.letter = None;
                }
                next
            }
            Kind::Letter(letter) => {
                let next =
                    self.letter.map_or('a', |last| char::from_u32(u32::from(last) + 1).unwrap_or(last));
                if letter == next {
                    self.letter = Some(letter);
                    self.roman = 0;
                    return true;
                }
                self.next_roman(label)
            }
            Kind::Roman(_) => self.next_roman(label),
            Kind::Dotted => label.printed.starts_with(&format!("{}.", self.number)),
            Kind::Bullet => label.printed != "-" && label.printed != "–" && label.printed != "o",
        }
    }

    fn next_roman(&mut self, label: &Label) -> bool {
        let next = label.as_roman() == Some(self.roman + 1);
        self.roman += u32::from(next);
        next
    }
}

/// First bytes of the paragraphs after the first.
fn cuts(text: &str, language: Language) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut counting = Counting::default();
    let mut in_front = true;
    let mut from = 0;
    let mut previous = "";
    // Where the words since the last stop begin: a heading has none.
    let mut stop = 0;
    while let Some(space) = text[from..].find(' ') {
        let at = from + space + 1;
        previous = Some(&text[from..at - 1]).filter(|word| !word.is_empty()).unwrap_or(previous);
        from = at;
        let below_sponsors = in_front && SPONSORS_END.iter().any(|words| text[..at].ends_with(words));
        if below_sponsors
            || begins(&text[at..], previous, language, &mut counting, in_front && at < FRONT_BYTES)
        {
            cuts.push(at);
            cuts.extend(RULE.find(&text[at..]).map(|rule| at + rule.end()));
            stop = at;
        } else if heads_a_number(&text[stop..at], &text[at..], language, &mut counting) {
            cuts.extend([stop, at]);
            stop = at;
        } else if ends_with_stop(previous) {
            stop = at;
        }
        if in_front && let Some(author) = AUTHOR_LINE.captures(head(&text[at..], 200)) {
            let line = &author[1];
            if is_author_line(line, language) {
                cuts.extend([at, at + line.len()]);
                in_front = false;
            }
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

fn ends_with_stop(word: &str) -> bool {
    without_mark(word).ends_with([';', '.', ':', ',', '”', '»'])
}

/// "Secretary-General;1" ends with a stop: the digit calls a note. "3,000" and "1.5" don't.
fn without_mark(word: &str) -> &str {
    let bare = word.trim_end_matches(|ch: char| ch.is_ascii_digit() || ('⁰'..='⁹').contains(&ch));
    let words_own = bare.ends_with(';') || bare.strip_suffix([',', '.', ':']).is_some_and(ends_with_letter);
    if (1..=MARK_DIGITS).contains(&(word.chars().count() - bare.chars().count())) && words_own {
        bare
    } else {
        word
    }
}

fn ends_with_letter(word: &str) -> bool {
    word.ends_with(|ch: char| ch.is_alphabetic() || matches!(ch, '”' | '»' | ')'))
}

/// A heading before the next number of the list, with no stop between them: "II Follow-up 3. Requests …".
fn heads_a_number(heading: &str, rest: &str, language: Language, counting: &mut Counting) -> bool {
    let start = head(rest, 120);
    let Some(label) = Label::of(start).filter(|label| matches!(label.kind, Kind::Number(_))) else {
        return false;
    };
    let heading = heading.trim();
    let last = heading.rsplit(' ').next().unwrap_or_default();
    heading.starts_with(char::is_uppercase)
        && heading.split(' ').count() <= HEADING_WORDS
        && last.ends_with(char::is_alphabetic)
        && !COUNTED.contains(&last.to_lowercase().as_str())
        && verbs::opening(heading, language).is_none()
        && verbs::opening(start[label.length..].trim_start(), language).is_some()
        && counting.goes_on(&label)
}

fn begins(rest: &str, previous: &str, language: Language, counting: &mut Counting, in_front: bool) -> bool {
    let start = head(rest, 120);
    if in_front && (FRONT.is_match(start) || AUTHORS.is_match(start) && !previous.ends_with(['.', ';', ',']))
    {
        return true;
    }
    let previous = without_mark(previous);
    let stop = ends_with_stop(previous) || matches!(previous, "and" | "et" | "–");
    if !stop {
        return start.starts_with("___");
    }
    if let Some(label) = Label::of(start) {
        // A preamble ends with a comma; the first number after it opens with the verb of its paragraph.
        let first = label.kind == Kind::Number(1)
            && counting.number == 0
            && verbs::opening(&start[label.length..], language).is_some();
        return (first || !previous.ends_with(',')) && counting.goes_on(&label);
    }
    let opens = previous.ends_with([';', ','])
        && start.starts_with(char::is_uppercase)
        && verbs::opening(start, language).is_some();
    opens
        || TRIGGER.is_match(start) && previous.ends_with([';', ',', '.'])
        || CLOSING.is_match(start) && previous.ends_with(['.', '”', '»'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_and_a_note_mark_before_a_number_hide_no_paragraph() {
        let filler = "made-up words ".repeat(60);
        let text = format!(
            "The Assembly, Recalling {filler}, General matters 1. Takes note of 3,000 things in section 2. of the report;4 \
             2. Calls upon States to act; II Follow-up 3. Requests {filler}. 9th plenary meeting __________ 4 A/91/1."
        );
        let parted = unfold(vec![Line::plain(&text)], Language::En);
        let lines: Vec<&str> =
            parted.iter().filter(|line| !line.is_blank()).map(|line| line.text.as_str()).collect();
        let starts: Vec<String> =
            lines.iter().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(
            starts,
            [
                "The Assembly,",
                "Recalling made-up",
                "General matters",
                "1. Takes",
                "2. Calls",
                "II Follow-up",
                "3. Requests",
                "9th plenary",
                "__________",
                "4 A/91/1."
            ]
        );
    }

    #[test]
    fn parts_at_marks_and_loses_no_word() {
        let filler = "made-up words ".repeat(60);
        let text = format!(
            "STATEMENT ON THINGS We, the ministers, meeting in Port Sauvage; Recalling {filler}; Noting also {filler}; \
             DO HEREBY: 1. Agree to {filler}: (a) one; (b) two. 2. Share 3 things. Adopted at Port Sauvage."
        );
        let line = Line::plain(&text);
        let parted = unfold(vec![line], Language::En);
        let starts: Vec<&str> = parted
            .iter()
            .filter(|line| !line.is_blank())
            .map(|line| line.text.split(' ').next().unwrap_or_default())
            .collect();
        assert_eq!(
            starts,
            ["STATEMENT", "We,", "Recalling", "Noting", "DO", "1.", "(a)", "(b)", "2.", "Adopted"]
        );
        let joined: Vec<&str> =
            parted.iter().filter(|line| !line.is_blank()).map(|line| line.text.as_str()).collect();
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(squeezed(&joined.concat()), squeezed(&text));
    }
}
