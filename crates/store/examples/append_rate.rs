//! Prints how many records a second the store takes durably, beside the machine's own fsync rate.
//!
//! `cargo run --release -p store --example append_rate -- [records] [batch] [page size] [log bytes] [folder] [records/s]`
//!
//! With the last argument it appends at that pace, to show the latency under an ordinary load.

use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use store::{Batch, NewRecord, Options, SqliteStore, Store, TileWrite, leaf_hash, sha256};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, default: u64| {
        arguments.get(at).and_then(|text| text.parse::<u64>().ok()).unwrap_or(default)
    };
    let (records, batch) = (number(0, 100_000), number(1, 512));
    let folder = match arguments.get(4) {
        Some(path) => tempfile::tempdir_in(path)?,
        None => tempfile::tempdir()?,
    };
    println!("{:>12} syncs/s of 4 KiB", fsync_rate(folder.path())?);
    let options = Options {
        page_size: u32::try_from(number(2, u64::from(Options::default().page_size)))?,
        checkpoint_bytes: number(3, Options::default().checkpoint_bytes),
        ..Options::default()
    };
    append(folder.path(), options, records, batch, number(5, 0))
}

/// How often a second this disk takes a synced write.
fn fsync_rate(folder: &Path) -> std::io::Result<u64> {
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).open(folder.join("sync"))?;
    let start = Instant::now();
    let mut count = 0;
    while start.elapsed() < Duration::from_secs(1) {
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        count += 1;
    }
    Ok(count)
}

fn append(
    folder: &Path,
    options: Options,
    records: u64,
    batch: u64,
    pace: u64,
) -> Result<(), Box<dyn std::error::Error>> {
    let file = folder.join("register.db");
    let store = SqliteStore::open(&file, options)?;
    let mut leaves = Vec::new();
    let (mut spent, mut since) = (Duration::ZERO, Duration::ZERO);
    let mut latencies = Vec::new();
    let begun = Instant::now();
    let mut next_report = records / 10;
    let mut first = 0;
    while first < records {
        let made = make(&mut leaves, first, batch.min(records - first));
        if let Some(due) = (first * 1_000_000).checked_div(pace) {
            std::thread::sleep(Duration::from_micros(due).saturating_sub(begun.elapsed()));
        }
        let start = Instant::now();
        store.append(&made)?;
        latencies.push(start.elapsed());
        spent += start.elapsed();
        since += start.elapsed();
        first += made.records.len() as u64;
        if first >= next_report {
            println!("{first:>12} records, {:>8.0} records/s lately", rate(records / 10, since));
            since = Duration::ZERO;
            next_report += records / 10;
        }
    }
    latencies.sort_unstable();
    println!("{:>12.0} records/s durably, batches of {batch}", rate(records, spent));
    println!("{:>12.0} commits/s", rate(latencies.len() as u64, spent));
    let at = |percent: usize| latencies[(latencies.len() - 1) * percent / 100];
    println!("{:>12.2?} p50, {:.2?} p99, {:.2?} longest append", at(50), at(99), at(100));
    println!("{:>12} bytes a record in the file", std::fs::metadata(&file)?.len() / records);
    reads(&store, records)
}

fn reads(store: &SqliteStore, records: u64) -> Result<(), Box<dyn std::error::Error>> {
    let sample = 10_000.min(records);
    let start = Instant::now();
    for n in 0..sample {
        store.read(n * 7919 % records)?;
    }
    println!("{:>12.0} verified single reads/s", rate(sample, start.elapsed()));
    let start = Instant::now();
    for n in 0..sample {
        store.find(&sha256(&n.to_be_bytes()))?;
    }
    println!("{:>12.0} look-ups of unknown ids/s", rate(sample, start.elapsed()));
    let start = Instant::now();
    let mut from = 0;
    while from < records {
        from += store.read_range(from, from + 256)?.len() as u64;
    }
    println!("{:>12.0} verified records/s in order", rate(records, start.elapsed()));
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
fn rate(count: u64, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}

/// Records of about 1 KB of header, 300 bytes of signatures and 500 bytes of body.
fn make(leaves: &mut Vec<u8>, first: u64, count: u64) -> Batch {
    let records: Vec<NewRecord> = (first..first + count).map(record).collect();
    let start = usize::try_from(first / 256 * 256).unwrap_or(0);
    if first.is_multiple_of(256) {
        leaves.clear();
    }
    leaves.extend(records.iter().flat_map(|record| leaf_hash(&record.entry)));
    let mut tiles: Vec<TileWrite> = leaves
        .chunks(256 * 32)
        .zip((start / 256) as u64..)
        .map(|(hashes, index)| TileWrite { level: 0, index, hashes: hashes.to_vec() })
        .collect();
    let keep = leaves.len() / (256 * 32) * (256 * 32);
    leaves.drain(..keep);
    // The higher levels cost what they cost, whatever their hashes are.
    let full = (first + count) / 256;
    if full > 0 {
        let width = usize::try_from((full - 1) % 256 + 1).unwrap_or(256);
        tiles.push(TileWrite { level: 1, index: (full - 1) / 256, hashes: vec![1; width * 32] });
    }
    Batch { first, records, tiles, checkpoint: vec![b'c'; 300], erase: Vec::new() }
}

fn record(position: u64) -> NewRecord {
    let seed = sha256(&position.to_le_bytes());
    let header: Vec<u8> = seed.iter().copied().cycle().take(1000).collect();
    let signatures: Vec<u8> = seed.iter().rev().copied().cycle().take(300).collect();
    let id = sha256(&header);
    let mut entry = [0; 74];
    entry[10..42].copy_from_slice(&id);
    entry[42..].copy_from_slice(&sha256(&signatures));
    NewRecord { id, entry, header, signatures, body: Some(vec![b'b'; 500]) }
}
