//! A disk in memory for tests of the store: forgets what wasn't synced, fails or stops at any write.
//!
//! This is the only crate with `unsafe`: SQLite calls a file system through a table of C functions and shares
//! memory between its connections, and neither can be offered from safe Rust. No product depends on it; the
//! store's tests do. The unsafe part is the glue in `vfs` and `shm`; what the disk does is safe code in `disk`.
#![allow(unsafe_code)]

mod disk;
mod locks;
mod shm;
mod vfs;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use disk::{Change, Fault, FaultKind, Image, Operation, Survival};

/// A disk with a name under which SQLite opens files on it.
pub struct Disk {
    state: Arc<Mutex<disk::State>>,
    name: String,
}

impl Default for Disk {
    fn default() -> Self {
        Self::new()
    }
}

impl Disk {
    /// An empty disk, registered with SQLite under a name of its own until the process ends.
    pub fn new() -> Self {
        let state = Arc::new(Mutex::new(disk::State::default()));
        let name = vfs::register(Arc::clone(&state));
        Self { state, name }
    }

    /// The name to open connections with.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What was changed since the last [`plan`](Self::plan), in order.
    pub fn operations(&self) -> Vec<Operation> {
        self.lock().operations.clone()
    }

    /// Forgets the list of operations and arms a fault at one of the next ones.
    pub fn plan(&self, fault: Option<Fault>) {
        let mut state = self.lock();
        state.operations.clear();
        state.fault = fault;
    }

    /// Limits the sum of all file lengths; writes beyond it fail as on a full disk.
    pub fn set_capacity(&self, bytes: Option<u64>) {
        self.lock().capacity = bytes;
    }

    /// The sum of all file lengths.
    pub fn used(&self) -> u64 {
        self.lock().used()
    }

    /// From now on nothing is read or changed any more, as after a power cut.
    pub fn power_off(&self) {
        self.lock().off = true;
    }

    /// Turns the power on again: of what wasn't synced, only what `survival` says is there.
    ///
    /// All connections MUST be closed, else it panics.
    pub fn crash(&self, survival: Survival) {
        self.lock().crash(survival);
    }

    /// A copy of all files with what isn't synced yet. All connections MUST be closed, else it panics.
    pub fn image(&self) -> Image {
        self.lock().image()
    }

    /// Puts back a copy, with power on and no fault. All connections MUST be closed, else it panics.
    pub fn load(&self, image: &Image) {
        self.lock().load(image);
    }

    fn lock(&self) -> MutexGuard<'_, disk::State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
