//! SIGKILL under load: a child process appends, erases and prints what is acknowledged; it is killed at random
//! moments; what it acknowledged is there and verifies. Real files.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::Maker;
use store::{DataFolder, HighWater, Options, SqliteStore, Standing, Store, check_store, sha256};

/// Names the folder that the child works in.
const FOLDER: &str = "STORE_TEST_FOLDER";
/// A new store after so many kills: verifying it grows with its size.
const KILLS_PER_STORE: u64 = 20;
/// Children that die before they acknowledge anything are no load.
const LONGEST_WAIT: Duration = Duration::from_mins(10);

fn open(folder: &DataFolder) -> SqliteStore {
    // A small limit, so that the log is copied often and kills fall into that too.
    let options = Options { checkpoint_bytes: 100_000, ..Options::default() };
    SqliteStore::open(&folder.register_file().unwrap(), options).unwrap()
}

/// The child: runs only when the other tests start it.
#[test]
fn child() {
    let Some(path) = std::env::var_os(FOLDER) else { return };
    let path = Path::new(&path);
    let folder = DataFolder::open(&path.join("data")).unwrap();
    let mut water = HighWater::open(&path.join("high-water")).unwrap();
    let store = open(&folder);
    let mut maker = Maker::small();
    let size = store.head().unwrap().map_or(0, |head| head.size);
    if size > 0 {
        maker.batch(size);
    }
    let mut out = std::io::stdout();
    loop {
        let first = maker.size();
        let mut batch = maker.batch(1 + first % 13);
        if first.is_multiple_of(3) && first > 10 {
            batch.erase = vec![first / 2];
        }
        store.append(&batch).unwrap();
        water.advance(&maker.mark_at(maker.size())).unwrap();
        writeln!(
            out,
            "acknowledged {} {}",
            maker.size(),
            batch.erase.first().map_or(-1, |at| i64::try_from(*at).unwrap())
        )
        .unwrap();
        out.flush().unwrap();
        if !batch.erase.is_empty() {
            store.scrub().unwrap();
        }
    }
}

/// Starts the child, kills it at a random moment, and gives back what it acknowledged.
fn run_and_kill(folder: &Path, seed: u64) -> (u64, Vec<u64>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let random = u64::from_be_bytes(sha256(&seed.to_be_bytes())[..8].try_into().unwrap());
    let (lines, then) = (1 + random % 25, Duration::from_micros(random % 1500));
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let started = Instant::now();
    let mut told = Vec::new();
    let mut line = String::new();
    while (told.len() as u64) < lines {
        line.clear();
        assert!(reader.read_line(&mut line).unwrap() > 0, "the child died by itself");
        assert!(started.elapsed() < LONGEST_WAIT);
        told.extend(parse(&line));
    }
    let moment = Instant::now();
    while moment.elapsed() < then {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What was printed before the kill counts, read or not; a line cut in the middle doesn't.
    for line in reader.split(b'\n').map_while(Result::ok) {
        told.extend(parse(&String::from_utf8_lossy(&line)));
    }
    let erased = told.iter().filter_map(|(_, erased)| u64::try_from(*erased).ok()).collect();
    (told.last().unwrap().0, erased)
}

fn parse(line: &str) -> Option<(u64, i64)> {
    let (_, rest) = line.trim_end().split_once("acknowledged ")?;
    let (size, erased) = rest.split_once(' ')?;
    Some((size.parse().ok()?, erased.parse().ok()?))
}

fn verify(folder: &Path, acknowledged: u64, erased: &[u64], kill: u64) {
    let data = DataFolder::open(&folder.join("data")).unwrap();
    let water = HighWater::open(&folder.join("high-water")).unwrap();
    let store = open(&data);
    assert_eq!(store.compare(water.mark().unwrap()).unwrap(), Standing::Ready, "kill {kill}");
    let head = store.head().unwrap().unwrap();
    assert!(head.size >= acknowledged, "kill {kill}: {} of {acknowledged}", head.size);
    let report = check_store(&store).unwrap();
    assert!(report.is_sound(), "kill {kill}: {report:?}");
    let mut maker = Maker::small();
    maker.batch(head.size);
    assert_eq!(head.checkpoint, maker.checkpoint(), "kill {kill}");
    for record in store.read_range(0, head.size).unwrap() {
        assert_eq!(record.id, maker.record(record.position).id, "kill {kill}");
    }
    for position in erased {
        assert!(store.read(*position).unwrap().erased, "kill {kill}: {position}");
    }
}

fn kill(times: u64, seed: u64) {
    let mut folder = tempfile::tempdir().unwrap();
    for number in 0..times {
        if number % KILLS_PER_STORE == 0 {
            folder = tempfile::tempdir().unwrap();
        }
        let (acknowledged, erased) = run_and_kill(folder.path(), seed + number);
        verify(folder.path(), acknowledged, &erased, number);
    }
}

#[test]
fn nothing_acknowledged_is_lost_by_kill() {
    kill(20, 1);
}

#[test]
#[ignore = "takes minutes: run by `make crash`"]
fn nothing_acknowledged_is_lost_by_two_hundred_kills() {
    kill(200, 1000);
}
