//! A hub's own store, read as outsiders would read its site.

use super::{Source, SourceError};
use register::publish::public_file;
use std::sync::Arc;
use store::Store;

/// A hub's store.
pub struct Hub {
    store: Arc<dyn Store>,
}

impl Hub {
    /// The public files that this store renders.
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self { store }
    }
}

impl Source for Hub {
    fn get(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, SourceError> {
        let unreadable =
            |e: store::StoreError| SourceError::Unreadable { path: path.to_owned(), why: e.to_string() };
        let file = public_file(self.store.as_ref(), path).map_err(unreadable)?;
        match file {
            Some(bytes) if bytes.len() > limit => Err(SourceError::TooLarge { path: path.to_owned(), limit }),
            file => Ok(file),
        }
    }
}
