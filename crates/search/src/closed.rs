//! Words of what isn't public: in memory, one index for each set of classes that are read by the same readers. None ranks by what
//! stands in another, and none is written anywhere.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use catalogue::Catalogue;
use record::RecordId;

use crate::find::{FacetCounts, FacetValue, Hit};
use crate::query::{Facet, MAX_PAGE};
use crate::{Change, Query, SearchError, SearchIndex};

/// What all indexes together may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// How many there are at most. Each is a small database with its own memory, however little stands in it.
    pub indexes: usize,
    /// How many bytes they have in all at most.
    pub bytes: u64,
}

impl Default for Budget {
    /// A quarter of what a hub of a million records may take up: some fifty thousand measures, or what 193 delegations keep to
    /// themselves and tell a secretariat in a kind or two. An empty index takes a tenth of a megabyte.
    fn default() -> Self {
        Self { indexes: 768, bytes: 64 << 20 }
    }
}

/// How far behind the newest somebody can look through results, in records: who wants more narrows the search.
const REACH: usize = 10_000;

/// A record that isn't public, opened.
#[derive(Clone, Copy, Debug)]
pub struct ClosedRecord<'a> {
    /// Its position in the register.
    pub position: u64,
    /// The numbers of its classes.
    pub classes: &'a [u32],
    /// Its header.
    pub header: &'a [u8],
    /// Its body, opened; none where it was erased.
    pub body: Option<&'a [u8]>,
    /// Something that its every reader may read has taken its place.
    pub superseded: bool,
}

/// What was found among what isn't public.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClosedFound {
    /// How many records.
    pub total: usize,
    /// A page of them, the newest first.
    pub hits: Vec<Hit>,
    /// Ways to narrow it.
    pub facets: Vec<FacetCounts>,
    /// Of some records that may be read the words aren't here: they were too many.
    pub incomplete: bool,
}

/// The indexes.
#[derive(Default)]
pub struct ClosedIndexes {
    budget: Budget,
    held: RwLock<Held>,
}

#[derive(Default)]
struct Held {
    by_classes: BTreeMap<Vec<u32>, Of>,
    /// In which index a record is.
    homes: HashMap<RecordId, Arc<SearchIndex>>,
    position: u64,
}

/// What there is of one set of classes.
#[derive(Default)]
struct Of {
    index: Option<Arc<SearchIndex>>,
    bytes: u64,
    incomplete: bool,
}

impl ClosedIndexes {
    /// None yet, within a budget.
    pub fn within(budget: Budget) -> Self {
        Self { budget, ..Self::default() }
    }

    fn read(&self) -> RwLockReadGuard<'_, Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Held> {
        self.held.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The register position up to which they are filled. They begin empty with the process.
    pub fn position(&self) -> u64 {
        self.read().position
    }

    /// They are filled up to here.
    pub fn reached(&self, position: u64) {
        let mut held = self.write();
        held.position = held.position.max(position);
    }

    /// Takes records in, each to the index of its classes. What goes beyond the budget is left out, and its readers are told.
    pub fn add(&self, catalogue: &Catalogue, records: &[ClosedRecord<'_>]) -> Result<(), SearchError> {
        let mut by_classes: BTreeMap<&[u32], Vec<&ClosedRecord<'_>>> = BTreeMap::new();
        for record in records {
            by_classes.entry(record.classes).or_default().push(record);
        }
        for (classes, records) in by_classes {
            let Some(index) = self.index_for(classes)? else { continue };
            let mut change = Change::default();
            for record in &records {
                change.closed_record(catalogue, record);
            }
            let last = records.iter().map(|record| record.position).max().unwrap_or_default();
            index.commit(&change, last + 1)?;
            let bytes = index.bytes()?;
            let mut held = self.write();
            let homes = change.records.iter().filter_map(|document| match &document.id {
                crate::DocumentId::Record(id) => Some((*id, Arc::clone(&index))),
                crate::DocumentId::Provision(_) => None,
            });
            held.homes.extend(homes);
            held.by_classes.entry(classes.to_vec()).or_default().bytes = bytes;
        }
        Ok(())
    }

    /// The index of a set of classes; none if there is no room for what comes.
    fn index_for(&self, classes: &[u32]) -> Result<Option<Arc<SearchIndex>>, SearchError> {
        let mut held = self.write();
        let taken: u64 = held.by_classes.values().map(|of| of.bytes).sum();
        let indexes = held.by_classes.values().filter(|of| of.index.is_some()).count();
        let of = held.by_classes.entry(classes.to_vec()).or_default();
        let new = of.index.is_none();
        if taken >= self.budget.bytes || (new && indexes >= self.budget.indexes) {
            of.incomplete = true;
            return Ok(None);
        }
        if new {
            of.index = Some(Arc::new(SearchIndex::in_memory()?));
        }
        Ok(of.index.clone())
    }

    /// Something that their every reader may read has taken the place of these.
    pub fn supersede(&self, ids: &[RecordId]) -> Result<(), SearchError> {
        self.change(ids, |change, id| change.superseded.push(id))
    }

    /// These were erased: their words are gone when this returns.
    pub fn erase(&self, ids: &[RecordId]) -> Result<(), SearchError> {
        self.change(ids, Change::erase)?;
        let mut held = self.write();
        for id in ids {
            held.homes.remove(id);
        }
        Ok(())
    }

    fn change(&self, ids: &[RecordId], what: impl Fn(&mut Change, RecordId)) -> Result<(), SearchError> {
        for id in ids {
            let home = self.read().homes.get(id).cloned();
            if let Some(index) = home {
                let mut change = Change::default();
                what(&mut change, *id);
                index.commit(&change, index.position()?)?;
            }
        }
        Ok(())
    }

    /// Asks those whose classes may be read. `may` gets the numbers of a set of classes.
    pub fn search(&self, query: &Query, may: impl Fn(&[u32]) -> bool) -> Result<ClosedFound, SearchError> {
        let (indexes, incomplete) = {
            let held = self.read();
            let readable = || held.by_classes.iter().filter(|(classes, _)| may(classes));
            let indexes: Vec<_> = readable().filter_map(|(_, of)| of.index.clone()).collect();
            (indexes, readable().any(|(_, of)| of.incomplete))
        };
        let limit = query.limit.min(MAX_PAGE);
        let end = query.offset.saturating_add(limit).min(REACH);
        let each = Query { newest: true, offset: 0, ..query.clone() };
        let mut all = ClosedFound { incomplete, ..ClosedFound::default() };
        let mut counts: BTreeMap<(Facet, String), Option<u64>> = BTreeMap::new();
        for index in indexes {
            let found = index.search_some(&each, end)?;
            all.total += found.total;
            all.hits.extend(found.hits);
            for (facet, value) in found
                .facets
                .into_iter()
                .flat_map(|of| of.values.into_iter().map(move |value| (of.facet, value)))
            {
                let sum = counts.entry((facet, value.value)).or_insert(value.count.map(|_| 0));
                *sum = sum.zip(value.count).map(|(sum, more)| sum + more);
            }
        }
        all.hits.sort_unstable_by_key(|hit| std::cmp::Reverse(position_of(hit)));
        all.hits = all.hits.drain(query.offset.min(all.hits.len())..end.min(all.hits.len())).collect();
        all.facets = facets(counts);
        Ok(all)
    }

    /// The titles of those of these records that are here and whose classes may be read.
    pub fn titles(
        &self,
        ids: &[RecordId],
        may: impl Fn(&[u32]) -> bool,
    ) -> Result<HashMap<RecordId, Option<String>>, SearchError> {
        let mut asked: Vec<(Arc<SearchIndex>, Vec<RecordId>)> = Vec::new();
        {
            let held = self.read();
            let readable: Vec<_> = held
                .by_classes
                .iter()
                .filter(|(classes, _)| may(classes))
                .filter_map(|(_, of)| of.index.as_ref())
                .collect();
            for id in ids {
                let Some(home) = held.homes.get(id) else { continue };
                if !readable.iter().any(|index| Arc::ptr_eq(index, home)) {
                    continue;
                }
                match asked.iter_mut().find(|(index, _)| Arc::ptr_eq(index, home)) {
                    Some((_, ids)) => ids.push(*id),
                    None => asked.push((Arc::clone(home), vec![*id])),
                }
            }
        }
        let mut titles = HashMap::new();
        for (index, ids) in asked {
            titles.extend(index.titles(&ids)?);
        }
        Ok(titles)
    }
}

fn position_of(hit: &Hit) -> u64 {
    match hit {
        Hit::Record { position, .. } => *position,
        Hit::Provision(_) => 0,
    }
}

/// The values of each facet in the order of their names, the newest year first, as one index gives them.
fn facets(counts: BTreeMap<(Facet, String), Option<u64>>) -> Vec<FacetCounts> {
    let mut facets: Vec<FacetCounts> =
        Facet::ALL.map(|facet| FacetCounts { facet, values: Vec::new() }).into_iter().collect();
    for ((facet, value), count) in counts {
        if let Some(of) = facets.iter_mut().find(|of| of.facet == facet) {
            of.values.push(FacetValue { value, count });
        }
    }
    if let Some(years) = facets.iter_mut().find(|of| of.facet == Facet::Year) {
        years.values.reverse();
    }
    facets
}
