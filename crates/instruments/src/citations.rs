//! The texts an instrument cites: resolutions and decisions by number, documents by symbol, reports by year,
//! declarations, conventions and plans by title.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::dates;
use crate::fold::folded;
use crate::instrument::{Citation, CitationKind};
use crate::limits::MAX_CITATIONS;
use crate::patterns::{SYMBOL, compiled};
use crate::pieces::head;
use crate::titles;

/// A citation at its place in a text.
#[derive(Debug, Clone)]
pub(crate) struct Cited {
    /// What is cited.
    pub citation: Citation,
    /// Byte where its words start.
    pub at: usize,
}

static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)\b(r[ée]solutions?|d[ée]cisions?|UNSCRs?|UNGARs?)\b"));
static CONNECTOR: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:[\s,;(]|\[|et\b|and\b|ou\b|or\b|ainsi que\b|as well as\b|n[°o]s?\.?|number\b|de l[’']assembl[ée]e g[ée]n[ée]rale(?: des nations unies)?|of the (?:united nations )?general assembly|du conseil(?: de s[ée]curit[ée]| des droits de l[’']homme| [ée]conomique et social| permanent| minist[ée]riel)?(?: des nations unies)?|de l[’']assembl[ée]e|de la commission(?: des droits de l[’']homme)?|de la conf[ée]rence|of the (?:united nations )?(?:security |human rights |economic and social |permanent |ministerial )?council|of the (?:assembly|conference|commission(?: on human rights)?)|(?:of|de) l[’'](?:osce|onu)|its\b|ses\b|sa\b)+",
    )
});
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"^(?:{SYMBOL}|(?:S-|ES-)?\d{{1,4}}/\d{{1,4}}(?: ?[A-Z]\b)?(?: (?:et|and) [A-Z]\b)?|\d{{1,4}}(?: ?[A-F])? ?\((?:[IVXL]+|ES-[IVX]+|S-[IVX]+|(?:19|20)\d\d)\)|\d{{3,4}}\b)"
    ))
});
static DATE_LINK: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^[)\]]?,?\s*(?:(?:du|de la|de l[’']|of the)\s*[\p{L} ’'-]{3,60}?,?\s+)?(?:(?:en date )?du|of|dated|adopted on|adoptée? le|en date de|\()\s*$",
    )
});
static ANY_SYMBOL: LazyLock<Regex> = LazyLock::new(|| compiled(&format!(r"\b{SYMBOL}")));
static YEARS_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:rapports|reports|rapport|report)(?: (?:de consensus|consensus))?(?: (?:adopt|issu|publi|établi)\w+)? (?:de|of|des|pour|from|en|in)(?: (?:l[’']ann[ée]e|years?))? ((?:19|20)\d\d(?:(?:\s*,\s*|\s*,?\s+(?:et|and|ainsi que|as well as)\s+)(?:de |of )?(?:19|20)\d\d)*)",
    )
});
static YEARS_OF_GROUP: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:rapports?|reports?)\b[^.;]{0,60}?\b(?:groups? of governmental experts|groupes? d[’']experts gouvernementaux|GGEs?|OEWG|working group|groupe de travail)(?: à composition non limitée)?,? (?:of|from|in|de|en|pour) ((?:19|20)\d\d(?:(?:\s*,\s*|\s*,?\s+(?:et|and)\s+)(?:de |of )?(?:19|20)\d\d)*)",
    )
});
/// "the second annual progress report of the open-ended working group": a report named by what it is and whose.
static REPORT_OF_GROUP: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b((?:(?:first|second|third|fourth|final|latest) )?(?:(?:annual )?progress|final(?: substantive| consensus)?|substantive|consensus)(?: final)? report) (?:of|by|from) (?:the )?(?:United Nations |UN )?((?:open-ended working group|group of governmental experts|OEWG|GGE)\b)|\b((?:(?:premier|deuxième|second|troisième|quatrième|dernier) )?rapport (?:d[’']activité|d[’']étape|final|intérimaire|de consensus)(?: annuel| final)?(?: de consensus)?) d[ue] ((?:groupe de travail à composition non limitée|groupe d[’']experts gouvernementaux)\b)",
    )
});
static YEARS_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b((?:19|20)\d\d(?:(?:\s*,\s*|\s*,?\s+and\s+(?:the )?)(?:19|20)\d\d)*)(?: (?:consensus|final|GGE|UN ?GGE|OEWG|UN|cumulative)){0,3} reports?\b",
    )
});
/// "A/68/98, para. 19": the paragraph stands after the text it belongs to.
static PARAGRAPH_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^[)\]]?(?:,| \()\s*(?:paragraphes?|paragraphs?|paras?\.?|par\.|§)\s*(\d{1,3}(?:\s?\([a-z]\))?(?:(?:\s*,\s*|\s*[-–]\s*|\s+(?:et|and|à|to)\s+)\d{1,3}(?:\s?\([a-z]\))?)*)",
    )
});
/// "the 2013 report is contained in paragraph 19": near enough to be its own.
static PARAGRAPH_IN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^[^.;:]{0,60}?\b(?:contained in|set out in|as reflected in|in its|figurant au|énoncée?s? au) paragraph(?:e|s|es)? (\d{1,3})\b",
    )
});
static YEAR: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?:19|20)\d\d"));
static GROUP: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)groupes? d[’']experts gouvernementaux|groups? of governmental experts|GGEs?\b|groupe de travail à composition non limitée|open-ended working group|OEWG\b",
    )
});
static CHARTER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i:\b(?:la |the )?(?:charte des nations unies|charter of the united nations|united nations charter|charte de l[’'](?:onu|organisation des nations unies)))|UN Charter|\b[Ll]a Charte\b|\b[Tt]he Charter\b",
    )
});
/// "la Charte de la Francophonie", "the SCO Charter", "the Charter of the Organization of …": charters of others.
static OTHER_CHARTER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?:Charte (?:(?:[a-zà-ÿ]+ ){0,2}(?:de la |de l[’']|du |des |d[’'])\p{Lu}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*| (?:de|des|du|la|et) \p{Lu}[\p{L}’'-]*)*|(?:africaine|arabe|asiatique|démocratique|sociale)[^,;.()]{0,80})|Charter of (?:the )?\p{Lu}[\p{L}’'-]*(?: (?:of (?:the )?)?\p{Lu}[\p{L}’'-]*)*|(?:\p{Lu}[\p{L}-]+ ){1,4}Charter)\b",
    )
});
static PARAGRAPH: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:paragraphes?|paragraphs?|paras?\.?|alin[ée]as?)\s+(\d{1,3}(?:\s?\([a-z]\))?(?:(?:\s*,\s*|\s*[-–]\s*|\s+(?:et|and|à|to)\s+)\d{1,3}(?:\s?\([a-z]\))?)*)\s*(?:(?:du dispositif|of the operative part|of the annex|de l[’']annexe)\s+)?(de|of|du)?",
    )
});

/// Every citation in a text, in order of place. `recalling` says that the text lists what its authors recall, where
/// titles are cited without capitals or quotation marks.
pub(crate) fn in_text(text: &str, recalling: bool) -> Vec<Cited> {
    let mut found = numbered(text);
    symbols(text, &mut found);
    reports_by_year(text, &mut found);
    reports_by_name(text, &mut found);
    charters(text, &mut found);
    titles::quoted(text, &mut found);
    titles::named(text, recalling, &mut found);
    found.sort_by_key(|cited| cited.at);
    paragraphs(text, &mut found);
    paragraphs_after(text, &mut found);
    found
}

/// A citation of a kind, with nothing else known yet.
pub(crate) fn bare(kind: CitationKind) -> Citation {
    Citation { kind, symbol: None, title: None, date: None, paragraph: None, cited_in: Vec::new() }
}

fn numbered(text: &str) -> Vec<Cited> {
    let all_dates = dates::full_dates(text);
    let mut found: Vec<Cited> = Vec::new();
    for keyword in NUMBERED.find_iter(text) {
        let decision = folded(keyword.as_str()).starts_with('d');
        let mut at = keyword.end();
        while let Some((start, end)) = next_number(text, at) {
            let printed = &text[start..end];
            // "resolution 2015" is a year, and a decision of three digits needs its "No.".
            if printed.len() == 4 && YEAR.is_match(printed) {
                break;
            }
            let mut citation = bare(if decision { CitationKind::Decision } else { CitationKind::Resolution });
            citation.symbol = Some(printed.trim().to_owned());
            at = end;
            let date = all_dates.iter().find(|date| date.start >= end);
            if let Some(date) = date.filter(|date| DATE_LINK.is_match(&text[end..date.start])) {
                citation.date = Some(date.iso.clone());
                at = date.end;
            }
            let joined = text[..start].ends_with(" and ") || text[..start].ends_with(" et ");
            if let Some(date) = citation.date.clone().filter(|_| joined)
                && let Some(first) = found.last_mut()
                && first.citation.date.is_none()
                && first.citation.symbol.as_ref().is_some_and(|symbol| {
                    text.get(first.at + symbol.len()..start)
                        .is_some_and(|join| matches!(join, " and " | " et "))
                })
            {
                // "77/36 and 77/37 of 7 December 2022": one date for both.
                first.citation.date = Some(date);
            }
            found.push(Cited { citation, at: start });
            if found.len() >= MAX_CITATIONS {
                return found;
            }
        }
    }
    found
}

fn next_number(text: &str, at: usize) -> Option<(usize, usize)> {
    let skipped = CONNECTOR.find(&text[at..])?.end();
    let start = at + skipped;
    let number = NUMBER.find(&text[start..])?;
    Some((start, start + number.end()))
}

fn symbols(text: &str, found: &mut Vec<Cited>) {
    for symbol in ANY_SYMBOL.find_iter(text) {
        if found.iter().any(|cited| cited.at == symbol.start()) || found.len() >= MAX_CITATIONS {
            continue;
        }
        let printed = symbol.as_str().trim_end_matches(['.', '-', '/']);
        let mut from = symbol.start().saturating_sub(160);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let before = folded(&text[from..symbol.start()]);
        let kind = if printed.contains("/RES") {
            CitationKind::Resolution
        } else if printed.contains("/DECL") || printed.contains("/Decl") {
            CitationKind::Declaration
        } else if printed.contains("/DEC") || printed.contains("/Dec") {
            CitationKind::Decision
        } else if before.contains("rapport") || before.contains("report") {
            CitationKind::Report
        } else {
            CitationKind::Document
        };
        let mut citation = bare(kind);
        citation.symbol = Some(printed.to_owned());
        found.push(Cited { citation, at: symbol.start() });
    }
}

fn reports_by_year(text: &str, found: &mut Vec<Cited>) {
    for years in YEARS_AFTER
        .captures_iter(text)
        .chain(YEARS_BEFORE.captures_iter(text))
        .chain(YEARS_OF_GROUP.captures_iter(text))
    {
        let (Some(whole), Some(list)) = (years.get(0), years.get(1)) else { continue };
        let group = nearest_group(text, whole.start());
        for year in YEAR.find_iter(list.as_str()) {
            let mut citation = bare(CitationKind::Report);
            citation.date = Some(year.as_str().to_owned());
            citation.title.clone_from(&group);
            found.push(Cited { citation, at: list.start() + year.start() });
        }
    }
}

/// Reports named without a year.
fn reports_by_name(text: &str, found: &mut Vec<Cited>) {
    for report in REPORT_OF_GROUP.captures_iter(text) {
        let Some(whole) = report.get(0) else { continue };
        let of_year = |cited: &Cited| {
            cited.citation.kind == CitationKind::Report
                && cited.at >= whole.start().saturating_sub(10)
                && cited.at < whole.end() + LONGEST_GROUP_NAME
        };
        if found.iter().any(of_year) {
            continue;
        }
        let mut citation = bare(CitationKind::Report);
        citation.title = Some(whole.as_str().to_owned());
        found.push(Cited { citation, at: whole.start() });
    }
}

/// Bytes of the whole name of a group, after which its symbol or year may stand.
const LONGEST_GROUP_NAME: usize = 160;

/// The group whose report it is: the one named nearest to the words.
fn nearest_group(text: &str, at: usize) -> Option<String> {
    GROUP
        .find_iter(text)
        .min_by_key(|group| group.start().abs_diff(at))
        .map(|group| group.as_str().to_owned())
}

fn charters(text: &str, found: &mut Vec<Cited>) {
    let others: Vec<_> = OTHER_CHARTER
        .find_iter(text)
        .filter(|other| {
            let name = folded(other.as_str());
            !["nations unies", "united nations", "organisation des nations", "un charter", "l onu"]
                .iter()
                .any(|own| name.contains(own))
        })
        .collect();
    for other in &others {
        let mut citation = bare(CitationKind::Charter);
        let printed = other.as_str();
        citation.title = Some(printed.strip_prefix("The ").unwrap_or(printed).to_owned());
        found.push(Cited { citation, at: other.start() });
    }
    for charter in CHARTER.find_iter(text) {
        if others.iter().any(|other| other.start() < charter.end() && charter.start() < other.end()) {
            continue;
        }
        let mut citation = bare(CitationKind::Charter);
        let printed = charter.as_str();
        // "The Charter" alone is the one named in full; in these texts that of the United Nations.
        let bare = ["La ", "la ", "The ", "the "].iter().find_map(|article| printed.strip_prefix(article));
        citation.title = Some(bare.unwrap_or(printed).to_owned());
        found.push(Cited { citation, at: charter.start() });
    }
}

/// Bytes after "paragraph 3 of" that tell whose paragraph it is: three words.
const NEAR_BYTES: usize = 60;

/// "paragraph 3 of resolution …" belongs to the text named after it; "paragraph 3 of that resolution" to the last
/// text named before it.
fn paragraphs(text: &str, found: &mut [Cited]) {
    for paragraph in PARAGRAPH.captures_iter(text) {
        let (Some(whole), Some(number)) = (paragraph.get(0), paragraph.get(1)) else { continue };
        if paragraph.get(2).is_none() {
            continue;
        }
        let rest = head(&text[whole.end()..], NEAR_BYTES);
        let near: String = folded(rest).split(' ').take(3).collect::<Vec<_>>().join(" ");
        let said = ["ladite", "cette", "said", "that", "the same", "la meme", "this"];
        let back = said.iter().any(|word| near.starts_with(word));
        let own = ["la presente", "the present", "present"].iter().any(|word| near.starts_with(word));
        let target = if back {
            found.iter_mut().rev().find(|cited| cited.at < whole.start() && is_numbered(cited))
        } else {
            // Within the same phrase: a paragraph is not cited across a sentence.
            found.iter_mut().find(|cited| cited.at >= whole.start() && cited.at < whole.end() + 200)
        };
        if let Some(cited) = target.filter(|_| !own) {
            add_paragraph(&mut cited.citation, number.as_str());
        }
    }
}

/// A paragraph named right after the text it belongs to.
fn paragraphs_after(text: &str, found: &mut [Cited]) {
    for cited in found {
        let printed = match (&cited.citation.symbol, &cited.citation.date, cited.citation.kind) {
            (Some(symbol), _, _) => symbol.len(),
            (None, Some(year), CitationKind::Report) => year.len(),
            _ => continue,
        };
        let Some(rest) = text.get(cited.at + printed..) else { continue };
        let near = head(rest, 2 * NEAR_BYTES);
        let after = PARAGRAPH_AFTER.captures(near).or_else(|| PARAGRAPH_IN.captures(near));
        if let Some(number) = after.and_then(|found| found.get(1)) {
            add_paragraph(&mut cited.citation, number.as_str());
        }
    }
}

fn is_numbered(cited: &Cited) -> bool {
    matches!(cited.citation.kind, CitationKind::Resolution | CitationKind::Decision | CitationKind::Report)
}

fn add_paragraph(citation: &mut Citation, number: &str) {
    match &mut citation.paragraph {
        Some(known) if known.split(", ").any(|one| one == number) => {}
        Some(known) => {
            known.push_str(", ");
            known.push_str(number);
        }
        None => citation.paragraph = Some(number.to_owned()),
    }
}

/// The citations of an instrument: each text once, with all places that cite it.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    list: Vec<Citation>,
    known: HashMap<String, usize>,
}

impl Collected {
    /// Adds what a provision cites.
    pub fn add(&mut self, cited: Vec<Cited>, path: &str) {
        for one in cited {
            let key = key(&one.citation);
            if let Some(at) = self.known.get(&key) {
                let known = &mut self.list[*at];
                known.title = known.title.take().or(one.citation.title);
                known.date = known.date.take().or(one.citation.date);
                if let Some(number) = &one.citation.paragraph {
                    add_paragraph(known, number);
                }
                if known.cited_in.last().is_none_or(|last| last != path) {
                    known.cited_in.push(path.to_owned());
                }
            } else if self.list.len() < MAX_CITATIONS {
                self.known.insert(key, self.list.len());
                self.list.push(Citation { cited_in: vec![path.to_owned()], ..one.citation });
            }
        }
    }

    /// Notes that a text already cited by title is named again.
    pub fn named_again(&mut self, text: &str, path: &str) {
        let text = folded(text);
        for citation in &mut self.list {
            let again = citation.title.as_deref().is_some_and(|title| {
                let title = folded(title);
                title.len() > 24 && text.contains(&title)
            }) && citation.kind != CitationKind::Report;
            if again && citation.cited_in.iter().all(|known| known != path) {
                citation.cited_in.push(path.to_owned());
            }
        }
    }

    /// The list.
    pub fn into_list(self) -> Vec<Citation> {
        self.list
    }
}

/// Two groups may report in one year: governmental experts, and a working group open to all.
fn group_kind(title: &str) -> &'static str {
    let open = ["working group", "groupe de travail", "oewg"].iter().any(|name| title.contains(name));
    if open { "open-ended" } else { "experts" }
}

/// What makes two citations the same text.
fn key(citation: &Citation) -> String {
    let title = || citation.title.as_deref().map(folded).unwrap_or_default();
    match (citation.kind, &citation.symbol) {
        (CitationKind::Charter, _) => {
            let title = title();
            let own = title.contains("nations") || title.contains("onu") || title.split(' ').count() < 2;
            let own = own || title == "un charter";
            if own { "charter".to_owned() } else { format!("charter|{title}") }
        }
        (kind, Some(symbol)) => {
            let number = symbol.trim_start_matches("A/RES/").trim_start_matches("S/RES/").replace(' ', "");
            format!("{kind:?}|{number}")
        }
        // A report named by year is the same whether its group is named in full or not.
        (CitationKind::Report, None) if citation.date.is_some() => {
            format!("report|{}|{}", citation.date.as_deref().unwrap_or_default(), group_kind(&title()))
        }
        (kind, None) => format!("{kind:?}|{}", title()),
    }
}
