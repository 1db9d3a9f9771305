//! The parts of an imported text that are corrected one at a time: its facts, one provision, one participant. What a form
//! may change, and what of it is refused; nothing here knows who asks.

use catalogue::{Catalogue, unknown_ids};
use instruments::review::{ReviewDocument, ReviewError};
use instruments::{
    Act, Basis, DatedRole, Form, FrameworkLink, Instrument, ParagraphCounts, Participant, ParticipantType,
    Provision, Role, Status,
};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeSet;

use crate::words::Msg;

/// What a form says, in its order; a box that is ticked stands once for each.
pub(super) type Typed = Vec<(String, String)>;

/// The longest word for what happened on a date.
const MAX_DATE_ROLE: usize = 32;

/// A part of an imported text that one form corrects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Title, symbol, form, dates and the like.
    Facts,
    /// The provision at this path.
    Provision(String),
    /// The participant at this place.
    Participant(usize),
    /// A participant that isn't there yet.
    NewParticipant,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub field: &'static str,
    pub why: Msg,
}

/// Why a correction was not made. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// What it corrects isn't there any more.
    Gone,
    /// Somebody else corrected it in the meantime.
    Stale,
    /// What was typed can't be so.
    Wrong(Vec<Wrong>),
}

/// What a form says in one field, trimmed.
pub(super) fn said<'t>(typed: &'t [(String, String)], field: &str) -> &'t str {
    typed.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value.trim())
}

/// All that a form says in fields of this name.
pub(super) fn all<'t>(typed: &'t [(String, String)], field: &'static str) -> impl Iterator<Item = &'t str> {
    typed.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
}

/// The word by which the review file names a choice.
pub(super) fn word(choice: impl Serialize) -> String {
    serde_json::to_value(choice).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// By which a form names what it began from.
pub(super) fn revision(of: &impl Serialize) -> String {
    hex::encode(record::hash::sha256(&serde_json::to_vec(of).unwrap_or_default()))
}

fn chosen<T: DeserializeOwned>(
    typed: &Typed,
    field: &'static str,
    wrong: &mut Vec<Wrong>,
    otherwise: T,
) -> T {
    let value = serde_json::Value::String(said(typed, field).to_owned());
    serde_json::from_value(value).unwrap_or_else(|_| {
        wrong.push(Wrong { field, why: Msg("import-wrong-choice") });
        otherwise
    })
}

/// A line as a person types it: one line, nothing that steers a terminal.
fn line(typed: &Typed, field: &str) -> Option<String> {
    let words = said(typed, field).split(|ch: char| ch.is_whitespace() || ch.is_control());
    let joined = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    Some(joined).filter(|joined| !joined.is_empty())
}

fn paragraphs(typed: &Typed, field: &str) -> String {
    let text = said(typed, field).replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|ch| !ch.is_control() || *ch == '\n').collect()
}

impl Part {
    /// The provision or participant by the number in its address.
    pub fn participant(number: &str) -> Option<Self> {
        if number == "new" {
            return Some(Self::NewParticipant);
        }
        number.parse().ok().map(Self::Participant)
    }

    /// What its form says before anybody types; nothing when it isn't there.
    pub fn typed(&self, text: &Instrument) -> Option<Typed> {
        let fields: Vec<(&str, String)> = match self {
            Self::Facts => facts(text),
            Self::Provision(path) => {
                let one = find(&text.provisions, path)?;
                let own = |words: &Option<String>| words.clone().unwrap_or_default();
                let mut fields = vec![
                    ("path", one.path.clone()),
                    ("role", word(one.role)),
                    ("label", own(&one.label)),
                    ("heading", own(&one.heading)),
                    ("opening", own(&one.opening)),
                    ("act", word(one.act)),
                    ("text", one.text.clone()),
                ];
                fields.extend(one.framework_items.iter().map(|link| ("item", link.item.clone())));
                fields
            }
            Self::Participant(number) => {
                let one = text.participants.get(*number)?;
                let code = one.code.clone().unwrap_or_default();
                vec![("code", code), ("printed", one.printed_as.clone()), ("basis", word(one.basis))]
            }
            Self::NewParticipant => {
                let basis = text.participants.last().map_or(Basis::Party, |one| one.basis);
                vec![("code", String::new()), ("printed", String::new()), ("basis", word(basis))]
            }
        };
        Some(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// Makes a correction, or says why not. `remove` takes the part out instead.
    pub fn correct(
        &self,
        typed: &Typed,
        remove: bool,
        text: &mut Instrument,
        catalogue: &Catalogue,
    ) -> Result<(), Refused> {
        let now = self.typed(text).ok_or(Refused::Gone)?;
        // Nobody adds over another's words.
        if *self != Self::NewParticipant && revision(&now) != said(typed, "revision") {
            return Err(Refused::Stale);
        }
        let known: BTreeSet<Problem> = problems(text, catalogue).into_iter().collect();
        let mut changed = text.clone();
        let mut wrong = Vec::new();
        let place = match self {
            Self::Facts => {
                correct_facts(typed, &mut changed, &mut wrong);
                "instrument".to_owned()
            }
            Self::Provision(path) if remove => {
                take_out(&mut changed.provisions, path);
                forget_path(&mut changed, path, None);
                String::new()
            }
            Self::Provision(path) => correct_provision(path, typed, &mut changed, &mut wrong)?,
            Self::Participant(number) if remove => {
                changed.participants.remove(*number);
                String::new()
            }
            Self::Participant(number) => {
                let kind = text.participants[*number].kind;
                changed.participants[*number] = participant(typed, kind, text, catalogue, &mut wrong);
                format!("instrument.participants[{number}]")
            }
            Self::NewParticipant => {
                let one = participant(typed, ParticipantType::Unknown, text, catalogue, &mut wrong);
                changed.participants.push(one);
                format!("instrument.participants[{}]", text.participants.len())
            }
        };
        changed.paragraph_counts = ParagraphCounts::of(&changed.provisions);
        let found = problems(&changed, catalogue);
        // What was wrong before is no fault of this form, and stands among what the page says that is missing. Where something is
        // taken out, what was wrong behind it has another place.
        let same = |problem: &Problem| {
            if remove { found.len() <= known.len() } else { known.contains(problem) }
        };
        wrong.extend(found.iter().filter(|p| !same(p)).map(|problem| self.field_of(&place, problem)));
        wrong.dedup();
        if !wrong.is_empty() {
            return Err(Refused::Wrong(wrong));
        }
        *text = changed;
        Ok(())
    }

    /// The field in which a problem is corrected.
    fn field_of(&self, place: &str, problem: &Problem) -> Wrong {
        let own = problem.0.strip_prefix(place).unwrap_or_default();
        let (field, why) = match (self, own) {
            (Self::Facts, own) if own.starts_with(".dates") => ("dates", Msg("import-wrong-date")),
            (Self::Facts, _) => ("title", Msg("import-too-large")),
            (Self::Provision(_), ".path") => ("path", Msg("import-wrong-path")),
            (Self::Provision(_), ".text") => ("text", Msg("import-no-text")),
            (Self::Provision(_), own) if own.starts_with(".framework_items") => {
                ("add", Msg("import-unknown-item"))
            }
            // Where the last provision is taken out.
            (Self::Provision(_), _) if problem.0 == "instrument.provisions" => {
                ("text", Msg("import-last-provision"))
            }
            // Another provision, further on, has the path that was given to this one.
            (Self::Provision(_), _) if problem.0.starts_with("instrument.provisions[") => {
                ("path", Msg("import-wrong-path"))
            }
            (Self::Provision(_), _) => ("text", Msg("import-too-large")),
            (_, ".code") => ("code", Msg("import-unknown-code")),
            _ => ("printed", Msg("import-too-large")),
        };
        Wrong { field, why }
    }
}

/// What is wrong somewhere in a text: the place, and what.
pub(super) type Problem = (String, String);

/// Everything that keeps a text from being read back, by place: the review file's own checks, and what the catalogue lacks.
pub(super) fn problems(text: &Instrument, catalogue: &Catalogue) -> Vec<Problem> {
    let file = ReviewDocument::new(text.clone(), "").to_json();
    let read_back = ReviewDocument::from_json(&file).err().unwrap_or_default();
    let own = read_back.into_iter().map(|problem| match problem {
        ReviewError::Invalid { place, problem } => (place, problem),
        other => (String::new(), other.to_string()),
    });
    let unknown = unknown_ids(text, catalogue).into_iter().map(|id| (id.place, id.id));
    own.chain(unknown).collect()
}

fn facts(text: &Instrument) -> Vec<(&'static str, String)> {
    let own = |words: &Option<String>| words.clone().unwrap_or_default();
    let date = |date: &DatedRole| format!("{} {}", date.date, date.role);
    vec![
        ("title", own(&text.title)),
        ("symbol", own(&text.symbol)),
        ("text-form", word(text.form)),
        ("status", word(text.status)),
        ("dates", text.dates.iter().map(date).collect::<Vec<_>>().join("\n")),
        ("body", own(&text.body)),
        ("place", own(&text.place)),
        ("session", own(&text.session)),
    ]
}

fn correct_facts(typed: &Typed, text: &mut Instrument, wrong: &mut Vec<Wrong>) {
    text.title = line(typed, "title");
    text.symbol = line(typed, "symbol");
    text.form = chosen::<Form>(typed, "text-form", wrong, text.form);
    text.status = chosen::<Status>(typed, "status", wrong, text.status);
    text.body = line(typed, "body");
    text.place = line(typed, "place");
    text.session = line(typed, "session");
    let lines = said(typed, "dates").lines().map(str::trim).filter(|line| !line.is_empty());
    let dates: Option<Vec<DatedRole>> = lines.map(date).collect();
    match dates {
        Some(dates) => text.dates = dates,
        None => wrong.push(Wrong { field: "dates", why: Msg("import-wrong-date") }),
    }
}

fn date(line: &str) -> Option<DatedRole> {
    let (date, role) = line.split_once(char::is_whitespace)?;
    let role = role.trim();
    let fits = (1..=MAX_DATE_ROLE).contains(&role.len())
        && role.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    fits.then(|| DatedRole { date: date.to_owned(), role: role.to_owned() })
}

/// The provision at a path, at any depth.
pub(super) fn find<'p>(provisions: &'p [Provision], path: &str) -> Option<&'p Provision> {
    provisions.iter().find_map(|one| if one.path == path { Some(one) } else { find(&one.children, path) })
}

/// The provision at a path, and its place as the review file's checks name it.
fn find_mut<'p>(
    place: &str,
    provisions: &'p mut [Provision],
    path: &str,
) -> Option<(String, &'p mut Provision)> {
    for (at, one) in provisions.iter_mut().enumerate() {
        let here = format!("{place}[{at}]");
        if one.path == path {
            return Some((here, one));
        }
        if let Some(found) = find_mut(&format!("{here}.children"), &mut one.children, path) {
            return Some(found);
        }
    }
    None
}

fn take_out(provisions: &mut Vec<Provision>, path: &str) {
    provisions.retain(|one| one.path != path);
    for one in provisions {
        take_out(&mut one.children, path);
    }
}

/// Whatever names a provision by its path follows it to its new one, or lets it go.
fn forget_path(text: &mut Instrument, path: &str, now: Option<&str>) {
    let follow = |place: &mut String| {
        if place == path {
            now.unwrap_or_default().clone_into(place);
        }
    };
    for citation in &mut text.citations {
        citation.cited_in.iter_mut().for_each(follow);
        citation.cited_in.retain(|place| !place.is_empty());
    }
    if now.is_none() {
        text.review.retain(|note| note.place != path);
    }
    text.review.iter_mut().map(|note| &mut note.place).for_each(follow);
}

fn correct_provision(
    path: &str,
    typed: &Typed,
    text: &mut Instrument,
    wrong: &mut Vec<Wrong>,
) -> Result<String, Refused> {
    let form = text.form;
    let (place, one) = find_mut("instrument.provisions", &mut text.provisions, path).ok_or(Refused::Gone)?;
    let role = chosen::<Role>(typed, "role", wrong, one.role);
    let act = chosen::<Act>(typed, "act", wrong, one.act);
    one.correct_act(role, act, form);
    said(typed, "path").clone_into(&mut one.path);
    one.label = line(typed, "label");
    one.heading = line(typed, "heading");
    one.opening = line(typed, "opening");
    one.text = paragraphs(typed, "text");
    one.framework_items.retain(|link| all(typed, "item").any(|item| item == link.item));
    let added = said(typed, "add");
    if !added.is_empty() && !one.framework_items.iter().any(|link| link.item == added) {
        // No words led there: a person did.
        one.framework_items.push(FrameworkLink { item: added.to_owned(), because: Vec::new() });
    }
    let now = one.path.clone();
    if now != path {
        forget_path(text, path, Some(&now));
    }
    Ok(place)
}

fn participant(
    typed: &Typed,
    kind: ParticipantType,
    text: &Instrument,
    catalogue: &Catalogue,
    wrong: &mut Vec<Wrong>,
) -> Participant {
    let code = Some(said(typed, "code").to_owned()).filter(|code| !code.is_empty());
    let party = code.as_deref().and_then(|code| catalogue.party(code));
    let printed_as = line(typed, "printed").unwrap_or_else(|| {
        wrong.push(Wrong { field: "printed", why: Msg("import-not-printed") });
        String::new()
    });
    let kind = match (&code, party) {
        (None, _) if kind == ParticipantType::Stakeholder => kind,
        (None, _) => ParticipantType::Unknown,
        (Some(code), _) if catalogue.organization(code).is_some() => ParticipantType::Organization,
        (Some(_), _) => ParticipantType::State,
    };
    Participant {
        name: party.map_or_else(|| printed_as.clone(), |party| party.name(text.language.into()).to_owned()),
        basis: chosen::<Basis>(typed, "basis", wrong, Basis::Party),
        code,
        printed_as,
        kind,
    }
}
