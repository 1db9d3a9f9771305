//! The register's entry: 74 bytes for each record, with nothing in it that says who, what or to whom.

use crate::hash::{Hash, RecordId};
use thiserror::Error;

/// The length of an entry in bytes: version 1, flags 1, time 8, record id 32, signature set digest 32.
pub const ENTRY_LEN: usize = 74;

const VERSION: u8 = 0x01;
const PUBLIC: u8 = 0b01;
const CONTROL: u8 = 0b10;

/// One entry of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The record's header must be served to anybody, and its body until an erasure names it.
    pub public: bool,
    /// The record changes what may be said: genesis, keys, revocations, catalogue. Always public.
    pub control: bool,
    /// Time of acceptance, in seconds since 1970, never decreasing along the register.
    pub time: u64,
    /// The record's id.
    pub id: RecordId,
    /// SHA-256 of the stored signature set.
    pub signatures: Hash,
}

/// Why 74 bytes, or more, or fewer, are no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EntryError {
    /// Another length than [`ENTRY_LEN`].
    #[error("an entry has 74 bytes, this has {0}")]
    Length(usize),
    /// The first byte is not `0x01`.
    #[error("entry version {0:#04x} is not known to this version of Comity: upgrade it")]
    Version(u8),
    /// A flag that this version doesn't know, or a control entry that is not public.
    #[error("entry flags {0:#04x} are not valid")]
    Flags(u8),
}

impl EntryError {
    /// The stable code of this error.
    pub fn code(self) -> &'static str {
        match self {
            Self::Length(_) => "entry-length",
            Self::Version(_) => "entry-version",
            Self::Flags(_) => "entry-flags",
        }
    }
}

impl Entry {
    /// The 74 bytes.
    pub fn to_bytes(&self) -> [u8; ENTRY_LEN] {
        let mut out = [0; ENTRY_LEN];
        out[0] = VERSION;
        out[1] = (u8::from(self.public) * PUBLIC) | (u8::from(self.control) * CONTROL);
        out[2..10].copy_from_slice(&self.time.to_be_bytes());
        out[10..42].copy_from_slice(&self.id.0);
        out[42..].copy_from_slice(&self.signatures.0);
        out
    }

    /// Reads 74 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EntryError> {
        let bytes: &[u8; ENTRY_LEN] = bytes.try_into().map_err(|_| EntryError::Length(bytes.len()))?;
        if bytes[0] != VERSION {
            return Err(EntryError::Version(bytes[0]));
        }
        let flags = bytes[1];
        let (public, control) = (flags & PUBLIC != 0, flags & CONTROL != 0);
        if flags & !(PUBLIC | CONTROL) != 0 || (control && !public) {
            return Err(EntryError::Flags(flags));
        }
        let take = |from: usize| -> [u8; 32] {
            let mut out = [0; 32];
            out.copy_from_slice(&bytes[from..from + 32]);
            out
        };
        let mut time = [0; 8];
        time.copy_from_slice(&bytes[2..10]);
        Ok(Self {
            public,
            control,
            time: u64::from_be_bytes(time),
            id: RecordId(take(10)),
            signatures: Hash(take(42)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_read_writes_back_the_same(bytes in proptest::collection::vec(any::<u8>(), 70..80)) {
            if let Ok(entry) = Entry::from_bytes(&bytes) {
                prop_assert_eq!(entry.to_bytes().to_vec(), bytes);
            }
        }

        #[test]
        fn what_is_written_reads_back(public: bool, control: bool, time: u64, id: [u8; 32], set: [u8; 32]) {
            let entry = Entry { public: public || control, control, time, id: RecordId(id), signatures: Hash(set) };
            prop_assert_eq!(Entry::from_bytes(&entry.to_bytes()), Ok(entry));
        }
    }

    #[test]
    fn unknown_versions_and_flags_are_refused() {
        let mut bytes = [0; ENTRY_LEN];
        assert_eq!(Entry::from_bytes(&bytes), Err(EntryError::Version(0)));
        bytes[0] = 1;
        for flags in [0b10, 0b100, 0xff] {
            bytes[1] = flags;
            assert_eq!(Entry::from_bytes(&bytes), Err(EntryError::Flags(flags)));
        }
        assert_eq!(Entry::from_bytes(&bytes[1..]), Err(EntryError::Length(73)));
    }
}
