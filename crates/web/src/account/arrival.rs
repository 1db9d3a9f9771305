//! A form is here before anybody asks who sent it. A body that comes byte by byte would otherwise keep a session, its roles
//! and its fresh touch alive as they were when its first line came: a colleague who is removed meanwhile would still act.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use delegations::DelegationError;
use std::sync::Arc;
use std::time::Duration;

use super::caller::is_signed_in;
use super::drafts::MAX_DRAFT;
use super::guard::AccountError;
use super::office::Office;
use super::transmissions::{self, MAX_FILE_FORM};
use crate::WebError;
use crate::bounds::UploadError;

/// How long a form may take to come, whatever its pace: the longest takes 33 seconds over a line of 64 kbit/s.
const ARRIVAL: Duration = Duration::from_mins(1);

/// How long a form with a received file may take: 4 MiB take nine minutes over that line.
const FILE_ARRIVAL: Duration = Duration::from_mins(20);

/// Whether a form with a file is sent here. Other addresses keep the bounds of a form.
fn is_file(path: &str) -> bool {
    path.strip_prefix(transmissions::PAGE)
        .is_some_and(|rest| rest.starts_with('/') && rest.ends_with("/file"))
}

/// Reads what was sent, at the pace and within the room that every upload has, then goes on. Each route has its own limit
/// below that of the longest form, a draft's.
pub(crate) async fn arrive_first(
    State(office): State<Arc<Office>>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    if is_file(parts.uri.path()) && !is_signed_in(&office, &parts.headers).await {
        // A few strangers with slow files would fill the room that all uploads share. What they send is dropped.
        drop(office.hub.bounds().read(body, 0).await);
        return AccountError::from(DelegationError::Session).instead_of_form(transmissions::PAGE);
    }
    let (most, patience) =
        if is_file(parts.uri.path()) { (MAX_FILE_FORM, FILE_ARRIVAL) } else { (MAX_DRAFT, ARRIVAL) };
    let read = tokio::time::timeout(patience, office.hub.bounds().read(body, most)).await;
    match read.unwrap_or(Err(UploadError::TooSlow)) {
        Ok(upload) => next.run(Request::from_parts(parts, Body::from(upload.into_bytes()))).await,
        Err(UploadError::TooLarge) => WebError::TooLarge.into_response(),
        Err(UploadError::Busy) => WebError::Unavailable.into_response(),
        Err(UploadError::TooSlow | UploadError::Broken) => WebError::BadRequest.into_response(),
    }
}
