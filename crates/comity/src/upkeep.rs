//! What restoring and repairing share: the newest checkpoint that anybody shows, sources of records, and erasures that
//! have to be done again.

use crate::failure::Failure;
use crate::node;
use admission::kinds;
use record::bundle::decode_bundle;
use record::checkpoint::SignedCheckpoint;
use record::public::{MAX_PUBLIC_BUNDLE, PublicRecord, body_path, decode_public, public_path};
use record::tile::{BundleId, TilePath};
use record::vkey::{NoteSecret, VerifierKey};
use record::{Entry, Header, RecordId};
use std::path::Path;
use std::sync::Mutex;
use store::{
    DataFolder, ENTRY_LEN, Head, Mark, RecordSource, SqliteStore, Store, StoreError, StoredRecord, sha256,
};
use verify::Source;
use zeroize::Zeroizing;

/// The longest note: the store's own limit.
const MAX_CHECKPOINT: usize = 64 * 1024;

/// Records read in one piece when the whole register is gone through.
const CHUNK: u64 = 256;

/// The public half of the log's key in a data folder.
pub fn log_key(folder: &DataFolder) -> Result<VerifierKey, Failure> {
    read_log_key(&node::log_key_path(folder)?)
}

/// The public half of the log's key in a data folder that a running hub may hold.
pub fn log_key_in(data: &Path) -> Result<VerifierKey, Failure> {
    read_log_key(&data.join(node::LOG_KEY_FILE))
}

fn read_log_key(path: &Path) -> Result<VerifierKey, Failure> {
    let text = std::fs::read_to_string(path).map_err(|e| {
        let advice =
            format!("{}: {e}; put the log's key there, it is kept apart from backups", path.display());
        Failure::input("no-log-key", advice)
    })?;
    let text = Zeroizing::new(text);
    Ok(NoteSecret::parse(text.trim())?.public().clone())
}

/// Whether a place is one on the web.
pub fn is_address(place: &str) -> bool {
    place.starts_with("https://") || place.starts_with("http://")
}

/// The public files of a register, in a folder or on the web.
pub fn public_files(place: &str) -> Result<Box<dyn Source>, Failure> {
    if is_address(place) {
        return Ok(Box::new(verify::Url::new(place).map_err(|e| Failure::input(e.code(), e))?));
    }
    Ok(Box::new(verify::Folder::new(Path::new(place))))
}

/// The newest checkpoint that somebody shows: a file, a folder of public files, or an address. Believed only as far as
/// this log's key signed it.
pub fn shown_checkpoint(place: &str, key: &VerifierKey) -> Result<Mark, Failure> {
    let wrong = |why: &dyn std::fmt::Display| Failure::input("checkpoint", format!("{place}: {why}"));
    let path = Path::new(place);
    let bytes = if !is_address(place) && path.is_file() {
        crate::files::read(path, MAX_CHECKPOINT)?
    } else {
        let found = public_files(place)?.get(register::publish::CHECKPOINT, MAX_CHECKPOINT);
        found.map_err(|e| Failure::new(e.code(), e))?.ok_or_else(|| wrong(&"it has no checkpoint"))?
    };
    mark_of(&bytes, key).map_err(|e| wrong(&e))
}

fn mark_of(note: &[u8], key: &VerifierKey) -> Result<Mark, String> {
    let signed = SignedCheckpoint::parse(note).map_err(|e| e.to_string())?;
    let checkpoint = signed.verify(key).map_err(|e| format!("not signed by this log's key: {e}"))?;
    Ok(Mark { origin: checkpoint.origin().to_owned(), size: checkpoint.size(), root: checkpoint.root().0 })
}

/// Erases again what the register's own records say was erased. A store that was put together from elsewhere may hold
/// such bodies. How many there were.
pub fn erase_again(store: &SqliteStore) -> Result<usize, Failure> {
    let size = Store::head(store)?.map_or(0, |head| head.size);
    let mut left = Vec::new();
    let mut from = 0;
    while from < size {
        for stored in store.read_range(from, size.min(from + CHUNK))? {
            let header = Header::from_bytes(&stored.header)?;
            if header.kind != kinds::ERASURE {
                continue;
            }
            for target in &header.refers {
                if let Some(position) = store.find(&target.0)?
                    && !Store::read(store, position)?.erased
                {
                    left.push(position);
                }
            }
        }
        from += CHUNK;
    }
    store.erase(&left).map_err(|e| Failure::new(e.code(), e))?;
    store.scrub()?;
    Ok(left.len())
}

/// Records out of public files. Each is taken only if it is what its entry says; whether the entry is this register's,
/// the repair finds out.
pub struct PublicSource {
    files: Box<dyn Source>,
    head: Option<Head>,
    /// The group that was read last: positions are asked for in order.
    group: Mutex<Option<(u64, Vec<Option<StoredRecord>>)>>,
}

impl PublicSource {
    /// Reads the checkpoint; it must be signed by the log's key.
    pub fn open(place: &str, key: &VerifierKey) -> Result<Self, Failure> {
        let files = public_files(place)?;
        let note = files.get(register::publish::CHECKPOINT, MAX_CHECKPOINT);
        let note = note.map_err(|e| Failure::new(e.code(), e))?;
        let head = match note {
            Some(note) => {
                let wrong = |e| Failure::input("checkpoint", format!("{place}: {e}"));
                let size = mark_of(&note, key).map_err(wrong)?.size;
                Some(Head { size, checkpoint: note })
            }
            None => return Err(Failure::input("checkpoint", format!("{place}: it has no checkpoint"))),
        };
        Ok(Self { files, head, group: Mutex::new(None) })
    }

    fn read_group(&self, bundle: BundleId) -> Option<Vec<Option<StoredRecord>>> {
        let width = usize::from(bundle.width());
        let entries =
            self.files.get(&TilePath::Entries(bundle).to_string(), width * (ENTRY_LEN + 2)).ok()??;
        let entries = decode_bundle(&entries, bundle.width()).ok()?;
        let public = self.files.get(&public_path(bundle), MAX_PUBLIC_BUNDLE).ok()??;
        let public = decode_public(&public, bundle.width()).ok()?;
        let records = (bundle.first()..).zip(entries).zip(public);
        Some(records.map(|((position, entry), public)| self.record_of(position, entry, public)).collect())
    }

    fn record_of(&self, position: u64, bytes: &[u8], public: PublicRecord<'_>) -> Option<StoredRecord> {
        let entry = Entry::from_bytes(bytes).ok()?;
        let (header, signatures) = public.signed()?;
        let fits = sha256(header) == entry.id.0 && sha256(signatures) == entry.signatures.0;
        let expected = Header::from_bytes(header).ok().filter(|_| fits)?.body.sha256;
        let body = match public {
            PublicRecord::Whole { body, .. } => Some(body.to_vec()),
            PublicRecord::BodyApart { .. } => self.long_body(&entry.id),
            _ => None,
        };
        Some(StoredRecord {
            position,
            id: entry.id.0,
            entry: bytes.try_into().ok()?,
            header: header.to_vec(),
            signatures: signatures.to_vec(),
            body: body.filter(|body| sha256(body) == expected.0),
            // Whether it was erased, the erasure record says; it is applied again after the repair.
            erased: false,
        })
    }

    fn long_body(&self, id: &RecordId) -> Option<Vec<u8>> {
        self.files.get(&body_path(id), record::body::MAX_BODY).ok()?
    }
}

impl RecordSource for PublicSource {
    fn head(&self) -> Result<Option<Head>, StoreError> {
        Ok(self.head.clone())
    }

    fn record(&self, position: u64) -> Result<Option<StoredRecord>, StoreError> {
        let size = self.head.as_ref().map_or(0, |head| head.size);
        let Some(bundle) = BundleId::holding(position, size) else { return Ok(None) };
        let mut group = self.group.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if group.as_ref().is_none_or(|(first, _)| *first != bundle.first()) {
            *group = Some((bundle.first(), self.read_group(bundle).unwrap_or_default()));
        }
        let at = usize::try_from(position - bundle.first()).unwrap_or(usize::MAX);
        Ok(group.as_ref().and_then(|(_, records)| records.get(at).cloned().flatten()))
    }
}
