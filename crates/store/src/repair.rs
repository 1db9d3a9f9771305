//! Builds a sound store out of a damaged one and a source, and swaps it in only if it has the newest root.

use std::fs;
use std::path::{Path, PathBuf};

use record::Hash;
use record::checkpoint::Checkpoint;
use record::edge::Edge;
use thiserror::Error;

use crate::backup::{beside, publish, remove_database};
use crate::check::{check_store, read_checkpoint};
use crate::{
    AppendError, Head, Mark, NewRecord, Options, Refusal, SqliteStore, Store, StoreError, StoredRecord,
    TileWrite, leaf_hash,
};

/// Records copied in one transaction.
const RECORDS_AT_ONCE: u64 = 512;
/// Missing positions that an error names; a store that lacks more is best restored.
const MISSING_NAMED: usize = 1000;

/// Where records come from that the damaged store has lost: a backup, a folder of bundles, a mirror.
///
/// An implementation MUST verify that id, signatures and body fit what it returns. Whether the record
/// belongs to this register, the repair finds out by itself.
pub trait RecordSource {
    /// The newest checkpoint the source has.
    fn head(&self) -> Result<Option<Head>, StoreError>;

    /// The record at a position; `None` if the source doesn't have it.
    fn record(&self, position: u64) -> Result<Option<StoredRecord>, StoreError>;
}

impl<S: Store> RecordSource for S {
    fn head(&self) -> Result<Option<Head>, StoreError> {
        Store::head(self)
    }

    fn record(&self, position: u64) -> Result<Option<StoredRecord>, StoreError> {
        match self.read(position) {
            Ok(record) => Ok(Some(record)),
            Err(StoreError::NoSuchPosition { .. } | StoreError::Damaged { .. } | StoreError::Corrupt(_)) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// A source that has nothing: for a store of which only the tiles are damaged.
pub struct NoSource;

impl RecordSource for NoSource {
    fn head(&self) -> Result<Option<Head>, StoreError> {
        Ok(None)
    }

    fn record(&self, _position: u64) -> Result<Option<StoredRecord>, StoreError> {
        Ok(None)
    }
}

/// The most damaged files that are kept beside a register.
const MAX_KEPT: usize = 100;

/// What a repair did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepairReport {
    /// Records in the repaired store.
    pub size: u64,
    /// Positions taken from the source.
    pub from_source: Vec<u64>,
    /// Positions whose record is there and whose body was found nowhere.
    pub without_body: Vec<u64>,
    /// Attachments that couldn't be read any more.
    pub attachments_lost: u64,
    /// The newest checkpoint of the damaged store couldn't be read: the repaired one counts as restored.
    pub restored: bool,
    /// Where the damaged file lies now.
    pub kept: PathBuf,
}

/// Why a store wasn't repaired. The damaged file is as it was.
#[derive(Debug, Error)]
pub enum RepairError {
    /// Neither the store nor the source has these records.
    #[error("{} records are in neither the store nor the source, the first at {}; name a source that has them", .0.len(), .0[0])]
    Missing(Vec<u64>),
    /// What came together doesn't have the root of the newest checkpoint.
    #[error("the records don't have the root of the newest checkpoint; the source is of another history")]
    WrongRoot,
    /// More was published than the store and the source have checkpoints for.
    #[error("{} records were published, the newest checkpoint here covers {here}; name a newer source", known.size)]
    Behind {
        /// What was published.
        known: Box<Mark>,
        /// What there is.
        here: u64,
    },
    /// The store, the source or the new file failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The new file couldn't be written.
    #[error(transparent)]
    Append(#[from] AppendError),
}

impl RepairError {
    /// Stable code, for logs and JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "repair-missing",
            Self::WrongRoot => "repair-wrong-root",
            Self::Behind { .. } => "repair-behind",
            Self::Store(error) => error.code(),
            Self::Append(error) => error.code(),
        }
    }
}

/// Repairs the store in this file. The caller MUST hold the lock of the data folder and have it open nowhere.
///
/// The rebuilt store must have the root of the newest checkpoint among the store's, the source's and `known`
/// (the high-water mark), else nothing is changed. The damaged file stays beside as `….damaged`; it may hold
/// bodies that were erased and MUST be deleted once the repair is accepted. The caller MUST
/// [erase](Store::erase) again what the records say was erased, before anything is served.
pub fn repair(
    damaged: &Path,
    source: &dyn RecordSource,
    known: Option<&Mark>,
    options: &Options,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<RepairReport, RepairError> {
    let old = open_if_possible(damaged, options)?;
    let old_head = old.as_ref().and_then(|store| Store::head(store).ok().flatten()).and_then(readable);
    let restored = old_head.is_none();
    let source_head = source.head()?.and_then(readable);
    let (head, checkpoint) = newest(old_head, source_head).ok_or(StoreError::Corrupt(
        "neither the store nor the source has a readable checkpoint; name another source".into(),
    ))?;
    if let Some(known) = known.filter(|known| known.size > head.size) {
        return Err(RepairError::Behind { known: Box::new(known.clone()), here: head.size });
    }
    let partial = beside(damaged, ".repair");
    remove_database(&partial)?;
    let mut report = RepairReport { size: head.size, restored, ..RepairReport::default() };
    let new = SqliteStore::open(&partial, options.clone())?;
    let root = Rebuild { old: old.as_ref(), source, new: &new }.run(head.size, &mut report, progress)?;
    if root != checkpoint.root() {
        drop(new);
        remove_database(&partial)?;
        return Err(RepairError::WrongRoot);
    }
    new.finish_rebuild(&head, restored)?;
    // Lost with the damage, it is noted again at the next sealed body; a wrong key would then only be found in reading.
    if let Some(whom) = old.as_ref().and_then(|old| old.sealed_for().ok().flatten()) {
        new.set_sealed_for(&whom)?;
    }
    report.attachments_lost = old.as_ref().map_or(Ok(0), |old| new.take_attachments(old))?;
    drop(new);
    verify(&partial, known, options)?;
    report.kept = swap(old, damaged, &partial)?;
    Ok(report)
}

fn open_if_possible(path: &Path, options: &Options) -> Result<Option<SqliteStore>, StoreError> {
    match SqliteStore::open(path, options.clone()) {
        Ok(store) => Ok(Some(store)),
        Err(StoreError::Corrupt(_) | StoreError::Damaged { .. } | StoreError::Format(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A head whose note says the same size.
fn readable(head: Head) -> Option<(Head, Checkpoint)> {
    let checkpoint = read_checkpoint(&head.checkpoint).ok()?;
    (checkpoint.size() == head.size).then_some((head, checkpoint))
}

fn newest(a: Option<(Head, Checkpoint)>, b: Option<(Head, Checkpoint)>) -> Option<(Head, Checkpoint)> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.0.size > a.0.size { b } else { a }),
        (a, b) => a.or(b),
    }
}

struct Rebuild<'a> {
    old: Option<&'a SqliteStore>,
    source: &'a dyn RecordSource,
    new: &'a SqliteStore,
}

impl Rebuild<'_> {
    fn run(
        &self,
        size: u64,
        report: &mut RepairReport,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Hash, RepairError> {
        let mut edge = Edge::new();
        let mut missing = Vec::new();
        let mut from = 0;
        while from < size {
            let to = size.min(from + RECORDS_AT_ONCE);
            let mut records = Vec::new();
            for position in from..to {
                match self.record(position, report)? {
                    Some(record) => records.push(record),
                    None if missing.len() < MISSING_NAMED => missing.push(position),
                    None => break,
                }
            }
            // Once something is missing, the rest is only read to name what else is.
            if missing.is_empty() {
                edge = self.write(from, records, &edge)?;
            }
            progress(to, size);
            from = to;
        }
        if missing.is_empty() { Ok(edge.root()) } else { Err(RepairError::Missing(missing)) }
    }

    fn record(&self, position: u64, report: &mut RepairReport) -> Result<Option<StoredRecord>, RepairError> {
        if let Some(record) = self.old.and_then(|old| old.read(position).ok()) {
            return self.with_body(record, report).map(Some);
        }
        let erased = self.old.is_some_and(|old| old.was_erased(position));
        if let Some(mut record) = self.source.record(position)? {
            report.from_source.push(position);
            if erased {
                (record.body, record.erased) = (None, true);
            }
            return Ok(Some(record));
        }
        // Header and signatures may fit the entry and only the tile be damaged, or only the body: the root
        // of the whole decides whether the entry is the right one.
        let candidate = self.old.and_then(|old| old.read_without_leaf(position));
        if let Some((record, has_body)) = candidate {
            if !has_body {
                report.without_body.push(position);
            }
            return Ok(Some(record));
        }
        Ok(None)
    }

    /// A body that an earlier repair found nowhere may be in this source.
    fn with_body(
        &self,
        record: StoredRecord,
        report: &mut RepairReport,
    ) -> Result<StoredRecord, RepairError> {
        if record.body.is_some() || record.erased {
            return Ok(record);
        }
        let found = self.source.record(record.position)?;
        if let Some(whole) = found.filter(|found| found.body.is_some() && found.entry == record.entry) {
            report.from_source.push(record.position);
            return Ok(whole);
        }
        report.without_body.push(record.position);
        Ok(record)
    }

    fn write(&self, first: u64, records: Vec<StoredRecord>, edge: &Edge) -> Result<Edge, RepairError> {
        let leaves: Vec<Hash> = records.iter().map(|record| Hash(leaf_hash(&record.entry))).collect();
        let full = AppendError::Refused(Refusal::BadBatch("the register would be too long"));
        let integrated = edge.integrate(&leaves).ok_or(full)?;
        let tiles: Vec<TileWrite> = integrated.tiles.into_iter().map(TileWrite::from).collect();
        let erased: Vec<u64> =
            records.iter().filter(|record| record.erased).map(|record| record.position).collect();
        let records: Vec<NewRecord> = records.into_iter().map(NewRecord::from).collect();
        self.new.write_rebuilt(first, &records, &tiles, &erased)?;
        Ok(integrated.edge)
    }
}

fn verify(partial: &Path, known: Option<&Mark>, options: &Options) -> Result<(), RepairError> {
    let store = SqliteStore::open(partial, options.clone())?;
    let sound = check_store(&store)?.is_sound();
    let continues = match known {
        Some(known) => !matches!(
            store.compare(known)?,
            crate::Standing::Behind(_) | crate::Standing::Diverged(_) | crate::Standing::Damaged
        ),
        None => true,
    };
    store.scrub()?;
    drop(store);
    if sound && continues {
        return Ok(());
    }
    remove_database(partial)?;
    Err(RepairError::WrongRoot)
}

/// Puts the repaired file in the place of the damaged one.
fn swap(old: Option<SqliteStore>, damaged: &Path, partial: &Path) -> Result<PathBuf, StoreError> {
    // What an earlier repair put aside may hold the only copy of a body: nothing is written over it.
    let free = |name: &String| !beside(damaged, name).exists();
    let names = std::iter::once(".damaged".to_owned()).chain((2..).map(|n| format!(".damaged-{n}")));
    let name = names.take(MAX_KEPT).find(free).ok_or_else(|| {
        StoreError::Corrupt(
            "there are too many damaged files beside the register: delete those that are done with".into(),
        )
    })?;
    // Closing empties the log of the old store into it. A log of a file that can't be opened is no use to
    // it, and must not be replayed over the new one.
    drop(old);
    for suffix in ["-wal", "-shm"] {
        let path = beside(damaged, suffix);
        if path.exists() {
            fs::rename(&path, beside(damaged, &format!("{name}{suffix}")))?;
        }
    }
    let kept = beside(damaged, &name);
    // A second name first, so that there is no moment without a register: one that is missing would be
    // taken for a new one.
    fs::hard_link(damaged, &kept)?;
    // A crash before this line leaves the damaged store, and the repair is done again; after it, the new one.
    publish(partial, damaged)?;
    Ok(kept)
}
