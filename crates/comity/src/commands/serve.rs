//! `comity serve`: runs a hub.

use crate::failure::Failure;
use crate::node::Node;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::net::TcpListener;

#[derive(Args)]
pub struct Serve {
    /// The data folder.
    #[arg(long, env = "COMITY_DATA")]
    data: PathBuf,
    /// Where to listen.
    #[arg(long, env = "COMITY_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The address that others reach this hub by; it stands in the commands that pages print.
    #[arg(long, env = "COMITY_PUBLIC_URL")]
    public_url: Option<String>,
}

impl Serve {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let node = Node::open(&self.data)?;
        run(&node, self.listen, self.public_url)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Serves a node until the process is told to stop, or the outcome of a commit is unknown.
pub fn run(node: &Node, listen: SocketAddr, public_url: Option<String>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Runtime::new().map_err(|e| Failure::new("runtime", e))?;
    let outcome = runtime.block_on(serve(node, listen, public_url));
    node.keep()?;
    outcome
}

async fn serve(node: &Node, listen: SocketAddr, public_url: Option<String>) -> Result<(), Failure> {
    let base_url = public_url.unwrap_or_else(|| format!("http://localhost:{}", listen.port()));
    let hub = Arc::new(node.hub(base_url.clone())?);
    let app = web::app(Arc::clone(&hub), node.door(Arc::clone(&hub)));
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|e| Failure::input("listen", format!("can't listen on {listen}: {e}")))?;
    println!("serving {base_url}");
    let follower = tokio::spawn(Node::follow(Arc::clone(&node.register), Arc::clone(&node.views), hub));
    let register = Arc::clone(&node.register);
    let stop = async move {
        tokio::select! {
            () = told_to_stop() => {}
            () = register.stopped() => {}
        }
    };
    let served = axum::serve(listener, app).with_graceful_shutdown(stop).await;
    follower.abort();
    served.map_err(|e| Failure::new("serve", e))?;
    if node.register.has_stopped() {
        return Err(Failure::new(
            "outcome-unknown",
            "a commit or sync failed and nobody knows what the disk holds: start again, it will be read anew",
        ));
    }
    Ok(())
}

/// SIGINT or SIGTERM.
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = terminate => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
