//! Speakers by their titles: the State or body they speak for, never the person.

use std::sync::LazyLock;

use regex::Regex;

use super::Found;
use crate::ParticipantType;
use crate::fold::folded;
use crate::instrument::{Basis, Language};
use crate::lexicon::Lexicon;
use crate::patterns::compiled;

/// Words that start a title. What follows one names the State or body; what stands before is a person.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:(?:vice-|sous-|under-?|deputy |assistant |special |prime |state |premier |co-?)?(?:ministre|minister|secr[ée]taire|secretary|pr[ée]sidente?|president|chair(?:man|woman|person)?|directeur|directrice|director|ambassadeur|ambassadrice|ambassador|professeure?|professor|repr[ée]sentante?|representative|commissaire|commissioner|envoy|envoy|conseill[eè]re?|adviser|advisor|head|chef|cheffe|fondat\w+|founder|ceo|chancelier|chancellor|gouverneur|governor|fellow|chercheu\w+|researcher|coordonnat\w+|coordinator))\b",
    )
});
static AFTER_OF: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:du|de la|des|de|of the|of|at the|at|for|au|chez|à l[’'])\s+(?:l[’'])?|\bd[’']|\bde l[’'])(\p{Lu}[^,;]{2,120})$",
    )
});

/// Reads who spoke from a list of persons and titles.
pub(crate) fn speakers(text: &str, lexicon: &Lexicon, language: Language, found: &mut Found) {
    let list = text.split_once(':').map_or(text, |(_, list)| list);
    let mut titled: Option<String> = None;
    for segment in list.split([',', ';']) {
        let segment = segment.trim().trim_end_matches('.');
        if segment.is_empty() {
            continue;
        }
        if TITLE.is_match(segment) {
            if !known_state(segment, lexicon, language, found) {
                titled = body_of(segment, found).then_some(()).map_or(Some(segment.to_owned()), |()| None);
            }
        } else if known_state(segment, lexicon, language, found) {
            titled = None;
        } else if titled.take().is_some() && segment.starts_with(char::is_uppercase) && !is_person(segment) {
            found.add_unknown(without_parenthesis(segment), ParticipantType::Stakeholder, Basis::Speaker);
        }
    }
}

/// A State or organization in a title. One in parentheses only says where a body sits.
fn known_state(segment: &str, lexicon: &Lexicon, language: Language, found: &mut Found) -> bool {
    let open = segment.find('(').unwrap_or(segment.len());
    let bare_name = segment[..open].trim();
    let names = lexicon.names_in(&segment[..open]);
    for name in &names {
        found.add_known(lexicon.entry(*name), &segment[name.start..name.end], Basis::Speaker, language);
    }
    if names.is_empty() && TITLE.is_match(bare_name) && open < segment.len() {
        // "the Minister (Ghana)": the parenthesis is all there is.
        if let Some(name) = lexicon.names_in(&segment[open..]).first() {
            let printed = &segment[open..][name.start..name.end];
            found.add_known(lexicon.entry(*name), printed, Basis::Speaker, language);
            return true;
        }
    }
    !names.is_empty()
}

/// A body named in the title itself: "President of the Global Forum".
fn body_of(segment: &str, found: &mut Found) -> bool {
    let Some(body) = AFTER_OF.captures(segment).and_then(|body| body.get(1)) else { return false };
    found.add_unknown(without_parenthesis(body.as_str()), ParticipantType::Stakeholder, Basis::Speaker);
    true
}

fn without_parenthesis(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name).trim()
}

/// Two to four capitalized words and nothing that a body has.
fn is_person(segment: &str) -> bool {
    const BODY: [&str; 24] = [
        "university",
        "universite",
        "institut",
        "institute",
        "forum",
        "center",
        "centre",
        "foundation",
        "fondation",
        "council",
        "group",
        "company",
        "association",
        "alliance",
        "network",
        "school",
        "ecole",
        "academy",
        "college",
        "tecnologico",
        "corporation",
        "initiative",
        "agency",
        "organization",
    ];
    let words = folded(segment);
    let body = segment.contains('(')
        || segment.split(' ').any(|word| word.chars().all(char::is_uppercase) && word.chars().count() > 1)
        || words.split(' ').any(|word| BODY.contains(&word))
        || segment
            .split(' ')
            .any(|word| matches!(word, "de" | "of" | "for" | "the" | "pour" | "et" | "and" | "&"));
    !body && (2..=4).contains(&segment.split(' ').count())
}
