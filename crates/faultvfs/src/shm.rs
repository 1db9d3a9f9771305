//! The memory that connections in WAL mode share, and its eight locks.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{c_int, c_void};

use rusqlite::ffi;

/// Shared memory of one database.
#[derive(Default)]
pub(crate) struct Shared {
    regions: Vec<Region>,
    /// Slot and handle; `true` for exclusive.
    locks: BTreeMap<(c_int, u64), bool>,
    users: BTreeSet<u64>,
}

/// One region, at a fixed address until dropped. SQLite orders access to it by the locks and barriers.
struct Region {
    words: *mut u64,
    count: usize,
}

// SAFETY: the pointer is owned by the region and only handed out; who touches the memory through it is
// ordered by SQLite's own locks, as with memory mapped from a file.
unsafe impl Send for Region {}

impl Region {
    fn new(bytes: usize) -> Self {
        let words = vec![0u64; bytes.div_ceil(8)].into_boxed_slice();
        let count = words.len();
        Self { words: Box::into_raw(words).cast(), count }
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        // SAFETY: made by `Box::into_raw` from a boxed slice of `count` words in `new`, dropped once; the
        // last connection has unmapped it.
        drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(self.words, self.count)) });
    }
}

impl Shared {
    /// The address of a region, or null if it isn't there and isn't to be made.
    pub(crate) fn map(&mut self, handle: u64, region: usize, bytes: usize, extend: bool) -> *mut c_void {
        self.users.insert(handle);
        while extend && self.regions.len() <= region {
            self.regions.push(Region::new(bytes));
        }
        self.regions.get(region).map_or(std::ptr::null_mut(), |region| region.words.cast())
    }

    /// Takes or gives back `count` locks from `first`; `false` if others stand in the way.
    pub(crate) fn lock(&mut self, handle: u64, first: c_int, count: c_int, flags: c_int) -> bool {
        let slots = first..first + count;
        if flags & ffi::SQLITE_SHM_UNLOCK != 0 {
            self.locks.retain(|(slot, holder), _| *holder != handle || !slots.contains(slot));
            return true;
        }
        let exclusive = flags & ffi::SQLITE_SHM_EXCLUSIVE != 0;
        let blocked = self
            .locks
            .iter()
            .any(|((slot, holder), held)| *holder != handle && slots.contains(slot) && (exclusive || *held));
        if !blocked {
            self.locks.extend(slots.map(|slot| ((slot, handle), exclusive)));
        }
        !blocked
    }

    /// Forgets a handle; `true` if it was the last.
    pub(crate) fn unmap(&mut self, handle: u64) -> bool {
        self.locks.retain(|(_, holder), _| *holder != handle);
        self.users.remove(&handle);
        self.users.is_empty()
    }
}
