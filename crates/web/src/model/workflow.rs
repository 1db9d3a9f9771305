//! Workflows on pages: in which state a record is, how it came there, and who may move it on from there.

use std::collections::BTreeSet;

use admission::{REASON, SECRETARIAT};
use catalogue::{Kind, Workflow, WorkflowMove, WorkflowParty};
use record::public::INLINE_BODY;
use record::{Body, Header};
use serde::Serialize;
use utoipa::ToSchema;
use views::{Course, Moved, RecordView, Standing};

use crate::model::record::{RecordLink, link, paragraphs};
use crate::model::{Desk, PartyRef};
use crate::words::Msg;

/// How many moves are listed: a course may go in circles, and a page stays a page.
const LISTED: usize = 30;

/// A state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StateLine {
    /// Its id.
    pub id: String,
    /// What a record in it is.
    pub name: String,
    /// Nothing comes after it.
    pub over: bool,
}

/// A move that can be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MoveLine {
    /// Its id.
    pub id: String,
    /// What who makes it does.
    pub name: String,
    /// The states from which it leads.
    pub from: Vec<String>,
    /// The state to which it leads.
    pub to: String,
    /// Who may make it.
    pub who: Vec<String>,
    /// Who is told.
    pub told: Vec<String>,
}

/// A move that was made.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MovedLine {
    /// What who made it did.
    pub name: String,
    /// The state to which it led.
    pub to: String,
    /// Who made it.
    pub by: PartyRef,
    /// The record that says it.
    pub record: RecordLink,
    /// When the register accepted that.
    pub accepted: String,
    /// The record that it names.
    pub about: RecordLink,
    /// What it names was corrected since.
    pub earlier: bool,
    /// Its key was revoked from before it.
    pub disputed: bool,
    /// Who made it disavows it.
    pub disavowed: bool,
    /// Why, in its author's words, if that can be read here.
    pub reason: Vec<String>,
    /// The language of the reason.
    pub language: String,
}

/// Where a record stands in its kind's workflow, and how it came there.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CourseLines {
    /// Its state.
    pub state: StateLine,
    /// The moves that led there, oldest first.
    pub moves: Vec<MovedLine>,
    /// What may follow.
    pub next: Vec<MoveLine>,
    /// The participants who may make one of these now.
    #[serde(skip)]
    pub movers: BTreeSet<String>,
}

/// A kind's workflow, in words.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorkflowLines {
    /// The id of the state in which a record begins.
    pub start: String,
    /// The states.
    pub states: Vec<StateLine>,
    /// The moves.
    pub moves: Vec<MoveLine>,
}

impl CourseLines {
    /// Somebody's own move among those that led here is disavowed or disputed.
    pub(crate) fn is_contested(&self) -> bool {
        self.moves.iter().any(|one| one.disputed || one.disavowed)
    }
}

impl<'a> Desk<'a> {
    /// The state of a record, if its kind has a workflow.
    pub fn state_of(&self, record: &RecordView<'_>) -> Option<StateLine> {
        let course = record.course()?;
        Some(self.state(self.kind_of(record, &course)?.workflow.as_ref()?, course.state))
    }

    /// Where a record stands, how it came there, and what may follow.
    pub fn course_of(&self, record: &RecordView<'a>, header: &Header) -> Option<CourseLines> {
        let course = record.course()?;
        let workflow = self.kind_of(record, &course)?.workflow.as_ref()?;
        let stands = may_move_on(record);
        let next: Vec<&WorkflowMove> = workflow.moves_from(course.state).filter(|_| stands).collect();
        let movers = next.iter().flat_map(|step| &step.who).flat_map(|who| self.parties(header, *who));
        let moves: Vec<Moved<'a>> = record.moves().collect();
        let hidden = moves.len().saturating_sub(LISTED);
        let moves = moves.into_iter().skip(hidden);
        Some(CourseLines {
            state: self.state(workflow, course.state),
            moves: moves.map(|moved| self.moved_line(workflow, moved, record)).collect(),
            movers: movers.collect(),
            next: next.into_iter().map(|step| self.move_line(workflow, step)).collect(),
        })
    }

    /// The moves that a participant may make of a record now: what admission will take, if a key may sign it.
    pub fn open_moves(&self, record: &RecordView<'_>, header: &Header, code: &str) -> Vec<MoveLine> {
        let Some(course) = record.course().filter(|_| may_move_on(record)) else { return Vec::new() };
        let kind = self.kind_of(record, &course);
        let Some(workflow) = kind.and_then(|kind| kind.workflow.as_ref()) else { return Vec::new() };
        let its = |step: &&WorkflowMove| step.who.iter().any(|who| self.parties(header, *who).contains(code));
        workflow.moves_from(course.state).filter(its).map(|step| self.move_line(workflow, step)).collect()
    }

    /// What a move is called, and the state to which it leads.
    pub fn move_words(&self, moved: &Moved<'_>) -> Option<(String, String)> {
        let course = moved.about.course()?;
        let workflow = self.kind_of(&moved.about, &course)?.workflow.as_ref()?;
        let name =
            workflow.step(moved.word).map_or_else(|| moved.word.to_owned(), |step| self.text(&step.names));
        Some((name, self.state(workflow, moved.to).name))
    }

    /// What a move that isn't made yet is called.
    pub fn move_name(&self, header: &Header) -> Option<String> {
        let about = self.views.record_by_id(header.refers.first()?)?;
        let workflow = self.kind_of(&about, &about.course()?)?.workflow.as_ref()?;
        Some(self.text(&workflow.step(header.workflow_move.as_deref()?)?.names))
    }

    /// A kind's workflow in words.
    pub fn workflow(&self, workflow: &Workflow) -> WorkflowLines {
        WorkflowLines {
            start: workflow.start.clone(),
            states: workflow.states.iter().map(|state| self.state(workflow, &state.id)).collect(),
            moves: workflow.moves.iter().map(|step| self.move_line(workflow, step)).collect(),
        }
    }

    fn kind_of(&self, record: &RecordView<'_>, course: &Course<'_>) -> Option<&'a Kind> {
        self.edition.catalogue().kind_as_written(record.kind(), course.version)
    }

    fn state(&self, workflow: &Workflow, id: &str) -> StateLine {
        let known = workflow.state(id);
        StateLine {
            id: id.to_owned(),
            name: known.map_or_else(|| id.to_owned(), |state| self.text(&state.names)),
            over: workflow.moves_from(id).next().is_none(),
        }
    }

    fn move_line(&self, workflow: &Workflow, step: &WorkflowMove) -> MoveLine {
        let words = |parties: &[WorkflowParty]| {
            parties.iter().map(|party| self.words.say(party_word(*party)).to_owned()).collect()
        };
        MoveLine {
            id: step.id.clone(),
            name: self.text(&step.names),
            from: step.from.iter().map(|state| self.state(workflow, state).name).collect(),
            to: self.state(workflow, &step.to).name,
            who: words(&step.who),
            told: words(&step.told),
        }
    }

    fn moved_line(&self, workflow: &Workflow, moved: Moved<'_>, now: &RecordView<'_>) -> MovedLine {
        let Moved { by, about, word, to } = moved;
        // A restricted reason must be opened and noted: it stands on its own page.
        let short = || self.shelf.read_short_body(by.position, INLINE_BODY as u64).ok().flatten();
        let body = if by.public() { short() } else { None };
        let body = body.and_then(|bytes| Body::from_bytes(&bytes).ok());
        let reason = body.as_ref().and_then(|body| body.content.get(REASON)?.as_str());
        MovedLine {
            name: workflow.step(word).map_or_else(|| word.to_owned(), |step| self.text(&step.names)),
            to: self.state(workflow, to).name,
            by: self.party(by.participant()),
            record: link(by),
            accepted: by.accepted().to_string(),
            about: link(about),
            earlier: about.position != now.position && about.standing() == Standing::Superseded,
            disputed: by.disputed(),
            disavowed: by.disavowed_by().is_some(),
            reason: reason.map(paragraphs).unwrap_or_default(),
            language: by.language().to_owned(),
        }
    }

    /// The codes of those who have a part in a record's workflow.
    fn parties(&self, header: &Header, party: WorkflowParty) -> BTreeSet<String> {
        match party {
            WorkflowParty::Author => [header.participant.clone()].into(),
            WorkflowParty::Secretariat => [SECRETARIAT.to_owned()].into(),
            WorkflowParty::Referred => {
                let named = header.answers.iter().chain(&header.refers);
                let codes = named.filter_map(|id| Some(self.views.record_by_id(id)?.participant()));
                let others = codes.filter(|code| *code != header.participant && *code != SECRETARIAT);
                others.map(str::to_owned).collect()
            }
        }
    }
}

/// What was corrected is moved no more; what corrects it is.
fn may_move_on(record: &RecordView<'_>) -> bool {
    let first = |record: &RecordView<'_>| record.course().map(|course| course.first);
    record.superseded_by().is_none_or(|by| first(&by) != first(record))
}

fn party_word(party: WorkflowParty) -> Msg {
    match party {
        WorkflowParty::Author => Msg("party-author"),
        WorkflowParty::Referred => Msg("party-referred"),
        WorkflowParty::Secretariat => Msg("party-secretariat"),
    }
}
