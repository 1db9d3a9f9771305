//! Processor time, as Linux counts it for each thread.

use std::ops::{AddAssign, Sub};
use std::path::Path;

/// What `/proc` counts in: a hundredth of a second on every Linux that Rust runs on.
const TICK_MILLIS: u32 = 10;

/// Milliseconds of the processor.
#[derive(Clone, Copy, Default)]
pub struct Spent {
    user: u32,
    kernel: u32,
}

impl Spent {
    /// What this thread has spent so far.
    pub fn by_this_thread() -> Self {
        Self::read(Path::new("/proc/thread-self/stat")).unwrap_or_default()
    }

    /// What all threads of this process have spent so far, those included that have ended.
    pub fn by_this_process() -> Self {
        Self::read(Path::new("/proc/self/stat")).unwrap_or_default()
    }

    /// What the threads of this process with this name have spent so far.
    pub fn by_threads_named(name: &str) -> Self {
        let mut total = Self::default();
        for task in std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten() {
            let named =
                std::fs::read_to_string(task.path().join("comm")).is_ok_and(|comm| comm.trim() == name);
            if named {
                total += Self::read(&task.path().join("stat")).unwrap_or_default();
            }
        }
        total
    }

    fn read(stat: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(stat).ok()?;
        // The name stands in brackets and may hold anything; utime and stime are the 12th and 13th word after it.
        let mut words = text.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
        let mut ticks = || words.next()?.parse::<u32>().ok();
        Some(Self { user: ticks()? * TICK_MILLIS, kernel: ticks()? * TICK_MILLIS })
    }

    /// All of it in seconds.
    pub fn seconds(self) -> f64 {
        f64::from(self.user + self.kernel) / 1e3
    }

    /// Microseconds for each of so many, in all and in the kernel.
    pub fn micros_each(self, count: usize) -> (f64, f64) {
        let each = |millis: u32| {
            f64::from(millis) * 1e3 / f64::from(u32::try_from(count.max(1)).unwrap_or(u32::MAX))
        };
        (each(self.user + self.kernel), each(self.kernel))
    }
}

impl AddAssign for Spent {
    fn add_assign(&mut self, other: Self) {
        self.user += other.user;
        self.kernel += other.kernel;
    }
}

impl Sub for Spent {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { user: self.user - other.user, kernel: self.kernel - other.kernel }
    }
}
