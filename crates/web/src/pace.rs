//! How often one network may ask, by what the answer costs: a program that asks without end keeps nobody else from theirs.
//!
//! A network is what one subscriber has ([`Peer::network`]). This machine itself is not counted: what runs beside the hub is
//! the operator's, and behind a proxy that names nobody all would be one.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use delegations::limits::{Limits, Rate};

use crate::WebError;
use crate::account::Peer;
use crate::door::DoorError;

/// Pages and feeds, each some milliseconds: a conference of two hundred behind one address opens a page every ten seconds each.
const PAGES: Rate = Rate { burst: 600, every: Duration::from_millis(50) };

/// Printed documents, tables and workbooks, each up to some seconds: a delegation that prepares a meeting takes a file for each
/// of its papers, and no person reads more than one every two seconds.
const DOCUMENTS: Rate = Rate { burst: 60, every: Duration::from_secs(2) };

/// Records and their files, whose signatures are computed before anybody knows whose they are: a secretariat hands in what each
/// of 193 States sent, with a file each, at once.
const SUBMISSIONS: Rate = Rate { burst: 1_000, every: Duration::from_millis(100) };

/// What an answer costs the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cost {
    /// A page, or a feed.
    Page,
    /// A document or a table that is made when it is asked for.
    Document,
    /// A record or a file that is handed in.
    Submission,
}

type Networks = Mutex<Limits<[u8; 8]>>;

/// What each network has asked.
pub(crate) struct Pace {
    since: Instant,
    pages: Networks,
    documents: Networks,
    submissions: Networks,
}

impl Pace {
    /// Nobody has asked yet.
    pub fn new() -> Self {
        let networks = |rate| Mutex::new(Limits::new(rate));
        Self {
            since: Instant::now(),
            pages: networks(PAGES),
            documents: networks(DOCUMENTS),
            submissions: networks(SUBMISSIONS),
        }
    }

    /// Counts what is asked, or says after how many seconds to ask again.
    fn attempt(&self, cost: Cost, peer: Peer, now: Duration) -> Result<(), u64> {
        if peer.0.to_canonical().is_loopback() {
            return Ok(());
        }
        let networks = match cost {
            Cost::Page => &self.pages,
            Cost::Document => &self.documents,
            Cost::Submission => &self.submissions,
        };
        networks.lock().unwrap_or_else(PoisonError::into_inner).attempt(peer.network(), now)
    }
}

/// Turns a network away that asks more than its share of this.
pub(crate) async fn keep_pace(
    State((pace, cost)): State<(Arc<Pace>, Cost)>,
    request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<Peer>().copied();
    match peer.map_or(Ok(()), |peer| pace.attempt(cost, peer, pace.since.elapsed())) {
        Ok(()) => next.run(request).await,
        Err(seconds) => turned_away(cost, seconds),
    }
}

fn turned_away(cost: Cost, seconds: u64) -> Response {
    let mut answer = match cost {
        Cost::Page | Cost::Document => WebError::TooOften.into_response(),
        Cost::Submission => {
            let message =
                format!("too much is handed in from this network: send it again in {seconds} seconds");
            DoorError::new(StatusCode::TOO_MANY_REQUESTS, WebError::TooOften.code(), message).into_response()
        }
    };
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(pace: &Pace, cost: Cost, address: &str, now: Duration) -> usize {
        let peer = Peer(address.parse().unwrap());
        (0..2_000).filter(|_| pace.attempt(cost, peer, now).is_ok()).count()
    }

    #[test]
    fn each_network_has_its_share_of_each_cost_and_more_with_time() {
        let pace = Pace::new();
        for (cost, rate) in
            [(Cost::Page, PAGES), (Cost::Document, DOCUMENTS), (Cost::Submission, SUBMISSIONS)]
        {
            let burst = rate.burst as usize;
            assert_eq!(passed(&pace, cost, "192.0.2.1", Duration::ZERO), burst, "{cost:?}");
            assert_eq!(passed(&pace, cost, "192.0.2.2", Duration::ZERO), burst, "another network");
            assert_eq!(passed(&pace, cost, "192.0.2.1", rate.every * 3), 3, "{cost:?}");
        }
        assert_eq!(passed(&pace, Cost::Page, "2001:db8::1", Duration::ZERO), PAGES.burst as usize);
        assert_eq!(
            passed(&pace, Cost::Page, "2001:db8::2", Duration::ZERO),
            0,
            "one subscriber's other address"
        );
    }

    #[test]
    fn this_machine_is_not_counted() {
        let pace = Pace::new();
        for own in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
            assert_eq!(passed(&pace, Cost::Document, own, Duration::ZERO), 2_000, "{own}");
        }
    }
}
