//! The register's measurements, each printed as a row of a Markdown table.

use super::pace::Waits;
use super::stage::{Raw, Stage};
use crate::failure::Failure;
use crate::node::Node;
use ed25519_dalek::{Signature, Signer as _, SigningKey};
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// Accepts, measures, prints.
pub fn run(data: &Path, records: usize, paced_seconds: u64) -> Result<(), Failure> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    eprintln!("making {records} signed measures on {threads} cores …");
    let (stage, node) = Stage::begin(data)?;
    let measures = stage.measures(0, records, threads);
    let bytes = measures.iter().map(Raw::len).sum::<usize>() / records.max(1);
    println!("| what | measured | beside |\n|---|---|---|");
    row("cores", threads, "");
    row("bytes of a record: header, signature set, body", bytes, "");
    let strict = strict_rate(threads);
    row("strict Ed25519 verifications a second, all cores", format!("{strict:.0}"), "");
    row("fdatasync of 4 KiB a second, on this disk", format!("{:.0}", sync_rate(data)?), "");
    let accepted = accept(&node, &measures, threads)?;
    let share = format!("{:.0} % of strict verification (bar: 60 %)", 100.0 * accepted / strict);
    row("durable records a second, in process", format!("{accepted:.0}"), share);
    over_http(&stage, &node, records, threads)?;
    proofs(&node, records)?;
    verification(&node, strict)?;
    paced(&stage, &node, paced_seconds)?;
    start(node, data)
}

fn row(what: &str, measured: impl std::fmt::Display, beside: impl std::fmt::Display) {
    println!("| {what} | {measured} | {beside} |");
}

fn per_second(count: usize, took: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let count = count as f64;
    count / took.as_secs_f64()
}

/// The machine's own rate: one key, one message of an SSHSIG's size, verified strictly on every core for two seconds.
fn strict_rate(threads: usize) -> f64 {
    let key = SigningKey::from_bytes(&[1; 32]);
    let message = [0; 110];
    let signature: Signature = key.sign(&message);
    let end = Duration::from_secs(2);
    let work = || {
        let (begin, public, mut count) = (Instant::now(), key.verifying_key(), 0);
        while begin.elapsed() < end {
            for _ in 0..100 {
                public.verify_strict(&message, &signature).expect("we have just signed it");
            }
            count += 100;
        }
        count
    };
    let total: usize = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().map(|t| t.join().expect("verifying doesn't panic")).sum()
    });
    per_second(total, end)
}

fn sync_rate(data: &Path) -> Result<f64, Failure> {
    let path = data.join("sync-probe");
    let mut file = std::fs::File::create(&path).map_err(|e| Failure::file(&path, &e))?;
    let (begin, mut count) = (Instant::now(), 0);
    while begin.elapsed() < Duration::from_secs(2) {
        file.write_all(&[0; 4096]).and_then(|()| file.sync_data()).map_err(|e| Failure::file(&path, &e))?;
        count += 1;
    }
    let rate = per_second(count, begin.elapsed());
    std::fs::remove_file(&path).map_err(|e| Failure::file(&path, &e))?;
    Ok(rate)
}

/// Every core reads, verifies and submits its share; the clock stops when the last receipt is there.
fn accept(node: &Node, measures: &[Raw], threads: usize) -> Result<f64, Failure> {
    let begin = Instant::now();
    let part = measures.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let submit = |share: &'_ [Raw]| -> Result<(), Failure> {
            let mut waiting = std::collections::VecDeque::new();
            for raw in share {
                waiting.push_back(node.register.enqueue_blocking(raw.verify()?)?);
                if waiting.len() > 4_000 {
                    take_receipt(waiting.pop_front())?;
                }
            }
            waiting.into_iter().try_for_each(|receipt| take_receipt(Some(receipt)))
        };
        let running: Vec<_> = measures.chunks(part).map(|share| scope.spawn(move || submit(share))).collect();
        running.into_iter().try_for_each(|t| t.join().expect("submitting doesn't panic"))
    })?;
    Ok(per_second(measures.len(), begin.elapsed()))
}

type Waiting = tokio::sync::oneshot::Receiver<Result<register::Receipt, register::SubmitError>>;

fn take_receipt(receipt: Option<Waiting>) -> Result<(), Failure> {
    if let Some(receipt) = receipt {
        receipt.blocking_recv().map_err(|_| register::SubmitError::Stopped)??;
    }
    Ok(())
}

/// Where the numbering of the records begins that are sent over HTTP, and of those that are sent at a pace.
const HTTP_FROM: usize = 10_000_000;
const PACED_FROM: usize = 20_000_000;

fn over_http(stage: &Stage, node: &Node, records: usize, threads: usize) -> Result<(), Failure> {
    let measures = stage.measures(HTTP_FROM, records.min(20_000), threads);
    let rate = per_second(measures.len(), super::http::post_all(node, &measures)?);
    row("durable records a second, over HTTP, the clients on the same cores", format!("{rate:.0}"), "");
    Ok(())
}

fn proofs(node: &Node, records: usize) -> Result<(), Failure> {
    let count = records.min(2_000);
    let size = node.register.state().size();
    let begin = Instant::now();
    for n in 0..count as u64 {
        node.register.prove(n.wrapping_mul(0x9e37_79b9) % size)?;
    }
    row(
        "inclusion proofs made a second, at random, one core",
        format!("{:.0}", per_second(count, begin.elapsed())),
        "",
    );
    Ok(())
}

fn verification(node: &Node, strict: f64) -> Result<(), Failure> {
    let source = verify::Hub::new(std::sync::Arc::clone(node.register.store()));
    let begin = Instant::now();
    let report = verify::verify_register(&source, None, None, crate::clock::now(), &mut |_| {})
        .map_err(|e| Failure::new(e.code(), e))?;
    let rate = per_second(usize::try_from(report.size).unwrap_or_default(), begin.elapsed());
    if !report.ok {
        return Err(Failure::new("bench-verify", "the register made by the benchmark doesn't verify"));
    }
    let share = format!("{:.0} % of strict verification (bar: 80 %, without I/O)", 100.0 * rate / strict);
    row("records verified and replayed a second, all cores, from the store", format!("{rate:.0}"), share);
    Ok(())
}

/// One submission each millisecond, whether the one before it is answered or not; the wait is counted from when it was
/// due, so that a stall shows in every record that it held up.
fn paced(stage: &Stage, node: &Node, seconds: u64) -> Result<(), Failure> {
    let count = usize::try_from(seconds * 1_000).unwrap_or_default();
    let measures = stage.measures(PACED_FROM, count, 1);
    let begin = Instant::now();
    let (send, receive) = std::sync::mpsc::channel::<(Instant, Waiting)>();
    let waits = std::thread::scope(|scope| {
        let collector = scope.spawn(move || {
            let wait =
                |(due, receipt): (Instant, Waiting)| take_receipt(Some(receipt)).map(|()| due.elapsed());
            receive.into_iter().map(wait).collect::<Result<Vec<Duration>, Failure>>()
        });
        for (n, raw) in (0..).zip(&measures) {
            let due = begin + Duration::from_millis(n);
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            send.send((due, node.register.enqueue_blocking(raw.verify()?)?))
                .expect("the collector waits for all");
        }
        drop(send);
        collector.join().expect("collecting doesn't panic")
    });
    let waits = Waits::new(waits?);
    row("acceptance at 1,000 records a second: median, p99, p99.9", waits, "bar: p99 under 50 ms");
    Ok(())
}

fn start(node: Node, data: &Path) -> Result<(), Failure> {
    node.fold_to_head()?;
    node.keep()?;
    let size = node.register.state().size();
    drop(node);
    let begin = Instant::now();
    let node = Node::open(data)?;
    let took = begin.elapsed().as_secs_f64();
    row(&format!("start with {size} records"), format!("{took:.2} s"), "bar: under 3 s at 1,000,000");
    drop(node);
    for file in ["views.snapshot", "state.snapshot"] {
        let path = data.join(file);
        std::fs::remove_file(&path).map_err(|e| Failure::file(&path, &e))?;
    }
    let begin = Instant::now();
    let node = Node::open(data)?;
    let took = begin.elapsed().as_secs_f64();
    row(
        "start without snapshots: everything judged and folded again",
        format!("{took:.1} s"),
        "bar: under 60 s at 1,000,000",
    );
    row("most memory held so far", peak_memory(), "the benchmark's own records included");
    drop(node);
    Ok(())
}

/// `VmHWM` of this process, as Linux tells it.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown".to_owned(), |rest| rest.trim().to_owned())
}
