//! Workflows: what a kind's file says of the states of its records, where each record stands, and who may move it on. A move
//! is a record of its own (`move`): the one record that it moves stands in `refers`, which move in `move`, so that the move of
//! a restricted record can be judged by a hub that reads no body.
//!
//! A state belongs to a statement through all its corrections, so long as the same readers read them. A correction that
//! fewer read begins anew, and leaves what it corrects where it is: else a state, or a refusal, would tell a reader of the one
//! about the other; and whoever checks a register from outside, and sees what is public, could not judge it.

use record::Time;
use record::Verified;
use record::header::{Audience, Header};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

use crate::Refusal;
use crate::audience::Readers;
use crate::control::SECRETARIAT;
use crate::judge::{Effect, Past, Placed, keys_of, placed};
use crate::rules::MechanismRules;
use crate::state::{KeyState, State};
use crate::statement::{check_forms, check_persons};

/// Somebody with a part in a record's workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mover {
    /// The participant whose record it is.
    Author,
    /// Every other participant whose record this one answers or refers to.
    Referred,
    /// The secretariat of the mechanisms that it is said for.
    Secretariat,
}

impl Mover {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Author, Self::Referred, Self::Secretariat];

    /// The word for it in a kind's file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Referred => "referred",
            Self::Secretariat => "secretariat",
        }
    }
}

/// What a kind's file says of its workflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkflowRules {
    /// The state in which a record begins.
    pub start: String,
    /// All states.
    pub states: Vec<String>,
    /// All moves.
    pub moves: Vec<MoveRules>,
}

/// One move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveRules {
    /// Its id, as it stands in a header's `move`.
    pub id: String,
    /// The states from which it leads.
    pub from: Vec<String>,
    /// The state to which it leads.
    pub to: String,
    /// Who may make it.
    pub who: Vec<Mover>,
}

impl WorkflowRules {
    /// The state to which a move leads.
    pub fn to(&self, word: &str) -> Option<&str> {
        self.moves.iter().find(|step| step.id == word).map(|step| step.to.as_str())
    }

    /// The moves that lead from a state.
    pub fn moves_from<'w>(&'w self, state: &'w str) -> impl Iterator<Item = &'w MoveRules> {
        self.moves.iter().filter(move |step| step.from.iter().any(|from| from == state))
    }

    /// Does a word of those whose records are referred to lead anywhere?
    pub fn hears_referred(&self) -> bool {
        self.moves.iter().any(|step| step.who.contains(&Mover::Referred))
    }

    /// Does a correction go on from this state, or is it unknown to the version by which the correction is written?
    pub fn goes_on_from(&self, state: &str) -> bool {
        self.states.iter().any(|known| known == state)
    }
}

/// Where each statement stands whose kind has a workflow.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Flows {
    /// By position.
    at: HashMap<u64, Flow>,
    /// The state, by the position of the first of those that correct each other.
    states: HashMap<u64, String>,
}

/// One statement in its kind's workflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// The version of its kind: by that, its moves are judged.
    version: u64,
    /// The first of those that correct each other: they have one state.
    first: Option<u64>,
    /// Where it begins, if nothing goes before it.
    start: String,
    /// The other participants whose records it answers or refers to.
    referred: BTreeSet<String>,
    /// A correction to the same readers has taken its place.
    replaced: bool,
}

/// What a statement changes in the workflows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Where it stands itself, if its kind has a workflow.
    flow: Option<Flow>,
    /// The positions of those whose place it takes.
    replaced: Vec<u64>,
}

impl Flows {
    /// The state of the statement at a position.
    fn state(&self, position: u64) -> Option<&str> {
        let first = self.at.get(&position)?.first.unwrap_or(position);
        self.states.get(&first).map(String::as_str)
    }

    pub fn follow(&mut self, position: u64, followed: Followed) {
        for replaced in followed.replaced {
            if let Some(flow) = self.at.get_mut(&replaced) {
                flow.replaced = true;
            }
        }
        if let Some(flow) = followed.flow {
            if flow.first.is_none() {
                self.states.insert(position, flow.start.clone());
            }
            self.at.insert(position, flow);
        }
    }

    pub fn moved(&mut self, first: u64, to: String) {
        self.states.insert(first, to);
    }
}

impl State {
    /// In which state of its kind's workflow the statement at a position is; none if its kind has none.
    pub fn workflow_state(&self, position: u64) -> Option<&str> {
        self.flows.state(position)
    }

    /// The mechanisms for which a participant's key must be enrolled to move a record: the record's, and of somebody who is neither
    /// its author nor the secretariat those in which it takes part.
    pub fn moved_for(&self, participant: &str, author: &str, mechanisms: &[String]) -> Vec<String> {
        if participant == SECRETARIAT || participant == author {
            return mechanisms.to_vec();
        }
        let takes_part = |rules: &MechanismRules| rules.participants.contains(participant);
        mechanisms.iter().filter(|id| self.mechanism(id).is_some_and(takes_part)).cloned().collect()
    }

    /// May a participant surely read what an author says for these readers? Of a mechanism's participants, those who take part today.
    pub fn surely_reads(&self, participant: &str, author: &str, audience: &Audience) -> bool {
        let in_office = participant == SECRETARIAT;
        participant == author
            || match audience {
                Audience::Public => true,
                Audience::Participants { participants } => participants.iter().any(|one| one == participant),
                Audience::Mechanism { mechanism } => {
                    let takes_part = |rules: &MechanismRules| rules.participants.contains(participant);
                    in_office || self.mechanism(mechanism).is_some_and(takes_part)
                }
                Audience::Secretariat { .. } => in_office,
                Audience::Own | Audience::Group { .. } => false,
            }
    }

    /// The participants other than its author whose records a statement answers or refers to, if its kind has a workflow.
    pub fn referred_by(&self, position: u64) -> impl Iterator<Item = &str> {
        self.flows.at.get(&position).into_iter().flat_map(|flow| &flow.referred).map(String::as_str)
    }
}

/// A statement takes its place in its kind's workflow, and in that of what it corrects.
pub(crate) fn follow(state: &State, past: &impl Past, header: &Header) -> Result<Effect, Refusal> {
    let rules = state.kind(&header.kind, header.kind_version).and_then(|kind| kind.workflow.as_ref());
    if rules.is_none() && state.flows.at.is_empty() {
        return Ok(Effect::Nothing);
    }
    let readers = Readers::of(&header.audience, &header.participant);
    let mut replaced = Vec::new();
    for id in &header.supersedes {
        let target = placed(past, id)?.ok_or(Refusal::UnknownRecord(*id))?;
        let same = readers == Readers::of(&target.audience, &target.participant);
        if same && state.flows.at.contains_key(&target.position) {
            replaced.push(target.position);
        }
    }
    let Some(rules) = rules else {
        return Ok(Effect::Follow(Box::new(Followed { flow: None, replaced })));
    };
    let mut states = replaced.iter().filter_map(|position| Some((*position, state.flows.state(*position)?)));
    let before = states.next();
    // Of two that differ, the one that suits would otherwise be taken.
    if states.any(|(_, other)| before.is_some_and(|(_, one)| one != other)) {
        return Err(Refusal::StatesDiffer);
    }
    let mut referred = BTreeSet::new();
    for id in header.answers.iter().chain(&header.refers) {
        referred.extend(placed(past, id)?.map(|named| named.participant));
    }
    // Nobody agrees with itself, and the secretariat has a word of its own.
    referred.retain(|participant| *participant != header.participant && participant != SECRETARIAT);
    // Whoever agreed did so with this side, and with none that a correction names instead.
    let same_sides = |position: &u64| {
        !rules.hears_referred() || state.flows.at.get(position).is_some_and(|flow| flow.referred == referred)
    };
    let goes_on = |(position, one): &(u64, &str)| rules.goes_on_from(one) && same_sides(position);
    let first = before.filter(goes_on).map(|(position, _)| {
        let flow = state.flows.at.get(&position);
        flow.and_then(|flow| flow.first).unwrap_or(position)
    });
    let (version, start) = (header.kind_version, rules.start.clone());
    let flow = Flow { version, first, start, referred, replaced: false };
    Ok(Effect::Follow(Box::new(Followed { flow: Some(flow), replaced })))
}

/// Judges a move.
pub(crate) fn make_move(
    state: &State,
    past: &impl Past,
    record: &Verified,
    now: Time,
) -> Result<Effect, Refusal> {
    let header = &record.header;
    let [id] = header.refers.as_slice() else {
        return Err(Refusal::NotMovable("name the one record that it moves in \"refers\""));
    };
    let word = header.workflow_move.as_deref().ok_or(Refusal::NotMovable("name the move in \"move\""))?;
    keys_of(state, header, &header.participant, now)?;
    // Of what it may not read, a participant learns no more than of an id that nobody has.
    let unknown = || Refusal::UnknownRecord(*id);
    let target = placed(past, id)?
        .filter(|target| state.surely_reads(&header.participant, &target.participant, &target.audience))
        .ok_or_else(unknown)?;
    let (rules, flow) = workflow_of(state, &target)?;
    check_readers(header, &target)?;
    let kind = || target.kind.clone();
    let step = rules.moves.iter().find(|step| step.id == word).ok_or_else(|| Refusal::UnknownMove {
        kind: kind(),
        word: word.to_owned(),
        known: listed(rules.moves.iter().map(|step| step.id.as_str())),
    })?;
    if !may_move(step, &header.participant, &target, flow) {
        let who = listed(step.who.iter().map(|who| who.as_str()));
        return Err(Refusal::NotTheMover { word: word.to_owned(), who });
    }
    check_signers(state, record, &target, flow.version)?;
    // A word about what no longer stands would count for what its speaker has not seen.
    if flow.replaced {
        return Err(Refusal::NotMovable("its author has corrected it: move the record in its place"));
    }
    let current = state.flows.state(target.position).unwrap_or(&rules.start);
    if !step.from.iter().any(|from| from == current) {
        let from = listed(step.from.iter().map(String::as_str));
        return Err(Refusal::NotFromHere { word: word.to_owned(), from, state: current.to_owned() });
    }
    Ok(Effect::Move { first: flow.first.unwrap_or(target.position), to: step.to.clone() })
}

fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

fn workflow_of<'s>(state: &'s State, target: &Placed) -> Result<(&'s WorkflowRules, &'s Flow), Refusal> {
    let flow = state.flows.at.get(&target.position);
    let rules =
        flow.and_then(|flow| Some((state.kind(&target.kind, flow.version)?.workflow.as_ref()?, flow)));
    rules.ok_or(Refusal::NotMovable("its kind, in the version by which it was written, has no workflow"))
}

fn may_move(step: &MoveRules, participant: &str, target: &Placed, flow: &Flow) -> bool {
    step.who.iter().any(|who| match who {
        Mover::Author => participant == target.participant,
        Mover::Referred => flow.referred.contains(participant),
        Mover::Secretariat => participant == SECRETARIAT,
    })
}

/// A move is read by whoever reads what it moves, and says so in words that mean the same from either side: who makes it may
/// be another than the author.
fn check_readers(header: &Header, target: &Placed) -> Result<(), Refusal> {
    let to_office = matches!(target.audience, Audience::Secretariat { .. });
    let said = if to_office {
        header.audience == target.audience
    } else {
        Readers::of(&header.audience, &header.participant)
            == Readers::of(&target.audience, &target.participant)
    };
    if said { Ok(()) } else { Err(Refusal::Audience { kind: header.kind.clone() }) }
}

/// For whom a move of the record with this header is: its readers, named so that they are the same whoever says it.
pub fn audience_of_move(moved: &Header) -> Audience {
    match &moved.audience {
        Audience::Participants { participants } => {
            let all: BTreeSet<&String> = participants.iter().chain([&moved.participant]).collect();
            Audience::Participants { participants: all.into_iter().cloned().collect() }
        }
        other => other.clone(),
    }
}

/// A move is signed as what it moves: by as many persons, in the same forms, with keys that could say it, or moves, for every
/// mechanism of it in which their participant takes part.
fn check_signers(state: &State, record: &Verified, target: &Placed, version: u64) -> Result<(), Refusal> {
    let header = &record.header;
    let participant = header.participant.as_str();
    let here = state.moved_for(participant, &target.participant, &target.mechanisms);
    if here.is_empty() {
        let (participant, mechanism) = (participant.to_owned(), target.mechanisms.join(", "));
        return Err(Refusal::NotInMechanism { participant, mechanism });
    }
    for signer in &header.signers {
        let may = |key: &KeyState| key.may_move(&target.kind, &here);
        if !state.key(&signer.key).is_some_and(may) {
            let what = format!("moving a {} for these mechanisms", target.kind);
            return Err(Refusal::NotEntitled { key: signer.key, what });
        }
    }
    let Some(rules) = state.kind(&target.kind, version) else { return Ok(()) };
    check_persons(rules, header)?;
    check_forms(rules, record)
}
