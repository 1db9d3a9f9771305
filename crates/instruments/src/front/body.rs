//! The body that speaks or adopts.

use std::sync::LazyLock;

use regex::Regex;

use super::title::names_a_form;
use crate::fold::folded;
use crate::instrument::{Language, ParticipantType};
use crate::lexicon::{Lexicon, NameMatch};
use crate::participants::spoken_for;
use crate::patterns::compiled;
use crate::split::Parts;

static BODY_LINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(permanent council|ministerial council|forum for security co-operation|conseil permanent|conseil ministériel|forum pour la coopération en matière de sécurité)\b",
    )
});

static SESSION_AFTER: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"\s\p{Lu}[\p{L}-]+ (?:substantive |organizational |formal )?session\b.*$"));

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

static BODY_IN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?:(?:States members|Governments) of the|MEMBER STATES OF THE|LEADERS OF THE|HEADS OF STATE AND GOVERNMENT OF THE|[Ll]eaders of (?:the )?Group of|États membres de la|Etats membres de la|États membres de l[’']|Etats membres de l[’']|Member States of the|members of the|[Mm]inistre?s? des [Aa]ffaires étrangères (?:du|de la|de l[’'])|[Mm]inisters of Foreign Affairs of the|[Ff]oreign Ministers of the|[Ll]eaders of the|[Dd]irigeants (?:du|de la|de l[’'])|participants? (?:of|to|in) the|[Dd]éclaration (?:du|de la|de l[’'])|[Ss]tatement of the)\s*(G\d{1,2}\b|\p{Lu}[\p{L}’'-]*(?:\s(?:\(?\p{Lu}[\p{L}’'()-]*|of|the|and|de|des|du|la|et|(?:de )?[dl][’']\p{Lu}?\p{L}+|régionale?|économique|indépendants|internationale|africaine|européenne|unies|américains|arabe|islamique|latine|centrale|occidentale|monétaire|parlementaire))*)",
    )
});

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
            Language::Fr => &["L’", "L'", "Le ", "La ", "Les ", "LE ", "LA ", "LES "],
            Language::En => &["The ", "THE "],
        };
        let bare = articles.iter().find_map(|article| author.strip_prefix(article)).unwrap_or(author).trim();
        return Some(named_in_full(bare, parts));
    }
    if let Some(found) = REPORT_OF.captures(title.unwrap_or_default()) {
        return Some(found[1].to_owned());
    }
    if let Some(found) = parts.front.iter().take(20).find_map(|block| BODY_LINE.captures(&block.text)) {
        return Some(found[1].to_owned());
    }
    let group =
        parts.front.iter().take(30).find(|block| block.text.len() < 300 && GROUP_LINE.is_match(&block.text));
    if let Some(group) = group.filter(|_| {
        title.is_some_and(|title| {
            let title = folded(title);
            names_a_form(&title) && ["report", "summary", "resume"].iter().any(|form| title.contains(form))
        })
    }) {
        let session = SESSION_AFTER.find(&group.text).map_or(group.text.len(), |found| found.start());
        return Some(group.text[..session].trim().to_owned());
    }
    let texts = [opener, title.unwrap_or_default()];
    let is_state = |name: &str| {
        let of_kind = |found: &NameMatch| lexicon.entry(*found).kind == ParticipantType::State;
        lexicon.names_in(name).first().is_some_and(of_kind)
    };
    let unnamed = |name: &str| matches!(name, "States" | "Governments" | "Member" | "Countries");
    let found = texts
        .iter()
        .find_map(|text| BODY_IN.captures(text).filter(|found| !is_state(&found[1]) && !unnamed(&found[1])));
    let Some(found) = found else {
        let lines = parts.front.iter().take(12).map(|block| block.text.as_str());
        if let Some(found) = lines.chain([opener]).find_map(conference) {
            return Some(found);
        }
        // Else the organization that the title names before anyone else.
        let title = title.unwrap_or_default();
        let spoken_for = spoken_for(title, lexicon)
            .filter(|(name, _)| lexicon.entry(*name).kind == ParticipantType::Organization);
        if let Some((_, printed)) = spoken_for {
            return Some(printed.to_owned());
        }
        let first = *lexicon.names_in(title).first()?;
        let organization = lexicon.entry(first).kind == ParticipantType::Organization;
        return organization.then(|| title[first.start..first.end].to_owned());
    };
    let body = found[1].trim_end_matches([' ', ',']);
    // "the Leaders of the Group of Seven (G7)"
    let numbered = [("Seven", "G7"), ("Eight", "G8"), ("Twenty", "G20"), ("Sept", "G7"), ("Vingt", "G20")];
    if let Some((_, group)) = numbered.iter().find(|(word, _)| body.split(' ').next() == Some(word)) {
        return Some((*group).to_owned());
    }
    // "the members of ASEAN and the United States": the State is no part of the body's name.
    let other = lexicon
        .names_in(body)
        .into_iter()
        .find(|name| name.start > 0 && lexicon.entry(*name).kind == ParticipantType::State);
    let body = other.map_or(body, |state| body[..state.start].trim_end());
    let open = [" de", " des", " du", " la", " et", " of", " the", " and"];
    let body = open.iter().fold(body, |body, end| body.strip_suffix(end).unwrap_or(body));
    (body.len() > 3 || GROUP_OF_COUNTRIES.is_match(body)).then(|| body.to_owned())
}

/// "La Conférence," is the one whose whole name stands above: "Conférence de l’Union".
fn named_in_full(bare: &str, parts: &Parts) -> String {
    if bare.contains(' ') {
        return bare.to_owned();
    }
    let longer = |text: &str| {
        let rest = text.get(bare.len()..).unwrap_or_default();
        let joined =
            [" de ", " des ", " du ", " d’", " d'", " of "].iter().any(|join| rest.starts_with(join));
        joined && text.len() <= LONGEST_BODY && folded(text).starts_with(&folded(bare))
    };
    let mut lines = parts.front.iter().take(20).map(|block| block.text.trim());
    lines.find(|line| longer(line)).unwrap_or(bare).to_owned()
}

/// Bytes of the name of a body.
const LONGEST_BODY: usize = 80;

static GROUP_OF_COUNTRIES: LazyLock<Regex> = LazyLock::new(|| compiled(r"^G\d{1,2}$"));

static SUMMIT_OF: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:[XVI]{1,6}|\d{1,3})(?:th|st|nd|rd|e|ème|er)? (\p{Lu}[\p{L}\d-]+(?: \p{Lu}[\p{L}-]+){0,3}) (?:Summit|Leaders)|[Ss]ommet (?:de la|du|de l[’']|des)\s?(\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+){0,3}))\b",
    )
});

static CONFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:[XVI]{1,6}|\d{1,3}|[\p{L}-]+)(?:th|st|nd|rd|e|ème|er)? (?:(?:session|réunion|sommet)(?: ordinaire| extraordinaire)? (?:de la|du|de l[’'])\s?|(?:ordinary |extraordinary )?session of the )?((?:conf[ée]rence|conseil|council|assemblée|assembly|meeting of (?:the )?(?:heads|ministers|leaders)) (?:des|of|de) [^,;]{6,160})$",
    )
});

/// The conference or summit that a line names by its number.
fn conference(line: &str) -> Option<String> {
    if let Some(found) = CONFERENCE.captures(line) {
        return Some(found[1].trim().to_owned());
    }
    let found = SUMMIT_OF.captures(line)?;
    Some(found.get(1).or_else(|| found.get(2))?.as_str().to_owned())
}
