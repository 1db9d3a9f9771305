//! A form is here before anybody asks who sent it. A body that comes byte by byte would otherwise keep a session, its roles
//! and its fresh touch alive as they were when its first line came: a colleague who is removed meanwhile would still act.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;

use crate::WebError;

/// The most bytes that any form has: twice the longest, a header to be signed with its body. Each route has its own limit.
const MOST: usize = 128 * 1024;

/// How long a form may take to come: the longest takes 16 seconds over a line of 64 kbit/s.
const ARRIVAL: Duration = Duration::from_secs(30);

/// Reads what was sent, then goes on.
pub(crate) async fn arrive_first(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match tokio::time::timeout(ARRIVAL, to_bytes(body, MOST)).await {
        Ok(Ok(bytes)) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Ok(Err(_)) => WebError::TooLarge.into_response(),
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    }
}
