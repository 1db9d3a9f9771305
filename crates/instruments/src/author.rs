//! Who speaks: the line of a resolution that names its body, and the opening words of ministers and leaders.

use std::sync::LazyLock;

use regex::Regex;

use crate::instrument::Language;
use crate::patterns::compiled;

static FRENCH_LINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:l[’']assembl[ée]e (?:g[ée]n[ée]rale|parlementaire|mondiale)|le conseil (?:de s[ée]curit[ée]|[ée]conomique et social|des droits de l[’']homme|permanent|minist[ée]riel|de l[’'].{2,40}|des ministres.{0,40})|la (?:premi[èe]re )?commission.{0,60}|la conf[ée]rence.{0,80}|le comit[ée].{0,60}|(?:les )?(?:chefs|ministres).{2,160})\s*,$",
    )
});
static ENGLISH_LINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:the (?:united nations )?(?:general assembly|security council|economic and social council|human rights council|permanent council|ministerial council|council.{0,50}|assembly.{0,50}|conference.{0,90}|committee.{0,60}|first committee|commission.{0,50}|participating states.{0,50}|heads of .{2,160}|plenipotentiary conference.{0,60}|world .{2,60}))\s*(?:\([^)]{2,40}\))?\s*,$",
    )
});
static WE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:\d{1,2}\.\s+)?(?:we,? |nous,? |the (?:foreign |digital |defen[cs]e |interior )?(?:heads|ministers|leaders|presidents|governments|member states|participating states|states|undersigned|representatives|signator|parties)\b|les (?:ministres|chefs|pr[ée]sidents|gouvernements|[ée]tats|dirigeants|repr[ée]sentants|participants|soussign|signataires|parties)\b|le[s]? haut)",
    )
});
static WE_THE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:\d{1,2}\.\s+)?(?:we,? (?:the |as |ministers|leaders|heads|representatives|participants|members|states|on behalf|foreign)|nous,? (?:les |chefs|ministres|dirigeants|repr[ée]sentants|participants|[ée]tats|membres|soussign))",
    )
});

/// "The General Assembly,": the line that a resolution speaks from.
pub(crate) fn is_author_line(line: &str, language: Language) -> bool {
    if line.len() > 260 || !line.trim_end().ends_with(',') {
        return false;
    }
    match language {
        Language::Fr => FRENCH_LINE.is_match(line),
        Language::En => ENGLISH_LINE.is_match(line),
    }
}

/// "We, the ministers …", "Les chefs d’État …": a paragraph whose authors name themselves.
pub(crate) fn names_authors(text: &str) -> bool {
    WE.is_match(text)
}

/// "We, the ministers of …", "Nous, chefs d’État …": authors who present themselves and go on.
pub(crate) fn presents_authors(text: &str) -> bool {
    WE_THE.is_match(text)
}
