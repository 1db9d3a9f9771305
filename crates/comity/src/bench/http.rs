//! Acceptance over HTTP: the same records through the door, from clients in this process over loopback.

use super::processor::Spent;
use super::stage::Raw;
use crate::client::Client;
use crate::failure::Failure;
use crate::node::Node;
use axum::serve::ListenerExt as _;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

/// How many clients wait for their answer at once: each holds one connection.
const CLIENTS: usize = 32;

/// How acceptance over HTTP went.
pub struct Posted {
    /// Until the last answer, which comes when pages show the record.
    pub took: Duration,
    /// What hub and clients spent of the processor in that time.
    pub spent: Spent,
    /// In how many batches the records became durable, and how long that took in all.
    pub batches: (u64, Duration),
    /// How many of the records search hadn't then.
    pub unsearched: u64,
    /// How long after it search had them all.
    pub searched_after: Duration,
}

impl Posted {
    /// What one record cost.
    pub fn each(&self, records: usize) -> String {
        let batches = f64::from(u32::try_from(self.batches.0.max(1)).unwrap_or(u32::MAX));
        let in_a_batch = f64::from(u32::try_from(records).unwrap_or(u32::MAX)) / batches;
        let appending = self.batches.1.as_secs_f64() * 1e3 / batches;
        let (spent, _) = self.spent.micros_each(records);
        format!("{spent:.0} µs; {in_a_batch:.1} in a batch, appended in {appending:.2} ms")
    }

    /// For what share of the time cores and sequencer were busy.
    pub fn shares(&self, threads: usize) -> String {
        let took = self.took.as_secs_f64();
        let cores = f64::from(u32::try_from(threads).unwrap_or(u32::MAX));
        let busy = 100.0 * self.spent.seconds() / (took * cores);
        let appending = 100.0 * self.batches.1.as_secs_f64() / took;
        format!("cores busy for {busy:.0} % of the time, appending for {appending:.0} %")
    }
}

/// Serves the node and posts the records.
///
/// Pages and search are level with the register before, as those of a hub are that runs: what was accepted in process
/// and never folded would otherwise be folded and indexed in the time measured, and made the rate seem to fall with the
/// size of the register.
pub fn post_all(node: &Node, records: &[Raw]) -> Result<Posted, Failure> {
    let runtime = tokio::runtime::Runtime::new().map_err(|e| Failure::new("runtime", e))?;
    let listener =
        runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).map_err(|e| Failure::new("listen", e))?;
    let address = listener.local_addr().map_err(|e| Failure::new("listen", e))?;
    let hub = Arc::new(node.hub(format!("http://{address}"))?);
    let follower = node.follower(Arc::clone(&hub));
    node.fold_to_head()?;
    node.keep()?;
    follower.index_to_head()?;
    let following = runtime.spawn(follower.clone().run());
    let app = web::app(Arc::clone(&hub), node.door(hub));
    // As the hub itself does: small answers go out at once.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let serving = runtime.spawn(async move { axum::serve(listener, app).await });
    let (begin, spent, batches) = (Instant::now(), Spent::by_this_process(), node.metrics().batches());
    let part = records.len().div_ceil(CLIENTS).max(1);
    let posted = std::thread::scope(|scope| {
        let post = |share: &'_ [Raw]| -> Result<(), Failure> {
            let client = Client::new(&format!("http://{address}"));
            share.iter().try_for_each(|raw| client.submit(&raw.parts()).map(|_| ()))
        };
        let running: Vec<_> = records.chunks(part).map(|share| scope.spawn(move || post(share))).collect();
        running.into_iter().try_for_each(|t| t.join().expect("posting doesn't panic"))
    });
    let (took, spent) = (begin.elapsed(), Spent::by_this_process() - spent);
    let appended = node.metrics().batches();
    let batches = (appended.0 - batches.0, appended.1.saturating_sub(batches.1));
    serving.abort();
    let unsearched = follower.unsearched()?;
    following.abort();
    let begin = Instant::now();
    follower.index_to_head()?;
    posted.map(|()| Posted { took, spent, batches, unsearched, searched_after: begin.elapsed() })
}
