//! The register's measurements, each printed as a row of a Markdown table.

use super::memory::{self, Files};
use super::pace::Waits;
use super::peer;
use super::processor::Spent;
use super::stage::{Raw, Stage};
use crate::failure::Failure;
use crate::node::Node;
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
    let peers = Peers::measure(threads, &measures);
    row("fdatasync of 4 KiB a second, on this disk", format!("{:.0}", sync_rate(data)?), "");
    let accepted = accept(&node, &measures, threads)?;
    row(
        "durable records a second, in process",
        format!("{accepted:.0}"),
        Peers::share(accepted, &peers.alone, 60),
    );
    over_http(&stage, &node, records, threads)?;
    proofs(&node, records)?;
    verification(&node, &peers)?;
    paced(&stage, &node, paced_seconds)?;
    start(node, data)
}

fn row(what: &str, measured: impl std::fmt::Display, beside: impl std::fmt::Display) {
    println!("| {what} | {measured} | {beside} |");
}

pub fn per_second(count: usize, took: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let count = count as f64;
    count / took.as_secs_f64()
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

/// What the machine does of the arithmetic alone, and of the arithmetic and the hashing: by ed25519-dalek's
/// `verify_strict`, and by what this program uses in its place.
struct Peers {
    alone: [f64; 2],
    with_hashing: [f64; 2],
}

impl Peers {
    fn measure(threads: usize, measures: &[Raw]) -> Self {
        let alone = [peer::strict(threads), peer::strict_here(threads)];
        let with_hashing =
            [peer::strict_and_hashing(threads, measures), peer::strict_here_and_hashing(threads, measures)];
        let both = |rates: [f64; 2]| format!("{:.0}; {:.0}", rates[0], rates[1]);
        row("strict Ed25519 verifications a second, all cores: ed25519-dalek; this program", both(alone), "");
        row("the same, with hashing of a record's bytes and its leaf", both(with_hashing), "");
        Self { alone, with_hashing }
    }

    fn share(rate: f64, peers: &[f64; 2], bar: u32) -> String {
        let [dalek, here] = peers.map(|peer| 100.0 * rate / peer);
        format!("{dalek:.0} %; {here:.0} % (bar: {bar} %)")
    }
}

/// How many receipts the callers wait for together: less than the queue holds, so that a caller waits for a batch, not for
/// a place.
const WAITING: usize = 4_000;

/// Every core reads, verifies and submits its share; the clock stops when the last receipt is there.
fn accept(node: &Node, measures: &[Raw], threads: usize) -> Result<f64, Failure> {
    let (begin, sequencer) = (Instant::now(), Spent::by_threads_named("sequencer"));
    let part = measures.len().div_ceil(threads).max(1);
    let callers = std::thread::scope(|scope| {
        let submit = |share: &'_ [Raw]| -> Result<Spent, Failure> {
            let mut waiting = std::collections::VecDeque::new();
            for raw in share {
                waiting.push_back(node.register.enqueue_blocking(raw.verify()?)?);
                if waiting.len() > WAITING / threads {
                    take_receipt(waiting.pop_front())?;
                }
            }
            waiting.into_iter().try_for_each(|receipt| take_receipt(Some(receipt)))?;
            Ok(Spent::by_this_thread())
        };
        let running: Vec<_> = measures.chunks(part).map(|share| scope.spawn(move || submit(share))).collect();
        running.into_iter().try_fold(Spent::default(), |mut total, t| {
            total += t.join().expect("submitting doesn't panic")?;
            Ok::<_, Failure>(total)
        })
    })?;
    let rate = per_second(measures.len(), begin.elapsed());
    let (caller, caller_kernel) = callers.micros_each(measures.len());
    let sequencer = Spent::by_threads_named("sequencer") - sequencer;
    let (sequencer, sequencer_kernel) = sequencer.micros_each(measures.len());
    row(
        "processor time of a durable record: reading and verifying, sequencer",
        format!("{caller:.1} µs, {sequencer:.1} µs"),
        format!("of it in the kernel {caller_kernel:.1} µs, {sequencer_kernel:.1} µs"),
    );
    Ok(rate)
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
    let posted = super::http::post_all(node, &measures)?;
    let rate = per_second(measures.len(), posted.took);
    row(
        "durable records a second, over HTTP, the clients on the same cores",
        format!("{rate:.0}"),
        format!(
            "search was {} records behind at the end, and had them {:.1} s later",
            posted.unsearched,
            posted.searched_after.as_secs_f64()
        ),
    );
    row(
        "in that, of each record: processor time of hub and client; batches",
        posted.each(measures.len()),
        posted.shares(threads),
    );
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

fn verification(node: &Node, peers: &Peers) -> Result<(), Failure> {
    let hub = verify::Hub::new(std::sync::Arc::clone(node.register.store()));
    let files = Files::of(&hub, node.register.state().size())?;
    let from_memory = verified_a_second(&files)?;
    let share = Peers::share(from_memory, &peers.with_hashing, 80);
    row("records verified and replayed a second, all cores, from memory", format!("{from_memory:.0}"), share);
    drop(files);
    let from_store = verified_a_second(&hub)?;
    let share = Peers::share(from_store, &peers.with_hashing, 80);
    row("the same, rendered from the store", format!("{from_store:.0}"), share);
    Ok(())
}

fn verified_a_second(source: &dyn verify::Source) -> Result<f64, Failure> {
    let begin = Instant::now();
    let report = verify::verify_register(source, None, None, crate::clock::now(), &mut |_| {})
        .map_err(|e| Failure::new(e.code(), e))?;
    if !report.ok {
        let why = report.findings.first().map(ToString::to_string).unwrap_or_default();
        return Err(Failure::new(
            "bench-verify",
            format!("the benchmark's own register doesn't verify: {why}"),
        ));
    }
    Ok(per_second(usize::try_from(report.size).unwrap_or_default(), begin.elapsed()))
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
    drop(node);
    memory::open_alone(data)?;
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
    drop(node);
    Ok(())
}
