//! The title of a text, and the number printed before it.

use std::sync::LazyLock;

use regex::Regex;

use super::SESSION;
use crate::dates;
use crate::fold::folded;
use crate::paragraphs::Block;
use crate::patterns::compiled;
use crate::split::Parts;

static NUMBERED_TITLE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^(\d{1,3}/\d{1,3}(?: [A-Z])?)\.\s+(\S.*)$"));

static COUNCIL_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)^r[ée]solution (\d{3,4} \((?:19|20)\d\d\))"));

/// "Resolution 7 (2031)" on a line of its own: the number that a body which counts by years gives its text.
static YEARS_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)^(?:r[ée]solution|decision|décision) (?:no\.? ?|n[°o] ?)?(\d{1,4} ?\((?:19|20)\d\d\))$")
});

/// The number of a text whose body counts by years.
pub(super) fn years_number(line: &str) -> Option<&str> {
    YEARS_NUMBER.captures(line).and_then(|found| found.get(1)).map(|number| number.as_str())
}

static DECISION_LINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)^(?:decision|décision|resolution|résolution) (?:no\.?|n[°o]) ?[\d/.-]+$")
});

/// "PC.DEC/1202", "MC(23) Journal No 2, point 7 de l’ordre du jour": numbers of documents, no titles.
static ONLY_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:[A-Z.()\d]+/[A-Z\d./-]+|(?:PC|MC|FSC)(?:\(\d+\))?[. ]+journal\b.{0,120}|\d{1,4}(?:st|nd|rd|th|e|re) (?:plenary )?meeting|.{3,60} jour de la .{3,60} réunion|.{3,30} day of the .{3,60} meeting)$",
    )
});

/// A title with a full stop is short; a longer text with one is a sentence of a foreword.
const LONGEST_TITLE_WITH_STOP: usize = 120;

/// What some pages print before a title.
static TITLE_MARK: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)^(?:\[(?:title|titre)\]\s*:?|(?:title|titre|objet|subject)\s*:)\s*"));

/// The title and, for a resolution, the number printed before it.
pub(super) fn title(parts: &Parts, sponsors: &[usize]) -> (Option<String>, Option<String>) {
    let mut candidates =
        parts.front.iter().enumerate().filter(|(at, block)| may_be_title(*at, block, sponsors));
    let block = if parts.author.is_some() || !parts.letter.is_empty() {
        // A resolution's title stands right before its body speaks; an annex's after the letter.
        candidates.next_back().map(|(_, block)| block)
    } else {
        // A decision's title stands right after its number.
        let number = parts.front.iter().position(|block| DECISION_LINE.is_match(&block.text));
        let after = number.filter(|number| candidates.clone().any(|(at, _)| at > *number));
        let all: Vec<&Block> = candidates
            .filter(|(at, _)| after.is_none_or(|number| *at > number))
            .map(|(_, block)| block)
            .collect();
        if let Some(first) = all.first().filter(|_| after.is_some()) {
            return (Some(first.text.trim().to_owned()), None);
        }
        all.iter().find(|block| names_a_form(&block.text)).or_else(|| all.first()).copied()
    };
    let number = parts.front.iter().find_map(|block| {
        NUMBERED_TITLE
            .captures(&block.text)
            .or_else(|| COUNCIL_NUMBER.captures(&block.text))
            .map(|found| found[1].to_owned())
    });
    let title = block.map(|block| match NUMBERED_TITLE.captures(&block.text) {
        Some(found) => found[2].to_owned(),
        None => over_lines(block, parts, sponsors),
    });
    let title = title.map(|title| TITLE_MARK.replace(&title, "").into_owned());
    (title.map(|title| title.trim().trim_end_matches(['*', '¹', '²', ' ', '–', '—']).to_owned()), number)
}

/// Words that begin the second line of a title.
static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:on|of|for|in|to(?: the)?|and|with|against|regarding|concerning|sur|de|du|des|pour|et|en|dans|contre|relative?s?|concernant)\s",
    )
});

/// "Declaration", "Communiqué final": what kind of text it is, and not what it is about.
static BARE_FORM: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:joint |final |political |ministerial |leaders[’'] |draft |project of )*(?:declaration|statement|communiqu[ée]|conclusions|report|decision|resolution|déclaration|rapport|décision|résolution)(?: conjointe?| commune?| finale?| politique| ministérielle?)*$",
    )
});

/// A title may go over several lines, of which the one that was found is one.
fn over_lines(found: &Block, parts: &Parts, sponsors: &[usize]) -> String {
    let Some(mut at) = parts.front.iter().position(|block| std::ptr::eq(block, found)) else {
        return found.text.clone();
    };
    let line = |at: usize| parts.front.get(at).filter(|block| may_be_title(at, block, sponsors));
    let mut title = found.text.clone();
    while GOES_ON.is_match(&title)
        && let Some(above) = at.checked_sub(1).and_then(line)
    {
        title = format!("{} {title}", above.text);
        at -= 1;
    }
    let over_author = parts.author.is_some();
    if let Some(below) = line(at + 1).filter(|below| !over_author && GOES_ON.is_match(&below.text)) {
        title = format!("{title} {}", below.text);
    }
    if BARE_FORM.is_match(title.trim()) {
        let about = |block: &&Block| !is_place(&block.text) && block.text.split(' ').count() > 2;
        if let Some(below) = line(at + 1).filter(about) {
            title = format!("{title} {}", below.text);
        } else if let Some(above) = at.checked_sub(1).and_then(line).filter(about) {
            title = format!("{} {title}", above.text);
        }
    }
    title
}

fn is_place(text: &str) -> bool {
    text.contains(", ") && text.split(' ').count() <= 5
}

fn may_be_title(at: usize, block: &Block, sponsors: &[usize]) -> bool {
    let text = folded(&block.text);
    let generic = [
        "introduction",
        "preamble",
        "preambule",
        "overview",
        "summary",
        "resume",
        "foreword",
        "avant propos",
        "contents",
        "table of contents",
        "sommaire",
        "table des matieres",
        "contexte",
        "background",
        "annex",
        "annexe",
        "title",
    ];
    if generic.contains(&text.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == ' ')) {
        return false;
    }
    let formal = [
        "distr",
        "original",
        "resolution adopted",
        "resolution adoptee",
        "agenda item",
        "point ",
        "points ",
        "general assembly",
        "assemblee generale",
        "united nations",
        "nations unies",
        "limited",
        "projet de resolution",
        "draft resolution",
        "on the report",
        "sur le rapport",
        "without reference",
        "sans renvoi",
        "adopted by",
        "item ",
        "items ",
        "premiere commission",
        "first committee",
        "draft decision",
        "revised draft",
        "security council",
        "conseil de securite",
        "a g",
        "home",
        "accueil",
        "english",
        "francais",
    ];
    let dated =
        dates::first_date(&block.text).is_some_and(|date| date.end - date.start + 24 > block.text.len());
    !sponsors.contains(&at)
        && block.text.chars().count() >= 6
        && block.text.chars().count() <= 400
        && !dated
        && (!block.text.starts_with(['(', '[']) || TITLE_MARK.is_match(&block.text))
        && !SESSION.is_match(&block.text)
        && !ONLY_NUMBER.is_match(&block.text)
        && !(block.text.ends_with('.') && block.text.chars().count() > LONGEST_TITLE_WITH_STOP)
        && !text.contains("agenda item")
        && !DECISION_LINE.is_match(&block.text)
        && !YEARS_NUMBER.is_match(&block.text)
        && !formal
            .iter()
            .any(|start| text == start.trim() || text.starts_with(start) && block.text.len() < 120)
        && block.text.chars().filter(|ch| ch.is_alphabetic()).count() * 2 > block.text.len() / 2
}

pub(super) fn names_a_form(text: &str) -> bool {
    let text = folded(text);
    [
        "declaration",
        "statement",
        "communique",
        "report",
        "rapport",
        "resolution",
        "decision",
        "appel",
        "call",
        "plan",
        "programme",
        "summary",
        "resume",
        "convention",
        "charter",
        "charte",
        "agreement",
        "accord",
        "principles",
        "conclusions",
        "framework",
        "agenda",
        "vision",
        "strategy",
        "roadmap",
        "route",
        "pledge",
        "code",
        "outcome",
        "commitment",
        "engagement",
    ]
    .iter()
    .any(|word| text.split(' ').any(|one| one == *word))
}
