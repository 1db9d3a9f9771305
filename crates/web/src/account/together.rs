//! One side's draft of a project of two: what it names, for whom it is, and what of both sides goes into it. Pure.

use std::collections::BTreeSet;

use catalogue::{Catalogue, Kind, Lang, Mechanism};
use matching::{Match, Terms, Told};
use record::header::Audience;
use record::{Body, Header, RecordId};
use serde_json::{Map, Value, json};

use super::carrying::{Used, carry};
use super::draft_audience;
use super::draft_form::Filled;
use super::use_again::said_first_in;
use crate::model::terms::PROJECT;

/// A record that a project names.
pub(super) struct Named {
    pub id: String,
    pub header: Header,
    pub body: Body,
}

impl Named {
    /// Its id.
    pub fn record_id(&self) -> Option<RecordId> {
        RecordId::from_hex(&self.id)
    }

    /// What of it can be compared.
    pub fn terms(&self) -> Terms {
        Terms::of(self.header.framework_items.iter().map(String::as_str), &self.body.content)
    }
}

/// Both sides, as one of them sees them.
pub(super) struct Joined<'a> {
    /// The code of whoever begins.
    pub me: &'a str,
    pub need: &'a Named,
    pub offer: &'a Named,
    /// The project that the other side has begun.
    pub project: Option<&'a Named>,
}

/// What is begun.
pub(super) struct Begun {
    pub filled: Filled,
    /// The two have different readers: no record can name both.
    pub apart: bool,
}

/// The fields that both sides are asked alike, and in which a project says what both say.
const ALIKE: [&str; 4] = ["forms", "groups", "regions", "working_languages"];

/// The fields that hold a record's words.
const WORDS: [&str; 2] = ["title", "summary"];

impl Joined<'_> {
    /// The draft: in the mechanisms of both in which one speaks oneself, for both sides alone unless the other has begun it for more.
    pub fn begun(&self, catalogue: &Catalogue, spoken_in: &[&Mechanism]) -> Begun {
        let audience = self.audience();
        let apart = audience.is_none();
        let (audience, readers) = audience.unwrap_or_default();
        let mut filled = Filled {
            audience,
            readers,
            language: self.language().to_owned(),
            mechanisms: self.mechanisms(spoken_in),
            framework_items: self.items(),
            refers: self.all().map(|one| one.id.clone()).collect(),
            ..Filled::default()
        };
        if let Some(kind) = catalogue.kind(PROJECT) {
            filled.content = match self.project {
                Some(project) => same(kind, project),
                None => self.content(catalogue, kind),
            };
        }
        Begun { filled, apart }
    }

    fn all(&self) -> impl Iterator<Item = &Named> {
        [self.need, self.offer].into_iter().chain(self.project)
    }

    fn own(&self) -> &Named {
        if self.need.header.participant == self.me { self.need } else { self.offer }
    }

    fn other(&self) -> &str {
        let [need, offer] = [self.need, self.offer].map(|side| side.header.participant.as_str());
        if need == self.me { offer } else { need }
    }

    fn language(&self) -> &str {
        &self.project.unwrap_or_else(|| self.own()).header.language
    }

    /// For whom it can be: whoever reads a record must be able to read all that it names. None if nobody would.
    fn audience(&self) -> Option<(String, Vec<String>)> {
        if let Some(project) = self.project {
            return match &project.header.audience {
                Audience::Participants { participants } => {
                    let all = participants.iter().chain([&project.header.participant]);
                    let others: BTreeSet<&String> = all.filter(|code| *code != self.me).collect();
                    Some((named_by(), others.into_iter().cloned().collect()))
                }
                same => Some(draft_audience::as_typed(same)),
            };
        }
        let closed: Vec<&Named> = self.all().filter(|one| one.header.audience != Audience::Public).collect();
        let first = closed.first().map(|one| &one.header.audience);
        if let Some(same @ Audience::Mechanism { .. }) = first {
            let all_the_same = closed.iter().all(|one| &one.header.audience == same);
            return all_the_same.then(|| draft_audience::as_typed(same));
        }
        let reads = |one: &&Named| {
            let both = [self.me, self.other()];
            let Audience::Participants { participants } = &one.header.audience else { return false };
            both.iter().all(|code| {
                *code == one.header.participant || participants.iter().any(|reader| reader == code)
            })
        };
        closed.iter().all(reads).then(|| (named_by(), vec![self.other().to_owned()]))
    }

    fn mechanisms(&self, spoken_in: &[&Mechanism]) -> Vec<String> {
        let takes = |id: &&String| {
            spoken_in.iter().any(|one| one.id == **id && one.kinds.iter().any(|kind| kind == PROJECT))
        };
        if let Some(project) = self.project {
            return project.header.mechanisms.iter().filter(takes).cloned().collect();
        }
        let theirs = |side: &Named| side.header.mechanisms.iter().filter(takes).cloned().collect::<Vec<_>>();
        let (need, offer) = (theirs(self.need), theirs(self.offer));
        let both: Vec<String> = need.iter().filter(|id| offer.contains(id)).cloned().collect();
        if both.is_empty() { theirs(self.own()) } else { both }
    }

    fn items(&self) -> Vec<String> {
        if let Some(project) = self.project {
            return project.header.framework_items.clone();
        }
        let offered = &self.offer.header.framework_items;
        self.need.header.framework_items.iter().filter(|item| offered.contains(item)).cloned().collect()
    }

    /// What both say alike, and the words of both, each with where it was said first. Words in another language than one's own
    /// stay where they are: a record has one.
    fn content(&self, catalogue: &Catalogue, kind: &Kind) -> Map<String, Value> {
        let (need, offer) = (self.need.terms(), self.offer.terms());
        let mut content = Map::new();
        content.insert("status".to_owned(), json!("planned"));
        let shared = |member: &str| -> BTreeSet<String> {
            let of = |terms: &Terms| match member {
                "forms" => terms.forms.clone(),
                "groups" => terms.groups.clone(),
                "regions" => terms.regions.clone(),
                _ => terms.languages.clone(),
            };
            of(&need).intersection(&of(&offer)).cloned().collect()
        };
        // The dates and the region that both leave open, where the two go together.
        let found = matching::compare(&need, &offer, "0000-01-01").ok();
        for member in ALIKE {
            let both = match (&found, member) {
                (Some(Match { regions: Told::Shared(both), .. }), "regions") => both.clone(),
                _ => shared(member),
            };
            // In the order of the form, and only what it asks: a project is in some region, not in any.
            let choices = kind.field(member).map_or(&[][..], |field| &field.choices);
            let both: Vec<&str> =
                choices.iter().map(|one| one.id.as_str()).filter(|id| both.contains(*id)).collect();
            if !both.is_empty() {
                content.insert(member.to_owned(), json!(both));
            }
        }
        if let Some(Told::Shared(period)) = found.map(|found| found.period) {
            content.extend(period.from.map(|from| ("began".to_owned(), json!(from))));
            content.extend(period.until.map(|until| ("ends".to_owned(), json!(until))));
        }
        let lang = Lang::from_code(self.language()).unwrap_or(Lang::En);
        let names = [self.need, self.offer].map(|side| catalogue.name(&side.header.participant, lang));
        content.insert("partners".to_owned(), json!(names.join("\n")));
        let [first, second] =
            if self.own().id == self.need.id { [self.need, self.offer] } else { [self.offer, self.need] };
        let content = self.with_words(catalogue, kind, first, &content);
        self.with_words(catalogue, kind, second, &content)
    }

    fn with_words(
        &self,
        catalogue: &Catalogue,
        kind: &Kind,
        side: &Named,
        content: &Map<String, Value>,
    ) -> Map<String, Value> {
        let Some(of) = catalogue.kind_as_written(&side.header.kind, side.header.kind_version) else {
            return content.clone();
        };
        let ours = side.header.language == self.language();
        let said = side.body.content.iter().filter(|(id, _)| ours && WORDS.contains(&id.as_str()));
        let said: Map<String, Value> = said.map(|(id, value)| (id.clone(), value.clone())).collect();
        let reference = said_first_in(self.language(), &side.id);
        let used = Used { kind: of, content: &said, items: &[], reference: Some(&reference) };
        carry(&used, kind, content).content
    }
}

/// How a form names the audience of named participants.
fn named_by() -> String {
    draft_audience::as_typed(&Audience::Participants { participants: Vec::new() }).0
}

/// The other side's words, as far as the kind still asks for them.
fn same(kind: &Kind, project: &Named) -> Map<String, Value> {
    let used = Used { kind, content: &project.body.content, items: &[], reference: None };
    carry(&used, kind, &Map::new()).content
}
