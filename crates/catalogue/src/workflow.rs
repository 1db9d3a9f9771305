//! A kind's workflow: the states that a record of it passes through, who moves it from one to the next, and who is told.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::check::Checker;
use crate::id::is_slug;
use crate::{Kind, Lang, Localized};

/// Most states: more are not a course that a reader can follow.
const MAX_STATES: usize = 16;

/// Most moves: two out of every state.
const MAX_MOVES: usize = 32;

/// Somebody with a part in a record's workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WorkflowParty {
    /// The participant whose record it is.
    Author,
    /// Every other participant whose record this one answers or refers to.
    Referred,
    /// The secretariat of the mechanisms that it is said for.
    Secretariat,
}

/// One state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkflowState {
    /// Its id.
    pub id: String,
    /// What a record in this state is.
    pub names: Localized,
    /// Nothing comes after it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ends: bool,
}

/// One move from a state to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkflowMove {
    /// Its id, which stands in the header's `move`.
    pub id: String,
    /// What who makes it does: a verb.
    pub names: Localized,
    /// The states from which it leads.
    pub from: Vec<String>,
    /// The state to which it leads.
    pub to: String,
    /// Who may make it; one of them is enough.
    pub who: Vec<WorkflowParty>,
    /// Who is told of it, beside who made it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<WorkflowParty>,
}

/// The course of a kind's records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    /// The state in which a record begins.
    pub start: String,
    /// The states, in the order in which pages list them.
    pub states: Vec<WorkflowState>,
    /// The moves.
    pub moves: Vec<WorkflowMove>,
}

impl Workflow {
    /// A state by its id.
    pub fn state(&self, id: &str) -> Option<&WorkflowState> {
        self.states.iter().find(|state| state.id == id)
    }

    /// A move by its id.
    pub fn step(&self, id: &str) -> Option<&WorkflowMove> {
        self.moves.iter().find(|step| step.id == id)
    }

    /// The moves that lead from a state.
    pub fn moves_from<'w>(&'w self, state: &'w str) -> impl Iterator<Item = &'w WorkflowMove> {
        self.moves.iter().filter(move |step| step.from.iter().any(|from| from == state))
    }

    /// Every state that some moves lead to, and the first.
    fn reached(&self) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut next = vec![self.start.as_str()];
        while let Some(state) = next.pop() {
            if reached.insert(state) {
                next.extend(self.moves_from(state).map(|step| step.to.as_str()));
            }
        }
        reached
    }
}

impl Checker<'_> {
    /// A record can reach every state, and no state is a dead end by oversight.
    pub(crate) fn workflow(&mut self, kind: &Kind, languages: &[Lang]) {
        let Some(workflow) = &kind.workflow else { return };
        let place = &format!("{}.workflow", kind.id);
        self.consistent(
            place,
            (1..=MAX_STATES).contains(&workflow.states.len()) && workflow.moves.len() <= MAX_MOVES,
            "a workflow has 1 to 16 states and at most 32 moves; make it shorter",
        );
        self.unique(place, workflow.states.iter().map(|state| state.id.as_str()));
        self.unique(place, workflow.moves.iter().map(|step| step.id.as_str()));
        self.target(place, "state", &workflow.start, workflow.state(&workflow.start).is_some());
        for step in &workflow.moves {
            self.step(&format!("{place}.{}", step.id), workflow, step, languages);
        }
        let reached = workflow.reached();
        for state in &workflow.states {
            let place = &format!("{place}.{}", state.id);
            self.id(place, &state.id, is_slug(&state.id), "slug");
            self.text_in(place, &state.names, languages);
            self.consistent(
                place,
                reached.contains(state.id.as_str()),
                "no move leads to this state; add one or leave the state out",
            );
            let leaves = workflow.moves_from(&state.id).next().is_some();
            self.consistent(
                place,
                !(state.ends && leaves),
                "a move leads out of an end; correct one of them",
            );
            self.consistent(
                place,
                state.ends || leaves,
                "nothing leads out of this state; say that it ends, or add a move",
            );
        }
    }

    fn step(&mut self, place: &str, workflow: &Workflow, step: &WorkflowMove, languages: &[Lang]) {
        self.id(place, &step.id, is_slug(&step.id), "slug");
        self.text_in(place, &step.names, languages);
        for state in step.from.iter().chain([&step.to]) {
            self.target(place, "state", state, workflow.state(state).is_some());
        }
        self.unique(place, step.from.iter().map(String::as_str));
        let elsewhere = !step.from.is_empty() && !step.from.contains(&step.to);
        self.consistent(place, elsewhere, "a move leads from one state to another; say from where to where");
        let once = |parties: &[WorkflowParty]| parties.iter().collect::<BTreeSet<_>>().len() == parties.len();
        let said = !step.who.is_empty() && once(&step.who) && once(&step.told);
        self.consistent(place, said, "say who may make the move and who is told, each once");
    }
}
