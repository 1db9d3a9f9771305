//! Lists of participants that go over several lines: a head ("Signatories:", "List of members of the Group"), then
//! names, one a line or side by side; and rows of names that nothing introduces.

use std::sync::LazyLock;

use regex::Regex;

use super::lists::{density, from_list};
use super::{Found, VOTES, starts_list};
use crate::ParticipantType;
use crate::fold::folded;
use crate::instrument::{Basis, Language, ReviewNote};
use crate::label::Label;
use crate::lexicon::Lexicon;
use crate::limits::{MAX_PIECE_BYTES, MAX_REVIEW};
use crate::paragraphs::Block;
use crate::patterns::compiled;
use crate::pieces::head;
use crate::split::is_annex_heading;

/// Of a hundred words of a row of names, so many are names.
const DENSE: usize = 60;

/// Names that make a row which nothing introduces.
const FEWEST_IN_ROW: usize = 4;

/// Lines of names that make a column.
const FEWEST_IN_COLUMN: usize = 3;

/// Words of a line of a column.
const LONGEST_OF_COLUMN: usize = 14;

/// Words of a line that may be one name.
const LONGEST_NAME_WORDS: usize = 7;

/// Words of a line in a list of persons.
const LONGEST_LINE_WORDS: usize = 30;

static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix)^(?:(?:annexe?|appendix)\s*[IVX\d]*\s*[:.–—-]?\s*)?
        (?:(?:(?:the\s)?(?:list|liste)\s(?:of|des|de\s(?:la|l[’'])?)\s?)(?:the\s|les\s)?(?:(?P<listed_members>member|membre|expert)|[\p{L}]+).{0,140}
        |(?P<party>(?:signator(?:y|ies)|signataires|endors(?:ed|ing)|supporting\s(?:states|countries)|supporters|supported\sby|participating\s(?:states|countries|delegations)
            |(?:states|états|etats|pays|countries)(?:\s(?:and|et|ou|or)\s(?:international\s|intergovernmental\s)?organi[sz]ations?(?:\sinternationales|\sintergouvernementales)?)?
              \s?(?:represented|participating|endorsing|signatory|signataires|participants|représentés|représentées|that\s.{2,60}|ayant\s.{2,60}|qui\s.{2,60})
            |soutenu\spar|approuvé\spar|adhésions|pays\sparticipants|états\sparticipants|parties)[^:.]{0,60})
        |(?P<members>(?:members|membres|member\sstates|états\smembres)(?:\s(?:of|du|de)\s.{2,80})?))
        \s*:?$",
    )
});

/// Who is no State: lists of companies and associations are passed over.
static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:industry|private sector|secteur privé|civil society|société civile|academia|monde universitaire|companies|entreprises|stakeholders|non-governmental|secretariat|secrétariat)\b",
    )
});
static PERSON: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:h\.?\s?e\.?|mr|mrs|ms|dr|prof|amb|m|mme|mlle|s\.\s?e|ambassador|ambassadeur|minister|ministre)\b\.?",
    )
});

/// Reads lists over several blocks.
pub(crate) struct Runs {
    open: Option<Basis>,
    /// The list names persons under their States.
    of_persons: bool,
}

impl Runs {
    /// No list is open.
    pub fn new() -> Self {
        Self { open: None, of_persons: false }
    }

    /// Whether a block belongs to a list of participants, which is then read.
    pub fn take(&mut self, block: &Block, lexicon: &Lexicon, language: Language, found: &mut Found) -> bool {
        let text = head(&block.text, MAX_PIECE_BYTES).trim();
        if block.label.as_ref().is_some_and(|label| !label.is_bullet()) {
            self.open = None;
            return false;
        }
        if let Some(basis) = head_of(text, self.open.is_some()) {
            self.open = Some(basis);
            self.of_persons = basis == Basis::Member;
            return true;
        }
        // The next part of the text begins.
        self.open = self.open.filter(|_| !is_annex_heading(text));
        let Some(basis) = self.open else { return false };
        if OTHERS.is_match(text) && density(text, lexicon) < DENSE {
            self.open = None;
            return text.split(' ').count() <= LONGEST_NAME_WORDS;
        }
        if density(text, lexicon) >= DENSE {
            from_list(text, basis, lexicon, language, found);
            return true;
        }
        let words = text.split(' ').count();
        let person = PERSON.is_match(text) || text.contains(',');
        if !self.of_persons && !person && words <= LONGEST_NAME_WORDS && names_something(text) {
            unknown(text, basis, found);
            return true;
        }
        if self.of_persons && words <= LONGEST_LINE_WORDS && !text.ends_with([';', ':']) {
            return true;
        }
        self.open = None;
        false
    }
}

/// The basis on which the lines after this one stand.
fn head_of(text: &str, within: bool) -> Option<Basis> {
    if text.len() > 300 {
        return None;
    }
    if let Some(vote) = VOTES.captures(text) {
        let empty = vote.get(4).is_none_or(|list| list.as_str().trim().is_empty());
        return empty.then(|| super::vote_basis(&vote));
    }
    let found = HEAD.captures(text)?;
    let list_of = folded(text).contains("list");
    // "Parties" alone may head a section of an agreement; a colon or "list of" shows that names follow.
    if !list_of && !within && !text.ends_with(':') {
        return None;
    }
    let member = found.name("listed_members").or_else(|| found.name("members")).is_some();
    Some(if member { Basis::Member } else { Basis::Party })
}

fn names_something(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
        && text.chars().all(|ch| ch.is_alphabetic() || " ’'-()".contains(ch))
        && text.chars().count() > 3
}

fn unknown(text: &str, basis: Basis, found: &mut Found) {
    found.add_unknown(text, ParticipantType::Unknown, basis);
    if found.review.len() < MAX_REVIEW {
        found.review.push(ReviewNote {
            code: "unknown-name".to_owned(),
            message: "a name in a list that is not known: give its code, or take it out".to_owned(),
            place: text.to_owned(),
        });
    }
}

/// "President of the Republic of A", "For the Government of B": what stands before the name of who signs.
static SIGNS_FOR: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:(?:the |le |la )?(?:(?:vice[- ])?president|prime minister|premier|king|emir|sultan|chancellor|minister|head|président|présidente|premier ministre|première ministre|roi|chancelier|ministre)\b.{0,60}?\b(?:of|d[eu]s?|d[’'])|for|on behalf of|pour|au nom d[eu’'])\b",
    )
});

/// A line of a column of names: one or two names and nothing else, or who signs for one.
fn of_column(block: &Block, lexicon: &Lexicon) -> bool {
    let text = head(&block.text, MAX_PIECE_BYTES);
    let bullet = block.label.as_ref().is_some_and(Label::is_bullet);
    // "– Republic of A;" under "the Heads of State of:" is a name and nothing else.
    let text = if bullet { text.trim_end_matches([' ', ';', '.', ',']) } else { text };
    if block.label.is_some() && !bullet
        || starts_list(text)
        || text.split(' ').count() > LONGEST_OF_COLUMN
        || text.ends_with([':', '.', ';'])
    {
        return false;
    }
    let signs = SIGNS_FOR.is_match(text) && lexicon.names_in(text).len() == 1;
    signs || density(text, lexicon) >= DENSE
}

/// Which blocks stand in columns of names that nothing introduces. One name that nobody knows may stand among them.
pub(crate) fn columns(blocks: &[Block], lexicon: &Lexicon) -> Vec<bool> {
    let named: Vec<bool> = blocks.iter().map(|block| of_column(block, lexicon)).collect();
    let at = |at: Option<usize>| at.and_then(|at| named.get(at)).copied().unwrap_or_default();
    let mut within: Vec<bool> = (0..blocks.len())
        .map(|here| {
            let between = at(here.checked_sub(1)) && at(Some(here + 1));
            let words = blocks[here].text.split(' ').count();
            named[here] || between && words <= 3 && names_something(&blocks[here].text)
        })
        .collect();
    let mut from = 0;
    while from < within.len() {
        let to = within[from..].iter().position(|one| !one).map_or(within.len(), |length| from + length);
        if to - from < FEWEST_IN_COLUMN {
            within[from..to].fill(false);
        }
        from = to + 1;
    }
    within
}

/// The names of a line of a column.
pub(crate) fn column(text: &str, lexicon: &Lexicon, language: Language, found: &mut Found) {
    let text = head(text, MAX_PIECE_BYTES);
    if SIGNS_FOR.is_match(text) {
        for name in lexicon.names_in(text) {
            found.add_known(lexicon.entry(name), &text[name.start..name.end], Basis::Party, language);
        }
    } else {
        from_list(text, Basis::Party, lexicon, language, found);
    }
}

/// A row of names and nothing else, as it stands under a joint statement. True if it was one.
pub(crate) fn row(text: &str, lexicon: &Lexicon, language: Language, found: &mut Found) -> bool {
    let text = head(text, MAX_PIECE_BYTES);
    // "States represented: A, B": what introduces the row is no name.
    let text = match text.split_once(':') {
        Some((before, list)) if lexicon.names_in(before).is_empty() => list,
        _ => text,
    };
    let names = lexicon.names_in(text);
    if names.len() < FEWEST_IN_ROW || density(text, lexicon) < DENSE {
        return false;
    }
    let parted = text.replace([';', '|', '•', '·'], ",").replace(" – ", ", ").replace(" — ", ", ");
    from_list(&parted.replace(" - ", ", "), Basis::Party, lexicon, language, found);
    true
}

/// Names between dashes, brackets or after a colon in the sentence that begins a statement: "The 50 members of the
/// initiative (…)—Albania, …, and Zambia—met in …".
pub(crate) fn in_opening(text: &str, lexicon: &Lexicon, language: Language, found: &mut Found) {
    let text = head(text, MAX_PIECE_BYTES);
    for piece in text.split(['—', '–', '(', ')', ':', ';', '.']) {
        if lexicon.names_in(piece).len() >= FEWEST_IN_ROW && density(piece, lexicon) >= DENSE {
            from_list(piece, Basis::Party, lexicon, language, found);
        }
    }
}

static PRESENT_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)(?:étaient présents|ont (?:pris part|participé|assisté)|(?:were|was) (?:present|represented|attended)|attended by|in attendance|participated in).{0,200}:$",
    )
});

/// A paragraph whose points say who was present.
pub(crate) fn tells_who_was_present(text: &str) -> bool {
    PRESENT_HEAD.is_match(head(text, 600).trim_end())
}

/// The States and bodies of one such point: the last that is named, because a person's own titles come first.
pub(crate) fn present(text: &str, lexicon: &Lexicon, language: Language, found: &mut Found) {
    let text = head(text, MAX_PIECE_BYTES);
    if let Some(name) = lexicon.names_in(text).last() {
        found.add_known(lexicon.entry(*name), &text[name.start..name.end], Basis::Present, language);
    }
}
