//! The front matter: form, symbol, title, dates, place, body, session, agenda items, status.

mod body;
mod form;
mod place;
mod title;

pub(crate) use body::body;
pub(crate) use form::status;
pub(crate) use place::{dates_of, place};

use std::sync::LazyLock;

use regex::Regex;

use crate::fold::folded;
use crate::instrument::Form;
use crate::paragraphs::Block;
use crate::patterns::{SYMBOL, compiled};
use crate::split::Parts;
use form::form;
use title::title;

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
        r"(?i)(?:à l[’']occasion (?:du|de la|de l[’'])|on the occasion of (?:the )?|at the )\s*(?:((?:\d{1,3}|(?-i:[XVI]{1,6}))(?:e|er|re|ème|st|nd|rd|th)\s[^,;]{2,120}?(?-i:\p{Lu}))(?:\s+(?:on|held|le|les|in|à)\s|\s?[,;]|\.?$)|((?:\d{1,3}|(?-i:[XVI]{1,6}))(?:e|er|re|ème|st|nd|rd|th)\s[^,;]{2,120}?(?-i:[\p{Ll}\d)]))(?:\s+(?:on|held|le|les|in|à)\s|\s?[,;.]|$))",
    )
});

static ORIGINAL: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\boriginal\s*:\s*(?:\[)?(anglais|français|russe|espagnol|arabe|chinois|english|french|russian|spanish|arabic|chinese)",
    )
});

static DECISION_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:decision no\.?|décision n[°o]\.?)\s*(\d{1,5}(?:/\d{2,4})?)|\b((?:PC|MC|FSC)\.(?:DEC|DOC)/\d+(?:/\d+)?(?:/Corr\.\d|/Rev\.\d)?)",
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
    if symbol.is_none() {
        symbol = all.iter().find_map(|line| title::years_number(line)).map(str::to_owned);
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

/// What follows "à l’occasion du" or "on the occasion of the": the meeting by its number.
pub(crate) fn occasion(opener: &str) -> Option<String> {
    let found = OCCASION.captures(opener)?;
    found.get(1).or_else(|| found.get(2)).map(|name| name.as_str().trim().to_owned())
}
