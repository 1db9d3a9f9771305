//! Texts cited by title: quoted ("entitled …"), or named by what they are ("the Declaration on …").

use std::sync::LazyLock;

use regex::Regex;

use crate::citations::{Cited, bare};
use crate::fold::folded;
use crate::instrument::CitationKind;
use crate::named;
use crate::patterns::compiled;
use crate::pieces::head;

/// A title longer than this is a sentence that was not parted.
const MAX_TITLE_CHARS: usize = 320;

/// A longer quotation is no title.
const MAX_QUOTED_CHARS: usize = 400;

static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r#"(?i)\b(?:intitul[ée]e?s?|entitled|titled)\s*,?\s*(?:«\s*([^»”]+?)\s*[»”]|[“„"]\s*([^”"»]+?)\s*[”"»]|‘([^‘]+?)’(?:[ ,;.]|$))"#,
    )
});
static QUOTED_ALONE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r#"(?:«\s*([^«»]{12,400}?)\s*»|[“„"]([^“”"]{12,400}?)[”"])"#));
static QUOTED_NOUN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(r[ée]solution|d[ée]cision|question|point|item|sub-item|agenda item|d[ée]claration|declaration|statement|rapport|report|document|plan|programme|strat[ée]gie|strategy|communiqu(?:es?)?|convention|note)\b",
    )
});

/// Nouns of documents in French: what a phrase that names a text starts with.
const NOUNS_FR: &str = r"déclarations?(?: (?:conjointe|commune|ministérielle|politique|finale|universelle))?|conventions?(?: internationale)?|traités?|accords?|charte|pactes?|protocoles?|schémas? directeurs?|programmes? de travail|programmes? d[’']action|plans? d[’']action|plans? de travail|plans? directeurs?|stratégies?|communiqu(?:é?s)?|mémorandums?|feuilles? de route|documents? final|document|agenda|appel|vision|résolution de l[’']assemblée générale|cadre de sendai|principes directeurs|engagement|consensus|acte final|concept|modalités";

static SEGMENT_FR: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?i)(?:\b(?:la|le|les|sa|ses|son|leur|leurs|aux?|du|de la)|l[’'])\s*((?:{NOUNS_FR})\b)"
    ))
});
static NEXT_FR: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?i)(?:,|;|\bet\b|\bainsi que\b|\bde même que\b)\s*(?:et |ainsi que |de )?(?:(?:la|le|les|sa|ses|son|leur|leurs|des?|du|aux?)\s+|l[’'])?(?:{NOUNS_FR}|résolutions?|décisions?|autres|instruments|textes|rapports?|normes|travaux)\b"
    ))
});
static END: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?:[;:.](?:\s|$)|, (?:qui|lesquelles|lesquels|dont|dite? |dénommée? |adopté|notamment|y compris|ainsi que|et |en particulier|où|which|that|adopted|including|in particular|as well as|and |where|in which|signed|issued|endorsed|held|noting|recognizing|recognising|reaffirming|emphasi|done|made|of which|to which|particularly|as |in order|inter alia|by which)| (?:qui|which|adopted by|adopted at|adopted on|adopted in|adoptée?s? (?:par|à|le|en|lors)|signed (?:in|on|at)|issued (?:in|on|at|by)|réaffirmant|where|soulignant|endorsed (?:by|at|in)|\() ?|,? (?:intitul|entitled))",
    )
});
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)(?:\b(?:de|of|in|en|du|dated)\s+|^|\()((?:19|20)\d\d)\b|\b((?:19|20)\d\d)\s+(?:\p{Lu})")
});

/// An English title: capitals, with small words between them, around a noun of documents.
static NAMED_EN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?x)
        (?:(?:\p{Lu}[\p{L}\d’'&.–-]*|\d{4}|\d{1,2}(?:st|nd|rd|th)|\p{Lu}+)(?:\s+(?:of|on|for|the|to|in)\s+(?:the\s+)?|\s+and\s+|\s*[–-]\s*|\s+))*
        (?:Declarations?|Statements?|Conventions?|Treaty|Treaties|Agreements?|Covenants?|Protocols?|Master\s*[Pp]lan|Work\s?[Pp]lan|Plan\s+of\s+Action|Action\s+Plan|Programme\s+of\s+(?:Action|Work)|Work\s+Programme|Agenda|Strategy|Communiqu[ée]s?|Memorandum\s+of\s+Understanding|Blueprint|Vision|Road\s?map|Paris\s+Call|Compact|Accord|Outcome\s+Document|Concord|Initial\s+Set|Principles\s+and\s+Actions)
        (?:(?:\s*,\s*(?:on|for|against|between|with|towards)|\s+(?:of|on|for|to|in|and|the|against|between|with|by|its|their|towards|from|at|concerning|governing|regarding))(?:\s+(?:of|on|for|to|in|and|the|against|all|between|with|from))*\s+(?:\p{Lu}[\p{L}\d’'/–-]*|\d{4}\b)|\s+(?:\p{Lu}[\p{L}\d’'/–-]*|\d{4}(?:[–-]\d{2,4})?\b|\([^)]{2,60}\)|[–-]\s)|,\s+\p{Lu}\p{Ll}+\s+and\s+\p{Lu}\p{Ll}+|:\s+(?:\p{Lu}[\p{L}’'-]*))*",
    )
});

/// Which kind of text a noun names.
fn kind_of(noun: &str) -> CitationKind {
    let noun = folded(noun);
    let has = |words: &[&str]| words.iter().any(|word| noun.contains(word));
    if has(&["resolution"]) {
        CitationKind::Resolution
    } else if has(&["communiqu"]) {
        CitationKind::Communique
    } else if has(&["declaration", "appel", "paris call"]) {
        CitationKind::Declaration
    } else if has(&["statement"]) {
        CitationKind::Statement
    } else if has(&["question", "item", "point"]) {
        CitationKind::AgendaItem
    } else if has(&[
        "convention",
        "traite",
        "treat",
        "accord",
        "agreement",
        "pacte",
        "covenant",
        "protocol",
        "memorandum",
        "acte constitutif",
    ]) {
        CitationKind::Convention
    } else if has(&["charte"]) {
        CitationKind::Charter
    } else if has(&["rapport", "report"]) {
        CitationKind::Report
    } else if has(&["decision"]) {
        CitationKind::Decision
    } else if has(&[
        "plan",
        "programme",
        "schema",
        "strateg",
        "agenda",
        "feuille",
        "road",
        "vision",
        "blueprint",
        "cadre",
        "compact",
    ]) {
        CitationKind::Plan
    } else {
        CitationKind::Document
    }
}

/// Titles in quotation marks after "entitled": they belong to the text named just before.
pub(crate) fn quoted(text: &str, found: &mut Vec<Cited>) {
    quoted_after_number(text, found);
    for quote in QUOTED.captures_iter(text) {
        let title = quote.get(1).or_else(|| quote.get(2)).or_else(|| quote.get(3));
        let (Some(whole), Some(title)) = (quote.get(0), title) else { continue };
        if title.as_str().chars().count() > MAX_QUOTED_CHARS {
            continue;
        }
        let before = tail(&text[..whole.start()], 260);
        let Some(noun) = QUOTED_NOUN.find_iter(before).last() else { continue };
        let kind = kind_of(noun.as_str());
        let noun_at = whole.start() - before.len() + noun.start();
        let numbered = found.iter_mut().rev().find(|cited| {
            cited.at >= noun_at
                && cited.at < whole.start()
                && cited.citation.kind == kind
                && cited.citation.title.is_none()
        });
        if let Some(cited) = numbered {
            cited.citation.title = Some(title.as_str().to_owned());
        } else {
            let mut citation = bare(kind);
            citation.title = Some(title.as_str().to_owned());
            found.push(Cited { citation, at: noun_at });
        }
    }
}

/// `Resolution 75/240 "Developments in …"`: a quotation right after a number or its date is its title.
fn quoted_after_number(text: &str, found: &mut [Cited]) {
    for quote in QUOTED_ALONE.captures_iter(text) {
        let Some(title) = quote.get(1).or_else(|| quote.get(2)) else { continue };
        let open = quote.get(0).map_or(0, |whole| whole.start());
        let numbered = found.iter_mut().rev().find(|cited| cited.at < open);
        let Some(cited) = numbered.filter(|cited| cited.citation.title.is_none()) else { continue };
        let Some(symbol) = &cited.citation.symbol else { continue };
        let between = text.get(cited.at + symbol.len()..open).unwrap_or_default();
        let dated = !crate::dates::full_dates(head(between, 60)).is_empty();
        if between.trim().is_empty() || between.trim() == "," || dated && between.len() < 40 {
            cited.citation.title = Some(title.as_str().to_owned());
        }
    }
}

fn tail(text: &str, most: usize) -> &str {
    let mut from = text.len().saturating_sub(most);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// Texts named without quotation marks. French names them in small letters, so they are read only where the authors
/// list what they recall; English capitals tell a title anywhere.
pub(crate) fn named(text: &str, recalling: bool, found: &mut Vec<Cited>) {
    if recalling {
        french(text, found);
    }
    english(text, found);
    for one in named::french(text).into_iter().chain(named::english(text)) {
        let known = found.len();
        push(one.title, one.noun, one.at, found);
        if found.len() > known {
            dated_after(head(&text[one.at + one.title.len()..], 100), one.at, found);
        }
    }
}

fn push(title: &str, noun: &str, at: usize, found: &mut Vec<Cited>) {
    let title = title.trim().trim_end_matches([',', ';', '.', ':', ' ', '-', '–']);
    let kind = kind_of(noun);
    let words = title.split(' ').count();
    if words < 2 || title.chars().count() > MAX_TITLE_CHARS || kind == CitationKind::Charter {
        return;
    }
    if found.iter().any(|cited| cited.at.abs_diff(at) < title.len() && overlaps(cited, title)) {
        return;
    }
    let mut citation = bare(kind);
    let full = crate::dates::full_dates(title).pop();
    // "(Yekaterinburg, 16 June 2009)" dates a title, and is no part of it.
    let title = match (&full, title.rfind(" (")) {
        (Some(date), Some(open)) if date.start > open && title.ends_with(')') => &title[..open],
        _ => title,
    };
    // "… of 11 April 2017" at the end too.
    let title = match &full {
        Some(date) if date.end == title.len() => DATE_WORDS.replace(&title[..date.start], ""),
        _ => title.into(),
    };
    let title = title.trim_end_matches([',', ' ']);
    citation.date = full.map(|date| date.iso).or_else(|| {
        let year = YEAR.captures(title).filter(|_| !title.starts_with("2030 Agenda"))?;
        year.get(1).or_else(|| year.get(2)).map(|year| year.as_str().to_owned())
    });
    citation.title = Some(title.to_owned());
    found.push(Cited { citation, at });
}

fn overlaps(cited: &Cited, title: &str) -> bool {
    let known = cited.citation.title.as_deref().map(folded).unwrap_or_default();
    let title = folded(title);
    !known.is_empty() && (title.contains(&known) || known.contains(&title))
        || cited.citation.symbol.as_deref().is_some_and(|symbol| title.contains(&folded(symbol)))
}

fn french(text: &str, found: &mut Vec<Cited>) {
    let mut from = 0;
    while let Some(segment) = SEGMENT_FR.captures_at(text, from) {
        let Some(noun) = segment.get(1) else { break };
        let rest = head(&text[noun.end()..], 2 * MAX_TITLE_CHARS);
        let next = NEXT_FR.find(rest).map_or(rest.len(), |found| found.start());
        let stop = END.find(rest).map_or(rest.len(), |found| found.start());
        let end = noun.end() + next.min(stop);
        let title = &text[noun.start()..end];
        if title.split(' ').count() > 2 {
            push(title, noun.as_str(), noun.start(), found);
        }
        from = end.max(noun.end());
    }
}

fn english(text: &str, found: &mut Vec<Cited>) {
    for name in NAMED_EN.find_iter(text) {
        for (at, one) in joined_titles(name.as_str()) {
            let title = strip_small_words(one);
            let end = name.start() + at + one.len();
            if title.split(' ').count() >= 3 && title.chars().filter(char::is_ascii_uppercase).count() >= 2 {
                let noun = NOUN_EN.find(title).map_or(title, |noun| noun.as_str());
                push(title, noun, name.start() + at, found);
                dated_after(head(&text[end..], 140), name.start() + at, found);
            }
        }
    }
}

/// What joins a date to the title before it.
static DATE_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i),?\s*\b(?:of|dated|on|du|le|en date du|adopt\w+ (?:on|le)|signed on)?\s*$")
});

static DATE_JOIN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:\s*\([^)]{2,60}\))?,?\s*\(?(?:of|dated|adopted on|signed on|issued on|adopted|(?:adopted|issued|signed|endorsed) (?:at|in|by) [^;:.()]{3,100}? on|du|en date du|(?:adopt|sign|approuv)ée? le)?\s*$",
    )
});

/// "… of 11 April 2017": the date that follows a title.
fn dated_after(rest: &str, at: usize, found: &mut [Cited]) {
    let Some(date) = crate::dates::full_dates(rest).into_iter().next() else { return };
    if let Some(cited) = found.iter_mut().rev().find(|cited| cited.at == at)
        && DATE_JOIN.is_match(&rest[..date.start])
    {
        cited.citation.date = Some(date.iso);
    }
}

static NOUN_EN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\b(?:Declaration|Statement|Convention|Treaty|Agreement|Covenant|Protocol|Plan|Programme|Agenda|Strategy|Communiqu|Memorandum|Compact|Roadmap)",
    )
});

/// "the Declaration on X and the Work Plan on Y" are two titles, each with its own noun.
fn joined_titles(name: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (join, words) in name.match_indices(" and the ") {
        let (before, after) = (&name[from..join], &name[join + words.len()..]);
        if NOUN_EN.is_match(before) && NOUN_EN.is_match(after) {
            parts.push((from, before));
            from = join + words.len();
        }
    }
    parts.push((from, &name[from..]));
    parts
}

static LEADING_DATE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)\d\d (?:on|of|in|and|concerning) (?:the )?",
    )
});

/// A title starts with its own first capital, not with the verb or article of the sentence.
fn strip_small_words(name: &str) -> &str {
    const NOT_FIRST: [&str; 28] = [
        "The",
        "Recalling",
        "Welcoming",
        "Reaffirming",
        "Noting",
        "This",
        "Our",
        "In",
        "Recognizing",
        "Guided",
        "Acknowledging",
        "Recognising",
        "Adopts",
        "Endorses",
        "Pursuant",
        "Under",
        "With",
        "As",
        "And",
        "We",
        "By",
        "On",
        "At",
        "From",
        "To",
        "Its",
        "Consistent",
        "Following",
    ];
    let mut name = name.trim();
    // "BEARING IN MIND the Declaration": capitals of a verb, then the article of the title.
    if let Some((verb, title)) = name.split_once(" the ")
        && !verb.contains(char::is_lowercase)
        && title.contains(char::is_lowercase)
        && NOUN_EN.is_match(title)
    {
        name = title;
    }
    // "of 25 June 2013 on the Strategy": the date of another text.
    if let Some(found) = LEADING_DATE.find(name) {
        name = &name[found.end()..];
    }
    while let Some((first, rest)) = name.split_once(' ') {
        let small = first.starts_with(char::is_lowercase);
        if !(NOT_FIRST.contains(&first)
            || small
            || first.len() > 4 && first.chars().all(char::is_uppercase) && first.ends_with("ING"))
        {
            break;
        }
        name = rest.trim_start();
    }
    name
}
