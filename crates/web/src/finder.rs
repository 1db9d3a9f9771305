//! The search page's finder over a full-text index.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::Lang;
use record::RecordId;
use search::{Facet, SearchIndex};

use crate::WebError;
use crate::model::Finder;
use crate::model::search::{FacetName, Found, Hit, Query};

/// A [`Finder`] that asks an index.
pub struct IndexFinder {
    index: Arc<SearchIndex>,
}

impl IndexFinder {
    /// The finder over this index.
    pub fn new(index: Arc<SearchIndex>) -> Self {
        Self { index }
    }
}

/// The page's facets and the index's. The index has more, which the page doesn't show.
const FACETS: [(FacetName, Facet); 5] = [
    (FacetName::Kind, Facet::Kind),
    (FacetName::Mechanism, Facet::Mechanism),
    (FacetName::Participant, Facet::Participant),
    (FacetName::Item, Facet::Item),
    (FacetName::Language, Facet::Language),
];

impl Finder for IndexFinder {
    fn find(&self, query: &Query, reader: Lang, offset: usize, limit: usize) -> Result<Found, WebError> {
        let chosen = FACETS.into_iter().map(|(name, facet)| (facet, query.value(name).to_owned()));
        let question = search::Query {
            text: query.q.clone(),
            filters: chosen.filter(|(_, value)| !value.is_empty()).collect(),
            reader: Some(reader),
            offset,
            limit,
            ..search::Query::default()
        };
        let answer = self.index.search(&question).map_err(|_| WebError::Unavailable)?;
        let hits = answer.hits.into_iter().map(|hit| match hit {
            search::Hit::Provision(id) => Hit::Provision(id),
            search::Hit::Record { position, .. } => Hit::Record(position),
        });
        let facets = answer.facets.into_iter().filter_map(|one| {
            let (name, _) = FACETS.into_iter().find(|(_, facet)| *facet == one.facet)?;
            // The index doesn't count participants, and the page shows no count beside their names.
            let values = one.values.into_iter().map(|value| {
                let count = value.count.and_then(|count| usize::try_from(count).ok()).unwrap_or_default();
                (value.value, count)
            });
            Some((name, values.collect()))
        });
        Ok(Found { total: answer.total, hits: hits.collect(), facets: facets.collect() })
    }

    fn titles(&self, ids: &[RecordId]) -> Result<HashMap<RecordId, Option<String>>, WebError> {
        self.index.titles(ids).map_err(|_| WebError::Unavailable)
    }
}
