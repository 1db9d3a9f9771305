//! Workflows as pages show them: in which state each record is, and by whose moves. The same rules as admission's, folded a
//! second time, so that no page has to ask the sequencer; a test holds the two to one answer.

use crate::fold::Views;
use crate::read::{RecordView, Seen};
use admission::{CatalogueFile, SECRETARIAT, WorkflowRules, kinds};
use policy::{Audience, Participants};
use record::Header;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The courses of all records whose kinds have a workflow.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Courses {
    rules: BTreeMap<String, BTreeMap<u64, WorkflowRules>>,
    /// By position: the version by which it was written, the first of those that correct each other, and the list of the
    /// participants to whose records it refers.
    at: BTreeMap<u32, (u64, u32, u32)>,
    /// By the position of the first.
    of: BTreeMap<u32, Kept>,
    /// By the position of the move.
    steps: BTreeMap<u32, Step>,
}

/// What those that correct each other have in common: numbers of names, and positions.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    state: u32,
    moves: Vec<u32>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Step {
    about: u32,
    word: u32,
    to: u32,
}

/// Where a record stands in its kind's workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course<'a> {
    /// The version of its kind by which it was written, and by which its state is named.
    pub version: u64,
    /// The position of the first of those that correct each other and share its state.
    pub first: u64,
    /// Its state.
    pub state: &'a str,
    /// Nothing comes after this state.
    pub over: bool,
}

/// One move.
#[derive(Clone, Copy)]
pub struct Moved<'a> {
    /// The record that says it.
    pub by: RecordView<'a>,
    /// The record that it names: what stood then, be it corrected since.
    pub about: RecordView<'a>,
    /// The move's id.
    pub word: &'a str,
    /// The state to which it led.
    pub to: &'a str,
}

impl Views {
    /// A file brings a kind's workflow into effect.
    pub(crate) fn take_course(&mut self, file: &CatalogueFile) {
        if let (Some((id, version)), Some(rules)) = (file.kind(), file.workflow()) {
            self.courses.rules.entry(id).or_default().insert(version, rules);
        }
    }

    /// Takes a record into account that was just placed.
    pub(crate) fn run_course(&mut self, at: u32, header: &Header) {
        if header.kind == kinds::MOVE {
            self.step(at, header);
        } else if let Some(rules) = self.courses.rules(&header.kind, header.kind_version) {
            let before = header.supersedes.iter().filter_map(|id| self.find(id));
            let mut before = before.filter(|other| self.same_readers(*other, at));
            let before = before.find_map(|other| self.courses.at.get(&other).copied());
            let sides = self.sides(header);
            let goes_on = |(_, first, others): &(u64, u32, u32)| {
                let kept = self.courses.of.get(first);
                kept.is_some_and(|kept| rules.goes_on_from(self.names.value(kept.state)))
                    && (!rules.hears_referred() || *self.lists.value(*others) == sides)
            };
            let first = before.filter(goes_on).map(|(_, first, _)| first);
            let start = rules.start.clone();
            let sides = self.lists.number(sides);
            if first.is_none() {
                let state = self.names.number(start);
                self.courses.of.insert(at, Kept { state, moves: Vec::new() });
            }
            self.courses.at.insert(at, (header.kind_version, first.unwrap_or(at), sides));
        }
    }

    /// Admission has seen to it that the move may be made.
    fn step(&mut self, at: u32, header: &Header) {
        let Some(about) = header.refers.first().and_then(|id| self.find(id)) else { return };
        let Some((version, first, _)) = self.courses.at.get(&about).copied() else { return };
        let Some(word) = &header.workflow_move else { return };
        let kind = self.names.value(self.rows[about as usize].kind);
        let Some(to) = self.courses.rules(kind, version).and_then(|rules| rules.to(word)) else { return };
        let (word, to) = (self.names.number(word.clone()), self.names.number(to.to_owned()));
        if let Some(kept) = self.courses.of.get_mut(&first) {
            kept.state = to;
            kept.moves.push(at);
            self.courses.steps.insert(at, Step { about, word, to });
        }
    }

    /// The numbers of the participants, other than its author and the secretariat, to whose records a statement refers.
    fn sides(&self, header: &Header) -> Vec<u32> {
        let named = header.answers.iter().chain(&header.refers).filter_map(|id| self.find(id));
        let authors = named.map(|at| self.rows[at as usize].participant);
        let others = authors.filter(|number| {
            let code = self.names.value(*number);
            *code != header.participant && code != SECRETARIAT
        });
        others.collect::<BTreeSet<u32>>().into_iter().collect()
    }

    /// Are two records for the same readers, but for who took part in the mechanism when each was said?
    fn same_readers(&self, one: u32, other: u32) -> bool {
        let audience = |at: u32| Some(&self.classes_at(self.rows[at as usize].classes).next()?.audience);
        match (audience(one), audience(other)) {
            (Some(one), Some(other)) => readers(one) == readers(other),
            _ => false,
        }
    }
}

/// Who reads it, whoever takes part: an author's own is a list of one.
fn readers(audience: &Audience) -> Audience {
    match audience {
        Audience::Own(author) => Audience::Named([author.clone()].into()),
        Audience::Mechanism { mechanism, .. } => {
            Audience::Mechanism { mechanism: mechanism.clone(), participants: Participants::default() }
        }
        other => other.clone(),
    }
}

impl Courses {
    fn rules(&self, kind: &str, version: u64) -> Option<&WorkflowRules> {
        self.rules.get(kind)?.get(&version)
    }
}

impl<'a> RecordView<'a> {
    /// Where it stands in its kind's workflow; nothing if its kind has none. All who read it see the same: what corrects it for
    /// others has a course of its own.
    pub fn course(&self) -> Option<Course<'a>> {
        let views = self.views();
        let (version, first, kept) = self.kept()?;
        let state = views.names.value(kept.state).as_str();
        let rules = views.courses.rules(self.kind(), version)?;
        Some(Course { version, first, state, over: rules.moves_from(state).next().is_none() })
    }

    /// By which moves it came there, oldest first; also those that name an earlier text of it.
    pub fn moves(&self) -> impl DoubleEndedIterator<Item = Moved<'a>> + use<'a> {
        let seen = self.seen();
        let moves = self.kept().map_or(&[][..], |(.., kept)| &kept.moves);
        moves.iter().filter_map(move |at| seen.moved(*at))
    }

    /// What it moves, if it is a move.
    pub fn moved(&self) -> Option<Moved<'a>> {
        self.seen().moved(u32::try_from(self.position).ok()?)
    }

    fn kept(&self) -> Option<(u64, u64, &'a Kept)> {
        let courses = &self.views().courses;
        let (version, first, _) = courses.at.get(&u32::try_from(self.position).ok()?)?;
        Some((*version, u64::from(*first), courses.of.get(first)?))
    }
}

impl<'a> Seen<'a> {
    fn moved(&self, at: u32) -> Option<Moved<'a>> {
        let step = self.views.courses.steps.get(&at)?;
        Some(Moved {
            by: self.record(u64::from(at))?,
            about: self.record(u64::from(step.about))?,
            word: self.views.names.value(step.word),
            to: self.views.names.value(step.to),
        })
    }
}
