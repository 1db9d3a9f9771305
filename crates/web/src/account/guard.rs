//! What guards every request that changes something: where it came from, the form's word, and what a refusal looks like.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use delegations::{DelegationError, Secret};
use record::signature::SignatureError;
use record::webauthn::WebauthnError;
use serde::de::DeserializeOwned;
use thiserror::Error;

use super::caller::{Caller, SESSION_COOKIE};
use super::office::Office;
use crate::WebError;
use crate::door::DoorError;
use crate::health::RefusedCode;

/// The largest form: a name, an address, a note, roles.
pub(crate) const MAX_FORM: usize = 16 * 1024;

/// The longest path to go on to after signing in, in bytes: a search with all its facets. It is kept while somebody signs in
/// elsewhere.
const LONGEST_PATH: usize = 2_048;

/// The header in which our script sends the form's word.
const FORM_TOKEN_HEADER: &str = "x-comity-form";

/// Why an account page says no.
#[derive(Debug, Error)]
pub(crate) enum AccountError {
    /// Of an account.
    #[error(transparent)]
    Delegation(#[from] DelegationError),
    /// Of a passkey.
    #[error(transparent)]
    Passkey(#[from] WebauthnError),
    /// Of a signature.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// Of the door that takes records in.
    #[error(transparent)]
    Door(#[from] DoorError),
    /// Another site's form, or an old page's.
    #[error("this form was not sent from a page of this session: load the page again")]
    Forged,
    /// Not what the page sends.
    #[error("the hub can't read what was sent: load the page again")]
    Unreadable,
    /// Too often; again after so many seconds.
    #[error("too many attempts: try again in {0} seconds")]
    TooOften(u64),
    /// Only a fresh touch is missing.
    #[error("this needs a fresh touch of your passkey")]
    TouchNeeded,
    /// A person with several seats has chosen none.
    #[error("choose first for whom you act")]
    ChooseSeat,
    /// A sign-in service that this hub doesn't know.
    #[error("this hub knows no such sign-in service: load the sign-in page again")]
    NoService,
    /// A sign-in service that gives no answer.
    #[error("the sign-in service gives no answer: try again in a minute, or sign in another way")]
    ServiceUnreachable,
    /// A Word file that can't be read; with the reader's own code.
    #[error("this file can't be taken in ({0}): save it as .docx, without macros or encryption")]
    Document(String),
    /// Fewer people chosen to sign than the kind asks for, or more than it takes.
    #[error("choose as many people to sign as this kind asks for")]
    Signers,
    /// The policies don't allow it.
    #[error("your role does not allow this: ask your national administrator")]
    Denied,
    /// A fault of the program.
    #[error("the hub made a mistake: try again")]
    Fault,
}

impl AccountError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Delegation(error) => error.code(),
            Self::Passkey(error) => error.code(),
            Self::Signature(error) => error.code(),
            Self::Door(_) => "refused",
            Self::Forged => "form-forged",
            Self::Unreadable => "form-unreadable",
            Self::TooOften(_) => "too-often",
            Self::TouchNeeded => "touch-needed",
            Self::ChooseSeat => "choose-seat",
            Self::NoService => "no-such-service",
            Self::ServiceUnreachable => "service-unreachable",
            Self::Document(_) => "document-unreadable",
            Self::Signers => "choose-signers",
            Self::Denied => "denied",
            Self::Fault => "fault",
        }
    }

    /// The code in the log: the door's own, where it was the door.
    pub(super) fn logged(&self) -> String {
        match self {
            Self::Door(error) => error.code(),
            other => other.code(),
        }
        .to_owned()
    }

    /// The status of the answer to a script.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Delegation(DelegationError::Session | DelegationError::SignIn) | Self::TouchNeeded => {
                StatusCode::UNAUTHORIZED
            }
            Self::Delegation(
                DelegationError::Store(_) | DelegationError::Sealed(_) | DelegationError::Form(_),
            ) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Delegation(DelegationError::Conflict) => StatusCode::CONFLICT,
            Self::Delegation(
                DelegationError::Draft | DelegationError::Person | DelegationError::Proposal,
            )
            | Self::NoService => StatusCode::NOT_FOUND,
            Self::Delegation(_)
            | Self::Passkey(_)
            | Self::Signature(_)
            | Self::Document(_)
            | Self::Signers => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Door(error) => error.status(),
            Self::Forged | Self::Denied | Self::ChooseSeat => StatusCode::FORBIDDEN,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::ServiceUnreachable => StatusCode::BAD_GATEWAY,
            Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The answer to somebody who asked for a page: to sign-in, to a touch, to a choice of seat, or an error page.
    pub fn instead_of_page(self, path: &str) -> Response {
        let code = self.logged();
        coded(self.page_instead(path), code)
    }

    fn page_instead(self, path: &str) -> Response {
        let next = serde_urlencoded::to_string([("next", path)]).unwrap_or_default();
        match self {
            Self::Delegation(DelegationError::Session) => cleared(see_other(&format!("/sign-in?{next}"))),
            Self::TouchNeeded => see_other(&format!("/touch?{next}")),
            Self::ChooseSeat => see_other("/me#seats"),
            // What somebody may not see is not told apart from what isn't there.
            Self::Denied
            | Self::Delegation(
                DelegationError::Draft | DelegationError::Person | DelegationError::Proposal,
            ) => WebError::NotFound.into_response(),
            other => WebError::of_status(other.status()).into_response(),
        }
    }

    /// The answer to somebody who asked for a file: to sign-in, to a touch, or that it isn't given to them. That it is there is no
    /// secret: the page on which it is offered is theirs to read.
    pub fn instead_of_file(self, path: &str) -> Response {
        let code = self.logged();
        let answer = match self {
            Self::Denied => WebError::Forbidden.into_response(),
            other => other.page_instead(path),
        };
        coded(answer, code)
    }

    /// The answer to somebody who sent a form: back to its page, which says what was wrong.
    pub fn instead_of_form(self, page: &str) -> Response {
        let code = self.logged();
        coded(self.form_instead(page), code)
    }

    fn form_instead(self, page: &str) -> Response {
        match self {
            Self::Delegation(DelegationError::Session) | Self::TouchNeeded | Self::ChooseSeat => {
                self.page_instead(page)
            }
            Self::Forged
            | Self::Denied
            | Self::NoService
            | Self::Unreadable
            | Self::Fault
            | Self::TooOften(_) => {
                let mut answer = WebError::of_status(self.status()).into_response();
                self.add_wait(answer.headers_mut());
                answer
            }
            other => see_other(&format!("{page}?notice={}", other.code())),
        }
    }

    fn add_wait(&self, headers: &mut HeaderMap) {
        if let Self::TooOften(seconds) = self {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
    }
}

impl IntoResponse for AccountError {
    /// For our script and other programs.
    fn into_response(self) -> Response {
        if let Self::Door(error) = self {
            return error.into_response();
        }
        let body = serde_json::json!({ "code": self.code(), "message": self.to_string() });
        let mut response = (self.status(), axum::Json(body)).into_response();
        self.add_wait(response.headers_mut());
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let code = self.logged();
        coded(response, code)
    }
}

/// The answer, with why it is no other: for the log and the trail. The page may say less.
fn coded(mut response: Response, code: String) -> Response {
    response.extensions_mut().insert(RefusedCode(code));
    response
}

/// To another page, by GET.
pub(crate) fn see_other(address: &str) -> Response {
    let location = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    let headers =
        [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// Back to a page, which says what came of a form of its.
pub(crate) fn answered(done: Result<(), AccountError>, page: &str, notice: &str) -> Response {
    match done {
        Ok(()) => see_other(&format!("{page}?notice={notice}")),
        Err(error) => error.instead_of_form(page),
    }
}

/// JSON to take along as a file of this name. Nobody on the way keeps a copy of it.
pub(crate) fn as_file(name: &str, content: impl IntoResponse) -> Response {
    let name = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let name = name.unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, content).into_response()
}

/// Only a path of this hub: a link in a mail must not lead through our sign-in to somebody else's page.
pub(crate) fn own_path(path: Option<&str>) -> &str {
    let safe = |path: &&str| {
        path.len() <= LONGEST_PATH
            && path.starts_with('/')
            && !path.starts_with("//")
            && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
    };
    path.filter(safe).unwrap_or("/me")
}

/// The session's cookie in an answer.
pub(crate) fn with_session(mut response: Response, secret: &Secret) -> Response {
    let value = format!("{SESSION_COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Strict", secret.text());
    set_cookie(&mut response, &value);
    response
}

/// The end of the session's cookie in an answer.
pub(crate) fn without_session(mut response: Response) -> Response {
    let value = format!("{SESSION_COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
    set_cookie(&mut response, &value);
    cleared(response)
}

/// The browser lets go of what it keeps of this hub: public pages show who looked at them, and the next person at the machine is
/// another. Not of cookies: that order covers neighbours under the same domain.
fn cleared(mut response: Response) -> Response {
    let name = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(name, HeaderValue::from_static("\"cache\", \"storage\""));
    response
}

pub(crate) fn set_cookie(response: &mut Response, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Browsers say where a request comes from; a page of another site can't make them lie. What says nothing at all is no
/// browser of the last years, and without a session it can do no harm that a stranger couldn't do himself.
fn check_origin(office: &Office, headers: &HeaderMap) -> Result<(), AccountError> {
    let is = |name: &str, wanted: &str| headers.get(name).is_none_or(|value| value == wanted);
    let ours = is("sec-fetch-site", "same-origin") && is("origin", &office.site.origin);
    if ours { Ok(()) } else { Err(AccountError::Forged) }
}

/// With a session, the form must hold the word that its pages were given.
fn check_word(caller: &Caller, word: Option<&str>) -> Result<(), AccountError> {
    match &caller.signed_in {
        Some(signed_in) if !word.is_some_and(|word| signed_in.secret.made(word)) => Err(AccountError::Forged),
        _ => Ok(()),
    }
}

/// Reads a form that was sent from a page of this session, and counts it.
pub(crate) fn form<T: DeserializeOwned>(
    office: &Office,
    caller: &Caller,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<T, AccountError> {
    check_origin(office, headers)?;
    let fields: Vec<(String, String)> =
        serde_urlencoded::from_bytes(body).map_err(|_| AccountError::Unreadable)?;
    let word = fields.iter().find(|(name, _)| name == "form").map(|(_, word)| word.as_str());
    check_word(caller, word)?;
    office.count_doing(caller)?;
    serde_urlencoded::from_bytes(body).map_err(|_| AccountError::Unreadable)
}

/// A form that is read elsewhere, because it holds a file: did a page of this session send it? It is counted.
pub(crate) fn sent(
    office: &Office,
    caller: &Caller,
    headers: &HeaderMap,
    word: Option<&str>,
) -> Result<(), AccountError> {
    check_origin(office, headers)?;
    check_word(caller, word)?;
    office.count_doing(caller)
}

/// Reads what our script sent from a page of this session, and counts it.
pub(crate) fn json<T: DeserializeOwned>(
    office: &Office,
    caller: &Caller,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<T, AccountError> {
    check_origin(office, headers)?;
    check_word(caller, headers.get(FORM_TOKEN_HEADER).and_then(|value| value.to_str().ok()))?;
    office.count_doing(caller)?;
    let is_json = headers.get(header::CONTENT_TYPE).is_some_and(|value| value == "application/json");
    if !is_json {
        return Err(AccountError::Unreadable);
    }
    serde_json::from_slice(body).map_err(|_| AccountError::Unreadable)
}
