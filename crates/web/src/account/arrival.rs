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

/// How long a form may take to come, whatever its pace: the longest takes 33 seconds over a line of 64 kbit/s.
const ARRIVAL: Duration = Duration::from_mins(1);

/// How long a form with a received file may take: 4 MiB take nine minutes over that line.
const FILE_ARRIVAL: Duration = Duration::from_mins(20);

/// Where forms with a file are sent: the page, the end of the address, and the largest.
const WITH_FILE: [(&str, &str, usize); 3] = [
    (transmissions::PAGE, "/file", MAX_FILE_FORM),
    ("/drafts", "/workbook", MAX_WORKBOOK),
    ("/drafts", "/document", MAX_DOCUMENT_FORM),
];

/// The page of a form with a file that is sent here, and the largest that is read. Other addresses keep the bounds of a form.
fn with_file(parts: &Parts) -> Option<(&'static str, usize)> {
    let path = parts.uri.path();
    let here = |(page, end, _): &&(&str, &str, usize)| {
        path.strip_prefix(page).is_some_and(|rest| rest.starts_with('/') && rest.ends_with(end))
    };
    let found = WITH_FILE.iter().find(here).filter(|_| parts.method == Method::POST);
    found.map(|(page, _, most)| (*page, *most))
}

/// Reads what was sent, at the pace and within the room that every upload has, then goes on. Each route has its own limit
/// below that of the longest form, a draft's.
pub(crate) async fn arrive_first(
    State(office): State<Arc<Office>>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let file = with_file(&parts);
    if let Some((page, _)) = file
        && !is_signed_in(&office, &parts.headers).await
    {
        // A few strangers with slow files would fill the room that all uploads share. What they send is dropped.
        drop(office.hub.bounds().read(body, 0).await);
        return AccountError::from(DelegationError::Session).instead_of_form(page);
    }
    let (most, patience) = file.map_or((MAX_DRAFT, ARRIVAL), |(_, most)| (most, FILE_ARRIVAL));
    let read = tokio::time::timeout(patience, office.hub.bounds().read(body, most)).await;
    match read.unwrap_or(Err(UploadError::TooSlow)) {
        Ok(upload) => next.run(Request::from_parts(parts, Body::from(upload.into_bytes()))).await,
        Err(UploadError::TooLarge) => WebError::TooLarge.into_response(),
        Err(UploadError::Busy) => WebError::Unavailable.into_response(),
        Err(UploadError::TooSlow | UploadError::Broken) => WebError::BadRequest.into_response(),
    }
}
