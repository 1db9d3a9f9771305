//! What a machine that watches over a hub asks: does the process live, does the hub take records, and which route was
//! it that a request took.

use std::sync::{Arc, OnceLock};

use axum::Json;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::door::Door;

/// The code of a hub that takes records.
pub const READY: &str = "ready";

/// Whether a hub takes records and shows them, and if not, why.
#[derive(Clone, Debug, Serialize)]
pub struct Readiness {
    /// [`READY`], or the stable code of what is in the way.
    pub code: &'static str,
    /// The same in a sentence that says what to do.
    pub message: String,
    /// How many records the register has.
    pub size: u64,
    /// How many of them the pages don't show yet.
    pub behind: u64,
}

/// Whoever knows how the hub is.
pub trait Health: Send + Sync {
    /// How it is now. Asked often: MUST be quick and MUST NOT wait for the store.
    fn readiness(&self) -> Readiness;
}

/// A hub without anything that could be in the way: for tests and previews.
pub struct AlwaysReady;

impl Health for AlwaysReady {
    fn readiness(&self) -> Readiness {
        Readiness { code: READY, message: "the hub takes records".into(), size: 0, behind: 0 }
    }
}

/// Answers as long as the process does.
pub async fn show_health() -> Response {
    fresh(Json(serde_json::json!({ "code": "alive" })))
}

/// Tells whether the hub takes records: 200, or 503 with the code of what is in the way. Pages are served in any case.
pub async fn show_readiness(State(door): State<Door>) -> Response {
    let readiness = door.health.readiness();
    let status = if readiness.code == READY { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, fresh(Json(readiness))).into_response()
}

/// Yesterday's health helps nobody.
fn fresh(answer: impl IntoResponse) -> Response {
    ([(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], answer).into_response()
}

/// Where the template of the route that a request took (`/records/{id}`) is left for whoever put this into the
/// request's extensions. Logs and metrics name the template, never the path that was asked for.
#[derive(Clone, Debug, Default)]
pub struct RouteSlot(Arc<OnceLock<MatchedPath>>);

impl RouteSlot {
    /// The template, once the route was found.
    pub fn template(&self) -> Option<&str> {
        self.0.get().map(MatchedPath::as_str)
    }
}

/// Leaves the template in the slot, if there is one.
pub(crate) async fn note_route(request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    if let (Some(slot), Some(path)) = (extensions.get::<RouteSlot>(), extensions.get::<MatchedPath>()) {
        // Each request has a slot of its own and takes one route, so it is empty.
        drop(slot.0.set(path.clone()));
    }
    next.run(request).await
}

/// The stable code of an answer of the door that is an error: for the count of what was refused, and why.
#[derive(Clone, Debug)]
pub struct RefusedCode(pub String);
