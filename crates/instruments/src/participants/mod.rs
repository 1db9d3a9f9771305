//! Who is printed in an instrument, and on what basis. States and bodies only: the names of persons are passed over.

mod lists;
mod runs;
mod speakers;

pub(crate) use lists::{density, from_list};
pub(crate) use runs::{Runs, column, columns, in_opening, present, row, tells_who_was_present};
pub(crate) use speakers::speakers;

use std::sync::LazyLock;

use regex::Regex;

use crate::instrument::{Basis, Language, Participant, ReviewNote};
use crate::lexicon::{Lexicon, NameEntry, NameMatch};
use crate::limits::{MAX_PARTICIPANTS, MAX_PIECE_BYTES};
use crate::patterns::compiled;
use crate::pieces::head;

/// Participants found so far, each once per basis.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The participants.
    pub list: Vec<Participant>,
    /// What is not sure about them.
    pub review: Vec<ReviewNote>,
}

impl Found {
    /// Adds one that the lexicon knows.
    pub fn add_known(&mut self, entry: &NameEntry, printed: &str, basis: Basis, language: Language) {
        let known =
            self.list.iter().any(|one| one.basis == basis && one.code.as_deref() == Some(&entry.code));
        if known || self.list.len() >= MAX_PARTICIPANTS {
            return;
        }
        self.list.push(Participant {
            code: Some(entry.code.clone()),
            name: Lexicon::short_name(entry, language).to_owned(),
            printed_as: printed.trim().to_owned(),
            kind: entry.kind,
            basis,
        });
    }

    /// Adds one that the lexicon does not know.
    pub fn add_unknown(&mut self, printed: &str, kind: crate::ParticipantType, basis: Basis) {
        let known = self.list.iter().any(|one| one.basis == basis && one.printed_as == printed);
        if known || self.list.len() >= MAX_PARTICIPANTS {
            return;
        }
        self.list.push(Participant {
            code: None,
            name: printed.to_owned(),
            printed_as: printed.to_owned(),
            kind,
            basis,
        });
    }
}

static SPEAKERS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:(?:les )?(?:orateurs|oratrices|intervenants|interventions|participants à la table ronde|panélistes)\b.{0,60}?(?:étaient|ont été|comprenaient|suivants?|:)|(?:the )?(?:speakers|panell?ists|keynote speakers|interventions)\b.{0,60}?(?:were|included|:)|(?:ont pris la parole|sont intervenus|statements were (?:made|delivered) by|interventions were made by))",
    )
});
static PRESENT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:(?:des |les )?(?:représentant(?:e?s)?|délégations?|délégué(?:e?s)?) (?:du |de |des |d[’']).+?\b(?:ont|étaient|a) (?:également |aussi )?(?:particip|assist|présent|pris part)\w*|(?:representatives?|delegations?|officials?|delegates?) (?:of|from)\b.+?\b(?:also )?(?:participated|attended|took part|were (?:also )?(?:present|represented|in attendance))|(?:the meeting was )?(?:also )?attended by\b.+|(?:in attendance|present|étaient présents|présents) ?:.+)",
    )
});
static HOST: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(.+?)\b(?:(?:ont|a) (?:co-?)?(?:organisé|accueilli|convoqué|présidé)\w*|(?:co-?)?(?:hosted|organi[sz]ed|convened|chaired)\b)",
    )
});
static HOSTED_BY: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:(?:co-?)?(?:hosted|organi[sz]ed|convened|chaired)(?: jointly)? by|at the invitation of|under the (?:co-?)?chair(?:person)?ship of|sous la (?:co-?)?présidence(?: conjointe)? d[ue](?: la| l[’'])?|(?:co-?)?(?:organisée?|accueillie?|convoquée?|présidée?)(?: conjointement)? par|l[’']invitation d[ue’'](?: la| l[’'])?)(.{2,200}?)(?:[.;]|,? (?:(?:on|in|at|le|les|en|with|avec|to|pour|sur|under|sous)\b|à )|$)",
    )
});
static VOTES: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:(?:states |pays |états |etats )?(?:(in favou?r|voting for|ont voté pour|votent pour|votes? pour|pour)|(against|voting against|ont voté contre|votes? contre|contre)|(abstaining|abstentions?|abstained|se sont abstenus|s[’']abstiennent|abstenus)))(?: \(\d+\))?\s*:\s*(.*)$",
    )
});
static LISTED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:(?:the )?(?:following )?(?:((?:additional |new )?(?:co-?)?sponsors?|sponsored by|submitted by|(?:co-?)?auteurs?(?: supplémentaires?)?|nouveaux (?:co-?)?auteurs|parrains?|présenté(?:e)? par)|(signator(?:y|ies)(?: states)?|signed by|endorsed by|endorsing states|supporting states|supporters|parties|participating (?:states|countries)|participants|signataires|états signataires|états participants|pays participants|soutenu(?:e)? par|approuvé(?:e)? par|états parties|states parties|states|the following (?:states|countries) .{2,80})|(members?|membres|member states|états membres|members of the group|membres du groupe)))\s*:\s*(.+)$",
    )
});
static APART: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)(.+?)\b(?:(?:has |have )?(dissociated? (?:itself|themselves)|dissociates? (?:itself|themselves)|s[’']est dissociée?|se sont dissociés|se dissocie(?:nt)?|(?:a|ont) fait dissociation)|(?:has |have )?((?:entered|expressed|made|attached|registered) (?:a |its |their )?reservations?|(?:a|ont) (?:émis|formulé|exprimé) (?:une |des |sa |leurs? )?réserves?|reserved (?:its|their) position))",
    )
});

/// "Against:", "Signatories:": a line that begins a list of participants.
pub(crate) fn starts_list(line: &str) -> bool {
    let line = head(line, 400);
    line.contains(':') && (VOTES.is_match(line) || LISTED.is_match(line))
}

/// What a line of votes says of those it lists.
fn vote_basis(vote: &regex::Captures<'_>) -> Basis {
    match (vote.get(1), vote.get(2)) {
        (Some(_), _) => Basis::VotedFor,
        (_, Some(_)) => Basis::Against,
        _ => Basis::Abstained,
    }
}

/// Participants that a line outside the provisions lists: votes, signatures, members. True if it was such a line.
pub(crate) fn from_line(text: &str, lexicon: &Lexicon, language: Language, found: &mut Found) -> bool {
    let text = head(text, MAX_PIECE_BYTES);
    if let Some(vote) = VOTES.captures(text) {
        let basis = vote_basis(&vote);
        let list = vote.get(4).map_or("", |list| list.as_str());
        if list.trim().is_empty() {
            return false;
        }
        if density(list, lexicon) > 40 || list.trim().len() < 8 {
            from_list(list, basis, lexicon, language, found);
            return true;
        }
        return false;
    }
    if let Some(listed) = LISTED.captures(text) {
        let basis = match (listed.get(1), listed.get(2)) {
            (Some(_), _) => Basis::Sponsor,
            (_, Some(_)) => Basis::Party,
            _ => Basis::Member,
        };
        let list = listed.get(4).map_or("", |list| list.as_str());
        if density(list, lexicon) > 45 {
            from_list(list, basis, lexicon, language, found);
            return true;
        }
    }
    false
}

static ENDORSED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:the (?:text of the )?following (?:joint )?(?:statement|declaration|communiqué|text)|la (?:présente )?déclaration(?: conjointe| commune)?(?: suivante| ci-après)?|le (?:texte|communiqué) (?:suivant|ci-après))\b[^.:]{0,60}?\b(?:endorsed|issued|made|agreed|released|delivered|adopted|approuvée?|publiée?|faite?|adoptée?|soutenue?) (?:by|par)\b(.+?)[.:]?$|^(?:the following is (?:the text of )?(?:an? |the )|voici le texte d[’'](?:une )?)(?:joint |déclaration )?(?:statement|declaration|communiqué|conjointe|commune)\b[^.:]{0,60}?\b(?:by|from|of|d[eu]s?|par)\b(.+?)[.:]?$",
    )
});

/// "The following joint statement was endorsed by …": who stands behind a text. True if it was such a line.
pub(crate) fn endorsed(text: &str, lexicon: &Lexicon, language: Language, found: &mut Found) -> bool {
    let text = head(text, MAX_PIECE_BYTES);
    let list = ENDORSED.captures(text).and_then(|found| found.get(1).or_else(|| found.get(2)));
    let Some(list) = list else { return false };
    if density(list.as_str(), lexicon) < 45 {
        return false;
    }
    from_list(list.as_str(), Basis::Party, lexicon, language, found);
    true
}

/// Participants of a meeting that a paragraph names.
pub(crate) fn from_account(text: &str, lexicon: &Lexicon, language: Language, found: &mut Found) {
    let text = head(text, MAX_PIECE_BYTES);
    let speaks = SPEAKERS.is_match(text);
    let present = PRESENT.find(text);
    if speaks {
        let end = present.map_or(text.len(), |present| present.start());
        speakers(&text[..end], lexicon, language, found);
    }
    if let Some(present) = present {
        let names = lexicon.names_in(present.as_str());
        for name in names {
            let printed = &present.as_str()[name.start..name.end];
            found.add_known(lexicon.entry(name), printed, Basis::Present, language);
        }
    }
}

/// Hosts that a paragraph of a summary names.
pub(crate) fn hosts(text: &str, lexicon: &Lexicon, language: Language, found: &mut Found) {
    let text = head(text, MAX_PIECE_BYTES);
    let by = HOSTED_BY.captures(text).and_then(|host| host.get(1));
    let first =
        HOST.captures(text).and_then(|host| host.get(1)).filter(|words| !words.as_str().contains(". "));
    let Some(words) = first.into_iter().chain(by).find(|words| !lexicon.names_in(words.as_str()).is_empty())
    else {
        return;
    };
    for name in lexicon.names_in(words.as_str()) {
        let entry = lexicon.entry(name);
        found.add_known(entry, &words.as_str()[name.start..name.end], Basis::Host, language);
    }
}

/// Participants that dissociated themselves or entered a reservation.
pub(crate) fn apart(text: &str, lexicon: &Lexicon, language: Language, found: &mut Found) {
    for sentence in head(text, MAX_PIECE_BYTES).split(". ") {
        let Some(apart) = APART.captures(sentence) else { continue };
        let basis = if apart.get(2).is_some() { Basis::Dissociation } else { Basis::Reservation };
        let Some(names) = apart.get(1) else { continue };
        for name in lexicon.names_in(names.as_str()) {
            found.add_known(lexicon.entry(name), &names.as_str()[name.start..name.end], basis, language);
        }
    }
}

static ALIGNED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(.+?)\b(?:aligns? (?:itself|themselves) with|associates? (?:itself|themselves) with|endorses? this (?:statement|declaration)|se rallie(?:nt)? à|s[’']associent? à|s[’']aligne(?:nt)? sur)",
    )
});

/// Participants that a paragraph says align themselves with the text.
pub(crate) fn aligned(text: &str, lexicon: &Lexicon, language: Language, found: &mut Found) {
    let text = head(text, MAX_PIECE_BYTES);
    let Some(names) = ALIGNED.captures(text).and_then(|found| found.get(1)) else { return };
    for name in lexicon.names_in(names.as_str()) {
        let entry = lexicon.entry(name);
        if entry.kind == crate::ParticipantType::State {
            found.add_known(entry, &names.as_str()[name.start..name.end], Basis::Party, language);
        }
    }
}

static ON_BEHALF: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:on behalf of|au nom d[eu’'](?: la| l[’'])?)\s*(.{2,80}?)(?:,|$|\b(?:urging|calling|on|concerning|regarding|condemning|following|in|sur|concernant|relative|appelant)\b)",
    )
});

/// The body or State on whose behalf a title says that the text is given.
pub(crate) fn on_behalf(title: &str, lexicon: &Lexicon, language: Language, found: &mut Found) {
    if let Some((name, printed)) = spoken_for(title, lexicon) {
        found.add_known(lexicon.entry(name), printed, Basis::Party, language);
    }
}

/// Whom a title says that its text speaks for.
pub(crate) fn spoken_for<'a>(title: &'a str, lexicon: &Lexicon) -> Option<(NameMatch, &'a str)> {
    let whom = ON_BEHALF.captures(title)?.get(1)?.as_str();
    let name = *lexicon.names_in(whom).first()?;
    Some((name, &whom[name.start..name.end]))
}

static AUTHORS_END: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:réunie?s?|meeting|met|gathered|having met|on the occasion|assembled|nous sommes|have|met in|convened|,? in the presence|sur|on|concernant|regarding|lors)\b|à l[’']occasion|;",
    )
});

/// Authors named where they present themselves: "We, the ministers of A, B and C". An organization counts only as
/// an item of the list, not as the forum whose ministers speak; its members are not inferred.
pub(crate) fn authors(text: &str, lexicon: &Lexicon, language: Language, found: &mut Found) {
    let text = head(text, MAX_PIECE_BYTES);
    let end = AUTHORS_END.find(text).map_or(text.len(), |end| end.start());
    let names = lexicon.names_in(&text[..end]);
    let states =
        names.iter().filter(|name| lexicon.entry(**name).kind == crate::ParticipantType::State).count();
    if states == 0 {
        return;
    }
    for (at, name) in names.into_iter().enumerate() {
        let entry = lexicon.entry(name);
        if entry.kind == crate::ParticipantType::State || at > 0 && stands_in_list(&text[..name.start]) {
            found.add_known(entry, &text[name.start..name.end], Basis::Party, language);
        }
    }
}

/// What stands before a name shows that it is an item of the list itself.
fn stands_in_list(before: &str) -> bool {
    let before = before.trim_end().to_lowercase();
    let joined = [
        ", the",
        " and the",
        " et l’",
        " et l'",
        ", l’",
        ", l'",
        " et de l’",
        " et de l'",
        ", de l’",
        "ainsi que l’",
    ];
    let spoken = [
        "for foreign affairs",
        "représentant",
        "représentante",
        "representative",
        "commission",
        "council",
        "conseil",
    ];
    joined.iter().any(|join| before.ends_with(join)) || {
        let mut from = before.len().saturating_sub(80);
        while !before.is_char_boundary(from) {
            from += 1;
        }
        spoken.iter().any(|word| before[from..].contains(word))
    }
}
