//! Acceptance over HTTP: the same records through the door, from clients in this process over loopback.

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

/// Serves the node and posts the records; gives how long that took.
pub fn post_all(node: &Node, records: &[Raw]) -> Result<Duration, Failure> {
    let runtime = tokio::runtime::Runtime::new().map_err(|e| Failure::new("runtime", e))?;
    let listener =
        runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).map_err(|e| Failure::new("listen", e))?;
    let address = listener.local_addr().map_err(|e| Failure::new("listen", e))?;
    let hub = Arc::new(node.hub(format!("http://{address}"))?);
    let following = runtime.spawn(node.follower(Arc::clone(&hub)).run());
    let app = web::app(Arc::clone(&hub), node.door(hub));
    // As the hub itself does: small answers go out at once.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let serving = runtime.spawn(async move { axum::serve(listener, app).await });
    let begin = Instant::now();
    let part = records.len().div_ceil(CLIENTS).max(1);
    let posted = std::thread::scope(|scope| {
        let post = |share: &'_ [Raw]| -> Result<(), Failure> {
            let client = Client::new(&format!("http://{address}"));
            share.iter().try_for_each(|raw| client.submit(&raw.parts()).map(|_| ()))
        };
        let running: Vec<_> = records.chunks(part).map(|share| scope.spawn(move || post(share))).collect();
        running.into_iter().try_for_each(|t| t.join().expect("posting doesn't panic"))
    });
    let took = begin.elapsed();
    serving.abort();
    following.abort();
    posted.map(|()| took)
}
