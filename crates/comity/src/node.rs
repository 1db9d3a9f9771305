//! A running node over one data folder: the register, the views folded from it, and what the pages need of both.

use crate::failure::Failure;
use crate::{clock, keys};
use admission::CatalogueFile;
use catalogue::Catalogue;
use record::vkey::{NoteSecret, SignatureType};
use record::{Body, Entry, Header};
use register::Register;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use store::{DataFolder, HighWater, SqliteStore, Standing, Store};
use views::Views;
use web::{Config, Door, Hub, RegisterShelf};
use zeroize::Zeroizing;

/// The log's key, outside the register's file and readable by its owner alone.
const LOG_KEY_FILE: &str = "log.key";
/// The views as of some position: a node's own file, which can be deleted.
const VIEWS_FILE: &str = "views.snapshot";
/// Admission's state as of some position: likewise.
const STATE_FILE: &str = "state.snapshot";

/// Beside the data folder, not in it: whoever puts an old copy of the folder back doesn't put this back with it.
const HIGH_WATER_ENDING: &str = ".high-water";

/// Where the catalogue keeps what is fictional.
const EXERCISE_FOLDER: &str = "exercise/";

/// How many records the follower folds under one write lock: pages wait for at most some milliseconds.
const FOLD_CHUNK: u64 = 256;

/// One open data folder.
pub struct Node {
    /// Held so that no second process writes here.
    folder: DataFolder,
    store: Arc<SqliteStore>,
    /// The register.
    pub register: Arc<Register>,
    /// The views, as far as they have been folded.
    pub views: Arc<RwLock<Views>>,
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
    pub fn open_at(path: &Path, clock: register::Clock) -> Result<Self, Failure> {
        if !path.join(LOG_KEY_FILE).exists() {
            let advice = format!("{} is no hub's data folder: make one with `comity init`", path.display());
            return Err(Failure::input("no-data-folder", advice));
        }
        let folder = DataFolder::open(path)?;
        let key_text = Zeroizing::new(read_text(&folder.inside(LOG_KEY_FILE)?)?);
        let log_key = NoteSecret::parse(key_text.trim())?;
        let store = Arc::new(SqliteStore::open(&folder.register_file()?, store::Options::default())?);
        let high_water = HighWater::open(&beside(folder.path(), HIGH_WATER_ENDING))?;
        if let Some(mark) = high_water.mark() {
            store.compare(mark)?;
        }
        let kept = std::fs::read(folder.inside(STATE_FILE)?).ok();
        let shared: Arc<dyn Store> = Arc::clone(&store) as _;
        let register = Register::open(shared, log_key, clock, kept.as_deref(), Some(high_water))?;
        let register = Arc::new(register);
        let views = kept_views(&folder.inside(VIEWS_FILE)?, register.state().size());
        let node = Self { folder, store, register, views: Arc::new(RwLock::new(views)) };
        node.fold_to_head()?;
        Ok(node)
    }

    /// Folds what the register has and the views don't.
    pub fn fold_to_head(&self) -> Result<(), Failure> {
        fold(&self.register, &self.views)
    }

    /// Follows the register until it ends, folding each new record.
    pub async fn follow(
        register: Arc<Register>,
        views: Arc<RwLock<Views>>,
        hub: Arc<Hub>,
    ) -> Result<(), Failure> {
        let mut size = register.watch();
        loop {
            let (register, views, hub) = (Arc::clone(&register), Arc::clone(&views), Arc::clone(&hub));
            let folded = tokio::task::spawn_blocking(move || {
                let files = file_positions(&views);
                fold(&register, &views)?;
                if file_positions(&views) != files {
                    hub.renew(Arc::new(catalogue_in_force(&register, &views)?));
                }
                Ok::<(), Failure>(())
            });
            folded.await.map_err(|e| Failure::new("follower", e))??;
            if size.changed().await.is_err() {
                return Ok(());
            }
        }
    }

    /// What the pages need of this node.
    pub fn hub(&self, base_url: String) -> Result<Hub, Failure> {
        let catalogue = Arc::new(catalogue_in_force(&self.register, &self.views)?);
        let shelf = Arc::new(RegisterShelf::new(Arc::clone(&self.register)));
        Ok(Hub::new(catalogue, Arc::clone(&self.views), shelf, None, Config { base_url }))
    }

    /// What the door for machines needs of this node.
    pub fn door(&self, hub: Arc<Hub>) -> Door {
        Door { register: Arc::clone(&self.register), hub }
    }

    /// Keeps the views and the state for the next start. Losing either costs time, never data.
    pub fn keep(&self) -> Result<(), Failure> {
        let views = self.views.read().unwrap_or_else(PoisonError::into_inner).to_snapshot();
        store::write_atomically(&self.folder.inside(VIEWS_FILE)?, &views)?;
        store::write_atomically(&self.folder.inside(STATE_FILE)?, &self.register.snapshot())?;
        Ok(())
    }

    /// Whether the register takes new records, and if not, why.
    pub fn standing(&self) -> Standing {
        self.store.standing()
    }

    /// Where the data folder is.
    pub fn path(&self) -> PathBuf {
        self.folder.path().to_owned()
    }
}

/// A file beside a folder, with the folder's name and this ending.
fn beside(folder: &Path, ending: &str) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn file_positions(views: &RwLock<Views>) -> Vec<u64> {
    let views = views.read().unwrap_or_else(PoisonError::into_inner);
    views.catalogue_files().map(|(_, position)| position).collect()
}

/// The built-in catalogue, and over it the files that took effect by a record. A hub that is no exercise shows no
/// fictional States.
fn catalogue_in_force(register: &Register, views: &RwLock<Views>) -> Result<Catalogue, Failure> {
    let wrong = |e: &dyn std::fmt::Display| Failure::new("catalogue-file", e);
    let built_in = Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))?;
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for file in built_in.files().iter().filter(|file| !file.path.starts_with(EXERCISE_FOLDER)) {
        files.insert(file.path.clone(), file.bytes.clone());
    }
    for position in file_positions(views) {
        let stored = register.store().read(position)?;
        let body = Body::from_bytes(&stored.body.unwrap_or_default()).map_err(|e| wrong(&e))?;
        let file: CatalogueFile =
            serde_json::from_value(serde_json::Value::Object(body.content)).map_err(|e| wrong(&e))?;
        files.insert(file.path, file.file.into_bytes());
    }
    Catalogue::from_files(files).map_err(|e| Failure::new(e.code(), e))
}

fn read_text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|e| Failure::file(path, &e))
}

fn kept_views(path: &Path, size: u64) -> Views {
    let Ok(bytes) = std::fs::read(path) else {
        return Views::new();
    };
    match Views::from_snapshot(&bytes) {
        Ok(views) if views.size() <= size => views,
        Ok(_) => Views::new(),
        Err(error) => {
            tracing::info!(code = error.code(), "folding the views anew");
            Views::new()
        }
    }
}

fn fold(register: &Register, views: &RwLock<Views>) -> Result<(), Failure> {
    let store = register.store();
    let size = store.head()?.map_or(0, |head| head.size);
    loop {
        let from = views.read().unwrap_or_else(PoisonError::into_inner).size();
        if from >= size {
            return Ok(());
        }
        // Read before the lock is taken: no page waits for the disk.
        let records = store.read_range(from, size.min(from + FOLD_CHUNK))?;
        let mut views = views.write().unwrap_or_else(PoisonError::into_inner);
        for stored in records {
            let entry = Entry::from_bytes(&stored.entry).map_err(|e| Failure::new(e.code(), e))?;
            let header = Header::from_bytes(&stored.header)?;
            let folded = views.fold(stored.position, &entry, &header, stored.body.as_deref());
            folded.map_err(|e| Failure::new(e.code(), e))?;
        }
    }
}
