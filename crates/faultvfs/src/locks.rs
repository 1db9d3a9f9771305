//! SQLite's five lock levels on a file, between connections of this process.

use std::collections::BTreeMap;

use rusqlite::ffi;

/// Who holds which level of a file.
#[derive(Default)]
pub(crate) struct Locks(BTreeMap<u64, i32>);

impl Locks {
    /// Raises the lock of a handle; `false` if others stand in the way.
    pub(crate) fn raise(&mut self, handle: u64, level: i32) -> bool {
        let highest = self.0.iter().filter(|(other, _)| **other != handle).map(|(_, held)| *held).max();
        let highest = highest.unwrap_or(ffi::SQLITE_LOCK_NONE);
        let granted = match level {
            ffi::SQLITE_LOCK_SHARED => highest < ffi::SQLITE_LOCK_PENDING,
            ffi::SQLITE_LOCK_RESERVED => highest < ffi::SQLITE_LOCK_RESERVED,
            _ => highest == ffi::SQLITE_LOCK_NONE,
        };
        let held = self.0.entry(handle).or_insert(ffi::SQLITE_LOCK_NONE);
        if granted {
            *held = (*held).max(level);
        } else if level == ffi::SQLITE_LOCK_EXCLUSIVE && highest < ffi::SQLITE_LOCK_RESERVED {
            // Waits for readers to leave; no new one comes in.
            *held = ffi::SQLITE_LOCK_PENDING;
        }
        granted
    }

    pub(crate) fn lower(&mut self, handle: u64, level: i32) {
        if level == ffi::SQLITE_LOCK_NONE {
            self.0.remove(&handle);
        } else if let Some(held) = self.0.get_mut(&handle) {
            *held = (*held).min(level);
        }
    }

    pub(crate) fn reserved(&self) -> bool {
        self.0.values().any(|held| *held >= ffi::SQLITE_LOCK_RESERVED)
    }
}
