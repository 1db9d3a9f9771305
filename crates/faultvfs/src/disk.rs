//! What the disk holds, what of it would survive, and which operation is to fail. No `unsafe` here.

use fastrand::Rng;
use std::collections::BTreeMap;

use crate::locks::Locks;
use crate::shm::Shared;

/// What a power cut can't split further.
const SECTOR: usize = 512;

/// One kind of change to the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A file was made.
    Create,
    /// Bytes were written.
    Write,
    /// A file was cut.
    Truncate,
    /// A file was synced.
    Sync,
    /// A file was deleted.
    Delete,
}

/// One change, for the tables of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// What was asked.
    pub change: Change,
    /// Of which file.
    pub file: String,
    /// At which offset (or new length).
    pub offset: u64,
    /// How many bytes.
    pub length: u64,
}

/// How the operation fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It isn't done and an error is reported; the disk goes on. A sync that fails so has lost the changes:
    /// a later sync doesn't bring them back.
    FailLost,
    /// It is done and an error is reported; the disk goes on.
    FailDone,
    /// It isn't done and the power goes.
    StopLost,
    /// It is done and the power goes before anyone hears.
    StopDone,
}

/// A failure to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Number of the operation, from 0.
    pub at: usize,
    /// What happens there.
    pub kind: FaultKind,
}

/// What a power cut leaves of the changes that weren't synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Survival {
    /// Nothing.
    Nothing,
    /// Everything.
    Everything,
    /// The first changes of each file, up to a random one, which is torn.
    Prefix(u64),
    /// Any of their sectors, some torn.
    Subset(u64),
}

/// What an operation is to do, after the plan was asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Do,
    DoAndFail,
    Fail,
}

#[derive(Clone)]
enum Unsynced {
    Write { offset: usize, bytes: Vec<u8> },
    Truncate(usize),
}

#[derive(Clone, Default)]
pub(crate) struct File {
    /// What programs see; `None` once deleted.
    current: Option<Vec<u8>>,
    /// What is surely on the disk; `None` if the name isn't.
    durable: Option<Vec<u8>>,
    unsynced: Vec<Unsynced>,
    /// Made and not yet synced. As SQLite's own VFS does for journals and logs, the first sync of such a
    /// file syncs the folder too, and with it the deletions in it.
    new: bool,
}

/// All files of a disk at a moment.
#[derive(Clone, Default)]
pub struct Image(BTreeMap<String, File>);

#[derive(Default)]
pub(crate) struct State {
    files: BTreeMap<String, File>,
    pub(crate) locks: BTreeMap<String, Locks>,
    pub(crate) shared: BTreeMap<String, Shared>,
    pub(crate) handles: u64,
    pub(crate) open: u64,
    pub(crate) operations: Vec<Operation>,
    pub(crate) fault: Option<Fault>,
    pub(crate) capacity: Option<u64>,
    pub(crate) off: bool,
}

impl State {
    /// Notes an operation and says what becomes of it.
    fn judge(&mut self, change: Change, file: &str, offset: usize, length: usize) -> Verdict {
        if self.off {
            return Verdict::Fail;
        }
        let number = self.operations.len();
        self.operations.push(Operation {
            change,
            file: file.to_owned(),
            offset: offset as u64,
            length: length as u64,
        });
        match self.fault {
            Some(fault) if fault.at == number => {
                self.off = matches!(fault.kind, FaultKind::StopLost | FaultKind::StopDone);
                match fault.kind {
                    FaultKind::FailLost | FaultKind::StopLost => Verdict::Fail,
                    FaultKind::FailDone | FaultKind::StopDone => Verdict::DoAndFail,
                }
            }
            _ => Verdict::Do,
        }
    }

    pub(crate) fn exists(&self, name: &str) -> bool {
        self.files.get(name).is_some_and(|file| file.current.is_some())
    }

    /// Whether the name is there after the call, and whether the call failed.
    pub(crate) fn create(&mut self, name: &str) -> Verdict {
        let verdict = self.judge(Change::Create, name, 0, 0);
        if verdict != Verdict::Fail {
            let file = self.files.entry(name.to_owned()).or_default();
            file.current = Some(Vec::new());
            file.unsynced = vec![Unsynced::Truncate(0)];
            file.new = true;
        }
        verdict
    }

    pub(crate) fn content(&self, name: &str) -> Option<&Vec<u8>> {
        if self.off {
            return None;
        }
        self.files.get(name)?.current.as_ref()
    }

    /// How much was written, or what failed.
    pub(crate) fn write(&mut self, name: &str, offset: usize, bytes: &[u8]) -> Result<(), WriteError> {
        let verdict = self.judge(Change::Write, name, offset, bytes.len());
        if verdict == Verdict::Fail {
            return Err(WriteError::Io);
        }
        let used = self.used();
        let room = self.capacity.map_or(u64::MAX, |capacity| capacity.saturating_sub(used));
        let Some(file) = self.files.get_mut(name) else { return Err(WriteError::Io) };
        let Some(current) = file.current.as_mut() else { return Err(WriteError::Io) };
        let growth = (offset + bytes.len()).saturating_sub(current.len());
        let excess = usize::try_from((growth as u64).saturating_sub(room)).unwrap_or(usize::MAX);
        let kept = &bytes[..bytes.len() - excess.min(bytes.len())];
        let change = Unsynced::Write { offset, bytes: kept.to_vec() };
        change.apply(current);
        file.unsynced.push(change);
        if excess > 0 {
            return Err(WriteError::Full);
        }
        if verdict == Verdict::Do { Ok(()) } else { Err(WriteError::Io) }
    }

    pub(crate) fn truncate(&mut self, name: &str, length: usize) -> Verdict {
        let verdict = self.judge(Change::Truncate, name, length, 0);
        if let Some(file) = self.files.get_mut(name)
            && let Some(current) = file.current.as_mut()
            && verdict != Verdict::Fail
        {
            let change = Unsynced::Truncate(length);
            change.apply(current);
            file.unsynced.push(change);
        }
        verdict
    }

    pub(crate) fn sync(&mut self, name: &str) -> Verdict {
        let was_off = self.off;
        let verdict = self.judge(Change::Sync, name, 0, 0);
        let Some(file) = self.files.get_mut(name) else { return verdict };
        if verdict == Verdict::Fail {
            // After a failed sync systems mark the pages clean: the next sync skips them. When the power
            // goes instead, what is in flight may still arrive.
            if !was_off && !self.off {
                file.unsynced.clear();
            }
            return verdict;
        }
        if file.current.is_some() {
            let durable = file.durable.get_or_insert_default();
            for change in file.unsynced.drain(..) {
                change.apply(durable);
            }
            if std::mem::take(&mut file.new) {
                self.files.retain(|_, file| file.current.is_some());
            }
        }
        verdict
    }

    pub(crate) fn delete(&mut self, name: &str, synced: bool) -> Verdict {
        let verdict = self.judge(Change::Delete, name, 0, 0);
        if verdict != Verdict::Fail
            && let Some(file) = self.files.get_mut(name)
        {
            file.current = None;
            file.unsynced.clear();
            if synced {
                self.files.remove(name);
            }
        }
        verdict
    }

    pub(crate) fn used(&self) -> u64 {
        self.files.values().filter_map(|file| file.current.as_ref()).map(|bytes| bytes.len() as u64).sum()
    }

    pub(crate) fn crash(&mut self, survival: Survival) {
        self.rest();
        let mut chance = Rng::with_seed(match survival {
            Survival::Prefix(seed) | Survival::Subset(seed) => seed,
            _ => 0,
        });
        for file in self.files.values_mut() {
            file.crash(survival, &mut chance);
        }
        self.files.retain(|_, file| file.durable.is_some());
    }

    pub(crate) fn image(&self) -> Image {
        assert_eq!(self.open, 0, "close all connections first");
        Image(self.files.clone())
    }

    pub(crate) fn load(&mut self, image: &Image) {
        self.rest();
        self.files.clone_from(&image.0);
        self.capacity = None;
    }

    /// No connection, no lock, no shared memory, no fault, power on.
    fn rest(&mut self) {
        assert_eq!(self.open, 0, "close all connections first");
        self.locks.clear();
        self.shared.clear();
        self.operations.clear();
        self.fault = None;
        self.off = false;
    }
}

/// Why a write failed.
pub(crate) enum WriteError {
    Io,
    Full,
}

impl Unsynced {
    fn apply(&self, to: &mut Vec<u8>) {
        match self {
            Self::Truncate(length) => to.truncate(*length),
            Self::Write { offset, bytes } => {
                if to.len() < offset + bytes.len() {
                    to.resize(offset + bytes.len(), 0);
                }
                to[*offset..offset + bytes.len()].copy_from_slice(bytes);
            }
        }
    }

    /// The same change as far as it reached the disk: whole sectors, and a piece of the one it stopped in.
    fn torn(&self, chance: &mut Rng, prefix: bool) -> Vec<Self> {
        let Self::Write { offset, bytes } = self else {
            return if chance.bool() { vec![self.clone()] } else { Vec::new() };
        };
        let mut pieces = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let end = ((offset + at) / SECTOR + 1) * SECTOR - offset;
            let sector = &bytes[at..end.min(bytes.len())];
            let keep = match chance.usize(..4) {
                0 => 0,
                1 => chance.usize(..=sector.len()),
                _ => sector.len(),
            };
            pieces.push(Self::Write { offset: offset + at, bytes: sector[..keep].to_vec() });
            if prefix && keep < sector.len() {
                break;
            }
            at = end;
        }
        pieces
    }
}

impl File {
    fn crash(&mut self, survival: Survival, chance: &mut Rng) {
        let unsynced = std::mem::take(&mut self.unsynced);
        let deleted = self.current.is_none();
        match survival {
            Survival::Nothing => {}
            Survival::Everything => {
                if deleted {
                    self.durable = None;
                }
                self.land(&unsynced);
            }
            Survival::Prefix(_) => {
                if deleted && chance.bool() {
                    self.durable = None;
                }
                let end = chance.usize(..=unsynced.len());
                self.land(&unsynced[..end]);
                if let Some(torn) = unsynced.get(end) {
                    self.land(&torn.torn(chance, true));
                }
            }
            Survival::Subset(_) => {
                if deleted && chance.bool() {
                    self.durable = None;
                }
                for change in &unsynced {
                    self.land(&change.torn(chance, false));
                }
            }
        }
        self.current.clone_from(&self.durable);
    }

    fn land(&mut self, changes: &[Unsynced]) {
        for change in changes {
            change.apply(self.durable.get_or_insert_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(survival: Survival) -> Option<Vec<u8>> {
        let mut state = State::default();
        assert!(state.create("f") == Verdict::Do);
        assert!(state.write("f", 0, b"kept").is_ok());
        assert!(state.sync("f") == Verdict::Do);
        assert!(state.write("f", 4, b" or not").is_ok());
        state.crash(survival);
        state.content("f").cloned()
    }

    #[test]
    fn a_crash_keeps_what_was_synced_and_only_that() {
        assert_eq!(written(Survival::Nothing).unwrap(), b"kept");
        assert_eq!(written(Survival::Everything).unwrap(), b"kept or not");
        for seed in 0..50 {
            for survival in [Survival::Prefix(seed), Survival::Subset(seed)] {
                let bytes = written(survival).unwrap();
                assert!(b"kept or not".starts_with(&bytes) && bytes.len() >= 4, "{bytes:?}");
            }
        }
    }

    #[test]
    fn a_failed_sync_loses_the_changes_for_good() {
        let mut state = State { fault: Some(Fault { at: 2, kind: FaultKind::FailLost }), ..State::default() };
        assert!(state.create("f") == Verdict::Do);
        assert!(state.write("f", 0, b"gone").is_ok());
        assert!(state.sync("f") == Verdict::Fail);
        assert!(state.sync("f") == Verdict::Do);
        assert_eq!(state.content("f").unwrap(), b"gone");
        state.crash(Survival::Everything);
        assert_eq!(state.content("f").unwrap(), b"");
    }

    #[test]
    fn a_full_disk_takes_what_fits() {
        let mut state = State { capacity: Some(6), ..State::default() };
        assert!(state.create("f") == Verdict::Do);
        assert!(state.write("f", 0, b"four").is_ok());
        assert!(matches!(state.write("f", 4, b"four"), Err(WriteError::Full)));
        assert!(state.write("f", 0, b"sixsix").is_ok());
    }
}
