//! Why the door says no: a status, a stable code, and words that tell the sender what to do.

use super::MAX_SUBMISSION;
use crate::WebError;
use crate::bounds::{RETRY_AFTER, UploadError};
use crate::health::RefusedCode;
use admission::Refusal;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use record::body::MAX_BODY;
use record::header::MAX_HEADER;
use register::SubmitError;
use store::StoreError;

/// The code of a hub that holds as much for others as it can.
const BUSY: &str = "hub-busy";

/// The most characters of a message: a reader's complaint about a member that it doesn't know repeats its name, which can have
/// a megabyte.
const MAX_MESSAGE: usize = 500;

/// Why the door says no.
#[derive(Debug)]
pub struct DoorError {
    status: StatusCode,
    code: String,
    message: String,
}

impl From<WebError> for DoorError {
    fn from(error: WebError) -> Self {
        Self::new(error.status(), error.code(), &error)
    }
}

impl DoorError {
    pub(crate) fn new(status: StatusCode, code: &str, message: impl std::fmt::Display) -> Self {
        let mut message = message.to_string();
        if let Some((end, _)) = message.char_indices().nth(MAX_MESSAGE) {
            message.replace_range(end.., "…");
        }
        Self { status, code: code.to_owned(), message }
    }

    /// The status.
    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    /// The stable code.
    pub(crate) fn code(&self) -> &str {
        &self.code
    }

    pub(crate) fn busy() -> Self {
        let message =
            format!("the hub holds as much for others as it can: ask again in {RETRY_AFTER} seconds");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, BUSY, message)
    }

    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", format!("this hub has no such {what}"))
    }
}

impl std::fmt::Display for DoorError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DoorError {}

impl IntoResponse for DoorError {
    fn into_response(self) -> Response {
        let body = serde_json::json!({ "code": self.code, "message": self.message });
        let mut response = (self.status, Json(body)).into_response();
        if self.code == BUSY {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
        }
        response.extensions_mut().insert(RefusedCode(self.code));
        response
    }
}

impl From<UploadError> for DoorError {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::TooLarge => {
                let limits = format!(
                    "the request has more than {MAX_SUBMISSION} bytes: a header has at most {MAX_HEADER}, a body {MAX_BODY}"
                );
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", limits)
            }
            UploadError::TooSlow => {
                let message = "the request came too slowly, or stood still: send it again over a line of 64 kbit/s or more";
                Self::new(StatusCode::REQUEST_TIMEOUT, "too-slow", message)
            }
            UploadError::Busy => Self::busy(),
            UploadError::Broken => {
                Self::new(StatusCode::BAD_REQUEST, "bad-request", "the request broke off: send it again")
            }
        }
    }
}

impl From<SubmitError> for DoorError {
    fn from(error: SubmitError) -> Self {
        let status = match &error {
            SubmitError::Refused(Refusal::Quota { .. }) => StatusCode::TOO_MANY_REQUESTS,
            SubmitError::Refused(Refusal::Unreadable(_))
            | SubmitError::NotStored(_)
            | SubmitError::Clock(_)
            | SubmitError::NoHubKey
            | SubmitError::Stopped => StatusCode::SERVICE_UNAVAILABLE,
            SubmitError::Refused(_) | SubmitError::NotSealed(_) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::new(status, error.code(), error)
    }
}

impl From<StoreError> for DoorError {
    fn from(error: StoreError) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, error.code(), error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::door::Submission;

    #[test]
    fn an_error_repeats_little_of_what_was_sent() {
        let name = "é".repeat(1 << 20);
        let sent = format!("{{\"{name}\":1}}");
        let error = serde_json::from_str::<Submission>(&sent).unwrap_err();
        assert!(error.to_string().len() > 1 << 20, "the reader repeats the whole name");
        let answered = DoorError::new(StatusCode::BAD_REQUEST, "submission", error);
        assert!(answered.message.starts_with("unknown field `éé"), "{}", answered.message);
        assert_eq!(answered.message.chars().count(), MAX_MESSAGE + 1);
    }

    #[test]
    fn a_busy_hub_says_when_to_come_again() {
        let answer = DoorError::busy().into_response();
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.headers()[header::RETRY_AFTER], RETRY_AFTER);
    }
}
