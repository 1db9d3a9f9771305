//! The front matter: form, symbol, title, dates, place, body, session, agenda items, status.

use std::sync::LazyLock;

use regex::Regex;

use crate::dates;
use crate::fold::folded;
use crate::instrument::{DatedRole, Form, Language, ParticipantType, Status};
use crate::lexicon::{Lexicon, NameMatch};
use crate::paragraphs::Block;
use crate::patterns::{SYMBOL, compiled};
use crate::split::Parts;

static SYMBOL_IN: LazyLock<Regex> = LazyLock::new(|| compiled(&format!(r"(?:^|[\s(])({SYMBOL})")));
static AGENDA: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:(?:agenda )?items?|points?)\s+(\d{1,3}(?:\s?\([a-z]\))?(?:(?:\s*,\s*|\s+(?:et|and)\s+)\d{1,3}(?:\s?\([a-z]\))?)*)(\s+(?:de (?:l|1|I)[’'] ?ordre du jour|of the (?:provisional |preliminary )?(?:agenda|list)|de la liste))?",
    )
});
static SESSION: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^((?:[\p{L}-]+(?:[-\s][\p{L}]+){0,3}|\d{1,3}(?:st|nd|rd|th|e|ème)?)\s(?:special |emergency |extraordinaire )?session)\b",
    )
});
static OCCASION: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)(?:à l[’']occasion (?:du|de la|de l[’'])|on the occasion of (?:the )?|at the )\s*(?:(\d{1,3}(?:e|er|re|ème|st|nd|rd|th)\s[^,;]{2,120}?(?-i:\p{Lu}))(?:\s+(?:on|held|le|les|in|à)\s|[,;]|\.?$)|(\d{1,3}(?:e|er|re|ème|st|nd|rd|th)\s[^,;]{2,120}?(?-i:[\p{Ll}\d)]))(?:\s+(?:on|held|le|les|in|à)\s|[,;.]|$))",
    )
});
static ORIGINAL: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\boriginal\s*:\s*(?:\[)?(anglais|français|russe|espagnol|arabe|chinois|english|french|russian|spanish|arabic|chinese)",
    )
});
static NUMBERED_TITLE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^(\d{1,3}/\d{1,3}(?: [A-Z])?)\.\s+(\S.*)$"));
static COUNCIL_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)^r[ée]solution (\d{3,4} \((?:19|20)\d\d\))"));
static DECISION_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:decision no\.?|décision n[°o]\.?)\s*(\d{1,5}(?:/\d{2,4})?)|\b((?:PC|MC|FSC)\.(?:DEC|DOC)/\d+(?:/\d+)?(?:/Corr\.\d|/Rev\.\d)?)",
    )
});
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
    LazyLock::new(|| compiled(r"(?i)^(?:\[(?:title|titre)\]\s*:?|(?:title|titre)\s*:)\s*"));

static BODY_LINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(permanent council|ministerial council|forum for security co-operation|conseil permanent|conseil ministériel|forum pour la coopération en matière de sécurité)\b",
    )
});
static SESSION_AFTER: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"\s\p{Lu}[\p{L}-]+ (?:substantive |organizational |formal )?session\b.*$"));
static COUNCIL_OF_DECISIONS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)\b(?:permanent council|ministerial council|conseil permanent|conseil minist)")
});
static GROUP_LINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:open-ended working group|group of (?:governmental )?experts|groupe de travail|groupe d[’']experts)\b",
    )
});
static REPORT_OF: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:(?:final |draft |annual |progress )?report of the|(?:final |annual )?report by the|rapport (?:final |annuel )?(?:du|de la|des)) (\p{Lu}.{6,})$",
    )
});

static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?:[Rr][ée]unie?s?|[Rr]encontrés|[Mm]eeting|[Mm]et|[Gg]athered|[Hh]eld|[Aa]ssembled|[Dd]one|[Ff]aite?|[Aa]dopt(?:ed|ée?)|ADOPTED|DONE|SIGNED|HELD|FAIT|[Ss]ign(?:ed|ée?)|[Cc]onvened|[Tt]enue?|RÉUNIS|MEETING|[Ee]ndorsed|[Ii]ssued|[Oo]rgani[sz]ed)[^.;]{0,160}?\s(?:à|in|at|en)\s((?:\p{Lu}[\p{L}’'.-]*|de|du|the|of|la)(?:[ -](?:\p{Lu}[\p{L}’'.-]*|de|du|la|of))*(?:, (?:\p{Lu}[\p{L}’'.-]*)(?:[ -]\p{Lu}[\p{L}’'.-]*)*)?)",
    )
});
/// "the 9th Summit in Port Sauvage on 3 May": a place right before a date.
static PLACE_ON_DATE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\s(?:in|at|à) (\p{Lu}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*){0,3}(?:, \p{Lu}[\p{L}’'-]*)?),? (?:on|le|les) (?:the )?\d",
    )
});
static DATE_IN_PLACE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^\(?(?:le |on )?\d{1,2}(?:er|st|nd|rd|th)?(?:[-–]\d{1,2})? \p{L}+,? \d{4},? (?:à|in|at|[-–—]) ?(\p{Lu}[\p{L}’' -]{2,40}(?:, \p{Lu}[\p{L}’' -]{2,40})?)\)?\.?$",
    )
});
static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^\(?([\p{Lu}][\p{L}’' .-]{2,40}(?:, [\p{Lu}][\p{L}’' .-]{2,40})?),? (?:le |on )?(?:\d{1,2}(?:er|st|nd|rd|th)?(?:[-–]\d{1,2})? \p{L}+,? \d{4}|\p{L}+ \d{1,2}(?:[-–]\d{1,2})?, \d{4})\)?\.?$",
    )
});
static BODY_IN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?:(?:States members|Governments) of the|États membres de la|Etats membres de la|États membres de l[’']|Etats membres de l[’']|Member States of the|members of the|[Mm]inistre?s? des [Aa]ffaires étrangères (?:du|de la|de l[’'])|[Mm]inisters of Foreign Affairs of the|[Ff]oreign Ministers of the|[Ll]eaders of the|[Dd]irigeants (?:du|de la|de l[’'])|participants? (?:of|to|in) the|[Dd]éclaration (?:du|de la|de l[’'])|[Ss]tatement of the)\s*(\p{Lu}[\p{L}’'-]*(?:\s(?:\(?\p{Lu}[\p{L}’'()-]*|of|the|and|de|des|du|la|et|(?:de )?[dl][’']\p{Lu}?\p{L}+|régionale?|économique|indépendants|internationale))*)",
    )
});

/// What the front matter says.
#[derive(Debug)]
pub(crate) struct Front {
    /// Form.
    pub form: Form,
    /// Symbol.
    pub symbol: Option<String>,
    /// Symbol before it was repaired, if it was.
    pub symbol_before: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Original language.
    pub original_language: Option<String>,
    /// Agenda items.
    pub agenda_items: Vec<String>,
    /// Session.
    pub session: Option<String>,
}

/// Reads what can be read before the provisions.
pub(crate) fn read(parts: &Parts, page_symbols: &[String], sponsors: &[usize]) -> Front {
    let all: Vec<String> = parts.front.iter().chain(&parts.letter).map(shown).collect();
    let joined = all.join("\n");
    let printed = symbol(&joined, page_symbols);
    let mut symbol = printed.as_deref().map(repaired_symbol);
    let symbol_before = printed.filter(|printed| Some(printed) != symbol.as_ref());
    let (title, number) = title(parts, sponsors);
    // A number before the title is the text's own; a symbol elsewhere may be that of a committee's report.
    if symbol.as_deref().is_none_or(|symbol| !symbol.contains("/RES/"))
        && let Some(number) = &number
    {
        let council = number.contains('(');
        symbol = Some(format!("{}/RES/{number}", if council { "S" } else { "A" }));
    }
    if symbol.is_none() {
        symbol = DECISION_NUMBER
            .captures(&joined)
            .and_then(|found| found.get(2).or_else(|| found.get(1)))
            .map(|found| found.as_str().to_owned());
    }
    let form = form(parts, &joined, title.as_deref(), symbol.as_deref(), number.is_some());
    Front {
        form,
        symbol,
        symbol_before,
        title,
        original_language: ORIGINAL.captures(&joined).map(|found| language_code(&found[1]).to_owned()),
        agenda_items: agenda_items(&all),
        session: all.iter().find_map(|line| SESSION.captures(line)).map(|found| found[1].to_owned()),
    }
}

fn shown(block: &Block) -> String {
    match &block.label {
        Some(label) => format!("{} {}", label.printed, block.text),
        None => block.text.clone(),
    }
}

fn symbol(front: &str, page_symbols: &[String]) -> Option<String> {
    let head: String = front.lines().take(30).filter(|line| line.len() < 200).collect::<Vec<_>>().join("\n");
    let on_pages = page_symbols.iter().find_map(|line| first_symbol(line));
    on_pages.or_else(|| first_symbol(&head))
}

fn first_symbol(text: &str) -> Option<String> {
    SYMBOL_IN.captures(text).map(|found| found[1].trim_end_matches('*').to_owned())
}

/// `AIC.1/75/L.4` is `A/C.1/75/L.4` with a stroke misread.
fn repaired_symbol(printed: &str) -> String {
    match printed.strip_prefix("AI") {
        Some(rest) => format!("A/{rest}"),
        None => printed.to_owned(),
    }
}

fn language_code(name: &str) -> &'static str {
    match folded(name).as_str() {
        "anglais" | "english" => "en",
        "francais" | "french" => "fr",
        "russe" | "russian" => "ru",
        "espagnol" | "spanish" => "es",
        "arabe" | "arabic" => "ar",
        _ => "zh",
    }
}

fn agenda_items(front: &[String]) -> Vec<String> {
    let mut items = Vec::new();
    for line in front {
        for found in AGENDA.captures_iter(line) {
            let named = found.get(2).is_some() || folded(&found[0]).contains("agenda");
            if !named {
                continue;
            }
            let list = found[1].replace(" et ", ",").replace(" and ", ",");
            for item in list.split(',').map(str::trim).filter(|item| !item.is_empty()) {
                if items.iter().all(|known| known != item) {
                    items.push(item.to_owned());
                }
            }
        }
    }
    items
}

/// The title and, for a resolution, the number printed before it.
fn title(parts: &Parts, sponsors: &[usize]) -> (Option<String>, Option<String>) {
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
    let title = block.map(|block| {
        NUMBERED_TITLE.captures(&block.text).map_or_else(|| block.text.clone(), |found| found[2].to_owned())
    });
    let title = title.map(|title| TITLE_MARK.replace(&title, "").into_owned());
    (title.map(|title| title.trim().trim_end_matches(['*', '¹', '²']).to_owned()), number)
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
        && !formal
            .iter()
            .any(|start| text == start.trim() || text.starts_with(start) && block.text.len() < 120)
        && block.text.chars().filter(|ch| ch.is_alphabetic()).count() * 2 > block.text.len() / 2
}

fn names_a_form(text: &str) -> bool {
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
    ]
    .iter()
    .any(|word| text.split(' ').any(|one| one == *word))
}

fn form(parts: &Parts, front: &str, title: Option<&str>, symbol: Option<&str>, numbered: bool) -> Form {
    let front = folded(front);
    let title_words = title.map(folded).unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|word| title_words.contains(word));
    let limited = symbol.is_some_and(|symbol| symbol.contains("/L."));
    if !parts.letter.is_empty() {
        return Form::LetterWithAnnex;
    }
    if front.contains("projet de decision") || front.contains("draft decision") {
        return Form::DraftDecision;
    }
    if front.contains("projet de resolution")
        || front.contains("draft resolution")
        || limited && parts.author.is_some()
    {
        return Form::DraftResolution;
    }
    if numbered
        || symbol.is_some_and(|symbol| symbol.contains("/RES/"))
        || front.contains("resolution adopted")
        || front.contains("resolution adoptee")
    {
        return Form::Resolution;
    }
    if symbol.is_some_and(|symbol| symbol.contains("DEC/"))
        || has(&["decision no", "decision n"])
        || front.starts_with("decision")
    {
        return Form::Decision;
    }
    if has(&["summary", "resume", "compte rendu", "chair s note"]) {
        return Form::MeetingSummary;
    }
    if has(&[
        "declaration conjointe",
        "declaration commune",
        "joint statement",
        "joint declaration",
        "joint communique",
    ]) {
        return Form::JointStatement;
    }
    if has(&["communique"]) {
        return Form::Communique;
    }
    if has(&[
        "report of",
        "rapport du",
        "rapport de",
        "final report",
        "rapport final",
        "progress report",
        "report by",
        "rapport d activite",
    ]) || title_words.starts_with("report")
        || title_words.starts_with("rapport")
        || title_words.ends_with(" report")
    {
        return Form::Report;
    }
    if has(&["statement"])
        || title_words.starts_with("conclusions du conseil")
        || has(&["council conclusions"])
    {
        return Form::Statement;
    }
    let call = title_words.starts_with("appel de") || has(&["paris call", "christchurch call"]);
    if has(&["declaration", "principles", "principes"]) || call {
        return Form::Declaration;
    }
    if title_words.starts_with("accord ")
        || has(&["convention", "charter", "charte", "agreement", "memorandum", "traite"])
    {
        return Form::Agreement;
    }
    if has(&[
        "plan of action",
        "plan d action",
        "work plan",
        "programme",
        "action plan",
        "strategy",
        "strategie",
        "agenda",
    ]) {
        return Form::Plan;
    }
    match &parts.author {
        // Councils that decide: what they adopt are decisions.
        Some(author) if COUNCIL_OF_DECISIONS.is_match(author) => Form::Decision,
        Some(author) if crate::author::presents_ministers(author) => Form::Statement,
        Some(_) => Form::Resolution,
        None => account(parts),
    }
}

static MEETING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:(?:ont|a) (?:co-?)?(?:organisé|accueilli|convoqué|présidé|tenu)|s[’']est tenue?|se sont réunis|hosted|organi[sz]ed|convened|co-?chaired|held|took place|met in|met on)(?:[\s,.]|$)",
    )
});

/// Without a form in its title, a text that tells of a meeting is its summary; one whose authors speak, a statement.
fn account(parts: &Parts) -> Form {
    let head: Vec<&str> = parts.body.iter().take(3).map(|block| block.text.as_str()).collect();
    if head.iter().any(|text| crate::author::presents_authors(text)) {
        Form::Statement
    } else if head.iter().any(|text| MEETING.is_match(text)) {
        Form::MeetingSummary
    } else {
        Form::Other
    }
}

/// Where a text of this form stands.
pub(crate) fn status(form: Form, closing: &[String], front: &str) -> Status {
    let text = folded(&format!("{front}\n{}", closing.join("\n")));
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match form {
        Form::DraftResolution | Form::DraftDecision => Status::Draft,
        Form::MeetingSummary => Status::Summary,
        _ if has(&[
            "without a vote",
            "by consensus",
            "sans vote",
            "par consensus",
            "unanimously",
            "a l unanimite",
        ]) =>
        {
            Status::AdoptedByConsensus
        }
        _ if has(&["in favour", "recorded vote", "vote enregistre", "ont vote pour"]) => {
            Status::AdoptedByVote
        }
        Form::Resolution | Form::Decision | Form::Declaration => Status::Adopted,
        _ => Status::Issued,
    }
}

/// The dates of an instrument: of its letter, its distribution, its adoption or meeting.
pub(crate) fn dates_of(parts: &Parts, form: Form, opener: &str, closing: &[String]) -> Vec<DatedRole> {
    let mut dates: Vec<DatedRole> = Vec::new();
    let mut add = |date: String, role: &str| {
        if dates.iter().all(|known| known.date != date) && dates.len() < 12 {
            dates.push(DatedRole { date, role: role.to_owned() });
        }
    };
    for block in parts.letter.iter().take(1) {
        if let Some(date) = dates::first_date(&block.text) {
            add(date.iso, "letter");
        }
    }
    let own = match form {
        Form::MeetingSummary => "meeting",
        Form::Report | Form::DraftResolution | Form::DraftDecision => "document",
        _ => "adopted",
    };
    for line in closing {
        if let Some(date) = dates::first_date(line) {
            add(date.iso, own);
        }
    }
    if let Some(date) = dates::first_date(opener) {
        add(date.iso, if own == "document" { "meeting" } else { own });
    }
    let resolution = matches!(
        form,
        Form::Resolution
            | Form::DraftResolution
            | Form::Decision
            | Form::DraftDecision
            | Form::LetterWithAnnex
    );
    for block in parts.front.iter().take(30).filter(|block| block.text.len() < 400) {
        let text = folded(&block.text);
        if let Some(date) = dates::first_date(&block.text) {
            let role = if text.contains("distr") {
                "distributed"
            } else if SPAN.is_match(&block.text) && own == "document" {
                "meeting"
            } else if text.contains("adopted") || text.contains("adoptee") {
                "adopted"
            } else if resolution && form != Form::Decision {
                "document"
            } else {
                own
            };
            add(date.iso, role);
        }
    }
    dates
}

/// Days on which a meeting was held: "8–12 March 2021".
static SPAN: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^\D{0,60}\d{1,2} ?(?:[-–—]|to|au|and|et) ?\d{1,2} \p{L}+ \d{4}"));

/// Where the text was made.
pub(crate) fn place(parts: &Parts, opener: &str, closing: &[String]) -> Option<String> {
    let lines = parts.front.iter().map(|block| block.text.as_str()).chain(closing.iter().map(String::as_str));
    let dateline = lines
        .filter(|line| line.len() < 140)
        .find_map(|line| DATELINE.captures(line).or_else(|| DATE_IN_PLACE.captures(line)));
    let found =
        PLACE.captures(opener).or(dateline).or_else(|| closing.iter().find_map(|line| PLACE.captures(line)));
    let above_date = || {
        let blocks = &parts.front[..parts.front.len().min(12)];
        let dated = |block: &Block| {
            dates::first_date(&block.text).is_some_and(|date| date.end - date.start + 12 > block.text.len())
        };
        blocks
            .windows(2)
            .find(|two| two[0].text.len() < 60 && two[0].text.contains(", ") && dated(&two[1]))
            .map(|two| two[0].text.clone())
    };
    let found = found.or_else(|| PLACE_ON_DATE.captures(opener));
    let Some(found) = found else { return above_date() };
    let place = found.get(1)?.as_str().trim().trim_end_matches([',', '.']).to_owned();
    let bare =
        place.trim_end_matches(" de").trim_end_matches(" du").trim_end_matches(" of").trim_end_matches(" la");
    let words = folded(bare);
    if ["council", "assembly", "nations", "committee", "conseil", "assemblee"]
        .iter()
        .any(|word| words.contains(word))
    {
        return above_date();
    }
    (!bare.is_empty() && !bare.starts_with(char::is_lowercase)).then(|| bare.to_owned())
}

/// The body that speaks or adopts.
pub(crate) fn body(
    parts: &Parts,
    title: Option<&str>,
    opener: &str,
    lexicon: &Lexicon,
    language: Language,
) -> Option<String> {
    if let Some(author) = &parts.author {
        if crate::author::presents_ministers(author)
            && let Some(found) = BODY_IN.captures(author).and_then(|found| found.get(1))
        {
            // The line names nothing else, so the name goes on to its end, small words and all.
            let rest = author[found.start()..].split(',').next().unwrap_or_default();
            let bare =
                rest.trim_start_matches("Member States of the ").trim_start_matches("States members of the ");
            return Some(bare.trim().to_owned());
        }
        let articles: &[&str] = match language {
            Language::Fr => &["L’", "L'", "Le ", "La ", "Les "],
            Language::En => &["The "],
        };
        let bare = articles.iter().find_map(|article| author.strip_prefix(article)).unwrap_or(author);
        return Some(bare.trim().to_owned());
    }
    if let Some(found) = REPORT_OF.captures(title.unwrap_or_default()) {
        return Some(found[1].to_owned());
    }
    if let Some(found) = parts.front.iter().take(20).find_map(|block| BODY_LINE.captures(&block.text)) {
        return Some(found[1].to_owned());
    }
    let group =
        parts.front.iter().take(30).find(|block| block.text.len() < 300 && GROUP_LINE.is_match(&block.text));
    if let Some(group) =
        group.filter(|_| title.is_some_and(|title| names_a_form(title) && folded(title).contains("report")))
    {
        let session = SESSION_AFTER.find(&group.text).map_or(group.text.len(), |found| found.start());
        return Some(group.text[..session].trim().to_owned());
    }
    let texts = [opener, title.unwrap_or_default()];
    let is_state = |name: &str| {
        let of_kind = |found: &NameMatch| lexicon.entry(*found).kind == ParticipantType::State;
        lexicon.names_in(name).first().is_some_and(of_kind)
    };
    let found = texts.iter().find_map(|text| BODY_IN.captures(text).filter(|found| !is_state(&found[1])));
    let Some(found) = found else {
        // Else the organization that the title names before anyone else.
        let title = title.unwrap_or_default();
        let first = *lexicon.names_in(title).first()?;
        let organization = lexicon.entry(first).kind == ParticipantType::Organization;
        return organization.then(|| title[first.start..first.end].to_owned());
    };
    let body = found[1].trim_end_matches([' ', ',']);
    // "the members of ASEAN and the United States": the State is no part of the body's name.
    let other = lexicon
        .names_in(body)
        .into_iter()
        .find(|name| name.start > 0 && lexicon.entry(*name).kind == ParticipantType::State);
    let body = other.map_or(body, |state| body[..state.start].trim_end());
    let open = [" de", " des", " du", " la", " et", " of", " the", " and"];
    let body = open.iter().fold(body, |body, end| body.strip_suffix(end).unwrap_or(body));
    (body.len() > 3).then(|| body.to_owned())
}

/// What follows "à l’occasion du" or "on the occasion of the": the meeting by its number.
pub(crate) fn occasion(opener: &str) -> Option<String> {
    let found = OCCASION.captures(opener)?;
    found.get(1).or_else(|| found.get(2)).map(|name| name.as_str().trim().to_owned())
}
