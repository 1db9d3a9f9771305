//! One group of 256 entries: everything that can be checked of it without knowing what came before, on any core.

use crate::files::{self, PublicFile};
use crate::{Finding, Source, VerifyError};
use record::body::MAX_BODY;
use record::merkle::leaf_hash;
use record::public::{INLINE_BODY, PublicRecord, body_path};
use record::submission::Digested;
use record::tile::{BundleId, TileId};
use record::{Entry, Hash, Unverified, Verified};

/// What a group's files say, checked against one another.
pub(crate) struct Group {
    pub first: u64,
    pub leaves: Vec<Hash>,
    /// The first entry whose hash isn't in the level-0 tile.
    pub differs_from_tile: Option<u64>,
    pub records: Vec<Checked>,
    /// What is wrong with the bundle as a whole.
    pub finding: Option<Finding>,
}

/// One entry with its record.
pub(crate) struct Checked {
    /// None when the 74 bytes are no entry.
    pub entry: Option<Entry>,
    pub state: Served,
}

/// What is served of a record.
pub(crate) enum Served {
    /// Nothing, rightly.
    Restricted,
    /// It is the record, and its signatures hold. Only control records keep their body from here on.
    Record { record: Box<Verified>, body: ServedBody },
    /// It isn't served, or something else is.
    Withheld(Finding),
    /// The bytes are those the entry commits to, and they are no record whose signatures hold.
    Void(Finding),
}

/// What is served of a body.
pub(crate) enum ServedBody {
    Whole,
    /// Not at all. Right if an erasure names it; if not, this is what is wrong.
    Gone(Finding),
}

/// Reads and checks the group of this index in a register of `size` entries.
pub(crate) fn check(source: &dyn Source, index: u64, size: u64) -> Result<Group, VerifyError> {
    let first = index * u64::from(record::tile::TILE_WIDTH);
    let missing = || VerifyError::Missing(format!("the group of record {first}"));
    let bundle = BundleId::holding(first, size).ok_or_else(missing)?;
    let entries = files::entries(source, bundle)?;
    let leaves: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry)).collect();
    let tile = TileId::holding(0, first, size).ok_or_else(missing)?;
    let hashes = files::tile(source, tile)?;
    let differs = hashes.chunks_exact(32).zip(&leaves).position(|(hash, leaf)| *hash != leaf.0);
    let differs_from_tile = differs.map(|at| first + at as u64);

    let (file, mut finding) = match PublicFile::fetch(source, bundle) {
        Ok(file) => (Some(file), None),
        Err(VerifyError::Missing(path)) => {
            (None, Some(Finding::fault(first, "public-bundle-missing", format!("{path} is not served"))))
        }
        Err(e) => return Err(e),
    };
    let publics = match file.as_ref().map(PublicFile::records) {
        Some(Ok(records)) => records,
        Some(Err(e)) => {
            finding = Some(Finding::fault(first, e.code(), e.to_string()));
            Vec::new()
        }
        None => Vec::new(),
    };
    let mut records = Vec::with_capacity(entries.len());
    for (at, (position, entry)) in (first..).zip(&entries).enumerate() {
        let public = publics.get(at).copied().unwrap_or(PublicRecord::Nothing);
        records.push(check_one(source, position, entry, public)?);
    }
    Ok(Group { first, leaves, differs_from_tile, records, finding })
}

fn check_one(
    source: &dyn Source,
    position: u64,
    entry: &[u8],
    public: PublicRecord<'_>,
) -> Result<Checked, VerifyError> {
    let entry = match Entry::from_bytes(entry) {
        Ok(entry) => entry,
        Err(e) => {
            let state = Served::Void(Finding::fault(position, e.code(), e.to_string()));
            return Ok(Checked { entry: None, state });
        }
    };
    let state = match (entry.public, public.signed()) {
        (false, None) => Served::Restricted,
        (false, Some(_)) => {
            let message = "the public bundle holds it, and it is not flagged public: tell the hub";
            Served::Void(Finding::fault(position, "restricted-served", message))
        }
        (true, None) => {
            let message = "WITHHELD: it is flagged public and not served";
            Served::Withheld(Finding::fault(position, withheld_code(&entry), message))
        }
        (true, Some((header, signatures))) => {
            check_public(source, position, &entry, (header, signatures), public)?
        }
    };
    Ok(Checked { entry: Some(entry), state })
}

pub(crate) fn withheld_code(entry: &Entry) -> &'static str {
    if entry.control { "withheld-control" } else { "withheld" }
}

fn check_public(
    source: &dyn Source,
    position: u64,
    entry: &Entry,
    (header, signatures): (&[u8], &[u8]),
    public: PublicRecord<'_>,
) -> Result<Served, VerifyError> {
    let withheld = |code, message: &str| Ok(Served::Withheld(Finding::fault(position, code, message)));
    let sent = Digested::new(header.to_vec(), signatures.to_vec());
    if sent.id() != entry.id {
        return withheld(
            "header-digest",
            "WITHHELD: the header that is served is not the one in the register",
        );
    }
    if sent.signature_digest() != entry.signatures {
        return withheld(
            "signatures-digest",
            "WITHHELD: the signature set that is served is not the one in the register",
        );
    }
    let verified = match sent.read(None).and_then(Unverified::verify) {
        Ok(verified) => verified,
        Err(e) => {
            let message = format!("the hub accepted what is no record: {e}");
            return Ok(Served::Void(Finding::fault(position, e.code(), message)));
        }
    };
    let mut record = Box::new(verified);
    let body = served_body(source, position, entry, &mut record, public)?;
    Ok(Served::Record { record, body })
}

fn served_body(
    source: &dyn Source,
    position: u64,
    entry: &Entry,
    record: &mut Verified,
    public: PublicRecord<'_>,
) -> Result<ServedBody, VerifyError> {
    let gone = |code, message: &str| Ok(ServedBody::Gone(Finding::fault(position, code, message)));
    let apart;
    let bytes = match public {
        PublicRecord::Whole { body, .. } => body,
        PublicRecord::BodyApart { .. } if record.header.body.bytes <= INLINE_BODY as u64 => {
            return gone(
                "public-bundle-state",
                "WITHHELD: its body is short and doesn't stand in the bundle",
            );
        }
        PublicRecord::BodyApart { .. } => match source.get(&body_path(&entry.id), MAX_BODY)? {
            Some(bytes) => {
                apart = bytes;
                &apart
            }
            None => return gone(withheld_code(entry), "WITHHELD: its body is not served"),
        },
        PublicRecord::WithoutBody { .. } | PublicRecord::Nothing => {
            let message = "WITHHELD: its body is not served, and no erasure names it";
            return gone(withheld_code(entry), message);
        }
    };
    if record.header.body.check(bytes).is_err() {
        return gone("body-digest", "WITHHELD: the body that is served is not the one that its header names");
    }
    if entry.control {
        record.body_bytes = Some(bytes.to_vec());
    }
    Ok(ServedBody::Whole)
}
