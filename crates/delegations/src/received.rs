//! Files that arrived with a statement, from the moment an officer uploads one until its record is in the register. They lie
//! sealed like everything here, in parts: a scanned note verbale is larger than a document may be.

use policy::Seat;
use serde::{Deserialize, Serialize};

use crate::{DelegationError, Document, Drawer, drafts, seat_key};

/// The largest file that the page takes: a note verbale of ten scanned pages. Larger ones are entered from the command line.
pub const MAX_FILE: usize = 4 * 1024 * 1024;

/// The most that the files of one seat's open transmissions take together: those of a hundred notes of ten scanned pages at
/// 200 dots an inch, or forty of the largest. A State's yearly round of views has fewer.
pub const MAX_SEAT: u64 = 160 * 1024 * 1024;

/// Bytes of one part: written as hexadecimal digits they stay below the store's limit for a document.
const PART: usize = 1_500_000;

/// A part of a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    /// The draft that the file came with.
    draft: [u8; 16],
    /// Which part, from 0.
    number: u32,
    /// When it was kept, in seconds since 1970.
    kept: u64,
    /// Its bytes.
    hex: String,
}

impl Document for Part {
    const DRAWER: &'static str = "received-files";
    fn key(&self) -> Vec<u8> {
        key(self.draft, self.number)
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(self.draft.to_vec())
    }
    fn expires(&self) -> Option<u64> {
        Some(self.kept + drafts::KEPT)
    }
}

/// How large the file of a draft is: to add up those of a seat, none of them is read.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Size {
    draft: [u8; 16],
    #[serde(with = "crate::as_text::one")]
    seat: Seat,
    kept: u64,
    bytes: u64,
}

impl Document for Size {
    const DRAWER: &'static str = "received-sizes";
    fn key(&self) -> Vec<u8> {
        self.draft.to_vec()
    }
    fn owner(&self) -> Option<Vec<u8>> {
        Some(seat_key(&self.seat))
    }
    fn expires(&self) -> Option<u64> {
        Some(self.kept + drafts::KEPT)
    }
}

fn key(draft: [u8; 16], number: u32) -> Vec<u8> {
    [&draft[..], &number.to_be_bytes()].concat()
}

/// Keeps the file of a seat's draft, in the place of one that there was, if the files of all its drafts leave room.
pub fn keep(drawer: &Drawer<'_>, seat: &Seat, draft: [u8; 16], bytes: &[u8]) -> Result<(), DelegationError> {
    keep_among(drawer, seat, draft, bytes, MAX_SEAT)
}

fn keep_among(
    drawer: &Drawer<'_>,
    seat: &Seat,
    draft: [u8; 16],
    bytes: &[u8],
    most: u64,
) -> Result<(), DelegationError> {
    if bytes.is_empty() || bytes.len() > MAX_FILE {
        return Err(DelegationError::Field { field: "file", why: "a file has from 1 byte to 4 MiB" });
    }
    forget(drawer, draft)?;
    let others: u64 = drawer.of_owner::<Size>(&seat_key(seat))?.iter().map(|size| size.bytes).sum();
    let size = Size { draft, seat: seat.clone(), kept: drawer.now(), bytes: bytes.len() as u64 };
    if others + size.bytes > most {
        return Err(DelegationError::FilesFull(most >> 20));
    }
    drawer.put(&size)?;
    for (number, part) in (0..).zip(bytes.chunks(PART)) {
        drawer.put(&Part { draft, number, kept: drawer.now(), hex: hex::encode(part) })?;
    }
    Ok(())
}

/// The file of a draft.
pub fn find(drawer: &Drawer<'_>, draft: [u8; 16]) -> Result<Option<Vec<u8>>, DelegationError> {
    let mut parts: Vec<Part> = drawer.of_owner(&draft)?;
    parts.sort_by_key(|part| part.number);
    let mut bytes = Vec::new();
    for part in &parts {
        bytes.extend(hex::decode(&part.hex).map_err(|_| DelegationError::Form(Part::DRAWER))?);
    }
    Ok((!parts.is_empty()).then_some(bytes))
}

/// Removes the file of a draft.
pub fn forget(drawer: &Drawer<'_>, draft: [u8; 16]) -> Result<(), DelegationError> {
    drawer.remove::<Size>(&draft)?;
    for part in drawer.of_owner::<Part>(&draft)? {
        drawer.remove::<Part>(&part.key())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Desk;
    use sealing::{HubKey, Sealer};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU8, Ordering};

    #[test]
    fn the_files_of_one_desk_take_bounded_room_and_anothers_are_not_counted() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = store::Workspace::open(&folder.path().join("workspace.db")).unwrap();
        let drawn = AtomicU8::new(0);
        let random = move |bytes: &mut [u8]| bytes.fill(drawn.fetch_add(1, Ordering::Relaxed));
        let sealer = Sealer::new(&HubKey::from_bytes([3; 32]));
        let desk = Desk::new(Arc::new(workspace), Arc::new(sealer), Arc::new(random));
        let [seat, other] = ["arf", "lagoon"].map(|id| Seat::Mechanism(id.to_owned()));
        let keep = |seat: &Seat, draft: u8, size: usize| {
            let kept = desk.together(10, |d| keep_among(d, seat, [draft; 16], &vec![b'x'; size], 100));
            kept.map_err(|error| error.code())
        };
        assert_eq!([keep(&seat, 1, 60), keep(&seat, 2, 40)], [Ok(()), Ok(())]);
        assert_eq!(keep(&seat, 3, 1), Err("files-full"));
        assert_eq!(keep(&other, 4, 100), Ok(()));
        // Another file in the place of one has its room; one that is refused leaves the first; one that goes gives it back.
        assert_eq!(keep(&seat, 1, 50), Ok(()));
        assert_eq!(keep(&seat, 1, 61), Err("files-full"));
        assert_eq!(desk.look(10, |d| find(d, [1; 16])).unwrap().map(|file| file.len()), Some(50));
        desk.together(10, |d| forget(d, [2; 16])).unwrap();
        assert_eq!(keep(&seat, 3, 50), Ok(()));
    }
}
