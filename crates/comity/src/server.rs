//! The network's edge: connections, bounded in number and in time, with TLS or without, and their graceful end.

use crate::config::Config;
use crate::failure::Failure;
use crate::tls;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request};
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;
use web::account::Peer;

/// How long a connection may say nothing. A line of 64 kbit/s brings 8 KB a second, so that a minute without a byte is a
/// dead line, or somebody who holds a place and sends nothing.
const READ_IDLE: Duration = Duration::from_mins(1);

/// The most bytes of a request's headers: ours have some hundreds.
const MAX_HEADERS: usize = 16 * 1024;

/// How long to wait when the system gives no connection: out of files, most likely.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// A listening server.
pub struct Server {
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    places: Arc<Semaphore>,
    max_connections: u32,
    header_time: Duration,
    write_time: Duration,
    stop_time: Duration,
    proxies: Arc<Proxies>,
}

/// Listens, or says in a line why it can't.
pub async fn listen(setting: &str, address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| cant_listen(setting, address, &error))
}

/// Finds out whether one could listen there, and doesn't.
pub fn must_be_free(setting: &str, address: SocketAddr) -> Result<(), Failure> {
    std::net::TcpListener::bind(address).map(drop).map_err(|error| cant_listen(setting, address, &error))
}

fn cant_listen(setting: &str, address: SocketAddr, error: &std::io::Error) -> Failure {
    let advice = match error.kind() {
        ErrorKind::AddrInUse => "another process listens there: stop it, or name another address".to_owned(),
        ErrorKind::PermissionDenied => {
            "ports below 1024 need a right (AmbientCapabilities=CAP_NET_BIND_SERVICE) or a proxy".to_owned()
        }
        ErrorKind::AddrNotAvailable => "this machine has no such address".to_owned(),
        _ => error.to_string(),
    };
    Failure::input("listen", format!("can't listen on {setting} {address}: {advice}"))
}

impl Server {
    /// Listens where the settings say.
    pub async fn new(config: &Config) -> Result<Self, Failure> {
        let tls =
            config.tls.as_ref().map(|(certificate, key)| tls::acceptor(certificate, key)).transpose()?;
        Ok(Self {
            listener: listen("listen", config.listen).await?,
            tls,
            places: Arc::new(Semaphore::new(config.max_connections as usize)),
            max_connections: config.max_connections,
            header_time: Duration::from_secs(config.header_seconds),
            write_time: Duration::from_secs(config.write_seconds),
            stop_time: Duration::from_secs(config.stop_seconds),
            proxies: Arc::new(Proxies {
                behind_proxy: config.behind_proxy,
                named: config.proxies.iter().map(IpAddr::to_canonical).collect(),
            }),
        })
    }

    /// The port, also when the system chose it.
    pub fn port(&self) -> u16 {
        self.listener.local_addr().map_or(0, |address| address.port())
    }

    /// Counts the open connections.
    pub fn connections(&self) -> impl Fn() -> usize + Clone + Send + Sync + use<> {
        let (places, most) = (Arc::clone(&self.places), self.max_connections as usize);
        move || most - places.available_permits()
    }

    /// Serves until told to stop, then lets open requests end for as long as the settings say.
    pub async fn run(self, app: Router, stop: impl Future<Output = ()>) {
        let graceful = GracefulShutdown::new();
        let mut stop = std::pin::pin!(stop);
        loop {
            // Without a free place nobody is let in: who comes waits in the system's queue.
            let next = async {
                let place = Arc::clone(&self.places).acquire_owned().await;
                (place, self.listener.accept().await)
            };
            let (place, accepted) = tokio::select! {
                next = next => next,
                () = &mut stop => break,
            };
            match (place, accepted) {
                (Ok(place), Ok((stream, address))) => {
                    let peers = self.proxies.at_the_end_of(address.ip());
                    self.take(stream, peers, place, app.clone(), graceful.watcher());
                }
                (_, Err(error)) => {
                    tracing::warn!(code = "accept", "{error}");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
                // The semaphore is never closed.
                (Err(_), _) => break,
            }
        }
        drop(self.listener);
        if tokio::time::timeout(self.stop_time, graceful.shutdown()).await.is_err() {
            tracing::warn!(code = "stop", "open requests were cut off after {} s", self.stop_time.as_secs());
        }
    }

    fn take(
        &self,
        stream: TcpStream,
        peers: Peers,
        place: OwnedSemaphorePermit,
        app: Router,
        watcher: Watcher,
    ) {
        let (tls, header_time, write_time) = (self.tls.clone(), self.header_time, self.write_time);
        // Small answers go out at once; failing to say so costs some milliseconds.
        drop(stream.set_nodelay(true));
        tokio::spawn(async move {
            let mut stream = TimeoutStream::new(stream);
            stream.set_write_timeout(Some(write_time));
            stream.set_read_timeout(Some(READ_IDLE));
            let stream = Box::pin(stream);
            match tls {
                None => speak(stream, peers, app, header_time, watcher).await,
                Some(tls) => {
                    if let Ok(Ok(stream)) = tokio::time::timeout(header_time, tls.accept(stream)).await {
                        speak(Box::pin(stream), peers, app, header_time, watcher).await;
                    }
                }
            }
            drop(place);
        });
    }
}

/// Whose word of who asks is believed.
struct Proxies {
    behind_proxy: bool,
    named: Vec<IpAddr>,
}

impl Proxies {
    fn at_the_end_of(&self, connection: IpAddr) -> Peers {
        let direct = connection.to_canonical();
        // A proxy stands on this machine or in a network of the hub's own, unless it is named: nobody else sets the header.
        let usual = match direct {
            IpAddr::V4(address) => address.is_loopback() || address.is_private(),
            IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
        };
        let known = if self.named.is_empty() { usual } else { self.named.contains(&direct) };
        Peers { direct, is_proxy: self.behind_proxy && known }
    }
}

/// Who is at the other end: for limits alone.
#[derive(Clone, Copy)]
struct Peers {
    direct: IpAddr,
    is_proxy: bool,
}

impl Peers {
    /// The proxy in front adds the address that it saw as the last one; what stands before that, the client may have made
    /// up. Without a proxy the header is nobody's word.
    fn of(self, headers: &HeaderMap) -> Peer {
        let last = headers.get_all("x-forwarded-for").iter().next_back();
        let named = last
            .filter(|_| self.is_proxy)
            .and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        Peer(named.unwrap_or(self.direct))
    }
}

/// HTTP/1.1 on one connection, to its end. How a stranger's connection ends is nobody's concern.
async fn speak<S>(stream: Pin<Box<S>>, peers: Peers, app: Router, header_time: Duration, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Send + 'static,
{
    let service = TowerToHyperService::new(app.map_request(move |mut request: Request<Incoming>| {
        let peer = peers.of(request.headers());
        request.extensions_mut().insert(peer);
        request.map(Body::new)
    }));
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        // From the first byte that is awaited, so an idle connection is let go too.
        .header_read_timeout(header_time)
        .max_buf_size(MAX_HEADERS)
        .serve_connection(TokioIo::new(stream), service);
    drop(watcher.watch(connection).await);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who is believed to ask, over a connection from there with this header.
    fn asks(named: &[&str], behind_proxy: bool, connection: &str, forwarded: &[&'static str]) -> String {
        let named = named.iter().map(|address| address.parse().unwrap()).collect();
        let peers = Proxies { behind_proxy, named }.at_the_end_of(connection.parse().unwrap());
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        peers.of(&headers).0.to_string()
    }

    #[test]
    fn only_a_proxys_own_word_of_who_asks_is_believed() {
        let forged = ["203.0.113.7", "198.51.100.9, 192.0.2.1"];
        assert_eq!(asks(&[], true, "127.0.0.1", &forged), "192.0.2.1", "what the proxy added stands last");
        assert_eq!(asks(&[], true, "::ffff:10.0.0.4", &forged), "192.0.2.1", "a proxy on a machine beside");
        assert_eq!(asks(&[], false, "127.0.0.1", &forged), "127.0.0.1", "there is no proxy");
        assert_eq!(
            asks(&[], true, "203.0.113.50", &forged),
            "203.0.113.50",
            "a stranger came past the proxy"
        );
        assert_eq!(asks(&["203.0.113.50"], true, "203.0.113.50", &forged), "192.0.2.1");
        assert_eq!(
            asks(&["203.0.113.50"], true, "127.0.0.1", &forged),
            "127.0.0.1",
            "named is who is believed"
        );
        assert_eq!(asks(&[], true, "127.0.0.1", &["somebody"]), "127.0.0.1");
        assert_eq!(asks(&[], true, "::1", &["2001:db8::7"]), "2001:db8::7");
    }
}
