//! A form is here before anybody asks who sent it. A body that comes byte by byte would otherwise keep a session, its roles
//! and its fresh touch alive as they were when its first line came: a colleague who is removed meanwhile would still act.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use delegations::DelegationError;
use std::sync::Arc;
use std::time::Duration;

use super::caller::is_signed_in;
use super::draft_document::MAX_DOCUMENT_FORM;
use super::draft_workbook::MAX_WORKBOOK;
use super::drafts::MAX_DRAFT;
use super::guard::AccountError;
use super::office::Office;
use super::transmissions::{self, MAX_FILE_FORM};
use crate::WebError;
use crate::bounds::UploadError;

/// The largest form but for those below: a provision of an imported text with all that is said of it.
pub(super) const MAX_LONG_FORM: usize = 256 * 1024;

/// How long a form may take to come, whatever its pace: the longest takes 33 seconds over a line of 64 kbit/s.
const ARRIVAL: Duration = Duration::from_mins(1);

/// How long a large form may take: 4 MiB take nine minutes over that line.
const FILE_ARRIVAL: Duration = Duration::from_mins(20);

/// Where the largest forms are sent, with a file or with the whole text of a statement: the page, the end of the address after
/// the draft's number, and the largest.
const LARGE: [(&str, &str, usize); 5] = [
    ("/drafts", "", MAX_DRAFT),
    (transmissions::PAGE, "", MAX_DRAFT),
    (transmissions::PAGE, "/file", MAX_FILE_FORM),
    ("/drafts", "/workbook", MAX_WORKBOOK),
    ("/drafts", "/document", MAX_DOCUMENT_FORM),
];

/// The page of a large form that is sent here, and the largest that is read. Other addresses keep the bounds of a form.
fn large(parts: &Parts) -> Option<(&'static str, usize)> {
    let path = parts.uri.path();
    let here = |(page, end, _): &&(&str, &str, usize)| {
        let number = path.strip_prefix(page).and_then(|rest| rest.strip_prefix('/')?.strip_suffix(end));
        number.is_some_and(|number| !number.is_empty() && !number.contains('/'))
    };
    let found = LARGE.iter().find(here).filter(|_| parts.method == Method::POST);
    found.map(|(page, _, most)| (*page, *most))
}

/// Reads what was sent, at the pace and within the room that every upload has, then goes on. Each route has its own limit
/// below that.
pub(crate) async fn arrive_first(
    State(office): State<Arc<Office>>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let large = large(&parts);
    if let Some((page, _)) = large
        && !is_signed_in(&office, &parts.headers).await
    {
        // A few strangers with slow uploads would fill the room that all uploads share. What they send is dropped.
        drop(office.hub.bounds().read(body, 0).await);
        return AccountError::from(DelegationError::Session).instead_of_form(page);
    }
    let (most, patience) = large.map_or((MAX_LONG_FORM, ARRIVAL), |(_, most)| (most, FILE_ARRIVAL));
    let read = tokio::time::timeout(patience, office.hub.bounds().read(body, most)).await;
    match read.unwrap_or(Err(UploadError::TooSlow)) {
        Ok(upload) => next.run(Request::from_parts(parts, Body::from(upload.into_bytes()))).await,
        Err(UploadError::TooLarge) => WebError::FormTooLarge.into_response(),
        Err(UploadError::Busy) => WebError::Unavailable.into_response(),
        Err(UploadError::TooSlow | UploadError::Broken) => WebError::BadRequest.into_response(),
    }
}
