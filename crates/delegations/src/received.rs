//! Files that arrived with a statement, from the moment an officer uploads one until its record is in the register. They lie
//! sealed like everything here, in parts: a scanned note verbale is larger than a document may be.

use serde::{Deserialize, Serialize};

use crate::{DelegationError, Document, Drawer, drafts};

/// The largest file that the page takes: a note verbale of ten scanned pages. Larger ones are entered from the command line.
pub const MAX_FILE: usize = 4 * 1024 * 1024;

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

fn key(draft: [u8; 16], number: u32) -> Vec<u8> {
    [&draft[..], &number.to_be_bytes()].concat()
}

/// Keeps the file of a draft, in the place of one that there was.
pub fn keep(drawer: &Drawer<'_>, draft: [u8; 16], bytes: &[u8]) -> Result<(), DelegationError> {
    if bytes.is_empty() || bytes.len() > MAX_FILE {
        return Err(DelegationError::Field { field: "file", why: "a file has from 1 byte to 4 MiB" });
    }
    forget(drawer, draft)?;
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
    for part in drawer.of_owner::<Part>(&draft)? {
        drawer.remove::<Part>(&part.key())?;
    }
    Ok(())
}
