//! A running node over one data folder: the register, the views folded from it, and what the pages need of both.

use crate::closed::Closed;
use crate::failure::Failure;
use crate::files::beside;
use crate::follower::{Follower, Following};
use crate::hub_key::HubKeySource;
use crate::in_force::catalogue_in_force;
use crate::keeping::{self, Keeper};
use crate::measured::Measured;
use crate::metrics::{Gauges, Metrics};
use crate::standing::{self, NodeHealth};
use crate::typesetter::InAChild;
use crate::{clock, keys};
use record::signature::SignatureSet;
use record::vkey::{NoteSecret, SignatureType};
use record::{Entry, Header};
use register::{Clock, Register};
use search::SearchIndex;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use store::{DataFolder, HighWater, SqliteStore, Standing, Store, StoreError};
use views::Views;
use web::health::Health;
use web::{Config, Door, Hub, IndexFinder, RegisterShelf};
use zeroize::Zeroizing;

/// The log's key, outside the register's file and readable by its owner alone.
pub const LOG_KEY_FILE: &str = "log.key";
/// The search index: a node's own, which can be deleted.
const SEARCH_FOLDER: &str = "search";

/// Beside the data folder, not in it: whoever puts an old copy of the folder back doesn't put this back with it.
const HIGH_WATER_ENDING: &str = ".high-water";

/// How many records the follower folds under one write lock: pages wait for at most some milliseconds.
const FOLD_CHUNK: u64 = 256;

/// How often a closing node looks whether its sequencer has ended, and how many times: ten seconds.
const CLOSING_STEP: std::time::Duration = std::time::Duration::from_millis(5);
const CLOSING_STEPS: u32 = 2_000;

/// One open data folder.
pub struct Node {
    /// Held so that no second process writes here.
    folder: DataFolder,
    store: Arc<SqliteStore>,
    metrics: Arc<Metrics>,
    search: Arc<SearchIndex>,
    closed: Closed,
    /// The register.
    pub register: Arc<Register>,
    /// The views, as far as they have been folded.
    pub views: Arc<RwLock<Views>>,
    keeper: Arc<Keeper>,
    /// Whether somebody follows the register for pages and search.
    following: Arc<Following>,
}

impl Node {
    /// Makes the log's key in a new data folder.
    pub fn create_log_key(path: &Path, origin: &str) -> Result<NoteSecret, Failure> {
        let folder = DataFolder::open(path)?;
        let seed = Zeroizing::new(crate::random::bytes::<32>());
        let key = NoteSecret::from_seed(origin, SignatureType::Ed25519, &seed)?;
        keys::write_new(&folder.inside(LOG_KEY_FILE)?, key.secret_text().as_bytes(), 0o600)?;
        Ok(key)
    }

    /// Opens a data folder that has a log key, and folds the views up to the head of its register.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        Self::open_at(path, clock::system())
    }

    /// [`Self::open`] with another clock: a demo's.
    pub fn open_at(path: &Path, clock: Arc<dyn Clock>) -> Result<Self, Failure> {
        expect_hub(path, LOG_KEY_FILE)?;
        let folder = DataFolder::open(path)?;
        let key_file = folder.inside(LOG_KEY_FILE)?;
        crate::files::expect_private(&key_file, "log-key-open")?;
        let key_text = Zeroizing::new(read_text(&key_file)?);
        let log_key = NoteSecret::parse(key_text.trim())?;
        let store = Arc::new(SqliteStore::open(&folder.register_file()?, store::Options::default())?);
        let high_water = HighWater::open(&high_water_path(folder.path()))?;
        if let Some(mark) = high_water.mark() {
            store.compare(mark)?;
        }
        let kept = keeping::kept_state(&folder)?;
        let metrics = Arc::new(Metrics::new());
        let shared: Arc<dyn Store> = Arc::new(Measured::new(Arc::clone(&store), Arc::clone(&metrics)));
        let register = Register::open(shared, log_key, clock, kept.as_deref(), Some(high_water))?;
        let register = Arc::new(register);
        let kept = keeping::kept_views(&folder, &register)?;
        let size = kept.size();
        let views = Arc::new(RwLock::new(kept));
        let keeper =
            Keeper::new(&folder, Arc::clone(&store), Arc::clone(&register), Arc::clone(&views), size)?;
        let search = Arc::new(SearchIndex::open(&folder.inside(SEARCH_FOLDER)?)?);
        // What an erasure left in the files' free pages when the process ended before it was swept.
        store.scrub()?;
        let (keeper, following) = (Arc::new(keeper), Arc::new(Following::default()));
        let node = Self {
            folder,
            store,
            metrics,
            search,
            closed: Closed::new(),
            register,
            views,
            keeper,
            following,
        };
        node.fold_to_head()?;
        Ok(node)
    }

    /// Folds what the register has and the views don't.
    pub fn fold_to_head(&self) -> Result<(), Failure> {
        fold(&self.register, &self.views)
    }

    /// What follows the register while the hub runs.
    pub fn follower(&self, hub: Arc<Hub>) -> Follower {
        let (register, views) = (Arc::clone(&self.register), Arc::clone(&self.views));
        let (keeper, following) = (Arc::clone(&self.keeper), Arc::clone(&self.following));
        let search = Arc::clone(&self.search);
        let closed = self.closed.clone();
        Follower { register, views, search, closed, hub, keeper, following, notices: None }
    }

    /// What the pages need of this node.
    pub fn hub(&self, base_url: String) -> Result<Hub, Failure> {
        self.hub_that_says(Config { base_url, security: None })
    }

    /// The same, with what else an operator says of the hub.
    pub fn hub_that_says(&self, config: Config) -> Result<Hub, Failure> {
        let catalogue = Arc::new(catalogue_in_force(&self.register, &self.views)?);
        let shelf = Arc::new(
            RegisterShelf::new(Arc::clone(&self.register)).opening_with(Arc::clone(&self.closed.opener)),
        );
        let finder = Arc::new(
            IndexFinder::new(Arc::clone(&self.search)).with_closed(Arc::clone(&self.closed.indexes)),
        );
        let hub = Hub::new(catalogue, Arc::clone(&self.views), shelf, Some(finder), config);
        let hub = hub.with_clock(clock::system());
        Ok(hub.with_typesetter(Arc::new(InAChild::with_fonts_of_packages())))
    }

    /// The desk of its workspace, under the hub's key. From here on pages open restricted bodies for those who may read them.
    pub fn desk(&self, key: &HubKeySource) -> Result<delegations::Desk, Failure> {
        let (desk, opener) = crate::accounts::desk(&self.folder, key, &self.register)?;
        // Asked a second time, it is the same key: the register takes no other.
        let _ = self.closed.opener.set(opener);
        Ok(desk)
    }

    /// A file of its own in the data folder.
    pub fn inside(&self, name: &str) -> Result<PathBuf, Failure> {
        Ok(self.folder.inside(name)?)
    }

    /// What the door for machines needs of this node.
    pub fn door(&self, hub: Arc<Hub>) -> Door {
        Door { register: Arc::clone(&self.register), hub, health: self.health() }
    }

    /// Who knows how this node is.
    pub fn health(&self) -> Arc<dyn Health> {
        let (store, register, views) =
            (Arc::clone(&self.store), Arc::clone(&self.register), Arc::clone(&self.views));
        Arc::new(NodeHealth { store, register, views, following: Arc::clone(&self.following) })
    }

    /// What is counted here.
    pub fn metrics(&self) -> Arc<Metrics> {
        Arc::clone(&self.metrics)
    }

    /// Measures the rest, now.
    pub fn gauges(&self) -> impl Fn() -> Gauges + Clone + Send + Sync + use<> {
        let health = self.health();
        let register = self.folder.path().join(store::REGISTER_FILE);
        move || {
            let readiness = health.readiness();
            let length = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
            Gauges {
                records: readiness.size,
                views_behind: readiness.behind,
                store_bytes: length(&register) + length(&beside(&register, "-wal")),
                ready: readiness.code == web::health::READY,
                connections: 0,
            }
        }
    }

    /// Keeps the views and the state for the next start.
    pub fn keep(&self) -> Result<(), Failure> {
        self.keeper.keep()
    }

    /// Lets the sequencer end what it has begun, and the store close. What can't end in time is as after a crash:
    /// nothing acknowledged is lost.
    pub fn close(self) {
        let store = Arc::clone(&self.store);
        drop(self);
        let mut left = CLOSING_STEPS;
        while Arc::strong_count(&store) > 1 && left > 0 {
            std::thread::sleep(CLOSING_STEP);
            left -= 1;
        }
    }

    /// One line about how the register stands, if it takes no records.
    pub fn complaint(&self) -> Option<(&'static str, String)> {
        match self.standing() {
            Standing::Ready => None,
            standing => Some(standing::describe(&standing)),
        }
    }

    /// Whether the register takes new records, and if not, why.
    pub fn standing(&self) -> Standing {
        self.store.standing()
    }
}

/// Refuses a folder without this file, which every hub's data folder has.
pub fn expect_hub(data: &Path, file: &str) -> Result<(), Failure> {
    if data.join(file).exists() {
        return Ok(());
    }
    let shown = data.display();
    let advice = format!("{shown} is no hub's data folder (it has no {file}): make one with `comity init`");
    Err(Failure::input("no-data-folder", advice))
}

/// The high-water file of a data folder.
pub fn high_water_path(folder: &Path) -> PathBuf {
    beside(folder, HIGH_WATER_ENDING)
}

/// The log's key in a data folder.
pub fn log_key_path(folder: &DataFolder) -> Result<PathBuf, Failure> {
    Ok(folder.inside(LOG_KEY_FILE)?)
}

fn read_text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|e| Failure::file(path, &e))
}

pub(crate) fn fold(register: &Register, views: &RwLock<Views>) -> Result<(), Failure> {
    let store = register.store();
    let size = store.head()?.map_or(0, |head| head.size);
    loop {
        let from = views.read().unwrap_or_else(PoisonError::into_inner).size();
        if from >= size {
            return Ok(());
        }
        // Read before the lock is taken: no page waits for the disk.
        let records = match store.read_range(from, size.min(from + FOLD_CHUNK)) {
            Err(StoreError::Damaged { position, .. }) if position == from => {
                let mut views = views.write().unwrap_or_else(PoisonError::into_inner);
                views.fold_damaged(position).map_err(|e| Failure::new(e.code(), e))?;
                continue;
            }
            Err(StoreError::Damaged { position, .. }) => store.read_range(from, position)?,
            records => records?,
        };
        let mut views = views.write().unwrap_or_else(PoisonError::into_inner);
        for stored in records {
            if register.voids().contains_key(&stored.position) {
                views.fold_void(stored.position).map_err(|e| Failure::new(e.code(), e))?;
                continue;
            }
            let entry = Entry::from_bytes(&stored.entry).map_err(|e| Failure::new(e.code(), e))?;
            let header = Header::from_bytes(&stored.header)?;
            let signed_where = SignatureSet::from_bytes(&stored.signatures)?.signed_where();
            let folded = views.fold(stored.position, &entry, &header, signed_where, stored.body.as_deref());
            folded.map_err(|e| Failure::new(e.code(), e))?;
        }
    }
}
