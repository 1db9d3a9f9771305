//! The high-water file: the newest checkpoint this hub has published, kept outside the store.
//!
//! A store restored from an old copy verifies as well as a new one. Only something outside it can tell that
//! more was signed. The mark MUST be written after the append is durable and before its checkpoint is
//! published or acknowledged: then it never lags behind what anyone has seen. (A crash between the two
//! leaves a store ahead of its mark, which is harmless: nobody has seen the difference.)
//!
//! Two slots of 512 bytes are written in turn, in place: one small synced write a batch, and a torn one
//! leaves the other slot.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::folder::sync_folder;
use crate::{HASH_LEN, StoreError, sha256};

/// A disk writes so much whole or not at all.
const SLOT: usize = 512;
/// First line of a slot.
const TITLE: &str = "comity high water 1";
/// An origin that still fits a slot with the other lines.
const MAX_ORIGIN: usize = 255;

/// A log and how far it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The log.
    pub origin: String,
    /// Records under the checkpoint.
    pub size: u64,
    /// Root over them.
    pub root: [u8; HASH_LEN],
}

/// The file, open for the one process that publishes.
pub struct HighWater {
    file: File,
    sequence: u64,
    mark: Option<Mark>,
}

impl HighWater {
    /// Opens or makes the file. It MUST lie outside the data folder and outside its backups.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).mode(0o600);
        let mut file = match options.open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let mut file = options.create_new(true).open(path)?;
                file.write_all(&[0; 2 * SLOT])?;
                file.sync_all()?;
                sync_folder(path)?;
                file
            }
            Err(error) => return Err(error.into()),
        };
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(0))?;
        Read::by_ref(&mut file).take(2 * SLOT as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() < 2 * SLOT {
            // A crash while the file was made: nothing was published yet.
            file.set_len(2 * SLOT as u64)?;
            file.sync_all()?;
            bytes.resize(2 * SLOT, 0);
        }
        let newest = bytes.chunks(SLOT).filter_map(parse_slot).max_by_key(|(sequence, _)| *sequence);
        if newest.is_none() && bytes.iter().any(|byte| *byte != 0) {
            return Err(StoreError::Format(
                "the high-water file can't be read; restore it or name another".into(),
            ));
        }
        let (sequence, mark) = newest.map_or((0, None), |(sequence, mark)| (sequence, Some(mark)));
        Ok(Self { file, sequence, mark })
    }

    /// The newest mark.
    pub fn mark(&self) -> Option<&Mark> {
        self.mark.as_ref()
    }

    /// Writes the mark durably. On an error the caller MUST NOT publish the checkpoint and MUST stop.
    ///
    /// A mark of the same log never goes back; a mark of another log begins anew, which the caller may only
    /// do when it opens a new log.
    pub fn advance(&mut self, mark: &Mark) -> Result<(), StoreError> {
        if let Some(old) = &self.mark
            && old.origin == mark.origin
            && (mark.size < old.size || (mark.size == old.size && mark.root != old.root))
        {
            return Err(StoreError::Format(
                "the high-water mark would go back: this is an older history".into(),
            ));
        }
        if self.mark.as_ref() == Some(mark) {
            return Ok(());
        }
        let sequence = self.sequence + 1;
        let at = if sequence.is_multiple_of(2) { 0 } else { SLOT as u64 };
        let slot = write_slot(sequence, mark)?;
        self.file.seek(SeekFrom::Start(at))?;
        self.file.write_all(&slot)?;
        self.file.sync_data()?;
        // Durable: from here on a store behind this mark takes no append.
        self.sequence = sequence;
        self.mark = Some(mark.clone());
        Ok(())
    }
}

fn write_slot(sequence: u64, mark: &Mark) -> Result<[u8; SLOT], StoreError> {
    if mark.origin.len() > MAX_ORIGIN || mark.origin.contains('\n') {
        return Err(StoreError::TooLarge { what: "the log's origin", limit: MAX_ORIGIN as u64 });
    }
    let text = format!("{TITLE}\n{sequence}\n{}\n{}\n{}\n", mark.origin, mark.size, hex(&mark.root));
    let text = format!("{text}{}\n", hex(&sha256(text.as_bytes())));
    let mut slot = [0; SLOT];
    slot[..text.len()].copy_from_slice(text.as_bytes());
    Ok(slot)
}

fn parse_slot(slot: &[u8]) -> Option<(u64, Mark)> {
    let end = slot.iter().position(|byte| *byte == 0)?;
    let text = std::str::from_utf8(&slot[..end]).ok()?;
    let (body, digest) = text.strip_suffix('\n')?.rsplit_once('\n')?;
    if hex(&sha256(format!("{body}\n").as_bytes())) != digest {
        return None;
    }
    let mut lines = body.lines();
    if lines.next()? != TITLE {
        return None;
    }
    let sequence = lines.next()?.parse().ok()?;
    let origin = lines.next()?.to_owned();
    let size = lines.next()?.parse().ok()?;
    let root = unhex(lines.next()?)?;
    Some((sequence, Mark { origin, size, root }))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex(text: &str) -> Option<[u8; HASH_LEN]> {
    let mut out = [0; HASH_LEN];
    if text.len() != 2 * HASH_LEN || !text.is_ascii() {
        return None;
    }
    for (byte, at) in out.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    Some(out)
}
