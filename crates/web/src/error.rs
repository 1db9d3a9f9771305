//! What can go wrong on the way to an answer, each with a stable code and what to do.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use thiserror::Error;

use crate::words::Msg;

/// Why there is no such answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WebError {
    /// Nothing stands at this address, or nothing that the asker may read.
    #[error("nothing is found at this address")]
    NotFound,
    /// The path is there, for another method.
    #[error("this address takes another method")]
    MethodNotAllowed,
    /// What stands at this address has no such form.
    #[error("what stands at this address has no such form")]
    NotAcceptable,
    /// The address can't be read.
    #[error("the address can't be read")]
    BadRequest,
    /// The asker's role doesn't allow it, or the form wasn't ours.
    #[error("this is not allowed")]
    Forbidden,
    /// Too many attempts.
    #[error("too many attempts")]
    TooOften,
    /// The request is larger than what is read.
    #[error("the request is too large")]
    TooLarge,
    /// A form of an account page is larger than what is read.
    #[error("the form is too large")]
    FormTooLarge,
    /// A record's bytes don't verify.
    #[error("what is stored of this record does not verify")]
    Damaged,
    /// The store can't be read now.
    #[error("the store can't be read")]
    Unavailable,
    /// The fonts that a document needs aren't on the hub's machine.
    #[error("fonts are missing on this machine: install the packages fonts-noto-core and fonts-noto-cjk")]
    FontsMissing,
    /// A document can't be set in pages here.
    #[error("the document can't be set in pages")]
    NotTypeset,
    /// A document or table would hold more than one file may.
    #[error("this is too much for one file")]
    ReportTooLong,
    /// A fault of the program.
    #[error("a fault of the program")]
    Fault,
}

impl WebError {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::NotAcceptable,
        Self::BadRequest,
        Self::Forbidden,
        Self::TooOften,
        Self::TooLarge,
        Self::FormTooLarge,
        Self::Damaged,
        Self::Unavailable,
        Self::FontsMissing,
        Self::NotTypeset,
        Self::ReportTooLong,
        Self::Fault,
    ];

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::NotAcceptable => "not-acceptable",
            Self::BadRequest => "bad-request",
            Self::Forbidden => "forbidden",
            Self::TooOften => "too-often",
            Self::TooLarge => "too-large",
            Self::FormTooLarge => "form-too-large",
            Self::Damaged => "record-damaged",
            Self::Unavailable => "store-unavailable",
            Self::FontsMissing => "fonts-missing",
            Self::NotTypeset => "not-typeset",
            Self::ReportTooLong => "report-too-long",
            Self::Fault => "fault",
        }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge | Self::FormTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Damaged | Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable | Self::FontsMissing | Self::NotTypeset => StatusCode::SERVICE_UNAVAILABLE,
            // Nothing that was sent is too large; what was asked for is.
            Self::ReportTooLong => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// The error that a bare status stands for, as libraries give it.
    pub fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::NOT_ACCEPTABLE => Self::NotAcceptable,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::TOO_MANY_REQUESTS => Self::TooOften,
            StatusCode::SERVICE_UNAVAILABLE => Self::Unavailable,
            other if other.is_client_error() => Self::BadRequest,
            _ => Self::Fault,
        }
    }

    /// What happened, in a few words.
    pub fn title(&self) -> Msg {
        match self {
            Self::NotFound => Msg("error-not-found"),
            Self::MethodNotAllowed => Msg("error-method-not-allowed"),
            Self::NotAcceptable => Msg("error-not-acceptable"),
            Self::BadRequest => Msg("error-bad-request"),
            Self::Forbidden => Msg("error-forbidden"),
            Self::TooOften => Msg("error-too-often"),
            Self::TooLarge => Msg("error-too-large"),
            Self::FormTooLarge => Msg("error-form-too-large"),
            Self::Damaged => Msg("error-record-damaged"),
            Self::Unavailable => Msg("error-store-unavailable"),
            Self::FontsMissing => Msg("error-fonts-missing"),
            Self::NotTypeset => Msg("error-not-typeset"),
            Self::ReportTooLong => Msg("error-report-too-long"),
            Self::Fault => Msg("error-fault"),
        }
    }

    /// What the reader can do.
    pub fn advice(&self) -> Msg {
        match self {
            Self::NotFound => Msg("error-not-found-do"),
            Self::MethodNotAllowed => Msg("error-method-not-allowed-do"),
            Self::NotAcceptable => Msg("error-not-acceptable-do"),
            Self::BadRequest => Msg("error-bad-request-do"),
            Self::Forbidden => Msg("error-forbidden-do"),
            Self::TooOften => Msg("error-too-often-do"),
            Self::TooLarge => Msg("error-too-large-do"),
            Self::FormTooLarge => Msg("error-form-too-large-do"),
            Self::Damaged => Msg("error-record-damaged-do"),
            Self::Unavailable => Msg("error-store-unavailable-do"),
            Self::FontsMissing => Msg("error-fonts-missing-do"),
            Self::NotTypeset => Msg("error-not-typeset-do"),
            Self::ReportTooLong => Msg("error-report-too-long-do"),
            Self::Fault => Msg("error-fault-do"),
        }
    }
}

impl IntoResponse for WebError {
    /// The status alone: the page around it is made in one place, `finish`, which knows the language.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
