//! Follows the register: folds each new record into the views, takes new catalogue files into force, brings the search
//! index up to date, and tells people what was accepted in their delegation's name. Pages are never behind for longer than one of these steps.

use crate::closed::Closed;
use crate::failure::Failure;
use crate::in_force::{catalogue_in_force, newest_catalogue_file};
use crate::keeping::Keeper;
use crate::node::fold;
use crate::notices::Notices;
use admission::kinds;
use record::{Header, RecordId};
use register::Register;
use search::{Change, SearchError, SearchIndex};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};
use store::{StoreError, StoredRecord};
use tokio::sync::Notify;
use views::Views;
use web::Hub;

/// How long nothing may have come before what is new is kept: by then a burst is over.
const QUIET: Duration = Duration::from_mins(5);

/// How long after a failure people are told again: the disk may be full.
const TELL_AGAIN: Duration = Duration::from_mins(1);

/// How many records the index takes in one transaction: some tenths of a second of work.
const INDEX_CHUNK: u64 = 2_048;

/// While records keep coming, the index rests for so many times as long as it worked, but not for longer than this: senders
/// who wait for their answers have the processor first, and what has gathered is indexed at less cost together.
const REST: u32 = 3;
const LONGEST_REST: Duration = Duration::from_secs(2);

/// Everything that follows the register.
#[derive(Clone)]
pub struct Follower {
    pub(crate) register: Arc<Register>,
    pub(crate) views: Arc<RwLock<Views>>,
    pub(crate) search: Arc<SearchIndex>,
    pub(crate) closed: Closed,
    pub(crate) hub: Arc<Hub>,
    pub(crate) keeper: Arc<Keeper>,
    pub(crate) following: Arc<Following>,
    /// Who tells people by a second path; nobody where there are no accounts.
    pub(crate) notices: Option<Arc<Notices>>,
}

/// Whether the register is followed.
#[derive(Default)]
pub struct Following {
    ended: AtomicBool,
    /// A catalogue file took effect and the index hasn't it yet.
    catalogue_is_new: AtomicBool,
    /// Something was folded that may not be in the index.
    folded: Notify,
    /// Something was folded that nobody may have been told of.
    to_tell: Notify,
}

impl Following {
    /// It was followed, and no longer is: pages and search stay as they are.
    pub fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }
}

/// Tells of the end, whichever way it comes: a failure, a panic, the register's own end.
struct Ending(Arc<Following>, Arc<Hub>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.ended.store(true, Ordering::Relaxed);
        self.1.tell_nobody_follows();
    }
}

impl Follower {
    /// Tells people too.
    pub fn telling(self, notices: Notices) -> Self {
        Self { notices: Some(Arc::new(notices)), ..self }
    }

    /// Follows until the register ends. Whoever handed a record in waits until pages show it, so that folding never waits
    /// for the index, which takes ten times as long; not even at the start.
    pub async fn run(self) -> Result<(), Failure> {
        let _ending = Ending(Arc::clone(&self.following), Arc::clone(&self.hub));
        tokio::select! {
            ended = self.fold_on() => ended,
            failed = self.index_on() => failed,
            () = self.tell_on() => Ok(()),
        }
    }

    /// Folds what comes, until the register ends.
    async fn fold_on(&self) -> Result<(), Failure> {
        let mut size = self.register.watch();
        loop {
            self.at_once(Self::fold_step).await?;
            self.following.folded.notify_one();
            self.following.to_tell.notify_one();
            match tokio::time::timeout(QUIET, size.changed()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return Ok(()),
                Err(_) => {
                    self.at_once(|follower| {
                        follower.keeper.keep_if_due(true);
                        Ok(())
                    })
                    .await?;
                }
            }
        }
    }

    /// Indexes what was folded, until that fails.
    async fn index_on(&self) -> Result<(), Failure> {
        self.at_once(Self::drop_voids).await?;
        self.at_once(Self::index_catalogue).await?;
        loop {
            self.following.folded.notified().await;
            let (begin, before) = (Instant::now(), self.register.state().size());
            self.at_once(Self::index_step).await?;
            if self.register.state().size() > before {
                tokio::time::sleep(LONGEST_REST.min(begin.elapsed() * REST)).await;
            }
        }
    }

    /// Tells what was folded. It never ends: a full disk keeps nobody from reading, and what wasn't told is told later.
    async fn tell_on(&self) {
        let Some(notices) = &self.notices else { return std::future::pending().await };
        let mut said = false;
        loop {
            let notices = Arc::clone(notices);
            let told = self
                .at_once(move |follower| {
                    notices.tell(&follower.register, follower.hub.edition().catalogue()).map(drop)
                })
                .await;
            if let Err(failure) = &told
                && !said
            {
                tracing::error!(
                    code = failure.code,
                    "people aren't told what is accepted: {}",
                    failure.message
                );
            }
            said = told.is_err();
            if told.is_ok() {
                self.following.to_tell.notified().await;
            } else {
                tokio::time::sleep(TELL_AGAIN).await;
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

    fn fold_step(&self) -> Result<(), Failure> {
        let newest = newest_catalogue_file(&self.views);
        fold(&self.register, &self.views)?;
        if newest_catalogue_file(&self.views) != newest {
            self.hub.renew(Arc::new(catalogue_in_force(&self.register, &self.views)?));
            self.following.catalogue_is_new.store(true, Ordering::Release);
        }
        self.hub.tell_shown(self.views.read().unwrap_or_else(PoisonError::into_inner).size());
        self.keeper.keep_if_due(false);
        Ok(())
    }

    fn index_step(&self) -> Result<(), Failure> {
        if self.following.catalogue_is_new.swap(false, Ordering::Acquire) {
            self.index_catalogue()?;
        }
        self.index_records()?;
        self.closed.follow(&self.register, &self.views, &self.hub)
    }

    /// Brings the index to the head of the register, on this thread.
    pub(crate) fn index_to_head(&self) -> Result<(), Failure> {
        self.index_catalogue()?;
        self.index_records()
    }

    /// How many records of the register the index hasn't looked at.
    pub(crate) fn unsearched(&self) -> Result<u64, Failure> {
        Ok(self.register.state().size().saturating_sub(self.search.position()?))
    }

    /// What admission refuses may have been found by an older version of the program, which took it in.
    fn drop_voids(&self) -> Result<(), Failure> {
        let position = self.search.position()?;
        let mut change = Change::default();
        for at in self.register.voids().range(..position).map(|(at, _)| *at) {
            match self.register.store().read_header(at) {
                Ok(void) => change.erase(RecordId(void.id)),
                Err(StoreError::Damaged { .. }) => {}
                Err(e) => return Err(e.into()),
            }
        }
        if change.is_empty() { Ok(()) } else { self.commit(&change, position) }
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
            for position in (from..to).filter(|position| !self.register.voids().contains_key(position)) {
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

#[cfg(test)]
mod tests {
    use crate::node::Node;
    use std::sync::Arc;

    #[test]
    fn pages_that_stopped_following_are_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("d");
        Node::create_log_key(&data, "log.example/test").unwrap();
        let node = Node::open(&data).unwrap();
        let hub = Arc::new(node.hub("http://localhost".into()).unwrap());
        let health = node.health();
        assert_eq!(health.readiness().code, "ready");
        for file in std::fs::read_dir(data.join("search")).unwrap() {
            let path = file.unwrap().path();
            let length = std::fs::metadata(&path).unwrap().len();
            std::fs::write(&path, vec![b'x'; usize::try_from(length).unwrap()]).unwrap();
        }
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let ended = runtime.block_on(node.follower(hub).run());
        assert!(ended.is_err());
        assert_eq!(health.readiness().code, "pages-stopped");
    }
}
