//! Follows the register: folds each new record into the views, takes new catalogue files into force, and brings the
//! search index up to date. Pages are never behind for longer than one of these steps.

use crate::failure::Failure;
use crate::in_force::{catalogue_files, catalogue_in_force};
use crate::node::fold;
use admission::kinds;
use record::Header;
use register::Register;
use search::{Change, SearchError, SearchIndex};
use std::sync::{Arc, PoisonError, RwLock};
use store::{StoreError, StoredRecord};
use views::Views;
use web::Hub;

/// How many records the index takes in one transaction: some tenths of a second of work.
const INDEX_CHUNK: u64 = 2_048;

/// Everything that follows the register.
#[derive(Clone)]
pub struct Follower {
    pub(crate) register: Arc<Register>,
    pub(crate) views: Arc<RwLock<Views>>,
    pub(crate) search: Arc<SearchIndex>,
    pub(crate) hub: Arc<Hub>,
}

impl Follower {
    /// Follows until the register ends.
    pub async fn run(self) -> Result<(), Failure> {
        let mut size = self.register.watch();
        self.at_once(Self::index_catalogue).await?;
        loop {
            self.at_once(Self::step).await?;
            if size.changed().await.is_err() {
                return Ok(());
            }
        }
    }

    async fn at_once(
        &self,
        work: impl FnOnce(&Self) -> Result<(), Failure> + Send + 'static,
    ) -> Result<(), Failure> {
        let follower = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&follower)).await;
        done.map_err(|e| Failure::new("follower", e))?
    }

    fn step(&self) -> Result<(), Failure> {
        let files = catalogue_files(&self.views);
        fold(&self.register, &self.views)?;
        if catalogue_files(&self.views) != files {
            self.hub.renew(Arc::new(catalogue_in_force(&self.register, &self.views)?));
            self.index_catalogue()?;
        }
        self.hub.tell_shown(self.views.read().unwrap_or_else(PoisonError::into_inner).size());
        self.index_records()
    }

    fn index_catalogue(&self) -> Result<(), Failure> {
        let mut change = Change::default();
        change.catalogue(self.hub.edition().catalogue());
        self.commit(&change, self.search.position()?)
    }

    fn index_records(&self) -> Result<(), Failure> {
        let store = self.register.store();
        let size = store.head()?.map_or(0, |head| head.size);
        let mut from = self.search.position()?;
        while from < size {
            let to = size.min(from + INDEX_CHUNK);
            let mut change = Change::default();
            for position in from..to {
                match register::read_whole(store.as_ref(), position) {
                    Ok(stored) => self.index(&mut change, &stored),
                    // What is damaged is named elsewhere and found by nobody.
                    Err(StoreError::Damaged { .. }) => {}
                    Err(e) => return Err(e.into()),
                }
            }
            self.commit(&change, to)?;
            from = to;
        }
        Ok(())
    }

    fn index(&self, change: &mut Change, stored: &StoredRecord) {
        let edition = self.hub.edition();
        change.record(edition.catalogue(), stored.position, &stored.header, stored.body.as_deref());
        if let Ok(header) = Header::from_bytes(&stored.header)
            && header.kind == kinds::ERASURE
        {
            header.refers.into_iter().for_each(|id| change.erase(id));
        }
    }

    /// An erasure whose words are still in a freed page is finished by the next commit or start.
    fn commit(&self, change: &Change, position: u64) -> Result<(), Failure> {
        match self.search.commit(change, position) {
            Ok(()) | Err(SearchError::ErasureWaits) => Ok(()),
            Err(e) => Err(e.into()),
        }
    }
}
