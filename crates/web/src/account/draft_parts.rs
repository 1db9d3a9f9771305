//! A draft's parts: which fields and choices each has, how much of it is answered, and what was changed in it. A long form is
//! written part by part, so that colleagues don't wait for each other, nor for each other's words to come over a slow line.

use catalogue::{Catalogue, Field, FieldType, Kind, Lang, Section};
use delegations::drafts::{Draft, Touched, TypedPart};
use delegations::history::History;
use delegations::merge::{cell, set_cell};
use delegations::people::Person;
use delegations::remarks::{self, Remark};
use delegations::{DelegationError, Drawer, PersonId};
use policy::Seat;
use record::Time;
use serde_json::Value;

use super::draft_audience;
use super::draft_form::{self, Filled};
use super::model_drafts::{ChangeLine, Choice, ChosenLine, PartLine, RemarkLine, TouchedLine};
use crate::edition::Edition;
use crate::model::content::section_name;
use crate::model::record::{FieldLine, content};
use crate::words::{Msg, words};

/// The part of the choices beside the fields: no part of a kind has such an id.
pub(super) const CHOICES: &str = "_choices";

/// The one part of fields of a form that isn't divided.
const WORDS: &str = "_words";

/// The choices beside the fields. For whom it is and whom that names is one choice: nobody's readers are put to another's
/// audience.
const CHOICE_CELLS: [(&str, Msg); 5] = [
    ("language", Msg("language")),
    ("mechanisms", Msg("said-for")),
    ("audience+readers", Msg("for-whom")),
    ("framework_items", Msg("speaks-to")),
    ("provisions", Msg("answers")),
];

/// The file whose words were taken in. No form sends it: it comes and goes by itself.
pub(super) const DOCUMENT: &str = "document";

/// Which of a draft a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// All of a form that isn't divided.
    Whole,
    /// The parts of one that is.
    Overview,
    /// One of them.
    Part(String),
}

impl Shows {
    /// What an address asks for.
    pub fn of(kind: &Kind, part: Option<&str>) -> Result<Self, DelegationError> {
        if kind.parts.is_empty() {
            return Ok(Self::Whole);
        }
        match part.filter(|part| !part.is_empty()) {
            None => Ok(Self::Overview),
            Some(part) if ids(kind).any(|id| id == part) => Ok(Self::Part(part.to_owned())),
            Some(_) => Err(DelegationError::Draft),
        }
    }

    /// The parts that it shows to be written in.
    pub fn parts<'k>(&'k self, kind: &'k Kind) -> Vec<&'k str> {
        match self {
            Self::Whole => ids(kind).collect(),
            Self::Overview => Vec::new(),
            Self::Part(part) => vec![part.as_str()],
        }
    }

    /// The part before the one that is shown.
    pub fn previous(&self, kind: &Kind) -> Option<Self> {
        let Self::Part(here) = self else { return None };
        let before: Vec<&str> = ids(kind).take_while(|part| part != here).collect();
        before.last().map(|part| Self::Part((*part).to_owned()))
    }

    /// The part after it.
    pub fn next(&self, kind: &Kind) -> Option<Self> {
        let Self::Part(here) = self else { return None };
        ids(kind).skip_while(|part| part != here).nth(1).map(|part| Self::Part(part.to_owned()))
    }

    /// What the one part is called.
    pub fn name(&self, kind: &Kind, lang: Lang) -> Option<String> {
        let Self::Part(here) = self else { return None };
        Some(part_name(kind, here, lang))
    }

    /// What goes behind a draft's address to come back here.
    pub fn query(&self) -> String {
        match self {
            Self::Part(part) => format!("?part={part}&"),
            Self::Whole | Self::Overview => "?".to_owned(),
        }
    }
}

/// The ids of a kind's parts, the choices last.
fn ids(kind: &Kind) -> impl Iterator<Item = &str> {
    let of_words = kind.outline().into_iter().map(|(part, _)| part.map_or(WORDS, |part| part.id.as_str()));
    of_words.chain([CHOICES])
}

/// The sections of a part of fields.
pub(super) fn sections<'k>(kind: &'k Kind, part: &str) -> Vec<&'k Section> {
    let is = |known: Option<&catalogue::Part>| known.map_or(WORDS, |known| known.id.as_str()) == part;
    kind.outline().into_iter().filter(|(known, _)| is(*known)).flat_map(|(_, sections)| sections).collect()
}

/// The part of a field.
pub(super) fn part_of<'k>(kind: &'k Kind, field: &Field) -> &'k str {
    let section = kind.sections.iter().find(|section| section.id == field.section);
    section.and_then(|section| section.part.as_deref()).unwrap_or(WORDS)
}

fn fields<'k>(kind: &'k Kind, part: &str) -> Vec<&'k Field> {
    sections(kind, part).into_iter().flat_map(|section| kind.fields_of(section)).collect()
}

/// A field with its section.
pub(super) fn name_of_field(kind: &Kind, field: &Field, lang: Lang) -> String {
    let section = kind.sections.iter().find(|section| section.id == field.section);
    let label = field.label.get(lang);
    section.map_or_else(
        || label.to_owned(),
        |section| format!("{} · {label}", section_name(words(lang), section)),
    )
}

pub(super) fn name_of_cell(field: &str) -> String {
    format!("content/{field}")
}

fn cells(kind: &Kind, part: &str) -> Vec<String> {
    if part == CHOICES {
        return CHOICE_CELLS.iter().map(|(name, _)| (*name).to_owned()).collect();
    }
    fields(kind, part).into_iter().map(|field| name_of_cell(&field.id)).collect()
}

/// What was typed in these parts.
pub(super) fn typed(kind: &Kind, parts: &[&str], filled: &Filled) -> Vec<TypedPart> {
    let all = filled.to_fields();
    let typed = |part: &&str| TypedPart {
        part: (*part).to_owned(),
        cells: cells(kind, part).into_iter().map(|name| (name.clone(), cell(&all, &name))).collect(),
    };
    parts.iter().map(typed).collect()
}

/// The answers alone, in all parts.
pub(super) fn answers(kind: &Kind, filled: &Filled) -> Vec<TypedPart> {
    let parts: Vec<&str> = ids(kind).filter(|part| *part != CHOICES).collect();
    typed(kind, &parts, filled)
}

/// The draft as it would be with what was typed, whatever colleagues did in the meantime.
pub(super) fn with(draft: &Draft, typed: &[TypedPart]) -> Filled {
    let mut fields = draft.fields.clone();
    for (name, value) in typed.iter().flat_map(|part| &part.cells) {
        set_cell(&mut fields, name, value.clone());
    }
    Filled::from_fields(&fields)
}

/// What lies beside a draft and is shown with it.
#[derive(Default)]
pub(super) struct Aside {
    pub histories: Vec<History>,
    pub remarks: Vec<Remark>,
}

impl Aside {
    /// The remarks on a draft.
    pub fn remarks(drawer: &Drawer<'_>, draft: [u8; 16]) -> Result<Self, DelegationError> {
        Ok(Self { histories: Vec::new(), remarks: remarks::of_draft(drawer, draft)? })
    }

    /// The remarks, and what was changed in these parts.
    pub fn all(drawer: &Drawer<'_>, draft: [u8; 16], parts: &[String]) -> Result<Self, DelegationError> {
        let histories =
            parts.iter().map(|part| History::of(drawer, draft, part)).collect::<Result<_, _>>()?;
        Ok(Self { histories, ..Self::remarks(drawer, draft)? })
    }
}

/// Somebody's name and the time of something. Whoever was forgotten has none.
pub(super) fn touched(people: &[Person], touched: &Touched) -> TouchedLine {
    TouchedLine { by: name_of(people, touched.by), at: Time(touched.at).to_string() }
}

fn name_of(people: &[Person], id: Option<PersonId>) -> Option<String> {
    people.iter().find(|person| Some(person.id) == id).map(|person| person.name.clone())
}

/// What a part is called.
pub(super) fn part_name(kind: &Kind, part: &str, lang: Lang) -> String {
    let known = kind.parts.iter().find(|known| known.id == part);
    let other = if part == CHOICES { Msg("draft-choices") } else { Msg("draft-words") };
    known.map_or_else(|| words(lang).say(other).to_owned(), |known| known.heading(lang))
}

/// The parts of a draft: how many of their questions are answered, and who saved them last. For the delegation's eyes.
pub(super) fn lines(
    kind: &Kind,
    draft: &Draft,
    people: &[Person],
    remarks: &[Remark],
    href: &str,
    lang: Lang,
) -> Vec<PartLine> {
    let line = |part: &str| {
        let cells = cells(kind, part);
        let open = remarks.iter().filter(|remark| remark.settled.is_none());
        let own = sections(kind, part);
        let about = |remark: &&Remark| own.iter().any(|section| section.id == remark.section);
        PartLine {
            href: format!("{href}?part={part}"),
            name: part_name(kind, part, lang),
            answered: cells.iter().filter(|name| !cell(&draft.fields, name).is_null()).count(),
            asked: cells.len(),
            remarks: open.filter(about).count(),
            saved: draft.parts.get(part).map(|by| touched(people, by)),
        }
    };
    ids(kind).map(line).collect()
}

/// The remarks on these parts, settled or open.
pub(super) fn remark_lines(
    kind: &Kind,
    parts: &[&str],
    people: &[Person],
    remarks: &[Remark],
    settled: bool,
    lang: Lang,
) -> Vec<RemarkLine> {
    let own: Vec<&Section> = parts.iter().flat_map(|part| sections(kind, part)).collect();
    let line = |remark: &Remark| {
        let section = own.iter().find(|section| section.id == remark.section)?;
        Some(RemarkLine {
            id: hex::encode(remark.id),
            section: section.heading(lang),
            by: name_of(people, remark.by),
            at: Time(remark.at).to_string(),
            paragraphs: crate::model::record::paragraphs(&remark.text),
            settled: remark.settled.map(|at| touched(people, &Touched { by: remark.settled_by, at })),
        })
    };
    remarks.iter().filter(|remark| remark.settled.is_some() == settled).filter_map(line).collect()
}

/// The sections on which a remark can be made.
pub(super) fn to_remark_on(kind: &Kind, parts: &[&str], lang: Lang) -> Vec<Choice> {
    let choice = |section: &Section| Choice {
        id: section.id.clone(),
        label: section.heading(lang),
        note: String::new(),
        chosen: false,
    };
    parts.iter().flat_map(|part| sections(kind, part)).map(choice).collect()
}

/// Fields of these parts that take paragraphs: into which the words of a file may be taken.
pub(super) fn text_fields(kind: &Kind, parts: &[&str], lang: Lang) -> Vec<Choice> {
    let fields = parts.iter().flat_map(|part| fields(kind, part));
    let takes: Vec<&Field> =
        fields.filter(|field| field.field_type == FieldType::Text && field.multiline).collect();
    let longest = takes.iter().map(|field| field.max_chars).max().flatten();
    let chosen = takes.iter().position(|field| field.max_chars == longest);
    let several = takes.len() > 1;
    let section = |field: &Field| {
        let section = kind.sections.iter().find(|section| section.id == field.section)?;
        several.then(|| section.heading(lang))
    };
    let choice = |(at, field): (usize, &&Field)| Choice {
        id: field.id.clone(),
        label: match section(field) {
            Some(section) => format!("{section} · {}", field.label.get(lang)),
            None => field.label.get(lang).to_owned(),
        },
        note: String::new(),
        chosen: chosen == Some(at),
    };
    takes.iter().enumerate().map(choice).collect()
}

/// What cells of the draft hold, named and in words.
pub(super) struct Naming<'a> {
    pub edition: &'a Edition,
    pub kind: &'a Kind,
    pub author: &'a Seat,
    pub lang: Lang,
}

impl Naming<'_> {
    fn catalogue(&self) -> &Catalogue {
        self.edition.catalogue()
    }

    /// The label of a cell.
    fn label(&self, name: &str) -> String {
        let choice = CHOICE_CELLS.iter().find(|(known, _)| *known == name);
        if let Some((_, label)) = choice {
            return words(self.lang).say(*label).to_owned();
        }
        let field = name.strip_prefix("content/").and_then(|id| self.kind.field(id));
        let Some(field) = field else { return name.to_owned() };
        // The sections of a divided form ask the same questions, each of its own subject.
        if self.kind.parts.is_empty() {
            field.label.get(self.lang).to_owned()
        } else {
            name_of_field(self.kind, field, self.lang)
        }
    }

    /// What is chosen in a cell of the choices; none of a field.
    fn chosen(&self, name: &str, filled: &Filled) -> Vec<String> {
        let (catalogue, author, lang) = (self.catalogue(), self.author, self.lang);
        let chosen =
            |choices: Vec<Choice>| choices.into_iter().filter(|c| c.chosen).map(|c| c.label).collect();
        let of_sets = |sets: Vec<super::model_drafts::ChoiceGroup>| {
            let named = |set: super::model_drafts::ChoiceGroup| {
                let chosen = set.choices.into_iter().filter(|choice| choice.chosen);
                chosen.map(move |choice| format!("{} {}", set.name, choice.label)).collect::<Vec<_>>()
            };
            sets.into_iter().flat_map(named).collect()
        };
        match name {
            "language" => {
                Lang::from_code(&filled.language).map(|lang| lang.code().to_owned()).into_iter().collect()
            }
            "mechanisms" => chosen(draft_form::mechanisms(catalogue, author, self.kind, filled, lang)),
            "framework_items" => of_sets(draft_form::frameworks(catalogue, author, filled, lang)),
            "provisions" => of_sets(draft_form::instruments(catalogue, author, filled, lang)),
            "audience+readers" => {
                let mut all: Vec<String> =
                    chosen(draft_audience::choices(catalogue, author, self.kind, filled, lang));
                all.extend(chosen(draft_audience::nameable(self.edition, author, filled, lang)));
                all
            }
            _ => Vec::new(),
        }
    }

    /// What stands in a field, as a record's page would show it.
    fn shown(&self, hub: &crate::Hub, name: &str, filled: &Filled) -> Option<FieldLine> {
        name.strip_prefix("content/")?;
        let body = filled.body();
        let sections = hub.at_desk(self.lang, |desk| Ok(content(desk, self.kind, &body))).ok()?;
        sections.into_iter().flat_map(|section| section.fields).next()
    }

    /// A cell that others changed, as they left it.
    pub fn meanwhile(&self, hub: &crate::Hub, name: &str, fields: &Value) -> ChosenLine {
        self.line(hub, name, cell(fields, name))
    }

    fn line(&self, hub: &crate::Hub, name: &str, value: Value) -> ChosenLine {
        let mut alone = Value::Null;
        set_cell(&mut alone, name, value);
        let filled = Filled::from_fields(&alone);
        ChosenLine {
            label: self.label(name),
            field: self.shown(hub, name, &filled),
            chosen: self.chosen(name, &filled),
        }
    }

    /// The last change of each cell of a part, the newest first.
    pub fn changes(&self, hub: &crate::Hub, history: &History, people: &[Person]) -> Vec<ChangeLine> {
        let mut last: Vec<_> = history.last.iter().collect();
        last.sort_by_key(|(name, last)| (std::cmp::Reverse(last.revision), (*name).clone()));
        let line = |(name, last): (&String, &delegations::history::Last)| {
            let before = history.before(name);
            let known = before.is_some();
            ChangeLine {
                touched: touched(people, &Touched { by: last.by, at: last.at }),
                before: self.line(hub, name, before.cloned().unwrap_or_default()),
                known,
            }
        };
        last.into_iter().map(line).collect()
    }
}
