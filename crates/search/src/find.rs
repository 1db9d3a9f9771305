//! Answering: one pass over what matches gives the order, the total and the counts.

use std::cmp::Ordering;
use std::collections::HashMap;

use catalogue::Lang;
use record::RecordId;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction};

use crate::SearchError;
use crate::expression::{self, Words};
use crate::query::{Facet, MAX_PAGE, Query};
use crate::schema::{EVERY, EXERCISE, FIRST_RECORD};

/// What a word of the reader's own language counts more than another's.
const OWN_LANGUAGE: &str = "2.0";

/// What a word around a document counts, beside 1 for a word of its own.
const CONTEXT: &str = "0.3";

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hit {
    /// A provision, by its permanent id.
    Provision(String),
    /// A record.
    Record {
        /// Its position in the register.
        position: u64,
        /// Its id.
        id: RecordId,
    },
}

/// A value of a facet among what was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FacetValue {
    /// The value.
    pub value: String,
    /// How often; never for participants, whom a count beside their names would rank.
    pub count: Option<u64>,
}

/// The values of one facet in the order of their names, the newest year first. None that nothing has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCounts {
    /// Which.
    pub facet: Facet,
    /// Its values.
    pub values: Vec<FacetValue>,
}

/// The answer to a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// How many documents there are.
    pub total: usize,
    /// The page of them that was asked for, best first; of equals, what is real before what belongs to an exercise,
    /// provisions in reading order, then records from the newest on.
    pub hits: Vec<Hit>,
    /// Ways to narrow it, over everything found.
    pub facets: Vec<FacetCounts>,
}

/// Something that fits, and what it is ordered by.
#[derive(Clone, Copy)]
struct Match {
    id: i64,
    place: u64,
    score: f64,
}

impl Match {
    fn order(&self, other: &Self) -> Ordering {
        // The engine's scores are the lower the better.
        let exercise = (self.place & EXERCISE).cmp(&(other.place & EXERCISE));
        let (own, others) = (self.place & !EXERCISE, other.place & !EXERCISE);
        let by_place = match (own >= FIRST_RECORD, others >= FIRST_RECORD) {
            (true, true) => others.cmp(&own),
            _ => own.cmp(&others),
        };
        self.score.total_cmp(&other.score).then(exercise).then(by_place)
    }
}

/// Answers a question over the tables.
pub(crate) fn find(connection: &Connection, query: &Query) -> Result<Found, SearchError> {
    find_some(connection, query, query.limit.min(MAX_PAGE))
}

/// The same with more results than stand on a page, for whoever puts several answers together.
pub(crate) fn find_some(connection: &Connection, query: &Query, limit: usize) -> Result<Found, SearchError> {
    // One transaction: hits and counts are of one state.
    let transaction = connection.unchecked_transaction()?;
    let Some((expression, scored)) = expression_of(&transaction, query)? else { return Ok(Found::default()) };
    let scored = scored && !query.newest;
    let (mut matches, counts) = matches(&transaction, query, &expression, scored)?;
    let total = matches.len();
    let end = query.offset.saturating_add(limit).min(total);
    if end < total {
        matches.select_nth_unstable_by(end, Match::order);
        matches.truncate(end);
    }
    matches.sort_unstable_by(Match::order);
    let page = matches.get(query.offset..end).unwrap_or_default();
    let hits = page.iter().map(|one| hit(&transaction, one)).collect::<Result<_, _>>()?;
    let facets = facets(&transaction, &counts)?;
    end_reading(transaction)?;
    Ok(Found { total, hits, facets })
}

/// The titles of those records that the tables hold, in one state of them.
pub(crate) fn titles(
    connection: &Connection,
    ids: &[RecordId],
) -> Result<HashMap<RecordId, Option<String>>, SearchError> {
    let transaction = connection.unchecked_transaction()?;
    let mut statement = transaction.prepare_cached("SELECT title FROM document WHERE record = ?1")?;
    let mut found = HashMap::with_capacity(ids.len());
    for id in ids {
        if let Some(title) = statement.query_row([id.0.as_slice()], |row| row.get(0)).optional()? {
            found.insert(*id, title);
        }
    }
    drop(statement);
    end_reading(transaction)?;
    Ok(found)
}

/// A transaction that is dropped is rolled back, upon which the engine forgets its prepared statements and what it knew of
/// the full-text table: for each question it would read them again.
fn end_reading(transaction: Transaction<'_>) -> Result<(), SearchError> {
    Ok(transaction.commit()?)
}

/// The expression that a document must match, and whether words are among it; none if none can.
fn expression_of(connection: &Connection, query: &Query) -> Result<Option<(String, bool)>, SearchError> {
    let mut wanted = Vec::new();
    let mut unwanted = None;
    match expression::read(&query.text) {
        Words::None => {}
        Words::Nothing => return Ok(None),
        Words::Some { wanted: words, unwanted: others } => {
            wanted.extend(words);
            unwanted = others;
        }
    }
    let scored = !wanted.is_empty();
    for (facet, value) in &query.filters {
        let id: Option<u32> = connection
            .prepare_cached("SELECT id FROM value WHERE facet = ?1 AND value = ?2")?
            .query_row((facet.number(), value), |row| row.get(0))
            .optional()?;
        let Some(id) = id else { return Ok(None) };
        wanted.push(format!("facets : \"v{id}\""));
    }
    if wanted.is_empty() {
        wanted.push(format!("facets : \"{EVERY}\""));
    }
    let wanted = wanted.join(" AND ");
    let expression = match unwanted {
        None => wanted,
        Some(unwanted) => format!("({wanted}) NOT ({unwanted})"),
    };
    Ok(Some((expression, scored)))
}

fn matches(
    connection: &Connection,
    query: &Query,
    expression: &str,
    scored: bool,
) -> Result<(Vec<Match>, Vec<u64>), SearchError> {
    let score = if scored { score(query.reader) } else { "0.0".to_owned() };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT document.id, place, current, document.facets, {score}
         FROM words JOIN document ON document.id = words.rowid WHERE words MATCH ?1"
    ))?;
    let mut rows = statement.query([expression])?;
    let (mut matches, mut counts) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        if query.superseded || row.get(2)? {
            count(row, &mut counts)?;
            matches.push(Match { id: row.get(0)?, place: row.get(1)?, score: row.get(4)? });
        }
    }
    Ok((matches, counts))
}

/// The rank of a document, with a weight for each column.
fn score(reader: Option<Lang>) -> String {
    let languages = [Lang::Ar, Lang::En, Lang::Es, Lang::Fr, Lang::Ru, Lang::Zh];
    let weights = languages.map(|lang| if reader == Some(lang) { OWN_LANGUAGE } else { "1.0" });
    format!("bm25(words, 1.0, {CONTEXT}, {}, 0.0)", weights.join(", "))
}

fn count(row: &Row<'_>, counts: &mut Vec<u64>) -> Result<(), SearchError> {
    let ValueRef::Blob(ids) = row.get_ref(3)? else {
        return Err(SearchError::Damaged("a document has no facets".to_owned()));
    };
    for id in ids.chunks_exact(4) {
        let id = usize::from(u16::from_le_bytes([id[0], id[1]]))
            | usize::from(u16::from_le_bytes([id[2], id[3]])) << 16;
        if id >= counts.len() {
            if id > MAX_VALUES {
                return Err(SearchError::Damaged("a document has a facet that can't be".to_owned()));
            }
            counts.resize(id + 1, 0);
        }
        counts[id] += 1;
    }
    Ok(())
}

/// The most values of facets: a bound on memory when a damaged file is read, far above any catalogue.
const MAX_VALUES: usize = 1 << 20;

fn hit(connection: &Connection, one: &Match) -> Result<Hit, SearchError> {
    let mut statement = connection.prepare_cached("SELECT provision, record FROM document WHERE id = ?1")?;
    let (provision, record): (Option<String>, Option<[u8; 32]>) =
        statement.query_row([one.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    match (provision, record) {
        (Some(id), _) => Ok(Hit::Provision(id)),
        (None, Some(id)) => Ok(Hit::Record {
            position: (one.place & !EXERCISE).saturating_sub(FIRST_RECORD),
            id: RecordId(id),
        }),
        (None, None) => Err(SearchError::Damaged("a document has no id".to_owned())),
    }
}

fn facets(connection: &Connection, counts: &[u64]) -> Result<Vec<FacetCounts>, SearchError> {
    let mut statement =
        connection.prepare_cached("SELECT id, value FROM value WHERE facet = ?1 ORDER BY value")?;
    let mut found = Vec::new();
    for facet in Facet::ALL {
        let mut rows = statement.query([facet.number()])?;
        let mut values = Vec::new();
        while let Some(row) = rows.next()? {
            let id: usize = row.get(0)?;
            let count = counts.get(id).copied().filter(|count| *count > 0);
            if let Some(count) = count {
                let shown = (facet != Facet::Participant).then_some(count);
                values.push(FacetValue { value: row.get(1)?, count: shown });
            }
        }
        if facet == Facet::Year {
            values.reverse();
        }
        found.push(FacetCounts { facet, values });
    }
    Ok(found)
}
