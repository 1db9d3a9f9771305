//! Full-text search over provisions and public records.
//!
//! [`SearchIndex`] is one SQLite file that holds which words stand in which document, and of each record its title, for
//! lists; it can be thrown away and built again. A word is found with or without accents (`words`) and in its inflected forms
//! (`stems`). One index serves one class of readers: this one everybody, so only what is public goes in. What isn't public has
//! indexes of its own in memory, [`ClosedIndexes`], one for each set of readers, and none of them lies on the disk.
//! The choice of engine is told in `docs/decisions/0010-search.md`.
//!
//! ```
//! use search::{Change, Query, SearchIndex};
//!
//! let index = SearchIndex::in_memory()?;
//! let mut change = Change::default();
//! change.catalogue(catalogue::Catalogue::built_in().expect("the built-in catalogue is sound"));
//! index.commit(&change, 0)?;
//! let found = index.search(&Query { text: "mesures de confiance".to_owned(), ..Query::default() })?;
//! assert!(found.total > 0);
//! # Ok::<(), search::SearchError>(())
//! ```

mod change;
mod closed;
mod document;
mod error;
mod expression;
mod find;
mod index;
mod kept;
mod query;
mod schema;
mod stems;
mod words;
mod write;

pub use change::Change;
pub use closed::{Budget, ClosedFound, ClosedIndexes, ClosedRecord};
pub use document::{Document, DocumentId, document_of, documents_of_catalogue};
pub use error::SearchError;
pub use find::{FacetCounts, FacetValue, Found, Hit};
pub use index::SearchIndex;
pub use query::{Facet, MAX_CHARS, MAX_PAGE, MAX_TERMS, PROVISION, Query};
