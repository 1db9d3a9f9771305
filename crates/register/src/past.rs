//! What stands in the register already, as admission asks for it.

use crate::Receipt;
use admission::{Past, Placed, Unreadable};
use record::{Entry, Header, RecordId, Time};
use std::collections::HashMap;
use store::{Store, StoreError};

/// The store, and on top of it the records of the batch being put together.
pub(crate) struct WithBatch<'a> {
    pub store: &'a dyn Store,
    first: u64,
    at: HashMap<RecordId, usize>,
    drafted: Vec<(Header, Time)>,
}

impl<'a> WithBatch<'a> {
    /// A batch that begins at this position.
    pub fn new(store: &'a dyn Store, first: u64) -> Self {
        Self { store, first, at: HashMap::new(), drafted: Vec::new() }
    }

    /// Adds the record that was drafted at the next position.
    pub fn add(&mut self, id: RecordId, header: Header, time: Time) {
        self.at.insert(id, self.drafted.len());
        self.drafted.push((header, time));
    }

    /// The receipt of a record that is in this batch, or in the store.
    pub fn receipt(&self, id: &RecordId) -> Result<Option<Receipt>, StoreError> {
        match self.drafted(id) {
            Some((position, (_, time))) => Ok(Some(Receipt { id: *id, position, time: *time, first: false })),
            None => receipt(self.store, id),
        }
    }

    fn drafted(&self, id: &RecordId) -> Option<(u64, &(Header, Time))> {
        let at = *self.at.get(id)?;
        Some((self.first + at as u64, self.drafted.get(at)?))
    }
}

impl Past for WithBatch<'_> {
    fn placed(&self, id: &RecordId) -> Result<Option<Placed>, Unreadable> {
        match self.drafted(id) {
            Some((position, (header, time))) => Ok(Some(Placed::of(position, *time, header))),
            None => placed_in_store(self.store, id),
        }
    }
}

/// The store as it was at one size: what replay asks, so that a record can't lean on one that came after it.
pub(crate) struct Before<'a> {
    pub store: &'a dyn Store,
    pub size: u64,
}

impl Past for Before<'_> {
    fn placed(&self, id: &RecordId) -> Result<Option<Placed>, Unreadable> {
        Ok(placed_in_store(self.store, id)?.filter(|placed| placed.position < self.size))
    }
}

fn placed_in_store(store: &dyn Store, id: &RecordId) -> Result<Option<Placed>, Unreadable> {
    let unreadable = |e: StoreError| Unreadable(e.to_string());
    let Some(position) = store.find(&id.0).map_err(unreadable)? else {
        return Ok(None);
    };
    let stored = store.read_header(position).map_err(unreadable)?;
    let header = Header::from_bytes(&stored.header).map_err(|e| Unreadable(e.to_string()))?;
    let entry = Entry::from_bytes(&stored.entry).map_err(|e| Unreadable(e.to_string()))?;
    Ok(Some(Placed::of(position, Time(entry.time), &header)))
}

/// The receipt of a record that is in the store.
pub(crate) fn receipt(store: &dyn Store, id: &RecordId) -> Result<Option<Receipt>, StoreError> {
    let Some(position) = store.find(&id.0)? else {
        return Ok(None);
    };
    let stored = store.read_header(position)?;
    let entry = Entry::from_bytes(&stored.entry).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    Ok(Some(Receipt { id: *id, position, time: Time(entry.time), first: false }))
}
