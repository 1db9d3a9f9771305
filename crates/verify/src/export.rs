//! One record as a file that proves itself offline: header, signature set, body and proof of the record, of the records
//! that admission judged it by, and of those that it names. Specified in `docs/spec/export.md`.

use crate::check::fetch_checkpoint;
use crate::files::{self, PublicFile};
use crate::needs::{Known, needs};
use crate::ordered::in_order;
use crate::{Source, VerifyError};
use record::body::MAX_BODY;
use record::checkpoint::SignedCheckpoint;
use record::proof::{TlogProof, TlogProofError};
use record::prove::{Hashes, Prover, TreeError};
use record::public::{PublicRecord, body_path};
use record::tile::{BundleId, TILE_WIDTH, TileId};
use record::{Entry, RecordId};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use thiserror::Error;

/// The version of the format.
pub(crate) const VERSION: u64 = 1;

/// The most bytes of an export: the record and its basis are some hundred kilobytes, catalogue files included; 64 MiB
/// leaves room for 64 full bodies.
pub const MAX_EXPORT: usize = 64 * 1024 * 1024;

/// The most records in an export: one, at most 192 that it names, and the files and keys it stands on.
pub(crate) const MAX_RECORDS: usize = 1_024;

/// What an export file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// The version of this format: 1.
    pub comity: u64,
    /// `export`.
    pub format: String,
    /// The id of the record that this is an export of.
    pub record: RecordId,
    /// It, and what it stands on, in the order of the register.
    pub records: Vec<Exported>,
}

/// Why a record stands in an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// It is the record.
    Record,
    /// Admission judged the record by it: genesis, keys, files; or it revokes one of those keys.
    Basis,
    /// The record names it.
    Named,
}

/// One record of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exported {
    /// Why it is here.
    pub role: Role,
    /// The 74 bytes of its entry, in lower-case hexadecimal digits.
    pub entry: String,
    /// Its header, byte for byte.
    pub header: String,
    /// Its signature set, byte for byte.
    pub signatures: String,
    /// Its body, byte for byte; null when it was erased, or is not needed.
    pub body: Option<String>,
    /// Its proof, a C2SP tlog-proof.
    pub proof: String,
}

/// Why there is no export.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The source can't be read.
    #[error(transparent)]
    Source(#[from] VerifyError),
    /// No such record.
    #[error("the record {0} is not in this register")]
    Unknown(RecordId),
    /// The record isn't for whoever asks, or is withheld.
    #[error("record {0} is not served: ask the hub as somebody who may read it")]
    NotServed(u64),
    /// The tiles give no proof.
    #[error("no proof can be made: {0}")]
    Proof(String),
    /// More than an export may hold.
    #[error("it stands on more than {MAX_RECORDS} records: check the register itself")]
    TooMany,
}

impl From<TlogProofError> for ExportError {
    fn from(e: TlogProofError) -> Self {
        Self::Proof(e.to_string())
    }
}

impl From<TreeError<VerifyError>> for ExportError {
    fn from(e: TreeError<VerifyError>) -> Self {
        match e {
            TreeError::Source(e) => Self::Source(e),
            other => Self::Proof(other.to_string()),
        }
    }
}

impl ExportError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Source(e) => e.code(),
            Self::Unknown(_) => "unknown-record",
            Self::NotServed(_) => "not-served",
            Self::Proof(_) => "no-proof",
            Self::TooMany => "export-too-many",
        }
    }
}

impl Export {
    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("an export's maps have text keys");
        bytes.push(b'\n');
        bytes
    }
}

/// What the control records of a register say, kept so that one export doesn't read the whole register again.
#[derive(Debug, Default)]
pub struct Controls {
    size: u64,
    known: Known,
}

/// A record that isn't public, as somebody holds it who may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRecord {
    /// The header's bytes.
    pub header: Vec<u8>,
    /// The signature set's bytes.
    pub signatures: Vec<u8>,
    /// The body, opened; none when it was erased.
    pub body: Option<Vec<u8>>,
}

/// Finds the record at a position that isn't public, for whoever the export is made for; `None` if it is not theirs to
/// read.
pub type Own<'a> = &'a dyn Fn(u64) -> Option<OwnRecord>;

/// Finds a record's position by its id.
pub type Find<'a> = &'a dyn Fn(&RecordId) -> Option<u64>;

impl Controls {
    /// Reads the control records of everything that a source serves.
    pub fn read(source: &dyn Source) -> Result<Self, VerifyError> {
        let mut controls = Self::default();
        controls.update(source)?;
        Ok(controls)
    }

    /// Reads the control records, and where every record stands: for whoever exports many.
    pub fn indexed(source: &dyn Source) -> Result<(Self, HashMap<RecordId, u64>), VerifyError> {
        let (mut controls, mut positions) = (Self::default(), HashMap::new());
        controls.scan(source, |position, id| {
            positions.insert(id, position);
        })?;
        Ok((controls, positions))
    }

    /// Reads those that came since.
    pub fn update(&mut self, source: &dyn Source) -> Result<(), VerifyError> {
        self.scan(source, |_, _| {})
    }

    /// Reads those that came since, and tells every position with its id.
    fn scan(&mut self, source: &dyn Source, mut tell: impl FnMut(u64, RecordId)) -> Result<(), VerifyError> {
        let size = fetch_checkpoint(source)?.unverified().size();
        let width = u64::from(TILE_WIDTH);
        let from = self.size;
        in_order(
            from / width,
            size.div_ceil(width),
            |index| scan_group(source, index, size),
            |group| {
                for (position, entry, served) in group? {
                    if position >= from {
                        tell(position, entry.id);
                        if let Some((header, body)) = served {
                            self.known.learn(position, &header, &body);
                        }
                    }
                }
                Ok::<(), VerifyError>(())
            },
        )?;
        self.size = size;
        Ok(())
    }

    /// Exports the public record at a position.
    pub fn export(&self, source: &dyn Source, position: u64, find: Find<'_>) -> Result<Export, ExportError> {
        self.export_own(source, position, find, &|_| None)
    }

    /// Exports the record at a position for somebody who may read it: with it, an author can prove what was said to a few.
    pub fn export_own(
        &self,
        source: &dyn Source,
        position: u64,
        find: Find<'_>,
        own: Own<'_>,
    ) -> Result<Export, ExportError> {
        let checkpoint = fetch_checkpoint(source)?;
        let mut reader = Reader::new(source, &checkpoint, own)?;
        let target = reader.served(position)?;
        let mut roles = BTreeMap::from([(position, Role::Record)]);
        for id in target.named() {
            roles.insert(find(&id).ok_or(ExportError::Unknown(id))?, Role::Named);
        }
        let mut waiting = needs(&self.known, position, &target.header, target.body.as_deref());
        while let Some(next) = waiting.pop() {
            if roles.get(&next).is_some_and(|role| *role != Role::Named) {
                continue;
            }
            roles.insert(next, Role::Basis);
            if roles.len() > MAX_RECORDS {
                return Err(ExportError::TooMany);
            }
            let served = reader.served(next)?;
            waiting.extend(needs(&self.known, next, &served.header, served.body.as_deref()));
        }
        let id = target.entry.id;
        let records: Result<Vec<_>, _> =
            roles.into_iter().map(|(position, role)| reader.exported(position, role)).collect();
        Ok(Export { comity: VERSION, format: "export".to_owned(), record: id, records: records? })
    }
}

/// Exports the record with this id. Reads every entry to find it; a hub that knows the position uses
/// [`Controls::export`].
pub fn export_record(source: &dyn Source, id: &RecordId) -> Result<Export, ExportError> {
    let (controls, positions) = Controls::indexed(source)?;
    let position = *positions.get(id).ok_or(ExportError::Unknown(*id))?;
    controls.export(source, position, &|id| positions.get(id).copied())
}

/// A position, its entry, and, for a control record, its header and body.
type Scanned = (u64, Entry, Option<(Vec<u8>, Vec<u8>)>);

fn scan_group(source: &dyn Source, index: u64, size: u64) -> Result<Vec<Scanned>, VerifyError> {
    let first = index * u64::from(TILE_WIDTH);
    let Some(bundle) = BundleId::holding(first, size) else { return Ok(Vec::new()) };
    let entries = files::entries(source, bundle)?;
    let read = |bytes: &Vec<u8>| {
        let path = bundle.to_string();
        Entry::from_bytes(bytes).map_err(|e| VerifyError::File { path, code: e.code(), why: e.to_string() })
    };
    let entries: Vec<Entry> = entries.iter().map(read).collect::<Result<_, _>>()?;
    let file = if entries.iter().any(|entry| entry.control) {
        Some(PublicFile::fetch(source, bundle)?)
    } else {
        None
    };
    let publics = file.as_ref().and_then(|file| file.records().ok()).unwrap_or_default();
    let served = |at: usize, entry: &Entry| match publics.get(at) {
        Some(PublicRecord::Whole { header, body, .. }) if entry.control => {
            Some((header.to_vec(), body.to_vec()))
        }
        Some(PublicRecord::BodyApart { header, .. }) if entry.control => {
            let body = source.get(&body_path(&entry.id), MAX_BODY).ok().flatten();
            body.map(|body| (header.to_vec(), body))
        }
        _ => None,
    };
    let numbered = (first..).zip(entries).enumerate();
    Ok(numbered.map(|(at, (position, entry))| (position, entry, served(at, &entry))).collect())
}

/// Reads single records and makes their proofs under one checkpoint.
struct Reader<'a> {
    source: &'a dyn Source,
    own: Own<'a>,
    checkpoint: &'a SignedCheckpoint,
    prover: Prover<Tiles<'a>>,
    bundles: BTreeMap<u64, (Vec<Vec<u8>>, PublicFile)>,
}

/// How many bundles are kept while one export is made.
const KEPT_BUNDLES: usize = 8;

struct Served {
    entry: Entry,
    header: Vec<u8>,
    signatures: Vec<u8>,
    body: Option<Vec<u8>>,
}

impl Served {
    fn named(&self) -> Vec<RecordId> {
        record::Header::from_bytes(&self.header).map_or_else(|_| Vec::new(), |h| h.named().copied().collect())
    }
}

impl<'a> Reader<'a> {
    fn new(
        source: &'a dyn Source,
        checkpoint: &'a SignedCheckpoint,
        own: Own<'a>,
    ) -> Result<Self, ExportError> {
        let prover = Prover::new(checkpoint.unverified().size(), Tiles(source))?;
        Ok(Self { source, own, checkpoint, prover, bundles: BTreeMap::new() })
    }

    fn served(&mut self, position: u64) -> Result<Served, ExportError> {
        let size = self.checkpoint.unverified().size();
        let bundle = BundleId::holding(position, size).ok_or(ExportError::NotServed(position))?;
        if !self.bundles.contains_key(&bundle.index()) {
            if self.bundles.len() >= KEPT_BUNDLES {
                self.bundles.clear();
            }
            let read = (files::entries(self.source, bundle)?, PublicFile::fetch(self.source, bundle)?);
            self.bundles.insert(bundle.index(), read);
        }
        let (entries, file) = &self.bundles[&bundle.index()];
        let at = usize::try_from(position - bundle.first()).unwrap_or(usize::MAX);
        let missing = || ExportError::NotServed(position);
        let entry = entries.get(at).and_then(|bytes| Entry::from_bytes(bytes).ok()).ok_or_else(missing)?;
        if !entry.public {
            let OwnRecord { header, signatures, body } = (self.own)(position).ok_or_else(missing)?;
            return Ok(Served { entry, header, signatures, body });
        }
        let records = file.records().map_err(|e| {
            let path = record::public::public_path(bundle);
            VerifyError::File { path, code: e.code(), why: e.to_string() }
        })?;
        let public = records.get(at).ok_or_else(missing)?;
        let (header, signatures) = public.signed().ok_or_else(missing)?;
        let body = match public {
            PublicRecord::Whole { body, .. } => Some(body.to_vec()),
            PublicRecord::BodyApart { .. } => {
                self.source.get(&body_path(&entry.id), MAX_BODY).map_err(VerifyError::from)?
            }
            PublicRecord::WithoutBody { .. } | PublicRecord::Nothing => None,
        };
        Ok(Served { entry, header: header.to_vec(), signatures: signatures.to_vec(), body })
    }

    fn exported(&mut self, position: u64, role: Role) -> Result<Exported, ExportError> {
        let served = self.served(position)?;
        let hashes = self.prover.inclusion(position)?;
        let proof = TlogProof::new(position, hashes, self.checkpoint.clone())?;
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).map_err(|_| ExportError::NotServed(position));
        // A named record is there to show that it stands in the register, not to tell again what it says.
        let body = if role == Role::Named { None } else { served.body };
        Ok(Exported {
            role,
            entry: hex::encode(served.entry.to_bytes()),
            header: text(served.header)?,
            signatures: text(served.signatures)?,
            body: body.map(text).transpose()?,
            proof: proof.to_string(),
        })
    }
}

/// A source's tiles, as the tree's mathematics asks for them.
struct Tiles<'a>(&'a dyn Source);

impl Hashes for Tiles<'_> {
    type Error = VerifyError;

    fn tile(&self, id: TileId) -> Result<Cow<'_, [u8]>, VerifyError> {
        files::tile(self.0, id).map(Cow::Owned)
    }
}
