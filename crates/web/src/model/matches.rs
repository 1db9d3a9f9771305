//! What goes with a need, an offer or a project of capacity: the offers that may meet a need and the reasons, and the projects
//! that both sides begin. Nothing here is ranked: matches stand in the order of the register, the newest first.

use std::collections::{BTreeMap, BTreeSet};

use ::record::{Header, RecordId};
use fluent_bundle::FluentValue;
use matching::{Match, Period, Role, Terms, Told, Unsaid, found};
use serde::Serialize;
use utoipa::ToSchema;
use views::RecordView;

use crate::WebError;
use crate::model::record::{self, RecordPage};
use crate::model::terms::{NEED, OFFER, Open, PROJECT, is_open};
use crate::model::{Desk, ItemRef, RecordLine};
use crate::words::Msg;

/// How many matches a page lists; the others are found from the list of needs or offers.
const LISTED: usize = 20;

/// How many projects stand beside a record.
const MOST_PROJECTS: usize = 20;

/// How many times one statement may replace another before nobody follows any more.
const LONGEST_CHAIN: usize = 64;

/// One reason why a need and an offer may meet, or what can't be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReasonLine {
    /// `item`, `form`, `region`, `language`, `group` or `period`.
    pub term: &'static str,
    /// `shared`, `differs` or `unsaid`.
    pub told: &'static str,
    /// The same in words.
    pub text: String,
}

/// A need or an offer that may meet another.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MatchLine {
    /// The record.
    pub record: RecordLine,
    /// The framework items that both name.
    pub items: Vec<ItemRef>,
    /// Why they may meet, and what can't be told.
    pub reasons: Vec<ReasonLine>,
    /// The projects that name both.
    pub projects: Vec<RecordLine>,
    /// The page on which one of the two sides begins a project of both.
    #[serde(skip)]
    pub begin: String,
}

/// The matches of one record, the newest first.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Matches {
    /// The newest.
    pub newest: Vec<MatchLine>,
    /// How many there are in all.
    pub total: usize,
    /// Some could not be compared: there are too many, or their body can't be read here.
    pub incomplete: bool,
}

/// What goes with a record of capacity-building, on its page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Capacity {
    /// `need`, `offer` or `project`.
    pub role: &'static str,
    /// What may meet a need or an offer; none of one that doesn't stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matches: Option<Matches>,
    /// The need and the offer that a project names.
    pub sides: Vec<RecordLine>,
    /// The projects that name a need or an offer; of a project, those in which another side says its own of the same.
    pub projects: Vec<RecordLine>,
    /// The page on which the other side says its own of a project.
    #[serde(skip)]
    pub join: Option<String>,
}

impl Capacity {
    /// Whether there is nothing beside the record.
    pub(crate) fn is_empty(&self) -> bool {
        self.matches.is_none() && self.sides.is_empty() && self.projects.is_empty()
    }
}

/// Makes a record's page, with what goes with it.
pub(crate) fn page(desk: &Desk<'_>, id: &str) -> Result<RecordPage, WebError> {
    let mut page = record::page(desk, id)?;
    page.capacity = RecordId::from_hex(id)
        .and_then(|id| desk.views.record_by_id(&id))
        .and_then(|record| capacity(desk, record))
        .filter(|beside| !beside.is_empty());
    Ok(page)
}

fn capacity<'a>(desk: &Desk<'a>, record: RecordView<'a>) -> Option<Capacity> {
    let role = match record.kind() {
        NEED => "need",
        OFFER => "offer",
        PROJECT => "project",
        _ => return None,
    };
    if role == "project" {
        let sides = desk.sides_of(&record);
        return Some(Capacity {
            role,
            matches: None,
            join: is_open(&record).then(|| format!("/delegation/project?project={}", record.id())),
            projects: desk.records(desk.said_of_the_same(&record, &sides)),
            sides: desk.records(sides),
        });
    }
    let projects = desk.views.referring(record.position).rev().filter(is_project).take(MOST_PROJECTS);
    Some(Capacity {
        role,
        matches: desk.matches(&record),
        sides: Vec::new(),
        projects: desk.records(projects),
        join: None,
    })
}

fn is_project(record: &RecordView<'_>) -> bool {
    record.kind() == PROJECT && is_open(record)
}

impl<'a> Desk<'a> {
    /// The matches of a need or an offer that stands, among what whoever asks may read. None of a record whose own terms can't be
    /// read.
    pub fn matches(&self, record: &RecordView<'a>) -> Option<Matches> {
        let (role, other) = match record.kind() {
            NEED => (Role::Need, OFFER),
            OFFER => (Role::Offer, NEED),
            _ => return None,
        };
        let own = self.terms(record).filter(|_| is_open(record))?;
        // Of others' alone, and of what speaks to an item of its own: the header tells, no other body is read.
        let near = |one: &RecordView<'a>| {
            one.participant() != record.participant()
                && one.framework_items().any(|item| own.items.contains(item))
        };
        let Open { records, more } = self.open_of(other, near);
        let today = self.now.to_string();
        let by_place: BTreeMap<u64, (RecordView<'a>, _)> =
            records.into_iter().map(|(record, terms)| (record.position, (record, terms))).collect();
        let others = by_place.iter().map(|(place, (_, terms))| (*place, terms.as_ref()));
        let all = found((role, &own), others, today.get(..10).unwrap_or(&today));
        let total = all.len();
        let newest: Vec<_> = all.into_iter().take(LISTED).collect();
        let lines = self.records(newest.iter().filter_map(|(place, _)| Some(by_place.get(place)?.0)));
        let lines = lines.into_iter().zip(&newest).map(|(line, (place, found))| {
            let pair = if role == Role::Need { (record.position, *place) } else { (*place, record.position) };
            self.match_line(line, pair, found)
        });
        Some(Matches { newest: lines.collect(), total, incomplete: more })
    }

    fn match_line(&self, line: RecordLine, (need, offer): (u64, u64), found: &Match) -> MatchLine {
        let id = |place| self.views.record(place).map(|record| record.id().to_string()).unwrap_or_default();
        MatchLine {
            record: line,
            items: self.items(found.items.iter().map(String::as_str)),
            reasons: self.reasons(found),
            projects: self.records(self.projects_of(need, offer).into_iter().filter(is_open)),
            begin: format!("/delegation/project?need={}&offer={}", id(need), id(offer)),
        }
    }

    /// The projects that name both a need and an offer, those too that were replaced; the newest first.
    fn projects_of(&self, need: u64, offer: u64) -> Vec<RecordView<'a>> {
        let of_offer: BTreeSet<u64> = self.views.referring(offer).map(|record| record.position).collect();
        let both = |record: &RecordView<'_>| record.kind() == PROJECT && of_offer.contains(&record.position);
        self.views.referring(need).rev().filter(both).take(MOST_PROJECTS).collect()
    }

    /// The need and the offer that a project names, as far as whoever asks may read them.
    pub fn sides_of(&self, project: &RecordView<'a>) -> Vec<RecordView<'a>> {
        let held = self.shelf.read(project.position).ok();
        let header = held.and_then(|held| Header::from_bytes(&held.header).ok());
        let named = header.into_iter().flat_map(|header| header.refers);
        let known = named.filter_map(|id| self.views.record_by_id(&id));
        known.filter(|record| [NEED, OFFER].contains(&record.kind())).collect()
    }

    /// What other participants say of the same project: records that name the same need and the same offer, and this project if
    /// they name any.
    pub fn said_of_the_same(
        &self,
        project: &RecordView<'a>,
        sides: &[RecordView<'a>],
    ) -> Vec<RecordView<'a>> {
        let of = |kind: &str| sides.iter().find(|side| side.kind() == kind).map(|side| side.position);
        let (Some(need), Some(offer)) = (of(NEED), of(OFFER)) else { return Vec::new() };
        let all = self.projects_of(need, offer);
        // Which editions of projects a record names, as the newest of each.
        let named = |one: &RecordView<'a>| -> BTreeSet<u64> {
            let names = |other: &&RecordView<'a>| {
                self.views.referring(other.position).any(|by| by.position == one.position)
            };
            all.iter().filter(names).map(|other| newest(*other)).collect()
        };
        let own = (newest(*project), named(project));
        let belongs = |one: &RecordView<'a>| {
            let theirs = named(one);
            let unnamed = theirs.is_empty() && own.1.is_empty();
            unnamed || theirs.contains(&own.0) || own.1.contains(&newest(*one)) || !theirs.is_disjoint(&own.1)
        };
        let others = all.iter().filter(|one| one.participant() != project.participant() && is_open(one));
        others.filter(|one| belongs(one)).copied().collect()
    }

    /// Why a need and an offer may meet, in words, and what can't be told.
    pub fn reasons(&self, found: &Match) -> Vec<ReasonLine> {
        let items = self.items(found.items.iter().map(String::as_str));
        let items = self.words.listed(items.iter().map(numbered));
        let shared = |term, text| ReasonLine { term, told: "shared", text };
        let mut lines = vec![
            shared("item", self.words.name(Msg("match-items"), &items)),
            shared("form", self.words.name(Msg("match-forms"), &self.choices("forms", &found.forms))),
        ];
        let of = |term, field: &str, name: Msg, told: &Told<BTreeSet<String>>| match told {
            Told::Shared(both) => shared(
                term,
                self.words.fill(
                    Msg("match-shared"),
                    &[("term", self.words.say(name).into()), ("name", self.choices(field, both).into())],
                ),
            ),
            Told::Differs => {
                let text = self.words.name(Msg("match-differs"), self.words.say(name));
                ReasonLine { term, told: "differs", text }
            }
            Told::Unsaid(side) => self.unsaid(term, name, *side),
        };
        lines.push(of("region", "regions", Msg("term-region"), &found.regions));
        lines.push(of("language", "working_languages", Msg("term-language"), &found.languages));
        lines.push(of("group", "groups", Msg("term-group"), &found.groups));
        lines.push(match &found.period {
            Told::Shared(period) => shared("period", self.open_time(period)),
            Told::Unsaid(side) => self.unsaid("period", Msg("term-period"), *side),
            // Times that differ keep a need and an offer apart.
            Told::Differs => ReasonLine { term: "period", told: "differs", text: String::new() },
        });
        lines
    }

    fn unsaid(&self, term: &'static str, name: Msg, side: Unsaid) -> ReasonLine {
        let key = match side {
            Unsaid::Need => Msg("match-unsaid-need"),
            Unsaid::Offer => Msg("match-unsaid-offer"),
            Unsaid::Both => Msg("match-unsaid-both"),
        };
        ReasonLine { term, told: "unsaid", text: self.words.name(key, self.words.say(name)) }
    }

    fn open_time(&self, period: &Period) -> String {
        let day = |date: &str| FluentValue::from(self.words.date(date));
        match (period.from.as_deref(), period.until.as_deref()) {
            (Some(from), Some(until)) => {
                self.words.fill(Msg("match-period"), &[("from", day(from)), ("until", day(until))])
            }
            (Some(from), None) => self.words.fill(Msg("match-period-from"), &[("from", day(from))]),
            (None, until) => {
                self.words.fill(Msg("match-period-until"), &[("until", day(until.unwrap_or_default()))])
            }
        }
    }

    /// What some choices are called by the kinds of capacity-building, in their forms' order.
    fn choices(&self, field: &str, ids: &BTreeSet<String>) -> String {
        let all = self.choices_of(field);
        let unknown = ids.iter().filter(|id| !all.contains(&id.as_str())).map(String::as_str);
        let known = all.iter().copied().filter(|id| ids.contains(*id));
        self.words.listed(known.chain(unknown).map(|id| self.choice(field, id)))
    }

    /// All that can be chosen in a field that the kinds of capacity-building ask, in their forms' order.
    pub fn choices_of(&self, field: &str) -> Vec<&'a str> {
        let catalogue = self.edition.catalogue();
        let mut found = Vec::new();
        let kinds = [NEED, OFFER, PROJECT].into_iter().filter_map(|kind| catalogue.kind(kind));
        for choice in kinds.filter_map(|kind| kind.field(field)).flat_map(|field| &field.choices) {
            if !found.contains(&choice.id.as_str()) {
                found.push(choice.id.as_str());
            }
        }
        found
    }

    /// What a choice is called by the kinds of capacity-building.
    pub fn choice(&self, field: &str, id: &str) -> String {
        let catalogue = self.edition.catalogue();
        let mut kinds = [OFFER, NEED, PROJECT].into_iter().filter_map(|kind| catalogue.kind(kind));
        let found = kinds.find_map(|kind| kind.field(field)?.choice(id));
        found.map_or_else(|| id.to_owned(), |choice| self.text(&choice.label))
    }

    /// The match of one need and one offer, whatever else there is.
    pub fn match_of(&self, need: &Terms, offer: &Terms) -> Option<Match> {
        let today = self.now.to_string();
        matching::compare(need, offer, today.get(..10).unwrap_or(&today)).ok()
    }
}

/// An item's printed number, where it has one, and its title.
pub(crate) fn numbered(item: &ItemRef) -> String {
    item.number().map_or_else(|| item.title.clone(), |number| format!("{number} {}", item.title))
}

/// The place of what a record has been replaced by in the end; its own where nothing has.
fn newest(record: RecordView<'_>) -> u64 {
    let mut last = record;
    for _ in 0..LONGEST_CHAIN {
        match last.superseded_by() {
            Some(next) => last = next,
            None => break,
        }
    }
    last.position
}
