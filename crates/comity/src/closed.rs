//! Fills the indexes of what isn't public from opened bodies: in memory, anew with each start, and never on the disk.

use crate::failure::Failure;
use record::{Header, RecordId};
use register::{ReadBodyError, Register};
use sealing::Identity;
use search::{ClosedIndexes, ClosedRecord};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use store::StoreError;
use views::Views;
use web::Hub;
use zeroize::Zeroizing;

/// How many records are opened at once: some tens of milliseconds of work, and some megabytes of what they say.
const CHUNK: usize = 256;

/// What is needed to bring them up to date.
#[derive(Clone)]
pub struct Closed {
    /// The indexes.
    pub indexes: Arc<ClosedIndexes>,
    /// What opens bodies, once the hub's key is read.
    pub opener: Arc<OnceLock<Identity>>,
}

/// A record's place, as the views have it.
struct Place {
    position: u64,
    classes: Vec<u32>,
    superseded: bool,
}

impl Closed {
    /// None yet, and no key.
    pub fn new() -> Self {
        Self { indexes: Arc::default(), opener: Arc::default() }
    }

    /// Brings the indexes to what the views have.
    pub fn follow(&self, register: &Register, views: &RwLock<Views>, hub: &Hub) -> Result<(), Failure> {
        let Some(opener) = self.opener.get() else { return Ok(()) };
        let from = self.indexes.position();
        let size = views.read().unwrap_or_else(PoisonError::into_inner).size();
        let mut next = from;
        while let Some(places) = places(views, next, size) {
            self.take_in(&places, register, opener, hub)?;
            next = places.last().map_or(size, |place| place.position + 1);
        }
        if from > 0 {
            // At the start, the views have said it of each.
            self.tell_of(from..size, register, views)?;
        }
        self.indexes.reached(size);
        Ok(())
    }

    fn take_in(
        &self,
        places: &[Place],
        register: &Register,
        opener: &Identity,
        hub: &Hub,
    ) -> Result<(), Failure> {
        let mut read = Vec::with_capacity(places.len());
        for place in places {
            match opened(register, place.position, opener) {
                Ok(Some((header, body))) => read.push((place, header, body)),
                Ok(None) => {}
                Err(e) => return Err(e),
            }
        }
        let records: Vec<_> = read
            .iter()
            .map(|(place, header, body)| ClosedRecord {
                position: place.position,
                classes: &place.classes,
                header,
                body: Some(body.as_slice()),
                superseded: place.superseded,
            })
            .collect();
        let edition = hub.edition();
        Ok(self.indexes.add(edition.catalogue(), &records)?)
    }

    /// What came since may have replaced or erased what was there.
    fn tell_of(
        &self,
        positions: std::ops::Range<u64>,
        register: &Register,
        views: &RwLock<Views>,
    ) -> Result<(), Failure> {
        for position in positions.filter(|position| !register.voids().contains_key(position)) {
            let header = match register.store().read_header(position) {
                Ok(stored) => Header::from_bytes(&stored.header).ok(),
                Err(StoreError::Damaged { .. }) => None,
                Err(e) => return Err(e.into()),
            };
            let Some(header) = header else { continue };
            if header.kind == admission::kinds::ERASURE {
                self.indexes.erase(&header.refers)?;
            }
            if header.supersedes.is_empty() {
                continue;
            }
            let known: Vec<RecordId> = {
                let views = views.read().unwrap_or_else(PoisonError::into_inner);
                header.supersedes.iter().filter(|id| views.is_superseded_for_all(id)).copied().collect()
            };
            self.indexes.supersede(&known)?;
        }
        Ok(())
    }
}

/// The next restricted records from a position on, below another; none where there are no more.
fn places(views: &RwLock<Views>, from: u64, to: u64) -> Option<Vec<Place>> {
    let views = views.read().unwrap_or_else(PoisonError::into_inner);
    let some = views.restricted(from).take_while(|one| one.position < to).take(CHUNK);
    let places: Vec<Place> = some
        .map(|one| Place {
            position: one.position,
            classes: one.classes.to_vec(),
            superseded: one.superseded,
        })
        .collect();
    (!places.is_empty()).then_some(places)
}

/// A header and its opened body.
type Opened = (Vec<u8>, Zeroizing<Vec<u8>>);

/// The record at a position, opened; none where it is erased or damaged, which is named elsewhere.
fn opened(register: &Register, position: u64, opener: &Identity) -> Result<Option<Opened>, Failure> {
    let header = match register.store().read_header(position) {
        Ok(stored) => stored.header,
        Err(StoreError::Damaged { .. }) => return Ok(None),
        Err(e) => return Err(e.into()),
    };
    match register.body(position, opener) {
        Ok(body) => Ok(body.map(|body| (header, Zeroizing::new(body)))),
        Err(ReadBodyError::Store(StoreError::Damaged { .. }) | ReadBodyError::Sealed { .. }) => Ok(None),
        Err(ReadBodyError::Store(e)) => Err(e.into()),
    }
}
