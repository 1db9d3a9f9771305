//! When and where a text was made.

use std::sync::LazyLock;

use regex::Regex;

use crate::dates;
use crate::fold::folded;
use crate::instrument::{DatedRole, Form};
use crate::paragraphs::Block;
use crate::patterns::compiled;
use crate::split::Parts;

static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?:[Rr][ée]unie?s?|[Rr]encontrés|[Mm]eeting|[Mm]et|[Gg]athered|[Hh]eld|[Aa]ssembled|[Dd]one|[Ff]aite?|[Aa]dopt(?:ed|ée?)|ADOPTED|DONE|SIGNED|HELD|FAIT|[Ss]ign(?:ed|ée?)|[Cc]onvened|[Tt]enue?|RÉUNIS|MEETING|[Ee]ndorsed|[Ii]ssued|[Oo]rgani[sz]ed)[^.;]{0,160}?\s(?:à|in|at|en)\s(\p{Lu}[\p{L}’'.-]*(?:[ -](?:\p{Lu}[\p{L}’'.-]*|de|du|la|of))*(?:, (?:\p{Lu}[\p{L}’'.-]*)(?:[ -]\p{Lu}[\p{L}’'.-]*)*)?)",
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

/// What was done on a day, where a town may stand too.
static WHAT_WAS_DONE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:(?:as )?(?:adopted|agreed|approved|endorsed|issued|signed|done|dated|held|published|opened|revised|adoptée?s?|approuvée?s?|signée?s?|publiée?s?|faite?|datée?s?|tenue?s?|révisée?s?|ouverte?s?)\b|(?:on|le|as of|du)$)",
    )
});

/// The dates of an instrument: of its letter, its distribution, its adoption or meeting.
pub(crate) fn dates_of(parts: &Parts, form: Form, opener: &str, closing: &[String]) -> Vec<DatedRole> {
    let mut dates: Vec<DatedRole> = Vec::new();
    let mut add = |date: String, role: &str| {
        if let Some(known) = dates.iter_mut().find(|known| known.date == date) {
            // A document dated on the day of its adoption.
            if role == "adopted" && known.role == "document" {
                role.clone_into(&mut known.role);
            }
        } else if dates.len() < 12 {
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
    let met = dates::first_date(opener).map(|date| date.iso);
    if let Some(date) = &met {
        add(date.clone(), if own == "document" { "meeting" } else { own });
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
            } else if SPAN.is_match(&block.text) && (own == "document" || resolution) {
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
    // Adopted on the day that the text prints for itself; its authors met for longer.
    let several = dates.iter().filter(|date| date.role == "adopted").count() > 1;
    if let Some(date) = dates.iter_mut().find(|date| several && Some(&date.date) == met.as_ref()) {
        "meeting".clone_into(&mut date.role);
    }
    dates
}

/// A town, and perhaps its country, on a line of its own.
static ONLY_PLACE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"^\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+){0,2}(?:, \p{Lu}[\p{L}.’' -]{2,40})?$")
});

/// Days on which a meeting was held: "8–12 March 2021".
static SPAN: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^\D{0,60}\d{1,2}(?: \p{L}+)? ?(?:[-–—]|to|au|and|et) ?\d{1,2} \p{L}+ \d{4}"));

/// Where the text was made.
pub(crate) fn place(parts: &Parts, opener: &str, closing: &[String]) -> Option<String> {
    let lines = parts.front.iter().map(|block| block.text.as_str()).chain(closing.iter().map(String::as_str));
    let dateline = lines
        .filter(|line| line.len() < 140)
        .find_map(|line| DATELINE.captures(line).or_else(|| DATE_IN_PLACE.captures(line)))
        // "Adopted on 4 May": what was done that day, and no town.
        .filter(|found| !WHAT_WAS_DONE.is_match(&found[1]));
    let found =
        PLACE.captures(opener).or(dateline).or_else(|| closing.iter().find_map(|line| PLACE.captures(line)));
    let above_date = || {
        let blocks = &parts.front[..parts.front.len().min(12)];
        let dated = |block: &Block| {
            dates::first_date(&block.text).is_some_and(|date| date.end - date.start + 12 > block.text.len())
        };
        blocks
            .windows(2)
            .find_map(|two| {
                let place = |block: &Block| block.text.len() < 60 && block.text.contains(", ");
                if place(&two[0]) && dated(&two[1]) {
                    return Some(two[0].text.clone());
                }
                let below = dated(&two[0]) && place(&two[1]) && ONLY_PLACE.is_match(&two[1].text);
                below.then(|| two[1].text.clone())
            })
            .or_else(|| {
                let dated = |line: &String| {
                    dates::first_date(line).is_some_and(|date| date.end - date.start + 4 > line.len())
                };
                let place = |line: &String| ONLY_PLACE.is_match(line);
                closing.windows(2).find(|two| place(&two[0]) && dated(&two[1])).map(|two| two[0].clone())
            })
    };
    let found = found.or_else(|| PLACE_ON_DATE.captures(opener));
    let Some(found) = found else { return above_date() };
    let place = found.get(1)?.as_str().trim().trim_end_matches(',');
    let initials = place.rsplit([' ', ',']).next().is_some_and(|last| last.matches('.').count() > 1);
    let place = if initials { place.to_owned() } else { place.trim_end_matches(['.', ',']).to_owned() };
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
