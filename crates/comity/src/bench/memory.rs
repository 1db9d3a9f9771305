//! A register's public files held in memory, so that checking them is measured without a disk; and the memory of a hub
//! alone.

use crate::failure::Failure;
use crate::node::Node;
use record::public::public_path;
use record::tile::{BundleId, TileId};
use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;
use verify::{Source, SourceError};

/// The public files of a register by their paths, held in memory; the few long bodies, of catalogue files, are asked for.
pub struct Files<'a> {
    held: HashMap<String, Vec<u8>>,
    rest: &'a dyn Source,
}

impl<'a> Files<'a> {
    /// Reads them all.
    pub fn of(source: &'a dyn Source, size: u64) -> Result<Self, Failure> {
        let bundles = BundleId::between(0, size).flat_map(|id| [id.to_string(), public_path(id)]);
        let tiles = TileId::between(0, size).map(|id| id.to_string());
        let checkpoint = std::iter::once(register::publish::CHECKPOINT.to_owned());
        let mut held = HashMap::new();
        for path in checkpoint.chain(bundles).chain(tiles) {
            if let Some(bytes) = source.get(&path, usize::MAX).map_err(|e| Failure::new(e.code(), e))? {
                held.insert(path, bytes);
            }
        }
        Ok(Self { held, rest: source })
    }
}

impl Source for Files<'_> {
    fn get(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, SourceError> {
        match self.held.get(path) {
            Some(bytes) => Ok(Some(bytes.clone())),
            None => self.rest.get(path, limit),
        }
    }
}

/// Opens a data folder, and says how long that took and how much memory it holds: what a fresh process does.
pub fn open(data: &Path) -> Result<ExitCode, Failure> {
    let begin = Instant::now();
    let node = Node::open(data)?;
    let took = begin.elapsed().as_secs_f64();
    let size = node.register.state().size();
    let (now, most) = (status("VmRSS:"), status("VmHWM:"));
    println!(
        "| start of a hub with {size} records, files in the system's cache | {took:.2} s | bar: under 3 s at 1,000,000 |"
    );
    println!("| memory of that hub: now, at most | {now}, {most} | bar: under 500 MB at 1,000,000 |");
    Ok(ExitCode::SUCCESS)
}

/// [`open`] in a process of its own.
pub fn open_alone(data: &Path) -> Result<(), Failure> {
    let program = std::env::current_exe().map_err(|e| Failure::new("bench-open", e))?;
    let status = Command::new(program).args(["bench", "open", "--data"]).arg(data).status();
    let ended = status.map_err(|e| Failure::new("bench-open", e))?;
    if ended.success() {
        Ok(())
    } else {
        Err(Failure::new("bench-open", "the hub of the benchmark didn't start"))
    }
}

/// A line of `/proc/self/status`.
fn status(line: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|text| text.strip_prefix(line));
    found.map_or("unknown".to_owned(), |rest| rest.trim().to_owned())
}
