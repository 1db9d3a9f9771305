//! Words of what isn't public: in memory, one index for each set of classes that are read by the same readers. None ranks by what
//! stands in another, and none is written anywhere.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use catalogue::Catalogue;
use record::{Evidence, Header, RecordId};

use crate::document::Document;
use crate::find::{FacetCounts, FacetValue, Hit};
use crate::query::{Facet, MAX_PAGE};
use crate::{Change, Query, SearchError, SearchIndex};

/// What each author's words may take. Nobody's share depends on what others say: neither can one author's volume keep another's
/// records from being found, nor does it tell of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// How many authors have a share.
    pub authors: usize,
    /// In how many indexes one author's records may be. Each is a small database with its own memory, however little stands in it.
    pub indexes: usize,
    /// How many bytes of index one author's records may take, as they are reckoned.
    pub bytes: u64,
}

impl Default for Budget {
    /// Shares for 193 States and as many organizations as take part with them. Each has three hundred measures of the usual
    /// length, and four kinds said to two sets of readers. An empty index takes a tenth of a megabyte: if 193 States use up all
    /// of it, some 220 MB are taken, of the 500 that a hub of a million records may have.
    fn default() -> Self {
        Self { authors: 256, indexes: 8, bytes: 384 << 10 }
    }
}

/// What an author's share falls to when it is used up, in parts of four: the oldest leave by the dozen, because each leaving costs
/// as much as a few.
const LEFT: u64 = 3;

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
    /// There was something to look through.
    pub searched: bool,
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
    shares: HashMap<String, Share>,
    position: u64,
}

/// What one author has used of its share.
#[derive(Default)]
struct Share {
    sets: BTreeSet<Vec<u32>>,
    bytes: u64,
    /// Its records that are here, the oldest first, with what each takes. One that was erased since is passed over.
    records: VecDeque<(RecordId, u64)>,
}

/// What there is of one set of classes.
#[derive(Default)]
struct Of {
    index: Option<Arc<SearchIndex>>,
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

    /// Takes records in, each to the index of its classes. Where an author's share is used up, its oldest make room, and their
    /// readers are told.
    pub fn add(&self, catalogue: &Catalogue, records: &[ClosedRecord<'_>]) -> Result<(), SearchError> {
        let mut by_classes: BTreeMap<&[u32], (Arc<SearchIndex>, Change, u64)> = BTreeMap::new();
        let mut full = BTreeSet::new();
        for record in records {
            let Ok(header) = Header::from_bytes(record.header) else { continue };
            let author = payer(&header);
            let mut made = Change::default();
            made.closed_record(catalogue, record);
            let bytes: u64 = made.records.iter().map(Document::reckoned).sum();
            let Some(index) = self.room_for(author, record, bytes)? else { continue };
            let (_, change, last) =
                by_classes.entry(record.classes).or_insert_with(|| (index, Change::default(), 0));
            change.records.append(&mut made.records);
            change.superseded.append(&mut made.superseded);
            *last = record.position.max(*last);
            full.insert(author.to_owned());
        }
        for (index, change, last) in by_classes.into_values() {
            index.commit(&change, last + 1)?;
        }
        full.iter().try_for_each(|author| self.shed(author))
    }

    /// The index of a record's classes, with what the record takes put on its author's account; none if it has no room for it.
    fn room_for(
        &self,
        author: &str,
        record: &ClosedRecord<'_>,
        bytes: u64,
    ) -> Result<Option<Arc<SearchIndex>>, SearchError> {
        let mut held = self.write();
        let held = &mut *held;
        let of = held.by_classes.entry(record.classes.to_vec()).or_default();
        let known = held.shares.len() < self.budget.authors || held.shares.contains_key(author);
        if !known || bytes > self.budget.bytes {
            of.incomplete = true;
            return Ok(None);
        }
        let share = held.shares.entry(author.to_owned()).or_default();
        if !share.sets.contains(record.classes) {
            if share.sets.len() >= self.budget.indexes {
                of.incomplete = true;
                return Ok(None);
            }
            share.sets.insert(record.classes.to_vec());
        }
        let index = match &of.index {
            Some(index) => Arc::clone(index),
            None => Arc::clone(of.index.insert(Arc::new(SearchIndex::in_memory()?))),
        };
        let id = RecordId::of_header(record.header);
        if held.homes.insert(id, Arc::clone(&index)).is_none() {
            share.bytes += bytes;
            share.records.push_back((id, bytes));
        }
        Ok(Some(index))
    }

    /// Lets the oldest of an author's records go, if it has more than its share.
    fn shed(&self, author: &str) -> Result<(), SearchError> {
        let mut leaving: Vec<(Arc<SearchIndex>, Change)> = Vec::new();
        {
            let mut held = self.write();
            let held = &mut *held;
            let Some(share) = held.shares.get_mut(author).filter(|share| share.bytes > self.budget.bytes)
            else {
                return Ok(());
            };
            while share.bytes > self.budget.bytes / 4 * LEFT {
                let Some((id, bytes)) = share.records.pop_front() else { break };
                share.bytes -= bytes;
                let Some(home) = held.homes.remove(&id) else { continue };
                if let Some((_, change)) = leaving.iter_mut().find(|(index, _)| Arc::ptr_eq(index, &home)) {
                    change.erase(id);
                } else {
                    let mut change = Change::default();
                    change.erase(id);
                    leaving.push((home, change));
                }
            }
            for of in held.by_classes.values_mut() {
                let left = |index: &Arc<SearchIndex>| leaving.iter().any(|(one, _)| Arc::ptr_eq(one, index));
                of.incomplete |= of.index.as_ref().is_some_and(left);
            }
        }
        leaving.iter().try_for_each(|(index, change)| index.commit(change, index.position()?))
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
        let held = &mut *held;
        for share in held.shares.values_mut() {
            share.records.retain(|(id, bytes)| {
                let stays = held.homes.contains_key(id);
                share.bytes -= if stays { 0 } else { *bytes };
                stays
            });
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
        let mut all = ClosedFound { incomplete, searched: !indexes.is_empty(), ..ClosedFound::default() };
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

/// On whose account a record goes. What was transmitted goes on one of its own: no secretariat uses up a State's share.
fn payer(header: &Header) -> &str {
    if header.evidence == Evidence::Transmitted { "" } else { &header.participant }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_takes_no_more_than_is_reckoned_for_its_records() {
        let words = |n: u64| {
            (0..150).map(|at| format!("word{} measure incident", n * 97 + at * 31 % 400)).collect::<Vec<_>>()
        };
        let mut change = Change::default();
        for n in 0..400_u64 {
            change.add(Document {
                id: crate::DocumentId::Record(RecordId(
                    [u8::try_from(n % 251).unwrap(); 32].map(|b| b ^ u8::try_from(n / 251).unwrap()),
                )),
                place: n,
                exercise: false,
                title: Some(format!("Measure {n} about incidents")),
                facets: vec![(Facet::Kind, "measure".to_owned())],
                texts: vec![(Some(catalogue::Lang::En), words(n).join(" "))],
                context: vec![(Some(catalogue::Lang::En), "Northern Confederation".to_owned())],
            });
        }
        let reckoned: u64 = change.records.iter().map(Document::reckoned).sum();
        let index = SearchIndex::in_memory().unwrap();
        let empty = index.bytes().unwrap();
        index.commit(&change, 400).unwrap();
        let taken = index.bytes().unwrap() - empty;
        assert!(taken <= reckoned && reckoned < 6 * taken, "{taken} of {reckoned}");
    }
}
