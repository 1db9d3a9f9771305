//! The search page's finder over full-text indexes.

use std::sync::Arc;

use catalogue::Lang;
use policy::{ClassId, Readable};
use record::RecordId;
use search::{ClosedIndexes, Facet, SearchIndex};

use crate::WebError;
use crate::model::search::{FacetName, Found, FoundClosed, Hit, Query};
use crate::model::{Finder, Titles};

/// A [`Finder`] that asks an index.
pub struct IndexFinder {
    index: Arc<SearchIndex>,
    closed: Arc<ClosedIndexes>,
}

impl IndexFinder {
    /// The finder over this index, which finds nothing that isn't public.
    pub fn new(index: Arc<SearchIndex>) -> Self {
        Self { index, closed: Arc::default() }
    }

    /// The same with the indexes of what isn't public.
    #[must_use]
    pub fn with_closed(self, closed: Arc<ClosedIndexes>) -> Self {
        Self { closed, ..self }
    }
}

/// Whether records with these classes may be read: by one of them.
fn may(readable: &Readable) -> impl Fn(&[u32]) -> bool {
    |classes| classes.iter().any(|class| readable.contains(ClassId(*class)))
}

fn question(query: &Query, offset: usize, limit: usize) -> search::Query {
    let chosen = FACETS.into_iter().map(|(name, facet)| (facet, query.value(name).to_owned()));
    search::Query {
        text: query.q.clone(),
        filters: chosen.filter(|(_, value)| !value.is_empty()).collect(),
        offset,
        limit,
        ..search::Query::default()
    }
}

fn hits(found: Vec<search::Hit>) -> Vec<Hit> {
    let hit = |hit| match hit {
        search::Hit::Provision(id) => Hit::Provision(id),
        search::Hit::Record { position, .. } => Hit::Record(position),
    };
    found.into_iter().map(hit).collect()
}

fn facets(found: Vec<search::FacetCounts>) -> Vec<(FacetName, Vec<(String, usize)>)> {
    let shown = |one: search::FacetCounts| {
        let (name, _) = FACETS.into_iter().find(|(_, facet)| *facet == one.facet)?;
        // The index doesn't count participants, and the page shows no count beside their names.
        let values = one.values.into_iter().map(|value| {
            let count = value.count.and_then(|count| usize::try_from(count).ok()).unwrap_or_default();
            (value.value, count)
        });
        Some((name, values.collect()))
    };
    found.into_iter().filter_map(shown).collect()
}

/// The page's facets and the index's. The index has more, which the page doesn't show.
const FACETS: [(FacetName, Facet); 6] = [
    (FacetName::Kind, Facet::Kind),
    (FacetName::Mechanism, Facet::Mechanism),
    (FacetName::Participant, Facet::Participant),
    (FacetName::Item, Facet::Item),
    (FacetName::Language, Facet::Language),
    (FacetName::Choice, Facet::Choice),
];

impl Finder for IndexFinder {
    fn find(&self, query: &Query, reader: Lang, offset: usize, limit: usize) -> Result<Found, WebError> {
        let question = search::Query { reader: Some(reader), ..question(query, offset, limit) };
        let answer = self.index.search(&question).map_err(|_| WebError::Unavailable)?;
        Ok(Found { total: answer.total, hits: hits(answer.hits), facets: facets(answer.facets) })
    }

    fn titles(&self, ids: &[RecordId]) -> Result<Titles, WebError> {
        self.index.titles(ids).map_err(|_| WebError::Unavailable)
    }

    fn find_closed(
        &self,
        query: &Query,
        readable: &Readable,
        offset: usize,
        limit: usize,
    ) -> Result<FoundClosed, WebError> {
        let question = question(query, offset, limit);
        let answer = self.closed.search(&question, may(readable)).map_err(|_| WebError::Unavailable)?;
        let found = Found { total: answer.total, hits: hits(answer.hits), facets: facets(answer.facets) };
        Ok(FoundClosed { found, incomplete: answer.incomplete, searched: answer.searched })
    }

    fn closed_titles(&self, ids: &[RecordId], readable: &Readable) -> Titles {
        self.closed.titles(ids, may(readable)).unwrap_or_default()
    }
}
