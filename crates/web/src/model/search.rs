//! Search over provisions and public records, with facets.

use catalogue::Lang;
use policy::Readable;
use record::RecordId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use utoipa::{IntoParams, ToSchema};

use crate::WebError;
use crate::model::{Desk, InstrumentRef, PartyRef, ProvisionLine, RecordLine, Titles};
use crate::words::Msg;

/// How many results stand on a page.
pub const RESULTS: usize = 20;

/// The longest query that is read, in characters: a sentence, not a text.
const MAX_QUERY: usize = 200;

/// What is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Query {
    /// Words, in any inflected form, with or without accents.
    pub q: String,
    /// `provision`, or a kind of record.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// A mechanism's id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mechanism: String,
    /// A participant's code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub participant: String,
    /// A framework item's id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub item: String,
    /// The language of a record, as a language tag.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// A choice in a field of a kind: `measure.status.planned`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub choice: String,
    /// Which page of results, from 1.
    #[serde(skip_serializing_if = "is_first")]
    pub page: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_first(page: &usize) -> bool {
    *page <= 1
}

/// A facet: one way to narrow a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FacetName {
    /// Provisions, or a kind of record.
    Kind,
    /// The mechanism.
    Mechanism,
    /// The participant.
    Participant,
    /// The framework item.
    Item,
    /// The language.
    Language,
    /// A choice in a field of the kind that the search is narrowed to.
    Choice,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hit {
    /// A provision, by its permanent id.
    Provision(String),
    /// A record, by its position.
    Record(u64),
}

/// The answer of a search index.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many there are.
    pub total: usize,
    /// One page of them, best first.
    pub hits: Vec<Hit>,
    /// For each facet, the values among what was found, each with how often.
    pub facets: Facets,
}

/// For each facet, its values, each with how often.
pub type Facets = Vec<(FacetName, Vec<(String, usize)>)>;

/// The answer about what isn't public.
#[derive(Clone, Debug, Default)]
pub struct FoundClosed {
    /// What was found.
    pub found: Found,
    /// Some records that the reader may read are too many to be found by words.
    pub incomplete: bool,
    /// Restricted records were looked through.
    pub searched: bool,
}

/// A search index over provisions and public records, and indexes of what isn't public, one for each audience.
pub trait Finder: Send + Sync {
    /// Looks for what fits a query: `limit` results from `offset` on.
    ///
    /// What can be read in the reader's language comes first.
    fn find(&self, query: &Query, reader: Lang, offset: usize, limit: usize) -> Result<Found, WebError>;

    /// The titles of those of these records that it knows, `None` for one without a title.
    fn titles(&self, ids: &[RecordId]) -> Result<Titles, WebError>;

    /// Looks for what fits a query among the records that aren't public, in those classes alone that may be read: `limit` of
    /// them from `offset` on, the newest first. Without an index of them, nothing is found.
    fn find_closed(
        &self,
        query: &Query,
        readable: &Readable,
        offset: usize,
        limit: usize,
    ) -> Result<FoundClosed, WebError> {
        let _ = (query, readable, offset, limit);
        Ok(FoundClosed::default())
    }

    /// The titles of those of these records that aren't public and that it knows, in classes that may be read.
    fn closed_titles(&self, ids: &[RecordId], readable: &Readable) -> Titles {
        let _ = (ids, readable);
        Titles::new()
    }
}

/// A result.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum SearchResult {
    /// A provision.
    Provision {
        /// Its instrument.
        instrument: InstrumentRef,
        /// The provision.
        provision: Box<ProvisionLine>,
    },
    /// A record.
    Record {
        /// The record.
        record: Box<RecordLine>,
    },
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetValue {
    /// The value in the address.
    pub value: String,
    /// What a reader sees.
    pub label: String,
    /// How many results have it. Participants are never counted: a count beside a name would rank it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
    /// It belongs to an exercise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub exercise: bool,
    /// It is chosen now.
    pub chosen: bool,
    /// The search with it, or without it where it is chosen.
    pub href: String,
}

/// A facet with its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Facet {
    /// Which.
    pub name: FacetName,
    /// Its values.
    pub values: Vec<FacetValue>,
}

/// How many values of a facet stand open; a longer list is opened by whoever wants it.
const SHORT: usize = 8;

impl Facet {
    /// Whether it has a value to choose.
    pub(crate) fn has_choices(&self) -> bool {
        self.values.iter().any(|value| !value.chosen)
    }

    /// Whether it is short enough to stand open.
    pub(crate) fn is_short(&self) -> bool {
        self.values.len() <= SHORT
    }
}

impl SearchPage {
    /// Whether a value of a facet is chosen.
    pub(crate) fn is_narrowed(&self) -> bool {
        self.facets.iter().flat_map(|facet| &facet.values).any(|value| value.chosen)
    }

    /// Whether it can be narrowed.
    pub(crate) fn has_choices(&self) -> bool {
        self.facets.iter().any(Facet::has_choices)
    }
}

/// Results that aren't public.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClosedResults {
    /// How many there are.
    pub total: usize,
    /// This page of them, the newest first.
    pub results: Vec<RecordLine>,
    /// Some records are too many to be found by their words; lists show them.
    pub incomplete: bool,
}

/// The page of a search.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SearchPage {
    /// What was searched for.
    pub query: Query,
    /// How many results there are; none before a search.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<usize>,
    /// This page of them.
    pub results: Vec<SearchResult>,
    /// What isn't public and whoever asks may read, apart: it is ordered by time, and nobody else's results depend on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<ClosedResults>,
    /// Ways to narrow it.
    pub facets: Vec<Facet>,
    /// The next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
}

/// Searches and makes the page.
pub(crate) fn page(desk: &Desk<'_>, mut query: Query) -> Result<SearchPage, WebError> {
    if query.q.chars().count() > MAX_QUERY {
        return Err(WebError::BadRequest);
    }
    query.page = query.page.max(1);
    if query.is_empty() {
        return Ok(SearchPage {
            query,
            total: None,
            results: Vec::new(),
            closed: None,
            facets: Vec::new(),
            next: None,
            previous: None,
        });
    }
    let finder = desk.finder.ok_or(WebError::Unavailable)?;
    let offset = (query.page - 1).saturating_mul(RESULTS);
    let found = finder.find(&query, desk.lang(), offset, RESULTS)?;
    let closed = finder.find_closed(&query, desk.readable, offset, RESULTS)?;
    let more =
        [&found, &closed.found].iter().any(|one| offset + one.hits.len() < one.total && !one.hits.is_empty());
    let facets = added(found.facets, closed.found.facets);
    let shown = (closed.found.total > 0 || closed.incomplete).then(|| ClosedResults {
        total: closed.found.total,
        results: records(desk, &closed.found.hits),
        incomplete: closed.incomplete,
    });
    // Found or not: that a word stands in none of them is an answer too.
    if closed.searched || closed.incomplete {
        desk.note_searched();
    }
    Ok(SearchPage {
        total: Some(found.total),
        results: results(desk, &found.hits),
        closed: shown,
        facets: facets.into_iter().filter_map(|(name, values)| facet(desk, &query, name, values)).collect(),
        next: more.then(|| query.on_page(query.page + 1).href()),
        previous: (query.page > 1).then(|| query.on_page(query.page - 1).href()),
        query,
    })
}

/// All that a search finds, public or not, up to so many of each; and whether that is all.
pub(crate) fn all(
    desk: &Desk<'_>,
    query: &Query,
    most: usize,
) -> Result<(Vec<SearchResult>, bool), WebError> {
    if query.q.chars().count() > MAX_QUERY || query.is_empty() {
        return Err(WebError::BadRequest);
    }
    let finder = desk.finder.ok_or(WebError::Unavailable)?;
    let found = finder.find(query, desk.lang(), 0, most)?;
    let closed = finder.find_closed(query, desk.readable, 0, most)?;
    if closed.searched || closed.incomplete {
        desk.note_searched();
    }
    let complete = found.total <= most && closed.found.total <= most && !closed.incomplete;
    let mut all = results(desk, &found.hits);
    all.extend(results(desk, &closed.found.hits));
    Ok((all, complete))
}

/// Facets of two answers, added up.
fn added(one: Facets, other: Facets) -> Facets {
    let mut all: Vec<(FacetName, BTreeMap<String, usize>)> = Vec::new();
    for (name, values) in one.into_iter().chain(other) {
        let at = all.iter().position(|(known, _)| *known == name).unwrap_or(all.len());
        if at == all.len() {
            all.push((name, BTreeMap::new()));
        }
        if let Some((_, sums)) = all.get_mut(at) {
            for (value, count) in values {
                *sums.entry(value).or_default() += count;
            }
        }
    }
    all.into_iter().map(|(name, sums)| (name, sums.into_iter().collect())).collect()
}

/// Those of the records found that whoever asks may read: an index may be behind what the views know.
fn records(desk: &Desk<'_>, hits: &[Hit]) -> Vec<RecordLine> {
    let position = |hit: &Hit| if let Hit::Record(at) = hit { desk.views.record(*at) } else { None };
    desk.records(hits.iter().filter_map(position))
}

fn results(desk: &Desk<'_>, hits: &[Hit]) -> Vec<SearchResult> {
    let mut lines = records(desk, hits).into_iter().map(|line| (line.position, line)).collect();
    hits.iter().filter_map(|hit| result(desk, hit, &mut lines)).collect()
}

fn result(desk: &Desk<'_>, hit: &Hit, lines: &mut HashMap<u64, RecordLine>) -> Option<SearchResult> {
    match hit {
        Hit::Provision(id) => {
            let (instrument, provision) = desk.edition.catalogue().provision(id)?;
            Some(SearchResult::Provision {
                instrument: desk.instrument_ref(instrument),
                provision: Box::new(desk.provision(instrument, provision)),
            })
        }
        Hit::Record(position) => Some(SearchResult::Record { record: Box::new(lines.remove(position)?) }),
    }
}

fn facet(desk: &Desk<'_>, query: &Query, name: FacetName, values: Vec<(String, usize)>) -> Option<Facet> {
    // Choices of one kind's fields mean something beside each other; those of all kinds would only be many.
    if name == FacetName::Choice && query.kind.is_empty() && query.choice.is_empty() {
        return None;
    }
    let mut values: Vec<FacetValue> = values
        .into_iter()
        .map(|(value, count)| {
            let chosen = query.value(name) == value;
            FacetValue {
                label: label(desk, name, &value),
                exercise: is_exercise(desk, name, &value),
                count: (name != FacetName::Participant).then_some(count),
                chosen,
                href: query.with(name, if chosen { "" } else { &value }).href(),
                value,
            }
        })
        .collect();
    if name == FacetName::Participant {
        desk.in_order(&mut values, |one| &one.value);
    }
    let useful = values.len() > 1 || values.iter().any(|value| value.chosen);
    useful.then_some(Facet { name, values })
}

fn is_exercise(desk: &Desk<'_>, name: FacetName, value: &str) -> bool {
    let catalogue = desk.edition.catalogue();
    match name {
        FacetName::Mechanism => catalogue.mechanism(value).is_some_and(|one| one.exercise),
        FacetName::Participant => catalogue.party(value).is_some_and(PartyRef::is_fictional),
        FacetName::Item => {
            let set = value.split_once('/').and_then(|(set, _)| catalogue.framework(set));
            set.is_some_and(|set| set.exercise)
        }
        FacetName::Kind | FacetName::Language | FacetName::Choice => false,
    }
}

fn label(desk: &Desk<'_>, name: FacetName, value: &str) -> String {
    let catalogue = desk.edition.catalogue();
    match name {
        FacetName::Kind if value == "provision" => desk.words.say(Msg("kind-provision")).to_owned(),
        FacetName::Kind => desk.kind_name(value),
        FacetName::Mechanism => {
            catalogue.mechanism(value).map_or(value, |one| one.short_names.get(desk.lang())).to_owned()
        }
        FacetName::Participant => desk.party(value).name,
        FacetName::Item => desk.items([value]).pop().map_or_else(
            || value.to_owned(),
            |item| {
                item.number().map_or_else(|| item.title.clone(), |number| format!("{number} {}", item.title))
            },
        ),
        FacetName::Language => Lang::from_code(value)
            .map_or(value, |lang| desk.words.say(crate::vocabulary::language(lang)))
            .to_owned(),
        FacetName::Choice => choice_label(desk, value).unwrap_or_else(|| value.to_owned()),
    }
}

/// The field and what was chosen in it, by the newest version of the kind that has both: a choice that is offered no more was
/// chosen once.
fn choice_label(desk: &Desk<'_>, value: &str) -> Option<String> {
    let (kind, rest) = value.split_once('.')?;
    let (field, choice) = rest.split_once('.')?;
    let (field, choice) = desk.edition.catalogue().kind_versions(kind).find_map(|version| {
        let field = version.field(field)?;
        Some((field, field.choice(choice)?))
    })?;
    Some(format!("{}: {}", desk.text(&field.label), desk.text(&choice.label)))
}

impl Query {
    /// Whether nothing is searched for.
    pub fn is_empty(&self) -> bool {
        let Self { q, kind, mechanism, participant, item, language, choice, page: _ } = self;
        let narrowed = [kind, mechanism, participant, item, language, choice];
        q.trim().is_empty() && narrowed.iter().all(|one| one.is_empty())
    }

    /// The chosen value of a facet; empty for none.
    pub fn value(&self, name: FacetName) -> &str {
        match name {
            FacetName::Kind => &self.kind,
            FacetName::Mechanism => &self.mechanism,
            FacetName::Participant => &self.participant,
            FacetName::Item => &self.item,
            FacetName::Language => &self.language,
            FacetName::Choice => &self.choice,
        }
    }

    /// The facets in force, as the address names them.
    pub fn chosen(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("kind", self.kind.as_str()),
            ("mechanism", &self.mechanism),
            ("participant", &self.participant),
            ("item", &self.item),
            ("language", &self.language),
            ("choice", &self.choice),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    fn with(&self, name: FacetName, value: &str) -> Self {
        let mut query = Self { page: 1, ..self.clone() };
        let slot = match name {
            FacetName::Kind => &mut query.kind,
            FacetName::Mechanism => &mut query.mechanism,
            FacetName::Participant => &mut query.participant,
            FacetName::Item => &mut query.item,
            FacetName::Language => &mut query.language,
            FacetName::Choice => &mut query.choice,
        };
        value.clone_into(slot);
        if name == FacetName::Kind {
            query.choice.clear();
        }
        query
    }

    fn on_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// The address of this search.
    pub fn href(&self) -> String {
        format!("/search?{}", serde_urlencoded::to_string(self).unwrap_or_default())
    }
}
