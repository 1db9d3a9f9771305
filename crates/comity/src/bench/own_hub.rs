//! A hub of this very program in a process of its own, and the memory that it and its children take at most.

use crate::failure::Failure;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often the memory of a hub's children is looked at. What a child adds in its last moment is missed.
const LOOK: Duration = Duration::from_millis(5);

/// Runs until it is dropped.
pub struct OwnHub {
    process: Child,
    /// Its address.
    pub url: String,
}

/// Memory at most, in KiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Most {
    /// Of the hub.
    pub hub: u64,
    /// Of its largest child: the typesetter.
    pub child: u64,
}

impl OwnHub {
    /// Serves this data folder.
    pub fn start(data: &Path) -> Result<Self, Failure> {
        let failed = |e: std::io::Error| Failure::new("bench-hub", format!("the hub doesn't start: {e}"));
        let program = std::env::current_exe().map_err(failed)?;
        let process = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut hub = Self { process: process.map_err(failed)?, url: String::new() };
        let said = hub.process.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines);
        let serving = said.map_while(Result::ok).find_map(|line| {
            line.strip_prefix("serving ").and_then(|rest| rest.split(' ').next().map(str::to_owned))
        });
        hub.url = serving.ok_or_else(|| Failure::new("bench-hub", "the hub ended before it served"))?;
        Ok(hub)
    }

    /// Does something, and says how much memory the hub and its children took at most meanwhile.
    pub fn watched<T>(&self, work: impl FnOnce() -> T) -> (T, Most) {
        let pid = self.process.id();
        // From here on its most is counted afresh (proc(5)). A kernel that doesn't let it be counts from the start.
        drop(std::fs::write(format!("/proc/{pid}/clear_refs"), "5"));
        let over = AtomicBool::new(false);
        let (done, child) = std::thread::scope(|scope| {
            let watching = scope.spawn(|| {
                let mut most = 0;
                while !over.load(Ordering::Relaxed) {
                    let programs = children(pid).into_iter().filter(|child| is_another(*child));
                    most = programs.filter_map(peak).fold(most, u64::max);
                    std::thread::sleep(LOOK);
                }
                most
            });
            let done = work();
            over.store(true, Ordering::Relaxed);
            (done, watching.join().unwrap_or_default())
        });
        (done, Most { hub: peak(pid).unwrap_or_default(), child })
    }
}

impl Drop for OwnHub {
    fn drop(&mut self) {
        // It may have ended by itself; its folder goes in any case.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The children of a process: each of its threads may have some.
fn children(pid: u32) -> Vec<u32> {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let of =
        threads.map(|thread| std::fs::read_to_string(thread.path().join("children")).unwrap_or_default());
    of.flat_map(|line| line.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>())
        .collect()
}

/// Whether a child runs a command of its own yet: until then its memory is its parent's.
fn is_another(pid: u32) -> bool {
    let command = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    command.split(|byte| *byte == 0).nth(1) == Some(crate::typesetter::SUBCOMMAND.as_bytes())
}

/// The most memory of a process so far, in KiB.
fn peak(pid: u32) -> Option<u64> {
    peak_in(&std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?)
}

fn peak_in(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_memory_is_read_from_what_the_kernel_says() {
        assert_eq!(peak_in("Name:\tcomity\nVmHWM:\t   51234 kB\nVmRSS:\t   4000 kB\n"), Some(51_234));
        assert_eq!(peak_in("Name:\tkworker\n"), None, "a thread of the kernel has none");
        assert!(peak(std::process::id()).is_some_and(|most| most > 1_000));
    }

    #[test]
    fn a_child_is_found_by_its_parent() {
        let mut child = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        assert!(children(std::process::id()).contains(&child.id()));
        drop(child.stdin.take());
        child.wait().unwrap();
    }
}
