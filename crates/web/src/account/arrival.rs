//! A form is here before anybody asks who sent it. A body that comes byte by byte would otherwise keep a session, its roles
//! and its fresh touch alive as they were when its first line came: a colleague who is removed meanwhile would still act.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;

use super::drafts::MAX_DRAFT;
use super::office::Office;
use crate::WebError;
use crate::bounds::UploadError;

/// How long a form may take to come, whatever its pace: the longest takes 33 seconds over a line of 64 kbit/s.
const ARRIVAL: Duration = Duration::from_secs(60);

/// Reads what was sent, at the pace and within the room that every upload has, then goes on. Each route has its own limit
/// below that of the longest form, a draft's.
pub(crate) async fn arrive_first(
    State(office): State<Arc<Office>>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let read = tokio::time::timeout(ARRIVAL, office.hub.bounds().read(body, MAX_DRAFT)).await;
    match read.unwrap_or(Err(UploadError::TooSlow)) {
        Ok(upload) => next.run(Request::from_parts(parts, Body::from(upload.into_bytes()))).await,
        Err(UploadError::TooLarge) => WebError::TooLarge.into_response(),
        Err(UploadError::Busy) => WebError::Unavailable.into_response(),
        Err(UploadError::TooSlow | UploadError::Broken) => WebError::BadRequest.into_response(),
    }
}
