//! The form of a text and where it stands.

use std::sync::LazyLock;

use regex::Regex;

use crate::fold::folded;
use crate::instrument::{Form, Status};
use crate::patterns::compiled;
use crate::split::Parts;

static COUNCIL_OF_DECISIONS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)\b(?:permanent council|ministerial council|conseil permanent|conseil minist)")
});

pub(super) fn form(
    parts: &Parts,
    front: &str,
    title: Option<&str>,
    symbol: Option<&str>,
    numbered: bool,
) -> Form {
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
        || !has(&["declaration"])
            && symbol.is_some_and(|symbol| symbol.contains("/Dec.") || symbol.contains("/DEC."))
        || has(&["decision no", "decision n"])
        || title_words.starts_with("decision ") && parts.author.is_some()
        || front.starts_with("decision")
    {
        return Form::Decision;
    }
    by_title(&title_words, parts)
}

/// The form that a title names, or that the text's first words show.
fn by_title(title_words: &str, parts: &Parts) -> Form {
    let has = |words: &[&str]| words.iter().any(|word| title_words.contains(word));
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
    if has(&[
        "declaration",
        "principles",
        "principes",
        "pledge",
        "commitment",
        "code of conduct",
        "code de conduite",
    ]) || call
    {
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
        "roadmap",
        "road map",
        "feuille de route",
        "plan de travail",
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
