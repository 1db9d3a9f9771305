//! Who speaks: the line of a resolution that names its body, and the opening words of ministers and leaders.

use std::sync::LazyLock;

use regex::Regex;

use crate::instrument::Language;
use crate::limits::MAX_PIECE_BYTES;
use crate::patterns::compiled;
use crate::pieces::head;
use crate::verbs::{self, Mood};

static FRENCH_LINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:l[’']assembl[ée]e (?:g[ée]n[ée]rale|parlementaire|mondiale)|le conseil (?:de s[ée]curit[ée]|[ée]conomique et social|des droits de l[’']homme|permanent|minist[ée]riel|de l[’'].{2,40}|des ministres.{0,40})|la (?:premi[èe]re )?commission.{0,60}|la conf[ée]rence.{0,80}|le comit[ée].{0,60}|(?:les )?(?:chefs|ministres).{2,160})\s*,$",
    )
});
static ENGLISH_LINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:the (?:united nations )?(?:general assembly|security council|economic and social council|human rights council|permanent council|ministerial council|council.{0,50}|assembly.{0,50}|conference.{0,90}|committee.{0,60}|first committee|commission.{0,50}|participating states.{0,50}|heads of .{2,160}|(?:foreign )?ministers .{2,200}|leaders of .{2,160}|governments of .{2,160}|plenipotentiary conference.{0,60}|world .{2,60}))\s*(?:\([^)]{2,40}\))?\s*,$",
    )
});
static WE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:\d{1,2}\.\s+)?(?:we,? |nous,? |the (?:foreign |digital |defen[cs]e |interior )?(?:heads|ministers|leaders|presidents|governments|member states|participating states|states|undersigned|representatives|signator|parties)\b|les (?:ministres|chefs|pr[ée]sidents|gouvernements|[ée]tats|dirigeants|repr[ée]sentants|participants|soussign|signataires|parties)\b|le[s]? haut|the (?:chair(?:man|woman|person)?|president|presidency),? (?:on behalf|in the name) of\b|l[ae] (?:pr[ée]sidente?|pr[ée]sidence),? au nom\b)",
    )
});
static WE_THE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:\d{1,2}\.\s+)?(?:we,? (?:the |as |ministers|leaders|heads|representatives|participants|members|states|on behalf|foreign)|nous,? (?:les |chefs|ministres|dirigeants|repr[ée]sentants|participants|[ée]tats|membres|soussign))",
    )
});

/// "The General Assembly,": the line that a resolution speaks from.
pub(crate) fn is_author_line(line: &str, language: Language) -> bool {
    // In lower case it is a line from the middle of a sentence: "… the World Health Organization,".
    if line.len() > 260 || !line.trim_end().ends_with(',') || line.starts_with(char::is_lowercase) {
        return false;
    }
    match language {
        Language::Fr => FRENCH_LINE.is_match(line),
        Language::En => ENGLISH_LINE.is_match(line),
    }
}

static BARE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:The (?:General Assembly|Security Council|Economic and Social Council|Human Rights Council|Permanent Council|Ministerial Council)|L[’']Assemblée générale|Le Conseil (?:de sécurité|économique et social|des droits de l[’']homme|permanent|ministériel))$",
    )
});

/// "The General Assembly" and below it "Adopts …": the body's line where the printer left the comma out.
pub(crate) fn is_bare_author_line(line: &str, next: &str, language: Language) -> bool {
    BARE_LINE.is_match(line.trim()) && verbs::opening(next, language).is_some()
}

/// "We, the ministers …", "Les chefs d’État …": a paragraph whose authors name themselves.
pub(crate) fn names_authors(text: &str) -> bool {
    WE.is_match(text)
}

/// "We, the ministers of …", "Nous, chefs d’État …": authors who present themselves and go on.
pub(crate) fn presents_authors(text: &str) -> bool {
    WE_THE.is_match(text)
}

static MEMBERS_MEET: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:the|les) (?:[\d\p{L}-]+ )?(?:members|participants|participating|leaders|ministers|heads|foreign ministers|representatives|membres|participants|pays|états|dirigeants|ministres|chefs|représentants)\b.{0,2400}\b(?:met|having met|gathered|meeting|convened|se sont réunis|réunis|s[’']étant réunis)\b",
    )
});

/// "The 50 members of the initiative met in …": those who speak, told in the third person.
pub(crate) fn members_meet(text: &str) -> bool {
    MEMBERS_MEET.is_match(head(text, 4_000))
}

static MINISTERS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:(?:the|les) )?(?:foreign )?(?:ministers|leaders|governments|heads|ministres|chefs|dirigeants|gouvernements)\b",
    )
});

/// An author line that names persons in office, not a body.
pub(crate) fn presents_ministers(line: &str) -> bool {
    MINISTERS.is_match(line)
}

static ENGLISH_NAMED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(The (?:United Nations )?(?:General Assembly|Security Council|Economic and Social Council|Human Rights Council|Permanent Council|Ministerial Council|Forum for Security Co-operation|(?:Council|Conference|Committee|Commission|Assembly)(?: (?:of|on|for)[^,]{0,90})?)),\s+",
    )
});
static FRENCH_NAMED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^((?:L[’']Assemblée (?:générale|parlementaire)|Le Conseil (?:de sécurité|économique et social|permanent|ministériel|des droits de l[’']homme|(?:de|des) [^,]{2,60})|Le Forum [^,]{2,80}|La (?:Conférence|Commission)[^,]{0,80}|Le Comité[^,]{0,60})),\s+",
    )
});

/// A body that speaks in one sentence: "The Permanent Council, recalling …, decides:".
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sentence<'a> {
    /// The body, as an author line names it.
    pub author: &'a str,
    /// On what ground.
    pub grounds: &'a str,
    /// What it does, from its verb on; empty when that follows elsewhere.
    pub act: &'a str,
}

/// Parts a paragraph in which a body names itself, its grounds, and perhaps what it decides.
pub(crate) fn sentence(text: &str, language: Language) -> Option<Sentence<'_>> {
    let pattern = match language {
        Language::En => &ENGLISH_NAMED,
        Language::Fr => &FRENCH_NAMED,
    };
    let found = pattern.captures(head(text, 400))?;
    let (whole, author) = (found.get(0)?, found.get(1)?);
    let rest = &text[whole.end()..];
    let ground = verbs::opening(rest, language).is_some_and(|verb| verb.mood == Mood::Participle);
    if !ground {
        return None;
    }
    let bounded = head(rest, MAX_PIECE_BYTES);
    let verb_at = bounded
        .rmatch_indices(", ")
        .map(|(at, comma)| at + comma.len())
        .find(|at| verbs::opening(&bounded[*at..], language).is_some_and(|verb| verb.mood == Mood::Singular));
    let (grounds, act) = verb_at.map_or((rest, ""), |at| (rest[..at].trim_end(), &rest[at..]));
    Some(Sentence { author: &text[..author.end()], grounds, act })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_parted() {
        let text = "The Permanent Council, recalling its Decision No. 9, and noting things, decides:";
        let found = sentence(text, Language::En).expect("a sentence");
        assert_eq!(found.author, "The Permanent Council");
        assert_eq!(found.grounds, "recalling its Decision No. 9, and noting things,");
        assert_eq!(found.act, "decides:");
        let text = "Le Conseil permanent, rappelant sa Décision No 9, décide de prolonger le mandat.";
        assert_eq!(
            sentence(text, Language::Fr).map(|found| found.act),
            Some("décide de prolonger le mandat.")
        );
        assert_eq!(sentence("The Council, which met, decides to go on.", Language::En), None);
    }
}
