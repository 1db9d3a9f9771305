//! What a delegation sees of its own needs and offers: what may meet them, and the projects that it has with others.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use utoipa::ToSchema;
use views::RecordView;

use crate::model::matches::{Matches, ReasonLine};
use crate::model::readers::Readers;
use crate::model::terms::{NEED, OFFER, PROJECT, is_open};
use crate::model::{Desk, MechanismRef, RecordLine};

/// The most of one's own needs, and of one's own offers, whose matches are on one page: the newest.
const MOST_OWN: usize = 20;

/// The most projects on it.
const MOST_PROJECTS: usize = 40;

/// A need or an offer of one's own, with its matches.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OwnMatches {
    /// The record.
    pub record: RecordLine,
    /// What may meet it.
    pub matches: Matches,
}

/// A project with what belongs to it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProjectLine {
    /// The record that says it.
    pub record: RecordLine,
    /// The need and the offer that it names.
    pub sides: Vec<RecordLine>,
    /// Where the other side says its own of it.
    pub beside: Vec<RecordLine>,
    /// The page on which the delegation says its own, where it hasn't.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join: Option<String>,
}

/// The page of one's own matches.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MatchesPage {
    /// The delegation.
    pub seat: String,
    /// Its needs, with the offers that may meet them.
    pub needs: Vec<OwnMatches>,
    /// Its offers, with the needs that they may meet.
    pub offers: Vec<OwnMatches>,
    /// The projects in which it has a side: its own, and others' that name a need or an offer of it.
    pub projects: Vec<ProjectLine>,
    /// There are more needs, offers or projects of its own than are shown.
    pub more: bool,
}

/// The page on which a project of two sides begins.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TogetherPage {
    /// The delegation.
    pub seat: String,
    /// The need.
    pub need: RecordLine,
    /// The offer.
    pub offer: RecordLine,
    /// The project that the other side has begun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<RecordLine>,
    /// Why the two may meet; empty where they no longer do.
    pub reasons: Vec<ReasonLine>,
    /// Who will be able to read it, as it is begun.
    pub readers: Readers,
    /// The two have different readers, so that no record can name both.
    pub apart: bool,
    /// The mechanisms for which it is begun.
    pub mechanisms: Vec<MechanismRef>,
    /// The word of the page's form.
    #[serde(skip)]
    pub form: String,
}

/// Makes the page of a delegation's own matches.
pub(super) fn page(desk: &Desk<'_>, seat: String, code: &str) -> MatchesPage {
    let (needs, more_needs) = with_matches(desk, code, NEED);
    let (offers, more_offers) = with_matches(desk, code, OFFER);
    let (projects, more_projects) = projects(desk, code);
    MatchesPage { seat, needs, offers, projects, more: more_needs || more_offers || more_projects }
}

/// The newest records of one's own of a kind.
fn own<'a>(desk: &Desk<'a>, code: &str, kind: &'static str) -> impl Iterator<Item = RecordView<'a>> {
    desk.views.by_participant(code).rev().filter(move |record| record.kind() == kind)
}

fn with_matches(desk: &Desk<'_>, code: &str, kind: &'static str) -> (Vec<OwnMatches>, bool) {
    let mut records: Vec<_> = own(desk, code, kind).filter(is_open).take(MOST_OWN + 1).collect();
    let more = records.len() > MOST_OWN;
    records.truncate(MOST_OWN);
    let lines = desk.records(records.iter().copied());
    let each = lines.into_iter().zip(records);
    let one = |(record, view)| OwnMatches { record, matches: desk.matches(&view).unwrap_or_default() };
    (each.map(one).collect(), more)
}

/// The projects in which a delegation has a side. Where both say their own of the same, they stand in one line.
fn projects(desk: &Desk<'_>, code: &str) -> (Vec<ProjectLine>, bool) {
    let mine: Vec<_> = own(desk, code, PROJECT).filter(is_open).take(MOST_PROJECTS + 1).collect();
    let ours = |kind| own(desk, code, kind);
    let of_ours = ours(NEED).chain(ours(OFFER)).flat_map(|record| desk.views.referring(record.position));
    let theirs = of_ours.filter(|by| by.kind() == PROJECT && by.participant() != code && is_open(by));
    let theirs: BTreeMap<u64, RecordView<'_>> = theirs.map(|by| (by.position, by)).collect();
    let mut beside_ours = BTreeSet::new();
    let mut found = Vec::new();
    for project in &mine {
        let sides = desk.sides_of(project);
        let beside = desk.said_of_the_same(project, &sides);
        beside_ours.extend(beside.iter().map(|one| one.position));
        found.push((*project, sides, beside, None));
    }
    for project in theirs.into_values().rev().filter(|one| !beside_ours.contains(&one.position)) {
        let join = Some(format!("/delegation/project?project={}", project.id()));
        found.push((project, desk.sides_of(&project), Vec::new(), join));
    }
    let more = found.len() > MOST_PROJECTS;
    let line = |(project, sides, beside, join): (RecordView<'_>, Vec<_>, Vec<_>, _)| {
        let record = desk.records([project]).pop()?;
        Some(ProjectLine { record, sides: desk.records(sides), beside: desk.records(beside), join })
    };
    (found.into_iter().take(MOST_PROJECTS).filter_map(line).collect(), more)
}
